"""What the words of a predicate's own clause and of its sentence make of it: negation, modal verbs, questions."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from geo.events import tree
from geo.lexicon_speech import (
    ADMITS,
    DENIES,
    IF_WORDS,
    NOT_MODALS,
    PLANS,
    REPORT_NOUNS,
    RUMOURS,
    TRY_NOUNS,
)  # fmt: skip


@dataclass(slots=True)
class Judgement:
    """What the words above and beside a predicate make of it."""

    real: bool = True
    planned: bool = False
    denied: bool = False
    failed: bool = False
    tried: bool = False
    negated: bool = False
    ceased: bool = False
    background: bool = False
    aside: bool = False
    nominal: bool = False
    after: bool = False
    speech: list[Token] = field(default_factory=list)

    def drop(self) -> None:
        """Say that nothing happened."""
        self.real = False


def read_own(token: Token, found: Judgement) -> None:  # noqa: C901  one branch a word
    """Read negation and modal verbs of the predicate's own clause."""
    if no_longer(token):
        found.ceased = True
    elif tree.negated(token):
        found.negated = True
    if not tree.is_verb(token):
        if any(c.dep_ == "det" and c.lower_ in {"no", "any"} for c in token.children):
            found.negated = True
        return
    before = token.doc[max(0, token.i - 3) : token.i].text.lower()
    if before.endswith(("rather than", "instead of", "rather than to")):
        found.drop()
    helpers = tree.auxiliaries(token)
    if helpers & NOT_MODALS or _inverted(token):
        found.drop()
    elif helpers & {"will", "shall", "'ll", "wo"}:
        found.planned = True
    elif "would" in helpers or "'d" in helpers:
        found.planned = True
        found.tried = True
    if token.tag_ == "VBD" and not helpers:
        return
    if "had" in helpers and "to" not in helpers:
        found.background = True
    if any(c.dep_ == "mark" and c.lower_ in IF_WORDS for c in token.children):
        found.drop()


def _inverted(verb: Token) -> bool:
    """Say whether a clause only supposes: "Had the town fallen, ..." with its helping verb before its subject."""
    helpers = [c for c in verb.children if c.dep_ == "aux" and c.lower_ in {"had", "were", "should"}]
    subjects = tree.own_subjects(verb)
    asked = verb.doc[-1].text == "?"
    return bool(helpers and subjects) and not asked and verb.dep_ == "advcl" and helpers[0].i < subjects[0].i


def no_longer(token: Token) -> bool:
    """Say whether a clause tells what has ended: "no longer holds"."""
    near = " ".join(
        c.text
        for c in token.subtree
        if c.dep_ in {"advmod", "neg", "dobj", "npadvmod", "amod"}
        and abs(c.i - token.i) < 8
        and next((t for t in tree.ancestors(c) if tree.is_verb(t)), token) == token
    ).lower()
    return tree.is_verb(token) and ("no longer" in near or "any more" in near or "anymore" in near)


def read_modal(verb: Token, found: Judgement) -> None:
    """Read the modal verbs, the negation and the "if" of a clause that governs the predicate."""
    helpers = tree.auxiliaries(verb)
    if helpers & NOT_MODALS:
        found.drop()
    elif helpers & {"will", "shall"}:
        found.planned = True
    elif helpers & {"would", "'d"}:
        found.planned = found.tried = True
    if tree.negated(verb) and not no_longer(verb):
        found.negated = True
        if found.nominal and tree.lemma(verb) in ADMITS:
            found.drop()
    if any(c.dep_ == "mark" and c.lower_ in IF_WORDS for c in verb.children):
        found.drop()


def says_that(token: Token) -> bool:
    """Say whether a clause is opened by "that"."""
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in token.children)


def launching(noun: Token) -> bool:
    """Say whether an attack is to come whose aim a clause tells: "would launch an operation to take X"."""
    verb = noun.head
    if noun.lower_ not in TRY_NOUNS or noun.dep_ != "dobj" or tree.lemma(verb) not in _BEGINS:
        return False
    vowed = verb.dep_ == "xcomp" and tree.lemma(verb.head) in PLANS
    return vowed or bool(tree.auxiliaries(verb) & {"would", "will", "'ll"})


_BEGINS = frozenset("launch begin start mount open".split())


def wished(verb: Token) -> bool:
    """Say whether a clause tells what somebody wants: "the seizure of X remains a goal"."""
    return any(c.dep_ == "attr" and c.lower_ in _WISHES for c in verb.children)


_WISHES = frozenset(
    """
    goal goals aim aims objective objectives priority priorities target targets task tasks focus wish ambition dream
    hope possibility prospect plan intention
    """.split()
)


_HEARD = REPORT_NOUNS | RUMOURS


def read_sentence(token: Token, found: Judgement) -> None:
    """Read what colours the whole sentence: a question, an inverted condition."""
    text = token.sent.text if token.doc.has_annotation("SENT_START") else token.doc.text
    for verb in tree.ancestors(token) if says_that(token) and not found.denied else ():
        if tree.lemma(verb) in DENIES and any(c.dep_ == "dobj" and c.lower_ in _HEARD for c in verb.children):
            found.denied = True
            found.speech.append(verb)
    whole = token.doc.text.strip()
    first = token.doc[0].lower_ if len(token.doc) else ""
    if whole.endswith("?") and not text.strip().endswith("."):
        found.drop()
    if first in {"if", "were", "should", "unless"} and any(
        t.lower_ in {"would", "could", "might", "may", "will", "can"} for t in token.doc
    ):
        found.drop()
