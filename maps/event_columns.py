"""Events as columns, each text once: what the page's scripts read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from geo.actors import Actors
from geo.model import Action, Article, Event, Extent, Place, Provenance, Status
from geo.text import fold
from maps.columns import Faces, Units, day_number
from maps.payload import Strings

ACTIONS = tuple(Action)
STATUSES = tuple(Status)
OTHER_NAMES = 12


def sort_events(events: Iterable[Event]) -> list[Event]:
    """Return events in the order of the page: by day, those without a day first, then by id."""
    return sorted(events, key=lambda event: (event.day_to or date.min, event.id))


def event_columns(events: Sequence[Event], actors: Actors, articles: Mapping[str, Article]) -> dict[str, Any]:
    """Return sorted events column by column, each text once."""
    strings, sources = Strings(), _Sources()
    places = _Places(events)
    faces = Faces(actors, {code for event in events for code in (event.actor, event.opponent, event.claimant) if code})
    at = {event.id: number for number, event in enumerate(events)}
    numbers = range(len(events))
    return {
        "actions": [action.value for action in ACTIONS],
        "action": _numbered(events, ACTIONS, "action"),
        "status": _numbered(events, STATUSES, "status"),
        "actor": [faces.number(event.actor) for event in events],
        "opponent": [faces.number(event.opponent) for event in events],
        "claimant": [faces.number(event.claimant) for event in events],
        "place": [places.file(event.place) for event in events],
        "words": [strings.file(event.place_words) for event in events],
        "partial": [int(event.extent is Extent.PARTIAL) for event in events],
        "radius": [round(event.radius_km or 0, 1) for event in events],
        "day": [day_number(event.day_to) for event in events],
        "from": [day_number(event.day_from) for event in events],
        "precision": [event.day_precision.value for event in events],
        "sentence": [strings.file(event.provenance.sentence) for event in events],
        "clause": [_clause(event.provenance, articles) for event in events],
        "article": [sources.file(event.provenance) for event in events],
        "more": {n: len(events[n].more) for n in numbers if events[n].more},
        "agrees": {n: _known(events[n].agrees, at) for n in numbers if events[n].agrees},
        "disagrees": {n: _known(events[n].disagrees, at) for n in numbers if events[n].disagrees},
        "strings": strings.table(),
        "articles": sources.rows,
        "places": places.rows,
        "actors": faces.rows(),
    }


def _numbered(events: Sequence[Event], order: tuple[Any, ...], name: str) -> list[int]:
    at = {value: number for number, value in enumerate(order)}
    return [at[getattr(event, name)] for event in events]


def _known(ids: Iterable[str], at: Mapping[str, int]) -> list[int]:
    return sorted(at[other] for other in ids if other in at)


def written_names(events: Iterable[Event]) -> dict[str, str]:
    """Return by its id the name that each place of events goes by.

    It is the one that most of the articles write, so that map and sentences agree; what is no name of the place itself
    ("airport of X") does not count.
    """
    places: dict[str, Place] = {}
    words: dict[str, Counter[str]] = {}
    for event in events:
        if event.place:
            places[event.place.id] = event.place
            words.setdefault(event.place.id, Counter())[event.place_words] += 1
    return {place_id: _best_name(place, words[place_id]) for place_id, place in places.items()}


def _best_name(place: Place, words: Mapping[str, int]) -> str:
    known = {fold(name) for name in (place.name, *place.other_names)}
    written = [each for each in words if fold(each) in known]
    return min(written, key=lambda each: (-words[each], each), default=place.name)


class _Sources:
    """The articles events come from, each once."""

    def __init__(self) -> None:
        self.rows: list[list[Any]] = []
        self._at: dict[str, int] = {}

    def file(self, provenance: Provenance) -> int:
        number = self._at.setdefault(provenance.article_id, len(self.rows))
        if number == len(self.rows):
            published = day_number(provenance.published)
            self.rows.append(
                [provenance.title or provenance.article_id, provenance.source, provenance.url, published],
            )
        return number


class _Places:
    """The places of events, each once; -1 is no place."""

    def __init__(self, events: Sequence[Event]) -> None:
        self.rows: list[list[Any]] = []
        self._at: dict[str, int] = {}
        self._names = written_names(events)

    def file(self, place: Place | None) -> int:
        if place is None:
            return -1
        number = self._at.setdefault(place.id, len(self.rows))
        if number == len(self.rows):
            names = [place.name, *place.other_names[:OTHER_NAMES]]
            self.rows.append([place.id, self._names[place.id], round(place.at.lon, 5), round(place.at.lat, 5), names])
        return number


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
