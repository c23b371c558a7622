"""The base of a page whose places may lie anywhere: countries around the globe in outline, in detail where most lie."""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import shapely

from geo.gazetteer import Gazetteer
from geo.model import FeatureClass, LonLat, Place
from geo.paths import data_path
from maps.arcs import SCALE, cut, rings
from maps.basemap import Basemap, Extent, read_basemap, read_basemap_around
from maps.regions import read_region

OUTLINE = 0.2  # degrees: detail of the globe
SMALLEST_ISLAND = 0.05  # square degrees; a country keeps its largest part however small
MOST = 0.5  # the share of mentions from which on a country is what the articles are about
CORE = 0.9  # the share of mentions that the detailed part holds where they are about no one country
WIDEST = 24.0  # degrees of the detailed part, so that it stays detailed
LEAST = 1.0
_NAME_WITHIN = 0.5  # degrees, how well centred the name of a country stands


class Bases(NamedTuple):
    """What lies under the places: the part in detail, if places lie anywhere, and the globe if some lie beyond it."""

    home: dict[str, Any] | None
    world: dict[str, Any] | None


def read_bases(mentions: Mapping[Place, int], gazetteer: Gazetteer) -> Bases:
    """Return the base for places by how often each is mentioned."""
    home = _home(mentions, gazetteer)
    beyond = home is None or any(not _within(place.at, home.extent) for place in mentions)
    return Bases(home.data if home else None, read_world(home.data["names"] if home else ()) if beyond else None)


def read_world(named: Iterable[Sequence[Any]] = ()) -> dict[str, Any]:
    """Return the outlines of all countries; those in `named` (rows of name, lon, lat, size) get no name again."""
    with zipfile.ZipFile(data_path("boundaries.zip")) as archive:
        features = json.loads(archive.read("world.geojson"))["features"]
    names = [str(feature["properties"]["name"]) for feature in features]
    found = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in features])
    shapes = shapely.coverage_simplify(np.asarray(found, dtype=object), OUTLINE)
    work = cut([ring for shape in shapes for part in _seen(shape) for ring in rings(part)])
    uses = Counter(ref if ref >= 0 else ~ref for line in work.lines for ref in line)
    have = {row[0] for row in named}
    return {
        "arcs": work.steps(),
        "scale": SCALE,
        "land": [list(line) for line in work.lines],
        "lakes": [],
        "borders": sorted(arc for arc, count in uses.items() if count > 1),
        "regions": [],
        "disputed": [],
        "names": sorted(_name(name, shape) for name, shape in zip(names, shapes, strict=True) if name not in have),
    }


def _seen(shape: shapely.Geometry) -> list[shapely.Geometry]:
    parts = sorted(shapely.get_parts(shape), key=lambda part: -float(part.area))
    return [part for n, part in enumerate(parts) if n == 0 or part.area >= SMALLEST_ISLAND]


def _name(name: str, shape: shapely.Geometry) -> list[Any]:
    part = max(shapely.get_parts(shape), key=lambda found: float(found.area))
    circle = shapely.maximum_inscribed_circle(part, _NAME_WITHIN)
    lon, lat = circle.coords[0]
    return [name, round(lon, 2), round(lat, 2), round(circle.length, 2)]


def _home(mentions: Mapping[Place, int], gazetteer: Gazetteer) -> Basemap | None:
    """Return the base of the country that most mentions lie in, else of the stretch of the globe that holds most."""
    inside = {place: count for place, count in mentions.items() if not _is_country(place)} or dict(mentions)
    if not inside:
        return None
    countries: Counter[str] = Counter()
    for place, count in inside.items():
        countries[place.country] += count
    country, most = min(countries.items(), key=lambda item: (-item[1], item[0]))
    if country and most >= MOST * countries.total():
        region = read_region(country)
        west, _, east, _ = region.polygon.bounds
        if east - west <= WIDEST:
            return read_basemap(region, gazetteer)
    return read_basemap_around(_core(inside), gazetteer)


def _is_country(place: Place) -> bool:
    return place.feature_class is not FeatureClass.POPULATED and not place.admin1


def _core(mentions: Mapping[Place, int]) -> Extent:
    """Return the extent of the places in the middle of the mentions, neither tiny nor wider than detail allows."""
    west, east = _middle((place.at.lon, count) for place, count in mentions.items())
    south, north = _middle((place.at.lat, count) for place, count in mentions.items())
    return Extent(west, max(south, -80.0), east, min(north, 80.0))


def _middle(weighted: Iterable[tuple[float, int]]) -> tuple[float, float]:
    values, counts = (np.array(column) for column in zip(*sorted(weighted), strict=True))
    shares = np.cumsum(counts) / counts.sum()
    at = [int(np.searchsorted(shares, share)) for share in ((1 - CORE) / 2, 0.5, (1 + CORE) / 2)]
    low, median, high = (float(values[min(n, len(values) - 1)]) for n in at)
    low, high = max(low, median - WIDEST / 2), min(high, median + WIDEST / 2)
    spare = max(0.0, LEAST - (high - low)) / 2
    return low - spare, high + spare


def _within(at: LonLat, extent: Extent) -> bool:
    return extent.west <= at.lon <= extent.east and extent.south <= at.lat <= extent.north
