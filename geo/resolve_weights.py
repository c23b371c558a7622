"""How much each thing seen of a candidate weighs.

Weights of a conditional logistic regression over the candidates of a name: `BASE` without, `FULL` with what the other
places of the text say. Fitted on two public corpora of news (LGL and GeoVirus); those of matches by skeleton, of what
the text calls a place, of capitals that speak, of forces that fight in a country and of towns against regions of their
name are set by hand: rare there.
"""

BASE: dict[str, float] = {
    "match_exact": 0.81,
    "match_folded": -0.95,
    "match_key": -1.60,
    "population": 4.95,
    "share": 0.98,
    "own_name": 2.11,
    "seat_named": -3.50,
    "is_country": -1.34,
    "is_capital": 0.50,
    "is_town": -0.40,
    "is_region": 1.52,
    "is_district": 3.32,
    "is_nature": 1.50,
    "unknown_population": 0.44,
    "called_town": 2.00,
    "called_region": 5.00,
    "country_named": 2.89,
    "dwarfed": -2.00,
    "country_first": -0.06,
    "forces_fight": 2.50,
    "speaks": 3.00,
    "called_nature": 4.00,
    "by_namesake": 4.00,
}
FULL: dict[str, float] = {
    "match_exact": 0.69,
    "match_folded": -0.99,
    "match_key": -1.60,
    "population": 2.67,
    "share": 1.68,
    "own_name": 1.87,
    "seat_named": -3.50,
    "is_country": -0.30,
    "is_capital": 0.50,
    "is_town": -0.82,
    "is_region": 1.73,
    "is_district": 1.29,
    "is_nature": 1.50,
    "unknown_population": -0.23,
    "called_town": 2.00,
    "called_region": 5.00,
    "country_named": 0.97,
    "dwarfed": -2.00,
    "country_first": 0.02,
    "forces_fight": 2.50,
    "near": 2.39,
    "around": 4.92,
    "nearest": 1.87,
    "region_named": 1.07,
    "contained": 1.51,
    "speaks": 3.00,
    "called_nature": 4.00,
    "by_namesake": 4.00,
}
