"""Clauses that tell who left a place."""

from __future__ import annotations

from spacy.tokens import Token

from geo.actor_names import NameKind
from geo.events import tree
from geo.events.clause import OUT, Clause, draft_of, drafts_for, places_around
from geo.events.draft import ClauseDraft
from geo.events.forces import actor_of, actors_in
from geo.events.place_refs import PlaceRef, definite, place_before, place_told
from geo.events.places import places_in
from geo.lexicon_forces import RANK_WORDS
from geo.model import Action


def leaves(clause: Clause) -> list[ClauseDraft]:
    """Read "abandoned the town"."""
    actors = [a for t in clause.doers if _may_yield(clause, t) for a in actors_in(clause.parsed, t) if not a.weapon]
    if clause.verb.dep_ != "relcl" and _bound_elsewhere(clause):
        return []
    if clause.verb.dep_ == "relcl" and any(c.lower_ in {"only", "last", "all"} for c in clause.verb.head.children):
        return []
    if not actors and not (
        clause.passive
        and not clause.doers
        and tree.lemma(clause.verb) not in {"leave", "exit", "quit", "desert", "evacuate"}
    ):
        return []
    places = [r for r in clause.places() if not r.edge and _whole_object(r)] or _left_before(clause) or _posts(clause)
    takers = [f for w, n in clause.phrases if w == "to" and (f := actor_of(clause.parsed, n)) is not None and f.value]
    if takers and actors:
        return [draft_of(clause, r, takers[0], actors[0].value, Action.CAPTURE) for r in places]
    return drafts_for(clause, places)


def _posts(clause: Clause) -> list[PlaceRef]:
    """Return the place of a garrison that leaves its posts: "the garrison of X deserted its positions"."""
    if not any(t.lower_ in _POSTS and definite(t) for t in clause.done_to):
        return []
    own = [n for t in clause.doers for w, n in tree.prepositions(t) if w in {"of", "in", "at"}]
    return [ref for noun in own for ref in places_in(clause.parsed, noun)]


_POSTS = frozenset("posts positions barracks".split())


def _may_yield(clause: Clause, token: Token) -> bool:
    """Say whether who leaves is a force, whose going gives a place up, and not a ruler or an official."""
    item = clause.parsed.item(token)
    person = item is not None and item.actor is not None and item.actor.kind is NameKind.SPEAKER
    return not person and token.lower_ not in RANK_WORDS


def _bound_elsewhere(clause: Clause) -> bool:
    """Say whether a force only sets off for a fight: "had left the town for the front"."""
    sets_off = tree.lemma(clause.verb) == "leave" and not clause.passive
    return sets_off and any(word == "for" and noun.lower_ in _FRONTS for word, noun in clause.phrases)


_FRONTS = frozenset("north south east west front fronts frontline frontlines lines line battle fight fighting".split())


def _whole_object(ref: PlaceRef) -> bool:
    return not ref.partial or ref.site or not ref.named


def retreats(clause: Clause) -> list[ClauseDraft]:
    """Read "pulled its troops out of the town", "retreated from the town"."""
    places = clause.places_after(OUT)
    word = tree.lemma(clause.verb)
    if not places and word in _REORDERS:
        places = clause.places_after(frozenset({"outside"}))
    if not places and (word in _REORDERS or (clause.passive and word in {"withdraw", "retreat", "retire", "pull"})):
        places = [ref for token in tree.subjects(clause.verb) for ref in places_around(clause.parsed, token)]
    fled = word == "flee" and not clause.passive
    moved = () if fled else clause.done_to
    movers = [ref for token in moved for ref in actors_in(clause.parsed, token)] or clause.actors()
    if clause.done_to and tree.lemma(clause.verb) in {"clear", "drive"}:
        return []
    if not movers or movers[0].weapon or (clause.done_to and not clause.passive and not _moved(clause)):
        return []
    places = places or _taken_first(clause)
    if (
        not places
        and not clause.passive
        and not any(w in OUT | {"into", "to", "towards", "toward"} for w, _ in clause.phrases)
        and clause.verb.dep_ in {"ccomp", "conj", "ROOT"}
    ):
        places = (
            place_told(clause.parsed, clause.verb)
            if tree.lemma(clause.verb) in {"withdraw", "retreat", "pull", "fall", "clear"}
            else []
        )
    places = places or _left_there(clause) or _left_before(clause) or _defended(clause)
    ruler = clause.actors()[0] if clause.actors() else None
    mover = movers[0] if movers[0].value is not None else ruler or movers[0]
    return [draft_of(clause, ref, mover) for ref in places]


_REORDERS = frozenset("redeploy regroup reposition".split())


def _left_there(clause: Clause) -> list[PlaceRef]:
    """Return the place told before of "the last units there pulled out"."""
    if any(w in OUT | {"into", "to"} for w, _ in clause.phrases):
        return []
    there = [c for t in clause.doers for c in t.children if c.lower_ == "there"]
    return [ref for token in there[:1] for ref in place_before(clause.parsed, token, "there")]


def _left_before(clause: Clause) -> list[PlaceRef]:
    """Return the place of the main clause for "took X after the army had left": it is X that was left."""
    verb, main = clause.verb, clause.verb.head
    marks = {c.lower_ for c in verb.children if c.dep_ in {"mark", "advmod"}}
    if verb.dep_ != "advcl" or not marks & {"after", "once", "as", "when", "before"} or not tree.is_verb(main):
        return []
    if clause.done_to and not clause.passive and not _moved(clause):
        return []
    if any(w in OUT | {"into", "to", "for"} for w, _ in clause.phrases) or tree.lemma(main) not in _TAKEN_UP:
        return []
    tokens = tree.subjects(main) if tree.is_passive(main) else tree.objects(main)
    phrases = [n for w, n in tree.prepositions(main) if w in {"into", "in"} or (w == "over" and not tokens)]
    found = [r for t in tokens for r in places_in(clause.parsed, t)]
    found = found or [r for t in phrases for r in places_in(clause.parsed, t)]
    return [r for r in found if not r.edge]


def _taken_first(clause: Clause) -> list[PlaceRef]:
    """Return the place of "pulled out after briefly capturing X"."""
    if any(w in OUT | {"into", "to", "towards", "for"} for w, _ in clause.phrases):
        return []
    after = [c for p in clause.verb.children if p.lower_ == "after" for c in p.children if c.dep_ == "pcomp"]
    takings = [verb for verb in after if tree.lemma(verb) in _TAKEN_UP]
    return [r for verb in takings for t in tree.objects(verb) for r in places_in(clause.parsed, t) if not r.edge]


_TAKEN_UP = frozenset(
    """
    capture seize take retake enter occupy move march secure overrun sweep storm roll recapture pour drive liberate
    """.split()
)


def _defended(clause: Clause) -> list[PlaceRef]:
    """Return the place that the subject brings with it: "the brigade that had defended X pulled out"."""
    if clause.passive or any(w in OUT | {"into", "to"} for w, _ in clause.phrases):
        return []
    inside = [t for subject in tree.own_subjects(clause.verb) for t in subject.subtree if t.dep_ in {"dobj", "pobj"}]
    return [ref for t in inside for ref in places_in(clause.parsed, t)][:1]


def _moved(clause: Clause) -> bool:
    """Say whether what is withdrawn is a force, and not families or weapons."""
    return any(actors_in(clause.parsed, token) for token in clause.done_to)
