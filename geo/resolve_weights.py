"""How much each thing seen of a candidate weighs: a conditional logistic regression."""

BASE: dict[str, float] = {
    "match_exact": 0.5,
    "match_key": -2.0,
    "population": 4.0,
    "share": 2.0,
    "own_name": 1.0,
    "is_country": 4.0,
    "is_capital": 1.0,
    "is_region": 3.0,
    "is_district": 1.0,
    "is_nature": 3.0,
    "called_town": 2.0,
    "called_region": 4.0,
    "country_named": 2.0,
    "country_first": 1.0,
}
FULL: dict[str, float] = {
    **BASE,
    "near": 3.0,
    "around": 3.0,
    "nearest": 2.0,
    "region_named": 1.5,
    "contained": 5.0,
}
