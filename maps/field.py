"""How probable each actor is at every vertex: a sparse linear system that weighs each place against its neighbours.

For each actor, values x minimise  sum of w (x - y)² over places  +  SMOOTHING * sum of c (x_i - x_j)² over edges, where
y is 1 at the actor's places and 0 at others', w the weight of a place, and c falls with the length of an edge: the
graph Laplacian regulariser of Zhu, Ghahramani and Lafferty (2003), softened by weights. Values of all actors sum to 1.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_matrix, csc_matrix
from scipy.sparse.linalg import splu

from maps.contours import envelope_lines, level_lines, without_ties
from maps.mesh import Ints, Mesh, build_mesh

Floats = npt.NDArray[np.float64]

SMOOTHING = 0.6  # chosen by benchmarks/areas.py
DOUBT = 0.3  # a side that leads by less is doubtful there
DIGITS = 6  # to which values are rounded, so that equal evidence gives equal bytes however it was solved


def conductance(mesh: Mesh) -> Floats:
    """Return how closely the two ends of each edge are bound: less the longer it is, beside the median edge."""
    ends = mesh.points[mesh.edges]
    length = np.hypot(*(ends[:, 0] - ends[:, 1]).T)
    inner = length[(mesh.edges < mesh.places).all(axis=1)]
    result: Floats = np.exp(-length / (np.median(inner) if len(inner) else np.median(length)))
    return result


def solve(mesh: Mesh, shares: Floats, weights: Floats) -> Floats:
    """Return the value of each actor at each vertex, shape (vertices, actors).

    Parameters
    ----------
    mesh
        Its first vertices are the places.
    shares
        Shape (places, actors): 1 for the holder of a place, 0 for others; rows sum to 1.
    weights
        Shape (places,), above 0.
    """
    n = len(mesh.points)
    full = np.zeros(n)
    full[: mesh.places] = weights
    target = np.zeros((n, shares.shape[1]))
    target[: mesh.places] = shares * weights[:, None]
    values: Floats = np.round(splu(_system(mesh, full)).solve(target), DIGITS)
    return values


def _system(mesh: Mesh, weights: Floats) -> csc_matrix:
    n = len(mesh.points)
    c = conductance(mesh) * SMOOTHING
    i, j = mesh.edges.T
    rows = np.concatenate([i, j, i, j, np.arange(n)])
    columns = np.concatenate([j, i, i, j, np.arange(n)])
    return coo_matrix((np.concatenate([-c, -c, c, c, weights]), (rows, columns)), shape=(n, n)).tocsc()


class FieldPartition:
    """The plane divided by the greatest side's value, each side's part by its greatest actor's."""

    def __init__(
        self,
        places: Floats,
        shares: Floats,
        weights: Floats,
        sides: Sequence[str],
        bounds: tuple[float, float, float, float],
    ) -> None:
        self.mesh = build_mesh(places, bounds)
        self.values = without_ties(solve(self.mesh, shares, weights))
        self.names = sorted(set(sides))
        self.members = [np.flatnonzero([side == name for side in sides]) for name in self.names]
        self.by_side = without_ties(np.column_stack([self.values[:, members].sum(axis=1) for members in self.members]))
        self.margin = _margins(self.by_side)

    def lines(self) -> list[Floats]:
        """Return the segments between sides, between actors of a side, and around what is doubtful."""
        points, triangles = self.mesh.points, self.mesh.triangles
        best = self.by_side.argmax(axis=1)
        found = [envelope_lines(points, triangles, self.by_side)]
        for n, members in enumerate(self.members):
            if len(members) > 1:
                own = (best[triangles] == n).any(axis=1)
                found.append(envelope_lines(points, triangles[own], self.values[:, members]))
            if len(self.members) > 1:
                found.append(level_lines(points, triangles, self.margin[:, n] - DOUBT))
        return found

    def at(self, points: Floats) -> tuple[Ints, npt.NDArray[np.bool_]]:
        """Return the number of the greatest actor of the greatest side at points, and where the side is doubtful."""
        corners, share = self.mesh.locate(points)
        sides = np.einsum("pc,pck->pk", share, self.by_side[corners])
        actors = np.einsum("pc,pck->pk", share, self.values[corners])
        margin = np.einsum("pc,pck->pk", share, self.margin[corners])
        best = sides.argmax(axis=1)
        own = np.zeros(actors.shape, dtype=bool)
        for n, members in enumerate(self.members):
            own[np.ix_(best == n, members)] = True
        actor = np.where(own, actors, -np.inf).argmax(axis=1)
        return actor, margin[np.arange(len(points)), best] < DOUBT


def _margins(values: Floats) -> Floats:
    """Return by how much each column exceeds the greatest other one; a lone column by 1."""
    if values.shape[1] == 1:
        return np.ones(values.shape)
    ordered = np.sort(values, axis=1)
    top, second = ordered[:, -1:], ordered[:, -2:-1]
    return values - np.where(values == top, second, top)
