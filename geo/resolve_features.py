"""What is seen of each candidate: its name, size and kind, and what the other names of the text say for it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from geo.added_places import ADDED
from geo.gazetteer import Hit
from geo.model import FeatureClass, Match, Place
from geo.place_file import ENGLISH
from geo.places_apart import distances_km, km_between
from geo.resolve_groups import Group, Label, container_holds
from geo.resolve_queries import Wording, lies_in
from geo.resolve_weights import BASE, FULL
from geo.text import fold, key

_NEAR_KM, _FAR_KM, _INSIDE_KM = 60.0, 300.0, 200.0
_HUGE = 7.0
_TOWN, _PART = 5_000, 20
_ROUNDS = 2
_NATION_VOTES = 2
_DWARF = 50
_REGIONS = (Wording.REGION, Wording.COUNTRYSIDE)
_MIDDLING = 50_000_000
_KINDS = {"PCLI": "country", "PPLC": "capital", "ADM1": "region"}


def weigh(
    groups: Mapping[Label, Group], countries: Counter[str], forces: Mapping[str, int]
) -> dict[Label, NDArray[np.float64]]:
    """Return the points of every candidate of every group, and fill in what is seen of each."""
    for group in groups.values():
        group.seen = [_seen(group, hit, countries, forces) for hit in group.hits]
        group.share = softmax(_points(group.seen, BASE))
    rows: dict[Label, NDArray[np.float64]] = {}
    for _ in range(_ROUNDS):
        _see_neighbours(groups)
        rows = {label: _points(group.seen, FULL) for label, group in groups.items()}
        for label, group in groups.items():
            group.share = softmax(rows[label])
    return rows


def softmax(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return points as probabilities."""
    if not len(points):
        return points
    raised = np.exp(points - points.max())
    return np.asarray(raised / raised.sum())


def _points(seen: Sequence[Mapping[str, float]], weights: Mapping[str, float]) -> NDArray[np.float64]:
    return np.array([sum(weights.get(name, 0.0) * value for name, value in one.items()) for one in seen])


def _seen(group: Group, hit: Hit, countries: Counter[str], forces: Mapping[str, int]) -> dict[str, float]:
    place, query = hit.place, group.query
    seen = {f"match_{hit.match.value}": 1.0, f"is_{_kind(place)}": 1.0}
    seen["population"] = math.log10(1 + _people(place)) / _HUGE
    seen["share"] = _people(place) / (sum(_people(other.place) for other in group.hits) or 1)
    seen["country_named"] = countries[place.country] / (countries.total() or 1)
    seen["named_by_others"] = group.others[place.country]
    seen["elsewhere"] = max(0, max(group.others.values(), default=0) - _NATION_VOTES)
    own = fold(place.name) == query.folded or (
        place.country not in ENGLISH and key(place.name) == key(query.name) != ""
    )
    own = own or (query.wording is Wording.AIR and fold(place.name).startswith(query.folded))
    town = place.feature_class is FeatureClass.POPULATED
    told = {
        "own_name": own,
        "respelt": hit.respelt and hit.match is Match.FOLDED,
        "unknown_population": town and place.population == 0,
        "called_region": query.wording in _REGIONS and place.feature_code == "ADM1",
        "seat_named": place.feature_code == "ADM1"
        and query.wording not in _REGIONS
        and any(_seat(other.place, place) for other in group.hits),
        "nature_named": place.feature_code == "ADM1"
        and query.wording not in _REGIONS
        and not group.others[place.country]
        and any(_is_nature(other.place, query.folded) for other in group.hits),
        "called_nature": query.wording is Wording.NATURE and place.feature_class in "HTL",
        "speaks": query.speaks and place.feature_code == "PPLC",
        "forces_fight": place.country in forces,
        "added": place.source.startswith(ADDED),
        "dwarfed": place.feature_class not in "HLT"
        and place.country not in (*ENGLISH, *forces)
        and _people(place) * _DWARF < _largest(group),
        "country_first": bool(countries) and place.country == next(iter(countries)),
    }
    seen |= {name: 1.0 for name, true in told.items() if true}
    if query.wording is Wording.TOWN:
        seen["called_town"] = 1.0 if town else -1.0
    if group.namesakes:
        near = [_people(town) for town in group.namesakes if km_between(town.at, place.at) <= _NEAR_KM]
        seen["by_namesake"] = math.log10(1 + max(near, default=0)) / _HUGE
    return seen


def _people(place: Place) -> int:
    """Return how many people make a place known: of a region, a twentieth of those of its towns."""
    return place.population // _PART if place.feature_code == "ADM1" else place.population


