"""What changed between two snapshots: km² per actor and pair of actors, and the places that changed hands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypedDict

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.actors import Actors
from geo.errors import SnapshotError
from maps.frames import frame_of
from maps.schema import WGS84, AreaState, PlaceState
from maps.snapshot import Snapshot

NO_DATA = AreaState.NO_DATA.value
KM2_DIGITS = 3
SLIVER_M = 1.0  # half the width of the widest strip that counts as rounding
_PAIR_COLUMNS = ("from", "to", "km2", "geometry")


class Extent(TypedDict):
    """Area of an actor on both days, and what it gained and lost, in km²."""

    km2_from: float
    km2_to: float
    gained_km2: float
    lost_km2: float


class Pair(TypedDict("Pair", {"from": str, "to": str})):
    """Area that passed from one holder to another, in km²."""

    km2: float


class Change(TypedDict("Change", {"from": str, "to": str})):
    """A place that changed hands; `from` and `to` are codes, `contested`, `unknown` or `no_data`."""

    place_id: str
    place: str
    same_side: bool
    event_ids: list[str]


@dataclass(frozen=True, eq=False, kw_only=True)
class Comparison:
    """The difference of two snapshots.

    `ground` has a row for each pair of holders between which ground changed, and for ground that stayed (from = to):
    columns from, to, km2, geometry in WGS 84; a holder is an actor's code or `no_data`.
    """

    before: date
    after: date
    actors: dict[str, Extent]
    pairs: tuple[Pair, ...]
    changed: tuple[Change, ...]
    ground: gpd.GeoDataFrame = field(repr=False)

    def to_json(self) -> str:
        """Return the difference as JSON, keys in alphabetical order."""
        document = {
            "from": self.before.isoformat(),
            "to": self.after.isoformat(),
            "actors": self.actors,
            "pairs": self.pairs,
            "changed": self.changed,
        }
        return json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def compare(before: Snapshot, after: Snapshot, actors: Actors) -> Comparison:
    """Return what changed from one snapshot to another.

    Areas are laid over each other in one equal-area projection, so that what one loses others gain to the last digit.
    Ground that only one of the snapshots covers counts as `no_data` in the other.

    Raises
    ------
    SnapshotError
        The snapshots cover no common ground.
    """
    crs = _equal_area(before, after)
    earlier, later = _by_holder(before.areas, crs), _by_holder(after.areas, crs)
    pieces = _overlay(earlier, later)
    km2 = {pair: round(float(shape.area) / 1e6, KM2_DIGITS) for pair, shape in pieces.items()}
    return Comparison(
        before=before.as_of,
        after=after.as_of,
        actors=_extents(km2),
        pairs=tuple(
            Pair({"from": a, "to": b, "km2": value}) for (a, b), value in sorted(km2.items()) if a != b and value > 0
        ),
        changed=_changed(before, after, actors),
        ground=_ground(pieces, km2, crs),
    )


def _equal_area(before: Snapshot, after: Snapshot) -> str:
    """Return a Lambert azimuthal equal-area projection centred on what both snapshots cover."""
    shapes = [shape for snapshot in (before, after) for shape in snapshot.areas.geometry]
    if not shapes:
        msg = "compare: neither snapshot has an area; give snapshots of a region"
        raise SnapshotError(msg)
    lon, lat = np.radians(shapely.get_coordinates(shapely.centroid(shapely.get_parts(shapes)))).T
    middle = np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)]).mean(axis=1)
    east, north = np.degrees([np.arctan2(middle[1], middle[0]), np.arctan2(middle[2], np.hypot(*middle[:2]))])
    return f"+proj=laea +lat_0={north:.1f} +lon_0={east:.1f} +datum=WGS84 +units=m +no_defs"


def _by_holder(areas: gpd.GeoDataFrame, crs: str) -> dict[str, BaseGeometry]:
    flat = areas.geometry.to_crs(crs).to_numpy()
    holders = areas["actor"].where(areas["state"] != NO_DATA, NO_DATA).fillna(NO_DATA).to_numpy()
    return {h: shapely.union_all(shapely.make_valid(flat[holders == h])) for h in sorted(set(holders))}


def _overlay(
    earlier: Mapping[str, BaseGeometry], later: Mapping[str, BaseGeometry]
) -> dict[tuple[str, str], BaseGeometry]:
    pieces = {(a, b): shapely.intersection(p, q) for a, p in earlier.items() for b, q in later.items()}
    whole_before, whole_after = shapely.union_all(list(earlier.values())), shapely.union_all(list(later.values()))
    for a, shape in earlier.items():
        _add(pieces, (a, NO_DATA), shapely.difference(shape, whole_after))
    for b, shape in later.items():
        _add(pieces, (NO_DATA, b), shapely.difference(shape, whole_before))
    return _without_slivers({pair: areal(shape) for pair, shape in sorted(pieces.items())})


def _without_slivers(pieces: Mapping[tuple[str, str], BaseGeometry]) -> dict[tuple[str, str], BaseGeometry]:
    """Count strips that only the rounding of coordinates made as ground that stayed."""
    kept: dict[tuple[str, str], BaseGeometry] = {}
    for (a, b), shape in pieces.items():
        parts = np.array(shapely.get_parts(shape), dtype=object)
        wide = ~shapely.is_empty(shapely.buffer(parts, -SLIVER_M)) if a != b else np.ones(len(parts), dtype=bool)
        if wide.any():
            _add(kept, (a, b), shapely.MultiPolygon(list(parts[wide])))
        if not wide.all():
            _add(kept, (a, a), shapely.MultiPolygon(list(parts[~wide])))
    return dict(sorted(kept.items()))


def _add(pieces: dict[tuple[str, str], BaseGeometry], pair: tuple[str, str], shape: BaseGeometry) -> None:
    known = pieces.get(pair)
    pieces[pair] = shape if known is None else shapely.union(known, shape)


def _extents(km2: Mapping[tuple[str, str], float]) -> dict[str, Extent]:
    """Add up the rounded pairs, so that each actor's figures balance as printed."""
    holders = sorted({holder for pair in km2 for holder in pair})
    found: dict[str, Extent] = {}
    for holder in holders:
        gained = sum(v for (a, b), v in km2.items() if b == holder != a)
        lost = sum(v for (a, b), v in km2.items() if a == holder != b)
        stayed = km2.get((holder, holder), 0.0)
        found[holder] = Extent(
            km2_from=round(stayed + lost, KM2_DIGITS),
            km2_to=round(stayed + gained, KM2_DIGITS),
            gained_km2=round(gained, KM2_DIGITS),
            lost_km2=round(lost, KM2_DIGITS),
        )
    return found


