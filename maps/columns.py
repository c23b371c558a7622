"""What events and snapshots share as columns: days as numbers, actors as rows."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from functools import cache
from operator import itemgetter

from geo.actors import Actors
from geo.model import Place
from geo.text import fold
from maps.style import looks

OTHER_NAMES = 12
EPOCH = date(1970, 1, 1).toordinal()
UTF16_BASIC = "\uffff"


def day_number(day: date | None) -> int | None:
    """Return a day as whole days since 1970-01-01.

    >>> day_number(date(1970, 1, 2)), day_number(None)
    (1, None)
    """
    return None if day is None else day.toordinal() - EPOCH


def other_names(place: Place) -> list[str]:
    """Return the other names by which a place may be searched: some of each script, one of those nearly alike."""
    found = {fold(name): name for name in reversed((place.name, *place.other_names))}
    names = [name for name in reversed(found.values()) if name != place.name]
    nth: Counter[str] = Counter()
    ranked = []
    for name in names:
        ranked.append((nth[_script(name)], name))
        nth[_script(name)] += 1
    ranked.sort(key=itemgetter(0))  # the first of each script, then the second of each
    return [name for _, name in ranked[: max(OTHER_NAMES, len(nth))]]


@cache
def _script_of(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _script(name: str) -> str:
    """Return the script of a name's first letter."""
    return next((_script_of(letter) for letter in name if letter.isalpha()), "")


class Faces:
    """The actors a block speaks of, by number; -1 is nobody."""

    def __init__(self, actors: Actors, codes: Iterable[str]) -> None:
        self._looks = looks(actors, codes)
        self.codes = [look.code for look in self._looks]
        self._at = {code: number for number, code in enumerate(self.codes)}

    def number(self, code: object) -> int:
        """Return the number of a code; None and other gaps of a frame are -1."""
        return self._at[code] if isinstance(code, str) else -1

    def rows(self) -> list[list[str]]:
        """Return the actors as rows of code, name, label, side, colour, dark colour."""
        return [list(asdict(look).values()) for look in self._looks]


class Units:
    r"""A text's offsets as scripts count: in units of UTF-16, of which letters beyond U+FFFF take two.

    >>> Units("a\U0001f600b").at(2)
    3
    """

    def __init__(self, text: str) -> None:
        self._wide = [] if text.isascii() else [at for at, letter in enumerate(text) if letter > UTF16_BASIC]

    def at(self, offset: int) -> int:
        """Return an offset that was counted in code points."""
        return offset + bisect_left(self._wide, offset)
