"""The map page in a real browser."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest
import shapely
from playwright.sync_api import Page

from geo.model import Action, Status
from maps.baseline import BaselineRow
from maps.page import map_page
from maps.schema import PlaceState
from tests.browser.stories import DAYS, EVENTS, HOSTILE, SOUTH, WEST, event, place, snapshot, story

Open = Callable[..., Page]


def click_mark(page: Page, place_name: str) -> None:
    """Click where the mark of a place is drawn."""
    at = page.evaluate(
        """(name) => {
            const { events, map } = frontline.app;
            const mark = events.marks.find((one) => one.groups.some((group) => group.place.name === name));
            const corner = map.containerPointToLayerPoint([0, 0]).subtract(events._bounds.min);
            const box = map.getContainer().getBoundingClientRect();
            return [box.left + mark.x - corner.x, box.top + mark.top - corner.y];
        }""",
        place_name,
    )
    page.mouse.click(*at)


def said_by_address(page: Page, text: str) -> None:
    """Wait until the address of the page says a text."""
    page.wait_for_function("(text) => location.hash.includes(text)", arg=text)


def test_a_click_on_a_mark_opens_the_sentence_and_its_source(opened: Open):
    page = opened(map_page(story()))
    click_mark(page, "Westham")
    card = page.locator(".leaflet-popup-content")
    card.wait_for()
    assert "Fighters took Westham, one said." in card.inner_text()
    assert "claimed by Russia" in card.inner_text()
    assert card.locator("a").first.get_attribute("href") == "https://example.org/a"
    assert card.locator("mark.fl-where").first.inner_text() == "Westham"


def test_events_of_one_place_are_one_mark_that_opens_to_all(opened: Open):
    page = opened(map_page(story()))
    click_mark(page, "Westham")
    page.locator(".leaflet-popup-content").wait_for()
    assert page.locator(".leaflet-popup-content .fl-event").count() == 3


def test_what_was_put_right_is_said_where_the_report_is_opened(opened: Open):
    said = "actor: SNA → HTS (A. Editor, 2024-12-10: <b>misread</b>)"
    page = opened(map_page(story(events=(event("one", corrected=(said,)),))))
    click_mark(page, "Westham")
    assert f"Corrected: {said}" in page.locator(".leaflet-popup-content .fl-event").inner_text()


def test_the_stamp_says_the_day_and_how_much_is_inferred(opened: Open):
    page = opened(map_page(story()))
    assert page.inner_text(".fl-stamp") == "2 Dec 2024"
    assert "Inferred from 3 places, typical error about 45 km" in page.inner_text(".fl-notes")


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Kiritimati"])
def test_days_are_the_same_in_every_time_zone(opened: Open, zone: str):
    page = opened(map_page(story()), timezone_id=zone)
    assert page.inner_text(".fl-stamp") == "2 Dec 2024"
    assert "2 Dec 2024" in page.locator(".fl-dayline").first.inner_text()


def test_the_slider_steps_from_change_to_change_by_key_and_the_list_follows(opened: Open):
    page = opened(map_page(story()))
    assert page.locator(".fl-entry").count() == 6
    page.focus("#fl-day")
    page.keyboard.press("ArrowLeft")
    assert page.inner_text(".fl-stamp") == "1 Dec 2024"
    assert page.locator(".fl-entry").count() == 5
    page.keyboard.press("ArrowLeft")
    assert page.inner_text(".fl-stamp") == "30 Nov 2024"
    assert "1 of 6" in page.inner_text(".fl-counted")
    assert page.get_attribute("#fl-day", "aria-valuetext") == "30 Nov 2024: 0 reports"


def test_play_runs_to_the_last_day(opened: Open):
    page = opened(map_page(story()), "#day=2024-11-30")
    page.click(".fl-play")
    page.locator(".fl-stamp", has_text="2 Dec 2024").wait_for()


def test_filters_and_search_narrow_list_and_map(opened: Open):
    page = opened(map_page(story()))
    page.click(".fl-filters summary")
    page.get_by_label("Strike").uncheck()
    assert page.locator(".fl-entry").count() == 5
    page.click("text=Clear all")
    assert page.locator(".fl-entry").count() == 6
    page.fill("#fl-search", "eastham")
    assert page.locator(".fl-entry").count() == 1
    assert page.locator(".fl-found button").inner_text() == "Eastham"
    assert page.evaluate("frontline.app.events.groups.length") == 1


def test_a_place_is_found_by_its_name_in_any_script(opened: Open):
    known = replace(WEST, other_names=(*(f"{letter}estham" for letter in "ABCDEFGHIJKLMNOP"), "حَلَب", "Халеб"))
    page = opened(map_page(story(known={WEST.id: known}, events=())))
    for words in ("حلب", "халеб", "wesTHAM"):
        page.fill("#fl-search", words)
        assert page.locator(".fl-found button").inner_text() == "Westham"


def test_a_list_entry_goes_to_its_place_and_opens_it(opened: Open):
    page = opened(map_page(story()))
    page.get_by_role("button", name="Denied: capture of Eastham").click()
    page.locator(".leaflet-popup-content").wait_for()
    assert "three said" in page.inner_text(".leaflet-popup-content")
    said_by_address(page, "report=")


@pytest.mark.parametrize(("motion", "rings"), [("no-preference", 1), ("reduce", 0)])
def test_what_is_chosen_pulses_once_where_the_reader_lets_things_move(opened: Open, motion: str, rings: int):
    page = opened(map_page(story()), reduced_motion=motion)
    page.get_by_role("button", name="Denied: capture of Eastham").click()
    assert page.locator(".fl-ring").count() == rings
    page.locator(".fl-ring").wait_for(state="detached")
    page.keyboard.press("Escape")
    page.click(".fl-fit")
    click_mark(page, "Southham")
    page.locator(".fl-chosen", has_text="four said").wait_for()
    assert page.evaluate("document.querySelector('.fl-chosen').getAnimations().length") == rings


def test_the_address_restores_day_filters_search_view_and_report(opened: Open):
    html = map_page(story())
    page = opened(html, "#map=8.00/35.7000/37.2000&day=2024-12-01&status=0,1&q=westham&report=3")
    assert page.inner_text(".fl-stamp") == "1 Dec 2024"
    assert page.evaluate("frontline.app.map.getZoom()") == 8
    assert page.input_value("#fl-search") == "westham"
    page.locator(".leaflet-popup-content").wait_for()
    said_by_address(page, "status=0,1")


def test_an_event_without_a_place_is_listed_and_said_to_be_off_the_map(opened: Open):
    page = opened(map_page(story()))
    entry = page.locator(".fl-entry", has_text="five said")
    assert "not on the map" in entry.inner_text()


def test_background_without_a_day_says_so(opened: Open):
    background = event("long", day_from=None, day_to=DAYS[2], told={"sentence": "They had taken Westham, long ago."})
    page = opened(map_page(story(events=(*EVENTS, background))))
    assert "on a day not told" in page.locator(".fl-entry", has_text="long ago").inner_text()
    assert "day not told" not in page.locator(".fl-entry", has_text="one said").inner_text()


def test_what_is_shown_can_be_saved(opened: Open):
    page = opened(map_page(story(events=(event("=1+1", told={"sentence": "=1+1"}),))))
    for name, text in [("CSV", "'=1+1"), ("GeoJSON", '"=1+1"')]:
        with page.expect_download() as saved:
            page.get_by_role("button", name=name, exact=True).click()
        assert text in saved.value.path().read_text(encoding="utf-8")
    with page.expect_download() as saved:
        page.get_by_role("button", name="CSV", exact=True).click()
    row = next(csv.DictReader(io.StringIO(saved.value.path().read_text(encoding="utf-8"))))
    assert (row["title"], row["as_of"], row["day"]) == ("A morning at the front", "2024-12-02", "2024-12-01")
    with page.expect_download() as picture:
        page.get_by_role("button", name="Picture").click()
    assert picture.value.path().read_bytes().startswith(b"\x89PNG")


@pytest.fixture(scope="module")
def hostile_page() -> str:
    """Return a page with every hostile text in every field that takes one."""
    events, known, baseline, house = [], {}, [], {}
    for n, text in enumerate(HOSTILE):
        where = replace(place(f"{text} town", 36.1 + 0.02 * n, 35.1 + 0.015 * n), id=f"own:{n}{text}")
        known[where.id] = replace(where, other_names=(f"{text} other",))
        house[where.id] = f"{text} house"
        row = BaselineRow(
            place=where, state=PlaceState.HELD, actor="HTS", rival=None, day=DAYS[0], source=f"{text} list"
        )
        baseline.append(row)
        told = {"sentence": f"He said: {text} {n}", "source": f"{text} wire", "title": f"{text} title", "url": text}
        events.append(
            event(
                f"e{n:02}{text}",
                actor=f"{text} actor",
                opponent=text,
                claimant=f"{text} speaker",
                action=Action.CAPTURE,
                status=Status.CLAIMED,
                place=where,
                place_words=f"{text} words",
                told=told | {"article_id": f"{text}.txt"},
            )
        )
    every = " ".join(HOSTILE)
    drawn = snapshot(DAYS[1], 37.0, name=every)
    more = drawn.places.iloc[[0] * len(HOSTILE)].assign(
        place_id=list(known),
        name=[f"{text} dot" for text in HOSTILE],
        actor=[f"{text} holder" for text in HOSTILE],
        geometry=[shapely.Point(each.at) for each in known.values()],  # type: ignore[misc]
    )
    places = pd.concat([drawn.places, more], ignore_index=True)
    areas = drawn.areas.assign(actor=[f"{HOSTILE[0]} area", f"{HOSTILE[20]} area", None])  # type: ignore[list-item]
    snapshots = (replace(drawn, places=places, areas=areas),)
    return map_page(
        story(
            title=every,
            credit=every,
            notes=HOSTILE,
            events=tuple(events),
            snapshots=snapshots,
            known=known,
            baseline=tuple(baseline),
            house=house,
        )
    )


def test_hostile_text_is_shown_as_it_is_and_does_nothing(opened: Open, hostile_page: str):
    page = opened(hostile_page)
    page.evaluate("while (!document.querySelector('.fl-more').hidden) document.querySelector('.fl-more').click()")
    shown = page.evaluate("document.querySelector('.fl-list').textContent")
    for n, text in enumerate(HOSTILE):
        for part in (f"He said: {text} {n}", f"{text} wire", f"{text} actor", f"{text} house", f"{text} speaker"):
            assert part in shown
    notes = page.evaluate("document.querySelector('.fl-notes').textContent")
    assert all(text in notes for text in HOSTILE)
    every = " ".join(HOSTILE)
    assert page.evaluate("document.querySelector('h1').textContent") == every
    assert every in page.evaluate("document.querySelector('.fl-credits').textContent")
    assert "".join(page.title().split()) == "".join(every.split())
    legend = page.evaluate("document.querySelector('.fl-legend').textContent")
    assert f"{HOSTILE[0]} area" in legend
    page.fill("#fl-search", "raw")
    assert every in (page.locator(".fl-found").text_content() or "")
    page.locator(".fl-found button").first.click()
    page.fill("#fl-search", "")
    assert page.locator(".fl-list a").count() == 0
    page.evaluate("(count) => { for (let i = 0; i < count; i += 1) frontline.app.select(i, true); }", len(HOSTILE))
    page.click(".fl-filters summary")
    assert page.evaluate("window.ran") is None


def test_hostile_holders_places_and_sources_are_words_in_every_card(opened: Open, hostile_page: str):
    page = opened(hostile_page)
    cards = page.evaluate(
        """() => frontline.app.control.places.map((place) => {
            frontline.app.control.openPlace(place);
            return [...document.querySelectorAll(".leaflet-popup-content")].pop().textContent;
        })"""
    )
    for text in HOSTILE:
        assert any(f"{text} house" in card and f"{text} holder" in card and f"{text} list" in card for card in cards)
    for spot in ([35.2, 36.5], [35.2, 37.5]):
        page.evaluate("(at) => frontline.app.map.fire('click', { latlng: L.latLng(at) }) && null", spot)
    assert page.evaluate("window.ran") is None


def test_what_is_saved_of_hostile_text_is_whole_and_no_formula(opened: Open, hostile_page: str):
    page = opened(hostile_page)
    with page.expect_download() as saved:
        page.get_by_role("button", name="GeoJSON", exact=True).click()
    features = json.loads(saved.value.path().read_text(encoding="utf-8"))["features"]
    told = {feature["properties"].get("sentence") for feature in features}
    assert {f"He said: {text} {n}" for n, text in enumerate(HOSTILE)} <= told
    with page.expect_download() as saved:
        page.get_by_role("button", name="CSV", exact=True).click()
    cells = [cell for row in csv.reader(io.StringIO(saved.value.path().read_text(encoding="utf-8"))) for cell in row]
    assert not [
        cell
        for cell in cells
        if cell.startswith(("=", "+", "@", "\t")) or (cell[:1] == "-" and not cell[1:2].isdigit())
    ]


def test_hostile_text_stays_text_for_readers_without_scripts(opened: Open, hostile_page: str):
    page = opened(hostile_page, ready=False, java_script_enabled=False)
    shown = page.locator("noscript").first.text_content() or ""
    assert all(f"He said: {text} {n}" in shown for n, text in enumerate(HOSTILE))


def test_a_text_of_a_million_characters_does_not_break_the_page(opened: Open):
    long = "A very long word " * 60_000
    page = opened(map_page(story(title=long[:5000], events=(event("long", told={"sentence": long}),))))
    assert len(page.evaluate("document.querySelector('.fl-entry q').textContent")) == len(long)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_a_large_story_is_sent_compressed_and_read_back(opened: Open):
    events = tuple(
        event(
            f"n{n:05}",
            place=place(f"P{n}", 36.1 + (n % 97) * 0.019, 35.1 + (n % 89) * 0.015),
            told={"sentence": f"Report {n} of many, told at some length {n * n * 7919} so that it takes room."},
        )
        for n in range(8000)
    )
    html = map_page(story(events=events))
    assert 'type="text/plain"' in html
    page = opened(html)
    assert page.evaluate("frontline.app.shown.length") == 8000
    assert "8000 reports" in page.inner_text(".fl-counted")


@pytest.mark.parametrize("width", [360, 390, 768, 1440])
def test_nothing_runs_over_the_edge_of_the_screen(opened: Open, width: int):
    page = opened(map_page(story()), viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_the_list_opens_in_three_stops(opened: Open):
    page = opened(map_page(story()), viewport={"width": 390, "height": 844})
    handle = page.locator(".fl-handle")
    for stop in ("half", "full", "closed"):
        handle.click()
        assert page.get_attribute(".fl-panel", "data-stop") == stop


def test_broken_data_are_told_on_the_page(opened: Open):
    html = map_page(story()).replace('{"action"', '{"action', 1)
    page = opened(html, ready=False)
    page.locator(".fl-trouble").wait_for()
    assert "cannot be read" in page.inner_text(".fl-trouble")


def test_a_baseline_alone_makes_a_page(opened: Open):
    page = opened(map_page(story(events=(), snapshots=story().snapshots[:1])))
    assert "baseline alone" in page.inner_text(".fl-counted")
    assert page.inner_text(".fl-stamp") == "30 Nov 2024"
    said_by_address(page, DAYS[0].isoformat())


def test_inside_another_page_it_is_map_day_legend_and_credits_alone(opened: Open):
    page = opened(map_page(story()), "#embed=1")
    assert not page.locator(".fl-panel").is_visible()
    assert not page.locator(".fl-time").is_visible()
    assert page.locator(".fl-stamp").is_visible()
    assert page.locator(".fl-legend").is_visible()
    assert page.locator(".fl-credits").is_visible()
    zoom = page.evaluate("frontline.app.map.getZoom()")
    page.mouse.move(400, 300)
    page.mouse.wheel(0, -400)
    page.wait_for_timeout(400)
    assert page.evaluate("frontline.app.map.getZoom()") == zoom
    said_by_address(page, "embed=1")


def test_a_report_can_be_cited(opened: Open):
    page = opened(map_page(story()))
    click_mark(page, "Westham")
    page.get_by_role("button", name="Copy citation").first.click()
    taken = page.locator(".fl-link").or_(page.get_by_role("button", name="Copied"))
    taken.first.wait_for()
    if page.locator(".fl-link").count():
        assert "“Fighters took Westham" in page.locator(".fl-link").input_value()


def test_escape_closes_what_is_open(opened: Open):
    page = opened(map_page(story()))
    click_mark(page, "Westham")
    page.locator(".leaflet-popup-content").wait_for()
    page.keyboard.press("Escape")
    page.locator(".leaflet-popup-content").wait_for(state="detached")


def test_the_legend_says_what_is_shown_and_nothing_else(opened: Open):
    page = opened(map_page(story()))
    words = page.inner_text(".fl-legend")
    for text in (
        "HTS",
        "Government",
        "not sure",
        "no data",
        "Front line",
        "contested",
        "besieged",
        "Captured",
        "Strike",
    ):
        assert text in words
    assert "Withdrawal" not in words
    assert "holder not known" not in words


def test_a_click_on_an_area_says_who_holds_it(opened: Open):
    page = opened(map_page(story()))
    at = page.evaluate(
        "(() => { const p = frontline.app.map.latLngToContainerPoint([35.65, 37.0]); return [p.x, p.y]; })()"
    )
    box = page.locator(".folium-map").bounding_box() or {"x": 0, "y": 0}
    page.mouse.click(box["x"] + at[0], box["y"] + at[1])
    card = page.locator(".leaflet-popup-content")
    card.wait_for()
    assert "Hayat Tahrir al-Sham" in card.inner_text()
    words = card.inner_text()
    assert "since 1 Dec 2024" in words
    assert "sure (0.90)" in words
    assert [words.index(name) for name in ("Westham", "Southham", "Eastham")]
    assert "Fighters took Westham" in words


def test_an_area_says_since_when_and_a_place_what_the_baseline_says(opened: Open):
    row = BaselineRow(place=SOUTH, state=PlaceState.HELD, actor="SYR-GOV", rival=None, day=DAYS[0], source="a list")
    page = opened(map_page(story(baseline=(row,))))
    page.evaluate("frontline.app.map.fire('click', { latlng: L.latLng(35.2, 37.8) }) && null")
    words = page.inner_text(".leaflet-popup-content")
    assert "Syrian government forces" in words
    assert "since the start of this map or before" in words
    assert "On 30 Nov 2024: held by Syrian government forces. Baseline: a list" in words
    page.evaluate("frontline.app.map.fire('click', { latlng: L.latLng(35.2, 38.3) }) && null")
    assert "Too far from any place" in page.locator(".leaflet-popup-content").last.inner_text()


def test_the_map_is_dark_on_a_dark_page_and_light_on_paper(opened: Open):
    page = opened(map_page(story()), color_scheme="dark")
    assert page.evaluate("frontline.theme().land") == "#1b1f24"
    page.emulate_media(media="print")
    assert page.evaluate("frontline.theme().land") == "#f4f2ee"


def test_an_article_is_chosen_from_the_list_and_by_the_address(opened: Open):
    other = event("seven", told={"article_id": "b.txt", "title": "Another day", "sentence": "They left."})
    html = map_page(story(events=(*EVENTS, other)))
    page = opened(html)
    page.click(".fl-filters summary")
    page.select_option("#fl-article", label="Another day – Test Wire")
    assert page.locator(".fl-entry").count() == 1
    said_by_address(page, "article=")
    again = opened(html, page.evaluate("location.hash"))
    assert again.locator(".fl-entry").count() == 1
    assert again.evaluate("document.getElementById('fl-article').selectedOptions[0].text") == "Another day – Test Wire"
