"""The reader view of `frontline places`: the one form that is a page."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from geo.corrections import Correction, corrected_events, unused
from geo.model import Place, Resolution
from geo.pipeline import Reading, Resources, linked
from maps.cli.reading import house_of
from maps.cli.running import tell
from maps.reader_page import reader_page


def page_of(
    args: Namespace, readings: Iterable[Reading], resources: Resources, corrections: Sequence[Correction]
) -> str:
    """Return the page of what articles say, their events as corrected."""
    read = list(readings)
    for correction in unused(corrections, [event for reading in read for event in reading.events]):
        tell(f"{correction.where}: no event of this run is {correction.event_id!r}")
    places = resources.gazetteer
    right = [replace(each, events=tuple(corrected_events(each.events, corrections, places))) for each in read]
    meant = [place for each in right for resolution in each.resolutions for place in _places(resolution)]
    return reader_page(
        linked(right),
        resources.actors,
        places,
        title=args.title or "",
        credit=args.credit,
        house=house_of(args).of(meant),
        language=args.language,
    )


def _places(meant: Resolution) -> Iterator[Place]:
    """Yield the place that a mention means, and those that it was thought to mean."""
    if meant.place:
        yield meant.place
    yield from (each.place for each in meant.candidates)
