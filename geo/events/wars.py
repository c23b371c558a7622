"""Which wars an article is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from geo.actor_names import Named, NameKind
from geo.actors import Actors
from geo.model import Article, Resolution


def wars_in(
    article: Article, resolutions: Sequence[Resolution], named: Sequence[Named], actors: Actors
) -> tuple[str, ...]:
    """Return the wars an article is about: by its text, else its title, its adjectives, its doubtful places."""
    day = article.published
    found = wars_of(resolutions, named, actors, day)
    if not found:
        found = wars_of((), actors.find_in(article.title), actors, day)
    if not found:
        counts = Counter(actors.names.wars_of_adjectives(f"{article.title} {article.text}"))
        found = tuple(sorted(counts, key=lambda war: (-counts[war], war)))[:1]
    if not found:
        maybe = Counter(country for r in resolutions for country in {c.place.country for c in r.candidates})
        points = {war: sum(maybe[country] for country in own) for war, own in actors.countries.items()}
        found = tuple(sorted((war for war in points if points[war]), key=lambda war: (-points[war], war)))[:1]
    return found


def wars_of(
    resolutions: Sequence[Resolution], named: Sequence[Named], actors: Actors, day: date | None
) -> tuple[str, ...]:
    """Return the wars an article is about, likeliest first: by the countries of its places and the actors it names."""
    countries = Counter(r.place.country for r in resolutions if r.place is not None and r.place.country)
    points: Counter[str] = Counter()
    for war, own in actors.countries.items():
        points[war] += 4 * sum(count for country, count in countries.items() if country in own)
    for name in named:
        wars = {m.war for m in name.meanings if m.kind is NameKind.NAME and _acts(actors, m.code, day)}
        for war in wars:
            points[war] += 2 if len(wars) == 1 else 1
    size = {war: len(own) for war, own in actors.countries.items()}
    ranked = sorted((war for war in points if points[war] > 0), key=lambda war: (-points[war], size.get(war, 0), war))
    best = points[ranked[0]] if ranked else 0
    return tuple(war for war in ranked if points[war] * 3 >= best)


def _acts(actors: Actors, code: str, day: date | None) -> bool:
    actor = actors.get(code)
    return actor is not None and actor.acts_on(day)
