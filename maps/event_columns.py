"""Events as columns, each text once: what the page's scripts read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from geo.actors import Actors
from geo.model import Action, Article, DayPrecision, Event, Extent, Place, Precision, Provenance, Status
from geo.text import fold
from maps.columns import EPOCH, Faces, Units, day_number, other_names


class _Columns(NamedTuple):
    """What is told of events, a column each."""

    id: tuple[str, ...]
    action: tuple[Action, ...]
    status: tuple[Status, ...]
    day_precision: tuple[DayPrecision, ...]
    actor: tuple[str | None, ...]
    opponent: tuple[str | None, ...]
    claimant: tuple[str | None, ...]
    place: tuple[Place | None, ...]
    words: tuple[str, ...]
    extent: tuple[Extent, ...]
    radius_km: tuple[float | None, ...]
    place_precision: tuple[Precision, ...]
    day_from: tuple[date | None, ...]
    day_to: tuple[date | None, ...]
    sentence: tuple[str, ...]
    article: tuple[str, ...]
    more: tuple[tuple[Provenance, ...], ...]
    agrees: tuple[tuple[str, ...], ...]
    disagrees: tuple[tuple[str, ...], ...]
    corrected: tuple[tuple[str, ...], ...]


_ELSEWHERE = {"words": "place_words", "sentence": "provenance.sentence", "article": "provenance.article_id"}


def sort_events(events: Iterable[Event]) -> list[Event]:
    """Return events in the order of the page: by day, those without a day first, then by id."""
    return sorted(events, key=lambda event: (event.day_to or date.min, event.id))


def event_columns(
    events: Sequence[Event], actors: Actors, articles: Mapping[str, Article], house: Mapping[str, str]
) -> dict[str, Any]:
    """Return sorted events column by column, each text once.

    What mostly grows from event to event (day, sentence, words, article) is sent as steps, what is mostly the same as
    its exceptions by number: small numbers, which take little room and less when compressed.
    """
    row = _columns(events)
    strings = _numbers([*row.words, *row.sentence])
    sources = _numbers(row.article)
    places = {place.id: place for place in row.place if place}
    place_numbers = _numbers(places)
    faces = Faces(actors, {code for code in {*row.actor, *row.opponent, *row.claimant} if code})
    at = _numbers(row.id) if any(row.agrees) or any(row.disagrees) else {}
    days = [day.toordinal() - EPOCH for day in row.day_to if day]
    clauses = {n: _clause(event.provenance, articles) for n, event in enumerate(events)} if articles else {}
    return {
        "actions": [action.value for action in Action],
        "precisions": [precision.value for precision in DayPrecision],
        "action": _filed(row.action, _numbers(Action)),
        "status": _filed(row.status, _numbers(Status)),
        "precision": _filed(row.day_precision, _numbers(DayPrecision)),
        "actor": [faces.number(code) for code in row.actor],
        "opponent": [faces.number(code) for code in row.opponent],
        "claimant": [faces.number(code) for code in row.claimant],
        "place": [place_numbers[place.id] if place else -1 for place in row.place],
        "words": _steps(_filed(row.words, strings)),
        "partial": {n: 1 for n, extent in enumerate(row.extent) if extent is Extent.PARTIAL},
        "radius": _radii(row),
        "undated": len(events) - len(days),
        "day": _steps(days),
        "span": {n: _span(*ends) for n, ends in enumerate(zip(row.day_from, row.day_to, strict=True)) if _open(*ends)},
        "sentence": _steps(_filed(row.sentence, strings)),
        "clause": {n: clause for n, clause in clauses.items() if clause},
        "article": _steps(_filed(row.article, sources)),
        "more": {n: len(more) for n, more in enumerate(row.more) if more},
        "agrees": {n: _known(ids, at) for n, ids in enumerate(row.agrees) if ids},
        "disagrees": {n: _known(ids, at) for n, ids in enumerate(row.disagrees) if ids},
        "corrected": {n: list(told) for n, told in enumerate(row.corrected) if told},
        "strings": list(strings),
        "articles": _article_rows(events, sources),
        "places": _place_rows(places, {**written_names(events), **house}),
        "actors": faces.rows(),
    }


def _columns(events: Sequence[Event]) -> _Columns:
    getters = (attrgetter(_ELSEWHERE.get(name, name)) for name in _Columns._fields)
    return _Columns(*(tuple(map(getter, events)) for getter in getters))


def _numbers(values: Iterable[str]) -> dict[str, int]:
    """Return the number of each distinct value, in the order of their first appearance."""
    return {value: number for number, value in enumerate(dict.fromkeys(values))}


def _filed(values: Iterable[str], numbers: Mapping[str, int]) -> list[int]:
    return [numbers[value] for value in values]


def _steps(numbers: list[int]) -> list[int]:
    """Return the steps from number to number, the first from 0.

    >>> _steps([20000, 20000, 20003])
    [20000, 0, 3]
    """
    return [b - a for a, b in zip([0, *numbers], numbers, strict=False)]


def _radii(row: _Columns) -> dict[int, float]:
    """Return by its number how far an event may lie from its point, in km; -1 where it lies somewhere in an area."""
    told = enumerate(zip(row.radius_km, row.place_precision, strict=True))
    return {n: round(km, 1) if km else -1 for n, (km, precision) in told if km or precision is Precision.AREA}


def _open(day_from: date | None, day_to: date | None) -> bool:
    return day_from is not day_to and day_from != day_to


def _span(day_from: date | None, day_to: date | None) -> int | None:
    """Return how many days an event may have taken, None where its first day is not known."""
    return (day_to - day_from).days if day_from and day_to else None


def _known(ids: Iterable[str], at: Mapping[str, int]) -> list[int]:
    return sorted(at[other] for other in ids if other in at)


def written_names(events: Sequence[Event]) -> dict[str, str]:
    """Return by its id the name that each place of events goes by.

    It is the one that most of the articles write, so that map and sentences agree; what is no name of the place itself
    ("airport of X") does not count.
    """
    places = {event.place.id: event.place for event in events if event.place}
    words: dict[str, dict[str, int]] = {place_id: {} for place_id in places}
    told = Counter((event.place.id, event.place_words) for event in events if event.place)
    for (place_id, written), count in told.items():
        words[place_id][written] = count
    return {place_id: _best_name(place, words[place_id]) for place_id, place in places.items()}


def _best_name(place: Place, words: Mapping[str, int]) -> str:
    known = {fold(name) for name in (place.name, *place.other_names)}
    written = [each for each in words if fold(each) in known]
    return min(written, key=lambda each: (-words[each], each), default=place.name)


def _article_rows(events: Sequence[Event], sources: Mapping[str, int]) -> list[list[Any]]:
    """Return the articles events come from as rows of title, source, address, day."""
    first = {event.provenance.article_id: event.provenance for event in reversed(events)}
    rows = [first[article_id] for article_id in sources]
    return [[each.title or each.article_id, each.source, each.url, day_number(each.published)] for each in rows]


def _place_rows(places: Mapping[str, Place], written: Mapping[str, str]) -> list[list[Any]]:
    """Return the places of events as rows of id, name, longitude, latitude, all names."""
    return [
        [place.id, written[place.id], round(place.at.lon, 5), round(place.at.lat, 5), [place.name, *other_names(place)]]
        for place in places.values()
    ]


def _clause(provenance: Provenance, articles: Mapping[str, Article]) -> list[int] | None:
    """Return where the event's clause lies in its sentence, in UTF-16 units as scripts count, where the text tells."""
    article = articles.get(provenance.article_id)
    if article is None:
        return None
    clause = article.text[provenance.start : provenance.end]
    start = provenance.sentence.find(clause)
    if start < 0 or not clause:
        return None
    units = Units(provenance.sentence)
    return [units.at(start), units.at(start + len(clause))]
