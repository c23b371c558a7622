"""Clauses that repeat the verb of another one: "Homs followed an hour later", "and so were A and B"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from geo.events import tree
from geo.events.draft import ClauseDraft
from geo.events.parsed import Parsed
from geo.events.places import places_in
from geo.events.told import Told
from geo.model import Action

_ECHOED = frozenset({Action.CAPTURE, Action.TRANSFER, Action.WITHDRAW})
_NEAR = 600


def echoes_at(parsed: Parsed, token: Token, before: Sequence[Told]) -> list[ClauseDraft]:
    """Return the events of a clause that says of more places what was last told of others."""
    went = _follows(token) or _went(token) or _in_turn(token)
    if not (went or _so_it_was(token)):
        return []
    at = parsed.span(token)[0]
    told = [t for t in before if t.draft.action in _ECHOED and t.effective and 0 < at - t.start < _NEAR]
    if not went and tree.is_verb(token.head) and token.head != token:
        told = [t for t in told if t.start >= parsed.marked.start]
    if not told or told[-1].draft.place.partial:
        return []
    first = told[-1].draft
    followers = tree.agents(token) if tree.lemma(token) == "follow" and tree.is_passive(token) else []
    followers = followers or tree.subjects(token)
    places = [ref for word in followers for ref in places_in(parsed, word)]
    made = [
        ClauseDraft(
            action=first.action,
            place=ref,
            token=token,
            shape=first.shape,
            actor=first.actor,
            opponent=first.opponent,
            told_actor=first.told_actor,
            notes=["said of more places: what was told of the place before"],
        )
        for ref in places
        if not (ref.edge or ref.partial or ref.key == first.place.key)
    ]
    for draft in made:
        if parsed.marked.start <= told[-1].start:
            draft.status, draft.claimant = first.status, first.claimant
    return made


def _follows(token: Token) -> bool:
    """Say whether a verb says that its subject's turn came: "followed" without an object, of places alone."""
    if tree.lemma(token) != "follow" or not tree.is_verb(token) or token.tag_ not in {"VBD", "VBN"}:
        return False
    followed = [c for c in token.children if c.dep_ == "dobj" and not any(t.text == "," for t in c.doc[token.i : c.i])]
    if tree.is_passive(token):
        return bool(tree.agents(token)) and not tree.own_subjects(token)
    if followed or token.dep_ in {"relcl", "acl", "amod"}:
        return False
    return not any(c.dep_ in {"ccomp", "xcomp"} for c in token.children)


def _went(token: Token) -> bool:
    """Say whether a place shared the lot of another: "went the same way", "the first to go", "suffered its fate"."""
    word = tree.lemma(token)
    beside = [c for c in token.children if c.dep_ in {"dobj", "npadvmod", "prep", "prt", "acomp", "xcomp", "advcl"}]
    if word in {"suffer", "share", "meet"}:
        return any(c.dep_ == "dobj" and c.lower_ == "fate" for c in beside)
    if word != "go" or not tree.is_verb(token) or token.tag_ == "VBG":
        return False
    if any(c.lower_ in {"way", "road"} and any(g.lower_ == "same" for g in c.children) for c in beside):
        return True
    plain = all(c.dep_ == "npadvmod" or (c.dep_ == "prep" and c.lower_ in {"on", "in", "at"}) for c in beside)
    last = token.dep_ == "relcl" and tree.ordinal(token.head)
    return plain and (last or (token.tag_ == "VBD" and any(c.dep_ in {"npadvmod", "prep"} for c in beside)))


def _in_turn(token: Token) -> bool:
    """Say whether a place is only counted in a row: "Hama was the first", "and Homs the latest"."""
    counted = [c for c in token.children if c.dep_ in {"attr", "acomp"} and c.lower_ in _TURNS]
    return tree.lemma(token) == "be" and any(all(g.dep_ == "det" for g in c.children) for c in counted)


_TURNS = frozenset("first second third last latest next".split())


def _so_it_was(token: Token) -> bool:
    """Say whether a bare "was" or "did" stands for the verb before it: "so was X", "as did X and Y"."""
    if token.lower_ not in {"was", "were", "did", "has", "have"} or token.i == 0:
        return False
    stands_alone = not any(c.dep_ in {"attr", "acomp", "dobj", "xcomp", "ccomp"} for c in token.children)
    return stands_alone and token.nbor(-1).lower_ in {"so", "as"} and bool(tree.own_subjects(token))
