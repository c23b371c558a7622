"""Names that a place bears too loosely to be it: by skeleton far from all others, or in the shadow of a great city."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from geo.gazetteer import Hit
from geo.model import FeatureClass, Match, Place
from geo.place_file import ENGLISH
from geo.places_apart import km_between
from geo.resolve_groups import Group, Label
from geo.resolve_queries import Wording, lies_in

_NEAR_KM = 120.0
_CLOSE_KM, _BESIDE_KM, _GREAT_BESIDE_KM = 40.0, 150.0, 500.0
_LIKELY = 0.6
_MOVABLE, _VILLAGE = 500_000, 5_000
_FEWEST_ABROAD, _FEW = 2, 4
_WIDE = (Wording.REGION, Wording.COUNTRYSIDE)
_GREAT = 1_000_000
_GREATER = 100


def stands_apart(hit: Hit, label: Label, groups: Mapping[Label, Group]) -> bool:
    """Tell whether a loosely named or small place lies far from what the text names on the ground.

    Loosely is by another spelling; small are villages outside English-speaking countries, of which no gazetteer has
    all of a name. On the ground are places of its country, or several of another that are no capitals. Where the place
    does not bear the name as it is written, those of other countries are not near: a border may run between. A place
    of unknown size is small only where the text names few of its country: many that are well known are of unknown size.
    """
    place = hit.place
    others = list(_on_the_ground(label, groups))
    own = [other for other in others if other.country == place.country]
    loosely = hit.match is Match.KEY or (hit.respelt and place.feature_class is FeatureClass.POPULATED)
    fewest = 1 if loosely and place.feature_class in "PS" else _FEWEST_ABROAD
    if place.feature_class is FeatureClass.ADMIN and groups[label].query.wording in _WIDE:
        return False
    if not own and sum(other.feature_code != "PPLC" for other in others) < fewest:
        return False
    if not loosely and not _village(place, unknown=_FEW * len(own) < len(others)):
        return False
    near = others if hit.match is Match.EXACT else own
    return not any(km_between(place.at, other.at) <= _NEAR_KM or lies_in(place, other) for other in near)


def borne_by_another(hit: Hit, label: Label, groups: Mapping[Label, Group]) -> str:
    """Return the other name by which the text calls a place that it is thought to spell otherwise, if it does.

    A list of Kamaran and Amran means two places.
    """
    if hit.match is not Match.KEY or hit.place.feature_class is not FeatureClass.POPULATED:
        return ""
    for other, group in sorted(groups.items()):
        if other[0] != label[0] and group.hits:
            best = group.hits[int(group.share.argmax())]
            if best.match is not Match.KEY and best.place.id == hit.place.id:
                return group.query.name
    return ""


def _village(place: Place, *, unknown: bool) -> bool:
    known = place.population > 0 or unknown
    small = place.feature_class is FeatureClass.POPULATED and known and place.population < _VILLAGE
    return small and place.country not in ENGLISH


def said_elsewhere(place: Place, label: Label, groups: Mapping[Label, Group]) -> str:
    """Return what the text says a place is in or beside, if it is not; nothing for great cities, areas and capitals.

    Diplomats speak for "Moscow in Syria", and "north of" may be far for a great city.
    """
    group = groups[label]
    if place.feature_class not in "PS" or place.feature_code == "PPLC":
        return ""
    great = place.population >= _MOVABLE
    if group.elsewhere and not great:
        return group.elsewhere
    anchors = {
        other[0]: groups[other].hits[int(groups[other].share.argmax())].place
        for other in sorted(groups)
        if other[0] in group.anchors and groups[other].hits and groups[other].share.max() >= _LIKELY
    }
    towns = {name: anchor for name, anchor in anchors.items() if anchor.feature_class in "PS" and name != label[0]}
    reach = _GREAT_BESIDE_KM if great else _CLOSE_KM if group.close else _BESIDE_KM
    if len(towns) < len(group.anchors) or any(km_between(place.at, at.at) <= reach for at in towns.values()):
        return ""
    return min((anchor.name for anchor in towns.values()), default="")


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
