"""Mentions of one sense gathered, with the places that they may mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from geo.gazetteer import Gazetteer, Hit
from geo.mentions_reading import FORCE_VOTES, NOWHERE
from geo.model import FeatureClass, Mention, Place
from geo.place_file import ENGLISH
from geo.resolve_queries import Query, Wording, as_word, lies_in, queries_of
from geo.resolve_relations import Span, Told, hits_in, relations_of
from geo.text import fold

_MOST = 80
_COUNTRIES = 4
_NATION = 10**9
_CITY, _GREAT_CITY = 50_000, 500_000
_SURE_VOTES, _SURE_SHARE = 2, 0.12

Label = tuple[str, str, str, bool]


@dataclass(slots=True)
class Group:
    """The mentions of one sense: what is asked, what they lie in, the candidates and what is seen of each.

    `elsewhere` names the area that the text puts it in where no candidate lies there, `anchors` what it is beside,
    `close` if near;
    `others` tells how strongly the countries, peoples and cities among the other names speak for each country.
    """

    query: Query
    container: str
    hits: tuple[Hit, ...]
    namesakes: tuple[Place, ...] = ()
    fought: bool = False
    elsewhere: str = ""
    anchors: set[str] = field(default_factory=set)
    close: bool = False
    others: Counter[str] = field(default_factory=Counter)
    seen: list[dict[str, float]] = field(default_factory=list)
    share: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))


def gather(
    text: str, mentions: Sequence[Mention], gazetteer: Gazetteer, forces: Mapping[str, int]
) -> tuple[dict[Span, Label], dict[Label, Group], Counter[str]]:
    """Return the group of each mention, the groups, and how strongly the text speaks of which country."""
    queries = queries_of(text, mentions, gazetteer)
    countries = _countries(queries.values(), gazetteer, forces)
    known = evident(countries)
    relations = relations_of(Told(text, queries, gazetteer, known))
    said: dict[str, set[str]] = {}
    for span, container in relations.containers.items():
        said.setdefault(queries[span].folded, set()).add(container)
    labels: dict[Span, Label] = {}
    groups: dict[Label, Group] = {}
    own = _own_votes(queries.values(), gazetteer)
    for span, query in queries.items():
        held = said.get(query.folded, set())
        container = relations.containers.get(span) or (next(iter(held)) if len(held) == 1 else "")
        labels[span] = label = (query.folded, query.wording.value, container, query.people)
        if label not in groups or query.speaks:
            apart = evident(countries - own[query.folded])
            found = hits_in(query, gazetteer, apart, relations.lands.get(container, ()))
            hits = _limited(_nations_first(query, found), countries)
            groups[label] = Group(query, container, hits, _namesakes(query, gazetteer, apart))
    for span, query in queries.items():
        group = groups[labels[span]]
        group.fought |= query.fought
        group.elsewhere = group.elsewhere or relations.elsewhere.get(span, "")
        group.close |= span in relations.close
        if span in relations.anchors:
            group.anchors.add(relations.anchors[span])
    _tell_others(groups, labels, {span: _vote(query, gazetteer, _CITY) for span, query in queries.items()})
    return labels, groups, countries


def _own_votes(queries: Collection[Query], gazetteer: Gazetteer) -> dict[str, Counter[str]]:
    """Return how strongly each name by itself speaks for its country, however often it stands."""
    named = Counter((query.folded, query.people) for query in queries)
    first = {(query.folded, query.people): query for query in queries}
    own: dict[str, Counter[str]] = {}
    for key, number in named.items():
        votes = {country: number * vote for country, vote in _vote(first[key], gazetteer).items()}
        own.setdefault(key[0], Counter()).update(votes)
    return own


def _tell_others(groups: dict[Label, Group], labels: dict[Span, Label], votes: dict[Span, dict[str, int]]) -> None:
    """Fill in how strongly the names that are not those of a group speak for each country."""
    every: Counter[str] = Counter()
    own: dict[Label, Counter[str]] = {label: Counter() for label in groups}
    for span, vote in votes.items():
        every.update(vote)
        own[labels[span]].update(vote)
    for label, group in groups.items():
        group.others = every - own[label]


def evident(countries: Counter[str]) -> tuple[str, ...]:
    """Return the countries that a text speaks of surely enough for a name to be met there by its skeleton."""
    least = max(_SURE_VOTES, _SURE_SHARE * countries.total())
    return tuple(code for code, votes in countries.most_common(_COUNTRIES) if votes >= least)


def countries_of_text(
    text: str, mentions: Iterable[Mention], gazetteer: Gazetteer, forces: Mapping[str, int] = NOWHERE
) -> tuple[str, ...]:
    """Return the countries that the mentions and forces of a text surely speak of."""
    return evident(_countries(queries_of(text, mentions, gazetteer).values(), gazetteer, forces))


def _namesakes(query: Query, gazetteer: Gazetteer, known: tuple[str, ...]) -> tuple[Place, ...]:
    """Return the towns that a site may be named after."""
    if query.wording not in (Wording.AIR, Wording.SITE):
        return ()
    return tuple(hit.place for hit in gazetteer.lookup(query.name, known) if hit.place.feature_class == "P")


def _nations_first(query: Query, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Return the hits without the places of a country that bears the name, unless it is theirs or a town is meant.

    Mexico is the country, though Mexico City and a region of it bear the name as well; Luxembourg may be the city.
    """
    nations = {hit.place.country for hit in hits if hit.place.feature_code == "PCLI"}
    if query.wording not in (Wording.NOTHING, Wording.COUNTRYSIDE) or not nations:
        return hits
    return tuple(hit for hit in hits if hit.place.country not in nations or _nation_or_town(query, hit.place))


