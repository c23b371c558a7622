"""Control follows from a baseline and events by stated rules, whatever the order in which they are told."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.model import Action, Event, Extent, Status
from maps.control import Control, control_on, timeline
from maps.rules import DEFAULT, Rules
from maps.schema import PlaceState
from tests.maps.builders import CASES, START, actors, event, place, province, row, units

ACTORS = actors()
NAMES = {"from": "day_from", "precision": "place_precision"}
ONE_PLACE = tomllib.loads((CASES / "one_place.toml").read_text(encoding="utf-8"))["case"]


def _event(fields: dict[str, Any]) -> Event:
    given_fields = {NAMES.get(name, name): value for name, value in fields.items() if name != "undated"}
    made = event(given_fields.pop("action"), given_fields.pop("actor", None), **given_fields)
    if fields.get("undated"):
        return Event(**{**{name: getattr(made, name) for name in Event.__slots__}, "day_from": None})
    return made


@pytest.mark.parametrize("case", ONE_PLACE, ids=lambda case: case["why"])
def test_one_place(case):
    baseline = [row(place(), case["holder"])] if "holder" in case else []
    told = [_event(e) for e in case["events"]]
    rules = (
        Rules(**{name: name in case["rules"] for name in ("acled", "wikipedia", "isw")}) if "rules" in case else DEFAULT
    )
    found = timeline(baseline, told, ACTORS, rules=rules).on(case.get("day", date(2024, 3, 10)))
    assert len(found) == 1
    wanted = {"actor": None, "rival": None, "besieged": False, **case["expect"]}
    assert {name: getattr(found[0], name) for name in wanted} == wanted


def test_the_events_that_made_the_state_are_named():
    taken = event("capture", "RED")
    kept = event("hold", "RED", day=date(2024, 3, 7))
    (found,) = control_on([row(place(), "BLU")], [taken, kept], ACTORS, date(2024, 3, 10))
    assert found.event_ids == (taken.id, kept.id)


def test_a_place_counts_more_with_reports_of_its_own():
    weights = {
        "none": control_on([row(place(), "BLU")], [], ACTORS, date(2024, 3, 10))[0].weight,
        "claim": _after("capture", "RED", status=Status.CLAIMED, claimant="RED").weight,
        "report": _after("capture", "RED").weight,
        "siege": _after("besiege", "RED", status=Status.CLAIMED, claimant="RED").weight,
    }
    assert weights["none"] == 1 < weights["claim"] < weights["report"]
    assert weights["report"] == weights["siege"] == 4


def _after(action: str, actor: str, **more: Any) -> Control:
    return control_on([row(place(), "BLU")], [event(action, actor, **more)], ACTORS, date(2024, 3, 10))[0]


def test_ground_lost_nearby_makes_old_knowledge_less_sure_and_weigh_less():
    near, far = place("Near", 37.05, 35.0), place("Far", 38.0, 35.0)
    baseline = [row(place(), "BLU"), row(near, "BLU"), row(far, "BLU")]
    before = {c.place.name: c for c in control_on(baseline, [], ACTORS, date(2024, 3, 10))}
    after = {c.place.name: c for c in control_on(baseline, [event("capture", "RED")], ACTORS, date(2024, 3, 10))}
    assert after["Near"].confidence < before["Near"].confidence
    assert after["Near"].weight < before["Near"].weight
    assert (after["Far"].confidence, after["Far"].weight) == (before["Far"].confidence, before["Far"].weight)


def test_until_an_event_is_over_the_old_holder_stands_less_surely():
    baseline = [row(place(), "BLU")]
    slow = [event("capture", "RED", day_from=date(2024, 3, 5), day=date(2024, 3, 8))]
    days = [control_on(baseline, slow, ACTORS, date(2024, 3, d))[0] for d in (4, 5, 7, 8)]
    assert [c.actor for c in days] == ["BLU", "BLU", "BLU", "RED"]
    assert days[0].confidence > days[1].confidence == days[2].confidence


WEST, EAST = province("West", 36.5, 34.5), province("East", 37.5, 34.5)
REGION = units({"West": shapely.box(36, 34, 37, 36), "East": shapely.box(37, 34, 38, 36)})
TOWNS = {name: place(name, lon, 35.0) for name, lon in (("A", 36.2), ("B", 36.6), ("C", 37.4))}
HELD = [row(TOWNS["A"], "BLU"), row(TOWNS["B"], "GRN"), row(TOWNS["C"], "BLU")]


def _holders(*events: Event) -> dict[str, str | None]:
    found = timeline(HELD, events, ACTORS, region=REGION).on(date(2024, 3, 10))
    return {c.place.name: c.actor for c in found}


def test_a_whole_area_taken_takes_the_places_inside():
    assert _holders(event("capture", "RED", WEST)) == {"A": "RED", "B": "RED", "C": "BLU"}


def test_an_area_taken_from_one_side_leaves_the_others():
    assert _holders(event("capture", "RED", WEST, opponent="BLU")) == {"A": "RED", "B": "GRN", "C": "BLU"}


def test_most_of_an_area_overrides_nothing_known():
    assert _holders(event("capture", "RED", WEST, extent=Extent.PARTIAL)) == {"A": "BLU", "B": "GRN", "C": "BLU"}


def test_what_is_said_of_the_town_beats_what_is_said_of_its_area():
    assert _holders(event("capture", "RED", WEST), event("hold", "BLU", TOWNS["A"]))["A"] == "BLU"


def test_leaving_an_area_leaves_the_leavers_places():
    assert _holders(event("withdraw", "BLU", WEST)) == {"A": None, "B": "GRN", "C": "BLU"}


def test_a_statement_about_an_area_weighs_no_more_than_a_baseline():
    found = timeline(HELD, [event("capture", "RED", WEST)], ACTORS, region=REGION).on(date(2024, 3, 10))
    assert {c.weight for c in found if c.actor == "RED"} == {1.0}


days = st.integers(0, 20).map(lambda n: START + timedelta(days=n))
towns = st.sampled_from([place("A", 36.2), place("B", 36.25), place("C", 37.4), WEST])
codes = st.sampled_from([None, "RED", "PINK", "BLU", "GRN", "OLD", "the Lions"])


@st.composite
def events(draw: st.DrawFn) -> Event:
    first, last = sorted([draw(days), draw(days)])
    return event(
        draw(st.sampled_from(Action)),
        draw(codes),
        draw(towns),
        last,
        day_from=draw(st.sampled_from([first, last])),
        published=draw(days),
        opponent=draw(codes),
        extent=draw(st.sampled_from(Extent)),
        status=draw(st.sampled_from(Status)),
        claimant=draw(codes),
        source=draw(st.sampled_from(["A", "B", "C"])),
        sentence=draw(st.sampled_from(["", "It happened.", "They broke the siege."])),
    )


many = st.lists(events(), max_size=12)


by_rules = st.builds(Rules, acled=st.booleans(), wikipedia=st.booleans(), isw=st.booleans())


def _on(told: list[Event], day: date, known_by: date | None = None, rules: Rules = DEFAULT) -> tuple[Control, ...]:
    return timeline(HELD, told, ACTORS, region=REGION, known_by=known_by, rules=rules).on(day)


@given(many, days, st.randoms(use_true_random=False), by_rules)
def test_the_order_of_telling_never_matters(told, day, random, rules):
    shuffled = random.sample(told, len(told))
    assert _on(told, day, rules=rules) == _on(shuffled + told[:2], day, rules=rules)


@given(many, days, by_rules)
def test_a_day_uses_nothing_that_happens_later(told, day, rules):
    until = [e for e in told if e.day_from <= day]
    assert _on(told, day, rules=rules) == _on(until, day, rules=rules)


@given(many, days, days, by_rules)
def test_known_by_uses_no_later_article(told, day, known_by, rules):
    known = [e for e in told if e.provenance.published <= known_by]
    assert _on(told, day, known_by, rules) == _on(known, day, rules=rules)


@given(days, by_rules)
def test_without_events_the_baseline_stands(day, rules):
    found = _on([], day, rules=rules)
    assert [(c.place, c.actor, c.since) for c in found] == [(r.place, r.actor, r.day) for r in HELD]


@given(many, st.sampled_from(["A", "B", "C"]), by_rules)
def test_a_confirmation_never_lowers_confidence(told, source, rules):
    last = START + timedelta(days=21)
    before = {c.place.id: c for c in _on(told, last, rules=rules)}
    held = [c for c in before.values() if c.state is PlaceState.HELD]
    more = [event("hold", c.actor, c.place, last, source=source, status=Status.CONFIRMED, claimant="BLU") for c in held]
    after = {c.place.id: c for c in _on([*told, *more], last, rules=rules)}
    assert all(after[c.place.id].confidence >= c.confidence for c in held)
    assert all(after[c.place.id].actor == c.actor for c in held)


@given(many, by_rules)
def test_every_day_with_a_change_is_listed(told, rules):
    through = timeline(HELD, told, ACTORS, region=REGION, rules=rules)
    every = [START + timedelta(days=n) for n in range(25)]
    changed = [b for a, b in pairwise(every) if through.on(a) != through.on(b)]
    assert set(changed) <= set(through.days)


def test_a_city_taken_takes_its_quarters_from_the_loser_alone():
    city = place("City", population=500_000)
    ours, theirs = place("Ours", 37.03, feature_code="PPLX"), place("Theirs", 37.05, feature_code="PPLX")
    village = place("Village", 37.04)
    baseline = [row(city, "BLU"), row(ours, "BLU"), row(theirs, "OLD"), row(village, "BLU")]
    found = control_on(baseline, [event("capture", "RED", city)], ACTORS, date(2024, 3, 10))
    assert {c.place.name: c.actor for c in found} == {"City": "RED", "Ours": "RED", "Theirs": "OLD", "Village": "BLU"}


def test_a_quarter_taken_is_not_its_city():
    city, quarter = place("City", population=500_000), place("Quarter", 37.03, feature_code="PPLX")
    found = control_on([row(city, "BLU"), row(quarter, "BLU")], [event("capture", "RED", quarter)], ACTORS, START)
    assert {c.actor for c in found} == {"BLU"}
    found = control_on([row(city, "BLU")], [event("capture", "RED", quarter)], ACTORS, date(2024, 3, 10))
    assert {c.place.name: c.actor for c in found} == {"City": "BLU", "Quarter": "RED"}


def test_most_of_a_city_taken_while_its_holder_leaves_takes_the_quarters():
    city, quarter = place("City", population=500_000), place("Quarter", 37.03, feature_code="PPLX")
    baseline = [row(city, "BLU"), row(quarter, "BLU")]
    most = event("capture", "RED", city, extent=Extent.PARTIAL)
    found = control_on(baseline, [most], ACTORS, date(2024, 3, 10))
    assert {c.place.name: c.actor for c in found} == {"City": "BLU", "Quarter": "BLU"}
    found = control_on(baseline, [most, event("withdraw", "BLU", city)], ACTORS, date(2024, 3, 10))
    assert {c.place.name: c.actor for c in found} == {"City": "RED", "Quarter": "RED"}


AROUND = [place(f"Around {n}", 37 + dx, 35 + dy) for n, (dx, dy) in enumerate([(0.1, 0), (-0.1, 0.05), (-0.1, -0.05)])]


def _amid(*more: Event) -> Control:
    baseline = [row(at, "BLU") for at in (place(), *AROUND)]
    taken = [event("capture", "RED", at, date(2024, 3, 8)) for at in AROUND]
    found = control_on(baseline, [*taken, *more], ACTORS, date(2024, 3, 10))
    return next(c for c in found if c.place == place())


def test_what_was_known_of_a_place_fades_amid_ground_its_enemies_took_since():
    assert _amid().weight < 0.05
    assert _amid(event("hold", "BLU", day=date(2024, 3, 5))).weight < 0.05


def test_word_since_then_or_a_siege_keeps_an_enclave():
    assert _amid(event("hold", "BLU", day=date(2024, 3, 9))).weight == 4
    assert _amid(event("besiege", "RED", day=date(2024, 3, 5))).weight == 4


def test_beside_ground_taken_a_place_counts_for_more_than_amid_it():
    baseline = [row(at, "BLU") for at in (place(), *AROUND)]
    taken = [event("capture", "RED", at, date(2024, 3, 8)) for at in AROUND[1:]]
    found = control_on(baseline, taken, ACTORS, date(2024, 3, 10))
    assert next(c.weight for c in found if c.place == place()) == 0.5
