"""What a place does in its sentence: where something happens, who speaks, whose something is, part of another name."""

from __future__ import annotations

import re

from geo.mentions_reading import Origin, Reading, Span, sure_place
from geo.mentions_sites import SITE
from geo.mentions_tokens import joined
from geo.mentions_words import CAPITAL_SITES, EMBEDDERS, LOCATIVE, LOOSE, OFFICES, SPEAKING, STREETS, WAR
from geo.model import Role

_BASED = re.compile(r"-(?:based|born|backed|led|run|held|controlled|allied|native|area|bound)\b")
_ORGANISATIONS = frozenset({"ORG", "PERSON", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT"})
_REACH = 5
_STATE_OF = re.compile(
    r"\bIslamic\s+State\s+(?:of|in|for)\s+(?:[Tt]he\s+)?(?:[A-Z][\w’'-]*(?:\s+and\s+(?:the\s+)?|,\s+))?\Z"
)
_STATE_REACH = 50


def role_of(reading: Reading, span: Span) -> Role:
    """Return the role of a passage that names a place."""
    if span.origin is Origin.DEMONYM:
        return Role.DEMONYM
    if _embedded(reading, span):
        return Role.EMBEDDED
    following = _following(reading, span)
    site = SITE.match(reading.text, span.end) is not None
    office = bool(following) and following[0] in OFFICES and not _located(reading, span) and not site
    if office or _BASED.match(reading.text, span.end):
        return Role.ASSOCIATIVE
    return Role.METONYM if _speaks(reading, span, following) else Role.LOCATIVE


def _following(reading: Reading, span: Span) -> list[str]:
    words, at = reading.words, span.last
    found: list[str] = []
    while at + 1 < len(words) and len(found) < _REACH and joined(reading.text, words[at], words[at + 1]):
        at += 1
        found.append(words[at].lower)
    return found


def _located(reading: Reading, span: Span) -> bool:
    return span.first > 0 and reading.words[span.first - 1].lower in LOCATIVE


def _embedded(reading: Reading, span: Span) -> bool:
    """Tell whether a place is part of the name of something that is none: Geneva Center, Washington Post."""
    if reading.words[span.last].uncased:
        return False
    if _STATE_OF.search(reading.text, max(0, span.start - _STATE_REACH), span.start):
        return True
    begins = _begins_another(reading, span)
    return _ends_another(reading, span) if begins is None else begins


def _begins_another(reading: Reading, span: Span) -> bool | None:
    """Tell whether the words after a place make it part of another name, or leave it a place; None where neither."""
    words, at = reading.words, span.last
    while at + 1 < len(words) and at - span.last < _REACH and joined(reading.text, words[at], words[at + 1]):
        at += 1
        if not words[at].capital:
            break
        if words[at].lower in EMBEDDERS:
            return True
        if words[at].lower in CAPITAL_SITES | STREETS | OFFICES:
            return False
    return None


def _ends_another(reading: Reading, span: Span) -> bool:
    """Tell whether a place ends the name of a person or organisation that the model sees."""
    entity = reading.entity_of(span.start, span.end)
    if entity is None or not (entity.start < span.start and span.end <= entity.end) or reading.headline(span.start):
        return False
    before = reading.words[span.first - 1]
    if entity.label == "PERSON":
        name = before.capital and before.lower not in LOCATIVE | LOOSE | WAR
        return name and joined(reading.text, before, reading.words[span.first])
    return entity.label in _ORGANISATIONS and before.lower in ("of", "for") and _organisation(reading, span)


def _organisation(reading: Reading, span: Span) -> bool:
    return span.first > 1 and reading.words[span.first - 2].lower in EMBEDDERS and reading.words[span.first - 2].capital


def _speaks(reading: Reading, span: Span, following: list[str]) -> bool:
    """Tell whether a capital or country stands for its government."""
    if not following or following[0] not in SPEAKING:
        return False
    place = sure_place(reading.gazetteer, span.name)
    if place is None or place.feature_code not in ("PPLC", "PCLI"):
        return False
    return span.first == 0 or reading.words[span.first - 1].lower not in LOCATIVE | LOOSE