def _nation_or_town(query: Query, place: Place) -> bool:
    own = place.feature_class is FeatureClass.POPULATED and fold(place.name) == query.folded
    return own or place.feature_code == "PCLI"


def _limited(hits: Sequence[Hit], countries: Mapping[str, int]) -> tuple[Hit, ...]:
    if len(hits) <= _MOST:
        return tuple(hits)
    near = sorted(hits, key=lambda hit: (-countries.get(hit.place.country, 0), -hit.place.population, hit.place.id))
    large = sorted(hits, key=lambda hit: (-hit.place.population, hit.place.id))
    kept = {hit.place.id: hit for hit in (*large[: _MOST // 2], *near[: _MOST // 2])}
    return tuple(kept.values())


def _countries(queries: Iterable[Query], gazetteer: Gazetteer, forces: Mapping[str, int]) -> Counter[str]:
    """Return how strongly the names and forces of a text speak for each country, strongest first."""
    votes = Counter({country: FORCE_VOTES * number for country, number in forces.items()})
    for query in queries:
        votes.update(_vote(query, gazetteer))
    return Counter(dict(sorted(votes.items(), key=lambda item: (-item[1], item[0]))))


def _vote(query: Query, gazetteer: Gazetteer, least: int = 0) -> dict[str, int]:
    """Return the country that a name by itself speaks for, and how strongly.

    None if fewer than `least` people live there, but in English-speaking countries, whose papers name their villages.
    """
    if query.people:
        place = gazetteer.demonym(as_word(query.name))
        return {place.country: 2} if place is not None and place.country else {}
    people: Counter[str] = Counter()
    for hit in gazetteer.lookup(query.name):
        people[hit.place.country] += hit.place.population + 1
        if hit.place.feature_code == "PCLI":
            people[hit.place.country] += _NATION
    for country, number in people.most_common(1):
        known = number >= least or country in ENGLISH
        if country and known and number * 3 > sum(people.values()) * 2:
            sure = number >= _GREAT_CITY and number * 10 > sum(people.values()) * 9
            return {country: 3 if number >= _NATION else 2 if sure else 1}
    return {}


def container_holds(place: Place, label: Label, groups: Mapping[Label, Group]) -> bool:
    """Tell whether a place lies in what the text says it lies in."""
    return any(
        lies_in(place, hit.place)
        for other, group in groups.items()
        if other[0] == label[2]
        for hit in group.hits
        if hit.place.feature_class in "AL"
    )
