"""Events given as rows: an export that was edited, or events of other origin."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

from geo.errors import EventError
from geo.joining import PlaceIndex
from geo.model import Event
from geo.rows.cells import Cells, event_of
from geo.rows.files import cell_text
from geo.rows.values import EVENT_COLUMNS

_JSON_LINES = frozenset((".jsonl", ".ndjson"))
_TABLES = frozenset((".csv", ".tsv"))
_CELL_CHARACTERS = 4_000_000


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
            rows = _table_rows(path)
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


def _text(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        msg = f"{path}: cannot be read ({error.strerror})"
        raise EventError(msg) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        msg = f"{path}:{line}: byte 0x{error.object[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise EventError(msg) from error
    if not text.strip() or "\0" in text:
        msg = f"{path}: the file {'holds NUL bytes' if text.strip() else 'is empty'}"
        raise EventError(msg)
    return text


def _json_rows(path: Path) -> Iterator[tuple[int, Cells]]:
    for number, line in enumerate(_text(path).split("\n"), 1):
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


def _table_rows(path: Path) -> Iterator[tuple[int, Cells]]:
    text = _text(path)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)  # spreadsheets of many countries save with semicolons
    csv.field_size_limit(_CELL_CHARACTERS)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] | None = None
    begins = 1
    try:
        for cells in rows:
            if header is None:
                header = _header(cells, path)
            elif any(cells):
                if len(cells) != len(header):
                    msg = f"{path}:{begins}: {len(cells)} cells, the header has {len(header)}"
                    raise EventError(msg)
                yield begins, {column: cell_text(cell) for column, cell in zip(header, cells, strict=True)}
            begins = rows.line_num + 1
    except csv.Error as error:
        msg = f"{path}:{rows.line_num}: not CSV ({error})"
        raise EventError(msg) from error


def _header(cells: list[str], path: Path) -> list[str]:
    columns = [cell.strip() for cell in cells]
    if "action" not in columns:
        msg = f"{path}:1: no column 'action'; the columns of events are {', '.join(EVENT_COLUMNS)}"
        raise EventError(msg)
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    if twice:
        msg = f"{path}:1: the column {twice[0]!r} is there twice"
        raise EventError(msg)
    return columns
