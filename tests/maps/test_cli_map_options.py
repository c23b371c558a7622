"""What a user may ask of the page and picture that `frontline map` writes."""

from __future__ import annotations

import json
from datetime import date

import geopandas as gpd
import pytest

from maps import bundle
from maps.cli import main
from maps.cli.options import LANGUAGES
from maps.snapshot import read_snapshot
from tests.browser.stories import HOSTILE
from tests.maps.test_cli_map import BASELINE, EVENTS


@pytest.fixture
def drawn(tmp_path, capsys):
    """Return what draws a map with options and gives the page, or the complaint where nothing was written."""
    (tmp_path / "baseline.csv").write_text(BASELINE)
    (tmp_path / "events.csv").write_text(EVENTS)
    (tmp_path / "names.csv").write_text("name,written\nHama,Hamah\n")
    monkey = ["map", "--events", tmp_path / "events.csv", "--baseline", tmp_path / "baseline.csv", "--country", "SY"]

    def draw(*words: object) -> str:
        page = tmp_path / "map.html"
        status = main([str(each) for each in [*monkey, "--model", "none", "-o", page, *words]])
        complaint = str(capsys.readouterr().err)
        assert page.exists() == (status == 0)
        return page.read_text(encoding="utf-8") if status == 0 else complaint

    return draw


def test_the_picture_is_written_beside_the_page(drawn, tmp_path):
    drawn("--image", tmp_path / "map.svg", "--size", "800x500", "--names", tmp_path / "names.csv")
    svg = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 576 360"' in svg
    assert "8 Dec 2024" in svg
    assert ">Hamah<" in svg


def test_the_desk_s_spelling_stands_on_the_page(drawn, tmp_path):
    assert '"Hamah"' in drawn("--names", tmp_path / "names.csv")


def test_the_latest_days_are_held_back(drawn):
    page = drawn("--delay", "2")
    assert "Hama fell." in page
    assert "Homs fell." not in page
    assert "As of 2024-12-06" in page
    assert "Reports of the last 2 days are held back" in page


def test_an_empty_map_has_its_picture_too(drawn, tmp_path):
    drawn("--as-of", "2020-01-01", "--image", tmp_path / "map.svg", "--round-to", "5")
    assert "1 Jan 2020" in (tmp_path / "map.svg").read_text(encoding="utf-8")


def test_positions_are_rounded(drawn):
    page = drawn("--round-to", "20")
    assert "Positions are rounded to 20 km" in page
    assert "36.2021" not in page
    assert "37.1613" not in page


@pytest.mark.parametrize("file", ["out.geojson", "out.gpkg"])
def test_what_is_blurred_and_held_back_on_the_page_is_so_in_the_snapshot(drawn, tmp_path, file):
    rows = f"{EVENTS}4,capture,HTS,SYR-GOV,Depot Nine,36.85171,35.54321,2024-11-30,d,2024-11-30,Depot Nine fell.\n"
    (tmp_path / "own.csv").write_text(rows)
    words = ("--events", tmp_path / "own.csv", "--round-to", "20", "--delay", "2", "--snapshot", tmp_path / file)
    page = drawn(*words, "--image", tmp_path / "map.svg")
    written = (tmp_path / file).read_bytes().decode("utf-8", errors="replace")
    assert "Depot Nine" in page
    assert "Depot Nine" in written
    for text in (page, written, (tmp_path / "map.svg").read_text(encoding="utf-8")):
        assert not [digits for digits in ("36.8517", "35.5432", "36.2021", "37.1613") if digits in text]
    frame = gpd.read_file(tmp_path / file, layer="place") if file.endswith("gpkg") else gpd.read_file(tmp_path / file)
    lats = frame.geometry.get_coordinates()["y"] / (20 / 111.32)
    assert (abs(lats - lats.round()) < 1e-3).all()
    assert "Positions are rounded to 20 km" in written
    if file.endswith("geojson"):
        assert read_snapshot(tmp_path / file).as_of == date(2024, 12, 6)


def test_the_page_speaks_the_language_asked_for(drawn):
    assert '<html lang="ar" dir="rtl">' in drawn("--language", "ar")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--image", "map.gif"), "--image 'map.gif': end the name in .svg, .pdf, .png"),
        (("--size", "100x100"), "--size '100x100': write width and height"),
        (("--size", "wide"), "--size 'wide': write width and height"),
        (("--round-to", "0"), "--round-to '0': write a number of kilometres above 0"),
        (("--delay", "-1"), "--delay '-1': write a number of days"),
        (("--names", "missing.csv"), "missing.csv: cannot be read"),
        (("--tiles", "Nowhere"), "--tiles 'Nowhere': no tiles go by that name"),
    ],
)
def test_a_bad_value_is_told_and_nothing_is_written(drawn, words, complaint):
    assert complaint in drawn(*words)


def test_every_language_offered_has_its_words():
    def shape(words) -> object:
        return {key: shape(value) for key, value in words.items()} if isinstance(words, dict) else type(words)

    tables = [bundle.words(language) for language in LANGUAGES]
    assert all(shape(table) == shape(tables[0]) for table in tables)


def test_hostile_files_names_and_texts_pass_through_the_whole_command_as_text(tmp_path, capsys):
    folder = tmp_path / "articles"
    folder.mkdir()
    for n, text in enumerate(HOSTILE):
        name = f"{n} {text}".replace("/", "_").replace("\0", "")[:60]
        sentence = f"Rebels captured Hama on Thursday, {text} said residents of the city."
        (folder / f"{name}.txt").write_text(f"{sentence}\n", encoding="utf-8")
    (tmp_path / "baseline.csv").write_text(BASELINE)
    page, image = tmp_path / "map.html", tmp_path / "map.svg"
    every = " ".join(HOSTILE)
    words = [folder, "--baseline", tmp_path / "baseline.csv", "--country", "SY", "--model", "none", "-o", page]
    words += ["--published", "2024-12-06", "--image", image, f"--title={every}", f"--credit={every}"]
    assert main(["map", *map(str, words)]) == 0
    html = page.read_text(encoding="utf-8")
    facts = json.loads(html.split('id="frontline-page">')[1].split("</script>")[0])
    assert (facts["title"], facts["credits"][0]) == (every, every)
    strings = json.loads(html.split('id="data_event_layer_')[1].split(">", 1)[1].split("</script>")[0])["strings"]
    told = [text for text in HOSTILE if any(text in string for string in strings)]
    assert len(told) > len(HOSTILE) / 2  # the rest breaks its sentence such that nobody captures anything in it
    assert "window.ran" not in html.split("<noscript>")[0].split("</style>")[-1]
