"""Where the event of a given verb happened: the places of its clause that locate, and not those of who acts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from geo.actors import Actors
from geo.events import tree
from geo.events.marking import items_of, mark
from geo.events.parsed import Parsed
from geo.events.scene import Scene
from geo.events.unknown import named_sites
from geo.language import Language
from geo.lexicon_places import AREA_NOUNS, EDGE_NOUNS, PART_NOUNS, SETTLEMENT_NOUNS, SITE_NOUNS
from geo.model import Article, Resolution, Role
from geo.sentences import sentences

_OF_PLACES = (
    SETTLEMENT_NOUNS
    | AREA_NOUNS
    | SITE_NOUNS
    | EDGE_NOUNS
    | PART_NOUNS
    | frozenset("coast northwest northeast southeast southwest heart islands shores waters".split())
)
_OF_DEEDS = frozenset("bombing shelling bombardment capture siege battle fall liberation occupation invasion".split())
_BESIDE = frozenset({"compound", "nmod", "amod", "poss"})
_NOT_THERE = frozenset("by from with for to against than as like about without including toward towards".split())
_MOVES = frozenset("go march travel move drive walk arrive head return fly advance flee deploy send rush".split())
_GO_TO = frozenset({"to", "toward", "towards"})
_WITHIN = re.compile(
    r"\W*|.{0,58}\b(?:in|of|near|from|outside|at|on|(?:north|south)?(?:east|west)|north|south|region|area|province|"
    r"district|city|town)\b.{0,58}",
    re.DOTALL,
)
_BESIDES = re.compile(r"\b(?:and|or|between)\b|[&;]")


def where(
    article: Article, verb: tuple[int, int], resolutions: Sequence[Resolution], actors: Actors, language: Language
) -> tuple[Resolution, ...]:
    """Return the places at which what a verb of the article tells happened, in order; none when none is told.

    `verb` is the verb's span in the text. Places of the verb's own clause come before those of the clauses above it;
    of a place and what it lies in only the narrower counts.
    """
    named = actors.find_in(article.text)
    items = items_of(article.text, [*resolutions, *named_sites(article)], named)
    spans = sentences(article.text)
    start, end = next((span for span in spans if span[0] <= verb[0] < span[1]), (0, len(article.text)))
    marked = mark(article.text, start, end, [i for i in items if start <= i.start and i.end <= end])
    if not language.available or not marked.plain:
        return ()
    parsed = Parsed(Scene(article, actors, items), marked, language.parse([marked.plain])[0], ())
    token = parsed.token_at(verb[0])
    if token is None:
        return ()
    located = []
    for one in resolutions:
        mention = one.mention
        if mention.role not in {Role.EMBEDDED, Role.DEMONYM} and start <= mention.start < end:
            word = parsed.token_at(mention.start) or parsed.token_at(mention.end - 1)
            if word is not None and _locates(word, token):
                located.append((one, _verb_over(word)))
    for clause in (token, *(t for t in tree.ancestors(token) if tree.is_verb(t))):
        found = [one for one, over in located if over == clause]
        if found:
            return _narrowest(article.text, found)
    return ()


def _verb_over(token: Token) -> Token | None:
    return next((head for head in tree.ancestors(token) if tree.is_verb(head)), None)


def _listed(token: Token) -> Token:
    """Return the first of coordinated words, which alone is tied to the rest of the sentence."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token


def _locates(token: Token, verb: Token) -> bool:
    """Say whether a place says where something is, and not who acts, whose it is, where it came from."""
    token = _listed(token)
    if token.dep_ in _BESIDE:
        if token.dep_ == "poss" or token.head.lower_ not in _OF_PLACES:
            return False
        token = _listed(token.head)
    if token.dep_ == "appos":
        if token.head.lower_ not in _OF_PLACES and token.head.pos_ != "PROPN":
            return False
        token = token.head
    if token.dep_ != "pobj":
        return token.dep_ not in {"nsubj", "agent"}
    word, above = token.head.lower_, token.head.head
    if word in _NOT_THERE:
        return word in _GO_TO and tree.lemma(verb) in _MOVES
    return word != "of" or above.lower_ in _OF_PLACES | _OF_DEEDS


def _narrowest(text: str, found: Sequence[Resolution]) -> tuple[Resolution, ...]:
    """Return the places without those that only say where the place before them lies: "X, south of Y", "X, Y"."""
    kept: list[Resolution] = []
    for one in sorted(found, key=lambda r: r.mention.start):
        if kept:
            between = text[kept[-1].mention.end : one.mention.start]
            in_list = re.fullmatch(r",\s*", between) and re.search(r"\band\b", text[one.mention.end :][:40])
            if _WITHIN.fullmatch(between) and not _BESIDES.search(between) and not in_list:
                continue
        kept.append(one)
    return tuple(kept)
