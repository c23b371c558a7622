"""Web pages: the article in them, without menus, adverts and comments."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import date

from trafilatura import bare_extraction

from geo.articles.days import published_day
from geo.articles.files import Source, checked, decoded, whole_file
from geo.errors import ArticleError
from geo.model import Article

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_HEAD_BYTES = 4096
# Only what the page's markup says of its date, no guessing from its text; the library would bound it by the clock.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "9999-12-31"}

logging.getLogger("trafilatura").addHandler(logging.NullHandler())
logging.getLogger("htmldate").addHandler(logging.NullHandler())


def read_html(source: Source, published: date | None) -> Iterator[Article | ArticleError]:
    """Yield the article of a web page, or what is wrong with it."""
    try:
        yield _article(_page(whole_file(source), source.shown), source, published)
    except ArticleError as error:
        yield error


def _page(data: bytes, shown: str) -> str:
    declared = _CHARSET.search(data[:_HEAD_BYTES])
    try:
        return decoded(data, shown)
    except ArticleError:
        if declared is None:
            raise
    name = declared[1].decode("ascii")
    try:
        return data.decode(name)
    except (LookupError, UnicodeDecodeError) as error:
        msg = f"{shown}: the page says it is in {name}, and is not; save it as UTF-8"
        raise ArticleError(msg) from error


def _article(page: str, source: Source, published: date | None) -> Article:
    if "\0" in page:
        msg = f"{source.shown}: NUL byte in line {page.count(chr(10), 0, page.index(chr(0))) + 1}; remove it"
        raise ArticleError(msg)
    found = bare_extraction(page, with_metadata=True, include_comments=False, date_extraction_params=dict(_DATES))
    if found is None or isinstance(found, dict) or not found.text:
        msg = f"{source.shown}: no article found in the page; save its text as .txt"
        raise ArticleError(msg)
    return Article(
        id=source.id,
        text=checked(found.text, source.shown),
        title=found.title or "",
        published=published_day(found.date) if found.date else published,
        source=found.sitename or "",
        url=found.url or "",
    )
