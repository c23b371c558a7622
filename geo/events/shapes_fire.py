"""Clauses that tell of fighting and of fire."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from geo.events import tree
from geo.events.actor_refs import or_nobody
from geo.events.clause import AT, Clause, draft_of
from geo.events.draft import ClauseDraft
from geo.events.forces import actors_in
from geo.events.parsed import Parsed
from geo.events.place_refs import PlaceRef, place_before
from geo.events.places import places_in
from geo.lexicon import HARMS
from geo.lexicon_forces import FORCE_WORDS, MUNITIONS, WEAPON_WORDS
from geo.lexicon_places import SETTLEMENT_NOUNS
from geo.model import Action


def fights(clause: Clause) -> list[ClauseDraft]:
    """Read "fought the army near the town"."""
    actors = [a for token in tree.subjects(clause.verb) for a in actors_in(clause.parsed, token)]
    if not actors or actors[0].weapon:
        return []
    against = clause.actor_after(frozenset({"with", "against"}))
    rivals = [r for token in tree.objects(clause.verb) for r in actors_in(clause.parsed, token)]
    opponent = against or (rivals[0].value if rivals else None) or (actors[1].value if len(actors) > 1 else None)
    places = clause.places_after(AT)
    return [replace(draft_of(clause, ref, actors[0], opponent), partial=False) for ref in places]


def strikes(clause: Clause) -> list[ClauseDraft]:
    """Read "bombed the town", "shelled positions at the town"."""
    if clause.doer_is_other:
        return []
    actors = clause.actors()
    if clause.frame.action is Action.CLASH and (not actors or actors[0].weapon):
        return []
    if not actors and not clause.passive:
        return []
    if tree.lemma(clause.verb) == "destroy" and not any(a.value for a in actors):
        return []
    sure = (
        tree.lemma(clause.verb) in {"bomb", "shell", "bombard", "strafe", "pound", "rocket", "pummel"}
        or any(a.weapon for a in actors)
        or _armed(clause)
    )
    if (
        not sure
        and not (
            actors and actors[0].value is not None and tree.lemma(clause.verb) in {"hit", "strike", "target", "blast"}
        )
        and clause.frame.action is Action.STRIKE
    ):
        return []
    if clause.frame.action is Action.CLASH and _armed(clause):
        clause = replace(clause, frame=replace(clause.frame, action=Action.STRIKE))
    places = [r for token in clause.done_to for r in hit_places(clause.parsed, token)] or clause.places_after(AT)
    places = towns_or_all(places)
    return [replace(d, partial=False) for a in or_nobody(actors) for d in [draft_of(clause, r, a) for r in places]]


def towns_or_all(places: list[PlaceRef]) -> list[PlaceRef]:
    """Return the towns where towns and areas are named: "a market in X, in Y province" was hit in X."""
    known = [r for r in places if r.resolution is not None and r.resolution.place is not None]
    towns = [r for r in known if r.resolution and r.resolution.place and r.resolution.place.feature_class != "A"]
    return towns if towns and len(known) == len(places) else places


def _armed(clause: Clause) -> bool:
    return any(t.lower_ in WEAPON_WORDS or any(c.lower_ in WEAPON_WORDS for c in t.children) for t in clause.doers)


_PUBLIC = frozenset("market hospital school mosque church streets centre center outskirts suburbs".split())


def hit_places(parsed: Parsed, token: Token) -> list[PlaceRef]:
    """Return where the thing is that is hit: "Idlib", "a market in Idlib", "positions at Nayrab"."""
    owner = [
        c for c in token.children if c.dep_ == "poss" and (i := parsed.item(c)) is not None and i.place is not None
    ]
    if owner and token.lower_ in _PUBLIC:
        return [ref for c in owner for ref in places_in(parsed, c)]
    direct = [ref for ref in places_in(parsed, token) if not ref.site or ref.named]
    if direct:
        return direct
    inner = [
        r
        for one in tree.conjuncts(token)
        for word, noun in tree.prepositions(one)
        if word in AT | {"of"}
        for r in hit_places(parsed, noun)
    ]
    inner = inner or _beside(parsed, token)
    if inner:
        return inner
    for child in token.children:
        if child.dep_ == "poss" and child.lower_ in SETTLEMENT_NOUNS:
            return place_before(parsed, child, child.lower_)
    owners = [
        parsed.item(c) for one in tree.conjuncts(token) for c in one.children if c.dep_ in {"compound", "poss", "nmod"}
    ]
    named = [i for i in owners if i is not None and i.place is not None and i.actor is None]
    return [PlaceRef(i.start, i.end, parsed.words(i.start, i.end), i.place, i) for i in named]


def _beside(parsed: Parsed, token: Token) -> list[PlaceRef]:
    """Return the town of "vehicles east of X": what is hit there is hit at X, near enough."""
    if token.lower_ not in FORCE_WORDS | WEAPON_WORDS | _TARGETS:
        return []
    sides = [c for c in [*token.children, *token.head.children] if c.lower_ in _SIDES and token.i < c.i <= token.i + 3]
    return [r for c in sides for w, n in tree.prepositions(c) if w == "of" for r in places_in(parsed, n)]


_TARGETS = frozenset("positions vehicles targets trenches fortifications troops lines".split())
_SIDES = frozenset("east west north south northeast northwest southeast southwest".split())


def fires(clause: Clause) -> list[ClauseDraft]:
    """Read "fired rockets at the town", "shells fell on the town", "missiles killed six in the town"."""
    by = _munitions(clause.doers)
    harms = tree.lemma(clause.verb) in HARMS
    fired = by if harms else by | _munitions(clause.done_to)
    if not fired & MUNITIONS or (harms and clause.passive and not by):
        return []
    actors = clause.actors()
    attack_only = not fired & (MUNITIONS - {"attack", "attacks"})
    if attack_only or (not actors and clause.doers and not by & (WEAPON_WORDS | MUNITIONS)):
        return []
    where = {"at", "on", "into", "in", "against", "near", "over", "towards", "around"}
    places = [r for w, n in clause.phrases if w in where for r in hit_places(clause.parsed, n)]
    return [replace(draft_of(clause, r, a), partial=False) for a in or_nobody(actors) for r in places]


def _munitions(tokens: tuple[Token, ...]) -> set[str]:
    """Return the words for what is fired: "rockets", "dozens of rockets", "a mortar round"."""
    heads = [t for token in tokens for t in tree.conjuncts(token)]
    counted = [noun for t in heads for word, noun in tree.prepositions(t) if word == "of"]
    kinds = [c for t in [*heads, *counted] if t.lower_ in _ROUNDS for c in t.children if c.dep_ == "compound"]
    return {t.lower_ for t in [*heads, *counted, *kinds]}


_ROUNDS = frozenset("round rounds".split())
