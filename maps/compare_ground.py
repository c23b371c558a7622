"""Ground by who held it before and who holds it after, laid over each other in an equal-area projection."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import SnapshotError
from maps.frames import frame_of
from maps.schema import WGS84, AreaState

Shapes = npt.NDArray[np.object_]
Pieces = dict[tuple[str, str], BaseGeometry]

NO_DATA = AreaState.NO_DATA.value
KM2_DIGITS = 3
SLIVER_M = 1.0  # half the width of the widest strip that counts as rounding
GROUND_COLUMNS = ("from", "to", "km2", "geometry")


class Extent(TypedDict):
    """Area of an actor on both days, and what it gained and lost, in km²; of that, what had or has no data."""

    km2_from: float
    km2_to: float
    gained_km2: float
    lost_km2: float
    net_km2: float
    gained_from_no_data_km2: float
    lost_to_no_data_km2: float


class Pair(TypedDict("Pair", {"from": str, "to": str})):
    """Area that passed from one holder to another, in km²."""

    km2: float


class Agreement(TypedDict):
    """Ground whose holder is the same in both, of the ground of which both say a holder."""

    same_km2: float
    both_km2: float
    share: float | None


@dataclass(frozen=True, eq=False, kw_only=True)
class Ground:
    """Pieces by their holders before and after, in metres of `crs`, and their rounded km²; slivers count as stayed."""

    pieces: Pieces
    km2: Mapping[tuple[str, str], float]
    slivers_km2: float
    crs: str

    def extents(self) -> dict[str, Extent]:
        """Add up the rounded pairs, so that each actor's figures balance as printed."""
        return {holder: self._extent(holder) for holder in sorted({holder for pair in self.km2 for holder in pair})}

    def _extent(self, holder: str) -> Extent:
        gained = {a: v for (a, b), v in self.km2.items() if b == holder != a}
        lost = {b: v for (a, b), v in self.km2.items() if a == holder != b}
        stayed = self.km2.get((holder, holder), 0.0)
        return Extent(
            km2_from=_cut(stayed + sum(lost.values())),
            km2_to=_cut(stayed + sum(gained.values())),
            gained_km2=_cut(sum(gained.values())),
            lost_km2=_cut(sum(lost.values())),
            net_km2=_cut(sum(gained.values()) - sum(lost.values())),
            gained_from_no_data_km2=_cut(gained.get(NO_DATA, 0.0)),
            lost_to_no_data_km2=_cut(lost.get(NO_DATA, 0.0)),
        )

    def pairs(self) -> tuple[Pair, ...]:
        """Return the pairs of holders between which ground changed, in their order."""
        return tuple(Pair({"from": a, "to": b, "km2": v}) for (a, b), v in self.km2.items() if a != b and v > 0)

    def agreement(self) -> Agreement:
        """Return on how much of what both know they say the same."""
        both = {pair: v for pair, v in self.km2.items() if NO_DATA not in pair}
        same = sum(v for (a, b), v in both.items() if a == b)
        total = sum(both.values())
        return Agreement(
            same_km2=_cut(same),
            both_km2=_cut(total),
            share=round(same / total, 5) if total else None,
        )

    def frame(self) -> gpd.GeoDataFrame:
        """Return a row for each pair (from = to where ground stayed) with `km2`, in WGS 84."""
        kept = [pair for pair, v in self.km2.items() if v > 0]
        rows: list[dict[str, object]] = [{"from": a, "to": b, "km2": self.km2[a, b]} for a, b in kept]
        shapes = np.empty(len(kept), dtype=object)
        shapes[:] = [self.pieces[pair] for pair in kept]
        flat = frame_of(rows, GROUND_COLUMNS, shapes).set_crs(self.crs, allow_override=True)
        return flat.to_crs(WGS84)


def _cut(km2: float) -> float:
    return round(float(km2), KM2_DIGITS)


def ground_between(before: gpd.GeoDataFrame, after: gpd.GeoDataFrame, crs: str) -> Ground:
    """Lay the areas of two snapshots over each other in an equal-area projection.

    Ground that only one of them covers counts as `no_data` in the other.
    """
    earlier, later = by_holder(before, crs), by_holder(after, crs)
    pieces, slivers = _without_slivers(_overlay(earlier, later))
    km2 = {pair: round(float(shape.area) / 1e6, KM2_DIGITS) for pair, shape in pieces.items()}
    return Ground(pieces=pieces, km2=km2, slivers_km2=round(slivers / 1e6, KM2_DIGITS), crs=crs)


