"""Lines where one linear function on triangles overtakes another, exactly shared between neighbouring triangles."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from maps.mesh import Ints

Floats = npt.NDArray[np.float64]
TIE = 1e-9  # by which the earlier of two equal functions is the greater


def without_ties(values: Floats) -> Floats:
    """Return values, shape (n, k), of which no two in a row are equal: earlier columns win.

    >>> without_ties(np.array([[0.5, 0.5]])).argmax(axis=1).tolist()
    [0]
    """
    result: Floats = values - TIE * np.arange(values.shape[1])
    return result


def level_lines(points: Floats, triangles: Ints, heights: Floats) -> Floats:
    """Return the segments, shape (s, 2, 2), where heights at the vertices, shape (n,), pass through zero."""
    above = heights > 0
    return envelope_lines(
        points, triangles[_mixed(above[triangles])], np.column_stack([np.zeros(len(heights)), heights])
    )


def envelope_lines(points: Floats, triangles: Ints, values: Floats) -> Floats:
    """Return the segments, shape (s, 2, 2), between the parts of triangles in which another column is greatest.

    Parameters
    ----------
    points
        Vertices in metres, shape (n, 2).
    triangles
        Shape (m, 3).
    values
        Shape (n, k): k functions, linear on each triangle, without ties.
    """
    best = values.argmax(axis=1)
    cut = triangles[_mixed(best[triangles])]
    if not len(cut):
        return np.empty((0, 2, 2))
    cuts = _EdgeCuts(points, values, best, cut)
    simple, whole = cuts.plain_triangles(cut)
    rest = [segment for corners in cut[~whole] for segment in _cut_triangle(corners, points, values, best, cuts)]
    return np.concatenate([simple, np.array(rest).reshape(-1, 2, 2)])


def _mixed(labels: npt.NDArray[np.generic]) -> npt.NDArray[np.bool_]:
    mixed: npt.NDArray[np.bool_] = (labels[:, 0] != labels[:, 1]) | (labels[:, 0] != labels[:, 2])
    return mixed


class _EdgeCuts:
    """Where along each edge the greatest function changes; computed once an edge, so that both triangles agree."""

    def __init__(self, points: Floats, values: Floats, best: Ints, triangles: Ints) -> None:
        edges = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
        self._size = len(points)
        keys = np.sort(self._keys(edges[best[edges[:, 0]] != best[edges[:, 1]]]))
        self._key = keys[np.append(True, keys[1:] != keys[:-1])[: len(keys)]]
        i, j = np.divmod(self._key, self._size)
        at_i, at_j = values[i], values[j]
        row = np.arange(len(i))
        a, b = best[i], best[j]
        lead, lag = at_i[row, a] - at_i[row, b], at_j[row, b] - at_j[row, a]
        t = lead / (lead + lag)
        there = at_i + t[:, None] * (at_j - at_i)
        there[row, a] = there[row, b] = -np.inf
        top = at_i[row, a] + t * (at_j[row, a] - at_i[row, a])
        self.single: npt.NDArray[np.bool_] = np.asarray((there <= top[:, None]).all(axis=1), dtype=np.bool_)
        self.at = points[i] + t[:, None] * (points[j] - points[i])
        self._many: dict[tuple[int, int], list[tuple[Floats, int]]] = {}
        for n in np.flatnonzero(~self.single):
            p, q = int(i[n]), int(j[n])
            self._many[p, q] = _walk(points[p], points[q], values[p], values[q])

    def plain_triangles(self, triangles: Ints) -> tuple[Floats, npt.NDArray[np.bool_]]:
        """Return the segments of triangles cut once on exactly two edges, and which triangles those are."""
        rows = np.column_stack([self._rows(triangles[:, [k, (k + 1) % 3]]) for k in range(3)])
        cut = rows >= 0
        plain = (cut.sum(axis=1) == 2) & np.where(cut, self.single[rows], True).all(axis=1)
        ends = rows[plain][cut[plain]].reshape(-1, 2)
        return self.at[ends], plain

    def _keys(self, pairs: Ints) -> Ints:
        """Return one number for each edge, whichever way it is walked."""
        keys: Ints = pairs.min(axis=1) * self._size + pairs.max(axis=1)
        return keys

    def _rows(self, pairs: Ints) -> Ints:
        key = self._keys(pairs)
        place = np.minimum(np.searchsorted(self._key, key), len(self._key) - 1)
        return np.where(self._key[place] == key, place, -1)

    def along(self, p: int, q: int, best: Ints) -> list[tuple[Floats, int]]:
        """Return the cuts from vertex p to vertex q: each point, and the function that is greatest after it."""
        low, high = min(p, q), max(p, q)
        row = int(self._rows(np.array([[low, high]]))[0])
        if row < 0:
            return []
        cuts = self._many.get((low, high)) or [(self.at[row], int(best[high]))]
        if p == low:
            return cuts
        before = [int(best[low]), *(label for _, label in cuts[:-1])]
        return [(point, label) for (point, _), label in zip(reversed(cuts), reversed(before), strict=True)]


def _walk(start: Floats, end: Floats, at_start: Floats, at_end: Floats) -> list[tuple[Floats, int]]:
    """Follow the greatest of several linear functions along an edge."""
    cuts = []
    now, t = int(at_start.argmax()), 0.0
    last = int(at_end.argmax())
    slope = at_end - at_start
    while now != last:
        gain = slope - slope[now]
        with np.errstate(divide="ignore", invalid="ignore"):
            reach = np.where(gain > 0, (at_start[now] - at_start) / gain, np.inf)
        reach[now] = np.inf
        then = int(np.argmin(np.where(reach >= t, reach, np.inf)))
        t, now = float(reach[then]), then
        cuts.append((start + t * (end - start), now))
    return cuts


def _cut_triangle(
    corners: Ints, points: Floats, values: Floats, best: Ints, cuts: _EdgeCuts
) -> list[tuple[Floats, Floats]]:
    """Cut one triangle of three or more parts: parts between the same neighbour are cut off, the rest meet in a hub."""
    around: list[tuple[Floats, int]] = []
    for k in range(3):
        around += cuts.along(int(corners[k]), int(corners[(k + 1) % 3]), best)
    segments: list[tuple[Floats, Floats]] = []
    n = 0
    while len(around) > 2 and n < len(around):
        # arc n runs from cut n to cut n + 1; it is cut off when the arcs before and behind it are of one function
        after = (n + 1) % len(around)
        if around[n - 1][1] == around[after][1]:
            segments.append((around[n][0], around[after][0]))
            around = [around[m] for m in range(len(around)) if m not in {n, after}]
            n = 0
        else:
            n += 1
    if len(around) == 2:
        return [*segments, (around[0][0], around[1][0])]
    if around:
        hub = _hub(points[corners], values[corners], around)
        segments += [(point, hub) for point, _ in around]
    return segments


def _hub(corners: Floats, values: Floats, around: list[tuple[Floats, int]]) -> Floats:
    """Return where three functions are equal, or the middle of the cuts when that is not inside."""
    labels = sorted({label for _, label in around})
    if len(labels) == 3:
        a, b, c = (values[:, label] for label in labels)
        system = np.vstack([a - b, a - c, np.ones(3)])
        if abs(np.linalg.det(system)) > TIE:
            share = np.linalg.solve(system, np.array([0.0, 0.0, 1.0]))
            if (share > 0).all():
                return np.asarray(share @ corners)
    return np.asarray(np.mean([point for point, _ in around], axis=0))
