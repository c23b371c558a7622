"""Made-up reports and days to measure the page with, the same every time."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate

from geo.actors import read_actors
from geo.gazetteer import read_gazetteer
from geo.model import Action, Event, FeatureClass, LonLat, Place, Precision, Provenance, Status
from maps.baseline import BaselineRow
from maps.basemap import read_basemap
from maps.page import Story
from maps.regions import read_region
from maps.schema import PlaceState
from maps.snapshot import World, snapshots

WORDS, PLACES, LONGEST = 3000, 1000, 120
ZIPF = tuple(accumulate(1 / rank for rank in range(1, WORDS + 1)))
FIRST_DAY = date(2024, 1, 1)
ACTORS = ("SYR-GOV", "HTS", "SDF", "SNA")
SLIDER_DAYS, SLIDER_PLACES = 100, 1000


def events(count: int) -> list[Event]:
    """Return made-up reports, the same every time."""
    rng = random.Random(count)  # noqa: S311  nobody's secret
    words = ["".join(rng.choices("aeioubcdfghklmnprst", k=rng.randint(3, 9))) for _ in range(WORDS)]
    places = [
        Place(
            id=f"own:{n}",
            name=rng.choice(words).title(),
            at=LonLat(rng.uniform(36.0, 40.0), rng.uniform(33.0, 36.5)),
        )
        for n in range(PLACES)
    ]
    return [_event(n, rng, words, places) for n in range(count)]


def _event(n: int, rng: random.Random, words: Sequence[str], places: Sequence[Place]) -> Event:
    day = FIRST_DAY + timedelta(days=rng.randrange(365))
    place = rng.choice(places)
    article = rng.randrange(1 + n // 5)
    return Event(
        id=f"{rng.getrandbits(64):016x}",
        action=rng.choice(list(Action)),
        actor=rng.choice(ACTORS),
        opponent=rng.choice(ACTORS),
        place_words=place.name,
        place=place,
        place_precision=Precision.TOWN,
        status=rng.choice(list(Status)),
        day_from=day,
        day_to=day,
        provenance=Provenance(
            article_id=f"{article}.txt",
            start=0,
            end=0,
            sentence=_sentence(rng, words),
            published=day,
            source=f"Agency {article % 40}",
            url=f"https://example.org/{article}",
            title=f"Report {article}",
        ),
    )


def _sentence(rng: random.Random, words: Sequence[str]) -> str:
    text = " ".join(rng.choices(words, cum_weights=ZIPF, k=24))
    return text[: rng.randint(LONGEST // 2, LONGEST - 1)] + "."


def slider_story() -> Story:
    """Return a story in which a front crosses Syria in 100 days, changing hands at every step."""
    gazetteer, region, actors = read_gazetteer(), read_region("SY"), read_actors()
    towns = sorted(gazetteer.in_country("SY", [FeatureClass.POPULATED]), key=lambda each: (-each.population, each.id))
    towns = towns[:SLIDER_PLACES]
    rows = [
        BaselineRow(place=place, state=PlaceState.HELD, actor="SYR-GOV", rival=None, day=FIRST_DAY) for place in towns
    ]
    taken = sorted(towns, key=lambda each: (each.at.lat, each.id), reverse=True)
    told = []
    for n, place in enumerate(taken[: SLIDER_DAYS * 8]):
        day = FIRST_DAY + timedelta(days=1 + n // 8)
        said = Provenance(
            article_id=f"{n // 8}.txt", start=0, end=0, sentence=f"They took {place.name}.", published=day
        )
        told.append(
            Event(
                id=f"{n:05}",
                action=Action.CAPTURE,
                actor="HTS",
                opponent="SYR-GOV",
                place_words=place.name,
                place=place,
                place_precision=Precision.TOWN,
                day_from=day,
                day_to=day,
                provenance=said,
            )
        )
    world = World(baseline=rows, events=told, actors=actors, region=region, gazetteer=gazetteer)
    drawn = tuple(snapshots(world, [FIRST_DAY + timedelta(days=n) for n in range(SLIDER_DAYS)]))
    base = read_basemap(region, gazetteer)
    return Story(title="Slider", actors=actors, snapshots=drawn, events=tuple(told), basemap=base)
