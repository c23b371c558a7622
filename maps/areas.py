"""Areas of control from places: by side, then by actor, with doubtful strips and what is too far from any evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

import numpy as np
import numpy.typing as npt
import shapely
from scipy.spatial import KDTree
from shapely.geometry.base import BaseGeometry

from maps.evidence import Evidence
from maps.field import FieldPartition, Surface
from maps.mesh import median_edge, median_spacing
from maps.mosaic import Mosaic
from maps.regions import Region
from maps.schema import AreaState
from maps.tiling import Tiles
from maps.voronoi import VoronoiPartition

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]

NEAREST_CAP_KM = 60.0
FARTHEST_CAP_KM = 180.0
CAP_SPACINGS = 3.0
FEW = 4  # held spots, below which their distances tell nothing of how far one may see
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
class Parts:
    """Connected parts of areas in metres: polygon, actor's number (-1: nobody known) and state of each."""

    shapes: npt.NDArray[np.object_]
    actor: Ints
    state: tuple[AreaState, ...]
    evidence: Evidence = field(repr=False)


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
        self._mosaic: Mosaic | None = None

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
            self._surface = Surface(vertices, bounds, self.region.flat_lakes)
        if last is None or not np.array_equal(last.evidence.held, evidence.held):
            self._covered = _covered(evidence.held, self.region.flat, self._cap_m(evidence.held))
        if self._mosaic is None or not np.array_equal(self._mosaic.places, evidence.at):
            smallest = (CRUMB * median_spacing(evidence.at, bounds)) ** 2
            tolerance = float(np.clip(DRAWING * np.sqrt(self.region.flat.area), *DRAWING_M))
            self._mosaic = Mosaic(self.region.flat, evidence.at, smallest, tolerance)
        self._drawn = self._tiled(evidence, self._mosaic)
        return self._drawn

    def _cap_m(self, held: Floats) -> float:
        """Return how far from the nearest held place anything is said, in metres."""
        if self.max_km is not None:
            return self.max_km * 1000
        if len(held) < FEW:
            return NEAREST_CAP_KM * 1000
        on_all = self._surface is not None and self._surface.stands_on(held)
        edge = self._surface.mesh.spacing if self._surface and on_all else median_edge(held, self.region.flat.bounds)
        return float(np.clip(CAP_SPACINGS * edge, NEAREST_CAP_KM * 1000, FARTHEST_CAP_KM * 1000))

    def _tiled(self, evidence: Evidence, mosaic: Mosaic) -> Parts:
        covered, flat = self._covered, self.region.flat
        partition: Partition
        if self._surface is not None:
            partition = FieldPartition(self._surface, evidence.shares, evidence.weights, evidence.sides)
        else:
            partition = VoronoiPartition(evidence.at, evidence.shares, flat.bounds)

        def label(points: Floats) -> Ints:
            actor, doubtful = partition.at(points)
            number: Ints = 2 * actor + 1 + doubtful
            if covered is not None:
                number[~shapely.contains_xy(covered, points[:, 0], points[:, 1])] = 0
            return number

        tiles = mosaic.draw(partition.lines(), [] if covered is None else [covered.boundary], label)
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
