"""From single events to what a day's events say together of a place, and which of them prevail when they contradict."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from geo.actors import Actors
from geo.model import Action, Event, Extent, Status
from maps.effects import EFFECTS
from maps.rules import DEFAULT, Rules
from maps.schema import PlaceState
from maps.steps import BOAST, CONCEDED, PLAIN, Report, Step

ORDER = {action: rank for rank, action in enumerate(EFFECTS)}
_TAKING = frozenset({Action.CAPTURE, Action.TRANSFER})
ONE_DAY = timedelta(days=1)
_WORDS = re.compile(r"\w+")


def effect_day(event: Event) -> date | None:
    """Return the day on which an event takes effect; an event without a first day never does."""
    return None if event.day_from is None else (event.day_to or event.day_from)


def reports_of(
    events: Iterable[Event], actors: Actors, rules: Rules = DEFAULT, *, whole_area: bool = False
) -> tuple[Report, ...]:
    """Return what the events of one place and day say, grouped by action, extent and actor, in a fixed order."""
    groups: dict[tuple[int, str, str], list[Event]] = defaultdict(list)
    denials: set[tuple[Action, str]] = set()
    for event in sorted({event.id: event for event in events}.values(), key=lambda event: event.id):
        if event.status is Status.DENIED:
            denials.add((event.action, event.actor or ""))
        elif event.effective and not (rules.isw and _strength(event, actors) == BOAST):
            groups[(ORDER[event.action], event.extent, event.actor or "")].append(event)
    return tuple(
        _report(group, actors, rules, denied=(group[0].action, group[0].actor or "") in denials, whole_area=whole_area)
        for _, group in sorted(groups.items())
    )


def prevailing(reports: Sequence[Report], step: Step, actors: Actors) -> tuple[Report, ...]:
    """Return the reports of a day without those that better ones contradict; equals make the place contested.

    Two sides cannot both have a place at the end of a day. What is confirmed or said against one's own side beats a
    plain report, and that a boast; then the number of independent sources decides. An attack said to be beaten back
    yields to a capture or an entry no weaker. Who captures and leaves on one day has changed nothing. What is said of
    the place itself beats what is said of its region; a taker whom nobody names contradicts none who is named.
    """
    left = {_side(r, actors) for r in reports if r.action is Action.WITHDRAW and r.actor and not r.whole_area}
    reports = [r for r in reports if not (r.action in _TAKING and _side(r, actors) in left)]
    if any(_holds(r) and r.actor for r in reports):
        reports = [r for r in reports if not (_holds(r) and r.actor is None)]
    holder = actors.side(step.actor) if step.actor else ""
    repelled = max(
        (_score([r]) for r in reports if r.action is Action.REPEL and _side(r, actors) == holder), default=None
    )
    holders = {
        side: _score([r for r in reports if _holds(r) and _side(r, actors) == side])
        for side in sorted({_side(r, actors) for r in reports if _holds(r)})
    }
    if repelled is not None:
        reports = [r for r in reports if r.action is not Action.ENTER or _score([r]) >= repelled]
        if all(score < repelled for score in holders.values()):
            return tuple(r for r in reports if not _holds(r))
    if not holders:
        return tuple(reports)
    winners = [side for side, score in holders.items() if score == max(holders.values())]
    kept = [r for r in reports if not _holds(r) or _side(r, actors) in winners]
    kept = [r for r in kept if r.action is not Action.REPEL or _side(r, actors) in winners]
    return tuple(kept) if len(winners) == 1 else _contested(kept, winners, step, actors)


def until_night(reports: Iterable[Report], step: Step, actors: Actors) -> tuple[list[Report], list[Report]]:
    """Return a day's reports with captures from a holder as mere entries, and the captures that wait for the night."""
    now: list[Report] = []
    waiting: list[Report] = []
    for report in reports:
        if _seizes(report, step, actors):
            waiting.append(report)
            now.append(replace(report, action=Action.ENTER, extent=Extent.PARTIAL))
        else:
            now.append(report)
    return now, waiting


def past_night(waiting: Iterable[Report], today: Sequence[Report], actors: Actors) -> list[Report]:
    """Return the captures of the day before that no report of today, as strong, undoes: they take effect today."""
    return [replace(report, day=report.day + ONE_DAY) for report in waiting if not _undone(report, today, actors)]