def centred(shapes: Iterable[BaseGeometry]) -> str:
    """Return a Lambert azimuthal equal-area projection centred on shapes in degrees.

    Raises
    ------
    SnapshotError
        There are none.
    """
    found = list(shapes)
    if not found:
        msg = "compare: neither snapshot has an area; give snapshots of a region"
        raise SnapshotError(msg)
    lon, lat = np.radians(shapely.get_coordinates(shapely.centroid(shapely.get_parts(found)))).T
    middle = np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)]).mean(axis=1)
    east, north = np.degrees([np.arctan2(middle[1], middle[0]), np.arctan2(middle[2], np.hypot(*middle[:2]))])
    return f"+proj=laea +lat_0={north:.1f} +lon_0={east:.1f} +datum=WGS84 +units=m +no_defs"


def holders_of(areas: gpd.GeoDataFrame) -> npt.NDArray[np.object_]:
    """Return who holds each area: an actor's code or `no_data`."""
    held = areas["actor"].where(areas["state"] != NO_DATA, NO_DATA).fillna(NO_DATA)
    return np.asarray(held.to_numpy(), dtype=object)


def by_holder(areas: gpd.GeoDataFrame, crs: str) -> dict[str, BaseGeometry]:
    """Return the ground of each holder as one shape in metres of a projection."""
    flat = areas.geometry.to_crs(crs).to_numpy()
    bad = np.flatnonzero(~shapely.is_valid(flat))
    flat[bad] = shapely.make_valid(flat[bad])
    holders = holders_of(areas)
    return {h: areal(shapely.union_all(flat[holders == h])) for h in sorted(set(holders))}


def _overlay(earlier: Mapping[str, BaseGeometry], later: Mapping[str, BaseGeometry]) -> Pieces:
    pieces = {(a, b): shapely.intersection(p, q) for a, p in earlier.items() for b, q in later.items()}
    whole_before, whole_after = shapely.union_all(list(earlier.values())), shapely.union_all(list(later.values()))
    for a, shape in earlier.items():
        _add(pieces, (a, NO_DATA), shapely.difference(shape, whole_after))
    for b, shape in later.items():
        _add(pieces, (NO_DATA, b), shapely.difference(shape, whole_before))
    return {pair: areal(shape) for pair, shape in sorted(pieces.items())}


def _without_slivers(pieces: Pieces) -> tuple[Pieces, float]:
    """Count strips that only the rounding of coordinates made as ground that stayed; return also their m²."""
    kept: Pieces = {}
    total = 0.0
    for (a, b), shape in pieces.items():
        parts = np.array(shapely.get_parts(shape), dtype=object)
        wide = _wide(parts) if a != b else np.ones(len(parts), dtype=bool)
        if wide.any():
            _add(kept, (a, b), shapely.MultiPolygon(list(parts[wide])))
        if not wide.all():
            total += float(shapely.area(parts[~wide]).sum())
            _add(kept, (a, a), shapely.MultiPolygon(list(parts[~wide])))
    return {pair: areal(shape) for pair, shape in sorted(kept.items())}, total


def _wide(parts: Shapes) -> npt.NDArray[np.bool_]:
    """Say which parts are no slivers; what is much larger than its edge could make of one needs no closer look."""
    wide = shapely.area(parts) > 2 * SLIVER_M * shapely.length(parts)
    close = np.flatnonzero(~wide)
    wide[close] = ~shapely.is_empty(shapely.buffer(parts[close], -SLIVER_M))
    return np.asarray(wide, dtype=np.bool_)


def _add(pieces: Pieces, pair: tuple[str, str], shape: BaseGeometry) -> None:
    known = pieces.get(pair)
    pieces[pair] = shape if known is None else shapely.union(known, shape)


def areal(shape: BaseGeometry) -> shapely.MultiPolygon:
    """Return the polygons of a shape without the points and lines that an overlay leaves."""
    parts = [part for piece in shapely.get_parts(shape) for part in shapely.get_parts(piece)]
    return shapely.MultiPolygon([part for part in parts if part.area > 0])


def stretches(ground: Ground, least_km2: float) -> Sequence[tuple[str, str, float, BaseGeometry]]:
    """Return the connected parts of ground that changed as (from, to, km², shape in metres), the largest first."""
    found = [
        (a, b, float(part.area) / 1e6, part)
        for (a, b), shape in ground.pieces.items()
        if a != b
        for part in shapely.get_parts(shape)
        if part.area / 1e6 >= least_km2
    ]
    return sorted(found, key=lambda row: (-row[2], row[0], row[1], row[3].bounds))
