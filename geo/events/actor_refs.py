"""An actor as a phrase means it, and what the words of the phrase alone say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from geo.actor_names import Named, NameKind
from geo.events import tree
from geo.events.marking import Item
from geo.events.parsed import Parsed
from geo.lexicon_forces import FORCE_WORDS, GROUP_NOUNS, UNIT_WORDS, WEAPON_WORDS
from geo.lexicon_speech import SAYS


@dataclass(frozen=True, slots=True)
class ActorRef:
    """An actor by its code, or by its name as written; `value` is None for a force that nothing tells apart."""

    value: str | None
    known: bool = True
    weapon: bool = False
    vague: bool = False
    speaker: bool = False


def or_nobody(actors: list[ActorRef]) -> list[ActorRef | None]:
    """Return the actors, or one nobody: what has no known doer is one event still."""
    return [*actors] or [None]


def named_before(parsed: Parsed, token: Token, named: Named) -> str | None:
    """Return whom "the militants" means after a group with that name was named: the one named last."""
    if not any(c.lower_ in {"the", "these", "those"} for c in token.children if c.dep_ == "det"):
        return None
    codes = {meaning.code for meaning in named.meanings}
    at = parsed.span(token)[0]
    scene = parsed.scene
    before = [i.actor for i in scene.items if i.actor is not None and i.actor.kind is NameKind.NAME and i.start < at]
    found = [code for actor in before if (code := scene.code(actor)) in codes and code not in scene.actors.states]
    return found[-1] if found else None


def backed(parsed: Parsed, token: Token) -> str | None:
    """Return the force that files know as "Turkey-backed rebels" for "rebels backed by Turkey"."""
    for child in token.children:
        if child.lower_ not in {"backed", "supported"} or child.dep_ not in {"acl", "relcl", "amod"}:
            continue
        makers = [c for c in child.children if c.dep_ in {"npadvmod", "amod", "compound", "nmod"} and c.i < child.i]
        for backer in [*tree.agents(child), *(makers if child.dep_ == "amod" else [])]:
            start, end = parsed.span(backer)
            name = re.sub(r"^the ", "", parsed.scene.article.text[start:end], flags=re.IGNORECASE)
            for words in dict.fromkeys(
                f"{_BACKERS.get(name, name)}-backed {noun}" for noun in (token.lower_, "forces")
            ):
                found = parsed.scene.actors.find_in(words)
                known = found and found[0].kind in _NAMED and found[0].end == len(words)
                if known and any(meaning.war in parsed.scene.wars for meaning in found[0].meanings):
                    return parsed.scene.code(found[0])
    return None


_NAMED = frozenset({NameKind.NAME, NameKind.GENERIC})
_BACKERS = dict.fromkeys(("United States", "U.S.", "America", "Washington"), "US") | {"Turkey": "Turkish"}


def restricted(token: Token) -> bool:
    """Say whether a relative clause without a comma tells which group is meant."""
    clauses = [c for c in token.children if c.dep_ == "relcl"]
    return bool(clauses) and not any(t.text == "," for t in token.doc[token.i : clauses[0].i])


def of_force(token: Token) -> bool:
    """Say whether a word counts forces: "hundreds of fighters", "a column of tanks"."""
    return any(
        grand.lower_ in FORCE_WORDS | WEAPON_WORDS
        for child in token.children
        if child.dep_ == "prep" and child.lower_ == "of"
        for grand in child.children
    )


def as_written(parsed: Parsed, token: Token) -> ActorRef:
    """Return a force that only its own words name: "Zarnian infantry", "gunmen", "jets"."""
    named = [
        c
        for c in token.subtree
        if c.i < token.i
        and (i := parsed.item(c)) is not None
        and _unheard(i)
        and c.dep_ in {"compound", "amod", "nmod"}
    ]
    weapon = token.lower_ in WEAPON_WORDS
    if token.lower_ in UNIT_WORDS and any(c.text[:1].isdigit() for c in token.children):
        return ActorRef(None, known=False, vague=True)
    if not named or token.lower_ not in FORCE_WORDS:
        code = None if weapon else parsed.scene.of_class(token.text) or irregulars(parsed, token)
        vague = code is None and token.lower_ not in _NEVER_THE_ARMY
        return ActorRef(code, known=code is not None, weapon=weapon, vague=vague)
    start, end = parsed.extent([*named, token] if token.text[:1].isupper() else named)
    return ActorRef(parsed.words(start, end), known=False)


_NEVER_THE_ARMY = frozenset(
    "jihadists jihadis extremists militants gunmen insurgents rebels terrorists guerrillas".split()
)


def _unheard(item: Item) -> bool:
    """Say whether a name is no actor's of a file and was resolved to no place."""
    return item.actor is None and (item.place is None or item.place.place is None)


