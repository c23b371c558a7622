"""A text as it is read for places: its words, entities and passages, and the countries that it speaks of."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from geo.gazetteer import Gazetteer
from geo.language import Entity
from geo.mentions_tokens import Token
from geo.model import FeatureClass, LonLat, Place
from geo.places_apart import km_between

_SHARE = 5
_CITY = 100_000
_COUNTRIES = 4
_LONG_WORD = 4
_NEAR_KM = 120.0
FORCE_VOTES = 2
NOWHERE: Mapping[str, int] = MappingProxyType({})


class Origin(StrEnum):
    """Why a passage is looked at."""

    NAME = "name"
    DEMONYM = "demonym"
    SHORTENED = "shortened"
    RUN = "run"
    ENTITY = "entity"


@dataclass(frozen=True, slots=True)
class Span:
    """A passage, `text[start:end]`, of the words `first` to `last` (inclusive)."""

    start: int
    end: int
    first: int
    last: int
    name: str
    folded: str
    origin: Origin


@dataclass(slots=True)
class Reading:
    """An article's text with its words, its entities, and what the names in it say of where it plays."""

    text: str
    words: list[Token]
    entities: tuple[Entity, ...]
    gazetteer: Gazetteer
    spans: list[Span] = field(default_factory=list)
    countries: tuple[str, ...] = ()
    forces: frozenset[str] = frozenset()
    ground: tuple[LonLat, ...] = ()
    lower: frozenset[str] = frozenset()
    familiar: frozenset[int] = frozenset()
    told: frozenset[int] = frozenset()
    headlines: tuple[tuple[int, int], ...] = ()

    def headline(self, at: int) -> bool:
        """Tell whether a passage begins in a line whose every word has a capital."""
        return any(start <= at < end for start, end in self.headlines)

    def entity_of(self, start: int, end: int) -> Entity | None:
        """Return the entity that shares most characters with a passage."""
        at = max(0, bisect_left(self.entities, (start, 0, "")) - 1)
        best, most = None, 0
        for entity in self.entities[at : at + 6]:
            shared = min(end, entity.end) - max(start, entity.start)
            if shared > most:
                best, most = entity, shared
        return best


def distinctive(gazetteer: Gazetteer, span: Span) -> bool:
    """Tell whether a name is hardly anything but a place's: no everyday word, no given name, no surname, not short."""
    word = span.folded
    if len(word) < _LONG_WORD or gazetteer.common_word(word):
        return False
    return " " in word or not (gazetteer.given_name(word) or gazetteer.surname(word))


def countries_of(gazetteer: Gazetteer, spans: Sequence[Span], forces: Mapping[str, int] = NOWHERE) -> tuple[str, ...]:
    """Return the countries that the text speaks of, most named first: evidence for matches by skeleton.

    A force that fights in a country speaks for it as a word for its people does.
    """
    votes = Counter({country: FORCE_VOTES * number for country, number in forces.items()})
    for span in spans:
        place = gazetteer.demonym(span.name) if span.origin is Origin.DEMONYM else sure_place(gazetteer, span.name)
        if place is not None and place.country:
            votes[place.country] += 4 if place.feature_code == "PCLI" else 2
        elif span.origin is Origin.NAME and distinctive(gazetteer, span):
            homes = {hit.place.country for hit in gazetteer.lookup(span.name)}
            if len(homes) == 1 and "" not in homes:
                votes[homes.pop()] += 1
    return tuple(code for code, _ in sorted(votes.items(), key=lambda item: (-item[1], item[0]))[:_COUNTRIES])


def sure_place(gazetteer: Gazetteer, name: str) -> Place | None:
    """Return the place of a name that hardly means another: a country, or a city far larger than its namesakes."""
    hits = gazetteer.lookup(name)
    if not hits:
        return None
    places = sorted(
        (hit.place for hit in hits if hit.place.feature_code != "ADM1"), key=lambda place: -place.population
    )
    if not places or places[0].feature_code == "PCLI":
        return places[0] if places else None
    abroad = max((place.population for place in places if place.country != places[0].country), default=0)
    return places[0] if places[0].population >= max(_CITY, _SHARE * abroad) else None


def skeleton_hit(reading: Reading, span: Span) -> bool:
    """Tell whether a passage meets a place by its skeleton in a country that the text speaks of."""
    return bool(reading.gazetteer.lookup(span.name, reading.countries))


def skeleton_near(reading: Reading, span: Span) -> bool:
    """Tell whether the place that a passage meets by its skeleton lies near one that the text surely names."""
    hits = reading.gazetteer.lookup(span.name, reading.countries)
    return any(km_between(hit.place.at, at) <= _NEAR_KM for hit in hits for at in reading.ground)


def ground_of(gazetteer: Gazetteer, spans: Sequence[Span], countries: Sequence[str]) -> tuple[LonLat, ...]:
    """Return the points of the towns that the text surely names in the countries that it speaks of."""
    names = sorted({span.name for span in spans if span.origin is Origin.NAME and distinctive(gazetteer, span)})
    places = [hit.place for name in names for hit in gazetteer.lookup(name) if hit.place.country in countries]
    return tuple(place.at for place in places if place.feature_class is FeatureClass.POPULATED)
