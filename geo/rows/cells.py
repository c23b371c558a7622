"""The event that the cells of a row stand for."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from geo.joining import FAR_KM, PlaceIndex, place_of
from geo.model import Action, DayPrecision, Event, Extent, LonLat, Place, Precision, Provenance, Status
from geo.places_apart import km_between

Cells = Mapping[str, object]
_Term = TypeVar("_Term", bound=StrEnum)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ID_DIGITS = 12
_VERBATIM = frozenset(("article_id", "event_id", "sentence"))


def event_of(cells: Cells, file: str, places: PlaceIndex | None = None) -> Event:
    """Return the event of a row; `file` stands for the article of a row that names none.

    Raises
    ------
    ValueError
        If a cell is wrong; the message names column, value and remedy.
    """
    if not _string(cells, "action"):
        msg = f"no action; write one of {', '.join(Action)}"
        raise ValueError(msg)
    place = _place(cells, places)
    first, last = _day(cells, "day_from"), _day(cells, "day_to")
    last = last or first
    if first and last and first > last:
        msg = f"day_from {first} is after day_to {last}; put the earlier one first"
        raise ValueError(msg)
    dated = DayPrecision.UNKNOWN if first is None else DayPrecision.DAY if first == last else DayPrecision.DAYS
    told = _provenance(cells, file)
    return Event(
        id=_string(cells, "event_id") or _digest(cells, file),
        action=_term(cells, "action", Action, Action.CLASH),
        actor=_string(cells, "actor") or None,
        opponent=_string(cells, "opponent") or None,
        place_words=_string(cells, "place") or (place.name if place else ""),
        place=place,
        place_precision=_term(cells, "place_precision", Precision, Precision.TOWN if place else Precision.UNKNOWN),
        extent=_term(cells, "extent", Extent, Extent.FULL),
        status=_term(cells, "status", Status, Status.REPORTED),
        claimant=_string(cells, "claimant") or None,
        day_from=first,
        day_to=last,
        day_precision=_term(cells, "day_precision", DayPrecision, dated),
        provenance=told,
        more=tuple(_provenance(row, told.article_id) for row in _objects(cells, "more")),
        agrees=_ids(cells, "agrees"),
        disagrees=_ids(cells, "disagrees"),
    )


def _place(cells: Cells, places: PlaceIndex | None) -> Place | None:
    own_id, name = _string(cells, "place_id"), _string(cells, "place_name") or _string(cells, "place")
    lon, lat = _number(cells, "lon"), _number(cells, "lat")
    if (lon is None) != (lat is None):
        msg = f"{'lon' if lon is None else 'lat'} is missing; give both or neither"
        raise ValueError(msg)
    place = places.get(own_id) if places and own_id else None
    if lon is None or lat is None:
        if own_id and not place:
            msg = f"place_id {own_id!r} is in no gazetteer; give its lon and lat"
            raise ValueError(msg)
        return place
    at = LonLat(lon, lat)
    if not name:
        msg = "a point without a name; fill in place"
        raise ValueError(msg)
    given = Place(id=own_id or f"own:{name}@{lon:g},{lat:g}", name=name, at=at, source="events file")
    if place and km_between(place.at, at) > FAR_KM:
        far = round(km_between(place.at, at))
        msg = f"place_id {own_id!r} is {place.name!r}, {far} km from {lon:g}, {lat:g}; empty it or correct the point"
        raise ValueError(msg)
    return place or (place_of(name, at, places) if places and not own_id else None) or given


def _provenance(cells: Cells, article: str) -> Provenance:
    return Provenance(
        article_id=_string(cells, "article_id") or article,
        start=_count(cells, "start"),
        end=_count(cells, "end"),
        sentence=_string(cells, "sentence"),
        published=_day(cells, "published"),
    )


def _string(cells: Cells, column: str) -> str:
    value = cells.get(column)
    if value is None:
        return ""
    if isinstance(value, bool | dict | list):
        msg = f"{column} is {json.dumps(value)[:40]}, and must be a text"
        raise ValueError(msg)
    return str(value) if column in _VERBATIM else str(value).strip()


def _term(cells: Cells, column: str, terms: type[_Term], default: _Term) -> _Term:
    value = _string(cells, column)
    if not value:
        return default
    try:
        return terms(value.lower())
    except ValueError as error:
        msg = f"{column} {value[:40]!r} is none of {', '.join(terms)}"
        raise ValueError(msg) from error


def _day(cells: Cells, column: str) -> date | None:
    value = _string(cells, column)
    if not value:
        return None
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    msg = f"{column} {value[:40]!r} is no day; write it like 2024-12-03"
    raise ValueError(msg)


def _number(cells: Cells, column: str) -> float | None:
    value = _string(cells, column)
    try:
        return float(value) if value else None
    except ValueError as error:
        msg = f"{column} {value[:40]!r} is no number; write degrees like 36.63"
        raise ValueError(msg) from error


def _count(cells: Cells, column: str) -> int:
    value = _string(cells, column)
    if not re.fullmatch(r"\d{0,9}", value):
        msg = f"{column} {value[:40]!r} is no count of characters"
        raise ValueError(msg)
    return int(value or 0)


def _objects(cells: Cells, column: str) -> list[Cells]:
    rows = _list(cells, column)
    if not all(isinstance(row, dict) for row in rows):
        msg = f"{column} must be a list of objects with article_id, start, end, sentence"
        raise ValueError(msg)
    return [row for row in rows if isinstance(row, dict)]


def _ids(cells: Cells, column: str) -> tuple[str, ...]:
    return tuple(str(one) for one in _list(cells, column))


def _list(cells: Cells, column: str) -> list[object]:
    value = cells.get(column)
    if not value:
        return []
    try:
        found = json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, list):
        msg = f"{column} {str(value)[:40]!r} is no JSON list"
        raise ValueError(msg)
    return found


def _digest(cells: Cells, file: str) -> str:
    filled = sorted((column, str(value)) for column, value in cells.items() if value not in (None, ""))
    return hashlib.sha256(json.dumps([file, filled]).encode()).hexdigest()[:_ID_DIGITS]
