"""How a desk writes the names of places: its own spellings, in place of the gazetteer's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from geo.csv_files import read_table
from geo.errors import NamesError
from geo.model import Place
from geo.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseNames:
    """Spellings by place id, and by a name of the place in the form `fold` gives it."""

    by_id: Mapping[str, str]
    by_name: Mapping[str, str]

    def of(self, places: Iterable[Place]) -> dict[str, str]:
        """Return by its id the spelling of each place that has one; an id beats a name."""
        found = ((place.id, self._one(place)) for place in places)
        return {place_id: name for place_id, name in found if name}

    def _one(self, place: Place) -> str | None:
        names = (self.by_name.get(fold(name)) for name in (place.name, *place.other_names))
        return self.by_id.get(place.id) or next((name for name in names if name), None)


def read_house_names(path: Path) -> HouseNames:
    """Return the spellings of a file.

    Parameters
    ----------
    path
        CSV in UTF-8 with the columns `name,written[,place_id]`: any name of the place, and how the desk writes it.

    Raises
    ------
    NamesError
        A row cannot be used; file, line, value and remedy are named.
    """
    by_id: dict[str, str] = {}
    by_name: dict[str, str] = {}
    for line, cells in read_table(path, NamesError, ("name", "written"), ("name", "written", "place_id")):
        name, written, place_id = (cells.get(column, "").strip() for column in ("name", "written", "place_id"))
        if not written or not (name or place_id):
            msg = f"{path}:{line}: give a name or a place_id, and how it is written: name,written[,place_id]"
            raise NamesError(msg)
        filed, key = (by_id, place_id) if place_id else (by_name, fold(name))
        if filed.get(key, written) != written:
            msg = f"{path}:{line}: {name or place_id!r} is written {filed[key]!r} above and {written!r} here: leave one"
            raise NamesError(msg)
        filed[key] = written
    return HouseNames(by_id=by_id, by_name=by_name)
