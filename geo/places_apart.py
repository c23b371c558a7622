"""How far apart places lie, on a sphere."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from geo.model import LonLat

EARTH_KM = 6371.0088


def km_between(one: LonLat, other: LonLat) -> float:
    """Return the great-circle distance of two points in km.

    Examples
    --------
    >>> round(km_between(LonLat(36.3, 33.5), LonLat(37.16, 36.2)))
    310
    """
    lat, other_lat = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((other_lat - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(other_lat) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def spot_from(start: LonLat, bearing: float, km: float) -> LonLat:
    """Return the point at a distance in km and a bearing in degrees, clockwise from north, from another.

    Examples
    --------
    >>> there = spot_from(LonLat(37.0, 36.0), 180.0, 111.195)
    >>> round(there.lon, 3), round(there.lat, 3)
    (37.0, 35.0)
    """
    from geopy.distance import great_circle  # takes longer to load than most runs need it

    there = great_circle(kilometers=km).destination((start.lat, start.lon), bearing)
    return LonLat(there.longitude, there.latitude)


def unit_vectors(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return points (rows of longitude, latitude) as unit vectors, shape (n, 3)."""
    lon, lat = np.radians(points.reshape(-1, 2)).T
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def distances_km(points: Sequence[LonLat]) -> NDArray[np.float64]:
    """Return the great-circle distances between all points in km, as a square matrix."""
    unit = unit_vectors(np.array(points, dtype=np.float64))
    return np.asarray(EARTH_KM * np.arccos(np.clip(unit @ unit.T, -1.0, 1.0)))
