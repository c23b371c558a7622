"""What a text says of where a named place lies: in a country or region, in a city, north of or near a town."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from geo.gazetteer import Gazetteer, Hit
from geo.mentions_words import LISTED
from geo.model import FeatureClass, Place
from geo.places_apart import km_between
from geo.resolve_queries import Query, hits_for, lies_in

_SIDE = r"(?:north|south|east|west)(?:[-\s]?(?:east|west))?(?:ern)?"
_CALLED = r"(?:,\s(?:an?|the)\s(?:[\w-]+\s){0,3}(?:village|town|settlement|hamlet|city|suburb))?"
_IN = re.compile(
    rf"{_CALLED}\s(?:(?:which\s(?:is|lies)\s)?(?:located|situated)\s)?in\s(?:the\s)?(?:(?:{_SIDE}|central|rural)\s)?"
    r"(?:(?:city|town|province|region|state|governorate|district)\sof\s)?(?=\w)"
)
_APART = re.compile(r"(?:,\s|\s\()(?=\w)")
_BESIDE = re.compile(
    rf"{_CALLED}(?:\s\(|,?\s)(?:(?:which\s)?(?:is|lies|lying|located|situated)\s)?"
    r"(?:(?:just|immediately|directly|further|about|some|around|roughly)\s)?"
    r"(?:(?P<far>\d+(?:\.\d+)?)[\s-]?(?:km|kms|kilomet(?:er|re)s?|miles?)\s(?:\([^()]{1,20}\)\s)?)?"
    rf"(?:(?:to\s)?(?:the\s)?{_SIDE}\s(?:of|from)|near|close\sto|next\sto|outside|adjacent\sto|"
    r"between)\s(?:the\s)?"
    r"(?:(?:(?:provincial|regional|state)\s)?(?:capital|(?:city|town|village|cities|towns|villages)\sof)\s)?(?=\w)",
    re.IGNORECASE,
)
_CLOSE = re.compile(r"\b(?:near|close\sto|next\sto|outside|adjacent\sto|between)\b", re.IGNORECASE)
_COUNTED = re.compile(r"\b(?:villages|settlements|towns|hamlets)\sof\s\Z")
_BORDER = re.compile(r"(?:[-\s][A-Z]\w+)?[-\s](?:(?:state|county|city)\s)?(?:border|line|boundary|frontier)\b")
_FARTHEST, _WORD = 80.0, 20
_RADIUS_KM, _BORDER_KM = 100.0, 50.0
_LONGEST_GAP = 10

Span = tuple[int, int]


@dataclass(slots=True)
class Relations:
    """What a text says of where its names lie, by span.

    `containers` holds the folded name of a country or region in which some place of the name lies, `elsewhere` the name
    of one in which none does though the text says so, `anchors` the folded name of what it is said to be beside,
    `close` those that are said to be near it; `lands` has the countries of each container by its folded name.
    """

    lands: dict[str, tuple[str, ...]] = field(default_factory=dict)
    containers: dict[Span, str] = field(default_factory=dict)
    elsewhere: dict[Span, str] = field(default_factory=dict)
    anchors: dict[Span, str] = field(default_factory=dict)
    close: set[Span] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Told:
    """A text and what is asked for its names; `known` are the countries that it surely speaks of."""

    text: str
    queries: Mapping[Span, Query]
    gazetteer: Gazetteer
    known: tuple[str, ...]

    def places(self, span: Span, lands: tuple[str, ...] = ()) -> list[Place]:
        """Return the places that a name may mean, in some countries by any spelling."""
        return [hit.place for hit in hits_in(self.queries[span], self.gazetteer, self.known, lands)]


def hits_in(query: Query, gazetteer: Gazetteer, known: tuple[str, ...], lands: tuple[str, ...]) -> tuple[Hit, ...]:
    """Return the places that a query may mean, also by another spelling in the countries that it is said to lie in."""
    hits = hits_for(query, gazetteer, known)
    more = hits_for(query, gazetteer, lands) if lands else ()
    return tuple({hit.place.id: hit for hit in (*more, *hits)}.values())


def relations_of(told: Told) -> Relations:
    """Return what a text says of where the places of its names lie."""
    found = Relations()
    starts = {start: (start, end) for start, end in told.queries}
    for span, query in told.queries.items():
        if query.people:
            continue
        for pattern, note in ((_IN, _note_inside), (_APART, _note_apart), (_BESIDE, _note_beside)):
            gap = pattern.match(told.text, span[1])
            holder = starts.get(gap.end()) if gap is not None else None
            if gap is not None and holder is not None and not told.queries[holder].people:
                note(told, found, span, holder, gap)
    often = Counter(query.folded for query in told.queries.values())
    for members in _lists(told):
        best = max(members, key=lambda span: (often[told.queries[span].folded], _people(told, span), -span[0]))
        for span in members:
            if span != best and _people(told, best):
                found.anchors.setdefault(span, told.queries[best].folded)
    return found


def _lists(told: Told) -> Iterator[list[Span]]:
    """Yield the names of each list of villages or towns: those of one list lie near one another."""
    spans = sorted(told.queries)
    for at, first in enumerate(spans):
        if _COUNTED.search(told.text[: first[0]][-_WORD:]) is None:
            continue
        members = [first]
        for span in spans[at + 1 :]:
            if LISTED.fullmatch(told.text, members[-1][1], span[0]) is None:
                break
            members.append(span)
        if len(members) > 1:
            yield members


def _people(told: Told, span: Span) -> int:
    """Return how many live in the greatest place of a name in the countries that the text speaks of."""
    return max((place.population for place in told.places(span) if place.country in told.known), default=0)


def _note_inside(told: Told, found: Relations, span: Span, holder: Span, _gap: re.Match[str]) -> None:
    """Note that a name and those listed before it are said to lie in another, or that no place of the name does."""
    around, name = told.places(holder), told.queries[holder].folded
    areas = [place for place in around if place.feature_class in "AL" and _sure(told, place)]
    lands = tuple(sorted({area.country for area in areas}))
    own = told.places(span, lands)
    holding = [area for area in areas if any(lies_in(place, area) for place in own)]
    if holding:
        found.lands[name] = tuple(sorted({*found.lands.get(name, ()), *(area.country for area in holding)}))
        found.containers[span] = name
        for before in _listed_before(told, span):
            if any(lies_in(place, area) for place in told.places(before, lands) for area in holding):
                found.containers.setdefault(before, name)
    listed = list(_listed_before(told, span))
    counted = bool(listed) and _COUNTED.search(told.text[: listed[-1][0]][-_WORD:]) is not None
    asked = [*([] if holding else [span]), *(listed if counted else [])]
    for one in asked if areas else []:
        places = told.places(one, lands)
        if not any(_may_lie(told.gazetteer, place, area) for place in places for area in areas):
            found.elsewhere[one] = told.queries[holder].whole
    if any(place.feature_class is FeatureClass.POPULATED for place in around):
        found.anchors[span] = name


def _sure(told: Told, area: Place) -> bool:
    """Tell whether an area is a country or a region of one that the text speaks of: "North-Western" is many."""
    return area.feature_code == "PCLI" or (area.admin1 != "" and area.country in told.known)


def _note_apart(told: Told, found: Relations, span: Span, holder: Span, _gap: re.Match[str]) -> None:
    """Note that a name lies in the one after a comma, but where both are of a list of countries or regions."""
    own = told.places(span)
    peers = any(place.feature_code == "PCLI" for place in own) or (
        any(place.feature_code == "ADM1" for place in own)
        and any(place.feature_code == "ADM1" for before in _listed_before(told, span) for place in told.places(before))
    )
    areas = [place for place in told.places(holder) if place.feature_class in "AL"]
    if not peers and any(lies_in(place, area) for place in own for area in areas):
        found.containers.setdefault(span, told.queries[holder].folded)


def _note_beside(told: Told, found: Relations, span: Span, holder: Span, gap: re.Match[str]) -> None:
    if float(gap["far"] or 0) <= _FARTHEST and _BORDER.match(told.text, holder[1]) is None:
        found.anchors[span] = told.queries[holder].folded
        if _CLOSE.search(gap.group()):
            found.close.add(span)


def _may_lie(gazetteer: Gazetteer, place: Place, area: Place) -> bool:
    """Tell whether a place may lie in an area: its region is not known, or it is as near as a border may run."""
    if place.country == area.country and not place.admin1:
        return True
    radius = gazetteer.radius_km(area) or _RADIUS_KM
    return km_between(place.at, area.at) <= radius + _BORDER_KM


def _listed_before(told: Told, span: Span) -> Iterator[Span]:
    """Yield the names of a list before one of them, backwards: "Lyptsi, Vovchansk and Hlyboke in Kharkiv Oblast"."""
    ends = {end: (start, end) for start, end in told.queries}
    while True:
        before = next((ends[at] for at in range(span[0] - 1, span[0] - _LONGEST_GAP, -1) if at in ends), None)
        if before is None or LISTED.fullmatch(told.text, before[1], span[0]) is None:
            return
        yield before
        span = before
