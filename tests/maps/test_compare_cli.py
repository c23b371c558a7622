"""`frontline compare`, as a user runs it: editions, more days, pictures, maps of other origin."""

from __future__ import annotations

import csv
import json
from typing import Any

import pytest

from maps.cli import main

BASELINE = """\
name,lon,lat,holder,day,weight,source
Aleppo,37.1612,36.2012,SYR-GOV,2024-11-26,1,own judgement
Hama,36.7578,35.1318,SYR-GOV,2024-11-26,1,own judgement
Idlib,36.6339,35.9306,HTS,2024-11-26,1,own judgement
Raqqa,39.0079,35.9528,SDF,2024-11-26,1,own judgement
"""
EVENTS = """\
event_id,action,actor,opponent,place,lon,lat,day_from,article_id,published,sentence
1,capture,HTS,SYR-GOV,Aleppo,37.1612,36.2012,2024-11-30,a,2024-11-30,Aleppo fell.
2,capture,HTS,SYR-GOV,Hama,36.7578,35.1318,2024-12-05,b,2024-12-06,Hama fell.
"""


@pytest.fixture
def run(tmp_path, capsys):
    """Return what compares days of a small war, or files, and gives the figures."""
    (tmp_path / "base.csv").write_text(BASELINE, encoding="utf-8")
    (tmp_path / "events.csv").write_text(EVENTS, encoding="utf-8")
    rows = ["--events", str(tmp_path / "events.csv"), "--baseline", str(tmp_path / "base.csv")]

    def compared(*words: object, events: bool = True, status: int = 0) -> dict[str, Any]:
        figures = tmp_path / "figures.json"
        figures.unlink(missing_ok=True)
        ours = [*rows, "--country", "SY", "--model", "none"] if events else []
        given = ["compare", *ours, *map(str, words), "--json", str(figures)]
        assert main(given) == status, capsys.readouterr().err
        found: dict[str, Any] = json.loads(figures.read_text(encoding="utf-8")) if figures.exists() else {}
        return found

    return compared


def places(found):
    return {(c["place"], c["from"], c["to"], c["day"]) for c in found["changed"]}


def test_days_are_compared_with_the_sentences_that_say_so(run, tmp_path):
    found = run(
        "--from", "2024-11-28", "--to", "2024-12-06", "--csv", tmp_path / "c.csv", "--geojson", tmp_path / "c.geojson"
    )
    assert places(found) == {
        ("Aleppo", "SYR-GOV", "HTS", "2024-11-30"),
        ("Hama", "SYR-GOV", "HTS", "2024-12-05"),
    }
    with (tmp_path / "c.csv").open(encoding="utf-8", newline="") as file:
        told = {row["place"]: json.loads(row["sentences"]) for row in csv.DictReader(file) if row["row"] == "place"}
    assert told["Hama"] == ["Hama fell."]
    layers = {f["properties"]["layer"] for f in json.loads((tmp_path / "c.geojson").read_text())["features"]}
    assert layers == {"ground", "front_line", "place"}


def test_an_edition_shows_what_is_new_since(run):
    found = run("--from", "2024-12-06", "--to", "2024-12-06", "--from-known-by", "2024-12-01")
    assert {place for place, *_ in places(found)} == {"Hama"}
    assert (found["from_known_by"], found["to_known_by"]) == ("2024-12-01", None)
    assert run("--from", "2024-12-06", "--to", "2024-12-06", "--known-by", "2024-12-01")["changed"] == []
    back = run("--from", "2024-12-06", "--to", "2024-12-06", "--to-known-by", "2024-12-01")
    assert [(c["from"], c["to"]) for c in back["changed"]] == [("HTS", "SYR-GOV")]


@pytest.mark.parametrize(
    ("every", "days"),
    [
        ("3d", ["2024-11-28", "2024-12-01", "2024-12-04", "2024-12-06"]),
        ("2024-12-01,2024-12-05", ["2024-11-28", "2024-12-01", "2024-12-05", "2024-12-06"]),
    ],
)
def test_more_days_make_a_series_and_pictures(run, tmp_path, every, days):
    ends = ("--from", "2024-11-28", "--to", "2024-12-06", "--every", every)
    pictures = ("--sheet", tmp_path / "sheet.svg", "--chart", tmp_path / "chart.png")
    found = run(*ends, *pictures, "-o", tmp_path / "c.html", "--title", "$x^2$ <b> {{ 7*7 }}")
    assert [total["day"] for total in found["series"]] == days
    for name in ("km2_from", "km2_to"):
        total = found["series"][0 if name == "km2_from" else -1]
        assert total["actors"] == {code: row[name] for code, row in found["actors"].items() if row[name]}
    whole = {sum(total["actors"].values()) for total in found["series"]}
    assert max(whole) == pytest.approx(min(whole), rel=1e-4)
    first = [(tmp_path / name).read_bytes() for name in ("sheet.svg", "chart.png", "c.html")]
    assert first[0].startswith(b"<?xml")
    assert b"<b>" not in first[0]
    assert first[1].startswith(b"\x89PNG")
    run(*ends, *pictures, "-o", tmp_path / "c.html", "--title", "$x^2$ <b> {{ 7*7 }}")
    assert first == [(tmp_path / name).read_bytes() for name in ("sheet.svg", "chart.png", "c.html")]


