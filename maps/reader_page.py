"""The reader view: each article's text beside the map, every name linked with its dot, or with why it has none."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from geo.actors import Actors
from geo.gazetteer import Gazetteer
from geo.model import Role
from geo.pipeline import Reading
from maps import bundle
from maps.basemap_world import read_bases
from maps.document import document
from maps.layers import Document, EventLayer, new_map
from maps.page import DATA_CREDITS, NOSCRIPT_ROWS
from maps.reader_columns import reader_columns, sort_readings


def reader_page(
    readings: Sequence[Reading],
    actors: Actors,
    gazetteer: Gazetteer,
    *,
    title: str = "",
    credit: str = "",
    house: Mapping[str, str] | None = None,
    language: str = "en",
) -> str:
    """Return the page of articles and their places as HTML; the same readings give the same page.

    Parameters
    ----------
    readings
        What each article says; their events are listed below the text.
    actors
        Names and colours of the actors of events.
    gazetteer
        Where towns and regions around the places get their names from.
    title, credit
        The heading of the page (by default the title of the one article), and a line of credits.
    house
        How places are written, by their ids.
    language
        That of the page's own words.
    """
    ordered = sort_readings(readings)
    house = house or {}
    title = (
        title or (ordered[0].article.title if len(ordered) == 1 else "") or bundle.words(language)["reader"]["title"]
    )
    root = Document()
    page = new_map(root)
    articles = [reading.article for reading in ordered]
    events = (event for reading in ordered for event in reading.events)
    told = EventLayer(events, actors, articles=articles, house=house, show=False)
    numbers = {event.id: number for number, event in enumerate(told.events)}
    told.add_to(page)
    bases = read_bases(_mentioned(ordered), gazetteer)
    root.blocks["frontline-page"] = {
        "title": title,
        "credits": [text for text in (credit, *DATA_CREDITS) if text],
        "home": bases.home,
        "world": bases.world,
    }
    root.blocks["frontline-reader"] = reader_columns(ordered, numbers, gazetteer, house)
    return document(
        root,
        title=title,
        scripts=[bundle.leaflet_script(), bundle.jquery_script(), bundle.own(bundle.READER_SCRIPTS, language)],
        styles=[bundle.leaflet_style(), bundle.own(bundle.READER_STYLES)],
        start=f"frontline.reader({page.get_name()}, {told.get_name()});",
        noscript=_noscript(title, ordered, house),
        language=language,
    )


def _mentioned(readings: Sequence[Reading]) -> Counter[Any]:
    return Counter(each.place for reading in readings for each in reading.resolutions if each.place)


def _noscript(title: str, readings: Sequence[Reading], house: Mapping[str, str]) -> str:
    """Return the articles and their places as plain lists, for readers without scripts."""
    articles = [_noscript_article(reading, house) for reading in readings[:NOSCRIPT_ROWS]]
    rest = len(readings) - NOSCRIPT_ROWS
    more = f"<p>and {rest} more</p>" if rest > 0 else ""
    return f"<h1>{html.escape(title)}</h1>{''.join(articles)}{more}"


def _noscript_article(reading: Reading, house: Mapping[str, str]) -> str:
    article = reading.article
    named = Counter(house.get(each.place.id, each.place.name) for each in reading.resolutions if each.place)
    missing = {
        each.mention.toponym: each.reasons
        for each in reading.resolutions
        if each.place is None and each.mention.role is not Role.EMBEDDED
    }
    found = [f"{name} ({count})" for name, count in sorted(named.items(), key=lambda item: (-item[1], item[0]))]
    lost = [f"{toponym}, no place: {'; '.join(reasons)}" for toponym, reasons in sorted(missing.items())]
    day = f"{article.published.isoformat()} · " if article.published else ""
    rows = "".join(f"<li><bdi>{html.escape(text)}</bdi></li>" for text in [*found, *lost])
    return f"<h2>{html.escape(day + (article.title or article.id))}</h2><ul>{rows}</ul>"
