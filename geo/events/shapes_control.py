"""Clauses that tell who took, lost, left or keeps a place."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Token

from geo.actor_names import NameKind
from geo.events import tree
from geo.events.actor_refs import ActorRef
from geo.events.clause import OUT, Clause, draft_of, drafts_for, places_around, weapons_only
from geo.events.draft import ClauseDraft
from geo.events.forces import actor_of, actors_in, possessor
from geo.events.parsed import Parsed
from geo.events.place_refs import PlaceRef, place_before, place_told
from geo.events.places import places_in
from geo.lexicon_forces import RANK_WORDS
from geo.model import Action

_ENEMY_WORDS = frozenset(
    """
        terrorists terrorism militants rebels fighters extremists jihadists gunmen enemy insurgents troops forces
        invaders occupiers
    """.split()
)


_NO_PLACES = frozenset(
    """
    rents prices price shares share temperatures rain snow shells rockets bombs rate rates value
    """.split()
)


def takes(clause: Clause) -> list[ClauseDraft]:
    """Read "the army took the town from the rebels"."""
    if clause.doer_is_other or weapons_only(clause):
        return []
    if not clause.passive and not clause.doers:
        return []
    places = [ref for ref in clause.places() if not ref.edge]
    return drafts_for(clause, places, clause.actor_after(frozenset({"from"})))


def clears(clause: Clause) -> list[ClauseDraft]:
    """Read "cleared the town of the rebels", "cleared the rebels from the town"."""
    if clause.doer_is_other or weapons_only(clause):
        return []
    places = [ref for ref in clause.places() if not ref.edge]
    opponent = clause.actor_after(frozenset({"of", "from"}))
    if places and (opponent or clause.actors() or clause.passive):
        said = any(word == "of" for word, _ in clause.phrases) or clause.frame.action is Action.CAPTURE
        return drafts_for(clause, places, opponent) if said and (opponent or _of_enemies(clause)) else []
    losers = [ref for token in clause.done_to for ref in actors_in(clause.parsed, token)]
    if losers and not places:
        return drafts_for(clause, clause.places_after(OUT), losers[0].value)
    return []


def _of_enemies(clause: Clause) -> bool:
    return (
        any(word in {"of", "from"} and noun.lower_ in _ENEMY_WORDS for word, noun in clause.phrases)
        or not clause.phrases
    )


def expels(clause: Clause) -> list[ClauseDraft]:
    """Read "drove the rebels out of the town"."""
    if clause.doer_is_other:
        return []
    losers = [ref for token in clause.done_to for ref in actors_in(clause.parsed, token)]
    if not losers or losers[0].weapon:
        return []
    places = clause.places_after(OUT)
    inside = [r for r in places if not r.edge]
    if places and (not inside or clause.frame.particle == "back"):
        kept = replace(clause, frame=replace(clause.frame, action=Action.REPEL))
        return [replace(draft, partial=False) for draft in drafts_for(kept, places, losers[0].value)]
    return drafts_for(clause, inside, losers[0].value)


def falls(clause: Clause) -> list[ClauseDraft]:
    """Read "the town fell to X": the grammatical subject is the place."""
    subjects = tree.subjects(clause.verb)
    places = [ref for token in subjects for ref in places_in(clause.parsed, token) if not ref.edge]
    if any(clause.parsed.item(t) is None and t.lower_ in _NO_PLACES for t in subjects):
        return []
    if any(c.dep_ in {"acomp", "attr", "oprd", "dobj"} for c in clause.verb.children) or clause.verb.tag_ == "VBG":
        return []
    actor = None
    for word, noun in clause.phrases:
        if word in {"to", "into", "under", "before"}:
            found = actor_of(clause.parsed, noun)
            if found is None and noun.lower_ in {"hands", "control"}:
                found = holder_of(clause.parsed, noun)
            if found is None and word == "to" and noun.pos_ in {"NUM", "NOUN"}:
                return []
            actor = actor or found
    word = tree.lemma(clause.verb)
    if actor is None and word not in {"fall", "succumb", "capitulate"}:
        return []
    bargained = word in {"pass", "revert", "go"} and _BARGAIN.search(clause.parsed.doc.text)
    return [draft_of(clause, ref, actor, action=Action.TRANSFER if bargained else None) for ref in places]


_BARGAIN = re.compile(r"\b(?:deal|agreement|talks|negotiat\w+|accord|bargain|truce)\b", re.IGNORECASE)


def holder_of(parsed: Parsed, noun: Token) -> ActorRef | None:
    """Return whose hands or whose control: "rebel hands", "its control", "the hands of X"."""
    own = possessor(parsed, noun)
    if own is not None:
        return own
    for child in noun.children:
        if child.dep_ in {"amod", "compound", "poss", "nmod"}:
            found = actor_of(parsed, child, 1)
            if found is not None:
                return found
    for word, inner in tree.prepositions(noun):
        if word in {"of", "by"}:
            found = actor_of(parsed, inner)
            if found is not None:
                return found
    return None


def loses(clause: Clause) -> list[ClauseDraft]:
    """Read "lost the town", "lost the town to the rebels"."""
    takers = [f for w, n in clause.phrases if w == "to" and (f := actor_of(clause.parsed, n)) is not None]
    losers = clause.actors()
    if clause.doers and not losers and not clause.passive:
        return []
    places = [ref for ref in clause.places() if not ref.edge]
    places += [ref for token in clause.done_to if token.lower_ == "control" for ref in _control_of(clause, token)]
    loser = losers[0] if losers else None
    if takers:
        return [draft_of(clause, ref, takers[0], loser.value if loser else None) for ref in places]
    return [draft_of(clause, ref, loser, None, Action.WITHDRAW) for ref in places]


def _control_of(clause: Clause, token: Token) -> list[PlaceRef]:
    inner = [
        r for word, noun in tree.prepositions(token) if word in {"of", "over"} for r in places_in(clause.parsed, noun)
    ]
    return inner or clause.places_after(frozenset({"of", "over"}))


def leaves(clause: Clause) -> list[ClauseDraft]:
    """Read "abandoned the town"."""
    actors = [a for t in clause.doers if _may_yield(clause, t) for a in actors_in(clause.parsed, t) if not a.weapon]
    if clause.verb.dep_ != "relcl" and _bound_elsewhere(clause):
        return []
    if not actors and not (
        clause.passive
        and not clause.doers
        and tree.lemma(clause.verb) not in {"leave", "exit", "quit", "desert", "evacuate"}
    ):
        return []
    places = [r for r in clause.places() if not r.edge and _whole_object(r)] or _left_before(clause)
    takers = [f for w, n in clause.phrases if w == "to" and (f := actor_of(clause.parsed, n)) is not None and f.value]
    if takers and actors:
        return [draft_of(clause, r, takers[0], actors[0].value, Action.CAPTURE) for r in places]
    return drafts_for(clause, places)


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
    if (
        not places
        and tree.lemma(clause.verb) in {"withdraw", "retreat", "redeploy", "regroup", "reposition", "retire", "pull"}
        and clause.passive
    ):
        places = [ref for token in tree.subjects(clause.verb) for ref in places_around(clause.parsed, token)]
    movers = [ref for token in clause.done_to for ref in actors_in(clause.parsed, token)] or clause.actors()
    if not movers or movers[0].weapon or (clause.done_to and not clause.passive and not _moved(clause)):
        return []
    if (
        not places
        and not clause.passive
        and not any(w in OUT | {"into", "to"} for w, _ in clause.phrases)
        and clause.verb.dep_ in {"ccomp", "conj", "ROOT"}
    ):
        places = (
            place_told(clause.parsed, clause.verb)
            if tree.lemma(clause.verb) in {"withdraw", "retreat", "pull", "fall"}
            else []
        )
    places = places or _left_there(clause) or _left_before(clause) or _defended(clause)
    ruler = clause.actors()[0] if clause.actors() else None
    mover = movers[0] if movers[0].value is not None else ruler or movers[0]
    return [draft_of(clause, ref, mover) for ref in places]


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
    phrases = [n for w, n in tree.prepositions(main) if w in {"into", "in"}]
    found = [r for t in tokens for r in places_in(clause.parsed, t)]
    found = found or [r for t in phrases for r in places_in(clause.parsed, t)]
    return [r for r in found if not r.edge]


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


def gives(clause: Clause) -> list[ClauseDraft]:
    """Read "handed the town over to the army"."""
    places = [r for r in clause.places() if not r.edge]
    takers = [
        f
        for w, n in clause.phrases
        if w in {"to", "over to", "back to"} and (f := actor_of(clause.parsed, n)) is not None
    ]
    datives = [c for c in clause.verb.children if c.dep_ == "dative" and c.pos_ != "ADP"]
    takers += [f for c in datives if (f := actor_of(clause.parsed, c)) is not None]
    givers = clause.actors()
    if clause.frame.particle and not takers and places and "over" in tree.particles(clause.verb):
        return [draft_of(clause, ref, None, givers[0].value if givers else None) for ref in places if givers]
    return [draft_of(clause, ref, takers[0], givers[0].value if givers else None) for ref in places] if takers else []


def holds(clause: Clause) -> list[ClauseDraft]:
    """Read "still holds the town", "is holding out in the town"."""
    actors = clause.actors()
    if not actors or actors[0].weapon:
        return []
    places = clause.places()
    if not places and tree.lemma(clause.verb) == "cling":
        places = clause.places_after(frozenset({"to", "onto"}))
    if not places and tree.lemma(clause.verb) == "hold":
        places = clause.places_after(
            frozenset({"in", "at"}) if "out" in tree.particles(clause.verb) else frozenset({"in"})
        )
        if not places and clause.frame.particle:
            places = clause.places_after(frozenset({"to", "onto"}))
    return drafts_for(clause, [r for r in places if not r.edge])
