"""Rows for people to read in a terminal, an article under the other."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from wcwidth import wcswidth, wcwidth

from geo.rows.values import Row, Sink
from geo.visible import visible

_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_MENTION_WIDTHS = (19, 11, 24, 15)
_EVENT_WIDTHS = (24, 9, 21)
_FOR_WIDTH = 80
_NARROWEST = 8
_NOTE = "      "
_SUREST = 0.995


def write_mention_table(rows: Iterable[Row], stream: Sink, width: int | None = None) -> None:
    """Write mention rows as lines of words, fitted into a terminal's width where there is one.

    The reasons of rows that have any stand below them.
    """
    head = ("NAME", "ROLE", "PLACE", "LAT, LON", "SURE")
    widths = _widths(_MENTION_WIDTHS, width)
    lines = ((row, _line(_mention_cells(row), widths, width) + _reasons(row, width)) for row in rows)
    _write(lines, _line(head, widths, width), stream, width)


def write_event_table(rows: Iterable[Row], stream: Sink, width: int | None = None) -> None:
    """Write event rows as lines of words, fitted into a terminal's width where there is one.

    Under each event, or under those in a row that one sentence tells, stands the sentence; the id stands
    behind who did it, the reasons of rows that have any below.
    """
    head = ("DAY", "ACTION", "PLACE", "STATUS")
    widths = _widths(_EVENT_WIDTHS, width)
    _write(_event_entries(rows, widths, width), _line(head, widths, width), stream, width)


def _event_entries(rows: Iterable[Row], widths: Sequence[int], width: int | None) -> Iterator[tuple[Row, str]]:
    for (_, sentence), events in groupby(rows, key=lambda row: (row["article_id"], row["sentence"])):
        waiting: tuple[Row, str] | None = None
        for row in events:
            if waiting:
                yield waiting
            notes = "".join(_noted(line, width) for line in (_who(row), *_why(row)))
            waiting = (row, _line(_event_cells(row), widths, width) + notes)
        if waiting:
            yield waiting[0], waiting[1] + _noted(clean(str(sentence)), width)


def _widths(widths: Sequence[int], width: int | None) -> list[int]:
    """Return the widths of columns for a terminal; the first and the third, which hold names, take what is spare."""
    spare = 0 if width is None else (width - _FOR_WIDTH) // 2
    return [max(_NARROWEST, size + spare) if n in (0, 2) else size for n, size in enumerate(widths)]


def _write(entries: Iterable[tuple[Row, str]], head: str, stream: Sink, width: int | None) -> None:
    article: object = None
    for row, lines in entries:
        if row["article_id"] != article:
            stream.write("" if article is None else "\n")
            article = row["article_id"]
            published = f"  {row['published']}" if row["published"] else ""
            name = _middle(clean(str(article)), None if width is None else width - len(published))
            stream.write(_fit(name + published, width) + "\n" + head)
        stream.write(lines)


def _mention_cells(row: Row) -> tuple[str, ...]:
    if row["place_id"] is None:
        return (str(row["toponym"]), str(row["role"]), _why_none(row), "", _sure(row) if row["confidence"] else "")
    country = f", {row['country']}" if row["country"] else ""
    place = f"{row['name']}{country}" + (" (area)" if row["precision"] == "area" else "")
    return (str(row["toponym"]), str(row["role"]), place, _point(row), _sure(row))


def _why_none(row: Row) -> str:
    if row["role"] == "embedded":
        return "- (inside another name)"
    return "- (not sure)" if row["confidence"] else "- (not known)"


def _sure(row: Row) -> str:
    sure = float(str(row["confidence"]))
    return ">.99" if sure >= _SUREST else f"{sure:.2f}"


def _reasons(row: Row, width: int | None) -> str:
    reasons = row.get("reasons")
    told = "; ".join(map(str, reasons)) if isinstance(reasons, list) else ""
    return _noted(clean(told), width) if told else ""


def _event_cells(row: Row) -> tuple[str, ...]:
    days = [str(row["day_from"] or "?"), str(row["day_to"] or "?")]
    when = days[0] if days[0] == days[1] else " to ".join(days)
    place = str(row["place_name"] or row["place"] or "-") + ("" if row["extent"] == "full" else ", part")
    status = str(row["status"]) + (f" by {row['claimant']}" if row["claimant"] else "")
    return (when, str(row["action"]), place, status)


def _who(row: Row) -> str:
    who = str(row["actor"] or "nobody named") + (f" against {row['opponent']}" if row["opponent"] else "")
    where = "" if row["place_id"] else " (not on the map)"
    return f"{clean(who)}{where} [{row['event_id']}]"


def _why(row: Row) -> list[str]:
    reasons = row.get("reasons")
    return [clean(str(reason)) for reason in reasons] if isinstance(reasons, list) else []


def _noted(text: str, width: int | None) -> str:
    lines = _wrapped(text, None if width is None else width - len(_NOTE))
    return "".join(_fit(_NOTE + line, width).rstrip() + "\n" for line in lines)


def _wrapped(text: str, width: int | None) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        if line and width is not None and wcswidth(f"{line} {word}") > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def _point(row: Row) -> str:
    return f"{row['lat']:.3f}, {row['lon']:.3f}"


def _line(cells: Sequence[str], widths: Sequence[int], width: int | None) -> str:
    pieces = [_padded(clean(cell), size, terminal=width is not None) for cell, size in zip(cells, widths, strict=False)]
    pieces += [clean(cell) for cell in cells[len(widths) :]]
    return _fit("  " + " ".join(pieces), width).rstrip() + "\n"


def _padded(text: str, size: int, *, terminal: bool) -> str:
    text = _fit(text, size if terminal else None)
    padding = " " * max(0, size - wcswidth(text))
    if terminal and any(unicodedata.bidirectional(c) in ("R", "AL") for c in text):
        text = f"{_ISOLATE}{text}{_END_ISOLATE}"
    return text + padding


def _fit(text: str, width: int | None) -> str:
    if width is None or wcswidth(text) <= width:
        return text
    taken, used = [], 0
    for c in text:
        used += max(0, wcwidth(c))
        if used > width - 1:
            break
        taken.append(c)
    return "".join(taken) + "…" + (_END_ISOLATE if taken.count(_ISOLATE) > taken.count(_END_ISOLATE) else "")


def _middle(text: str, width: int | None) -> str:
    """Shorten a text in its middle, for names of files tell most at their ends."""
    if width is None or wcswidth(text) <= width:
        return text
    end = next(text[at:] for at in range(len(text)) if wcswidth(text[at:]) <= width // 2)
    return _fit(text, width - wcswidth(end)) + end


def clean(text: str) -> str:
    """Return a text on one line, harmless for a terminal."""
    return visible(" ".join(text.split()))
