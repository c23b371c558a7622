"""`frontline events`, as a user runs it."""

from __future__ import annotations

import csv
import json
from typing import Any

import pytest

from geo.rows import EVENT_COLUMNS
from maps.cli import main

TEXT = (
    "Rebels captured the city of Hama from government forces on Thursday, residents said.\n\n"
    "Russian warplanes bombed the town of Khan Shaykhun overnight."
)


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"id": "a", "text": TEXT, "published": "2024-12-06"}))
    return path


def rows_of(capsys, *words) -> list[dict[str, Any]]:
    assert main(["events", *map(str, words), "--format", "jsonl"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_every_row_has_the_columns_and_the_sentence_it_comes_from(capsys, article):
    rows = rows_of(capsys, article)
    assert all(tuple(row) == EVENT_COLUMNS for row in rows)
    capture, strike = (next(row for row in rows if row["action"] == action) for action in ("capture", "strike"))
    assert (capture["actor"], capture["opponent"]) == ("SYR-OPP", "SYR-GOV")
    assert (capture["day_from"], capture["day_to"]) == ("2024-12-05", "2024-12-05")
    assert capture["sentence"] in TEXT
    assert TEXT[capture["start"] : capture["end"]] in capture["sentence"]
    assert strike["actor"] == "RUS"
    assert "Khan Shaykhun" in strike["place"]


def test_in_a_war_of_no_file_the_army_is_that_of_the_officials_who_speak(capsys, tmp_path):
    text = (
        "Azerbaijan's defence ministry said its forces had taken control of Jabrayil. "
        "Armenian officials said the army had withdrawn from Hadrut two days earlier."
    )
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"id": "a", "text": text, "published": "2020-10-12"}))
    told = [(row["action"], row["actor"], row["place"]) for row in rows_of(capsys, path)]
    assert told == [("capture", "Azerbaijan", "Jabrayil"), ("withdraw", "Armenia", "Hadrut")]


def test_an_export_comes_back_as_it_went_and_may_be_edited(capsys, tmp_path, article):
    rows = rows_of(capsys, article)
    export = tmp_path / "events.csv"
    assert main(["events", str(article), "--format", "csv", "-o", str(export)]) == 0
    assert rows_of(capsys, "--events", export) == rows
    assert rows_of(capsys, article, "--events", export) == rows
    with export.open(newline="") as file:
        table = list(csv.DictReader(file))
    table[0]["actor"] = "ISIS"
    with export.open("w", newline="") as file:
        writer = csv.DictWriter(file, EVENT_COLUMNS)
        writer.writeheader()
        writer.writerows(table[:1])
    assert [row["actor"] for row in rows_of(capsys, "--events", export)] == ["ISIS"]
    assert [row["event_id"] for row in rows_of(capsys, article, "--events", export)] == [r["event_id"] for r in rows]


def test_reports_of_two_articles_name_each_other(capsys, tmp_path):
    path = tmp_path / "articles.jsonl"
    texts = {
        "a": "Opposition fighters captured Hama on Thursday, a war monitor said.",
        "b": "The army left its barracks at dawn. By Thursday evening Hama had fallen to the opposition fighters.",
    }
    rows = [{"id": name, "text": text, "published": "2024-12-06"} for name, text in texts.items()]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    found = [row for row in rows_of(capsys, path) if row["action"] == "capture" and row["place_name"]]
    a, b = (next(row for row in found if row["article_id"] == name) for name in "ab")
    assert a["agrees"] == [b["event_id"]]
    assert b["agrees"] == [a["event_id"]]


def test_given_rows_keep_what_they_say_of_each_other(capsys, tmp_path):
    rows = tmp_path / "events.csv"
    header = "event_id,action,actor,place,lon,lat,day_from,article_id,agrees\n"
    reprints = "{},capture,SYR-OPP,Hama,36.75,35.13,2024-12-05,{},\n"
    rows.write_text(header + reprints.format("1", "a") + reprints.format("2", "reprint-of-a"))
    assert [row["agrees"] for row in rows_of(capsys, "--events", rows)] == [[], []]


def test_what_is_put_right_reaches_rows_and_map(capsys, tmp_path, article):
    capture, strike = rows_of(capsys, article)
    corrections = tmp_path / "corrections.csv"
    corrections.write_text(
        "event_id,place_id,field,value,reason,by,day\n"
        f"{capture['event_id']},,actor,HTS,named in the report,A. Editor,2024-12-10\n"
        f"{strike['event_id']},,action,,told twice,A. Editor,2024-12-10\n"
        "gone,,actor,HTS,old,A. Editor,2024-12-10\n"
    )
    assert main(["events", str(article), "--corrections", str(corrections), "--format", "jsonl"]) == 0
    captured = capsys.readouterr()
    (row,) = [json.loads(line) for line in captured.out.splitlines()]
    assert (row["event_id"], row["actor"]) == (capture["event_id"], "HTS")
    assert captured.err == f"frontline: {corrections}:4: no event of this run is 'gone'\n"
    snapshot = tmp_path / "s.geojson"
    words = ["--country", "SY", "-o", tmp_path / "m.html", "--snapshot", snapshot, "--corrections", corrections]
    assert main(["map", str(article), *map(str, words)]) == 0
    places = [f["properties"] for f in json.loads(snapshot.read_text())["features"]]
    assert [p["actor"] for p in places if p["layer"] == "place"] == ["HTS"]


def test_an_event_is_explained_by_trigger_roles_place_day_and_status(capsys, article):
    capture = next(row for row in rows_of(capsys, article) if row["action"] == "capture")
    assert main(["events", str(article), "--explain", capture["event_id"][:8]]) == 0
    told = capsys.readouterr().out
    assert capture["sentence"] in told
    assert "Khan Shaykhun" not in told
    for reason in ("trigger: “captured”", "actor: SYR-OPP", "opponent: SYR-GOV", "place: Hama", "day: “Thursday”"):
        assert reason in told
    assert "status: reported" in told


def test_an_id_that_no_event_has_is_refused(capsys, article):
    assert main(["events", str(article), "--explain", "nothing"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("frontline: --explain nothing: no event of this run")
