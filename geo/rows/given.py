"""Events given as rows: an export that was edited, or events of other origin."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from geo.csv_files import file_text, read_table
from geo.errors import EventError
from geo.joining import PlaceIndex
from geo.model import Event
from geo.rows.cells import Cells, event_of
from geo.rows.values import EVENT_COLUMNS

_JSON_LINES = frozenset((".jsonl", ".ndjson"))
_TABLES = frozenset((".csv", ".tsv"))


def read_events(path: Path, places: PlaceIndex | None = None) -> tuple[Event, ...]:
    """Return the events of a file of event rows, JSON Lines or CSV.

    Parameters
    ----------
    path
        A file as `write_rows` writes it. Of the columns only `action` must be there; others may be missing or empty,
        and columns of other names are passed over.
    places
        A gazetteer. A row finds its place there by `place_id`, else by a name within 5 km of its point; without one,
        or where nothing is found, the point is a place of its own.

    Raises
    ------
    EventError
        If the file cannot be read, or a row is wrong: the message names the line.
    """
    match path.suffix.lower():
        case suffix if suffix in _JSON_LINES:
            rows = _json_rows(path)
        case suffix if suffix in _TABLES:
            rows = read_table(path, EventError, ("action",), EVENT_COLUMNS)
        case _:
            msg = f"{path}: events are read from .csv and .jsonl files"
            raise EventError(msg)
    events: list[Event] = []
    lines: dict[str, int] = {}
    for line, cells in rows:
        where = f"{path}:{line}"
        try:
            event = event_of(cells, path.name, places)
        except ValueError as error:
            msg = f"{where}: {error}"
            raise EventError(msg) from error
        if event.id in lines:
            msg = f"{where}: the event_id {event.id!r} is that of line {lines[event.id]} already; change or empty it"
            raise EventError(msg)
        lines[event.id] = line
        events.append(event)
    return tuple(events)


def _json_rows(path: Path) -> Iterator[tuple[int, Cells]]:
    for number, line in enumerate(file_text(path, EventError).split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            msg = f"{path}:{number}: not JSON ({error})"
            raise EventError(msg) from error
        if not isinstance(row, dict):
            msg = f"{path}:{number}: an event is an object with an action"
            raise EventError(msg)
        yield number, row
