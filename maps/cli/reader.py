"""The reader view of `frontline places`: the one form that is a page."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable

from geo.pipeline import Reading, Resources, linked
from maps.reader_page import reader_page


def page_of(args: Namespace, readings: Iterable[Reading], resources: Resources) -> str:
    """Return the page of what articles say."""
    return reader_page(
        linked(list(readings)), resources.actors, resources.gazetteer, title=args.title or "", credit=args.credit
    )
