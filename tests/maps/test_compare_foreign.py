"""Control maps of other origin: read by the property that names the holder, mended, and told what was mended."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.errors import GeoError
from geo.model import LonLat, Place
from maps.compare import End, compare
from maps.compare_foreign import Naming, read_end, read_naming, with_blank
from maps.snapshot import World, snapshot_on, write_snapshot
from tests.maps.builders import actors, box, place, row

ACTORS = actors()
DAY = date(2024, 3, 10)
WEST, EAST = shapely.box(36, 34, 37.5, 36), shapely.box(37.5, 34, 39, 36)
BOW = shapely.Polygon([(36, 34), (37, 35), (37, 34), (36, 35)])


def feature(who: object, shape: Any, **more: Any) -> dict[str, Any]:
    geometry = shape if shape is None or isinstance(shape, dict) else shapely.geometry.mapping(shape)
    return {"type": "Feature", "properties": {"who": who, **more}, "geometry": geometry}


@pytest.fixture
def theirs(tmp_path):
    """Return what writes a map of other origin and reads it."""

    def write(*features: Any, name: str = "theirs-2024-03-10.geojson", codes: Any = None, **top: Any) -> End:
        path = tmp_path / name
        path.write_text(json.dumps({"type": "FeatureCollection", **top, "features": features}), encoding="utf-8")
        return read_end(path, Naming(column="who", codes=codes or {}), ACTORS)

    return write


def held(end: End) -> dict[str, float]:
    return {str(who): float(km2) for who, km2 in end.snapshot.areas.groupby("actor")["km2"].sum().items()}


def test_holders_are_named_by_the_property_and_mapped(theirs):
    end = theirs(feature("Reds", WEST), feature("Greys", EAST), codes={"Reds": "RED"})
    assert held(end).keys() == {"RED", "Greys"}
    assert end.snapshot.areas.set_index("actor")["side"].to_dict() == {"RED": ACTORS.side("RED"), "Greys": "Greys"}
    assert end.notes == ()


@pytest.mark.parametrize(
    ("name", "top", "day"),
    [
        pytest.param("t.geojson", {"as_of": "2024-03-09"}, date(2024, 3, 9), id="as_of"),
        pytest.param("map_20240308_v2.geojson", {}, date(2024, 3, 8), id="digits in the name"),
        pytest.param("1234567890-2024-03-07.geojson", {}, date(2024, 3, 7), id="after other digits"),
    ],
)
def test_the_day_is_told_by_the_file_or_its_name(theirs, name, top, day):
    assert theirs(feature("RED", WEST), name=name, **top).snapshot.as_of == day


def test_a_map_without_a_day_is_of_that_of_the_other(theirs, tmp_path):
    with pytest.raises(GeoError, match="tells no day"):
        theirs(feature("RED", WEST), name="t.geojson")
    naming = Naming(column="who", codes={})
    assert read_end(tmp_path / "t.geojson", naming, ACTORS, DAY).snapshot.as_of == DAY
    theirs(feature("RED", WEST), name="other-2024-03-01.geojson")
    other = tmp_path / "other-2024-03-01.geojson"
    assert read_end(tmp_path / "t.geojson", naming, ACTORS, other).snapshot.as_of == date(2024, 3, 1)


@pytest.mark.parametrize(
    ("features", "areas", "told"),
    [
        pytest.param([feature("RED", BOW)], {"RED": 5070}, "rings that cross", id="bow-tie"),
        pytest.param(
            [feature("RED", WEST), feature("A", shapely.Point(37, 35))], {"RED": 30400}, "not polygons", id="point"
        ),
        pytest.param(
            [feature("RED", shapely.GeometryCollection([WEST, shapely.Point(1, 1)]))],
            {"RED": 30400},
            "only the polygons",
            id="collection",
        ),
        pytest.param([feature("RED", WEST), feature("A", None)], {"RED": 30400}, "without a geometry", id="no shape"),
        pytest.param([feature("RED", WEST), feature(None, EAST)], {"RED": 30400}, "without 'who'", id="no holder"),
        pytest.param(
            [feature("RED", WEST), feature("A", shapely.box(38, 34, 38.00001, 36))],
            {"RED": 30400},
            "sliver",
            id="strip",
        ),
        pytest.param(
            [feature("RED", WEST.difference(shapely.box(37, 35, 37.001, 35.001)))],
            {"RED": 30400},
            "hole",
            id="hole",
        ),
        pytest.param(
            [feature("RED", WEST), feature("BLU", shapely.box(37, 34, 39, 36))],
            {"RED": 20267, "contested": 10133, "BLU": 30400},
            "of two holders counted as contested",
            id="overlap",
        ),
        pytest.param(
            [feature("RED", WEST), feature("BLU", shapely.box(37.49999, 34, 39, 36))],
            {"RED": 30400, "BLU": 30400},
            "counted once",
            id="thin overlap",
        ),
    ],
)
def test_what_is_wrong_is_mended_and_told(theirs, features, areas, told):
    end = theirs(*features)
    assert held(end) == pytest.approx(areas, rel=2e-2)
    assert any(told in note for note in end.notes), end.notes
    assert all(note.startswith("theirs-2024-03-10.geojson: ") for note in end.notes)
    assert bool(end.snapshot.areas.is_valid.all())
    parts = end.snapshot.areas.to_crs("EPSG:6933").geometry
    assert parts.area.sum() == pytest.approx(parts.union_all().area, rel=1e-9)


corners = st.tuples(st.sampled_from([36, 36.5, 37, 37.5, 38]), st.sampled_from([34, 34.4, 34.8, 35.2, 35.6]))
rings = st.lists(corners, min_size=3, max_size=7, unique=True)
whoever = st.sampled_from(["RED", "BLU", "Greys"])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(whoever, rings), min_size=1, max_size=6))
def test_whatever_rings_are_given_areas_neither_cross_nor_lie_over_each_other(theirs, drawn):
    areas = [feature(who, {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}) for who, ring in drawn]
    square = feature("RED", shapely.box(36, 35.7, 36.1, 35.8))  # so that there is an area, whatever the rings are
    end = theirs(square, *areas)
    assert bool(end.snapshot.areas.is_valid.all())
    parts = end.snapshot.areas.to_crs("EPSG:6933").geometry
    assert parts.area.sum() == pytest.approx(shapely.union_all(shapely.make_valid(parts.to_numpy())).area, rel=1e-6)
    found = compare(end, end, ACTORS)
    assert (found.pairs, found.agreement["share"]) == ((), 1.0)
    assert sum(e["km2_to"] for e in found.actors.values()) == pytest.approx(parts.area.sum() / 1e6, abs=0.01)


def test_great_holes_stay_and_enclaves_fill_theirs(theirs):
    pocket = shapely.box(36.5, 34.5, 36.51, 34.51)
    end = theirs(feature("RED", WEST.difference(pocket)), feature("BLU", pocket))
    assert held(end).keys() == {"RED", "BLU"}
    assert end.notes == ()
    hollow = theirs(feature("RED", WEST.difference(shapely.box(36.5, 34.5, 37, 35))))
    assert held(hollow)["RED"] == pytest.approx(held(end)["RED"] - 2535, rel=1e-2)
    assert hollow.notes == ()


def test_heights_are_left_out(theirs):
    assert not theirs(feature("RED", shapely.force_3d(WEST, 5.0))).snapshot.areas.has_z.any()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param("no", "not JSON", id="text"),
        pytest.param("[]", "no FeatureCollection", id="list"),
        pytest.param('{"features": [1, null, {}, {"properties": "x"}]}', "features have no properties", id="nothing"),
        pytest.param(
            json.dumps({"features": [feature("RED", WEST, side="x")]}), "properties are side, who", id="column"
        ),
        pytest.param(
            json.dumps({"features": [feature("RED", shapely.box(400000, 1, 500000, 2), name="RED")]}),
            "off the globe",
            id="metres",
        ),
        pytest.param(json.dumps({"crs": "EPSG:3857", "features": []}), "give degrees", id="crs"),
        pytest.param(
            json.dumps({"features": [feature("R", {"type": "Polygon", "coordinates": [[[1]]]}, name="R")]}),
            "feature 1: geometry cannot be read",
            id="coordinates",
        ),
    ],
)
def test_a_file_that_is_none_is_refused_in_one_line(tmp_path, content, says):
    path = tmp_path / "bad-2024-03-10.geojson"
    path.write_text(content, encoding="utf-8")
    column = "nothing" if "properties" in says else "name"
    with pytest.raises(GeoError, match=says) as caught:
        read_end(path, Naming(column=column, codes={}), ACTORS)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_actor_map_takes_codes_contested_and_nobody(tmp_path):
    path = tmp_path / "map.csv"
    path.write_text("name,actor\nReds,RED\nBoth,contested\nClaims,\n*,BLU\n", encoding="utf-8")
    found = read_naming("who", path, ACTORS)
    assert found.codes == {"Reds": "RED", "Both": "contested", "Claims": "", "*": "BLU"}
    assert found.blank == "BLU"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("who,code\nx,RED\n", ":1: ", id="columns"),
        pytest.param("", ": the file is empty", id="empty"),
        pytest.param("name,actor\nReds,REDD\n", ":2: unknown actor code 'REDD'", id="code"),
        pytest.param("name,actor\nReds,RED\nReds,BLU\n", ":3: names 'Reds' once more", id="twice"),
        pytest.param("name,actor\nReds,RED,x\n", ":2: ", id="cells"),
    ],
)
def test_a_wrong_line_of_the_actor_map_is_named(tmp_path, text, says):
    path = tmp_path / "map.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GeoError) as caught:
        read_naming("who", path, ACTORS)
    assert f"{path}{says}" in str(caught.value)


def ours() -> End:
    towns = [place(f"P{n}", 36.2 + 0.4 * (n % 7), 34.3 + 0.4 * (n // 7)) for n in range(28)]
    baseline = [row(town, "RED" if town.at.lon < 37.5 else "BLU", DAY) for town in towns]
    world = World(baseline=baseline, events=(), actors=ACTORS, region=box(36, 34, 39, 36))
    return End(snapshot=snapshot_on(world, DAY))


def test_our_map_is_compared_with_theirs_place_by_place(theirs):
    end = theirs(feature("RED", shapely.box(36, 34, 37.3, 36)), feature("BLU", shapely.box(37.3, 34, 39, 36)))
    found = compare(ours(), end, ACTORS)
    assert found.versus
    assert {c["place"] for c in found.changed} == {"P3", "P10", "P17", "P24"}
    assert {(c["from"], c["to"]) for c in found.changed} == {("RED", "BLU")}
    share = found.agreement["share"]
    assert share is not None
    assert 0.88 < share < 0.95
    assert [(s["from"], s["to"]) for s in found.stretches] == [("RED", "BLU")]


def test_their_two_days_are_compared_by_towns(theirs):
    before = theirs(feature("RED", WEST), feature("BLU", EAST), name="t-2024-03-01.geojson")
    after = theirs(feature("RED", shapely.box(36, 34, 38, 36)), feature("BLU", shapely.box(38, 34, 39, 36)))
    towns = [Place(id=f"own:{n}", name=n, at=LonLat(lon, 35)) for n, lon in (("Aa", 37.0), ("Bb", 37.7), ("Cc", 38.5))]
    found = compare(before, after, ACTORS, towns=towns)
    assert not found.versus
    assert [(c["place"], c["from"], c["to"], c["day"]) for c in found.changed] == [("Bb", "BLU", "RED", None)]
    assert found.stretches[0]["near"] == "Bb"
    assert found.agreement["share"] == pytest.approx(5 / 6, abs=0.001)


def test_what_a_map_of_one_side_leaves_blank_may_be_the_others(theirs):
    end = theirs(feature("RED", shapely.box(36, 34, 37.3, 36)))
    one = ours()
    assert {p["to"] for p in compare(one, end, ACTORS).pairs} == {"no_data"}
    full = with_blank(end, [one.snapshot], "BLU", ACTORS)
    found = compare(one, full, ACTORS)
    assert {(p["from"], p["to"]) for p in found.pairs} == {("RED", "BLU")}
    assert found.agreement["both_km2"] == pytest.approx(one.snapshot.areas["km2"].sum(), rel=1e-3)
    assert "leaves blank counted as of BLU" in full.notes[-1]
    assert with_blank(one, [end.snapshot], "BLU", ACTORS) is one


def test_a_snapshot_of_ours_is_known_as_such_beside_theirs(tmp_path):
    path = tmp_path / "ours.geojson"
    write_snapshot(ours().snapshot, path)
    end = read_end(path, Naming(column="who", codes={}), ACTORS)
    assert end.name == ""
    assert len(end.snapshot.places) == 28


def test_areas_are_the_same_in_their_projection_and_in_ours(theirs):
    one = ours()
    shapes = [feature(who, shape) for who, shape in one.snapshot.areas[["actor", "geometry"]].itertuples(index=False)]
    found = compare(one, theirs(*shapes), ACTORS)
    assert found.agreement["share"] == 1.0
    assert found.pairs == ()
    for actor, km2 in one.snapshot.areas.groupby("actor")["km2"].sum().items():
        assert found.actors[str(actor)]["km2_from"] == pytest.approx(km2, rel=1e-3)
