"""What each mention means: a place of the gazetteer, or nothing where that is not sure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.gazetteer import Gazetteer
from geo.mentions_reading import NOWHERE
from geo.model import Article, Candidate, FeatureClass, LonLat, Mention, Place, Precision, Resolution, Role
from geo.resolve_context import Sense, senses
from geo.resolve_queries import Wording

_THRESHOLD = 0.6
_NEAR_EQUAL = 0.8
_KEPT = 5
_RADII_KM = {"CONT": 2500.0, "OCN": 3000.0, "SEA": 400.0, "GULF": 300.0, "RGN": 150.0, "STM": 150.0, "MTS": 200.0}
_RADIUS_KM = 50.0
_COUNTRYSIDE_KM = 15.0


def resolve(
    article: Article, mentions: Sequence[Mention], gazetteer: Gazetteer, forces: Mapping[str, int] = NOWHERE
) -> tuple[Resolution, ...]:
    """Return what each mention of an article means.

    Mentions need not come from `find_mentions`: any spans of the text will do.

    Parameters
    ----------
    article : Article
        The article whose text the mentions point into.
    mentions : sequence of Mention
        The mentions; those of role `embedded` stay without a place.
    gazetteer : Gazetteer
        The places to choose from.
    forces : mapping of country to int, optional
        How many forces that the article names fight in each country.

    Returns
    -------
    tuple of Resolution
        One a mention, in their order. `place` is None where no candidate is likely enough; `reasons` say why.
    """
    asked = [mention for mention in mentions if mention.role is not Role.EMBEDDED]
    meant = senses(article.text, asked, gazetteer, forces)
    return tuple(_resolution(mention, meant.get((mention.start, mention.end)), gazetteer) for mention in mentions)


def _resolution(mention: Mention, sense: Sense | None, gazetteer: Gazetteer) -> Resolution:
    if sense is None:
        reason = f"“{mention.toponym}” is part of another name"
        return Resolution(mention=mention, place=None, reasons=(reason,))
    if not sense.candidates:
        reason = f"the gazetteer has no place “{sense.query.whole}”"
        return Resolution(mention=mention, place=None, reasons=(reason,))
    best, confidence = sense.candidates[0], sense.confidence
    kept = sense.candidates[:_KEPT]
    if confidence < _THRESHOLD or sense.rival > _NEAR_EQUAL * confidence:
        doubt = sense.doubt or _doubt(kept, confidence)
        return Resolution(mention=mention, place=None, candidates=kept, confidence=confidence, reasons=(doubt,))
    place = best.place
    precision, radius = precision_of(place, gazetteer)
    if sense.query.wording is Wording.COUNTRYSIDE and place.feature_class is FeatureClass.POPULATED:
        place, precision, radius = _around(place, sense.query.whole), Precision.AREA, _COUNTRYSIDE_KM
    return Resolution(
        mention=mention,
        place=place,
        candidates=kept,
        confidence=confidence,
        precision=precision,
        radius_km=radius,
        reasons=best.reasons,
    )


def _doubt(candidates: Sequence[Candidate], confidence: float) -> str:
    names = "; ".join(
        f"{candidate.place.name} ({', '.join(filter(None, (candidate.place.admin1, candidate.place.country)))})"
        for candidate in candidates[:3]
    )
    return f"it may be {names}, and none of them is sure enough ({confidence:.2f})"


def precision_of(place: Place, gazetteer: Gazetteer) -> tuple[Precision, float | None]:
    """Return how closely a place says where something is, and the radius in km of one that is an area."""
    match place.feature_class:
        case FeatureClass.POPULATED:
            return Precision.TOWN, None
        case FeatureClass.SPOT | FeatureClass.ROAD:
            return Precision.EXACT, None
        case _:
            return Precision.AREA, gazetteer.radius_km(place) or _RADII_KM.get(place.feature_code, _RADIUS_KM)


def _around(place: Place, name: str) -> Place:
    """Return the country around a town as a place of its own, so that it is never taken for the town."""
    return Place(
        id=f"{place.id}/around",
        name=name,
        at=LonLat(*place.at),
        feature_class=FeatureClass.AREA,
        feature_code="AREA",
        country=place.country,
        admin1=place.admin1,
        source=place.source,
    )
