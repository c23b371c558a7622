"""What people who checked the events and places have put right: the rows of a corrections file, and their effect."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from geo.csv_files import read_table
from geo.errors import CorrectionError
from geo.joining import PlaceIndex
from geo.model import Event, LonLat, Place
from geo.rows.cells import event_of
from geo.rows.values import event_row

COLUMNS = ("event_id", "place_id", "field", "value", "reason", "by", "day")
EVENT_FIELDS = (
    "action actor opponent place place_id lon lat extent status claimant day_from day_to place_precision".split()
)
PLACE_FIELDS = ("name", "lon", "lat")
# What a field decides beside itself: cells that are emptied, to be worked out anew.
_DECIDES = {
    "place_id": ("place_name", "lon", "lat"),
    "lon": ("place_id",),
    "lat": ("place_id",),
    "day_from": ("day_precision",),
    "day_to": ("day_precision",),
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One value put right, of an event or of a place; `where` is file and line, the rest as the row gives it."""

    event_id: str
    place_id: str
    field: str
    value: str
    reason: str
    by: str
    day: date
    where: str

    def told(self, before: object) -> str:
        """Return the correction as a line for people."""
        was, now = (str(value) if value not in (None, "") else "none" for value in (before, self.value))
        return f"{self.field}: {was} → {now} ({self.by}, {self.day}: {self.reason})"


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Return the rows of a corrections file, by line.

    Parameters
    ----------
    path
        CSV in UTF-8 with the columns `event_id,place_id,field,value,reason,by,day`. A row names an event or a place,
        and a field, one of `EVENT_FIELDS` or `PLACE_FIELDS`; an empty value means none, and an event whose action is
        empty is none. Who put it right, why and on which day must be told.

    Raises
    ------
    CorrectionError
        The file or a row of it cannot be used; file, line, value and remedy are named.
    """
    found: list[Correction] = []
    lines: dict[tuple[str, str, str], int] = {}
    for line, row in read_table(path, CorrectionError, COLUMNS, COLUMNS):
        correction = _correction({column: cell.strip() for column, cell in row.items()}, f"{path}:{line}")
        what = (correction.event_id, correction.place_id, correction.field)
        if what in lines:
            msg = (
                f"{path}:{line}: line {lines[what]} corrects {correction.field} of the same; keep one of the two lines"
            )
            raise CorrectionError(msg)
        lines[what] = line
        found.append(correction)
    return tuple(found)


def _correction(cells: Mapping[str, str], where: str) -> Correction:
    fields = EVENT_FIELDS if cells["event_id"] else PLACE_FIELDS
    fault = ""
    if bool(cells["event_id"]) == bool(cells["place_id"]):
        fault = "name an event or a place: one of event_id and place_id"
    elif cells["field"] not in fields:
        fault = f"field {cells['field'][:40]!r} is none of {', '.join(fields)}"
    elif missing := [column for column in ("reason", "by", "day") if not cells[column]]:
        fault = f"no {missing[0]}; say why, who and on which day"
    elif cells["place_id"] and not cells["value"]:
        fault = f"no value; give the {cells['field']} of the place"
    day = _day(cells["day"])
    if not fault and day is None:
        fault = f"day {cells['day'][:40]!r} is no day; write it like 2024-12-03"
    if fault or day is None:
        msg = f"{where}: {fault}"
        raise CorrectionError(msg)
    return Correction(**{column: cells[column] for column in COLUMNS if column != "day"}, day=day, where=where)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if _DAY.fullmatch(value) else None
    except ValueError:
        return None


def unused(corrections: Iterable[Correction], events: Iterable[Event]) -> list[Correction]:
    """Return the corrections of events that are not there."""
    there = {event.id for event in events}
    return [correction for correction in corrections if correction.event_id and correction.event_id not in there]


def corrected_events(
    events: Iterable[Event], corrections: Sequence[Correction], places: PlaceIndex | None = None
) -> Iterator[Event]:
    """Give the events as corrected, each with its own id still; those that are none are left out.

    Parameters
    ----------
    events
        What was read.
    corrections
        What was put right.
    places
        Where the place of a corrected `place_id` is found.

    Raises
    ------
    CorrectionError
        If a value is none that its field can have.
    """
    for event in events:
        own = [correction for correction in corrections if correction.event_id == event.id]
        if not any(each.field == "action" and not each.value for each in own):
            yield _with_its_place(_corrected(event, own, places) if own else event, corrections)


def _with_its_place(event: Event, corrections: Sequence[Correction]) -> Event:
    place = event.place
    own = [correction for correction in corrections if place is not None and correction.place_id == place.id]
    if place is None or not own:
        return event
    before = {"name": place.name, "lon": place.at.lon, "lat": place.at.lat}
    told = tuple(correction.told(before[correction.field]) for correction in own)
    return replace(event, place=corrected_place(place, own), corrected=(*event.corrected, *told))


def _corrected(event: Event, corrections: Sequence[Correction], places: PlaceIndex | None) -> Event:
    row = event_row(event)
    cells: dict[str, object] = dict(row)
    given = {correction.field for correction in corrections}
    for correction in corrections:
        cells |= dict.fromkeys((cell for cell in _DECIDES.get(correction.field, ()) if cell not in given), None)
        cells[correction.field] = correction.value or None
        if correction.field in {"place_id", "lon", "lat"} and "place_precision" not in given:
            cells["place_precision"] = None
    try:
        made = event_of(cells, event.provenance.article_id, places)
    except ValueError as error:
        named = [correction for correction in corrections if correction.field in str(error)]
        msg = f"{(named or corrections)[0].where}: {error}"
        raise CorrectionError(msg) from error
    same_place = made.place is not None and event.place is not None and made.place.id == event.place.id
    return replace(
        made,
        place=event.place if same_place else made.place,
        radius_km=event.radius_km if same_place else None,
        provenance=event.provenance,
        more=event.more,
        corrected=(*event.corrected, *(correction.told(row[correction.field]) for correction in corrections)),
    )


def corrected_place(place: Place, corrections: Iterable[Correction]) -> Place:
    """Return a place as corrected.

    Raises
    ------
    CorrectionError
        If a value is no name or coordinate.
    """
    for correction in corrections:
        if correction.place_id == place.id:
            try:
                place = _put_right(place, correction)
            except ValueError as error:
                msg = f"{correction.where}: {correction.field} {correction.value[:40]!r} cannot be: {error}"
                raise CorrectionError(msg) from error
    return place


def _put_right(place: Place, correction: Correction) -> Place:
    if correction.field == "name":
        return replace(place, name=correction.value)
    at = place.at._asdict() | {correction.field: float(correction.value)}
    return replace(place, at=LonLat(**at))
