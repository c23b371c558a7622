"""Finding the names of actors in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache

from geo.lexicon_forces import FORCE_WORDS, RANK_WORDS, WEAPON_WORDS

_TOKEN = re.compile(r"(?:[A-Z]\.)+[A-Z](?![^\W_])|[^\W_]+")
_GAP = re.compile(r"[\s\-‐‑–'’‘ʼʿʾ`´./]{0,3}")
_CODE_LENGTH = 6
_WORDS_BETWEEN = 2
_REMEMBERED = 256
"""How many texts are remembered with what they name: places and events of an article ask for the same."""


class NameKind(StrEnum):
    """How a word names an actor."""

    NAME = "name"
    GENERIC = "generic"
    SPEAKER = "speaker"
    CAPITAL = "capital"


_SUREST_FIRST = {kind: rank for rank, kind in enumerate(NameKind)}


@dataclass(frozen=True, slots=True)
class Meaning:
    """One actor that a name may mean."""

    code: str
    war: str
    kind: NameKind


@dataclass(frozen=True, slots=True)
class Named:
    """A stretch of text that names an actor; what it means depends on the war and the day."""

    start: int
    end: int
    meanings: tuple[Meaning, ...]

    @property
    def kind(self) -> NameKind:
        """The surest of the kinds of its meanings."""
        return min((meaning.kind for meaning in self.meanings), key=_SUREST_FIRST.__getitem__)


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    folded: str
    upper: bool
    shouted: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    words: tuple[str, ...]
    uppers: tuple[bool, ...]
    code: str
    meaning: Meaning
    stem: bool = False
    regular: bool = False
    state: bool = False

    def fits(self, words: list[_Word], at: int) -> bool:
        if len(words) - at < len(self.words):
            return False
        for have, want, upper in zip(words[at : at + len(self.words)], self.words, self.uppers, strict=True):
            if have.folded != want or (upper and not have.upper):
                return False
        return True


@dataclass(eq=False)
class NameIndex:
    """All names of actors, by their first word; filled once, then only read."""

    entries: dict[str, list[_Entry]] = field(default_factory=dict)

    def add_all(
        self, names: Iterable[str], code: str, war: str, kind: NameKind, *, regular: bool = False, state: bool = False
    ) -> None:
        """File names under an actor; a name of the form "X forces" files X too, before any word for a force.

        Before a word for rebels ("Syrian rebels") the adjective of a `regular` army names nobody; before an
        institution ("Russian MoD", "Turkish Ministry of Defence") that of a `state` names who speaks.
        """
        for name in names:
            words = list(_words(re.sub(r"^(?:the|The)\s+", "", name)))
            if not words:
                continue
            shouted = name.strip() if len(words) == 1 and words[0].shouted and len(name.strip()) <= _CODE_LENGTH else ""
            self._file(words, Meaning(code, war, kind), shouted)
            if kind in {NameKind.NAME, NameKind.GENERIC} and len(words) > 1 and words[-1].folded in _STEM_SOURCES:
                self._file(words[:-1], Meaning(code, war, kind), "", stem=True, regular=regular, state=state)

    def _file(self, words: list[_Word], meaning: Meaning, code: str, **marks: bool) -> None:
        entry = _Entry(tuple(w.folded for w in words), tuple(w.upper for w in words), code, meaning, **marks)
        filed = self.entries.setdefault(words[0].folded, [])
        if entry not in filed:
            filed.append(entry)

    @lru_cache(maxsize=_REMEMBERED)  # noqa: B019  an index lives as long as the program
    def find_in(self, text: str) -> tuple[Named, ...]:
        """Return what names an actor, leftmost and longest first, without overlaps."""
        words = list(_words(text))
        found: list[Named] = []
        at = 0
        while at < len(words):
            named, used = self._at(text, words, at)
            if named is not None:
                found.append(named)
            at += used
        return tuple(found)

    def wars_of_adjectives(self, text: str) -> tuple[str, ...]:
        """Return the wars whose nations a text calls by their adjective ("Syrian", "Ethiopian"), with repetition."""
        found: list[str] = []
        for word in _words(text):
            if word.upper:
                stems = [e for e in self.entries.get(word.folded, ()) if e.stem and len(e.words) == 1]
                found += dict.fromkeys(e.meaning.war for e in stems if e.meaning.kind is NameKind.NAME)
        return tuple(found)

    def _at(self, text: str, words: list[_Word], at: int) -> tuple[Named | None, int]:
        best: dict[tuple[int, bool], list[Meaning]] = {}
        of_another = _ends_a_name(text, words, at)
        for entry in self.entries.get(words[at].folded, ()):
            if not entry.fits(words, at) or (entry.code and not words[at].shouted):
                continue
            if of_another and entry.meaning.kind is NameKind.GENERIC:
                continue
            last = at + len(entry.words) - 1
            if not _unbroken(text, words, at, last):
                continue
            office = _OFFICE.match(text, words[last].end) if entry.stem and entry.state else None
            if office is not None:
                last += len(list(_words(office.group())))
                best.setdefault((last, True), []).append(replace(entry.meaning, kind=NameKind.SPEAKER))
                continue
            if entry.stem:
                if at and words[at - 1].folded == "pro" and _unbroken(text, words, at - 1, at):
                    continue
                head = self._head_of_stem(text, words, last, generic=entry.meaning.kind is NameKind.GENERIC)
                if head is None or (entry.regular and any(w.folded in _RISEN for w in words[last + 1 : head + 1])):
                    continue
                last = head
            best.setdefault((last, not entry.stem), []).append(entry.meaning)
        if not best:
            return None, 1
        last, _ = surest = max(best)
        meanings = tuple(dict.fromkeys(best[surest]))
        return Named(words[at].start, words[last].end, meanings), last - at + 1

    def _head_of_stem(self, text: str, words: list[_Word], last: int, *, generic: bool) -> int | None:
        """Return where a name that began with an adjective ends: "Russian jets", "Russian" before "control"."""
        head = _head_after(text, words, last)
        if head is not None:
            return head
        if generic and not words[last].upper:
            return None
        following = words[last + 1].folded if last + 1 < len(words) and _unbroken(text, words, last, last + 1) else ""
        if following in _HOLDINGS:
            return last
        if following in {"and", "or"} and last + 2 < len(words):
            for entry in self.entries.get(words[last + 2].folded, ()):
                end = last + 1 + len(entry.words)
                if entry.stem and entry.fits(words, last + 2) and _head_after(text, words, end) is not None:
                    return last
        return None


def _ends_a_name(text: str, words: list[_Word], at: int) -> bool:
    """Say whether a capitalised common noun is the end of a name that nobody knows: "the Fattah Army"."""
    if not at or not words[at].upper or words[at].shouted:
        return False
    before = words[at - 1]
    known = (
        before.shouted or before.folded in _NO_ADJECTIVES or before.folded in FORCE_WORDS or before.folded in RANK_WORDS
    )
    opens = re.search(r"(?:^|[.!?:\n”\"])\s*$", text[max(0, before.start - 4) : before.start]) is not None
    return before.upper and not (known or opens) and text[before.end : words[at].start] == " "


_OFFICE = re.compile(
    r"\s+(?:MoD|Ministry of (?:National )?Defen[cs]e|(?:(?:[Nn]ational )?[Dd]efen[cs]e|[Ff]oreign|[Ii]nterior) "
    r"[Mm]inist(?:ry|er)|General Staff|mil(?:itary )?bloggers?|"
    r"(?:(?:military|security|government|defen[cs]e|state|senior) )+(?:officials?|sources?|intelligence|media|"
    r"spokes(?:man|woman|person)|television|TV|news agency))\b"
)
"""The institutions of a state that speak for its army, behind the adjective of its name."""

_AFTER_STEM = FORCE_WORDS | WEAPON_WORDS
_STEM_SOURCES = frozenset("forces army troops military soldiers warplanes fighters government".split())
_HOLDINGS = frozenset(
    """
        control hands hand rule occupation command administration authorities officials side lines positions
        staff flag flags colours colors
    """.split()
)


_RISEN = frozenset(
    """
        rebel rebels insurgent insurgents separatist separatists opposition guerrilla guerrillas jihadist jihadists
        jihadis islamist islamists extremist extremists militants partisans resistance coalition alliance factions
    """.split()
)


def _head_after(text: str, words: list[_Word], last: int) -> int | None:
    """Return the last word of "Russian [marine] infantry" when the stem's last word is given."""
    for step in range(1, _WORDS_BETWEEN + 2):
        at = last + step
        if at >= len(words) or not _unbroken(text, words, at - 1, at):
            return None
        word = words[at]
        if word.folded in _AFTER_STEM:
            while at + 1 < len(words) and words[at + 1].folded in _AFTER_STEM and _unbroken(text, words, at, at + 1):
                at += 1
            return at
        if word.upper or word.folded in _NO_ADJECTIVES or word.folded in RANK_WORDS or _VERBAL.search(word.folded):
            return None
    return None


