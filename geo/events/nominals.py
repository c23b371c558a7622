"""Events told by a noun: "the fall of X", "X's retreat from Y", "shelling of Z"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Token

from geo.events import tree
from geo.events.actor_refs import ActorRef, or_nobody
from geo.events.carriers import main_subject, ordering
from geo.events.draft import ClauseDraft
from geo.events.forces import actor_of, actors_in, possessor
from geo.events.parsed import Parsed
from geo.events.place_refs import PlaceRef, place_before
from geo.events.places import places_in
from geo.events.shapes_fire import hit_places
from geo.events.speakers import party_of
from geo.lexicon_forces import WEAPON_WORDS
from geo.lexicon_speech import ADMITS
from geo.model import Action

_CAPTURES = frozenset("capture recapture seizure takeover conquest liberation reconquest capturing seizing".split())
_RETREATS = frozenset(
    "withdrawal retreat pullout pull-out pullback withdrawals evacuation departure redeployment repositioning".split()
)
_STRIKES = frozenset(
    """
        strike strikes airstrike airstrikes bombing bombings shelling bombardment bombardments raid raids barrage
        barrages fire
    """.split()
)
_CLASHES = frozenset(
    """
    fighting clash clashes battle battles combat firefight firefights skirmishes skirmish gunfights
    """.split()
)
_ATTACKS = frozenset("attack attacks assault assaults".split())
_NEAR = frozenset("in near at around inside outside along on for over across of between".split())
_LIGHT = frozenset(
    """
        launch carry conduct step intensify mount answer respond make stage continue unleash increase perform
        execute begin start resume renew direct order escalate reply retaliate
    """.split()
)


def nominals_at(parsed: Parsed, token: Token) -> list[ClauseDraft]:
    """Return the drafts that a noun of action gives."""
    word = token.lower_
    if token.pos_ not in {"NOUN", "PROPN", "VERB"} or (tree.is_verb(token) and word not in _STRIKES | _CLASHES):
        return []
    if parsed.item(token) is not None and word not in _STRIKES | _ATTACKS | {"artillery", "shelling"}:
        return []
    if token.text[:1].isupper() and token.i > 1 and parsed.item(token) is None:
        return []
    reader = _READERS.get(word)
    return reader(parsed, token) if reader is not None else []


def _phrases(parsed: Parsed, token: Token, words: frozenset[str] | set[str]) -> list[PlaceRef]:
    return [r for w, n in tree.prepositions(token) if w in words for r in places_in(parsed, n) if not r.edge]


def _actor(parsed: Parsed, token: Token, words: frozenset[str] | set[str]) -> ActorRef | None:
    own = possessor(parsed, token)
    if own is not None:
        return own
    for child in token.children:
        if child.dep_ in {"poss", "compound", "amod", "nmod"}:
            found = actor_of(parsed, child, 1)
            if found is not None and (found.value is not None or child.lower_ in {"its", "their"}):
                return found
    for w, n in [*tree.prepositions(token), *(("by", a) for a in tree.agents(token))]:
        if w in words:
            found = actor_of(parsed, n)
            if found is not None:
                return found
    return None


def _make(
    token: Token, ref: PlaceRef, action: Action, actor: ActorRef | None, opponent: str | None = None
) -> ClauseDraft:
    partial = ref.partial and action in {Action.CAPTURE, Action.WITHDRAW}
    return ClauseDraft(
        action=action, place=ref, token=token, actor=actor.value if actor else None, opponent=opponent,
        told_actor=actor is not None and not (actor.vague and actor.value is None), partial=partial,
    )  # fmt: skip


def _fall(parsed: Parsed, token: Token) -> list[ClauseDraft]:
    """Read "the fall of P to X", "X's loss of P to Y"."""
    places = _phrases(parsed, token, {"of"})
    taker = None
    for w, n in [
        *tree.prepositions(token),
        *(x for c in token.children if c.dep_ == "prep" for y in c.children for x in tree.prepositions(y)),
    ]:
        if w in {"to", "into"} and taker is None:
            taker = actor_of(parsed, n)
    if taker is None and tree.is_verb(token.head) and token.dep_ in {"dobj", "nsubj"}:
        taker = next((f for w, n in tree.prepositions(token.head) if w == "to" and (f := actor_of(parsed, n))), None)
    if taker is None and token.dep_ == "nsubj" and tree.lemma(token.head) in {"hand", "give"}:
        datives = [c for c in token.head.children if c.dep_ == "dative"]
        taker = next((f for c in datives if (f := actor_of(parsed, c)) is not None), None)
    owner = next((f for c in token.children if c.dep_ == "poss" and (f := actor_of(parsed, c, 1)) is not None), None)
    own_place = (
        [r for c in token.children if c.dep_ == "poss" for r in places_in(parsed, c)]
        if owner is None and token.lower_ == "fall"
        else []
    )
    places = places or own_place
    owned_up = tree.lemma(token.head) in ADMITS and not tree.negated(token.head)
    if token.lower_ == "loss" and taker is None and owner is None and owned_up:
        owner = next((a for s in tree.subjects(token.head) for a in actors_in(parsed, s) if a.value), None)
    if token.lower_ == "loss" and taker is None and owner is not None:
        return [_make(token, r, Action.WITHDRAW, owner) for r in places]
    if token.lower_ in {"loss", "collapse"} and taker is None:
        return []
    return [_make(token, r, Action.CAPTURE, taker, owner.value if owner else None) for r in places]


def _capture(parsed: Parsed, token: Token) -> list[ClauseDraft]:
    """Read "the capture of P by X", "X's capture of P from Y"."""
    actor = _actor(parsed, token, {"by"}) or main_subject(parsed, token)
    loser = next(
        (f for w, n in tree.prepositions(token) if w == "from" and (f := actor_of(parsed, n)) is not None), None
    )
    made = [
        _make(token, r, Action.CAPTURE, actor, loser.value if loser else None) for r in _phrases(parsed, token, {"of"})
    ]
    claimants = tree.subjects(token.head) if token.dep_ == "dobj" and tree.lemma(token.head) == "claim" else []
    strangers = claimants and all(party_of(parsed, one) is None for one in claimants)
    return [replace(draft, told_actor=True) for draft in made] if strangers else made


def _retreat(parsed: Parsed, token: Token) -> list[ClauseDraft]:
    actor = _actor(parsed, token, {"of", "by"}) or ordering(parsed, token)
    places = _phrases(parsed, token, {"from", "out of"})
    if not places:
        for w, n in tree.prepositions(token):
            if w == "of":
                places += _phrases(parsed, n, {"from"})
    told = actor is not None or (token.dep_ == "nsubj" and token.lower_ == "withdrawal" and bool(places))
    return [_make(token, r, Action.WITHDRAW, actor) for r in places] if told else []


def _strike(parsed: Parsed, token: Token, action: Action = Action.STRIKE) -> list[ClauseDraft]:
    places = [
        r
        for w, n in tree.prepositions(token)
        if w in {"on", "of", "against", "in", "near", "at", "across", "around", "along", "targeting", "over"}
        for r in hit_places(parsed, n)
    ]
    if token.lower_ == "fire":
        return _under_fire(parsed, token)
    for child in token.children:
        if child.dep_ == "acl" and tree.lemma(child) in {"target", "hit"}:
            places += [r for t in tree.objects(child) for r in hit_places(parsed, t)]
    counted = tree.counting(token)
    verb = counted.head if tree.is_verb(counted.head) else counted.head.head
    if not places and token.dep_ == "nsubj" and tree.is_verb(token.head):
        return []
    if not places and token.dep_ in {"dobj", "pobj"} and tree.is_verb(verb):
        places = [r for w, n in tree.prepositions(verb) if w in {"on", "against"} for r in hit_places(parsed, n)]
    actors = _strikers(parsed, token, verb)
    if not actors and (token.lower_ in {"raid", "raids", "bombing", "bombings"} and not _from_the_air(token)):
        return []
    if any(c.lower_ in _NOT_OF_WAR for c in token.children):
        return []
    return [_make(token, r, action, a) for a in or_nobody(actors) for r in places]


_NOT_OF_WAR = frozenset("car suicide terrorist roadside police labour labor hunger".split())


def _handover(parsed: Parsed, token: Token) -> list[ClauseDraft]:
    """Read "agreed with the rebels on a handover of the town", "the handover of the town to the rebels"."""
    verb = next((t for t in tree.ancestors(token) if tree.is_verb(t)), None)
    agreed = verb is not None and tree.lemma(verb) in _AGREES and verb.tag_ in {"VBD", "VBN"}
    takers = [f for w, n in tree.prepositions(token) if w == "to" and (f := actor_of(parsed, n)) is not None]
    places = _phrases(parsed, token, {"of", "in"})
    if verb is not None and agreed:
        phrases = tree.prepositions(verb)
        takers += [f for w, n in phrases if w == "with" and (f := actor_of(parsed, n)) is not None]
        places = places or [r for w, n in phrases if w == "in" for r in places_in(parsed, n)]
    return [_make(token, r, Action.TRANSFER, takers[0]) for r in places if not r.partial] if takers else []


_AGREES = frozenset("agree negotiate arrange reach sign settle conclude".split())


def _from_the_air(token: Token) -> bool:
    return any(c.lower_ in WEAPON_WORDS | {"aerial", "heavy", "intense", "intensive"} for c in token.children)


def _strikers(parsed: Parsed, token: Token, verb: Token) -> list[ActorRef]:
    own = _actor(parsed, token, {"by", "from"})
    item = parsed.item(token)
    if item is not None and item.actor is not None:
        own = actor_of(parsed, token)
    if own is not None and own.value is not None:
        return [own]
    if (
        tree.is_verb(verb)
        and tree.lemma(verb) in _LIGHT
        and not tree.is_passive(verb)
        and token.dep_ in {"dobj", "pobj"}
    ):
        return [a for t in tree.subjects(verb) for a in actors_in(parsed, t)]
    if tree.is_verb(verb) and tree.is_passive(verb) and tree.lemma(verb) in _LIGHT:
        return [a for t in tree.agents(verb) for a in actors_in(parsed, t)]
    return []


def _under_fire(parsed: Parsed, token: Token) -> list[ClauseDraft]:
    """Read "the town came under fire"."""
    preposition = token.head
    if token.dep_ != "pobj" or preposition.lower_ != "under" or not tree.is_verb(preposition.head):
        return []
    verb = preposition.head
    if tree.lemma(verb) not in {"be", "come", "remain"}:
        return []
    actor = _actor(parsed, token, {"by", "from"})
    return [_make(verb, r, Action.STRIKE, actor) for t in tree.subjects(verb) for r in places_in(parsed, t)]


def _attack(parsed: Parsed, token: Token) -> list[ClauseDraft]:
    """Read an attack: from the air or by guns it is a strike, else a clash when its actor is told."""
    armed = any(c.lower_ in WEAPON_WORDS | _ARMED for c in token.children)
    made = list(_strike(parsed, token, Action.STRIKE if armed else Action.CLASH))
    told = [d for d in made if d.actor is not None or armed]
    failed = any(c.lower_ in _FAILED for c in token.children)
    return [_repelled(parsed, d) for d in told] if failed else told


_ARMED = frozenset("artillery rocket suicide aerial air missile drone".split())


def _repelled(parsed: Parsed, draft: ClauseDraft) -> ClauseDraft:
    """Return a failed attack as what the attacked beat back."""
    holder = parsed.scene.other_party(draft.actor)
    return replace(draft, action=Action.REPEL, actor=holder, opponent=draft.actor, told_actor=holder is not None)


_FAILED = frozenset("unsuccessful failed abortive foiled thwarted".split())


def _over(verb: Token) -> bool:
    """Say whether the fighting has ended."""
    return tree.lemma(verb) in {"end", "cease", "stop", "subside", "die"} or any(
        c.lower_ in {"over", "ended"} for c in verb.children
    )


def _clash(parsed: Parsed, token: Token) -> list[ClauseDraft]:
    sides: list[ActorRef] = []
    for w, n in tree.prepositions(token):
        if w in {"between", "with", "against"}:
            sides += actors_in(parsed, n)
    own = _actor(parsed, token, {"by"})
    sides = [*([own] if own else []), *sides]
    phrases = tree.prepositions(token)
    phrases += [inner for _, n in phrases for one in tree.conjuncts(n) for inner in tree.prepositions(one)]
    places = [r for w, n in phrases if w in _NEAR - {"between", "of"} for r in places_in(parsed, n)]
    verb = token.head
    if tree.is_verb(verb) and token.dep_ in {"nsubj", "nsubjpass"} and _over(verb):
        return []
    if not places and token.dep_ in {"nsubj", "nsubjpass", "dobj"} and tree.is_verb(verb):
        phrases = [*tree.prepositions(verb), *(p for _, n in tree.prepositions(verb) for p in tree.prepositions(n))]
        places = [r for w, n in phrases if w in _NEAR - {"of", "between", "for"} for r in places_in(parsed, n)]
    there = [c for c in verb.children if c.lower_ == "there"][:1]
    places = places or [r for c in there for r in place_before(parsed, c, "there")]
    opponent = sides[1].value if len(sides) > 1 else None
    return [_make(token, r, Action.CLASH, sides[0] if sides else None, opponent) for r in places]


_READERS: dict[str, Callable[[Parsed, Token], list[ClauseDraft]]] = {
    **dict.fromkeys(("fall", "loss", "collapse"), _fall),
    **dict.fromkeys(_CAPTURES, _capture),
    **dict.fromkeys(_RETREATS, _retreat),
    "handover": _handover,
    **dict.fromkeys(_STRIKES, _strike),
    **dict.fromkeys(_ATTACKS, _attack),
    **dict.fromkeys(_CLASHES, _clash),
}
