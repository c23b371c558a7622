"""The places of the world under all their names, in one indexed file that opens in milliseconds."""

from __future__ import annotations

import sqlite3
import weakref
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from geo.errors import GazetteerError
from geo.model import FeatureClass, LonLat, Match, Place
from geo.paths import data_path
from geo.postings import bucket, place_number, read_bucket
from geo.text import alike, fold, key

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
_LONGEST_CODE = 4
_FEWEST_CONSONANTS = 3
_NATION = 10**10
_REGION_PART = 20
_PLACES = """
SELECT place.number, id, place.name, lon, lat, feature_class, feature_code, country, admin1, population, names,
    source.name
FROM place JOIN source ON source.number = place.source
"""
_PLACE = f"{_PLACES} WHERE place.number = ?"
_TOWNS = f"{_PLACES} WHERE feature_class = 'P' AND population >= ? AND lon BETWEEN ? AND ? AND lat BETWEEN ? AND ?"


class Hit(NamedTuple):
    """A place that bears a name, and how the name met it."""

    place: Place
    match: Match


def code_like(name: str) -> bool:
    """Tell whether an alternate is a code (of an airport, a force) and no name.

    Examples
    --------
    >>> code_like("HTS"), code_like("ALP"), code_like("Ub"), code_like("حلب")
    (True, True, False, False)
    """
    return len(name) <= _LONGEST_CODE and name.isascii() and (name.isupper() or name.isdigit())


