"""The sense of every mention: its candidates in order, how sure the best is, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from geo.gazetteer import Gazetteer
from geo.model import Candidate, FeatureClass, Match, Mention, Place
from geo.place_file import ENGLISH
from geo.places_apart import km_between
from geo.resolve_features import softmax, weigh
from geo.resolve_groups import Group, Label, gather
from geo.resolve_nearness import borne_by_another, overshadowed, said_elsewhere, stands_apart
from geo.resolve_queries import Query, Wording, lies_in
from geo.resolve_relations import Span

_SAME_KM = 25.0
_KEY_DOUBT = 0.9
_NOTABLE = 0.1
_STRAY_DOUBT = 0.5
_SURE, _HOME, _TOLD = 0.9, 4, 0.6
_KNOWN, _HAMLET, _REGION = 300_000, 30_000, 2_000_000


@dataclass(frozen=True, slots=True)
class Sense:
    """What mentions of one name mean: candidates, best first, and the probabilities of the best and of its rival."""

    query: Query
    candidates: tuple[Candidate, ...]
    confidence: float
    rival: float = 0.0
    doubt: str = ""


def senses(
    text: str, mentions: Sequence[Mention], gazetteer: Gazetteer, forces: Mapping[str, int]
) -> dict[Span, Sense]:
    """Return the sense of every mention, by its span."""
    labels, groups, countries = gather(text, mentions, gazetteer, forces)
    rows = weigh(groups, countries, forces)
    found = {label: _sense(group, rows[label]) for label, group in groups.items()}
    sure = {label: _doubted(found[label], label, groups) for label in groups}
    told = _told_apart(sure, groups)
    return {span: told.get(label, sure[label]) for span, label in labels.items()}


def _told_apart(sure: Mapping[Label, Sense], groups: Mapping[Label, Group]) -> dict[Label, Sense]:
    """Return the sense that the text tells elsewhere, for mentions of a name that say nothing of where it lies.

    "Madaya, north of Damascus" is what "Madaya" means in the next sentence.
    """
    found: dict[Label, Sense] = {}
    for label, group in groups.items():
        if label[2] or group.anchors or label[3] or label[1] != Wording.NOTHING.value:
            continue
        telling = [other for other in groups if other[0] == label[0] and (other[2] or groups[other].anchors)]
        senses_told = [sure[other] for other in telling if sure[other].candidates and sure[other].confidence >= _TOLD]
        best = max(senses_told, key=lambda sense: sense.confidence, default=None)
        own = {hit.place.id for hit in group.hits}
        if best is not None and best.candidates[0].place.id in own:
            found[label] = best
    return found


def _doubted(sense: Sense, label: Label, groups: Mapping[Label, Group]) -> Sense:
    """Return a sense without confidence where its place bears the name too loosely."""
    if not sense.candidates or sense.query.people:
        return sense
    best, group, name = sense.candidates[0], groups[label], sense.query.name
    at = next(at for at, hit in enumerate(group.hits) if hit.place.id == best.place.id)
    doubt = ""
    if elsewhere := said_elsewhere(best.place, label, groups):
        doubt = f"{best.place.name} ({best.place.country}) bears the name “{name}”, but the text says {elsewhere}"
    elif not group.seen[at].get("contained") and stands_apart(group.hits[at], label, groups):
        doubt = f"“{name}” may be {best.place.name} ({best.place.country}), but that lies far from all else in the text"
    elif other := borne_by_another(group.hits[at], label, groups):
        doubt = f"“{name}” may be a spelling of {best.place.name}, but the text calls that “{other}”"
    elif overshadowed(group, at):
        doubt = f"nothing tells whether “{name}” is {best.place.name} ({best.place.country}) or the great city"
    return replace(sense, confidence=0.0, doubt=doubt) if doubt else sense


def _sense(group: Group, points: NDArray[np.float64]) -> Sense:
    if not group.hits:
        return Sense(group.query, (), 0.0)
    share = softmax(points)
    order = sorted(range(len(group.hits)), key=lambda at: (-points[at], group.hits[at].place.id))
    candidates = tuple(
        Candidate(
            place=group.hits[at].place,
            match=group.hits[at].match,
            score=round(float(points[at]), 4),
            reasons=_reasons(group, at),
        )
        for at in order
    )
    best = group.hits[order[0]].place
    confidence = float(sum(share[at] for at in order if not _rivals(best, group.hits[at].place)))
    rival = max((float(share[at]) for at in order if _rivals(best, group.hits[at].place)), default=0.0)
    if candidates[0].match is Match.KEY:
        confidence *= _KEY_DOUBT
    if _stray(group.seen[order[0]], best):
        confidence *= _STRAY_DOUBT
    if confidence < _SURE and _at_home(group, best):
        confidence *= _STRAY_DOUBT
    return Sense(group.query, candidates, round(min(confidence, 1.0), 3), rival)


def _stray(seen: Mapping[str, float], place: Place) -> bool:
    """Tell whether a small place lies in a country that no other name speaks of, far from all that the text names.

    So does a small region that the text does not call one: Nile, West and Gulf are regions somewhere. A very small
    place is that where it only lies near others, since these may stray as well.
    """
    if seen["named_by_others"] > 0 or seen.get("contained"):
        return False
    far = seen.get("around", 1.0) > 0 and seen.get("nearest", 1.0) < _NOTABLE
    if place.feature_code == "ADM1":
        small = place.population < _REGION and place.country not in ENGLISH
        return far and small and not seen.get("called_region")
    if place.feature_class not in "PS":
        return False
    hamlet = place.population < _HAMLET and place.country not in ENGLISH
    return (far and place.population < _KNOWN) or (seen["elsewhere"] > 0 and hamlet)


def _at_home(group: Group, best: Place) -> bool:
    """Tell whether a namesake lies in the English-speaking country that the text is about, and nothing abroad is named.

    Papers of Ohio mean its Dublin; that of Ireland has to be far likelier.
    """
    if best.feature_class is not FeatureClass.POPULATED or group.others[best.country]:
        return False
    return any(group.others[hit.place.country] >= _HOME for hit in group.hits if hit.place.country in ENGLISH)


def _rivals(best: Place, other: Place) -> bool:
    """Tell whether two candidates are far apart: neither beside each other nor a region and a town in it."""
    apart = km_between(best.at, other.at) > _SAME_KM
    return apart and not (lies_in(best, other) or lies_in(other, best))


def _reasons(group: Group, at: int) -> tuple[str, ...]:
    seen, hit, query = group.seen[at], group.hits[at], group.query
    if query.people:
        return (f"“{query.name}” means the people or things of {hit.place.name}",)
    met = {
        Match.EXACT: f"it bears the name “{query.name}”",
        Match.FOLDED: f"it bears the name “{query.name}”, case and accents aside",
        Match.KEY: f"“{query.name}” is another spelling of {hit.place.name}, in a country that the text speaks of",
    }
    told = (
        (True, met[hit.match]),
        (seen.get("contained"), f"the text says that it lies in {group.container.title()}"),
        (seen.get("called_town", 0) > 0, "the text calls it a town"),
        (seen.get("called_region"), "the text calls it a region"),
        (seen.get("speaks"), "a capital stands for its government"),
        (seen["country_named"] > 0, f"the text speaks of its country ({hit.place.country})"),
        (seen.get("forces_fight"), f"forces that the text names fight in {hit.place.country}"),
        (seen.get("near", 0) > _NOTABLE, "other places of the text lie near it"),
        (seen.get("region_named"), "the text names its region"),
        (len(group.hits) == 1, "no other place bears the name"),
        (len(group.hits) > 1 and 2 * seen["share"] > 1, f"it is the largest of {len(group.hits)} candidates"),
    )
    return tuple(sentence for true, sentence in told if true)
