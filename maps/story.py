"""What a page or a picture tells, and what both say of themselves."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from geo.actors import Actors
from geo.model import Article, Event, Place
from maps import bundle
from maps.baseline import BaselineRow
from maps.basemap import Basemap
from maps.snapshot import Snapshot

ERROR_PER_SPACING = 0.6  # typical error of an inferred line, in mean distances between places
DATA_CREDITS = (
    "Place names: GeoNames (CC BY 4.0)",
    "Boundaries and lakes: Natural Earth",
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Story:
    """What one page tells.

    `snapshots` are the days of the slider, the latest is shown first. `articles` are those of the events, where at
    hand. `known` are the places by their ids, `baseline` says who held them at the start, `house` how they are written,
    by their ids. `language` is that of the page's own words. `tiles` names online tiles of Folium; without it the page
    asks nothing of any network.
    """

    title: str
    actors: Actors
    snapshots: tuple[Snapshot, ...]
    events: tuple[Event, ...] = ()
    articles: tuple[Article, ...] = ()
    basemap: Basemap | None = None
    known: Mapping[str, Place] | None = None
    baseline: tuple[BaselineRow, ...] = ()
    house: Mapping[str, str] = field(default_factory=dict)
    credit: str = ""
    notes: tuple[str, ...] = ()
    language: str = "en"
    tiles: str | None = None

    @property
    def latest(self) -> Snapshot:
        """The snapshot of the latest day."""
        return max(self.snapshots, key=lambda each: each.as_of)

    @property
    def credits(self) -> list[str]:
        """Whose data stand on the page."""
        return [text for text in (self.credit, *DATA_CREDITS) if text]

    @property
    def words(self) -> dict[str, Any]:
        """The words that the page says of itself."""
        return bundle.words(self.language)


def typical_error(snapshot: Snapshot) -> float | None:
    """Return how far off an inferred line typically is, in km (measured: about 0.6 of the distance between places)."""
    known = snapshot.areas[snapshot.areas["actor"].notna()]
    if not snapshot.inferred_from or known.empty:
        return None
    return round(ERROR_PER_SPACING * math.sqrt(float(known["km2"].sum()) / snapshot.inferred_from), 1)


def written_day(day: date, words: Mapping[str, Any]) -> str:
    """Return a day as people write it.

    >>> written_day(date(2024, 12, 9), bundle.words("en"))
    '9 Dec 2024'
    """
    return f"{day.day} {words['months'][day.month - 1]} {day.year}"
