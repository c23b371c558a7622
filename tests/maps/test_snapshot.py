"""A snapshot says who holds what on a day, and its file comes back as it went, byte for byte."""

from __future__ import annotations

import json
from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import SnapshotError
from maps.geopackage import write_geopackage
from maps.regions import read_region
from maps.schema import AREA_COLUMNS, LINE_COLUMNS, PLACE_COLUMNS
from maps.snapshot import Snapshot, World, read_snapshot, snapshot_on, snapshots, write_snapshot
from tests.maps.builders import actors, box, event, place, row

ACTORS = actors()
LAND = box(36, 34, 39, 36)
TOWNS = [place(f"P{n}", 36.2 + 0.4 * (n % 7), 34.3 + 0.4 * (n // 7)) for n in range(28)]
BASELINE = [row(town, "RED" if town.at.lon < 37.5 else "BLU") for town in TOWNS]
ABROAD = place("Abroad", 35.8, 35.0)
EVENTS = [
    event("capture", "RED", TOWNS[4], date(2024, 3, 5)),
    event("besiege", "RED", TOWNS[5], date(2024, 3, 7)),
    event("enter", "the Lions", TOWNS[12], date(2024, 3, 9)),
    event("withdraw", "RED", TOWNS[7], date(2024, 3, 9)),
]


def world(**more: object) -> World:
    fields: dict[str, object] = {"baseline": [*BASELINE, row(ABROAD, "RED")], "events": EVENTS, **more}
    return World(actors=ACTORS, region=fields.pop("region", LAND), **fields)  # type: ignore[arg-type]


SNAPSHOT = snapshot_on(world(), date(2024, 3, 10))


def test_the_columns_are_those_of_the_schema():
    assert tuple(SNAPSHOT.areas.columns) == AREA_COLUMNS
    assert tuple(SNAPSHOT.front_line.columns) == LINE_COLUMNS
    assert tuple(SNAPSHOT.places.columns) == PLACE_COLUMNS


def test_places_say_who_holds_them_since_when_and_by_which_events():
    found = pd.DataFrame(SNAPSHOT.places).set_index("place_id")
    assert list(found.loc["own:P4", ["actor", "since", "event_ids"]]) == ["RED", date(2024, 3, 5), (EVENTS[0].id,)]
    assert list(found.loc["own:P5", ["actor", "rival", "besieged"]]) == ["BLU", "RED", True]
    assert list(found.loc["own:P12", ["state", "actor", "rival"]]) == ["contested", "BLU", "the Lions"]
    assert list(found.loc["own:P7", ["state", "actor", "confidence"]]) == ["unknown", None, 0.0]
    assert list(found.loc["own:P0", ["actor", "event_ids"]]) == ["RED", ()]


def test_places_outside_the_region_are_not_drawn():
    assert "own:Abroad" not in set(SNAPSHOT.places["place_id"])
    assert len(SNAPSHOT.places) == len(TOWNS)


def test_areas_name_their_evidence():
    held = SNAPSHOT.areas[SNAPSHOT.areas["state"] == "held"]
    assert all(held["places"])
    around = held[held.intersects(shapely.Point(TOWNS[4].at))]
    assert around["actor"].tolist() == ["RED"]
    assert EVENTS[0].id in around["event_ids"].iloc[0]


def test_areas_add_up_to_the_region():
    assert SNAPSHOT.areas["km2"].sum() == pytest.approx(LAND.flat.area / 1e6, abs=0.1)


def test_an_outvoted_place_keeps_its_dot_and_says_so():
    wrong = [row(town, "BLU" if town is TOWNS[8] else r.actor) for town, r in zip(TOWNS, BASELINE, strict=True)]
    found = snapshot_on(world(baseline=wrong, events=[]), date(2024, 3, 10)).places.set_index("place_id")
    assert list(found.loc["own:P8", ["actor", "outvoted"]]) == ["BLU", True]
    assert not found.drop("own:P8")["outvoted"].any()


def test_snapshots_of_many_days_are_those_of_each_day_alone(tmp_path):
    for many in snapshots(world()):
        alone = snapshot_on(world(), many.as_of)
        write_snapshot(many, tmp_path / "many")
        write_snapshot(alone, tmp_path / "alone")
        assert (tmp_path / "many").read_bytes() == (tmp_path / "alone").read_bytes()


def test_the_days_are_those_with_a_change():
    assert [s.as_of.day for s in snapshots(world()) if s.as_of < date(2024, 3, 20)] == [1, 5, 7, 9]


def test_the_file_comes_back_as_it_went(tmp_path):
    first, second = tmp_path / "a.geojson", tmp_path / "b.geojson"
    write_snapshot(SNAPSHOT, first)
    back = read_snapshot(first)
    write_snapshot(back, second)
    assert first.read_bytes() == second.read_bytes()
    assert (back.as_of, back.known_by, back.inferred_from, back.method) == (date(2024, 3, 10), None, 28, "field")
    for name in ("areas", "front_line", "places"):
        assert_geodataframe_equal(getattr(back, name), getattr(SNAPSHOT, name))


def test_the_file_is_geojson_that_others_read(tmp_path):
    path = tmp_path / "a.geojson"
    write_snapshot(SNAPSHOT, path)
    document = json.loads(path.read_text(encoding="utf-8"))
    assert {"type", "as_of", "known_by", "inferred_from", "method", "features"} == document.keys()
    assert {f["properties"]["layer"] for f in document["features"]} == {"area", "front_line", "place"}


def test_a_geopackage_holds_the_same(tmp_path):
    first, second = tmp_path / "a.gpkg", tmp_path / "b"
    write_geopackage(SNAPSHOT, first)
    write_geopackage(SNAPSHOT, second)
    assert first.read_bytes() == second.read_bytes()
    top = gpd.read_file(first, layer="snapshot")
    assert top[["as_of", "inferred_from", "method"]].to_numpy().tolist() == [["2024-03-10", 28, "field"]]
    assert top["known_by"].isna().all()
    for layer, frame in {"area": SNAPSHOT.areas, "front_line": SNAPSHOT.front_line, "place": SNAPSHOT.places}.items():
        found = gpd.read_file(first, layer=layer)
        assert found.crs == frame.crs
        assert found.columns.tolist() == frame.columns.tolist()
        assert found.geometry.normalize().geom_equals(frame.geometry.normalize()).all()
    places = gpd.read_file(first, layer="place").set_index("place_id")
    assert places.loc["own:P4", ["actor", "since", "event_ids"]].tolist() == [
        "RED",
        "2024-03-05",
        json.dumps([EVENTS[0].id]),
    ]


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path):
    path = tmp_path / "a.geojson"
    path.mkdir()
    with pytest.raises(OSError, match=r"a\.geojson"):
        write_snapshot(SNAPSHOT, path)
    assert list(tmp_path.iterdir()) == [path]


def changed(**changes):
    """Return the text of a snapshot with a feature, or the top, changed."""

    def text(document):
        for key, value in changes.items():
            if key in {"features", "as_of", "inferred_from", "type", "known_by"}:
                document[key] = value
            elif key == "coordinates":
                document["features"][0]["geometry"]["coordinates"] = value
            elif key == "geometry":
                document["features"][0]["geometry"] = value
            elif value is KeyError:
                del document["features"][0]["properties"][key]
            else:
                document["features"][0]["properties"][key] = value
        return json.dumps(document)

    return text


BAD = {
    "no JSON": (lambda _: "{", "not JSON"),
    "no collection": (changed(type="Feature"), "no FeatureCollection"),
    "no day": (changed(as_of="2024-02-30"), "as_of '2024-02-30' is no day"),
    "no count": (changed(inferred_from=-1), "inferred_from -1"),
    "no features": (changed(features={}), "'features' is no list"),
    "no feature": (changed(features=[1]), "feature 1: no properties"),
    "other layer": (changed(layer="road"), "feature 1: layer 'road'"),
    "a property less": (changed(km2=KeyError), "feature 1: property 'km2' is missing"),
    "other state": (changed(state="won"), "feature 1: state 'won'"),
    "no number": (changed(confidence="high"), "feature 1: confidence 'high' is no number"),
    "no list": (changed(event_ids="x"), "feature 1: event_ids 'x' is no list"),
    "no ring": (changed(coordinates=[[[1, 2]]]), "feature 1: geometry cannot be read"),
    "a point": (changed(geometry={"type": "Point", "coordinates": [1, 2]}), "feature 1: geometry Point in layer area"),
    "off the globe": (changed(coordinates=[[[0, 0], [200, 0], [200, 9], [0, 0]]]), "feature 1: lies off the globe"),
}


@pytest.mark.parametrize(("change", "complaint"), BAD.values(), ids=BAD.keys())
def test_what_cannot_be_used_is_told_in_one_line(tmp_path, change, complaint):
    path = tmp_path / "a.geojson"
    write_snapshot(SNAPSHOT, path)
    path.write_text(change(json.loads(path.read_text(encoding="utf-8"))), encoding="utf-8")
    with pytest.raises(SnapshotError) as caught:
        read_snapshot(path)
    assert str(caught.value).startswith(str(path))
    assert complaint in str(caught.value)
    assert "\n" not in str(caught.value)


def test_frames_are_checked_at_the_border():
    fields = {name: getattr(SNAPSHOT, name) for name in Snapshot.__dataclass_fields__}
    with pytest.raises(SnapshotError, match="column 'km2' is missing"):
        Snapshot(**{**fields, "areas": SNAPSHOT.areas.drop(columns="km2")})
    with pytest.raises(SnapshotError, match="convert them to EPSG:4326"):
        Snapshot(**{**fields, "places": SNAPSHOT.places.to_crs(3857)})


held = st.lists(
    st.tuples(st.floats(36, 39), st.floats(34, 36), st.sampled_from(["RED", "PINK", "BLU", "GRN"])),
    min_size=1,
    max_size=20,
    unique_by=lambda spot: spot[:2],
)


@settings(max_examples=12)
@given(held)
def test_areas_stay_valid_as_written(spots):
    baseline = [row(place(f"P{n}", lon, lat), actor) for n, (lon, lat, actor) in enumerate(spots)]
    shapes = snapshot_on(world(baseline=baseline, events=[]), date(2024, 3, 10)).areas.geometry.to_numpy()
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)


@pytest.mark.parametrize("code", ["FJ", "RU"])
def test_a_country_across_the_antimeridian(code):
    region = read_region(code)
    lon, lat = region.polygon.representative_point().coords[0]
    baseline = [
        row(place(f"P{n}", (lon + 180 + step) % 360 - 180, lat), "RED" if step < 0 else "BLU")
        for n, step in enumerate(np.linspace(-3, 3, 6))
    ]
    found = snapshot_on(world(baseline=baseline, events=[], region=region), date(2024, 3, 10))
    assert shapely.is_valid(found.areas.geometry.to_numpy()).all()
    assert found.areas["km2"].sum() == pytest.approx(region.flat.area / 1e6, rel=1e-6)
    widths = [p.bounds[2] - p.bounds[0] for shape in found.areas.geometry for p in shapely.get_parts(shape)]
    assert max(widths) < 180
