"""What areas are drawn from: who holds each spot, and how much that counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from geo.actors import Actors
from geo.model import FeatureClass
from maps.control import Control
from maps.regions import Region
from maps.schema import PlaceState

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]
Points = npt.NDArray[np.int64]

CERTAINTY = 3.0  # power of a weight above 1: a lone place of weight 2 mostly lives amid others, one of 4 always
SPLIT = 0.5  # share that one side must exceed on a spot to hold it
WIDE = 2**32  # metres: a number of this kind for x beside y, so that a spot is one number and sorts as its point does


@dataclass(frozen=True, eq=False)
class Evidence:
    """What areas are drawn from: each spot once, in metres of the region's projection, in the order of coordinates.

    `shares` says which actor (column) holds each; a contested place is shared by two. `weights` are powers of the
    weights of places (see CERTAINTY), added up where several lie on one spot. `open` are other spots, of places whose
    holder is not known: what lies amid them is doubtful.
    """

    at: Floats
    shares: Floats
    weights: Floats
    open: Floats
    actors: tuple[str, ...]
    sides: tuple[str, ...]

    @cached_property
    def held(self) -> Floats:
        """The spots of one side alone: a contested town tells of doubt around it, and shows nobody's ground."""
        columns = [[n for n, own in enumerate(self.sides) if own == side] for side in sorted(set(self.sides))]
        most = [self.shares[:, members].sum(axis=1) for members in columns]
        spots: Floats = self.at[np.max([*most, np.zeros(len(self.at))], axis=0) > SPLIT]
        return spots

    def key(self) -> bytes:
        """Return what the geometry depends on."""
        names = "\n".join([*self.actors, "", *self.sides]).encode()
        return b"\0".join([names, *(a.tobytes() for a in (self.at, self.shares, self.weights, self.open))])


class Gatherer:
    """Gathers the evidence of day after day; only places whose control changed are looked at again.

    Parameters
    ----------
    actors
        Sides and their relations.
    region
        What is drawn.
    reach
        How far outside the bounds of the region places still count, in metres.
    """

    def __init__(self, actors: Actors, region: Region, reach: float) -> None:
        self._actors = actors
        self._region = region
        self._reach = reach
        self._table = _Table((), np.empty((0, 2)), np.empty(0, dtype=bool))

    def gather(self, controls: Sequence[Control]) -> Evidence:
        """Return the evidence of the places whose holder is known.

        A side that holds no town or village, only bases or other sites, holds no ground: a garrison on foreign ground.
        """
        table = self._updated(controls)
        codes = tuple(table.codes)
        sides = [self._actors.side(name) for name in codes]
        numbers = {side: n for n, side in enumerate(sorted(set(sides)))}
        side = np.array([numbers[own] for own in sides], dtype=np.intp)
        settled = np.unique(side[table.holder[(table.holder >= 0) & table.populated]])
        known = table.holder >= 0
        known[known] = np.isin(side[table.holder[known]], settled)
        inside = known & (table.inside >= 0)
        present = {*table.holder[known].tolist(), *table.inside[inside].tolist()}
        order = sorted(present, key=lambda code: (sides[code], codes[code]))
        names, own = tuple(codes[code] for code in order), tuple(sides[code] for code in order)
        column = np.zeros(len(codes), dtype=np.intp)
        column[order] = np.arange(len(order))
        spots, weights, shares = _added_up(table, known & table.near, column, len(order))
        free = np.setdiff1d(table.spots[table.open & table.near], spots)
        return Evidence(_points(spots), shares, weights, _points(free), names, own)

    def _updated(self, controls: Sequence[Control]) -> _Table:
        """Return the table of controls: that of the last ones, put right where they differ."""
        changed = changes(controls, self._table.controls)
        if len(changed) == len(controls):
            at = np.round(self._region.flatten(np.array([c.place.at for c in controls]).reshape(-1, 2)))
            west, south, east, north = self._region.flat.bounds
            low, high = np.array([west, south]) - self._reach, np.array([east, north]) + self._reach
            near: Bools = np.asarray(((at >= low) & (at <= high)).all(axis=1), dtype=np.bool_)
            self._table = _Table(controls, np.where(near[:, None], at, 0.0), near)
        for n in changed:
            self._table.enter(n, controls[n])
        self._table.controls = controls
        return self._table


def changes(controls: Sequence[Control], last: Sequence[Control]) -> list[int]:
    """Return which controls are others than the last ones; all, where they are not of the same places."""
    if len(controls) == len(last):
        other = [n for n, (a, b) in enumerate(zip(controls, last, strict=True)) if a is not b]
        if all(controls[n].place is last[n].place for n in other):
            return other
    return list(range(len(controls)))


class _Table:
    """Columns of what matters here of each control: holder and who else is inside (-1: nobody), as numbers of codes."""

    def __init__(self, controls: Sequence[Control], at: Floats, near: Bools) -> None:
        count = len(controls)
        self.controls = controls
        self.codes: dict[str, int] = {}
        self.near = near
        self.spots = at[:, 0].astype(np.int64) * WIDE + at[:, 1].astype(np.int64)
        self.holder: Ints = np.full(count, -1)
        self.inside: Ints = np.full(count, -1)
        self.weight: Floats = np.zeros(count)
        self.populated: Bools = np.array(
            [c.place.feature_class is FeatureClass.POPULATED for c in controls], dtype=bool
        )
        self.open: Bools = np.zeros(count, dtype=bool)

    def enter(self, n: int, control: Control) -> None:
        """Put right what is said of one place."""
        known = control.state is not PlaceState.UNKNOWN and control.actor is not None
        contested = known and control.state is PlaceState.CONTESTED
        self.holder[n] = self._code(control.actor) if known else -1
        self.inside[n] = self._code(control.rival) if contested else -1
        self.weight[n] = max(control.weight, control.weight**CERTAINTY)
        self.open[n] = control.state is PlaceState.UNKNOWN and self.populated[n]

    def _code(self, actor: str | None) -> int:
        return -1 if actor is None else self.codes.setdefault(actor, len(self.codes))


def _added_up(table: _Table, known: Bools, column: Ints, count: int) -> tuple[Points, Floats, Floats]:
    """Return the spots of known places, with the weight and the shares of `count` actors on each."""
    spots, where = np.unique(table.spots[known], return_inverse=True)
    weight, holder, inside = table.weight[known], table.holder[known], table.inside[known]
    shared = inside >= 0
    cell = np.concatenate([where * count + column[holder], where[shared] * count + column[inside[shared]]])
    given = np.concatenate([np.where(shared, weight / 2, weight), weight[shared] / 2])
    total: Floats = np.bincount(where, weight, len(spots)).astype(np.float64)
    mixed = np.bincount(cell, given, len(spots) * count).reshape(len(spots), count)
    return spots, total, mixed / np.maximum(total, 1e-12)[:, None]


def _points(spots: Points) -> Floats:
    """Return the points of spots, each a whole x * WIDE + y in metres, shape (n, 2)."""
    x = np.floor_divide(spots + WIDE // 2, WIDE)
    return np.column_stack([x, spots - x * WIDE]).astype(np.float64)
