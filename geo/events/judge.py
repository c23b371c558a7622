"""Whether a clause tells what happened, what is planned or denied, or nothing; and who says so."""

from __future__ import annotations

from spacy.tokens import Token

from geo.events import tree
from geo.events.judgement import Judgement, launching, read_modal, read_own, read_sentence, says_that, wished
from geo.lexicon_speech import (
    DEMANDS,
    DENIES,
    DOUBT_NOUNS,
    DOUBTS,
    FAILS,
    FALSE_WORDS,
    HONOURS,
    IF_WORDS,
    NOT_MODALS,
    PLAN_NOUNS,
    PLANNED_ADJECTIVES,
    PLANS,
    REAL_INFINITIVES,
    REPORT_NOUNS,
    RUMOURS,
    SAYS,
    TRIES,
    TRY_NOUNS,
)  # fmt: skip


def judge(token: Token) -> Judgement:
    """Return what a predicate, verb or noun, is said to be."""
    found = Judgement(nominal=not tree.is_verb(token))
    read_own(token, found)
    here, above = token, found
    for head in tree.ancestors(token):
        if not above.real:
            break
        _climb(here, head, above)
        if above is found and _is_fact(here):
            above = Judgement(speech=found.speech)
        here = head
    read_sentence(token, found)
    return found


def _is_fact(token: Token) -> bool:
    """Say whether a clause tells a fact, whatever its main clause doubts: "after they had taken X", "who took X"."""
    if token.dep_ == "relcl" and not any(c.lower_ == "to" for c in token.children):
        return token.tag_ == "VBD" or (token.tag_ == "VBN" and not tree.auxiliaries(token) & (NOT_MODALS | _MAYBE))
    marks = {c.lower_ for c in token.children if c.dep_ in {"mark", "advmod"}}
    return token.dep_ == "advcl" and bool(marks & {"after", "since"}) and token.tag_ in {"VBD", "VBN"}


_MAYBE = frozenset({"will", "shall", "would", "'d", "be"})


def _climb(here: Token, head: Token, found: Judgement) -> None:
    dep = here.dep_
    if dep == "ccomp" and head.pos_ == "ADV" and tree.is_verb(head.head):
        head = head.head
    if dep == "conj":
        if tree.is_verb(head) and any(c.dep_ == "mark" and c.lower_ in IF_WORDS for c in head.children):
            found.drop()
        if tree.is_verb(head) and not tree.own_subjects(here) and here.tag_ in {"VB", "VBN"}:
            read_modal(head, found)
        return
    if tree.is_verb(head):
        _under_verb(here, head, found)
    elif head.pos_ in {"NOUN", "PROPN"}:
        _under_noun(here, head, found)
    elif head.pos_ == "ADJ" and dep in {"xcomp", "ccomp"}:
        _infinitive_of_adjective(here, head, found)
    elif head.pos_ in {"ADP", "SCONJ"}:
        _under_preposition(here, head, found)


def _to(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)


_COMPLEMENTS = frozenset("xcomp ccomp dobj pobj prep dative oprd nsubjpass nsubj dep attr acomp advmod".split())


_CHANGES = frozenset(
    "capture recapture seizure takeover conquest liberation fall loss withdrawal retreat pullout evacuation".split()
)


_BRINGS_ABOUT = frozenset("complete achieve secure see witness suffer follow finish confirm make effect".split())


_UNDER_WAY = frozenset("begin start continue resume stall loom near await delay approach".split())


def _under_verb(here: Token, head: Token, found: Judgement) -> None:
    if here.dep_ == "advcl":
        _adverbial(here, head, found)
        return
    if here.dep_ in _COMPLEMENTS:
        _complement(here, head, found)
        if found.nominal and here.lower_ in _CHANGES:
            _change_told(here, head, found)
    if here.dep_ in {"xcomp", "prep", "dobj", "pcomp", "advmod", "attr"}:
        if not (found.nominal and _set_beside(here, head)):
            read_modal(head, found)
    elif here.dep_ == "ccomp":
        rumoured = any(subject.lower_ in RUMOURS for subject in tree.own_subjects(head))
        if rumoured or tree.negated(head) or tree.auxiliaries(head) & (NOT_MODALS | {"would"}):
            found.drop()
    elif found.nominal and here.dep_ == "nsubj" and wished(head):
        found.drop()
    elif here.dep_ == "csubj" or (found.nominal and here.dep_ in {"nsubj", "nsubjpass"}):
        unreal = tree.auxiliaries(head) & (NOT_MODALS | {"would", "will", "shall"})
        found.real = found.real and not unreal


