"""What `frontline compare` compares: days drawn from articles, and files of areas."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from geo.actors import Actors, read_actors
from geo.errors import GeoError
from geo.gazetteer import Gazetteer, read_gazetteer
from geo.model import Article, Event
from maps.basemap import Basemap, read_basemap
from maps.cli.reading import Inputs, progress, resources_of
from maps.cli.reports import events_of
from maps.cli.world import read_baseline_of, world_of
from maps.compare import End
from maps.compare_foreign import Naming, read_end, read_naming, with_blank
from maps.snapshot import Snapshot, World, snapshots

MOST_DAYS = 120

Given = date | Path


@dataclass(frozen=True, eq=False, kw_only=True)
class Compared:
    """What is compared, and what is known beside it; `series` are the days of --every, the ends among them."""

    before: End
    after: End
    series: tuple[Snapshot, ...]
    actors: Actors
    gazetteer: Gazetteer
    events: tuple[Event, ...] = ()
    articles: tuple[Article, ...] = ()
    basemap: Basemap | None = None
    status: int = 0


def given_ends(args: Namespace) -> Iterator[Given]:
    """Give the days and files that are named."""
    yield from (args.from_, args.to)
    if isinstance(args.every, tuple):
        yield from args.every


def read_compared(args: Namespace) -> Compared:
    """Return what is compared; articles are read where a day is asked for."""
    return _days(args) if any(isinstance(end, date) for end in given_ends(args)) else _files(args)


def _files(args: Namespace) -> Compared:
    actors = read_actors(args.actors)
    naming = _naming(args, actors)
    ends = _blank_filled(_file_ends(args, naming, actors), naming, actors)
    return Compared(
        before=ends[args.from_],
        after=ends[args.to],
        series=_in_order(end.snapshot for end in ends.values()) if args.every else (),
        actors=actors,
        gazetteer=read_gazetteer(args.gazetteer),
    )


def _naming(args: Namespace, actors: Actors) -> Naming | None:
    return read_naming(args.actor_property, args.actor_map, actors) if args.actor_property else None


def _file_ends(args: Namespace, naming: Naming | None, actors: Actors) -> dict[object, End]:
    """Return the files named; a map of other origin that tells no day is of that of the other end."""
    other = {args.from_: args.to, args.to: args.from_}
    files = [path for path in dict.fromkeys(given_ends(args)) if isinstance(path, Path)]
    return {path: read_end(path, naming, actors, other.get(path)) for path in files}


def _blank_filled(ends: dict[object, End], naming: Naming | None, actors: Actors) -> dict[object, End]:
    """Give what maps of other origin leave blank, and others cover, to whom their naming says."""
    if naming is None or not naming.blank:
        return ends
    found = {}
    for key, end in ends.items():
        others = [each.snapshot for each in ends.values() if each is not end]
        found[key] = with_blank(end, others, naming.blank, actors)
    return found


def _in_order(found: Iterable[Snapshot]) -> tuple[Snapshot, ...]:
    return tuple(sorted(found, key=lambda snapshot: snapshot.as_of))


def _days(args: Namespace) -> Compared:
    resources = resources_of(args)
    naming = _naming(args, resources.actors)
    files = _file_ends(args, naming, resources.actors)
    baseline = read_baseline_of(args, resources)
    inputs = Inputs(args)
    known = (args.from_known_by or args.known_by, args.to_known_by or args.known_by)
    args.known_by = None if None in known else max(known)
    events, articles = events_of(args, inputs, resources)
    world = world_of(args, resources, baseline, events)
    first, last = (
        (end, by) if isinstance(end, date) else end for end, by in zip(given_ends(args), known, strict=False)
    )
    between = [(end, known[1]) if isinstance(end, date) else end for end in _between(args)]
    drawn = _drawn(world, [key for key in (first, last, *between) if isinstance(key, tuple)])
    ends = _blank_filled(files | drawn, naming, resources.actors)
    shown = ([first] if known[0] == known[1] or first in files else []) + [*between, last]
    return Compared(
        before=ends[first],
        after=ends[last],
        series=_in_order(ends[key].snapshot for key in dict.fromkeys(shown)) if args.every else (),
        actors=resources.actors,
        gazetteer=resources.gazetteer,
        events=events,
        articles=articles,
        basemap=read_basemap(world.region, resources.gazetteer) if args.output or args.sheet or args.chart else None,
        status=inputs.status,
    )


def _drawn(world: World, wanted: Sequence[tuple[date, date | None]]) -> dict[object, End]:
    """Return the snapshots of days, each as it was known by another day."""
    done: dict[object, End] = {}
    for by in dict.fromkeys(by for _, by in wanted):
        days = sorted({day for day, its in wanted if its == by})
        drawn = snapshots(replace(world, known_by=by), days)
        done |= {(each.as_of, by): End(snapshot=each) for each in progress(drawn, unit="day", total=len(days))}
    return done


def _between(args: Namespace) -> Sequence[Given]:
    """Return the days and files of --every."""
    if args.every is None:
        return ()
    if isinstance(args.every, tuple):
        given: tuple[Given, ...] = args.every
        return given
    first, last = sorted((args.from_, args.to))
    days = [first + timedelta(days=n) for n in range(0, (last - first).days, args.every)]
    if len(days) >= MOST_DAYS:
        msg = f"--every {args.every}d: makes {len(days)} maps; take longer steps, {MOST_DAYS} is the most"
        raise GeoError(msg)
    return days
