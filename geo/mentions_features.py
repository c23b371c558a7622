"""What speaks for and against a passage being the name of a place, and how much each weighs."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from geo.mentions_sites import SITE
from geo.mentions_spans import ENGLISH, Origin, Reading, Span, distinctive, skeleton_hit
from geo.mentions_tokens import joined
from geo.mentions_words import (
    CAPITAL_SITES,
    DIRECTIONS,
    EMBEDDERS,
    FORCES,
    GENERICS,
    LOCATIVE,
    LOOSE,
    MONTHS,
    OFFICES,
    PARTICLES,
    PLACE_NOUNS,
    SAYING,
    STREETS,
    TITLES,
    WAR,
)
from geo.model import Match

_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_CUES = (
    "after_place_of",
    "before_place_noun",
    "before_site_noun",
    "before_site",
    "after_locative",
    "after_war",
    "beside_known",
)
_HUGE = 7.0
_LISTED = re.compile(r",?\s(?:and|or)\s(?:the\s)?|,\s")
_LETTERS = 4
_SHORTEST = 3


def votes(reading: Reading) -> dict[str, Counter[str]]:
    """Return, for every name, how often the model labelled it how in the whole text."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for span in reading.spans:
        entity = reading.entity_of(span.start, span.end)
        label = entity.label if entity is not None else "none"
        found[span.folded][
            label if label in ("PERSON", "ORG", "NORP", "none") or label in _PLACE_LABELS else "other"
        ] += 1
    return found


def features(reading: Reading, span: Span, ballots: dict[str, Counter[str]]) -> dict[str, float]:
    """Return what is seen of a passage, by name; what is not seen is left out."""
    seen = dict(
        (
            *_of_model(reading, span, ballots),
            *_of_gazetteer(reading, span),
            *_of_words_before(reading, span),
            *_of_words_after(reading, span),
            *_of_spelling(reading, span),
            *_of_list(reading, span),
        )
    )
    if span.origin in (Origin.RUN, Origin.ENTITY):
        seen |= {f"run_{cue}": 1.0 for cue in _CUES if cue in seen}
        last = reading.words[span.last].lower
        if span.last > span.first and (last in CAPITAL_SITES or last in PLACE_NOUNS):
            seen["run_noun"] = 1.0
    if span.last > span.first and reading.words[span.first].lower in GENERICS:
        seen["generic"] = 1.0
    return seen


def _of_model(reading: Reading, span: Span, ballots: dict[str, Counter[str]]) -> Iterator[tuple[str, float]]:
    if not reading.entities:
        yield "no_model", 1.0
        return
    entity = reading.entity_of(span.start, span.end)
    if entity is None:
        yield "model_none", 1.0
    else:
        label = entity.label if entity.label in ("PERSON", "ORG", "NORP", *_PLACE_LABELS) else "other"
        inside = entity.start <= span.start and span.end <= entity.end
        whole = inside and entity.end - entity.start <= span.end - span.start + len("the 's")
        yield f"model_{label}_{'whole' if whole else 'part' if inside else 'across'}", 1.0
    ballot = ballots[span.folded]
    total = sum(ballot.values())
    yield "votes_place", sum(ballot[label] for label in _PLACE_LABELS) / total
    yield "votes_person", ballot["PERSON"] / total
    yield "votes_org", ballot["ORG"] / total


def _of_gazetteer(reading: Reading, span: Span) -> Iterator[tuple[str, float]]:
    yield f"origin_{span.origin.value}", 1.0
    if span.origin in (Origin.DEMONYM, Origin.SHORTENED):
        return
    hits = reading.gazetteer.lookup(span.name)
    if not hits:
        yield "unknown", 1.0
        if skeleton_hit(reading, span):
            yield "skeleton", 1.0
        return
    places = [hit.place for hit in hits]
    most = max(place.population for place in places)
    yield "population", math.log10(1 + most) / _HUGE
    codes = {place.feature_code for place in places}
    classes = {place.feature_class.value for place in places}
    if "PCLI" in codes:
        yield "country", 1.0
    elif "A" in classes:
        yield "region", 1.0
    if "PPLC" in codes:
        yield "capital", 1.0
    if not classes <= {"P", "A"} and distinctive(reading.gazetteer, span):
        yield "feature", 1.0
    if all(hit.match is not Match.EXACT for hit in hits):
        yield "folded_only", 1.0
    here = {place.country for place in places} & set(reading.countries)
    if here:
        yield "in_country", 1.0
    if here - ENGLISH and distinctive(reading.gazetteer, span):
        yield "known_abroad", 1.0


