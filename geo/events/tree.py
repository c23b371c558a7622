"""Reading a dependency parse: who does what to whom in a clause, whatever its voice."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from geo.events.actor_words import ACTS
from geo.events.misparsed import bound_for, hidden
from geo.lexicon import BASE_FORMS

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_VERBAL = frozenset({"nsubjpass", "auxpass", "aux"})
_RELATIVES = frozenset({"which", "who", "that", "whom", "where", "whose"})
_OBJECT_CONTROL = frozenset(
    "force allow help see order compel make let watch enable show film lead leave prompt cause".split()
)
_PERCEIVES = frozenset("report see hear witness describe record mention fear".split())
_PARTICLES = frozenset("over back out off up in down away through on aside".split())
_COMPASS = ("north", "south", "east", "west", "upstream", "downstream", "away", "far")
_TRANSITIVE = frozenset("hold control keep retain rule take capture seize".split())
_MAX_CLIMB = 12


def lemma(token: Token) -> str:
    """Return the base form of a word, also of irregular verbs that the model does not know."""
    return BASE_FORMS.get(token.lower_) or token.lemma_.lower()


def is_verb(token: Token) -> bool:
    """Say whether a word is the head of a clause."""
    return token.pos_ in {"VERB", "AUX"} or any(child.dep_ in _VERBAL for child in token.children)


def conjuncts(token: Token) -> tuple[Token, ...]:
    """Return a word and what is coordinated with it from there on ("A, B and C" from A)."""
    found = [token]
    for one in found:
        found += [c for c in one.children if c.dep_ == "conj" and not is_verb(c) and not bound_for(one, c)]
    return tuple(found)


def is_passive(verb: Token) -> bool:
    """Say whether the grammatical subject is what the action is done to."""
    if any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children):
        return True
    if verb.tag_ not in {"VBN", "VBD", "NN"}:
        return False
    if any(child.dep_ == "agent" for child in verb.children) and not has_object(verb):
        return True
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return not has_object(verb)
    if verb.dep_ == "conj" and is_verb(verb.head) and verb.tag_ == "VBN" and not own_subjects(verb):
        return is_passive(verb.head) and not any(child.dep_ == "aux" for child in verb.children)
    return False


def has_object(verb: Token) -> bool:
    """Say whether the verb has a direct object of its own."""
    return any(child.dep_ in {"dobj", "obj"} for child in verb.children)


def own_subjects(verb: Token) -> list[Token]:
    """Return the subjects that stand with the verb itself."""
    own = [child for child in hidden(verb) if child.dep_ in _SUBJECTS]
    if len(own) > 1 and own[0].lower_ in {"which", "that"} and own[0].tag_ == "WDT":
        own = own[1:]
    helpers = [child for child in verb.children if child.dep_ in {"auxpass", "aux"}]
    return own or [child for helper in helpers for child in helper.children if child.dep_ in _SUBJECTS]


def subjects(verb: Token, depth: int = 0) -> list[Token]:  # noqa: PLR0911  one return a reading
    """Return the words that are the verb's grammatical subject, its own or one shared with another verb."""
    own = own_subjects(verb)
    if own:
        return [antecedent(token) for token in (_after_list(verb, own[0]) or own)]
    if depth > _MAX_CLIMB:
        return []
    head, dep = verb.head, verb.dep_
    if dep in {"acl", "relcl"}:
        to = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
        return [_counted(head)] if not to else _named_by(head) if ordinal(head) else []
    if dep == "pcomp":
        head = next((a for a in ancestors(head) if is_verb(a)), head)
        if lemma(head) == "accuse":
            return objects(head)
        dep = "advcl" if is_verb(head) else dep
    if dep in {"xcomp", "ccomp", "advcl", "dep"} and is_verb(head):
        return _shared(verb, head, dep, depth)
    if dep == "conj" and is_verb(head):
        return subjects(head, depth + 1)
    return []


def _shared(verb: Token, head: Token, dep: str, depth: int) -> list[Token]:
    """Return the subject that a clause shares with the one above it."""
    if dep == "xcomp" and lemma(head) in _OBJECT_CONTROL and has_object(head):
        return [child for child in head.children if child.dep_ == "dobj"]
    if dep == "ccomp" and verb.tag_ in {"VBD", "VBZ", "VBP"}:
        return []
    if verb.tag_ == "VBG" and lemma(head) in _PERCEIVES and not is_passive(head):
        return []
    return subjects(head, depth + 1)


