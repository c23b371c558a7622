"""Texts in our own words: which places they name, in which role, and which places those are."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from geo.actors import read_actors
from geo.errors import ArticleError
from geo.gazetteer import Gazetteer, read_gazetteer
from geo.language import Language, load_language
from geo.model import Article, FeatureClass, LonLat, Mention, Place, Precision, Resolution, Role
from geo.pipeline import Resources, answer_spans, read_places, read_resources
from geo.resolve import resolve

CASES = Path(__file__).parents[1] / "cases" / "places"
SHARED = Path(__file__).parents[2].parent / "shared" / "articles"


def _cases():
    for path in sorted(CASES.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            marks = [pytest.mark.xfail(strict=True)] if case.get("known_failure") else []
            yield pytest.param(case, id=f"{path.stem}: {case['why']}", marks=marks)


@cache
def gazetteer() -> Gazetteer:
    return read_gazetteer()


@cache
def language() -> Language:
    return load_language()


def resolved(text: str, model: Language | None = None) -> tuple[Resolution, ...]:
    article = Article(id="case", text=text, published=date(2024, 12, 3))
    return read_places(article, Resources(gazetteer(), read_actors(), model or language())).resolutions


@pytest.mark.parametrize("case", list(_cases()))
def test_a_text_names_these_places(case):
    found = resolved(case["text"])
    told = "\n".join(f"{r.mention.toponym!r} {r.mention.role} {r.place and r.place.id} {r.reasons}" for r in found)
    for wanted in case.get("mentions", []):
        named = [r for r in found if r.mention.toponym == wanted["toponym"]]
        assert named, f"{case['why']}\nnot found: {wanted['toponym']!r} among\n{told}"
        assert "role" not in wanted or wanted["role"] in {r.mention.role for r in named}, told
        if "place" in wanted:
            assert {r.place.id if r.place else "" for r in named} == {wanted["place"]}, f"{case['why']}\n{told}"
        assert "precision" not in wanted or wanted["precision"] == named[0].precision, told
    places = {r.mention.toponym for r in found if r.mention.role is not Role.EMBEDDED}
    assert places.isdisjoint(case.get("absent", [])), f"{case['why']}\n{told}"


def test_every_answer_has_a_point_a_reason_and_a_span_of_the_text():
    text = "Rebels took Hama. The Geneva Center met. Qwrtz province fell, said Damascus."
    for resolution in resolved(text):
        mention = resolution.mention
        assert text[mention.start : mention.end] == mention.toponym
        assert resolution.reasons
        assert (resolution.place is None) == (resolution.precision is Precision.UNKNOWN)
        assert 0.0 <= resolution.confidence <= 1.0


def test_spans_of_another_recogniser_are_answered_one_by_one():
    text = "In Hama and in Ankara; the Syrian side agreed."
    article = Article(id="a", text=text)
    spans = [(37 - 10, 37 - 4), (3, 7), (15, 21), (3, 7)]
    mentions = [Mention(article_id="a", start=s, end=e, toponym=text[s:e]) for s, e in spans]
    answers = resolve(article, mentions, gazetteer())
    assert [answer.mention for answer in answers] == mentions
    assert answers[1].place == answers[3].place
    assert answers[1].place is not None
    assert answers[1].place.id == "gn:170017"


def test_two_places_that_nothing_tells_apart_are_both_named_and_neither_chosen():
    twins = {
        1: Place(id="gn:1", name="Testivka", at=LonLat(31.0, 49.0), country="UA", population=900),
        2: Place(id="gn:2", name="Testivka", at=LonLat(35.0, 47.0), country="UA", population=900),
    }
    text = "Shells fell on Testivka."
    mention = Mention(article_id="a", start=15, end=23, toponym="Testivka")
    answer = resolve(Article(id="a", text=text), [mention], Gazetteer(read_gazetteer().path, twins))[0]
    assert answer.place is None
    assert {candidate.place.id for candidate in answer.candidates} == {"gn:1", "gn:2"}
    assert "Testivka" in answer.reasons[0]


def test_without_a_model_names_of_the_gazetteer_are_still_found():
    found = resolved("Rebels took Saraqib and Idlib in Syria.", load_language("none"))
    assert [r.place.name for r in found if r.place] == ["Saraqib", "Idlib", "Syria"]


def test_a_region_is_an_area_with_a_radius():
    answer = next(r for r in resolved("Fighting in Idlib province, Syria.") if r.mention.toponym == "Idlib")
    assert answer.place is not None
    assert answer.place.feature_class is FeatureClass.ADMIN
    assert answer.radius_km is not None
    assert 20 < answer.radius_km <= 100


def test_the_real_article_names_its_places_and_no_others():
    paths = sorted(SHARED.glob("*.txt"))
    if not paths:
        pytest.skip("the real article is not beside the checkout")
    found = resolved(paths[0].read_text(encoding="utf-8"))
    named = {(r.mention.toponym, r.mention.role) for r in found if r.mention.role is not Role.EMBEDDED}
    towns = {r.mention.toponym: r.place.id for r in found if r.place and r.mention.role is not Role.DEMONYM}
    wanted = {"Aleppo": "gn:170063", "Hama": "gn:170017", "Tel Rifaat": "gn:163476", "Ankara": "gn:323786"}
    assert wanted.items() <= towns.items()
    assert {"Idlib", "Syria", "Turkey", "Turkiye", "Russia", "Iran", "Iraq", "United States"} <= towns.keys()
    assert ("Istanbul", Role.ASSOCIATIVE) in named
    extra = {name for name, _ in named} - {
        "Idlib", "Aleppo", "Hama", "Tel Rifaat", "Ankara", "Istanbul", "Syria", "Turkey", "Turkiye", "Russia", "Iran",
        "Iraq", "United States", "Syrian", "Russian", "Iranian", "Iraqi", "Turkish", "American", "West",
    }  # fmt: skip
    assert not extra


def test_spans_of_ones_own_recogniser_are_answered_and_others_refused():
    resources = read_resources(model=None)
    text = "Homs and Hama are towns of Syria."
    reading = answer_spans(Article(id="a", text=text), [(9, 13), (0, 4)], resources)
    assert [(r.mention.toponym, r.place.id) for r in reading.resolutions] == [
        ("Hama", "gn:170017"),
        ("Homs", "gn:169577"),
    ]
    with pytest.raises(ArticleError, match="33 characters: 9, 99"):
        answer_spans(Article(id="a", text=text), [(9, 99)], resources)
