"""What lies under places that may be anywhere."""

from __future__ import annotations

import pytest

from geo.gazetteer import Gazetteer, read_gazetteer
from geo.model import LonLat, Place
from maps.basemap_world import WIDEST, read_bases
from maps.payload import as_json


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """Return the packaged gazetteer."""
    return read_gazetteer()


def town(lon: float, lat: float, country: str = "") -> Place:
    return Place(id=f"own:{lon} {lat}", name="Town", at=LonLat(lon, lat), country=country)


ALEPPO, HAMA = town(37.16, 36.2, "SY"), town(36.76, 35.13, "SY")


def test_places_of_one_country_lie_on_its_own_base(gazetteer: Gazetteer):
    bases = read_bases({ALEPPO: 3, HAMA: 1}, gazetteer)
    assert bases.home
    assert bases.world is None
    assert bases.home["regions"]
    assert any(row[0] == "Palmyra" for row in bases.home["towns"])


def test_a_place_beyond_brings_the_globe_and_no_country_is_named_twice(gazetteer: Gazetteer):
    bases = read_bases({ALEPPO: 3, HAMA: 1, town(-77.04, 38.9, "US"): 1}, gazetteer)
    assert bases.home
    assert bases.world
    west, _, east, _ = bases.home["home"]
    assert west > 30
    assert east < 45
    names = [row[0] for row in (*bases.home["names"], *bases.world["names"])]
    assert {"Turkey", "United States", "Brazil"} <= set(names)
    assert len(names) == len(set(names))
    assert len(as_json(bases.world)) < 250_000


def test_places_of_many_countries_share_a_detailed_part_that_is_not_too_wide(gazetteer: Gazetteer):
    around = {town(lon, 50.0, country): 2 for lon, country in ((4.0, "BE"), (14.0, "CZ"), (24.0, "UA"), (120.0, "CN"))}
    bases = read_bases(around, gazetteer)
    assert bases.home
    west, south, east, north = bases.home["home"]
    assert east - west <= WIDEST
    assert north - south >= 1
    assert bases.world


def test_without_places_there_is_the_globe_alone(gazetteer: Gazetteer):
    bases = read_bases({}, gazetteer)
    assert bases.home is None
    assert bases.world


def test_the_same_places_give_the_same_base(gazetteer: Gazetteer):
    places = {ALEPPO: 1, HAMA: 1, town(2.35, 48.85, "FR"): 1}
    backwards = dict(reversed(places.items()))
    assert as_json(read_bases(places, gazetteer)) == as_json(read_bases(backwards, gazetteer))
