"""The triangles over which control is interpolated: places, and free vertices between and around them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import coo_matrix, csc_matrix, diags
from scipy.spatial import Delaunay, KDTree
from shapely.geometry.base import BaseGeometry

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
Bounds = tuple[float, float, float, float]

SPACING_M = 15_000.0  # between free vertices, at most, unless there would be more than MOST_FREE
MOST_FREE = 6_000
WATER = 0.1  # of the range of the field: places see each other round a lake rather than across it
CLEARANCE = 0.6  # of the spacing of free vertices, that one keeps from places
MARGINS = (0.15, 0.4)  # of the range of the field: how far outside the frames of coarser vertices lie


@dataclass(frozen=True, eq=False)
class Mesh:
    """A Delaunay triangulation: `points` in metres (n, 2), the first `places` of them evidence, the rest free.

    `spacing` is the median length of the edges between places, `reach` the range of the field, both in metres.
    """

    points: Floats
    places: int
    spacing: float
    reach: float
    triangulation: Delaunay = field(repr=False)

    @cached_property
    def triangles(self) -> Ints:
        """Corners of the triangles, shape (m, 3)."""
        return np.asarray(self.triangulation.simplices, dtype=np.intp)

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(np.asarray(shapely.polygons(self.points[self.triangles]), dtype=object))

    def locate(self, points: Floats) -> tuple[Ints, Floats]:
        """Return the corners of the triangle around each point, shape (p, 3), and their barycentric shares."""
        at = np.atleast_1d(np.asarray(shapely.points(points), dtype=object))
        point, triangle = self._tree.query(at, predicate="intersects")
        around = np.zeros(len(points), dtype=np.intp)
        np.maximum.at(around, point, triangle)
        corners = self.triangles[around]
        a, b, c = (self.points[corners[:, k]] for k in range(3))
        (ux, uy), (vx, vy), (px, py) = (b - a).T, (c - a).T, (points - a).T
        double = ux * vy - uy * vx
        to_b, to_c = (px * vy - py * vx) / double, (ux * py - uy * px) / double
        return corners, np.column_stack([1 - to_b - to_c, to_b, to_c])

    def wet(self, lakes: BaseGeometry) -> Floats:
        """Return how much of each triangle lies in lakes, 0 to 1."""
        shapes = np.asarray(shapely.polygons(self.points[self.triangles]), dtype=object)
        share = np.zeros(len(shapes))
        touched = np.unique(shapely.STRtree(shapes).query(shapely.get_parts(lakes), predicate="intersects")[1])
        share[touched] = shapely.area(shapely.intersection(shapes[touched], lakes)) / shapely.area(shapes[touched])
        return share

    def precision(self, wet: Floats) -> csc_matrix:
        """Return the precision matrix of a Matérn field (smoothness 1, variance 1), by linear finite elements.

        Parameters
        ----------
        wet
            Shape (triangles,): how much of each lies under water, 0 to 1. Over water the range is WATER of that on
            land: Bakka, Vanhatalo, Illian, Simpson and Rue (2019), Spat. Stat. 29, 268-288.
        """
        reach = self.reach / 1000 * (1 - (1 - WATER) * wet)
        mass, stiffness = self._elements(np.ones(len(wet)), reach**2 / 8)
        weighed, _ = self._elements(reach**2, np.ones(len(wet)))
        inner = diags(mass) + stiffness
        return (2 / np.pi * inner @ diags(1 / weighed) @ inner).tocsc()

    def _elements(self, weight: Floats, stiff: Floats) -> tuple[Floats, csc_matrix]:
        """Return the lumped mass of each vertex in km² and the stiffness matrix, both weighed triangle by triangle."""
        corners = self.points[self.triangles] / 1000
        sides = [corners[:, (k + 2) % 3] - corners[:, (k + 1) % 3] for k in range(3)]
        double = np.maximum(np.abs(sides[0][:, 0] * sides[1][:, 1] - sides[0][:, 1] * sides[1][:, 0]), 1e-9)
        pairs = [(a, b) for a in range(3) for b in range(3)]
        values = np.concatenate([stiff * (sides[a] * sides[b]).sum(axis=1) / (2 * double) for a, b in pairs])
        rows = np.concatenate([self.triangles[:, a] for a, _ in pairs])
        columns = np.concatenate([self.triangles[:, b] for _, b in pairs])
        mass = np.zeros(len(self.points))
        np.add.at(mass, self.triangles.ravel(), np.repeat(weight * double / 6, 3))
        return mass, coo_matrix((values, (rows, columns)), shape=(len(self.points),) * 2).tocsc()


def unique_edges(triangles: Ints) -> Ints:
    """Return the edges of triangles, lower vertex first, each once and in order."""
    both = np.vstack([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]]).astype(np.int64)
    count = int(both.max(initial=0)) + 1
    keys = np.unique(both.min(axis=1) * count + both.max(axis=1))
    return np.column_stack(np.divmod(keys, count)).astype(np.intp)


def median_spacing(places: Floats, bounds: Bounds) -> float:
    """Return the median distance of a place to its nearest neighbour in metres; of a lone place, half the bounds."""
    if len(places) < 2:
        return max(bounds[2] - bounds[0], bounds[3] - bounds[1], 1.0) / 2
    distance, _ = KDTree(places).query(places, k=2)
    return float(np.median(distance[:, 1]))


def build_mesh(places: Floats, bounds: Bounds, spacings: float, most: float) -> Mesh:
    """Return the mesh over places, shape (n, 2) in metres, each place once, that covers `bounds` with a wide margin.

    The field's range is `spacings` times the median edge between places, at most `most` metres.
    """
    spacing = median_edge(places, bounds)
    reach = min(spacings * spacing, most)
    west, south = np.minimum(bounds[:2], places.min(axis=0))
    east, north = np.maximum(bounds[2:], places.max(axis=0))
    around = (float(west), float(south), float(east), float(north))
    fewest = np.sqrt((east - west) * (north - south) * 2 / np.sqrt(3) / MOST_FREE)
    step = max(min(SPACING_M, spacing), float(fewest), 1.0)
    free = _grid(around, step)
    free = free[KDTree(places).query(free)[0] > CLEARANCE * step]
    frames = [_frame(around, margin * reach, 2 * step * (1 + margin)) for margin in MARGINS]
    points = np.round(np.vstack([places, free, *frames]))
    return Mesh(points, len(places), spacing, reach, Delaunay(points))


def median_edge(places: Floats, bounds: Bounds) -> float:
    """Return the median length of the Delaunay edges between places in metres; of few, see `median_spacing`."""
    middle = places.mean(axis=0)
    if len(places) < 4 or np.linalg.matrix_rank(places - middle, tol=1.0) < 2:
        return median_spacing(places, bounds)
    edges = unique_edges(Delaunay(places).simplices)
    return float(np.median(np.hypot(*(places[edges[:, 0]] - places[edges[:, 1]]).T)))


def _grid(bounds: Bounds, step: float) -> Floats:
    """Return a triangular grid over bounds and one step around them."""
    west, south, east, north = bounds
    rows = np.arange(south - step, north + 1.5 * step, step * np.sqrt(0.75))
    x, y = np.meshgrid(np.arange(west - step, east + 1.5 * step, step), rows)
    x[1::2] += step / 2
    return np.column_stack([x.ravel(), y.ravel()])


def _frame(bounds: Bounds, margin: float, step: float) -> Floats:
    """Return vertices about a step apart on a rectangle around bounds."""
    west, south, east, north = (bounds[0] - margin, bounds[1] - margin, bounds[2] + margin, bounds[3] + margin)
    x = np.linspace(west, east, int((east - west) / step) + 3)
    y = np.linspace(south, north, int((north - south) / step) + 3)[1:-1]
    sides = [
        (x, np.full(len(x), south)),
        (x, np.full(len(x), north)),
        (np.full(len(y), west), y),
        (np.full(len(y), east), y),
    ]
    return np.vstack([np.column_stack(side) for side in sides])
