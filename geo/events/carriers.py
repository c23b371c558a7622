"""Who carries out what a noun of action tells, by the clause around it."""

from __future__ import annotations

from spacy.tokens import Token

from geo.events import tree
from geo.events.actor_refs import ActorRef
from geo.events.forces import actors_in
from geo.events.parsed import Parsed


def main_subject(parsed: Parsed, token: Token) -> ActorRef | None:
    """Return who took it by the clause it opens: "With the capture of X, the army stands ..."."""
    preposition = token.head
    if token.dep_ == "pobj" and tree.lemma(preposition.head) in {"congratulate", "praise", "thank", "salute"}:
        praised = [a for t in tree.objects(preposition.head) for a in actors_in(parsed, t)]
        return praised[0] if praised else None
    if (
        token.dep_ != "pobj"
        or preposition.lower_ not in {"with", "after", "by", "following", "upon", "on"}
        or not tree.is_verb(preposition.head)
    ):
        return None
    found = [a for s in tree.subjects(preposition.head) for a in actors_in(parsed, s)]
    return found[0] if found else None


def ordering(parsed: Parsed, token: Token) -> ActorRef | None:
    """Return who carries a retreat out: "Moscow completed the withdrawal from X", "the army announced a pullout"."""
    verb = token.head
    if token.dep_ not in {"dobj", "nsubjpass"} or not tree.is_verb(verb) or tree.lemma(verb) not in _CARRIES_OUT:
        return None
    doers = tree.agents(verb) if tree.is_passive(verb) else tree.subjects(verb)
    found = [a for t in doers for a in actors_in(parsed, t)]
    return found[0] if found else None


_CARRIES_OUT = frozenset("complete finish announce order make conduct carry execute begin start".split())
