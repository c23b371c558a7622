"""Which of the places told before a common noun or a pronoun can mean."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.events.marking import Item
from geo.lexicon_places import AREA_NOUNS, SETTLEMENT_NOUNS
from geo.model import FeatureClass, Role

_SITE_KINDS = (
    frozenset("base bases airbase airport airfield aerodrome runway terminal field".split()),
    frozenset("crossing crossings gate border frontier checkpoint post".split()),
    frozenset("hill hills mountain ridge heights mount jabal jebel summit peak".split()),
    frozenset("quarter neighbourhood neighborhood district districts".split()),
    frozenset("palace compound complex".split()),
    frozenset("prison jail".split()),
    frozenset("dam".split()),
    frozenset("bridge".split()),
    frozenset("port harbour harbor".split()),
    frozenset("plant station refinery facility".split()),
)


_VAGUE_AREAS = frozenset(
    "area zone sector territory countryside areas zones sectors suburb suburbs corridor valley".split()
)


_WIDE_AREAS = frozenset("region peninsula territory island".split())


def fits(noun: str, item: Item, text: str) -> bool:  # noqa: PLR0911  one return a reading
    """Say whether a common noun or a pronoun can mean a place."""
    words = text[item.start : item.end].lower().split()
    place = item.place.place if item.place else None
    is_site = any(words[-1] in kind or words[0] in kind for kind in _SITE_KINDS)
    wide = place is not None and place.feature_class is FeatureClass.ADMIN
    if item.place is not None and item.place.mention.role is Role.METONYM:
        return False
    if noun in {"it", "there"}:
        return not (place is not None and place.feature_code.startswith("PCL"))
    if noun == "capital":
        return place is not None and place.feature_code == "PPLC"
    for kind in _SITE_KINDS:
        if noun in kind and noun != "field":
            return words[-1] in kind or words[0] in kind or (noun in {"quarter", "district"} and "old" in words)
    if noun in SETTLEMENT_NOUNS:
        following = text[item.end : item.end + 20].lower().split()
        settled = place is None or place.feature_class is FeatureClass.POPULATED
        return settled and not is_site and not wide and not AREA_NOUNS.intersection([words[-1], *following[:1]])
    if noun in _VAGUE_AREAS:
        return noun in words
    if noun in AREA_NOUNS:
        if noun in _WIDE_AREAS and place is not None and not wide and AREA_NOUNS.isdisjoint(words):
            return False
        return not is_site and not (place is not None and place.feature_code.startswith("PCL"))
    return False


def of_size(noun: str, items: Sequence[Item]) -> list[Item]:
    """Return the places that are large enough for a city or small enough for a village, all where none is."""
    sizes = [(item, item.place.place.population if item.place and item.place.place else 0) for item in items]
    kept = [item for item, people in sizes if people >= _CITY] if noun == "city" else []
    kept = [item for item, people in sizes if people < _CITY] if noun in {"village", "hamlet"} else kept
    return kept or list(items)


_CITY = 30_000


def prominent(items: Sequence[Item], text: str) -> Item | None:
    """Return the last place that does not merely locate another one ("the palace in Khartoum": the palace)."""
    kept = [
        item
        for n, item in enumerate(items)
        if not (_opening(text, item) or (_SPOKEN.match(text, item.end) and not _living_in(text, item)))
        and not (n and _LOCATES.fullmatch(text, items[n - 1].end, item.start))
        and not text[: item.start].rstrip().lower().endswith(_POINTING)
    ]
    return kept[-1] if kept else None


_LOCATES = re.compile(r"[\s,]*(?:(?:the|an?) [\w\s-]{1,30})?\b(?:in|near|of|outside)(?: the)?\s*", re.IGNORECASE)
"""What stands between a place and one that locates it: "Perim, the island in the strait"."""

_POINTING = (
    *(" from", " to", " towards", " toward", " west of", " east of", " north of", " south of", " direction of"),
    *(" for", " near", " based in", " outside", " between", " beyond", " capital of"),
)
"""What stands before a place that only tells a way, a distance or an origin."""


_SPOKEN = re.compile(
    r"['’]s\b|(?: \w+){0,2},? (?:have |has |had )?"
    r"(?:said|says|told|tells|announced|admitted|acknowledged|claimed|reported|declared|confirmed|insisted|conceded|"
    r"stated|wrote|added|denied)\b|(?: \w+){0,1} (?:channel|newspaper|television|daily|radio)\b"
)
"""What follows a place that only tells whose something is, or who speaks: "the governor of Homs admitted"."""


def _living_in(text: str, item: Item) -> bool:
    """Say whether those who speak tell of their own town: "residents of X said the town ..."."""
    return bool(_DWELLERS.search(text, max(0, item.start - 30), item.start))


_DWELLERS = re.compile(
    r"\b(?:residents|people|inhabitants|villagers|witnesses|locals|activists) (?:of|in|from) $", re.IGNORECASE
)


def _opening(text: str, item: Item) -> bool:
    """Say whether a place only tells where a sentence is spoken: "In Kinshasa the government said ..."."""
    before = text[max(0, item.start - 6) : item.start]
    seat = item.place is None or item.place.place is None or item.place.place.feature_code == "PPLC"
    return seat and before.endswith("In ") and before[:-3].strip() in {"", ".", '"', "”"}
