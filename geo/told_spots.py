"""Spots that the text itself gives: "the village of X, 10 km south-west of Y", where Y is known and X is not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geo.model import Article, LonLat, Place, Precision, Resolution, Role
from geo.places_apart import km_between, spot_from

_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
    "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
_SIDES = {
    "north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0, "south": 180.0, "southwest": 225.0,
    "west": 270.0, "northwest": 315.0,
}  # fmt: skip
_MILE_KM = 1.609344
_FARTHEST_KM, _NEAR_KM = 60.0, 15.0
"""How far a side and a distance rule out namesakes, and how far they place a name: a side is told to 45 degrees."""
_LEAST_KM = 5.0
_SHARE = 0.4
"""How far from the spot the place may be, as a share of the distance told."""

_OFFSET = re.compile(
    r"(?:,|\s\(|\s)?\s?(?:(?:an?|the)\s(?:[a-z-]+\s){0,3}(?:village|town|settlement|hamlet|hill|base|camp)\s)?"
    r"(?:(?:which|that)\s)?(?:(?:is|lies|lying|sits|located|situated|stands)\s){0,2}"
    r"(?:(?:just|some|about|around|roughly|nearly|approximately|only|almost)\s){0,2}"
    rf"(?P<far>\d+(?:\.\d+)?|{'|'.join(_NUMBERS)})[\s-]?(?P<unit>km|kms|kilomet(?:er|re)s?|miles?)\b"
    r"(?:\s\([^()\n]{1,20}\))?\s(?:to\sthe\s)?"
    r"(?P<side>(?:north|south)[-\s]?(?:east|west)|north|south|east|west)\s(?:of|from)\s(?:the\s)?"
    r"(?:(?:[a-z]+\s){0,2}(?:city|town|village|capital)(?:\sof|,)?\s)?(?=\w)"
)


_CORE = re.compile(
    r"\b(?:kms?|kilomet(?:er|re)s?|miles?)\b(?:\s\([^()\n]{1,20}\))?\s(?:to\sthe\s)?(?:north|south|east|west)"
)


def with_told_spots(article: Article, resolutions: Sequence[Resolution]) -> tuple[Resolution, ...]:
    """Return the resolutions, where the text tells a name's distance and side from a known town, by that.

    A place that lies elsewhere is a namesake and is not answered; a name near the town that is left without a place
    gets the spot that the text gives, with the doubt of such words. What holds for one mention holds for all.
    """
    if _CORE.search(article.text) is None:
        return tuple(resolutions)
    by_start = {r.mention.start: r for r in resolutions if r.mention.role is not Role.EMBEDDED}
    told: dict[str, tuple[tuple[LonLat, float], re.Match[str], Resolution]] = {}
    for name in dict.fromkeys(r.mention.toponym for r in resolutions if _may_move(r)):
        for found in re.finditer(rf"(?<!\w){re.escape(name)}{_OFFSET.pattern}", article.text):
            anchor = by_start.get(found.end())
            spot = _spot(found, anchor) if anchor is not None else None
            if anchor is not None and spot is not None:
                told.setdefault(name, (spot, found, anchor))
    return tuple(_placed(r, *told[r.mention.toponym]) if r.mention.toponym in told else r for r in resolutions)


def _spot(found: re.Match[str], anchor: Resolution) -> tuple[LonLat, float] | None:
    """Return where the words say that it is, and how many km from there it may be."""
    town = anchor.place
    far = _NUMBERS.get(found["far"].lower()) or float(found["far"])
    km = far * (_MILE_KM if found["unit"].lower().startswith("mile") else 1)
    if town is None or town.feature_class not in "PS" or km > _FARTHEST_KM:
        return None
    side = _SIDES[re.sub(r"[-\s]", "", found["side"].lower())]
    return spot_from(town.at, side, km), max(_LEAST_KM, _SHARE * km)


def _may_move(resolution: Resolution) -> bool:
    """Say whether a name may be a small place: none that is known for its own sake."""
    place = resolution.place
    if resolution.mention.role not in {Role.LOCATIVE, Role.METONYM}:
        return False
    return place is None or (place.feature_class in "PS" and place.population < _WELL_KNOWN)


_WELL_KNOWN = 50_000


def _placed(resolution: Resolution, told: tuple[LonLat, float], found: re.Match[str], anchor: Resolution) -> Resolution:
    """Return a resolution with the place of its name nearest to the spot told, or with the spot itself."""
    (at, doubt), town = told, anchor.place
    if resolution.mention.role in {Role.EMBEDDED, Role.DEMONYM} or town is None:
        return resolution
    near = [c.place for c in resolution.candidates if km_between(c.place.at, at) <= 2 * doubt]
    if resolution.place is not None and resolution.place in near:
        return resolution
    words = " ".join(found.group().split()).removeprefix(resolution.mention.toponym).lstrip(" ,(")
    reason = f"the text says where it lies: {words} {anchor.mention.toponym}"
    if near:
        kept = min(near, key=lambda place: (km_between(place.at, at), place.id))
        return replace(resolution, place=kept, precision=Precision.TOWN, radius_km=None, reasons=(reason,))
    name = resolution.mention.toponym
    if km_between(at, town.at) > _NEAR_KM:
        return replace(resolution, place=None, precision=Precision.UNKNOWN, radius_km=None, reasons=(reason,))
    place = Place(
        id=f"{town.id}/{found['side'].lower()} {found['far'].lower()} {found['unit'].lower()}: {name}",
        name=name,
        at=at,
        country=town.country,
        admin1=town.admin1,
        source="text",
    )
    return replace(
        resolution,
        place=place,
        confidence=anchor.confidence,
        precision=Precision.AREA,
        radius_km=doubt,
        reasons=(reason,),
    )
