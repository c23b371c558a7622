"""A region is a country or a polygon file, whole in one equal-area projection wherever on the globe it lies."""

from __future__ import annotations

import json

import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import Geod

from geo.errors import RegionError
from geo.model import LonLat
from maps.regions import read_region

SQUARE = {"type": "Polygon", "coordinates": [[[36, 34], [38, 34], [38, 36], [36, 36], [36, 34]]]}


@pytest.mark.parametrize(("code", "km2"), [("SY", 185_000), ("UA", 600_000), ("FJ", 18_300), ("RU", 16_900_000)])
def test_a_country_has_about_its_area(code, km2):
    region = read_region(code)
    assert region.flat.is_valid
    assert region.flat.area / 1e6 == pytest.approx(km2, rel=0.05)


def test_area_is_true():
    region = read_region("SY")
    on_ellipsoid = abs(Geod(ellps="WGS84").geometry_area_perimeter(region.polygon)[0])
    assert region.flat.area == pytest.approx(on_ellipsoid, rel=1e-4)


def test_disputed_units_are_told():
    units = read_region("SY").units
    assert set(units["name_en"][units["disputed"]]) == {"Golan Heights"}


def test_islands_and_lakes_are_there():
    assert len(read_region("FJ").flat.geoms) > 20
    assert len(read_region("UA").lakes) > 0


@pytest.mark.parametrize("code", ["SY", "FJ", "RU"])
def test_from_the_projection_and_back(code):
    region = read_region(code)
    back = region.to_globe(np.array(region.flat.geoms, dtype=object))
    assert all(shapely.is_valid(back))
    there = shapely.union_all(back)
    assert there.symmetric_difference(region.polygon).area < 1e-3 * region.polygon.area
    assert all(shape.bounds[2] - shape.bounds[0] < 180 for shape in shapely.get_parts(back))


def test_the_unit_of_a_point():
    region = read_region("SY")
    unit = region.unit_at(LonLat(36.63, 35.93))
    assert unit is not None
    assert region.units["name_en"].iloc[unit] == "Idlib"
    assert region.unit_at(LonLat(30.0, 35.0)) is None


@pytest.mark.parametrize(
    "document",
    [
        SQUARE,
        {"type": "Feature", "properties": {"name": "North"}, "geometry": SQUARE},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": None, "geometry": SQUARE}]},
    ],
    ids=["geometry", "feature", "collection"],
)
def test_a_polygon_file(tmp_path, document):
    path = tmp_path / "north.geojson"
    path.write_text(json.dumps(document), encoding="utf-8")
    region = read_region(file=path)
    assert region.name == "north"
    assert region.polygon.equals(shapely.MultiPolygon([shapely.box(36, 34, 38, 36)]))
    assert gpd.GeoSeries(region.flat).area.sum() / 1e6 == pytest.approx(40_500, rel=0.01)


BAD = {
    "no JSON": ("{", "not GeoJSON"),
    "no GeoJSON": ("[]", "no GeoJSON type"),
    "a line": (json.dumps({"type": "LineString", "coordinates": [[1, 2], [3, 4]]}), "LineString where"),
    "a point in a feature": (
        json.dumps({"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [1, 2]}}),
        "a region needs Polygon",
    ),
    "nothing": (json.dumps({"type": "FeatureCollection", "features": []}), "holds no polygon"),
    "no ring": (json.dumps({"type": "Polygon", "coordinates": [[[1, 2]]]}), "cannot be read"),
    "metres": (
        json.dumps({"type": "Polygon", "coordinates": [[[4e5, 4e6], [5e5, 4e6], [5e5, 5e6], [4e5, 4e6]]]}),
        "off the globe",
    ),
    "all round the globe": (
        json.dumps({"type": "Polygon", "coordinates": [[[-180, -90], [180, -90], [0, -60], [-180, -90]]]}),
        "all the way round",
    ),
    "flat": (json.dumps({"type": "Polygon", "coordinates": [[[1, 1], [2, 2], [3, 3], [1, 1]]]}), "holds no polygon"),
}


@pytest.mark.parametrize(("text", "complaint"), BAD.values(), ids=BAD.keys())
def test_what_cannot_be_used_is_told_in_one_line(tmp_path, text, complaint):
    path = tmp_path / "region.geojson"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RegionError) as caught:
        read_region(file=path)
    assert path.stem in str(caught.value)
    assert complaint in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_unknown_country_hints_at_a_known_one():
    with pytest.raises(RegionError, match="Syria is SY"):
        read_region("Syria")
    with pytest.raises(RegionError, match="'XQ': no country"):
        read_region("XQ")


def test_a_country_around_a_pole_is_refused():
    with pytest.raises(RegionError, match="Antarctica goes all the way round the globe"):
        read_region("AQ")
