"""What lies under the areas: countries, first-level borders, lakes and named towns around a region, as lines."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geo.gazetteer import Gazetteer
from geo.model import FeatureClass, Place
from geo.paths import data_path
from maps.arcs import SCALE, Points, cut, rings
from maps.regions import Region

DETAIL = 3500  # the extent's width holds this many steps of detail
HOME_TOWNS = 300
NEAR_TOWNS = 25
SMALLEST_ISLAND = 4  # steps of detail
SMALLEST_LAKE = 2e-4  # share of the extent's width squared
NEAR = 0.3  # how far around the region towns of neighbours are named, as a share of its larger side
NEAR_TOWN_LEAST = 20_000
CITY_REACH = 0.12  # degrees
GREAT_CITY, GREAT_CITY_REACH = 1_000_000, 0.3

Shapes = npt.NDArray[np.object_]


class Extent(NamedTuple):
    """Degrees: west, south, east, north."""

    west: float
    south: float
    east: float
    north: float

    def padded(self, share: float) -> Extent:
        """Return the extent with a share of its larger side added all round, on the globe."""
        by = max(self.east - self.west, self.north - self.south) * share
        return Extent(
            max(-180.0, self.west - by),
            max(-85.0, self.south - by),
            min(180.0, self.east + by),
            min(85.0, self.north + by),
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Basemap:
    """A vector base; `home` is what the map is about, `extent` what is drawn."""

    home: Extent
    extent: Extent
    data: dict[str, Any]


def read_basemap(region: Region, gazetteer: Gazetteer | None = None) -> Basemap:
    """Return the base around a region, from data/boundaries.zip, data/lakes.fgb and a gazetteer's towns."""
    home = Extent(*region.polygon.bounds)
    extent = home.padded(0.8)
    step = (extent.east - extent.west) / DETAIL
    names, units, countries = _countries(region, extent)
    simple = shapely.coverage_simplify(np.array([*units, *countries], dtype=object), step)
    units, countries = simple[: len(units)], simple[len(units) :]
    data = _line_work(region, extent, units, countries, step)
    data["names"] = _country_names(names, countries, home)
    data["towns"] = _towns(region, extent, gazetteer) if gazetteer else []
    data["extent"] = list(extent)
    data["home"] = list(home)
    return Basemap(home=home, extent=extent, data=data)


def _countries(region: Region, extent: Extent) -> tuple[list[str], Shapes, Shapes]:
    """Return the names of the countries around, the units of the region and those countries, clipped."""
    units = shapely.clip_by_rect(region.units.geometry.to_numpy(), *extent)
    names, shapes = [], []
    with zipfile.ZipFile(data_path("boundaries.zip")) as archive:
        for code, entry in json.loads(archive.read("index.json")).items():
            if code == region.country or not _meet(entry["bbox"], extent):
                continue
            found = shapely.get_parts(shapely.from_geojson(archive.read(f"{code}.geojson")))
            shape = shapely.union_all(shapely.clip_by_rect(found, *extent))
            if not shape.is_empty:
                names.append(entry["name"])
                shapes.append(shape)
    if not region.country:
        units = units[:0]
    return names, units, np.array(shapes, dtype=object)


def _meet(box: list[float], extent: Extent) -> bool:
    west, south, east, north = box
    return west <= extent.east and east >= extent.west and south <= extent.north and north >= extent.south


def _line_work(region: Region, extent: Extent, units: Shapes, countries: Shapes, step: float) -> dict[str, Any]:
    """Return land, borders, lakes as arcs that lines share."""
    home = [shapely.union_all(units)] if len(units) else []
    land = [ring for shape in [*home, *(_without_specks(shape, step) for shape in countries)] for ring in rings(shape)]
    inner = [ring for shape in units for ring in rings(shape)]
    disputed = [ring for shape in units[_disputed(region, units)] for ring in rings(shape)]
    lakes = [ring for shape in _lakes(extent, step) for ring in rings(shape)]
    work = cut([*land, *inner, *disputed, *lakes])
    ends = np.cumsum([len(land), len(inner), len(disputed), len(lakes)])
    parts = [work.lines[a:b] for a, b in zip([0, *ends], ends, strict=False)]
    arcs = [{_arc(ref) for line in part for ref in line} for part in parts]
    edge = {n for n, arc in enumerate(work.arcs) if _on_edge(arc, extent)}
    return {
        "arcs": work.steps(),
        "scale": SCALE,
        "land": [list(line) for line in parts[0]],
        "lakes": [list(line) for line in parts[3]],
        "borders": sorted(arcs[0] - arcs[2] - edge),
        "regions": sorted(arcs[1] - arcs[0] - arcs[2] - edge),
        "disputed": sorted(arcs[2] - edge),
    }


