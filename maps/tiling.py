"""From lines to polygons that tile a region exactly: no gap, no overlap, every shared edge the same in both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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


def tile(
    region: BaseGeometry, lines: Sequence[Floats], outlines: Sequence[BaseGeometry], label: Callable[[Floats], Ints]
) -> Tiles:
    """Cut a region along lines and label the faces.

    Parameters
    ----------
    region
        Polygon on the grid of `maps.regions.GRID_M`.
    lines
        Arrays of segments in metres, shape (s, 2, 2).
    outlines
        Further lines to cut along.
    label
        Answers points, shape (n, 2), with their labels, shape (n,); faces of one label are joined.
    """
    segments = np.concatenate([np.empty((0, 2, 2)), *lines])
    west, south, east, north = region.bounds
    low, high = segments.min(axis=1), segments.max(axis=1)
    near = (high[:, 0] >= west) & (low[:, 0] <= east) & (high[:, 1] >= south) & (low[:, 1] <= north)
    cuts = shapely.line_merge(shapely.multilinestrings(shapely.linestrings(segments[near])))  # long lines node fast
    noded = shapely.union_all([*shapely.get_parts(cuts), *outlines, region.boundary], grid_size=GRID_M)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    inside_of = shapely.get_coordinates(shapely.point_on_surface(faces))
    shapely.prepare(region)
    kept = shapely.contains_xy(region, inside_of[:, 0], inside_of[:, 1])
    return joined(faces[kept], label(inside_of[kept]))


def joined(shapes: Shapes, labels: Ints) -> Tiles:
    """Join polygons of one label that touch along an edge."""
    parts: list[BaseGeometry] = []
    owners: list[int] = []
    for value in np.unique(labels):
        pieces = shapely.get_parts(shapely.coverage_union_all(shapes[labels == value]))
        parts += list(pieces)
        owners += [int(value)] * len(pieces)
    return _ordered(np.array(parts, dtype=object), np.array(owners, dtype=np.intp))


def without_crumbs(tiles: Tiles, smallest_m2: float, places: Floats) -> Tiles:
    """Give parts that are small and hold no place to the neighbour with which they share the longest edge.

    Label 0, of which nothing is known, takes none from others where another neighbour is.
    """
    for _ in range(3):
        small = shapely.area(tiles.shapes) < smallest_m2
        if not small.any() or small.all():
            return tiles
        crumbs = np.flatnonzero(small)
        crumbs = np.setdiff1d(crumbs, owners(tiles.shapes, places))
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


def simplified(tiles: Tiles, tolerance: float, places: Floats) -> Tiles:
    """Simplify the inner edges (Visvalingam-Whyatt, shared), but never so far that a place changes its polygon."""
    if not len(tiles.shapes):
        return tiles
    before = owners(tiles.shapes, places)
    while tolerance >= 1:
        shapes = shapely.coverage_simplify(tiles.shapes, tolerance, simplify_boundary=False)
        if bool(np.all(shapely.is_valid(shapes))) and (owners(shapes, places) == before).all():
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
    swap = (starts[:, 0] > ends[:, 0]) | ((starts[:, 0] == ends[:, 0]) & (starts[:, 1] > ends[:, 1]))
    low, high = np.where(swap[:, None], ends, starts), np.where(swap[:, None], starts, ends)
    key = np.column_stack([low, high])
    order = np.lexsort((owner, *key.T[::-1]))
    key, owner = key[order], owner[order]
    twin = np.flatnonzero((key[:-1] == key[1:]).all(axis=1))
    return owner[twin], owner[twin + 1], key[twin].reshape(-1, 2, 2)


def owners(shapes: Shapes, places: Floats) -> Ints:
    """Return the first of the polygons that each place lies in or on, -1 for none; places have the shape (n, 2)."""
    owner = np.full(len(places), -1, dtype=np.intp)
    points = np.atleast_1d(np.asarray(shapely.points(places), dtype=object))
    shape, place = shapely.STRtree(points).query(shapes, predicate="intersects")
    order = np.lexsort((-shape, place))
    owner[place[order]] = shape[order]
    return owner


def _ordered(shapes: Shapes, labels: Ints) -> Tiles:
    """Sort by label, then size, then position, so that equal input gives equal bytes."""
    shapes = shapely.normalize(shapes)
    bounds = shapely.bounds(shapes)
    order = np.lexsort((bounds[:, 1], bounds[:, 0], -shapely.area(shapes), labels))
    return Tiles(shapes[order], labels[order])
