"""The gazetteer is a geopy geocoder."""

import pytest
from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from geo.geocoder import GazetteerGeocoder

GEOCODER = GazetteerGeocoder()


@pytest.mark.parametrize(
    ("query", "place_id"),
    [
        ("Tel Rifaat", "gn:163476"),
        ("Aleppo", "gn:170063"),
        ("Hama, Syria", "gn:170017"),
        ("Springfield, Illinois", "gn:4250542"),
        ("Alexandria, La.", "gn:4314550"),
        ("California", "gn:5332921"),
        ("Syria", "gn:163843"),
    ],
)
def test_a_name_is_answered_with_a_location(query, place_id):
    location = GEOCODER.geocode(query)
    assert isinstance(GEOCODER, Geocoder)
    assert isinstance(location, Location)
    assert location.raw["id"] == place_id
    assert abs(location.latitude) <= 90


def test_all_answers_and_limits():
    every = GEOCODER.geocode("Springfield", exactly_one=False)
    assert len(every) > 10
    assert len(GEOCODER.geocode("Springfield", exactly_one=False, limit=3)) == 3
    canadian = GEOCODER.geocode("London", country_codes="ca")
    assert canadian.raw["country"] == "CA"


def test_what_it_does_not_know_is_none_and_what_it_cannot_do_is_told():
    assert GEOCODER.geocode("Qwrtzburg") is None
    assert GEOCODER.geocode("Qwrtzburg", exactly_one=False) is None
    with pytest.raises(GeocoderQueryError):
        GEOCODER.geocode(" , ")
    with pytest.raises(NotImplementedError):
        GEOCODER.reverse((35.0, 36.0))
