"""What holds for the events of every text: nothing raises, spans lie in the text, ids are stable; and of every run."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.actors import Actors, read_actors
from geo.events import find_events, link_events
from geo.language import Language, load_language
from geo.model import (
    Action,
    Article,
    Event,
    FeatureClass,
    LonLat,
    Mention,
    Place,
    Precision,
    Provenance,
    Resolution,
    Status,
)

WORDS = (
    "Hama Homs army rebels the a of from by in to captured took fell was were has had said on Monday not if who "
    "which they it he his officers president town base outskirts . , “ ” ( ) hands control under retreated "
    "withdrew and bombed Islamic State near 25 km after - : ? "
).split()
HAMA = Place(id="gn:1", name="Hama", at=LonLat(36.8, 35.1), feature_class=FeatureClass.POPULATED, country="SY")


@pytest.fixture(scope="module")
def actors() -> Actors:
    return read_actors()


@pytest.fixture(scope="module")
def language() -> Language:
    return load_language()


def hama_in(text: str) -> tuple[Resolution, ...]:
    at = text.find("Hama")
    mention = Mention(article_id="a", start=at, end=at + 4, toponym="Hama")
    return (Resolution(mention=mention, place=HAMA, confidence=1.0, precision=Precision.TOWN),) if at >= 0 else ()


@given(words=st.lists(st.sampled_from(WORDS), max_size=40), rest=st.text(max_size=40), published=st.dates() | st.none())
def test_any_text_gives_events_whose_spans_lie_in_it(
    actors: Actors, language: Language, words: list[str], rest: str, published: date | None
) -> None:
    text = " ".join(words) + rest
    article = Article(id="a", text=text, published=published)
    events = find_events(article, hama_in(text), actors, language)
    assert events == find_events(article, hama_in(text), actors, language)
    assert len({event.id for event in events}) == len(events)
    for event in events:
        for told in (event.provenance, *event.more):
            assert 0 <= told.start < told.end <= len(text)
            assert told.sentence in text
        assert event.day_from is None or (event.day_to is not None and event.day_from <= event.day_to)


def test_without_a_model_only_the_plainest_clauses_are_read(actors: Actors) -> None:
    text = (
        "Syrian rebels captured Hama on Monday. If rebels took Hama, much would change. The army said rebels left Hama."
    )
    article = Article(id="a", text=text, published=date(2024, 12, 5))
    (event,) = find_events(article, hama_in(text), actors, load_language(None))
    assert (event.action, event.actor, event.day_from) == (Action.CAPTURE, "SYR-OPP", date(2024, 12, 2))


def test_what_reads_events_can_be_sent_to_another_process(actors: Actors, language: Language) -> None:
    text = "Syrian rebels captured Hama on Monday."
    article = Article(id="a", text=text, published=date(2024, 12, 5))
    others = pickle.loads(pickle.dumps((actors, language)))  # noqa: S301  our own bytes
    assert find_events(article, hama_in(text), *others) == find_events(article, hama_in(text), actors, language)


def event(article: str, number: int, **more: object) -> Event:
    told = Provenance(article_id=article, start=0, end=4, sentence="Hama fell.", published=date(2024, 12, 5))
    made = Event(
        id=f"e{number}",
        action=Action.CAPTURE,
        actor="SYR-OPP",
        opponent="SYR-GOV",
        place_words="Hama",
        place=HAMA,
        place_precision=Precision.TOWN,
        day_from=date(2024, 12, 5),
        day_to=date(2024, 12, 5),
        provenance=told,
    )
    return replace(made, **more)  # type: ignore[arg-type]


ONE = "Rebels captured Hama on Thursday after a week of heavy fighting on its northern edge, a monitor said."
TWO = "The army lost the city of Hama to insurgents, who drove in from two sides as soldiers fled to the south."


def test_two_sources_agree_and_a_reprint_does_not_count() -> None:
    articles = [Article(id="a", text=ONE), Article(id="b", text=TWO), Article(id="c", text=ONE.replace("heavy ", ""))]
    first, second, third = link_events([event("a", 1), event("b", 2), event("c", 3)], articles)
    assert first.agrees == ("e2",)
    assert second.agrees == ("e1", "e3")
    assert third.agrees == ("e2",)
    assert not first.disagrees


def test_a_denial_and_a_rival_holder_disagree() -> None:
    articles = [Article(id="a", text=ONE), Article(id="b", text=TWO)]
    denied = event("b", 2, status=Status.DENIED, claimant="SYR-GOV")
    held = event("b", 3, action=Action.HOLD, actor="SYR-GOV", opponent=None)
    first, second, third = link_events([event("a", 1), denied, held], articles)
    assert first.disagrees == ("e2", "e3")
    assert second.disagrees == ("e1",)
    assert third.disagrees == ("e1",)


def test_what_is_far_apart_in_time_neither_agrees_nor_disagrees() -> None:
    articles = [Article(id="a", text=ONE), Article(id="b", text=TWO)]
    older = event("b", 2, day_from=date(2016, 1, 1), day_to=date(2016, 12, 31), actor="SYR-GOV", opponent="SYR-OPP")
    first, second = link_events([event("a", 1), older], articles)
    assert not first.agrees
    assert not first.disagrees
    assert not second.disagrees