def _of_words_before(reading: Reading, span: Span) -> Iterator[tuple[str, float]]:
    words, text = reading.words, reading.text
    before = text[max(0, span.start - 3) : span.start]
    if span.first == 0 or "\n\n" in before or before.rstrip()[-1:] in ".!?:":
        yield "begins", 1.0
        return
    previous = words[span.first - 1]
    word = previous.lower
    if before.rstrip().endswith(","):
        yield "after_comma", 1.0
        return
    if word == "the" and span.first > 1:
        title = previous.capital and not reading.headline(span.start)
        yield ("after_capital_the" if title else "after_the"), 1.0
        word = words[span.first - 2].lower if words[span.first - 2].lower in LOCATIVE | WAR else word
    kinds = {"locative": LOCATIVE, "loose": LOOSE, "title": TITLES, "direction": DIRECTIONS, "war": WAR}
    for kind, listed in kinds.items():
        if word in listed:
            yield f"after_{kind}", 1.0
    if word == "of" and span.first > 1 and words[span.first - 2].lower in PLACE_NOUNS:
        yield "after_place_of", 1.0
    if reading.headline(span.start):
        return
    if previous.capital and joined(text, previous, words[span.first]) and word not in TITLES:
        yield "after_capital", 1.0
        if not words[span.first].capital:
            yield "article_after_capital", 1.0
        if reading.gazetteer.given_name(previous.text):
            yield "after_given_name", 1.0


def _of_words_after(reading: Reading, span: Span) -> Iterator[tuple[str, float]]:
    words, text = reading.words, reading.text
    if span.last + 1 >= len(words):
        return
    following = words[span.last + 1]
    gap = text[span.end : following.start]
    word = following.lower
    if gap.strip() == ",":
        kind = "name" if following.capital and _names(reading, span.last + 1) else "other"
        yield f"before_comma_{kind}", 1.0
        return
    if gap.strip() in ("'s", "’s", "'", "’"):
        yield "possessive", 1.0
    elif not joined(text, words[span.last], following):
        return
    if SITE.match(text, span.end):
        yield "before_site_noun", 1.0
    if following.capital and word not in PARTICLES:
        if not reading.headline(span.start):
            yield "before_capital", 1.0
        kinds = {"embedder": EMBEDDERS, "street": STREETS, "site": CAPITAL_SITES, "office": OFFICES}
    else:
        kinds = {"place_noun": PLACE_NOUNS, "saying": SAYING, "office": OFFICES}
    for kind, listed in kinds.items():
        if word in listed:
            yield f"before_{kind}", 1.0
    if word in FORCES and span.origin in (Origin.RUN, Origin.ENTITY):
        yield "before_force", 1.0


def _letters(name: str) -> bool:
    """Tell whether a name is written as letters: US, U.K."""
    return name.isupper() and (len(name) <= _SHORTEST or "." in name)


def _acronym(reading: Reading, span: Span) -> bool:
    """Tell whether a passage looks like the letters of an organisation, which no country's are."""
    if not span.name.isupper() or len(span.folded) > _LETTERS or span.origin is Origin.SHORTENED or "." in span.name:
        return False
    if len(span.folded) == _LETTERS and reading.headline(span.start):
        return False
    return not any(hit.place.feature_code == "PCLI" for hit in reading.gazetteer.lookup(span.name))


def _names(reading: Reading, at: int) -> bool:
    word = reading.words[at]
    known = reading.gazetteer.shortened(word.text) or reading.gazetteer.shortened(word.text + ".")
    return known is not None or reading.gazetteer.knows(word.lower)


def _of_spelling(reading: Reading, span: Span) -> Iterator[tuple[str, float]]:
    folded = span.folded
    if " " in folded:
        yield "several_words", 1.0
    elif reading.gazetteer.common_word(folded) and not _letters(span.name):
        yield "common_word", 1.0
    if folded in MONTHS:
        yield "month", 1.0
    if folded in reading.lower and not _letters(span.name):
        yield "small_elsewhere", 1.0
    if _acronym(reading, span):
        yield "short_capitals", 1.0
    if reading.gazetteer.given_name(reading.words[span.first].text):
        yield "given_name", 1.0
    if len(folded) <= 3 and not reading.words[span.first].uncased:  # noqa: PLR2004
        yield "short", 1.0
    if " " not in folded and reading.gazetteer.surname(folded):
        yield "surname", 1.0
    if reading.words[span.first].uncased:
        yield "uncased", 1.0
    if any(character.isdigit() for character in folded):
        yield "digit", 1.0


def _of_list(reading: Reading, span: Span) -> Iterator[tuple[str, float]]:
    """Tell whether a passage stands in a list with a name that the gazetteer has where the text plays."""
    words, text = reading.words, reading.text
    beside = 0
    at = span.first - 1
    if at > 0 and words[at].lower in ("and", "or"):
        at -= 1
    if at >= 0 and _LISTED.fullmatch(text, words[at].end, span.start) and at in reading.familiar:
        beside += 1
    at = span.last + 1
    if at + 1 < len(words) and words[at].lower in ("and", "or"):
        at += 1
    if at < len(words) and _LISTED.fullmatch(text, span.end, words[at].start) and at in reading.familiar:
        beside += 1
    if beside:
        yield "beside_known", 1.0
