"""How probable each actor is at every vertex: a smooth random field conditioned on the places, as a sparse system.

First, for each actor the values x at the vertices minimise  x' Q x + sum of w / NOISE (x - y)² over places;  y is 1 at
the actor's places and 0 at others', w the weight of a place, and Q the precision of a Matérn field (smoothness 1, unit
variance) by linear finite elements: Lindgren, Rue and Lindström (2011), J. R. Stat. Soc. B 73, 423-498. It is kriging
with a nugget, at the cost of one sparse factorisation. The mean is equal shares of all sides, each shared equally by
its actors, so values of all actors sum to 1, and no side gains by having many names.

Then the sides' values are sharpened: one Newton step from there towards the field that best tells the sides apart by a
logistic law (Williams and Barber (1998), IEEE Trans. Pattern Anal. 20, 1342-1351). Places beside a front count for more
in its course than those far behind it. A place that its surroundings gainsay counts for little in that step, so that a
wrong label leaves no dent in a front nearby.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from maps.contours import envelope_lines, level_lines, without_ties
from maps.dissection import Dissection, Solver
from maps.mesh import Bounds, Ints, Mesh, build_mesh

Floats = npt.NDArray[np.float64]

# Chosen by benchmarks/areas.py: good with all places, with wrong labels, and with few places alike.
RANGE_SPACINGS = 20.0  # range of the field (correlation about 0.14) in median edges between places
RANGE_MOST_M = 400_000.0
NOISE = 0.2  # variance of the label of a place of weight 1, beside a field of variance 1
STEEPNESS = 5.0  # of the logistic law: how fast a lead of one side becomes certainty
GAINSAID = -0.3  # lead of a place's own side, below which its label is taken for wrong
GAINSAID_WEIGHT = 0.1  # factor on the weight of such a place
DOUBT = 0.3  # a side that leads by less is doubtful there
HALF = 0.5  # share of a place, above which one side holds it
NOBODY = 0.7  # weight of a place whose holder is not known
DRY: BaseGeometry = shapely.MultiPolygon()
DIGITS = 4  # to which values are rounded: what changes by less far from new evidence is not worked out again
OCTAVE = 2.0  # steps to a doubling, in which a place counts in its front: few, so that most stay what they were


class Surface:
    """The field over given places before their holders are known; lakes are polygons in metres."""

    def __init__(self, places: Floats, bounds: Bounds, lakes: BaseGeometry = DRY) -> None:
        self.mesh: Mesh = build_mesh(places, bounds, RANGE_SPACINGS, RANGE_MOST_M)
        prior = self.mesh.precision(self.mesh.wet(lakes))
        self._dissection = Dissection(prior.tocsr(), self.mesh.points)
        self._solvers: dict[str, Solver] = {}

    def stands_on(self, places: Floats) -> bool:
        """Whether the field is one over exactly these places."""
        return np.array_equal(self.mesh.points[: self.mesh.places], places)

    def solve(self, shares: Floats, weights: Floats, mean: Floats, use: str = "known") -> Floats:
        """Return the value of each actor at each vertex, shape (vertices, actors).

        Parameters
        ----------
        shares
            Shape (places, actors): 1 for the holder of a place, 0 for others; rows sum to 1.
        weights
            Shape (places,); a place of weight 0 says nothing.
        mean
            Shape (actors,), with the sum 1: the values far from all places.
        use
            A name for the question: it is answered from the last answer under that name, as far as that still holds.
        """
        sure = self._at_vertices(weights) / NOISE
        target = np.zeros((len(sure), len(mean)))
        target[: self.mesh.places] = (shares - mean) * sure[: self.mesh.places, None]
        return self._conditioned(use, sure, target) + mean

    def sharpen(self, values: Floats, shares: Floats, weights: Floats) -> Floats:
        """Return values that tell the columns apart as a logistic law would, one Newton step from those given."""
        places = self.mesh.places
        leads = np.where(shares > HALF, _margins(values[:places]), 0.0).min(axis=1)
        weights = weights * np.where(leads < GAINSAID, GAINSAID_WEIGHT, 1.0)
        odds = np.exp(STEEPNESS * (values[:places] - values[:places].max(axis=1, keepdims=True)))
        likely = odds / odds.sum(axis=1, keepdims=True)
        near_front = (likely * (1 - likely)).max(axis=1)
        told = weights * 4 * STEEPNESS**2 * 2 ** (np.round(np.log2(near_front) * OCTAVE) / OCTAVE)
        mean: float = 1.0 / float(values.shape[1])
        sure = self._at_vertices(told)
        target = sure[:, None] * (values - mean)
        target[:places] += 2 * STEEPNESS * weights[:, None] * (shares - likely)
        return self._conditioned("sharpened", sure, target) + mean

    def _at_vertices(self, of_places: Floats) -> Floats:
        free = len(self.mesh.points) - self.mesh.places
        return np.append(of_places, np.zeros(free))

    def _conditioned(self, use: str, sure: Floats, target: Floats) -> Floats:
        solver = self._solvers.setdefault(use, Solver(self._dissection, DIGITS))
        return solver.solve(sure, target)


class FieldPartition:
    """The plane divided by the greatest side's value, each side's part by its greatest actor's.

    The places of the surface that `shares` and `weights` leave over at its end are those of unknown holders. They
    decide nothing, but pull towards equal shares where doubt is told: what lies amid them is doubtful.
    """

    def __init__(self, surface: Surface, shares: Floats, weights: Floats, sides: Sequence[str]) -> None:
        self.mesh = surface.mesh
        mean = equal_shares(sides)
        nobody = self.mesh.places - len(weights)
        shares = np.vstack([shares, np.tile(mean, (nobody, 1))])
        known = np.append(weights, np.zeros(nobody))
        values = surface.solve(shares, known, mean)
        self.values = without_ties(values)
        self.names = sorted(set(sides))
        self.members = [np.flatnonzero([side == name for side in sides]) for name in self.names]
        by_side, own = self._sums(values), self._sums(shares)
        self._shared = np.array([len(members) > 1 for members in self.members])
        self.by_side = without_ties(surface.sharpen(by_side, own, known) if len(self.names) > 1 else by_side)
        self.margin = _margins(self.by_side)
        if nobody:
            pulled = surface.solve(shares, np.append(weights, np.full(nobody, NOBODY)), mean, "pulled")
            lost = _margins(by_side) - _margins(self._sums(pulled))
            self.margin = self.margin - np.maximum(lost, 0.0)

    def _sums(self, values: Floats) -> Floats:
        return np.column_stack([values[:, members].sum(axis=1) for members in self.members])

    def lines(self) -> list[Floats]:
        """Return the segments between sides, between actors of a side, and around what is doubtful."""
        points, best = self.mesh.points, self.by_side.argmax(axis=1)
        sure = np.where(self.margin[np.arange(len(best)), best] > DOUBT, best, -1)[self.mesh.triangles]
        whole = (sure[:, 0] >= 0) & (sure[:, 0] == sure[:, 1]) & (sure[:, 0] == sure[:, 2])
        triangles = self.mesh.triangles[~whole | self._shared[sure[:, 0]]]
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


def equal_shares(sides: Sequence[str]) -> Floats:
    """Return the share of each actor when all sides have the same, given the side of each.

    >>> equal_shares(["A", "B", "B"]).tolist()
    [0.5, 0.25, 0.25]
    """
    count = Counter(sides)
    return np.array([1 / (len(count) * count[side]) for side in sides])


def _margins(values: Floats) -> Floats:
    """Return by how much each column exceeds the greatest other one; a lone column by 1."""
    if values.shape[1] == 1:
        return np.ones(values.shape)
    ordered = np.sort(values, axis=1)
    top, second = ordered[:, -1:], ordered[:, -2:-1]
    return values - np.where(values == top, second, top)
