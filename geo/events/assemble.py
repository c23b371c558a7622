"""From drafts to the events of an article: one for each action, actor, place and day, however often it is told."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from geo.events.draft import Draft
from geo.events.scene import Scene
from geo.model import Action, DayPrecision, Event, Extent, FeatureClass, Precision, Provenance, Status

_GAINS = frozenset({Action.CAPTURE, Action.TRANSFER})
_SLACK = timedelta(days=1)
_WEEKS = timedelta(days=30)
_ATTACKS = _GAINS | {Action.ENTER, Action.APPROACH, Action.BESIEGE}
_FIGHTS = frozenset({Action.CLASH})


@dataclass(slots=True)
class Told:
    """A draft with its days and where it is told; `more` are other tellings of the same.

    `at` is the word of the sentence that tells it, `under` the one that it is coordinated with or hangs on.
    """

    draft: Draft
    first: date | None
    last: date | None
    precision: DayPrecision
    start: int
    end: int
    sentence: tuple[int, int]
    at: int = -1
    under: int = -2
    more: list[tuple[int, int, tuple[int, int]]] = field(default_factory=list)

    @property
    def effective(self) -> bool:
        """Whether it is told as having happened."""
        return self.draft.status not in {Status.DENIED, Status.PLANNED}


def assemble(scene: Scene, told: Sequence[Told]) -> tuple[Event, ...]:
    """Return the events of an article in the order in which it first tells them."""
    kept: list[Told] = []
    for one in told:
        same = next((other for other in kept if _same(scene, other, one)), None)
        if same is None:
            kept.append(one)
        else:
            _join(same, one)
    kept = _answered(scene, kept)
    _confirm(scene, kept)
    _name_doers(scene, kept)
    _name_losers(scene, kept)
    kept = [one for one in kept if not (_idle(kept, one) or _nobodys(one))]
    made = [_event(scene, one) for one in kept]
    unique = {event.id: event for event in reversed(made)}
    return tuple(event for event in made if unique[event.id] is event)


def _overlap(a: Told, b: Told, slack: timedelta = timedelta()) -> bool:
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return (a.first, a.last) == (b.first, b.last) or not (a.first and b.first)
    return a.first <= b.last + slack and b.first <= a.last + slack


def _effect(action: Action) -> Action:
    return Action.CAPTURE if action is Action.TRANSFER else action


def _same(scene: Scene, a: Told, b: Told) -> bool:
    x, y = a.draft, b.draft
    if _effect(x.action) is not _effect(y.action) or x.place.key != y.place.key:
        return False
    if a.effective != b.effective or (not a.effective and x.status is not y.status):
        return False
    same_side = not x.actor or not y.actor or scene.side(x.actor) == scene.side(y.actor)
    if x.action is Action.STRIKE and bool(x.actor) != bool(y.actor):
        same_side = a.sentence != b.sentence
    if x.action in _FIGHTS:
        same_side = same_side or {x.actor, x.opponent} == {y.actor, y.opponent} or x.opponent == y.actor
    if not same_side:
        return False
    if x.partial != y.partial and x.claimant != y.claimant and x.action in _GAINS:
        return False
    if a.first is None or b.first is None:
        return True
    return _overlap(a, b) or (_overlap(a, b, _SLACK) and not (_dated(a) and _dated(b)))


def _dated(one: Told) -> bool:
    return one.draft.date is not None


def _join(a: Told, b: Told) -> None:
    """Add a second telling: the first stays, gaps are filled, a better date counts."""
    x, y = a.draft, b.draft
    x.actor = x.actor or y.actor
    x.told_actor = x.told_actor or y.told_actor
    x.opponent = x.opponent or y.opponent
    if (_dated(b) and not _dated(a) and b.first) or (a.first is None and b.first is not None):
        a.first, a.last, a.precision, x.date = b.first, b.last, b.precision, y.date
    if y.action is Action.TRANSFER and x.action is Action.CAPTURE:
        x.action = Action.TRANSFER
    if Status.CONFIRMED is y.status and x.status is not Status.CONFIRMED:
        x.status, x.claimant = y.status, y.claimant
    x.partial = x.partial or y.partial if a.sentence == b.sentence else x.partial and y.partial
    if b.sentence != a.sentence:
        a.more.append((b.start, b.end, b.sentence))


def _answered(scene: Scene, told: list[Told]) -> list[Told]:
    """Give a denial the action and actor of the claim it answers."""
    for n, one in enumerate(told):
        if one.draft.status is not Status.DENIED:
            continue
        claims = [
            o
            for o in told[:n]
            if o.effective
            and o.draft.place.key == one.draft.place.key
            and o.draft.action in _GAINS | {Action.ENTER, Action.WITHDRAW}
        ]
        answered = [o for o in claims if scene.hostile(o.draft.actor, one.draft.claimant) or not one.draft.claimant]
        if answered and one.draft.action in _GAINS | {Action.WITHDRAW}:
            claim = answered[-1]
            one.draft.action, one.draft.actor = claim.draft.action, claim.draft.actor
            one.draft.opponent = claim.draft.opponent or one.draft.claimant
            one.draft.told_actor = True
            if one.draft.date is None:
                one.first, one.last, one.precision = claim.first, claim.last, claim.precision
    return told


def _confirm(scene: Scene, told: list[Told]) -> None:
    """Confirm a gain where the loser tells of his retreat; date an undated retreat by the gain it made way for."""
    for loss in told:
        if loss.draft.action is not Action.WITHDRAW or not loss.effective:
            continue
        for gain in told:
            if gain.draft.action not in _GAINS or gain.draft.place.key != loss.draft.place.key or not gain.effective:
                continue
            if scene.side(gain.draft.actor) == scene.side(loss.draft.actor) and gain.draft.actor:
                continue
            if gain.first is None and _dated(loss) and gain.sentence == loss.sentence:
                gain.first, gain.last, gain.precision, gain.draft.date = (
                    loss.first, loss.last, loss.precision, loss.draft.date
                )  # fmt: skip
            beside = gain.sentence == loss.sentence and _dated(gain)
            if not _dated(loss) and gain.first and (loss.first is None or loss.draft.background or beside):
                loss.first, loss.last, loss.precision = gain.first, gain.last, gain.precision
            if not _overlap(gain, loss, 2 * _SLACK):
                continue
            gain.draft.opponent = gain.draft.opponent or loss.draft.actor
            if loss.draft.status is Status.CONFIRMED and gain.draft.status is not Status.CONFIRMED:
                gain.draft.status, gain.draft.claimant = Status.CONFIRMED, loss.draft.claimant


def _name_doers(scene: Scene, told: list[Told]) -> None:
    """Name the taker where only one can be meant, and the loser where only one other party is in play."""
    for one in told:
        draft = one.draft
        if draft.actor is None and not draft.told_actor and draft.action in _GAINS | {Action.ENTER}:
            draft.actor = _only_attacker(scene, told, one)
        if (
            draft.opponent is not None
            and draft.actor is not None
            and scene.side(draft.opponent) == scene.side(draft.actor)
        ):
            draft.opponent = None
        if draft.opponent is None and draft.action in _GAINS | {Action.BESIEGE, Action.CLASH, Action.REPEL}:
            draft.opponent = scene.other_party(draft.actor)


def _name_losers(scene: Scene, told: list[Told]) -> None:
    """Name who lost a place of which only that is told: the one enemy of the only attacker, else the army."""
    for one in told:
        if one.draft.action is Action.WITHDRAW and one.draft.actor is None and one.effective:
            gained = any(t.draft.action in _GAINS and t.draft.place.key == one.draft.place.key for t in told)
            attacker, army = None if gained else _only_attacker(scene, told, one), scene.generic("the army")
            army = scene.on(army, one.first or one.last)
            one.draft.actor = scene.other_party(attacker) or (army if scene.hostile(army, attacker) else None)


def _nobodys(one: Told) -> bool:
    return one.draft.action is Action.WITHDRAW and one.draft.actor is None and one.effective


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
    attacks = [t for t in attacks if _overlap(t, one, _WEEKS) and scene.side(t.draft.actor) not in {None, *losers}]
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


def _idle(told: list[Told], one: Told) -> bool:
    """Say whether an entry or an approach adds nothing beside a capture told in the same breath."""
    draft = one.draft
    if draft.action not in {Action.ENTER, Action.APPROACH}:
        return False
    return any(
        o.draft.action in _GAINS
        and (o.first, o.last) == (one.first, one.last)
        and o.draft.place.key == draft.place.key
        and o.sentence == one.sentence
        and o.effective
        and _shares(o, one)
        for o in told
    )


def _shares(capture: Told, entry: Told) -> bool:
    return capture.under == entry.at or entry.under == capture.at


def _event(scene: Scene, told: Told) -> Event:
    draft = told.draft
    resolution = draft.place.resolution
    place = resolution.place if resolution is not None else None
    precision = resolution.precision if resolution is not None and place is not None else Precision.UNKNOWN
    partial = draft.partial and draft.action in _GAINS | {Action.WITHDRAW, Action.HOLD}
    values = (
        scene.article.id, draft.action.value, draft.actor, draft.opponent, draft.place.words, place.id if place else "",
        partial, draft.status.value, draft.claimant, told.first, told.last, told.start, told.end,
    )  # fmt: skip
    digest = hashlib.sha256("\x1f".join(str(value) for value in values).encode("utf-8", "surrogatepass")).hexdigest()
    return Event(
        id=digest[:16],
        action=draft.action,
        actor=draft.actor,
        opponent=draft.opponent,
        place_words=draft.place.words,
        place=place,
        place_precision=_precision(precision, place.feature_class if place else None),
        radius_km=resolution.radius_km if resolution is not None and place is not None else None,
        extent=Extent.PARTIAL if partial else Extent.FULL,
        status=draft.status,
        claimant=draft.claimant,
        day_from=told.first,
        day_to=told.last,
        day_precision=told.precision,
        provenance=_provenance(scene, told.start, told.end, told.sentence),
        more=tuple(_provenance(scene, *more) for more in told.more),
    )


def _precision(precision: Precision, kind: FeatureClass | None) -> Precision:
    return Precision.AREA if kind is FeatureClass.ADMIN and precision is Precision.UNKNOWN else precision


def _provenance(scene: Scene, start: int, end: int, sentence: tuple[int, int]) -> Provenance:
    article = scene.article
    return Provenance(
        article_id=article.id,
        start=start,
        end=end,
        sentence=article.text[slice(*sentence)],
        published=article.published,
        source=article.source,
        url=article.url,
        title=article.title,
    )
