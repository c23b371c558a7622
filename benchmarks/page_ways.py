"""The ways to put reports on a page: ours, those of rivals, and the floor that no page of these facts can go below."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import folium
import geopandas as gpd

from geo.actors import read_actors
from geo.model import Event
from maps.page import Story, map_page
from maps.schema import AREA_COLUMNS, LINE_COLUMNS, PLACE_COLUMNS, WGS84
from maps.snapshot import Snapshot


def frontline_page(found: list[Event]) -> Callable[[], str]:
    """Build our page, without a base map."""
    frames = [
        gpd.GeoDataFrame({name: [] for name in columns}, geometry="geometry", crs=WGS84)
        for columns in (AREA_COLUMNS, LINE_COLUMNS, PLACE_COLUMNS)
    ]
    day = max(event.day_to for event in found if event.day_to)
    empty = Snapshot(
        as_of=day,
        known_by=None,
        inferred_from=0,
        method="field",
        areas=frames[0],
        front_line=frames[1],
        places=frames[2],
    )
    story = Story(title="Made up", actors=read_actors(), snapshots=(empty,), events=tuple(found))
    return lambda: map_page(story)


def folium_markers(found: list[Event]) -> Callable[[], str]:
    """Build a marker with a popup for each report."""

    def build() -> str:
        chart = folium.Map(tiles=None)
        for event in found:
            text = f"{event.day_to} {event.actor} {event.action} {event.provenance.sentence}"
            folium.Marker(_latlon(event), popup=folium.Popup(text)).add_to(chart)
        return str(chart.get_root().render())

    return build


def folium_geojson(found: list[Event]) -> Callable[[], str]:
    """Build one GeoJson layer with integer ids, folium's best."""

    def build() -> str:
        chart = folium.Map(tiles=None, prefer_canvas=True)
        data = {"type": "FeatureCollection", "features": [_feature(n, event) for n, event in enumerate(found)]}
        popup = folium.GeoJsonPopup(["day", "actor", "action", "sentence", "url"])
        folium.GeoJson(data, marker=folium.CircleMarker(radius=4), popup=popup).add_to(chart)
        return str(chart.get_root().render())

    return build


def geopandas_explore(found: list[Event]) -> Callable[[], str]:
    """Build geopandas' own page, without a column to colour by."""

    def build() -> str:
        features = [_feature(n, event) for n, event in enumerate(found)]
        frame = gpd.GeoDataFrame.from_features(features, crs="EPSG:4326")
        return str(frame.explore(tiles=None).get_root().render())

    return build


def lonboard_html(found: list[Event]) -> Callable[[], str]:
    """Build lonboard's page."""
    import lonboard

    def build() -> str:
        features = [_feature(n, event) for n, event in enumerate(found)]
        frame = gpd.GeoDataFrame.from_features(features, crs="EPSG:4326")
        return str(lonboard.Map(lonboard.ScatterplotLayer.from_geopandas(frame, auto_downcast=False)).to_html())

    return build


def pydeck_html(found: list[Event]) -> Callable[[], str]:
    """Build pydeck's page with its script in it."""
    import pydeck

    def build() -> str:
        rows = [{"at": [*event.place.at], **_facts(event)} for event in found if event.place]
        deck = pydeck.Deck(
            [pydeck.Layer("ScatterplotLayer", rows, get_position="at", pickable=True)], map_provider=None
        )
        return str(deck.to_html(as_string=True, offline=True))

    return build


def floor(found: list[Event]) -> Callable[[], str]:
    """Build bare columns: no page of these facts can be made in less."""

    def build() -> str:
        rows = [
            {"lon": event.place.at.lon, "lat": event.place.at.lat, **_facts(event)} for event in found if event.place
        ]
        return json.dumps({name: [row[name] for row in rows] for name in rows[0]})

    return build


def _latlon(event: Event) -> tuple[float, float]:
    return (event.place.at.lat, event.place.at.lon) if event.place else (0.0, 0.0)


def _facts(event: Event) -> dict[str, str | None]:
    told = event.provenance
    day = str(event.day_to)
    return {"day": day, "actor": event.actor, "action": event.action.value, "sentence": told.sentence, "url": told.url}


def _feature(n: int, event: Event) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": list(_latlon(event)[::-1])}
    return {"type": "Feature", "id": n, "geometry": point, "properties": _facts(event)}


WAYS: dict[str, Callable[[list[Event]], Callable[[], str]]] = {
    "frontline": frontline_page,
    "folium GeoJson": folium_geojson,
    "geopandas explore": geopandas_explore,
    "lonboard": lonboard_html,
    "pydeck": pydeck_html,
    "folium Marker": folium_markers,
    "floor": floor,
}