def _largest(group: Group) -> int:
    """Return the people of the largest town that bears a name."""
    return max((hit.place.population for hit in group.hits if hit.place.feature_class == "P"), default=0)


def _kind(place: Place) -> str:
    if place.feature_code in _KINDS:
        return _KINDS[place.feature_code]
    return {"P": "town", "A": "district"}.get(place.feature_class.value, "nature")


def _seat(town: Place, region: Place) -> bool:
    """Tell whether a town is a large one of a region, or a capital beside it."""
    if town.feature_class is not FeatureClass.POPULATED or town.country != region.country:
        return False
    if not lies_in(town, region) and town.feature_code != "PPLC":
        return False
    return town.population >= max(_TOWN, region.population // _PART)


def _is_nature(place: Place, folded: str) -> bool:
    """Tell whether a place is the river, sea or desert of a name."""
    return place.feature_class in "HLT" and fold(place.name) == folded


def _see_neighbours(groups: Mapping[Label, Group]) -> None:
    """Fill in, for every candidate, what the likely places of the other names of the text say for it."""
    members = [(label, at, hit.place) for label, group in groups.items() for at, hit in enumerate(group.hits)]
    if not members:
        return
    places = [place for _, _, place in members]
    names = {name: number for number, name in enumerate(sorted({(label[0], label[3]) for label in groups}))}
    owner = np.array([names[label[0], label[3]] for label, _, _ in members])
    share = np.array([groups[label].share[at] for label, at, _ in members])
    wide = np.array([_wide(place) for place in places])
    distance = np.where(_in_nation(places), _INSIDE_KM, distances_km([place.at for place in places]))
    other = owner[:, None] != owner[None, :]
    pull = np.where(other & ~wide[None, :], share[None, :], 0.0)
    close = _best_per_name(pull * np.exp(-distance / _NEAR_KM), owner, len(names))
    around = _best_per_name(pull * np.exp(-distance / _FAR_KM), owner, len(names))
    inside = _best_per_name(np.where(_holds(places) & other, share[None, :], 0.0), owner, len(names))
    for row, (label, at, place) in enumerate(members):
        seen = groups[label].seen[at]
        seen["near"] = min(3.0, float(close[row].sum())) / 3
        seen["around"] = float(around[row].sum()) / max(1, len(names) - 1)
        seen["nearest"] = float(around[row].max(initial=0.0))
        seen["region_named"] = min(1.0, float(inside[row].sum()))
        if groups[label].anchors:
            seen["beside"] = _beside(place, groups[label], groups)
        if label[2]:
            seen["contained"] = 1.0 if container_holds(place, label, groups) else 0.0


def _beside(place: Place, group: Group, groups: Mapping[Label, Group]) -> float:
    """Return how likely and near the towns are that the text puts a place beside, from 0 to 1."""
    return max(
        (
            float(share) * math.exp(-km_between(place.at, hit.place.at) / _NEAR_KM)
            for other, anchor in groups.items()
            if other[0] in group.anchors and anchor is not group
            for hit, share in zip(anchor.hits, anchor.share, strict=True)
            if not _wide(hit.place) and hit.place.feature_class is not FeatureClass.ADMIN
        ),
        default=0.0,
    )


def _in_nation(places: Sequence[Place]) -> NDArray[np.bool_]:
    """Return whether the place of each row lies in the country that is the place of each column.

    Its point is not nearer to the places in its middle than to others of it.
    """
    land = np.array([place.country for place in places])
    nation = np.array([place.feature_code == "PCLI" for place in places])
    return np.asarray((land[:, None] == land[None, :]) & nation[None, :] & ~nation[:, None])


def _wide(place: Place) -> bool:
    """Tell whether a place is too large for its point to say what is near: not so countries of middling size."""
    if place.feature_code == "PCLI":
        return place.population > _MIDDLING
    return place.feature_code == "CONT" or place.feature_class in "HL"


def _best_per_name(values: NDArray[np.float64], owner: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    best = np.zeros((len(values), count))
    for name in range(count):
        columns = values[:, owner == name]
        if columns.shape[1]:
            best[:, name] = columns.max(axis=1)
    return best


def _holds(places: Sequence[Place]) -> NDArray[np.bool_]:
    """Return whether the first-level region of each column holds the place of each row."""
    region = np.array([f"{place.country}/{place.admin1}" if place.admin1 else "" for place in places])
    whole = np.array([place.feature_code == "ADM1" and bool(place.admin1) for place in places])
    return np.asarray((region[:, None] == region[None, :]) & (region != "")[:, None] & whole[None, :])
