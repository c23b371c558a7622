"""Sparse symmetric systems on a mesh, solved again and again with another diagonal: what did not change is kept.

Nested dissection (George (1973), SIAM J. Numer. Anal. 10, 345-363) with dense fronts (Duff and Reid (1983), ACM Trans.
Math. Softw. 9, 302-325): the vertices are halved by a line again and again, those along each line are eliminated after
those on both sides of it. What a part passes on depends on the part alone, so that another weight of one place asks
for new fronts only from its leaf to the root. Values are rounded from the root down, and a part whose rim did not move
is not solved again. So a result never depends on what was solved before: a front is worked out from the same numbers
in the same order, or it is one that was.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from scipy.linalg import blas
from scipy.sparse import csr_matrix, triu
from threadpoolctl import ThreadpoolController

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]

LEAF = 150  # vertices, of which no more are eliminated at once except along a line


@dataclass(frozen=True, eq=False)
class _Part:
    """Vertices from `start` to `stop` of the order of elimination, after those of the children.

    `rim` are the later vertices that they and those below are bound to, in order. The front is the matrix over own
    vertices and rim: `entries` at the flat positions `at`, and what each child passes on at the positions `into`.
    """

    start: int
    stop: int
    rim: Ints
    children: tuple[int, ...]
    into: tuple[Ints, ...]
    at: Ints
    entries: Floats


class Dissection:
    """The order in which the vertices of a symmetric matrix are eliminated, by their points, shape (n, 2)."""

    def __init__(self, matrix: csr_matrix, points: Floats) -> None:
        upper = triu(matrix, 1).tocoo()
        order: list[Ints] = []
        trees: list[tuple[int, ...]] = []
        _dissect(np.arange(len(points)), np.column_stack([upper.row, upper.col]), points, order, trees)
        self.order: Ints = np.concatenate(order)
        ends = np.cumsum([len(own) for own in order])
        self.starts: Ints = ends - [len(own) for own in order]
        ordered = matrix[self.order][:, self.order].tocsr()
        ordered.sort_indices()
        self.parts: list[_Part] = []
        for start, stop, children in zip(self.starts.tolist(), ends.tolist(), trees, strict=True):
            self.parts.append(self._part(ordered, start, stop, children))
        most = max(part.stop - part.start + len(part.rim) for part in self.parts)
        self.room = np.empty(most**2)  # what every elimination uses again
        self.numbers = np.empty(most**2, dtype=np.intp)

    def _part(self, ordered: csr_matrix, start: int, stop: int, children: tuple[int, ...]) -> _Part:
        first, last = ordered.indptr[start], ordered.indptr[stop]
        row = np.repeat(np.arange(stop - start), np.diff(ordered.indptr[start : stop + 1]))
        column = ordered.indices[first:last].astype(np.intp)
        later = column >= start
        bound = np.concatenate([column, *(self.parts[child].rim for child in children)])
        rim = np.unique(bound[bound >= stop])
        front = np.concatenate([np.arange(start, stop), rim])
        at = row[later] * len(front) + np.searchsorted(front, column[later])
        into = tuple(np.searchsorted(front, self.parts[child].rim) for child in children)
        return _Part(start, stop, rim, children, into, at, ordered.data[first:last][later])


def _dissect(own: Ints, edges: Ints, points: Floats, order: list[Ints], trees: list[tuple[int, ...]]) -> int:
    """List the parts of a set of vertices with the edges inside it, children first; return the number of the last."""
    children: list[int] = []
    if len(own) > LEAF:
        at = points[own]
        axis = int(np.ptp(at[:, 1]) > np.ptp(at[:, 0]))
        middle = np.median(at[:, axis])
        beyond = points[edges, axis] > middle
        crossing = beyond[:, 0] != beyond[:, 1]
        line = np.unique(edges[crossing][~beyond[crossing]])
        rest = np.setdiff1d(own, line, assume_unique=True)
        inside = ~(np.isin(edges, line).any(axis=1) | crossing)
        far = points[rest, axis] > middle
        for half, kept in ((rest[~far], ~beyond[:, 0]), (rest[far], beyond[:, 0])):
            if len(half):
                children.append(_dissect(half, edges[inside & kept], points, order, trees))
        own = line
    order.append(own)
    trees.append(tuple(children))
    return len(order) - 1


@cache
def _threads() -> ThreadpoolController:
    """Return what tells BLAS how many threads to use: fronts are small, and threads that wait for work eat a core."""
    return ThreadpoolController()


class Solver:
    """Solves (matrix + diagonal) x = target, rounded to so many digits, from the state that the last answer left."""

    def __init__(self, dissection: Dissection, digits: int) -> None:
        self._plan = dissection
        self._digits = digits
        count, vertices = len(dissection.parts), len(dissection.order)
        self._diagonal: Floats = np.full(vertices, np.nan)
        self._target: Floats = np.empty((vertices, 0))
        self._factor: list[Floats] = [np.empty(0)] * count
        self._coupling: list[Floats] = [np.empty(0)] * count
        self._taken: list[Floats] = [np.empty((0, 0))] * count
        self._half: list[Floats] = [np.empty(0)] * count
        self._told: list[Floats] = [np.empty(0)] * count
        self._values: Floats = np.empty((vertices, 0))

    def solve(self, diagonal: Floats, target: Floats) -> Floats:
        """Return x, shape (vertices, columns), for a diagonal of shape (vertices,) and a target of the shape of x."""
        diagonal, target = diagonal[self._plan.order], target[self._plan.order]
        if self._target.shape != target.shape:
            self._target = np.full(target.shape, np.nan)
            self._values = np.full(target.shape, np.nan)
        other = np.logical_or.reduceat(diagonal != self._diagonal, self._plan.starts)
        asked = np.logical_or.reduceat((target != self._target).any(axis=1), self._plan.starts)
        self._diagonal, self._target = diagonal, target
        with _threads().limit(limits=1, user_api="blas"):
            self._work(other.tolist(), asked.tolist())
        values = np.empty_like(self._values)
        values[self._plan.order] = self._values
        return values

    def _work(self, fronts: list[bool], answers: list[bool]) -> None:
        for n, part in enumerate(self._plan.parts):
            if fronts[n] or any(fronts[child] for child in part.children):
                fronts[n] = answers[n] = True
                self._eliminate(n, part)
            if answers[n] or any(answers[child] for child in part.children):
                answers[n] = True
                self._forward(n, part)
        self._backward(answers)

    def _eliminate(self, n: int, part: _Part) -> None:
        """Factor the own rows of a front, and sum up what they and the children take away from the rim's entries."""
        own, rim = part.stop - part.start, len(part.rim)
        size = own + rim
        rows: Floats = self._plan.room[: own * size].reshape(own, size)
        rows.fill(0.0)
        rows.ravel()[part.at] = part.entries
        rows.ravel()[:: size + 1] += self._diagonal[part.start : part.stop]
        inner = [int(np.searchsorted(into, own)) for into in part.into]
        for child, into, k in zip(part.children, part.into, inner, strict=True):
            np.subtract.at(rows.ravel(), self._places(into[:k], into, size), self._taken[child][:k].ravel())
        if not len(self._taken[n]):
            self._coupling[n] = np.empty((own, rim), order="F")
            self._taken[n] = np.empty((rim, rim))
        self._factor[n] = np.asarray(np.linalg.cholesky(rows[:, :own]).T, dtype=np.float64)
        coupling = self._coupling[n]
        coupling[:] = rows[:, own:]
        self._coupling[n] = coupling = blas.dtrsm(1.0, self._factor[n], coupling, trans_a=1, overwrite_b=1)
        taken = np.matmul(coupling.T, coupling, out=self._taken[n])
        for child, into, k in zip(part.children, part.into, inner, strict=True):
            outer = into[k:] - own
            np.add.at(taken.ravel(), self._places(outer, outer, rim), self._taken[child][k:, k:].ravel())

    def _places(self, rows: Ints, columns: Ints, width: int) -> Ints:
        """Return the flat positions of some rows and columns in an array of that width."""
        where = self._plan.numbers[: len(rows) * len(columns)].reshape(len(rows), len(columns))
        flat: Ints = np.add(rows[:, None] * width, columns, out=where).ravel()
        return flat

    def _forward(self, n: int, part: _Part) -> None:
        own = part.stop - part.start
        front = np.zeros((own + len(part.rim), self._target.shape[1]))
        front[:own] = self._target[part.start : part.stop]
        for child, into in zip(part.children, part.into, strict=True):
            front[into] += self._told[child]
        self._half[n] = blas.dtrsm(1.0, self._factor[n], front[:own], trans_a=1)
        self._told[n] = front[own:] - self._coupling[n].T @ self._half[n]

    def _backward(self, answers: list[bool]) -> None:
        moved = np.zeros(len(self._values), dtype=bool)
        for n in range(len(answers) - 1, -1, -1):
            part = self._plan.parts[n]
            if answers[n] or moved[part.rim].any():
                known = self._half[n] - self._coupling[n] @ self._values[part.rim]
                values = np.round(blas.dtrsm(1.0, self._factor[n], known), self._digits)
                own = slice(part.start, part.stop)
                moved[own] = (values != self._values[own]).any(axis=1)
                self._values[own] = values
