"""`frontline gazetteer`, as a user runs it."""

import csv
import json

import pytest

from geo.paths import USER_DATA
from maps.cli import main

TEXT = "Rebels captured the village of Zzyzxabad, near Hama in Syria, on Thursday."


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv(USER_DATA, str(tmp_path / "user"))


def place_of(capsys, report, name):
    assert main(["places", str(report), "--format", "jsonl", "--model", "none"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return next(row for row in rows if row["toponym"] == name)


def test_the_list_of_the_unresolved_filled_in_and_added_places_the_names(capsys, tmp_path):
    report, missing = tmp_path / "report.txt", tmp_path / "missing.csv"
    report.write_text(TEXT, encoding="utf-8")
    assert place_of(capsys, report, "Zzyzxabad")["place_id"] is None
    assert main(["places", str(report), "--unresolved", "-o", str(missing), "--model", "none"]) == 0
    with missing.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["name"] for row in rows] == ["Zzyzxabad"]
    with missing.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerow(rows[0] | {"lon": "36.81", "lat": "35.22"})
    assert main(["gazetteer", "add", str(missing)]) == 0
    row = place_of(capsys, report, "Zzyzxabad")
    assert (row["lon"], row["lat"], row["country"]) == (36.81, 35.22, "SY")
    assert main(["gazetteer", "list"]) == 0
    assert capsys.readouterr().out.split() == ["1", "missing.csv"]
    assert main(["gazetteer", "remove", "missing.csv"]) == 0
    assert place_of(capsys, report, "Zzyzxabad")["place_id"] is None


def test_wrong_lines_are_named_and_the_right_ones_added(capsys, tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("name,lon,lat\nA,x,5\nTell Qwartz,36.7,35.2\nB,1,200\n", encoding="utf-8")
    assert main(["gazetteer", "add", str(path)]) == 1
    told = capsys.readouterr().err
    assert f"{path}:2: lon 'x' is not a number" in told
    assert f"{path}:4: " in told
    assert "1 places added; 2 wrong lines are left out" in told


@pytest.mark.parametrize("words", [["add", "no_such.csv"], ["remove", "no_such.csv"]])
def test_what_is_not_there_is_named_in_a_line(capsys, words):
    assert main(["gazetteer", *words]) == 1
    assert "no_such.csv" in capsys.readouterr().err
