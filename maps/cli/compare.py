"""`frontline compare`: who holds what on two days, and what changed between them."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from geo.actors import Actors, read_actors
from geo.errors import GeoError, SnapshotError
from geo.gazetteer import Gazetteer, read_gazetteer
from geo.model import Article, Event
from maps.basemap import Basemap, Extent, read_basemap, read_basemap_around
from maps.cli.comparing import PICTURES
from maps.cli.output import replacing
from maps.cli.reading import Inputs, files_read, progress, resources_of
from maps.cli.reports import events_of
from maps.cli.running import tell
from maps.cli.world import read_baseline_of, world_of
from maps.compare import Comparison, End, compare, with_series
from maps.compare_files import as_csv, as_geojson, as_json
from maps.compare_foreign import read_end, read_naming
from maps.snapshot import Snapshot, World, snapshots

NAMED_TOWN = 5_000  # inhabitants of a town that stretches of ground are named by
MOST_DAYS = 120

Given = date | Path


@dataclass(frozen=True, eq=False, kw_only=True)
class _Read:
    """What is compared, and what is known beside it; `series` are the days between, ends included."""

    before: End
    after: End
    series: tuple[Snapshot, ...]
    actors: Actors
    gazetteer: Gazetteer
    events: tuple[Event, ...] = ()
    articles: tuple[Article, ...] = ()
    basemap: Basemap | None = None
    status: int = 0


def run(args: Namespace) -> int:
    """Compare the two and return the exit status."""
    read: list[str | Path | None] = [*files_read(args), *(end for end in _given(args) if isinstance(end, Path))]
    with ExitStack() as outputs:
        written: dict[str, Path] = {}
        for name in ("output", "json", "csv", "geojson", "sheet", "chart"):
            path: Path | None = getattr(args, name)
            if path:
                written[name] = outputs.enter_context(replacing(path, read))
                read.append(path)
        found = _days(args) if any(isinstance(end, date) for end in _given(args)) else _files(args)
        difference = _compared(found, args)
        for note in difference.notes:
            tell(note)
        _write(written, difference, found, args)
    return found.status


def _compared(found: _Read, args: Namespace) -> Comparison:
    towns = tuple(found.gazetteer.towns_in(**_bounds(found)._asdict(), population=NAMED_TOWN))
    difference = compare(found.before, found.after, found.actors, events=found.events, towns=towns)
    return with_series(difference, found.series) if args.every else difference


def _write(written: dict[str, Path], difference: Comparison, found: _Read, args: Namespace) -> None:
    texts: dict[str, Callable[[], str]] = {
        "json": lambda: as_json(difference),
        "csv": lambda: as_csv(difference, found.events),
        "geojson": lambda: as_geojson(difference),
    }
    for name in texts.keys() & written.keys():
        written[name].write_text(texts[name](), encoding="utf-8", newline="")
    if written.keys() - texts.keys():
        _draw(written, difference, found, args)


def _draw(written: dict[str, Path], difference: Comparison, found: _Read, args: Namespace) -> None:
    """Write page and pictures."""
    from maps.comparison_page import Telling, title_of, write_comparison

    telling = Telling(
        actors=found.actors,
        events=found.events,
        articles=found.articles,
        series=found.series,
        basemap=found.basemap or read_basemap_around(_bounds(found), found.gazetteer),
        title=args.title or title_of(difference),
        credit=args.credit,
    )
    if "output" in written:
        write_comparison(written["output"], difference, telling)
    if "sheet" in written:
        from maps.comparison_pictures import write_sheet

        write_sheet(written["sheet"], difference, telling, PICTURES[args.sheet.suffix.lower()])
    if "chart" in written:
        from maps.comparison_pictures import write_chart

        write_chart(written["chart"], difference, telling, PICTURES[args.chart.suffix.lower()])


def _bounds(found: _Read) -> Extent:
    """Return the bounds of both ends together."""
    boxes = [end.snapshot.areas.total_bounds for end in (found.before, found.after) if len(end.snapshot.areas)]
    if not boxes:
        msg = "compare: neither snapshot has an area; give snapshots of a region"
        raise SnapshotError(msg)
    west, south, east, north = np.array(boxes).T
    return Extent(float(west.min()), float(south.min()), float(east.max()), float(north.max()))


def _given(args: Namespace) -> Iterator[Given]:
    yield from (args.from_, args.to)
    if isinstance(args.every, tuple):
        yield from args.every


def _files(args: Namespace) -> _Read:
    actors = read_actors(args.actors)
    ends = _file_ends(args, actors)
    return _Read(
        before=ends[args.from_],
        after=ends[args.to],
        series=_in_order(ends[end].snapshot for end in dict.fromkeys(_given(args))) if args.every else (),
        actors=actors,
        gazetteer=read_gazetteer(args.gazetteer),
    )


def _file_ends(args: Namespace, actors: Actors) -> dict[Given, End]:
    """Return the files named; a map of other origin that tells no day is of that of the other end."""
    naming = read_naming(args.actor_property, args.actor_map, actors) if args.actor_property else None
    other = {args.from_: args.to, args.to: args.from_}
    return {path: read_end(path, naming, actors, other.get(path)) for path in _given(args) if isinstance(path, Path)}


def _in_order(found: Iterable[Snapshot]) -> tuple[Snapshot, ...]:
    return tuple(sorted(found, key=lambda snapshot: snapshot.as_of))


def _days(args: Namespace) -> _Read:
    resources = resources_of(args)
    files = _file_ends(args, resources.actors)
    baseline = read_baseline_of(args, resources)
    inputs = Inputs(args)
    known = (args.from_known_by or args.known_by, args.to_known_by or args.known_by)
    args.known_by = None if None in known else max(known)
    events, articles = events_of(args, inputs, resources)
    world = world_of(args, resources, baseline, events)
    before, after, series = _drawn(args, world, known, files)
    return _Read(
        before=before,
        after=after,
        series=series,
        actors=resources.actors,
        gazetteer=resources.gazetteer,
        events=events,
        articles=articles,
        basemap=read_basemap(world.region, resources.gazetteer) if args.output or args.sheet or args.chart else None,
        status=inputs.status,
    )


def _drawn(
    args: Namespace, world: World, known: tuple[date | None, date | None], files: dict[Given, End]
) -> tuple[End, End, tuple[Snapshot, ...]]:
    """Return the two ends, and the snapshots of --every with them; the days between are known as the later end is."""
    between = _between(args)
    wanted = [(end, by) for end, by in zip((args.from_, args.to), known, strict=True) if isinstance(end, date)]
    wanted += [(end, known[1]) for end in between if isinstance(end, date)]
    done: dict[tuple[Given, date | None], Snapshot] = {}
    for by in dict.fromkeys(by for _, by in wanted):
        days = sorted({day for day, its in wanted if its == by})
        drawn = snapshots(replace(world, known_by=by), days)
        done |= {(each.as_of, by): each for each in progress(drawn, unit="day", total=len(days))}
    first, last = (
        files[end] if isinstance(end, Path) else End(snapshot=done[end, by])
        for end, by in zip((args.from_, args.to), known, strict=True)
    )
    ends = [first.snapshot, last.snapshot] if known[0] == known[1] else [last.snapshot]
    inner = [files[end].snapshot if isinstance(end, Path) else done[end, known[1]] for end in between]
    series = {id(each): each for each in [*ends, *inner]} if args.every else {}
    return first, last, _in_order(series.values())


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
