"""Passages of a text that may name a place: names the gazetteer has, words for peoples, runs of capitals, entities."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from geo.gazetteer import Gazetteer
from geo.language import Entity
from geo.mentions_reading import Origin, Reading, Span, countries_of, ground_of
from geo.mentions_tokens import Token, joined, tokens
from geo.mentions_words import (
    ARABIC_WORDS,
    DIRECTIONS,
    EMBEDDERS,
    JOINERS,
    LISTED,
    LOCATIVE,
    LOOSE,
    LOOSE_NOUNS,
    NO_PLACES,
    PARTICLES,
    PLACE_NOUNS,
    WAR,
)
from geo.text import fold

_LONGEST = 6
_NO_NAMES = LOCATIVE | LOOSE | WAR
_LONGEST_RUN = 5
_LONG_WORD = 4
_TITLE = 0.8
_LINE = re.compile(r"[^\n]+")
_ARABIC_PREFIXES = frozenset("وبلفك")
_ARTICLE = re.compile(r"\b[AaEe](?:[lnrsdtz]|sh|th|dh)-\Z")
_PLACES = frozenset({"GPE", "LOC", "FAC"})


def read(text: str, gazetteer: Gazetteer, entities: tuple[Entity, ...], forces: Mapping[str, int]) -> Reading:
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
    reading.headlines = tuple(_headlines(text, words))
    reading.forces = frozenset(forces)
    reading.countries = countries_of(gazetteer, spans, forces)
    reading.ground = ground_of(gazetteer, spans, reading.countries)
    told = list(_told(reading))
    sure = [span for span in spans if _familiar(reading, span)]
    reading.told = frozenset(word for span in told for word in (span.first, span.last))
    reading.familiar = reading.told.union(word for span in sure for word in (span.first, span.last))
    return reading


def _headlines(text: str, words: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield the lines that are written as headlines: most longer words have a capital, and there are several."""
    starts = [word.start for word in words]
    for line in _LINE.finditer(text):
        inside = words[bisect_left(starts, line.start()) : bisect_left(starts, line.end())]
        long = [word for word in inside if word.end - word.start >= _LONG_WORD and not word.uncased]
        if len(long) >= _LONG_WORD and sum(word.capital for word in long) >= _TITLE * len(long):
            yield line.start(), line.end()


def _told(reading: Reading) -> Iterator[Span]:
    """Yield what the text calls places just before its name, and all of its list: "villages of Madajin and Rabayah"."""
    last: set[int] = set()
    for span in reading.spans:
        before = [word.lower for word in reading.words[max(0, span.first - 2) : span.first]]
        gap = reading.text[max(0, span.start - 2) : span.start]
        named = before[-1:] == ["of"] and before[0] in PLACE_NOUNS
        listed = gap == ": " and bool(before) and before[-1] in PLACE_NOUNS
        if named or listed or _follows(reading, span, last):
            last.add(span.last)
            yield span


def _follows(reading: Reading, span: Span, told: set[int]) -> bool:
    """Tell whether a passage is the next of a list whose last one is among the words given."""
    before = span.first - 1
    if before > 0 and reading.words[before].lower in ("and", "or"):
        before -= 1
    return before in told and LISTED.fullmatch(reading.text, reading.words[before].end, span.start) is not None


def _familiar(reading: Reading, span: Span) -> bool:
    """Tell whether the gazetteer has a name where the text plays, or it is a country's."""
    if span.origin is not Origin.NAME or reading.gazetteer.common_word(span.folded):
        return False
    hits = reading.gazetteer.lookup(span.name)
    return any(hit.place.feature_code == "PCLI" or hit.place.country in reading.countries for hit in hits)


def _span(reading: Reading, first: int, last: int, origin: Origin) -> Span:
    start, end = reading.words[first].start, reading.words[last].end
    article = _ARTICLE.search(reading.text, max(0, start - 5), start)
    if article is not None and origin is Origin.NAME:
        start = article.start()
    name = reading.text[start:end]
    return Span(start, end, first, last, name, fold(name), origin)


def _reach(reading: Reading, first: int, particles: frozenset[str] = PARTICLES) -> int:
    """Return the last word that may belong to a name that begins with a word."""
    words, last = reading.words, first
    while (
        last + 1 < len(words)
        and last - first + 1 < _LONGEST
        and joined(reading.text, words[last], words[last + 1])
        and (words[last + 1].capital or _links(reading, last + 1, particles) or words[last + 1].text[0].isdigit())
    ):
        last += 1
    return last


