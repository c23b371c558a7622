"""The page as a file: the same bytes for the same story, whole or not at all, asking nothing of any network."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from geo.model import Article
from maps.baseline import BaselineRow
from maps.page import map_page, write_map
from maps.schema import PlaceState
from tests.browser.stories import DAYS, EAST, EVENTS, HOSTILE, WEST, event, snapshot, story


def data(html: str, name: str) -> dict[str, object]:
    """Return a plain data block of a page."""
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', html)
    assert found
    return dict(json.loads(found[1]))


def events_of(html: str) -> dict[str, object]:
    """Return the events' block."""
    name = re.search(r'id="(data_event_layer_\d+)"', html)
    assert name
    return data(html, name[1])


def test_the_same_story_gives_the_same_bytes():
    assert map_page(story()) == map_page(story(events=EVENTS[::-1]))


def test_ids_are_numbered_not_random():
    assert not re.search(r"_[0-9a-f]{32}\b", map_page(story()))


def test_nothing_is_fetched_from_anywhere():
    html = map_page(story())
    assert not re.search(r"<(script|img|iframe)[^>]+src=", html)
    assert not re.search(r"@import|url\(", "".join(re.findall(r"<style>(.*?)</style>", html, re.DOTALL)))
    assert re.findall(r"<link [^>]*>", html) == ['<link rel="icon" href="data:,">']
    assert "default-src 'none'" in html
    assert "unsafe" not in html.split("</head>")[0]


def test_readers_may_zoom_and_the_language_is_told():
    html = map_page(story())
    assert '<html lang="en" dir="ltr">' in html
    assert "user-scalable" not in html


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_in_the_data_as_it_was_given_wherever_it_enters(text: str):
    where = replace(WEST, id=text, name=text, other_names=(f"{text} too",))
    row = BaselineRow(place=where, state=PlaceState.HELD, actor=text, rival=None, day=DAYS[0], source=text)
    told = {"sentence": text, "title": text, "source": text, "url": text, "article_id": text}
    told_by = event("e", actor=text, opponent=text, claimant=text, place=where, place_words=text, told=told)
    drawn = snapshot(DAYS[1], 37.0, name=text)
    drawn.places.loc[0, ["place_id", "actor"]] = [text, text]
    html = map_page(
        story(
            title=text,
            credit=text,
            notes=(text,),
            events=(told_by,),
            snapshots=(drawn,),
            known={text: where},
            baseline=(row,),
            house={EAST.id: text},
        )
    )
    found = events_of(html)
    assert text in found["strings"]  # type: ignore[operator]
    assert [column[0] for column in found["articles"]][:3] == [text, text, text]  # type: ignore[attr-defined]
    assert found["places"][0][:2] == [text, text]  # type: ignore[index]
    assert text in [row[0] for row in found["actors"]]  # type: ignore[attr-defined]
    page = data(html, "frontline-page")
    assert (page["title"], page["credits"][0], page["notes"]) == (text, text, [text])  # type: ignore[index]
    name = re.search(r'id="(data_snapshot_layer_\d+)"', html)
    assert name
    control = data(html, name[1])
    assert [place[1] for place in control["places"]][:2] == [text, text]  # type: ignore[attr-defined]
    assert control["sources"] == [text]


def test_online_tiles_are_an_option_that_the_policy_then_allows():
    html = map_page(story(tiles="OpenStreetMap"))
    assert "img-src data: blob: https://tile.openstreetmap.org;" in html
    assert "https://*.tile.opentopomap.org;" in map_page(story(tiles="OpenTopoMap"))
    assert "openstreetmap" not in map_page(story())


def test_a_page_is_written_whole_or_not_at_all(tmp_path: Path):
    file = tmp_path / "map.html"
    write_map(file, story())
    first = file.read_bytes()
    broken = story()
    broken = replace(broken, snapshots=(*broken.snapshots, None))  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        write_map(file, broken)
    assert file.read_bytes() == first
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]


def test_the_clause_is_found_in_its_sentence_in_the_units_of_scripts():
    sentence = "𝔸 medic said fighters took Westham."
    text = f"Headline.\n{sentence}"
    start = text.index("fighters")
    told = {"sentence": sentence, "start": start, "end": len(text) - 1, "article_id": "a"}
    html = map_page(story(events=(event("e", told=told),), articles=(Article(id="a", text=text),)))
    clause = events_of(html)["clause"]["0"]  # type: ignore[index]
    units = sentence.encode("utf-16-le")
    assert units[2 * clause[0] : 2 * clause[1]].decode("utf-16-le") == "fighters took Westham"


def test_days_without_change_send_nothing_new():
    html = map_page(story())
    name = re.search(r'id="(data_snapshot_layer_\d+)"', html)
    assert name
    found = data(html, name[1])
    days = found["days"]
    assert days[2]["places"] == []  # type: ignore[index]
    assert days[1]["areas"] == days[2]["areas"]  # type: ignore[index]
