"""What changed between two snapshots: km² per actor and pair of actors, the front line, places that changed hands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypedDict

import geopandas as gpd
import shapely

from geo.actors import Actors
from geo.model import Event, LonLat, Place
from maps.compare_front import Front, front_between
from maps.compare_ground import (
    KM2_DIGITS,
    Agreement,
    Extent,
    Ground,
    Pair,
    centred,
    ground_between,
    holders_of,
    stretches,
)
from maps.compare_places import (
    NEAR_M,
    Change,
    Disputed,
    Spot,
    changes_between,
    disputed_between,
    nearest_names,
    spots_in,
    spots_of,
    towns_by_id,
)
from maps.schema import WGS84
from maps.snapshot import Snapshot

FOREIGN_CRS = "EPSG:6933"  # one equal-area projection for maps of other origin, wherever they lie
LEAST_STRETCH_KM2 = 1.0


class Stretch(TypedDict("Stretch", {"from": str, "to": str})):
    """A connected part of the ground that changed, a point in it, and the nearest place."""

    km2: float
    lon: float
    lat: float
    near: str


class Total(TypedDict):
    """What each holder has on a day, in km²."""

    day: str
    actors: dict[str, float]


@dataclass(frozen=True, eq=False, kw_only=True)
class End:
    """A snapshot that is compared; `name` and `notes` are those of its file where it is a map of other origin."""

    snapshot: Snapshot
    name: str = ""
    notes: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The day, or the file of a map of other origin."""
        return self.name or self.snapshot.as_of.isoformat()


@dataclass(frozen=True, eq=False, kw_only=True)
class Comparison:
    """The difference of two snapshots.

    `ground` has a row for each pair of holders between which ground changed, and for ground that stayed (from = to):
    columns from, to, km2, geometry in WGS 84; a holder is an actor's code or `no_data`. `series` are the areas of
    further days, where asked for.
    """

    before: End
    after: End
    actors: dict[str, Extent]
    pairs: tuple[Pair, ...]
    agreement: Agreement
    front: Front
    changed: tuple[Change, ...]
    disputed: tuple[Disputed, ...]
    stretches: tuple[Stretch, ...]
    notes: tuple[str, ...]
    series: tuple[Total, ...] = ()
    ground: gpd.GeoDataFrame = field(repr=False)

    @property
    def foreign(self) -> bool:
        """Whether one of the two is a map of other origin."""
        return bool(self.before.name or self.after.name)

    @property
    def versus(self) -> bool:
        """Whether two maps stand against each other, rather than two days of one."""
        same_day = self.before.snapshot.as_of == self.after.snapshot.as_of
        return bool(self.before.name) != bool(self.after.name) or (self.foreign and same_day)


def compare(
    before: Snapshot | End,
    after: Snapshot | End,
    actors: Actors,
    *,
    events: Sequence[Event] = (),
    towns: Sequence[Place] = (),
) -> Comparison:
    """Return what changed from one snapshot to another.

    Areas are laid over each other in one equal-area projection, so that what one loses others gain to the last digit.
    Ground that only one of the snapshots covers counts as `no_data` in the other.

    Parameters
    ----------
    before, after
        Snapshots; an `End` where one is a map of other origin.
    actors
        Sides of the actors.
    events
        Those of the run, for reports that contradict each other.
    towns
        Places by which stretches of ground are named, and that are looked up where neither map has places of its own.

    Raises
    ------
    SnapshotError
        The snapshots have no area.
    """
    ends = tuple(end if isinstance(end, End) else End(snapshot=end) for end in (before, after))
    first, last = (end.snapshot for end in ends)
    local = centred([shape for each in (first, last) for shape in each.areas.geometry])
    ground = ground_between(first.areas, last.areas, FOREIGN_CRS if any(end.name for end in ends) else local)
    named = towns_by_id(towns)
    spots = _spots(ends, named)
    earlier, later = spots
    by_name = named or {place_id: (spot.name, spot.at) for each in spots for place_id, spot in each.items()}
    days, known = (first.as_of, last.as_of), (first.known_by, last.known_by)
    return Comparison(
        before=ends[0],
        after=ends[1],
        actors=ground.extents(),
        pairs=ground.pairs(),
        agreement=ground.agreement(),
        front=front_between(first.front_line, last.front_line, local, by_name),
        changed=changes_between(earlier, later, actors, days),
        disputed=disputed_between(events, days, known),
        stretches=_stretches(ground, by_name),
        notes=_notes(ends, ground),
        ground=ground.frame(),
    )


def with_series(comparison: Comparison, snapshots: Sequence[Snapshot]) -> Comparison:
    """Add what each holder had on further days; the two days compared keep their figures."""
    totals = []
    for snapshot in snapshots:
        if snapshot is comparison.before.snapshot:
            held = {code: row["km2_from"] for code, row in comparison.actors.items()}
        elif snapshot is comparison.after.snapshot:
            held = {code: row["km2_to"] for code, row in comparison.actors.items()}
        else:
            sums = snapshot.areas["km2"].groupby(holders_of(snapshot.areas)).sum()
            held = {str(code): round(float(km2), KM2_DIGITS) for code, km2 in sums.items()}
        totals.append(Total(day=snapshot.as_of.isoformat(), actors={code: v for code, v in held.items() if v > 0}))
    return replace(comparison, series=tuple(totals))


def _spots(ends: Sequence[End], towns: dict[str, tuple[str, LonLat]]) -> list[dict[str, Spot]]:
    """Return the places of both ends; a map of areas alone is asked for the places of the other, or for towns."""
    own = [spots_of(end.snapshot.places) for end in ends]
    asked = {i: (spot.name, spot.at) for each in own for i, spot in each.items()} or towns
    return [spots_in(end.snapshot.areas, asked) if end.name else known for end, known in zip(ends, own, strict=True)]


def _stretches(ground: Ground, named: dict[str, tuple[str, LonLat]]) -> tuple[Stretch, ...]:
    found = stretches(ground, LEAST_STRETCH_KM2)
    inside = gpd.GeoSeries([shapely.point_on_surface(part) for *_, part in found], crs=ground.crs)
    near = nearest_names(inside, named, NEAR_M, ground.crs)
    globe = inside.to_crs(WGS84)
    return tuple(
        Stretch(
            {"from": a, "to": b, "km2": round(km2, KM2_DIGITS), "lon": round(x, 4), "lat": round(y, 4), "near": name}
        )
        for (a, b, km2, _), x, y, name in zip(found, globe.x, globe.y, near, strict=True)
    )


def _notes(ends: Sequence[End], ground: Ground) -> tuple[str, ...]:
    notes = [note for end in ends for note in end.notes]
    if ground.slivers_km2 >= 0.01:
        notes.append(f"strips less than 2 m wide count as ground that stayed: {ground.slivers_km2:.2f} km²")
    return tuple(notes)
