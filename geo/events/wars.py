"""Which wars an article is about."""

from __future__ import annotations

import re
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
    countries = Counter(r.place.country for r in resolutions if r.place is not None and r.place.country)
    if not found and _elsewhere(countries, resolutions, actors):
        return ()
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


def without_bands(article: Article, resolutions: Sequence[Resolution]) -> list[Resolution]:
    """Return the resolutions but those of names that the article gives to fighters and that lie in another country."""
    bands = {m[1] for m in BAND.finditer(article.text)}
    counts = Counter(r.place.country for r in resolutions if r.place is not None and r.mention.toponym not in bands)
    return [r for r in resolutions if r.mention.toponym not in bands or r.place is None or r.place.country in counts]


BAND = re.compile(
    r"\b((?:[Aa]l[- ])?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}) "
    r"(?:fighters?|rebels?|militants|insurgents|gunmen|guerrillas|jihadists|jihadis|militiamen|militia|commanders?|insurgency)\b"
)
"""A name that an article gives to fighters."""


def wars_of(
    resolutions: Sequence[Resolution], named: Sequence[Named], actors: Actors, day: date | None
) -> tuple[str, ...]:
    """Return the wars an article is about, likeliest first: by the countries of its places and the actors it names."""
    countries = Counter(r.place.country for r in resolutions if r.place is not None and r.place.country)
    points: Counter[str] = Counter()
    for war, own in actors.countries.items():
        points[war] += 4 * sum(count for country, count in countries.items() if country in own)
    for r in resolutions:
        if r.place is None:
            maybe = {c.place.country for c in r.candidates}
            points.update(war for war, own in actors.countries.items() if maybe & own)
    for name in named:
        wars = {m.war for m in name.meanings if m.kind is NameKind.NAME and _acts(actors, m.code, day)}
        for war in wars:
            points[war] += 2 if len(wars) == 1 else 1
    if _elsewhere(countries, resolutions, actors) and not any(points[war] >= _SURE for war in points):
        return ()
    size = {war: len(own) for war, own in actors.countries.items()}
    ranked = sorted((war for war in points if points[war] > 0), key=lambda war: (-points[war], size.get(war, 0), war))
    best = points[ranked[0]] if ranked else 0
    return tuple(war for war in ranked if points[war] * 3 >= best)


_SURE = 6
"""Points of three names of one war, which outweigh places elsewhere."""


def _elsewhere(countries: Counter[str], resolutions: Sequence[Resolution], actors: Actors) -> bool:
    """Say whether all towns that an article names lie in countries of no war that the files know."""
    known = {country for own in actors.countries.values() for country in own}
    towns = [r.place for r in resolutions if r.place is not None and not r.place.feature_code.startswith("PCL")]
    return bool(towns) and not known & set(countries)


def _acts(actors: Actors, code: str, day: date | None) -> bool:
    actor = actors.get(code)
    return actor is not None and actor.acts_on(day)
