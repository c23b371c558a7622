"""Build data/baselines/syria-2024-11-26.csv: who held each Syrian place on the eve of the November 2024 offensive.

The zones are drawn by hand, after the public record of the front lines, which had hardly moved since March 2020: see
`syria_zones.geojson`. The first zone that covers a place names its holder; elsewhere it is the government.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geo.gazetteer import Gazetteer
from geo.model import FeatureClass, LonLat, Place

DAY = "2024-11-26"
ZONES = Path(__file__).with_name("syria_zones.geojson")
HEADER = ("name", "lon", "lat", "holder", "day", "weight", "source", "place_id")
ELSEWHERE = "SYR-GOV"

AL_TANF, TANF_KM = LonLat(38.64, 33.50), 55.0  # the zone around the base, held with the Syrian Free Army

# Places that a zone drawn for the country at large gets wrong.
EXCEPTIONS = {
    "own:sy-jadid-aqidat": "SDF",
    "own:sy-sheikh-maqsoud": "SDF",
    "own:sy-ashrafieh-aleppo": "SDF",
    "gn:167444": "ISR",  # Majdal Shams, on the very line
    "icao:OSKL": "SYR-GOV",  # Qamishli airport
}
_DRAWN = {FeatureClass.POPULATED, FeatureClass.SPOT}
_HILL = "HLL"
_WHOLLY_HELD = {"own:sy-jabal-abd-al-aziz"}  # a range that one actor held from end to end


def build_baseline(gazetteer: Gazetteer, boundaries: Path, target: Path) -> None:
    """Write the holder of every populated place, site and hill of Syria, the Golan Heights included."""
    golan = _golan(boundaries)
    zones = _zones()
    rows: list[tuple[str, ...]] = []
    for place in _places(gazetteer, golan):
        holder = _holder(place, [("ISR", golan), *zones])
        lon, lat = (f"{value:.5f}".rstrip("0") for value in place.at)
        rows.append((place.name, lon, lat, holder, DAY, "1", "own judgement", place.id))
    rows.sort(key=lambda row: (row[3], row[7]))
    target.parent.mkdir(exist_ok=True)
    beside = target.with_suffix(".part")
    with beside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(rows)
    beside.replace(target)


def _places(gazetteer: Gazetteer, golan: BaseGeometry) -> Iterator[Place]:
    for place in gazetteer.in_country("SY"):
        if place.feature_class in _DRAWN or place.feature_code == _HILL or place.id in _WHOLLY_HELD:
            yield place
    for place in gazetteer.in_country("IL", [FeatureClass.POPULATED]):
        if shapely.covers(golan, shapely.Point(place.at)):
            yield place


def _holder(place: Place, zones: list[tuple[str, BaseGeometry]]) -> str:
    if place.id in EXCEPTIONS:
        return EXCEPTIONS[place.id]
    if _km(place.at, AL_TANF) <= TANF_KM:
        return "SFA"
    point = shapely.Point(place.at)
    return next((holder for holder, zone in zones if shapely.covers(zone, point)), ELSEWHERE)


def _zones() -> list[tuple[str, BaseGeometry]]:
    features = json.loads(ZONES.read_text(encoding="utf-8"))["features"]
    return [(f["properties"]["holder"], shape(f["geometry"])) for f in features]


def _golan(boundaries: Path) -> BaseGeometry:
    with ZipFile(boundaries) as archive:
        units = json.loads(archive.read("SY.geojson"))["features"]
    return next(shape(f["geometry"]) for f in units if f["properties"]["name"] == "Golan Heights")


def _km(a: LonLat, b: LonLat) -> float:
    """Return a distance good to a percent over a hundred kilometres."""
    north = (a.lat - b.lat) * 111.2
    east = (a.lon - b.lon) * 111.2 * math.cos(math.radians((a.lat + b.lat) / 2))
    return math.hypot(north, east)
