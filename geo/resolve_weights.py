"""How much each thing seen of a candidate weighs.

Weights of a conditional logistic regression over the candidates of a name: `BASE` without, `FULL` with what the other
places of the text say. Fitted on two public corpora of news (LGL and GeoVirus); those of matches by skeleton, of what
the text calls a place, of capitals that speak and of towns against regions of their name are set by hand: rare there.
"""

BASE: dict[str, float] = {
    "match_exact": 0.93,
    "match_folded": -0.89,
    "match_key": -1.60,
    "population": 5.03,
    "share": 0.69,
    "own_name": 2.10,
    "seat_named": -3.50,
    "is_country": -0.94,
    "is_capital": -0.33,
    "is_town": -0.23,
    "is_region": 0.12,
    "is_district": 3.44,
    "is_nature": -2.06,
    "unknown_population": 0.38,
    "called_town": 2.00,
    "called_region": 3.00,
    "country_named": 3.04,
    "country_first": -0.16,
    "speaks": 3.00,
}
FULL: dict[str, float] = {
    "match_exact": 0.82,
    "match_folded": -0.90,
    "match_key": -1.60,
    "population": 3.07,
    "share": 1.13,
    "own_name": 1.88,
    "seat_named": -3.50,
    "is_country": 0.07,
    "is_capital": 0.08,
    "is_town": -0.70,
    "is_region": 0.49,
    "is_district": 1.39,
    "is_nature": -1.34,
    "unknown_population": -0.20,
    "called_town": 2.00,
    "called_region": 3.00,
    "country_named": 1.14,
    "country_first": -0.03,
    "near": 2.43,
    "around": 5.09,
    "nearest": 1.79,
    "region_named": 0.96,
    "contained": 1.52,
    "speaks": 3.00,
}
