"""Bringing places of several sources together: the same place is filed once, under the first source's id."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from geo.text import fold, key
from scripts.data_build.places import Row

_REGION_KM = 800.0
_NEAR_KM = {"A": 150.0, "P": 5.0, "S": 3.0, "L": 60.0, "H": 60.0, "T": 30.0}


def distinct(rows: Iterable[Row]) -> list[Row]:
    """Return the rows with those of one number as one: the first, under the names of all."""
    found: dict[int, Row] = {}
    for row in rows:
        old = found.get(row.number)
        found[row.number] = row if old is None else _named_too(old, row)
    return list(found.values())


def _named_too(row: Row, other: Row) -> Row:
    return replace(row, names=tuple(sorted({*row.names, other.name, *other.names} - {row.name})))


def peopled(rows: list[Row]) -> list[Row]:
    """Return the rows with the people of the towns of each first-level region as the region's population."""
    people: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows:
        if row.feature_class == "P":
            people[row.country, row.admin1] += row.population
    return [
        replace(row, population=people[row.country, row.admin1]) if row.feature_code == "ADM1" and row.admin1 else row
        for row in rows
    ]


def merge(rows: list[Row], more: Iterable[Row], *, naming: bool = False) -> list[Row]:
    """Return `rows` with `more` among them.

    A place of `more` is one that is there already if its number is, or if one of the same country and feature class
    bears one of its names (by skeleton for towns) and lies near: then only its names are taken over. Where `more` is
    `naming`, its name becomes the place's.
    """
    out = list(rows)
    by_number = {row.number: place for place, row in enumerate(out)}
    by_name: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for place, row in enumerate(out):
        for name in _forms(row):
            by_name[row.country, row.feature_class, name].append(place)
    for row in more:
        twin = by_number.get(row.number)
        if twin is None:
            twin = _twin(row, out, by_name)
        if twin is None:
            by_number[row.number] = len(out)
            out.append(row)
            continue
        merged = _named_too(out[twin], row)
        out[twin] = _renamed(merged, row.name) if naming else merged
    return out


def _renamed(row: Row, name: str) -> Row:
    return replace(row, name=name, names=tuple(sorted({row.name, *row.names} - {name})))


def _forms(row: Row) -> set[str]:
    names = {fold(name) for name in (row.name, *row.names)}
    if row.feature_class == "P":
        names |= {f"key:{key(row.name)}"}
    return names


def _twin(row: Row, out: list[Row], by_name: dict[tuple[str, str, str], list[int]]) -> int | None:
    places = {place for name in _forms(row) for place in by_name.get((row.country, row.feature_class, name), ())}
    distances = sorted((_km(row, out[place]), place) for place in places)
    return next((place for distance, place in distances if distance <= _near_km(row, out[place])), None)


def _near_km(row: Row, other: Row) -> float:
    """Return how near two rows of one name must lie to be one: the first-level regions of a country have one each."""
    if row.feature_code == other.feature_code == "ADM1":
        return _REGION_KM
    return _NEAR_KM.get(row.feature_class, -1.0)


def _km(one: Row, other: Row) -> float:
    north = (one.lat - other.lat) * 111.2
    east = (one.lon - other.lon) * 111.2 * math.cos(math.radians(one.lat))
    return math.hypot(north, east)
