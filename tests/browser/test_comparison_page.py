"""The comparison page in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from maps.compare import compare
from maps.comparison_page import write_comparison
from tests.browser.stories import DAYS, EVENTS, HOSTILE, WEST, actors, event, snapshot

Open = Callable[..., Page]


@pytest.fixture
def page_of(tmp_path: Path) -> Callable[..., str]:
    """Return the page of two days between which the line moved east."""

    def page(**given: Any) -> str:
        before, after = snapshot(DAYS[0], 37.0), snapshot(DAYS[1], 37.2)
        after.places.loc[0, "actor"] = "SNA"
        file = tmp_path / "compare.html"
        told: dict[str, Any] = {"actors": actors(), "events": EVENTS} | given
        write_comparison(file, compare(before, after, actors()), before, after, **told)
        return file.read_text(encoding="utf-8")

    return page


def test_the_tables_say_who_gained_what_and_where_and_why(opened: Open, page_of):
    page = opened(page_of())
    table = page.inner_text(".fl-table")
    assert "HTS" in table
    row = page.locator(".fl-table tr", has_text="Government").inner_text()
    assert "−" in row
    entry = page.locator(".fl-entry", has_text="Westham").first
    assert "SNA" in entry.inner_text()
    assert "Fighters took Westham, one said." in entry.inner_text()


def test_three_views_share_their_place_and_the_address_keeps_them(opened: Open, page_of):
    page = opened(page_of())
    page.get_by_role("button", name="Side by side").click()
    first, second = page.evaluate("frontline.app.maps.map((map) => map.getCenter().toString())")
    assert first == second
    page.get_by_role("button", name="Swipe").click()
    page.locator(".fl-divide").fill("20")
    assert page.evaluate("location.hash").endswith("view=swipe&cut=20")
    again = opened(page_of(), page.evaluate("location.hash"))
    assert again.get_attribute(".fl-stage", "data-view") == "swipe"
    assert again.input_value(".fl-divide") == "20"


def where_on_screen(page: Page, at: tuple[float, float]) -> list[float]:
    """Return the pixel of a point in degrees."""
    pixel: list[float] = page.evaluate(
        """(at) => {
            const map = frontline.app.maps[1];
            const box = map.getContainer().getBoundingClientRect();
            const point = map.latLngToContainerPoint([at[1], at[0]]);
            return [box.left + point.x, box.top + point.y];
        }""",
        list(at),
    )
    return pixel


def test_each_side_of_the_divider_answers_clicks_for_its_own_day(opened: Open, page_of):
    page = opened(page_of(), "#view=swipe&cut=50")
    for cut, holder in (("0", "Syrian National Army"), ("100", "Hayat Tahrir al-Sham")):
        page.locator(".fl-divide").fill(cut)
        page.wait_for_timeout(500)  # the map may still be moving to make room for what it opened
        page.mouse.click(*where_on_screen(page, WEST.at))
        page.locator(".fl-holding:visible", has_text=holder).wait_for()


def test_a_changed_place_leads_to_its_spot(opened: Open, page_of):
    page = opened(page_of())
    page.locator(".fl-go", has_text="Westham").click()
    assert "Westham" in page.inner_text(".leaflet-popup-content")


def test_hostile_text_is_shown_as_it_is_and_does_nothing(opened: Open, page_of):
    text = "".join(HOSTILE)
    page = opened(page_of(title=text, credit=text, events=(event("one", told={"sentence": text, "source": text}),)))
    assert page.title() == text.replace("\n", " ") or page.evaluate("document.querySelector('h1').textContent") == text
    assert text in page.evaluate("document.querySelector('.fl-list').textContent")
    assert page.evaluate("window.ran") is None


def test_the_same_days_give_the_same_bytes(page_of):
    assert page_of() == page_of()


@pytest.mark.parametrize("width", [360, 390, 1440])
def test_nothing_runs_over_the_edge_of_the_screen(opened: Open, page_of, width: int):
    page = opened(page_of(), viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
