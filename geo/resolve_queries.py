"""What is asked of the gazetteer for a mention: the bare name, and what the words of and around it call the place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from geo.gazetteer import Gazetteer, Hit
from geo.mentions_words import FATE, LISTED, WAR
from geo.model import FeatureClass, Match, Mention, Place, Role
from geo.place_file import ENGLISH
from geo.text import fold


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


_SIDES = r"(?:(?:northern|southern|eastern|western|north|south|east|west|rural)\s)*"
_NOUNS = {
    Wording.COUNTRYSIDE: rf"{_SIDES}countryside",
    Wording.AIR: r"(?:(?:international|military|civilian|domestic)\s)?(?:air(?:port|field)|air\s?base)",
    Wording.REGION: r"governorate|province|region|state|oblast|prefecture|territory|emirate",
    Wording.DISTRICT: r"county|parish|raion|township|district|neighbou?rhood|quarter",
    Wording.NATURE: (
        r"river|lake|creek|bay|valley|mountains?|hills?|islands?|desert|peninsula|sea|strait|canal|falls|heights|"
        r"plateau|ridge|reservoir|pass"
    ),
    Wording.SITE: (
        r"(?:(?:naval|army|military|artillery|air\sdefen[cs]e|training)\s)?base|(?:naval\s|sea\s?)?port|"
        r"(?:border\s)?crossing|(?:suspension\s)?bridge|dam|(?:oil\s)?refinery|(?:oil|gas)\s?fields?|"
        r"(?:(?:refugee|displacement|army|detention)\s)?camp|barracks|citadel|castle|(?:central\s)?prison|forest|beach|"
        r"springs|park|square|street|st\.|road|rd\.|avenue|ave\.|drive|dr\.|lane|boulevard|blvd\.|highway|parkway|"
        r"station|wilderness|trail|gate|stadium|tower|roundabout|junction|checkpoint|power\s(?:plant|station)"
    ),
}
_KINDS = {wording: re.compile(nouns, re.IGNORECASE) for wording, nouns in _NOUNS.items()}
_ANY = "|".join(_NOUNS.values())
_AFTER = re.compile(rf"^(?P<name>.+?)[ \u00a0-](?P<noun>{_ANY})$", re.IGNORECASE)
_OF = re.compile(rf"^(?P<noun>{_ANY})\sof\s(?P<name>.+)$", re.IGNORECASE)

_TOWN_AFTER = re.compile(r"\s(?:city|town|village)\b(?!\s(?:of|council|hall))")
_TOWN_APART = re.compile(r",\s(?:a|an)\s(?:[\w-]+\s){0,2}(?:city|town|village|hamlet|settlement|hub|suburb)\b")
_TOWN_BEFORE = re.compile(
    r"\b(?:(?:city|town|village|hamlet|municipality|settlement|suburb|capital)s?(?:\sof)?|(?:hub|stronghold)\sof)\s\Z"
)
_LAST_WORD = re.compile(r"(?P<word>[\w-]+)(?:\s(?:the|of))*\s\Z")
_BESIDE = frozenset("near around towards toward outside outskirts for north south east west".split())
_REGION_WORD = r"(?:province|governorate|region|state|oblast|prefecture)"
_REGION_AFTER = re.compile(rf"(?:['’]s)?\s{_REGION_WORD}\b", re.IGNORECASE)
_REGION_BEFORE = re.compile(rf"\b{_REGION_WORD}s?\sof\s\Z", re.IGNORECASE)
_AIR_NAMES = ("{} Air Base", "{} Airport", "{} airbase", "{} military airport", "{} International Airport")
_CROSSING = re.compile(r"\bcrossing\b", re.IGNORECASE)
_CROSSING_NAMES = ("{} Border Crossing", "{} Crossing")
_OTHERWISE = (
    (re.compile(r"^(?:Mount|Mt\.?)\s(?=\w)"), "Jabal "),
    (re.compile(r"^(?:Jabal|Jebel|Djebel)\s(?=\w)"), "Mount "),
    (re.compile(r"^(.+)\s(?:Mountains|Hills)$"), r"Jabal \1"),
    (re.compile(r"^(.+\s(?:Plain|Hill|Mountain|Gas\sField|Oil\sField))s$"), r"\1"),
    (re.compile(r"\bAl(?=[a-z]{3})"), "al-"),
)
_BIG_CITY = 300_000
_REACH = 24
_SEVERAL, _DISTRICTS = 2, 3


_LISTS = {
    Wording.TOWN: r"(?:cities|towns|villages|hamlets|settlements|localities)",
    Wording.REGION: r"(?:provinces|governorates|oblasts|prefectures|regions)",
    Wording.DISTRICT: r"(?:districts|neighbou?rhoods|quarters)",
}
_LIST_BEFORE = {kind: re.compile(rf"\b{nouns}\sof\s(?:the\s)?\Z", re.IGNORECASE) for kind, nouns in _LISTS.items()}
_LIST_AFTER = {kind: re.compile(rf"\s{nouns}\b", re.IGNORECASE) for kind, nouns in _LISTS.items()}


@dataclass(frozen=True, slots=True)
class Query:
    """A name to look up, and what the text says of it."""

    name: str
    whole: str
    wording: Wording
    people: bool = False
    speaks: bool = False
    fought: bool = False

    @property
    def folded(self) -> str:
        """The name as the gazetteer files it."""
        return fold(self.name)


def query_of(text: str, mention: Mention, gazetteer: Gazetteer) -> Query:
    """Return what to ask for a mention."""
    whole = " ".join(mention.toponym.split())
    if mention.role is Role.DEMONYM or gazetteer.demonym(as_word(whole)) is not None:
        return Query(whole, whole, Wording.NOTHING, people=True)
    parts = _OF.match(whole) or _AFTER.match(whole)
    if parts is None:
        return Query(
            whole, whole, _around(text, mention), speaks=mention.role is Role.METONYM, fought=_fought(text, mention)
        )
    wording = next(kind for kind, pattern in _KINDS.items() if pattern.fullmatch(parts["noun"]))
    if wording not in (Wording.REGION, Wording.COUNTRYSIDE, Wording.AIR) and gazetteer.lookup(whole):
        return Query(whole, whole, Wording.NATURE if wording is Wording.NATURE else Wording.NOTHING)
    return Query(parts["name"], whole, wording)


def queries_of(text: str, mentions: Iterable[Mention], gazetteer: Gazetteer) -> dict[tuple[int, int], Query]:
    """Return what to ask for each mention, by its span; the names of a list are called what one of them is.

    "The districts of Karama, Quds and Zahra" are three districts, "Homs and Hama provinces" two regions.
    """
    queries = {(mention.start, mention.end): query_of(text, mention, gazetteer) for mention in mentions}
    order = sorted(queries)
    for at, span in enumerate(order):
        before = text[max(0, span[0] - _REACH) : span[0]].replace("\n", " ")
        for kind, opening in _LIST_BEFORE.items():
            if opening.search(before):
                _call(text, queries, order[at:], kind)
        for kind, closing in _LIST_AFTER.items():
            if closing.match(text, span[1]):
                _call(text, queries, order[at::-1], kind)
    return queries


def _call(text: str, queries: dict[tuple[int, int], Query], spans: Sequence[tuple[int, int]], kind: Wording) -> None:
    """Note that the names of a list that begins or ends with the first span are called a kind of place.

    Two districts may be two towns whose districts are meant: there have to be three.
    """
    listed = [spans[0]]
    for span in spans[1:]:
        last = listed[-1]
        if LISTED.fullmatch(text, min(last[1], span[1]), max(last[0], span[0])) is None:
            break
        listed.append(span)
    if len(listed) < (_DISTRICTS if kind is Wording.DISTRICT else _SEVERAL):
        return
    for span in listed:
        if queries[span].wording is Wording.NOTHING and not queries[span].people:
            queries[span] = replace(queries[span], wording=kind)


def as_word(name: str) -> str:
    """Return a name in capitals as it is written elsewhere.

    Examples
    --------
    >>> as_word("SYRIAN"), as_word("Syrian")
    ('Syrian', 'Syrian')
    """
    return name.title() if name.isupper() else name


def _around(text: str, mention: Mention) -> Wording:
    before = text[max(0, mention.start - 20) : mention.start].replace("\n", " ")
    if _REGION_AFTER.match(text, mention.end) or _REGION_BEFORE.search(before):
        return Wording.REGION
    if _TOWN_AFTER.match(text, mention.end) or _TOWN_APART.match(text, mention.end) or _TOWN_BEFORE.search(before):
        return Wording.TOWN
    return Wording.NOTHING


def _fought(text: str, mention: Mention) -> bool:
    """Tell whether the words around a mention tell of a fight for it, or place something beside it."""
    before = _LAST_WORD.search(text[max(0, mention.start - 40) : mention.start])
    beside = before is not None and before["word"].lower() in WAR | _BESIDE
    return beside or FATE.match(text, mention.end) is not None


def hits_for(query: Query, gazetteer: Gazetteer, countries: tuple[str, ...]) -> tuple[Hit, ...]:
    """Return the places that a query may mean; none for a site that the gazetteer lacks, never its town instead."""
    if query.people:
        place = gazetteer.demonym(as_word(query.name))
        return (Hit(place, Match.EXACT),) if place is not None else ()
    short = gazetteer.shortened(query.whole) or gazetteer.shortened(query.whole.rstrip(".") + ".")
    if short is not None and (query.whole.endswith(".") or query.whole.isupper()):
        return (Hit(short, Match.EXACT),)
    hits = gazetteer.lookup(query.name, countries) or _otherwise(query.name, gazetteer, countries)
    match query.wording:
        case Wording.NOTHING | Wording.TOWN | Wording.COUNTRYSIDE:
            return hits
        case Wording.REGION:
            areas = tuple(hit for hit in hits if hit.place.feature_class is FeatureClass.ADMIN)
            areas = areas or _regions_of(hits, gazetteer)
            return areas or tuple(hit for hit in hits if hit.place.feature_class in "LT")
        case _:
            return _sites(query, hits, gazetteer, countries)


def _otherwise(name: str, gazetteer: Gazetteer, countries: tuple[str, ...]) -> tuple[Hit, ...]:
    """Return the places of some countries that bear a name with its first word in the other language.

    Or with an Arabic article that is written as one with its noun.
    """
    names = {pattern.sub(other, name) for pattern, other in _OTHERWISE} - {name}
    hits = (hit for other in sorted(names) for hit in gazetteer.lookup(other, countries))
    return tuple(hit for hit in hits if hit.place.country in countries and hit.place.country not in ENGLISH)


def _regions_of(towns: tuple[Hit, ...], gazetteer: Gazetteer) -> tuple[Hit, ...]:
    """Return the regions that are named as towns are, by any name of these: Deir Ezzor's is filed as Deir ez-Zor."""
    found = {
        hit.place.id: Hit(hit.place, town.match)
        for town in reversed(towns)
        for hit in gazetteer.lookup(town.place.name, (town.place.country,) if town.place.country else ())
        if hit.place.feature_code == "ADM1" and lies_in(town.place, hit.place)
    }
    return tuple(found.values())


