"""The places of the world under all their names, in one indexed file that opens in milliseconds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from geo.model import FeatureClass, LonLat, Match, Place
from geo.paths import data_path
from geo.place_file import PlaceFile
from geo.postings import place_number
from geo.text import alike, fold, key, same_spelling

_FEWEST_CONSONANTS = 3
_NATION = 10**10
_REGION_PART = 20
_BUILD = "build it with scripts/build_data.py gazetteer"
_MERGE = "take it away, and frontline gazetteer makes it anew"


class Hit(NamedTuple):
    """A place that bears a name, and how the name met it; `respelt` if only other letters for its sounds do."""

    place: Place
    match: Match
    respelt: bool = False


class Gazetteer:
    """Places by name: the packaged file, and beside it the places a user adds.

    Files are opened on first use and read only; a copy sent to another process opens its own.

    Parameters
    ----------
    path : Path
        The packaged file of places, with words.
    added : mapping of number to Place, optional
        Places that are not in a file, or that replace those of the same number there.
    beside : Path, optional
        A file of added places, which replace those of the same number in the packaged one.
    """

    def __init__(self, path: Path, added: Mapping[int, Place] | None = None, beside: Path | None = None) -> None:
        """Remember where the files are."""
        self.path = path
        self._packaged = PlaceFile(path, _BUILD)
        self._files = (self._packaged,) if beside is None else (PlaceFile(beside, _MERGE), self._packaged)
        self._added = dict(added or {})
        self._added_names: dict[str, set[int]] = {}
        for number, place in sorted(self._added.items()):
            for name in (place.name, *place.other_names):
                self._added_names.setdefault(fold(name), set()).add(number)
                if skeleton := key(name):
                    self._added_names.setdefault(f"{place.country}:{skeleton}", set()).add(number)
        self._reset()

    def with_places(self, added: Mapping[int, Place]) -> Gazetteer:
        """Return a gazetteer with more places beside those that are there."""
        beside = self._files[0].path if len(self._files) > 1 else None
        return Gazetteer(self.path, {**self._added, **added}, beside)

    def _reset(self) -> None:
        self._place = lru_cache(50_000)(self._read_place)
        self.lookup = lru_cache(50_000)(self._lookup)
        self.knows = lru_cache(200_000)(self._knows)

    def __getstate__(self) -> dict[str, Any]:
        """Leave what was read from the files behind."""
        kept = ("path", "_packaged", "_files", "_added", "_added_names")
        return {name: self.__dict__[name] for name in kept}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take the settings; the files are opened on first use."""
        self.__dict__.update(state)
        self._reset()

    def _numbers(self, table: str, text: str) -> set[int]:
        found = set(self._added_names.get(text, ()))
        for file in self._files:
            found.update(file.numbers(table, text))
        return found

    def _read_place(self, number: int) -> Place | None:
        if number in self._added:
            return self._added[number]
        return next((place for file in self._files if (place := file.place(number)) is not None), None)

    def _places(self, numbers: Iterable[int]) -> list[Place]:
        """Return the places of numbers; one that was merged stands under two, and comes once."""
        found = (self._place(number) for number in sorted(numbers))
        return list({place.id: place for place in found if place is not None}.values())

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
            hits += self._spelt_otherwise(name, country)
        return tuple(sorted(hits, key=_best_first))

    def _spelt_otherwise(self, name: str, country: str) -> list[Hit]:
        """Return the places of a country with a name of the same consonants that also looks like the name asked for.

        Where only the article or the letters of a vowel differ, that is no more than case and accents are.
        """
        skeleton = key(name)
        short = len(skeleton.replace(" ", "")) < _FEWEST_CONSONANTS
        found = []
        for place in self._places(self._numbers("skeleton", f"{country}:{skeleton}")) if skeleton else ():
            names = (place.name, *place.other_names)
            if any(same_spelling(name, other) for other in names):
                found.append(Hit(place, Match.FOLDED, respelt=True))
            elif not short and any(alike(name, other) for other in names):
                found.append(Hit(place, Match.KEY, respelt=True))
        return found

    def get(self, place_id: str) -> Place | None:
        """Return the place with an id such as ``gn:170654``, None if there is none."""
        try:
            return self._place(place_number(place_id))
        except ValueError:
            return None

    def in_country(self, country: str, classes: Iterable[FeatureClass] = ()) -> Iterator[Place]:
        """Yield the places of a country (two letters), by id; of the feature classes given, else of all."""
        letters = sorted(classes) or sorted(FeatureClass)
        for place in self._together([file.in_country(country, letters) for file in self._files]):
            if place.country == country and place.feature_class in letters:
                yield place

    def towns_in(self, *, west: float, south: float, east: float, north: float, population: int = 0) -> Iterator[Place]:
        """Yield the towns between meridians and parallels (degrees) with at least so many people, by id."""
        box = {"west": west, "south": south, "east": east, "north": north}
        for place in self._together([file.towns_in(**box, population=population) for file in self._files]):
            inside = west <= place.at.lon <= east and south <= place.at.lat <= north
            if inside and place.feature_class is FeatureClass.POPULATED and place.population >= population:
                yield place

    def _together(self, found: Sequence[dict[int, Place]]) -> list[Place]:
        """Return the places that files hold and all that the user added, each once, as the first of them has it."""
        places: dict[int, Place] = {}
        for some in reversed(found):
            places |= some
        places |= self._added
        return list({places[number].id: places[number] for number in sorted(places)}.values())

    def town_points(self, *, west: float, south: float, east: float, north: float) -> Iterator[tuple[LonLat, str, str]]:
        """Yield point, country and first-level code of the packaged towns between meridians and parallels."""
        return self._packaged.town_points(west=west, south=south, east=east, north=north)

    def country(self, code: str) -> Place | None:
        """Return the place that is a whole country, by its two letters."""
        return self._word(code, "country")

    def radius_km(self, place: Place) -> float | None:
        """Return the radius of a circle as large as an area place, None where it is not known."""
        return self._packaged.radius_km(place_number(place.id))

    @cached_property
    def _words(self) -> dict[tuple[str, str], int]:
        rows = self._packaged.rows("SELECT word, kind, place FROM word")
        return {(word, kind): number for word, kind, number in rows}

    def _word(self, word: str, kind: str) -> Place | None:
        number = self._words.get((word, kind))
        return None if number is None else self._place(number)

    def demonym(self, word: str) -> Place | None:
        """Return the country or region whose people or things a word names (Syrian, Turks), and not itself."""
        place = self._word(word, "demonym")
        return None if place is None or place.name == word else place

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


def packaged_gazetteer() -> Gazetteer:
    """Return the gazetteer that ships with Frontline, without what the user has added."""
    return Gazetteer(data_path("gazetteer.sqlite"))


def read_gazetteer(extra: Path | None = None) -> Gazetteer:
    """Return the packaged gazetteer, with the places that the user has added and those of a file beside it.

    Parameters
    ----------
    extra : Path, optional
        A GeoNames dump, or a CSV or GeoJSON of named points, as `geo.added_records` reads them.

    Raises
    ------
    GazetteerError
        A line that is wrong, named by file and line.
    """
    from geo.added_store import index

    packaged = packaged_gazetteer()
    beside = index(packaged)
    gazetteer = packaged if beside is None else Gazetteer(packaged.path, beside=beside)
    if extra is None:
        return gazetteer
    from geo.added_places import read_added

    return gazetteer.with_places(read_added(extra, gazetteer))
