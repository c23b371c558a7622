"""The comparison page: two days side by side, one over the other, and what changed between them."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geo.actors import Actors
from geo.model import Article, Event
from maps import bundle
from maps.basemap import Basemap, Extent, read_basemap_around
from maps.compare import Comparison
from maps.comparison_facts import facts, named_events
from maps.document import document, write_whole
from maps.event_columns import sort_events
from maps.layers import DifferenceLayer, Document, EventLayer, SnapshotLayer, new_map
from maps.page import DATA_CREDITS
from maps.snapshot import Snapshot


@dataclass(frozen=True, kw_only=True, eq=False)
class Telling:
    """What the page says beside the comparison.

    `events` are those of the run, of which those that changed places name stand on the page; `series` are the days of
    its small maps. Without a base the countries around the areas are drawn. `house` is how places are written, by their
    ids, `language` that of the page's own words.
    """

    actors: Actors
    events: Sequence[Event] = ()
    articles: Sequence[Article] = ()
    series: Sequence[Snapshot] = ()
    basemap: Basemap | None = None
    house: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    credit: str = ""
    language: str = "en"

    @property
    def words(self) -> dict[str, Any]:
        """The words that page and pictures say of themselves."""
        spoken = bundle.words(self.language)
        return {**spoken, **spoken["comparison"]}


def write_comparison(path: Path, comparison: Comparison, telling: Telling) -> None:
    """Write the page of a comparison, whole or not at all; the same input gives the same bytes."""
    write_whole(path, comparison_page(comparison, telling))


def comparison_page(comparison: Comparison, telling: Telling) -> str:
    """Return the page of a comparison as HTML."""
    root = Document()
    earlier_map, later_map = new_map(root), new_map(root)
    for each in (earlier_map, later_map):
        each.options["zoom_animation"] = False  # two maps in step jump together
    actors = telling.actors
    layers = _layers(comparison, telling)
    for name, layer in layers.items():
        layer.add_to(earlier_map if name == "earlier" else later_map)
    events = sort_events(named_events(comparison, telling.events))
    reports = EventLayer(events, actors, articles=telling.articles, house=telling.house, show=False)
    reports.add_to(later_map)
    basemap = base_of(comparison, telling)
    title = telling.title or title_of(comparison, telling.language)
    root.blocks["frontline-page"] = facts(comparison, events, actors, telling.house) | {
        "title": title,
        "credits": [text for text in (telling.credit, *DATA_CREDITS) if text],
        "base": basemap.data,
        "home": list(basemap.home),
    }
    maps = f"[{earlier_map.get_name()}, {later_map.get_name()}]"
    named = ", ".join(f"{name}: {layer.get_name()}" for name, layer in layers.items())
    return document(
        root,
        title=title,
        scripts=[
            bundle.leaflet_script(),
            bundle.jquery_script(),
            bundle.own(bundle.COMPARISON_SCRIPTS, telling.language),
        ],
        styles=[bundle.leaflet_style(), bundle.own(bundle.COMPARISON_STYLES)],
        start=f"frontline.comparison({maps}, {{{named}}}, {reports.get_name()});",
        noscript=_noscript(title, comparison, telling),
        language=telling.language,
    )


def _layers(comparison: Comparison, telling: Telling) -> dict[str, SnapshotLayer | DifferenceLayer]:
    """Return the layers of the two maps by the names that the scripts have for them."""
    actors, house = telling.actors, telling.house
    before, after = comparison.before.snapshot, comparison.after.snapshot
    layers: dict[str, SnapshotLayer | DifferenceLayer] = {
        "earlier": SnapshotLayer(before, actors, house=house),
        "later": SnapshotLayer(after, actors, house=house),
        "oldFront": SnapshotLayer(before, actors, show=False),
        "difference": DifferenceLayer(comparison.ground, actors, show=False),
    }
    if len(telling.series) > 1:
        layers["series"] = SnapshotLayer(telling.series, actors, show=False)
    return layers


def base_of(comparison: Comparison, telling: Telling) -> Basemap:
    """Return the base of page and pictures: the one given, else that around the areas."""
    return telling.basemap or read_basemap_around(Extent(*map(float, comparison.ground.total_bounds)))


def title_of(comparison: Comparison, language: str = "en") -> str:
    """Return the heading of a page that is given none."""
    words = bundle.words(language)["comparison"]
    return str(words["versus"]["title"] if comparison.versus else words["title"])


def _noscript(title: str, comparison: Comparison, telling: Telling) -> str:
    """Return the tables as plain HTML, for readers without scripts."""
    words = telling.words
    areas = [
        f"<li><bdi>{html.escape(code)}</bdi>: {words['before']} {_km2(row['km2_from'], words)}, "
        f"{words['after']} {_km2(row['km2_to'], words)}</li>"
        for code, row in sorted(comparison.actors.items())
    ]
    places = [
        f"<li><bdi>{html.escape(telling.house.get(row['place_id'], row['place']))}</bdi>: "
        f"<bdi>{html.escape(row['from'])} → {html.escape(row['to'])}</bdi></li>"
        for row in comparison.changed
    ]
    ends = " – ".join(html.escape(end.label) for end in (comparison.before, comparison.after))
    return f"<h1>{html.escape(title)}</h1><p>{ends}</p><ul>{''.join(areas)}</ul><ul>{''.join(places)}</ul>"


def _km2(value: float, words: Mapping[str, Any]) -> str:
    return str(words["km2"]).format(n=f"{value:.0f}")
