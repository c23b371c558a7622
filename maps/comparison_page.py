"""The comparison page: two days side by side, one over the other, and what changed between them."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from geo.actors import Actors
from geo.model import Article, Event
from maps import bundle
from maps.basemap import Basemap, Extent, read_basemap_around
from maps.columns import Faces
from maps.compare import Comparison
from maps.document import document, write_whole
from maps.event_columns import sort_events, written_names
from maps.layers import DifferenceLayer, Document, EventLayer, SnapshotLayer, new_map
from maps.page import DATA_CREDITS
from maps.snapshot import Snapshot


def write_comparison(  # noqa: PLR0913  all but the first four are named where they are given
    path: Path,
    comparison: Comparison,
    before: Snapshot,
    after: Snapshot,
    *,
    actors: Actors,
    events: Sequence[Event] = (),
    articles: Sequence[Article] = (),
    basemap: Basemap | None = None,
    title: str = "",
    credit: str = "",
) -> None:
    """Write the page of two snapshots and their difference, whole or not at all; the same input gives the same bytes.

    `events` are those that the changed places name; their sentences stand in the table of changed places. Without a
    base the countries around the areas are drawn.
    """
    root = Document()
    earlier_map, later_map = new_map(root), new_map(root)
    layers = {
        "earlier": SnapshotLayer(before, actors),
        "later": SnapshotLayer(after, actors),
        "oldFront": SnapshotLayer(before, actors, show=False),
        "difference": DifferenceLayer(comparison.ground, actors, show=False),
    }
    for name, layer in layers.items():
        layer.add_to(earlier_map if name == "earlier" else later_map)
    ordered = sort_events(_named(comparison, events))
    reports = EventLayer(ordered, actors, articles=articles, show=False)
    reports.add_to(later_map)
    basemap = basemap or read_basemap_around(Extent(*(float(side) for side in comparison.ground.total_bounds)))
    title = title or "What changed"
    sources = [text for text in (credit, *DATA_CREDITS) if text]
    root.blocks["frontline-page"] = _facts(comparison, before, after, ordered, actors) | {
        "title": title,
        "credits": sources,
        "base": basemap.data,
        "home": list(basemap.home),
    }
    maps = f"[{earlier_map.get_name()}, {later_map.get_name()}]"
    named = ", ".join(f"{name}: {layer.get_name()}" for name, layer in layers.items())
    page = document(
        root,
        title=title,
        scripts=[bundle.leaflet_script(), bundle.jquery_script(), bundle.own(bundle.COMPARISON_SCRIPTS)],
        styles=[bundle.leaflet_style(), bundle.own(bundle.COMPARISON_STYLES)],
        start=f"frontline.comparison({maps}, {{{named}}}, {reports.get_name()});",
        noscript=_noscript(title, comparison),
    )
    write_whole(path, page)


def _named(comparison: Comparison, events: Sequence[Event]) -> list[Event]:
    """Return the events that changed places name."""
    named = {event_id for change in comparison.changed for event_id in change["event_ids"]}
    return [event for event in events if event.id in named]


def _facts(
    comparison: Comparison, before: Snapshot, after: Snapshot, events: Sequence[Event], actors: Actors
) -> dict[str, Any]:
    """Return the tables of the page."""
    numbers = {event.id: number for number, event in enumerate(events)}
    spots = {
        str(place_id): [round(x, 5), round(y, 5)]
        for snapshot in (before, after)
        for place_id, x, y in zip(
            snapshot.places["place_id"], snapshot.places.geometry.x, snapshot.places.geometry.y, strict=True
        )
    }
    names = written_names(events)
    codes = set(comparison.actors) | {code for change in comparison.changed for code in (change["from"], change["to"])}
    faces = Faces(actors, codes - {"no_data", "contested", "unknown"})
    changed = [
        {
            "place": names.get(change["place_id"], change["place"]),
            "from": change["from"],
            "to": change["to"],
            "same_side": change["same_side"],
            "at": spots.get(change["place_id"]),
            "events": sorted(numbers[event_id] for event_id in change["event_ids"] if event_id in numbers),
        }
        for change in comparison.changed
    ]
    return {
        "from": comparison.before.isoformat(),
        "to": comparison.after.isoformat(),
        "actors": comparison.actors,
        "looks": faces.rows(),
        "changed": sorted(
            changed, key=lambda row: (not row["events"], row["same_side"], row["place"], row["at"] or [])
        ),
    }


def _noscript(title: str, comparison: Comparison) -> str:
    """Return the tables as plain HTML, for readers without scripts."""
    areas = [
        f"<li>{html.escape(code)}: {row['km2_from']:.0f} km² before, {row['km2_to']:.0f} km² after</li>"
        for code, row in sorted(comparison.actors.items())
    ]
    places = [
        f"<li><bdi>{html.escape(row['place'])}</bdi>: {html.escape(row['from'])} → {html.escape(row['to'])}</li>"
        for row in comparison.changed
    ]
    return f"<h1>{html.escape(title)}</h1><ul>{''.join(areas)}</ul><ul>{''.join(places)}</ul>"
