"""Rows as JSON Lines, CSV and GeoJSON, one after the other as they come."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from geo.csv_files import FORMULA
from geo.rows.values import Row, Sink, Value


class Format(StrEnum):
    """The forms in which rows are written for machines."""

    JSONL = "jsonl"
    CSV = "csv"
    GEOJSON = "geojson"


# What JSON need not escape, and what some readers take for the end of a line or a terminal for a command.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029]")


def write_rows(rows: Iterable[Row], columns: Sequence[str], form: Format, stream: Sink) -> None:
    """Write rows in a form, each as soon as it comes.

    Notes
    -----
    In CSV a text that a spreadsheet would take for a formula has an apostrophe before it, which `cell_text` takes
    away; lists are JSON. In GeoJSON a row without coordinates has no geometry.
    """
    match form:
        case Format.JSONL:
            for row in rows:
                stream.write(_json(row) + "\n")
        case Format.CSV:
            table = csv.writer(stream, lineterminator="\n")
            table.writerow(columns)
            for row in rows:
                table.writerow([_cell(row[column]) for column in columns])
        case Format.GEOJSON:
            stream.write('{"type": "FeatureCollection", "features": [')
            comma = ""
            for row in rows:
                stream.write(f"{comma}\n{_json(_feature(row))}")
                comma = ","
            stream.write("\n]}\n")


def _cell(value: Value) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if FORMULA.match(value) else value
    if isinstance(value, int | float):
        return value
    return _json(value) if value else ""


def _feature(row: Row) -> dict[str, object]:
    located = row["lon"] is not None and row["lat"] is not None
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]} if located else None,
        "properties": {column: value for column, value in row.items() if column not in ("lon", "lat")},
    }


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
