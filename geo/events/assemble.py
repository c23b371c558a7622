"""From drafts to the events of an article: one for each action, actor, place and day, however often it is told."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import timedelta

from geo.events.doers import name_doers, name_losers
from geo.events.reasons import reasons_of
from geo.events.scene import Scene
from geo.events.told import GAINS, Told, overlap
from geo.lexicon import Shape
from geo.model import Action, Event, Extent, FeatureClass, Precision, Provenance, Status

_SLACK = timedelta(days=1)
_WEEK = timedelta(days=7)
_FIGHTS = frozenset({Action.CLASH})


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
    name_doers(scene, kept)
    name_losers(scene, kept)
    kept = [one for one in kept if not (_idle(kept, one) or _nobodys(scene, one) or _lost_to(scene, kept, one))]
    kept = [one for one in kept if not _told_by_name(scene, kept, one)]
    made = [_event(scene, one) for one in kept]
    unique = {event.id: event for event in reversed(made)}
    return tuple(event for event in made if unique[event.id] is event)


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
    if x.partial != y.partial and x.claimant != y.claimant and x.action in GAINS:
        return False
    if a.first is None or b.first is None:
        return True
    return overlap(a, b) or (overlap(a, b, _SLACK) and not (_dated(a) and _dated(b)))


def _dated(one: Told) -> bool:
    return one.draft.date is not None


def _join(a: Told, b: Told) -> None:
    """Add a second telling: the first stays, gaps are filled, a better date counts."""
    x, y = a.draft, b.draft
    x.actor = x.actor or y.actor
    x.told_actor = x.told_actor or y.told_actor
    x.opponent = x.opponent or y.opponent
    if (_dated(b) and not _dated(a) and b.first) or (a.first is None and b.first is not None) or _narrower(b, a):
        a.first, a.last, a.precision, x.date = b.first, b.last, b.precision, y.date
    if y.action is Action.TRANSFER and x.action is Action.CAPTURE:
        x.action = Action.TRANSFER
    if Status.CONFIRMED is y.status and x.status is not Status.CONFIRMED:
        x.status, x.claimant = y.status, y.claimant
    x.partial = x.partial or y.partial if a.sentence == b.sentence else x.partial and y.partial
    if b.sentence != a.sentence:
        a.more.append((b.start, b.end, b.sentence))


def _narrower(b: Told, a: Told) -> bool:
    """Say whether one telling dates an event more closely than another: "last month" and "on July 17"."""
    if not (a.first and a.last and b.first and b.last and _dated(a) and _dated(b)):
        return False
    return a.first <= b.first and b.last <= a.last and b.last - b.first < a.last - a.first


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
            and o.draft.action in GAINS | {Action.ENTER, Action.WITHDRAW}
        ]
        answered = [o for o in claims if scene.hostile(o.draft.actor, one.draft.claimant) or not one.draft.claimant]
        if answered and one.draft.action in GAINS | {Action.WITHDRAW}:
            claim = answered[-1]
            one.draft.action, one.draft.actor = claim.draft.action, claim.draft.actor
            one.draft.opponent = claim.draft.opponent or one.draft.claimant
            one.draft.told_actor = True
            if one.draft.date is None:
                one.first, one.last, one.precision = claim.first, claim.last, claim.precision
    return told


def _confirm(scene: Scene, told: list[Told]) -> None:
    """Confirm a gain where the loser tells of his retreat; date each by the other where it has no day."""
    for loss in told:
        if loss.draft.action is not Action.WITHDRAW or not loss.effective:
            continue
        for gain in told:
            if gain.draft.place.key != loss.draft.place.key or not gain.effective:
                continue
            if gain.draft.action is Action.ENTER and scene.hostile(gain.draft.actor, loss.draft.actor):
                _date_before(gain, loss)
            friends = gain.draft.actor and scene.side(gain.draft.actor) == scene.side(loss.draft.actor)
            if gain.draft.action in GAINS and not friends:
                _date_by_each_other(gain, loss)
                if overlap(gain, loss, 2 * _SLACK):
                    _conceded(gain, loss)


def _date_by_each_other(gain: Told, loss: Told) -> None:
    """Give a gain the day of the retreat told with it, and a retreat the day of the gain it made way for."""
    if gain.first is None and _dated(loss) and gain.sentence == loss.sentence:
        gain.first, gain.last, gain.precision, gain.draft.date = loss.first, loss.last, loss.precision, loss.draft.date
    _date_before(gain, loss)
    beside = gain.sentence == loss.sentence and _dated(gain)
    if not _dated(loss) and gain.first and (loss.first is None or loss.draft.background or beside):
        loss.first, loss.last, loss.precision = gain.first, gain.last, gain.precision


def _conceded(gain: Told, loss: Told) -> None:
    """Name who lost, and confirm the gain where he says so himself."""
    if gain.draft.opponent is None and loss.draft.actor is not None:
        gain.draft.opponent = loss.draft.actor
        gain.draft.notes.append(f"opponent: {loss.draft.actor}, who is told to have left it")
    if loss.draft.status is Status.CONFIRMED and gain.draft.status is not Status.CONFIRMED:
        gain.draft.status, gain.draft.claimant = Status.CONFIRMED, loss.draft.claimant
        gain.draft.notes.append(f"confirmed by the retreat that {loss.draft.claimant} speaks of")


def _lost_to(scene: Scene, told: list[Told], one: Told) -> bool:
    """Say whether a loss is the other side of a gain that the article tells: "Y lost X", which Z took."""
    return (
        one.draft.action is Action.WITHDRAW
        and one.draft.shape is Shape.LOSES
        and one.effective
        and any(
            t.draft.action in GAINS
            and t.draft.place.key == one.draft.place.key
            and t.effective
            and (scene.hostile(t.draft.actor, one.draft.actor) or not t.draft.actor)
            and overlap(t, one, 2 * _SLACK)
            for t in told
        )
    )


def _nobodys(scene: Scene, one: Told) -> bool:
    """Say whether it tells of nobody: a retreat without its force, or a gain between unknowns in no known war."""
    draft = one.draft
    if not scene.wars and draft.action in GAINS and draft.actor is None and draft.opponent is None:
        return True
    return one.draft.action is Action.WITHDRAW and one.draft.actor is None and one.effective


def _idle(told: list[Told], one: Told) -> bool:
    """Say whether an entry or an approach adds nothing beside a capture told in the same breath."""
    draft = one.draft
    if draft.action not in {Action.ENTER, Action.APPROACH}:
        return False
    return any(
        o.draft.action in GAINS
        and (o.first, o.last) == (one.first, one.last)
        and o.draft.place.key == draft.place.key
        and o.sentence == one.sentence
        and o.effective
        and _shares(o, one)
        for o in told
    )


def _told_by_name(scene: Scene, told: list[Told], one: Told) -> bool:
    """Say whether "two settlements in the region" were taken that the next sentences name."""
    draft = one.draft
    place = draft.place.resolution.place if draft.place.resolution is not None else None
    area = place is not None and place.feature_class is FeatureClass.ADMIN
    few = _FEW.search(scene.article.text, one.start, one.end)
    if not (few and area and draft.partial and not draft.place.named and draft.action in GAINS and one.effective):
        return False
    return any(
        t.draft.action in GAINS
        and t.effective
        and one.start < t.start < one.start + _SOON
        and not t.draft.place.partial
        and scene.side(t.draft.actor) == scene.side(draft.actor)
        and overlap(t, one, _SLACK)
        for t in told
    )


_SOON = 700
_FEW = re.compile(r"\b(?:two|three|four|five|[2-5]) (?:\w+ ){0,2}(?:settlements|villages|towns|hamlets|cities)\b")


def _shares(capture: Told, entry: Told) -> bool:
    return capture.under == entry.at or entry.under == capture.at


def _date_before(gain: Told, loss: Told) -> None:
    """Date an undated retreat, told later, by the entry of the enemy: nobody leaves what was taken before."""
    if not _dated(loss) and gain.last and loss.first and gain.last < loss.first <= gain.last + _WEEK:
        loss.first, loss.last, loss.precision = gain.first, gain.last, gain.precision


def _event(scene: Scene, told: Told) -> Event:
    draft = told.draft
    resolution = draft.place.resolution
    place = resolution.place if resolution is not None else None
    precision = resolution.precision if resolution is not None and place is not None else Precision.UNKNOWN
    partial = draft.partial and draft.action in GAINS | {Action.WITHDRAW, Action.HOLD}
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
        reasons=reasons_of(scene, told),
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
