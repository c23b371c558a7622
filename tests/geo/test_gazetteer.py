"""The gazetteer answers names, and says how they met."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import GazetteerError
from geo.gazetteer import Gazetteer, read_gazetteer
from geo.model import FeatureClass, Match
from geo.postings import pack_bucket, pack_numbers, read_bucket, unpack_numbers

GAZETTEER = read_gazetteer()


def names(query, *countries):
    return [(hit.place.id, hit.match) for hit in GAZETTEER.lookup(query, countries)]


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("Aleppo", "gn:170063"),
        ("حلب", "gn:170063"),
        ("Алеппо", "gn:170063"),
        ("aleppo", "gn:170063"),
        ("Saraqib", "gn:164816"),
        ("Türkiye", "gn:298795"),
        ("Turkiye", "gn:298795"),
        ("the United States", "gn:6252001"),
        ("U.S.", "gn:6252001"),
        ("سوريا", "gn:163843"),
        ("Euphrates", "own:euphrates"),
        ("Europe", "gn:6255148"),
    ],
)
def test_a_name_is_known(name, place_id):
    assert place_id in [found for found, _ in names(name)]


def test_exact_comes_before_folded_and_folded_before_key():
    hits = GAZETTEER.lookup("Hama", ("SY", "JP"))
    ranks = [[Match.EXACT, Match.FOLDED, Match.KEY].index(hit.match) for hit in hits]
    assert ranks == sorted(ranks)


def test_a_key_answers_only_where_there_is_evidence_of_its_country():
    spelling = "Maarat al-Noaman"
    assert not names(spelling)
    assert ("gn:167611", Match.KEY) in names(spelling, "SY")
    assert not names(spelling, "JO")


@pytest.mark.parametrize("spelling", ["Maarret en-Nooman", "Maaret en-Nooman"])
def test_a_spelling_that_differs_by_its_article_or_the_letters_of_a_vowel_is_met_as_one_without_accents(spelling):
    assert not names(spelling)
    assert ("gn:167611", Match.FOLDED) in names(spelling, "SY")


@pytest.mark.parametrize("code", ["HTS", "SDF", "YPG", "LNA", "RSF"])
def test_codes_are_no_names(code):
    assert not names(code)


def test_words_of_people_and_shortened_states():
    assert GAZETTEER.demonym("Syrians").id == "gn:163843"
    assert GAZETTEER.demonym("Turkish").country == "TR"
    assert GAZETTEER.demonym("American").country == "US"
    assert GAZETTEER.demonym("syrian") is None
    assert GAZETTEER.shortened("Calif.").name == "California"


def test_every_country_has_a_point_and_a_radius():
    for code in ("SY", "UA", "SD", "MM", "YE", "LY", "CD", "IQ", "XK", "PS", "SS", "TW"):
        country = GAZETTEER.country(code)
        assert country.feature_code == "PCLI"
        assert GAZETTEER.radius_km(country) > 20


def test_places_of_a_country_by_class():
    towns = list(GAZETTEER.in_country("SY", [FeatureClass.POPULATED]))
    assert len(towns) > 300
    assert {place.country for place in towns} == {"SY"}
    assert {place.feature_class for place in towns} == {FeatureClass.POPULATED}
    assert len(list(GAZETTEER.in_country("SY"))) > len(towns)
    assert sum(place.feature_code == "ADM1" for place in GAZETTEER.in_country("SY", [FeatureClass.ADMIN])) == 14


def test_towns_between_meridians_and_parallels(tmp_path):
    path = write(tmp_path, "id,name,lon,lat,population\nnew,Neustadt,36.75,35.14,90000\n")
    box = {"west": 36.7, "south": 35.1, "east": 36.8, "north": 35.2}
    large = [place.name for place in read_gazetteer(path).towns_in(**box, population=50_000)]
    assert sorted(large) == ["Hama", "Neustadt"]
    every = list(GAZETTEER.towns_in(**box))
    assert {"Hama"} < {place.name for place in every}
    assert {place.feature_class for place in every} == {FeatureClass.POPULATED}


@pytest.mark.parametrize(
    ("place_id", "name", "listed"),
    [
        ("gn:170017", "Hama", "Ḩamāh"),
        ("gn:163476", "Tel Rifaat", "Tall Rif‘at"),
        ("gn:163808", "Palmyra", "Tadmur"),
        ("icao:OS66", "Kuweires Air Base", "Rasin El Aboud Airport"),
        ("icao:OSLK", "Hmeimim Air Base", "Bassel Al-Assad International Airport"),
    ],
)
def test_a_place_bears_the_name_that_the_press_uses(place_id, name, listed):
    place = GAZETTEER.get(place_id)
    assert place.name == name
    assert listed in place.other_names


def test_get_knows_ids_and_no_others():
    assert GAZETTEER.get("gn:170654").name == "Damascus"
    assert GAZETTEER.get("gn:1") is None
    assert GAZETTEER.get("gn:x") is None
    assert GAZETTEER.get("own:nowhere") is None


def test_a_copy_for_another_process_answers_too():
    GAZETTEER.lookup("Hama")
    copy = pickle.loads(pickle.dumps(GAZETTEER))  # noqa: S301
    assert copy.lookup("Hama") == GAZETTEER.lookup("Hama")


def test_a_missing_or_broken_file_is_named_with_a_remedy(tmp_path):
    with pytest.raises(GazetteerError, match=r"nothing\.sqlite.*build_data"):
        Gazetteer(tmp_path / "nothing.sqlite").lookup("Hama")
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"no database at all" * 100)
    with pytest.raises(GazetteerError, match=r"broken\.sqlite"):
        Gazetteer(broken).lookup("Hama")


def write(tmp_path, text):
    path = tmp_path / "own.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_users_places_stand_beside_the_packaged_ones(tmp_path):
    path = write(
        tmp_path,
        "id,name,lon,lat,country,other_names\n"
        "hill1,Tell Qwartz,36.70,35.20,,Tal Kwartz|تل قوارتز\n"
        "s,Saraqib,36.80,35.86,SY,Seraqib Town\n",
    )
    gazetteer = read_gazetteer(path)
    assert [hit.place.id for hit in gazetteer.lookup("tal kwartz")] == ["own:hill1"]
    assert gazetteer.get("own:hill1").country == "SY"
    assert [hit.place.id for hit in gazetteer.lookup("Seraqib Town")] == ["gn:164816"]
    assert "gn:164816" in [hit.place.id for hit in gazetteer.lookup("Saraqib")]
    assert "own:hill1" in [place.id for place in gazetteer.in_country("SY")]


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ("name,lon\nA,1\n", r":1: no column lat"),
        ("name,lon,lat\nA,200,5\n", r":2: .*off the globe.*200"),
        ("name,lon,lat\nA,x,5\n", r":2: lon 'x' is not a number"),
        ("name,lon,lat\nA,1,1\n ,1,1\n", r":3: the place has no name"),
        ("name,lon,lat,feature_class\nA,1,1,Q\n", r":2: .*Q"),
        ("name,lon,lat,geonames_id\nA,1,1,abc\n", r":2: .*abc"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, lines, complaint):
    with pytest.raises(GazetteerError, match=complaint):
        read_gazetteer(write(tmp_path, lines))


def test_a_list_in_another_encoding_is_named(tmp_path):
    path = tmp_path / "latin.csv"
    path.write_bytes("name,lon,lat\nCafé,1,1\n".encode("latin-1"))
    with pytest.raises(GazetteerError, match="UTF-8"):
        read_gazetteer(path)


@given(st.sets(st.integers(0, 2**50)))
def test_numbers_come_back_as_they_were_packed(numbers):
    assert unpack_numbers(pack_numbers(numbers)) == sorted(numbers)


@given(st.dictionaries(st.integers(0, 2**32 - 1), st.sets(st.integers(0, 2**50), min_size=1), max_size=20))
def test_a_bucket_gives_each_code_its_own(postings):
    packed = pack_bucket(postings)
    assert {code: set(read_bucket(packed, code)) for code in postings} == postings
