"""Places that changed hands between two snapshots, and places on which reports contradict each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypedDict

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.actors import Actors
from geo.model import Event, LonLat, Place
from maps.compare_ground import NO_DATA, holders_of
from maps.schema import WGS84, PlaceState
from maps.tiling import Spots

UNSEEN = frozenset({NO_DATA, PlaceState.UNKNOWN.value})
CONTESTED = PlaceState.CONTESTED.value
DEGREE_DIGITS = 5
NEAR_M = 60_000.0  # a place farther away names no spot


class Kind(StrEnum):
    """What a change is: of hands, within a side, into or out of contest, or only from or to nothing known."""

    TAKEN = "taken"
    SAME_SIDE = "same_side"
    CONTESTED = "contested"
    NO_DATA = "no_data"


class Change(TypedDict("Change", {"from": str, "to": str})):
    """A place that changed hands; `from` and `to` are codes, `contested`, `unknown` or `no_data`.

    `event_ids` are those that say so; against a map of other origin those of our map, whichever it is. `day` is the
    first day of the state after, where it lies between the two days or these are editions of one day.
    """

    place_id: str
    place: str
    lon: float
    lat: float
    day: str | None
    kind: str
    same_side: bool
    event_ids: list[str]


class Disputed(TypedDict):
    """A place of which reports say what cannot all be true."""

    place_id: str
    place: str
    lon: float
    lat: float
    event_ids: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place with the label that a snapshot gives it: a code, `contested`, `unknown` or `no_data`.

    `told` says whether the snapshot has it as a place of its own, rather than as a spot in an area.
    """

    name: str
    at: LonLat
    label: str
    since: date | None = None
    event_ids: tuple[str, ...] = ()
    told: bool = True


def spots_of(places: gpd.GeoDataFrame) -> dict[str, Spot]:
    """Return the places of a snapshot by their ids."""
    names = ("place_id", "name", "state", "actor", "since", "event_ids")
    columns = (*(places[name] for name in names), places.geometry.x, places.geometry.y)
    return {
        str(place_id): Spot(
            name=str(name),
            at=LonLat(round(float(x), DEGREE_DIGITS), round(float(y), DEGREE_DIGITS)),
            label=str(actor) if state == PlaceState.HELD.value else str(state),
            since=None if pd.isna(since) else since,
            event_ids=tuple(event_ids),
        )
        for place_id, name, state, actor, since, event_ids, x, y in zip(*columns, strict=True)
    }


def spots_in(areas: gpd.GeoDataFrame, places: Mapping[str, tuple[str, LonLat]]) -> dict[str, Spot]:
    """Return places with the holder of the area that each lies in: what a map of areas alone says of them."""
    held = holders_of(areas)
    inside = Spots(np.array([at for _, at in places.values()]).reshape(-1, 2)).owners(areas.geometry.to_numpy())
    return {
        place_id: Spot(name=name, at=at, label=str(held[area]) if area >= 0 else NO_DATA, told=False)
        for (place_id, (name, at)), area in zip(places.items(), inside, strict=True)
    }


def towns_by_id(towns: Iterable[Place]) -> dict[str, tuple[str, LonLat]]:
    """Return name and point of places by their ids."""
    return {place.id: (place.name, place.at) for place in towns}


def changes_between(
    before: Mapping[str, Spot], after: Mapping[str, Spot], actors: Actors, days: tuple[date, date]
) -> tuple[Change, ...]:
    """Return the places whose label changed, in the order of their ids; from unknown to no data is no change."""
    found = []
    for place_id in sorted(before.keys() | after.keys()):
        old, new = before.get(place_id), after.get(place_id)
        labels = old.label if old else NO_DATA, new.label if new else NO_DATA
        if labels[0] == labels[1] or UNSEEN.issuperset(labels):
            continue
        shown = new or old
        if shown is None:
            continue
        kind = _kind(*labels, actors)
        began = _began(new, days)
        found.append(
            Change(
                {
                    "place_id": place_id,
                    "place": shown.name or (old.name if old else ""),
                    "lon": shown.at.lon,
                    "lat": shown.at.lat,
                    "from": labels[0],
                    "to": labels[1],
                    "day": began.isoformat() if began else None,
                    "kind": kind.value,
                    "same_side": kind is Kind.SAME_SIDE,
                    "event_ids": list(_sources(old, new)),
                }
            )
        )
    return tuple(found)


def _sources(old: Spot | None, new: Spot | None) -> tuple[str, ...]:
    """Return the events that speak for the state after; against a map of areas alone those of the other map."""
    if new is not None and not new.told and old is not None:
        return old.event_ids
    return new.event_ids if new else ()


def _began(spot: Spot | None, days: tuple[date, date]) -> date | None:
    """Return the first day of a place's state, where it lies between the days, or these are two editions of one."""
    if spot is None or spot.since is None:
        return None
    first, last = sorted(days)
    return spot.since if first < spot.since <= last or first == last else None


def _kind(old: str, new: str, actors: Actors) -> Kind:
    if not UNSEEN.isdisjoint({old, new}):
        return Kind.NO_DATA
    if CONTESTED in {old, new}:
        return Kind.CONTESTED
    return Kind.SAME_SIDE if actors.side(old) == actors.side(new) else Kind.TAKEN


def disputed_between(
    events: Sequence[Event], days: tuple[date, date], known_by: tuple[date | None, date | None]
) -> tuple[Disputed, ...]:
    """Return the places on which reports of the time between contradict each other, in the order of their ids.

    Of the time between is what happened after the earlier day until the later, or was published between two editions.
    """
    by_id = {event.id: event for event in events}
    found: dict[str, set[str]] = defaultdict(set)
    places = {}
    for event in events:
        if event.disagrees and event.place and _between(event, days, known_by):
            places[event.place.id] = event.place
            found[event.place.id] |= {event.id, *(other for other in event.disagrees if other in by_id)}
    return tuple(
        Disputed(
            place_id=place_id,
            place=places[place_id].name,
            lon=round(places[place_id].at.lon, DEGREE_DIGITS),
            lat=round(places[place_id].at.lat, DEGREE_DIGITS),
            event_ids=sorted(found[place_id]),
        )
        for place_id in sorted(found)
    )


def _between(event: Event, days: tuple[date, date], known_by: tuple[date | None, date | None]) -> bool:
    first, last = sorted(days)
    if event.day_to is not None and first < event.day_to <= last:
        return True
    published = event.provenance.published
    if known_by[0] == known_by[1] or published is None or event.day_to is None or event.day_to > last:
        return False
    early, late = sorted(day or date.max for day in known_by)
    return early < published <= late


def nearest_names(points: gpd.GeoSeries, named: Mapping[str, tuple[str, LonLat]], most_m: float, crs: str) -> list[str]:
    """Return for each point, in metres of a projection, the name of the nearest place within reach, else ''."""
    found = [""] * len(points)
    if not named or not len(points):
        return found
    names = [name for name, _ in named.values()]
    at = gpd.GeoSeries(shapely.points([at for _, at in named.values()]), crs=WGS84).to_crs(crs)
    which, near = shapely.STRtree(at.to_numpy()).query_nearest(
        points.to_numpy(), max_distance=most_m, all_matches=False
    )
    for point, place in zip(which, near, strict=True):
        found[int(point)] = names[int(place)]
    return found
