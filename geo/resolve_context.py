"""Candidates weighed against each other and against everything else that the article names."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.gazetteer import Gazetteer, Hit
from geo.model import Candidate, FeatureClass, Match, Mention, Place
from geo.resolve_queries import Query, Wording, container_of, hits_for, query_of
from geo.resolve_weights import BASE, FULL
from geo.text import fold, key

_MOST = 80
_COUNTRIES = 4
_EARTH_KM = 6371.0
_NEAR_KM, _FAR_KM = 60.0, 300.0
_SAME_KM = 25.0
_HUGE = 7.0
_NATION = 10**9
_TOWN, _PART = 5_000, 20


@dataclass(frozen=True, slots=True)
class Sense:
    """What mentions of one name mean: candidates, best first, and the probability of the best."""

    query: Query
    candidates: tuple[Candidate, ...]
    confidence: float


@dataclass(slots=True)
class Group:
    """The mentions of one sense, with the places it may be and what speaks for each."""

    query: Query
    container: str
    hits: tuple[Hit, ...]
    seen: list[dict[str, float]]
    share: NDArray[np.float64]


def senses(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> dict[tuple[int, int], Sense]:
    """Return the sense of every mention, by its span."""
    keys, groups, countries = gather(text, mentions, gazetteer)
    rows = weigh(groups, countries)
    found: dict[tuple[str, str, str, bool], Sense] = {}
    for label, group in groups.items():
        found[label] = _sense(group, rows[label])
    return {span: found[label] for span, label in keys.items()}


Key = tuple[str, str, str, bool]


def gather(
    text: str, mentions: Sequence[Mention], gazetteer: Gazetteer
) -> tuple[dict[tuple[int, int], Key], dict[Key, Group], Counter[str]]:
    """Return the group of each mention, the groups, and how strongly the text speaks of which country."""
    queries = {(mention.start, mention.end): query_of(text, mention, gazetteer) for mention in mentions}
    starts = {mention.start: mention for mention in mentions}
    containers: dict[tuple[int, int], str] = {}
    for mention in mentions:
        holder = container_of(text, mention, starts)
        if holder is not None and not queries[holder.start, holder.end].people:
            containers[mention.start, mention.end] = fold(queries[holder.start, holder.end].name)
    countries = _countries(queries.values(), gazetteer)
    known = tuple(code for code, _ in countries.most_common(_COUNTRIES))
    holders: dict[str, set[str]] = {}
    keys: dict[tuple[int, int], Key] = {}
    groups: dict[Key, Group] = {}
    for span, query in queries.items():
        container = containers.get(span, "")
        if container:
            container = _container(container, queries.values(), query, gazetteer, known)
        if container:
            holders.setdefault(fold(query.name), set()).add(container)
    for span, query in queries.items():
        container = containers.get(span, "")
        said = holders.get(fold(query.name), set())
        container = container if container in said else (next(iter(said)) if len(said) == 1 else "")
        folded, wording, people = query.key
        label = (folded, wording.value, container, people)
        keys[span] = label
        if label not in groups:
            hits = _limited(hits_for(query, gazetteer, known), countries)
            groups[label] = Group(query, container, hits, [], np.zeros(len(hits)))
    return keys, groups, countries


def _container(
    container: str, queries: Sequence[Query] | object, query: Query, gazetteer: Gazetteer, known: tuple[str, ...]
) -> str:
    """Return the container if some candidate lies in something of that name, else nothing: it is a list."""
    areas = _areas(container, gazetteer)
    places = [hit.place for hit in hits_for(query, gazetteer, known)]
    return container if any(lies_in(place, area) for area in areas for place in places) else ""


def _areas(container: str, gazetteer: Gazetteer) -> list[Place]:
    short = gazetteer.shortened(container.upper())
    places = [hit.place for hit in gazetteer.lookup(container) if hit.place.feature_class in "AL"]
    return ([short] if short is not None else []) + places


def lies_in(place: Place, area: Place) -> bool:
    """Tell whether a place lies in a country or first-level region."""
    if place.id == area.id or not place.country or place.country != area.country:
        return False
    return area.feature_code == "PCLI" or (bool(area.admin1) and area.admin1 == place.admin1)


def _limited(hits: Sequence[Hit], countries: Mapping[str, int]) -> tuple[Hit, ...]:
    if len(hits) <= _MOST:
        return tuple(hits)
    ranked = sorted(hits, key=lambda hit: (-countries.get(hit.place.country, 0), -hit.place.population, hit.place.id))
    large = sorted(hits, key=lambda hit: (-hit.place.population, hit.place.id))[: _MOST // 2]
    kept = {hit.place.id: hit for hit in (*large, *ranked[: _MOST // 2])}
    return tuple(kept.values())


def _countries(queries: object, gazetteer: Gazetteer) -> Counter[str]:
    """Return how strongly the names of a text speak for each country."""
    votes: Counter[str] = Counter()
    for query in queries:  # type: ignore[attr-defined]
        if query.people:
            place = gazetteer.demonym(query.name.title() if query.name.isupper() else query.name)
            if place is not None and place.country:
                votes[place.country] += 2
            continue
        people: Counter[str] = Counter()
        for hit in gazetteer.lookup(query.name):
            people[hit.place.country] += hit.place.population + 1
            if hit.place.feature_code == "PCLI":
                people[hit.place.country] += _NATION
        for country, number in people.most_common(1):
            if country and number * 3 > sum(people.values()) * 2:
                votes[country] += 3 if number >= _NATION else 1
    return Counter(dict(sorted(votes.items(), key=lambda item: (-item[1], item[0]))))


def weigh(groups: Mapping[Key, Group], countries: Counter[str]) -> dict[Key, NDArray[np.float64]]:
    """Return the points of every candidate of every group, and fill in what is seen of each."""
    total = sum(countries.values()) or 1
    for group in groups.values():
        group.seen = [_seen(group, hit, countries, total) for hit in group.hits]
        group.share = _softmax(_points(group.seen, BASE))
    rows: dict[Key, NDArray[np.float64]] = {}
    for _ in range(2):
        _see_neighbours(groups)
        for label, group in groups.items():
            rows[label] = _points(group.seen, FULL)
        for label, group in groups.items():
            group.share = _softmax(rows[label])
    return rows


def _points(seen: Sequence[Mapping[str, float]], weights: Mapping[str, float]) -> NDArray[np.float64]:
    return np.array([sum(weights.get(name, 0.0) * value for name, value in one.items()) for one in seen])


def _softmax(points: NDArray[np.float64]) -> NDArray[np.float64]:
    if not len(points):
        return points
    raised = np.exp(points - points.max())
    return np.asarray(raised / raised.sum())


def _seen(group: Group, hit: Hit, countries: Mapping[str, int], total: int) -> dict[str, float]:
    place, people = hit.place, sum(other.place.population for other in group.hits) or 1
    code, letter = place.feature_code, place.feature_class
    seen = {f"match_{hit.match.value}": 1.0, "population": math.log10(1 + place.population) / _HUGE}
    seen["share"] = place.population / people
    if fold(place.name) == fold(group.query.name):
        seen["own_name"] = 1.0
    elif not place.name.isascii() and key(place.name) == key(group.query.name) != "":
        seen["own_name"] = 1.0
    kind = "country" if code == "PCLI" else "capital" if code == "PPLC" else "town" if letter == "P" else ""
    kind = kind or ("region" if code == "ADM1" else "district" if letter == "A" else "nature")
    seen[f"is_{kind}"] = 1.0
    if letter == "S":
        seen["is_site"] = 1.0
    if kind in ("capital", "town") and place.population == 0:
        seen["unknown_population"] = 1.0
    if group.query.wording is Wording.TOWN:
        seen["called_town"] = 1.0 if letter == "P" else -1.0
    if group.query.wording in (Wording.REGION, Wording.COUNTRYSIDE):
        seen["called_region"] = 1.0 if code == "ADM1" else 0.0
    if code == "ADM1" and any(_seat(other.place, place) for other in group.hits):
        seen["seat_named"] = 1.0
    if group.query.speaks and code == "PPLC":
        seen["speaks"] = 1.0
    seen["country_named"] = countries.get(place.country, 0) / total
    if countries and place.country == next(iter(countries)):
        seen["country_first"] = 1.0
    return seen


def _seat(town: Place, region: Place) -> bool:
    """Tell whether a town is a large one of a region, or a capital beside it."""
    if town.feature_class is not FeatureClass.POPULATED or town.country != region.country:
        return False
    if not lies_in(town, region) and town.feature_code != "PPLC":
        return False
    return town.population >= max(_TOWN, region.population // _PART)


def _see_neighbours(groups: Mapping[Key, Group]) -> None:
    """Fill in, for every candidate, what the likely places of the other names of the text say for it."""
    members = [(label, at, hit.place) for label, group in groups.items() for at, hit in enumerate(group.hits)]
    if not members:
        return
    names = {name: number for number, name in enumerate(sorted({(label[0], label[3]) for label in groups}))}
    owner = np.array([names[label[0], label[3]] for label, _, _ in members])
    share = np.array([groups[label].share[at] for label, at, _ in members])
    wide = np.array([place.feature_code in ("PCLI", "CONT") or place.feature_class in "HL" for _, _, place in members])
    distance = distances_km([place for _, _, place in members])
    other = owner[:, None] != owner[None, :]
    pull = np.where(other & ~wide[None, :], share[None, :], 0.0)
    close, around = pull * np.exp(-distance / _NEAR_KM), pull * np.exp(-distance / _FAR_KM)
    close_by, around_by = _best_per_name(close, owner, len(names)), _best_per_name(around, owner, len(names))
    inside = _containment(members, share, other)
    inside_by = _best_per_name(inside, owner, len(names))
    for row, (label, at, place) in enumerate(members):
        seen = groups[label].seen[at]
        seen["near"] = min(3.0, float(close_by[row].sum())) / 3
        seen["around"] = float(around_by[row].sum()) / max(1, len(names) - 1)
        seen["nearest"] = float(around_by[row].max(initial=0.0))
        seen["region_named"] = min(1.0, float(inside_by[row].sum()))
        if groups[label].container:
            seen["contained"] = 1.0 if _held(place, groups, label) else 0.0


def _best_per_name(values: NDArray[np.float64], owner: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    best = np.zeros((len(values), count))
    for name in range(count):
        columns = values[:, owner == name]
        if columns.shape[1]:
            best[:, name] = columns.max(axis=1)
    return best


def _containment(
    members: Sequence[tuple[Key, int, Place]], share: NDArray[np.float64], other: NDArray[np.bool_]
) -> NDArray[np.float64]:
    region = np.array([f"{place.country}/{place.admin1}" if place.admin1 else "" for _, _, place in members])
    holds = np.array([place.feature_code == "ADM1" and bool(place.admin1) for _, _, place in members])
    same = (region[:, None] == region[None, :]) & (region != "")[:, None]
    return np.where(same & holds[None, :] & other, share[None, :], 0.0)


def _held(place: Place, groups: Mapping[Key, Group], label: Key) -> bool:
    container = groups[label].container
    return any(
        lies_in(place, hit.place)
        for other, group in groups.items()
        if other[0] == container
        for hit in group.hits
        if hit.place.feature_class in "AL"
    )


def distances_km(places: Sequence[Place]) -> NDArray[np.float64]:
    """Return the great-circle distances between places, in km, as a square matrix."""
    lon = np.radians([place.at.lon for place in places])
    lat = np.radians([place.at.lat for place in places])
    unit = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    return np.asarray(_EARTH_KM * np.arccos(np.clip(unit @ unit.T, -1.0, 1.0)))


def _sense(group: Group, points: NDArray[np.float64]) -> Sense:
    if not group.hits:
        return Sense(group.query, (), 0.0)
    share = _softmax(points)
    order = sorted(range(len(group.hits)), key=lambda at: (-points[at], group.hits[at].place.id))
    candidates = tuple(
        Candidate(
            place=group.hits[at].place,
            match=group.hits[at].match,
            score=round(float(points[at]), 4),
            reasons=_reasons(group, at),
        )
        for at in order
    )
    distance = distances_km([group.hits[at].place for at in order])[0]
    confidence = float(sum(share[at] for at, far in zip(order, distance, strict=True) if far <= _SAME_KM))
    if candidates[0].match is Match.KEY:
        confidence *= 0.9
    return Sense(group.query, candidates, round(min(confidence, 1.0), 3))


def _reasons(group: Group, at: int) -> tuple[str, ...]:
    seen, hit = group.seen[at], group.hits[at]
    name = hit.place.name
    reasons = [
        {
            Match.EXACT: f"it bears the name “{group.query.name}”",
            Match.FOLDED: f"it bears the name “{group.query.name}”, case and accents aside",
            Match.KEY: f"“{group.query.name}” is another spelling of {name}",
        }[hit.match]
    ]
    if seen.get("contained"):
        reasons.append(f"the text says that it lies in {group.container.title()}")
    if seen.get("called_town", 0) > 0 or seen.get("called_region", 0) > 0:
        reasons.append(f"the text calls it a {group.query.wording.value}")
    if seen.get("country_first"):
        reasons.append(f"the text speaks of its country ({hit.place.country}) most")
    elif seen.get("country_named"):
        reasons.append(f"the text speaks of its country ({hit.place.country})")
    if seen.get("near", 0) > 0.1:  # noqa: PLR2004
        reasons.append("other places of the text lie near it")
    if seen.get("region_named"):
        reasons.append("the text names its region")
    if len(group.hits) > 1 and seen["share"] > 0.5:  # noqa: PLR2004
        reasons.append(f"it is by far the largest of {len(group.hits)} places of that name")
    elif len(group.hits) == 1:
        reasons.append("no other place bears the name")
    return tuple(reasons)
