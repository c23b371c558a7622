"""House spellings, and what is blurred or held back before a map goes out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from geo.errors import NamesError
from maps.holding_back import held_until, rounded
from maps.house import read_house_names
from maps.schema import check_areas, check_front_line
from tests.browser.stories import DAYS, EAST, EVENTS, WEST, event, story


def test_a_place_is_written_as_the_desk_writes_any_of_its_names(tmp_path: Path):
    file = tmp_path / "names.csv"
    file.write_text("name,written,place_id\nwesthäm,West Town,\n,Easton,own:Eastham\n", encoding="utf-8")
    known = replace(WEST, name="West Ham", other_names=("Westham",))
    assert read_house_names(file).of([known, EAST]) == {WEST.id: "West Town", EAST.id: "Easton"}


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ("name,written\nWestham,\n", "names.csv:2: give a name or a place_id, and how it is written"),
        ("name,written\nWestham,A\nwestham,B\n", "names.csv:3: 'westham' is written 'A' above and 'B' here"),
        ("name\nWestham\n", "written"),
        ("", "empty"),
    ],
)
def test_bad_spellings_are_refused_by_line(tmp_path: Path, rows: str, complaint: str):
    file = tmp_path / "names.csv"
    file.write_text(rows, encoding="utf-8")
    with pytest.raises(NamesError, match=complaint.replace("(", r"\(")):
        read_house_names(file)


def test_no_position_on_a_rounded_map_is_finer_than_asked():
    found = rounded(story(known={WEST.id: WEST}), 20.0)
    spots = {event.place.at for event in found.events if event.place} | {
        place.at for place in (found.known or {}).values()
    }
    assert all(abs(lat / (20 / 111.32) - round(lat / (20 / 111.32))) < 1e-4 for _, lat in spots)
    assert all(event.radius_km >= 20 for event in found.events if event.place)
    for snapshot in found.snapshots:
        check_areas(snapshot.areas)
        check_front_line(snapshot.front_line)
        assert snapshot.areas.is_valid.all()
        lats = snapshot.areas.get_coordinates()["y"] / (20 / 111.32)
        assert (abs(lats - lats.round()) < 1e-4).all()
    assert found.notes == ("Positions are rounded to 20 km",)


def test_what_is_newer_than_the_day_is_held_back_undated_reports_by_the_day_they_were_published():
    undated = event("old", day_from=None, day_to=None, told={"published": date(2024, 11, 1)})
    kept = held_until((*EVENTS, undated), DAYS[1])
    assert {event.id for event in kept} == {"one", "two", "four", "five", "old"}


def test_no_id_on_a_rounded_map_tells_where_a_place_lies():
    where = replace(WEST, id="own:Westham@36.8,35.9")
    beside = replace(EAST, id="gn:170063/south 10 km: Eastham")
    events = (event("one", place=where), event("two", place=beside), event("three", place=replace(WEST, id="gn:7")))
    found = rounded(story(known={where.id: where}, house={where.id: "West Town"}, events=events), 20.0)
    ids = [each.place.id for each in found.events if each.place]
    assert ids[2] == "gn:7"
    assert len({*ids}) == len(ids)
    assert not [place_id for place_id in ids if "@" in place_id or "/" in place_id]
    assert dict(found.house) == {ids[0]: "West Town"}
    assert [*(found.known or {})] == [ids[0]]
