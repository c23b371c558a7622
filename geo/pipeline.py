"""From an article to its places and events: a pure function of the article and read-only resources."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from geo.actor_names import Named, NameKind
from geo.actors import Actors, read_actors
from geo.errors import ArticleError
from geo.gazetteer import Gazetteer, read_gazetteer
from geo.language import DEFAULT_MODEL, Entity, Language, load_language
from geo.mentions import find_mentions
from geo.model import Article, Event, FeatureClass, Mention, Resolution, Role
from geo.online import Online
from geo.resolve import resolve
from geo.resolve_groups import countries_of_text
from geo.resolve_queries import Wording, query_of
from geo.told_spots import with_told_spots

_TOGETHER = 32
"""How many articles the language model reads together."""


@dataclass(frozen=True, slots=True)
class Resources:
    """What reading an article needs beside the article; picklable, so that a pool of processes can share the work."""

    gazetteer: Gazetteer
    actors: Actors
    language: Language
    online: Online | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article says: every mention with what it was taken to mean, and the events."""

    article: Article
    resolutions: tuple[Resolution, ...]
    events: tuple[Event, ...] = ()


def read_resources(
    *,
    gazetteer: Path | None = None,
    actors: Path | None = None,
    model: str | None = DEFAULT_MODEL,
    online: Online | None = None,
) -> Resources:
    """Return the packaged resources, with the user's own gazetteer and actors beside them.

    Parameters
    ----------
    gazetteer
        A file of named points to use beside those that are known.
    actors
        A TOML file of actors to use beside the packaged ones.
    model
        Name of an installed spaCy model; None or "none" reads without one.
    online
        An online geocoder to ask for names that the gazetteer lacks; without one no network is used.

    Raises
    ------
    GeoError
        When one of them cannot be used.
    """
    return Resources(read_gazetteer(gazetteer), read_actors(actors), load_language(model), online)


def read_places(article: Article, resources: Resources) -> Reading:
    """Return the places that an article names, without looking for events."""
    return _places(article, resources.language.entities(article.text), resources)


def _places(article: Article, entities: tuple[Entity, ...], resources: Resources) -> Reading:
    named = resources.actors.find_in(article.text)
    forces = resources.actors.countries_of(named, article.published)
    mentions = find_mentions(article, resources.gazetteer, entities, forces)
    outside = tuple(_outside(mention, article, mentions, named, resources) for mention in mentions)
    return Reading(article, _resolved(article, outside, resources, forces))


def _outside(
    mention: Mention, article: Article, mentions: Sequence[Mention], named: Sequence[Named], resources: Resources
) -> Mention:
    """Return a mention as embedded if it is a force's name or a part of one; its people's name stays one."""
    names = [name for name in named if name.kind is NameKind.NAME]
    at = bisect_right(names, mention.start, key=lambda name: name.start) - 1
    if at < 0 or mention.role is Role.DEMONYM or mention.end > names[at].end:
        return mention
    whole = (names[at].start, names[at].end) == (mention.start, mention.end)
    if whole and not _force(mention, article, mentions, names[at], resources):
        return mention
    return replace(mention, role=Role.EMBEDDED)


def _force(mention: Mention, article: Article, mentions: Sequence[Mention], named: Named, resources: Resources) -> bool:
    """Tell whether a name means a force and not the towns that bear it: in a text on its war, where no town is said.

    The names of countries and regions stand for both.
    """
    hits = resources.gazetteer.lookup(mention.toponym)
    if any(hit.place.feature_class is not FeatureClass.POPULATED for hit in hits):
        return False
    if query_of(article.text, mention, resources.gazetteer).wording is Wording.TOWN:
        return False
    others = [other for other in mentions if other.toponym != mention.toponym]
    spoken = countries_of_text(article.text, others, resources.gazetteer)
    return any(not resources.actors.countries[meaning.war].isdisjoint(spoken) for meaning in named.meanings)


def _resolved(
    article: Article, mentions: Sequence[Mention], resources: Resources, forces: Mapping[str, int]
) -> tuple[Resolution, ...]:
    resolutions = with_told_spots(article, resolve(article, mentions, resources.gazetteer, forces))
    if resources.online is None:
        return resolutions
    from geo.online_behind import answered

    return answered(article, resolutions, resources.gazetteer, resources.online, forces)


def answer_spans(article: Article, spans: Sequence[tuple[int, int]], resources: Resources) -> Reading:
    """Return what spans of an article mean, for those who have their own recogniser; nothing else is looked for.

    Parameters
    ----------
    article
        The article.
    spans
        Start and end of each name in its text, in code points, the end beyond.
    resources
        What to read it with; the language model is not asked.

    Raises
    ------
    ArticleError
        A span that is not one of the text.
    """
    mentions = []
    for start, end in spans:
        if not 0 <= start < end <= len(article.text):
            msg = f"article {article.id!r} has {len(article.text)} characters: {start}, {end} is no span of it"
            raise ArticleError(msg)
        toponym = article.text[start:end]
        mentions.append(Mention(article_id=article.id, start=start, end=end, toponym=toponym))
    forces = resources.actors.countries_of(resources.actors.find_in(article.text), article.published)
    return Reading(article, _resolved(article, mentions, resources, forces))


def read_places_of(articles: Iterable[Article], resources: Resources) -> Iterator[Reading]:
    """Give the places of each article in turn; some at a time are read together, which takes less time."""
    left = iter(articles)
    while together := list(islice(left, _TOGETHER)):
        entities = resources.language.entities_of([article.text for article in together])
        yield from (_places(article, found, resources) for article, found in zip(together, entities, strict=True))


def read_articles(articles: Iterable[Article], resources: Resources) -> Iterator[Reading]:
    """Give the places and events of each article in turn; some at a time are read together, which takes less time."""
    from geo.events import find_events_of  # loads spaCy, which places can do without

    left = read_places_of(articles, resources)
    while batch := list(islice(left, _TOGETHER)):
        located = [(reading.article, reading.resolutions) for reading in batch]
        found = find_events_of(located, resources.actors, resources.language)
        yield from (replace(reading, events=events) for reading, events in zip(batch, found, strict=True))


def read_all(articles: Iterable[Article], resources: Resources) -> tuple[Reading, ...]:
    """Return the readings of all articles in their order, with `agrees` and `disagrees` filled over the run."""
    return linked(list(read_articles(articles, resources)))


def linked(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the readings with `agrees` and `disagrees` of their events filled over all of them."""
    from geo.events import link_events

    articles = [reading.article for reading in readings]
    events = link_events([event for reading in readings for event in reading.events], articles)
    by_id = {event.id: event for event in events}
    return tuple(replace(reading, events=tuple(by_id[e.id] for e in reading.events)) for reading in readings)
