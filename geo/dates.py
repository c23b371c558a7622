"""Expressions of time in a report, as intervals of days counted from the day of publication.

Weekday names look back from the day of publication, which itself counts. What hangs on another event ("two days
later", "the same afternoon") is returned as an offset from it. Nothing is ever taken from the clock.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from datetime import date, timedelta

from geo.date_spans import DateKind, DateSpan, joined, precision_of, with_preposition
from geo.date_words import MONTHS, NUMBERS, PARTS_OF_MONTH, PARTS_OF_YEAR, RULES, WEEKDAYS
from geo.model import DayPrecision

_LONG_YEAR = 366
_AHEAD = timedelta(days=30)


def find_dates(text: str, published: date | None) -> tuple[DateSpan, ...]:
    """Return the expressions of time in a text, in order, without overlaps.

    >>> [str(span.first) for span in find_dates("seized on Friday and lost on 8 February", date(2020, 3, 2))]
    ['2020-02-28', '2020-02-08']
    """
    found: list[tuple[int, int, int, DateSpan]] = []
    for order, (name, pattern) in enumerate(RULES):
        for match in pattern.finditer(text):
            span = _READERS[name](match, published)
            if span is not None:
                found.append((match.start(), -match.end(), order, span))
    spans: list[DateSpan] = []
    for _, _, _, span in sorted(found, key=lambda row: row[:3]):
        if not spans or span.start >= spans[-1].end:
            spans.append(with_preposition(text, span, published))
    return tuple(joined(text, spans))


def _span(match: re.Match[str], first: date | None, last: date | None = None, **more: object) -> DateSpan:
    last = last or first
    made = DateSpan(start=match.start(), end=match.end(), first=first, last=last, precision=precision_of(first, last))
    return replace(made, **more) if more else made  # type: ignore[arg-type]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _iso(match: re.Match[str], published: date | None) -> DateSpan | None:  # noqa: ARG001
    day = _date(*(int(match.group(name)) for name in ("year", "month", "day")))
    return _span(match, day) if day else None


def _day_of_month(match: re.Match[str], published: date | None) -> DateSpan | None:
    month, first, last = MONTHS[match["month"].lower()[:3]], int(match["day"]), int(match["to"] or match["day"])
    if match["year"]:
        days = [_date(int(match["year"]), month, day) for day in (first, last)]
        return _span(match, *days) if all(days) else None
    if published is None:
        return _span(match, None)
    for year in (published.year + 1, published.year, published.year - 1, published.year - 2):
        days = [_date(year, month, day) for day in (first, last)]
        if days[0] and days[1] and days[0] <= published + _AHEAD:
            return _span(match, *days, kind=DateKind.FUTURE if days[0] > published else DateKind.POINT)
    return None


def _month(match: re.Match[str], published: date | None) -> DateSpan | None:
    month = MONTHS[match["month"].lower()[:3]]
    if match["year"]:
        year = int(match["year"])
    elif published is None:
        return _span(match, None)
    else:
        year = published.year if month <= published.month else published.year - 1
    length = calendar.monthrange(year, month)[1]
    low, high = PARTS_OF_MONTH[(match["part"] or "").lower().rstrip("- ")]
    last = date(year, month, min(high, length))
    return _span(match, date(year, month, low), _not_after(last, published, date(year, month, low)))


def _year(match: re.Match[str], published: date | None) -> DateSpan | None:
    year = int(match["year"])
    low, high = PARTS_OF_YEAR[(match["part"] or "").lower().rstrip("- ")]
    first = date(year, low, 1)
    return _span(match, first, _not_after(date(year, high, calendar.monthrange(year, high)[1]), published, first))


def _decade(match: re.Match[str], published: date | None) -> DateSpan | None:
    first = date(int(match["year"]), 1, 1)
    return _span(match, first, _not_after(date(first.year + 9, 12, 31), published, first))


def _not_after(last: date, published: date | None, first: date) -> date:
    return published if published and first <= published < last else last


def _weekday(match: re.Match[str], published: date | None) -> DateSpan | None:
    if published is None:
        return _span(match, None)
    which = (match["which"] or "").lower()
    back = (published.weekday() - WEEKDAYS[match["weekday"].lower()]) % 7
    if which in {"next", "coming"}:
        return _span(match, published + timedelta(days=7 - back), kind=DateKind.FUTURE)
    if which in {"last", "past", "previous"} and back == 0:
        back = 7
    day = published - timedelta(days=back)
    if match["week"] and day >= published - timedelta(days=published.weekday()):
        day -= timedelta(days=7)
    return _span(match, day - timedelta(days=1) if match["into"] else day, day)


def _weekend(match: re.Match[str], published: date | None) -> DateSpan | None:
    if published is None:
        return _span(match, None)
    saturday = published - timedelta(days=(published.weekday() - 5) % 7)
    return _span(match, saturday, min(saturday + timedelta(days=1), published))


_SINGLE_DAYS = {
    "today": (0, 0), "tonight": (0, 0), "yesterday": (-1, -1), "day before yesterday": (-2, -2), "tomorrow": (1, 1),
    "last night": (-1, 0), "overnight": (-1, 0), "night": (-1, 0),
}  # fmt: skip


def _named_day(match: re.Match[str], published: date | None) -> DateSpan | None:
    low, high = _SINGLE_DAYS.get(match.group().lower().removeprefix("the "), (0, 0))
    kind = DateKind.FUTURE if low > 0 else DateKind.POINT
    if published is None:
        return _span(match, None, kind=kind)
    return _span(match, published + timedelta(days=low), published + timedelta(days=high), kind=kind)


_UNIT_DAYS = {"hour": 0, "day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365, "night": 1, "minute": 0}


def _count(words: str | None) -> int:
    words = re.sub(
        r"^(?:about|nearly|almost|some|around|over|more than|less than|barely|just|only)\s+", "", words or "1"
    )
    words = words.strip().lower().replace(",", "")
    return int(words) if words.isdigit() else NUMBERS.get(words.replace("-", " "), 3)


def _past_units(match: re.Match[str], published: date | None) -> DateSpan | None:
    """Read "in the past 24 hours", "over the last two weeks", "in recent days"."""
    if published is None:
        return _span(match, None)
    unit = match["unit"].lower().rstrip("s")
    default = {"day": 7, "week": 4, "month": 6, "year": 5, "hour": 24}.get(unit, 1)
    count = _count(match["count"]) if match["count"] else (1 if match["unit"][-1] != "s" else default)
    days = (count + 23) // 24 if unit == "hour" else count * _UNIT_DAYS[unit]
    return _span(match, published - timedelta(days=min(days, 20 * _LONG_YEAR)), published)


def _calendar_unit(match: re.Match[str], published: date | None) -> DateSpan | None:
    """Read "this week", "last month", "earlier this year"."""
    if published is None:
        return _span(match, None)
    unit, which = match["unit"].lower(), match["which"].lower()
    back = {"this": 0, "the": 0, "before last": 2}.get(which, 1)
    if unit == "week":
        first = published - timedelta(days=published.weekday() + 7 * back)
        last = first + timedelta(days=6)
    elif unit == "month":
        first, last = shifted(published, published, "month", -back)
    else:
        first = date(published.year - back, 1, 1)
        last = date(published.year - back, 12, 31)
    low, high = _PARTS.get((match.groupdict().get("part") or "").lower(), (0.0, 1.0))
    length = (last - first).days + 1
    first, last = first + timedelta(days=int(low * length)), first + timedelta(days=max(0, round(high * length) - 1))
    kind = DateKind.FUTURE if first > published else DateKind.POINT
    return _span(match, first, _not_after(last, published, first), kind=kind)


_PARTS = {
    "early": (0, 1 / 3), "the start of": (0, 1 / 3), "the beginning of": (0, 1 / 3), "mid": (1 / 3, 2 / 3),
    "the middle of": (1 / 3, 2 / 3), "late": (2 / 3, 1), "the end of": (2 / 3, 1),
}  # fmt: skip
"""Which part of a week, a month or a year is meant."""


def _day_number(match: re.Match[str], published: date | None) -> DateSpan | None:
    """Read "the sixth of the month", "by the 11th": the last such day up to the day of publication."""
    number = re.match(r"\d+", match["day"])
    day = int(number.group()) if number else _ORDINALS.get(match["day"].lower(), 0)
    if published is None or not day:
        return _span(match, None) if day else None
    back = 1 if match["which"].lower() == "last" or day > published.day else 0
    month, _ = shifted(published, published, "month", -back)
    found = _date(month.year, month.month, day)
    return _span(match, found) if found else None


_ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
}


def _ago(match: re.Match[str], published: date | None) -> DateSpan | None:
    if published is None:
        return _span(match, None)
    first, last = shifted(published, published, match["unit"], -_count(match["count"]))
    return _span(match, first, last)


def shifted(first: date, last: date, unit: str, count: int) -> tuple[date, date]:
    """Return an interval moved by a number of units; months and years come out whole.

    >>> [str(day) for day in shifted(date(2025, 2, 7), date(2025, 2, 7), "month", -1)]
    ['2025-01-01', '2025-01-31']
    """
    unit = unit.lower().rstrip("s")
    if unit == "year":
        year = max(1, first.year + count)
        return date(year, 1, 1), date(year, 12, 31)
    if unit == "month":
        months = max(12, first.year * 12 + first.month - 1 + count)
        year, month = divmod(months, 12)
        return date(year, month + 1, 1), date(year, month + 1, calendar.monthrange(year, month + 1)[1])
    step = timedelta(days=_UNIT_DAYS.get(unit, 0) * max(-5000, min(5000, count)))
    return first + step, last + step


def _from_event(match: re.Match[str], published: date | None) -> DateSpan | None:  # noqa: ARG001
    """Read "two days later", "a week earlier", "eleven days after", "hours before"."""
    unit, word = match["unit"].lower(), match["side"].lower()
    days = _count(match["count"]) * _UNIT_DAYS[unit.rstrip("s")]
    later = word in {"later", "after", "since", "afterwards", "on"}
    precision = {"month": DayPrecision.MONTH, "year": DayPrecision.YEAR}.get(unit.rstrip("s"), DayPrecision.DAY)
    clause = match["clause"] is not None
    kind = (DateKind.AFTER if later else DateKind.BEFORE) if clause else DateKind.RELATIVE
    loose = match.group().lower().startswith(("less than", "barely"))
    return replace(_span(match, None, kind=kind, precision=precision, offset=days if later else -days), loose=loose)


def _same_day(match: re.Match[str], published: date | None) -> DateSpan | None:  # noqa: ARG001
    word = re.sub(r"\s+", " ", match.group().lower())
    ahead = any(part in word for part in ("next", "following", "day after"))
    offset = 1 if ahead else -1 if any(part in word for part in ("before", "previous", "earlier")) else 0
    return _span(match, None, kind=DateKind.RELATIVE, offset=offset)


def _open(match: re.Match[str], published: date | None) -> DateSpan | None:  # noqa: ARG001
    return _span(match, None, kind=DateKind.OPEN, precision=DayPrecision.UNKNOWN)


_READERS = {
    "iso": _iso,
    "day_of_month": _day_of_month,
    "month_day": _day_of_month,
    "month": _month,
    "year": _year,
    "decade": _decade,
    "weekday": _weekday,
    "day_number": _day_number,
    "weekend": _weekend,
    "named_day": _named_day,
    "past_units": _past_units,
    "calendar_unit": _calendar_unit,
    "ago": _ago,
    "from_event": _from_event,
    "same_day": _same_day,
    "open": _open,
}
