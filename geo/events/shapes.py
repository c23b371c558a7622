"""From a verb and its clause to drafts of events: one small reader for each shape of the lexicon."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from geo.events import tree
from geo.events.clause import Clause, clause_of
from geo.events.draft import ClauseDraft
from geo.events.parsed import Parsed
from geo.events.place_refs import ROADS
from geo.events.shapes_control import clears, expels, falls, gives, holds, loses, takes
from geo.events.shapes_fire import fights, fires, strikes
from geo.events.shapes_leaving import leaves, retreats
from geo.events.shapes_moves import besieges, deploys, enters, enters_into, nears, nears_on, repels
from geo.lexicon import SURE_VERBS, VERBS, Frame, Shape
from geo.model import Action, Status


def drafts_of(parsed: Parsed, verb: Token) -> list[ClauseDraft]:
    """Return the drafts of a verb's clause, by the first of its frames that fits."""
    particles = tree.particles(verb)
    frames = VERBS.get(tree.lemma(verb), ())
    if any(c.dep_ == "dobj" and c.lower_ == "way" for c in verb.children):
        frames = (Frame(Action.ENTER, Shape.ENTERS_INTO),)
    for frame in sorted(frames, key=lambda f: not f.particle):
        if frame.particle and frame.particle not in particles:
            continue
        found = _READERS[frame.shape](clause_of(parsed, verb, frame))
        if found:
            return found
    return []


def plausible(draft: ClauseDraft) -> bool:  # noqa: PLR0911  one return a reason
    """Say whether a draft may stand: a name nobody knows must be acted on by a force, with a verb for places."""
    place = draft.place
    if (
        place.site
        and not place.named
        and not place.definite
        and (place.resolution is None or place.resolution.place is None)
    ):
        return False
    known = place.resolution.place if place.resolution is not None else None
    wide = known is not None and known.feature_code.startswith("PCL")
    if (draft.by_speaker and draft.actor is None) or _at_the_polls(draft.token):
        return False
    road = known is None and not ROADS.isdisjoint(place.words.lower().split())
    if draft.action in _CHANGES and (road or (wide and (place.site or place.partial))):
        return False
    if (wide and draft.action in {Action.CLASH, Action.HOLD}) or (place.civil and draft.action in _CHANGES):
        return False
    if draft.actor is not None and draft.actor == draft.opponent:
        if draft.shape in {Shape.EXPELS, Shape.CLEARS}:
            return False
        draft.opponent = None
    if place.site and place.partial and draft.actor is None and draft.by_force and draft.action is not Action.STRIKE:
        return False
    if draft.action is Action.WITHDRAW and draft.actor is None and draft.status is not Status.DENIED:
        return draft.shape in {Shape.LOSES, Shape.RETREATS} and not draft.told_actor and not place.unknown
    told = draft.state or (draft.shape is None and draft.action in {Action.CAPTURE, Action.TRANSFER})
    if not place.unknown or (told and draft.actor is not None):
        return True
    return (draft.actor is not None or draft.opponent is not None or draft.by_force) and tree.lemma(
        draft.token
    ) in SURE_VERBS


def _at_the_polls(verb: Token) -> bool:
    """Say whether a place is won in a vote or a game: "took the city in Sunday's election"."""
    return any(word in {"in", "at", "during"} and noun.lower_ in _CONTESTS for word, noun in tree.prepositions(verb))


_CONTESTS = frozenset(
    """
    election elections by-election vote votes poll polls ballot referendum primary match game final semifinal league
    tournament cup championship season playoffs
    """.split()
)


_CHANGES = frozenset({Action.CAPTURE, Action.TRANSFER, Action.WITHDRAW})
_READERS: dict[Shape, Callable[[Clause], list[ClauseDraft]]] = {
    Shape.TAKES: takes, Shape.CLEARS: clears, Shape.EXPELS: expels, Shape.FALLS: falls, Shape.LOSES: loses,
    Shape.LEAVES: leaves, Shape.RETREATS: retreats, Shape.GIVES: gives, Shape.ENTERS: enters,
    Shape.ENTERS_INTO: enters_into, Shape.BESIEGES: besieges, Shape.NEARS: nears, Shape.NEARS_ON: nears_on,
    Shape.REPELS: repels, Shape.HOLDS: holds, Shape.FIGHTS: fights, Shape.STRIKES: strikes, Shape.FIRES: fires,
    Shape.DEPLOYS: deploys, Shape.SENDS: deploys,
}  # fmt: skip
