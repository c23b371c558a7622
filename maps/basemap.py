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

PADDING = 0.8  # how far around the base reaches, as a share of the larger side
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


@dataclass(frozen=True, kw_only=True, eq=False)
class _Home:
    """What a base is about: its bounds and, where it is a country, code, first-level units and which are disputed."""

    bounds: Extent
    country: str = ""
    units: Shapes
    disputed: npt.NDArray[np.bool_]


def read_basemap(region: Region, gazetteer: Gazetteer | None = None) -> Basemap:
    """Return the base around a region, from data/boundaries.zip, data/lakes.fgb and a gazetteer's towns."""
    units = region.units if region.country else region.units.iloc[:0]
    home = _Home(
        bounds=Extent(*region.polygon.bounds),
        country=region.country,
        units=units.geometry.to_numpy(),
        disputed=units["disputed"].to_numpy(dtype=bool),
    )
    return _read(home, gazetteer)


def read_basemap_around(bounds: Extent, gazetteer: Gazetteer | None = None) -> Basemap:
    """Return the base around bounds that are no country's, such as those of a snapshot file's areas."""
    return _read(_Home(bounds=bounds, units=np.array([], dtype=object), disputed=np.array([], dtype=bool)), gazetteer)


def _read(home: _Home, gazetteer: Gazetteer | None) -> Basemap:
    extent = home.bounds.padded(PADDING)
    step = (extent.east - extent.west) / DETAIL
    clipped = shapely.clip_by_rect(home.units, *extent)
    names, countries = _countries(home.country, extent)
    simple = shapely.coverage_simplify(np.array([*clipped, *countries], dtype=object), step)
    units, countries = simple[: len(clipped)], simple[len(clipped) :]
    data = _line_work(units, home.disputed, countries, extent, step)
    data["names"] = _country_names(names, countries, home.bounds)
    data["towns"] = _towns(home, extent, gazetteer) if gazetteer else []
    data["extent"] = list(extent)
    data["home"] = list(home.bounds)
    return Basemap(home=home.bounds, extent=extent, data=data)


def _countries(home: str, extent: Extent) -> tuple[list[str], Shapes]:
    """Return the names and clipped shapes of the countries around."""
    names, shapes = [], []
    with zipfile.ZipFile(data_path("boundaries.zip")) as archive:
        for code, entry in json.loads(archive.read("index.json")).items():
            if code == home or not _meet(entry["bbox"], extent):
                continue
            found = shapely.get_parts(shapely.from_geojson(archive.read(f"{code}.geojson")))
            shape = shapely.union_all(shapely.clip_by_rect(found, *extent))
            if not shape.is_empty:
                names.append(entry["name"])
                shapes.append(shape)
    return names, np.array(shapes, dtype=object)


def _meet(box: list[float], extent: Extent) -> bool:
    west, south, east, north = box
    return west <= extent.east and east >= extent.west and south <= extent.north and north >= extent.south


def _line_work(
    units: Shapes, is_disputed: npt.NDArray[np.bool_], countries: Shapes, extent: Extent, step: float
) -> dict[str, Any]:
    """Return land, borders, lakes as arcs that lines share."""
    home = [shapely.union_all(units)] if len(units) else []
    land = [ring for shape in [*home, *(_without_specks(shape, step) for shape in countries)] for ring in rings(shape)]
    inner = [ring for shape in units for ring in rings(shape)]
    disputed = [ring for shape in units[is_disputed] for ring in rings(shape)]
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


def _towns(home: _Home, extent: Extent, gazetteer: Gazetteer) -> list[list[Any]]:
    """Return towns as [name, lon, lat, population, is capital], the most populous first."""
    around = _countries_meeting(home.bounds.padded(NEAR))
    towns: dict[str, list[Place]] = {code: [] for code in around}
    if home.country:
        at_home = gazetteer.in_country(home.country, {FeatureClass.POPULATED})
        towns[home.country] = [place for place in at_home if _within(place, extent)]
    for place in gazetteer.towns_in(**extent._asdict(), population=NEAR_TOWN_LEAST):
        if place.country != home.country and place.country in towns:
            towns[place.country].append(place)
    kept: list[Place] = []
    for code, found in towns.items():
        most = HOME_TOWNS if code == home.country else NEAR_TOWNS
        found.sort(key=lambda place: (not _is_capital(place), -place.population, place.id))
        kept.extend(_apart(found[: 3 * most])[:most])
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