_VERBAL = re.compile(r"^(?:sent|brought|took|lost|held|struck|hit|left|won)$|(?<!is)(?<!iz)(?<!or)(?<!our)ed$")
"""Verbs: "the army brought tanks" is no name, "Russian mechanised infantry" is one."""


_NO_ADJECTIVES = frozenset(
    """
    a an and are as at be been by for from had has have in into is it its of off on or over said say says some that
    the their then they this those to was were which who will with would near after before but s his her all no not
    do backed led trained allied held controlled based run armed aligned supported does did could may might can out
    up down it also both splinter offshoot breakaway inspired linked affiliated affiliate
    """.split()
)


def _unbroken(text: str, words: list[_Word], first: int, last: int) -> bool:
    return all(_joins(text, words[i], words[i + 1]) for i in range(first, last))


def _joins(text: str, word: _Word, following: _Word) -> bool:
    """Say whether two words may be of one name: no comma between them, a full stop only after an initial."""
    if not _GAP.fullmatch(text, word.end, following.start):
        return False
    initials = word.end - word.start == 1 or "." in text[word.start : word.end]
    return "." not in text[word.end : following.start] or initials


def _words(text: str) -> Iterator[_Word]:
    for match in _TOKEN.finditer(text):
        word = match.group().replace(".", "")
        yield _Word(match.start(), match.end(), _folded(word), word[0].isupper(), word.isupper())


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
