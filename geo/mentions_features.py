"""What speaks for and against a passage being the name of a place, and how much each weighs."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator

from geo.gazetteer import Gazetteer
from geo.mentions_around import among_forces, in_list, words_after, words_before
from geo.mentions_reading import Origin, Reading, Span, distinctive, skeleton_hit, skeleton_near
from geo.mentions_sites import SITE
from geo.mentions_words import (
    CAPITAL_SITES,
    GENERICS,
    HILLS,
    HOSTS,
    MONTHS,
    MOVEMENTS,
    PARTICLES,
    PEOPLES,
    PLACE_NOUNS,
    SITES,
)
from geo.model import Match
from geo.place_file import ENGLISH
from geo.text import fold

_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_CUES = (
    "after_place_of",
    "after_village_of",
    "before_place_noun",
    "before_site_noun",
    "before_site",
    "after_locative",
    "after_war",
    "beside_known",
)
_HUGE = 7.0
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
            *_of_spelling(reading, span),
            *words_before(reading, span),
            *words_after(reading, span),
            *in_list(reading, span),
            *among_forces(reading, span),
        )
    )
    if "in_country" in seen and "known_abroad" in seen:
        seen.pop("before_was", None)
    if "after_village_of" in seen:
        seen.pop("movement", None)
    if span.origin in (Origin.RUN, Origin.ENTITY):
        seen |= {f"run_{cue}": 1.0 for cue in _CUES if cue in seen}
        last = reading.words[span.last].lower
        if span.last > span.first and (last in CAPITAL_SITES or last in PLACE_NOUNS):
            seen["run_noun"] = 1.0
        if span.last > span.first and last in SITES and "begins" not in seen:
            seen["run_site"] = 1.0
        if "after_body_of" in seen:
            seen["run_after_body_of"] = 1.0
    if span.last > span.first and reading.words[span.first].lower in GENERICS:
        seen["generic"] = 1.0
        if reading.words[span.first].lower in HILLS:
            seen["hill"] = 1.0
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
    site = SITE.match(reading.text, span.end)
    if site is not None and reading.gazetteer.knows(fold(reading.text[span.start : site.end()])):
        yield "known_site", 1.0
    hits = reading.gazetteer.lookup(span.name)
    if not hits:
        yield "unknown", 1.0
        if skeleton_hit(reading, span):
            yield "skeleton", 1.0
            if skeleton_near(reading, span):
                yield "skeleton_near", 1.0
        return
    places = [hit.place for hit in hits]
    yield "population", math.log10(1 + max(place.population for place in places)) / _HUGE
    codes = {place.feature_code for place in places}
    classes = {place.feature_class.value for place in places}
    here = {place.country for place in places} & set(reading.countries)
    own = distinctive(reading.gazetteer, span)
    told = {
        "country": "PCLI" in codes,
        "region": "A" in classes and "PCLI" not in codes,
        "capital": "PPLC" in codes,
        "feature": own and not classes <= {"P", "A"},
        "folded_only": all(hit.match is not Match.EXACT for hit in hits),
        "in_country": bool(here),
        "forces_fight": any(place.country in reading.forces for place in places),
        "known_abroad": own and bool(here - ENGLISH),
    }
    yield from ((name, 1.0) for name, true in told.items() if true)


def _of_spelling(reading: Reading, span: Span) -> Iterator[tuple[str, float]]:
    folded, gazetteer, first = span.folded, reading.gazetteer, reading.words[span.first]
    single, letters = " " not in folded, _letters(span.name)
    told = {
        "several_words": not single,
        "common_word": single and not letters and gazetteer.common_word(folded),
        "month": folded in MONTHS,
        "people": folded in PEOPLES,
        "movement": folded in MOVEMENTS,
        "host": not single and first.lower in HOSTS,
        "small_elsewhere": not letters and folded in reading.lower,
        "short_capitals": _acronym(reading, span),
        "capitals_folded": _acronym(reading, span) and not letters and _folded_only(gazetteer, span.name),
        "given_name": gazetteer.given_name(first.text) and not (not single and first.lower in PARTICLES),
        "surname": single and gazetteer.surname(folded),
        "short": len(folded) <= _SHORTEST and not first.uncased and span.origin is not Origin.SHORTENED,
        "uncased": first.uncased,
        "digit": any(character.isdigit() for character in folded),
    }
    yield from ((name, 1.0) for name, true in told.items() if true)


def _folded_only(gazetteer: Gazetteer, name: str) -> bool:
    """Tell whether no place bears a name as it is written, in its capitals."""
    return all(hit.match is not Match.EXACT for hit in gazetteer.lookup(name))


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
