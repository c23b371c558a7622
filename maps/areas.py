"""Areas of control from places: by side, then by actor, with doubtful strips and what is too far from any evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt
import shapely
from scipy.spatial import KDTree
from shapely.geometry.base import BaseGeometry

from geo.actors import Actors
from geo.model import FeatureClass
from maps.control import Control
from maps.field import FieldPartition, Surface
from maps.mesh import median_edge, median_spacing
from maps.regions import Region
from maps.schema import AreaState, PlaceState
from maps.tiling import Tiles, simplified, tile, without_crumbs
from maps.voronoi import VoronoiPartition

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]

NEAREST_CAP_KM = 60.0
FARTHEST_CAP_KM = 180.0
CAP_SPACINGS = 3.0
FEW = 4  # held spots, below which their distances tell nothing of how far one may see
CERTAINTY = 3.0  # power of a weight above 1: a lone place of weight 2 mostly lives amid others, one of 4 always
SPLIT = 0.5  # share that one side must exceed on a spot to hold it
CRUMB = 0.1  # of the spacing: side of the smallest part kept that holds no place
DRAWING = 2e-4  # of the width of the region: tolerance of the simplification, between the two bounds below
DRAWING_M = (5.0, 500.0)


class Method(StrEnum):
    """How areas are drawn: the default interpolation, or each spot to its nearest place."""

    FIELD = "field"
    VORONOI = "voronoi"


class Partition(Protocol):
    """A division of the plane among actors."""

    def lines(self) -> list[Floats]:
        """Return segments, shape (s, 2, 2), along which the answer of `at` changes."""

    def at(self, points: Floats) -> tuple[Ints, npt.NDArray[np.bool_]]:
        """Return the actor's number at points, shape (n, 2), and where that is doubtful."""


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


@dataclass(frozen=True, eq=False)
class Parts:
    """Connected parts of areas in metres: polygon, actor's number (-1: nobody known) and state of each."""

    shapes: npt.NDArray[np.object_]
    actor: Ints
    state: tuple[AreaState, ...]
    evidence: Evidence = field(repr=False)


def gather(controls: Sequence[Control], actors: Actors, region: Region, reach: float) -> Evidence:
    """Return the evidence of places whose holder is known, up to `reach` metres outside the region's bounds.

    A side that holds no town or village, only bases or other sites, holds no ground: a garrison on foreign ground.
    """
    known = [c for c in controls if c.actor is not None and c.state is not PlaceState.UNKNOWN]
    unknown = [c for c in controls if c.state is PlaceState.UNKNOWN and c.place.feature_class is FeatureClass.POPULATED]
    settled = {actors.side(str(c.actor)) for c in known if c.place.feature_class is FeatureClass.POPULATED}
    known = [c for c in known if actors.side(str(c.actor)) in settled]
    names = sorted({n for c in known for n in (c.actor, _inside(c)) if n}, key=lambda n: (actors.side(n), n))
    column = {name: n for n, name in enumerate(names)}
    if not known:
        return Evidence(np.empty((0, 2)), np.empty((0, 0)), np.empty(0), np.empty((0, 2)), (), ())
    at = _spots(known, region)
    shares = np.zeros((len(known), len(names)))
    for n, control in enumerate(known):
        for name in {control.actor, _inside(control)} - {None}:
            shares[n, column[str(name)]] = 0.5 if _inside(control) else 1.0
    weights = np.array([max(c.weight, c.weight**CERTAINTY) for c in known])
    near = _within(at, region, reach)
    spots, which = np.unique(at[near], axis=0, return_inverse=True)
    total = np.zeros(len(spots))
    mixed = np.zeros((len(spots), len(names)))
    np.add.at(total, which.ravel(), weights[near])
    np.add.at(mixed, which.ravel(), shares[near] * weights[near][:, None])
    free = _spots(unknown, region)
    free = np.array(sorted({*map(tuple, free[_within(free, region, reach)])} - {*map(tuple, spots)})).reshape(-1, 2)
    sides = tuple(actors.side(name) for name in names)
    return Evidence(spots, mixed / np.maximum(total, 1e-12)[:, None], total, free, tuple(names), sides)


def _spots(controls: Sequence[Control], region: Region) -> Floats:
    return np.round(region.flatten(np.array([c.place.at for c in controls]).reshape(-1, 2)))


def _within(at: Floats, region: Region, reach: float) -> npt.NDArray[np.bool_]:
    west, south, east, north = region.flat.bounds
    low, high = np.array([west - reach, south - reach]), np.array([east + reach, north + reach])
    return np.asarray(((at >= low) & (at <= high)).all(axis=1), dtype=np.bool_)