def _without_specks(shape: shapely.Geometry, step: float) -> shapely.Geometry:
    """Leave out islands too small to be seen."""
    parts = [part for part in shapely.get_parts(shape) if part.area > (SMALLEST_ISLAND * step) ** 2]
    return shapely.GeometryCollection(parts)


def _arc(ref: int) -> int:
    return ref if ref >= 0 else ~ref


def _disputed(region: Region, units: Shapes) -> npt.NDArray[np.bool_]:
    return region.units["disputed"].to_numpy(dtype=bool)[: len(units)]


def _on_edge(arc: Points, extent: Extent) -> bool:
    west, south, east, north = (round(side * SCALE) for side in extent)
    lons, lats = arc[:, 0], arc[:, 1]
    upright = (np.abs(lons - west) <= 1) | (np.abs(lons - east) <= 1)
    level = (np.abs(lats - south) <= 1) | (np.abs(lats - north) <= 1)
    return bool((upright | level).all())


def _lakes(extent: Extent, step: float) -> Iterable[shapely.Geometry]:
    found = gpd.read_file(data_path("lakes.fgb"), bbox=tuple(extent))
    clipped = shapely.clip_by_rect(shapely.simplify(found.geometry.to_numpy(), step), *extent)
    smallest = SMALLEST_LAKE * ((extent.east - extent.west) / 10) ** 2
    return [shape for shape in clipped if shape.area > smallest]


def _country_names(names: list[str], countries: Shapes, home: Extent) -> list[list[Any]]:
    """Return each country's name and where it stands, inside the opening view if the country reaches into it."""
    result = []
    near = shapely.clip_by_rect(countries, *home.padded(0.12))
    for name, shape, seen in zip(names, countries, near, strict=True):
        part = max(shapely.get_parts(shape if seen.is_empty else seen), key=lambda found: float(found.area))
        if part.geom_type != "Polygon":
            continue
        circle = shapely.maximum_inscribed_circle(part, 0.02)
        lon, lat = circle.coords[0]
        result.append([name, round(lon, 3), round(lat, 3), round(circle.length, 3)])
    return sorted(result)


def _towns(region: Region, extent: Extent, gazetteer: Gazetteer) -> list[list[Any]]:
    """Return towns as [name, lon, lat, population, is capital], the most populous first."""
    seen = Extent(*region.polygon.bounds).padded(NEAR)
    kept: list[Place] = []
    for code in _countries_meeting(seen):
        found = [place for place in gazetteer.in_country(code, {FeatureClass.POPULATED}) if _within(place, extent)]
        found.sort(key=lambda place: (not _is_capital(place), -place.population, place.id))
        at_home = code == region.country
        most, least = (HOME_TOWNS, 0) if at_home else (NEAR_TOWNS, NEAR_TOWN_LEAST)
        kept.extend(_apart([place for place in found if place.population >= least][: 3 * most])[:most])
    kept.sort(key=lambda place: (-place.population, place.id))
    return [
        [place.name, round(place.at.lon, 4), round(place.at.lat, 4), place.population, int(_is_capital(place))]
        for place in kept
    ]


def _countries_meeting(box: Extent) -> list[str]:
    with zipfile.ZipFile(data_path("boundaries.zip")) as archive:
        index = json.loads(archive.read("index.json"))
    return [code for code, entry in sorted(index.items()) if _meet(entry["bbox"], box)]


def _apart(places: list[Place]) -> list[Place]:
    """Leave out the districts of a city: of what lies close together, what has the most names stays."""
    kept: list[Place] = []
    for place in sorted(places, key=lambda place: (-len(place.other_names), -place.population, place.id)):
        if not any(_is_district(place, city) for city in kept):
            kept.append(place)
    return kept


def _is_district(place: Place, city: Place) -> bool:
    reach = GREAT_CITY_REACH if city.population >= GREAT_CITY else CITY_REACH
    return abs(place.at.lon - city.at.lon) + abs(place.at.lat - city.at.lat) <= reach


def _within(place: Place, extent: Extent) -> bool:
    return extent.west < place.at.lon < extent.east and extent.south < place.at.lat < extent.north


def _is_capital(place: Place) -> bool:
    return place.feature_code == "PPLC"
