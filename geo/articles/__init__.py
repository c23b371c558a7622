"""Readers of articles: plain texts, web pages, JSON, feeds, folders of them, and stdin."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from typing import BinaryIO

from geo.articles.files import STDIN, Source, find_sources
from geo.articles.records import read_json, read_json_lines
from geo.articles.stdin import read_stdin
from geo.articles.text import read_text
from geo.errors import ArticleError
from geo.model import Article


def read_articles(
    inputs: Sequence[str], *, published: date | None = None, stdin: BinaryIO | None = None
) -> Iterator[Article | ArticleError]:
    """Yield the articles behind the INPUT of a command, and a complaint for each that cannot be read.

    Parameters
    ----------
    inputs
        Files (.txt, .html, .json, .jsonl, RSS or Atom), folders of them, and `-` for stdin.
    published
        The day of those articles that do not tell theirs.
    stdin
        What `-` reads; the process's own by default.

    Notes
    -----
    Articles come one by one, so a file of any number of lines takes the memory of one. No two have the same id: a
    second one is complained of. An id that a JSON article or a feed's entry brings is kept as it is; a file's is its
    path relative to the folder given, or its name.
    """
    taken: dict[str, str] = {}
    for source in find_sources(inputs):
        if isinstance(source, ArticleError):
            yield source
            continue
        for article in _read(source, published, stdin):
            if isinstance(article, ArticleError):
                yield article
            elif article.id in taken:
                name = ascii(article.id)
                yield ArticleError(f"{source.shown}: the article id {name} is taken, by one of {taken[article.id]}")
            else:
                taken[article.id] = source.shown
                yield article


def _read(source: Source, published: date | None, stdin: BinaryIO | None) -> Iterator[Article | ArticleError]:
    match source.path.suffix.lower():
        case _ if source.id == STDIN:
            return read_stdin(stdin or sys.stdin.buffer, source, published)
        case ".txt":
            return read_text(source, published)
        case ".json":
            return read_json(source, published)
        case ".jsonl" | ".ndjson":
            return read_json_lines(source, published)
        case ".html" | ".htm" | ".xhtml":
            from geo.articles.html import read_html  # its library takes a while to load

            return read_html(source, published)
        case _:
            from geo.articles.feed import read_feed

            return read_feed(source, published)
