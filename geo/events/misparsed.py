"""What a small parser often hangs on the wrong word."""

from __future__ import annotations

from spacy.tokens import Token


def hidden(verb: Token) -> list[Token]:
    """Return the words of a clause, also where a parse takes its verb for an adjective: "while units took X from Y"."""
    noun = verb.head
    hidden = verb.dep_ == "amod" and verb.tag_ in {"VBN", "VBD"} and noun.pos_ == "PROPN" and noun.i == verb.i + 1
    before = [c for c in noun.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < verb.i] if hidden else []
    return [*before, *(c for c in noun.children if c.i > noun.i)] if before else list(verb.children)


def bound_for(noun: Token, other: Token) -> bool:
    """Say whether a coordinated word belongs to the destination between: "from the town towards A and B"."""
    if noun.dep_ != "pobj":
        return False
    between = [t for t in noun.doc[noun.i : other.i] if t.lower_ in {"towards", "toward", "to", "into"}]
    return any(t.dep_ == "prep" and t.head in {noun.head.head, noun} for t in between)
