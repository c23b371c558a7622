"""Which gazetteer place a point with a name is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from geo.model import LonLat, Place

SAME_PLACE_KM = 5.0
FAR_KM = 25.0
"""A point this far from the place of its `place_id` is a mistake in one of them."""


class Hit(Protocol):
    """What a gazetteer answers for a name."""

    @property
    def place(self) -> Place:
        """The place that bears the name."""


class PlaceIndex(Protocol):
    """What joining needs of a gazetteer."""

    def get(self, place_id: str, /) -> Place | None:
        """Return the place of an id."""

    def lookup(self, name: str, /) -> Iterable[Hit]:
        """Return the places that bear a name, exactly, folded or by key."""


def distance_km(a: LonLat, b: LonLat) -> float:
    """Return the great-circle distance of two points, in km.

    >>> round(distance_km(LonLat(179.9, 0.0), LonLat(-179.9, 0.0)), 1)
    22.2
    """
    from geopy.distance import great_circle  # loads every geocoder, for which no one should wait who needs no distance

    return float(great_circle((a.lat, a.lon), (b.lat, b.lon)).km)


def place_of(name: str, at: LonLat, places: PlaceIndex) -> Place | None:
    """Return the place nearest to a point that bears a name and lies within `SAME_PLACE_KM`."""
    near = [(distance_km(hit.place.at, at), hit.place.id, hit.place) for hit in places.lookup(name)]
    close = min((hit for hit in near if hit[0] <= SAME_PLACE_KM), key=lambda hit: hit[:2], default=None)
    return close[2] if close else None
