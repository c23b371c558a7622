"""Rows for people to read in a terminal, an article under the other."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from wcwidth import wcswidth, wcwidth

from geo.rows.values import Row, Sink
from geo.visible import visible

_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_MENTION_WIDTHS = (19, 11, 24, 15)
_EVENT_WIDTHS = (24, 9, 21)
_NOTE = "      "


def write_mention_table(rows: Iterable[Row], stream: Sink, width: int | None = None) -> None:
    """Write mention rows as lines of words, fitted into a terminal's width where there is one.

    The reasons of rows that have any stand below them.
    """
    head = ("NAME", "ROLE", "PLACE", "LAT, LON", "SURE")
    lines = ((row, _line(_mention_cells(row), _MENTION_WIDTHS, width) + _reasons(row, width)) for row in rows)
    _write(lines, _line(head, _MENTION_WIDTHS, width), stream, width)


def write_event_table(rows: Iterable[Row], stream: Sink, width: int | None = None) -> None:
    """Write event rows as lines of words, each with its sentence, fitted into a terminal's width where there is one.

    The id stands behind who did it; the reasons of rows that have any stand below the sentence.
    """
    head = ("DAY", "ACTION", "PLACE", "STATUS")
    lines = ((row, _line(_event_cells(row), _EVENT_WIDTHS, width) + _event_notes(row, width)) for row in rows)
    _write(lines, _line(head, _EVENT_WIDTHS, width), stream, width)


def _write(entries: Iterable[tuple[Row, str]], head: str, stream: Sink, width: int | None) -> None:
    article: object = None
    for row, lines in entries:
        if row["article_id"] != article:
            stream.write("" if article is None else "\n")
            article = row["article_id"]
            published = f"  {row['published']}" if row["published"] else ""
            stream.write(_fit(clean(str(article)) + published, width) + "\n" + head)
        stream.write(lines)


def _mention_cells(row: Row) -> tuple[str, ...]:
    if row["place_id"] is None:
        return (str(row["toponym"]), str(row["role"]), "-", "", "")
    country = f", {row['country']}" if row["country"] else ""
    place = f"{row['name']}{country}" + (" (area)" if row["precision"] == "area" else "")
    return (str(row["toponym"]), str(row["role"]), place, _point(row), f"{row['confidence']:.2f}")


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


def _event_notes(row: Row, width: int | None) -> str:
    who = str(row["actor"] or "nobody named") + (f" against {row['opponent']}" if row["opponent"] else "")
    where = "" if row["place_id"] else " (not on the map)"
    reasons = row.get("reasons")
    told = [clean(str(reason)) for reason in reasons] if isinstance(reasons, list) else []
    lines = [f"{clean(who)}{where} [{row['event_id']}]", clean(str(row["sentence"])), *told]
    return "".join(_noted(line, width) for line in lines)


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


def clean(text: str) -> str:
    """Return a text on one line, harmless for a terminal."""
    return visible(" ".join(text.split()))
