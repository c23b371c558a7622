"""The page for everyone: WCAG 2.2 AA by axe-core, all by keyboard, right to left, narrow, without motion."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from geo.gazetteer import read_gazetteer
from maps.compare import End, compare
from maps.comparison_page import Telling, comparison_page
from maps.page import map_page
from maps.reader_page import reader_page
from tests.browser.readings import hama, many
from tests.browser.stories import DAYS, EVENTS, actors, snapshot, story

Open = Callable[..., Page]

BUILD = Path(__file__).resolve().parents[2] / "build"
PACKAGE, SHA256 = "axe-core@4.10.3", "0f2b4d7dcdf7d1219df8d1959ad68e565f51d14c3f0d88bb71cd59abeb956292"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def axe() -> str:
    """Return axe-core, fetched once into build/ by npm."""
    file = BUILD / "axe-core-4.10.3.tgz"
    if not file.exists():
        if shutil.which("npm") is None:
            pytest.skip("npm, which fetches axe-core, is not on this machine")
        BUILD.mkdir(exist_ok=True)
        command = ["npm", "pack", PACKAGE, "--silent", "--pack-destination", str(BUILD)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode or not file.exists():
            pytest.skip(f"axe-core cannot be fetched: {done.stderr.strip().splitlines()[-1:]}")
    assert hashlib.sha256(file.read_bytes()).hexdigest() == SHA256
    with tarfile.open(file) as archive:
        found = archive.extractfile("package/axe.min.js")
        assert found
        return found.read().decode()


def violations(page: Page, axe: str) -> list[str]:
    """Return what axe finds wrong, a line each."""
    page.evaluate(f"{axe}; null")
    found: dict[str, Any] = page.evaluate("(tags) => axe.run({ runOnly: tags })", RULES)
    return [
        f"{each['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


SIGHTS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1280, "height": 800}},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 360, "height": 740}, "has_touch": True},
}


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("sight", SIGHTS)
def test_axe_finds_nothing_wrong(opened: Open, axe: str, sight: str, language: str):
    page = opened(map_page(story(language=language)), **SIGHTS[sight])
    if sight == "phone":
        page.locator(".fl-handle").click()
    page.locator(".fl-filters summary").click()
    page.locator(".fl-entry .fl-go").nth(1).click()
    page.locator(".leaflet-popup-content").wait_for()
    page.wait_for_function("() => getComputedStyle(document.querySelector('.leaflet-popup')).opacity === '1'")
    assert violations(page, axe) == []
    embedded = opened(map_page(story(language=language)), "#embed=1", **SIGHTS[sight])
    assert violations(embedded, axe) == []


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("sight", SIGHTS)
def test_axe_finds_nothing_wrong_with_the_other_pages(opened: Open, axe: str, sight: str, language: str):
    before, after = snapshot(DAYS[0], 37.0), snapshot(DAYS[2], 37.2)
    found = compare(End(snapshot=before), End(snapshot=after), actors(), events=EVENTS)
    compared = comparison_page(found, Telling(actors=actors(), events=EVENTS, language=language))
    for tab in ("figures", "places"):
        assert violations(opened(compared, f"#tab={tab}", **SIGHTS[sight]), axe) == []
    for readings in ([hama()], [hama(), *many(3)]):
        read = reader_page(readings, actors(), read_gazetteer(), language=language)
        assert violations(opened(read, **SIGHTS[sight]), axe) == []


def test_everything_is_reached_and_worked_by_keyboard(opened: Open):
    page = opened(map_page(story()), reduced_motion="reduce")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "(({ id, className, tagName }) => `${tagName}.${String(className).split(' ')[0]}#${id}`)"
                "(document.activeElement)"
            )
        )
    for control in (
        "INPUT.#fl-search",
        "SELECT.#fl-span",
        "INPUT.fl-range#fl-day",
        "BUTTON.fl-play#",
        "BUTTON.fl-go#",
        "A.leaflet-control-zoom-in#",
        "BUTTON.fl-fit#",
        "SUMMARY.#",
        "DIV.folium-map#map_1",
    ):
        assert control in reached, sorted(reached)


def test_the_map_is_asked_by_keyboard_too(opened: Open):
    page = opened(map_page(story()))
    page.focus(".folium-map")
    page.evaluate("frontline.app.map.setView([35.3, 36.5], 8, { animate: false }) && null")
    page.keyboard.press("Enter")
    assert "Hayat Tahrir al-Sham" in page.inner_text(".leaflet-popup-content")
    page.keyboard.press("Escape")
    page.locator(".leaflet-popup-content").wait_for(state="detached")


def test_a_live_region_tells_the_day_and_what_is_shown(opened: Open):
    page = opened(map_page(story()))
    page.focus("#fl-day")
    page.keyboard.press("ArrowLeft")
    assert page.inner_text("p[aria-live=polite]") == "as of 1 Dec 2024"
    assert "5 of 6" in page.inner_text("[role=status]")


def test_an_arabic_page_runs_from_right_to_left_and_says_nothing_in_english(opened: Open):
    page = opened(map_page(story(language="ar", events=())))
    assert page.evaluate("document.documentElement.dir") == "rtl"
    panel, stage = page.locator(".fl-panel").bounding_box(), page.locator(".fl-stage").bounding_box()
    assert panel
    assert stage
    assert panel["x"] < stage["x"]
    assert page.inner_text(".fl-stamp") == "2 ديسمبر 2024"
    words = page.evaluate(
        "document.querySelector('.fl-panel').innerText + document.querySelector('.fl-time').innerText"
    )
    assert not [word for word in words.split() if word.isascii() and word.isalpha() and word not in {"CSV", "GeoJSON"}]
    titles = page.evaluate(
        "[...document.querySelectorAll('[title], [aria-label]')].map((node) => node.ariaLabel || node.title)"
    )
    assert not [title for title in titles if title.isascii() and any(letter.isalpha() for letter in title)]


def test_an_arabic_name_stands_right_to_left_in_a_page_that_does_not(opened: Open):
    page = opened(map_page(story(title="خط الجبهة في حلب")))
    assert page.evaluate("getComputedStyle(document.querySelector('h1 bdi')).direction") == "rtl"
