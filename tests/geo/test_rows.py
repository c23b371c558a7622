"""Rows say what was found, in every form, and events come back from them as they went."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date

import geopandas as gpd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from geo.errors import EventError
from geo.model import (
    Action,
    Article,
    DayPrecision,
    Event,
    Extent,
    LonLat,
    Mention,
    Place,
    Precision,
    Provenance,
    Resolution,
    Role,
    Status,
)
from geo.rows import (
    EVENT_COLUMNS,
    MENTION_COLUMNS,
    Format,
    event_row,
    mention_row,
    read_events,
    write_event_table,
    write_mention_table,
    write_rows,
)

IDLIB = Place(id="gn:169389", name="Idlib", at=LonLat(36.6339, 35.9306), feature_code="PPLA", country="SY")
ARTICLE = Article(id="a.txt", text="Rebels took Idlib.", published=date(2024, 12, 3))
HOSTILE = [
    "=1+1",
    "'=1",
    "''@x",
    "-2",
    "＝1",
    "\t=1",
    "\r\nx",
    "'Ain Issa",
    'a "b", c',
    "a;b",
    "x\u2028y\x85z",
    " ",
    "\x1b[31m",
]


def event(**changes) -> Event:
    told = Provenance(article_id="a.txt", start=0, end=17, sentence="Rebels took Idlib.", published=date(2024, 12, 3))
    first = Event(
        id="e1",
        action=Action.CAPTURE,
        actor="SYR-OPP",
        opponent="SYR-GOV",
        place_words="city of Idlib",
        place=IDLIB,
        place_precision=Precision.TOWN,
        day_from=date(2024, 12, 1),
        day_to=date(2024, 12, 2),
        day_precision=DayPrecision.DAYS,
        provenance=told,
    )
    return replace(first, **changes)


def resolution(place: Place | None = IDLIB, toponym: str = "Idlib") -> Resolution:
    mention = Mention(article_id="a.txt", start=12, end=17, toponym=toponym, role=Role.LOCATIVE)
    if place is None:
        return Resolution(mention=mention, place=None)
    return Resolution(mention=mention, place=place, confidence=0.98765, precision=Precision.TOWN)


def written(rows, columns, form) -> str:
    stream = io.StringIO(newline="")
    write_rows(rows, columns, form, stream)
    return stream.getvalue()


def test_a_mention_row_has_the_columns_and_values_promised():
    assert mention_row(resolution(), ARTICLE) == {
        "article_id": "a.txt",
        "published": "2024-12-03",
        "start": 12,
        "end": 17,
        "toponym": "Idlib",
        "role": "locative",
        "place_id": "gn:169389",
        "name": "Idlib",
        "lon": 36.6339,
        "lat": 35.9306,
        "feature_code": "PPLA",
        "country": "SY",
        "precision": "town",
        "radius_km": None,
        "confidence": 0.988,
    }
    unresolved = mention_row(resolution(None), ARTICLE)
    assert tuple(unresolved) == MENTION_COLUMNS
    assert (unresolved["place_id"], unresolved["lon"], unresolved["precision"]) == (None, None, "unknown")


def test_an_event_row_has_the_columns_and_values_promised():
    other = Provenance(article_id="a.txt", start=20, end=30, sentence="Idlib fell.")
    row = event_row(event(more=(other,), agrees=("e2",), claimant="SYR-OPP", status=Status.CLAIMED))
    assert tuple(row) == EVENT_COLUMNS
    assert row["place"] == "city of Idlib"
    assert row["place_name"] == "Idlib"
    assert (row["day_from"], row["day_to"]) == ("2024-12-01", "2024-12-02")
    assert row["more"] == [{"article_id": "a.txt", "start": 20, "end": 30, "sentence": "Idlib fell."}]
    assert (row["agrees"], row["disagrees"]) == (["e2"], [])


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")) | st.sampled_from(HOSTILE)
days = st.dates(date(2011, 1, 1), date(2030, 1, 1))


@st.composite
def events(draw) -> Event:
    first, last = sorted((draw(days), draw(days)))
    words_of = {name: draw(words) for name in ("place_words", "actor", "opponent", "claimant", "article", "sentence")}
    at = draw(st.none() | st.builds(LonLat, st.floats(-180, 180).map(lambda x: round(x, 5)), st.just(-35.5)))
    return event(
        id=draw(words.filter(str.strip)),
        action=draw(st.sampled_from(Action)),
        actor=words_of["actor"].strip() or None,
        opponent=words_of["opponent"].strip() or None,
        claimant=words_of["claimant"].strip() or None,
        place_words=words_of["place_words"].strip() or "x",
        place=Place(id="own:1", name="= Hama", at=at) if at else None,
        extent=draw(st.sampled_from(Extent)),
        status=draw(st.sampled_from(Status)),
        day_from=first,
        day_to=last,
        provenance=Provenance(article_id=words_of["article"] or "x", start=3, end=9, sentence=words_of["sentence"]),
        more=(Provenance(article_id="=a", start=1, end=2, sentence=words_of["sentence"]),),
        agrees=tuple(draw(st.lists(words))),
    )


@pytest.mark.parametrize("form", [Format.JSONL, Format.CSV])
@given(events())
def test_events_come_back_as_they_went(tmp_path_factory, form, one):
    path = tmp_path_factory.mktemp("events") / f"events.{form}"
    path.write_text(written([event_row(one)], EVENT_COLUMNS, form), encoding="utf-8", newline="")
    assert [event_row(e) for e in read_events(path)] == [event_row(one)]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_commands_a_terminal_or_breaks_a_line_of_json(text):
    rows = [mention_row(resolution(toponym=text), ARTICLE)]
    assert len(written(rows, MENTION_COLUMNS, Format.JSONL).splitlines()) == 1
    geojson = written(rows, MENTION_COLUMNS, Format.GEOJSON)
    assert len(geojson.splitlines()) == 3
    assert "\x1b" not in geojson


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_a_spreadsheet_is_a_formula(text):
    output = written([event_row(event(place_words=text))], EVENT_COLUMNS, Format.CSV)
    (row,) = csv.DictReader(io.StringIO(output, newline=""))
    assert not row["place"].startswith(("=", "+", "-", "@", "\t", "\r", "＝"))


def test_geojson_opens_in_a_gis_with_rows_off_the_map_kept(tmp_path):
    path = tmp_path / "places.geojson"
    rows = [mention_row(resolution(), ARTICLE), mention_row(resolution(None), ARTICLE)]
    path.write_text(written(rows, MENTION_COLUMNS, Format.GEOJSON), encoding="utf-8")
    frame = gpd.read_file(path)
    assert list(frame["toponym"]) == ["Idlib", "Idlib"]
    assert str(frame.crs) == "EPSG:4326"
    assert frame.geometry[0].coords[0] == (36.6339, 35.9306)
    kinds = {column: frame[column].dtype.kind for column in ("published", "start", "confidence")}
    assert kinds == {"published": "M", "start": "i", "confidence": "f"}
    assert frame.geometry[1] is None


def test_no_rows_are_still_a_file():
    assert written([], EVENT_COLUMNS, Format.JSONL) == ""
    assert written([], EVENT_COLUMNS, Format.CSV) == ",".join(EVENT_COLUMNS) + "\n"
    assert json.loads(written([], EVENT_COLUMNS, Format.GEOJSON)) == {"type": "FeatureCollection", "features": []}


def test_an_edited_spreadsheet_comes_back(tmp_path):
    path = tmp_path / "events.csv"
    path.write_bytes(
        b"\xef\xbb\xbfaction;place;lon;lat;day_from;actor;my note\r\ncapture;'=Tal;36,5;35;2024-12-01;SYR-OPP;x\r\n"
    )
    with pytest.raises(EventError, match=r"events.csv:2: lon '36,5' is no number; write degrees like 36.63"):
        read_events(path)
    path.write_bytes(path.read_bytes().replace(b"36,5", b"36.5") + b";;;;;;\r\n")
    (one,) = read_events(path)
    assert one.place == Place(id="own:=Tal@36.5,35", name="=Tal", at=LonLat(36.5, 35), source="events file")
    assert (one.day_from, one.day_to, one.day_precision) == (date(2024, 12, 1), date(2024, 12, 1), DayPrecision.DAY)
    assert one.provenance.article_id == "events.csv"
    assert read_events(path) == (one,)


class Places:
    def get(self, place_id):
        return IDLIB if place_id == IDLIB.id else None

    def lookup(self, name):
        return [Resolution(mention=resolution().mention, place=IDLIB)] if name.lower() == "idlib" else []


def test_a_place_is_found_by_its_id_or_by_its_name_and_nearness(tmp_path):
    path = tmp_path / "events.csv"
    rows = ["hold,,gn:169389,,", "clash,X,gn:169389,36.66,35.93", "clash,idlib,,36.65,35.95", "clash,idlib,,36.9,35.9"]
    path.write_text("\n".join(["action,place,place_id,lon,lat", *rows]))
    assert [event.place and event.place.id for event in read_events(path, Places())] == [
        *[IDLIB.id] * 3,
        "own:idlib@36.9,35.9",
    ]
    path.write_text("action,place,place_id,lon,lat\nclash,X,gn:169389,37.9,35.9\n")
    with pytest.raises(EventError, match=r":2: place_id 'gn:169389' is 'Idlib', 114 km from 37.9, 35.9; empty it or"):
        read_events(path, Places())


HEADER = "event_id,action,place,place_id,lon,lat,extent,day_from,day_to,start,more\n"
BAD_ROWS = [
    pytest.param("1,seize,,,,,,,,,", "action 'seize' is none of capture, withdraw,", id="action"),
    pytest.param("1,,Hama,,,,,,,,", "no action; write one of capture,", id="no action"),
    pytest.param("1,capture,Hama,,236.7,35,,,,,", "lies off the globe: 236.7, 35.0", id="off the globe"),
    pytest.param("1,capture,Hama,,nan,35,,,,,", "lies off the globe", id="not a number"),
    pytest.param("1,capture,Hama,,36.7,,,,,,", "lat is missing; give both or neither", id="half a point"),
    pytest.param("1,capture,,,36.7,35,,,,,", "a point without a name; fill in place", id="no name"),
    pytest.param("1,capture,Hama,gn:1,,,,,,,", "place_id 'gn:1' is in no gazetteer; give its lon and lat", id="id"),
    pytest.param("1,capture,Hama,,,,most,,,,", "extent 'most' is none of full, partial", id="extent"),
    pytest.param(
        "1,capture,Hama,,,,,2024-02-30,,,", "day_from '2024-02-30' is no day; write it like", id="no such day"
    ),
    pytest.param("1,capture,Hama,,,,,20241203,,,", "day_from '20241203' is no day", id="day form"),
    pytest.param("1,capture,Hama,,,,,2024-12-03,2024-12-01,,", "is after day_to 2024-12-01", id="days reversed"),
    pytest.param("1,capture,Hama,,,,,,,-1,", "start '-1' is no count of characters", id="start"),
    pytest.param("1,capture,Hama,,,,,,,,[", "more '[' is no JSON list", id="list"),
    pytest.param("1,capture,Hama,,,,,,,,[1]", "more must be a list of objects", id="list of numbers"),
    pytest.param("1,capture,Hama", "3 cells where the header has 11", id="cells"),
    pytest.param(
        "0,capture,Hama,,,,,,,,", "the event_id '0' is that of line 2 already; change or empty it", id="twice"
    ),
]


@pytest.mark.parametrize(("row", "says"), BAD_ROWS)
def test_a_wrong_row_is_named_with_its_line(tmp_path, row, says):
    path = tmp_path / "events.csv"
    path.write_text(HEADER + '0,capture,"Ha\nma",,,,,,,,\n' + row + "\n")
    with pytest.raises(EventError) as caught:
        read_events(path)
    assert str(caught.value).startswith(f"{path}:4: ")
    assert says in str(caught.value)


BAD_FILES = [
    pytest.param("events.csv", b"", "the file is empty", id="empty"),
    pytest.param("events.csv", b"acton,place\nhold,Hama\n", ":1: no column 'action'; the columns", id="header"),
    pytest.param("events.csv", b"action,place,place\n", ":1: the column 'place' is there twice", id="column twice"),
    pytest.param("events.csv", b"action\nho\xffld\n", ":2: byte 0xff is not UTF-8", id="encoding"),
    pytest.param("events.csv", b"action\nho\0ld\n", "NUL", id="NUL"),
    pytest.param("events.csv", b'action\n"hold', ":2: not CSV", id="quote"),
    pytest.param("events.jsonl", b'{"action": "hold"}\n{"action":\n', ":2: not JSON", id="JSON"),
    pytest.param("events.jsonl", b"[1]\n", ":1: an event is an object", id="list"),
    pytest.param("events.jsonl", b'{"action": "hold", "lon": [1]}\n', ":1: lon is [1], and must be", id="lon"),
    pytest.param("events.xlsx", b"PK", "events are read from .csv and .jsonl files", id="type"),
]


@pytest.mark.parametrize(("name", "data", "says"), BAD_FILES)
def test_a_wrong_file_is_named(tmp_path, name, data, says):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(EventError, match="events") as caught:
        read_events(tmp_path / name)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    with pytest.raises(EventError):
        read_events(tmp_path / f"no.{name}")


def table(write, rows, width=None) -> list[str]:
    stream = io.StringIO()
    write(rows, stream, width)
    return stream.getvalue().splitlines()


def test_the_table_of_mentions_reads_well_and_fits_a_terminal():
    long = replace(IDLIB, name="إدلب " * 10)
    named = ((IDLIB, "Idlib"), (None, "北京\x1b[31m"), (long, "إدلب"))
    rows = [mention_row(resolution(place, toponym), ARTICLE) for place, toponym in named]
    plain = table(write_mention_table, rows)
    assert plain[:4] == [
        "a.txt  2024-12-03",
        "  NAME                ROLE        PLACE                    LAT, LON        SURE",
        "  Idlib               locative    Idlib, SY                35.931, 36.634  0.99",
        "  北京\\x1b[31m        locative    - (not known)",
    ]
    assert long.name.strip() in plain[4]
    fitted = table(write_mention_table, rows, 80)
    assert all(wcswidth(line) <= 80 for line in fitted)
    assert "…" in fitted[4]
    assert "\u2068" in fitted[4]
    assert fitted[4].count("\u2068") == fitted[4].count("\u2069")
    for width in (40, 60, 132):
        lines = table(write_mention_table, rows, width)
        assert all(wcswidth(line) <= width for line in lines)
    wide = table(write_mention_table, rows, 132)
    assert wide[2].index("Idlib, SY") > fitted[2].index("Idlib, SY")


def test_the_table_says_why_a_mention_has_no_place_and_never_that_there_is_no_doubt():
    thought = replace(resolution(None), confidence=0.361)
    inside = replace(resolution(None), mention=replace(resolution().mention, role=Role.EMBEDDED))
    rows = [
        mention_row(found, ARTICLE)
        for found in (resolution(None), thought, inside, replace(resolution(), confidence=1.0))
    ]
    ends = [line[34:].split(maxsplit=1)[-1] for line in table(write_mention_table, rows, 80)[2:]]
    assert ends[:1] == ["(not known)"]
    assert ends[1].split() == ["(not", "sure)", "0.36"]
    assert ends[2] == "(inside another name)"
    assert ends[3].endswith(">.99")


def test_a_long_name_of_an_article_keeps_its_end_and_its_day():
    name = "reports/" + "a-very-long-name-" * 9 + "north.txt"
    found = replace(resolution(), mention=replace(resolution().mention, article_id=name))
    head = table(write_mention_table, [mention_row(found, ARTICLE)], 80)[0]
    assert wcswidth(head) <= 80
    assert head.startswith("reports/a-very")
    assert head.endswith("north.txt  2024-12-03")


def test_the_table_of_events_shows_who_and_the_whole_sentence():
    told = replace(event().provenance, sentence="Rebels " + "took it " * 20 + "\u202eIdlib.\n")
    rows = [event_row(event(provenance=told)), event_row(event(place=None, day_from=None, day_to=None, actor=None))]
    plain = table(write_event_table, rows)
    assert plain[2:] == [
        "  2024-12-01 to 2024-12-02 capture   Idlib                 reported",
        f"      SYR-OPP against SYR-GOV [{rows[0]['event_id']}]",
        "      Rebels " + "took it " * 20 + "\\u202eIdlib.",
        "  ?                        capture   city of Idlib         reported",
        f"      nobody named against SYR-GOV (not on the map) [{rows[1]['event_id']}]",
        "      Rebels took Idlib.",
    ]
    fitted = table(write_event_table, rows, 80)
    assert all(len(line) <= 80 for line in fitted)
    assert " ".join(line.strip() for line in fitted).count("took it") == 20


def test_events_of_one_sentence_stand_over_it_together():
    rows = [event_row(event(actor=actor)) for actor in ("HTS", "SNA")]
    lines = [line.strip() for line in table(write_event_table, rows)[2:]]
    assert lines[1:4:2] == [f"{actor} against SYR-GOV [{rows[0]['event_id']}]" for actor in ("HTS", "SNA")]
    assert lines[4:] == ["Rebels took Idlib."]
