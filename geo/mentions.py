"""The places that a text names: which passages they are, and what each does in its sentence."""

from __future__ import annotations

from collections.abc import Mapping

from geo.gazetteer import Gazetteer
from geo.language import Entity
from geo.mentions_features import features, votes
from geo.mentions_reading import NOWHERE, Reading, Span
from geo.mentions_roles import role_of
from geo.mentions_sites import site_of
from geo.mentions_spans import read
from geo.mentions_weights import THRESHOLD, WEIGHTS, weigh
from geo.model import Article, Mention


def find_mentions(
    article: Article, gazetteer: Gazetteer, entities: tuple[Entity, ...], forces: Mapping[str, int] = NOWHERE
) -> tuple[Mention, ...]:
    """Return the mentions of places in an article, in the order of the text.

    The gazetteer proposes, the language model and the words around decide. Names inside the names of organisations
    and persons are among them with the role `embedded`.

    Parameters
    ----------
    article : Article
        The article; its `text` alone is read.
    gazetteer : Gazetteer
        Known names.
    entities : tuple of Entity
        The persons, organisations and places that a language model found; without any it is left to names and words.
    forces : mapping of country to int, optional
        How many forces that the article names fight in each country.

    Returns
    -------
    tuple of Mention
        None overlaps another.
    """
    reading = read(article.text, gazetteer, entities, forces)
    mentions = []
    for span in chosen(reading):
        start, end = site_of(reading, span)
        mentions.append(
            Mention(
                article_id=article.id,
                start=start,
                end=end,
                toponym=article.text[start:end],
                role=role_of(reading, span),
            )
        )
    return tuple(mentions)


def chosen(reading: Reading) -> list[Span]:
    """Return the passages that are taken for places: the likeliest first, none over another, in order."""
    ballots = votes(reading)
    weighed = [(weigh(features(reading, span, ballots), WEIGHTS), span) for span in reading.spans]
    taken: list[Span] = []
    occupied: set[int] = set()
    for points, span in sorted(weighed, key=lambda pair: (-pair[0], pair[1].start, -pair[1].end)):
        words = range(span.first, span.last + 1)
        if points >= THRESHOLD and occupied.isdisjoint(words):
            taken.append(span)
            occupied.update(words)
    return sorted(taken, key=lambda span: span.start)
