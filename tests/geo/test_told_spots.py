"""A name whose distance and side from a known town the text tells is placed by that, with its doubt."""

import pytest

from geo.model import Article, LonLat, Precision
from geo.pipeline import read_places, read_resources
from geo.places_apart import km_between

HAMA, DONETSK = LonLat(36.758, 35.132), LonLat(37.802, 48.023)


@pytest.fixture(scope="module")
def resources():
    return read_resources(model="none")


def resolved(text, name, resources):
    found = read_places(Article(id="a", text=text), resources).resolutions
    return [r for r in found if r.mention.toponym == name]


def test_a_village_that_no_gazetteer_has_lies_where_the_text_says(resources):
    text = (
        "The Syrian army took the village of Zarnoubiya, about 10 km (6 miles) north of Hama. "
        "The village of Zarnoubiya was empty."
    )
    first, second = resolved(text, "Zarnoubiya", resources)
    assert first.place is not None
    assert km_between(first.place.at, HAMA) == pytest.approx(10, abs=0.5)
    assert first.place.at.lat > HAMA.lat
    assert (first.precision, first.radius_km) == (Precision.AREA, 5)
    assert second.place == first.place
    assert any("10 km (6 miles) north of Hama" in reason for reason in first.reasons)


def test_a_namesake_elsewhere_is_not_answered(resources):
    text = "Ukraine lost Pobeda, a small village about five kilometers west of Donetsk."
    (found,) = resolved(text, "Pobeda", resources)
    assert found.place is not None
    assert km_between(found.place.at, DONETSK) == pytest.approx(5, abs=0.5)


def test_a_known_place_near_the_spot_is_that_place(resources):
    text = "In Syria, Rastan, 20 km south of Hama, was shelled."
    (found,) = resolved(text, "Rastan", resources)
    assert found.place is not None
    assert found.place.id.startswith("gn:")


@pytest.mark.parametrize(
    "text",
    [
        "In Syria the village of Zarnoubiya is 10 km from Hama.",
        "In Syria the village of Zarnoubiya lies 300 km north of Hama.",
        "In Syria the village of Zarnoubiya lies 10 km north of Qarnabiya.",
    ],
)
def test_without_a_side_nearby_town_or_known_town_nothing_is_guessed(text, resources):
    assert all(found.place is None for found in resolved(text, "Zarnoubiya", resources))
