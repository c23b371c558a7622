"""The comparison page in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page

from geo.model import Action
from maps.compare import End, compare, with_series
from maps.comparison_page import Telling, comparison_page
from tests.browser.english import english_of
from tests.browser.stories import DAYS, EVENTS, HOSTILE, WEST, actors, event, snapshot

Open = Callable[..., Page]
MARKED = "frontline.app.maps.map((map) => `${map.getCenter()} ${map.getZoom()}`)"


def story(**given: Any) -> str:
    """Return the page of two days between which the line moved east and two towns changed hands, with one contested."""
    before, after = snapshot(DAYS[0], 37.0), snapshot(DAYS[2], 37.2)
    after.places.loc[0, "actor"] = "SNA"
    after.places.loc[2, "actor"] = "HTS"
    after.places.loc[2, "since"] = DAYS[2]
    told: dict[str, Any] = {"actors": actors(), "events": EVENTS, "series": ()} | given
    ends = {name: End(snapshot=each, **told.pop(name, {})) for name, each in (("before", before), ("after", after))}
    found = compare(ends["before"], ends["after"], actors(), events=told["events"])
    if told["series"]:
        told["series"] = [before, *told["series"], after]
        found = with_series(found, told["series"])
    return comparison_page(found, Telling(**told))


@pytest.fixture
def page_of() -> Callable[..., str]:
    """Return what makes the page of two days."""
    return story


def test_the_tables_say_who_gained_what(opened: Open, page_of):
    page = opened(page_of())
    assert "HTS" in page.inner_text(".fl-table >> nth=0")
    assert "−" in page.locator("tr[data-actor='SYR-GOV']").inner_text()
    facts = page.inner_text(".fl-facts")
    assert re.search(r"166 km → 166 km", facts)
    assert "18 km" in facts  # a fifth of a degree of longitude at 35.5 degrees north
    assert "no data" in page.inner_text("#fl-pane-figures").lower()


def test_the_places_say_where_and_when_and_why(opened: Open, page_of):
    page = opened(page_of(), "#tab=places")
    assert page.locator(".fl-dayline").all_inner_texts() == ["2 Dec 2024", "1 Dec 2024"]
    entry = page.locator(".fl-entry", has_text="Westham").first
    assert "SNA" in entry.inner_text()
    assert "Fighters took Westham, one said." in entry.inner_text()
    entry.locator(".fl-spot").click()
    assert "Westham" in page.inner_text(".leaflet-popup-content")
    assert page.evaluate("frontline.app.maps[1].getCenter().lng") == pytest.approx(WEST.at.lon, abs=0.5)


def test_the_table_sorts_by_what_is_clicked(opened: Open, page_of):
    page = opened(page_of())
    names = "[...document.querySelectorAll('tr[data-actor]')].map((row) => row.dataset.actor)"
    page.get_by_role("button", name="After").click()
    assert page.evaluate(names) == ["HTS", "SYR-GOV"]
    page.get_by_role("button", name="After").click()
    assert page.evaluate(names) == ["SYR-GOV", "HTS"]
    assert page.locator("th[aria-sort='ascending']").inner_text().startswith("After")


def test_an_actor_is_looked_at_alone_and_the_address_keeps_it(opened: Open, page_of):
    page = opened(page_of())
    page.get_by_role("button", name="Government", exact=True).click()
    assert page.evaluate("frontline.app.difference.focus") == "SYR-GOV"
    assert "lost by Government" in page.inner_text(".fl-legend")
    page.get_by_role("tab", name="Places").click()
    assert page.locator(".fl-entry").count() == 1  # Southham was the government's
    again = opened(page_of(), page.evaluate("location.hash"))
    assert again.locator(".fl-entry:visible").count() == 1
    assert again.get_by_label("Actor").input_value() == "SYR-GOV"


def test_places_are_filtered_and_copied(opened: Open, page_of):
    page = opened(page_of(), "#tab=places")
    page.get_by_label("Kind of change").select_option("taken")
    assert page.locator("#fl-pane-places .fl-entry").count() == 2
    page.get_by_label("Search places and sentences").fill("took westham")
    assert page.inner_text(".fl-counted:visible") == "1 of 2 changes shown"
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.taken = text; }")
    page.get_by_role("button", name="Copy as CSV").click()
    lines = page.evaluate("window.taken").split("\r\n")
    assert lines[0] == "place,lon,lat,day,from,to,kind,sentences"
    assert lines[1].startswith("Westham,36.8,35.9,2024-12-01,HTS,SNA,taken,")


def test_the_figures_are_copied_as_a_table(opened: Open, page_of):
    page = opened(page_of())
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.taken = text; }")
    page.get_by_role("button", name="Copy as CSV").click()
    lines = page.evaluate("window.taken").strip().split("\r\n")
    assert lines[0].startswith("actor,km2_from,km2_to,gained_km2,lost_km2,net_km2,")
    assert {line.split(",")[0] for line in lines[1:]} == {"HTS", "SYR-GOV", "no_data"}


def test_paper_shows_the_map_and_every_table(opened: Open, page_of):
    page = opened(page_of())
    page.emulate_media(media="print")
    for seen in (".fl-stage", "#fl-pane-figures", "#fl-pane-places .fl-entry >> nth=1", "#fl-pane-against"):
        assert page.locator(seen).is_visible()
    assert not page.get_by_role("button", name="Copy link").is_visible()


def test_reports_that_contradict_each_other_stand_by_their_place(opened: Open, page_of):
    against = event("seven", action=Action.REPEL, actor="SYR-GOV", disagrees=("one",))
    page = opened(page_of(events=(*EVENTS, against)), "#tab=against")
    entry = page.locator("#fl-pane-against .fl-entry")
    assert entry.count() == 1
    assert "one said" in entry.inner_text()
    assert "seven said" in entry.inner_text()
    entry.locator(".fl-go").click()
    assert "Westham" in page.inner_text(".leaflet-popup-content")


def test_three_views_share_their_place_and_the_address_keeps_them(opened: Open, page_of):
    page = opened(page_of())
    page.get_by_role("button", name="Side by side").click()
    assert page.locator(".fl-tag").all_inner_texts() == ["30 Nov 2024", "2 Dec 2024"]
    page.evaluate("frontline.app.maps[0].setView([35.6, 37.1], 9, { animate: false })")
    first, second = page.evaluate(MARKED)
    assert first == second
    page.get_by_role("button", name="Swipe").click()
    assert page.evaluate("frontline.app.maps.map((map) => map.getZoom())") == [9, 9]
    assert page.evaluate("frontline.app.maps[0].getCenter().lat") == pytest.approx(35.6, abs=0.01)
    page.locator(".fl-divide").fill("20")
    assert "view=swipe&cut=20" in page.evaluate("location.hash")
    again = opened(page_of(), page.evaluate("location.hash"))
    assert again.get_attribute(".fl-stage", "data-view") == "swipe"
    assert again.input_value(".fl-divide") == "20"
    assert again.evaluate("frontline.app.maps[1].getZoom()") == 9
    assert again.evaluate("frontline.app.maps[1].getCenter().lat") == pytest.approx(35.6, abs=0.01)


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


def test_the_difference_map_shows_gains_contest_and_what_has_no_data(opened: Open, page_of):
    page = opened(page_of())
    colour = """(at) => {
        const { difference, maps } = frontline.app;
        const point = difference.spot(L.latLng(at[1], at[0]));
        const ratio = window.devicePixelRatio;
        return [...difference._ink.getImageData(point.x * ratio, point.y * ratio, 1, 1).data];
    }"""
    gained, held, beyond = (page.evaluate(colour, [lon, 35.4]) for lon in (37.1, 36.4, 38.3))
    assert gained[3] > 3 * held[3] > 0
    assert beyond[3] == 0
    assert page.evaluate("frontline.app.contested.spots.length") == 1
    legend = page.inner_text(".fl-legend")
    for words in ("gained by HTS", "contested on one of the days", "Front line on 30 Nov 2024"):
        assert words in legend


def test_all_is_within_reach_of_the_keyboard(opened: Open, page_of):
    page = opened(page_of())
    page.keyboard.press("2")
    assert page.get_attribute(".fl-stage", "data-view") == "side"
    page.keyboard.press("/")
    page.keyboard.type("south")
    assert page.locator(".fl-entry").count() == 1
    page.locator(".fl-entry .fl-spot").focus()
    page.keyboard.press("Enter")
    assert page.locator(".leaflet-popup-content").count() == 1
    page.get_by_role("tab", name="Places").focus()
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("tab", name="Contradictions").get_attribute("aria-selected") == "true"
    page.keyboard.press("Escape")
    page.locator(".leaflet-popup-content").wait_for(state="detached")


def test_more_days_are_small_maps_and_a_chart(opened: Open, page_of):
    page = opened(page_of(series=[snapshot(DAYS[1], 37.1)]), "#view=time")
    assert page.locator(".fl-sheet h3").all_inner_texts() == ["30 Nov 2024", "1 Dec 2024", "2 Dec 2024"]
    sizes = page.evaluate("[...document.querySelectorAll('.fl-sheet canvas')].map((each) => each.style.width)")
    assert len(set(sizes)) == 1
    assert page.locator(".fl-chart polyline[stroke-width]").count() == 2
    assert "HTS" in page.locator(".fl-chart").inner_html()
    page.get_by_text("The chart in figures").click()
    assert page.locator(".fl-figuretable tbody tr").count() == 3
    assert "Over time" not in opened(page_of()).inner_text(".fl-views")


def test_a_map_of_other_origin_is_told_by_its_file_and_how_far_it_agrees(opened: Open, page_of):
    page = opened(page_of(after={"name": "theirs.geojson", "notes": ("theirs.geojson: 2 holes closed",)}))
    assert "% the same" in page.inner_text(".fl-headline")
    assert "2 holes closed" in page.inner_text("#fl-pane-figures")
    page.get_by_role("button", name="Side by side").click()
    assert "theirs.geojson" in page.inner_text(".fl-is")


def test_editions_of_one_day_say_what_they_knew(opened: Open):
    early, late = (replace(snapshot(DAYS[2], border), known_by=day) for border, day in ((37.0, DAYS[1]), (37.2, None)))
    page = opened(comparison_page(compare(early, late, actors()), Telling(actors=actors())), "#view=side")
    assert page.inner_text(".fl-stamp") == "2 Dec 2024"
    assert "known by 1 Dec 2024" in page.inner_text(".fl-was")
    assert "known by 1 Dec 2024 → all articles" in page.inner_text(".fl-asof")


def test_hostile_text_is_shown_as_it_is_and_does_nothing(opened: Open, page_of):
    text = "".join(HOSTILE)
    told = event("one", told={"sentence": text, "source": text})
    page = opened(page_of(title=text, credit=text, events=(told,), after={"notes": (text,)}))
    assert page.evaluate("document.querySelector('h1').textContent") == text
    assert text in page.evaluate("document.querySelector('#fl-pane-places').textContent")
    assert text in page.evaluate("document.querySelector('#fl-pane-figures').textContent")
    assert page.evaluate("window.ran") is None
    page = opened(page_of(before={"name": text}, series=[snapshot(DAYS[1], 37.1)]), "#view=side")
    assert text in page.evaluate("document.querySelector('.fl-was').textContent")
    page.get_by_role("button", name="Over time").click()
    assert page.evaluate("window.ran") is None


def test_the_same_days_give_the_same_bytes(page_of):
    assert page_of() == page_of()


def test_without_scripts_the_tables_stand_as_lists(opened: Open, page_of):
    page = opened(page_of(), ready=False, java_script_enabled=False)
    assert "Westham" in page.inner_text("noscript")


@pytest.mark.parametrize("view", ["changes", "side", "swipe", "time"])
@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_runs_over_the_edge_of_the_screen(opened: Open, page_of, width: int, view: str):
    html = page_of(series=[snapshot(DAYS[1], 37.1)])
    page = opened(html, f"#view={view}&tab=places", viewport={"width": width, "height": 800}, color_scheme="dark")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.querySelector('.fl-panel').scrollWidth") <= width


def test_an_arabic_page_says_nothing_of_itself_in_english_and_runs_from_right_to_left(opened: Open, page_of):
    page = opened(page_of(language="ar", series=[snapshot(DAYS[1], 37.1)]))
    assert page.evaluate("document.documentElement.dir") == "rtl"
    for view in ("changes", "side", "swipe", "time"):
        page.evaluate("(view) => frontline.app.setView(view)", view)
        for tab in ("figures", "places", "against"):
            page.evaluate("(tab) => frontline.app.setTab(tab)", tab)
            assert not english_of(page)
    assert "Government ← HTS" in " ".join(page.locator(".fl-stretches").first.text_content().split())


def test_the_chart_over_time_runs_from_left_to_right_in_arabic_too(opened: Open, page_of):
    page = opened(page_of(language="ar", series=[snapshot(DAYS[1], 37.1)]), "#view=time")
    ends = page.evaluate(
        "[...document.querySelectorAll('.fl-chart text[text-anchor=end]')].map((one) => one.getBBox())"
        ".map(({ x, width }) => x + width)"
    )
    assert ends
    assert max(ends) <= 58


def test_places_are_written_as_the_desk_writes_them(opened: Open, page_of):
    page = opened(page_of(house={WEST.id: "West Town"}), "#tab=places")
    assert "West Town" in page.inner_text(".fl-list >> nth=0")
    assert "Westham" not in [
        *page.locator(".fl-spot").all_inner_texts(),
        *page.locator(".fl-event h2 bdi").all_inner_texts(),
    ]
