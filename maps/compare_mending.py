"""Polygons of other origin made sound: crossing rings, overlaps, slivers and gaps mended, and what was done told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from maps.compare_ground import SLIVER_M, areal
from maps.regions import GRID_M
from maps.schema import PlaceState

Shapes = npt.NDArray[np.object_]

CONTESTED = PlaceState.CONTESTED.value
LARGEST_GAP_M2 = 1e5  # a hole of 0.1 km² that nobody holds is one of drawing
SEEN_M2 = 500.0  # less does not show in the last digit of a km²
ROUNDING_M2 = 1.0
NAMED = 3  # features that a note names


@dataclass(frozen=True)
class Mending:
    """What was done to a file, as notes in the order in which it was done."""

    file: str
    notes: list[str] = field(default_factory=list)

    def features(self, numbers: Sequence[int], what: str) -> None:
        """Tell what was done to features, by their numbers in the file, if there are any."""
        if numbers:
            some = ", ".join(str(number) for number in numbers[:NAMED]) + (" ..." if len(numbers) > NAMED else "")
            self.notes.append(f"{self.file}: {what}: {_count(len(numbers), 'feature')} ({some})")

    def pieces(self, areas_m2: Sequence[float], piece: str, what: str) -> None:
        """Tell what was done to pieces of ground, if there are any larger than rounding makes them."""
        seen = [area for area in areas_m2 if area >= ROUNDING_M2]
        if seen:
            km2 = f"{sum(seen) / 1e6:.2g} km²"
            self.notes.append(f"{self.file}: {_count(len(seen), piece)} {what}: {km2}")


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def sound(shapes: Shapes, numbers: Sequence[int], mending: Mending) -> Shapes:
    """Return polygons whose rings neither cross nor lie outside their outline, and tell which were not so."""
    bad = np.flatnonzero(~shapely.is_valid(shapes))
    mending.features([numbers[int(n)] for n in bad], "rings that cross or lie outside mended")
    found = shapes.copy()
    for n in bad:
        found[n] = areal(shapely.make_valid(shapes[n], method="structure", keep_collapsed=False))
    return found


def unrounded(shapes: Shapes) -> Shapes:
    """Return polygons sound again where rounding brought points onto edges; what lies inside and outside stays so."""
    found = shapes.copy()
    for n in np.flatnonzero(~shapely.is_valid(shapes)):
        found[n] = areal(shapely.make_valid(shapes[n]))
    return found


def apart(held: Mapping[str, BaseGeometry], mending: Mending) -> dict[str, BaseGeometry]:
    """Return ground such that nobody's overlaps another's: what two hold is contested, strips go to the first.

    Slivers of ground are left out, and small gaps between holders go to the neighbour with the longest edge.
    """
    parted = _without_overlaps({name: areal(shape) for name, shape in held.items()}, mending)
    wide: dict[str, BaseGeometry] = {}
    slivers: list[float] = []
    for name, shape in parted.items():
        parts = shapely.get_parts(areal(shape))
        thin = shapely.is_empty(shapely.buffer(parts, -SLIVER_M))
        slivers += shapely.area(parts[thin]).tolist()
        if not thin.all():
            wide[name] = shapely.MultiPolygon(list(parts[~thin]))
    mending.pieces(slivers, "sliver", "less than 2 m wide left out")
    return _without_gaps(wide, mending)


def _without_overlaps(held: Mapping[str, BaseGeometry], mending: Mending) -> dict[str, BaseGeometry]:
    whole = shapely.union_all(list(held.values()))
    twice = sum(float(shape.area) for shape in held.values()) - float(whole.area)
    if twice < SEEN_M2:
        return dict(held)
    names = sorted(held)
    overlaps: list[BaseGeometry] = []
    strips: list[BaseGeometry] = []
    kept: dict[str, BaseGeometry] = {}
    taken: BaseGeometry = shapely.Polygon()
    for name in names:
        for part in shapely.get_parts(areal(shapely.intersection(held[name], taken, grid_size=GRID_M))):
            (strips if shapely.buffer(part, -SLIVER_M).is_empty else overlaps).append(part)
        kept[name] = areal(shapely.difference(held[name], taken, grid_size=GRID_M))
        taken = areal(shapely.union(taken, held[name], grid_size=GRID_M))
    mending.pieces([part.area for part in strips], "overlap", "less than 2 m wide counted once")
    if overlaps:
        mending.pieces([part.area for part in overlaps], "overlap", "of two holders counted as contested")
        both = shapely.union_all(overlaps, grid_size=GRID_M)
        kept = {name: areal(shapely.difference(shape, both, grid_size=GRID_M)) for name, shape in kept.items()}
        kept[CONTESTED] = shapely.union(kept.get(CONTESTED, shapely.Polygon()), both, grid_size=GRID_M)
    return kept


def _without_gaps(held: dict[str, BaseGeometry], mending: Mending) -> dict[str, BaseGeometry]:
    whole = shapely.union_all(list(held.values()))
    rings = [ring for part in shapely.get_parts(whole) if isinstance(part, shapely.Polygon) for ring in part.interiors]
    gaps = shapely.polygons(np.array(rings, dtype=object)) if rings else np.empty(0, dtype=object)
    gaps = np.atleast_1d(np.asarray(gaps, dtype=object))
    gaps = gaps[shapely.area(gaps) < LARGEST_GAP_M2]
    if not len(gaps):
        return held
    mending.pieces(shapely.area(gaps).tolist(), "hole", "that nobody holds closed")
    names = sorted(held)
    given: dict[str, list[BaseGeometry]] = {name: [] for name in names}
    for gap, owner in zip(gaps, _neighbours([held[name] for name in names], gaps), strict=True):
        given[names[owner]].append(gap)
    return {name: shapely.union_all([held[name], *given[name]]) for name in names}


def _neighbours(shapes: Sequence[BaseGeometry], gaps: Shapes) -> list[int]:
    """Return the number of the shape with which each gap shares the longest edge."""
    edges, owner = _segments(np.array(shapes, dtype=object))
    rings, gap = _segments(gaps)
    middles = shapely.line_interpolate_point(rings, 0.5, normalized=True)
    which, near = shapely.STRtree(edges).query_nearest(middles, all_matches=False)
    votes = np.zeros((len(gaps), len(shapes)))
    np.add.at(votes, (gap[which], owner[near]), shapely.length(rings[which]))
    return [int(n) for n in votes.argmax(axis=1)]


def _segments(shapes: Shapes) -> tuple[Shapes, npt.NDArray[np.intp]]:
    """Return the edges of shapes as lines of two points, and the shape of each."""
    rings, shape = shapely.get_parts(shapely.boundary(shapes), return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    joined = ring[1:] == ring[:-1]
    lines = shapely.linestrings(np.stack([points[:-1][joined], points[1:][joined]], axis=1))
    return np.atleast_1d(np.asarray(lines, dtype=object)), shape[ring[1:][joined]]
