"""What the command understands, and what it says of itself."""

from __future__ import annotations

import runpy
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from maps.areas import Method
from maps.cli import main
from maps.cli.options import METHODS

ROOT = Path(__file__).resolve().parents[2]
CODE = """
import signal, sys
from maps.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have it ignored
sys.exit(main())
"""
SCRIPTS = {"make_map": "map", "list_places": "places", "list_events": "events", "compare_snapshots": "compare"}
FORMATS = {
    "map": [".txt", ".html", ".json", ".rss", "stdin", "baseline", "events", "gazetteer", "actors", "--snapshot"],
    "places": [
        ".txt",
        ".html",
        ".json",
        ".rss",
        "stdin",
        "table",
        "jsonl",
        "csv",
        "geojson",
        "--unresolved",
        "--spans",
    ],
    "events": [".txt", ".html", ".json", ".rss", "stdin", "table", "jsonl", "csv", "geojson", "--events"],
    "compare": [".txt", ".html", ".json", ".rss", "stdin", "baseline", "events", "--json", "--from a.geojson"],
}


def stopped(words, **more) -> int:
    with pytest.raises(SystemExit) as caught:
        main(words, **more)
    return int(caught.value.code or 0)


@pytest.mark.parametrize("command", FORMATS)
def test_help_tells_every_format_with_an_example(capsys, command):
    assert stopped([command, "--help"]) == 0
    out = capsys.readouterr().out
    for form in FORMATS[command]:
        assert form in out
    assert f"frontline {command} articles/" in out
    assert max(len(line) for line in out.splitlines()) <= 100


@pytest.mark.parametrize(("script", "command"), SCRIPTS.items())
def test_a_script_is_the_door_to_its_command(capsys, monkeypatch, script, command):
    monkeypatch.setattr(sys, "argv", [f"scripts/{script}.py", "--help"])
    with pytest.raises(SystemExit) as caught:
        runpy.run_path(str(ROOT / "scripts" / f"{script}.py"), run_name="__main__")
    assert caught.value.code == 0
    out = capsys.readouterr().out
    assert out.startswith(f"usage: {script}.py ")
    assert f"{script}.py articles/" in out
    assert FORMATS[command][-1] in out


def test_the_methods_are_those_of_areas():
    assert [*METHODS] == [*Method]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param([], "COMMAND", id="nothing"),
        pytest.param(["chart"], "invalid choice: 'chart'", id="command"),
        pytest.param(["map", "a.txt"], "-o/--output", id="no output"),
        pytest.param(["map", "-o", "a.html"], "give an INPUT, --events or --baseline", id="nothing to map"),
        pytest.param(["places"], "give an INPUT", id="no input"),
        pytest.param(["events", "--format", "xml", "a.txt"], "invalid choice: 'xml'", id="format"),
        pytest.param(["places", "a.txt", "--publish", "2024-12-03"], "unrecognized", id="half an option"),
        pytest.param(["map", "a", "-o", "b", "--country", "SY", "--region", "c"], "not allowed with", id="two regions"),
        pytest.param(["places", "a", "--spans", "b", "--unresolved"], "not allowed with", id="two answers"),
        pytest.param(["compare", "a", "--from", "2024-12-01", "-o", "b"], "--to", id="one day"),
        pytest.param(["compare", "--from", "2024-12-01", "--to", "a", "-o", "b"], "give an INPUT", id="day, no input"),
        pytest.param(["compare", "a", "--from", "b", "--to", "c", "-o", "d"], "leave out INPUT", id="files and input"),
        pytest.param(["compare", "--from", "b", "--to", "c"], "give -o or --json", id="no output of compare"),
    ],
)
def test_words_that_are_no_command_end_with_2(capsys, words, says):
    assert stopped(words) == 2
    captured = capsys.readouterr()
    assert says in captured.err
    assert captured.out == ""


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param(["--published", "2024-02-30"], "--published '2024-02-30': there is no such day", id="no such day"),
        pytest.param(["--as-of", "yesterday"], "--as-of 'yesterday': there is no such day; write it like", id="word"),
        pytest.param(["--known-by", "20241203"], "--known-by '20241203': there is no such day", id="form"),
        pytest.param(["--country", "Syria"], "--country 'Syria': write the two letters", id="country"),
        pytest.param(["--max-km", "-3"], "--max-km '-3': write a number of kilometres above 0", id="negative"),
        pytest.param(["--max-km", "nan"], "--max-km 'nan': write a number", id="not a number"),
    ],
)
def test_a_bad_value_ends_with_1_and_one_line(tmp_path, capsys, words, says):
    output = tmp_path / "map.html"
    assert main(["map", "a.txt", "-o", str(output), *words]) == 1
    captured = capsys.readouterr()
    assert says in captured.err
    assert len(captured.err.splitlines()) == 1
    assert not output.exists()


def test_the_version_is_told(capsys):
    assert stopped(["--version"]) == 0
    assert capsys.readouterr().out.startswith("frontline ")


def start(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", CODE, *words],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_a_reader_that_has_enough_ends_it_quietly(tmp_path):
    path = tmp_path / "many.jsonl"
    path.write_text('{"text": "Rebels took Hama, Homs, Idlib, Aleppo and Damascus."}\n' * 2000)
    with start("places", str(path), "--model", "none", "--format", "jsonl") as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


@pytest.mark.parametrize(
    ("sent", "status"), [pytest.param(signal.SIGINT, 130, id="SIGINT"), pytest.param(signal.SIGTERM, 143, id="SIGTERM")]
)
def test_an_interruption_leaves_nothing_behind(tmp_path, sent, status):
    output = tmp_path / "places.csv"
    output.write_text("before")
    words = ("places", "-", "--model", "none", "--format", "csv", "-o", str(output))
    with start(*words) as process:
        deadline = time.monotonic() + 60
        while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(sent)
        assert process.wait() == status
        assert process.stderr
        assert b"Traceback" not in process.stderr.read()
    assert [path.name for path in tmp_path.iterdir()] == ["places.csv"]
    assert output.read_text() == "before"
