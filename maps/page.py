"""The map page: one HTML file that opens from disk and asks nothing of any network."""

from __future__ import annotations

import html
from itertools import count
from operator import attrgetter
from pathlib import Path
from typing import Any

from geo.actors import Actors
from geo.model import Event
from maps import bundle
from maps.columns import day_number
from maps.document import document, write_whole
from maps.layers import Document, EventLayer, SnapshotLayer, add_tiles, new_map
from maps.story import DATA_CREDITS, Story, typical_error

Row = Any  # one row of a frame, as `itertuples` gives it

__all__ = ["DATA_CREDITS", "Story", "map_page", "write_map"]
NOSCRIPT_ROWS = 500


def write_map(path: Path, story: Story) -> None:
    """Write the page of a story, whole or not at all; the same story gives the same bytes."""
    write_whole(path, map_page(story))


def map_page(story: Story) -> str:
    """Return the page of a story as HTML."""
    root = Document()
    page = new_map(root)
    hosts = add_tiles(page, story.tiles)
    reports = EventLayer(story.events, story.actors, articles=story.articles, house=story.house)
    numbers = dict(zip(map(attrgetter("id"), reports.events), count(), strict=False))
    control = SnapshotLayer(
        story.snapshots,
        story.actors,
        event_numbers=numbers,
        known=story.known,
        baseline=story.baseline,
        house=story.house,
    )
    control.add_to(page)
    reports.add_to(page)
    root.blocks["frontline-page"] = _facts(story)
    return document(
        root,
        title=story.title,
        scripts=[bundle.leaflet_script(), bundle.jquery_script(), bundle.own(bundle.PAGE_SCRIPTS, story.language)],
        styles=[bundle.leaflet_style(), bundle.own(bundle.PAGE_STYLES)],
        start=f"frontline.page({page.get_name()}, {control.get_name()}, {reports.get_name()});",
        noscript=_noscript(story, reports.events),
        tile_hosts=hosts,
        language=story.language,
    )


def _facts(story: Story) -> dict[str, Any]:
    return {
        "title": story.title,
        "credits": story.credits,
        "notes": list(story.notes),
        "known_by": day_number(story.latest.known_by),
        "error_km": typical_error(story.latest),
        "base": story.basemap.data if story.basemap else None,
        "tiles": story.tiles is not None,
    }


def _noscript(story: Story, events: list[Event]) -> str:
    """Return the places and events as plain lists, for readers without scripts."""
    latest = story.latest
    places = [
        f"<li><bdi>{html.escape(str(row.name))}</bdi>: {html.escape(_holding(row, story.actors))}</li>"
        for row in latest.places.head(NOSCRIPT_ROWS).itertuples(index=False)
    ]
    told = [_noscript_event(event, story.actors) for event in events[::-1][:NOSCRIPT_ROWS]]
    return "\n".join(
        [
            f"<h1>{html.escape(story.title)}</h1>",
            f"<p>As of {latest.as_of.isoformat()}. Inferred from {int(latest.inferred_from)} places.</p>",
            f"<h2>Reports</h2><ul>{''.join(told)}</ul>{_rest(len(events))}",
            f"<h2>Places</h2><ul>{''.join(places)}</ul>{_rest(len(latest.places))}",
        ]
    )


def _rest(count: int) -> str:
    return f"<p>and {count - NOSCRIPT_ROWS} more</p>" if count > NOSCRIPT_ROWS else ""


def _holding(row: Row, actors: Actors) -> str:
    names = [_name(code, actors) for code in (row.actor, row.rival) if isinstance(code, str)]
    state = {"held": "held by", "contested": "contested:"}.get(str(row.state), "holder not known")
    return f"{state} {' and '.join(names)}".strip() + (", besieged" if row.besieged else "")


def _name(code: str, actors: Actors) -> str:
    actor = actors.get(code)
    return actor.name if actor else code


def _noscript_day(event: Event) -> str:
    if event.day_to is None:
        return "no date"
    return event.day_to.isoformat() if event.day_from else f"before {event.day_to.isoformat()}, day not told"


def _noscript_event(event: Event, actors: Actors) -> str:
    where = event.place.name if event.place else event.place_words
    said = event.provenance
    facts = [
        _noscript_day(event),
        where,
        event.action.value,
        _name(event.actor, actors) if event.actor else "nobody named",
        event.status.value + (f" by {_name(event.claimant, actors)}" if event.claimant else ""),
    ]
    source = " · ".join(text for text in (said.source, said.title) if text)
    line = " · ".join(facts)
    return f"<li>{html.escape(line)}<br><q>{html.escape(said.sentence)}</q><br>{html.escape(source)}</li>"
