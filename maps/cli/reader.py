"""The reader view of `frontline places`: the one form that is a page."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Sequence
from dataclasses import replace

from geo.corrections import Correction, corrected_events, unused
from geo.pipeline import Reading, Resources, linked
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
    return reader_page(linked(right), resources.actors, places, title=args.title or "", credit=args.credit)
