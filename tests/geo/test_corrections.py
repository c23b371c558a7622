"""What people put right takes effect, says who and why, and is refused where it cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from geo.corrections import corrected_events, corrected_place, read_corrections, unused
from geo.errors import CorrectionError
from geo.gazetteer import read_gazetteer
from geo.model import Action, DayPrecision, Event, LonLat, Place, Precision, Provenance, Status

HEADER = "event_id,place_id,field,value,reason,by,day\n"
WHY = "misread,A. Editor,2024-12-10"
IDLIB = Place(id="gn:169389", name="Idlib", at=LonLat(36.6339, 35.9306), country="SY")
EVENT = Event(
    id="e1",
    action=Action.CAPTURE,
    actor="HTS",
    opponent="SYR-GOV",
    place_words="Idlib",
    place=IDLIB,
    place_precision=Precision.TOWN,
    radius_km=4.0,
    day_from=date(2024, 12, 2),
    day_to=date(2024, 12, 3),
    day_precision=DayPrecision.DAYS,
    provenance=Provenance(article_id="a", start=0, end=5, sentence="=Rebels took Idlib.", source="S", title="T"),
)


@pytest.fixture
def after(tmp_path):
    """Return what becomes of the event under rows of a corrections file."""

    def read(*rows: str) -> tuple[Event, ...]:
        path = tmp_path / "corrections.csv"
        path.write_text(HEADER + "".join(f"{row},{WHY}\n" for row in rows))
        return tuple(corrected_events([EVENT], read_corrections(path), read_gazetteer()))

    return read


def test_an_event_keeps_its_id_and_source_and_says_what_was_put_right(after):
    (event,) = after("e1,,actor,SYR-OPP", "e1,,status,planned", "e1,,opponent,")
    assert (event.id, event.actor, event.opponent, event.status) == ("e1", "SYR-OPP", None, Status.PLANNED)
    assert (event.place, event.radius_km, event.provenance) == (EVENT.place, EVENT.radius_km, EVENT.provenance)
    assert not event.effective
    assert event.corrected == (
        "actor: HTS → SYR-OPP (A. Editor, 2024-12-10: misread)",
        "status: reported → planned (A. Editor, 2024-12-10: misread)",
        "opponent: SYR-GOV → none (A. Editor, 2024-12-10: misread)",
    )


def test_an_event_whose_action_is_made_empty_is_none(after):
    assert after("e1,,action,") == ()


def test_events_that_no_row_names_stay_as_they_are(after):
    assert after("e2,,actor,ISIS") == (EVENT,)


def test_a_corrected_day_has_its_precision(after):
    (event,) = after("e1,,day_from,2024-12-03")
    assert (event.day_from, event.day_to, event.day_precision) == (
        date(2024, 12, 3),
        date(2024, 12, 3),
        DayPrecision.DAY,
    )


def test_another_place_is_taken_from_the_gazetteer_or_by_its_point(after):
    (event,) = after("e1,,place_id,gn:170017")
    assert (event.place.name, event.radius_km, event.place_words) == ("Hama", None, "Idlib")
    (event,) = after("e1,,lon,36.0", "e1,,lat,35.5")
    assert event.place.at == (36.0, 35.5)
    (event,) = after("e1,,place_id,")
    assert event.place is None


def test_a_place_put_right_is_so_wherever_it_stands(after, tmp_path):
    (event,) = after(",gn:169389,lat,35.94", ",gn:169389,name,Edlib")
    assert event.place == replace(IDLIB, name="Edlib", at=LonLat(36.6339, 35.94))
    assert event.corrected[0] == "lat: 35.9306 → 35.94 (A. Editor, 2024-12-10: misread)"
    rows = read_corrections(tmp_path / "corrections.csv")
    assert corrected_place(IDLIB, rows) == event.place
    assert corrected_place(replace(IDLIB, id="own:x"), rows).name == "Idlib"


def test_a_row_of_an_event_that_is_not_there_is_known(tmp_path):
    path = tmp_path / "c.csv"
    path.write_text(HEADER + f"e1,,actor,HTS,{WHY}\n\ne9,,actor,HTS,{WHY}\n")
    (left,) = unused(read_corrections(path), [EVENT])
    assert (left.event_id, left.where) == ("e9", f"{path}:4")


BAD = [
    pytest.param("e1,gn:1,actor,HTS,misread,A,2024-12-10", "one of event_id and place_id", id="event and place"),
    pytest.param(",,actor,HTS,misread,A,2024-12-10", "one of event_id and place_id", id="neither"),
    pytest.param("e1,,actr,HTS,misread,A,2024-12-10", "field 'actr' is none of action, actor", id="field"),
    pytest.param(",gn:1,actor,HTS,misread,A,2024-12-10", "field 'actor' is none of name, lon, lat", id="place field"),
    pytest.param("e1,,actor,HTS,,A,2024-12-10", "no reason", id="reason"),
    pytest.param("e1,,actor,HTS,misread,,2024-12-10", "no by", id="by"),
    pytest.param("e1,,actor,HTS,misread,A,2024-02-30", "day '2024-02-30' is no day", id="day"),
    pytest.param(",gn:1,lon,,misread,A,2024-12-10", "give the lon of the place", id="no value"),
    pytest.param("e1,,actor,ISIS,again,A,2024-12-10", ":3: line 2 corrects actor of the same", id="twice"),
    pytest.param("e1,,status,maybe,misread,A,2024-12-10", ":3: status 'maybe' is none of reported", id="status"),
    pytest.param("e1,,day_to,2024-11-01,misread,A,2024-12-10", "is after day_to", id="days in disorder"),
    pytest.param("e1,,place_id,gn:999999999,misread,A,2024-12-10", "is in no gazetteer", id="no such place"),
    pytest.param(",gn:169389,lat,95,misread,A,2024-12-10", "off the globe", id="globe"),
    pytest.param(",gn:169389,lat,x,misread,A,2024-12-10", "lat 'x' cannot be", id="number"),
]


@pytest.mark.parametrize(("row", "says"), BAD)
def test_a_wrong_row_is_named_with_its_line(tmp_path, row, says):
    path = tmp_path / "c.csv"
    path.write_text(HEADER + f"e1,,actor,HTS,{WHY}\n{row}\n")
    with pytest.raises(CorrectionError) as caught:
        tuple(corrected_events([EVENT], read_corrections(path), read_gazetteer()))
    assert says in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
