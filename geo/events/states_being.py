"""Control told by where a force or a place is again, and by what a report lists it as."""

from __future__ import annotations

from spacy.tokens import Token

from geo.actor_names import NameKind
from geo.events import tree
from geo.events.actor_refs import ActorRef
from geo.events.actor_words import BODIES
from geo.events.draft import ClauseDraft
from geo.events.forces import actor_of, actors_in
from geo.events.parsed import Parsed
from geo.events.place_refs import direct
from geo.events.places import places_in
from geo.events.state_drafts import STAY, state_draft, state_of, verb_above
from geo.lexicon_forces import RANK_WORDS, WEAPON_WORDS
from geo.model import Action

_BRINGS = frozenset("bring put place get".split())
_COMES = frozenset("come fall pass return go slip".split())
_LISTS = frozenset("report list describe give mark show name count".split())
_TAKEN = frozenset("captured taken liberated occupied seized recaptured freed fallen".split())


def _forces(parsed: Parsed, verb: Token) -> list[ActorRef]:
    """Return the first force that is the subject: no minister, no delegation, none that is somewhere for a parade."""
    if any(word == "for" for word, _ in tree.prepositions(verb)):
        return []
    subjects = [s for s in tree.subjects(verb) if s.lower_ not in RANK_WORDS | BODIES and not _speaks(parsed, s)]
    return [a for s in subjects for a in actors_in(parsed, s) if a.value and not a.weapon][:1]


def _speaks(parsed: Parsed, token: Token) -> bool:
    item = parsed.item(token)
    return item is not None and item.actor is not None and item.actor.kind is NameKind.SPEAKER


def under(parsed: Parsed, token: Token) -> list[ClauseDraft]:
    """Read "the town is back under the army", "brought the town under the state": no noun of control between."""
    nouns = [n for n in token.children if n.dep_ == "pobj" and n.lower_ not in WEAPON_WORDS]
    holders = [f for n in nouns if (f := actor_of(parsed, n)) is not None and f.value]
    verb = verb_above(token)
    if not holders or verb is None or holders[0].weapon:
        return []
    word = tree.lemma(verb)
    again = token.head.lower_ == "back" or any(c.lower_ in {"back", "again"} for c in verb.children)
    if word in _BRINGS and again:
        places = [r for t in tree.objects(verb) for r in places_in(parsed, t)]
        return [state_draft(verb, r, holders[0], Action.CAPTURE) for r in places if r.named]
    places = [r for t in tree.subjects(verb) for r in places_in(parsed, t) if r.named and not r.edge]
    if word in _COMES and again:
        return [state_draft(verb, r, holders[0], Action.CAPTURE) for r in places]
    now = again or any(c.lower_ in {"now", "still"} for c in verb.children)
    return [state_of(verb, r, holders[0]) for r in places] if word in STAY or (word == "be" and now) else []


def back(parsed: Parsed, token: Token) -> list[ClauseDraft]:
    """Read "the rebels are back in the town", "the army had it back by Friday"."""
    verb = token.head
    actors = _forces(parsed, verb)
    if not actors or not tree.is_verb(verb) or tree.negated(verb):
        return []
    if tree.lemma(verb) == "have" and not tree.particles(verb) & {"over", "out"}:
        places = [r for t in tree.objects(verb) for r in places_in(parsed, t)]
        return [state_draft(verb, r, actors[0], Action.CAPTURE) for r in places if not r.edge]
    if tree.lemma(verb) != "be" or token.dep_ != "advmod":
        return []
    places = [r for w, n in tree.prepositions(verb) if w in {"in", "inside"} for r in direct(parsed, n)]
    return [state_draft(verb, r, actors[0], Action.CAPTURE) for r in places if not (r.partial or r.unknown)]


def listed_as(parsed: Parsed, token: Token) -> list[ClauseDraft]:
    """Read "the ministry reported the town as captured"."""
    verb = token.head
    as_such = any(c.lower_ == "as" for c in token.children) or (token.i > 0 and token.nbor(-1).lower_ == "as")
    if not as_such or token.lower_ not in _TAKEN or tree.lemma(verb) not in _LISTS or tree.is_passive(verb):
        return []
    actors = [a for s in tree.subjects(verb) for a in actors_in(parsed, s) if a.value]
    places = [r for t in tree.objects(verb) for r in places_in(parsed, t)]
    return [state_draft(verb, r, a, Action.CAPTURE) for a in actors[:1] for r in places]


def victory(parsed: Parsed, token: Token) -> list[ClauseDraft]:
    """Read "declared victory over the rebels in the town"."""
    verb = token.head
    if token.dep_ != "dobj" or tree.lemma(verb) not in {"declare", "claim", "proclaim", "announce"}:
        return []
    phrases = [*tree.prepositions(token), *tree.prepositions(verb)]
    phrases += [inner for _, noun in phrases for inner in tree.prepositions(noun) if noun.lower_ in {"battle", "fight"}]
    actors = [a for s in tree.subjects(verb) for a in actors_in(parsed, s) if a.value][:1]
    places = [r for w, n in phrases if w in {"in", "at", "of", "for"} for r in places_in(parsed, n) if not r.edge]
    made = [state_draft(verb, r, a, Action.CAPTURE) for a in actors for r in places[:1] if r.named]
    losers = [f.value for w, n in phrases if w == "over" and (f := actor_of(parsed, n)) is not None]
    for draft in made:
        draft.opponent = losers[0] if losers else None
    return made


def inside(parsed: Parsed, token: Token) -> list[ClauseDraft]:
    """Read "by Thursday the rebels were in the town", "they are now in the town"."""
    if tree.is_passive(token) or tree.negated(token) or token.dep_ in {"aux", "auxpass"}:
        return []
    if any(c.dep_ in {"attr", "acomp", "prt"} or c.lower_ in _STILL_THERE for c in token.children):
        return []
    if not parsed.dates and not any(c.lower_ in {"now", "already"} for c in token.children):
        return []
    actors = _forces(parsed, token)
    places = [r for w, n in tree.prepositions(token) if w in {"in", "inside"} for r in direct(parsed, n)]
    return [state_draft(token, r, a, Action.ENTER) for a in actors for r in places if not (r.partial or r.unknown)]


_STILL_THERE = frozenset("still back there also stationed based".split())
