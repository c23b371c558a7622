"""The answers of online geocoders as places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geo.model import FeatureClass, LonLat, Place

_SETTLED = frozenset(
    "city town village hamlet isolated_dwelling locality suburb neighbourhood quarter borough city_block".split()
)
_PARTS = frozenset("suburb neighbourhood quarter borough city_block".split())
_CLASSES = {
    "boundary": FeatureClass.ADMIN,
    "natural": FeatureClass.TERRAIN,
    "waterway": FeatureClass.HYDRO,
    "water": FeatureClass.HYDRO,
    "highway": FeatureClass.ROAD,
    "landuse": FeatureClass.AREA,
}
_REGIONS = frozenset("state region province county district municipality country macroregion macrocounty".split())


def place_of(service: str, raw: Mapping[str, Any], lat: float, lon: float) -> Place:
    """Return the place of one answer, as geopy gives it raw.

    Raises
    ------
    KeyError, TypeError, ValueError
        If it is no answer of the service.
    """
    match service:
        case "nominatim":
            return _nominatim(raw, LonLat(lon, lat))
        case "geonames":
            return _geonames(raw, LonLat(lon, lat))
        case _:
            return _properties(service, raw["properties"], LonLat(lon, lat))


def _nominatim(raw: Mapping[str, Any], at: LonLat) -> Place:
    names = {str(name) for key, name in (raw.get("namedetails") or {}).items() if "name" in key}
    name = str(raw.get("name") or raw["display_name"].split(",")[0])
    country = (raw.get("address") or {}).get("country_code") or ""
    kind, value = str(raw.get("category") or raw.get("class") or ""), str(raw.get("type") or "")
    told = f"osm:{raw['osm_type']}/{raw['osm_id']}"
    return _place(told, name, at, (kind, str(raw.get("addresstype") or value)), country, names)


def _properties(service: str, told: Mapping[str, Any], at: LonLat) -> Place:
    if service == "photon":
        kinds = {"N": "node", "W": "way", "R": "relation"}
        place_id = f"osm:{kinds.get(told['osm_type'], told['osm_type'])}/{told['osm_id']}"
        kind = (str(told.get("osm_key", "")), str(told.get("osm_value", "")))
        return _place(place_id, str(told["name"]), at, kind, str(told.get("countrycode") or ""), set())
    layer = str(told.get("layer", ""))
    country = str(told.get("country_code") or "")
    return _place(f"pelias:{told['gid']}", str(told["name"]), at, ("place", layer), country, set())


def _geonames(raw: Mapping[str, Any], at: LonLat) -> Place:
    return Place(
        id=f"gn:{int(raw['geonameId'])}",
        name=str(raw.get("toponymName") or raw["name"]),
        at=at,
        feature_class=FeatureClass(raw.get("fcl") or "P"),
        feature_code=str(raw.get("fcode") or ""),
        country=str(raw.get("countryCode") or "").upper(),
        population=int(raw.get("population") or 0),
        other_names=(str(raw["name"]),),
        source="gn",
    )


def _place(place_id: str, name: str, at: LonLat, kind: tuple[str, str], country: str, names: set[str]) -> Place:
    letter, code = _feature(*kind)
    return Place(
        id=place_id,
        name=name,
        at=at,
        feature_class=letter,
        feature_code=code,
        country=country.upper(),
        other_names=tuple(sorted(names - {name})),
        source=place_id.partition(":")[0],
    )


def _feature(kind: str, value: str) -> tuple[FeatureClass, str]:
    """Return GeoNames class and code of what OpenStreetMap or Pelias calls a thing."""
    if value in _SETTLED:
        return FeatureClass.POPULATED, "PPLX" if value in _PARTS else "PPL"
    if kind == "boundary" or value in _REGIONS:
        return FeatureClass.ADMIN, "ADMD"
    return _CLASSES.get(kind, FeatureClass.SPOT), ""
