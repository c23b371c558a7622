"""Events as columns, each text once: what the page's scripts read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain, compress, count
from operator import attrgetter, sub
from typing import Any, TypeVar

from geo.actors import Actors
from geo.model import Action, Article, DayPrecision, Event, Extent, Place, Precision, Provenance, Status
from geo.text import fold
from maps.columns import Faces, Units, day_number, other_names

T = TypeVar("T")

HALVES, BEYOND_HALVES = 0xD800, 0xE000  # of letters: no letters themselves


def sort_events(events: Iterable[Event]) -> list[Event]:
    """Return events in the order of the page: by day, those without a day first, then by id."""
    by_day: dict[date, list[Event]] = {}
    for event in events:
        by_day.setdefault(event.day_to or date.min, []).append(event)
    return [event for day in sorted(by_day) for event in sorted(by_day[day], key=attrgetter("id"))]


def event_columns(
    events: Sequence[Event], actors: Actors, articles: Mapping[str, Article], house: Mapping[str, str]
) -> dict[str, Any]:
    """Return sorted events column by column, each text once.

    What mostly grows from event to event (sentence, words, article) is sent as steps, what is one of a few as a letter
    each, days as how often each comes, what is mostly the same as its exceptions by number: little room and less when
    compressed.
    """
    numbers = _counting()
    return {
        **_choices(events, actors),
        **_texts(events),
        **_exceptions(events, articles),
        "day": [[day_number(day), often] for day, often in Counter([e.day_to for e in events]).items()],
        "place": [numbers[e.place.id] if e.place else -1 for e in events],
        "places": _place_rows(events, house),
    }


def _choices(events: Sequence[Event], actors: Actors) -> dict[str, Any]:
    """Return what is one of a few, a letter for each event, and what the letters stand for."""
    actor, opponent, claimant = ([e.actor for e in events], [e.opponent for e in events], [e.claimant for e in events])
    faces = Faces(actors, {code for code in {*actor, *opponent, *claimant} if code is not None})
    return {
        "actions": [action.value for action in Action],
        "precisions": [precision.value for precision in DayPrecision],
        "actors": faces.rows(),
        "action": _letters([e.action for e in events], Action),
        "status": _letters([e.status for e in events], Status),
        "precision": _letters([e.day_precision for e in events], DayPrecision),
        "actor": _letters(actor, faces.codes),
        "opponent": _letters(opponent, faces.codes),
        "claimant": _letters(claimant, faces.codes),
    }


def _texts(events: Sequence[Event]) -> dict[str, Any]:
    """Return every text once, and the steps from each event's to that of the next."""
    strings, sources = _counting(), _counting()
    article_ids = [e.provenance.article_id for e in events]
    return {
        "words": _steps([strings[e.place_words] for e in events]),
        "sentence": _steps([strings[e.provenance.sentence] for e in events]),
        "article": _steps([sources[article_id] for article_id in article_ids]),
        "strings": list(strings),
        "articles": _articles(events, article_ids, sources),
    }


def _exceptions(events: Sequence[Event], articles: Mapping[str, Article]) -> dict[str, dict[int, Any]]:
    """Return by the number of the event what is told of few of them."""
    agrees, disagrees = [e.agrees for e in events], [e.disagrees for e in events]
    at = {e.id: n for n, e in enumerate(events)} if any(agrees) or any(disagrees) else {}
    clauses = {n: _clause(e.provenance, articles) for n, e in enumerate(events)} if articles else {}
    return {
        "partial": {n: 1 for n, e in enumerate(events) if e.extent is Extent.PARTIAL},
        "radius": {n: _radius(e) for n, e in enumerate(events) if e.radius_km or e.place_precision is Precision.AREA},
        "span": {n: _span(e) for n, e in enumerate(events) if e.day_from is not e.day_to and e.day_from != e.day_to},
        "clause": {n: clause for n, clause in clauses.items() if clause},
        "more": {n: len(more) for n, more in _told([e.more for e in events])},
        "agrees": {n: _known(ids, at) for n, ids in _told(agrees)},
        "disagrees": {n: _known(ids, at) for n, ids in _told(disagrees)},
        "corrected": {n: list(told) for n, told in _told([e.corrected for e in events])},
    }


def _counting() -> defaultdict[str, int]:
    """Return a dictionary that gives each new value the next number."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    return numbers


def _letters(values: Iterable[str | None], among: Iterable[str]) -> str:
    """Return a letter for each value, which tells its number among others: "0" is the first, "/" before it None.

    >>> _letters(["b", None, "a"], ["a", "b"])
    '1/0'
    """
    codes = chain(range(ord("/"), HALVES), count(BEYOND_HALVES))
    letters = dict(zip([None, *among], map(chr, codes), strict=False))
    return "".join(map(letters.__getitem__, values))


def _steps(numbers: list[int]) -> list[int]:
    """Return the steps from number to number, the first from 0.

    >>> _steps([20000, 20000, 20003])
    [20000, 0, 3]
    """
    return list(map(sub, numbers, [0, *numbers]))


def _told(column: Sequence[T]) -> Iterable[tuple[int, T]]:
    """Return by their number the values of a column that are not empty."""
    return compress(enumerate(column), column)


def _radius(event: Event) -> float:
    """Return how far an event may lie from its point, in km; -1 where it lies somewhere in an area."""
    return round(event.radius_km, 1) if event.radius_km else -1


def _span(event: Event) -> int | None:
    """Return how many days an event may have taken, None where its first day is not known."""
    return (event.day_to - event.day_from).days if event.day_from and event.day_to else None


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
    for (place_id, written), often in told.items():
        words[place_id][written] = often
    return {place_id: _best_name(place, words[place_id]) for place_id, place in places.items()}


def _best_name(place: Place, words: Mapping[str, int]) -> str:
    known = {fold(name) for name in (place.name, *place.other_names)}
    written = [each for each in words if fold(each) in known]
    return min(written, key=lambda each: (-words[each], each), default=place.name)


def _articles(events: Sequence[Event], ids: Sequence[str], sources: Iterable[str]) -> list[list[Any]]:
    """Return the articles events come from as columns: title, source, address, day."""
    first = dict(zip(reversed(ids), reversed(events), strict=True))
    told = [first[article_id].provenance for article_id in sources]
    titles = [each.title or each.article_id for each in told]
    return [
        titles,
        [each.source for each in told],
        [each.url for each in told],
        [day_number(each.published) for each in told],
    ]


def _place_rows(events: Sequence[Event], house: Mapping[str, str]) -> list[list[Any]]:
    """Return the places of events as rows of id, name, longitude, latitude, all names."""
    written = {**written_names(events), **house}
    places = {e.place.id: e.place for e in events if e.place}.values()
    return [[p.id, written[p.id], round(p.at.lon, 5), round(p.at.lat, 5), [p.name, *other_names(p)]] for p in places]


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
