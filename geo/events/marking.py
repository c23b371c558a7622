"""A sentence prepared for parsing: each place and actor stands in it as one plain word.

A small parser errs on names it has never seen ("Tall Rif'at", "Hayat Tahrir al-Sham"); on one common word in their
stead it seldom does. Every word of the parse leads back to the words of the article.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from geo.actor_names import Named, NameKind
from geo.events.unknown import PLAIN_WORDS, UNKNOWN_NAME
from geo.lexicon import RARE_VERBS
from geo.lexicon_forces import FORCE_WORDS, RANK_WORDS, UNIT_WORDS, WEAPON_WORDS
from geo.lexicon_places import AREA_NOUNS, SETTLEMENT_NOUNS, SITE_NOUNS
from geo.model import Resolution, Role

PLACE_WORD = "London"
GROUP_WORD = "NATO"
PEOPLE_WORD = "Germans"
PERSON_WORD = "Smith"

_ASIDE = re.compile(r"\s*[(\[][^()\[\]]{1,60}[)\]]")
DATELINE = re.compile(
    r"[A-ZÀ-Þ][\w'’.-]*(?:[ ,/]+(?:[A-ZÀ-Þ][\w'’.-]*|al-\w+|\d{1,2}|of|de)){0,6}\s*"
    r"(?:\([^()\n]{2,40}\)\s*)?(?:—|–|--| - )\s*(?=[A-ZÀ-Þ\"“‘'])"
)
_QUOTES = re.compile(r"[\"“”„«»]")


@dataclass(frozen=True, slots=True)
class Item:
    """A place, an actor, or a name that may be either ("Damascus"), at `text[start:end]` of the article."""

    start: int
    end: int
    place: Resolution | None = None
    actor: Named | None = None

    @property
    def unknown(self) -> bool:
        """Whether it is a capitalised name of which nothing is known: a village, a person, a body."""
        return self.place is None and self.actor is None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the plain sentence and the stretch of the article it stands for."""

    at: int
    length: int
    start: int
    end: int
    item: Item | None = None


