"""A user's own list of places, read to stand beside the packaged gazetteer."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import numpy as np

from geo.errors import GazetteerError
from geo.model import FeatureClass, LonLat, Match, Place
from geo.places_apart import km_between, unit_vectors
from geo.postings import place_number

_NEEDED = ("name", "lon", "lat")
_SAME_KM = 5.0
_MARGIN_DEGREES = 3.0
_CLASS_OF = {"PPL": "P", "ADM": "A", "PCL": "A", "AIR": "S", "STM": "H", "MT": "T", "HLL": "T", "RGN": "L"}


class _Hit(Protocol):
    @property
    def place(self) -> Place: ...
    @property
    def match(self) -> Match: ...


class Known(Protocol):
    """What is asked of the gazetteer that places are added to."""

    def get(self, place_id: str, /) -> Place | None:
        """Return the place of an id."""

    def lookup(self, name: str, countries: tuple[str, ...], /) -> Iterable[_Hit]:
        """Return the places that bear a name."""

    def town_points(self) -> Iterable[tuple[LonLat, str]]:
        """Return the point and the country of every town."""


def read_added(path: Path, gazetteer: Known) -> dict[int, Place]:
    """Return the places of a CSV by number; one that the gazetteer has already lends it its names.

    Parameters
    ----------
    path : Path
        CSV in UTF-8 with the columns name, lon, lat and, as wanted, id, geonames_id, feature_class, feature_code,
        country, admin1, population, other_names (separated by ``|``).
    gazetteer : Known
        What is there already.

    Raises
    ------
    GazetteerError
        The first line that is wrong, by file and line.
    """
    read = list(_read(path))
    countries = _countries(read, gazetteer)
    added: dict[int, Place] = {}
    for place, country in zip(read, countries, strict=True):
        named = replace(place, country=place.country or country)
        twin = _twin(named, gazetteer)
        number = place_number(twin.id if twin is not None else named.id)
        old = added.get(number, twin)
        added[number] = named if old is None else _both(old, named)
    return added


def _both(old: Place, new: Place) -> Place:
    names = {*old.other_names, new.name, *new.other_names} - {old.name}
    return replace(old, other_names=tuple(sorted(names)), population=old.population or new.population)


def _twin(place: Place, gazetteer: Known) -> Place | None:
    """Return the place of the gazetteer that is the same: by id, else by name and nearness."""
    known = gazetteer.get(place.id)
    if known is not None:
        return known
    near = [
        (km_between(place.at, hit.place.at), hit.match is Match.KEY, hit.place)
        for hit in gazetteer.lookup(place.name, (place.country,))
        if hit.place.feature_class is place.feature_class
    ]
    near = sorted(
        (found for found in near if found[0] <= _SAME_KM), key=lambda found: (found[1], found[0], found[2].id)
    )
    return near[0][2] if near else None


def _read(path: Path) -> Iterator[Place]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [column for column in _NEEDED if column not in (reader.fieldnames or ())]
            if missing:
                msg = f"{path}:1: no column {', '.join(missing)}: the first line names the columns, name, lon and lat"
                raise GazetteerError(msg)
            for record in reader:
                yield _place(record, f"{path}:{reader.line_num}")
    except UnicodeDecodeError as error:
        msg = f"{path}: not UTF-8 at byte {error.start}: save the file as UTF-8"
        raise GazetteerError(msg) from error
    except csv.Error as error:
        msg = f"{path}: not a CSV: {error}"
        raise GazetteerError(msg) from error


def _place(record: dict[str, str | None], where: str) -> Place:
    name = (record.get("name") or "").strip()
    if not name:
        msg = f"{where}: the place has no name: give it one, or leave the line out"
        raise GazetteerError(msg)
    code = (record.get("feature_code") or "PPL").strip().upper()
    letter = record.get("feature_class") or next((c for start, c in _CLASS_OF.items() if code.startswith(start)), "S")
    try:
        at = LonLat(_number(record, "lon"), _number(record, "lat"))
        geonames = (record.get("geonames_id") or "").strip()
        given = (record.get("id") or "").strip() or f"{name}@{at.lon},{at.lat}"
        return Place(
            id=f"gn:{int(geonames)}" if geonames else given if ":" in given else f"own:{given}",
            name=name,
            at=at,
            feature_class=FeatureClass(letter.strip().upper()),
            feature_code=code,
            country=(record.get("country") or "").strip().upper(),
            admin1=(record.get("admin1") or "").strip(),
            population=int(float(record.get("population") or 0)),
            other_names=tuple(sorted({n.strip() for n in (record.get("other_names") or "").split("|")} - {"", name})),
            source=(record.get("source") or "").strip() or "own",
        )
    except ValueError as error:
        msg = f"{where}: {error}: correct the line, or leave it out"
        raise GazetteerError(msg) from error


def _number(record: dict[str, str | None], column: str) -> float:
    value = (record.get(column) or "").strip()
    try:
        return float(value)
    except ValueError:
        msg = f"{column} {value!r} is not a number of degrees"
        raise ValueError(msg) from None


def _countries(places: list[Place], gazetteer: Known) -> list[str]:
    """Return a country for each place that names none: that of the nearest town of the gazetteer."""
    if all(place.country for place in places):
        return [""] * len(places)
    points = np.array([place.at for place in places])
    (west, south), (east, north) = points.min(axis=0) - _MARGIN_DEGREES, points.max(axis=0) + _MARGIN_DEGREES
    towns = [town for town in gazetteer.town_points() if west <= town[0].lon <= east and south <= town[0].lat <= north]
    if not towns:
        return [""] * len(places)
    units = unit_vectors(np.array([at for at, _ in towns]))
    nearest = [int(np.argmax(units @ unit)) for unit in unit_vectors(points)]
    return [towns[at][1] for at in nearest]
