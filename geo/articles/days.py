"""The day on which an article says it was published."""

from __future__ import annotations

import email.utils
import re
from datetime import date

_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}(?::?\d{2}.*)?)?", re.DOTALL)


def published_day(value: str) -> date:
    """Return the day that a date or date-time has written on it, whatever its zone.

    >>> published_day("2024-12-03T00:30:00+03:00")
    datetime.date(2024, 12, 3)
    >>> published_day("Tue, 03 Dec 2024 00:30:00 +0300")
    datetime.date(2024, 12, 3)

    Raises
    ------
    ValueError
        If the value is neither ISO 8601 nor the form of e-mail and RSS, or there is no such day.
    """
    value = value.strip()
    if iso := _ISO.fullmatch(value):
        written = iso[1]
    elif fields := email.utils.parsedate(value):
        written = "{:04}-{:02}-{:02}".format(*fields[:3])
    else:
        msg = f"{value[:40]!r} is no date; write it like 2024-12-03"
        raise ValueError(msg)
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        msg = f"there is no day {written}; write it like 2024-12-03"
        raise ValueError(msg) from error
