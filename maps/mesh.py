"""The triangles over which control is interpolated: places, and free vertices that carry it where there are none."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.spatial import Delaunay, KDTree

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]

FREE_SPACING = 1.0  # of the median spacing of places: distance between free vertices
FREE_GAP = 0.75  # a free vertex keeps this part of the spacing away from places
MOST_FREE = 4  # free vertices a place, at most, and 400


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
    free = _free_vertices(places, bounds, spacing)
    points = np.vstack([places, free])
    return Mesh(points, len(places), spacing, Delaunay(points))


def median_spacing(places: Floats, bounds: tuple[float, float, float, float]) -> float:
    """Return the median distance of a place to its nearest neighbour in metres; of a lone place, that to the edge."""
    if len(places) < 2:
        return max(bounds[2] - bounds[0], bounds[3] - bounds[1], 1.0) / 2
    distance, _ = KDTree(places).query(places, k=2)
    return float(np.median(distance[:, 1]))


def _free_vertices(places: Floats, bounds: tuple[float, float, float, float], spacing: float) -> Floats:
    """Return a triangular grid of vertices where no place is near, and a frame far outside."""
    west, south, east, north = bounds
    size = max(east - west, north - south, 1.0)
    step = spacing * FREE_SPACING
    most = MOST_FREE * len(places) + 400
    step = max(step, np.sqrt((east - west + 2 * spacing) * (north - south + 2 * spacing) * 1.155 / most))
    rows = np.arange(south - 2 * step, north + 2 * step, step * np.sqrt(0.75))
    columns = np.arange(west - 2 * step, east + 2 * step, step)
    x, y = np.meshgrid(columns, rows)
    x[1::2] += step / 2
    grid = np.round(np.column_stack([x.ravel(), y.ravel()]))
    distance, _ = KDTree(places).query(grid)
    far = 2 * size + np.abs(places - [(west + east) / 2, (south + north) / 2]).max()
    turns = np.linspace(0, 2 * np.pi, 16, endpoint=False)
    frame = np.round(np.column_stack([np.cos(turns), np.sin(turns)]) * far + [(west + east) / 2, (south + north) / 2])
    return np.vstack([grid[distance > step * FREE_GAP], frame])
