"""`frontline map`: who holds what, on one page."""

from __future__ import annotations

from argparse import Namespace
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta

from geo.gazetteer import Gazetteer
from geo.model import Article, Event, Place
from maps.basemap import read_basemap
from maps.cli.output import replacing
from maps.cli.reading import Inputs, files_read, house_of, progress, resources_of
from maps.cli.reports import events_of
from maps.cli.running import tell
from maps.cli.world import days_until, latest_day, read_baseline_of, world_of
from maps.geopackage import write_geopackage
from maps.holding_back import held_until, rounded
from maps.house import HouseNames
from maps.page import write_map
from maps.picture import write_picture
from maps.picture_sheet import Size
from maps.snapshot import Snapshot, World, snapshots, write_snapshot
from maps.story import Story


def run(args: Namespace) -> int:
    """Draw the map and return the exit status."""
    read = files_read(args)
    with ExitStack() as outputs:
        page = outputs.enter_context(replacing(args.output, read))
        snapshot, image = (
            outputs.enter_context(replacing(path, [*read, args.output])) if path else None
            for path in (args.snapshot, args.image)
        )
        resources = resources_of(args)
        house = house_of(args)
        baseline = read_baseline_of(args, resources)
        inputs = Inputs(args)
        events, articles = events_of(args, inputs, resources)
        day = (args.as_of or latest_day(baseline, events)) - timedelta(days=args.delay)
        events = held_until(events, day) if args.delay else tuple(event for event in events if _until(event, day))
        world = world_of(args, resources, baseline, events)
        days = days_until(world, day)
        drawn = tuple(progress(snapshots(world, days), unit="day", total=len(days)))
        if not drawn[-1].inferred_from:
            tell(f"nothing is known of {world.region.name} by {day}: the map is empty")
        story = _story(args, world, drawn, house, articles)
        write_map(page, story)
        if image:
            write_picture(image, story, Size(*args.size), form=args.image.suffix[1:])
        if snapshot:
            write = write_geopackage if args.snapshot.suffix.lower() == ".gpkg" else write_snapshot
            write(story.latest, snapshot, story.notes)
    return inputs.status


def _story(
    args: Namespace,
    world: World,
    drawn: tuple[Snapshot, ...],
    house: HouseNames,
    articles: tuple[Article, ...],
) -> Story:
    known = _places(world)
    day = drawn[-1].as_of
    story = Story(
        title=args.title or f"{world.region.name}: who holds what",
        actors=world.actors,
        snapshots=drawn,
        events=tuple(world.events),
        articles=articles,
        basemap=read_basemap(world.region, world.gazetteer if isinstance(world.gazetteer, Gazetteer) else None),
        known=known,
        baseline=tuple(row for row in sorted(world.baseline, key=lambda row: row.day) if row.day <= day),
        house=house.of(known.values()),
        credit=args.credit,
        language=args.language,
        tiles=args.tiles,
    )
    if args.delay:
        story = replace(story, notes=(*story.notes, story.words["heldBack"].format(days=args.delay)))
    return rounded(story, args.round_to) if args.round_to else story


def _until(event: Event, day: date) -> bool:
    return event.day_to is None or event.day_to <= day


def _places(world: World) -> dict[str, Place]:
    places = [row.place for row in world.baseline] + [event.place for event in world.events if event.place]
    return {place.id: place for place in places}
