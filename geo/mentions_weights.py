"""How much each thing seen of a passage weighs for its being a place.

Weights of a logistic regression fitted on two public corpora of news (LGL and GeoVirus); those of what is rare there
(other scripts, names met by skeleton, forces, headlines in capitals, texts read without a model) are set by hand.
"""

from __future__ import annotations

from collections.abc import Mapping

THRESHOLD = 0.0
WEIGHTS: dict[str, float] = {
    "after_capital": -0.54,
    "after_comma": 0.55,
    "after_direction": 0.48,
    "after_given_name": -2.52,
    "after_locative": 0.99,
    "after_loose": 0.80,
    "after_place_of": 1.30,
    "after_the": 0.29,
    "after_title": -3.43,
    "before_capital": -0.41,
    "before_comma_name": 1.19,
    "before_comma_other": 0.29,
    "before_embedder": -1.37,
    "before_force": -4.00,
    "before_office": 1.53,
    "before_place_noun": 1.01,
    "before_saying": -1.68,
    "before_site": -1.20,
    "before_street": -0.92,
    "begins": 0.15,
    "bias": -1.89,
    "capital": 0.34,
    "common_word": -2.44,
    "country": 1.38,
    "digit": -0.84,
    "feature": -0.84,
    "folded_only": -1.56,
    "given_name": -0.66,
    "in_country": 0.79,
    "model_FAC_part": -1.24,
    "model_FAC_whole": 0.72,
    "model_GPE_across": -0.60,
    "model_GPE_part": -1.18,
    "model_GPE_whole": 1.20,
    "model_LOC_across": -1.45,
    "model_LOC_part": -1.29,
    "model_LOC_whole": 0.47,
    "model_NORP_part": -0.13,
    "model_NORP_whole": 0.93,
    "model_ORG_across": -0.34,
    "model_ORG_part": -0.09,
    "model_ORG_whole": 0.15,
    "model_PERSON_part": -0.24,
    "model_PERSON_whole": 1.26,
    "model_none": 0.32,
    "model_other_across": -1.07,
    "model_other_part": -0.69,
    "model_other_whole": 0.03,
    "month": -3.58,
    "no_model": 1.00,
    "origin_demonym": 4.00,
    "origin_entity": -2.40,
    "origin_name": -0.80,
    "origin_run": -1.77,
    "origin_shortened": 2.87,
    "population": 1.37,
    "possessive": -0.44,
    "region": 0.50,
    "several_words": 1.30,
    "short": -1.17,
    "short_capitals": -1.50,
    "skeleton": 2.00,
    "small_elsewhere": -1.49,
    "uncased": 1.50,
    "unknown": -1.19,
    "votes_org": 0.25,
    "votes_person": -1.72,
    "votes_place": 2.01,
}


def weigh(seen: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the logarithm of the odds that a passage is a place."""
    return weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in seen.items())
