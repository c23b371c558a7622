"""Control told by nouns: hands, control, charge, flags, sieges, distances."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from geo.events import tree
from geo.events.draft import Draft
from geo.events.forces import ActorRef, actor_of, actors_in, pronoun
from geo.events.parsed import Parsed
from geo.events.places import PlaceRef, places_in
from geo.events.shapes import holder_of
from geo.lexicon_places import EDGE_NOUNS
from geo.model import Action

_CONTROL = frozenset("control hands hand grip rule command charge possession sway authority".split())
_TAKE = frozenset(
    "take seize gain assume regain win establish wrest claim secure restore retake reestablish re-establish complete extend reassert assert recover impose consolidate announce".split()
)
_KEEP = frozenset("retain keep maintain have hold exercise enjoy".split())
_COME = frozenset("fall come pass return go slip revert slide shift".split())
_PUT = frozenset("bring put place leave get".split())
_STAY = frozenset("remain stay keep continue".split())
_FLAGS = frozenset("flag flags colours colors banner banners standard".split())
_KM = frozenset("km kilometre kilometres kilometer kilometers mile miles metres meters".split())
_STILL = frozenset("still remain remains remained remaining continue continues".split())


def states_at(parsed: Parsed, token: Token) -> list[Draft]:
    """Return the drafts that a noun of control, a flag, a siege or a distance gives."""
    word = token.lower_
    if parsed.item(token) is not None:
        return []
    if word in _CONTROL:
        return _control(parsed, token)
    if word in _FLAGS:
        return _flag(parsed, token)
    if word in {"siege", "blockade", "encirclement"}:
        return _siege(parsed, token)
    if word in _KM:
        return _distance(parsed, token)
    if word in EDGE_NOUNS:
        return _edge(parsed, token)
    if word in {"theirs", "ours"}:
        return _ours(parsed, token)
    if word in {"free", "liberated", "freed"}:
        return _declared(parsed, token)
    if word in {"besieged", "encircled", "surrounded"}:
        return _remains_besieged(parsed, token)
    return []


def _control(parsed: Parsed, token: Token) -> list[Draft]:
    head = token.head
    if token.dep_ == "pobj" and head.lower_ in {"under", "in", "into", "to", "from", "at"}:
        verb = _verb_above(head)
        return _held(parsed, token, verb, head.lower_) if verb is not None else []
    if token.dep_ in {"dobj", "nsubjpass"} and tree.is_verb(head):
        return _taken(parsed, token, head)
    if token.dep_ == "nsubj" and tree.is_verb(head) and tree.lemma(head) in _COME:
        takers = [f for w, n in tree.prepositions(head) if w == "to" and (f := actor_of(parsed, n)) is not None]
        return (
            [_make(parsed, head, ref, takers[0], Action.CAPTURE) for ref in _of(parsed, token, head)] if takers else []
        )
    return []


def _verb_above(preposition: Token) -> Token | None:
    for head in (preposition.head, preposition.head.head):
        if tree.is_verb(head):
            return head
        if head.dep_ not in {"prep", "advmod", "acomp", "attr", "npadvmod"}:
            return None
    return None


def _of(parsed: Parsed, token: Token, verb: Token | None = None) -> list[PlaceRef]:
    found = [r for w, n in tree.prepositions(token) if w in {"of", "over", "in"} for r in places_in(parsed, n)]
    if not found and verb is not None:
        found = [r for w, n in tree.prepositions(verb) if w in {"of", "over"} for r in places_in(parsed, n)]
    return [r for r in found if not r.edge]


def _held(parsed: Parsed, token: Token, verb: Token, preposition: str) -> list[Draft]:
    """Read "P is in the hands of X", "P came under X's control", "X is in control of P", "X brought P under control"."""
    lemma = tree.lemma(verb)
    passive = tree.is_passive(verb)
    subjects = tree.subjects(verb)
    own = _of(parsed, token)
    if token.lower_ in {"control", "charge", "command"} and preposition == "in" and (own or _of(parsed, token, verb)):
        actors = [a for s in subjects for a in actors_in(parsed, s)]
        return [_state(parsed, verb, ref, actors[0]) for ref in own or _of(parsed, token, verb)] if actors else []
    holder = holder_of(parsed, token)
    if lemma in _PUT | _STAY and not passive and tree.objects(verb):
        places = [r for t in tree.objects(verb) for r in places_in(parsed, t)]
        actors = [a for s in subjects for a in actors_in(parsed, s)]
        holder = holder or (actors[0] if actors else None)
        return (
            [_make(parsed, verb, r, holder, Action.CAPTURE if lemma in _PUT else Action.HOLD) for r in places]
            if holder
            else []
        )
    if holder is None or lemma not in _COME | _STAY | _PUT | {"be", "end"}:
        return []
    places = [r for s in subjects for r in places_in(parsed, s) if not r.edge]
    if lemma in _COME | _PUT or passive:
        return [_make(parsed, verb, r, holder, Action.CAPTURE) for r in places]
    return [_state(parsed, verb, r, holder) for r in places]


def _state(parsed: Parsed, verb: Token, ref: PlaceRef, actor: ActorRef | None) -> Draft:
    """Return a capture when the state is new, a hold when it lasts; a past state is nothing."""
    words = {c.lower_ for c in verb.children} | {verb.lower_}
    lemma = tree.lemma(verb)
    lasting = bool(words & _STILL) or lemma in _STAY or verb.dep_ == "relcl"
    made = _make(parsed, verb, ref, actor, Action.HOLD if lasting else Action.CAPTURE)
    return replace_state(made)


def replace_state(draft: Draft) -> Draft:
    """Mark a draft as a state: a past perfect of it is over and no event."""
    draft.state = True
    return draft


def _taken(parsed: Parsed, token: Token, verb: Token) -> list[Draft]:
    lemma = tree.lemma(verb)
    passive = tree.is_passive(verb)
    doers = tree.agents(verb) if passive else tree.subjects(verb)
    actors = [a for t in doers for a in actors_in(parsed, t)]
    places = _of(parsed, token, verb)
    if doers and not actors:
        return []
    if lemma in _TAKE and (actors or passive):
        if lemma in {"announce", "consolidate"}:
            return []
        losers = [f for w, n in tree.prepositions(verb) if w == "from" and (f := actor_of(parsed, n)) is not None]
        made = _paired(parsed, verb, places, actors, Action.CAPTURE)
        return [_with_opponent(d, losers[0].value if losers else None) for d in made]
    if lemma in _KEEP and actors:
        lasting = not any(c.lower_ == "now" for c in verb.children)
        return [
            replace_state(_make(parsed, verb, r, actors[0], Action.HOLD if lasting else Action.CAPTURE)) for r in places
        ]
    if lemma in {"hand", "cede", "transfer", "give", "relinquish", "surrender", "turn", "pass"}:
        takers = [f for w, n in tree.prepositions(verb) if w == "to" and (f := actor_of(parsed, n)) is not None]
        giver = actors[0].value if actors else None
        if takers:
            return [_with_opponent(_make(parsed, verb, r, takers[0], Action.TRANSFER), giver) for r in places]
        return [_make(parsed, verb, r, actors[0], Action.WITHDRAW) for r in places] if actors else []
    return []


def _paired(parsed: Parsed, verb: Token, places: list[PlaceRef], actors: list[ActorRef], action: Action) -> list[Draft]:
    if len(actors) == len(places) > 1 and "respectively" in parsed.doc.text.lower():
        return [_make(parsed, verb, ref, actor, action) for actor, ref in zip(actors, places, strict=True)]
    return [_make(parsed, verb, ref, actors[0] if actors else None, action) for ref in places]


def _with_opponent(draft: Draft, opponent: str | None) -> Draft:
    draft.opponent = opponent
    return draft


def _make(parsed: Parsed, verb: Token, ref: PlaceRef, actor: ActorRef | None, action: Action) -> Draft:
    partial = ref.partial and action not in {Action.APPROACH, Action.BESIEGE}
    return Draft(
        action=action,
        place=ref,
        token=verb,
        actor=actor.value if actor else None,
        told_actor=actor is not None and not (actor.vague and actor.value is None),
        partial=partial,
    )


def _flag(parsed: Parsed, token: Token) -> list[Draft]:
    verb = token.head
    if not tree.is_verb(verb) or tree.lemma(verb) not in {"raise", "hoist", "plant", "fly", "unfurl", "erect"}:
        return []
    passive = tree.is_passive(verb)
    doers = tree.agents(verb) if passive else tree.subjects(verb)
    actors = [a for t in doers for a in actors_in(parsed, t)]
    owner = holder_of(parsed, token)
    actor = actors[0] if actors else owner
    if actor is None or (doers and not actors and not passive):
        return []
    words = {"over", "in", "on", "above", "at", "atop", "outside"}
    places = [
        r for w, n in [*tree.prepositions(verb), *tree.prepositions(token)] if w in words for r in _town_of(parsed, n)
    ]
    return [_make(parsed, verb, r, actor, Action.CAPTURE) for r in places[:1] if not r.edge]


def _town_of(parsed: Parsed, noun: Token) -> list[PlaceRef]:
    """Return the town for its landmark: a flag over "the town hall of X" tells of X."""
    inner = [r for w, n in tree.prepositions(noun) if w in {"of", "in", "at"} for r in places_in(parsed, n)]
    found = [replace(r, partial=False) for r in inner] or places_in(parsed, noun)
    return [r for r in found if not r.site and r.named]


def _siege(parsed: Parsed, token: Token) -> list[Draft]:
    head = token.head
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
        if lemma in {"lay", "impose", "tighten", "complete", "maintain", "begin", "keep"}:
            return [_make(parsed, head, r, actors[0], Action.BESIEGE) for r in places]
        if lemma in {"break", "lift", "end"}:
            return [_make(parsed, head, r, actors[0], Action.HOLD) for r in places]
        return []
    if token.dep_ == "pobj" and head.lower_ == "under":
        verb = _verb_above(head)
        if verb is None:
            return []
        if tree.objects(verb) and not tree.is_passive(verb):
            actors = [a for t in tree.subjects(verb) for a in actors_in(parsed, t)]
            return (
                [
                    _make(parsed, verb, r, actors[0], Action.BESIEGE)
                    for t in tree.objects(verb)
                    for r in places_in(parsed, t)
                ]
                if actors
                else []
            )
        holder = holder_of(parsed, token)
        return [
            _make(parsed, verb, r, holder, Action.BESIEGE) for t in tree.subjects(verb) for r in places_in(parsed, t)
        ]
    return []


def _remains_besieged(parsed: Parsed, token: Token) -> list[Draft]:
    verb = token.head
    if tree.is_verb(token) and any(
        c.lower_ in {"remains", "remained", "remain"} for c in token.children if c.dep_ in {"auxpass", "aux"}
    ):
        return [
            _make(parsed, token, r, None, Action.BESIEGE) for t in tree.subjects(token) for r in places_in(parsed, t)
        ]
    if (
        token.dep_ not in {"acomp", "oprd", "attr", "xcomp", "conj"}
        or not tree.is_verb(verb)
        or tree.lemma(verb) not in _STAY | {"be"}
    ):
        return []
    by = [f for w, n in [*tree.prepositions(token)] if w == "by" and (f := actor_of(parsed, n)) is not None]
    return [
        _make(parsed, verb, r, by[0] if by else None, Action.BESIEGE)
        for t in tree.subjects(verb)
        for r in places_in(parsed, t)
    ]


def _distance(parsed: Parsed, token: Token) -> list[Draft]:
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
    }:
        return []
    actors = [a for t in tree.subjects(verb) for a in actors_in(parsed, t) if not a.weapon]
    if not actors:
        return []
    near = [token, token.head, *[c for c in token.children], *[c for c in verb.children if c.i > token.i]]
    for one in near:
        if one.lower_ in {"from", "of"} and one.i > token.i and one.i - token.i <= 4:
            places += [r for c in one.children if c.dep_ == "pobj" for r in places_in(parsed, c)]
    return [_make(parsed, verb, r, actors[0], Action.APPROACH) for r in places[:2]]


def _edge(parsed: Parsed, token: Token) -> list[Draft]:
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
    if tree.is_passive(verb):
        return []
    actors = [a for t in tree.subjects(verb) for a in actors_in(parsed, t) if not a.weapon]
    return [_make(parsed, verb, r, actors[0], Action.APPROACH) for r in places] if actors else []


def _ours(parsed: Parsed, token: Token) -> list[Draft]:
    verb = token.head
    if tree.lemma(verb) != "be" or token.dep_ not in {"attr", "acomp", "nsubj"}:
        return []
    holder = pronoun(parsed, token)
    return [_state(parsed, verb, r, holder) for t in _beside(verb, token) for r in places_in(parsed, t)]


def _beside(verb: Token, token: Token) -> list[Token]:
    """Return the subject of "the town is theirs"; the parser may take either word for it."""
    return [t for t in tree.own_subjects(verb) if t != token]


def _declared(parsed: Parsed, token: Token) -> list[Draft]:
    """Read "X declared the town free"."""
    verb = next(
        (
            t
            for t in tree.ancestors(token)
            if tree.is_verb(t) and tree.lemma(t) in {"declare", "pronounce", "announce", "proclaim"}
        ),
        None,
    )
    if (
        verb is None
        or token.i < verb.i
        or token.i - verb.i > 8
        or (tree.is_verb(token) and tree.own_subjects(token) and tree.is_passive(token))
    ):
        return []
    between = [
        t
        for t in token.doc[verb.i + 1 : token.i]
        if parsed.item(t) is not None or t.lower_ in {"town", "city", "village", "province", "region"}
    ]
    places = [r for t in between[:1] for r in places_in(parsed, t)]
    actors = [a for t in tree.subjects(verb) for a in actors_in(parsed, t)]
    made = [_make(parsed, verb, r, actors[0] if actors else None, Action.CAPTURE) for r in places]
    return made
