"""What each reported action does to the control of its place: one small function an action, listed in EFFECTS.

A `Step` is the control of a place from a day on. Each effect takes the step as it stands, what a day's reports of one
action and actor say together (`Report`), and the actors; it returns the next step. The rules are those of the design:
contested means that enemy troops are inside; besieged is a flag beside the holder; a withdrawal empties a place but
never undoes a capture.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

from geo.actors import Actors
from geo.model import Action, Extent
from maps.rules import Rules
from maps.schema import PlaceState
from maps.steps import OWN_WEIGHT, Report, Step

TOLD_AGAIN = timedelta(days=7)  # within which a capture by nobody named repeats the news of who took the place
_LIFTED = re.compile(
    r"\b(br(?:oke|oken|eak|eaks|eaking)|lift\w*|end(?:ed|s|ing)?|reliev\w*|rais(?:ed|es|ing))\b[^.;]{0,60}"
    r"\b(siege|encirclement|blockade)\b"
    r"|\b(siege|encirclement|blockade)\b[^.;]{0,60}\b(broken|lifted|ended|relieved|raised|over)\b",
    re.IGNORECASE,
)


Effect = Callable[[Step, Report, Actors], Step]


def expired(step: Step, actors: Actors, day: date) -> Step:
    """Return the step on the evening of a later day: a force that has ceased to exist holds nothing.

    It is gone on the evening of its last day already, except where that very day's word says that it holds.
    """
    ends = {code: end for code in (step.actor, step.rival) if code and (end := _end(step, actors, code)) <= day}
    if not ends or step.state is PlaceState.UNKNOWN:
        return step
    since = max(ends.values())
    left = [code for code in (step.actor, step.rival) if code and code not in ends]
    if step.state is PlaceState.CONTESTED and left:
        return replace(step, state=PlaceState.HELD, actor=left[0], rival=None, since=since, confidence=0.5)
    if step.actor in ends:
        left_empty = Step(day=step.day, state=PlaceState.UNKNOWN, emptied=True, since=since, weight=step.weight)
        return replace(left_empty, event_ids=step.event_ids)
    return replace(step, rival=None, besieged=False)


def _end(step: Step, actors: Actors, code: str) -> date:
    """Return the day from which on what a step says of an actor is over."""
    actor = actors.get(code)
    if actor is None or actor.to_day is None:
        return date.max
    return actor.to_day if step.day < actor.to_day else actor.to_day + timedelta(days=1)


def take(step: Step, report: Report, actors: Actors) -> Step:
    """Capture or transfer: the actor holds; a part of a town makes it contested; for nobody named see `_fell`."""
    if report.extent is Extent.PARTIAL:
        ours = step.state is PlaceState.HELD and _same_side(step.actor, report.actor, actors)
        return _confirmed(step, report) if ours and not report.whole_area else enter(step, report, actors)
    if report.whole_area and not _concerns(step, report, actors):
        return step
    if report.actor is None:
        return _fell(step, report, actors)
    if step.state is PlaceState.HELD and _same_side(step.actor, report.actor, actors):
        return _confirmed(step, report, actor=_more_specific(str(step.actor), report.actor, actors))
    return replace(_changed(step, report, state=PlaceState.HELD, actor=report.actor, rival=None), taken=True)


def _fell(step: Step, report: Report, actors: Actors) -> Step:
    """Fall to nobody named: news already told, or the holder is unknown.

    It is told again, and confirmed, where the holder took the place within the last seven days, or where somebody else
    is said to have lost it. A contested place that one party is said to have lost is the other's. Otherwise nobody
    knows who has it.
    """
    named = report.opponent is not None
    if step.state is PlaceState.HELD:
        fresh = step.taken and step.since is not None and report.day - step.since <= TOLD_AGAIN
        lost = _same_side(step.actor, report.opponent, actors)
        if (fresh or named) and not lost:
            return _confirmed(step, report)
    if step.state is PlaceState.CONTESTED and named:
        left = [code for code in (step.actor, step.rival) if code and not _same_side(code, report.opponent, actors)]
        if len(left) == 1:
            return replace(_changed(step, report, state=PlaceState.HELD, actor=left[0], rival=None), taken=True)
    return _changed(step, report, state=PlaceState.UNKNOWN, actor=None, rival=None)


def withdraw(step: Step, report: Report, actors: Actors) -> Step:
    """Leave: a holder leaves the place unknown, one of two parties leaves it to the other, others change nothing."""
    if report.extent is Extent.PARTIAL or step.state is PlaceState.UNKNOWN:
        return step
    if step.state is PlaceState.CONTESTED:
        parties = (step.actor, step.rival)
        stays = [code for code in parties if code and not _same_side(code, report.actor, actors)]
        if len(stays) != 1 or report.actor is None:
            return step
        return _changed(step, report, state=PlaceState.HELD, actor=stays[0], rival=None)
    if step.besieged and _same_side(step.rival, report.actor, actors):
        return _confirmed(replace(step, besieged=False, rival=None), report)
    if report.actor is None or report.actor in {step.actor, actors.side(str(step.actor))}:
        return replace(_changed(step, report, state=PlaceState.UNKNOWN, actor=None, rival=None), emptied=True)
    return step


def enter(step: Step, report: Report, actors: Actors) -> Step:
    """Come in: contested with the holder; an emptied place is the entrant's, less surely."""
    if report.whole_area or report.actor is None:
        return step
    if step.actor is None:
        if step.emptied:
            changed = _changed(step, report, state=PlaceState.HELD, actor=report.actor, rival=None)
            return replace(changed, confidence=round(changed.confidence * 0.8, 6), taken=True)
        holder = report.opponent if not _same_side(report.opponent, report.actor, actors) else None
        return _changed(step, report, state=PlaceState.CONTESTED, actor=holder, rival=report.actor)
    if _same_side(step.actor, report.actor, actors) or not actors.hostile(step.actor, report.actor, report.day):
        return step
    if step.state is PlaceState.CONTESTED:
        return _confirmed(step, report) if _same_side(step.rival, report.actor, actors) else step
    return _changed(step, report, state=PlaceState.CONTESTED, actor=step.actor, rival=report.actor)


