"""Names that the gazetteer lacks, answered by an online geocoder where the text gives evidence of the place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from geo.gazetteer import Gazetteer
from geo.mentions_reading import NOWHERE
from geo.model import Article, Candidate, LonLat, Match, Place, Resolution, Role
from geo.online import Online
from geo.places_apart import km_between
from geo.resolve import precision_of
from geo.resolve_groups import countries_of_text
from geo.text import alike, fold

_NEAR_KM, _SAME_KM = 120.0, 5.0
_NEAR_SURE, _ALONE_SURE = 0.8, 0.65
_OF_PLACES = frozenset((Role.LOCATIVE, Role.METONYM, Role.ASSOCIATIVE))


def answered(
    article: Article,
    resolutions: Sequence[Resolution],
    gazetteer: Gazetteer,
    online: Online,
    forces: Mapping[str, int] = NOWHERE,
) -> tuple[Resolution, ...]:
    """Return resolutions in which names that the gazetteer lacks have the places that an online geocoder knows.

    A name is asked for in the countries that the text speaks of; where it speaks of none, nothing is asked. Of several
    answers the one near the other places of the text is taken, a lone one anywhere in those countries; else none.

    Raises
    ------
    OnlineError
        If the service gives no answer.
    """
    mentions = [resolution.mention for resolution in resolutions]
    countries = countries_of_text(article.text, mentions, gazetteer, forces)
    ground = [
        resolution.place.at
        for resolution in resolutions
        if resolution.place is not None and resolution.place.feature_class in "PS"
    ]
    return tuple(
        _asked(resolution, countries, ground, gazetteer, online) if _lacking(resolution) else resolution
        for resolution in resolutions
    )


def _lacking(resolution: Resolution) -> bool:
    return resolution.place is None and not resolution.candidates and resolution.mention.role in _OF_PLACES


def _asked(
    resolution: Resolution, countries: Sequence[str], ground: Sequence[LonLat], gazetteer: Gazetteer, online: Online
) -> Resolution:
    name = " ".join(resolution.mention.toponym.split())
    if not countries:
        return _without(resolution, f"{online.service} was not asked, for the text speaks of no country")
    answer = online.ask(name, countries)
    places = [place for place in answer.places if _bears(place, name)]
    told = f"{online.service} on {answer.day}"
    if not places:
        return _without(resolution, f"{told} knew no such place in {', '.join(sorted(countries))}")
    near = [place for place in places if any(km_between(place.at, at) <= _NEAR_KM for at in ground)]
    if len(near or places) > 1 and not _together(near or places):
        return _without(resolution, f"{told} knew {len(near or places)} such places, and nothing tells which is meant")
    place = (near or places)[0]
    reason = f"{told} knew it, " + ("near other places of the text" if near else "in a country that the text speaks of")
    precision, radius = precision_of(place, gazetteer)
    candidate = Candidate(place=place, match=Match.FOLDED, score=0.0, reasons=(reason,))
    return replace(
        resolution,
        place=place,
        candidates=(candidate,),
        confidence=_NEAR_SURE if near else _ALONE_SURE,
        precision=precision,
        radius_km=radius,
        reasons=(*resolution.reasons, reason),
    )


def _without(resolution: Resolution, reason: str) -> Resolution:
    return replace(resolution, reasons=(*resolution.reasons, reason))


def _bears(place: Place, name: str) -> bool:
    """Tell whether a place bears the name that was asked for: services also answer what only resembles it."""
    return any(fold(other) == fold(name) or alike(other, name) for other in (place.name, *place.other_names))


def _together(places: Sequence[Place]) -> bool:
    """Tell whether answers are one place several times, such as a town and its bounds."""
    return all(km_between(places[0].at, place.at) <= _SAME_KM for place in places)
