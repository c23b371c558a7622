"""How knowledge of places wears: what was known before the ground around them changed hands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise

import numpy as np
from scipy.spatial import KDTree

from geo.actors import Actors
from geo.model import Place
from geo.places_apart import EARTH_KM
from maps.steps import OWN_WEIGHT, Step

NEARBY_KM = 20.0  # ground lost this near makes older knowledge of a place less sure
RADIUS = NEARBY_KM / EARTH_KM
STALE = 0.85  # factor on the confidence for each place lost nearby since, up to STALE_LIMIT of them
STALE_LIMIT = 4
WORN = (1.0, 0.5, 0.5, 0.25)  # of the weight of a place after none, one, ... lost nearby; few steps, so that most days
# change nothing
OVERRUN = 0.02  # of the weight of a place amid what its enemies took: enough where nothing else is known
OVERRUN_CONFIDENCE = 0.5
ENCLOSING = np.pi  # a place lies amid others when no gap between their bearings is wider


@dataclass(frozen=True, slots=True)
class Move:
    """A place that changed hands on a day: who lost it and who has it since, as sides, "" for nobody known."""

    day: date
    place: int
    loser: str
    taker: str


@dataclass(frozen=True, eq=False)
class Wear:
    """What happened near each place, to tell how far older knowledge of it still holds."""

    places: Sequence[Place] = field(repr=False)
    moves: tuple[tuple[Move, ...], ...] = field(repr=False)
    tree: KDTree = field(repr=False)

    @cached_property
    def _near(self) -> dict[int, list[int]]:
        return {}

    def near(self, n: int) -> list[int]:
        """Return the other places within 20 km of a place."""
        if n not in self._near:
            self._near[n] = [k for k in self.tree.query_ball_point(self.tree.data[n], RADIUS) if k != n]
        return self._near[n]

    def lost_since(self, n: int, step: Step, side: str, day: date) -> int:
        """Count the losses of the side of a place within 20 km since the last word of it, up to a day."""
        return sum(1 for m in self.moves[n] if step.day < m.day <= day and m.taker != side and m.loser in {side, ""})

    def amid(self, n: int, sides: Sequence[str], enemies: frozenset[str]) -> bool:
        """Whether a place lies amid places held by enemies: within the convex hull of those within 20 km."""
        at = self.places[n].at
        others = [self.places[k].at for k in self.near(n) if sides[k] in enemies]
        east = [(lonlat.lon - at.lon) * np.cos(np.radians(at.lat)) for lonlat in others]
        bearings = np.sort(np.arctan2([lonlat.lat - at.lat for lonlat in others], east))
        return len(bearings) > 2 and float(np.diff(np.append(bearings, bearings[0] + 2 * np.pi)).max()) < ENCLOSING


def weight_left(step: Step, lost: int, amid: bool) -> float:
    """Return how much a place still counts; reports of its own keep it up but amid enemies, a siege even there."""
    if not lost or step.besieged:
        return step.weight
    if amid:
        return OVERRUN * min(step.weight, 1.0)
    return step.weight if step.weight >= OWN_WEIGHT else step.weight * WORN[min(lost, len(WORN) - 1)]


def confidence_left(lost: int, amid: bool) -> float:
    """Return the factor on the confidence of a place."""
    return STALE ** min(lost, STALE_LIMIT) * (OVERRUN_CONFIDENCE if lost and amid else 1.0)


def wear_of(places: Sequence[Place], steps: Sequence[tuple[Step, ...]], actors: Actors) -> Wear:
    """Return the wear of places from their steps, as ground changed hands."""
    changes = [
        Move(step.day, n, *(actors.side(s.actor) if s.actor else "" for s in (before, step)))
        for n, of_place in enumerate(steps)
        for before, step in pairwise(of_place)
        if (before.state, before.actor, before.rival) != (step.state, step.actor, step.rival)
    ]
    found: list[list[Move]] = [[] for _ in places]
    tree = _on_globe(places)
    for move in changes:
        for other in tree.query_ball_point(tree.data[move.place], RADIUS):
            if other != move.place:
                found[other].append(move)
    ordered = tuple(tuple(sorted(moves, key=lambda m: (m.day, m.place))) for moves in found)
    return Wear(places, ordered, tree)


def _on_globe(places: Sequence[Place]) -> KDTree:
    lon, lat = np.radians(np.array([place.at for place in places]).reshape(-1, 2)).T
    return KDTree(np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)]))
