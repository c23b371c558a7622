"""A place as a phrase names it: by a name, by a site's own words, or by pointing back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from geo.events import tree
from geo.events.marking import Item
from geo.events.parsed import Parsed
from geo.events.unknown import is_person
from geo.lexicon_forces import FORCE_WORDS, UNIT_WORDS
from geo.lexicon_places import SETTLEMENT_NOUNS, SITE_NOUNS
from geo.model import FeatureClass, Mention, Precision, Resolution

_ACRONYM = 6


_COMPASS = frozenset("eastern western northern southern central north south east west downtown".split())


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """A place as a phrase names it; `resolution` is None when the phrase is no known place, or more than one.

    `civil` says that a building of the place is meant, whose loss does not part the town.
    """

    start: int
    end: int
    words: str
    resolution: Resolution | None = None
    item: Item | None = None
    partial: bool = False
    edge: bool = False
    site: bool = False
    named: bool = True
    definite: bool = False
    unknown: bool = False
    civil: bool = False

    @property
    def key(self) -> str:
        """What makes two phrases the same place within an article."""
        if self.resolution is not None and self.resolution.place is not None:
            return self.resolution.place.id
        return "?" + self.words.casefold().removeprefix("al-").replace("-", " ")

    @property
    def town(self) -> bool:
        """Whether it is known to be a settlement."""
        place = self.resolution.place if self.resolution is not None else None
        return place is not None and place.feature_class is FeatureClass.POPULATED


def named_ref(parsed: Parsed, token: Token, item: Item) -> PlaceRef:
    """Return the place of a name, partial when the words around it say so."""
    assert item.place is not None  # noqa: S101  the caller has looked
    partial = halved(token) or excepted(token)
    end = _whole_name(parsed, item)
    words = parsed.words(item.start, end)
    words = words if item.place.place is not None else _bare(words)
    return PlaceRef(item.start, end, words, item.place, item, partial=partial)


def _of_item(parsed: Parsed, item: Item) -> PlaceRef:
    """Return the place that an item of the article names."""
    words = parsed.words(item.start, item.end)
    known = item.place is not None and item.place.place is not None
    return PlaceRef(item.start, item.end, words if known else _bare(words), item.place, item)


def _bare(words: str) -> str:
    """Return a name without the noun behind it that only tells its kind: "Nar Nant Htun Village"."""
    name, _, noun = words.rpartition(" ")
    return name if name and noun.lower() in _KINDS else words


_KINDS = frozenset("village town neighbourhood neighborhood quarter".split())


def _whole_name(parsed: Parsed, item: Item) -> int:
    """Return where the name ends when it goes on: "Old City" that stands before "of Homs"."""
    if item.place is not None and item.place.place is not None:
        return item.end
    text = parsed.scene.article.text
    following = next((i for i in parsed.marked.items if i.place is not None and i.start > item.end), None)
    if following is not None and text[item.end : following.start].split() in (["of"], ["of", "the"]):
        return following.end
    return item.end


def may_be_place(parsed: Parsed, item: Item) -> bool:
    """Say whether an unknown name may be a place: no force and no person."""
    words = parsed.words(item.start, item.end)
    last = words.split()[-1].lower()
    return (
        not (words.isupper() and len(words) <= _ACRONYM)
        and last not in FORCE_WORDS
        and not is_person(parsed.scene.article.text, item.start, item.end)
    )


ROADS = frozenset("highway motorway road route street avenue boulevard".split())


def unknown_ref(parsed: Parsed, item: Item) -> PlaceRef:
    """Return a name that no gazetteer knows: listed where a clause makes it a place, never mapped."""
    words = _bare(parsed.words(item.start, item.end))
    mention = Mention(article_id=parsed.scene.article.id, start=item.start, end=item.end, toponym=words)
    known = replace(item, place=Resolution(mention=mention, place=None, reasons=("unknown name",)))
    return PlaceRef(item.start, item.end, words, known.place, known, unknown=True)


def direct(parsed: Parsed, token: Token) -> Iterator[PlaceRef]:
    """Give the place that a word names, known or unknown."""
    item = parsed.item(token)
    if item is not None and item.place is not None:
        yield named_ref(parsed, token, item)
    elif item is not None and item.unknown and may_be_place(parsed, item):
        yield unknown_ref(parsed, item)


def own_site(parsed: Parsed, start: int, end: int) -> PlaceRef:
    """Return a site that is its own place, known by its words alone."""
    words = parsed.words(start, end)
    words = words[4:] if words.lower().startswith("the ") else words
    mention = Mention(article_id=parsed.scene.article.id, start=start, end=end, toponym=words)
    item = Item(start, end, place=Resolution(mention=mention, place=None, reasons=("a site of its own",)))
    return PlaceRef(start, end, words, item.place, item, site=True)


def is_unit(words: str) -> bool:
    """Say whether a name is that of a military unit."""
    return words.rsplit(maxsplit=1)[-1].lower() in UNIT_WORDS


def halved(token: Token) -> bool:
    """Say whether only a part is meant ("eastern Mosul", "parts of ...")."""
    return any(
        c.dep_ in {"amod", "compound", "nmod"} and c.lower_ in _COMPASS and c.i < token.i for c in token.children
    )


def half_of(token: Token) -> bool:
    """Say whether a compass point halves an area; before a town it only tells where it lies ("the northern city")."""
    return halved(token) and token.lower_ not in SETTLEMENT_NOUNS


def excepted(token: Token) -> bool:
    """Say whether something is left out ("apart from B", "except for B", "all but ...")."""
    doc = token.doc
    after = doc[token.i + 1 : token.i + 10].text.lower()
    return any(
        words in after
        for words in ("apart from", "except", "with the exception", "but for", "bar the", "save for", "other than")
    )


def definite(token: Token) -> bool:
    """Say whether a noun points back: "the", "that", "its"."""
    return any(c.lower_ in {"the", "that", "this", "its", "their"} for c in token.children if c.dep_ in {"det", "poss"})


def place_before(parsed: Parsed, token: Token, noun: str) -> list[PlaceRef]:
    """Return the place told before that a common noun or a pronoun means."""
    if noun not in {"it", "there"} and not definite(token):
        return []
    if noun not in {"it", "there"} and any(c.lower_ in _APART for c in token.children):
        return []
    if noun == "it":
        noun = _town_here(parsed, token) or noun
    item = _qualified(parsed, token, noun) or parsed.scene.place_before(
        noun, parsed.span(token)[0], parsed.marked.start, _acting(parsed, token)
    )
    if item is None or item.place is None or _another(parsed, token, noun, item):
        return []
    found = _of_item(parsed, item)
    return [as_province(found, noun) if noun in PROVINCES else found]


def _acting(parsed: Parsed, token: Token) -> frozenset[int]:
    """Return where the places begin that act in the clauses over a word: "Moscow controls the city" is elsewhere."""
    items = [parsed.item(subject) for subject in tree.subjects_over(token)]
    return frozenset(item.start for item in items if item is not None and item.actor is not None)


def place_ahead(parsed: Parsed, token: Token) -> list[PlaceRef]:
    """Return the town that the next sentences name, for one told first without its name.

    "The army took a town in the north. The town of X had been besieged for weeks."
    """
    if not any(c.lower_ in {"a", "an"} for c in token.children if c.dep_ == "det"):
        return []
    text, end = parsed.scene.article.text, parsed.marked.end
    naming = re.compile(rf"\b[Tt]he (?:[\w-]+ ){{0,2}}{re.escape(token.lower_)}(?: of|,) $")
    for item in parsed.scene.items_between(end, end + _AHEAD):
        own = text[item.start : item.end].endswith(f" {token.lower_}") and text.endswith(
            (" the ", "The "), end, item.start
        )
        if item.place is not None and (own or naming.search(text, end, item.start)):
            return [_of_item(parsed, item)]
    return []


_AHEAD = 1200
"""How many characters beyond its sentence the name of a town is looked for."""


def as_province(ref: PlaceRef, noun: str) -> PlaceRef:
    """Return the province of the same name where a phrase for one was taken for the town."""
    place = ref.resolution.place if ref.resolution is not None else None
    if ref.item is None or ref.resolution is None or place is None or place.feature_class is not FeatureClass.POPULATED:
        return ref
    found = _province_of(ref.resolution)
    words = ref.words if noun in ref.words else f"{ref.words} {noun}"
    return replace(ref, words=words, resolution=found, item=replace(ref.item, place=found))


def _town_here(parsed: Parsed, token: Token) -> str | None:
    """Return the noun for the town that a sentence is about when it says "the town ... and fighting around it"."""
    for word in parsed.doc[: token.i] if token.lower_ == "it" else ():
        plain = word.lower_ in SETTLEMENT_NOUNS and parsed.item(word) is None and definite(word)
        if plain and word.dep_ == "nsubj" and not any(c.dep_ in {"prep", "appos", "compound"} for c in word.children):
            return word.lower_
    return None


def _another(parsed: Parsed, token: Token, noun: str, item: Item) -> bool:
    """Say whether "the base" means one that the article has without a name, and not the airport named after it."""
    if noun not in SITE_NOUNS or noun in parsed.words(item.start, item.end).lower():
        return False
    before = parsed.scene.article.text[: parsed.span(token)[0]]
    return bool(re.search(rf"\b[Aa]n? (?:[\w-]+ ){{0,3}}{noun}\b", before))


PROVINCES = frozenset("province governorate state oblast".split())


def _province_of(town: Resolution) -> Resolution:
    """Return the province of the same name as a town ("in Homs ... the province"), unresolved when there is none."""
    known = town.place
    same = [
        c.place
        for c in town.candidates
        if known and c.place.country == known.country and c.place.feature_code.startswith("ADM1")
    ]
    place = same[0] if len(same) == 1 else None
    precision = Precision.AREA if place else Precision.UNKNOWN
    return replace(town, place=place, precision=precision, radius_km=None, reasons=("the province of a town",))


_APART = frozenset(
    "another other nearby neighbouring neighboring next last first final only nearest largest biggest before".split()
)
"""Words by which a noun means a place not told yet: "the next town", "the last village before X"."""


def _qualified(parsed: Parsed, token: Token, noun: str) -> Item | None:
    """Return the place that a relative clause is about: "Homs, a city they took after the units there had left"."""
    for clause in tree.ancestors(token):
        if clause.dep_ != "relcl":
            continue
        for head in (clause.head, *([clause.head.head] if clause.head.dep_ == "appos" else [])):
            item = parsed.item(head)
            if item is not None and item.place is not None and item.actor is None and parsed.scene.fits(noun, item):
                return item
    return None


_COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def counted(token: Token) -> int | None:
    """Return how many places a noun counts ("three districts", "both towns"), None when it does not say."""
    words = {c.lower_ for c in token.children if c.i < token.i} | {token.lower_}
    return next((count for word, count in _COUNTS.items() if word in words), None)


def places_told(parsed: Parsed, token: Token) -> list[PlaceRef]:
    """Return the places told before that "both towns", "the three villages" or "the towns" means."""
    words = {c.lower_ for c in token.children if c.i < token.i} | {token.lower_}
    if not (definite(token) or words & {"both", "them"}) or any(
        c.dep_ in {"amod", "relcl", "acl", "prep"} for c in token.children
    ):
        return []
    noun = "it" if token.lower_ in {"both", "them"} else token.lemma_.lower()
    found = parsed.scene.places_before(noun, parsed.span(token)[0], counted(token))
    if token.lower_ == "them":
        found = [item for item in found if item.start >= parsed.marked.start]
    return [_of_item(parsed, i) for i in found if i.place is not None and i.place.place is not None]


def place_told(parsed: Parsed, token: Token) -> list[PlaceRef]:
    """Return the place of the event told last, for a clause that names none ("it had pulled out")."""
    return place_before(parsed, token, "it")


def names_site(parsed: Parsed, token: Token) -> bool:
    """Say whether a word before a site is its name, and not that of a unit."""
    item = parsed.item(token)
    return (
        item is not None
        and (item.place is not None or item.unknown)
        and not is_unit(parsed.words(item.start, item.end))
    )


def has_unknown(parsed: Parsed, token: Token) -> bool:
    """Say whether a name that nobody knows stands with a site."""
    return any(
        (i := parsed.item(c)) is not None
        and i.unknown
        and not is_unit(parsed.words(i.start, i.end))
        and not parsed.words(i.start, i.end).isupper()
        for c in token.children
    )