def _seizes(report: Report, step: Step, actors: Actors) -> bool:
    taken = report.action is Action.CAPTURE and report.extent is Extent.FULL and not report.whole_area
    return taken and bool(report.actor and step.actor) and _side(report, actors) != actors.side(str(step.actor))


def _undone(report: Report, today: Sequence[Report], actors: Actors) -> bool:
    def undoes(other: Report) -> bool:
        if other.action is Action.WITHDRAW:
            return _side(other, actors) == _side(report, actors)
        holds = _holds(other) or other.action is Action.REPEL
        return holds and bool(other.actor) and _side(other, actors) != _side(report, actors)

    return any(undoes(other) for other in today if not other.whole_area and other.strength >= report.strength)


def _contested(reports: Sequence[Report], winners: Sequence[str], step: Step, actors: Actors) -> tuple[Report, ...]:
    """Turn equal claims of several sides into one fight inside the place."""
    rest = [report for report in reports if not _holds(report)]
    claims = [report for report in reports if _holds(report)]
    held = actors.side(step.actor) if step.actor and step.state is PlaceState.HELD else None
    first = held if held in winners else winners[0]
    others = [report for report in claims if report.actor and actors.side(report.actor) != first]
    ours = [report for report in claims if report.actor and actors.side(report.actor) == first]
    ids = tuple(sorted({event_id for report in claims for event_id in report.event_ids}))
    if held != first:
        rest = [*rest, replace(ours[0], action=Action.HOLD, extent=Extent.FULL)]
    return (*rest, replace(others[0], action=Action.ENTER, extent=Extent.PARTIAL, event_ids=ids))


def _holds(report: Report) -> bool:
    """Whether a report names one side as having the whole place at the end of the day."""
    return report.extent is Extent.FULL and (report.action in _TAKING or report.action is Action.HOLD)


def _side(report: Report, actors: Actors) -> str:
    return actors.side(report.actor) if report.actor else ""


def _score(reports: Sequence[Report]) -> tuple[int, int]:
    """Rank what several reports of one side say together: the best strength, then the sources that reach it."""
    best = max(0 if report.whole_area else report.strength for report in reports)
    top = [report for report in reports if (0 if report.whole_area else report.strength) == best]
    sources = frozenset[str]().union(*(report.sources for report in top))
    return best, min(len(sources), len(frozenset[str]().union(*(report.wordings for report in top))))


def _report(events: Sequence[Event], actors: Actors, rules: Rules, *, denied: bool, whole_area: bool) -> Report:
    first = events[0]
    day = effect_day(first)
    assert day is not None  # noqa: S101  only dated events are grouped
    weakest = BOAST if rules.wikipedia else PLAIN
    opponents = Counter(event.opponent for event in events if event.opponent)
    return Report(
        day=day,
        action=first.action,
        actor=first.actor,
        opponent=min(opponents, key=lambda code: (-opponents[code], code), default=None),
        extent=first.extent,
        strength=max(weakest, *(_strength(event, actors) for event in events)),
        sources=frozenset(_source(event, actors) for event in events),
        wordings=frozenset(_wording(event) for event in events),
        denied=denied,
        sentences=tuple(sorted({event.provenance.sentence for event in events})),
        event_ids=tuple(event.id for event in events),
        whole_area=whole_area,
    )


def _strength(event: Event, actors: Actors) -> int:
    """Rank who says so: confirmed or against the speaker's own side, a plain report, a boast."""
    if event.status is Status.CONFIRMED:
        return CONCEDED
    if event.status is not Status.CLAIMED:
        return PLAIN
    if event.claimant is None or event.actor is None:
        return BOAST
    good_for_actor = event.action is not Action.WITHDRAW
    own = actors.side(event.claimant) == actors.side(event.actor)
    return BOAST if own == good_for_actor else CONCEDED


def _source(event: Event, actors: Actors) -> str:
    if event.status is not Status.REPORTED and event.claimant:
        return f"side {actors.side(event.claimant)}"
    return f"source {event.provenance.source}" if event.provenance.source else f"article {event.provenance.article_id}"


def _wording(event: Event) -> str:
    """Return the words alone, so that a reprint counts once; a row without a sentence stands for itself."""
    words = " ".join(_WORDS.findall(event.provenance.sentence.casefold()))
    return words or event.id
