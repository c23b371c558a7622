"""Places that a user adds, brought together with those that are known already and with each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import numpy as np

from geo.added_records import Record, read_records
from geo.errors import GazetteerError
from geo.model import LonLat, Match, Place
from geo.places_apart import km_between, unit_vectors
from geo.postings import place_number
from geo.text import fold

ADDED = "added: "
"""What the source of a place begins with that the packaged gazetteer lacks."""
_SAME_KM = 5.0
_FAR_KM = 50.0
_MARGIN_DEGREES = 3.0
_BATCH = 256


class _Hit(Protocol):
    @property
    def place(self) -> Place: ...
    @property
    def match(self) -> Match: ...


class Known(Protocol):
    """What is asked of the gazetteer that places are added to."""

    @property
    def path(self) -> Path:
        """The packaged file."""

    def get(self, place_id: str, /) -> Place | None:
        """Return the place of an id."""

    def knows(self, folded: str, /) -> bool:
        """Tell whether any place bears a name with this folded form."""

    def lookup(self, name: str, countries: tuple[str, ...] = (), /) -> Iterable[_Hit]:
        """Return the places that bear a name."""

    def town_points(self, *, west: float, south: float, east: float, north: float) -> Iterable[tuple[LonLat, str, str]]:
        """Return the point, country and first-level code of every town between meridians and parallels."""


class Merger:
    """Places of several files, each filed once: by GeoNames id, else by name and nearness.

    Parameters
    ----------
    gazetteer : Known
        What is there already.
    """

    def __init__(self, gazetteer: Known) -> None:
        """Begin with nothing added."""
        self.places: dict[int, Place] = {}
        self._gazetteer = gazetteer
        self._names: dict[str, set[int]] = defaultdict(set)
        self._lines: dict[str, str] = {}

    def add(self, records: Iterable[Record | GazetteerError]) -> list[GazetteerError]:
        """Add the places of one file, and return what is wrong with it, line by line."""
        complaints, right = [], []
        self._lines.clear()
        for record in records:
            if isinstance(record, GazetteerError):
                complaints.append(record)
            else:
                right.append(record)
        for record, (country, admin1) in zip(right, _regions(right, self._gazetteer), strict=True):
            place = record.place
            try:
                self._file(
                    replace(place, country=place.country or country, admin1=place.admin1 or admin1), record.where
                )
            except GazetteerError as error:
                complaints.append(error)
        return complaints

    def _file(self, place: Place, where: str) -> None:
        self._check_twice(place, where)
        twin = self._twin(place, where)
        if twin is None:
            self._keep(place_number(place.id), replace(place, source=f"{ADDED}{place.source}"))
            return
        merged = _both(twin, place)
        for number in {place_number(twin.id), place_number(merged.id)}:
            self._keep(number, merged)

    def _keep(self, number: int, place: Place) -> None:
        self.places[number] = place
        for name in (place.name, *place.other_names):
            self._names[fold(name)].add(number)

    def _check_twice(self, place: Place, where: str) -> None:
        """Refuse an id that another line of the file has for another place."""
        first = self._lines.setdefault(place.id, where)
        other = self.places.get(place_number(place.id))
        if first != where and other is not None and km_between(other.at, place.at) > _SAME_KM:
            msg = f"{where}: the id {place.id!r} is that of {other.name!r} already ({first}): give it one of its own"
            raise GazetteerError(msg)

    def _twin(self, place: Place, where: str) -> Place | None:
        """Return the place that is the same: by id, else by name and nearness."""
        known = self.places.get(place_number(place.id)) or self._gazetteer.get(place.id)
        if known is None:
            return self._near(place)
        apart = km_between(known.at, place.at)
        if apart > _FAR_KM and known.feature_class in "PS":
            msg = f"{where}: {place.id!r} is {known.name!r}, {apart:.0f} km away: correct the id or the point"
            raise GazetteerError(msg)
        return known

    def _near(self, place: Place) -> Place | None:
        names = sorted({fold(name) for name in (place.name, *place.other_names)} - {""})
        found = [self.places[number] for name in names for number in sorted(self._names.get(name, ()))]
        hits = [*self._gazetteer.lookup(place.name, (place.country,))]
        hits += [hit for name in names if self._gazetteer.knows(name) for hit in self._gazetteer.lookup(name)]
        known = [(hit.match is Match.KEY, self.places.get(place_number(hit.place.id), hit.place)) for hit in hits]
        near = [
            (by_key, km_between(place.at, other.at), other.id, other)
            for by_key, other in (*((False, other) for other in found), *known)
            if other.feature_class is place.feature_class and _compatible(other, place)
        ]
        return min((one for one in near if one[1] <= _SAME_KM), default=(None,), key=lambda one: one[:3])[-1]


def _compatible(one: Place, other: Place) -> bool:
    """Tell whether two places may be one: not where GeoNames tells them apart."""
    return not (one.id.startswith("gn:") and other.id.startswith("gn:") and one.id != other.id)


def _both(old: Place, new: Place) -> Place:
    """Return a place with what another source says of it; the GeoNames id wins, and the finer code."""
    names = {*old.other_names, new.name, *new.other_names} - {old.name}
    return replace(
        old,
        id=new.id if new.id.startswith("gn:") and not old.id.startswith("gn:") else old.id,
        feature_code=new.feature_code if _finer(new, old) else old.feature_code,
        admin1=old.admin1 or new.admin1,
        population=old.population or new.population,
        other_names=tuple(sorted(names)),
    )


def _finer(new: Place, old: Place) -> bool:
    return new.feature_class is old.feature_class and old.feature_code in ("", "PPL") and new.feature_code != ""


def read_added(path: Path, gazetteer: Known) -> dict[int, Place]:
    """Return the places of a file by number; one that the gazetteer has already lends it its names.

    Raises
    ------
    GazetteerError
        The first line that is wrong, by file and line.
    """
    merger = Merger(gazetteer)
    complaints = merger.add(read_records(path))
    if complaints:
        raise complaints[0]
    return merger.places


def _regions(records: Sequence[Record], gazetteer: Known) -> list[tuple[str, str]]:
    """Return country and first-level code for each place that names no country: those of the nearest town."""
    lost = [number for number, record in enumerate(records) if not record.place.country]
    found = [("", "")] * len(records)
    if not lost:
        return found
    points = np.array([records[number].place.at for number in lost])
    (west, south), (east, north) = points.min(axis=0) - _MARGIN_DEGREES, points.max(axis=0) + _MARGIN_DEGREES
    towns = list(gazetteer.town_points(west=west, south=south, east=east, north=north))
    if not towns:
        return found
    units = unit_vectors(np.array([at for at, _, _ in towns]))
    for start in range(0, len(lost), _BATCH):
        nearest = np.argmax(unit_vectors(points[start : start + _BATCH]) @ units.T, axis=1)
        for number, at in zip(lost[start : start + _BATCH], nearest, strict=True):
            found[number] = towns[at][1:]
    return found
