"""A baseline is read whole, joined to the gazetteer, or refused in one line that names file, line, value and remedy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from geo.errors import BaselineError
from geo.model import Place
from geo.paths import data_path
from maps.baseline import read_baseline
from maps.schema import PlaceState
from tests.maps.builders import actors, place

ACTORS = actors()
HEADER = "name,lon,lat,holder,day\n"


@dataclass(frozen=True)
class Named:
    """A gazetteer of a few places, asked by exact name."""

    places: tuple[Place, ...]

    def get(self, place_id: str) -> Place | None:
        return next((p for p in self.places if p.id == place_id), None)

    def lookup(self, name: str) -> Iterator[Hit]:
        return (Hit(p) for p in self.places if name in {p.name, *p.other_names})


@dataclass(frozen=True)
class Hit:
    place: Place


@pytest.fixture
def csv(tmp_path: Path):
    """Write a baseline."""

    def write(text: str | bytes) -> Path:
        path = tmp_path / "control.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_a_row_says_who_held_a_place_on_a_day(csv):
    path = csv(
        "name,lon,lat,holder,day,weight,source,place_id\n"
        "Aton,37,35,RED,2024-03-01,2,own judgement,\n"
        "Beton,37.5,35,contested:RED/BLU,2024-03-02,,,x:1\n"
        "Ceton,38,35,unknown,2024-03-03,,,\n"
    )
    rows = {r.place.name: r for r in read_baseline(path, ACTORS)}
    assert (rows["Aton"].actor, rows["Aton"].weight, rows["Aton"].source) == ("RED", 2.0, "own judgement")
    assert (rows["Beton"].state, rows["Beton"].actor, rows["Beton"].rival) == (PlaceState.CONTESTED, "RED", "BLU")
    assert rows["Beton"].place.id == "x:1"
    assert (rows["Ceton"].state, rows["Ceton"].actor, rows["Ceton"].day) == (
        PlaceState.UNKNOWN,
        None,
        date(2024, 3, 3),
    )


def test_columns_may_stand_in_any_order_beside_others(csv):
    (only,) = read_baseline(csv("﻿note,day,holder,lat,lon,name\nx,2024-03-01,RED,35,37,Aton\n"), ACTORS)
    assert (only.place.at, only.actor) == ((37.0, 35.0), "RED")


def test_a_row_joins_the_gazetteer_by_id_else_by_a_name_nearby(csv):
    known = Named((place("Aton", 37.0, 35.0), place("Beton", 37.5, 35.0, other_names=("Bet",))))
    path = csv(
        "name,lon,lat,holder,day,place_id\n"
        "Old Aton,37.01,35,RED,2024-03-01,own:Aton\n"
        "Bet,37.52,35,BLU,2024-03-01,\n"
        "Aton,39,35,GRN,2024-03-01,\n"
    )
    rows = read_baseline(path, ACTORS, known)
    assert {(r.place.id if r.place in known.places else "own", r.actor) for r in rows} == {
        ("own:Aton", "RED"),
        ("own:Beton", "BLU"),
        ("own", "GRN"),
    }


def test_the_same_name_elsewhere_is_another_place(csv):
    rows = read_baseline(csv(HEADER + "Aton,37,35,RED,2024-03-01\nAton,38,35,BLU,2024-03-01\n"), ACTORS)
    assert len({r.place.id for r in rows}) == 2


def test_of_two_rows_near_one_gazetteer_place_only_the_nearer_is_it(csv):
    known = Named((place("Aton", 37.0, 35.0),))
    text = HEADER + "Aton,37.03,35,RED,2024-03-01\nAton,37.01,35,BLU,2024-03-01\n"
    rows = read_baseline(csv(text), ACTORS, known)
    assert {r.actor for r in rows if r.place.id == "own:Aton"} == {"BLU"}
    assert len(rows) == 2


def test_an_identical_row_twice_is_one(csv):
    row = "Aton,37,35,RED,2024-03-01\n"
    assert len(read_baseline(csv(HEADER + row + row), ACTORS)) == 1


BAD = {
    "lon 200": (HEADER + "Aton,200,35,RED,2024-03-01\n", ":2: 'Aton' lies off the globe"),
    "lat 95": (HEADER + "Aton,37,95,RED,2024-03-01\n", ":2: 'Aton' lies off the globe"),
    "no number": (HEADER + "Aton,east,35,RED,2024-03-01\n", ":2: lon 'east' is no number"),
    "not a number": (HEADER + "Aton,nan,35,RED,2024-03-01\n", ":2: lon 'nan' is no number"),
    "no coordinate": (HEADER + "Aton,,35,RED,2024-03-01\n", ":2: no lon"),
    "unknown actor": (HEADER + "Aton,37,35,REDS,2024-03-01\n", ":2: unknown actor code 'REDS'; did you mean 'RED'?"),
    "no holder": (HEADER + "Aton,37,35,,2024-03-01\n", ":2: no holder"),
    "half contested": (HEADER + "Aton,37,35,contested:RED,2024-03-01\n", "must name two actors"),
    "no name": (HEADER + ",37,35,RED,2024-03-01\n", ":2: no name"),
    "no such day": (HEADER + "Aton,37,35,RED,2024-02-30\n", ":2: day '2024-02-30' does not exist"),
    "no day": (HEADER + "Aton,37,35,RED,\n", ":2: no day"),
    "two holders": (HEADER + "Aton,37,35,RED,2024-03-01\n\nAton,37,35,BLU,2024-03-01\n", ":4: 'Aton' has another"),
    "too few cells": (HEADER + "Aton,37,35,RED\n", ":2: 4 cells where the header has 5"),
    "no column": ("name,lon,lat,day\nAton,37,35,2024-03-01\n", ":1: no column 'holder'"),
    "column twice": ("name,lon,lat,holder,day,day\n", ":1: the column 'day' is there twice"),
    "weight 0": ("name,lon,lat,holder,day,weight\nAton,37,35,RED,2024-03-01,0\n", ":2: weight '0'"),
    "empty": ("", ": the file is empty"),
    "header only": (HEADER, ": no row"),
    "NUL": (HEADER + "At\0on,37,35,RED,2024-03-01\n", ":2: the file holds NUL"),
    "not UTF-8": (HEADER.encode() + b"A\xffton,37,35,RED,2024-03-01\n", ":2: byte"),
    "open quote": (HEADER + 'Aton,37,35,RED,"2024-03-01\n', ":2: "),
}


@pytest.mark.parametrize(("text", "complaint"), BAD.values(), ids=BAD.keys())
def test_what_cannot_be_used_is_told_in_one_line(csv, text, complaint):
    path = csv(text)
    with pytest.raises(BaselineError) as caught:
        read_baseline(path, ACTORS)
    told = str(caught.value)
    assert told.startswith(str(path))
    assert complaint in told
    assert "\n" not in told


def test_two_holders_name_both_lines(csv):
    path = csv(HEADER + "Aton,37,35,RED,2024-03-01\nBeton,38,35,RED,2024-03-01\nAton,37,35,BLU,2024-03-01\n")
    with pytest.raises(BaselineError, match=r":4: .*line 2"):
        read_baseline(path, ACTORS)


def test_an_id_far_from_the_coordinate_is_refused(csv):
    path = csv("name,lon,lat,holder,day,place_id\nAton,39,35,RED,2024-03-01,own:Aton\n")
    with pytest.raises(BaselineError, match=r"km from 39, 35; correct the id or the coordinate"):
        read_baseline(path, ACTORS, Named((place("Aton", 37.0, 35.0),)))


def test_no_file(tmp_path):
    with pytest.raises(BaselineError, match=r"none\.csv: cannot be read"):
        read_baseline(tmp_path / "none.csv", ACTORS)


def test_the_packaged_baselines_can_be_read():
    from geo.actors import read_actors
    from geo.gazetteer import read_gazetteer

    paths = sorted(data_path("baselines").glob("*.csv"))
    assert paths
    for path in paths:
        assert len(read_baseline(path, read_actors(), read_gazetteer())) > 100
