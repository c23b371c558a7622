"""Small made-up articles with their mentions, for the reader view."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from geo.model import (
    Action,
    Article,
    Candidate,
    Event,
    FeatureClass,
    LonLat,
    Match,
    Mention,
    Place,
    Precision,
    Provenance,
    Resolution,
    Role,
)
from geo.pipeline import Reading

HAMA = Place(id="gn:170017", name="Hama", at=LonLat(36.7578, 35.1318), country="SY", admin1="10", population=460_602)
HAMA_TEXAS = Place(id="gn:1", name="Hama", at=LonLat(-97.5, 31.2), country="US", admin1="TX")
HOMS = Place(id="gn:169577", name="Homs", at=LonLat(36.7234, 34.7268), country="SY", admin1="11")
ALEPPO = Place(id="gn:170063", name="Aleppo", at=LonLat(37.1612, 36.2012), country="SY", admin1="09")
SYRIA = Place(
    id="gn:163843",
    name="Syria",
    at=LonLat(38.0, 35.0),
    feature_class=FeatureClass.ADMIN,
    feature_code="PCLI",
    country="SY",
)
STORY = (
    "Fighters took Hama \U0001f600\U0001f600 on Thursday, the Syrian army said.\n\n"
    "Troops left for Homs. The village of Khirbet is quiet. The University of Aleppo closed. Hama fell silent."
)


def article(text: str = STORY, **given: Any) -> Article:
    """Return an article of 5 December."""
    facts: dict[str, Any] = {"id": "hama.txt", "title": "The fall of a city", "published": date(2024, 12, 5)}
    return Article(text=text, **facts | given)


def mention(of: Article, words: str, place: Place | None = None, *, nth: int = 0, **given: Any) -> Resolution:
    """Return what the nth passage of these words was taken to mean."""
    start = -1
    for _ in range(nth + 1):
        start = of.text.index(words, start + 1)
    role = given.pop("role", Role.LOCATIVE)
    span = Mention(article_id=of.id, start=start, end=start + len(words), toponym=words, role=role)
    facts: dict[str, Any] = {"place": place, "confidence": 0.98 if place else 0.0}
    if place:
        facts |= {"precision": Precision.TOWN, "reasons": (f"it bears the name {place.name}",)}
    return Resolution(mention=span, **facts | given)


def capture(of: Article, clause: str, sentence: str, place: Place, **given: Any) -> Event:
    """Return the capture that a clause reports."""
    start = of.text.index(clause)
    told = Provenance(article_id=of.id, start=start, end=start + len(clause), sentence=sentence, published=of.published)
    facts: dict[str, Any] = {
        "id": f"{of.id} {start}",
        "action": Action.CAPTURE,
        "actor": "SYR-OPP",
        "opponent": None,
        "place_words": place.name,
        "place": place,
        "place_precision": Precision.TOWN,
        "day_from": of.published,
        "day_to": of.published,
        "provenance": told,
    }
    return Event(**facts | given)


def hama() -> Reading:
    """Return an article with a mention of each kind, an event, and letters beyond U+FFFF before most of them."""
    text = article()
    sure = (Candidate(place=HAMA, match=Match.EXACT, score=9.0, reasons=("it bears the name Hama",)),)
    thought = (*sure, Candidate(place=HAMA_TEXAS, match=Match.KEY, score=2.0, reasons=("it bears a like name",)))
    resolutions = (
        mention(text, "Hama", HAMA, candidates=thought),
        mention(text, "Syrian", SYRIA, role=Role.DEMONYM, precision=Precision.AREA, radius_km=242.8),
        mention(text, "Homs", HOMS, confidence=0.8),
        mention(text, "Khirbet", candidates=thought, confidence=0.4, reasons=("it may be Hama or Hama",)),
        mention(text, "Aleppo", role=Role.EMBEDDED, reasons=("“Aleppo” is part of another name",)),
        mention(text, "Hama", HAMA, nth=1, candidates=thought, confidence=0.7),
    )
    sentence = text.text[: text.text.index("\n")]
    return Reading(text, resolutions, (capture(text, sentence[:24], sentence, HAMA),))


def plain(number: int, words: str, place: Place, day: date | None) -> Reading:
    """Return one of many short articles."""
    text = article(
        f"Report {number}: shells fell on {words}.", id=f"r{number:03}", title=f"Report {number}", published=day
    )
    return Reading(text, (mention(text, words, place),))


def many(count: int) -> list[Reading]:
    """Return articles of twenty days, each naming Hama or Homs."""
    found = []
    for n in range(count):
        words, place = ("Hama", HAMA) if n % 3 else ("Homs", HOMS)
        found.append(plain(n, words, place, date(2024, 12, 1 + n % 20)))
    return found


def renamed(place: Place, name: str) -> Place:
    """Return a place under another name."""
    return replace(place, name=name)
