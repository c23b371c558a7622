"""The forces that fight: codes, names, sides, and who stands with whom on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from geo.actor_files import ActorRow, RelationRow, WarFile, read_war_file
from geo.actor_names import Named, NameIndex, NameKind
from geo.errors import ActorError
from geo.paths import data_path


class Relation(StrEnum):
    """What two sides are to each other for a time; without one, two sides are hostile."""

    ALLIED = "allied"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A force by its code; `side` is shared by forces that do not fight each other."""

    code: str
    name: str
    side: str
    colour: str = ""
    label: str = ""
    aliases: tuple[str, ...] = ()
    wars: tuple[str, ...] = ()
    from_day: date | None = None
    to_day: date | None = None

    def acts_on(self, day: date | None) -> bool:
        """Say whether the force existed on a day; an unknown day speaks against nobody."""
        return day is None or (
            (self.from_day is None or self.from_day <= day) and (self.to_day is None or day <= self.to_day)
        )


@dataclass(frozen=True)
class Actors:
    """All actors known to a run; picklable, never changed."""

    files: tuple[WarFile, ...]
    by_code: dict[str, Actor] = field(repr=False)

    def __iter__(self) -> Iterator[Actor]:
        """Give the actors in the order of their codes."""
        return iter(self.by_code[code] for code in sorted(self.by_code))

    def get(self, code: str) -> Actor | None:
        """Return the actor of a code, or None."""
        return self.by_code.get(code)

    def require(self, code: str, where: str) -> Actor:
        """Return the actor of a code that a file names.

        Raises
        ------
        ActorError
            When no actors file defines the code; `where` is the file and line that name it.
        """
        actor = self.by_code.get(code)
        if actor is None:
            msg = f"{where}: unknown actor code {code!r}; use a code of data/actors, or add it by an actors file"
            raise ActorError(msg)
        return actor

    def side(self, code: str, day: date | None = None) -> str:  # noqa: ARG002  sides do not change by day yet relations do
        """Return the side of an actor; a name without a code is a side of its own."""
        actor = self.by_code.get(code)
        return actor.side if actor else code

    def allied(self, a: str, b: str, day: date | None = None) -> bool:
        """Say whether two actors are of one side, or stand together on a day."""
        return self.side(a) == self.side(b) or self._relation(a, b, day) is Relation.ALLIED

    def hostile(self, a: str, b: str, day: date | None = None) -> bool:
        """Say whether two actors are of different sides and neither allied nor neutral on a day."""
        return self.side(a) != self.side(b) and self._relation(a, b, day) is None

    def find_in(self, text: str) -> tuple[Named, ...]:
        """Return what in a text names an actor, leftmost and longest first, without overlaps."""
        return self.names.find_in(text)

    @cached_property
    def names(self) -> NameIndex:
        """All names, generic words, speakers and capitals, filed for the search in a text."""
        index = NameIndex()
        for war in self.files:
            for row in war.actors:
                regular = bool(row.capitals) and bool({"army", "government forces"} & set(row.generic))
                names = (row.name, row.code, *row.aliases)
                index.add_all(names, row.code, war.war, NameKind.NAME, regular=regular, state=bool(row.capitals))
                index.add_all(row.generic, row.code, war.war, NameKind.GENERIC)
                index.add_all(row.speakers, row.code, war.war, NameKind.SPEAKER)
                index.add_all(row.capitals, row.code, war.war, NameKind.CAPITAL)
        return index

    def namesakes(self, code: str) -> tuple[str, ...]:
        """Return the actors of the same war that share a name with an actor ("the army" under two governments)."""
        return self._namesakes.get(code, ())

    @cached_property
    def _namesakes(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for war in self.files:
            owners: dict[str, list[str]] = {}
            for row in war.actors:
                for name in (*row.generic, *row.aliases):
                    owners.setdefault(name.casefold().removeprefix("the "), []).append(row.code)
            for codes in owners.values():
                for code in codes:
                    found.setdefault(code, {}).update(dict.fromkeys(other for other in codes if other != code))
        return {code: tuple(others) for code, others in found.items()}

    @cached_property
    def states(self) -> frozenset[str]:
        """The actors that are governments with a capital."""
        return frozenset(row.code for war in self.files for row in war.actors if row.capitals)

    @cached_property
    def countries(self) -> dict[str, frozenset[str]]:
        """The countries of each war, by the war's name."""
        return {war.war: frozenset(war.countries) for war in self.files}

    def countries_of(self, found_in_text: Iterable[Named], day: date | None = None) -> Counter[str]:
        """Return how many of the forces that a text names fight in each country on a day.

        Wars of several countries tell nothing: who fights in them fights abroad as well.
        """
        names = (meaning for named in found_in_text for meaning in named.meanings if meaning.kind is NameKind.NAME)
        actors = [self.by_code[code] for code in sorted({meaning.code for meaning in names})]
        found: Counter[str] = Counter()
        for actor in actors:
            if actor.acts_on(day):
                fronts = [self.countries[war] for war in actor.wars]
                found.update({country for front in fronts if len(front) == 1 for country in front})
        return found

    @cached_property
    def _relations(self) -> dict[tuple[str, str], tuple[RelationRow, ...]]:
        found: dict[tuple[str, str], list[RelationRow]] = {}
        for war in self.files:
            for row in war.relations:
                for pair in ((row.a, row.b), (row.b, row.a)):
                    found.setdefault(pair, []).append(row)
        return {pair: tuple(rows) for pair, rows in found.items()}

    def _relation(self, a: str, b: str, day: date | None) -> Relation | None:
        """Return what two actors, or else their sides, are to each other; unknown days ask for a lasting relation."""
        for pair in dict.fromkeys(((a, b), (a, self.side(b)), (self.side(a), b), (self.side(a), self.side(b)))):
            for row in self._relations.get(pair, ()):
                if row.holds_on(day):
                    return Relation(row.kind)
        return None


def read_actors(extra: Path | None = None) -> Actors:
    """Return the packaged actors and, when given, those of a user's file, which may redefine an actor's fields.

    Raises
    ------
    ActorError
        When a file is no TOML, lacks a field, has one too many, or contradicts another; file and line are named.
    """
    paths = sorted(data_path("actors").glob("*.toml"))
    return actors_of([read_war_file(path) for path in [*paths, *([extra] if extra else [])]])


def actors_of(files: Iterable[WarFile]) -> Actors:
    """Return the actors of several files; an actor of several wars is one actor with all its names."""
    files = tuple(files)
    by_code: dict[str, Actor] = {}
    for war in files:
        for row in war.actors:
            by_code[row.code] = _merged(by_code.get(row.code), row, war.war)
    for war in files:
        for relation in war.relations:
            for code in (relation.a, relation.b):
                if code not in by_code and code not in {actor.side for actor in by_code.values()}:
                    msg = f"{relation.where}: relation names unknown actor {code!r}; define it or correct the code"
                    raise ActorError(msg)
    return Actors(files, by_code)


def _merged(known: Actor | None, row: ActorRow, war: str) -> Actor:
    if known is not None and known.side != row.side:
        msg = f"{row.where}: {row.code!r} is of side {row.side!r} here and {known.side!r} elsewhere; use one side"
        raise ActorError(msg)
    return Actor(
        code=row.code,
        name=row.name,
        side=row.side,
        colour=row.colour or (known.colour if known else ""),
        label=row.label or (known.label if known else "") or row.name,
        aliases=tuple(dict.fromkeys([*(known.aliases if known else ()), *row.aliases])),
        wars=tuple(dict.fromkeys([*(known.wars if known else ()), war])),
        from_day=_earliest(known, row),
        to_day=_latest(known, row),
    )


def _earliest(known: Actor | None, row: ActorRow) -> date | None:
    if known is None:
        return row.from_day
    return min(known.from_day, row.from_day) if known.from_day and row.from_day else None


def _latest(known: Actor | None, row: ActorRow) -> date | None:
    if known is None:
        return row.to_day
    return max(known.to_day, row.to_day) if known.to_day and row.to_day else None
