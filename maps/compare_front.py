"""How long the front line is on two days, and how far it moved between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geo.model import LonLat
from maps.compare_places import NEAR_M, nearest_names
from maps.schema import WGS84

Floats = npt.NDArray[np.float64]

STEP_M = 1_000.0
MOST_STEPS = 20_000  # a line longer than these steps is sampled in longer ones
KM_DIGITS = 3


class SidesFront(TypedDict):
    """The front between two sides on both days."""

    side_a: str
    side_b: str
    km_from: float
    km_to: float


class Move(TypedDict):
    """Distances between the two lines in km, taken both ways; the greatest with its point and the nearest town."""

    median_km: float
    p95_km: float
    greatest_km: float
    lon: float
    lat: float
    near: str


class Front(TypedDict):
    """The front on both days; `moved` is null where one of them has none."""

    km_from: float
    km_to: float
    sides: list[SidesFront]
    moved: Move | None


def front_between(
    before: gpd.GeoDataFrame, after: gpd.GeoDataFrame, crs: str, named: Mapping[str, tuple[str, LonLat]]
) -> Front:
    """Return length and move of the front; `crs` is a projection centred on it, for distances.

    The move is the distance from points along each line, a kilometre apart, to the nearest point of the other line.
    """
    lengths = [_lengths(frame) for frame in (before, after)]
    sides = [
        SidesFront(side_a=a, side_b=b, km_from=lengths[0].get((a, b), 0.0), km_to=lengths[1].get((a, b), 0.0))
        for a, b in sorted(lengths[0].keys() | lengths[1].keys())
    ]
    return Front(
        km_from=round(float(sum(row["km_from"] for row in sides)), KM_DIGITS),
        km_to=round(float(sum(row["km_to"] for row in sides)), KM_DIGITS),
        sides=sides,
        moved=_moved(before, after, crs, named) if len(before) and len(after) else None,
    )


def _lengths(frame: gpd.GeoDataFrame) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    for a, b, km in zip(frame["side_a"], frame["side_b"], frame["km"], strict=True):
        found[a, b] = found.get((a, b), 0.0) + float(km)
    return {pair: round(km, KM_DIGITS) for pair, km in found.items()}


def _moved(
    before: gpd.GeoDataFrame, after: gpd.GeoDataFrame, crs: str, named: Mapping[str, tuple[str, LonLat]]
) -> Move:
    lines = [frame.geometry.to_crs(crs).to_numpy() for frame in (before, after)]
    points = [_along(line) for line in lines]
    gone, come = _apart(points[0], lines[1]), _apart(points[1], lines[0])
    every, at = np.concatenate([gone, come]), np.concatenate(points)
    farthest = _first_of(every, at)
    where = gpd.GeoSeries(shapely.points(at[farthest : farthest + 1]), crs=crs).to_crs(WGS84)
    (lon, lat) = shapely.get_coordinates(where.to_numpy())[0].round(4).tolist()
    return Move(
        median_km=round(float(np.median(every)) / 1000, KM_DIGITS),
        p95_km=round(float(np.percentile(every, 95)) / 1000, KM_DIGITS),
        greatest_km=round(float(every[farthest]) / 1000, KM_DIGITS),
        lon=lon,
        lat=lat,
        near=nearest_names(where.to_crs(crs), named, NEAR_M, crs)[0],
    )


def _along(lines: npt.NDArray[np.object_]) -> Floats:
    """Return points along lines, one at least on each."""
    parts = shapely.get_parts(lines)
    length = shapely.length(parts)
    step = max(STEP_M, float(length.sum()) / MOST_STEPS)
    counts = np.maximum(1, np.ceil(length / step)).astype(int)
    which = np.repeat(np.arange(len(parts)), counts)
    n = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    share = (n + 0.5) / counts[which]
    return np.asarray(shapely.get_coordinates(shapely.line_interpolate_point(parts[which], share, normalized=True)))


def _apart(points: Floats, lines: npt.NDArray[np.object_]) -> Floats:
    """Return the distance of each point to the nearest of the lines."""
    ends = shapely.get_coordinates(shapely.get_parts(lines), return_index=True)
    joined = ends[1][1:] == ends[1][:-1]
    segments = shapely.linestrings(np.stack([ends[0][:-1][joined], ends[0][1:][joined]], axis=1))
    tree = shapely.STRtree(np.atleast_1d(np.asarray(segments, dtype=object)))
    _, apart = tree.query_nearest(shapely.points(points), return_distance=True, all_matches=False)
    return np.asarray(apart, dtype=np.float64)


def _first_of(apart: Floats, at: Floats) -> int:
    """Return the number of the greatest distance; of several alike, the most western and southern point's."""
    greatest = np.flatnonzero(apart >= apart.max() - 1e-6)
    return int(greatest[np.lexsort((at[greatest, 1], at[greatest, 0]))[0]])
