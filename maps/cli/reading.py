"""The articles of a command's INPUT, with complaints told as they come."""

from __future__ import annotations

import itertools
from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from tqdm import tqdm

from geo.articles import read_articles
from geo.corrections import Correction, read_corrections
from geo.errors import ArticleError, GeoError
from geo.language import DEFAULT_MODEL
from geo.model import Article
from geo.online import Online, Service
from geo.pipeline import Resources, read_resources
from maps.cli.running import BAD, tell
from maps.house import HouseNames, read_house_names

_FILES = ("events", "spans", "baseline", "region", "gazetteer", "actors", "actor_map", "corrections", "names")
_Item = TypeVar("_Item")


class Inputs:
    """The articles of a command's INPUT, read one by one; those that cannot be read are named on stderr."""

    def __init__(self, args: Namespace) -> None:
        self._found = read_articles(args.inputs, published=args.published)
        self._complaints = 0

    def __iter__(self) -> Iterator[Article]:
        """Return the articles that can be read, the first of them read already.

        Raises
        ------
        GeoError
            If there was any INPUT and no article of it can be read.
        """
        articles = self._articles()
        first = list(itertools.islice(articles, 1))
        if self._complaints and not first:
            msg = "no article could be read, so nothing is written"
            raise GeoError(msg)
        return itertools.chain(first, articles)

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


def progress(
    items: Iterable[_Item], *, unit: str = "article", total: int | None = None, quiet: bool = False
) -> Iterable[_Item]:
    """Show on stderr how far the work has come, if that is a terminal and not `quiet` for other lines that go there."""
    hidden = True if quiet else None
    shown: Iterable[_Item] = tqdm(items, unit=f" {unit}s", total=total, disable=hidden, delay=0.5, leave=False)
    return shown


def files_read(args: Namespace) -> list[str | Path | None]:
    """Return what a command reads, as its words name it: articles and files."""
    return [*args.inputs, *(getattr(args, option, None) for option in _FILES)]


def corrections_of(args: Namespace) -> tuple[Correction, ...]:
    """Return the rows of --corrections, none without it."""
    return read_corrections(args.corrections) if args.corrections else ()


def house_of(args: Namespace) -> HouseNames:
    """Return the spellings of --names, none without it."""
    return read_house_names(args.names) if args.names else HouseNames(by_id={}, by_name={})


def resources_of(args: Namespace) -> Resources:
    """Return what articles are read with."""
    online = None
    if args.geocoder:
        online = Online(
            service=Service(args.geocoder),
            user_agent=args.user_agent or "",
            url=args.geocoder_url,
            key=args.geocoder_key,
            delay=args.geocoder_delay,
        )
    model = DEFAULT_MODEL if args.model is None else args.model
    return read_resources(gazetteer=args.gazetteer, actors=args.actors, model=model, online=online)
