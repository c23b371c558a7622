"""Gazetteers that a user adds: read in their real forms, wrong lines named, the same place filed once."""

import json
import os
import zipfile

import pytest

from geo.added_records import read_records
from geo.added_store import add, added, folder, index, remove
from geo.errors import GazetteerError
from geo.gazetteer import packaged_gazetteer, read_gazetteer
from geo.model import Article, Match
from geo.paths import USER_DATA
from geo.pipeline import read_places, read_resources

PACKAGED = packaged_gazetteer()
SYLLABLES = "ba dur fa hal ja kan lo mis na qar ru sal tib wa zor".split()
VILLAGES = 3000


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv(USER_DATA, str(tmp_path / "user"))


def name_of(number):
    """Return a made-up name, another for every number below 15 to the third."""
    first, rest = divmod(number, len(SYLLABLES) ** 2)
    second, third = divmod(rest, len(SYLLABLES))
    return f"{SYLLABLES[first]}{SYLLABLES[second]}".title() + f" {SYLLABLES[third]}ineh".title()


def line(number, **changes):
    """Return a line of a GeoNames dump."""
    row = {
        "geonameid": str(90_000_000 + number),
        "name": name_of(number),
        "asciiname": name_of(number),
        "alternatenames": f"Kherbet {name_of(number)},QX",
        "latitude": f"{33 + number // 60 * 0.05:.5f}",
        "longitude": f"{37 + number % 60 * 0.05:.5f}",
        "feature_class": "P",
        "feature_code": "PPL",
        "country": "SY",
        "cc2": "",
        "admin1": "13",
        "admin2": "",
        "admin3": "",
        "admin4": "",
        "population": "0",
        "elevation": "",
        "dem": "412",
        "timezone": "Asia/Damascus",
        "modified": "2020-01-01",
    }
    return "\t".join((row | changes).values())


WRONG = {
    17: ("90000017\tOnly\tthree", "3 columns, a GeoNames dump has 19"),
    101: (line(101, name="A\tB"), "20 columns"),
    333: (line(333, latitude="95.2"), "off the globe"),
    334: (line(334, latitude=""), "lat '' is not a number"),
    335: (line(335, longitude="36,75"), "lon '36,75' is not a number"),
    336: (line(336, latitude="nan"), "off the globe"),
    801: (line(801, name="  "), "no name"),
    802: (line(802, feature_class=""), "no feature class"),
    803: (line(803, feature_class="Z"), "'Z' is none of A, H"),
    804: (line(804, latitude="0", longitude="0"), "lies at 0, 0"),
    805: (line(805, population="many"), "population 'many' is no count"),
    806: (line(806, population="-4"), "population '-4' is no count"),
    807: (line(807, geonameid="x9"), "'x9' is no number"),
    808: (line(808, country="Syria"), "'SYRIA' is not the two letters"),
    809: (line(809, name="Bell\x07ville"), "control characters"),
    1500: (line(1500, geonameid="90000020"), "is that of"),
    2001: (line(2001, geonameid="170063"), "km away"),
}


def dump(path):
    """Write a dump of some thousand lines as real ones are: with other line ends, a byte order mark and wrong lines."""
    lines = [line(number) for number in range(VILLAGES)]
    for at, (wrong, _) in WRONG.items():
        lines[at] = wrong
    lines[5] = line(5, feature_class="S", feature_code="AIRB", name="Qorvat Air Base", alternatenames="")
    lines[6] = line(6, geonameid="170017", name="Hamah", latitude="35.13179", longitude="36.75783", feature_code="PPLA")
    lines[7] = line(7, name="Zandar", alternatenames="Qamhana", latitude="35.2110", longitude="36.7390")
    content = ("\ufeff" + "\r\n".join(lines) + "\r\n\r\n").encode()
    path.write_bytes(content.replace(b"Asia/Damascus", b"Asia/Dama\xffscus", 41).replace(b"\xff", b"", 40))
    return path


def test_a_dump_of_thousands_of_lines_is_read_and_its_wrong_lines_are_named(tmp_path):
    path = dump(tmp_path / "SY.txt")
    done, complaints = add(path, PACKAGED)
    told = {int(str(one).split(":")[1]): str(one) for one in complaints}
    wanted = {number + 1: says for number, (_, says) in WRONG.items()}
    (latin,) = told.keys() - wanted.keys()
    assert "byte 0xff is not UTF-8" in told[latin]
    assert wanted.keys() < told.keys()
    assert {number: told[number] for number in wanted if wanted[number] not in told[number]} == {}
    assert done.places == VILLAGES - len(complaints)
    assert added(PACKAGED) == [done]


def test_what_was_added_is_found_with_its_code_by_every_reader(tmp_path):
    add(dump(tmp_path / "SY.txt"), PACKAGED)
    gazetteer = read_gazetteer()
    village = gazetteer.get("gn:90000100")
    assert (village.name, village.country, village.admin1) == (name_of(100), "SY", "13")
    assert [hit.match for hit in gazetteer.lookup(f"Kherbet {name_of(100)}")] == [Match.EXACT]
    assert gazetteer.lookup("Qorvat Air Base")[0].place.feature_code == "AIRB"
    assert not gazetteer.lookup("QX")
    assert len(list(gazetteer.in_country("SY"))) > VILLAGES
    box = {"west": 37.0, "south": 33.0, "east": 37.2, "north": 33.2}
    assert village.id in {place.id for place in gazetteer.towns_in(**box | {"east": 40.0, "north": 36.0})}


