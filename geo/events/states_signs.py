"""Control told by signs: flags, sieges, distances, whose a place is."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from geo.events import tree
from geo.events.actor_refs import ActorRef, or_nobody
from geo.events.draft import ClauseDraft
from geo.events.forces import actor_of, actors_in, pronoun
from geo.events.parsed import Parsed
from geo.events.place_refs import PlaceRef, place_told
from geo.events.places import places_in
from geo.events.shapes_control import holder_of
from geo.events.state_drafts import STAY, state_draft, state_of, verb_above
from geo.lexicon_places import AREA_NOUNS, PART_NOUNS, SETTLEMENT_NOUNS, SITE_NOUNS
from geo.model import Action

_KM = frozenset("km kilometre kilometres kilometer kilometers mile miles metres meters".split())


def flag(parsed: Parsed, token: Token) -> list[ClauseDraft]:
    """Read "raised their flag over the town"."""
    verb = token.head.head if token.head.lower_ == "up" and token.dep_ == "pobj" else token.head
    ran_up = tree.lemma(verb) in {"run", "put", "go"} and "up" in tree.particles(verb)
    if not tree.is_verb(verb) or not (ran_up or tree.lemma(verb) in _FLIES):
        return []
    passive = tree.is_passive(verb)
    doers = tree.agents(verb) if passive else [] if token.dep_ == "nsubj" else tree.subjects(verb)
    actors = [a for t in doers for a in actors_in(parsed, t)]
    owner = holder_of(parsed, token)
    state = parsed.scene.generic("the army") if any(c.lower_ == "national" for c in token.children) else None
    actor = actors[0] if actors else owner or (ActorRef(state) if state else None)
    unowned = passive and token.dep_ == "nsubjpass" and not any(c.lower_ in _NO_SIGNS for c in token.children)
    if (actor is None and not unowned) or (doers and not actors and not passive):
        return []
    if any(word == "for" or noun.lower_ == "mast" for word, noun in tree.prepositions(verb)):
        return []
    words = {"over", "in", "on", "above", "at", "atop", "outside"}
    phrases = [*tree.prepositions(verb), *tree.prepositions(token)]
    places = next((found for w, n in phrases if w in words and (found := _town_of(parsed, n))), [])
    if not places and actors and tree.lemma(verb) in {"raise", "hoist", "plant"}:
        places = [r for r in place_told(parsed, token) if r.start >= parsed.marked.start][:1]
    return [state_draft(verb, r, actor, Action.CAPTURE) for r in places if not r.edge]


_NO_SIGNS = frozenset("white black huge giant large different old other".split())
_FLIES = frozenset("flutter raise hoist plant fly unfurl erect wave".split())


def _town_of(parsed: Parsed, noun: Token) -> list[PlaceRef]:
    """Return the town for its landmark: a flag over "the town hall of X" tells of X."""
    inner = [r for w, n in tree.prepositions(noun) if w in {"of", "in", "at"} for r in places_in(parsed, n)]
    part = noun.lower_ in PART_NOUNS and noun.lower_ not in {"centre", "center", "heart", "streets"}
    found = [replace(r, partial=part) for r in inner] or places_in(parsed, noun)
    return [r for r in found if not r.site and r.named]


def siege(parsed: Parsed, token: Token) -> list[ClauseDraft]:  # noqa: PLR0911  one return a reading
    """Read "laid siege to the town", "the town is under siege", "broke the siege of the town"."""
    head = token.head
    if token.dep_ == "nsubj" and tree.lemma(head) in {"continue", "go", "enter", "last", "tighten", "persist"}:
        besieger = holder_of(parsed, token)
        places = [r for w, n in tree.prepositions(token) if w in {"of", "around"} for r in places_in(parsed, n)]
        return [state_draft(head, r, besieger, Action.BESIEGE) for r in places]
    if token.dep_ == "dobj" and tree.is_verb(head):
        lemma = tree.lemma(head)
        actors = [a for t in tree.subjects(head) for a in actors_in(parsed, t)]
        places = [
            r
            for w, n in [*tree.prepositions(token), *tree.prepositions(head)]
            if w in {"of", "to", "on", "around"}
            for r in places_in(parsed, n)
            if not r.unknown
        ]
        if not actors or not places:
            return []
        if lemma in {"lay", "impose", "tighten", "complete", "maintain", "begin", "keep", "throw", "draw", "close"}:
            return [state_draft(head, r, actors[0], Action.BESIEGE) for r in places]
        if lemma in {"break", "lift", "end"}:
            return [state_draft(head, r, actors[0], Action.HOLD) for r in places]
        return []
    if token.dep_ == "pobj" and head.lower_ == "under":
        verb = verb_above(head)
        if verb is None:
            return []
        if tree.objects(verb) and not tree.is_passive(verb):
            actors = [a for t in tree.subjects(verb) for a in actors_in(parsed, t)]
            return (
                [
                    state_draft(verb, r, actors[0], Action.BESIEGE)
                    for t in tree.objects(verb)
                    for r in places_in(parsed, t)
                ]
                if actors
                else []
            )
        holder = holder_of(parsed, token)
        return [state_draft(verb, r, holder, Action.BESIEGE) for t in tree.subjects(verb) for r in places_in(parsed, t)]
    return []


def remains_besieged(parsed: Parsed, token: Token) -> list[ClauseDraft]:
    """Read "the town remains besieged"."""
    verb = token.head
    if tree.is_verb(token) and any(
        c.lower_ in {"remains", "remained", "remain"} for c in token.children if c.dep_ in {"auxpass", "aux"}
    ):
        return [state_draft(token, r, None, Action.BESIEGE) for t in tree.subjects(token) for r in places_in(parsed, t)]
    if (
        token.dep_ not in {"acomp", "oprd", "attr", "xcomp", "conj"}
        or not tree.is_verb(verb)
        or tree.lemma(verb) not in STAY | {"be"}
    ):
        return []
    by = [f for w, n in [*tree.prepositions(token)] if w == "by" and (f := actor_of(parsed, n)) is not None]
    return [
        state_draft(verb, r, by[0] if by else None, Action.BESIEGE)
        for t in tree.subjects(verb)
        for r in places_in(parsed, t)
    ]


def distance(parsed: Parsed, token: Token) -> list[ClauseDraft]:
    """Read "X is five kilometres from P", "X was within 25 km of P": the subject must be a force."""
    places: list[PlaceRef] = []
    verb = next((t for t in tree.ancestors(token) if tree.is_verb(t)), None)
    if verb is None or tree.lemma(verb) not in {
        "be",
        "stand",
        "advance",
        "get",
        "come",
        "reach",
        "move",
        "push",
        "stop",
        "arrive",
        "remain",
        "halt",
        "lie",
        "close",
        "draw",
        "edge",
        "inch",
        "creep",
    }:
        return []
    actors = [a for t in tree.subjects(verb) for a in actors_in(parsed, t) if not a.weapon]
    if not actors:
        return []
    near = [token, token.head, *list(token.children), *[c for c in verb.children if c.i > token.i]]
    for one in near:
        if one.lower_ in {"from", "of"} and one.i > token.i and one.i - token.i <= 4:
            places += [r for c in one.children if c.dep_ == "pobj" for r in places_in(parsed, c)]
    return [state_draft(verb, r, actors[0], Action.APPROACH) for r in places[:2]]


def edge(parsed: Parsed, token: Token) -> list[ClauseDraft]:
    """Read "X is on the outskirts of P", "X reached the gates of P"."""
    places = [r for r in places_in(parsed, token) if r.edge]
    verb = next((t for t in tree.ancestors(token) if tree.is_verb(t)), None)
    if verb is None or not places:
        return []
    if (
        token.dep_ == "dobj"
        and verb == token.head
        and tree.lemma(verb) in {"reach", "approach", "enter", "take", "seize", "capture", "near", "storm", "attain"}
    ):
        pass
    elif token.dep_ != "pobj" or tree.lemma(verb) not in {
        "be",
        "stand",
        "arrive",
        "remain",
        "advance",
        "push",
        "get",
        "gather",
        "mass",
        "wait",
        "come",
        "stay",
        "appear",
        "camp",
        "march",
        "move",
        "regroup_",
    }:
        return []
    if tree.is_passive(verb) or any(actors_in(parsed, t) for t in tree.objects(verb)):
        return []
    actors = [a for t in tree.subjects(verb) for a in actors_in(parsed, t) if not a.weapon]
    return [state_draft(verb, r, actors[0], Action.APPROACH) for r in places] if actors else []


def ours(parsed: Parsed, token: Token) -> list[ClauseDraft]:
    """Read "the town is theirs"."""
    verb = token.head
    if tree.lemma(verb) != "be" or token.dep_ not in {"attr", "acomp", "nsubj"}:
        return []
    holder = pronoun(parsed, token)
    return [state_of(verb, r, holder) for t in _beside(verb, token) for r in places_in(parsed, t)]


def _beside(verb: Token, token: Token) -> list[Token]:
    """Return the subject of "the town is theirs"; the parser may take either word for it."""
    return [t for t in tree.own_subjects(verb) if t != token]


_DECLARES = frozenset("declare pronounce announce proclaim".split())


def declared(parsed: Parsed, token: Token) -> list[ClauseDraft]:
    """Read "X declared the town free", "the town is free of X"."""
    if token.dep_ == "acomp" and tree.lemma(token.head) == "be":
        enemies = [f for w, n in tree.prepositions(token) if w == "of" and (f := actor_of(parsed, n)) is not None]
        places = [r for s in tree.subjects(token.head) for r in places_in(parsed, s)] if enemies else []
        made = [state_draft(token.head, r, None, Action.CAPTURE) for r in places]
        for draft in made:
            draft.opponent = enemies[0].value
        return made or _said_free(parsed, token)
    freed = _declared_free(parsed, token)
    if freed:
        return freed
    verb = next((t for t in tree.ancestors(token) if tree.is_verb(t) and tree.lemma(t) in _DECLARES), None)
    if (
        verb is None
        or token.i < verb.i
        or token.i - verb.i > 14
        or (tree.is_verb(token) and tree.own_subjects(token) and tree.is_passive(token))
    ):
        return []
    between = [
        t
        for t in token.doc[verb.i + 1 : token.i]
        if parsed.item(t) is not None or t.lower_ in SETTLEMENT_NOUNS | AREA_NOUNS | SITE_NOUNS
    ]
    located = {
        r.start for t in between if t.dep_ == "pobj" and t.head.lower_ in _LOCATING for r in places_in(parsed, t)
    }
    told = {r.start: r for t in between for r in places_in(parsed, t) if r.start not in located}
    actors = [a for t in tree.subjects(verb) for a in actors_in(parsed, t)]
    return [state_draft(verb, r, actors[0] if actors else None, Action.CAPTURE) for r in told.values()]


def _said_free(parsed: Parsed, token: Token) -> list[ClauseDraft]:
    """Read "the town is free, the army said": who took it is who says so, if anybody is told."""
    clause = token.head
    while clause.dep_ == "conj" and tree.is_verb(clause.head):
        clause = clause.head
    if clause.dep_ != "ccomp" or tree.lemma(clause.head) not in _DECLARES | {"say", "tell"}:
        return []
    freed = [r for s in tree.subjects(token.head) for r in places_in(parsed, s)]
    actors = [a for t in tree.subjects(clause.head) for a in actors_in(parsed, t)][:1]
    if not actors and token.lower_ not in {"liberated", "freed"}:
        return []
    return [state_draft(token.head, r, a, Action.CAPTURE) for a in or_nobody(actors) for r in freed]


def _declared_free(parsed: Parsed, token: Token) -> list[ClauseDraft]:
    """Read "the town was declared liberated by the government"."""
    verb = token.head
    if token.dep_ not in {"oprd", "acomp", "xcomp"} or tree.lemma(verb) not in _DECLARES or not tree.is_passive(verb):
        return []
    actors = [a for t in [*tree.agents(verb), *tree.agents(token)] for a in actors_in(parsed, t)][:1]
    places = [r for s in tree.subjects(verb) for r in places_in(parsed, s) if not r.edge]
    return [state_draft(verb, r, a, Action.CAPTURE) for a in or_nobody(actors) for r in places]


_LOCATING = frozenset("in near at outside around to on".split())
