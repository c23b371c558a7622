"""Two snapshots compared: what one side gains others lose, to the last digit, and each change names its reports."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date, timedelta

import geopandas as gpd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from geo.model import LonLat
from maps.compare import compare, with_series
from maps.compare_files import as_csv, as_geojson, as_json
from maps.compare_front import front_between
from maps.schema import WGS84
from maps.snapshot import World, snapshot_on
from tests.maps.builders import actors, box, event, place, row

ACTORS = actors()
LAND = box(36, 34, 39, 36)
TOWNS = [place(f"P{n}", 36.2 + 0.4 * (n % 7), 34.3 + 0.4 * (n // 7)) for n in range(28)]
BASELINE = [row(town, "RED" if town.at.lon < 37.5 else "BLU") for town in TOWNS]
BEFORE, AFTER = date(2024, 3, 1), date(2024, 3, 10)


def snapshots(*events, baseline=BASELINE, max_km=None):
    world = World(baseline=baseline, events=events, actors=ACTORS, region=LAND, max_km=max_km)
    return snapshot_on(world, BEFORE), snapshot_on(world, AFTER)


def compared(*events, **more):
    before, after = snapshots(*events, **more)
    return compare(before, after, ACTORS)


def test_nothing_changes_between_a_snapshot_and_itself():
    before, _ = snapshots()
    found = compare(before, before, ACTORS)
    assert found.pairs == ()
    assert found.changed == ()
    assert all(e["gained_km2"] == e["lost_km2"] == 0 for e in found.actors.values())
    assert set(found.ground["from"]) == set(found.ground["to"])


def test_a_capture_is_a_gain_with_its_report():
    taken = event("capture", "RED", TOWNS[4])
    found = compared(taken)
    assert found.actors["RED"]["gained_km2"] > 100
    assert [(c["place"], c["from"], c["to"], c["same_side"], c["event_ids"]) for c in found.changed] == [
        ("P4", "BLU", "RED", False, [taken.id])
    ]


def test_places_lost_from_sight_contested_or_new_are_told():
    events = [
        event("withdraw", "BLU", TOWNS[5]),
        event("enter", "RED", TOWNS[6]),
        event("hold", "GRN", place("New", 37)),
    ]
    found = compared(*events)
    assert {(c["place"], c["from"], c["to"]) for c in found.changed} == {
        ("P5", "BLU", "unknown"),
        ("P6", "BLU", "contested"),
        ("New", "no_data", "GRN"),
    }


def test_a_change_within_a_side_is_marked():
    found = compared(event("transfer", "PINK", TOWNS[0]))
    assert [(c["from"], c["to"], c["same_side"]) for c in found.changed] == [("RED", "PINK", True)]


def test_ground_seen_on_one_day_only_is_no_data_on_the_other():
    few = [row(TOWNS[0], "RED")]
    found = compared(event("hold", "BLU", TOWNS[27]), baseline=few, max_km=40)
    assert {(p["from"], p["to"]) for p in found.pairs} == {("no_data", "BLU")}


def test_the_json_is_that_of_the_schema():
    document = json.loads(as_json(compared(event("capture", "RED", TOWNS[4]))))
    assert document.keys() >= {"from", "to", "actors", "pairs", "changed"}
    assert document["front"].keys() == {"km_from", "km_to", "sides", "moved"}
    assert (document["from"], document["to"]) == ("2024-03-01", "2024-03-10")
    assert document["actors"]["RED"].keys() >= {"km2_from", "km2_to", "gained_km2", "lost_km2"}
    assert document["pairs"][0].keys() == {"from", "to", "km2"}
    assert document["changed"][0].keys() >= {"place_id", "place", "from", "to", "same_side", "event_ids"}


def test_the_day_of_a_change_is_the_first_of_its_state():
    found = compared(
        event("capture", "RED", TOWNS[4], date(2024, 3, 4)), event("enter", "RED", TOWNS[5], date(2024, 3, 6))
    )
    assert [(c["place"], c["day"], c["kind"]) for c in found.changed] == [
        ("P4", "2024-03-04", "taken"),
        ("P5", "2024-03-06", "contested"),
    ]


def test_places_whose_reports_contradict_each_other_are_told():
    taken = event("capture", "RED", TOWNS[4], disagrees=("repelled",))
    repelled = replace(event("repel", "BLU", TOWNS[4]), id="repelled", disagrees=(taken.id,))
    late = event("capture", "RED", TOWNS[5], date(2024, 3, 20), disagrees=("x",))
    before, after = snapshots(taken, repelled)
    found = compare(before, after, ACTORS, events=[taken, repelled, late])
    assert [(place["place"], place["event_ids"]) for place in found.disputed] == [
        ("P4", sorted([taken.id, "repelled"]))
    ]


def test_what_only_came_out_of_sight_is_no_loss_to_another():
    found = compared(event("hold", "BLU", TOWNS[27]), baseline=[row(TOWNS[0], "RED")], max_km=40)
    assert found.actors["BLU"]["gained_km2"] == found.actors["BLU"]["gained_from_no_data_km2"] > 0
    assert found.agreement["share"] == 1.0


def test_editions_of_one_day_show_what_became_known():
    early = event("capture", "RED", TOWNS[4], published=date(2024, 3, 6))
    late = event("capture", "RED", TOWNS[5], published=date(2024, 3, 9))
    world = World(baseline=BASELINE, events=(early, late), actors=ACTORS, region=LAND, known_by=date(2024, 3, 7))
    found = compare(snapshot_on(world, AFTER), snapshot_on(replace(world, known_by=None), AFTER), ACTORS)
    assert [(c["place"], c["day"]) for c in found.changed] == [("P5", "2024-03-05")]
    document = json.loads(as_json(found))
    assert (document["from"], document["from_known_by"], document["to_known_by"]) == ("2024-03-10", "2024-03-07", None)


def fronts(*lines, sides=("BLU", "RED")):
    rows = [(*sides, shapely.LineString(line)) for line in lines]
    frame = gpd.GeoDataFrame(rows, columns=["side_a", "side_b", "geometry"], crs=WGS84)
    return frame.assign(km=[Geod(ellps="WGS84").geometry_length(line) / 1000 for line in frame.geometry])


def test_the_front_moves_as_far_as_its_lines_are_apart():
    crs = "+proj=laea +lat_0=35 +lon_0=37 +datum=WGS84 +units=m"
    before = fronts([(37, 34), (37, 36)])
    after = fronts([(37, 34), (37, 35), (37.2, 35.02), (37, 35.04), (37, 36)])
    towns = {"t": ("Salient", LonLat(37.25, 35.0))}
    found = front_between(before, after, crs, towns)
    assert found["km_from"] == pytest.approx(221.9, abs=0.5)
    assert found["km_to"] > found["km_from"] + 30
    moved = found["moved"]
    assert moved is not None
    assert moved["median_km"] < 0.1
    assert moved["greatest_km"] == pytest.approx(18.2, abs=0.6)
    assert 0 < moved["p95_km"] < moved["greatest_km"]
    assert moved["lon"] == pytest.approx(37.2, abs=0.02)
    assert moved["lat"] == pytest.approx(35.02, abs=0.02)
    assert moved["near"] == "Salient"


def test_a_front_that_was_not_there_has_not_moved():
    found = front_between(fronts(), fronts([(37, 34), (37, 36)]), "EPSG:6933", {})
    assert (found["km_from"], found["moved"]) == (0.0, None)
    assert found["sides"][0]["km_from"] == 0.0


takings = st.lists(st.tuples(st.sampled_from(["RED", "PINK", "BLU", "GRN"]), st.sampled_from(TOWNS)), max_size=6)
caps = st.sampled_from([None, 30.0])


def days_of(*stages, max_km=None):
    """Return the snapshots of days on each of which another stage of captures has happened."""
    events, drawn = [], []
    for n, stage in enumerate(stages, start=1):
        day = BEFORE + timedelta(days=n)
        events += [event("capture", actor, town, day) for actor, town in stage]
        world = World(baseline=BASELINE, events=tuple(events), actors=ACTORS, region=LAND, max_km=max_km)
        drawn.append(snapshot_on(world, day))
    return drawn


@settings(max_examples=10)
@given(takings, caps)
def test_the_figures_balance(taken, max_km):
    before, after = days_of([], taken, max_km=max_km)
    found = compare(before, after, ACTORS)
    for extent in found.actors.values():
        assert extent["net_km2"] == pytest.approx(extent["gained_km2"] - extent["lost_km2"], abs=1e-9)
        assert extent["km2_to"] - extent["km2_from"] == pytest.approx(extent["net_km2"], abs=1e-9)
    moved = sum(pair["km2"] for pair in found.pairs)
    assert sum(e["gained_km2"] for e in found.actors.values()) == pytest.approx(moved)
    assert sum(e["lost_km2"] for e in found.actors.values()) == pytest.approx(moved)
    assert sum(e["km2_from"] for e in found.actors.values()) == pytest.approx(LAND.flat.area / 1e6, abs=0.1)
    assert sum(e["km2_to"] for e in found.actors.values()) == pytest.approx(LAND.flat.area / 1e6, abs=0.1)
    held = after.areas[after.areas["actor"].notna()].groupby("actor")["km2"].sum()
    for actor, km2 in held.items():
        assert found.actors[str(actor)]["km2_to"] == pytest.approx(km2, abs=0.1)


@settings(max_examples=10)
@given(takings, caps)
def test_the_way_back_mirrors_the_way_there(taken, max_km):
    before, after = days_of([], taken, max_km=max_km)
    there, back = compare(before, after, ACTORS), compare(after, before, ACTORS)
    mirrored = {(p["to"], p["from"]): p["km2"] for p in back.pairs}
    assert {(p["from"], p["to"]): p["km2"] for p in there.pairs} == pytest.approx(mirrored, abs=0.002)
    changed = {(c["place_id"], c["from"], c["to"], c["kind"]) for c in there.changed}
    assert changed == {(c["place_id"], c["to"], c["from"], c["kind"]) for c in back.changed}
    assert (there.front["km_from"], there.front["km_to"]) == (back.front["km_to"], back.front["km_from"])
    assert there.front["moved"] == back.front["moved"]


@settings(max_examples=10)
@given(takings, caps)
def test_a_day_and_itself_differ_in_nothing(taken, max_km):
    (day,) = days_of(taken, max_km=max_km)
    found = compare(day, day, ACTORS)
    assert (found.pairs, found.changed, found.stretches) == ((), (), ())
    assert found.agreement["share"] == 1.0
    moved = found.front["moved"]
    assert moved is None or moved["greatest_km"] == 0


@settings(max_examples=10)
@given(takings, takings)
def test_two_steps_lead_where_one_does(first, second):
    a, b, c = days_of([], first, second)
    one, two, both = (compare(*ends, ACTORS) for ends in ((a, b), (b, c), (a, c)))

    def walked(*ways):
        labels: dict[str, tuple[str, str]] = {}
        for way in ways:
            for change in way.changed:
                start = labels.get(change["place_id"], (change["from"], ""))[0]
                labels[change["place_id"]] = (start, change["to"])
        return {place: ends for place, ends in labels.items() if ends[0] != ends[1]}

    assert walked(one, two) == walked(both)
    for actor, extent in both.actors.items():
        steps = sum(way.actors[actor]["net_km2"] if actor in way.actors else 0.0 for way in (one, two))
        assert extent["net_km2"] == pytest.approx(steps, abs=0.05)


@settings(max_examples=10)
@given(takings, caps)
def test_all_files_tell_the_same_figures(taken, max_km):
    before, after = days_of([], taken, max_km=max_km)
    found = with_series(compare(before, after, ACTORS), [before, after])
    figures = json.loads(as_json(found))
    rows = list(csv.DictReader(io.StringIO(as_csv(found))))
    ground = {(r["from"], r["to"]): float(r["km2"]) for r in rows if r["row"] == "ground"}
    features = json.loads(as_geojson(found))["features"]
    drawn = {(p["from"], p["to"]): p["km2"] for p in properties(features, "ground")}
    assert ground == drawn
    assert {pair: km2 for pair, km2 in ground.items() if pair[0] != pair[1]} == {
        (p["from"], p["to"]): p["km2"] for p in figures["pairs"]
    }
    for actor, extent in figures["actors"].items():
        assert extent["km2_to"] == pytest.approx(sum(km2 for (_, to), km2 in ground.items() if to == actor))
        assert figures["series"][1]["actors"].get(actor, 0.0) == extent["km2_to"]
    places = {(r["place_id"], r["from"], r["to"]) for r in rows if r["row"] == "place"}
    assert places == {(c["place_id"], c["from"], c["to"]) for c in figures["changed"]}
    assert places == {(p["place_id"], p["from"], p["to"]) for p in properties(features, "place")}
    km = sum(p["km"] for p in properties(features, "front_line") if p["end"] == "to")
    assert km == pytest.approx(figures["front"]["km_to"], abs=0.01)


def properties(features, layer):
    return [feature["properties"] for feature in features if feature["properties"]["layer"] == layer]


def test_cells_and_sentences_are_inert_in_a_spreadsheet():
    taken = event("capture", "RED", place("=1+1", 38.3, 34.3), sentence="@SUM(1) fell,\nthey said.")
    found = compared(taken)
    (told,) = [r for r in csv.DictReader(io.StringIO(as_csv(found, [taken]))) if r["row"] == "place"]
    assert told["place"] == "'=1+1"
    assert json.loads(told["sentences"]) == ["@SUM(1) fell,\nthey said."]
