"""Articles as JSON: one object, a list of objects, or an object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from geo.articles.days import published_day
from geo.articles.files import Source, checked, decoded, printable, whole_file
from geo.errors import ArticleError
from geo.model import Article

LINE_BYTES = 32 * 1024 * 1024
"""The longest line of JSON Lines that is read."""


def read_json(source: Source, published: date | None) -> Iterator[Article | ArticleError]:
    """Yield the articles of a JSON file, and what is wrong with the others."""
    try:
        yield from json_articles(whole_file(source), source, published)
    except ArticleError as error:
        yield error


def json_articles(data: bytes, source: Source, published: date | None) -> Iterator[Article | ArticleError]:
    """Yield the articles of a JSON value, one object or a list of them, and what is wrong with the others.

    Raises
    ------
    ArticleError
        If the bytes are no JSON.
    """
    value = _value(decoded(data, source.shown), source.shown, first_line=1)
    rows = value if isinstance(value, list) else [value]
    if not rows:
        yield ArticleError(f"{source.shown}: an empty list, no article in it")
    for number, row in enumerate(rows, 1):
        own = source.id if row is value else f"{source.id}#{number}"
        where = source.shown if row is value else f"{source.shown}: article {number}"
        yield _article_or_error(row, own, where, published)


def read_json_lines(source: Source, published: date | None) -> Iterator[Article | ArticleError]:
    """Yield the articles of a file that holds a JSON object a line, and what is wrong with the others."""
    try:
        with source.path.open("rb") as file:
            yield from line_articles(iter(lambda: file.readline(LINE_BYTES + 1), b""), source, published)
    except OSError as error:
        yield ArticleError(f"{source.shown}: cannot be read ({error.strerror})")


def line_articles(lines: Iterable[bytes], source: Source, published: date | None) -> Iterator[Article | ArticleError]:
    """Yield the articles of lines of JSON, one object each, and what is wrong with the others; blank lines are none.

    A line longer than `LINE_BYTES` comes in pieces, of which only the last ends with a line break.
    """
    number, blank, in_long_line = 1, True, False
    for line in lines:
        where = f"{source.shown}:{number}"
        if line.strip() or in_long_line:
            blank = False
            if len(line) > LINE_BYTES and not in_long_line:
                yield ArticleError(f"{where}: the line is longer than {LINE_BYTES // 1024**2} MiB")
            elif not in_long_line:
                yield _line_article(line, number, source, published)
        in_long_line = not line.endswith(b"\n")
        number += not in_long_line
    if blank:
        yield ArticleError(f"{source.shown}: the file is empty")


def _line_article(line: bytes, number: int, source: Source, published: date | None) -> Article | ArticleError:
    where = f"{source.shown}:{number}"
    try:
        value = _value(decoded(line.rstrip(), source.shown, number), where, first_line=None)
        return _article_or_error(value, f"{source.id}#{number}", where, published)
    except ArticleError as error:
        return error


def _value(text: str, where: str, *, first_line: int | None) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = where if first_line is None else f"{where}:{error.lineno}"
        hint = "; a file with an object a line is named .jsonl" if error.msg == "Extra data" and first_line else ""
        msg = f"{place}: not JSON ({error.msg}, column {error.colno}){hint}"
        raise ArticleError(msg) from error
    except (RecursionError, ValueError) as error:  # brackets without end, a number of thousands of digits
        msg = f"{where}: not JSON that can be read ({error})"
        raise ArticleError(msg) from error


def _article_or_error(row: object, own: str, where: str, published: date | None) -> Article | ArticleError:
    try:
        return _article(row, own, where, published)
    except ArticleError as error:
        return error


def _article(row: object, own: str, where: str, published: date | None) -> Article:
    if not isinstance(row, dict):
        msg = f"{where}: an article is an object with a text, this is {_kind(row)}"
        raise ArticleError(msg)
    text = row.get("text")
    if not isinstance(text, str):
        has = "has none" if text is None else f"it is {_kind(text)}"
        msg = f'{where}: an article needs a "text" that is a string, {has}'
        raise ArticleError(msg)
    return Article(
        id=_string(row, "id", where) or own,
        text=checked(text, where),
        title=_string(row, "title", where),
        published=_day(_string(row, "published", where), where) or published,
        source=_string(row, "source", where),
        url=_string(row, "url", where),
    )


def _day(value: str, where: str) -> date | None:
    try:
        return published_day(value) if value.strip() else None
    except ValueError as error:
        msg = f'{where}: "published": {error}'
        raise ArticleError(msg) from error


def _string(row: dict[str, Any], key: str, where: str) -> str:
    value = row.get(key)
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool) and key == "id":
        return str(value)
    if not isinstance(value, str):
        msg = f'{where}: "{key}" must be a string, it is {_kind(value)}'
        raise ArticleError(msg)
    if any("\ud800" <= c <= "\udfff" or c == "\0" for c in value):
        msg = f'{where}: "{key}" holds what is no character: {printable(ascii(value[:40]))}'
        raise ArticleError(msg)
    return value


def _kind(value: object) -> str:
    kinds = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")
