"""Reading data/actors/*.toml: the actors of one war; every complaint names file, line and remedy."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from geo.errors import ActorError

_TOP = frozenset({"war", "countries", "actor", "relation"})
_ACTOR = frozenset(
    {"code", "name", "side", "colour", "label", "aliases", "generic", "from", "to", "speakers", "capitals"}
)
_RELATION = frozenset({"a", "b", "kind", "from", "to"})
_KINDS = ("allied", "neutral")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_HEADER = re.compile(r"^\s*\[\[\s*(\w+)\s*\]\]", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRow:
    """One `[[actor]]` of a file."""

    where: str
    code: str
    name: str
    side: str
    colour: str
    label: str
    aliases: tuple[str, ...]
    generic: tuple[str, ...]
    speakers: tuple[str, ...]
    capitals: tuple[str, ...]
    from_day: date | None
    to_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationRow:
    """One `[[relation]]` of a file."""

    where: str
    a: str
    b: str
    kind: str
    from_day: date | None
    to_day: date | None

    def holds_on(self, day: date | None) -> bool:
        """Say whether the relation holds on a day; on an unknown day only a relation without end does."""
        if day is None:
            return self.from_day is None and self.to_day is None
        return (self.from_day is None or self.from_day <= day) and (self.to_day is None or day <= self.to_day)


@dataclass(frozen=True, slots=True)
class WarFile:
    """One file: a war, the countries it is fought in, its actors and their relations."""

    war: str
    countries: tuple[str, ...]
    actors: tuple[ActorRow, ...]
    relations: tuple[RelationRow, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of the file, and where each of its keys stands."""

    path: Path
    first_line: int
    lines: tuple[str, ...]
    values: dict[str, object]
    what: str

    def where(self, key: str = "") -> str:
        for offset, line in enumerate(self.lines):
            if key and re.match(rf"\s*(?:.*;\s*)?[\"']?{re.escape(key)}[\"']?\s*=", line):
                return f"{self.path}:{self.first_line + offset}"
        return f"{self.path}:{self.first_line}"

    def complain(self, key: str, what: str) -> ActorError:
        return ActorError(f"{self.where(key)}: {what}")

    def refuse_unknown(self, known: frozenset[str]) -> None:
        for key in self.values:
            if key not in known:
                raise self.complain(key, f"unknown key {key!r} in {self.what}; known are {', '.join(sorted(known))}")

    def text(self, key: str, *, required: bool = False) -> str:
        value = self.values.get(key, "")
        if not isinstance(value, str):
            raise self.complain(key, f"{key} must be text, not {value!r}")
        if required and not value.strip():
            raise self.complain(key, f'{self.what} has no {key}; add {key} = "..."')
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.complain(key, f"{key} must be a list of texts, not {value!r}")
        return tuple(item.strip() for item in value)

    def day(self, key: str) -> date | None:
        value = self.values.get(key)
        if value is None or type(value) is date:
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            raise self.complain(key, f'{key} {value!r} is no day; write "2024-12-08"') from None


def read_war_file(path: Path) -> WarFile:
    """Return what one actors file says.

    Raises
    ------
    ActorError
        When the file cannot be read, is no TOML, or has a key too many, too few or of the wrong kind.
    """
    try:
        content = path.read_text(encoding="utf-8")
        values = tomllib.loads(content)
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{path}: cannot be read: {error}"
        raise ActorError(msg) from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        msg = f"{path}:{line.group(1) if line else content.count(chr(10)) + 1}: no valid TOML: {error}"
        raise ActorError(msg) from error
    top, tables = _tables(path, content, values)
    top.refuse_unknown(_TOP)
    war = top.text("war", required=True)
    actors = tuple(_actor(table) for table in tables.get("actor", ()))
    _refuse_twice(actors)
    return WarFile(war, top.texts("countries"), actors, tuple(_relation(table) for table in tables.get("relation", ())))


def _tables(path: Path, content: str, values: dict[str, object]) -> tuple[_Table, dict[str, list[_Table]]]:
    lines = content.splitlines()
    headers = [(content.count("\n", 0, match.end()), match.group(1)) for match in _HEADER.finditer(content)]
    ends = [*(line for line, _ in headers[1:]), len(lines)][: len(headers)]
    top = _Table(path, 1, tuple(lines[: headers[0][0]] if headers else lines), values, "the file")
    tables: dict[str, list[_Table]] = {}
    for name in ("actor", "relation"):
        rows = values.get(name, [])
        spans = [(start, end) for (start, header), end in zip(headers, ends, strict=True) if header == name]
        if not isinstance(rows, list) or len(rows) != len(spans) or not all(isinstance(row, dict) for row in rows):
            raise top.complain(name, f"{name} must be written as tables headed [[{name}]]")
        tables[name] = [
            _Table(path, start + 1, tuple(lines[start:end]), row, f"this [[{name}]]")
            for row, (start, end) in zip(rows, spans, strict=True)
        ]
    return top, tables


def _actor(table: _Table) -> ActorRow:
    table.refuse_unknown(_ACTOR)
    colour = table.text("colour")
    if colour and not _COLOUR.fullmatch(colour):
        raise table.complain("colour", f'colour {colour!r} is none; write it as "#c43c39"')
    row = ActorRow(
        where=table.where("code"),
        code=table.text("code", required=True),
        name=table.text("name", required=True),
        side=table.text("side", required=True),
        colour=colour,
        label=table.text("label"),
        aliases=table.texts("aliases"),
        generic=table.texts("generic"),
        speakers=table.texts("speakers"),
        capitals=table.texts("capitals"),
        from_day=table.day("from"),
        to_day=table.day("to"),
    )
    if row.from_day and row.to_day and row.from_day > row.to_day:
        raise table.complain("to", f"to {row.to_day} lies before from {row.from_day}")
    return row


def _relation(table: _Table) -> RelationRow:
    table.refuse_unknown(_RELATION)
    kind = table.text("kind", required=True)
    if kind not in _KINDS:
        raise table.complain("kind", f"kind {kind!r} is none of {', '.join(_KINDS)}; hostile needs no relation")
    return RelationRow(
        where=table.where("a"),
        a=table.text("a", required=True),
        b=table.text("b", required=True),
        kind=kind,
        from_day=table.day("from"),
        to_day=table.day("to"),
    )


def _refuse_twice(actors: tuple[ActorRow, ...]) -> None:
    seen: dict[str, str] = {}
    for row in actors:
        if row.code in seen:
            msg = f"{row.where}: {row.code!r} is defined again (first at {seen[row.code]}); join the two"
            raise ActorError(msg)
        seen[row.code] = row.where
