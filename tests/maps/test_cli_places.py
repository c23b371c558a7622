"""`frontline places`, as a user runs it."""

from __future__ import annotations

import csv
import io
import json
import sys
from typing import Any

import pytest

from geo.rows import MENTION_COLUMNS
from maps.cli import main

HAMA = "Rebels captured the city of Hama on Thursday, and troops left for Homs. The village of Zzyzxabad is quiet."


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(HAMA, encoding="utf-8")
    return path


def rows_of(capsys, *words) -> list[dict[str, Any]]:
    assert main(["places", *map(str, words), "--format", "jsonl"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_every_row_has_the_columns_and_points_into_the_text(capsys, report):
    rows = rows_of(capsys, report, "--published", "2024-12-05")
    assert all(tuple(row) == MENTION_COLUMNS for row in rows)
    assert all(HAMA[row["start"] : row["end"]] == row["toponym"] for row in rows)
    hama = next(row for row in rows if row["toponym"] == "Hama")
    assert (hama["article_id"], hama["published"], hama["country"]) == ("report.txt", "2024-12-05", "SY")
    assert hama["lon"] == pytest.approx(36.75, abs=0.05)


def test_the_forms_hold_the_same_rows(capsys, tmp_path, report):
    rows = rows_of(capsys, report)
    outputs = {form: tmp_path / f"places.{form}" for form in ("csv", "geojson", "table")}
    for form, path in outputs.items():
        assert main(["places", str(report), "--format", form, "-o", str(path)]) == 0
    assert capsys.readouterr().out == ""
    with outputs["csv"].open(newline="") as file:
        assert [row["toponym"] for row in csv.DictReader(file)] == [row["toponym"] for row in rows]
    features = json.loads(outputs["geojson"].read_text())["features"]
    assert [feature["properties"]["toponym"] for feature in features] == [row["toponym"] for row in rows]
    assert "Homs, SY" in outputs["table"].read_text()


def test_the_same_input_gives_the_same_bytes(capsys, report):
    assert main(["places", str(report)]) == 0
    first = capsys.readouterr().out
    assert main(["places", str(report)]) == 0
    assert capsys.readouterr().out == first


def test_the_reader_view_is_a_page_of_its_own(capsys, tmp_path, report):
    page = tmp_path / "places.html"
    words = ["places", str(report), "--published", "2024-12-05", "--format", "html", "--title", "One day"]
    assert main([*words, "-o", str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    assert "<title>One day</title>" in text
    assert "Zzyzxabad, no place: the gazetteer has no place" in text
    assert main(words) == 0
    assert capsys.readouterr().out == text


def test_a_page_is_not_poured_into_a_terminal(capsys, monkeypatch, report):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main(["places", str(report), "--format", "html"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "give -o FILE" in captured.err


def test_the_reader_view_answers_given_spans_too(capsys, tmp_path, report):
    spans = tmp_path / "spans.jsonl"
    spans.write_text(
        json.dumps({"article_id": "report.txt", "start": HAMA.index("Homs"), "end": HAMA.index("Homs") + 4})
    )
    assert main(["places", str(report), "--spans", str(spans), "--format", "html"]) == 0
    page = capsys.readouterr().out
    assert "Homs (1)" in page
    assert "Hama (1)" not in page


def told_on(page: str) -> dict[str, Any]:
    """Return the data of the articles on a page."""
    block: dict[str, Any] = json.loads(page.partition('id="frontline-reader">')[2].partition("</script>")[0])
    return block


def test_the_reader_view_shows_what_was_put_right(capsys, tmp_path, report):
    hama = next(row for row in rows_of(capsys, report) if row["toponym"] == "Hama")
    assert main(["events", str(report), "--published", "2024-12-05", "--format", "jsonl"]) == 0
    event = json.loads(capsys.readouterr().out.splitlines()[0])
    corrections = tmp_path / "corrections.csv"
    corrections.write_text(
        "event_id,place_id,field,value,reason,by,day\n"
        f",{hama['place_id']},name,Hamah,spelling,me,2024-12-06\n"
        f"{event['event_id']},,action,,no event,me,2024-12-06\n"
        "none,,action,,no event,me,2024-12-06\n"
    )
    words = ["places", str(report), "--published", "2024-12-05", "--format", "html"]
    assert main(words) == 0
    before = told_on(capsys.readouterr().out)
    assert main([*words, "--corrections", str(corrections)]) == 0
    captured = capsys.readouterr()
    after = told_on(captured.out)
    assert len(after["events"][0]) == len(before["events"][0]) - 1
    assert {place[1] for place in after["places"] if place[0] == hama["place_id"]} == {"Hamah"}
    assert "no event of this run is 'none'" in captured.err


def test_reasons_are_told_when_asked_for(capsys, report):
    rows = rows_of(capsys, report, "--explain")
    hama = next(row for row in rows if row["toponym"] == "Hama")
    lost = next(row for row in rows if row["toponym"] == "Zzyzxabad")
    assert hama["match"] == "exact"
    assert "the text calls it a town" in hama["reasons"]
    assert hama["candidates"][0]["place_id"] == hama["place_id"]
    assert len(hama["candidates"]) > 1
    assert lost["reasons"] == ["the gazetteer has no place “Zzyzxabad”"]
    assert (lost["match"], lost["candidates"]) == (None, [])
    assert main(["places", str(report), "--explain"]) == 0
    table = capsys.readouterr().out
    assert "the text calls it a town" in table
    assert "the gazetteer has no place “Zzyzxabad”" in table


def test_stdin_is_an_article(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(HAMA.encode())))
    assert {"Hama", "Homs"} <= {row["toponym"] for row in rows_of(capsys, "-", "--model", "none")}


def test_spans_are_answered_exactly(capsys, tmp_path, report):
    spans = tmp_path / "spans.jsonl"
    at = HAMA.index("Homs")
    spans.write_text(json.dumps({"article_id": "report.txt", "start": at, "end": at + 4}) + "\n")
    (row,) = rows_of(capsys, report, "--spans", spans)
    assert (row["toponym"], row["start"], row["country"]) == ("Homs", at, "SY")


def test_spans_that_have_no_text_are_named(capsys, tmp_path, report):
    spans = tmp_path / "spans.jsonl"
    spans.write_text(
        '{"article_id": "report.txt", "start": 0, "end": 6}\n'
        '{"article_id": "report.txt", "start": 0, "end": 9999}\n'
        '{"article_id": "other.txt", "start": 0, "end": 6}\n'
    )
    assert main(["places", str(report), "--spans", str(spans), "--format", "jsonl"]) == 1
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 1
    assert f"{spans}:2: end 9999 is beyond" in captured.err
    assert f"{spans}:3: no article 'other.txt' was read" in captured.err


@pytest.mark.parametrize("line", ["[]", "{", '{"article_id": "a"}', '{"article_id": "a", "start": 3, "end": 3}'])
def test_a_line_that_is_no_span_is_refused(capsys, tmp_path, report, line):
    spans = tmp_path / "spans.jsonl"
    spans.write_text(f"\n{line}\n")
    assert main(["places", str(report), "--spans", str(spans)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert f"{spans}:2: " in captured.err


def test_names_without_a_place_are_listed_to_fill_in(capsys, tmp_path):
    path = tmp_path / "articles.jsonl"
    texts = [
        "The village of Zzyzxabad fell.",
        "The village of Zzyzxabad and the town of Qqarzoum burned.",
        "Hama fell.",
    ]
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    assert main(["places", str(path), "--unresolved"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["name"], row["mentions"], row["articles"]) for row in rows] == [
        ("Zzyzxabad", "2", "2"),
        ("Qqarzoum", "1", "1"),
    ]
    filled = tmp_path / "filled.csv"
    filled.write_text("name,lon,lat,mentions,articles\nZzyzxabad,36.7,35.2,2,2\n")
    assert main(["places", str(path), "--gazetteer", str(filled), "--format", "jsonl"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["lon"] for row in found if row["toponym"] == "Zzyzxabad"] == [36.7, 36.7]


def test_a_terminal_gets_no_commands_from_a_text(capsys, monkeypatch, tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"id": "\x1b]0;x\x07", "text": "Rebels took Hama."}))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    for form in ("table", "csv", "jsonl", "geojson"):
        assert main(["places", str(path), "--format", form]) == 0
        out = capsys.readouterr().out
        assert "Hama" in out
        assert "\x1b" not in out
        assert "\x07" not in out


def test_the_page_speaks_the_language_asked_for_and_writes_places_as_the_desk_does(report, tmp_path):
    page, names = tmp_path / "places.html", tmp_path / "names.csv"
    names.write_text("name,written\nHama,Hamah\n", encoding="utf-8")
    words = ["places", report, "--format", "html", "--language", "ar", "--names", names, "-o", page]
    assert main([*map(str, words)]) == 0
    text = page.read_text(encoding="utf-8")
    assert '<html lang="ar" dir="rtl">' in text
    assert '"Hamah"' in text