@dataclass(frozen=True)
class Marked:
    """A sentence `text[start:end]` of the article, its items, and the plain wording that is parsed."""

    start: int
    end: int
    plain: str
    pieces: tuple[Piece, ...]

    def piece_at(self, at: int) -> Piece:
        """Return the piece that holds a character of the plain wording."""
        return self.pieces[max(0, bisect_right(self._starts, at) - 1)]

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(piece.at for piece in self.pieces)

    def origin(self, at: int, length: int) -> tuple[int, int]:
        """Return the span of the article that a word of the plain wording stands for."""
        piece = self.piece_at(at)
        if piece.item is not None or piece.length != piece.end - piece.start:
            return piece.start, piece.end
        start = min(piece.start + at - piece.at, piece.end)
        return start, min(start + length, piece.end)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The places and actors of the sentence, in order."""
        return tuple(piece.item for piece in self.pieces if piece.item is not None)


def items_of(text: str, resolutions: Sequence[Resolution], named: Sequence[Named]) -> tuple[Item, ...]:
    """Return places and actors in order, without overlaps: the longer wins, two of one span are one item."""
    spans: dict[tuple[int, int], Item] = {}
    for resolution in resolutions:
        mention = resolution.mention
        if mention.role not in {Role.EMBEDDED, Role.DEMONYM} and 0 <= mention.start < mention.end <= len(text):
            spans[mention.start, mention.end] = Item(mention.start, mention.end, place=resolution)
    for name in named:
        known = spans.get((name.start, name.end))
        if known is None or name.kind is not NameKind.GENERIC:
            place = known.place if known else None
            spans[name.start, name.end] = Item(name.start, name.end, place=place, actor=name)
    kept: list[Item] = []
    taken: list[tuple[int, int]] = []
    for item in sorted(spans.values(), key=lambda i: (i.start - i.end, i.start)):
        at = bisect_right(taken, (item.start, item.end))
        free_before = at == 0 or taken[at - 1][1] <= item.start
        free_after = at == len(taken) or item.end <= taken[at][0]
        if free_before and free_after:
            taken.insert(at, (item.start, item.end))
            kept.append(item)
    return tuple(sorted(kept, key=lambda i: i.start))


def mark(text: str, start: int, end: int, items: Sequence[Item]) -> Marked:
    """Return the sentence `text[start:end]` with its items as plain words; asides in brackets are left out."""
    plain: list[str] = []
    pieces: list[Piece] = []
    length = 0

    def put(words: str, low: int, high: int, item: Item | None = None) -> None:
        nonlocal length
        if words:
            plain.append(words)
            pieces.append(Piece(length, len(words), low, high, item))
            length += len(words)

    dateline = DATELINE.match(text, start, end)
    at = skip_to = dateline.end() if dateline else start
    for item in [*_with_unknown(text, start, end, items), Item(end, end)]:
        if item.start < skip_to:
            continue
        for low, high in _outside_asides(text, at, item.start):
            for words, first, last in _plainer(text, low, high):
                put(words, first, last)
        if item.start == end:
            break
        put(_word_for(text, item, start), item.start, item.end, item)
        at = item.end
        skip_to = at
        aside = _ASIDE.match(text, at, end)
        if aside:
            at = skip_to = aside.end()
        if item.place is not None:
            at = skip_to = _after_locator(text, at, end, items)
    return Marked(start, end, "".join(plain), tuple(pieces) or (Piece(0, 0, start, end),))


_LOCATOR = re.compile(
    r"(?P<comma>,)?\s+(?:(?:just|some|about|around|roughly|nearly|only|a few|several|lying|located|situated|[\d.,]+|"
    r"two|three|five|ten|twenty|thirty|km|kilomet\w+|miles?|to the|immediately|directly|well|far)\s+)*"
    r"(?:north|south|east|west)(?:[-\s]?(?:north|south)?(?:east|west))?(?:ern)?\s+of\s+(?:the\s+)?"
    r"(?P<noun>(?:(?:provincial|regional|Syrian|state)\s+)?(?:city|capital|town|village|border|river|frontier)\b)?"
)


def _after_locator(text: str, at: int, end: int, items: Sequence[Item]) -> int:
    """Return where words end that only tell where the place before them lies: ", 20 km south of Hama,"."""
    found = _LOCATOR.match(text, at, end)
    if found is None:
        return at
    after = found.end()
    if found["noun"] is None:
        inside = next((i for i in items if i.start == after and i.place is not None), None)
        if inside is None:
            return at
        after = inside.end
    closed = found["comma"] and text[after : after + 1] == ","
    listed = closed and re.match(r",\s+(?:and\s+)?[A-Z]", text[after : after + 8])
    return after + 1 if closed and not listed else after if closed or not found["comma"] else at


def _plainer(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Give the words between items without quotation marks; verbs that parsers take for nouns become plain ones."""
    at = start
    found = [match for pattern in (_RARE, _TITLE, _QUOTES, _SINCE) for match in pattern.finditer(text, start, end)]
    for match in sorted(found, key=lambda match: match.start()):
        yield _clean(text[at : match.start()]), at, match.start()
        word = RARE_VERBS.get(match.group().lower(), "")
        if match.group().lower() == "overrun" and _INFINITIVE.search(text, at, match.start()):
            word = "capture"
        yield word.capitalize() if match.group()[0].isupper() else word, *match.span()
        at = match.end()
    yield _clean(text[at:end]), at, end


def _clean(words: str) -> str:
    return words.replace("\n", " ").replace("’", "'")


_RARE = re.compile(r"\b(?:" + "|".join(sorted(RARE_VERBS, key=len, reverse=True)) + r")\b", re.IGNORECASE)
_INFINITIVE = re.compile(r"\b(?:to|will|would|could|can|may|might|should|must)\s+$")
_TITLE = re.compile(r"\b(?:(?:Lt|Maj|Brig|Col|Gen|Capt|Sgt|Adm|Dr|Mr|Mrs|Ms)\. ?)+(?=[A-Z]|$)")
"""Titles cut short, which a parser may take for the end of a sentence; they are left out."""
_SINCE = re.compile(r"(?:(?<=\bha[sd] )|(?<=\bhave ))since (?=\w+(?:ed|en|wn|un|ft|ld|st) )")
"""The adverb in "has since seized", which a parser may take for a preposition; it is left out."""