def ordinal(noun: Token) -> bool:
    """Say whether a noun counts in an order: "the first", "the second city", "the last one"."""
    return noun.lower_ in _ORDINALS or any(c.lower_ in _ORDINALS for c in noun.children)


def _named_by(noun: Token) -> list[Token]:
    """Return what a noun tells of: the subject of "X is the first city to fall", the name of "X, the first city"."""
    if noun.dep_ == "attr" and is_verb(noun.head):
        return subjects(noun.head)
    return [noun.head] if noun.dep_ == "appos" else [noun]


_ORDINALS = frozenset("first second third fourth fifth sixth last latest next".split())


def _after_list(verb: Token, subject: Token) -> list[Token]:
    """Return the true subject where a parse begins it in the objects of the verb before: "X hold A, B, and C was lost".

    The verb before is then left without an object, and a comma parts the last of the coordinated words from the rest.
    """
    head, listed = verb.head, sorted(conjuncts(subject), key=lambda token: token.i)
    beside = verb.dep_ == "ccomp" and subject.i > head.i and not any(c.dep_ in {"mark", "punct"} for c in verb.children)
    if not beside or lemma(head) not in _TRANSITIVE or has_object(head) or len(listed) == 1:
        return []
    parted = verb.doc[listed[-2].i : listed[-1].left_edge.i].text.replace(" ", "").endswith(",and")
    return [listed[-1]] if parted else []


def antecedent(token: Token) -> Token:
    """Return what a relative pronoun stands for, or the word itself."""
    if token.lower_ not in _RELATIVES:
        return token
    verb = token.head
    while verb.dep_ == "conj" and is_verb(verb.head):
        verb = verb.head
    if verb.dep_ in {"relcl", "acl"}:
        return _counted(verb.head)
    before = token.doc[max(0, token.i - 2) : token.i]
    apart = token.lower_ == "which" and len(before) == 2 and before[1].text == "," and before[0].pos_ in _NAMING
    return before[0] if apart else token


_NAMING = frozenset({"NOUN", "PROPN"})


def _counted(noun: Token) -> Token:
    """Return what a sentence counts as the only, the first or the largest of a kind, or the noun itself."""
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    unique = above.lower_ in {"one", *_ORDINALS} or any(c.tag_ == "JJS" or c.lower_ in _UNIQUE for c in above.children)
    if not unique or above.dep_ != "attr" or not is_verb(above.head):
        return noun
    return next(iter(own_subjects(above.head)), noun)


_UNIQUE = frozenset("only first second third last latest".split())


def counting(token: Token) -> Token:
    """Return the word that counts another ("dozens of strikes": dozens), or the word itself."""
    above = token.head
    return above.head if token.dep_ == "pobj" and above.lower_ == "of" and not is_verb(above.head) else token


def objects(verb: Token) -> list[Token]:
    """Return the direct objects of an active verb, with those shared or fronted in a relative clause."""
    found = [
        antecedent(child) for child in verb.children if child.dep_ in {"dobj", "obj", "dative"} and child.pos_ != "ADP"
    ]
    if not found and verb.dep_ == "amod" and own_subjects(verb):
        return [verb.head]
    fronted = [c for c in verb.children if c.dep_ == "nsubj" and c not in own_subjects(verb)]
    if not found and fronted and verb.dep_ == "ccomp":
        return [told for c in fronted if (told := antecedent(c)) != c]
    if found:
        found += [c for c in verb.children if c.dep_ == "conj" and c.pos_ == "PROPN" and not is_verb(c)]
        return [
            one
            for one in found
            if one.dep_ == "dative"
            or one.i <= found[0].i
            or one.dep_ == "conj"
            or not any(t.text == "," for t in verb.doc[found[0].i : one.i])
        ]
    if verb.dep_ == "relcl" and own_subjects(verb) and not any(t.lower_ in _RELATIVES for t in own_subjects(verb)):
        return [_counted(verb.head)]
    for child in verb.children:
        if (
            child.dep_ == "conj"
            and is_verb(child)
            and not own_subjects(child)
            and not prepositions(verb)
            and child.i - verb.i <= 4
        ):
            return objects(child)
    return []


