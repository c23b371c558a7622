"""Small makers of the values that control and maps are tested with: a made-up war in Syria."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

from geo.actor_files import read_war_file
from geo.actors import Actors, actors_of
from geo.model import (
    Action,
    DayPrecision,
    Event,
    Extent,
    FeatureClass,
    LonLat,
    Place,
    Precision,
    Provenance,
    Status,
)
from maps.baseline import BaselineRow
from maps.regions import Region, region_of
from maps.schema import WGS84, PlaceState

CASES = Path(__file__).parent.parent / "cases" / "control"
START = date(2024, 3, 1)
KINDS: dict[str, Callable[[Any], object]] = {"extent": Extent, "status": Status, "place_precision": Precision}


def actors() -> Actors:
    """Return Red with Pink, Blue allied to Green, and Old that ends on 20 March 2024."""
    return actors_of([read_war_file(CASES / "actors.toml")])


def place(name: str = "Aton", lon: float = 37.0, lat: float = 35.0, **more: object) -> Place:
    """Return a town."""
    return Place(id=f"own:{name}", name=name, at=LonLat(lon, lat), country="SY", **more)  # type: ignore[arg-type]


def province(name: str, lon: float, lat: float) -> Place:
    """Return a first-level region by its label point."""
    return place(name, lon, lat, feature_class=FeatureClass.ADMIN, feature_code="ADM1")


def row(at: Place, holder: str | None, day: date = START, weight: float = 1.0) -> BaselineRow:
    """Return a baseline row; holder None is unknown."""
    state = PlaceState.HELD if holder else PlaceState.UNKNOWN
    return BaselineRow(place=at, state=state, actor=holder, rival=None, day=day, weight=weight)


def event(
    action: str | Action,
    actor: str | None = None,
    at: Place | None = None,
    day: date | None = date(2024, 3, 5),
    *,
    day_from: date | None = None,
    published: date | None = None,
    sentence: str = "",
    source: str = "",
    **more: Any,
) -> Event:
    """Return an event; its id tells its content."""
    where = at or place()
    words = sentence or f"{actor} {action} {where.name} {day}."
    parts = (action, actor, where.id, day_from, day, published, words, source, *sorted(more.items()))
    fields: dict[str, object] = {
        "opponent": None,
        "place_precision": Precision.AREA if where.feature_class is FeatureClass.ADMIN else Precision.TOWN,
        "day_precision": DayPrecision.DAY,
        "extent": Extent.FULL,
        "status": Status.REPORTED,
        **{name: KINDS[name](value) if name in KINDS else value for name, value in more.items()},
    }
    return Event(
        id="|".join(str(part) for part in parts),
        action=Action(action),
        actor=actor,
        place_words=where.name,
        place=where,
        day_from=day_from or day,
        day_to=day,
        provenance=Provenance(
            article_id=f"a-{source or words}", start=0, end=1, sentence=words, published=published or day, source=source
        ),
        **fields,  # type: ignore[arg-type]
    )


def box(west: float, south: float, east: float, north: float, name: str = "Box") -> Region:
    """Return a region that is a rectangle and one unit."""
    return units({name: shapely.box(west, south, east, north)})


def units(shapes: dict[str, shapely.Polygon]) -> Region:
    """Return a region of several units."""
    names = list(shapes)
    blank = [""] * len(names)
    frame = gpd.GeoDataFrame(
        {"name": names, "name_en": names, "iso_3166_2": blank, "disputed": False, "disputed_by": blank},
        geometry=list(shapes.values()),
        crs=WGS84,
    )
    return region_of("Testland", "SY", frame)
