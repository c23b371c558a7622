"""Events of whole texts: cases are data (tests/cases/events/*.toml), anybody can add one.

A case names its text, `published`, the `country` its `places` lie in (a name ending in province, region ... is an area)
and its `events`; of an event only the fields given are compared: `day`, or `from` and `to`, `undated`, `unresolved`.
`optional` events may be found or not, all others must be; no further event may be found. `xfail` tells why one fails.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geo.actors import Actors, read_actors
from geo.events import find_events
from geo.language import Language, load_language
from geo.model import Article, Event, FeatureClass, LonLat, Mention, Place, Precision, Resolution

CASES = Path(__file__).parent.parent / "cases" / "events"
AREA_WORDS = ("province", "governorate", "region", "state", "oblast")


def _cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.toml")):
        for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], 1):
            marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
            found.append(pytest.param(case, id=f"{path.stem}-{number}: {case['why']}", marks=marks))
    return found


@pytest.fixture(scope="module")
def actors() -> Actors:
    return read_actors()


@pytest.fixture(scope="module")
def language() -> Language:
    return load_language()


def resolutions(text: str, names: list[str], country: str) -> tuple[Resolution, ...]:
    """Return a resolution for every occurrence of the names, the longest first."""
    found: dict[tuple[int, int], Resolution] = {}
    for number, name in enumerate(sorted(names, key=len, reverse=True)):
        area = name.lower().endswith(AREA_WORDS)
        place = Place(
            id=f"test:{name}",
            name=name,
            at=LonLat(10.0 + number, 20.0),
            feature_class=FeatureClass.ADMIN if area else FeatureClass.POPULATED,
            feature_code="ADM1" if area else "PPL",
            country=country,
        )
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            if all(match.end() <= start or end <= match.start() for start, end in found):
                mention = Mention(article_id="case", start=match.start(), end=match.end(), toponym=name)
                found[match.span()] = Resolution(mention=mention, place=place, confidence=1.0, precision=Precision.TOWN)
    return tuple(found[span] for span in sorted(found))


def read(case: dict[str, Any], actors: Actors, language: Language) -> tuple[Event, ...]:
    article = Article(id="case", text=case["text"], published=case.get("published"))
    return find_events(article, resolutions(case["text"], case["places"], case["country"]), actors, language)


def says(event: Event, wanted: dict[str, Any]) -> bool:
    """Say whether an event is the wanted one, by the fields that the case gives."""
    found: dict[str, Any] = {
        "action": event.action.value,
        "actor": event.actor,
        "opponent": event.opponent,
        "place": event.place_words,
        "extent": event.extent.value,
        "status": event.status.value,
        "claimant": event.claimant,
        "from": event.day_from,
        "to": event.day_to,
        "undated": event.day_from is None and event.day_to is None,
        "unresolved": event.place is None,
    }
    days: dict[str, date] = {"from": wanted["day"], "to": wanted["day"]} if "day" in wanted else {}
    asked = {key: value for key, value in wanted.items() if key not in {"day", "optional"}} | days
    return all(found[key] == value for key, value in asked.items())


@pytest.mark.parametrize("case", _cases())
def test_events_of_a_text(case: dict[str, Any], actors: Actors, language: Language) -> None:
    left = list(read(case, actors, language))
    missing = []
    for wanted in case["events"]:
        hit = next((event for event in left if says(event, wanted)), None)
        if hit is not None:
            left.remove(hit)
        elif not wanted.get("optional"):
            missing.append(wanted)
    told = [
        (
            e.action.value,
            e.actor,
            e.opponent,
            e.place_words,
            e.extent.value,
            e.status.value,
            e.claimant,
            str(e.day_from),
            str(e.day_to),
        )
        for e in left
    ]
    assert not missing, f"{case['why']}: not found {missing}; found instead {told}"
    assert not told, f"{case['why']}: found beyond {told}"
