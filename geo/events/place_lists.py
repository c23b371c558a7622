"""Names that stand beside a noun: lists, appositions, "Kokang region"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from geo.events import tree
from geo.events.marking import Item
from geo.events.parsed import Parsed
from geo.events.place_refs import PlaceRef, direct
from geo.lexicon_places import SETTLEMENT_NOUNS
from geo.model import FeatureClass


def appositive(parsed: Parsed, token: Token) -> list[PlaceRef]:
    """Return the name beside a noun: "the town of X", "the villages of X and Y", "the towns: X, Y", "X city"."""
    found: list[PlaceRef] = []
    for child in token.children:
        item = parsed.item(child)
        if (
            child.dep_ in {"compound", "nmod", "poss", "amod"}
            and item is not None
            and item.place is not None
            and child.dep_ != "poss"
            and not (token.tag_ == "NN" and token.lower_ in SETTLEMENT_NOUNS and _wide(item))
        ):
            found += [ref for one in tree.conjuncts(child) for ref in direct(parsed, one)]
    for child in token.children:
        if child.dep_ == "appos":
            found += [ref for one in tree.conjuncts(child) for ref in direct(parsed, one)]
        elif child.dep_ == "prep" and child.lower_ == "of":
            found += [
                ref
                for pobj in child.children
                if pobj.dep_ == "pobj"
                for one in tree.conjuncts(pobj)
                for ref in direct(parsed, one)
            ]
    return [replace(ref, unknown=False) for ref in found]


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