def test_page_and_pictures_speak_the_language_asked_for_and_the_page_writes_places_as_the_desk_does(run, tmp_path):
    (tmp_path / "names.csv").write_text("name,written\nHama,Hamah\n", encoding="utf-8")
    ends = ("--from", "2024-11-28", "--to", "2024-12-06", "--every", "3d", "--sheet", tmp_path / "sheet.svg")
    found = run(*ends, "--language", "ar", "--names", tmp_path / "names.csv", "-o", tmp_path / "c.html")
    page = (tmp_path / "c.html").read_text(encoding="utf-8")
    assert '<html lang="ar" dir="rtl">' in page
    assert "<title>ما الذي تغير</title>" in page
    assert '"place":"Hamah"' in page
    assert '"place":"Hama"' not in page
    assert {place for place, *_ in places(found)} == {"Aleppo", "Hama"}
    sheet = (tmp_path / "sheet.svg").read_text(encoding="utf-8")
    assert "نوفمبر" in sheet
    assert "غير مؤكد" in sheet


def theirs(path, *shares):
    """Write a map of other origin, whose holders follow each other from west to east."""
    features = []
    for who, west, east in shares:
        ring = [[west, 34.5], [east, 34.5], [east, 36.5], [west, 36.5], [west, 34.5]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"status": who}, "geometry": shape})
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def test_our_day_is_compared_with_their_map(run, tmp_path, capsys):
    map_file = tmp_path / "names.csv"
    map_file.write_text("name,actor\nRegime,SYR-GOV\nRebels,HTS\nRumours,\n", encoding="utf-8")
    other = theirs(tmp_path / "theirs.geojson", ("Rebels", 36, 36.9), ("Regime", 36.9, 38), ("Rumours", 37, 40))
    words = ("--actor-property", "status", "--actor-map", map_file, "-o", tmp_path / "c.html")
    found = run("--from", "2024-12-06", "--to", other, *words)
    assert found["to"] == "theirs.geojson"
    changed = {c["place"]: (c["from"], c["to"], c["event_ids"]) for c in found["changed"]}
    assert changed["Aleppo"] == ("HTS", "SYR-GOV", ["1"])
    assert "Hama" not in changed
    assert 0 < found["agreement"]["share"] < 1
    assert any("left out, of nobody: 1 feature (3)" in note for note in found["notes"])
    assert "left out, of nobody" in capsys.readouterr().err


def test_their_two_days_are_compared_with_each_other(run, tmp_path):
    before = theirs(tmp_path / "t-2024-12-01.geojson", ("Rebels", 36, 36.9), ("Regime", 36.9, 38))
    after = theirs(tmp_path / "t-2024-12-05.geojson", ("Rebels", 36, 37.5), ("Regime", 37.5, 38))
    words = ("--actor-property", "status", "-o", tmp_path / "c.html")
    found = run("--from", before, "--to", after, *words, events=False)
    assert {(c["from"], c["to"]) for c in found["changed"]} == {("Regime", "Rebels")}
    assert "Aleppo" in {c["place"] for c in found["changed"]}
    assert found["actors"]["Rebels"]["gained_km2"] == pytest.approx(found["pairs"][0]["km2"])
    middle = theirs(tmp_path / "t-2024-12-03.geojson", ("Rebels", 36, 37.2), ("Regime", 37.2, 38))
    days = run("--from", before, "--to", after, *words, "--every", middle, events=False)["series"]
    assert [total["day"] for total in days] == ["2024-12-01", "2024-12-03", "2024-12-05"]
    assert days[0]["actors"]["Rebels"] < days[1]["actors"]["Rebels"] < days[2]["actors"]["Rebels"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param(["--from", "2024-12-01", "--to", "t.geojson", "--every", "2d"], "counts from", id="file end"),
        pytest.param(["--from", "2024-12-01", "--to", "2024-12-02", "--sheet", "s.png"], "need --every", id="one map"),
        pytest.param(["--from", "2024-12-01", "--to", "2024-12-02", "--actor-map", "m"], "needs --actor", id="map"),
        pytest.param(
            ["--from", "2024-12-01", "--to", "t.geojson", "--to-known-by", "2024-12-01"], "a file stays", id="known-by"
        ),
    ],
)
def test_words_that_do_not_go_together_end_with_2(capsys, words, says):
    with pytest.raises(SystemExit) as caught:
        main(["compare", "a.txt", *words, "--json", "d.json"])
    assert caught.value.code == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param(["--every", "0d"], "--every '0d': write a number of days above 0", id="no step"),
        pytest.param(["--every", "2024-02-30"], "--every '2024-02-30': there is no such day", id="no day"),
        pytest.param(["--every", "1d", "--chart", "c.pdf"], "--chart 'c.pdf': name a file that ends in", id="pdf"),
        pytest.param(["--every", "1d", "--from", "2020-01-01"], "makes 1801 maps; take longer steps", id="too many"),
        pytest.param(["--from", "no.geojson"], "no.geojson: No such file", id="no file"),
        pytest.param(["--from", "no.geojson", "--actor-property", "x"], "no.geojson: No such file", id="none"),
    ],
)
def test_a_bad_value_is_one_line_and_nothing_is_written(run, capsys, words, says):
    assert run("--from", "2024-12-01", "--to", "2024-12-06", *words, status=1) == {}
    err = capsys.readouterr().err
    assert says in err
    assert len(err.splitlines()) == 1
