"""Plain texts: one article a file, whose title is its first line that reads like one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from geo.articles.files import LIMIT, Source, checked, decoded, first_bytes, too_long
from geo.errors import ArticleError
from geo.model import Article

MOST_BYTES = 4 * LIMIT + 3
"""UTF-8 spends four bytes at most on a code point, and three on a byte order mark."""
_TITLE_WORDS = 5
_ENDS = (".", "!", "?", "…", "؟", "。", "।")
_CLOSING = "\"'”’»)]"


def read_text(source: Source, published: date | None) -> Iterator[Article | ArticleError]:
    """Yield the one article of a text file, or what is wrong with it."""
    try:
        yield text_article(first_bytes(source.path, MOST_BYTES), source, published)
    except ArticleError as error:
        yield error


def text_article(data: bytes, source: Source, published: date | None) -> Article:
    """Return the bytes of a text as an article.

    Raises
    ------
    ArticleError
        If the bytes are no text, or hold none.
    """
    if len(data) > MOST_BYTES:
        raise ArticleError(too_long(source.shown))
    text = checked(decoded(data, source.shown), source.shown)
    return Article(id=source.id, text=text, title=title_of(text), published=published)


def title_of(text: str) -> str:
    r"""Return the first line that is a sentence or has five words, without the space around it.

    >>> title_of("World News\n\nRebels enter the city of Hama after days of fighting\n\nTroops left.")
    'Rebels enter the city of Hama after days of fighting'
    >>> title_of("World News\nHama has fallen.\n")
    'Hama has fallen.'
    """
    for line in text.splitlines():
        title = line.strip()
        if len(title.split()) >= _TITLE_WORDS or title.rstrip(_CLOSING).endswith(_ENDS):
            return title
    return ""
