"""Control told by nouns: hands, control, charge, grip."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from geo.events import tree
from geo.events.actor_refs import ActorRef
from geo.events.clause import added
from geo.events.draft import ClauseDraft
from geo.events.forces import actor_of, actors_in
from geo.events.parsed import Parsed
from geo.events.place_refs import PlaceRef, place_told
from geo.events.places import places_in
from geo.events.shapes_control import holder_of
from geo.events.state_drafts import STAY, replace_state, state_draft, state_of, verb_above
from geo.model import Action

_TAKE = frozenset(
    """
        take seize gain assume regain win establish wrest claim secure restore retake reestablish re-establish
        complete extend reassert assert recover impose
    """.split()
)


_KEEP = frozenset("retain keep maintain have hold exercise enjoy".split())


_HAND = frozenset("hand cede return transfer give relinquish surrender turn pass".split())


_COME = frozenset("fall come pass return go slip revert slide shift become".split())


_PUT = frozenset("bring put place leave get".split())


def control(parsed: Parsed, token: Token) -> list[ClauseDraft]:
    """Read "control", "hands", "charge" in all their places in a clause."""
    head = token.head
    if token.dep_ == "pobj":
        return _behind(parsed, token, head)
    if token.dep_ in {"dobj", "nsubjpass"} and tree.is_verb(head):
        return _taken(parsed, token, head)
    if token.dep_ == "nsubj" and tree.is_verb(head) and tree.lemma(head) in _COME:
        takers = [f for w, n in tree.prepositions(head) if w == "to" and (f := actor_of(parsed, n)) is not None]
        return [state_draft(head, ref, takers[0], Action.CAPTURE) for ref in _of(parsed, token, head)] if takers else []
    return []


def _behind(parsed: Parsed, token: Token, preposition: Token) -> list[ClauseDraft]:
    """Read "in the hands of X", "out of X's control", "under X's control"."""
    word = preposition.lower_
    if word == "of" and preposition.head.lower_ == "out":
        return _slipped(parsed, token, verb_above(preposition.head))
    if word not in {"under", "in", "into", "to", "from", "at"}:
        return []
    holders = _now_holding(parsed, preposition) if word == "in" else []
    if holders:
        return [state_draft(token, ref, holders[0], Action.HOLD) for ref in _of(parsed, token)]
    verb = verb_above(preposition)
    if verb is not None and word == "from" and tree.lemma(verb) in _COME:
        return _slipped(parsed, token, verb)
    return _held(parsed, token, verb, word) if verb is not None else []


def _now_holding(parsed: Parsed, preposition: Token) -> list[ActorRef]:
    """Return who holds it in "the group now in control of P", where no verb tells it."""
    before = [t for t in preposition.doc[max(0, preposition.i - 3) : preposition.i] if t.text != ","]
    if len(before) < 2 or before[-1].lower_ not in _NOW or tree.is_verb(before[-2]):
        return []
    return [a for a in actors_in(parsed, before[-2]) if not a.weapon and a.value is not None]


_NOW = frozenset("now still currently today".split())


def had_all(parsed: Parsed, token: Token) -> list[ClauseDraft]:
    """Read "by nightfall they had all of it", "the rebels have most of the town"."""
    verb = token.head
    if token.dep_ != "dobj" or tree.lemma(verb) != "have" or tree.negated(verb):
        return []
    if not any(w == "of" for w, _ in tree.prepositions(token)):
        return []
    actors = [a for s in tree.subjects(verb) for a in actors_in(parsed, s) if not a.weapon and a.value][:1]
    places = [r for r in places_in(parsed, token) if not r.edge and not r.unknown]
    return [state_draft(verb, r, a, Action.CAPTURE) for a in actors for r in places]


def masters(parsed: Parsed, token: Token) -> list[ClauseDraft]:
    """Read "the rebels are masters of the town"."""
    verb = token.head
    if token.dep_ != "attr" or tree.lemma(verb) not in {"be", "become"}:
        return []
    actors = [a for s in tree.subjects(verb) for a in actors_in(parsed, s)][:1]
    return [state_of(verb, ref, a) for a in actors for ref in _of(parsed, token)]


def _slipped(parsed: Parsed, token: Token, verb: Token | None) -> list[ClauseDraft]:
    """Read "the town slipped out of the army's hands"."""
    holder = holder_of(parsed, token)
    if verb is None or holder is None or tree.lemma(verb) not in _COME | {"be"}:
        return []
    places = [r for s in tree.subjects(verb) for r in places_in(parsed, s) if not r.edge]
    return [state_draft(verb, r, holder, Action.WITHDRAW) for r in places]


def _of(parsed: Parsed, token: Token, verb: Token | None = None) -> list[PlaceRef]:
    words = {"of", "over", "in"} | ({"on"} if token.lower_ in {"grip", "hold"} else set())
    found = _posts(parsed, token)
    found = found or [r for w, n in tree.prepositions(token) if w in words for r in places_in(parsed, n)]
    if not found and verb is not None:
        found = [r for w, n in tree.prepositions(verb) if w in {"of", "over"} for r in places_in(parsed, n)]
    if found and verb is not None:
        found += [r for c in verb.children if c.i > token.i and added(c) for r in places_in(parsed, c)]
    return [r for r in found if not r.edge]


def _posts(parsed: Parsed, token: Token) -> list[PlaceRef]:
    """Return as partly taken where "control of positions [held by X] in P" is told."""
    posts = [n for w, n in tree.prepositions(token) if w in {"of", "over"} and n.lower_ in _POSTS]
    over = [t for noun in posts for t in (noun, *(c for c in noun.children if c.dep_ in {"acl", "relcl"}))]
    phrases = [p for t in over for p in tree.prepositions(t)]
    phrases += [p for t in over for agent in tree.agents(t) for p in tree.prepositions(agent)]
    return [replace(r, partial=True) for w, n in phrases if w in {"in", "at"} for r in places_in(parsed, n)]


_POSTS = frozenset("positions posts areas points parts sites".split())


def _held(parsed: Parsed, token: Token, verb: Token, preposition: str) -> list[ClauseDraft]:
    """Read "P is in the hands of X", "P came under X's control", "X is in control of P", "X brought P under it"."""
    lemma = tree.lemma(verb)
    passive = tree.is_passive(verb)
    subjects = tree.subjects(verb)
    if preposition == "in" and token.lower_ in _CONTROL and (found := _in_control(parsed, token, verb)) is not None:
        return found
    holder = holder_of(parsed, token)
    if lemma in _PUT | STAY | {"have"} and not passive and tree.objects(verb):
        places = [r for t in tree.objects(verb) for r in places_in(parsed, t)]
        actors = [a for s in subjects for a in actors_in(parsed, s)]
        holder = holder or (actors[0] if actors else None)
        return (
            [state_draft(verb, r, holder, Action.CAPTURE if lemma in _PUT | {"have"} else Action.HOLD) for r in places]
            if holder
            else []
        )
    if holder is None or lemma not in _COME | STAY | _PUT | {"be", "end"}:
        return []
    places = [r for s in subjects for r in places_in(parsed, s) if not r.edge]
    if lemma in _COME | _PUT or passive:
        return [state_draft(verb, r, holder, Action.CAPTURE) for r in places]
    passing = preposition == "in" and _in_some_hands(token, verb)
    return [state_draft(verb, r, holder, Action.HOLD) if passing else state_of(verb, r, holder) for r in places]


_CONTROL = frozenset("control charge command possession".split())


def _in_control(parsed: Parsed, token: Token, verb: Token) -> list[ClauseDraft] | None:
    """Read "X is in control of P", "left X in control [of P]"; None when the words are of another shape."""
    places = _of(parsed, token, verb)
    if tree.lemma(verb) == "leave":
        left = [a for t in tree.objects(verb) for a in actors_in(parsed, t)][:1]
        action = Action.HOLD if places else Action.CAPTURE
        return [state_draft(verb, r, a, action) for a in left for r in places or place_told(parsed, token)] or None
    actors = [a for s in tree.subjects(verb) for a in actors_in(parsed, s)][:1]
    if not places and token.lower_ == "control" and tree.lemma(verb) == "be" and not tree.prepositions(token):
        places = place_told(parsed, token)
        return [state_of(verb, ref, a) for a in actors for ref in places]
    return [state_of(verb, ref, a) for a in actors for ref in places] if places else None


def _in_some_hands(token: Token, verb: Token) -> bool:
    """Say whether a state is told in passing: "the valley is in the hands of a group loyal to X"."""
    unnamed = any(c.lower_ in {"a", "an"} for w, n in tree.prepositions(token) if w == "of" for c in n.children)
    return (
        unnamed and verb.tag_ in {"VBZ", "VBP"} and not {c.lower_ for c in verb.children} & {"now", "already", "again"}
    )


def _taken(parsed: Parsed, token: Token, verb: Token) -> list[ClauseDraft]:
    lemma = tree.lemma(verb)
    passive = tree.is_passive(verb)
    doers = tree.agents(verb) if passive else tree.subjects(verb)
    actors = [a for t in doers for a in actors_in(parsed, t)]
    places = _of(parsed, token, verb)
    if doers and not actors:
        return []
    if not places and lemma in _TAKE and not any(w in {"of", "over"} for w, _ in tree.prepositions(token)):
        places = place_told(parsed, token)
    if lemma in _TAKE and (actors or passive):
        losers = [f for w, n in tree.prepositions(verb) if w == "from" and (f := actor_of(parsed, n)) is not None]
        made = _paired(parsed, verb, places, actors, Action.CAPTURE)
        return [_with_opponent(d, losers[0].value if losers else None) for d in made]
    if lemma in _KEEP and actors:
        words = {c.lower_ for c in verb.children}
        has = verb.tag_ in {"VBZ", "VBP"} and "now" not in words
        lasting = lemma != "have" or has or bool(words & {"still", "has", "have"})
        return [
            replace_state(state_draft(verb, r, actors[0], Action.HOLD if lasting else Action.CAPTURE)) for r in places
        ]
    if lemma == "end" and actors:
        return _ended(parsed, token, places, actors)
    if lemma in _HAND:
        return _handed(parsed, token, places, actors)
    return []


def _ended(parsed: Parsed, token: Token, places: list[PlaceRef], actors: list[ActorRef]) -> list[ClauseDraft]:
    """Read "the rebels ended the army's control of the town"."""
    holder = holder_of(parsed, token)
    beaten = [a for a in actors if holder and parsed.scene.hostile(a.value, holder.value)]
    if not holder or not beaten:
        return []
    return [_with_opponent(state_draft(token.head, r, beaten[0], Action.CAPTURE), holder.value) for r in places]


def _handed(parsed: Parsed, token: Token, places: list[PlaceRef], actors: list[ActorRef]) -> list[ClauseDraft]:
    """Read "the militia ceded control of the town to the army", "it gave the army control of the town"."""
    verb = token.head
    takers = [f for w, n in tree.prepositions(verb) if w == "to" and (f := actor_of(parsed, n)) is not None]
    datives = [c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"]
    takers += [f for c in datives if (f := actor_of(parsed, c)) is not None]
    giver = actors[0].value if actors and not datives else None
    places = places or (place_told(parsed, token) if takers and not tree.prepositions(token) else [])
    if takers:
        action = Action.CAPTURE if datives else Action.TRANSFER
        return [_with_opponent(state_draft(verb, r, takers[0], action), giver) for r in places]
    return [state_draft(verb, r, actors[0], Action.WITHDRAW) for r in places] if actors else []


def _paired(
    parsed: Parsed, verb: Token, places: list[PlaceRef], actors: list[ActorRef], action: Action
) -> list[ClauseDraft]:
    if len(actors) == len(places) > 1 and "respectively" in parsed.doc.text.lower():
        return [state_draft(verb, ref, actor, action) for actor, ref in zip(actors, places, strict=True)]
    return [state_draft(verb, ref, actors[0] if actors else None, action) for ref in places]


def _with_opponent(draft: ClauseDraft, opponent: str | None) -> ClauseDraft:
    draft.opponent = opponent
    return draft
