"""Who took and who lost a place, where the clause that tells it does not say."""

from __future__ import annotations

import re
from datetime import timedelta

from geo.events.scene import Scene
from geo.events.told import GAINS, Told, overlap
from geo.lexicon import Shape
from geo.model import Action

_WEEKS = timedelta(days=30)


_ATTACKS = GAINS | {Action.ENTER, Action.APPROACH, Action.BESIEGE}


_UNDONE = GAINS | {Action.ENTER, Action.BESIEGE, Action.CLASH}


def name_doers(scene: Scene, told: list[Told]) -> None:
    """Name the taker where only one can be meant, and the loser where only one other party is in play."""
    for one in told:
        draft = one.draft
        if draft.actor is None and not draft.told_actor and draft.action in _UNDONE:
            draft.actor = _only_attacker(scene, told, one)
            if draft.actor is not None:
                draft.notes.append(f"actor: {draft.actor}, the only attacker told near it")
        if (
            draft.opponent is not None
            and draft.actor is not None
            and scene.side(draft.opponent) == scene.side(draft.actor)
        ):
            draft.opponent = None
        if draft.opponent is None and draft.action in GAINS | {Action.BESIEGE, Action.CLASH, Action.REPEL}:
            draft.opponent = scene.other_party(draft.actor)
            if draft.opponent is not None:
                draft.notes.append(f"opponent: {draft.opponent}, the only enemy in the article")


def name_losers(scene: Scene, told: list[Told]) -> None:
    """Name who lost a place of which only that is told: the one enemy of the only attacker, else the army."""
    for one in told:
        if one.draft.action is Action.WITHDRAW and one.draft.actor is None and one.effective:
            gains = [t for t in told if t.draft.action in GAINS and t.draft.place.key == one.draft.place.key]
            if gains and one.draft.shape is Shape.LOSES:
                continue
            attacker = gains[-1].draft.actor if gains else _only_attacker(scene, told, one)
            army = scene.on(scene.generic("the army"), one.first or one.last)
            one.draft.actor = scene.other_party(attacker) or (army if scene.hostile(army, attacker) else None)
            one.draft.notes.append(f"actor: {one.draft.actor}, the only one who can have lost it")


def _only_attacker(scene: Scene, told: list[Told], one: Told) -> str | None:
    """Return the only actor that can have taken a place: who frees one is the army of its state."""
    losers = {
        scene.side(t.draft.actor)
        for t in told
        if t.draft.action is Action.WITHDRAW and t.draft.place.key == one.draft.place.key
    }
    losers |= {scene.side(one.draft.opponent)} if one.draft.opponent else set()
    army = scene.generic("the army")
    if army and scene.side(army) not in losers and _FREED.search(scene.article.text[one.start : one.end]):
        return army
    attacks = [t for t in told if t is not one and t.draft.action in _ATTACKS and t.effective]
    attacks = [t for t in attacks if overlap(t, one, _WEEKS) and scene.side(t.draft.actor) not in {None, *losers}]
    beside = [t for t in attacks if t.sentence == one.sentence]
    around = [t for t in attacks if _paragraphs_between(scene, t, one) == 0]
    before = [t for t in attacks if t.start < one.start and _paragraphs_between(scene, t, one) == 1]
    for nearest in (beside, around, before, attacks):
        sides = {scene.side(t.draft.actor): t.draft.actor for t in reversed(nearest)}
        if sides:
            return next(iter(sides.values())) if len(sides) == 1 else None
    return _only_enemy(scene, army, {side for side in losers if side})


def _paragraphs_between(scene: Scene, a: Told, b: Told) -> int:
    return len(_BREAK.findall(scene.article.text, min(a.start, b.start), max(a.start, b.start)))


_BREAK = re.compile(r"\s*\n\s*")


def _only_enemy(scene: Scene, army: str | None, losers: set[str]) -> str | None:
    """Return the only party of the article that fights those who lost, or else the army."""
    against = losers or ({scene.actors.side(army)} if army else set())
    others = {scene.actors.side(c): c for c in reversed(scene.parties) if all(scene.hostile(c, s) for s in against)}
    return next(iter(others.values())) if against and len(others) == 1 else None


_FREED = re.compile(r"\b(?:liberat|free|retak|retook|recaptur|clear|regain)", re.IGNORECASE)
