"""Passages of a text that may name a place: names the gazetteer has, words for peoples, runs of capitals, entities."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from geo.gazetteer import Gazetteer
from geo.language import Entity
from geo.mentions_tokens import Token, joined, tokens
from geo.mentions_words import DIRECTIONS, EMBEDDERS, PARTICLES
from geo.model import Place
from geo.text import fold, key

_LONGEST = 6
_LONGEST_RUN = 4
_SHARE = 5
_CITY = 100_000
_COUNTRIES = 4
_PLACES = frozenset({"GPE", "LOC", "FAC"})


class Origin(StrEnum):
    """Why a passage is looked at."""

    NAME = "name"
    DEMONYM = "demonym"
    SHORTENED = "shortened"
    RUN = "run"
    ENTITY = "entity"


@dataclass(frozen=True, slots=True)
class Span:
    """A passage, `text[start:end]`, of the words `first` to `last` (inclusive)."""

    start: int
    end: int
    first: int
    last: int
    name: str
    folded: str
    origin: Origin


@dataclass(slots=True)
class Reading:
    """An article's text with its words, its entities, and what the names in it say of where it plays."""

    text: str
    words: list[Token]
    entities: tuple[Entity, ...]
    gazetteer: Gazetteer
    spans: list[Span] = field(default_factory=list)
    countries: tuple[str, ...] = ()
    lower: frozenset[str] = frozenset()

    def entity_of(self, start: int, end: int) -> Entity | None:
        """Return the entity that shares most characters with a passage."""
        at = max(0, bisect_left(self.entities, (start, 0, "")) - 1)
        best, most = None, 0
        for entity in self.entities[at : at + 6]:
            shared = min(end, entity.end) - max(start, entity.start)
            if shared > most:
                best, most = entity, shared
        return best


def read(text: str, gazetteer: Gazetteer, entities: tuple[Entity, ...]) -> Reading:
    """Return the text with every passage in it that may name a place."""
    words = tokens(text)
    reading = Reading(text, words, tuple(sorted(entities)), gazetteer)
    reading.lower = frozenset(word.text for word in words if word.text.islower())
    spans = list(_named(reading))
    taken = {(span.first, span.last) for span in spans}
    for span in (*_runs(reading, spans), *_entities(reading)):
        if (span.first, span.last) not in taken:
            taken.add((span.first, span.last))
            spans.append(span)
    reading.spans = sorted(spans, key=lambda span: (span.start, -span.end))
    reading.countries = _countries(gazetteer, spans)
    return reading


def _span(reading: Reading, first: int, last: int, origin: Origin) -> Span:
    start, end = reading.words[first].start, reading.words[last].end
    name = reading.text[start:end]
    return Span(start, end, first, last, name, fold(name), origin)


def _reach(reading: Reading, first: int) -> int:
    """Return the last word that may belong to a name that begins with a word."""
    words, last = reading.words, first
    while (
        last + 1 < len(words)
        and last - first + 1 < _LONGEST
        and joined(reading.text, words[last], words[last + 1])
        and (words[last + 1].capital or words[last + 1].lower in PARTICLES or words[last + 1].text[0].isdigit())
    ):
        last += 1
    return last


def _may_begin(reading: Reading, at: int) -> bool:
    word = reading.words[at]
    if word.capital:
        return word.lower != "the"
    following = at + 1 < len(reading.words) and reading.words[at + 1].capital
    particle = word.lower in PARTICLES and word.lower not in ("of", "the", "and", "on", "a", "in", "la", "en", "at", "as")
    return following and (particle or word.lower in DIRECTIONS)


def _named(reading: Reading) -> Iterator[Span]:
    words, gazetteer, at = reading.words, reading.gazetteer, 0
    while at < len(words):
        if not _may_begin(reading, at):
            at += 1
            continue
        span = _longest(reading, at)
        people = _people(reading, at)
        if people is not None and (span is None or span.last <= people.last):
            span = people
        elif _is_shortened(reading, at) and (span is None or span.last == at):
            end = words[at].start + len(_dotted(reading, at))
            span = Span(words[at].start, end, at, at, reading.text[words[at].start : end], words[at].lower, Origin.SHORTENED)
        if span is not None:
            yield span
            at = span.last
        at += 1


def _dotted(reading: Reading, at: int) -> str:
    word = reading.words[at]
    return word.text + "." if reading.text[word.end : word.end + 1] == "." and not word.text.endswith(".") else word.text


