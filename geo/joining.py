"""Which gazetteer place a point with a name is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from geo.model import LonLat, Place
from geo.places_apart import km_between

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


def place_of(name: str, at: LonLat, places: PlaceIndex) -> Place | None:
    """Return the place nearest to a point that bears a name and lies within `SAME_PLACE_KM`."""
    near = [(km_between(hit.place.at, at), hit.place.id, hit.place) for hit in places.lookup(name)]
    close = min((hit for hit in near if hit[0] <= SAME_PLACE_KM), key=lambda hit: hit[:2], default=None)
    return close[2] if close else None
