"""Whatever is wrong with the input: one line that names it, exit status 1, nothing half-written, nothing lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from maps.cli import main

HEADER = "name,lon,lat,holder,day,weight,source\n"
ROW = "Hama,36.7578,35.1318,SYR-GOV,2024-11-26,1,own judgement\n"
TEXT = "Rebels captured the city of Hama on Thursday."
KEPT = "what was there before"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "good.txt").write_text(TEXT)
    (tmp_path / "baseline.csv").write_text(HEADER + ROW)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "map.html").write_text(KEPT)
    return tmp_path


def refused(capsys, folder, *words) -> str:
    """Run a command that must write nothing, and return its one complaint."""
    before = {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    assert main([str(word) for word in words]) == 1
    assert {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()} == before
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Traceback" not in captured.err
    assert len(captured.err.splitlines()) == 1
    return str(captured.err).removeprefix("frontline: ").rstrip("\n")


def mapped(folder, *words) -> list[object]:
    snapshot = folder / "out" / "new.geojson"
    return [
        "map",
        *words,
        "-o",
        folder / "out" / "map.html",
        "--snapshot",
        snapshot,
        "--country",
        "SY",
        "--model",
        "none",
    ]


BASELINES = [
    pytest.param("Hama,236.7,35.1,SYR-GOV,2024-11-26,1,x", ["off the globe", "236.7", "longitude first"], id="globe"),
    pytest.param("Hama,36.7,95.1,SYR-GOV,2024-11-26,1,x", ["off the globe", "95.1"], id="pole"),
    pytest.param("Hama,36.7,35.1,SYR-GOVT,2024-11-26,1,x", ["SYR-GOVT", "did you mean 'SYR-GOV'?"], id="actor"),
    pytest.param("Hama,36.7,35.1,XYZZY,2024-11-26,1,x", ["unknown actor code 'XYZZY'", "--actors"], id="no actor"),
    pytest.param("Homs,36.7,34.7,SYR-GOV,2024-02-30,1,x", ["2024-02-30", "does not exist", "YYYY-MM-DD"], id="no day"),
    pytest.param("Homs,36.7,34.7,,2024-11-26,1,x", ["no holder", "contested:A/B or unknown"], id="no holder"),
    pytest.param("Hama,36.7578,35.1318,HTS,2024-11-26,1,x", ["another holder", "line 2", "keep one"], id="two holders"),
    pytest.param("Hama,x,35.1,HTS,2024-11-26,1,x", ["'x' is no number"], id="number"),
    pytest.param("Hama,36.7", [":3"], id="cells"),
    pytest.param("Ha\0ma,36.7,35.1,HTS,2024-11-26,1,x", ["NUL"], id="NUL"),
]


@pytest.mark.parametrize(("row", "says"), BASELINES)
def test_a_bad_baseline_writes_nothing(capsys, folder, row, says):
    path = folder / "baseline.csv"
    path.write_text(HEADER + ROW + row + "\n")
    found = refused(capsys, folder, *mapped(folder, folder / "good.txt", "--baseline", path))
    assert found.startswith(f"{path}:3: ")
    for part in says:
        assert part in found


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"", "", id="empty"),
        pytest.param(HEADER.encode(), "no row", id="no rows"),
        pytest.param(b"name;lon\n", "column", id="header"),
        pytest.param(HEADER.encode() + b"Ham\xe9,1,2,HTS,2024-11-26,1,x\n", "UTF-8", id="encoding"),
    ],
)
def test_a_file_that_is_no_baseline_writes_nothing(capsys, folder, data, says):
    path = folder / "baseline.csv"
    path.write_bytes(data)
    found = refused(capsys, folder, *mapped(folder, folder / "good.txt", "--baseline", path))
    assert found.startswith(str(path))
    assert says in found


@pytest.mark.parametrize("option", ["--baseline", "--events", "--gazetteer", "--actors", "--region", "--corrections"])
@pytest.mark.parametrize("kind", ["missing", "empty", "a folder", "NUL bytes"])
def test_a_resource_that_cannot_be_used_writes_nothing(capsys, folder, option, kind):
    suffix = {"--actors": ".toml", "--region": ".geojson"}.get(option, ".csv")
    path = folder / f"resource{suffix}"
    if kind == "a folder":
        path.mkdir()
    elif kind != "missing":
        path.write_bytes(b"" if kind == "empty" else b"a\0b,\0\n\0")
    words = mapped(folder, folder / "good.txt", option, path)
    if option == "--region":
        words = [word for word in words if word not in ("--country", "SY")]
    assert str(path) in refused(capsys, folder, *words, "--as-of", "2024-12-09")


def test_a_snapshot_that_is_none_writes_nothing(capsys, folder):
    path = folder / "snapshot.geojson"
    for text in ("", "{", "[]", '{"type": "FeatureCollection", "features": []}'):
        path.write_text(text)
        words = ["compare", "--from", path, "--to", path, "--json", folder / "diff.json"]
        assert str(path) in refused(capsys, folder, *words)


@pytest.mark.parametrize("words", [["--country", "ZZ"], ["--model", "no_such_model"]])
def test_a_value_that_names_nothing_writes_nothing(capsys, folder, words):
    given = ["map", folder / "good.txt", "--published", "2024-12-06", "-o", folder / "out" / "map.html", *words]
    assert words[1] in refused(capsys, folder, *given)


ARTICLES = [
    pytest.param("bad.txt", b"", id="empty"),
    pytest.param("bad.txt", b"a " * 500_001, id="over 1,000,000 characters"),
    pytest.param("bad.txt", b"x" * 1_000_001, id="one line over 1,000,000 characters"),
    pytest.param("bad.txt", b"Hama\0 fell.", id="NUL"),
    pytest.param("bad.txt", b"Hama f\xe9ll.", id="encoding"),
    pytest.param("bad.json", b'{"text": "Hama fell.", "published": "2024-02-30"}', id="no such day"),
    pytest.param("bad.json", b'{"text": ', id="half a JSON"),
    pytest.param("bad.html", b"\x00\xff", id="no page"),
    pytest.param("bad.rss", b"<rss>", id="no feed"),
    pytest.param("missing.txt", None, id="missing"),
    pytest.param("bad.docx", b"PK", id="type"),
]


@pytest.mark.parametrize(("name", "data"), ARTICLES)
def test_a_bad_article_alone_writes_nothing(capsys, folder, name, data):
    path = folder / name
    if data is not None:
        path.write_bytes(data)
    output = folder / "out" / "map.html"
    assert main(["places", str(path), "--format", "csv", "-o", str(output), "--model", "none"]) == 1
    captured = capsys.readouterr()
    complaint, end = captured.err.splitlines()
    assert complaint.startswith(f"frontline: {path}")
    assert end == "frontline: no article could be read, so nothing is written"
    assert captured.out == ""
    assert output.read_text() == KEPT
    assert list((folder / "out").iterdir()) == [output]
    for form in ("csv", "geojson", "table"):
        assert main(["places", str(path), "--format", form, "--model", "none"]) == 1
        assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("name", "data"), ARTICLES)
def test_a_bad_article_among_good_ones_is_named_and_the_rest_written(capsys, folder, name, data):
    path = folder / name
    if data is not None:
        path.write_bytes(data)
    words = ["places", path, folder / "good.txt", "--format", "jsonl", "--model", "none"]
    assert main([str(word) for word in words]) == 1
    captured = capsys.readouterr()
    (complaint,) = captured.err.splitlines()
    assert complaint.startswith(f"frontline: {path}")
    assert {json.loads(line)["article_id"] for line in captured.out.splitlines()} == {"good.txt"}


def test_a_file_that_vanishes_midway_is_named_and_the_rest_written(folder):
    articles = folder / "articles"
    articles.mkdir()
    (articles / "a.jsonl").write_text((json.dumps({"text": TEXT}) + "\n") * 3000)
    for name in ("b.txt", "c.txt"):
        (articles / name).write_text(TEXT)
    code = "import sys; from maps.cli import main; sys.exit(main())"
    words = ["places", str(articles), "--format", "jsonl", "--model", "none"]
    program = [sys.executable, "-c", code, *words]
    with subprocess.Popen(program, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()  # the rest does not fit into the pipe, so it waits for us
        (articles / "b.txt").unlink()
        out, err = process.communicate()
    assert process.returncode == 1
    assert err == f"frontline: {articles / 'b.txt'}: cannot be read (No such file or directory)\n"
    assert json.loads(out.splitlines()[-1])["article_id"] == "c.txt"


@pytest.mark.parametrize("command", ["places", "events"])
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Hama fell, " * 1_000, id="words"),
        pytest.param("x" * 100_000, id="one word"),
        pytest.param("Aleppo" * 10_000, id="one word of names"),
        pytest.param("(" * 5_000 + '"' * 5_000, id="brackets and quotes"),
        pytest.param("\n" * 100_000 + "Hama.", id="line breaks"),
    ],
)
def test_a_text_of_one_endless_line_is_read(capsys, folder, command, text):
    path = folder / "endless.txt"
    path.write_text(text)
    assert main([command, str(path), "--format", "jsonl", "--published", "2024-12-06"]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    for line in captured.out.splitlines():
        row = json.loads(line)
        assert row["start"] < row["end"] <= len(text)


@pytest.mark.parametrize(
    ("output", "says"),
    [
        pytest.param("no/such/map.html", "make it first", id="no folder"),
        pytest.param("out", "a folder; name a file in it", id="a folder"),
        pytest.param("good.txt", "is named twice; name another output", id="the input"),
        pytest.param("out/../out/new.html", "is named twice; name another output", id="the snapshot"),
        pytest.param("baseline.csv", "is named twice; name another output", id="the baseline"),
    ],
)
def test_an_output_that_cannot_be_is_refused_before_any_work(capsys, folder, output, says):
    snapshot = ("--snapshot", folder / "out" / "new.html") if output.endswith("new.html") else ()
    words = ["map", folder / "good.txt", "--baseline", folder / "baseline.csv", "-o", folder / output, *snapshot]
    found = refused(capsys, folder, *words)
    assert says in found


def test_a_full_disk_leaves_the_old_output(capsys, folder):
    words = ["map", "--baseline", folder / "baseline.csv", "-o", folder / "out" / "map.html", "--country", "SY"]
    found = refused(capsys, folder, *words, "--snapshot", "/dev/full")
    assert "No space left on device" in found


def test_a_device_is_written_as_it_is(folder):
    assert main(["places", str(folder / "good.txt"), "--model", "none", "-o", os.devnull]) == 0
    assert main(["map", "--baseline", str(folder / "baseline.csv"), "-o", os.devnull]) == 0
    assert not Path(os.devnull).is_file()
