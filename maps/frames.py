"""The frames of a snapshot: areas with the places they follow from, and the places themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.actors import Actors
from maps.areas import Parts
from maps.control import Control
from maps.evidence import changes
from maps.regions import Region
from maps.schema import AREA_COLUMNS, COORDINATE_DIGITS, PLACE_COLUMNS, WGS84, AreaState, PlaceState
from maps.tiling import Spots

Column = npt.NDArray[Any]

OFFSHORE_M = 2_000.0  # a place of the country this near to its generalised outline lies in it
NEAREST = 3  # places that an area without its own evidence is inferred from
NOBODY = -2  # no number of a side, nor the -1 of a place that nobody holds
DOUBTFUL = 0.5  # factor on the confidence of an uncertain strip


@dataclass(frozen=True, eq=False)
class Located:
    """Controls beside the part that each lies in (-1: outside the region).

    `columns` are those of the frame of places; `side` numbers the side of each holder among `sides`, -1 for none;
    `points` are in metres, shape (n, 2).
    """

    columns: Mapping[str, Column]
    side: npt.NDArray[np.intp]
    sides: tuple[str, ...]
    points: npt.NDArray[np.float64]
    part: npt.NDArray[np.intp]


class Locator:
    """Finds the parts of a region in which places lie, day after day; only what changed is looked at again."""

    def __init__(self, region: Region, actors: Actors) -> None:
        self._region = region
        self._actors = actors
        self._controls: Sequence[Control] = ()
        self._columns: dict[str, Column] = {}
        self._spots = Spots(np.empty((0, 2)))
        self._ours: npt.NDArray[np.bool_] = np.empty(0, dtype=bool)
        self._side: npt.NDArray[np.intp] = np.empty(0, dtype=np.intp)
        self._sides: dict[str, int] = {}

    def locate(self, controls: Sequence[Control], parts: Parts) -> Located:
        """Find the part that each place lies in; places outside the region, but not just off its coast, lie in none."""
        self._update(controls)
        at, part = self._spots.at, self._spots.owners(parts.shapes)
        coastal = np.flatnonzero((part < 0) & self._ours)
        if len(coastal):
            points = np.atleast_1d(np.asarray(shapely.points(at[coastal]), dtype=object))
            tree = shapely.STRtree(parts.shapes)
            which, shape = tree.query_nearest(points, max_distance=OFFSHORE_M, all_matches=False)
            part[coastal[which]] = shape
        columns = {name: column.copy() for name, column in self._columns.items()}
        return Located(columns, self._side.copy(), tuple(self._sides), at, part)

    def _update(self, controls: Sequence[Control]) -> None:
        last, self._controls = self._controls, controls
        changed = changes(controls, last)
        if len(changed) == len(controls):
            at = np.array([c.place.at for c in controls], dtype=float).reshape(-1, 2)
            self._spots = Spots(np.round(self._region.flatten(at)))
            self._ours = np.array([c.place.country == self._region.country != "" for c in controls], dtype=bool)
            points = np.atleast_1d(np.asarray(shapely.points(np.round(at, COORDINATE_DIGITS)), dtype=object))
            self._columns = {name: np.empty(len(controls), dtype=kind) for name, kind in _KINDS.items()}
            self._columns["geometry"] = points
            self._side = np.full(len(controls), -1)
        for n in changed:
            control = controls[n]
            for name, value in _row(control).items():
                self._columns[name][n] = value
            side = self._actors.side(control.actor) if control.actor else None
            self._side[n] = -1 if side is None else self._sides.setdefault(side, len(self._sides))


_KINDS: Mapping[str, type] = MappingProxyType(
    {
        "place_id": object,
        "name": object,
        "state": object,
        "actor": object,
        "rival": object,
        "besieged": bool,
        "since": object,
        "confidence": float,
        "event_ids": object,
    }
)


def _row(control: Control) -> dict[str, object]:
    return {
        "place_id": control.place.id,
        "name": control.place.name,
        "state": str(control.state),
        "actor": control.actor,
        "rival": control.rival,
        "besieged": control.besieged,
        "since": control.since,
        "confidence": control.confidence,
        "event_ids": control.event_ids,
    }


def area_frame(located: Located, parts: Parts, region: Region) -> gpd.GeoDataFrame:
    """Return the areas, one row a connected part, with the ids of the places and events they follow from."""
    names, sides = np.array([*parts.evidence.actors, None]), np.array([*parts.evidence.sides, None])
    evidence = _evidence(located, parts)
    sure, event_ids, ids = (located.columns[name] for name in ("confidence", "event_ids", "place_id"))
    share = [DOUBTFUL if state is AreaState.UNCERTAIN else 1.0 for state in parts.state]
    mean = [float(sure[rows].mean()) if len(rows) else 0.0 for rows in evidence]
    columns: dict[str, Sequence[object] | Column] = {
        "actor": names[parts.actor],
        "side": sides[parts.actor],
        "state": [state.value for state in parts.state],
        "km2": np.round(shapely.area(parts.shapes) / 1e6, 3),
        "confidence": np.round(np.multiply(mean, share), 3),
        "event_ids": [tuple(sorted({i for told in event_ids[rows] if told for i in told})) for rows in evidence],
        "places": [tuple(sorted(ids[rows])) for rows in evidence],
    }
    globe = shapely.transform(region.to_globe(parts.shapes), lambda points: np.round(points, COORDINATE_DIGITS))
    return frame_of(columns, AREA_COLUMNS, globe)


def place_frame(located: Located, parts: Parts) -> gpd.GeoDataFrame:
    """Return the places inside the region with their control."""
    inside = located.part >= 0
    columns = {name: column[inside] for name, column in located.columns.items()}
    around = _ground(located, parts)[located.part[inside]]
    held = columns["state"] == PlaceState.HELD.value
    columns["outvoted"] = held & (around != NOBODY) & (located.side[inside] != around)
    columns["confidence"] = np.round(columns["confidence"], 3)
    return frame_of(columns, PLACE_COLUMNS, columns.pop("geometry"))


def _ground(located: Located, parts: Parts) -> npt.NDArray[np.intp]:
    """Return the number of the side that holds each part, NOBODY where nobody is known to."""
    numbers = {side: n for n, side in enumerate(located.sides)}
    of_actor = np.array([*(numbers.get(side, NOBODY) for side in parts.evidence.sides), NOBODY])
    ground: npt.NDArray[np.intp] = of_actor[parts.actor]
    return ground


def frame_of(
    rows: Sequence[Mapping[str, object]] | Mapping[str, Sequence[object] | Column],
    columns: Sequence[str],
    shapes: npt.NDArray[np.object_],
) -> gpd.GeoDataFrame:
    """Return a frame of rows, or of whole columns, in which None stays None and tuples stay tuples."""
    names = [name for name in columns if name != "geometry"]
    given = rows if isinstance(rows, Mapping) else {name: [row[name] for row in rows] for name in names}
    kinds: dict[str, type] = dict.fromkeys(("km2", "km", "confidence"), float)
    kinds |= dict.fromkeys(("besieged", "outvoted"), bool)
    values: dict[str, Any] = {name: given[name] for name in names}
    table = {name: pd.Series(column, dtype=kinds.get(name, object)) for name, column in values.items()}
    return gpd.GeoDataFrame(table, geometry=shapes, crs=WGS84)


def _evidence(located: Located, parts: Parts) -> list[npt.NDArray[np.intp]]:
    """Return, for each part, the places of its side in it; else the nearest of its actor."""
    ground = _ground(located, parts)
    side = np.where(located.columns["state"] == PlaceState.UNKNOWN.value, -1, located.side)
    inside = np.flatnonzero((located.part >= 0) & (side >= 0))
    own = inside[side[inside] == ground[located.part[inside]]]
    own = own[np.argsort(located.part[own], kind="stable")]
    found = np.split(own, np.searchsorted(located.part[own], np.arange(1, len(parts.shapes))))
    for n in np.flatnonzero([not len(rows) for rows in found]).tolist():
        members = np.flatnonzero(side == ground[n])
        if len(members):
            within = shapely.get_coordinates(shapely.point_on_surface(parts.shapes[n]))[0]
            distance = np.hypot(*(located.points[members] - within).T)
            found[n] = members[np.argsort(distance, kind="stable")[:NEAREST]]
    return found
