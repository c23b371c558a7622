"""Names that stand beside a noun: lists, appositions, "Kokang region"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from geo.events import tree
from geo.events.marking import Item
from geo.events.parsed import Parsed
from geo.events.place_refs import PlaceRef, counted, direct, may_be_place
from geo.lexicon_places import AREA_NOUNS, SETTLEMENT_NOUNS
from geo.model import FeatureClass


def appositive(parsed: Parsed, token: Token) -> list[PlaceRef]:
    """Return the name beside a noun: "the town of X", "the villages of X and Y", "the towns: X, Y", "X city"."""
    found: list[PlaceRef] = []
    for child in token.children:
        item = parsed.item(child)
        if (
            child.dep_ in {"compound", "nmod", "poss", "amod"}
            and item is not None
            and (item.place is not None or _may_name(parsed, item))
            and child.dep_ != "poss"
            and not (token.tag_ == "NN" and token.lower_ in SETTLEMENT_NOUNS and _wide(item))
        ):
            found += [ref for one in tree.conjuncts(child) for ref in direct(parsed, one)]
    for child in token.children:
        if child.dep_ == "appos":
            found += [ref for one in tree.conjuncts(child) for ref in direct(parsed, one)]
        elif child.dep_ == "prep" and (child.lower_ == "of" or (child.lower_ == "as" and _such(token))):
            found += [
                ref
                for pobj in child.children
                if pobj.dep_ == "pobj"
                for one in tree.conjuncts(pobj)
                for ref in direct(parsed, one)
            ]
    return [replace(ref, unknown=False) for ref in found]


def _may_name(parsed: Parsed, item: Item) -> bool:
    """Say whether an unknown name before a noun may be that of a place, and is no nation's adjective."""
    return item.unknown and may_be_place(parsed, item) and parsed.scene.country_at(item.start, item.end) is None


def _such(token: Token) -> bool:
    """Say whether names follow by way of example: "such villages as X and Y"."""
    return any(c.lower_ == "such" for c in token.children)


def _wide(item: Item) -> bool:
    """Say whether a name before "town" only tells the province it lies in: "the North Kordofan town"."""
    place = item.place.place if item.place else None
    return place is not None and place.feature_class is FeatureClass.ADMIN


def people(ref: PlaceRef) -> int:
    """Return how many people live in a place, 0 where that is not known."""
    return ref.resolution.place.population if ref.resolution and ref.resolution.place else 0


def listed(parsed: Parsed, token: Token) -> list[PlaceRef]:
    """Return the names of "five villages in the north: A, B and C", "several towns, among them A and B"."""
    doc = token.doc
    before = next((t for t in doc[token.i + 1 : token.i + 14] if _opens_list(t)), None)
    if before is None:
        return []
    found: list[PlaceRef] = []
    for word in doc[before.i + 1 :]:
        item = parsed.item(word)
        if item is not None and (item.place is not None or item.unknown):
            found += direct(parsed, word)
        elif word.text not in {",", "and", ";"} and word.lower_ != "as":
            break
    alone = 1 if before.text in {":", "-", "–", "—"} else 0
    return [replace(ref, unknown=False) for ref in found] if len(found) > alone else []


def _opens_list(token: Token) -> bool:
    """Say whether a word stands before the names of what was counted: a colon, "including", "among them"."""
    if token.text in {":", "-", "–", "—"} or token.lower_ in {"including", "namely"}:
        return True
    pair = token.nbor(-1).lower_, token.lower_
    return pair in {("among", "them"), ("amongst", "them"), ("such", "as")}


def named_behind(token: Token, area: list[PlaceRef]) -> list[PlaceRef]:
    """Return the names that "two districts in Homs province, A and B" counts, which a parse joins with the province."""
    count = counted(token)
    alike = count is None or len(area) != count + 1 or len({ref.key for ref in area}) != len(area)
    return [] if alike else [replace(ref, partial=False) for ref in area[1:]]


def an_area(parsed: Parsed, token: Token, item: Item) -> bool:
    """Say whether a word that may mean a government is an area here: "Khartoum state", "the state" outside Syria."""
    nobody = item.actor is not None and parsed.scene.code(item.actor) is None
    beside = any(c.dep_ == "compound" and (i := parsed.item(c)) is not None and i.place for c in token.children)
    return token.lower_ in AREA_NOUNS and (nobody or beside)


def last_of(token: Token) -> bool:
    """Say whether who takes a part has all of it then: "the last positions in X", "the remaining districts"."""
    return any(c.lower_ in {"last", "final", "remaining"} for c in token.children if c.dep_ == "amod")


def describes(parsed: Parsed, token: Token) -> bool:
    """Say whether a plural noun only tells what the names before it are: "A and B, towns in the south"."""
    if token.i < 2 or token.nbor(-1).text != "," or token.dep_ not in {"conj", "appos"} or token.tag_ != "NNS":
        return False
    item = parsed.item(token.doc[token.i - 2])
    return item is not None and item.place is not None


def named_next(parsed: Parsed, token: Token) -> bool:
    """Say whether a list begins with what its first name is: "the capital, X, and Y"."""
    doc, i = token.doc, token.i
    if i + 2 >= len(doc) or doc[i + 1].text != "," or doc[i + 2].dep_ != "conj" or doc[i + 2].head != token:
        return False
    item = parsed.item(doc[i + 2])
    return item is not None and item.place is not None and any(c.lower_ == "the" for c in token.children)


def joined(parsed: Parsed, token: Token, ref: PlaceRef) -> PlaceRef:
    """Return "Kokang region" from the name and its noun: the name's place, under the whole phrase."""
    start, end = min(ref.start, parsed.span(token)[0]), max(ref.end, parsed.span(token)[1])
    return replace(ref, start=start, end=end, words=parsed.words(start, end))


def kind_of_it(token: Token) -> str:
    """Return the noun that says what "it" is ("it is the third city that ..."), else "it"."""
    attributes = [c.lower_ for c in token.head.children if c.dep_ == "attr"] if token.dep_ == "nsubj" else []
    if any(word in SETTLEMENT_NOUNS for word in attributes):
        return "city" if "capital" in attributes else attributes[0]
    return "it"
