"""What a map is drawn from, as the options say."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from geo.corrections import corrected_place
from geo.errors import GeoError
from geo.model import Event, Place
from geo.pipeline import Resources
from maps.areas import Method
from maps.baseline import BaselineRow, read_baseline
from maps.cli.options import RULES
from maps.cli.reading import corrections_of
from maps.cli.running import tell
from maps.regions import Region, read_region
from maps.rules import Rules
from maps.snapshot import World


def read_baseline_of(args: Namespace, resources: Resources) -> tuple[BaselineRow, ...]:
    """Return the rows of --baseline, none without one."""
    rows = read_baseline(args.baseline, resources.actors, resources.gazetteer) if args.baseline else ()
    corrections = corrections_of(args)
    return tuple(replace(row, place=corrected_place(row.place, corrections)) for row in rows)


def world_of(args: Namespace, resources: Resources, baseline: Sequence[BaselineRow], events: Sequence[Event]) -> World:
    """Return what a map is drawn from."""
    return World(
        baseline=baseline,
        events=events,
        actors=resources.actors,
        region=_region(args, baseline, events),
        gazetteer=resources.gazetteer,
        method=Method(args.method),
        max_km=args.max_km,
        known_by=args.known_by,
        rules=Rules(**{name: name in args.rules for name in RULES}),
    )


def _region(args: Namespace, baseline: Sequence[BaselineRow], events: Sequence[Event]) -> Region:
    if args.region or args.country:
        return read_region(args.country, args.region)
    country = _most(row.place for row in baseline) or _most(event.place for event in events if event.effective)
    if country is None:
        msg = "no country to draw: no place is known in any; give --country CC or --region FILE"
        raise GeoError(msg)
    tell(f"drawing {country}, where most places lie; --country or --region draws another")
    return read_region(country)


def _most(places: Iterable[Place | None]) -> str | None:
    counts = Counter(place.country for place in places if place and place.country)
    return min(counts, key=lambda country: (-counts[country], country), default=None)


def latest_day(baseline: Sequence[BaselineRow], events: Sequence[Event]) -> date:
    """Return the latest day of any event that changes control, without one that of the baseline.

    Raises
    ------
    GeoError
        If there is neither.
    """
    days = [event.day_to for event in events if event.effective and event.day_from and event.day_to and event.place]
    days = days or [row.day for row in baseline]
    if not days:
        msg = "no day to draw: no event has a place and a day; give --as-of DAY, --published DAY or --baseline FILE"
        raise GeoError(msg)
    return max(days)


def days_until(world: World, last: date) -> list[date]:
    """Return the days to draw: those with a change, from the eve of the first event on, and the last day.

    What articles tell of the time before the baseline is no first event.
    """
    days = world.timeline().days
    start = min((row.day for row in world.baseline), default=date.min)
    told = [event.day_from for event in world.events if event.effective and event.place and event.day_from]
    first = min([*(day for day in told if day > start), last])
    eve = max((day for day in days if day < first), default=first)
    return sorted({day for day in days if eve <= day < last} | {last})