class Gazetteer:
    """Places by name: the packaged file, and beside it the places a user adds.

    The file is opened on first use and read only; a copy sent to another process opens its own.

    Parameters
    ----------
    path : Path
        An SQLite file with the tables of `SCHEMA`.
    added : mapping of number to Place, optional
        Places that are not in the file, or that replace those of the same number in it.
    """

    def __init__(self, path: Path, added: Mapping[int, Place] | None = None) -> None:
        """Remember where the file is."""
        self.path = path
        self._added = dict(added or {})
        self._added_names: dict[str, set[int]] = {}
        for number, place in sorted(self._added.items()):
            for name in (place.name, *place.other_names):
                self._added_names.setdefault(fold(name), set()).add(number)
                if skeleton := key(name):
                    self._added_names.setdefault(f"{place.country}:{skeleton}", set()).add(number)
        self._reset()

    def _reset(self) -> None:
        self._place = lru_cache(50_000)(self._read_place)
        self.lookup = lru_cache(50_000)(self._lookup)
        self.knows = lru_cache(200_000)(self._knows)

    def __getstate__(self) -> dict[str, Any]:
        """Leave the open file and what was read from it behind."""
        return {name: self.__dict__[name] for name in ("path", "_added", "_added_names")}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take the settings; the file is opened on first use."""
        self.__dict__.update(state)
        self._reset()

    @cached_property
    def _database(self) -> sqlite3.Connection:
        if not self.path.is_file():
            msg = f"{self.path}: no such gazetteer: build it with scripts/build_data.py gazetteer"
            raise GazetteerError(msg)
        address = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1"
        database = sqlite3.connect(address, uri=True, check_same_thread=False)
        weakref.finalize(self, database.close)
        return database

    def _rows(self, query: str, *values: object) -> list[Any]:
        try:
            return self._database.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            msg = f"{self.path}: not a gazetteer ({error}): build it with scripts/build_data.py gazetteer"
            raise GazetteerError(msg) from error

    def _numbers(self, table: str, text: str) -> set[int]:
        place, code = bucket(text)
        rows = self._rows(f"SELECT places FROM {table} WHERE bucket = ?", place)  # noqa: S608
        found = set(read_bucket(rows[0][0], code)) if rows else set()
        return found | self._added_names.get(text, set())

    def _read_place(self, number: int) -> Place | None:
        if number in self._added:
            return self._added[number]
        rows = self._rows(_PLACE, number)
        return _place(rows[0]) if rows else None

    def _places(self, numbers: Iterable[int]) -> list[Place]:
        return [place for number in sorted(numbers) if (place := self._place(number)) is not None]

    def _knows(self, folded: str) -> bool:
        """Tell whether any place bears a name with this folded form."""
        return bool(self._numbers("name", folded))

    def _lookup(self, name: str, countries: tuple[str, ...] = ()) -> tuple[Hit, ...]:
        """Return the places that bear a name, best match first, then most populous.

        Parameters
        ----------
        name : str
            The name as the text writes it.
        countries : tuple of str
            Countries (two letters) in which a place may also be met by the consonant skeleton of its name: there has
            to be evidence for the country, since skeletons of short names meet everywhere.

        Returns
        -------
        tuple of Hit
            Exact matches, then folded, then those by skeleton.
        """
        folded = fold(name)
        if not folded:
            return ()
        numbers = self._numbers("name", folded)
        hits = [
            Hit(place, Match.EXACT if name == place.name or name in place.other_names else Match.FOLDED)
            for place in self._places(numbers)
        ]
        for country in countries if not any(hit.place.country in countries for hit in hits) else ():
            hits += [Hit(place, Match.KEY) for place in self._spelt_otherwise(name, country)]
        return tuple(sorted(hits, key=_best_first))

    def _spelt_otherwise(self, name: str, country: str) -> list[Place]:
        """Return the places of a country with a name of the same consonants that also looks like the name asked for."""
        skeleton = key(name)
        if len(skeleton.replace(" ", "")) < _FEWEST_CONSONANTS:
            return []
        places = self._places(self._numbers("skeleton", f"{country}:{skeleton}"))
        return [place for place in places if any(alike(name, other) for other in (place.name, *place.other_names))]

    def get(self, place_id: str) -> Place | None:
        """Return the place with an id such as ``gn:170654``, None if there is none."""
        try:
            return self._place(place_number(place_id))
        except ValueError:
            return None

    def in_country(self, country: str, classes: Iterable[FeatureClass] = ()) -> Iterator[Place]:
        """Yield the places of a country (two letters), by id; of the feature classes given, else of all."""
        letters = sorted(classes) or sorted(FeatureClass)
        query = f"{_PLACES} WHERE country = ? AND feature_class IN ({','.join('?' * len(letters))})"
        places = self._with_added(self._rows(query, country, *letters))
        return (place for place in places if place.country == country and place.feature_class in letters)

    def towns_in(self, *, west: float, south: float, east: float, north: float, population: int = 0) -> Iterator[Place]:
        """Yield the towns between meridians and parallels (degrees) with at least so many people, by id."""
        sides = (round(side * 1e5) for side in (west, east, south, north))
        for place in self._with_added(self._rows(_TOWNS, population, *sides)):
            inside = west <= place.at.lon <= east and south <= place.at.lat <= north
            if inside and place.feature_class is FeatureClass.POPULATED and place.population >= population:
                yield place

    def _with_added(self, rows: list[Any]) -> list[Place]:
        """Return the places of rows and all that the user added, which replace those of their number."""
        found = {row[0]: _place(row) for row in rows if row[0] not in self._added} | self._added
        return [found[number] for number in sorted(found)]

    def town_points(self) -> Iterator[tuple[LonLat, str]]:
        """Yield the point and country of every populated place of the file."""
        for lon, lat, country in self._rows("SELECT lon, lat, country FROM place WHERE feature_class = 'P'"):
            yield LonLat(lon / 1e5, lat / 1e5), country

    def country(self, code: str) -> Place | None:
        """Return the place that is a whole country, by its two letters."""
        return self._word(code, "country")

    def radius_km(self, place: Place) -> float | None:
        """Return the radius of a circle as large as an area place, None where it is not known."""
        rows = self._rows("SELECT radius_km FROM place WHERE number = ?", place_number(place.id))
        return rows[0][0] if rows else None

    @cached_property
    def _words(self) -> dict[tuple[str, str], int]:
        return {(word, kind): number for word, kind, number in self._rows("SELECT word, kind, place FROM word")}

    def _word(self, word: str, kind: str) -> Place | None:
        number = self._words.get((word, kind))
        return None if number is None else self._place(number)

    def demonym(self, word: str) -> Place | None:
        """Return the country or region whose people or things a word names: Syrian, Turks."""
        return self._word(word, "demonym")

    def common_word(self, folded: str) -> bool:
        """Tell whether a name is an everyday English word as well: Reading, Hope, Mobile."""
        return (folded, "common") in self._words

    def given_name(self, word: str) -> bool:
        """Tell whether a word is a given name of people."""
        return (word.casefold(), "given") in self._words

    def surname(self, folded: str) -> bool:
        """Tell whether a name is a surname of people as well."""
        return (folded, "surname") in self._words

    def shortened(self, word: str) -> Place | None:
        """Return the state or province that agencies shorten so: Calif., Ont."""
        return self._word(word, "shortened")


def _place(row: tuple[Any, ...]) -> Place:
    number, own_id, name, lon, lat, feature_class, code, country, admin1, population, names, source = row
    others = tuple(zlib.decompress(names, -15).decode().split("\n")) if names else ()
    return Place(
        id=own_id or f"gn:{number}",
        name=name,
        at=LonLat(lon / 1e5, lat / 1e5),
        feature_class=FeatureClass(feature_class),
        feature_code=code,
        country=country,
        admin1=admin1,
        population=population,
        other_names=others,
        source=source,
    )


_RANK = {Match.EXACT: 0, Match.FOLDED: 1, Match.KEY: 2}


def _best_first(hit: Hit) -> tuple[int, int, str]:
    return _RANK[hit.match], -standing(hit.place), hit.place.id


def standing(place: Place) -> int:
    """Return how well known a place is likely to be: its population; a region's counts a twentieth, a country leads.

    So a name means the town of a region of that name, unless the town is a small one.
    """
    if place.feature_code == "PCLI":
        return _NATION + place.population
    return place.population // _REGION_PART if place.feature_code == "ADM1" else place.population


def read_gazetteer(extra: Path | None = None) -> Gazetteer:
    """Return the packaged gazetteer, with the places of a user's CSV beside it.

    Parameters
    ----------
    extra : Path, optional
        CSV with the columns name, lon, lat and, as wanted, id, geonames_id, feature_code, country, population,
        other_names (separated by ``|``).

    Raises
    ------
    GazetteerError
        A line that is wrong, named by file and line.
    """
    packaged = Gazetteer(data_path("gazetteer.sqlite"))
    if extra is None:
        return packaged
    from geo.added_places import read_added

    return Gazetteer(packaged.path, read_added(extra, packaged))
