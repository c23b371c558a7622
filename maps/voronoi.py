"""The plain method: each spot belongs to the holder of the nearest place (Voronoi 1908; Thiessen 1911)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.spatial import KDTree, Voronoi

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]


class VoronoiPartition:
    """The plane divided by nearest place; a contested place's cell is its first holder's, doubtful."""

    def __init__(self, places: Floats, shares: Floats, bounds: tuple[float, float, float, float]) -> None:
        self.places = places
        self.tree = KDTree(places)
        self.holder = shares.argmax(axis=1)
        self.doubtful = shares.max(axis=1) < 1
        self.bounds = bounds

    def lines(self) -> list[Floats]:
        """Return the edges between cells of different holders."""
        west, south, east, north = self.bounds
        middle = np.array([(west + east) / 2, (south + north) / 2])
        far = 8 * max(east - west, north - south, float(np.abs(self.places - middle).max()), 1.0)
        frame = middle + far * np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]])
        diagram = Voronoi(np.vstack([self.places, frame]))
        ends = np.array(diagram.ridge_vertices)
        label = np.append(2 * self.holder + self.doubtful, [-1] * 4)
        pair = label[diagram.ridge_points]
        drawn = (ends >= 0).all(axis=1) & (pair >= 0).all(axis=1) & (pair[:, 0] != pair[:, 1])
        return [diagram.vertices[ends[drawn]]]

    def at(self, points: Floats) -> tuple[Ints, npt.NDArray[np.bool_]]:
        """Return the holder of the place nearest to each point, and whether it is contested."""
        nearest = self.tree.query(points)[1]
        return self.holder[nearest], self.doubtful[nearest]
