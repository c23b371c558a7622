"""Names that a place bears too loosely to be it: by skeleton far from all others, or in the shadow of a great city."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from geo.model import FeatureClass, Match, Place
from geo.place_file import ENGLISH
from geo.places_apart import km_between
from geo.resolve_groups import Group, Label
from geo.resolve_queries import Wording, lies_in

_NEAR_KM = 120.0
_LIKELY = 0.5
_GREAT = 1_000_000
_GREATER = 100


def stands_apart(place: Place, label: Label, groups: Mapping[Label, Group]) -> bool:
    """Tell whether the text names other places of the country on the ground, none near and no region that holds it."""
    others = list(_on_the_ground(label, groups))
    if not any(other.country == place.country for other in others):
        return False
    return not any(km_between(place.at, other.at) <= _NEAR_KM or lies_in(place, other) for other in others)


def _on_the_ground(label: Label, groups: Mapping[Label, Group]) -> Iterator[Place]:
    """Yield the likely places of the other names: no countries, no capitals that speak, none met by skeleton."""
    for other, group in groups.items():
        if other[0] == label[0] or not group.hits or group.query.people or group.query.speaks:
            continue
        at = int(group.share.argmax())
        hit = group.hits[at]
        if group.share[at] < _LIKELY or hit.match is Match.KEY or hit.place.feature_class in "HL":
            continue
        if hit.place.feature_code != "PCLI":
            yield hit.place


def overshadowed(group: Group, at: int) -> bool:
    """Tell whether a great city bears the name of a small place, and nothing tells that the small one is meant.

    It is told where the text fights for the place, calls it a town or says in what it lies. Namesakes in
    English-speaking countries are left alone: they are many, and their own papers mean them.
    """
    place = group.hits[at].place
    if place.country in ENGLISH:
        return False
    if group.fought or group.query.wording is not Wording.NOTHING or group.seen[at].get("contained"):
        return False
    towns = [hit.place.population for hit in group.hits if hit.place.feature_class is FeatureClass.POPULATED]
    return place.feature_class is FeatureClass.POPULATED and max(towns) >= max(_GREAT, _GREATER * place.population)
