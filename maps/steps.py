"""The control of a place from a day on, and what a day's events say together of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geo.model import Action, Extent
from maps.schema import PlaceState

OWN_WEIGHT = 4.0  # of a place with reported or confirmed events of its own, or besieged: a true enclave lives
CLAIM_WEIGHT = 2.0  # of a place known by claims alone
AREA_WEIGHT = 1.0  # of a place known by a statement about its whole region
AREA_CONFIDENCE = 0.6
BOAST, PLAIN, CONCEDED = 1, 2, 3  # how strongly it is said: see `Report`


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Control of a place from `day` on; `since` is the day on which this state and holder began.

    `actor` holds the place; `rival` is inside with it when contested, or besieges it. An `emptied` place is unknown
    because its holder is known to be gone; `taken` says that the holder took it on `since`. `confidence` is in 0..1,
    `weight` says how much the place counts among its neighbours.
    """

    day: date
    state: PlaceState
    actor: str | None = None
    rival: str | None = None
    besieged: bool = False
    emptied: bool = False
    taken: bool = False
    since: date | None = None
    confidence: float = 0.0
    weight: float = 1.0
    event_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the events of one day, place, action and actor say together.

    `strength` is CONCEDED for what is confirmed or said against one's own side, PLAIN or a BOAST; `sources` are the
    independent speakers and `wordings` the differing texts, so that a reprint counts once; `whole_area` marks a
    statement about the region around the place.
    """

    day: date
    action: Action
    actor: str | None
    opponent: str | None
    extent: Extent
    strength: int
    sources: frozenset[str]
    wordings: frozenset[str]
    denied: bool
    sentences: tuple[str, ...]
    event_ids: tuple[str, ...]
    whole_area: bool = False

    @property
    def independent(self) -> int:
        """How many independent sources say so."""
        return min(len(self.sources), len(self.wordings))

    @property
    def confidence(self) -> float:
        """How far the report is to be believed: each further independent source halves the doubt."""
        doubt = {BOAST: 0.5, PLAIN: 0.3, CONCEDED: 0.15}[self.strength] * 0.5 ** (self.independent - 1)
        if self.whole_area:
            doubt = max(doubt, 1 - AREA_CONFIDENCE)
        return (1 - doubt) * (0.8 if self.denied else 1.0)

    @property
    def weight(self) -> float:
        """How much a place known by this report counts among its neighbours."""
        if self.whole_area:
            return AREA_WEIGHT
        return OWN_WEIGHT if self.strength > BOAST else CLAIM_WEIGHT
