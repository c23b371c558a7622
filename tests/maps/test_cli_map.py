"""`frontline map` and `frontline compare`, as a user runs them."""

from __future__ import annotations

import json
from typing import Any

import geopandas as gpd
import pytest

from maps.cli import main

BASELINE = """name,lon,lat,holder,day,weight,source
Hama,36.7578,35.1318,SYR-GOV,2024-11-26,1,own judgement
Homs,36.7234,34.7268,SYR-GOV,2024-11-26,1,own judgement
Aleppo,37.1613,36.2021,SYR-GOV,2024-11-26,1,own judgement
Idlib,36.6339,35.9306,HTS,2024-11-26,1,own judgement
Palmyra,38.2794,34.5624,SYR-GOV,2024-11-26,1,own judgement
Raqqa,39.0079,35.9528,SDF,2024-11-26,1,own judgement
"""
EVENTS = """event_id,action,actor,opponent,place,lon,lat,day_from,article_id,published,sentence
1,capture,HTS,SYR-GOV,Aleppo,37.1613,36.2021,2024-11-30,a,2024-11-30,Aleppo fell.
2,capture,HTS,SYR-GOV,Hama,36.7578,35.1318,2024-12-05,b,2024-12-06,Hama fell.
3,capture,HTS,SYR-GOV,Homs,36.7234,34.7268,2024-12-08,c,2024-12-08,Homs fell.
"""
HOSTILE = (
    "Rebels captured Hama on Thursday {{ cycler.__init__.__globals__.os.getpid() }} {{ 7*7 }} {% off {# x #} "
    "</script><img src=x onerror=alert(1)> `${1+1}` --> ]]> <!-- said residents."
)


@pytest.fixture
def files(tmp_path):
    (tmp_path / "baseline.csv").write_text(BASELINE)
    (tmp_path / "events.csv").write_text(EVENTS)
    return tmp_path


@pytest.fixture(scope="module")
def latest(tmp_path_factory):
    """Draw the baseline and all events once for the tests that look at it."""
    folder = tmp_path_factory.mktemp("latest")
    (folder / "baseline.csv").write_text(BASELINE)
    (folder / "events.csv").write_text(EVENTS)
    return folder, *snapshot_of(folder, "--events", folder / "events.csv", "--country", "sy")


def snapshot_of(folder, *words) -> tuple[dict[str, Any], dict[str, str], str]:
    page, snapshot = folder / "map.html", folder / "out.geojson"
    given = ["--baseline", folder / "baseline.csv", "-o", page, "--snapshot", snapshot, "--model", "none", *words]
    assert main(["map", *map(str, given)]) == 0
    top = json.loads(snapshot.read_text())
    frame = gpd.read_file(snapshot)
    places = frame[frame["layer"] == "place"]
    return top, dict(zip(places["name"], places["actor"], strict=True)), page.read_text(encoding="utf-8")


def test_a_baseline_is_drawn_alone(files, capsys):
    top, holders, page = snapshot_of(files)
    assert top["as_of"] == "2024-11-26"
    assert top["inferred_from"] == 6
    assert set(holders.values()) == {"SYR-GOV", "HTS", "SDF"}
    assert "</html>" in page
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "drawing SY, where most places lie" in captured.err


def test_a_snapshot_for_desktop_gis(files):
    words = ["--baseline", files / "baseline.csv", "-o", files / "map.html", "--snapshot", files / "out.GPKG"]
    assert main(["map", *map(str, words)]) == 0
    assert set(gpd.read_file(files / "out.GPKG", layer="area")["actor"].dropna()) == {"SYR-GOV", "HTS", "SDF"}


def test_a_day_of_which_nothing_is_known_is_told(files, capsys):
    words = ["--baseline", files / "baseline.csv", "--country", "SY", "--as-of", "2020-01-01", "-o", files / "map.html"]
    assert main(["map", *map(str, words)]) == 0
    assert "nothing is known of Syria by 2020-01-01: the map is empty" in capsys.readouterr().err


def test_events_move_places_until_their_latest_day(latest):
    _, top, holders, page = latest
    assert top["as_of"] == "2024-12-08"
    assert [actor for name, actor in holders.items() if name in ("Aleppo", "Homs")] == ["HTS", "HTS"]
    assert "Homs fell." in page


def test_events_after_the_day_drawn_are_not_there(files):
    top, holders, page = snapshot_of(files, "--events", files / "events.csv", "--as-of", "2024-12-05")
    assert (top["as_of"], holders["Homs"], holders["Aleppo"]) == ("2024-12-05", "SYR-GOV", "HTS")
    assert "Homs fell." not in page


