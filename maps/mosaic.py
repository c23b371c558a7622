"""A region tiled block by block, so that a change asks only for the blocks that it touches."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from maps.tiling import Shapes, Spots, Tiles, connected, joined, ordered, simplified, tile, without_crumbs

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
Label = Callable[[Floats], Ints]

BLOCK = 300.0  # places in a block, on average
APART_M = 1.0  # lines no nearer to a block do not matter in it


@dataclass
class _Block:
    """The part of a region in one cell of a grid, with what was drawn in it last.

    `inside` are points in the faces that its lines made, `labels` what those were; together with the lines they say
    whether the tiles still hold.
    """

    shape: BaseGeometry
    frame: Floats
    spots: Spots
    lines: Floats
    inside: Floats
    labels: Ints
    tiles: Tiles


class Mosaic:
    """Tiles a region day after day; a block whose lines and labels are what they were is not tiled again.

    Both blocks at an edge see all lines near it, and their vertices lie on one grid, so that they cut the edge at the
    same points: the result is the same whichever blocks were tiled before.

    Parameters
    ----------
    region
        Polygons on the grid of `maps.regions.GRID_M`.
    places
        Shape (n, 2) in metres: none changes its polygon when edges are simplified.
    smallest_m2
        Area of the smallest part kept that holds no place.
    tolerance
        Of the simplification, in metres.
    """

    def __init__(self, region: BaseGeometry, places: Floats, smallest_m2: float, tolerance: float) -> None:
        self.places = places
        self._region = region
        self._smallest = smallest_m2
        self._tolerance = tolerance
        self._spots = Spots(places)
        self._side = np.ceil(np.sqrt(region.area * BLOCK / len(places)))
        self._corner = np.floor(np.array(region.bounds[:2]))
        self._blocks = self._cut()
        self._parts: dict[int, tuple[Shapes, Shapes]] = {}

    def draw(self, lines: Sequence[Floats], outlines: Sequence[BaseGeometry], label: Label) -> Tiles:
        """Cut the region along lines and outlines, and join what has one label; see `maps.tiling.tile`."""
        segments = np.concatenate([np.empty((0, 2, 2)), *lines, *(_segments(outline) for outline in outlines)])
        cells = self._cells_of(segments)
        stale: list[tuple[_Block, Shapes]] = []
        known = _labels(label, [block.inside for block in self._blocks.values()])
        for (cell, block), labels in zip(self._blocks.items(), known, strict=True):
            own = segments[cells.get(cell, [])]
            if not np.array_equal(own, block.lines):
                block.lines = own
                faces, block.inside = tile(block.shape, own)
                stale.append((block, faces))
            elif not np.array_equal(labels, block.labels):
                stale.append((block, tile(block.shape, own)[0]))
        found = _labels(label, [block.inside for block, _ in stale])
        for (block, faces), block.labels in zip(stale, found, strict=True):
            tiles = without_crumbs(joined(faces, block.labels), self._smallest, block.spots, block.frame)
            block.tiles = simplified(tiles, self._tolerance, block.spots)
        drawn = [block.tiles for block in self._blocks.values()]
        tiles = self._joined(np.concatenate([t.shapes for t in drawn]), np.concatenate([t.labels for t in drawn]))
        return without_crumbs(tiles, self._smallest, self._spots)

    def _joined(self, shapes: Shapes, labels: Ints) -> Tiles:
        """Join what has one label; of a label whose pieces are those of the last time, the parts are too."""
        parts: dict[int, tuple[Shapes, Shapes]] = {}
        for value in np.unique(labels).tolist():
            pieces = shapes[labels == value]
            last = self._parts.get(value)
            same = last is not None and len(last[0]) == len(pieces) and (last[0] == pieces).all()
            parts[value] = last if last is not None and same else (pieces, connected(pieces))
        self._parts = parts
        return ordered({value: found for value, (_, found) in parts.items()})

    def _cut(self) -> dict[tuple[int, int], _Block]:
        """Cut the region along the grid."""
        west, south, east, north = self._region.bounds
        x = np.arange(self._corner[0], east, self._side)[1:]
        y = np.arange(self._corner[1], north, self._side)[1:]
        upright = [[(at, south - 1), (at, north + 1)] for at in x]
        level = [[(west - 1, at), (east + 1, at)] for at in y]
        faces, inside = tile(self._region, np.array([*upright, *level]).reshape(-1, 2, 2))
        found: dict[tuple[int, int], list[shapely.Polygon]] = {}
        for face, cell in zip(faces, self._cell(inside).tolist(), strict=True):
            found.setdefault((cell[0], cell[1]), []).append(face)
        own: dict[tuple[int, int], list[int]] = {}
        for n, (column, row) in enumerate(self._cell(self.places).tolist()):
            own.setdefault((column, row), []).append(n)
        blocks = {}
        for cell, shapes in sorted(found.items()):
            low = self._corner + np.array(cell) * self._side
            spots = Spots(self.places[own.get(cell, [])])
            nothing = Tiles(np.empty(0, dtype=object), np.empty(0, dtype=np.intp))
            blocks[cell] = _Block(
                shapely.MultiPolygon(shapes),
                np.array([low, low + self._side]),
                spots,
                np.full((1, 2, 2), np.nan),
                np.empty((0, 2)),
                np.empty(0, dtype=np.intp),
                nothing,
            )
        return blocks

    def _cell(self, points: Floats) -> Ints:
        cell: Ints = np.floor((points - self._corner) / self._side).astype(np.intp)
        return cell

    def _cells_of(self, segments: Floats) -> dict[tuple[int, int], Ints]:
        """Return the numbers of the segments in or near each cell, in order."""
        last = self._cell(np.array(self._region.bounds[2:]))
        low = np.maximum(self._cell(segments.min(axis=1) - APART_M), 0)
        high = np.minimum(self._cell(segments.max(axis=1) + APART_M), last)
        wide, tall = np.max(high - low, axis=0, initial=0).tolist()
        found = [np.empty((0, 3), dtype=np.intp)]
        for step in itertools.product(range(wide + 1), range(tall + 1)):
            number = np.flatnonzero((low + step <= high).all(axis=1))
            found.append(np.column_stack([low[number] + step, number]))
        rows = np.concatenate(found)
        rows = rows[np.lexsort(rows.T[::-1])]
        starts = np.flatnonzero((np.diff(rows[:, :2], axis=0) != 0).any(axis=1)) + 1
        return {(int(part[0, 0]), int(part[0, 1])): part[:, 2] for part in np.split(rows, starts) if len(part)}


def _labels(label: Label, inside: Sequence[Floats]) -> list[Ints]:
    """Answer several groups of points at once."""
    if not inside:
        return []
    points = np.concatenate([np.empty((0, 2)), *inside])
    labels = label(points) if len(points) else np.empty(0, dtype=np.intp)
    return np.split(labels, np.cumsum([len(group) for group in inside])[:-1])


def _segments(outline: BaseGeometry) -> Floats:
    """Return the segments of a line or of lines."""
    points, part = shapely.get_coordinates(shapely.get_parts(outline), return_index=True)
    same = part[:-1] == part[1:]
    return np.stack([points[:-1][same], points[1:][same]], axis=1)
