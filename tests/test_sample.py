"""What the sample articles say: who held which Syrian town between 27 November and 9 December 2024."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from geo.articles import read_articles
from geo.gazetteer import Gazetteer
from geo.model import Article, Event
from geo.paths import data_path
from geo.pipeline import Resources, read_all, read_resources
from maps.baseline import BaselineRow, read_baseline
from maps.regions import read_region
from maps.schema import PlaceState
from maps.snapshot import Snapshot, World, snapshots

LAST = date(2024, 12, 9)
BETWEEN = tuple(date(2024, 11, day) for day in (27, 28, 29, 30)) + tuple(date(2024, 12, day) for day in range(1, 9))

# Side in control on 9 December.
CHANGED = {
    "Saraqib": "SYR-OPP",
    "Anjara": "SYR-OPP",
    "Urum al-Kubra": "SYR-OPP",
    "Khan al-Assal": "SYR-OPP",
    "Aleppo": "SYR-OPP",
    "Maarrat al-Numan": "SYR-OPP",
    "Khan Shaykhun": "SYR-OPP",
    "Tel Rifaat": "TURK",
    "Safira": "SYR-OPP",
    "Hama": "SYR-OPP",
    "Salamiyah": "SYR-OPP",
    "Rastan": "SYR-OPP",
    "Talbiseh": "SYR-OPP",
    "Homs": "SYR-OPP",
    "Qusayr": "SYR-OPP",
    "Daraa": "SYR-OPP",
    "Suwayda": "SYR-OPP",
    "Quneitra": "SYR-OPP",
    "Palmyra": "SYR-OPP",
    "Deir ez-Zor": "SDF",
    "Abu Kamal": "SDF",
    "Damascus": "SYR-OPP",
    "Latakia": "SYR-OPP",
    "Tartus": "SYR-OPP",
    "Jableh": "SYR-OPP",
}
# Named in the articles, often in the same breath as a change, but nothing happened to them.
UNCHANGED = {
    "Raqqa": "SDF",
    "Tabqa": "SDF",
    "Kobani": "SDF",
    "Ain Issa": "SDF",
    "Idlib": "SYR-OPP",
    "Sarmin": "SYR-OPP",
    "Atarib": "SYR-OPP",
    "Ariha": "SYR-OPP",
    "Darat Izza": "SYR-OPP",
    "Afrin": "TURK",
    "Azaz": "TURK",
    "al-Bab": "TURK",
    "Jarabulus": "TURK",
    "Ras al-Ain": "TURK",
}
LOST_BY_OTHERS = ("Tel Rifaat", "Ain Daqna", "Sheikh Issa", "Manbij")
BASES_LOST_BY_OTHERS = ("own:sy-menagh-air-base",)
# Held by the government on the evening of the day.
NOT_YET = (
    ("Aleppo", date(2024, 11, 28)),
    ("Saraqib", date(2024, 11, 28)),
    ("Khan Shaykhun", date(2024, 11, 29)),
    ("Maarrat al-Numan", date(2024, 11, 29)),
    ("Hama", date(2024, 11, 30)),
    ("Hama", date(2024, 12, 3)),
    ("Hama", date(2024, 12, 4)),
    ("Qamhana", date(2024, 12, 4)),
    ("Salamiyah", date(2024, 12, 4)),
    ("Rastan", date(2024, 12, 5)),
    ("Deir ez-Zor", date(2024, 12, 3)),
    ("Homs", date(2024, 12, 6)),
    ("Daraa", date(2024, 12, 5)),
    ("Palmyra", date(2024, 12, 6)),
    ("Damascus", date(2024, 12, 7)),
    ("Latakia", date(2024, 12, 7)),
    ("Tartus", date(2024, 12, 7)),
)
# In the hands of the side that took it on the evening of the day.
ALREADY = (
    ("Anjara", date(2024, 11, 27), "SYR-OPP"),
    ("Saraqib", date(2024, 11, 29), "SYR-OPP"),
    ("Maarrat al-Numan", date(2024, 11, 30), "SYR-OPP"),
    ("Tel Rifaat", date(2024, 12, 1), "TURK"),
    ("Hama", date(2024, 12, 5), "SYR-OPP"),
    ("Rastan", date(2024, 12, 6), "SYR-OPP"),
    ("Deir ez-Zor", date(2024, 12, 6), "SDF"),
    ("Daraa", date(2024, 12, 7), "SYR-OPP"),
    ("Palmyra", date(2024, 12, 7), "SYR-OPP"),
    ("Damascus", date(2024, 12, 8), "SYR-OPP"),
)


@pytest.fixture(scope="module")
def resources() -> Resources:
    return read_resources()


@pytest.fixture(scope="module")
def events(resources: Resources) -> tuple[Event, ...]:
    articles = [article for article in read_articles([str(data_path("articles"))]) if isinstance(article, Article)]
    return tuple(event for reading in read_all(articles, resources) for event in reading.events)


@pytest.fixture(scope="module")
def baseline(resources: Resources) -> tuple[BaselineRow, ...]:
    path = data_path("baselines", "syria-2024-11-26.csv")
    return read_baseline(path, resources.actors, resources.gazetteer)


@pytest.fixture(scope="module")
def drawn(resources: Resources, baseline: Sequence[BaselineRow], events: Sequence[Event]) -> dict[date, Snapshot]:
    world = World(
        baseline=baseline,
        events=events,
        actors=resources.actors,
        region=read_region("SY"),
        gazetteer=resources.gazetteer,
    )
    days = (*BETWEEN, LAST)
    return dict(zip(days, snapshots(world, days), strict=True))


def place_id(gazetteer: Gazetteer, name: str) -> str:
    """Return the id of the Syrian town of a name, the most populous if there are several."""
    towns = [c.place for c in gazetteer.lookup(name) if c.place.country == "SY" and c.place.feature_class == "P"]
    assert towns, f"the gazetteer does not know {name}"
    return max(towns, key=lambda place: (place.population, place.id)).id


def held(resources: Resources, snapshot: Snapshot, town: str) -> tuple[str, str | None]:
    """Return state of a town, and side of its holder."""
    places = snapshot.places
    row = places[places["place_id"] == place_id(resources.gazetteer, town)]
    assert len(row) == 1, f"{town} is not on the map of {snapshot.as_of}"
    actor = row["actor"].iloc[0]
    return str(row["state"].iloc[0]), resources.actors.side(actor) if actor else None


@pytest.mark.parametrize(("town", "side"), CHANGED.items())
def test_town_is_with_its_new_holder_on_9_december(
    resources: Resources, drawn: dict[date, Snapshot], town: str, side: str
):
    assert held(resources, drawn[LAST], town) == (PlaceState.HELD, side)


@pytest.mark.parametrize(("town", "side"), UNCHANGED.items())
def test_town_that_no_article_says_changed_stays(
    resources: Resources, drawn: dict[date, Snapshot], town: str, side: str
):
    for day, snapshot in drawn.items():
        assert held(resources, snapshot, town) == (PlaceState.HELD, side), f"on {day}"


def test_of_the_places_that_the_government_did_not_hold_only_those_named_change(
    resources: Resources, baseline: Sequence[BaselineRow], drawn: dict[date, Snapshot]
):
    named = {*BASES_LOST_BY_OTHERS, *(place_id(resources.gazetteer, town) for town in LOST_BY_OTHERS)}
    places = drawn[LAST].places.set_index("place_id")
    for row in baseline:
        if row.actor and resources.actors.side(row.actor) != "SYR-GOV" and row.place.id not in named:
            now = places.loc[row.place.id]
            assert resources.actors.side(str(now["actor"])) == resources.actors.side(row.actor), (
                f"{row.place.name}: {now}"
            )


@pytest.mark.parametrize(("town", "day"), NOT_YET)
def test_government_still_holds_town(resources: Resources, drawn: dict[date, Snapshot], town: str, day: date):
    assert held(resources, drawn[day], town) == (PlaceState.HELD, "SYR-GOV")


@pytest.mark.parametrize(("town", "day", "side"), ALREADY)
def test_town_has_changed_hands_by_that_day(
    resources: Resources, drawn: dict[date, Snapshot], town: str, day: date, side: str
):
    assert held(resources, drawn[day], town) == (PlaceState.HELD, side)


def test_aleppo_is_contested_or_taken_on_30_november(resources: Resources, drawn: dict[date, Snapshot]):
    state, side = held(resources, drawn[date(2024, 11, 30)], "Aleppo")
    assert state == PlaceState.CONTESTED or side == "SYR-OPP"


def test_manbij_is_mostly_the_attackers_on_9_december(resources: Resources, drawn: dict[date, Snapshot]):
    """Most of it was the SNA's, and the SDF denied that they had lost the rest."""
    places = drawn[LAST].places
    row = places[places["place_id"] == place_id(resources.gazetteer, "Manbij")].iloc[0]
    holders = {resources.actors.side(code) for code in (row["actor"], row["rival"]) if code}
    assert (row["state"], holders) in [(PlaceState.HELD, {"TURK"}), (PlaceState.CONTESTED, {"TURK", "SDF"})]


