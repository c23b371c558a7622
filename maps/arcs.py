"""Line work sent once: lines are cut where they part from one another, and equal pieces are kept one time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import shapely

Points = npt.NDArray[np.int64]
Ints = npt.NDArray[np.int64]

SCALE = 10_000  # units a degree: 0.0001 degrees, about 11 m


@dataclass(frozen=True, slots=True)
class Cut:
    """Arcs, shape (n, 2) each in units of 1/SCALE degree, and every line as references to them.

    A reference of n means arc n, one of -n-1 the same arc walked backwards, as in TopoJSON.
    """

    arcs: tuple[Points, ...]
    lines: tuple[tuple[int, ...], ...]

    def steps(self) -> list[list[int]]:
        """Return the arcs as flat lists: the first point, then the steps from point to point."""
        return [np.diff(arc, axis=0, prepend=np.zeros((1, 2), dtype=np.int64)).ravel().tolist() for arc in self.arcs]


@dataclass
class _Filed:
    """Arcs found so far, and where each is filed."""

    arcs: list[Points] = field(default_factory=list)
    place: dict[bytes, int] = field(default_factory=dict)

    def refer(self, arc: Points) -> int:
        forth, back = arc.tobytes(), arc[::-1].tobytes()
        key = min(forth, back)
        if key not in self.place:
            self.place[key] = len(self.arcs)
            self.arcs.append(arc if key == forth else arc[::-1])
        return self.place[key] if key == forth else ~self.place[key]


def whole_units(line: shapely.LineString) -> Points:
    """Return the points of a line in whole units, shape (n, 2), none repeated in a row.

    >>> whole_units(shapely.LineString([(1, 2), (1.00001, 2), (1.5, 2)])).tolist()
    [[10000, 20000], [15000, 20000]]
    """
    points = np.rint(shapely.get_coordinates(line) * SCALE).astype(np.int64)
    keep = np.append(True, (np.diff(points, axis=0) != 0).any(axis=1))
    result: Points = points[keep]
    return result


def rings(shape: shapely.Geometry) -> list[Points]:
    """Return the rings of polygons, those too small to be seen left out."""
    found = [
        whole_units(ring)
        for part in shapely.get_parts(shape)
        if isinstance(part, shapely.Polygon) and not part.is_empty
        for ring in (part.exterior, *part.interiors)
    ]
    return [ring for ring in found if len(ring) >= 4]


def lines(shape: shapely.Geometry) -> list[Points]:
    """Return the lines of a line geometry."""
    merged = shapely.line_merge(shape) if isinstance(shape, shapely.MultiLineString) else shape
    found = [whole_units(part) for part in shapely.get_parts(merged) if not part.is_empty]
    return [line for line in found if len(line) >= 2]


def cut(given: Sequence[Points]) -> Cut:
    """Cut lines into arcs such that every stretch that several lines share is one arc.

    A line whose ends meet is a ring. Lines part at a point that has different neighbours in different lines, or that
    is the end of a line that is no ring.
    """
    if not given:
        return Cut((), ())
    nodes = _nodes(given)
    filed = _Filed()
    start = 0
    found = []
    for line in given:
        is_node = nodes[start : start + len(line)]
        start += len(line)
        found.append(tuple(filed.refer(arc) for arc in _pieces(line, is_node)))
    return Cut(tuple(filed.arcs), tuple(found))


def _is_ring(line: Points) -> bool:
    return len(line) > 2 and bool((line[0] == line[-1]).all())


def _nodes(given: Sequence[Points]) -> npt.NDArray[np.bool_]:
    """Say of each point of all lines, one after another, whether lines part there."""
    keys = _keys(np.concatenate(given))
    low, high = np.empty_like(keys), np.empty_like(keys)
    ends = np.zeros(len(keys), dtype=bool)
    start = 0
    for line in given:
        own = keys[start : start + len(line)]
        if _is_ring(line):
            before, after = np.append(own[-2], own[:-1]), np.append(own[1:], own[1])
        else:
            before, after = np.append(-1, own[:-1]), np.append(own[1:], -1)
            ends[[start, start + len(line) - 1]] = True
        low[start : start + len(line)] = np.minimum(before, after)
        high[start : start + len(line)] = np.maximum(before, after)
        start += len(line)
    _, first, back = np.unique(keys, return_index=True, return_inverse=True)
    parts = (low != low[first][back]) | (high != high[first][back]) | ends
    result: npt.NDArray[np.bool_] = (np.bincount(back, weights=parts) > 0)[back]
    return result


def _keys(points: Points) -> Ints:
    """Return one number for each distinct point."""
    return (points[:, 0] + 180 * SCALE) * (400 * SCALE) + points[:, 1] + 90 * SCALE


def _pieces(line: Points, is_node: npt.NDArray[np.bool_]) -> list[Points]:
    if _is_ring(line):
        where = np.flatnonzero(is_node[:-1])
        first = int(where[0]) if len(where) else int(np.lexsort((line[:-1, 1], line[:-1, 0]))[0])
        turned = np.concatenate([line[first:-1], line[: first + 1]])
        is_node = np.concatenate([is_node[first:-1], is_node[: first + 1]])
        line = turned
    cuts = np.flatnonzero(is_node[1:-1]) + 1
    edges = [0, *cuts.tolist(), len(line) - 1]
    return [line[a : b + 1] for a, b in pairwise(edges)]
