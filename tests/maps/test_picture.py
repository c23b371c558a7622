"""The picture of a day: named layers, text to edit, the same bytes, and no text that does anything."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from lxml import etree

from geo.model import Event
from maps.picture import write_picture
from maps.picture_sheet import Size
from maps.story import Story
from tests.browser.stories import EVENTS, HOSTILE, event, place, story

SVG = "{http://www.w3.org/2000/svg}"
SIZE = Size(1000, 600)


def drawn(story_: Story, folder: Path, form: str = "svg", size: Size = SIZE) -> bytes:
    """Return the bytes of a picture."""
    file = folder / f"map.{form}"
    write_picture(file, story_, size, form=form)
    return file.read_bytes()


def texts(svg: bytes) -> list[str]:
    """Return what an SVG says."""
    return ["".join(node.itertext()).strip() for node in etree.fromstring(svg).iter(f"{SVG}text")]


def test_layers_have_names_and_text_stays_text(tmp_path: Path):
    svg = drawn(story(credit="A desk"), tmp_path)
    names = [node.get("id") for node in etree.fromstring(svg).iter(f"{SVG}g")]
    for name in ("area-HTS", "area-SYR-GOV", "front-line", "places", "reports", "legend", "scale", "title-day-credits"):
        assert names.count(name) == 1, name
    said = texts(svg)
    for text in ("Two sides", "2 Dec 2024", "as of", "HTS", "Front line", "not sure", "no data", "Captured", "Westham"):
        assert text in said
    (foot,) = [text for text in said if text.startswith("Inferred from 3 places")]
    assert "A desk" in foot
    assert "GeoNames" in foot


def test_the_legend_says_what_is_drawn_and_nothing_else(tmp_path: Path):
    said = texts(drawn(story(events=EVENTS[:1]), tmp_path))
    assert "Captured" in said
    assert not {"Strike", "claimed", "denied", "somewhere in this area"} & set(said)


@pytest.mark.parametrize("form", ["svg", "pdf", "png"])
def test_the_same_story_gives_the_same_bytes(tmp_path: Path, form: str):
    assert drawn(story(), tmp_path, form) == drawn(story(events=EVENTS[::-1]), tmp_path, form)


def test_a_png_is_twice_the_size_for_sharp_screens(tmp_path: Path):
    assert struct.unpack(">II", drawn(story(), tmp_path, "png", Size(700, 500))[16:24]) == (1400, 1000)


@pytest.mark.parametrize("size", [Size(320, 320), Size(400, 900), Size(2400, 800)])
def test_any_shape_of_sheet_can_be_drawn(tmp_path: Path, size: Size):
    assert "2 Dec 2024" in texts(drawn(story(), tmp_path, size=size))


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.isprintable()])
def test_hostile_text_is_written_as_it_is(tmp_path: Path, text: str):
    svg = drawn(story(title=text, credit=text, events=(_at(text),)), tmp_path)
    tree = etree.fromstring(svg)
    assert not list(tree.iter(f"{SVG}script", f"{SVG}a", f"{SVG}image"))
    assert text.strip() in texts(svg)


def test_a_formula_is_no_formula(tmp_path: Path):
    assert r"$\frac{1}{2}$" in texts(drawn(story(title=r"$\frac{1}{2}$"), tmp_path))


def _at(text: str) -> Event:
    return event("one", place=place(text, 36.9, 35.8), place_words=text, actor=text)
