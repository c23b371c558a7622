"""The names that found no place, as the CSV in which a user gives them one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from geo.model import Role
from geo.pipeline import Reading
from geo.rows import Row

UNRESOLVED_COLUMNS = ("name", "lon", "lat", "mentions", "articles")
_OF_PLACES = frozenset((Role.LOCATIVE, Role.METONYM, Role.ASSOCIATIVE))


def unresolved_rows(readings: Iterable[Reading]) -> Iterator[Row]:
    """Yield a row a name, the most frequent first, with the point left empty."""
    mentions: Counter[str] = Counter()
    articles: defaultdict[str, set[str]] = defaultdict(set)
    for reading in readings:
        for resolution in reading.resolutions:
            if resolution.place is None and resolution.mention.role in _OF_PLACES:
                name = " ".join(resolution.mention.toponym.split())
                mentions[name] += 1
                articles[name].add(reading.article.id)
    for name in sorted(mentions, key=lambda name: (-mentions[name], name)):
        yield {"name": name, "lon": None, "lat": None, "mentions": mentions[name], "articles": len(articles[name])}