def _inside(control: Control) -> str | None:
    """Return the second party inside a contested place."""
    return control.rival if control.state is PlaceState.CONTESTED else None


def cap_m(held: Floats, bounds: tuple[float, float, float, float], max_km: float | None) -> float:
    """Return how far from the nearest held place anything is said, in metres."""
    if max_km is not None:
        return max_km * 1000
    if len(held) < FEW:
        return NEAREST_CAP_KM * 1000
    return float(np.clip(CAP_SPACINGS * median_edge(held, bounds), NEAREST_CAP_KM * 1000, FARTHEST_CAP_KM * 1000))


class Painter:
    """Draws the areas of one region day after day; what does not change is not computed again.

    Parameters
    ----------
    region
        What is tiled.
    method
        `field`: a smooth random field conditioned on the places; `voronoi`: the nearest place.
    max_km
        Beyond this distance from any held place nothing is said; default three times the median edge of the Delaunay
        triangles between them, but 60 km at least and where they are fewer than four, and 180 km at most.
    """

    def __init__(self, region: Region, method: Method = Method.FIELD, max_km: float | None = None) -> None:
        self.region = region
        self.method = method
        self.max_km = max_km
        self._drawn: Parts | None = None
        self._surface: Surface | None = None
        self._covered: BaseGeometry | None = None

    def draw(self, evidence: Evidence) -> Parts:
        """Return the areas that tile the region exactly."""
        last = self._drawn
        if last is not None and last.evidence.key() == evidence.key():
            return last
        if not len(evidence.held):
            shapes = np.array(self.region.flat.geoms, dtype=object)
            nothing = (AreaState.NO_DATA,) * len(shapes)
            self._drawn = Parts(shapes, np.full(len(shapes), -1), nothing, evidence)
            return self._drawn
        bounds = self.region.flat.bounds
        vertices = np.vstack([evidence.at, evidence.open])
        if self.method is Method.FIELD and (self._surface is None or not self._surface.stands_on(vertices)):
            self._surface = Surface(vertices, bounds)
        if last is None or not np.array_equal(last.evidence.held, evidence.held):
            self._covered = _covered(evidence.held, self.region.flat, cap_m(evidence.held, bounds, self.max_km))
        self._drawn = self._tiled(evidence)
        return self._drawn

    def _tiled(self, evidence: Evidence) -> Parts:
        covered, flat = self._covered, self.region.flat
        partition: Partition = VoronoiPartition(evidence.at, evidence.shares, flat.bounds)
        if self._surface is not None:
            partition = FieldPartition(self._surface, evidence.shares, evidence.weights, evidence.sides)

        def label(points: Floats) -> Ints:
            actor, doubtful = partition.at(points)
            number: Ints = 2 * actor + 1 + doubtful
            if covered is not None:
                number[~shapely.contains_xy(covered, points[:, 0], points[:, 1])] = 0
            return number

        tiles = tile(flat, partition.lines(), [] if covered is None else [covered.boundary], label)
        spacing = median_spacing(evidence.at, flat.bounds)
        tiles = without_crumbs(tiles, (CRUMB * spacing) ** 2, evidence.at)
        tiles = simplified(tiles, float(np.clip(DRAWING * np.sqrt(flat.area), *DRAWING_M)), evidence.at)
        return _parts(tiles, evidence)


def _parts(tiles: Tiles, evidence: Evidence) -> Parts:
    actor = np.where(tiles.labels > 0, (tiles.labels - 1) // 2, -1)
    doubtful = (tiles.labels > 0) & ((tiles.labels - 1) % 2 == 1)
    states = tuple(
        AreaState.NO_DATA if a < 0 else AreaState.UNCERTAIN if d else AreaState.HELD
        for a, d in zip(actor, doubtful, strict=True)
    )
    return Parts(tiles.shapes, actor, states, evidence)


def _covered(at: Floats, region: BaseGeometry, cap: float) -> BaseGeometry | None:
    """Return what lies within the cap of a place, or None when the whole region does."""
    west, south, east, north = region.bounds
    step = cap / 4
    x, y = np.meshgrid(np.arange(west, east + step, step), np.arange(south, north + step, step))
    grid = np.column_stack([x.ravel(), y.ravel()])
    tree = KDTree(at)
    bare = grid[tree.query(grid)[0] > cap - step * 0.75]
    if not len(bare):
        return None
    shapely.prepare(region)
    reach = shapely.dwithin(region, shapely.points(bare), step * 0.75)
    if not reach.any():
        return None
    discs = shapely.buffer(shapely.points(at), cap, quad_segs=12)
    covered: BaseGeometry = shapely.union_all(discs, grid_size=1.0)
    return None if shapely.covers(covered, region) else covered
