"""From lines to polygons that tile a region exactly: no gap, no overlap, every shared edge the same in both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from maps.regions import GRID_M

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
Shapes = npt.NDArray[np.object_]


@dataclass(frozen=True, eq=False)
class Tiles:
    """Polygons, one a connected part, and the row of `labels` that each belongs to."""

    shapes: Shapes
    labels: Ints


class Spots:
    """Points that lie in one polygon or another, shape (n, 2) in metres."""

    def __init__(self, at: Floats) -> None:
        self.at = at
        self._tree = shapely.STRtree(np.atleast_1d(np.asarray(shapely.points(at), dtype=object)))

    def owners(self, shapes: Shapes) -> Ints:
        """Return the first of the polygons that each point lies in or on, -1 for none."""
        owner = np.full(len(self.at), len(shapes), dtype=np.intp)
        shape, spot = self._tree.query(shapes, predicate="intersects")
        np.minimum.at(owner, spot, shape)
        return np.where(owner < len(shapes), owner, -1)

    def settled(self, shapes: Shapes) -> Ints:
        """Return the numbers of the polygons in or on which a point lies."""
        return np.unique(self._tree.query(shapes, predicate="intersects")[0])


def tile(region: BaseGeometry, segments: Floats) -> tuple[Shapes, Floats]:
    """Cut a region along segments; return the faces, and a point inside each.

    Parameters
    ----------
    region
        Polygon on the grid of `maps.regions.GRID_M`.
    segments
        In metres, shape (s, 2, 2).
    """
    west, south, east, north = region.bounds
    low, high = segments.min(axis=1), segments.max(axis=1)
    near = (high[:, 0] >= west) & (low[:, 0] <= east) & (high[:, 1] >= south) & (low[:, 1] <= north)
    cuts = shapely.line_merge(shapely.multilinestrings(shapely.linestrings(segments[near])))  # long lines node fast
    noded = shapely.union_all([cuts, region.boundary], grid_size=GRID_M)
    faces = shapely.get_parts(shapely.polygonize([noded]))
    inside = shapely.get_coordinates(shapely.point_on_surface(faces))
    shapely.prepare(region)
    kept = shapely.contains_xy(region, inside[:, 0], inside[:, 1])
    return faces[kept], inside[kept]


def joined(shapes: Shapes, labels: Ints) -> Tiles:
    """Join polygons of one label that touch along an edge."""
    return ordered({value: connected(shapes[labels == value]) for value in np.unique(labels).tolist()})


def connected(shapes: Shapes) -> Shapes:
    """Return the connected parts that polygons of a coverage make together."""
    whole = shapely.get_parts(shapely.coverage_union_all(shapes)) if len(shapes) > 1 else shapes
    return np.asarray(shapely.normalize(whole), dtype=object)


def ordered(parts: Mapping[int, Shapes]) -> Tiles:
    """Return the parts of each label, sorted by label, then size, then position: equal input gives equal bytes."""
    shapes = np.concatenate([np.empty(0, dtype=object), *parts.values()])
    labels = np.repeat(np.array(list(parts), dtype=np.intp), [len(found) for found in parts.values()])
    bounds = shapely.bounds(shapes)
    order = np.lexsort((bounds[:, 1], bounds[:, 0], -shapely.area(shapes), labels))
    return Tiles(shapes[order], labels[order])


def without_crumbs(tiles: Tiles, smallest_m2: float, places: Spots, frame: Floats | None = None) -> Tiles:
    """Give parts that are small and hold no place to the neighbour with which they share the longest edge.

    Those that reach the frame (its lower and its upper corner) may be bigger than they look, and are left. Label 0, of
    which nothing is known, takes none from others where another neighbour is.
    """
    for _ in range(3):
        small = shapely.area(tiles.shapes) < smallest_m2
        if frame is not None:
            bounds = shapely.bounds(tiles.shapes)
            small &= (bounds[:, :2] > frame[0]).all(axis=1) & (bounds[:, 2:] < frame[1]).all(axis=1)
        if not small.any() or small.all():
            return tiles
        crumbs = np.flatnonzero(small)
        crumbs = np.delete(crumbs, places.settled(tiles.shapes[crumbs]))
        if not len(crumbs):
            return tiles
        first, second, segments = shared_edges(tiles.shapes)
        length = np.hypot(*(segments[:, 0] - segments[:, 1]).T)
        labels = tiles.labels.copy()
        for crumb in crumbs:
            at = (first == crumb) | (second == crumb)
            other = np.where(first[at] == crumb, second[at], first[at])
            if len(other):
                border = np.bincount(tiles.labels[other], weights=length[at])
                border[0] *= border[1:].max(initial=0.0) == 0
                labels[crumb] = int(border.argmax())
        if (labels == tiles.labels).all():
            return tiles
        tiles = joined(tiles.shapes, labels)
    return tiles


def simplified(tiles: Tiles, tolerance: float, places: Spots) -> Tiles:
    """Simplify the inner edges (Visvalingam-Whyatt, shared), but never so far that a place changes its polygon."""
    if not len(tiles.shapes):
        return tiles
    before = places.owners(tiles.shapes)
    while tolerance >= 1:
        shapes = shapely.coverage_simplify(tiles.shapes, tolerance, simplify_boundary=False)
        if bool(np.all(shapely.is_valid(shapes))) and (places.owners(shapes) == before).all():
            return Tiles(shapes, tiles.labels)
        tolerance /= 2
    return tiles


def shared_edges(shapes: Shapes) -> tuple[Ints, Ints, Floats]:
    """Return which two polygons of a coverage share each inner segment, and the segments, shape (s, 2, 2)."""
    rings = shapely.get_parts(shapely.boundary(shapes), return_index=True)
    points, ring = shapely.get_coordinates(rings[0], return_index=True)
    same = ring[:-1] == ring[1:]
    starts, ends = points[:-1][same], points[1:][same]
    owner = rings[1][ring[:-1][same]]
    low, high = _numbers(starts), _numbers(ends)
    swap = low > high
    low, high = np.where(swap, high, low), np.where(swap, low, high)
    order = np.lexsort((owner, high, low))
    twin = np.flatnonzero((np.diff(low[order]) == 0) & (np.diff(high[order]) == 0))
    one, other = order[twin], order[twin + 1]
    start, end = np.where(swap[one, None], ends[one], starts[one]), np.where(swap[one, None], starts[one], ends[one])
    return owner[one], owner[other], np.stack([start, end], axis=1)


def _numbers(points: Floats) -> npt.NDArray[np.int64]:
    """Return one number for each point of the grid, in the order of coordinates."""
    x, y = np.rint(points / GRID_M).astype(np.int64).T
    number: npt.NDArray[np.int64] = x * 2**32 + y
    return number