def _set_beside(here: Token, head: Token) -> bool:
    """Say whether what is denied or to come leaves true what it is set beside: "did not stop after the fall"."""
    if here.lower_ == "despite":
        return True
    return here.lower_ in {"after", "following", "since", "amid"} and not tree.auxiliaries(head) & (NOT_MODALS | _MAYBE)


def _change_told(here: Token, head: Token, found: Judgement) -> None:
    """Read what is said of a capture told by a noun: what is supported, enabled or begun has not happened."""
    lemma = tree.lemma(head)
    enabled = here.dep_ == "dobj" and lemma not in SAYS | DENIES | PLANS | _BRINGS_ABOUT
    under_way = here.dep_ in {"nsubj", "nsubjpass"} and lemma in _UNDER_WAY
    found.real = found.real and not (enabled or under_way)


def _complement(here: Token, head: Token, found: Judgement) -> None:
    lemma, dep, clause = tree.lemma(head), here.dep_, tree.is_verb(here)
    if clause and lemma == "be" and any(c.dep_ in {"acomp", "attr"} and c.lower_ in FALSE_WORDS for c in head.children):
        found.denied = True
    timed = any(c.dep_ == "mark" and c.lower_ in _TIMES for c in head.children)
    if clause and dep == "ccomp" and tree.has_object(head) and (here.i < head.i or timed):
        return
    if lemma in DENIES and dep in {"ccomp", "xcomp", "dobj", "pobj", "prep"}:
        found.denied = True
        found.speech.append(head)
    elif clause and _to(here) and (dep == "ccomp" or (dep == "xcomp" and not tree.own_subjects(here))):
        _infinitive(head, lemma, found)
    elif lemma in FAILS and dep in {"prep", "dobj"}:
        found.drop()
    elif (
        (dep in {"ccomp", "dobj", "xcomp", "dep"} or (dep == "prep" and lemma == "speak"))
        and lemma in SAYS
        and not (dep == "xcomp" and lemma == "show")
    ):
        found.speech.append(head)
        found.planned = found.planned or (lemma == "announce" and dep == "dobj" and here.lower_ in _MOVES)
    elif (
        (lemma in DOUBTS and (dep in {"ccomp", "dobj", "xcomp"} or (found.nominal and dep == "nsubjpass")))
        or (lemma in HONOURS and dep in {"dobj", "nsubj", "ccomp", "nsubjpass"})
        or (lemma in DEMANDS and dep in {"ccomp", "dobj", "xcomp", "prep"} and lemma != "press")
    ):
        found.drop()
    elif lemma in PLANS and dep in {"dobj", "xcomp"} and found.nominal:
        found.planned = True
        found.speech.append(head)
    elif lemma in TRIES and dep in {"xcomp", "dobj"} and lemma not in {"fight", "battle"}:
        found.drop()


_TIMES = frozenset("after before since when once".split())
_MOVES = frozenset("withdrawal retreat evacuation pullout".split())


_HELD_TRUE = frozenset("say believe report think understand know".split())


def _infinitive(head: Token, lemma: str, found: Judgement) -> None:
    if tree.has_object(head) and lemma in {"begin", "start", "launch", "continue", "announce", "finish", "complete"}:
        found.drop()
        return
    if lemma in FAILS:
        found.failed = True
    elif lemma in {"try", "attempt"}:
        found.drop()
        found.tried = True
    elif lemma in PLANS:
        found.planned = True
        found.speech.append(head)
    elif lemma in {"be", "expect"} and (lemma == "be" or tree.is_passive(head)):
        found.planned = True
    elif (
        lemma in {"say", "believe", "report", "think", "understand", "know"} and tree.is_passive(head)
    ) or lemma == "claim":
        found.speech.append(head)
    elif lemma in {"appear", "seem"} or lemma in REAL_INFINITIVES:
        pass
    else:
        found.drop()


def _infinitive_of_adjective(here: Token, head: Token, found: Judgement) -> None:
    if not _to(here):
        return
    if head.lower_ in PLANNED_ADJECTIVES:
        found.planned = True
    elif head.lower_ in {"unable", "powerless"}:
        found.failed = True
    elif head.lower_ not in {"able", "first", "last", "quick"}:
        found.drop()