def _links(reading: Reading, at: int, particles: frozenset[str]) -> bool:
    """Tell whether a small word may stand within a name: a particle, or any Arabic article with its hyphen."""
    word = reading.words[at]
    return word.lower in particles or (word.lower in PARTICLES and reading.text[word.end : word.end + 1] == "-")


def _may_begin(reading: Reading, at: int) -> bool:
    word = reading.words[at]
    if word.capital:
        return word.lower != "the"
    following = at + 1 < len(reading.words) and reading.words[at + 1].capital
    particle = word.lower in PARTICLES and word.lower not in (
        "of",
        "the",
        "and",
        "on",
        "a",
        "in",
        "la",
        "en",
        "at",
        "as",
    )
    return following and (particle or word.lower in DIRECTIONS)


def _named(reading: Reading) -> Iterator[Span]:
    words, at = reading.words, 0
    while at < len(words):
        if not _may_begin(reading, at):
            at += 1
            continue
        span = _longest(reading, at)
        people = _people(reading, at)
        if people is not None and (span is None or span.last <= people.last):
            span = people
        elif _is_shortened(reading, at) and (span is None or span.last == at):
            end = words[at].start + len(_shortened(reading, at))
            span = Span(
                words[at].start, end, at, at, reading.text[words[at].start : end], words[at].lower, Origin.SHORTENED
            )
        if span is None and words[at].uncased:
            span = _prefixed(reading, at)
        if span is not None:
            yield span
            at = span.last
        at += 1


def _dotted(reading: Reading, at: int) -> str:
    word = reading.words[at]
    return (
        word.text + "." if reading.text[word.end : word.end + 1] == "." and not word.text.endswith(".") else word.text
    )


def _shortened(reading: Reading, at: int) -> str:
    """Return a word with its full stop if that belongs to a state so shortened, the word alone if that is one."""
    word = reading.words[at].text
    return next((form for form in (_dotted(reading, at), word) if reading.gazetteer.shortened(form)), "")


def _is_shortened(reading: Reading, at: int) -> bool:
    """Tell whether a word is a state as agencies shorten it: after a comma, but for D.C. and NSW."""
    word = _shortened(reading, at)
    if not (word.endswith(".") or word.isupper()):
        return False
    before = reading.text[max(0, reading.words[at].start - 3) : reading.words[at].start].rstrip()
    return before[-1:] == "," or word.count(".") > 1 or (len(word) > _LONG_WORD - 2 and word.isupper())


def _longest(reading: Reading, first: int) -> Span | None:
    words = reading.words
    for last in range(_reach(reading, first), first - 1, -1):
        ending = words[last]
        if not (ending.capital or ending.text[0].isdigit()) or (last == first and not words[first].capital):
            continue
        span = _span(reading, first, last, Origin.NAME)
        if (
            len(span.folded) > 1
            and span.folded not in ARABIC_WORDS
            and reading.gazetteer.knows(span.folded)
            and _cased(span)
            and not _money(reading, span)
        ):
            return span
    return None


def _prefixed(reading: Reading, at: int) -> Span | None:
    """Return an Arabic name that a word such as "and", "in" or "for" is written together with."""
    word = reading.words[at]
    if word.text[0] not in _ARABIC_PREFIXES or len(word.text) <= _LONG_WORD:
        return None
    name = word.text[1:]
    known = reading.gazetteer.knows(fold(name))
    return Span(word.start + 1, word.end, at, at, name, fold(name), Origin.NAME) if known else None


def _cased(span: Span) -> bool:
    """Refuse what is written as no name is: the pronoun us, the word It."""
    return span.folded not in ("us", "uk") or span.name.replace(".", "").isupper()


def _money(reading: Reading, span: Span) -> bool:
    """Tell whether a name is part of a sum: US$ 5."""
    return reading.text[span.end : span.end + 1] in "$€£" and span.end < len(reading.text)


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
        if words[at].lower in _NO_NAMES or words[at].lower == "the":
            at += 1
            continue
        last = _reach(reading, at, JOINERS)
        while last > at and words[last].lower in JOINERS and not words[last].capital:
            last -= 1
        span = _span(reading, at, last, Origin.RUN)
        if (
            last - at < _LONGEST_RUN
            and (at, last) not in whole
            and not words[at].uncased
            and span.folded not in NO_PLACES
        ):
            yield span
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
        while last > first and reading.words[last].lower in LOOSE_NOUNS and not reading.words[last].capital:
            last -= 1
        if first <= last and "," not in reading.text[reading.words[first].start : reading.words[last].end]:
            yield _span(reading, first, last, Origin.ENTITY)
