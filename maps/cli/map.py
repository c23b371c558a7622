"""`frontline map`: who holds what, on one page."""

from __future__ import annotations

from argparse import Namespace
from contextlib import ExitStack
from datetime import date

from geo.model import Event, Place
from maps.basemap import read_basemap
from maps.cli.output import replacing
from maps.cli.reading import Inputs, files_read, progress, resources_of
from maps.cli.reports import events_of
from maps.cli.running import tell
from maps.cli.world import days_until, latest_day, read_baseline_of, world_of
from maps.geopackage import write_geopackage
from maps.page import Story, write_map
from maps.snapshot import World, snapshots, write_snapshot


def run(args: Namespace) -> int:
    """Draw the map and return the exit status."""
    read = files_read(args)
    with ExitStack() as outputs:
        page = outputs.enter_context(replacing(args.output, read))
        snapshot = outputs.enter_context(replacing(args.snapshot, [*read, args.output])) if args.snapshot else None
        resources = resources_of(args)
        baseline = read_baseline_of(args, resources)
        inputs = Inputs(args)
        events, articles = events_of(args, inputs, resources)
        day = args.as_of or latest_day(baseline, events)
        events = tuple(event for event in events if _until(event, day))
        world = world_of(args, resources, baseline, events)
        days = days_until(world, day)
        drawn = tuple(progress(snapshots(world, days), unit="day", total=len(days)))
        story = Story(
            title=args.title or f"{world.region.name}: who holds what",
            actors=resources.actors,
            snapshots=drawn,
            events=events,
            articles=articles,
            basemap=read_basemap(world.region, resources.gazetteer),
            known=_places(world),
            baseline=tuple(row for row in sorted(baseline, key=lambda row: row.day) if row.day <= day),
            credit=args.credit,
        )
        if not drawn[-1].inferred_from:
            tell(f"nothing is known of {world.region.name} by {day}: the map is empty")
        write_map(page, story)
        if snapshot:
            write = write_geopackage if args.snapshot.suffix.lower() == ".gpkg" else write_snapshot
            write(drawn[-1], snapshot)
    return inputs.status


def _until(event: Event, day: date) -> bool:
    return event.day_to is None or event.day_to <= day


def _places(world: World) -> dict[str, Place]:
    places = [row.place for row in world.baseline] + [event.place for event in world.events if event.place]
    return {place.id: place for place in places}
