"""What is asked of the gazetteer for a mention: the bare name, what the words around call it, and what it lies in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from geo.gazetteer import Gazetteer, Hit
from geo.model import FeatureClass, Match, Mention, Place, Role
from geo.text import fold

_NOUN = r"[ \u00a0-]"
_AIR = re.compile(r"(?:(?:international|military|civilian|domestic)\s)?air(?:port|field|\s?base)|(?:military\s)?air\s?base", re.I)
_REGION = re.compile(r"governorate|province|region|state|oblast|prefecture|territory|emirate", re.I)
_SECOND = re.compile(r"county|parish|raion|township|district", re.I)
_QUARTER = re.compile(r"neighbou?rhood|quarter|district", re.I)
_COUNTRYSIDE = re.compile(r"(?:(?:northern|southern|eastern|western|north|south|east|west|rural)\s)*countryside", re.I)
_NATURE = re.compile(r"river|lake|creek|bay|valley|mountains?|hills?|islands?|desert|peninsula|sea|strait|canal|falls|heights|plateau|ridge|reservoir|pass", re.I)
_TOWN_AFTER = re.compile(r"\s(?:city|town|village)\b(?!\s(?:of|council|hall))")
_TOWN_BEFORE = re.compile(r"\b(?:city|town|village|hamlet|municipality|settlement|suburb|capital)s?(?:\sof)?\s\Z")
_REGION_AFTER = re.compile(r"(?:['’]s)?\s(?:province|governorate|region|state|oblast|prefecture)\b", re.I)
_REGION_BEFORE = re.compile(r"\b(?:province|governorate|region|state|oblast|prefecture|provinces|regions|governorates)\sof\s\Z", re.I)
_INSIDE_AFTER = re.compile(r"(?:,\s|\s\(|\sin\s(?:the\s)?(?:(?:northern|southern|eastern|western|central|north|south|east|west)\s)?)(?=\w)")


class Wording(StrEnum):
    """What the words of and around a mention call the place."""

    NOTHING = "nothing"
    TOWN = "town"
    REGION = "region"
    DISTRICT = "district"
    COUNTRYSIDE = "countryside"
    AIR = "air"
    NATURE = "nature"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class Query:
    """A name to look up, and what the text says of it."""

    name: str
    whole: str
    wording: Wording
    people: bool = False
    speaks: bool = False

    @property
    def key(self) -> tuple[str, Wording, bool]:
        """What mentions of one sense share."""
        return fold(self.name), self.wording, self.people


_KINDS = (
    (_COUNTRYSIDE, Wording.COUNTRYSIDE),
    (_AIR, Wording.AIR),
    (_REGION, Wording.REGION),
    (_SECOND, Wording.DISTRICT),
    (_QUARTER, Wording.DISTRICT),
    (_NATURE, Wording.NATURE),
)
_SITE_NOUNS = (
    "airport|airfield|air base|airbase|international airport|military airport|military airbase|military air base|base|"
    "naval base|army base|military base|port|naval port|seaport|crossing|border crossing|bridge|dam|refinery|oil refinery|"
    "oil field|oilfield|gas field|oil fields|camp|refugee camp|displacement camp|barracks|citadel|castle|prison|central prison|"
    "countryside|governorate|province|region|county|parish|district|township|oblast|raion|prefecture|state|island|islands|river|"
    "lake|creek|bay|valley|mountain|mountains|hill|hills|peninsula|desert|forest|beach|falls|springs|park|square|street|st.|"
    "road|rd.|avenue|ave.|drive|dr.|lane|boulevard|blvd.|highway|parkway|strait|sea|canal|pass|station|ridge|reservoir|"
    "wilderness|trail|gate|stadium|tower|neighbourhood|neighborhood|quarter|roundabout|junction|checkpoint|plateau|power plant|"
    "power station|heights"
)
_AFTER = re.compile(
    rf"^(?P<name>.+?){_NOUN}(?P<noun>(?:(?:northern|southern|eastern|western|rural|north|south|east|west)\s)*(?:{_SITE_NOUNS.replace('.', chr(92) + '.')}))$",
    re.IGNORECASE,
)
_OF = re.compile(rf"^(?P<noun>{_SITE_NOUNS.replace('.', chr(92) + '.')})\sof\s(?P<name>.+)$", re.IGNORECASE)


def query_of(text: str, mention: Mention, gazetteer: Gazetteer) -> Query:
    """Return what to ask for a mention."""
    whole = " ".join(mention.toponym.split())
    if mention.role is Role.DEMONYM or gazetteer.demonym(_as_word(whole)) is not None:
        return Query(whole, whole, Wording.NOTHING, people=True)
    parts = _OF.match(whole) or _AFTER.match(whole)
    if parts is not None:
        noun, name = parts["noun"], parts["name"]
        wording = next((kind for pattern, kind in _KINDS if pattern.fullmatch(noun)), Wording.SITE)
        if wording not in (Wording.REGION, Wording.COUNTRYSIDE) and any(
            hit.match is not Match.KEY for hit in gazetteer.lookup(whole)
        ):
            return Query(whole, whole, Wording.NOTHING)
        return Query(name, whole, wording)
    return Query(whole, whole, _around(text, mention), speaks=mention.role is Role.METONYM)


def _as_word(name: str) -> str:
    return name.title() if name.isupper() else name


def _around(text: str, mention: Mention) -> Wording:
    before = text[max(0, mention.start - 20) : mention.start].replace("\n", " ")
    if _REGION_AFTER.match(text, mention.end) or _REGION_BEFORE.search(before):
        return Wording.REGION
    if _TOWN_AFTER.match(text, mention.end) or _TOWN_BEFORE.search(before):
        return Wording.TOWN
    return Wording.NOTHING


_AIR_NAMES = ("{} Air Base", "{} Airport", "{} airbase", "{} military airport", "{} International Airport")


def hits_for(query: Query, gazetteer: Gazetteer, countries: tuple[str, ...]) -> tuple[Hit, ...]:
    """Return the places that a query may mean; none for a site that the gazetteer lacks, never its town instead."""
    if query.people:
        place = gazetteer.demonym(_as_word(query.name))
        return (Hit(place, Match.EXACT),) if place is not None else ()
    short = gazetteer.shortened(query.whole) or gazetteer.shortened(query.whole.rstrip(".") + ".")
    if short is not None and (query.whole.endswith(".") or query.whole.isupper()):
        return (Hit(short, Match.EXACT),)
    hits = gazetteer.lookup(query.name, countries)
    if query.wording in (Wording.NOTHING, Wording.TOWN):
        return hits
    if query.wording is Wording.REGION:
        areas = tuple(hit for hit in hits if hit.place.feature_class is FeatureClass.ADMIN)
        return areas or tuple(hit for hit in hits if hit.place.feature_class is FeatureClass.AREA)
    if query.wording is Wording.COUNTRYSIDE:
        return hits
    return _sites(query, hits, gazetteer, countries)


def _sites(query: Query, hits: tuple[Hit, ...], gazetteer: Gazetteer, countries: tuple[str, ...]) -> tuple[Hit, ...]:
    names = [name.format(query.name) for name in _AIR_NAMES] if query.wording is Wording.AIR else [query.whole]
    named = {hit.place.id: hit for name in reversed(names) for hit in gazetteer.lookup(name, countries)}
    if query.wording is Wording.DISTRICT:
        smaller = {hit.place.id: hit for hit in hits if _district(hit.place)}
        return tuple((named or smaller).values())
    if query.wording is Wording.NATURE:
        natural = {hit.place.id: hit for hit in hits if hit.place.feature_class in "HTLV"}
        return tuple((named or natural).values())
    return tuple(hit for hit in named.values() if hit.place.feature_class is not FeatureClass.POPULATED)


def _district(place: Place) -> bool:
    """Tell whether a place may be called a district or quarter by its bare name: no region, no city."""
    big = 300_000
    return place.feature_code in ("PPLX", "ADM2", "ADM3") or (
        place.feature_class is FeatureClass.POPULATED and place.population < big
    )


def container_of(text: str, mention: Mention, others: dict[int, Mention]) -> Mention | None:
    """Return the mention that says what a place lies in: "Hama, Syria", "Khattab in Hama province"."""
    found = _INSIDE_AFTER.match(text, mention.end)
    return others.get(found.end()) if found is not None else None
