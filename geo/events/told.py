"""An event as an article tells it, with its days."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from geo.events.draft import Draft
from geo.model import Action, DayPrecision, Status

GAINS = frozenset({Action.CAPTURE, Action.TRANSFER})


@dataclass(slots=True)
class Told:
    """A draft with its days and where it is told; `more` are other tellings of the same.

    `at` is the word of the sentence that tells it, `under` the one that it is coordinated with or hangs on.
    """

    draft: Draft
    first: date | None
    last: date | None
    precision: DayPrecision
    start: int
    end: int
    sentence: tuple[int, int]
    at: int = -1
    under: int = -2
    trigger: tuple[int, int] = (0, 0)
    more: list[tuple[int, int, tuple[int, int]]] = field(default_factory=list)

    @property
    def effective(self) -> bool:
        """Whether it is told as having happened."""
        return self.draft.status not in {Status.DENIED, Status.PLANNED}


def overlap(a: Told, b: Told, slack: timedelta = timedelta()) -> bool:
    """Say whether two tellings may be of the same days."""
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return (a.first, a.last) == (b.first, b.last) or not (a.first and b.first)
    return a.first <= b.last + slack and b.first <= a.last + slack
