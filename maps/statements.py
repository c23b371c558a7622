"""Statements about more than one place, brought to the places they speak of: whole provinces, and cities' quarters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.model import Action, Event, Extent, FeatureClass, Place
from geo.places_apart import km_between
from maps.baseline import BaselineRow
from maps.regions import Region

QUARTER = "PPLX"  # GeoNames: a section of a populated place
QUARTER_KM = 10.0  # from the middle of a city to its quarters
CITY = 100_000  # inhabitants from which on the gazetteer knows quarters apart
_TAKING = frozenset({Action.CAPTURE, Action.TRANSFER})
_ON_AREAS = frozenset({*_TAKING, Action.WITHDRAW, Action.HOLD})


class Populated(Protocol):
    """What area statements need of a gazetteer: the places of a country."""

    def in_country(self, cc: str, feature_classes: frozenset[FeatureClass], /) -> Iterator[Place]:
        """Give the places of a country that are of these classes."""


def on_their_places(
    events: Sequence[Event], places: dict[str, Place], region: Region | None, gazetteer: Populated | None
) -> Mapping[str, list[Event]]:
    """Bring statements about whole first-level units to the places inside; adds the gazetteer's to `places`."""
    found: dict[str, list[Event]] = defaultdict(list)
    if region is None:
        return found
    whole = [e for e in events if _speaks_of_unit(e)]
    inside: dict[int, tuple[str, ...]] = {}
    for event in sorted(whole, key=lambda event: event.id):
        unit = region.unit_at(event.place.at) if event.place is not None else None
        if unit is None:
            continue
        if unit not in inside:
            if gazetteer is not None and event.action in _TAKING:
                for place in gazetteer.in_country(region.country, frozenset({FeatureClass.POPULATED})):
                    places.setdefault(place.id, place)
            inside[unit] = _inside(places, region.units.geometry.iloc[unit])
        for place_id in inside[unit]:
            found[place_id].append(event)
    return found


def of_quarters(
    own: Mapping[str, Sequence[Event]], places: Mapping[str, Place], baseline: Sequence[BaselineRow]
) -> Iterator[tuple[str, Event]]:
    """Give what is said of whole cities to their quarters; only those of the side that loses the city follow it.

    Most of a city taken on the day on which the loser left it is the whole city.
    """
    holder = {row.place.id: row.actor for row in sorted(baseline, key=lambda row: row.day)}
    quarters = [place for _, place in sorted(places.items()) if place.feature_code == QUARTER]
    for city_id, events in own.items():
        city = places[city_id]
        if city.population < CITY or city.feature_code == QUARTER:
            continue
        near = [quarter.id for quarter in quarters if km_between(city.at, quarter.at) <= QUARTER_KM]
        for event in events:
            loser = event.opponent or holder.get(city_id)
            takes = event.action in _TAKING and event.actor and loser
            whole = event.extent is Extent.FULL or (takes and _left(str(loser), event, events))
            if (takes or event.action is Action.WITHDRAW) and whole and event.effective:
                told = replace(event, opponent=loser, extent=Extent.FULL)
                yield from ((quarter, told) for quarter in near)


def _left(loser: str, capture: Event, events: Sequence[Event]) -> bool:
    """Whether the loser of most of a city is said to have left it whole on the same day."""
    return any(
        event.action is Action.WITHDRAW
        and event.actor == loser
        and event.extent is Extent.FULL
        and event.effective
        and (event.day_from, event.day_to) == (capture.day_from, capture.day_to)
        for event in events
    )


def _speaks_of_unit(event: Event) -> bool:
    place = event.place
    return (
        place is not None
        and place.feature_code == "ADM1"
        and event.action in _ON_AREAS
        and event.extent is Extent.FULL
        and event.effective
    )


def _inside(places: Mapping[str, Place], polygon: BaseGeometry) -> tuple[str, ...]:
    ids = sorted(places)
    at = np.array([places[i].at for i in ids])
    shapely.prepare(polygon)
    return tuple(i for i, within in zip(ids, shapely.intersects_xy(polygon, at[:, 0], at[:, 1]), strict=True) if within)
