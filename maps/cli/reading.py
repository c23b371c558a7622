"""The articles of a command's INPUT, with complaints told as they come."""

from __future__ import annotations

import itertools
from argparse import Namespace
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TypeVar

from tqdm import tqdm

from geo.articles import read_articles
from geo.errors import ArticleError, GeoError
from geo.events import link_events
from geo.language import DEFAULT_MODEL
from geo.model import Article, Event
from geo.pipeline import Resources, read_article, read_resources
from geo.rows import read_events
from maps.cli.running import BAD, tell

_Item = TypeVar("_Item")


class Inputs:
    """The articles of a command's INPUT, read one by one; those that cannot be read are named on stderr."""

    def __init__(self, args: Namespace) -> None:
        self._found = read_articles(args.inputs, published=args.published)
        self._complaints = 0

    def __iter__(self) -> Iterator[Article]:
        """Yield the articles that can be read.

        Raises
        ------
        GeoError
            If there was any INPUT and no article of it can be read.
        """
        articles = self._articles()
        first = next(articles, None)
        if first is not None:
            yield from itertools.chain([first], articles)
        elif self._complaints:
            msg = "no article could be read, so nothing is written"
            raise GeoError(msg)

    def _articles(self) -> Iterator[Article]:
        for found in self._found:
            if isinstance(found, ArticleError):
                self.complain(str(found))
            else:
                yield found

    def complain(self, message: str) -> None:
        """Name what is bad about the input; the command goes on, and ends with a status that says so."""
        self._complaints += 1
        tell(message)

    @property
    def status(self) -> int:
        """The exit status that the input has earned."""
        return BAD if self._complaints else 0


def progress(items: Iterable[_Item], *, unit: str = "article", total: int | None = None) -> Iterable[_Item]:
    """Show on stderr how far the work has come, if that is a terminal."""
    shown: Iterable[_Item] = tqdm(items, unit=f" {unit}s", total=total, disable=None, delay=0.5, leave=False)
    return shown


def resources_of(args: Namespace) -> Resources:
    """Return what articles are read with."""
    return read_resources(
        gazetteer=args.gazetteer, actors=args.actors, model=DEFAULT_MODEL if args.model is None else args.model
    )


def events_of(args: Namespace, inputs: Inputs, resources: Resources) -> tuple[tuple[Event, ...], tuple[Article, ...]]:
    """Return the events of --events and of the articles, linked over the run, and the articles read.

    Given rows keep what they say of each other, for the articles behind them may not be at hand; a row stands for the
    event of its id that an article tells again. What was published after --known-by is left out.
    """
    limit: date | None = getattr(args, "known_by", None)
    given = read_events(args.events, resources.gazetteer.get) if args.events else ()
    given = tuple(event for event in given if _known(event.provenance.published, limit))
    articles = [article for article in inputs if _known(article.published, limit)]
    readings = [read_article(article, resources) for article in progress(articles)]
    ids = {event.id for event in given}
    found = [event for reading in readings for event in reading.events if event.id not in ids]
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
