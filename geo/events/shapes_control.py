"""Clauses that tell who took, lost, left or keeps a place."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Token

from geo.events import tree
from geo.events.actor_refs import ActorRef
from geo.events.clause import OUT, Clause, draft_of, drafts_for, weapons_only
from geo.events.draft import ClauseDraft
from geo.events.forces import actor_of, actors_in, possessor
from geo.events.parsed import Parsed
from geo.events.place_refs import PlaceRef, place_told, places_told
from geo.events.places import places_in
from geo.events.strangers import named_band
from geo.model import Action

_ENEMY_WORDS = frozenset(
    """
        terrorists terrorism militants rebels fighters extremists jihadists jihadis gunmen enemy insurgents troops
        forces invaders occupiers bandits gangs enemies remnants mercenaries
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
    loser = clause.actor_after(frozenset({"from"}))
    if not places and loser is not None:
        places = [ref for t in clause.done_to if t.lower_ == "them" for ref in places_told(clause.parsed, t)]
    return drafts_for(clause, places, loser)


def clears(clause: Clause) -> list[ClauseDraft]:
    """Read "cleared the town of the rebels", "cleared the rebels from the town"."""
    if clause.doer_is_other or weapons_only(clause):
        return []
    places = [ref for ref in clause.places() if not ref.edge]
    opponent = clause.actor_after(frozenset({"of", "from"}))
    if any(actor.value == opponent for actor in clause.actors()):
        opponent = None
    if places and (opponent or clause.actors() or clause.passive):
        said = any(word == "of" for word, _ in clause.phrases) or clause.frame.action is Action.CAPTURE
        return drafts_for(clause, places, opponent) if said and (opponent or _of_enemies(clause)) else []
    losers = [ref for token in clause.done_to for ref in actors_in(clause.parsed, token)]
    if losers and not places:
        return drafts_for(clause, clause.places_after(OUT), losers[0].value)
    return []


def _of_enemies(clause: Clause) -> bool:
    return any(word in {"of", "from"} and noun.lower_ in _ENEMY_WORDS for word, noun in clause.phrases) or not any(
        word in {"of", "from"} for word, _ in clause.phrases
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
    if (
        not places
        and clause.frame.particle == "out"
        and clause.actors()
        and not any(w in OUT for w, _ in clause.phrases)
    ):
        inside = place_told(clause.parsed, clause.verb)
    only_off = clause.frame.particle == "back" or any(c.lower_ == "away" for c in clause.verb.children)
    if places and (not inside or only_off):
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
            found = actor_of(clause.parsed, noun) or named_band(clause.parsed, noun)
            if found is None and noun.lower_ in {"hands", "control"}:
                found = holder_of(clause.parsed, noun)
            if found is None and word == "to" and (noun.pos_ in {"NUM", "NOUN"} or _is_place(clause.parsed, noun)):
                return []
            actor = actor or found
    word = tree.lemma(clause.verb)
    gives_in = word in {"surrender", "yield"} or "in" in tree.particles(clause.verb)
    if gives_in:
        places = [ref for ref in places if not ref.site]
    if actor is None and word not in {"fall", "succumb", "capitulate"} and not gives_in:
        return []
    bargained = word in {"pass", "revert", "go"} and _BARGAIN.search(clause.parsed.doc.text)
    return [draft_of(clause, ref, actor, action=Action.TRANSFER if bargained else None) for ref in places]


def _is_place(parsed: Parsed, noun: Token) -> bool:
    item = parsed.item(noun)
    return item is not None and item.place is not None and item.place.place is not None and item.actor is None


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
    inner = inner or clause.places_after(frozenset({"of", "over"}))
    return inner or _left_open(clause)


def _left_open(clause: Clause) -> list[PlaceRef]:
    """Return the place before "which the army said it had lost control over"."""
    if not any(c.lower_ in {"over", "of"} and not list(c.children) for c in clause.verb.children):
        return []
    above = [t for t in tree.ancestors(clause.verb) if t.dep_ == "relcl"][:1]
    return [ref for verb in above for ref in places_in(clause.parsed, verb.head)]


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
    if clause.passive and not takers and not givers and tree.lemma(clause.verb) in _CEDES:
        return [draft_of(clause, ref, None) for ref in places if ref.named and not ref.unknown]
    return [draft_of(clause, ref, takers[0], givers[0].value if givers else None) for ref in places] if takers else []


_CEDES = frozenset("cede surrender relinquish yield".split())


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
    if tree.lemma(clause.verb) in {"defend", "guard"}:
        places = [r for r in places if r.town or r.site or r.unknown]
    return drafts_for(clause, [r for r in places if not r.edge])