def irregulars(parsed: Parsed, token: Token) -> str | None:
    """Return whom bare "fighters" means: the only band of the article, or the one that was last a subject."""
    told_apart = any(c.dep_ in {"amod", "compound", "poss", "acl", "relcl"} for c in token.children)
    another = any(c.lower_ in {"a", "an", "other", "another", "some", "no"} for c in token.children)
    if token.lower_ not in _BANDS or told_apart or another:
        return None
    scene = parsed.scene
    army = scene.generic("the army")
    bands = [code for code in scene.parties if code not in scene.actors.states and scene.side(code) != scene.side(army)]
    if len({scene.side(code) for code in bands}) == 1:
        rebels = scene.generic("rebels")
        return rebels if scene.side(rebels) == scene.side(bands[0]) else bands[0]
    last = scene.subject_before(parsed.span(token)[0], besides=army)
    return last if last in bands else None


def seated(parsed: Parsed, token: Token) -> ActorRef | None:
    """Return whose a speaker is by where he sits: "sources in the army of X", "the ministry in Moscow"."""
    for word, noun in tree.prepositions(token):
        item = parsed.item(noun)
        code = parsed.scene.code(item.actor) if item is not None and item.actor is not None else None
        if word in {"in", "inside", "within", "from", "at"} and code is not None:
            return ActorRef(code)
    return None


def backs(parsed: Parsed, end: int) -> bool:
    """Say whether a name only tells who backs a force ("Iran-backed rebels")."""
    after = parsed.scene.article.text[end : end + 12].lstrip("-– ")
    return after.startswith(("backed", "supported", "trained", "aligned", *_OFFSHOOTS))


_OFFSHOOTS = ("splinter", "offshoot", "breakaway", "inspired", "linked", "affiliate")


def same_as_before(parsed: Parsed, token: Token) -> ActorRef | None:
    """Return whom "the same force", "the same ministry" means: the actor or ministry named last."""
    at, scene = parsed.span(token)[0], parsed.scene
    kinds = (
        {NameKind.NAME, NameKind.GENERIC, NameKind.SPEAKER}
        if token.lower_ == "ministry"
        else {NameKind.NAME, NameKind.GENERIC}
    )
    before = [i for i in scene.items if i.actor is not None and i.start < at and i.actor.kind in kinds]
    if token.lower_ == "ministry":
        before = [i for i in before if "ministry" in parsed.words(i.start, i.end).lower()] or before[:0]
    subjects = {
        parsed.span(t)[0]
        for verb in tree.ancestors(token)
        if tree.is_verb(verb)
        for subject in tree.own_subjects(verb)
        for t in subject.subtree
    }
    codes = [c for i in before if i.start not in subjects and i.actor and (c := scene.code(i.actor))]
    return ActorRef(codes[-1]) if codes else None


_BANDS = frozenset({"fighters", "factions"})


def bare_name(parsed: Parsed, token: Token) -> ActorRef | None:
    """Return a capitalised name that no file knows, when words around it say that it is an armed group."""
    told = [c for c in token.children if c.dep_ == "appos" and (c.lower_ in GROUP_NOUNS or of_force(c))]
    item = parsed.item(token)
    if item is None:
        return None
    words = parsed.words(item.start, item.end)
    shouted = words.isupper() and 2 < len(words) <= 6
    shouted = shouted or (" " in words and words.rsplit(maxsplit=1)[-1].lower() in GROUP_NOUNS)
    return ActorRef(words, known=False) if told or shouted else None


def acts(kind: NameKind) -> bool:
    """Say whether a name of this kind stands for who acts, and not for a capital alone."""
    return kind in {NameKind.NAME, NameKind.GENERIC, NameKind.SPEAKER}


def speaking_again(parsed: Parsed, token: Token) -> ActorRef | None:
    """Return who spoke last for "it said", and for "its men" of what it said."""
    for verb in tree.ancestors(token):
        if tree.lemma(verb) in SAYS and any(s.lower_ == "it" and s.i <= token.i for s in tree.own_subjects(verb)):
            spoke = parsed.scene.reporter_before(parsed.span(token)[0], parsed.marked.start)
            return ActorRef(spoke[0]) if spoke and spoke[0] else None
    return None