def test_the_rules_that_decide_are_an_option(files, capsys):
    words = ["--events", files / "events.csv", "--as-of", "2024-12-05"]
    _, holders, _ = snapshot_of(files, *words, "--rules", "acled,wikipedia")
    assert (holders["Aleppo"], holders["Hama"]) == ("HTS", "SYR-GOV")  # Hama fell that very day
    capsys.readouterr()
    assert main(["map", "--baseline", "b.csv", "-o", "m.html", "--rules", "acled,nato"]) == 1
    assert capsys.readouterr().err.startswith("frontline: --rules 'acled,nato': write none, or some of acled, ")


def test_what_was_published_later_is_not_known(files):
    words = ["--events", files / "events.csv", "--as-of", "2024-12-05", "--known-by", "2024-12-05"]
    top, holders, page = snapshot_of(files, *words)
    assert top["known_by"] == "2024-12-05"
    assert [holders[name] for name in holders if name not in ("Idlib", "Raqqa")].count("HTS") == 1
    assert "Hama fell." not in page


def test_the_same_input_gives_the_same_bytes(files, latest):
    _, _, page = snapshot_of(files, "--events", files / "events.csv", "--country", "SY")
    assert page == latest[3]
    assert (files / "out.geojson").read_bytes() == (latest[0] / "out.geojson").read_bytes()


def test_a_region_of_ones_own_and_the_other_method(files):
    region = files / "region.geojson"
    square = [[[36, 34], [40, 34], [40, 37], [36, 37], [36, 34]]]
    region.write_text(json.dumps({"type": "Polygon", "coordinates": square}))
    top, _, _ = snapshot_of(files, "--region", region, "--method", "voronoi", "--max-km", "500")
    assert top["method"] == "voronoi"
    areas = gpd.read_file(files / "out.geojson").query("layer == 'area'")
    assert tuple(areas.total_bounds) == pytest.approx((36, 34, 40, 37), abs=0.01)
    assert set(areas["state"]) <= {"held", "uncertain"}


def test_hostile_text_goes_through_the_whole_job_as_text(files):
    article = files / "a.json"
    article.write_text(json.dumps({"id": HOSTILE, "title": HOSTILE, "text": HOSTILE, "published": "2024-12-06"}))
    page = files / "map.html"
    words = [article, "--baseline", files / "baseline.csv", "--title", HOSTILE, "--credit", HOSTILE, "-o", page]
    assert main(["map", *map(str, words)]) == 0
    text = page.read_text(encoding="utf-8")
    assert "{{ cycler.__init__.__globals__.os.getpid() }} {{ 7*7 }} {% off {# x #}" in text
    assert "<img src=x" not in text
    assert HOSTILE.split("`")[1] in text


def compared(folder, *words) -> dict[str, Any]:
    figures = folder / "diff.json"
    assert main(["compare", *map(str, words), "--json", str(figures)]) == 0
    found: dict[str, Any] = json.loads(figures.read_text())
    return found


def test_two_days_are_compared(files, latest):
    page = files / "compare.html"
    words = ["--baseline", files / "baseline.csv", "--events", files / "events.csv", "--model", "none", "-o", page]
    found = compared(files, *words, "--from", "2024-11-26", "--to", "2024-12-08")
    assert (found["from"], found["to"]) == ("2024-11-26", "2024-12-08")
    changed = {change["place"]: (change["from"], change["to"], change["event_ids"]) for change in found["changed"]}
    assert changed["Homs"] == ("SYR-GOV", "HTS", ["3"])
    assert changed["Palmyra"] == ("SYR-GOV", "unknown", [])  # a government that was gone that evening
    assert len(changed) == 4
    assert "Homs fell." in page.read_text(encoding="utf-8")
    gained = sum(actor["gained_km2"] for actor in found["actors"].values())
    assert gained == pytest.approx(sum(actor["lost_km2"] for actor in found["actors"].values()), abs=0.1)
    mixed = compared(files, *words, "--from", "2024-11-26", "--to", latest[0] / "out.geojson")
    assert mixed["changed"] == found["changed"]


def test_two_snapshot_files_are_compared(files, latest):
    snapshot = latest[0] / "out.geojson"
    found = compared(files, "--from", snapshot, "--to", snapshot)
    assert (found["pairs"], found["changed"]) == ([], [])