def _with_unknown(text: str, start: int, end: int, items: Sequence[Item]) -> list[Item]:
    """Return the items with the capitalised names between them."""
    taken = [(item.start, item.end) for item in items]
    found = list(items)
    for match in UNKNOWN_NAME.finditer(text, start, end):
        low, high = match.span()
        words = match.group().split()
        while words and (words[0] in PLAIN_WORDS or _bare(words[0]) in _NO_NAMES) and "Command" not in words[1:]:
            low += len(words[0])
            while low < high and text[low] in " -":
                low += 1
            words = words[1:]
        while words and _bare(words[-1]) in _NO_NAMES:
            high = low + text[low:high].rfind(words[-1])
            high -= len(text[low:high]) - len(text[low:high].rstrip(" -"))
            words = words[:-1]
        if (
            not words
            or (low == start and len(words) == 1 and not _opens(text, low, high))
            or any(low < e and s < high for s, e in taken)
        ):
            continue
        if len(words) == 1 and _ADJECTIVE.search(words[0]) and text[high : high + 2].strip().islower():
            continue
        found.append(Item(low, high))
    return sorted(found, key=lambda item: item.start)


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word.lower())


_NO_NAMES = (
    RANK_WORDS
    | WEAPON_WORDS
    | frozenset(
        """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december jan feb mar apr jun jul aug sep sept oct nov dec defence defense foreign
    lt maj brig col gen capt sgt adm dr mr mrs ms
    interior prime news tv telegram western eastern northern southern first second third fourth fifth sixth seventh
    eighth ninth tenth eleventh twelfth
    """.split()
    )
    | UNIT_WORDS
)
_ADJECTIVE = re.compile(r"(?:ian|ish|ese|ist|ic)$")


_BANDS = re.compile(
    r"\s+(?:rebels|fighters|militants|insurgents|gunmen|guerrillas|jihadists|jihadis|militiamen|militia)\b"
)
_STATES = re.compile(
    r"(?:,[^,.;:]{4,60},)?\s+(?:was|is|has|had|fell|falls|remains|remained|followed|went|changed|surrendered)\b"
)


def _opens(text: str, start: int, end: int) -> bool:
    """Say whether the first word of a sentence is a name: it is the subject of a plain verb, and no common form."""
    if _BANDS.match(text, end):
        return True
    return bool(_STATES.match(text, end)) and not re.search(r"(?:ing|s|ed|ly|tion|ment)$", text[start:end])


def _outside_asides(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans, at = [], start
    for aside in _ASIDE.finditer(text, start, end):
        spans.append((at, aside.start()))
        at = aside.end()
    return [*spans, (at, end)]


def _word_for(text: str, item: Item, sentence: int) -> str:
    words = text[item.start : item.end]
    last = re.split(r"[\s\-–]+", words)[-1]
    after_article = re.search(
        r"\b(?:the|a|an|its|their|[\w]+['’]s?)\s+$", text[max(sentence, item.start - 12) : item.start], re.IGNORECASE
    )
    if item.actor is not None and not (item.place is not None and item.actor.kind is NameKind.CAPITAL):
        return _actor_word(words, last, item.actor.kind)
    folded = last.lower()
    if after_article and folded in SITE_NOUNS | AREA_NOUNS | SETTLEMENT_NOUNS and len(words) > len(last):
        return folded
    first = words.split()[0].lower()
    if after_article and " of " in words and first in SITE_NOUNS | AREA_NOUNS:
        return first
    return PLACE_WORD


def _actor_word(words: str, last: str, kind: NameKind) -> str:
    folded = last.lower()
    if kind is NameKind.SPEAKER:
        return PERSON_WORD if last[:1].isupper() else folded if len(words) > len(last) else words
    if words.islower() and len(words) == len(last):
        return words
    if folded in FORCE_WORDS | WEAPON_WORDS:
        return folded if last != words else words
    if not last[:1].isupper():
        return folded
    return PEOPLE_WORD if last.endswith("s") and not last.isupper() and kind is not NameKind.CAPITAL else GROUP_WORD
