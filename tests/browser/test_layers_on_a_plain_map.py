"""Our layers on a plain Folium map, beside Folium's own control; Leaflet is answered from its package."""

from __future__ import annotations

import re
from pathlib import Path

import folium
from playwright.sync_api import Browser, Page, Route
from xstatic.pkg import jquery, leaflet

from maps.compare import compare
from maps.layers import DifferenceLayer, EventLayer, SnapshotLayer
from tests.browser.stories import DAYS, EVENTS, HOSTILE, actors, event, place, snapshot

FILES = {
    "leaflet.js": Path(leaflet.BASE_DIR) / "leaflet.js",
    "leaflet.css": Path(leaflet.BASE_DIR) / "leaflet.css",
    "jquery-3.7.1.min.js": Path(jquery.BASE_DIR) / "jquery.min.js",
}


def answer(route: Route) -> None:
    """Give Leaflet and jQuery from disk, and nothing for what else Folium asks of the network."""
    name = route.request.url.rsplit("/", 1)[-1]
    if route.request.url.startswith("file:"):
        route.continue_()
    elif name in FILES:
        route.fulfill(path=FILES[name])
    else:
        route.fulfill(body="")


def opened_plain(browser: Browser, chart: folium.Map, tmp_path: Path) -> tuple[Page, list[str]]:
    """Open a Folium map and note what goes wrong in it."""
    file = tmp_path / "plain.html"
    chart.save(str(file))
    page = browser.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.route(re.compile(".*"), answer)
    page.goto(file.as_uri())
    return page, wrong


def a_map(**given: object) -> folium.Map:
    """Return a map of our layers and Folium's control."""
    chart = folium.Map(location=[35.8, 37.0], zoom_start=8, tiles=None, max_zoom=14)
    SnapshotLayer(snapshot(DAYS[1], 37.0), actors()).add_to(chart)
    EventLayer(given.get("events", EVENTS), actors(), name=HOSTILE[0]).add_to(chart)  # type: ignore[arg-type]
    folium.LayerControl(collapsed=False).add_to(chart)
    return chart


def ink(page: Page) -> int:
    """Return how many pixels the layers have painted."""
    found: int = page.evaluate(
        """() => [...document.querySelectorAll("canvas")].reduce((sum, canvas) => {
            const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
            return sum + data.filter((value, n) => n % 4 === 3 && value > 0).length;
        }, 0)"""
    )
    return found


def test_layers_draw_open_and_leave_by_folium_s_own_control(browser: Browser, tmp_path: Path):
    page, wrong = opened_plain(browser, a_map(), tmp_path)
    page.wait_for_timeout(500)
    before = ink(page)
    assert before > 10_000
    labels = page.locator(".leaflet-control-layers-overlays label")
    assert [text.strip() for text in labels.all_inner_texts()] == ["Control", HOSTILE[0]]
    size = page.viewport_size or {"width": 1280, "height": 720}
    page.mouse.click(size["width"] / 2 + 5, size["height"] / 2 + 40)
    page.locator(".leaflet-popup-content", has_text="Hayat Tahrir al-Sham").or_(
        page.locator(".leaflet-popup-content", has_text="Syrian government forces")
    ).wait_for()
    labels.first.locator("input").uncheck()
    assert ink(page) < before / 2
    assert wrong == []


def test_what_changed_between_two_days_stands_on_a_plain_map(browser: Browser, tmp_path: Path):
    ground = compare(snapshot(DAYS[1], 37.0), snapshot(DAYS[2], 37.4), actors()).ground
    chart = folium.Map(location=[35.8, 37.0], zoom_start=8, tiles=None, max_zoom=14)
    DifferenceLayer(ground, actors(), name=HOSTILE[0]).add_to(chart)
    folium.LayerControl(collapsed=False).add_to(chart)
    chart.fit_bounds(chart.get_bounds())
    page, wrong = opened_plain(browser, chart, tmp_path)
    page.wait_for_timeout(500)
    assert ink(page) > 10_000
    won = ground[(ground["from"] == "SYR-GOV") & (ground["to"] == "HTS")].geometry.iloc[0].representative_point()
    x, y = page.evaluate(
        """([lat, lon]) => {
            const map = Object.values(window).find((value) => value instanceof L.Map);
            const { x, y } = map.latLngToContainerPoint([lat, lon]);
            return [x, y];
        }""",
        [won.y, won.x],
    )
    page.mouse.click(x, y)
    said = page.locator(".leaflet-popup-content").inner_text()
    assert said.startswith("Syrian government forces → Hayat Tahrir al-Sham")
    assert wrong == []


def test_hostile_text_on_a_plain_map_does_nothing(browser: Browser, tmp_path: Path):
    events = [
        event(text, place=place(text, 36.5, 35.5), place_words=text, actor=text, told={"sentence": text, "url": text})
        for text in HOSTILE
    ]
    page, wrong = opened_plain(browser, a_map(events=events), tmp_path)
    page.wait_for_timeout(500)
    shown = page.evaluate(
        """() => {
            const layer = Object.values(window).find((value) => value instanceof frontline.EventLayer);
            return layer.shown.map((i) => {
                layer.openEvents(L.latLng(35.5, 36.5), [i]);
                return layer.marks && [...document.querySelectorAll(".leaflet-popup-content")].pop().textContent;
            }).join(" ");
        }"""
    )
    assert all(text in shown for text in HOSTILE)
    assert page.evaluate("window.ran") is None
    assert wrong == []


def test_layers_work_in_a_notebook_s_frame(browser: Browser, tmp_path: Path):
    file = tmp_path / "notebook.html"
    file.write_text(a_map()._repr_html_(), encoding="utf-8")
    page = browser.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.route(re.compile(".*"), answer)
    page.goto(file.as_uri())
    frame = page.frames[1]
    frame.locator(".leaflet-control-layers-overlays label").first.wait_for()
    page.wait_for_timeout(500)
    words = frame.evaluate(
        """() => {
            const layer = Object.values(window).find((value) => value instanceof frontline.SnapshotLayer);
            layer.openPlace(layer.places[0]);
            return document.querySelector(".leaflet-popup-content").textContent;
        }"""
    )
    assert "Fighters took Westham" in words
    assert wrong == []
