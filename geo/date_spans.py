"""An expression of time as an interval of days, and how prepositions change and join such intervals."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from geo.model import DayPrecision

_LONG_YEAR = 366


class DateKind(StrEnum):
    """What an expression of time asks of the reader."""

    POINT = "point"
    SINCE = "since"
    UNTIL = "until"
    FUTURE = "future"
    RELATIVE = "relative"
    AFTER = "after"
    BEFORE = "before"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSpan:
    """An expression of time: `text[start:end]`, and the days it means.

    `first` and `last` are None when they hang on an unknown day of publication, or on another event: `offset` is then
    the number of days from that event, or the most that there were when it is `loose` ("less than two weeks after").
    """

    start: int
    end: int
    first: date | None = None
    last: date | None = None
    kind: DateKind = DateKind.POINT
    precision: DayPrecision = DayPrecision.DAY
    offset: int | None = None
    loose: bool = False


def precision_of(first: date | None, last: date | None) -> DayPrecision:
    """Return how closely an interval of days says when.

    >>> precision_of(date(2024, 12, 1), date(2024, 12, 2)).value
    'days'
    """
    if first is None or last is None:
        return DayPrecision.UNKNOWN
    days = (last - first).days + 1
    if days <= 1:
        return DayPrecision.DAY
    if days < calendar.monthrange(first.year, first.month)[1]:
        return DayPrecision.DAYS
    return DayPrecision.MONTH if days <= max(calendar.monthrange(first.year, first.month)) else DayPrecision.YEAR


_BEFORE = re.compile(
    r"\b(since|until|till|from|between|through)\s+(?:the\s+|late\s+|early\s+|on\s+|at least\s+)*$", re.IGNORECASE
)


_FIRST_TIME = re.compile(
    r"\b(?:first|time|worst|biggest|largest|deadliest|heaviest)\s+(?:\w+\s+){0,3}since\b", re.IGNORECASE
)


_JOINS = re.compile(r"\s*(?:to|and|until|till|through|into|-|–|—)\s*(?:early\s+|late\s+)?", re.IGNORECASE)


def with_preposition(text: str, span: DateSpan, published: date | None) -> DateSpan:
    """Return a span as the word before it changes it: since a day, until a day, for the first time since."""
    before = _BEFORE.search(text, max(0, span.start - 30), span.start)
    within = re.match(r"since|until|till", text[span.start : span.end], re.IGNORECASE)
    word = before.group(1).lower() if before else within.group().lower() if within else ""
    if word == "since" and _FIRST_TIME.search(text, max(0, span.start - 40), span.start + 5):
        return replace(span, kind=DateKind.UNTIL)
    if word == "since" and span.kind is DateKind.POINT:
        last = published if span.first else None
        made = replace(span, kind=DateKind.SINCE, last=last, precision=precision_of(span.first, last))
        return replace(made, start=before.start() if before else span.start)
    if word in {"until", "till"}:
        return replace(span, kind=DateKind.UNTIL)
    return span


def joined(text: str, spans: list[DateSpan]) -> list[DateSpan]:
    """Join "from Friday to Saturday" and "between 3 and 5 May" into one interval."""
    out: list[DateSpan] = []
    for span in spans:
        before = out[-1] if out else None
        if before is not None and _is_range(text, before, span):
            precision = precision_of(before.first, span.last)
            out[-1] = replace(before, end=span.end, last=span.last, kind=DateKind.POINT, precision=precision)
        else:
            out.append(span)
    return out


def _is_range(text: str, a: DateSpan, b: DateSpan) -> bool:
    if a.first is None or b.last is None or not timedelta() <= b.last - a.first < timedelta(days=_LONG_YEAR):
        return False
    return bool(_JOINS.fullmatch(text, a.end, b.start) and _FROM.search(text, max(0, a.start - 25), a.start))


_FROM = re.compile(r"\b(?:from|between|night of|overnight)\s+(?:late\s+|early\s+)?$", re.IGNORECASE)