def _is_shortened(reading: Reading, at: int) -> bool:
    """Tell whether a word is a state as agencies shorten it: always after a comma, and with its full stop or in capitals."""
    word = _dotted(reading, at)
    after_comma = reading.text[: reading.words[at].start].rstrip()[-1:] == ","
    return after_comma and (word.endswith(".") or word.isupper()) and reading.gazetteer.shortened(word) is not None


def _longest(reading: Reading, first: int) -> Span | None:
    words = reading.words
    for last in range(_reach(reading, first), first - 1, -1):
        ending = words[last]
        if not (ending.capital or ending.text[0].isdigit()) or (last == first and not words[first].capital):
            continue
        span = _span(reading, first, last, Origin.NAME)
        if len(span.folded) > 1 and reading.gazetteer.knows(span.folded) and _cased(span):
            return span
    return None


def _cased(span: Span) -> bool:
    """Refuse what is written as no name is: the pronoun us, the word It."""
    return span.folded not in ("us", "uk") or span.name.replace(".", "").isupper()


def _people(reading: Reading, at: int) -> Span | None:
    words = reading.words
    for last in (at + 1, at):
        if last >= len(words) or (last > at and not joined(reading.text, words[at], words[last])):
            continue
        name = reading.text[words[at].start : words[last].end]
        word = name if not name.isupper() else name.title()
        if reading.gazetteer.demonym(" ".join(word.split())) is not None:
            return _span(reading, at, last, Origin.DEMONYM)
    return None


def _runs(reading: Reading, named: Sequence[Span]) -> Iterator[Span]:
    """Yield the runs of capitals that hold a word no name of the gazetteer covers, or more than one such name."""
    words = reading.words
    whole = {(span.first, span.last) for span in named}
    at = 0
    while at < len(words):
        if not (words[at].capital or (_may_begin(reading, at) and words[at].lower not in DIRECTIONS)):
            at += 1
            continue
        last = _reach(reading, at)
        while last > at and not words[last].capital:
            last -= 1
        if last - at < _LONGEST_RUN and (at, last) not in whole and not words[at].uncased and words[last].capital:
            yield _span(reading, at, last, Origin.RUN)
        at = last + 1


def _entities(reading: Reading) -> Iterator[Span]:
    starts = [word.start for word in reading.words]
    for entity in reading.entities:
        if entity.label not in _PLACES:
            continue
        first = bisect_left(starts, entity.start)
        last = bisect_left(starts, entity.end) - 1
        while first <= last and (reading.words[first].lower == "the" or not reading.words[first].text[0].isalpha()):
            first += 1
        if any(word.lower in EMBEDDERS for word in reading.words[first : last + 1]):
            continue
        if first <= last and "," not in reading.text[reading.words[first].start : reading.words[last].end]:
            yield _span(reading, first, last, Origin.ENTITY)


def _countries(gazetteer: Gazetteer, spans: Sequence[Span]) -> tuple[str, ...]:
    """Return the countries that the text speaks of, most named first: evidence for matches by skeleton."""
    votes: Counter[str] = Counter()
    for span in spans:
        place = gazetteer.demonym(span.name) if span.origin is Origin.DEMONYM else sure_place(gazetteer, span.name)
        if place is not None and place.country:
            votes[place.country] += 2 if place.feature_code == "PCLI" else 1
    return tuple(code for code, _ in sorted(votes.items(), key=lambda item: (-item[1], item[0]))[:_COUNTRIES])


def sure_place(gazetteer: Gazetteer, name: str) -> Place | None:
    """Return the place of a name that hardly means another: a country, or a city far larger than its namesakes."""
    hits = gazetteer.lookup(name)
    if not hits:
        return None
    places = sorted((hit.place for hit in hits if hit.place.feature_code != "ADM1"), key=lambda place: -place.population)
    if not places or places[0].feature_code == "PCLI":
        return places[0] if places else None
    abroad = max((place.population for place in places if place.country != places[0].country), default=0)
    return places[0] if places[0].population >= max(_CITY, _SHARE * abroad) else None


def skeleton_hit(reading: Reading, span: Span) -> bool:
    """Tell whether a passage meets a place by its skeleton in a country that the text speaks of."""
    skeleton = key(span.name)
    return len(skeleton.replace(" ", "")) > 2 and bool(reading.gazetteer.lookup(span.name, reading.countries))  # noqa: PLR2004
