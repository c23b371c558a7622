"""The triangles over which control is interpolated: places, and a frame of free vertices that carries it to the edge.

Vertices without evidence between the places would draw fronts close around each place, as a point holds the value of a
smooth function on the plane only at itself; so there are none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.spatial import Delaunay, KDTree

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]

FRAME_SIDE = 12  # free vertices along each side of the frame around all places


@dataclass(frozen=True, eq=False)
class Mesh:
    """A Delaunay triangulation: `points` in metres (n, 2), the first `places` of them evidence, the rest free."""

    points: Floats
    places: int
    spacing: float
    triangulation: Delaunay = field(repr=False)

    @cached_property
    def triangles(self) -> Ints:
        """Corners of the triangles, shape (m, 3)."""
        return np.asarray(self.triangulation.simplices, dtype=np.intp)

    @cached_property
    def edges(self) -> Ints:
        """The edges, lower vertex first, shape (e, 2), each once."""
        return unique_edges(self.triangles)

    def locate(self, points: Floats) -> tuple[Ints, Floats]:
        """Return the corners of the triangle around each point, shape (p, 3), and their barycentric shares."""
        simplex = np.maximum(self.triangulation.find_simplex(points), 0)
        affine = self.triangulation.transform[simplex]
        first = np.einsum("pij,pj->pi", affine[:, :2], points - affine[:, 2])
        return self.triangles[simplex], np.column_stack([first, 1 - first.sum(axis=1)])


def unique_edges(triangles: Ints) -> Ints:
    """Return the edges of triangles, lower vertex first, each once and in order."""
    both = np.vstack([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    edges: Ints = np.unique(np.sort(both, axis=1), axis=0)
    return edges


def build_mesh(places: Floats, bounds: tuple[float, float, float, float]) -> Mesh:
    """Return the mesh over places, shape (n, 2) in metres, each place once, that covers `bounds` with a margin."""
    spacing = median_spacing(places, bounds)
    points = np.vstack([places, _frame(places, bounds)])
    return Mesh(points, len(places), spacing, Delaunay(points))


def median_spacing(places: Floats, bounds: tuple[float, float, float, float]) -> float:
    """Return the median distance of a place to its nearest neighbour in metres; of a lone place, that to the edge."""
    if len(places) < 2:
        return max(bounds[2] - bounds[0], bounds[3] - bounds[1], 1.0) / 2
    distance, _ = KDTree(places).query(places, k=2)
    return float(np.median(distance[:, 1]))


def _frame(places: Floats, bounds: tuple[float, float, float, float]) -> Floats:
    """Return free vertices on a rectangle around the bounds and all places, one mean spacing away."""
    west, south = np.minimum(bounds[:2], places.min(axis=0))
    east, north = np.maximum(bounds[2:], places.max(axis=0))
    away = max(np.sqrt((east - west) * (north - south) / len(places)), 1000.0)
    x = np.linspace(west - away, east + away, FRAME_SIDE)
    y = np.linspace(south - away, north + away, FRAME_SIDE)
    corners = np.vstack(
        [
            np.column_stack([x, np.full(FRAME_SIDE, y[0])]),
            np.column_stack([x, np.full(FRAME_SIDE, y[-1])]),
            np.column_stack([np.full(FRAME_SIDE - 2, x[0]), y[1:-1]]),
            np.column_stack([np.full(FRAME_SIDE - 2, x[-1]), y[1:-1]]),
        ]
    )
    return np.round(corners)