def _adverbial(here: Token, head: Token, found: Judgement) -> None:
    marks = {c.lower_ for c in here.children if c.dep_ in {"mark", "advmod"}}
    if marks & IF_WORDS or ("as" in marks and "if" in marks):
        found.drop()
    elif _to(here):
        _purpose(here, head, found)
    elif (marks & {"until", "till"} and found.planned) or (marks & {"since"} and found.planned):
        found.drop()
    elif marks & {"after", "before", "since", "once"} or not marks:
        found.after = bool(marks & {"after", "since", "once"})
        if "after" in marks and "had" in tree.auxiliaries(head):
            found.background = True
    if "before" in marks and tree.auxiliaries(head) & {"will", "would"}:
        found.drop()


def _purpose(here: Token, head: Token, found: Judgement) -> None:
    """Read an infinitive beside a verb: "moved in to take X", "was the first to fall", "only to lose X"."""
    only = any(c.lower_ == "only" for c in here.children) or (
        here.i > 1 and "only" in here.doc[max(0, here.i - 3) : here.i].text.lower()
    )
    if any(launching(c) for c in head.children):
        found.planned = True
    elif tree.lemma(head) in PLANS:
        found.planned = True
        found.speech.append(head)
    elif tree.lemma(head) in FAILS:
        found.failed = True
    elif any(c.dep_ == "attr" and tree.ordinal(c) for c in head.children):
        read_modal(head, found)
    elif not only and not (tree.lemma(head) == "go" and "on" in tree.particles(head)):
        found.drop()


def _under_noun(here: Token, head: Token, found: Judgement) -> None:
    word, dep = head.lower_, here.dep_
    denied = word in RUMOURS and tree.lemma(head.head) in DENIES
    if (word in REPORT_NOUNS or denied) and dep in {"acl", "ccomp", "relcl"} and says_that(here):
        _reported(head, found)
        return
    if (dep in {"acl", "ccomp"} or says_that(here)) and any(c.lower_ == "no" for c in head.children):
        found.drop()
    if dep == "relcl" and tree.of_offensive(here):
        return
    if dep == "relcl":
        found.aside = True
        found.background = found.background or not any(c.lower_ == "when" for c in here.children)
        return
    if dep in {"compound", "poss", "amod"}:
        return
    if tree.is_verb(here) and _to(here):
        _aim(head, found)
    elif dep in {"acl", "ccomp", "prep", "pobj", "appos"} and word in DOUBT_NOUNS | {"plan", "plans"}:
        found.drop()
    elif dep in {"prep", "acl", "ccomp"} and word == "truth" and any(c.lower_ == "no" for c in head.children):
        found.denied = True
    elif dep == "prep" and word in TRY_NOUNS and here.lower_ in {"for", "of"} and found.nominal:
        found.drop()


def _aim(noun: Token, found: Judgement) -> None:
    """Read "an order to take X", "an operation to take X", "the first to take X"."""
    if noun.lower_ in PLAN_NOUNS or launching(noun):
        found.planned = True
    elif not tree.ordinal(noun):
        found.tried = noun.lower_ in TRY_NOUNS
        found.drop()


def _reported(noun: Token, found: Judgement) -> None:
    """Read "said in a statement that ...": who says so is the subject above the noun."""
    verb = next((t for t in tree.ancestors(noun) if tree.is_verb(t)), None)
    if verb is not None and tree.lemma(verb) in SAYS and noun.dep_ == "pobj":
        found.speech.append(verb)


def _blames(verb: Token) -> bool:
    """Say whether somebody is blamed for what happened, which then did happen."""
    return tree.lemma(verb) in {"blame", "criticise", "criticize", "condemn"} or verb.lower_ in {"one", "responsible"}


def _under_preposition(here: Token, head: Token, found: Judgement) -> None:
    word = head.lower_
    if word in {"without", "instead", "against", "besides", "despite"} and here.dep_ in {"pcomp", "pobj"}:
        if word != "despite":
            found.drop()
    elif (
        (word in {"for", "about"} and here.dep_ in {"pobj", "pcomp"} and found.nominal and not _blames(head.head))
        or (word == "from" and here.dep_ == "pcomp")
        or (
            word in {"of", "at"}
            and here.dep_ == "pcomp"
            and not (tree.is_verb(head.head) and tree.lemma(head.head) == "accuse")
        )
    ):
        found.drop()
    elif word in {"after", "since", "following", "before", "until", "amid"} and found.nominal:
        found.background = True
    elif word in {"after", "since"}:
        found.after = True
    if word == "with" and tree.lemma(head.head) == "do":
        found.drop()
    if word == "of" and tree.is_verb(head.head) and tree.lemma(head.head) == "accuse":
        found.speech.append(head.head)