def test_the_same_place_of_two_sources_is_filed_once(tmp_path):
    add(dump(tmp_path / "SY.txt"), PACKAGED)
    gazetteer = read_gazetteer()
    hama = gazetteer.get("gn:170017")
    assert (hama.name, hama.feature_code) == ("Hama", "PPLA")
    assert "Hamah" in hama.other_names
    qamhana = gazetteer.lookup("Qamhana")
    assert [hit.place.id for hit in qamhana if hit.place.country == "SY"] == ["gn:90000007"]
    assert gazetteer.get("own:sy-qamhana") == gazetteer.get("gn:90000007")
    assert PACKAGED.get("own:sy-qamhana").id == "own:sy-qamhana"
    assert [place.name for place in gazetteer.in_country("SY")].count("Qamhana") == 1


def test_two_added_files_share_their_places_and_one_can_be_taken_away(tmp_path):
    one, two = tmp_path / "one.csv", tmp_path / "two.geojson"
    one.write_text("name,lon,lat,population\nTell Qwartz,36.70,35.20,\n", encoding="utf-8")
    point = {"type": "Point", "coordinates": [36.71, 35.201]}
    feature = {"type": "Feature", "geometry": point, "properties": {"name": "Tell Qwartz", "population": 900}}
    two.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    add(one, PACKAGED)
    add(two, PACKAGED)
    (hit,) = read_gazetteer().lookup("Tell Qwartz")
    assert (hit.place.at, hit.place.population, hit.place.country) == ((36.70, 35.20), 900, "SY")
    assert [name for name, _ in added(PACKAGED)] == ["one.csv", "two.geojson"]
    remove("one.csv", PACKAGED)
    (hit,) = read_gazetteer().lookup("Tell Qwartz")
    assert hit.place.at == (36.71, 35.201)
    remove("two.geojson", PACKAGED)
    assert read_gazetteer().lookup("Tell Qwartz") == ()
    assert list(folder().iterdir()) == []


def test_an_archive_is_read_and_one_without_a_dump_is_refused(tmp_path):
    path = tmp_path / "SY.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "The GeoNames dump")
        archive.writestr("SY.txt", line(1) + "\n")
    assert add(path, PACKAGED)[0] == ("SY.zip", 1)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "The GeoNames dump")
    with pytest.raises(GazetteerError, match=r"SY\.zip: no GeoNames dump in it"):
        add(path, PACKAGED)
    assert added(PACKAGED) == [("SY.zip", 1)]
    path.write_bytes(b"PK\x03\x04 cut short")
    with pytest.raises(GazetteerError, match=r"SY\.zip: not a zip archive"):
        add(path, PACKAGED)


def test_a_list_of_the_unresolved_is_taken_as_far_as_it_is_filled_in(tmp_path):
    path = tmp_path / "missing.csv"
    path.write_text(
        "name,lon,lat,mentions,articles\nQwartzabad,36.7,35.2,9,4\nZzyzx,,,3,1\n'=Sum,36.8,35.3,1,1\n", encoding="utf-8"
    )
    places = [record.place for record in read_records(path)]
    assert [(place.name, place.feature_code) for place in places] == [("Qwartzabad", "PPL"), ("=Sum", "PPL")]


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("a.csv", "name,lon\nA,1\n", r"a\.csv:1: no column lat"),
        ("a.csv", "name;lon;lat\nA;1;1;1\n", r"a\.csv:2: 4 cells, the header has 3"),
        ("a.geojson", '{"features": [{"geometry": {"type": "Polygon"}}]}', "feature 1: its geometry is no Point"),
        ("a.geojson", "[1, 2", "not GeoJSON"),
        ("a.xlsx", "", r"places are read from"),
        ("a.txt", "Rebels took Hama.\n", r"no place in it is right.*a\.txt:1: 1 columns"),
    ],
)
def test_a_file_without_a_right_line_changes_nothing(tmp_path, name, content, complaint):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(GazetteerError, match=complaint):
        add(path, PACKAGED)
    assert index(PACKAGED) is None


def test_places_merged_with_another_gazetteer_are_merged_anew(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("name,lon,lat\nTell Qwartz,36.70,35.20\n", encoding="utf-8")
    add(path, PACKAGED)
    merged = index(PACKAGED)
    merged.write_bytes(b"no database at all")
    assert read_gazetteer().lookup("Tell Qwartz")
    kept = folder() / "own.csv"
    kept.write_text("name,lon,lat\nTell Other,36.70,35.20\n", encoding="utf-8")
    os.utime(kept, ns=(1, 1))
    assert [read_gazetteer().knows(name) for name in ("tell qwartz", "tell other")] == [False, True]


def test_a_namesake_that_is_added_does_not_take_the_name_of_a_known_place(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("name,lon,lat,country\nKhattab,36.90,35.90,SY\n", encoding="utf-8")
    add(path, PACKAGED)
    text = "Rebels in Syria took the village of Khattab."
    found = read_places(Article(id="a", text=text), read_resources(model=None)).resolutions
    named = {resolution.mention.toponym: resolution.place and resolution.place.id for resolution in found}
    assert named["Khattab"] == "own:sy-khattab"