def besiege(step: Step, report: Report, actors: Actors) -> Step:
    """Encircle: the holder stays, besieged by the actor."""
    if report.whole_area or step.state is PlaceState.CONTESTED or _same_side(step.actor, report.actor, actors):
        return step
    if step.state is PlaceState.UNKNOWN and report.opponent:
        step = _changed(step, report, state=PlaceState.HELD, actor=report.opponent, rival=None)
    flagged = replace(step, besieged=True, rival=report.actor, weight=max(step.weight, OWN_WEIGHT))
    return replace(flagged, day=report.day, event_ids=_with(step.event_ids, report))


def hold(step: Step, report: Report, actors: Actors) -> Step:
    """Keep: the actor holds, whoever was thought to; a siege is over when the sentence says so."""
    if report.actor is None:
        return _confirmed(step, report) if step.actor else step
    if report.whole_area:
        return _confirmed(step, report) if _same_side(step.actor, report.actor, actors) else step
    if step.state is not PlaceState.HELD or not _same_side(step.actor, report.actor, actors):
        step = _changed(step, report, state=PlaceState.HELD, actor=report.actor, rival=None)
    else:
        step = _confirmed(step, report, actor=_more_specific(str(step.actor), report.actor, actors))
    if step.besieged and any(_LIFTED.search(sentence) for sentence in report.sentences):
        return replace(step, besieged=False, rival=None)
    return step


def repel(step: Step, report: Report, actors: Actors) -> Step:
    """Beat back: the holder is confirmed, a fight inside is won; a place of unknown holder is the actor's."""
    ours = _same_side(step.actor, report.actor, actors)
    if report.whole_area or report.actor is None or not (ours or step.actor is None):
        return step
    if ours and step.state is PlaceState.HELD:
        return _confirmed(step, report)
    return _changed(step, report, state=PlaceState.HELD, actor=step.actor or report.actor, rival=None)


def near(step: Step, report: Report, _actors: Actors) -> Step:
    """Fight or come near: the holder stays, and counts as known of that day."""
    if report.whole_area or step.state is PlaceState.UNKNOWN:
        return step
    return replace(
        step, day=report.day, weight=max(step.weight, report.weight), event_ids=_with(step.event_ids, report)
    )


def fight(step: Step, report: Report, actors: Actors) -> Step:
    """Fight at the place, where that makes it contested: between its holder and the other party."""
    parties = [code for code in (report.actor, report.opponent) if code and not _same_side(code, step.actor, actors)]
    if not parties or step.actor is None:
        return near(step, report, actors)
    return enter(step, replace(report, actor=parties[0]), actors)


def nothing(step: Step, _report: Report, _actors: Actors) -> Step:
    """Leave control as it is."""
    return step


EFFECTS: Mapping[Action, Effect] = MappingProxyType(
    {  # in the order in which a day's reports take effect
        Action.WITHDRAW: withdraw,
        Action.STRIKE: nothing,
        Action.DEPLOY: nothing,
        Action.APPROACH: near,
        Action.CLASH: near,
        Action.REPEL: repel,
        Action.BESIEGE: besiege,
        Action.HOLD: hold,
        Action.ENTER: enter,
        Action.TRANSFER: take,
        Action.CAPTURE: take,
    }
)


def effect_of(action: Action, rules: Rules) -> Effect:
    """Return what an action does by the rules that decide."""
    return fight if action is Action.CLASH and not rules.wikipedia else EFFECTS[action]


def _changed(step: Step, report: Report, *, state: PlaceState, actor: str | None, rival: str | None) -> Step:
    return Step(
        day=report.day,
        state=state,
        actor=actor,
        rival=rival,
        since=report.day,
        confidence=round(report.confidence * (0.0 if state is PlaceState.UNKNOWN else 1.0), 6),
        weight=max(report.weight, step.weight if report.whole_area else 0.0),
        event_ids=report.event_ids if step.since != report.day else _with(step.event_ids, report),
    )


def _confirmed(step: Step, report: Report, actor: str | None = None) -> Step:
    """Keep the state: half of the report's confidence is taken off the doubt that is left."""
    doubt = (1 - step.confidence) * (1 - report.confidence / 2)
    return replace(
        step,
        day=report.day,
        actor=actor or step.actor,
        confidence=round(1 - doubt, 6),
        weight=step.weight if report.whole_area else max(step.weight, report.weight),
        event_ids=_with(step.event_ids, report),
    )


def _with(event_ids: tuple[str, ...], report: Report) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*event_ids, *report.event_ids]))


def _same_side(a: str | None, b: str | None, actors: Actors) -> bool:
    return a is not None and b is not None and actors.side(a) == actors.side(b)


def _more_specific(known: str, named: str, actors: Actors) -> str:
    """Of two actors of a side prefer the newly named, unless it is only the side's own general name."""
    return known if named == actors.side(named) else named


def _concerns(step: Step, report: Report, actors: Actors) -> bool:
    """Whether a statement about a whole area may speak of this place: it was the loser's, or nobody's known."""
    if step.actor is None or report.opponent is None:
        return True
    return _same_side(step.actor, report.opponent, actors) or _same_side(step.actor, report.actor, actors)
