"""The values that pass between the stages: immutable, checked once, no I/O."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class LonLat(NamedTuple):
    """A point in degrees, WGS 84, longitude first."""

    lon: float
    lat: float


class FeatureClass(StrEnum):
    """GeoNames feature classes (https://www.geonames.org/export/codes.html)."""

    ADMIN = "A"
    HYDRO = "H"
    AREA = "L"
    POPULATED = "P"
    ROAD = "R"
    SPOT = "S"
    TERRAIN = "T"
    UNDERSEA = "U"
    VEGETATION = "V"


class Role(StrEnum):
    """What a toponym does in its sentence."""

    LOCATIVE = "locative"
    METONYM = "metonym"
    ASSOCIATIVE = "associative"
    DEMONYM = "demonym"
    EMBEDDED = "embedded"


class Match(StrEnum):
    """How a toponym met the name of a place, best first."""

    EXACT = "exact"
    FOLDED = "folded"
    KEY = "key"


class Precision(StrEnum):
    """How closely a resolution says where something is."""

    EXACT = "exact"
    TOWN = "town"
    AREA = "area"
    UNKNOWN = "unknown"


class Action(StrEnum):
    """What an event reports; the effects on control are in `maps.control`."""

    CAPTURE = "capture"
    WITHDRAW = "withdraw"
    TRANSFER = "transfer"
    ENTER = "enter"
    BESIEGE = "besiege"
    APPROACH = "approach"
    REPEL = "repel"
    HOLD = "hold"
    CLASH = "clash"
    STRIKE = "strike"
    DEPLOY = "deploy"


class Status(StrEnum):
    """How an event is vouched for; only the first three change control."""

    REPORTED = "reported"
    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    PLANNED = "planned"


EFFECTIVE = frozenset({Status.REPORTED, Status.CLAIMED, Status.CONFIRMED})


class Extent(StrEnum):
    """How much of the place an event speaks of."""

    FULL = "full"
    PARTIAL = "partial"


class DayPrecision(StrEnum):
    """How closely an event is dated."""

    DAY = "day"
    DAYS = "days"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text and what is known of its origin; offsets everywhere are code points of `text`."""

    id: str
    text: str
    title: str = ""
    published: date | None = None
    source: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A gazetteer entry: something that toponyms may refer to."""

    id: str
    name: str
    at: LonLat
    feature_class: FeatureClass = FeatureClass.POPULATED
    feature_code: str = "PPL"
    country: str = ""
    admin1: str = ""
    population: int = 0
    other_names: tuple[str, ...] = ()
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse a point that is none."""
        if not (-180 <= self.at.lon <= 180 and -90 <= self.at.lat <= 90):
            msg = f"place {self.id!r} lies off the globe: {self.at.lon}, {self.at.lat} (degrees, longitude first)"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One occurrence of a toponym: `text[start:end]` of its article."""

    article_id: str
    start: int
    end: int
    toponym: str
    role: Role = Role.LOCATIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a mention may mean, and what speaks for it; higher scores are better."""

    place: Place
    match: Match
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a mention was taken to mean; `place` is None where we abstain, and `reasons` say why."""

    mention: Mention
    place: Place | None
    candidates: tuple[Candidate, ...] = ()
    confidence: float = 0.0
    precision: Precision = Precision.UNKNOWN
    radius_km: float | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a text says it: `text[start:end]` of the article is the clause, `sentence` the whole sentence."""

    article_id: str
    start: int
    end: int
    sentence: str
    published: date | None = None
    source: str = ""
    url: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A reported change or act at a place.

    `actor`, `opponent` and `claimant` are actor codes, or names as written where no code is known. `place_words` is
    what the text calls the place, `place` what that was resolved to (None: listed, never mapped). `corrected` says in
    a line each what somebody put right, who and why; `reasons` why the event was read so, which rows do not carry.
    """

    id: str
    action: Action
    actor: str | None
    opponent: str | None
    place_words: str
    place: Place | None
    place_precision: Precision
    radius_km: float | None = None
    extent: Extent = Extent.FULL
    status: Status = Status.REPORTED
    claimant: str | None = None
    day_from: date | None = None
    day_to: date | None = None
    day_precision: DayPrecision = DayPrecision.UNKNOWN
    provenance: Provenance
    more: tuple[Provenance, ...] = ()
    agrees: tuple[str, ...] = ()
    disagrees: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    reasons: tuple[str, ...] = field(default=(), compare=False)

    @property
    def effective(self) -> bool:
        """Whether the event may change control."""
        return self.status in EFFECTIVE
