"""Reading a baseline: who held which place on a start day (CSV)."""

from __future__ import annotations

import difflib
import hashlib
import math
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from geo.actors import Actors
from geo.csv_files import read_table
from geo.errors import BaselineError
from geo.joining import FAR_KM, PlaceIndex, place_of
from geo.model import LonLat, Place
from geo.places_apart import km_between
from maps.schema import PlaceState

REQUIRED = ("name", "lon", "lat", "holder", "day")
COLUMNS = (*REQUIRED, "weight", "source", "place_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineRow:
    """Who held a place on a day; `actor` and `rival` are both inside a contested place."""

    place: Place
    state: PlaceState
    actor: str | None
    rival: str | None
    day: date
    weight: float = 1.0
    source: str = ""
    line: int = 0


def read_baseline(path: Path, actors: Actors, gazetteer: PlaceIndex | None = None) -> tuple[BaselineRow, ...]:
    """Return the rows of a baseline, each joined to a gazetteer place or a place of its own.

    Parameters
    ----------
    path
        CSV in UTF-8 with the columns `name,lon,lat,holder,day[,weight,source,place_id]`: degrees WGS 84; the holder an
        actor code, `contested:A/B` or `unknown`; the day as YYYY-MM-DD.
    actors
        The actors whose codes may hold a place.
    gazetteer
        Where a row finds its place: by `place_id`, else by a name within 5 km; without one every place is its own.

    Raises
    ------
    BaselineError
        The file or a row of it cannot be used; file, line, value and remedy are named.
    """
    found: list[BaselineRow] = []
    by_name: list[bool] = []
    written: list[tuple[str, LonLat]] = []
    for line, written_cells in read_table(path, BaselineError, REQUIRED, COLUMNS):
        where = f"{path}:{line}"
        cells = {column: cell.strip() for column, cell in written_cells.items()}
        place, joined = _place(cells, where, gazetteer)
        state, actor, rival = _holder(cells["holder"], where, actors)
        row = BaselineRow(
            place=place,
            state=state,
            actor=actor,
            rival=rival,
            day=_day(cells["day"], where),
            weight=_weight(cells.get("weight", ""), where),
            source=cells.get("source", ""),
            line=line,
        )
        found.append(row)
        by_name.append(joined)
        written.append((cells["name"], LonLat(float(cells["lon"]), float(cells["lat"]))))
    if not found:
        msg = f"{path}: no row; a baseline needs at least one line below its header {','.join(REQUIRED)}"
        raise BaselineError(msg)
    return _checked(path, _joined(found, by_name, written))


def _number(value: str, name: str, where: str) -> float:
    try:
        number = float(value)
    except ValueError as error:
        msg = f"{where}: {name} {value!r} is no number; give degrees such as 36.75" if value else f"{where}: no {name}"
        raise BaselineError(msg) from error
    if not math.isfinite(number):
        msg = f"{where}: {name} {value!r} is no number; give degrees such as 36.75"
        raise BaselineError(msg)
    return number


def _place(cells: dict[str, str], where: str, gazetteer: PlaceIndex | None) -> tuple[Place, bool]:
    """Return the place of a row, and whether a name (not an id) joined it to the gazetteer."""
    name = cells["name"]
    if not name:
        msg = f"{where}: no name; give the name of the place"
        raise BaselineError(msg)
    at = LonLat(_number(cells["lon"], "lon", where), _number(cells["lat"], "lat", where))
    if not (-180 <= at.lon <= 180 and -90 <= at.lat <= 90):
        msg = f"{where}: {name!r} lies off the globe: lon {at.lon:g}, lat {at.lat:g}; give degrees, longitude first"
        raise BaselineError(msg)
    place_id = cells.get("place_id", "")
    if gazetteer is not None and place_id:
        known = gazetteer.get(place_id)
        if known is not None:
            if km_between(known.at, at) > FAR_KM:
                msg = (
                    f"{where}: place_id {place_id!r} is {known.name!r}, {km_between(known.at, at):.0f} km from "
                    f"{at.lon:g}, {at.lat:g}; correct the id or the coordinate"
                )
                raise BaselineError(msg)
            return known, False
    if gazetteer is not None:
        known = place_of(name, at, gazetteer)
        if known is not None:
            return known, True
    return _own(name, at, place_id), False


def _own(name: str, at: LonLat, place_id: str = "") -> Place:
    digest = hashlib.sha256(f"{name}\n{at.lon:.6f}\n{at.lat:.6f}".encode()).hexdigest()[:12]
    return Place(id=place_id or f"own:{digest}", name=name, at=at, source="baseline")


def _holder(value: str, where: str, actors: Actors) -> tuple[PlaceState, str | None, str | None]:
    if not value:
        msg = f"{where}: no holder; give an actor code, contested:A/B or unknown"
        raise BaselineError(msg)
    if value == PlaceState.UNKNOWN:
        return PlaceState.UNKNOWN, None, None
    contested = value.startswith("contested:")
    codes = value.removeprefix("contested:").split("/") if contested else [value]
    if contested and (len(codes) != 2 or codes[0] == codes[1]):
        msg = f"{where}: holder {value!r} must name two actors, as contested:A/B"
        raise BaselineError(msg)
    for code in codes:
        if actors.get(code) is None:
            near = difflib.get_close_matches(code, [actor.code for actor in actors], n=1)
            hint = f"did you mean {near[0]!r}?" if near else "use a code of data/actors, or give --actors FILE"
            msg = f"{where}: unknown actor code {code!r}; {hint}"
            raise BaselineError(msg)
    if contested:
        return PlaceState.CONTESTED, codes[0], codes[1]
    return PlaceState.HELD, codes[0], None


def _day(value: str, where: str) -> date:
    try:
        if len(value) != len("2024-11-26"):
            raise ValueError(value)
        return date.fromisoformat(value)
    except ValueError as error:
        fault = f"day {value!r} does not exist" if value else "no day"
        msg = f"{where}: {fault}; give it as YYYY-MM-DD"
        raise BaselineError(msg) from error


def _weight(value: str, where: str) -> float:
    if not value:
        return 1.0
    weight = _number(value, "weight", where)
    if not 0 < weight <= 100:
        msg = f"{where}: weight {value!r} is not above 0 and up to 100; 1 is usual"
        raise BaselineError(msg)
    return weight


def _joined(rows: list[BaselineRow], by_name: list[bool], cells: list[tuple[str, LonLat]]) -> list[BaselineRow]:
    """Let only the nearest of several differing rows be the gazetteer place that their names led to."""
    owners: dict[str, tuple[float, str, LonLat]] = {}
    for row, (name, at) in zip(rows, cells, strict=True):
        claim = (km_between(row.place.at, at), name, at)
        owners[row.place.id] = min(owners.get(row.place.id, claim), claim)
    return [
        replace(row, place=_own(name, at)) if named and owners[row.place.id][1:] != (name, at) else row
        for row, named, (name, at) in zip(rows, by_name, cells, strict=True)
    ]


def _checked(path: Path, rows: list[BaselineRow]) -> tuple[BaselineRow, ...]:
    """Drop repeated rows; refuse two holders for one place and day."""
    first: dict[tuple[str, date], BaselineRow] = {}
    for row in rows:
        known = first.setdefault((row.place.id, row.day), row)
        if (known.state, known.actor, known.rival) != (row.state, row.actor, row.rival):
            msg = (
                f"{path}:{row.line}: {row.place.name!r} has another holder on {row.day} than in line {known.line}; "
                "keep one of the two lines"
            )
            raise BaselineError(msg)
    return tuple(sorted(first.values(), key=lambda row: (row.place.id, row.day)))
