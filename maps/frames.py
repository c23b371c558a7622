"""The frames of a snapshot: areas with the places they follow from, and the places themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from scipy.spatial import KDTree

from geo.actors import Actors
from maps.areas import Parts
from maps.control import Control
from maps.regions import Region
from maps.schema import AREA_COLUMNS, COORDINATE_DIGITS, PLACE_COLUMNS, WGS84, AreaState, PlaceState
from maps.tiling import Spots

OFFSHORE_M = 2_000.0  # a place of the country this near to its generalised outline lies in it
NEAREST = 3  # places that an area without its own evidence is inferred from
DOUBTFUL = 0.5  # factor on the confidence of an uncertain strip


@dataclass(frozen=True, eq=False)
class Located:
    """Controls beside the part that each lies in (-1: outside the region)."""

    controls: tuple[Control, ...]
    points: npt.NDArray[np.float64]
    part: npt.NDArray[np.intp]
    sides: tuple[str | None, ...]


def locate(controls: Sequence[Control], parts: Parts, region: Region, actors: Actors) -> Located:
    """Find the part that each place lies in; places outside the region, but not just off its coast, lie in none."""
    at = np.round(region.flatten(np.array([c.place.at for c in controls]).reshape(-1, 2)))
    part = Spots(at).owners(parts.shapes)
    ours = np.array([bool(region.country) and c.place.country == region.country for c in controls], dtype=bool)
    coastal = np.flatnonzero((part < 0) & ours)
    if len(coastal):
        points = np.atleast_1d(np.asarray(shapely.points(at[coastal]), dtype=object))
        which, shape = shapely.STRtree(parts.shapes).query_nearest(points, max_distance=OFFSHORE_M, all_matches=False)
        part[coastal[which]] = shape
    sides = tuple(actors.side(c.actor) if c.actor else None for c in controls)
    return Located(tuple(controls), at, part, sides)


def area_frame(located: Located, parts: Parts, region: Region) -> gpd.GeoDataFrame:
    """Return the areas, one row a connected part, with the ids of the places and events they follow from."""
    names, sides = parts.evidence.actors, parts.evidence.sides
    evidence = _evidence(located, parts)
    rows: list[dict[str, object]] = []
    for n, state in enumerate(parts.state):
        held = int(parts.actor[n])
        given = [located.controls[k] for k in evidence[n]]
        sure = float(np.mean([c.confidence for c in given])) if given else 0.0
        rows.append(
            {
                "actor": names[held] if held >= 0 else None,
                "side": sides[held] if held >= 0 else None,
                "state": state.value,
                "km2": round(float(parts.shapes[n].area) / 1e6, 3),
                "confidence": round(sure * (DOUBTFUL if state is AreaState.UNCERTAIN else 1.0), 3),
                "event_ids": tuple(sorted({i for c in given for i in c.event_ids})),
                "places": tuple(sorted(c.place.id for c in given)),
            }
        )
    globe = shapely.transform(region.to_globe(parts.shapes), lambda points: np.round(points, COORDINATE_DIGITS))
    return frame_of(rows, AREA_COLUMNS, globe)


def place_frame(located: Located, parts: Parts) -> gpd.GeoDataFrame:
    """Return the places inside the region with their control."""
    inside = [n for n, part in enumerate(located.part.tolist()) if part >= 0]
    controls = [located.controls[n] for n in inside]
    ground = [parts.evidence.sides[held] if held >= 0 else None for held in parts.actor.tolist()]
    around = [ground[part] for part in located.part[inside].tolist()]
    sides = [located.sides[n] for n in inside]
    outvoted = [
        c.state is PlaceState.HELD and here is not None and side != here
        for c, here, side in zip(controls, around, sides, strict=True)
    ]
    columns: dict[str, Sequence[object]] = {
        "place_id": [c.place.id for c in controls],
        "name": [c.place.name for c in controls],
        "state": [str(c.state) for c in controls],
        "actor": [c.actor for c in controls],
        "rival": [c.rival for c in controls],
        "besieged": [c.besieged for c in controls],
        "outvoted": outvoted,
        "since": [c.since for c in controls],
        "confidence": [round(c.confidence, 3) for c in controls],
        "event_ids": [c.event_ids for c in controls],
    }
    at = np.round(np.array([c.place.at for c in controls], dtype=float).reshape(-1, 2), COORDINATE_DIGITS)
    return frame_of(columns, PLACE_COLUMNS, np.atleast_1d(np.asarray(shapely.points(at), dtype=object)))


def frame_of(
    rows: Sequence[dict[str, object]] | Mapping[str, Sequence[object]],
    columns: Sequence[str],
    shapes: npt.NDArray[np.object_],
) -> gpd.GeoDataFrame:
    """Return a frame with these columns, in which None stays None and tuples stay tuples."""
    names = [name for name in columns if name != "geometry"]
    table = pd.DataFrame(rows, columns=names, dtype=object)
    for name in {"km2", "km", "confidence"} & set(names):
        table[name] = table[name].astype(float)
    for name in {"besieged", "outvoted"} & set(names):
        table[name] = table[name].astype(bool)
    return gpd.GeoDataFrame(table, geometry=list(shapes), crs=WGS84)


def _evidence(located: Located, parts: Parts) -> list[list[int]]:
    """Return, for each part, the places of its side in it; else the nearest of its actor."""
    sides = parts.evidence.sides
    found: list[list[int]] = [[] for _ in parts.shapes]
    by_side: dict[str, list[int]] = {}
    for k, (control, part, side) in enumerate(zip(located.controls, located.part, located.sides, strict=True)):
        if side is None or control.state is PlaceState.UNKNOWN:
            continue
        by_side.setdefault(side, []).append(k)
        if part >= 0 and parts.actor[part] >= 0 and sides[parts.actor[part]] == side:
            found[part].append(k)
    trees = {side: KDTree(located.points[members]) for side, members in by_side.items()}
    for n, actor in enumerate(parts.actor):
        side = sides[actor] if actor >= 0 else None
        if side in trees and not found[n]:
            members = by_side[side]
            inside = shapely.get_coordinates(shapely.point_on_surface(parts.shapes[n]))[0]
            _, nearest = trees[side].query(inside, k=min(NEAREST, len(members)))
            found[n] = [members[int(k)] for k in np.atleast_1d(nearest)]
    return found
