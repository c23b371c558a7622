"""A file of places under all their names: one SQLite file, indexed, that opens in milliseconds."""

from __future__ import annotations

import sqlite3
import weakref
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from geo.errors import GazetteerError
from geo.model import FeatureClass, LonLat, Place
from geo.postings import bucket, pack_bucket, read_bucket
from geo.text import fold, key

SCHEMA = """
CREATE TABLE place (
    number INTEGER PRIMARY KEY, id TEXT, name TEXT NOT NULL, lon INTEGER NOT NULL, lat INTEGER NOT NULL,
    feature_class TEXT NOT NULL, feature_code TEXT NOT NULL, country TEXT NOT NULL, admin1 TEXT NOT NULL,
    population INTEGER NOT NULL, radius_km REAL, names BLOB, source INTEGER NOT NULL
);
CREATE TABLE source (number INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE name (bucket INTEGER PRIMARY KEY, places BLOB NOT NULL);
CREATE TABLE skeleton (bucket INTEGER PRIMARY KEY, places BLOB NOT NULL);
CREATE TABLE word (
    word TEXT NOT NULL, kind TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (word, kind)
) WITHOUT ROWID;
"""
ENGLISH = frozenset({"AU", "CA", "GB", "IE", "NZ", "US"})
"""Countries whose names are not transliterated."""
_PAGE = 4096
_SCALE = 1e5
_WITHIN = "lon BETWEEN ? AND ? AND lat BETWEEN ? AND ?"
_PLACES = """
SELECT place.number, id, place.name, lon, lat, feature_class, feature_code, country, admin1, population, names,
    source.name
FROM place JOIN source ON source.number = place.source
"""


class Filed(NamedTuple):
    """A place with the number that it is filed under, and the radius of an area where it is known."""

    number: int
    place: Place
    radius_km: float | None = None


class PlaceFile:
    """A file of places, opened on first use and read only; a copy sent to another process opens its own.

    Parameters
    ----------
    path : Path
        An SQLite file with the tables of `SCHEMA`.
    remedy : str
        What to do where there is no such file, or it is broken.
    """

    def __init__(self, path: Path, remedy: str) -> None:
        """Remember where the file is."""
        self.path = path
        self._remedy = remedy

    def __getstate__(self) -> dict[str, Any]:
        """Leave the open file behind."""
        return {"path": self.path, "_remedy": self._remedy}

    @cached_property
    def _database(self) -> sqlite3.Connection:
        if not self.path.is_file():
            msg = f"{self.path}: no such gazetteer: {self._remedy}"
            raise GazetteerError(msg)
        address = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1"
        database = sqlite3.connect(address, uri=True, check_same_thread=False)
        weakref.finalize(self, database.close)
        return database

    def rows(self, query: str, *values: object) -> list[Any]:
        """Return the rows of a query."""
        try:
            return self._database.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            msg = f"{self.path}: not a gazetteer ({error}): {self._remedy}"
            raise GazetteerError(msg) from error

    def numbers(self, table: str, text: str) -> list[int]:
        """Return the numbers of the places that a table files under a text."""
        place, code = bucket(text)
        rows = self.rows(f"SELECT places FROM {table} WHERE bucket = ?", place)  # noqa: S608
        return read_bucket(rows[0][0], code) if rows else []

    def place(self, number: int) -> Place | None:
        """Return the place of a number."""
        rows = self.rows(f"{_PLACES} WHERE place.number = ?", number)
        return _place(rows[0])[1] if rows else None

    def in_country(self, country: str, letters: Sequence[str]) -> dict[int, Place]:
        """Return the places of a country, of some feature classes, by number."""
        query = f"{_PLACES} WHERE country = ? AND feature_class IN ({','.join('?' * len(letters))})"
        return dict(map(_place, self.rows(query, country, *letters)))

    def towns_in(self, *, west: float, south: float, east: float, north: float, population: int) -> dict[int, Place]:
        """Return the towns between meridians and parallels with at least so many people, by number."""
        sides = (round(side * _SCALE) for side in (west, east, south, north))
        test = f"feature_class = 'P' AND population >= ? AND {_WITHIN}"
        return dict(map(_place, self.rows(f"{_PLACES} WHERE {test}", population, *sides)))

    def town_points(self, *, west: float, south: float, east: float, north: float) -> Iterator[tuple[LonLat, str, str]]:
        """Yield the point, country and first-level code of the towns between meridians and parallels."""
        sides = (round(side * _SCALE) for side in (west, east, south, north))
        query = f"SELECT lon, lat, country, admin1 FROM place WHERE feature_class = 'P' AND {_WITHIN}"  # noqa: S608
        for lon, lat, country, admin1 in self.rows(query, *sides):
            yield LonLat(lon / _SCALE, lat / _SCALE), country, admin1

    def radius_km(self, number: int) -> float | None:
        """Return the radius of a circle as large as an area place, None where it is not known."""
        rows = self.rows("SELECT radius_km FROM place WHERE number = ?", number)
        return rows[0][0] if rows else None


