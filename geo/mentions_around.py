"""What the words around a passage say for and against its being the name of a place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geo.mentions_reading import Origin, Reading, Span
from geo.mentions_sites import SITE
from geo.mentions_tokens import Token, joined
from geo.mentions_words import (
    BODIES,
    CAPITAL_SITES,
    DIRECTIONS,
    EMBEDDERS,
    FATE,
    FORCES,
    HOSTS,
    ILLNESSES,
    LISTED,
    LOCATIVE,
    LOOSE,
    OFFICES,
    PARTICLES,
    PLACE_NOUNS,
    SAYING,
    STREETS,
    TITLES,
    WAR,
)

_BEFORE = {"locative": LOCATIVE, "loose": LOOSE, "title": TITLES, "direction": DIRECTIONS, "war": WAR}
_CAPITAL_AFTER = {"embedder": EMBEDDERS, "street": STREETS, "site": CAPITAL_SITES, "office": OFFICES}
_SMALL_AFTER = {"place_noun": PLACE_NOUNS, "saying": SAYING, "office": OFFICES, "illness": ILLNESSES}
_NO_NAMES = TITLES | LOCATIVE | LOOSE | WAR | DIRECTIONS
_POSSESSIVES = ("'s", "’s", "'", "’")
_FORCE = f"(?i:{'|'.join(sorted(FORCES))})"
_NAME = r"[A-Z][\w’'-]*(?:\s(?:[a-z]{2}-)?[A-Z][\w’'-]*){0,3}"
_FORCE_NEXT = re.compile(rf",?\s(?:and|or)\s(?:the\s)?{_NAME}\s{_FORCE}\b")
_FORCE_SUCH_AS = re.compile(
    rf"\b{_FORCE}\s(?:such\sas|including|like|called|named|known\sas|dubbed|namely)\s(?:the\s)?"
    rf"(?:{_NAME}(?:,\s|,?\s(?:and|or)\s)(?:the\s)?){{0,4}}\Z"
)
_FURTHEST = 120
_VILLAGES = frozenset("village villages hamlet hamlets town towns settlement settlements".split())


_TROOPS_AT = re.compile(
    rf"\b(?:{_FORCE}|(?i:troops|soldiers|units|men))\s(?:from|in|into|inside|out\sof|to|towards|near|around|at)\s\Z"
)


def words_before(reading: Reading, span: Span) -> Iterator[tuple[str, float]]:
    """Yield what the words before a passage say, by name."""
    words, text = reading.words, reading.text
    before = text[max(0, span.start - 3) : span.start]
    if span.first == 0 or "\n\n" in before or before.rstrip()[-1:] in ".!?:":
        yield "begins", 1.0
        return
    if before.rstrip().endswith(","):
        yield "after_comma", 1.0
        return
    previous = words[span.first - 1]
    word = previous.lower
    if word == "the" and span.first > 1:
        opens = text[: previous.start].rstrip()[-1:] in '.!?:;”"'
        title = previous.capital and not reading.headline(span.start) and not with_the(reading, span)
        yield ("after_opening_the" if title and opens else "after_capital_the" if title else "after_the"), 1.0
        further = words[span.first - 2].lower
        word = further if further in LOCATIVE | WAR else word
    yield from ((f"after_{kind}", 1.0) for kind, listed in _BEFORE.items() if word in listed)
    if _TROOPS_AT.search(text, max(0, span.start - _FURTHEST), span.start):
        yield "after_troops", 1.0
    if word == "of" and span.first > 1 and words[span.first - 2].lower in PLACE_NOUNS:
        yield "after_place_of", 1.0
        if words[span.first - 2].lower in _VILLAGES:
            yield "after_village_of", 1.0
    if word == "of" and span.first > 1 and words[span.first - 2].capital and words[span.first - 2].lower in BODIES:
        yield "after_body_of", 1.0
    yield from _name_before(reading, span, previous)


def with_the(reading: Reading, span: Span) -> bool:
    """Tell whether a name has its article with it: The Hague."""
    previous = reading.words[span.first - 1] if span.first > 0 else None
    if previous is None or previous.text != "The" or not joined(reading.text, previous, reading.words[span.first]):
        return False
    whole = reading.text[previous.start : span.end]
    return any(whole in (hit.place.name, *hit.place.other_names) for hit in reading.gazetteer.lookup(whole))


def _name_before(reading: Reading, span: Span, previous: Token) -> Iterator[tuple[str, float]]:
    first = reading.words[span.first]
    if previous.lower in HOSTS and previous.capital and joined(reading.text, previous, first):
        yield "after_host", 1.0
    if reading.headline(span.start) or previous.lower in _NO_NAMES:
        return
    if previous.capital and joined(reading.text, previous, first):
        yield "after_capital", 1.0
        if not first.capital:
            yield "article_after_capital", 1.0
        if reading.gazetteer.given_name(previous.text):
            yield "after_given_name", 1.0


def words_after(reading: Reading, span: Span) -> Iterator[tuple[str, float]]:
    """Yield what the words after a passage say, by name."""
    words, text = reading.words, reading.text
    if span.last + 1 >= len(words):
        return
    following = words[span.last + 1]
    gap, word = text[span.end : following.start].strip(), following.lower
    if gap == ",":
        kind = "name" if following.capital and _names(reading, following) else "other"
        yield f"before_comma_{kind}", 1.0
        return
    if gap in _POSSESSIVES:
        yield "possessive", 1.0
    elif not joined(text, words[span.last], following):
        return
    name = following.capital and word not in PARTICLES
    unknown = span.origin in (Origin.RUN, Origin.ENTITY)
    told = {
        "fate": not unknown and FATE.match(text, span.end) is not None,
        "before_was": word == "was",
        "before_site_noun": SITE.match(text, span.end) is not None,
        "before_capital": name and not reading.headline(span.start),
        "before_force": unknown and (word in FORCES or _FORCE_NEXT.match(text, span.end) is not None),
    }
    yield from ((kind, 1.0) for kind, true in told.items() if true)
    listed = _CAPITAL_AFTER if name else _SMALL_AFTER
    yield from ((f"before_{kind}", 1.0) for kind, nouns in listed.items() if word in nouns)


def among_forces(reading: Reading, span: Span) -> Iterator[tuple[str, float]]:
    """Tell whether a passage that no gazetteer has stands in a list of forces: "groups such as"."""
    unknown = span.origin in (Origin.RUN, Origin.ENTITY)
    if unknown and _FORCE_SUCH_AS.search(reading.text, max(0, span.start - _FURTHEST), span.start):
        yield "before_force", 1.0


def _names(reading: Reading, word: Token) -> bool:
    known = reading.gazetteer.shortened(word.text) or reading.gazetteer.shortened(word.text + ".")
    return known is not None or reading.gazetteer.knows(word.lower)


def in_list(reading: Reading, span: Span) -> Iterator[tuple[str, float]]:
    """Tell whether a passage stands in a list with a name that the gazetteer has where the text plays."""
    words, text = reading.words, reading.text
    before, after = span.first - 1, span.last + 1
    if before > 0 and words[before].lower in ("and", "or"):
        before -= 1
    if after + 1 < len(words) and words[after].lower in ("and", "or"):
        after += 1
    left = before in reading.familiar and LISTED.fullmatch(text, words[before].end, span.start)
    right = after in reading.familiar and LISTED.fullmatch(text, span.end, words[after].start)
    if left or right:
        yield "beside_known", 1.0
    if left and before in reading.told:
        yield "in_told_list", 1.0
