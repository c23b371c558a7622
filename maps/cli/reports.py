"""The events of a run: those that articles report and those given as rows."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from datetime import date

from geo.corrections import corrected_events, unused
from geo.events import link_events
from geo.model import Article, Event
from geo.pipeline import Resources, read_articles
from geo.rows import read_events
from maps.cli.reading import Inputs, corrections_of, progress
from maps.cli.running import tell


def events_of(args: Namespace, inputs: Inputs, resources: Resources) -> tuple[tuple[Event, ...], tuple[Article, ...]]:
    """Return the events of --events and of the articles, linked over the run, and the articles read.

    Given rows keep what they say of each other, for the articles behind them may not be at hand; a row stands for the
    event of its id that an article tells again. What was published after --known-by is left out.
    """
    corrections = corrections_of(args)
    limit: date | None = getattr(args, "known_by", None)
    rows = read_events(args.events, resources.gazetteer) if args.events else ()
    told = [event for event in rows if _known(event.provenance.published, limit)]
    articles = [article for article in inputs if _known(article.published, limit)]
    readings = list(progress(read_articles(articles, resources), total=len(articles)))
    ids = {event.id for event in told}
    read = [event for reading in readings for event in reading.events if event.id not in ids]
    for correction in unused(corrections, [*told, *read]):
        tell(f"{correction.where}: no event of this run is {correction.event_id!r}")
    given, found = (tuple(corrected_events(each, corrections, resources.gazetteer)) for each in (told, read))
    new = {event.id for event in found}
    linked = link_events([*given, *found], articles)
    kept = {event.id: event for event in given}
    return tuple(_with_links(event, kept.get(event.id), ids, new) for event in linked), tuple(articles)


def _known(published: date | None, limit: date | None) -> bool:
    return limit is None or published is None or published <= limit


def _with_links(event: Event, row: Event | None, rows: set[str], new: set[str]) -> Event:
    if row is None:
        return event
    agrees = rows.intersection(row.agrees) | new.intersection(event.agrees)
    disagrees = rows.intersection(row.disagrees) | new.intersection(event.disagrees)
    return replace(event, agrees=tuple(sorted(agrees)), disagrees=tuple(sorted(disagrees)))
