"""Spans that a user's own recogniser found, to be answered as they are."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from geo.errors import ArticleError
from geo.model import Article
from geo.pipeline import Reading, Resources, answer_spans


class Span(NamedTuple):
    """A span of an article, and where it was asked for."""

    start: int
    end: int
    where: str


@dataclass(frozen=True)
class Spans:
    """Spans by article, in the order of the file; each article's are taken out as it is answered."""

    waiting: dict[str, list[Span]] = field(default_factory=dict)

    def answer(self, article: Article, resources: Resources, complain: Callable[[str], None]) -> list[Reading]:
        """Return the resolutions of an article's spans, if it has any; a span beyond its text is complained of."""
        inside = []
        for start, end, where in self.waiting.pop(article.id, []):
            if end > len(article.text):
                complain(f"{where}: end {end} is beyond the {len(article.text)} characters of article {article.id!r}")
            else:
                inside.append((start, end))
        return [answer_spans(article, inside, resources)] if inside else []

    def complain_of_the_rest(self, complain: Callable[[str], None]) -> None:
        """Name the articles that spans were given for and that did not come."""
        for article_id, spans in self.waiting.items():
            complain(f"{spans[0].where}: no article {article_id!r} was read, so its {len(spans)} spans have no answer")


def read_spans(path: Path) -> Spans:
    """Return the spans of a file of JSON Lines with `article_id`, `start` and `end`.

    Raises
    ------
    ArticleError
        If a line is wrong.
    OSError
        If the file cannot be read.
    """
    waiting: dict[str, list[Span]] = defaultdict(list)
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            row = json.loads(line.decode("utf-8-sig"))
            article_id, start, end = row["article_id"], row["start"], row["end"]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            msg = f'{where}: no span; write {{"article_id": "a.txt", "start": 12, "end": 17}}'
            raise ArticleError(msg) from error
        if not (type(start) is int and type(end) is int and 0 <= start < end):
            msg = f"{where}: start {start!r} and end {end!r} are no span; count characters from 0, the end beyond"
            raise ArticleError(msg)
        waiting[str(article_id)].append(Span(start, end, where))
    return Spans(dict(waiting))
