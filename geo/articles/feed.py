"""RSS and Atom files: an article an entry."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.sax import SAXException

import feedparser
import lxml.etree
import lxml.html

from geo.articles.days import published_day
from geo.articles.files import Source, checked, whole_file
from geo.errors import ArticleError
from geo.model import Article

_LOG = logging.getLogger(__name__)
_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main "
    "nav ol p pre section table td th tr ul".split()
)
_SILENT = frozenset(("script", "style", "template"))


def read_feed(source: Source, published: date | None) -> Iterator[Article | ArticleError]:
    """Yield the articles of a feed, and what is wrong with the others.

    An entry's text is its content, else its summary, else its title; markup becomes plain text with a line a block.
    """
    try:
        feed = feedparser.parse(io.BytesIO(whole_file(source)))
        if not feed.entries:
            why = f" ({feed.bozo_exception})" if feed.bozo else ""
            msg = f"{source.shown}: not an RSS or Atom file with entries{why}"
            raise ArticleError(msg)
    except ArticleError as error:
        yield error
        return
    if isinstance(feed.get("bozo_exception"), SAXException):
        yield ArticleError(f"{source.shown}: not well-formed, entries may be missing ({feed.bozo_exception})")
    for number, entry in enumerate(feed.entries, 1):
        where = f"{source.shown}: entry {number}"
        try:
            yield Article(
                id=entry.get("id") or entry.get("link") or f"{source.id}#{number}",
                text=checked(_text(entry), where),
                title=plain(entry.get("title", "")),
                published=_day(entry, where) or published,
                source=feed.feed.get("title", ""),
                url=entry.get("link", ""),
            )
        except ArticleError as error:
            yield error


def _text(entry: Any) -> str:  # noqa: ANN401  feedparser has no types
    contents = [content.get("value", "") for content in entry.get("content", [])]
    texts = (plain(markup) for markup in (*contents, entry.get("summary", ""), entry.get("title", "")))
    return next((text for text in texts if text), "")


def _day(entry: Any, where: str) -> date | None:  # noqa: ANN401
    written = entry.get("published") or entry.get("updated") or ""
    try:
        return published_day(written) if written.strip() else None
    except ValueError as error:
        _LOG.warning("%s: date not read: %s", where, error)
        return None


def plain(markup: str) -> str:
    r"""Return the text of a piece of HTML, a line a block.

    >>> plain("<p>Rebels <b>entered</b> Hama.</p><p>Troops left.</p>")
    'Rebels entered Hama.\nTroops left.'
    """
    if not markup.strip():
        return ""
    try:
        root = lxml.html.fragment_fromstring(markup, create_parent="div")
    except (lxml.etree.ParserError, ValueError):
        return ""
    lines = "".join(_pieces(root)).split("\n")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def _pieces(element: lxml.html.HtmlElement) -> Iterator[str]:
    for step, node in lxml.etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if step == "start" and isinstance(node.tag, str):
            yield "\n" if node.tag in _BLOCKS else ""
            yield "" if node.tag in _SILENT else " ".join((node.text or "").split("\n"))
        else:
            yield "\n" if node.tag in _BLOCKS else ""
            yield " ".join((node.tail or "").split("\n"))