def _place(row: tuple[Any, ...]) -> tuple[int, Place]:
    number, own_id, name, lon, lat, feature_class, code, country, admin1, population, names, source = row
    others = tuple(zlib.decompress(names, -15).decode().split("\n")) if names else ()
    return number, Place(
        id=own_id or f"gn:{number}",
        name=name,
        at=LonLat(lon / _SCALE, lat / _SCALE),
        feature_class=FeatureClass(feature_class),
        feature_code=code,
        country=country,
        admin1=admin1,
        population=population,
        other_names=others,
        source=source,
    )


def write_places(path: Path, filed: Iterable[Filed], words: Iterable[tuple[str, str, int]] = ()) -> None:
    """Write a file of places; the same places give the same bytes.

    Parameters
    ----------
    path : Path
        The file, which must not be there yet.
    filed : iterable of Filed
        The places, no number twice.
    words : iterable of (word, kind, number), optional
        What else words are known to mean.
    """
    every = sorted(filed, key=lambda one: one.number)
    database = sqlite3.connect(path)
    try:
        with database:
            database.execute(f"PRAGMA page_size = {_PAGE}")
            database.executescript(SCHEMA)
            _fill_places(database, every)
            _fill_names(database, every)
            database.executemany("INSERT INTO word VALUES (?,?,?)", words)
        database.execute("VACUUM")
    finally:
        database.close()


def _fill_places(database: sqlite3.Connection, filed: Sequence[Filed]) -> None:
    sources = {name: number for number, name in enumerate(sorted({one.place.source for one in filed}))}
    database.executemany("INSERT INTO source VALUES (?,?)", [(number, name) for name, number in sources.items()])
    rows = (_row(one, sources[one.place.source]) for one in filed)
    database.executemany(f"INSERT INTO place VALUES ({','.join('?' * 13)})", rows)  # noqa: S608


def _fill_names(database: sqlite3.Connection, filed: Sequence[Filed]) -> None:
    names: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    keys: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for number, place, _ in filed:
        spellings = (place.name, *place.other_names)
        for name in {fold(name) for name in spellings} - {""}:
            _file(names, name, number)
        if place.feature_code == "PCLI" or place.country in ENGLISH:
            continue
        for skeleton in {key(name) for name in spellings}:
            if len(skeleton) > 1:
                _file(keys, f"{place.country}:{skeleton}", number)
    for table, buckets in (("name", names), ("skeleton", keys)):
        packed = ((number, pack_bucket(postings)) for number, postings in sorted(buckets.items()))
        database.executemany(f"INSERT INTO {table} VALUES (?,?)", packed)  # noqa: S608


def _file(buckets: dict[int, dict[int, set[int]]], text: str, number: int) -> None:
    place, code = bucket(text)
    buckets[place][code].add(number)


def _row(one: Filed, source: int) -> tuple[object, ...]:
    number, place, radius_km = one
    others = sorted({other for other in place.other_names if other and other != place.name})
    return (
        number,
        None if place.id == f"gn:{number}" else place.id,
        place.name,
        round(place.at.lon * _SCALE),
        round(place.at.lat * _SCALE),
        place.feature_class.value,
        place.feature_code,
        place.country,
        place.admin1,
        place.population,
        radius_km,
        zlib.compress("\n".join(others).encode(), 9, -15) if others else None,
        source,
    )
