"""What lies under the areas: quiet, small, and right about the neighbours."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely

from geo.gazetteer import read_gazetteer
from maps.arcs import SCALE
from maps.basemap import Basemap, Extent, read_basemap
from maps.payload import as_json
from maps.regions import read_region


@pytest.fixture(scope="module")
def syria() -> Basemap:
    """Return the base of Syria with its towns."""
    return read_basemap(read_region("SY"), read_gazetteer())


def arc_points(base: Basemap, number: int) -> list[tuple[int, int]]:
    """Return the points of an arc in units of the base."""
    x = y = 0
    points = []
    steps = base.data["arcs"][number]
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x, y))
    return points


def test_neighbours_are_named_and_the_country_itself_is_not(syria: Basemap):
    names = {row[0] for row in syria.data["names"]}
    assert {"Turkey", "Iraq", "Jordan", "Lebanon"} <= names
    assert "Syria" not in names


def test_names_of_neighbours_stand_in_the_opening_view(syria: Basemap):
    spots = {name: (lon, lat) for name, lon, lat, _ in syria.data["names"]}
    view = syria.home.padded(0.15)
    for name in ("Turkey", "Iraq", "Jordan", "Lebanon"):
        lon, lat = spots[name]
        assert view.west < lon < view.east
        assert view.south < lat < view.north


def test_a_base_is_small_and_the_same_every_time(syria: Basemap):
    again = read_basemap(read_region("SY"), read_gazetteer())
    assert as_json(again.data) == as_json(syria.data)
    assert len(as_json(syria.data).encode()) < 200_000


def test_the_edge_of_the_extent_is_no_border(syria: Basemap):
    west, south, east, north = (round(side * SCALE) for side in syria.extent)
    for number in (*syria.data["borders"], *syria.data["regions"]):
        points = arc_points(syria, number)
        assert not all(abs(x - west) <= 1 or abs(x - east) <= 1 for x, _ in points)
        assert not all(abs(y - south) <= 1 or abs(y - north) <= 1 for _, y in points)


def test_the_golan_is_drawn_as_disputed(syria: Basemap):
    points = [(x / SCALE, y / SCALE) for number in syria.data["disputed"] for x, y in arc_points(syria, number)]
    assert points
    assert shapely.box(35.5, 32.5, 36.1, 33.5).covers(shapely.MultiPoint(points))


def test_towns_are_named_largest_first_without_the_districts_of_foreign_cities(syria: Basemap):
    names = [row[0] for row in syria.data["towns"]]
    assert {"Aleppo", "Damascus", "Beirut", "Mosul"} <= set(names)
    populations = [row[3] for row in syria.data["towns"]]
    assert populations == sorted(populations, reverse=True)
    beirut = [row for row in syria.data["towns"] if abs(row[1] - 35.5) < 0.04 and abs(row[2] - 33.89) < 0.04]
    assert len(beirut) == 1


def test_a_region_of_one_s_own_has_a_base_too(tmp_path: Path):
    file = tmp_path / "east.geojson"
    file.write_text(shapely.to_geojson(shapely.box(36.5, 47.0, 39.5, 49.0)), encoding="utf-8")
    base = read_basemap(read_region(file=file))
    assert "Ukraine" in {row[0] for row in base.data["names"]}
    assert base.home == Extent(36.5, 47.0, 39.5, 49.0)
    assert base.data["towns"] == []
