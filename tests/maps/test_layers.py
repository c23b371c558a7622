"""Our layers on any Folium map, and what no text may do there."""

from __future__ import annotations

import base64
import json
import re
import zlib

import folium
import pytest

from maps.layers import EventLayer, SnapshotLayer, inert
from tests.browser.stories import DAYS, EVENTS, HOSTILE, actors, event, place, snapshot


def blocks(html: str) -> list[dict[str, object]]:
    """Return the data in a page."""
    packed = re.findall(r'<script type="text/plain" id="[^"]*">([^<]*)</script>', html)
    return [json.loads(zlib.decompress(base64.b64decode(text))) for text in packed]


def test_layers_stand_in_folium_s_own_layer_control():
    chart = folium.Map()
    SnapshotLayer(snapshot(DAYS[0], 37.0), actors()).add_to(chart)
    EventLayer(EVENTS, actors(), name="What was reported").add_to(chart)
    folium.LayerControl().add_to(chart)
    html = chart.get_root().render()
    assert '"Control" : snapshot_layer_' in html
    assert '"What was reported" : event_layer_' in html
    assert html.index("leaflet.js") < html.index("window.frontline")
    assert len(blocks(html)) == 2


def test_a_map_with_our_layers_knows_its_bounds():
    chart = folium.Map()
    SnapshotLayer(snapshot(DAYS[0], 37.0), actors()).add_to(chart)
    assert chart.get_bounds() == [[35.0, 36.0], [36.5, 38.5]]


def test_layers_show_themselves_in_a_notebook():
    chart = folium.Map()
    EventLayer(EVENTS, actors()).add_to(chart)
    assert "event_layer_" in chart._repr_html_()


def test_no_text_reaches_a_template():
    events = [hostile(text) for text in HOSTILE]
    chart = folium.Map()
    EventLayer(events, actors(), name=HOSTILE[0]).add_to(chart)
    folium.LayerControl().add_to(chart)
    html = chart.get_root().render()
    (data,) = blocks(html)
    assert all(f"He said: {text}" in data["strings"] for text in HOSTILE)  # type: ignore[operator]
    assert inert(HOSTILE[0]).replace("&", "\\u0026") in html
    assert "cycler" not in html.replace(inert(HOSTILE[0]).replace("&", "\\u0026"), "")


def hostile(text: str):
    """Return an event that says a text wherever it can."""
    told = {"sentence": f"He said: {text}", "source": text, "title": text, "url": text, "article_id": text}
    return event(text, actor=text, claimant=text, place=place(text, 36.5, 35.5), place_words=text, told=told)


@pytest.mark.parametrize("text", HOSTILE)
def test_an_inert_name_has_nothing_that_any_reader_takes_for_its_own(text: str):
    assert not set(re.sub(r"&#\d+;", "", inert(text))) & set("<>\"'`\\${}&\u2028\u2029")


def test_events_without_a_place_are_kept_in_the_data_and_off_the_map():
    chart = folium.Map()
    EventLayer([event("five", place=None)], actors()).add_to(chart)
    (data,) = blocks(chart.get_root().render())
    assert data["place"] == [-1]
