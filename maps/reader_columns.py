"""Articles with their mentions and events as columns, each text and each meaning once: what the reader view reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from geo.gazetteer import Gazetteer
from geo.model import Event, FeatureClass, Place, Provenance, Resolution, Role
from geo.pipeline import Reading
from maps.columns import Units, day_number

ROLES = tuple(Role)
_DEGREE_DIGITS = 5
_DIGITS = 3


def sort_readings(readings: Iterable[Reading]) -> list[Reading]:
    """Return readings in the order of the page: the newest article first, those without a day last, then by id."""
    return sorted(
        readings, key=lambda reading: (-(reading.article.published or date.min).toordinal(), reading.article.id)
    )


def reader_columns(
    readings: Sequence[Reading], event_numbers: Mapping[str, int], gazetteer: Gazetteer, house: Mapping[str, str]
) -> dict[str, Any]:
    """Return sorted readings as rows of numbers; offsets are in units of UTF-16, as scripts count.

    Parameters
    ----------
    readings
        The articles, in the order of the page.
    event_numbers
        The number of each event by its id, as the layer of events has them.
    gazetteer
        What names the first-level regions of places.
    house
        How places are written, by their ids.
    """
    senses = _Senses(gazetteer, house)
    articles, mentions, events = [], [], []
    for reading in readings:
        article = reading.article
        units = Units(article.text)
        articles.append(
            [article.id, article.title, article.text, day_number(article.published), article.source, article.url]
        )
        mentions.append(
            [
                [
                    units.at(each.mention.start),
                    units.at(each.mention.end),
                    ROLES.index(each.mention.role),
                    senses.file(each),
                ]
                for each in sorted(reading.resolutions, key=lambda each: (each.mention.start, -each.mention.end))
            ]
        )
        events.append(
            [
                [event_numbers[event.id], [_telling(told, article.text, units) for told in _tellings(event)]]
                for event in sorted(reading.events, key=lambda event: (event.provenance.start, event.id))
            ]
        )
    return {
        "roles": [role.value for role in ROLES],
        "articles": articles,
        "mentions": mentions,
        "events": events,
        "senses": senses.rows,
        "places": senses.places.rows,
        "countries": senses.places.countries(),
        "strings": list(senses.words),
    }


def _tellings(event: Event) -> list[Provenance]:
    own = event.provenance.article_id
    return [event.provenance, *(told for told in event.more if told.article_id == own)]


def _telling(told: Provenance, text: str, units: Units) -> list[int]:
    """Return where clause and sentence lie in the text: start, end, start, end."""
    begin = text.rfind(told.sentence, max(0, told.end - len(told.sentence)), told.start + len(told.sentence))
    first, last = (begin, begin + len(told.sentence)) if begin >= 0 else (told.start, told.end)
    return [units.at(at) for at in (told.start, told.end, first, last)]


class _Places:
    """Places, each once, with the names of their first-level regions."""

    def __init__(self, gazetteer: Gazetteer, house: Mapping[str, str]) -> None:
        self.rows: list[list[Any]] = []
        self._house = house
        self._at: dict[str, int] = {}
        self._gazetteer = gazetteer
        self._regions: dict[str, dict[str, str]] = {}

    def file(self, place: Place | None) -> int:
        """Return the number of a place, -1 for none."""
        if place is None:
            return -1
        number = self._at.setdefault(place.id, len(self.rows))
        if number == len(self.rows):
            lon, lat = (round(side, _DEGREE_DIGITS) for side in place.at)
            kind = [place.feature_class.value, place.feature_code]
            name = self._house.get(place.id, place.name)
            self.rows.append([place.id, name, lon, lat, *kind, place.country, self._region(place), place.population])
        return number

    def countries(self) -> dict[str, str]:
        """Return the names of the countries of all places filed, by code."""
        codes = sorted({str(row[6]) for row in self.rows} - {""})
        found = {code: self._gazetteer.country(code) for code in codes}
        return {code: place.name for code, place in found.items() if place}

    def _region(self, place: Place) -> str:
        """Return the name of the first-level region that a place lies in, nothing for the region itself."""
        if not place.admin1 or place.feature_code == "ADM1":
            return ""
        if place.country not in self._regions:
            found = self._gazetteer.in_country(place.country, {FeatureClass.ADMIN})
            self._regions[place.country] = {each.admin1: each.name for each in found if each.feature_code == "ADM1"}
        return self._regions[place.country].get(place.admin1, "")


class _Senses:
    """What mentions were taken to mean, each once: place, how sure, precision, radius, candidates, reasons."""

    def __init__(self, gazetteer: Gazetteer, house: Mapping[str, str]) -> None:
        self.rows: list[list[Any]] = []
        self.places = _Places(gazetteer, house)
        self.words: dict[str, int] = {}
        self._at: dict[tuple[Any, ...], int] = {}

    def file(self, meant: Resolution) -> int:
        """Return the number of what a mention was taken to mean."""
        key = (meant.place, meant.candidates, meant.confidence, meant.precision, meant.radius_km, meant.reasons)
        number = self._at.setdefault(key, len(self.rows))
        if number == len(self.rows):
            candidates = [
                [self.places.file(each.place), round(each.score, 2), each.match.value, self._filed(each.reasons)]
                for each in meant.candidates
            ]
            place = self.places.file(meant.place)
            sure = round(meant.confidence, _DIGITS)
            radius = round(meant.radius_km or 0, 1)
            self.rows.append([place, sure, meant.precision.value, radius, candidates, self._filed(meant.reasons)])
        return number

    def _filed(self, reasons: Iterable[str]) -> list[int]:
        return [self.words.setdefault(reason, len(self.words)) for reason in reasons]