def lies_in(place: Place, area: Place) -> bool:
    """Tell whether a place lies in a country or first-level region."""
    if place.id == area.id or not place.country or place.country != area.country:
        return False
    return area.feature_code == "PCLI" or (bool(area.admin1) and area.admin1 == place.admin1)


def _sites(query: Query, hits: tuple[Hit, ...], gazetteer: Gazetteer, countries: tuple[str, ...]) -> tuple[Hit, ...]:
    patterns = _AIR_NAMES if query.wording is Wording.AIR else _CROSSING_NAMES if _CROSSING.search(query.whole) else ()
    names = [query.whole, *(pattern.format(query.name) for pattern in patterns)]
    named = {hit.place.id: hit for name in reversed(names) for hit in gazetteer.lookup(name, countries)}
    if query.wording is Wording.DISTRICT:
        return (tuple(named.values()) if query.whole != query.name else ()) or tuple(
            hit for hit in hits if _district(hit.place)
        )
    if query.wording is Wording.NATURE:
        natural = [hit for hit in (*named.values(), *hits) if hit.place.feature_class in "HTLV"]
        return tuple({hit.place.id: hit for hit in natural}.values()) or tuple(named.values())
    return tuple(hit for hit in named.values() if hit.place.feature_class is not FeatureClass.POPULATED)


def _district(place: Place) -> bool:
    """Tell whether a place may be called a district or quarter by its bare name: no region, no city."""
    if place.feature_class is FeatureClass.POPULATED:
        return place.population < _BIG_CITY
    return place.feature_code in ("ADM2", "ADM3")
