"""The front line: where areas of hostile sides share an edge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Geod

from geo.actors import Actors
from maps.areas import Parts
from maps.frames import frame_of
from maps.regions import Region
from maps.schema import COORDINATE_DIGITS, LINE_COLUMNS
from maps.tiling import shared_edges

_EARTH = Geod(ellps="WGS84")


def front_line(parts: Parts, region: Region, actors: Actors, day: date) -> gpd.GeoDataFrame:
    """Return the front of a day, a feature for each connected stretch and pair of hostile sides.

    Columns as in `maps.schema.LINE_COLUMNS`; `km` is measured on the ellipsoid. Allied and neutral sides have no front.
    """
    names, sides = parts.evidence.actors, parts.evidence.sides
    first, second, segments = shared_edges(parts.shapes)
    a, b = parts.actor[first], parts.actor[second]
    rows: list[tuple[str, str, shapely.LineString]] = []
    hostile = _hostile(names, actors, day)
    pairs: dict[tuple[str, str], list[npt.NDArray[np.float64]]] = {}
    apart = (a >= 0) & (b >= 0) & (a != b)
    for pair in sorted(set((a[apart] * len(names) + b[apart]).tolist())):
        p, q = divmod(pair, len(names))
        if sides[p] != sides[q] and hostile(p, q):
            one, other = sorted((sides[p], sides[q]))
            pairs.setdefault((one, other), []).append(segments[(a == p) & (b == q)])
    for (one, other), found in sorted(pairs.items()):
        merged = shapely.line_merge(shapely.multilinestrings(np.concatenate(found)))
        rows += [(one, other, line) for line in shapely.get_parts(shapely.normalize(merged))]
    lines = region.to_globe(np.array([line for _, _, line in rows], dtype=object))
    lines = shapely.transform(lines, lambda points: np.round(points, COORDINATE_DIGITS))
    table: dict[str, list[object]] = {
        "side_a": [one for one, _, _ in rows],
        "side_b": [other for _, other, _ in rows],
        "km": [round(_EARTH.geometry_length(line) / 1000, 3) for line in lines],
    }
    return frame_of(table, LINE_COLUMNS, lines)


def _hostile(names: tuple[str, ...], actors: Actors, day: date) -> Callable[[int, int], bool]:
    """Answer once for each pair of actors whether they are hostile on the day."""
    known: dict[tuple[int, int], bool] = {}

    def answer(p: int, q: int) -> bool:
        pair = (min(p, q), max(p, q))
        if pair not in known:
            known[pair] = actors.hostile(names[pair[0]], names[pair[1]], day)
        return known[pair]

    return answer
