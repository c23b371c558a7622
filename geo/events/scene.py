"""What an article is about: its war, its actors, and what its pronouns and common nouns point back to."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import TypeVar

from geo.actor_names import Named, NameKind
from geo.actors import Actors
from geo.events.marking import DATELINE, Item
from geo.events.pointing import fits, of_size, prominent
from geo.events.unknown import PLAIN_WORDS
from geo.events.wars import BAND
from geo.model import Article, Place, Resolution, Role

_CLASSES = (
    (frozenset("rebel rebels insurgent insurgents opposition guerrilla guerrillas".split()), ("rebels", "insurgents")),
    (
        frozenset(
            """
            army troops soldiers soldier military government regime loyalists loyalist conscripts paratroopers marines
            commandos infantry servicemen garrison troop battalion regiment
            """.split()
        ),
        ("the army", "government forces"),
    ),
)
_CREEDS = frozenset("islamist jihadist sunni radical hardline extremist armed foreign local".split())
_BACKED = re.compile(r"[-‐‑–]\s?(?:backed|supported|led|allied|trained|aligned)\b")
_BACKING = re.compile(r"\b(?:backed|supported|trained|armed|financed) by (?:the )?\Z")
_WORDS = 24
_LOOK_BACK = 1500
_SPOKE_BEFORE = 400


@dataclass
class Scene:
    """The reader's memory of one article, filled sentence by sentence."""

    article: Article
    actors: Actors
    items: tuple[Item, ...]
    wars: tuple[str, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    event_places: list[tuple[int, Item]] = field(default_factory=list)
    subjects: list[tuple[int, str]] = field(default_factory=list)
    speakers: list[str] = field(default_factory=list)
    reporters: list[tuple[int, int, str | None]] = field(default_factory=list)

    @property
    def countries(self) -> frozenset[str]:
        """The countries of the article's likeliest war."""
        return self.actors.countries.get(self.wars[0], frozenset()) if self.wars else frozenset()

    @cached_property
    def _nations(self) -> tuple[tuple[int, Place], ...]:
        """Where the article names a country or its people, with the country."""
        text = self.article.text
        plain = [r for r in self.resolutions if text[r.mention.end : r.mention.end + 1] not in {"-", "–"}]
        named = [(r.mention.start, r.place) for r in plain if r.place is not None]
        return tuple((start, place) for start, place in named if place.feature_code.startswith("PCL"))

    def country_at(self, start: int, end: int) -> Place | None:
        """Return the country that a stretch of the text names, by its name or by its adjective."""
        return next((place for at, place in self._nations if start <= at < end), None)

    @cached_property
    def main_country(self) -> str | None:
        """The name of the country in which most of the article's places lie, where the article calls it by name."""
        counts = Counter(r.place.country for r in self.resolutions if r.place and r.mention.role is not Role.METONYM)
        names = {place.country: place.name for _, place in reversed(self._nations)}
        ranked = sorted((c for c in counts if c in names), key=lambda c: (-counts[c], c))
        return names[ranked[0]] if ranked else None

    @cached_property
    def bands(self) -> tuple[str, ...]:
        """The names that no file knows and that the article gives to armed groups ("Seleka rebels")."""
        nations = {start for start, _ in self._nations}
        found = [m for m in BAND.finditer(self.article.text) if m.start(1) not in nations]
        known = {
            i.start for i in self.items if i.actor is not None or (i.place is not None and i.place.place is not None)
        }
        return tuple(dict.fromkeys(m[1] for m in found if m.start(1) not in known and m[1] not in PLAIN_WORDS))

    def is_army(self, word: str) -> bool:
        """Say whether a common noun is one for the soldiers of a state."""
        return word.lower() in _CLASSES[1][0]

    @property
    def day(self) -> date | None:
        """The day of publication."""
        return self.article.published

    def items_between(self, start: int, end: int) -> tuple[Item, ...]:
        """Return the places and actors that begin in a stretch of the text."""
        return self.items[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    @cached_property
    def _dateline(self) -> int:
        """Where the words end that only say from where the article was sent ("BEIRUT (Agency) -")."""
        found = DATELINE.match(self.article.text)
        return found.end() if found else 0

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(item.start for item in self.items)

    def code(self, named: Named) -> str | None:
        """Return the actor that a name means in this article, or None when its war is not known."""
        words = self.article.text[named.start : named.end]
        if self.article.text.endswith("South ", 0, named.start):
            return None
        if "backed" in words.lower() and self.wars and not {m.war for m in named.meanings} & {self.wars[0]}:
            return self.of_class(words)
        found = _meaning(named, self.actors, self.wars, self.day)
        if found is None and named.kind is NameKind.SPEAKER:
            return self.of_class(words)
        if found is not None or named.kind is not NameKind.GENERIC:
            return found
        return self._of_creed(words) or self.of_class(words) or self._named_elsewhere(named)

    def _of_creed(self, words: str) -> str | None:
        """Return whom "Islamist militants" means where only "militants" is known."""
        first, _, rest = words.partition(" ")
        return self._generic(rest) if rest and first.lower() in _CREEDS else None

    def of_class(self, words: str) -> str | None:
        """Return the side that a common noun of its class means: insurgents the rebels, soldiers the army."""
        for word in reversed(words.lower().replace("-", " ").split()):
            for members, names in _CLASSES:
                if word in members:
                    return next((code for name in names if (code := self._generic(name)) is not None), None)
        return None

    def _generic(self, word: str) -> str | None:
        found = self.actors.find_in(word)
        return _meaning(found[0], self.actors, self.wars, self.day) if found else None

    def _named_elsewhere(self, named: Named) -> str | None:
        """Return the only one of several actors with this common noun that the article also calls by name."""
        codes = {meaning.code for meaning in named.meanings} - self.actors.states
        found = codes & self._by_name
        return found.pop() if len(found) == 1 else None

    @cached_property
    def _by_name(self) -> frozenset[str]:
        """The actors that the article calls by a name of their own."""
        names = [i.actor for i in self.items if i.actor is not None and i.actor.kind is NameKind.NAME]
        return frozenset(filter(None, (_meaning(name, self.actors, self.wars, self.day) for name in names)))

    def side(self, actor: str | None) -> str | None:
        """Return the side of an actor."""
        return self.actors.side(actor) if actor else None

    def hostile(self, a: str | None, b: str | None) -> bool:
        """Say whether two actors fight each other."""
        return bool(a and b and self.actors.hostile(a, b, self.day))

    def on(self, actor: str | None, day: date | None) -> str | None:
        """Return the force that bore an actor's names on a day: the army of the government of that day."""
        known = self.actors.get(actor) if actor else None
        if known is None or day is None or known.acts_on(day):
            return actor
        for other in self.actors.namesakes(known.code):
            found = self.actors.get(other)
            if found is not None and found.acts_on(day):
                return other
        return actor

    def generic(self, word: str) -> str | None:
        """Return whom a common noun ("government", "rebels") means in this article."""
        found = self.actors.find_in(word)
        return self.code(found[0]) if found else None

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """The actors that the article names, in the order of their first mention."""
        kinds = {NameKind.NAME, NameKind.GENERIC}
        acting = [i for i in self.items if i.actor and i.actor.kind in kinds and not self._only_backs(i)]
        codes = [self.code(item.actor) for item in acting if item.actor]
        return tuple(dict.fromkeys(code for code in codes if code))

    def _only_backs(self, item: Item) -> bool:
        """Say whether an actor is only named as who backs a force: "US-backed", "backed by the United States"."""
        text = self.article.text
        before = text[max(0, item.start - _WORDS) : item.start]
        return _BACKED.match(text, item.end) is not None or _BACKING.search(before) is not None

    def other_party(self, actor: str | None) -> str | None:
        """Return the only actor hostile to another in this article, or None when there are several or none."""
        if actor is None:
            return None
        others = {self.actors.side(code): code for code in reversed(self.parties) if self.hostile(actor, code)}
        return next(iter(others.values())) if len(others) == 1 else None

    def fits(self, noun: str, item: Item) -> bool:
        """Say whether "the town", "it" or "there" may mean a place."""
        return fits(noun, item, self.article.text)

    def place_before(self, noun: str, at: int, sentence: int, besides: Collection[int] = frozenset()) -> Item | None:
        """Return the place that "the town", "it" or "there" at a character of the article points back to.

        A place of the same sentence comes first, then the one told last, unless a new paragraph tells of another.
        """
        before = self.items_between(max(at - _LOOK_BACK, self._dateline), at)
        fitting = [i for i in before if i.place and i.start not in besides and self.fits(noun, i)]
        told = [item for _, item in _within(self.event_places, at) if self.fits(noun, item)]
        told, fitting = of_size(noun, told), of_size(noun, fitting)
        if noun == "it" and told and self.event_places_since(sentence, at):
            return told[-1]
        here = [item for item in fitting if item.start >= sentence]
        nearest = prominent(here, self.article.text) or next((i for i in here if self._called(noun, i)), None)
        if nearest is not None:
            return nearest
        opens = self.article.text.rfind("\n", 0, at) + 1
        fresh = [item for item in fitting if item.start >= opens]
        if told and (self.event_places_since(opens, at) or not fresh):
            return told[-1]
        if fresh and told:
            return prominent(fresh, self.article.text) or told[-1]
        if noun in {"it", "there"}:
            return None
        return prominent(fitting, self.article.text) or (fitting[-1] if fitting else None)

    def _called(self, noun: str, item: Item) -> bool:
        """Say whether a place is called by a noun where it is named: "Bani Walid town", "the town of Bani Walid"."""
        text = self.article.text
        return text.startswith(f" {noun}", item.end) or text[: item.start].endswith(f" {noun} of ")

    def event_places_since(self, start: int, end: int) -> bool:
        """Say whether an event with a place is told in a stretch of the text."""
        return any(start <= at for at, _ in _within(self.event_places, end))

    def places_before(self, noun: str, at: int, count: int | None) -> list[Item]:
        """Return the places that "both towns" or "the three villages" points back to; those told last without a number.

        Nothing is returned when fewer than `count` were told.
        """
        told = [(when, item) for when, item in _within(self.event_places, at) if self.fits(noun, item)]
        if count is None:
            return [item for when, item in told if when == told[-1][0]]
        named = {self.article.text[i.start : i.end].casefold(): i for _, i in told}
        if len(named) < count:
            near = [i for i in self.items_between(at - _LOOK_BACK, at) if i.place and self.fits(noun, i)]
            named = {self.article.text[i.start : i.end].casefold(): i for i in near}
        return list(named.values())[-count:] if len(named) >= count else []

    def remember_place(self, at: int, item: Item) -> None:
        """Note that an event at a character of the article happened at a place."""
        insort(self.event_places, (at, item), key=itemgetter(0))

    def remember_subject(self, at: int, actor: str) -> None:
        """Note that an actor was the subject of a clause."""
        insort(self.subjects, (at, actor))

    def remember_speaker(self, actor: str) -> None:
        """Note that an actor spoke by its own name."""
        self.speakers.append(actor)

    def remember_reporter(self, start: int, end: int, actor: str | None) -> None:
        """Note who speaks in a sentence: a party to the fight, or None for anybody else."""
        self.reporters.append((start, end, actor))

    def reporter_before(self, at: int, sentence: int) -> tuple[str | None] | None:
        """Return who spoke last shortly before a sentence, unless a force acts between the two."""
        start, end, actor = self.reporters[-1] if self.reporters else (at, at, None)
        near = end <= sentence and at - start < _SPOKE_BEFORE
        return (actor,) if near and not any(end <= place < sentence for place, _ in self.subjects) else None

    def last_speaker(self, among: Collection[str]) -> str | None:
        """Return which of some actors spoke last by its own name, in the text so far or else in the title."""
        titled = [code for name in self.actors.find_in(self.article.title) if (code := self.code_of_name(name))]
        found = [code for code in [*titled[:1], *self.speakers] if code in among]
        return found[-1] if found else None

    def code_of_name(self, named: Named) -> str | None:
        """Return the actor of a proper name or of a capital, None for a common noun."""
        return self.code(named) if named.kind is not NameKind.GENERIC else None

    def subject_before(self, at: int, besides: str | None = None) -> str | None:
        """Return the actor that was last the subject of a clause before a character, other than one."""
        found = [actor for _, actor in _within(self.subjects, at) if actor != besides]
        return found[-1] if found else None


T = TypeVar("T")


def _within(told: list[tuple[int, T]], at: int) -> list[tuple[int, T]]:
    """Return what was told in the stretch of text before a character, in its order."""
    first = bisect_right(told, at - _LOOK_BACK, key=itemgetter(0))
    return told[first : bisect_left(told, at, key=itemgetter(0))]


def _meaning(named: Named, actors: Actors, wars: Sequence[str], day: date | None) -> str | None:
    meanings = named.meanings
    proper = [m for m in meanings if m.kind is not NameKind.GENERIC and m.kind is not NameKind.SPEAKER]
    if proper:
        meanings = tuple(proper)
    elif not wars and any(m.kind is not NameKind.SPEAKER for m in meanings):
        return None
    acting = [m for m in meanings if (actor := actors.get(m.code)) is not None and actor.acts_on(day)] or list(meanings)
    by_war = {war: n for n, war in enumerate(wars)}
    in_war = [m for m in acting if m.war in by_war]
    if in_war:
        return min(in_war, key=lambda m: by_war[m.war]).code
    if {m.kind for m in meanings} == {NameKind.SPEAKER} and len({m.code for m in meanings}) == 1:
        return meanings[0].code
    codes = {m.code for m in proper}
    return proper[0].code if len(codes) == 1 or (proper and len({actors.side(c) for c in codes}) == 1) else None
