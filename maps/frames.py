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
from maps.control import Control, changes
from maps.regions import Region
from maps.schema import AREA_COLUMNS, COORDINATE_DIGITS, PLACE_COLUMNS, WGS84, AreaState, PlaceState
from maps.tiling import Spots

Column = npt.NDArray[Any]

OFFSHORE_M = 2_000.0  # a place of the country this near to its generalised outline lies in it
NEAREST = 3  # places that an area without its own evidence is inferred from
DOUBTFUL = 0.5  # factor on the confidence of an uncertain strip


@dataclass(frozen=True, eq=False)
class Located:
    """Controls beside the part that each lies in (-1: outside the region).

    `columns` hold those of the frame of places, and the `side` of each holder; `points` are in metres, shape (n, 2).
    """

    controls: Sequence[Control]
    columns: Mapping[str, Column]
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
        return Located(controls, {name: column.copy() for name, column in self._columns.items()}, at, part)

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
        for n in changed:
            row = _row(controls[n], self._actors)
            for name, value in row.items():
                self._columns[name][n] = value


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
        "side": object,
    }
)


def _row(control: Control, actors: Actors) -> dict[str, object]:
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
        "side": actors.side(control.actor) if control.actor else None,
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
    ground = np.array([*parts.evidence.sides, None], dtype=object)[parts.actor]
    around = ground[located.part[inside]]
    held = columns["state"] == PlaceState.HELD.value
    columns["outvoted"] = held & ~_missing(around) & (columns.pop("side") != around)
    columns["confidence"] = np.round(columns["confidence"], 3)
    return frame_of(columns, PLACE_COLUMNS, columns.pop("geometry"))


def _missing(column: Column) -> npt.NDArray[np.bool_]:
    return np.array(pd.isna(column), dtype=bool)


def frame_of(
    rows: Sequence[Mapping[str, object]] | Mapping[str, Sequence[object] | Column],
    columns: Sequence[str],
    shapes: npt.NDArray[np.object_],
) -> gpd.GeoDataFrame:
    """Return a frame of rows, or of whole columns, in which None stays None and tuples stay tuples."""
    names = [name for name in columns if name != "geometry"]
    given = rows if isinstance(rows, Mapping) else {name: [row[name] for row in rows] for name in names}
    kinds = dict.fromkeys(("km2", "km", "confidence"), float) | dict.fromkeys(("besieged", "outvoted"), bool)
    table = {name: pd.Series(given[name], dtype=kinds.get(name, object)) for name in names}
    return gpd.GeoDataFrame(table, geometry=shapes, crs=WGS84)


def _evidence(located: Located, parts: Parts) -> list[npt.NDArray[np.intp]]:
    """Return, for each part, the places of its side in it; else the nearest of its actor."""
    ground = np.array([*parts.evidence.sides, None], dtype=object)[parts.actor]
    side = np.where(located.columns["state"] == PlaceState.UNKNOWN.value, None, located.columns["side"])
    inside = np.flatnonzero((located.part >= 0) & ~_missing(side))
    own = inside[side[inside] == ground[located.part[inside]]]
    own = own[np.argsort(located.part[own], kind="stable")]
    found = np.split(own, np.searchsorted(located.part[own], np.arange(1, len(parts.shapes))))
    members = {name: np.flatnonzero(side == name) for name in sorted(set(parts.evidence.sides))}
    bare = [n for n, rows in enumerate(found) if not len(rows) and len(members.get(ground[n], ()))]
    for n in bare:
        within = shapely.get_coordinates(shapely.point_on_surface(parts.shapes[n]))[0]
        distance = np.hypot(*(located.points[members[ground[n]]] - within).T)
        found[n] = members[ground[n]][np.argsort(distance, kind="stable")[:NEAREST]]
    return found
