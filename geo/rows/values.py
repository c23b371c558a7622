"""The columns of mention rows and event rows, and the values that go into them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from geo.model import Article, Event, Provenance, Resolution

Value = str | int | float | Sequence[object] | None
Row = Mapping[str, Value]
"""Values by column, in the order of the columns."""


class Sink(Protocol):
    """What rows are written to: a file, stdout, anything with a `write`."""

    def write(self, text: str, /) -> object:
        """Take a piece of text."""


MENTION_COLUMNS = (
    "article_id",
    "published",
    "start",
    "end",
    "toponym",
    "role",
    "place_id",
    "name",
    "lon",
    "lat",
    "feature_code",
    "country",
    "precision",
    "radius_km",
    "confidence",
)
EXPLAINED_COLUMNS = (*MENTION_COLUMNS, "match", "reasons", "candidates")
EVENT_COLUMNS = (
    "event_id",
    "action",
    "actor",
    "opponent",
    "place_id",
    "place",
    "place_name",
    "lon",
    "lat",
    "extent",
    "status",
    "claimant",
    "day_from",
    "day_to",
    "place_precision",
    "day_precision",
    "article_id",
    "published",
    "start",
    "end",
    "sentence",
    "more",
    "agrees",
    "disagrees",
)
_DEGREE_DIGITS = 6  # 0.1 m
_DIGITS = 3


def mention_row(resolution: Resolution, article: Article) -> Row:
    """Return the row of a mention; the columns of the place are None where we abstain."""
    mention, place = resolution.mention, resolution.place
    values: tuple[Value, ...] = (
        mention.article_id,
        _day(article.published),
        mention.start,
        mention.end,
        mention.toponym,
        mention.role.value,
        place.id if place else None,
        place.name if place else None,
        round(place.at.lon, _DEGREE_DIGITS) if place else None,
        round(place.at.lat, _DEGREE_DIGITS) if place else None,
        place.feature_code if place else None,
        (place.country or None) if place else None,
        resolution.precision.value,
        None if resolution.radius_km is None else round(resolution.radius_km, _DIGITS),
        round(resolution.confidence, _DIGITS),
    )
    return dict(zip(MENTION_COLUMNS, values, strict=True))


def explained_row(resolution: Resolution, article: Article) -> Row:
    """Return the row of a mention with how its name met the place, why it is that one, and what it might be."""
    candidates = [
        {
            "place_id": candidate.place.id,
            "name": candidate.place.name,
            "country": candidate.place.country or None,
            "match": candidate.match.value,
            "score": round(candidate.score, _DIGITS),
            "reasons": list(candidate.reasons),
        }
        for candidate in resolution.candidates
    ]
    met = candidates[0]["match"] if resolution.place is not None and candidates else None
    why: dict[str, Value] = {"match": met, "reasons": list(resolution.reasons), "candidates": candidates}
    return {**mention_row(resolution, article), **why}


def event_row(event: Event) -> Row:
    """Return the row of an event; `more`, `agrees` and `disagrees` are lists."""
    place, told = event.place, event.provenance
    values: tuple[Value, ...] = (
        event.id,
        event.action.value,
        event.actor,
        event.opponent,
        place.id if place else None,
        event.place_words,
        place.name if place else None,
        round(place.at.lon, _DEGREE_DIGITS) if place else None,
        round(place.at.lat, _DEGREE_DIGITS) if place else None,
        event.extent.value,
        event.status.value,
        event.claimant,
        _day(event.day_from),
        _day(event.day_to),
        event.place_precision.value,
        event.day_precision.value,
        told.article_id,
        _day(told.published),
        told.start,
        told.end,
        told.sentence,
        [_telling(other) for other in event.more],
        list(event.agrees),
        list(event.disagrees),
    )
    return dict(zip(EVENT_COLUMNS, values, strict=True))


def _telling(told: Provenance) -> dict[str, Value]:
    return {"article_id": told.article_id, "start": told.start, "end": told.end, "sentence": told.sentence}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
