"""The noun that belongs to the name of a site or area: the air base of "Tabqa air base"."""

from __future__ import annotations

import re

from geo.mentions_reading import Origin, Reading, Span
from geo.place_file import ENGLISH

SITE = re.compile(
    r"(?:[ \u00a0]|-)(?P<noun>"
    r"(?:(?:international|military|civilian|domestic)\s)?air(?:port|field)|(?:military\s)?air\s?base|"
    r"(?:naval|army|military|artillery|air\sdefen[cs]e|training)\sbase|naval\sport|sea\s?port|port|"
    r"(?:border\s)?crossing|(?:suspension\s)?bridge|dam|(?:oil\s)?refinery|(?:oil|gas)\s?fields?|"
    r"(?:(?:displacement|refugee|military|army|detention)\s)?camp|barracks|citadel|castle|(?:central\s)?prison|"
    r"(?:(?:northern|southern|eastern|western|north|south|east|west|rural)\s)*countryside|governorate|"
    r"neighbou?rhood|quarter|district|roundabout|junction|checkpoint|plateau|power\s(?:plant|station)|heights|ridge"
    r")(?!\w|-)",
    re.IGNORECASE,
)
CAPITAL_SITE = re.compile(
    r"[ \u00a0](?P<noun>(?:Province|Region|County|Parish|Township|Oblast|Raion|Prefecture|State|Island|Islands|"
    r"River|Lake|Creek|Bay|Valley|Mountains?|Hills?|Hill|Peninsula|Desert|Forest|Beach|Falls|Springs|Park|Square|Street|"
    r"St\.|Road|Rd\.|Avenue|Ave\.|Drive|Dr\.|Lane|Boulevard|Blvd\.|Highway|Parkway|Strait|Sea|Canal|Pass|Station|"
    r"Mountain|Ridge|Reservoir|Wilderness|Township|Trail|Gate|Base|Stadium|Tower))(?!\w)"
)
_BEFORE = re.compile(
    r"\b(?:air\s?port|air\s?base|airfield|citadel|countryside|crossing|bridge|dam|refinery|neighbou?rhood|"
    r"governorate)\sof\s\Z",
    re.IGNORECASE,
)


_SIDE = r"(?:North|South|East|West)(?:[-\s]?(?:[Ee]ast|[Ww]est))?"
_PART = re.compile(rf"(?<=[\w,;:)’”-]\s)(?:Upper|Lower|Inner|Outer|Latin|{_SIDE})[\s-]\Z")
"""What makes a land of its own of a country or continent: Upper Egypt, South Arabia, not Northern Iraq."""
_PART_OF_PEOPLE = re.compile(rf"(?:\b(?:Latin|Central)|(?<=[\w,;:)’”-]\s){_SIDE}(?:ern)?)[\s-]\Z")
_OF_COUNTRIES = re.compile(r"countryside|governorate|air|[A-Z]", re.ASCII)


def _wide(reading: Reading, span: Span) -> bool:
    """Tell whether a name is a country's, or of regions alone, after which a small noun names no site."""
    places = [hit.place for hit in reading.gazetteer.lookup(span.name)]
    nation = any(place.feature_code == "PCLI" for place in places)
    return nation or (bool(places) and all(place.feature_class in "AL" for place in places))


def _land(reading: Reading, span: Span) -> bool:
    """Tell whether a name is a country's, a continent's or a region's of several countries, or their people's.

    Not in a headline, and not where a state has the name of a country: Georgia.
    """
    if reading.headline(span.start):
        return False
    places = [hit.place for hit in reading.gazetteer.lookup(span.name)]
    lands = any(place.feature_code == "PCLI" or (place.feature_class in "LT" and not place.country) for place in places)
    states = any(place.feature_code == "ADM1" and place.country in ENGLISH for place in places)
    return span.origin is Origin.DEMONYM or (lands and not states)


def site_of(reading: Reading, span: Span) -> tuple[int, int]:
    """Return the passage with the noun of the site or area that it names, if it does."""
    start, end = span.start, span.end
    found = SITE.match(reading.text, end) or CAPITAL_SITE.match(reading.text, end)
    if found is not None and not (_wide(reading, span) and not _OF_COUNTRIES.match(found["noun"])):
        end = found.end()
    elif found is None:
        before = _BEFORE.search(reading.text, max(0, start - 30), start)
        if before is None and _land(reading, span):
            part = _PART_OF_PEOPLE if span.origin is Origin.DEMONYM else _PART
            before = part.search(reading.text, max(0, start - 30), start)
        if before is not None:
            start = before.start()
    return start, end
