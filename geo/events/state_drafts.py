"""Drafts of states of control: new ones are captures, lasting ones are held."""

from __future__ import annotations

from spacy.tokens import Token

from geo.events import tree
from geo.events.actor_refs import ActorRef
from geo.events.draft import ClauseDraft
from geo.events.place_refs import PlaceRef
from geo.model import Action

_STILL = frozenset("still remain remains remained remaining continue continues".split())


_NEAR = 8


STAY = frozenset("remain stay keep continue".split())


def verb_above(preposition: Token) -> Token | None:
    """Return the verb that a prepositional phrase belongs to."""
    for head in (preposition.head, preposition.head.head):
        if tree.is_verb(head):
            return head
        if head.dep_ not in {"prep", "advmod", "acomp", "attr", "npadvmod"}:
            return None
    return None


def state_of(verb: Token, ref: PlaceRef, actor: ActorRef | None) -> ClauseDraft:
    """Return a capture when the state is new, a hold when it lasts; a past state is nothing."""
    words = {c.lower_ for c in verb.children} | {verb.lower_}
    words |= {t.lower_ for t in verb.doc[verb.i : verb.i + _NEAR] if t.lower_ == "still"}
    lemma = tree.lemma(verb)
    lasting = bool(words & _STILL) or lemma in STAY or verb.dep_ == "relcl"
    made = state_draft(verb, ref, actor, Action.HOLD if lasting else Action.CAPTURE)
    return replace_state(made)


def replace_state(draft: ClauseDraft) -> ClauseDraft:
    """Mark a draft as a state: a past perfect of it is over and no event."""
    draft.state = True
    return draft


def state_draft(verb: Token, ref: PlaceRef, actor: ActorRef | None, action: Action) -> ClauseDraft:
    """Return the draft of a state for one place and one holder."""
    partial = ref.partial and action not in {Action.APPROACH, Action.BESIEGE}
    return ClauseDraft(
        action=action,
        place=ref,
        token=verb,
        actor=actor.value if actor else None,
        by_speaker=actor is not None and actor.speaker,
        told_actor=actor is not None and not (actor.vague and actor.value is None),
        partial=partial,
    )