def _changed(before: Snapshot, after: Snapshot, actors: Actors) -> tuple[Change, ...]:
    earlier, later = _holders(before.places), _holders(after.places)
    nobody = _Held(name="", label=NO_DATA, event_ids=())
    found = []
    for place_id in sorted(earlier.keys() | later.keys()):
        old, new = earlier.get(place_id, nobody), later.get(place_id, nobody)
        if old.label == new.label or {old.label, new.label} == {NO_DATA, PlaceState.UNKNOWN.value}:
            continue
        codes = {NO_DATA, PlaceState.UNKNOWN.value, PlaceState.CONTESTED.value}.isdisjoint({old.label, new.label})
        same = codes and actors.side(old.label) == actors.side(new.label)
        found.append(
            Change(
                {
                    "place_id": place_id,
                    "place": new.name or old.name,
                    "from": old.label,
                    "to": new.label,
                    "same_side": same,
                    "event_ids": list(new.event_ids),
                }
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Held:
    name: str
    label: str
    event_ids: tuple[str, ...]


def _holders(places: gpd.GeoDataFrame) -> dict[str, _Held]:
    columns = (places[name] for name in ("place_id", "name", "state", "actor", "event_ids"))
    return {
        place_id: _Held(name, actor if state == PlaceState.HELD.value else state, tuple(event_ids))
        for place_id, name, state, actor, event_ids in zip(*columns, strict=True)
    }


def _ground(
    pieces: Mapping[tuple[str, str], BaseGeometry], km2: Mapping[tuple[str, str], float], crs: str
) -> gpd.GeoDataFrame:
    kept = [(pair, areal(shape)) for pair, shape in pieces.items() if km2[pair] > 0]
    rows: list[dict[str, object]] = [{"from": a, "to": b, "km2": km2[a, b]} for (a, b), _ in kept]
    shapes = np.empty(len(kept), dtype=object)
    shapes[:] = [shape for _, shape in kept]
    flat = frame_of(rows, _PAIR_COLUMNS, shapes).set_crs(crs, allow_override=True)
    return flat.to_crs(WGS84)


def areal(shape: BaseGeometry) -> shapely.MultiPolygon:
    """Return the polygons of a shape without the points and lines that an overlay leaves."""
    parts = [part for piece in shapely.get_parts(shape) for part in shapely.get_parts(piece)]
    return shapely.MultiPolygon([part for part in parts if part.area > 0])
