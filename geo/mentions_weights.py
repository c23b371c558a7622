"""How much each thing seen of a passage weighs for its being a place: a logistic regression."""

from __future__ import annotations

from collections.abc import Mapping

THRESHOLD = 0.0
WEIGHTS: dict[str, float] = {
    "bias": -1.5,
    "model_GPE_whole": 3.0,
    "model_LOC_whole": 2.5,
    "model_FAC_whole": 1.0,
    "model_PERSON_whole": -1.5,
    "model_PERSON_part": -3.0,
    "model_ORG_part": -0.5,
    "model_ORG_whole": -0.5,
    "model_other_part": -2.0,
    "model_other_whole": -2.0,
    "votes_place": 2.0,
    "votes_person": -1.0,
    "votes_org": -0.5,
    "origin_demonym": 4.0,
    "origin_name": 1.0,
    "origin_run": -1.5,
    "origin_shortened": 0.0,
    "unknown": -1.0,
    "skeleton": 2.0,
    "population": 1.0,
    "country": 2.0,
    "in_country": 1.5,
    "after_locative": 2.0,
    "after_place_of": 2.0,
    "after_title": -2.0,
    "after_capital": -1.0,
    "before_capital": -0.7,
    "before_comma_name": 1.0,
    "before_place_noun": 1.5,
    "before_embedder": -2.0,
    "common_word": -2.5,
    "month": -5.0,
    "small_elsewhere": -1.5,
    "given_name": -1.0,
    "after_given_name": -2.0,
    "short_capitals": -2.0,
    "short": -1.0,
    "no_model": 1.0,
}


def weigh(seen: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the logarithm of the odds that a passage is a place."""
    return weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in seen.items())
