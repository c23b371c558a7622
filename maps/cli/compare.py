"""`frontline compare`: who holds what on two days, and what changed between them."""

from __future__ import annotations

from argparse import Namespace
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from geo.actors import Actors, read_actors
from geo.model import Article, Event
from maps.basemap import Basemap, read_basemap
from maps.cli.output import replacing
from maps.cli.reading import Inputs, files_read, resources_of
from maps.cli.reports import events_of
from maps.cli.world import read_baseline_of, world_of
from maps.compare import compare
from maps.comparison_page import write_comparison
from maps.snapshot import Snapshot, World, read_snapshot, snapshots


@dataclass(frozen=True, eq=False)
class _Ends:
    """The two days, and what is known beside them."""

    before: Snapshot
    after: Snapshot
    actors: Actors
    events: tuple[Event, ...] = ()
    articles: tuple[Article, ...] = ()
    basemap: Basemap | None = None
    status: int = 0


def run(args: Namespace) -> int:
    """Compare the two days and return the exit status."""
    files = [end for end in (args.from_, args.to) if isinstance(end, Path)]
    read = [*files_read(args), *files]
    with ExitStack() as outputs:
        page = outputs.enter_context(replacing(args.output, read)) if args.output else None
        figures = outputs.enter_context(replacing(args.json, [*read, args.output])) if args.json else None
        ends = _files(args) if len(files) == 2 else _days(args, drawn=page is not None)
        difference = compare(ends.before, ends.after, ends.actors)
        if page:
            write_comparison(
                page,
                difference,
                ends.before,
                ends.after,
                actors=ends.actors,
                events=ends.events,
                articles=ends.articles,
                basemap=ends.basemap,
                title=args.title or "",
                credit=args.credit,
            )
        if figures:
            figures.write_text(difference.to_json(), encoding="utf-8", newline="\n")
    return ends.status


def _files(args: Namespace) -> _Ends:
    return _Ends(read_snapshot(args.from_), read_snapshot(args.to), read_actors(args.actors))


def _days(args: Namespace, *, drawn: bool) -> _Ends:
    resources = resources_of(args)
    baseline = read_baseline_of(args, resources)
    inputs = Inputs(args)
    events, articles = events_of(args, inputs, resources)
    world = world_of(args, resources, baseline, events)
    return _Ends(
        *_snapshots(args, world),
        actors=resources.actors,
        events=events,
        articles=articles,
        basemap=read_basemap(world.region, resources.gazetteer) if drawn else None,
        status=inputs.status,
    )


def _snapshots(args: Namespace, world: World) -> tuple[Snapshot, Snapshot]:
    ends = (args.from_, args.to)
    by_day = {snapshot.as_of: snapshot for snapshot in snapshots(world, [e for e in ends if not isinstance(e, Path)])}
    before, after = (read_snapshot(end) if isinstance(end, Path) else by_day[end] for end in ends)
    return before, after
