"""What each reported action does to the control of its place: one small function an action, listed in EFFECTS.

A `Step` is the control of a place from a day on. Each effect takes the step as it stands, what a day's reports of one
action and actor say together (`Report`), and the actors; it returns the next step. The rules are those of the design:
contested means that enemy troops are inside; besieged is a flag beside the holder; a withdrawal empties a place but
never undoes a capture.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from geo.actors import Actors
from geo.model import Action, Extent
from maps.schema import PlaceState

OWN_WEIGHT = 4.0  # of a place with reported or confirmed events of its own, or besieged: a true enclave lives
CLAIM_WEIGHT = 2.0  # of a place known by claims alone
AREA_WEIGHT = 1.0  # of a place known by a statement about its whole region
AREA_CONFIDENCE = 0.6
_LIFTED = re.compile(
    r"\b(br(?:oke|oken|eak|eaks|eaking)|lift\w*|end(?:ed|s|ing)?|reliev\w*|rais(?:ed|es|ing))\b[^.;]{0,60}"
    r"\b(siege|encirclement|blockade)\b"
    r"|\b(siege|encirclement|blockade)\b[^.;]{0,60}\b(broken|lifted|ended|relieved|raised|over)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Control of a place from `day` on; `since` is the day on which this state and holder began.

    `actor` holds the place; `rival` is inside with it when contested, or besieges it. An `emptied` place is unknown
    because its holder is known to be gone. `confidence` is in 0..1, `weight` says how much the place counts among its
    neighbours.
    """

    day: date
    state: PlaceState
    actor: str | None = None
    rival: str | None = None
    besieged: bool = False
    emptied: bool = False
    since: date | None = None
    confidence: float = 0.0
    weight: float = 1.0
    event_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the events of one day, place, action and actor say together.

    `strength` is 3 for what is confirmed or said against one's own side, 2 for a plain report, 1 for a boast; `sources`
    are the independent speakers and `wordings` the differing texts, so that a reprint counts once; `whole_area` marks a
    statement about the region around the place.
    """

    day: date
    action: Action
    actor: str | None
    opponent: str | None
    extent: Extent
    strength: int
    sources: frozenset[str]
    wordings: frozenset[str]
    denied: bool
    sentences: tuple[str, ...]
    event_ids: tuple[str, ...]
    whole_area: bool = False

    @property
    def independent(self) -> int:
        """How many independent sources say so."""
        return min(len(self.sources), len(self.wordings))

    @property
    def confidence(self) -> float:
        """How far the report is to be believed: each further independent source halves the doubt."""
        doubt = {1: 0.5, 2: 0.3, 3: 0.15}[self.strength] * 0.5 ** (self.independent - 1)
        if self.whole_area:
            doubt = max(doubt, 1 - AREA_CONFIDENCE)
        return (1 - doubt) * (0.8 if self.denied else 1.0)

    @property
    def weight(self) -> float:
        """How much a place known by this report counts among its neighbours."""
        if self.whole_area:
            return AREA_WEIGHT
        return OWN_WEIGHT if self.strength > 1 else CLAIM_WEIGHT


Effect = Callable[[Step, Report, Actors], Step]


def expired(step: Step, actors: Actors, day: date) -> Step:
    """Return the step on a later day: a force that has ceased to exist holds nothing."""
    ends = [
        actor.to_day
        for code in (step.actor, step.rival)
        if code and (actor := actors.get(code)) is not None and actor.to_day is not None and actor.to_day < day
    ]
    gone = {code for code in (step.actor, step.rival) if code and not _acts(actors, code, day)}
    if not gone or step.state is PlaceState.UNKNOWN:
        return step
    since = max(ends, default=day) + timedelta(days=1)
    left = [code for code in (step.actor, step.rival) if code and code not in gone]
    if step.state is PlaceState.CONTESTED and left:
        return replace(step, state=PlaceState.HELD, actor=left[0], rival=None, since=since, confidence=0.5)
    if step.actor in gone:
        left_empty = Step(day=step.day, state=PlaceState.UNKNOWN, emptied=True, since=since, weight=step.weight)
        return replace(left_empty, event_ids=step.event_ids)
    return replace(step, rival=None, besieged=False)


def _acts(actors: Actors, code: str, day: date) -> bool:
    actor = actors.get(code)
    return actor is None or actor.to_day is None or day <= actor.to_day


def take(step: Step, report: Report, actors: Actors) -> Step:
    """Capture or transfer: the actor holds; a part of a town makes it contested; nobody named makes it unknown."""
    if report.extent is Extent.PARTIAL:
        ours = step.state is PlaceState.HELD and _same_side(step.actor, report.actor, actors)
        return _confirmed(step, report) if ours and not report.whole_area else enter(step, report, actors)
    if report.whole_area and not _concerns(step, report, actors):
        return step
    if report.actor is None:
        return _changed(step, report, state=PlaceState.UNKNOWN, actor=None, rival=None)
    if step.state is PlaceState.HELD and _same_side(step.actor, report.actor, actors):
        return _confirmed(step, report, actor=_more_specific(str(step.actor), report.actor, actors))
    return _changed(step, report, state=PlaceState.HELD, actor=report.actor, rival=None)


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
            return replace(changed, confidence=round(changed.confidence * 0.8, 6))
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
