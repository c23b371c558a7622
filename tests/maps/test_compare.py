"""Two snapshots compared: what one side gains others lose, to the last digit, and each change names its reports."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maps.compare import compare
from maps.compare_files import as_json
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
    assert (document["from"], document["to"]) == ("2024-03-01", "2024-03-10")
    assert document["actors"]["RED"].keys() >= {"km2_from", "km2_to", "gained_km2", "lost_km2"}
    assert document["pairs"][0].keys() == {"from", "to", "km2"}
    assert document["changed"][0].keys() >= {"place_id", "place", "from", "to", "same_side", "event_ids"}


takings = st.lists(st.tuples(st.sampled_from(["RED", "PINK", "BLU", "GRN"]), st.sampled_from(TOWNS)), max_size=6)


@settings(max_examples=10)
@given(takings, st.sampled_from([None, 30.0]))
def test_the_figures_balance(takings, max_km):
    before, after = snapshots(*(event("capture", actor, town) for actor, town in takings), max_km=max_km)
    there, back = compare(before, after, ACTORS), compare(after, before, ACTORS)
    for extent in there.actors.values():
        assert extent["km2_to"] - extent["km2_from"] == pytest.approx(extent["gained_km2"] - extent["lost_km2"])
    assert sum(e["gained_km2"] for e in there.actors.values()) == pytest.approx(
        sum(e["lost_km2"] for e in there.actors.values())
    )
    total = LAND.flat.area / 1e6
    assert sum(e["km2_to"] for e in there.actors.values()) == pytest.approx(total, abs=0.1)
    for actor, extent in there.actors.items():
        assert back.actors[actor]["gained_km2"] == pytest.approx(extent["lost_km2"], abs=0.002)
        assert back.actors[actor]["lost_km2"] == pytest.approx(extent["gained_km2"], abs=0.002)
    mirrored = {(p["to"], p["from"]): p["km2"] for p in back.pairs}
    assert {(p["from"], p["to"]): p["km2"] for p in there.pairs} == pytest.approx(mirrored, abs=0.002)
