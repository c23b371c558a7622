"""How long areas take: many places and actors, one day and a hundred more, beside Voronoi cells dissolved by holder.

    python -m benchmarks.areas_speed [--most N]

Places lie at random in Ukraine, in bands of five sides with winding edges. CPU seconds of one core, without imports.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import shapely
from scipy.spatial import KDTree

from benchmarks.wars import Floats
from geo.actors import actors_of
from geo.model import Action, DayPrecision, Event, Extent, LonLat, Place, Precision, Provenance, Status
from maps.baseline import BaselineRow
from maps.regions import Region, read_region
from maps.schema import PlaceState
from maps.snapshot import World, snapshots

SIDES = ("A", "B", "C", "D", "E")
START = date(2024, 1, 1)
DAYS = 100
PLACES = 10_000
SIZES = (2_500, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000)
RIVAL_DAYS = 5
A_DAY = 3  # places that change hands on a day


def world_of(region: Region, count: int) -> tuple[World, Floats]:
    """Return a world of places and a hundred days on each of which some by a front change hands; points in metres."""
    random = np.random.default_rng(count)
    west, south, east, north = region.polygon.bounds
    found: list[Floats] = []
    while sum(map(len, found)) < count:
        tried = np.column_stack([random.uniform(west, east, count), random.uniform(south, north, count)])
        found.append(tried[shapely.contains_xy(region.polygon, tried[:, 0], tried[:, 1])])
    at = np.vstack(found)[:count]
    held = np.floor((at[:, 0] - west) / (east - west) * 4.99 + 0.5 * np.sin(3 * at[:, 1])).astype(int) % len(SIDES)
    places = [
        Place(id=f"own:{n}", name=f"P{n}", at=LonLat(*lonlat), country="UA") for n, lonlat in enumerate(at.tolist())
    ]
    baseline = [
        BaselineRow(place=p, state=PlaceState.HELD, actor=SIDES[side], rival=None, day=START)
        for p, side in zip(places, held.tolist(), strict=True)
    ]
    flat = region.flatten(at)
    near = held[KDTree(flat).query(flat, k=7)[1]]
    by_front = np.flatnonzero((near != held[:, None]).any(axis=1))
    chosen = random.choice(by_front, (DAYS, A_DAY), replace=False)
    events = []
    for n, row in enumerate(chosen.tolist(), start=1):
        for place in row:
            taker = next(side for side in near[place].tolist() if side != held[place])
            events.append(_capture(places[place], SIDES[taker], START + timedelta(days=n)))
    return World(baseline=baseline, events=events, actors=actors_of([]), region=region), flat


def _capture(place: Place, actor: str, day: date) -> Event:
    told = Provenance(article_id="a", start=0, end=1, sentence=f"{actor} took {place.name}.", published=day, source="s")
    return Event(
        id=f"{place.id} {day}",
        action=Action.CAPTURE,
        actor=actor,
        opponent=None,
        place_words=place.name,
        place=place,
        extent=Extent.FULL,
        status=Status.REPORTED,
        claimant=None,
        day_from=day,
        day_to=day,
        place_precision=Precision.TOWN,
        day_precision=DayPrecision.DAY,
        provenance=told,
    )


def voronoi(flat: Floats, holders: Sequence[str], region: Region) -> dict[str, shapely.Geometry]:
    """Draw a day plainly: the cells of all places, dissolved by holder, cut to the region."""
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(flat), ordered=True, extend_to=region.flat))
    kept = np.array(holders)
    return {
        side: shapely.intersection(shapely.union_all(cells[kept == side]), region.flat) for side in sorted(set(holders))
    }


def main(argv: list[str] | None = None) -> int:
    """Print CPU seconds for one day, for a hundred more beside the rival, and for one day of ever more places."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--most", type=int, default=max(SIZES), help="places at most")
    args = parser.parse_args(argv)
    region = read_region("UA")
    world, flat = world_of(region, PLACES)
    days = iter(snapshots(world, [START + timedelta(days=n) for n in range(DAYS + 1)]))
    start = time.process_time()
    next(days)
    first = time.process_time() - start
    for _ in days:
        pass
    further = time.process_time() - start - first
    holders = [str(row.actor) for row in world.baseline]
    start = time.process_time()
    for _ in range(RIVAL_DAYS):
        voronoi(flat, holders, region)
    rival = (time.process_time() - start) / RIVAL_DAYS * DAYS
    print(f"{PLACES} places, {len(SIDES)} actors: one day {first:.2f} s, {DAYS} further days {further:.1f} s")
    print(f"{'':12}shapely Voronoi, dissolved: {DAYS} days {rival:.1f} s, {rival / further:.1f} times as long")
    for count in [size for size in SIZES if size <= args.most]:
        world, _ = world_of(region, count)
        start = time.process_time()
        next(snapshots(world, [START]))
        spent = time.process_time() - start
        print(f"{count:8} places: one day {spent:6.2f} s, {spent / count * 1e6:4.0f} microseconds a place", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
