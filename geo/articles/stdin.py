"""Articles on stdin: one plain text, or JSON."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from geo.articles.files import FILE_BYTES, Source
from geo.articles.records import LINE_BYTES, json_articles, line_articles
from geo.articles.text import MOST_BYTES, text_article
from geo.errors import ArticleError
from geo.model import Article

_JSON_LIST = re.compile(rb"\s*\[\s*[{\]]")


def read_stdin(stream: BinaryIO, source: Source, published: date | None) -> Iterator[Article | ArticleError]:
    """Yield the articles of a stream, and what is wrong with the others.

    What begins with `{`, or with `[` and `{`, is JSON: an object a line where the first line is a whole one, else one
    value. Anything else is one plain text.
    """
    head = _head(stream)
    first = head[-1] if head else b""
    start = first.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    try:
        if start == b"{" and _is_json(first):
            yield from line_articles(itertools.chain(head, _lines(stream)), source, published)
            return
        data = b"".join(head) + stream.read((FILE_BYTES if start in (b"{", b"[") else MOST_BYTES) + 1)
        if start == b"{" or _JSON_LIST.match(data):
            yield from json_articles(data, source, published)
        else:
            yield text_article(data, source, published)
    except ArticleError as error:
        yield error


def _head(stream: BinaryIO) -> list[bytes]:
    """Read up to the first line that is not blank."""
    head: list[bytes] = []
    size = 0
    for line in _lines(stream):
        head.append(line)
        size += len(line)
        if line.strip() or size > MOST_BYTES:
            break
    return head


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: stream.readline(LINE_BYTES + 1), b"")


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True
