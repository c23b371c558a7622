"""A snapshot: areas, front line and places as of a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import geopandas as gpd

from geo.actors import Actors
from geo.model import Event
from maps.areas import Method, Painter, Parts, gather
from maps.baseline import BaselineRow
from maps.control import Control, Timeline, timeline
from maps.frames import area_frame, locate, place_frame
from maps.frontline import front_line
from maps.regions import Region
from maps.rules import DEFAULT, Rules
from maps.schema import check_areas, check_front_line, check_places
from maps.snapshot_file import as_text, parse
from maps.statements import Populated

REACH_M = 200_000.0  # evidence this far outside the region's bounds still tells who holds its edge


@dataclass(frozen=True, eq=False, kw_only=True)
class World:
    """All that a snapshot follows from."""

    baseline: Sequence[BaselineRow]
    events: Sequence[Event]
    actors: Actors
    region: Region
    gazetteer: Populated | None = None
    method: Method = Method.FIELD
    max_km: float | None = None
    known_by: date | None = None
    rules: Rules = DEFAULT

    def timeline(self) -> Timeline:
        """Return the control of every place through time."""
        return timeline(
            self.baseline,
            self.events,
            self.actors,
            region=self.region,
            gazetteer=self.gazetteer,
            known_by=self.known_by,
            rules=self.rules,
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class Snapshot:
    """Areas, front line and places as of a day; frames in WGS 84 with the columns of `maps.schema`.

    `inferred_from` is the number of places that the areas follow from, 0 where nothing is said.
    """

    as_of: date
    known_by: date | None
    inferred_from: int
    method: str
    areas: gpd.GeoDataFrame = field(repr=False)
    front_line: gpd.GeoDataFrame = field(repr=False)
    places: gpd.GeoDataFrame = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse frames that are none of a snapshot."""
        check_areas(self.areas)
        check_front_line(self.front_line)
        check_places(self.places)


def snapshot_on(world: World, day: date) -> Snapshot:
    """Return the snapshot of one day."""
    return next(snapshots(world, [day]))


def snapshots(world: World, days: Iterable[date] | None = None) -> Iterator[Snapshot]:
    """Give the snapshots of days, by default of every day on which something changes, in order.

    What does not change from one day to the next is not computed again; each snapshot is the same as if it were asked
    for alone.
    """
    through = world.timeline()
    painter = Painter(world.region, world.method, world.max_km)
    before: tuple[Control, ...] | None = None
    for day in sorted(set(days)) if days is not None else through.days:
        controls = through.on(day)
        if controls != before:
            parts = painter.draw(gather(controls, world.actors, world.region, REACH_M))
            drawn = _snapshot(world, day, controls, parts)
        else:
            line = front_line(parts, world.region, world.actors, day)  # who is hostile may depend on the day alone
            drawn = replace(drawn, as_of=day, front_line=line)
        before = controls
        yield drawn


def _snapshot(world: World, day: date, controls: Sequence[Control], parts: Parts) -> Snapshot:
    located = locate(controls, parts, world.region, world.actors)
    return Snapshot(
        as_of=day,
        known_by=world.known_by,
        inferred_from=len(parts.evidence.at) if (parts.actor >= 0).any() else 0,
        method=str(world.method),
        areas=area_frame(located, parts, world.region),
        front_line=front_line(parts, world.region, world.actors, day),
        places=place_frame(located, parts),
    )


def write_snapshot(snapshot: Snapshot, path: Path, notes: Sequence[str] = ()) -> None:
    """Write a snapshot as GeoJSON (docs/SNAPSHOT.md), whole or not at all; the same snapshot gives the same bytes.

    `notes` say what was blurred or held back.
    """
    text = as_text(
        {
            **({"notes": list(notes)} if notes else {}),
            "as_of": snapshot.as_of.isoformat(),
            "known_by": snapshot.known_by.isoformat() if snapshot.known_by else None,
            "inferred_from": snapshot.inferred_from,
            "method": snapshot.method,
        },
        {"area": snapshot.areas, "front_line": snapshot.front_line, "place": snapshot.places},
    )
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def read_snapshot(path: Path) -> Snapshot:
    """Return the snapshot of a file that `write_snapshot` wrote, or that keeps its schema.

    Raises
    ------
    SnapshotError
        The file does not keep the schema; file, feature, value and remedy are named.
    OSError
        The file cannot be read.
    """
    top, frames = parse(path)
    return Snapshot(
        as_of=top.as_of,
        known_by=top.known_by,
        inferred_from=top.inferred_from,
        method=top.method,
        areas=frames["area"],
        front_line=frames["front_line"],
        places=frames["place"],
    )