def test_manbij_is_kurdish_led_forces_own_before_the_attack(resources: Resources, drawn: dict[date, Snapshot]):
    for day in BETWEEN:
        if day < date(2024, 12, 6):
            assert held(resources, drawn[day], "Manbij") == (PlaceState.HELD, "SDF")


def test_strikes_and_deployments_change_nothing(resources: Resources, drawn: dict[date, Snapshot]):
    """Abu Kamal saw militias cross on 2 December and was the SDF's only on the 6th."""
    assert held(resources, drawn[date(2024, 12, 5)], "Abu Kamal")[1] == "SYR-GOV"


def test_every_event_of_the_samples_leads_to_its_sentence(events: Sequence[Event]):
    articles = [a for a in read_articles([str(data_path("articles"))]) if isinstance(a, Article)]
    texts = {article.id: article.text for article in articles}
    assert len(texts) >= 16
    for event in events:
        told = event.provenance
        assert texts[told.article_id][told.start : told.end].strip()
        assert " ".join(told.sentence.split()) in " ".join(texts[told.article_id].split())


def test_articles_are_dated_within_the_offensive():
    articles = [a for a in read_articles([str(data_path("articles"))]) if isinstance(a, Article)]
    days = {article.published for article in articles}
    assert None not in days
    assert min(days) == date(2024, 11, 27)  # type: ignore[type-var]
    assert max(days) == LAST  # type: ignore[type-var]
