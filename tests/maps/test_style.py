"""Colours of actors on the light and the dark page."""

from __future__ import annotations

import pytest

from geo.actors import read_actors
from maps.style import DARKEST_ON_DARK, NOBODY, Deficiency, contrast, lightness, looks, seen_by

LIGHT_LAND, DARK_LAND = "#f4f2ee", "#1b1f24"
TEXTS = [
    ("#1f2328", "#ffffff"),
    ("#5f6670", "#ffffff"),
    ("#5f6670", LIGHT_LAND),
    ("#5f6670", "#ece9e3"),
    ("#8a4b00", "#ffffff"),
    ("#e6e8eb", "#12161a"),
    ("#a3abb5", "#12161a"),
    ("#a3abb5", "#20262c"),
    ("#e5b567", "#12161a"),
]


@pytest.mark.parametrize(("text", "paper"), TEXTS)
def test_words_stand_out_from_their_paper(text: str, paper: str):
    assert contrast(text, paper) >= 4.5


def test_every_actor_has_a_colour_that_is_seen_on_the_dark_page():
    actors = read_actors()
    for look in looks(actors, [actor.code for actor in actors]):
        assert look.label
        assert look.colour != NOBODY, look.code
        assert lightness(look.dark) >= DARKEST_ON_DARK, look.code
        assert contrast(look.dark, DARK_LAND) >= 3, look.code


def test_an_actor_that_no_file_knows_appears_as_written():
    (look,) = looks(read_actors(), ["The <b>Brigade</b>"])
    assert (look.name, look.label, look.colour) == ("The <b>Brigade</b>", "The <b>Brigade</b>", NOBODY)


def test_red_and_green_of_one_lightness_are_told_apart_by_no_deutan():
    red, green = seen_by("#c43c39", Deficiency.DEUTAN), seen_by("#3f7a3a", Deficiency.DEUTAN)
    assert abs(lightness(red) - lightness(green)) < 12