def agents(verb: Token) -> list[Token]:
    """Return who did it in a passive clause ("by the army")."""
    found = []
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            found += [grand for grand in child.children if grand.dep_ == "pobj"]
    if not found:
        nouns = [noun for word, noun in prepositions(verb) if word not in _TIMES]
        found = [agent for noun in nouns for word, agent in prepositions(noun) if word == "by" and agent.i > noun.i]
    return found


_TIMES = frozenset("after before since despite amid during following until under with without".split())


def prepositions(token: Token) -> list[tuple[str, Token]]:
    """Return the prepositional phrases of a word as (preposition, noun); "out of" is one preposition."""
    found: list[tuple[str, Token]] = []
    for child in [*token.children, *_lent(token)]:
        if child.lower_ == "according":
            continue
        if child.dep_ in {"prep", "agent", "dative"} or (
            child.dep_ in {"prt", "advmod"} and child.lower_ in _PARTICLES
        ):
            found += _phrases(child, "")
        elif child.dep_ in {"acomp", "advmod"} and not is_verb(child) and not child.lower_.startswith(_COMPASS):
            found += [phrase for inner in child.children if inner.dep_ == "prep" for phrase in _phrases(inner, "")]
    of_verb = [child for child in token.children if child.dep_ == "prt"]
    if of_verb:
        found = [(f"{of_verb[0].lower_} {word}" if word == "of" else word, noun) for word, noun in found]
    return found


def of_offensive(verb: Token) -> bool:
    """Say whether a relative clause tells what an attack achieved: "launched an offensive that captured the town"."""
    noun = verb.head
    return verb.dep_ == "relcl" and noun.lower_ in ACTS and noun.dep_ in {"dobj", "nsubj"}


def _lent(token: Token) -> list[Token]:
    """Return the "of" that follows a coordinated word and that the parse hangs on the first: "A and part of B"."""
    return [c for c in token.head.children if token.dep_ == "conj" and c.lower_ == "of" and c.i == token.i + 1]


def _phrases(preposition: Token, before: str) -> Iterator[tuple[str, Token]]:
    word = f"{before} {preposition.lower_}".strip() if before in {"out", "because"} else preposition.lower_
    for child in preposition.children:
        if child.dep_ in {"pobj", "obj", "dobj"}:
            yield word, antecedent(child)
        elif child.dep_ in {"prep", "pcomp"} and child.pos_ in {"ADP", "SCONJ"}:
            yield from _phrases(child, word)
        elif child.dep_ == "conj" and child.pos_ == "ADP":
            yield from _phrases(child, "")


def particles(verb: Token) -> frozenset[str]:
    """Return the small words that change the verb's meaning ("took over", "pulled out")."""
    return frozenset(
        child.lower_
        for child in verb.children
        if child.lower_ in _PARTICLES and child.i > verb.i and child.dep_ in {"prt", "advmod", "prep"}
    )


def negated(token: Token) -> bool:
    """Say whether a clause is denied by a word of its own: not, never, no longer, neither, hardly."""
    for child in token.children:
        if child.dep_ == "neg" or child.lower_ in {"never", "neither", "nowhere", "hardly", "barely"}:
            return True
        if child.dep_ in _SUBJECTS | {"dobj", "attr"} and any(
            g.lower_ in {"no", "neither"} and g.dep_ == "det" for g in child.children
        ):
            return True
        if child.dep_ in _SUBJECTS | {"dobj"} and child.lower_ in {"nobody", "none", "neither", "nothing"}:
            return True
    return False


def auxiliaries(verb: Token) -> frozenset[str]:
    """Return the auxiliary verbs of a clause, with those of the first of coordinated verbs where it has none."""
    own = frozenset(child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"})
    if not own and verb.dep_ == "conj" and is_verb(verb.head) and not own_subjects(verb) and verb.tag_ in {"VB", "VBN"}:
        return auxiliaries(verb.head)
    return own


def ancestors(token: Token) -> Iterator[Token]:
    """Give the words above a word, nearest first."""
    for _ in range(_MAX_CLIMB * 3):
        if token.head == token:
            return
        token = token.head
        yield token


def subjects_over(token: Token) -> Iterator[Token]:
    """Give the subjects, before a word, of the clauses above it, nearest first; never one that holds the word."""
    for verb in ancestors(token):
        if is_verb(verb):
            for subject in own_subjects(verb):
                if subject.i < token.i and subject.lower_ not in _PERSONS and token not in list(subject.subtree):
                    yield subject


_PERSONS = frozenset("they it them he she who we i us".split())
