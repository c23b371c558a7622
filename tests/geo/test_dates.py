"""Expressions of time against a day of publication: a table, and what holds for any text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.date_spans import DateKind
from geo.dates import find_dates
from geo.model import DayPrecision

WEDNESDAY = date(2024, 12, 4)

DATED = [
    ("on Monday", "2024-12-02", "2024-12-02"),
    ("on Wednesday", "2024-12-04", "2024-12-04"),
    ("last Wednesday", "2024-11-27", "2024-11-27"),
    ("early Thursday", "2024-11-28", "2024-11-28"),
    ("late on Friday night", "2024-11-29", "2024-11-29"),
    ("overnight into Tuesday", "2024-12-02", "2024-12-03"),
    ("during the night from Friday to Saturday", "2024-11-29", "2024-11-30"),
    ("today", "2024-12-04", "2024-12-04"),
    ("yesterday", "2024-12-03", "2024-12-03"),
    ("the day before yesterday", "2024-12-02", "2024-12-02"),
    ("overnight", "2024-12-03", "2024-12-04"),
    ("last night", "2024-12-03", "2024-12-04"),
    ("over the weekend", "2024-11-30", "2024-12-01"),
    ("at the weekend", "2024-11-30", "2024-12-01"),
    ("in the past 24 hours", "2024-12-03", "2024-12-04"),
    ("over the last three days", "2024-12-01", "2024-12-04"),
    ("in recent days", "2024-11-27", "2024-12-04"),
    ("earlier this week", "2024-12-02", "2024-12-04"),
    ("last week", "2024-11-25", "2024-12-01"),
    ("the week before last", "2024-11-18", "2024-11-24"),
    ("on Friday last week", "2024-11-29", "2024-11-29"),
    ("late last month", "2024-11-21", "2024-11-30"),
    ("at the beginning of the month", "2024-12-01", "2024-12-04"),
    ("at the end of last month", "2024-11-21", "2024-11-30"),
    ("on the third of the month", "2024-12-03", "2024-12-03"),
    ("by the 21st", "2024-11-21", "2024-11-21"),
    ("on Monday, 4 November", "2024-11-04", "2024-11-04"),
    ("last month", "2024-11-01", "2024-11-30"),
    ("last year", "2023-01-01", "2023-12-31"),
    ("three days ago", "2024-12-01", "2024-12-01"),
    ("a week ago", "2024-11-27", "2024-11-27"),
    ("a month ago", "2024-11-01", "2024-11-30"),
    ("two years ago", "2022-01-01", "2022-12-31"),
    ("on 8 February", "2024-02-08", "2024-02-08"),
    ("on the 8th of February 2020", "2020-02-08", "2020-02-08"),
    ("on Nov. 27", "2024-11-27", "2024-11-27"),
    ("December 5, 2023", "2023-12-05", "2023-12-05"),
    ("on 2024-11-30", "2024-11-30", "2024-11-30"),
    ("from 3 to 5 November", "2024-11-03", "2024-11-05"),
    ("in June 2014", "2014-06-01", "2014-06-30"),
    ("in September", "2024-09-01", "2024-09-30"),
    ("in early December", "2024-12-01", "2024-12-04"),
    ("in mid-June", "2024-06-11", "2024-06-20"),
    ("in late October 2023", "2023-10-21", "2023-10-31"),
    ("in 2016", "2016-01-01", "2016-12-31"),
    ("in late 2016", "2016-09-01", "2016-12-31"),
    ("in the 1990s", "1990-01-01", "1999-12-31"),
]


@pytest.mark.parametrize(("words", "first", "last"), DATED)
def test_days_that_an_expression_means(words: str, first: str, last: str) -> None:
    (span,) = find_dates(f"They took it {words}.", WEDNESDAY)
    assert (str(span.first), str(span.last)) == (first, last)


@pytest.mark.parametrize(
    ("words", "kind", "offset"),
    [
        ("two days later", DateKind.RELATIVE, 2),
        ("a week earlier", DateKind.RELATIVE, -7),
        ("the same afternoon", DateKind.RELATIVE, 0),
        ("the day before", DateKind.RELATIVE, -1),
        ("hours later", DateKind.RELATIVE, 0),
        ("eleven days after they came", DateKind.AFTER, 11),
    ],
)
def test_expressions_that_hang_on_another_event(words: str, kind: DateKind, offset: int) -> None:
    (span,) = find_dates(f"It fell {words}.", WEDNESDAY)
    assert (span.kind, span.offset, span.first) == (kind, offset, None)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("since Monday", DateKind.SINCE),
        ("until Monday", DateKind.UNTIL),
        ("next Friday", DateKind.FUTURE),
        ("tomorrow", DateKind.FUTURE),
        ("on the sixth day of the offensive", DateKind.OPEN),
        ("in just a few days", DateKind.OPEN),
    ],
)
def test_expressions_that_are_no_plain_day(words: str, kind: DateKind) -> None:
    (span,) = find_dates(f"They held it {words}.", WEDNESDAY)
    assert span.kind is kind


def test_since_runs_to_the_day_of_publication() -> None:
    (span,) = find_dates("held since Friday", WEDNESDAY)
    assert (span.first, span.last, span.precision) == (date(2024, 11, 29), WEDNESDAY, DayPrecision.DAYS)


@pytest.mark.parametrize(
    "words", ["on Monday", "overnight", "last week", "in September", "on 8 February", "two days ago"]
)
def test_an_unknown_day_of_publication_leaves_relative_dates_open(words: str) -> None:
    (span,) = find_dates(f"They took it {words}.", None)
    assert span.first is None
    assert span.last is None


@pytest.mark.parametrize(
    "words", ["2,000 soldiers", "a four-month struggle", "on 31 February", "may fall", "Friday's", "25 km"]
)
def test_what_is_no_date_or_none_that_exists(words: str) -> None:
    assert all(span.first is None or span.first.weekday() == 4 for span in find_dates(words, WEDNESDAY))


@given(st.text(max_size=300), st.dates() | st.none())
def test_any_text_gives_spans_within_it(text: str, published: date | None) -> None:
    at = 0
    for span in find_dates(text, published):
        assert at <= span.start < span.end <= len(text)
        assert (span.first is None) == (span.last is None)
        assert span.first is None or span.last is None or span.first <= span.last
        at = span.end
