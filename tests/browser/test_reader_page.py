"""The reader view in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Page

from geo.gazetteer import Gazetteer, read_gazetteer
from geo.model import Candidate, Match, Role
from geo.pipeline import Reading
from maps.reader_page import reader_page
from tests.browser.english import english_of
from tests.browser.readings import ALEPPO, HAMA, HOMS, article, capture, hama, many, mention, plain, renamed
from tests.browser.stories import HOSTILE, actors

Open = Callable[..., Page]


@cache
def gazetteer() -> Gazetteer:
    """Return the packaged gazetteer."""
    return read_gazetteer()


def page_of(readings: Sequence[Reading], **given: Any) -> str:
    """Return the page of readings."""
    return reader_page(readings, actors(), gazetteer(), **given)


def marks(page: Page, kind: str = "fl-m") -> list[str]:
    """Return the words marked in the text."""
    return [words.removesuffix("?") for words in page.locator(f".fl-text .{kind}").all_text_contents()]


def dot(page: Page, name: str) -> tuple[float, float]:
    """Return where on the screen the dot of a place is."""
    x, y = page.evaluate(
        """(name) => {
            const { dots, map } = frontline.app;
            const dot = dots.drawn.find(({ group }) => group.place.name === name);
            const corner = map.containerPointToLayerPoint([0, 0]).subtract(dots._bounds.min);
            const box = map.getContainer().getBoundingClientRect();
            return [box.left + dot.x - corner.x, box.top + dot.y - corner.y];
        }""",
        name,
    )
    return x, y


def test_the_text_is_as_written_and_each_mention_is_marked_by_its_role(opened: Open):
    page = opened(page_of([hama()]))
    text = page.locator(".fl-text").text_content() or ""
    assert text == hama().article.text.replace("\n\n", "")
    assert marks(page) == ["Hama", "Syrian", "Homs", "Khirbet", "Aleppo", "Hama"]
    assert marks(page, "fl-demonym") == ["Syrian"]
    assert marks(page, "fl-missing") == ["Khirbet"]
    assert marks(page, "fl-embedded") == ["Aleppo"]


def test_how_sure_a_mention_is_can_be_told_without_colour(opened: Open):
    page = opened(page_of([hama()]))
    assert [marks(page, f"fl-sure{level}") for level in (0, 1, 2)] == [["Hama"], ["Homs"], ["Hama", "Syrian"]]
    looks = page.evaluate(
        """[...document.querySelectorAll('.fl-text .fl-m')].map((node) => {
            const { textDecorationStyle, backgroundImage, backgroundColor, outlineStyle } = getComputedStyle(node);
            return [textDecorationStyle, backgroundImage, backgroundColor === 'rgba(0, 0, 0, 0)', outlineStyle].join();
        })"""
    )
    assert len(set(looks)) == len(looks)


def test_a_mention_chosen_in_the_text_shows_its_dot_and_why(opened: Open):
    page = opened(page_of([hama()]))
    page.locator(".fl-text .fl-m", has_text="Hama").first.click()
    panel = page.locator(".fl-where-panel .fl-open")
    for words in ("Hama", "×2", "Syria", "it bears the name Hama", "98 %", "Also thought of"):
        assert words in panel.inner_text()
    assert page.evaluate("frontline.app.dots.chosen.name") == "Hama"
    assert page.locator(".fl-text .fl-chosen").count() == 1
    assert page.locator(".fl-text .fl-same").count() == 1
    assert "Texas, United States" in panel.inner_text()
    assert page.evaluate("frontline.app.dots.thought.length") == 1


def test_a_dot_leads_to_each_of_its_mentions_in_turn(opened: Open):
    page = opened(page_of([hama()]))
    for number in (0, 5):
        page.mouse.click(*dot(page, "Hama"))
        page.locator(".fl-text .fl-chosen").wait_for()
        assert page.evaluate("frontline.app.chosen.k") == number
        page.wait_for_timeout(400)  # or two clicks are a double one, which zooms
    assert page.locator(".fl-text .fl-chosen").first.inner_text() == "Hama"


def test_what_has_no_place_says_so_and_what_it_might_have_been(opened: Open):
    page = opened(page_of([hama()]), reduced_motion="reduce")
    page.locator(".fl-text .fl-missing").click()
    panel = page.locator(".fl-where-panel .fl-open").inner_text()
    assert "it may be Hama or Hama" in panel
    assert "similar spelling" in panel
    assert page.evaluate("frontline.app.dots.thought.length") == 2
    page.locator(".fl-nearly button").nth(1).click()
    assert page.evaluate("frontline.app.map.getCenter().lng") == pytest.approx(-97.5, abs=0.1)
    page.locator(".fl-text .fl-embedded").click()
    assert "part of another name" in page.locator(".fl-where-panel .fl-open").inner_text()


def test_an_event_marks_its_clause_and_sentence(opened: Open):
    page = opened(page_of([hama()]))
    page.locator(".fl-events .fl-go").click()
    sentence = hama().article.text.split("\n")[0]
    assert "".join(page.locator(".fl-text .fl-around").all_text_contents()) == sentence
    assert "".join(page.locator(".fl-text .fl-happened").all_text_contents()) == sentence[:24]
    assert page.evaluate("frontline.app.dots.chosen.name") == "Hama"
    assert sentence in page.locator(".fl-events .fl-entry").inner_text()


def test_words_that_tell_an_event_lead_to_it_and_so_does_its_place(opened: Open):
    page = opened(page_of([hama(), *many(3)]), "#article=hama.txt")
    page.locator(".fl-text .fl-clause", has_text="Fighters took").click()
    told = page.locator(".fl-where-panel .fl-event")
    assert "Opposition took Hama" in told.inner_text()
    assert page.locator(".fl-events .fl-chosen").count() == 1
    page.get_by_role("button", name="All places").click()
    page.locator(".fl-table .fl-go", has_text="Hama").first.click()
    page.locator(".fl-where-panel .fl-told", has_text="Opposition took Hama").click()
    assert page.locator("h2").first.inner_text() == "The fall of a city"
    assert page.locator(".fl-text .fl-happened").count() > 0


def test_spans_that_overlap_are_all_marked_and_no_letter_is_lost(opened: Open):
    text = article("Shells fell on the city of Hama and then on Homs city.")
    overlapping = (mention(text, "city of Hama", HAMA), mention(text, "Hama and", HOMS), mention(text, "Homs", HOMS))
    events = (
        capture(text, "fell on the city of Ha", text.text, HAMA),
        capture(text, "of Hama and then", text.text, HOMS, id="other"),
    )
    page = opened(page_of([Reading(text, overlapping, events)]))
    assert page.locator(".fl-text").text_content() == text.text
    assert "".join(marks(page)) == "city of Hama andHoms"
    for n, clause in enumerate(("fell on the city of Ha", "of Hama and then")):
        page.locator(".fl-events .fl-go").nth(n).click()
        assert "".join(page.locator(".fl-text .fl-happened").all_text_contents()) == clause


def test_kinds_of_mention_can_be_switched_off_in_text_map_and_panel(opened: Open):
    page = opened(page_of([hama()]))
    page.get_by_role("checkbox", name="People or things of a country").uncheck()
    assert "Syrian" not in marks(page)
    assert page.evaluate("frontline.app.dots.groups.map((group) => group.place.name)") == ["Hama", "Homs"]
    page.get_by_role("checkbox", name="Inside another name").uncheck()
    assert "Aleppo" not in page.locator(".fl-where-panel").inner_text()
    assert "hide=demonym,embedded" in page.evaluate("location.hash")


def test_keys_alone_go_from_mention_to_mention_and_choose(opened: Open):
    page = opened(page_of([hama()]))
    page.locator(".fl-text .fl-m").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator(".fl-text .fl-chosen").text_content() == "Homs"
    assert page.locator("[aria-live]").text_content() == "Homs: Location; Homs, Syria, fairly sure"
    page.keyboard.press("Escape")
    assert page.locator(".fl-text .fl-chosen").count() == 0
    assert page.locator(".fl-text .fl-m[tabindex='0']").count() == 1


def test_the_keyboard_keeps_its_place_when_something_is_drawn_anew(opened: Open):
    page = opened(page_of([hama()]))
    for name in ("Homs", "Khirbet"):
        row = page.locator(".fl-where-panel .fl-pick", has_text=name)
        row.focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.querySelector('.fl-name').textContent") == name
        assert page.locator(".fl-text .fl-chosen").text_content() == name
    box = page.get_by_role("checkbox", name="Inside another name")
    box.focus()
    page.keyboard.press("Space")
    assert not box.is_checked()
    assert page.evaluate("document.activeElement.type") == "checkbox"


def test_a_whole_country_is_looked_at_whole_and_left_again(opened: Open):
    page = opened(page_of([hama()]), reduced_motion="reduce")
    near = page.evaluate("frontline.app.map.getZoom()")
    page.evaluate("frontline.app.map.setView([35.1, 36.7], 11, { animate: false })")
    page.locator(".fl-text .fl-demonym").click()
    page.wait_for_function("() => frontline.app.map.getZoom() < 8")
    page.locator(".fl-text .fl-m", has_text="Homs").click()
    page.wait_for_function("(near) => frontline.app.map.getZoom() === near", arg=near)


def test_articles_are_found_by_words_and_days(opened: Open):
    page = opened(page_of([hama(), *many(30)]))
    assert page.locator(".fl-articles .fl-pick").count() == 31
    page.fill("#fl-search", "UNIVERSITY of")
    assert page.locator(".fl-articles .fl-name").all_text_contents() == ["The fall of a city"]
    page.locator(".fl-articles .fl-pick").click()
    found = page.evaluate("[...CSS.highlights.get('fl-found')].map(String)")
    assert sorted(found) == ["University", "of", "of"]
    page.fill("#fl-search", "")
    page.select_option("#fl-from", label="19 Dec 2024")
    assert page.inner_text(".fl-articles .fl-counted") == "2 of 31 articles"
    page.locator(".fl-articles .fl-pick", has_text="Report 18").click()
    assert page.locator(".fl-text").text_content() == "Report 18: shells fell on Homs."


def test_the_sum_over_articles_says_how_often_and_when(opened: Open):
    undated = plain(99, "Hama", HAMA, None)
    page = opened(page_of([hama(), *many(30), undated]))
    page.get_by_role("button", name="All places").click()
    row = page.locator(".fl-table tbody tr").first
    assert row.locator("th, td").all_text_contents()[0].startswith("Hama")
    assert [cell.strip() for cell in row.locator("td").all_text_contents()] == ["23", "22", "1 Dec 2024", "20 Dec 2024"]
    assert "Khirbet" in page.locator(".fl-table").nth(1).inner_text()
    sizes = page.evaluate("frontline.app.dots.groups.map((group) => [group.place.name, group.r])")
    assert dict(sizes)["Hama"] > dict(sizes)["Homs"] > dict(sizes)["Syria"]
    page.get_by_role("button", name="Place", exact=True).first.click()
    assert page.locator(".fl-table tbody .fl-go").all_text_contents()[:3] == ["Hama", "Homs", "Syria"]
    page.locator(".fl-table .fl-go", has_text="Homs").click()
    page.locator(".fl-where-panel .fl-told").last.click()
    assert page.locator(".fl-text .fl-chosen").text_content() == "Homs"


def test_the_sum_follows_the_search_and_can_be_saved(opened: Open):
    page = opened(page_of([hama(), *many(30)]))
    page.get_by_role("button", name="All places").click()
    page.fill("#fl-search", "homs")
    assert page.locator(".fl-table").first.locator("tbody tr").first.locator("td").nth(1).inner_text() == "11"
    with page.expect_download() as saved:
        page.get_by_role("button", name="CSV").click()
    lines = saved.value.path().read_text(encoding="utf-8").splitlines()
    assert lines[0] == "place,place_id,lon,lat,country,mentions,articles,first_day,last_day,credits"
    assert any(line.startswith("Homs,gn:169577,36.7234,34.7268,SY,11,11,2024-12-01,2024-12-19,") for line in lines)
    assert all("GeoNames (CC BY 4.0)" in line for line in lines[1:])


def test_the_address_keeps_article_mention_and_filters(opened: Open):
    html = page_of([hama(), *many(30)])
    page = opened(html, "#article=hama.txt&at=76&hide=embedded&q=city&map=9.00/34.0000/36.0000")
    assert page.locator(".fl-text .fl-chosen").text_content() == "Homs"
    assert page.input_value("#fl-search") == "city"
    assert page.evaluate("frontline.app.map.getZoom()") == 9
    summary = opened(html, "#view=all&place=gn:169577")
    assert summary.locator(".fl-table .fl-chosen .fl-go").inner_text() == "Homs"
    assert "Homs" in summary.locator(".fl-where-panel .fl-open").inner_text()


def test_a_text_written_from_the_right_is_set_from_the_right(opened: Open):
    arabic = article("سيطر المقاتلون على حماة يوم الخميس.\n\nA line in English about حماة.", title="سقوط حماة")
    page = opened(page_of([Reading(arabic, (mention(arabic, "حماة", HAMA),))]))
    assert page.evaluate("[...document.querySelectorAll('.fl-text p')].map((p) => p.dir)") == ["rtl", "ltr"]
    assert page.locator("h1").get_attribute("dir") == "rtl"
    assert marks(page) == ["حماة"]


def hostile(n: int, text: str) -> Reading:
    """Return a reading that bears a hostile text wherever it can."""
    said = article(
        f"{text} Hama {text} Nowhere {text}", id=f"{text} {n}", title=f"{text} title", source=f"{text} wire", url=text
    )
    named = replace(renamed(HAMA, f"{text} town"), id=f"own:{n}", country=text, admin1=text, feature_code=text)
    other = replace(renamed(ALEPPO, f"{text} other"), id=f"own:other {n}")
    candidate = Candidate(place=other, match=Match.FOLDED, score=1.0, reasons=(f"{text} why",))
    found = mention(said, "Hama", named, candidates=(candidate,), reasons=(f"{text} because",))
    lost = mention(said, "Nowhere", reasons=(f"{text} unknown",), role=Role.METONYM)
    event = capture(said, said.text, said.text, named, id=f"e{n}", actor=f"{text} actor", place_words=f"{text} words")
    return Reading(said, (found, lost), (event,))


def test_hostile_text_is_shown_as_it_is_and_does_nothing(opened: Open):
    page = opened(
        page_of([hostile(n, text) for n, text in enumerate(HOSTILE)], title=" ".join(HOSTILE), credit=" ".join(HOSTILE))
    )
    assert page.evaluate("document.querySelector('h1').textContent") == " ".join(HOSTILE)
    assert " ".join(HOSTILE) in page.evaluate("document.querySelector('.fl-credits').textContent")
    for text in HOSTILE:
        page.evaluate(
            """(title) => {
                const { app } = frontline;
                const own = app.model.articles.find((article) => article.title === title);
                app.openArticle(own.n, own.mentions[0]);
            }""",
            f"{text} title",
        )
        shown = page.evaluate("document.querySelector('.fl-reader').textContent")
        for words in ("title", "wire", "town", "other", "why", "because", "unknown", "actor"):
            assert f"{text} {words}" in shown
        assert "function" not in page.evaluate("document.querySelector('.fl-where-panel').textContent")
        body = page.evaluate("document.querySelector('.fl-text').textContent")
        assert body == f"{text} Hama {text} Nowhere {text}"
        assert page.locator(".fl-reading a").count() == 0
    page.evaluate("frontline.app.setView('all')")
    assert all(f"{text} town" in page.evaluate("document.querySelector('.fl-table').textContent") for text in HOSTILE)
    assert page.evaluate("window.ran") is None


def test_hostile_text_stays_text_for_readers_without_scripts(opened: Open):
    readings = [hostile(n, text) for n, text in enumerate(HOSTILE)]
    page = opened(page_of(readings), ready=False, java_script_enabled=False)
    shown = page.locator("noscript").first.text_content() or ""
    assert all(f"{text} town (1)" in shown and f"{text} unknown" in shown for text in HOSTILE)


def test_five_hundred_articles_are_one_page(opened: Open):
    html = page_of(many(500))
    page = opened(html)
    assert page.locator(".fl-articles .fl-pick").count() < 500
    page.fill("#fl-search", "499")
    page.locator(".fl-articles .fl-pick").click()
    assert page.locator(".fl-text").text_content() == "Report 499: shells fell on Hama."


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1024, 1440])
def test_nothing_runs_over_the_edge_of_the_screen(opened: Open, width: int, scheme: str):
    page = opened(page_of([hama(), *many(5)]), viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.evaluate("frontline.app.openArticle(frontline.app.model.articles.findIndex(({ id }) => id === 'hama.txt'))")
    page.locator(".fl-text .fl-m").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    inside = "[...document.querySelectorAll('.fl-scroll')].every((node) => node.scrollWidth <= node.clientWidth)"
    assert page.evaluate(inside)
    page.evaluate("frontline.app.setView('all')")
    assert page.evaluate(inside)


def test_on_a_phone_articles_and_places_open_over_the_text(opened: Open):
    page = opened(page_of([hama(), *many(5)]), viewport={"width": 360, "height": 780})
    assert not page.locator(".fl-articles").is_visible()
    page.get_by_role("button", name="Choose an article").click()
    page.locator(".fl-articles .fl-pick", has_text="The fall of a city").click()
    assert not page.locator(".fl-articles").is_visible()
    page.locator(".fl-text .fl-missing").click()
    assert "Khirbet" in page.locator(".fl-handle").inner_text()
    assert "no place" in page.locator(".fl-handle").inner_text()
    page.locator(".fl-handle").click()
    assert page.locator(".fl-details").is_visible()


def test_print_shows_the_whole_text_and_every_place(opened: Open):
    page = opened(page_of([hama()]), viewport={"width": 800, "height": 400})
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollHeight") > 900
    assert page.locator(".fl-where-panel .fl-name", has_text="Homs").is_visible()
    assert page.locator(".fl-credits").is_visible()


def test_articles_without_any_place_make_a_page(opened: Open):
    nothing = Reading(article("Nothing is named.", published=None, title=""), ())
    page = opened(page_of([nothing]))
    assert page.locator(".fl-text").inner_text() == "Nothing is named."
    assert "No place is named here." in page.locator(".fl-where-panel").inner_text()


def test_an_arabic_page_says_nothing_of_itself_in_english_and_runs_from_right_to_left(opened: Open):
    page = opened(page_of([hama(), *many(5)], language="ar"))
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert not english_of(page)
    page.locator(".fl-text .fl-missing").click()
    names = ("Khirbet", "Syria", "Texas", "United", "States")
    assert not english_of(page, *names)
    page.evaluate("frontline.app.setView('all')")
    assert not english_of(page, *names)


def test_places_are_written_as_the_desk_writes_them(opened: Open):
    page = opened(page_of([hama()], house={HAMA.id: "Hamah"}))
    assert "Hamah" in page.locator(".fl-where-panel .fl-name").all_inner_texts()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_on_a_phone_the_text_is_as_wide_as_the_screen_and_scrolls(opened: Open, language: str):
    page = opened(page_of([hama(), *many(5)], language=language), viewport={"width": 360, "height": 500})
    box = page.locator("#fl-body").bounding_box()
    assert box
    assert (box["x"], box["width"]) == (0, 360)
    assert page.evaluate(
        "(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight)(document.getElementById('fl-body'))"
    )


def test_the_same_readings_give_the_same_bytes_in_any_order():
    readings = [hama(), *many(5), plain(99, "Hama", HAMA, date(2024, 12, 5))]
    assert page_of(readings) == page_of(readings[::-1])
