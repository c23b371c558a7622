"""`frontline compare`: who holds what on two days, and what changed between them."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import numpy as np

from geo.errors import SnapshotError
from geo.model import LonLat, Place
from maps.basemap import Extent, read_basemap_around
from maps.cli.compare_ends import Compared, given_ends, read_compared
from maps.cli.comparing import PICTURES
from maps.cli.output import replacing
from maps.cli.reading import files_read, house_of
from maps.cli.running import tell
from maps.compare import Comparison, compare, with_series
from maps.compare_files import as_csv, as_geojson, as_json
from maps.house import HouseNames

NAMED_TOWN = 5_000  # inhabitants of a town that stretches of ground are named by


def run(args: Namespace) -> int:
    """Compare the two and return the exit status."""
    read: list[str | Path | None] = [*files_read(args), *(end for end in given_ends(args) if isinstance(end, Path))]
    with ExitStack() as outputs:
        written: dict[str, Path] = {}
        for name in ("output", "json", "csv", "geojson", "sheet", "chart"):
            path: Path | None = getattr(args, name)
            if path:
                written[name] = outputs.enter_context(replacing(path, read))
                read.append(path)
        house = house_of(args)
        found = read_compared(args)
        difference = _compared(found, args, house)
        for note in difference.notes:
            tell(note)
        _write(written, difference, found, args, house)
    return found.status


def _compared(found: Compared, args: Namespace, house: HouseNames) -> Comparison:
    towns = tuple(found.gazetteer.towns_in(**_bounds(found)._asdict(), population=NAMED_TOWN))
    written = house.of(towns)
    towns = tuple(replace(town, name=written.get(town.id, town.name)) for town in towns)
    difference = compare(found.before, found.after, found.actors, events=found.events, towns=towns)
    return with_series(difference, found.series) if args.every else difference


def _write(
    written: dict[str, Path], difference: Comparison, found: Compared, args: Namespace, house: HouseNames
) -> None:
    texts: dict[str, Callable[[], str]] = {
        "json": lambda: as_json(difference),
        "csv": lambda: as_csv(difference, found.events),
        "geojson": lambda: as_geojson(difference),
    }
    for name in texts.keys() & written.keys():
        written[name].write_text(texts[name](), encoding="utf-8", newline="")
    if written.keys() - texts.keys():
        _draw(written, difference, found, args, house)


def _draw(
    written: dict[str, Path], difference: Comparison, found: Compared, args: Namespace, house: HouseNames
) -> None:
    """Write page and pictures."""
    from maps.comparison_page import Telling, title_of, write_comparison

    telling = Telling(
        actors=found.actors,
        events=found.events,
        articles=found.articles,
        series=found.series,
        basemap=found.basemap or read_basemap_around(_bounds(found), found.gazetteer),
        house=house.of(_places(found)) if args.names else {},
        title=args.title or title_of(difference, args.language),
        credit=args.credit,
        language=args.language,
    )
    if "output" in written:
        write_comparison(written["output"], difference, telling)
    if "sheet" in written:
        from maps.comparison_pictures import write_sheet

        write_sheet(written["sheet"], difference, telling, PICTURES[args.sheet.suffix.lower()])
    if "chart" in written:
        from maps.comparison_pictures import write_chart

        write_chart(written["chart"], difference, telling, PICTURES[args.chart.suffix.lower()])


def _places(found: Compared) -> Iterator[Place]:
    """Yield the places of events and of what is drawn, with all their names where the gazetteer knows them."""
    yield from (event.place for event in found.events if event.place)
    for snapshot in (found.before.snapshot, found.after.snapshot, *found.series):
        spots = snapshot.places.get_coordinates().to_numpy()
        for place_id, name, at in zip(snapshot.places["place_id"], snapshot.places["name"], spots, strict=True):
            yield found.gazetteer.get(place_id) or Place(id=place_id, name=name, at=LonLat(*map(float, at)))


def _bounds(found: Compared) -> Extent:
    """Return the bounds of both ends together."""
    boxes = [end.snapshot.areas.total_bounds for end in (found.before, found.after) if len(end.snapshot.areas)]
    if not boxes:
        msg = "compare: neither snapshot has an area; give snapshots of a region"
        raise SnapshotError(msg)
    west, south, east, north = np.array(boxes).T
    return Extent(float(west.min()), float(south.min()), float(east.max()), float(north.max()))
