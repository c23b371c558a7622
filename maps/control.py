"""Who held which place on a day: a baseline and the events since, folded place by place."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from geo.actors import Actors
from geo.model import Action, Event, Extent, FeatureClass, Place, Precision
from maps.baseline import BaselineRow
from maps.effects import effect_of, expired, take
from maps.regions import Region
from maps.reports import ONE_DAY, ORDER, effect_day, past_night, prevailing, reports_of, until_night
from maps.rules import DEFAULT, Rules
from maps.schema import PlaceState
from maps.statements import Populated, of_quarters, on_their_places
from maps.steps import Report, Step
from maps.wear import Wear, confidence_left, wear_of, weight_left

PENDING = 0.7  # factor while an event that may already have happened is not yet certain to have
BASELINE_CONFIDENCE = 0.8
_UNSETTLING = frozenset({Action.CAPTURE, Action.TRANSFER, Action.WITHDRAW, Action.ENTER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """Who held a place on a day, how surely, since when, and the events that say so.

    `actor` is the holder, `rival` is inside with it when contested, or besieges it. `weight` says how much the place
    counts among its neighbours when areas are drawn.
    """

    place: Place
    state: PlaceState
    actor: str | None
    rival: str | None
    besieged: bool
    since: date | None
    confidence: float
    weight: float
    event_ids: tuple[str, ...]


@dataclass
class _Latest:
    """What was found for the day last asked for, place by place; the next day starts from it."""

    day: date | None
    steps: list[Step | None]
    sides: list[str]
    enemies: dict[str, frozenset[str]]
    controls: list[Control | None]


@dataclass(frozen=True)
class Timeline:
    """The control of every place through time: `on(day)` answers for one day, `days` are those with a change."""

    actors: Actors
    places: tuple[Place, ...]
    steps: tuple[tuple[Step, ...], ...] = field(repr=False)
    pending: tuple[tuple[tuple[date, date], ...], ...] = field(repr=False)
    wear: Wear = field(repr=False)

    @property
    def days(self) -> tuple[date, ...]:
        """All days on which the control of some place, or its confidence, may change, in order."""
        days = {step.day for steps in self.steps for step in steps}
        days |= {day for spans in self.pending for span in spans for day in span}
        last = {actor.to_day for actor in self.actors if actor.to_day}
        ends = last | {day + ONE_DAY for day in last}
        return tuple(sorted(days | {day for day in ends if days and min(days) <= day}))

    def on(self, day: date) -> tuple[Control, ...]:
        """Return the control of every place of which something is known by a day, in the order of place ids."""
        now = self._latest
        first, last = (bisect_right(self._turns, (d, len(self.places))) if d else 0 for d in (now.day, day))
        turned = {n for _, n in self._turns[first:last]} if first <= last else set(range(len(self.places)))
        for n in turned:
            step = self._step(n, day)
            now.steps[n] = step
            now.sides[n] = self._side(step) if step and step.state is PlaceState.HELD else ""
        present = sorted(set(now.sides))
        enemies = {side: self._enemies(side, present, day) for side in present}
        facing = {side for side in enemies | now.enemies if enemies.get(side) != now.enemies.get(side)}
        if facing:
            turned |= {n for n, step in enumerate(now.steps) if step and self._side(step) in facing}
        for n in turned:
            step = now.steps[n]
            again = self._control(n, step, now.sides, enemies, day) if step else None
            if again != now.controls[n]:
                now.controls[n] = again
        now.day, now.enemies = day, enemies
        return tuple(control for control in now.controls if control)

    @cached_property
    def _latest(self) -> _Latest:
        count = len(self.places)
        return _Latest(None, [None] * count, [""] * count, {}, [None] * count)

    @cached_property
    def _turns(self) -> tuple[tuple[date, int], ...]:
        """The days from which on the control of a place may be another, each with the place, in order."""
        last = {actor.to_day for actor in self.actors if actor.to_day}
        ends = last | {day + ONE_DAY for day in last}
        own = [{step.day for step in steps} for steps in self.steps]
        turns: set[tuple[date, int]] = set()
        for n, moves in enumerate(self.wear.moves):
            days = ends | own[n] | {move.day for move in moves}
            days |= {day for span in self.pending[n] for day in span}
            turns.update((day, n) for day in days)
        first = min((steps[0].day for steps in self.steps if steps), default=None)
        for k, days in enumerate(own):
            if days != {first}:
                turns.update((day, n) for day in days for n in self.wear.near(k) if self.wear.moves[n])
        return tuple(sorted(turns))

    def _step(self, n: int, day: date) -> Step | None:
        steps = self.steps[n]
        last = bisect_right(steps, day, key=lambda step: step.day)
        return expired(steps[last - 1], self.actors, day) if last else None

    def _side(self, step: Step) -> str:
        return self.actors.side(step.actor) if step.actor else ""

    def _enemies(self, side: str, sides: Sequence[str], day: date) -> frozenset[str]:
        others = [other for other in sides if side and other and other != side]
        return frozenset(other for other in others if self.actors.hostile(side, other, day))

    def _control(
        self, n: int, step: Step, sides: Sequence[str], enemies: Mapping[str, frozenset[str]], day: date
    ) -> Control:
        side = self._side(step)
        lost = self.wear.lost_since(n, step, side, day)
        amid = lost > 0 and self.wear.amid(n, sides, enemies.get(side, frozenset()))
        factor = confidence_left(lost, amid)
        if any(start <= day < end for start, end in self.pending[n]):
            factor *= PENDING
        return Control(
            place=self.places[n],
            state=step.state,
            actor=step.actor,
            rival=step.rival,
            besieged=step.besieged,
            since=step.since,
            confidence=round(step.confidence * factor, 4),
            weight=weight_left(step, lost, amid),
            event_ids=step.event_ids,
        )


def timeline(
    baseline: Sequence[BaselineRow],
    events: Iterable[Event],
    actors: Actors,
    *,
    region: Region | None = None,
    gazetteer: Populated | None = None,
    known_by: date | None = None,
    rules: Rules = DEFAULT,
) -> Timeline:
    """Fold a baseline and events into the control of every place through time.

    Parameters
    ----------
    baseline
        Who held what at the start; without any, only what events tell is known.
    events
        In any order. Those without a place or a first day, denied and planned ones change nothing, nor does what took
        effect before the first day of the baseline.
    actors
        Sides and their relations; a name that is no code is a side of its own.
    region
        Whose units a statement about a whole area may mean; without one such statements change nothing.
    gazetteer
        The places that such a statement speaks of beside those otherwise known.
    known_by
        Leave out articles published after this day.
    rules
        Which rules decide besides those of `maps.effects`.
    """
    start = min((row.day for row in baseline), default=date.min)
    usable = [
        event
        for event in {event.id: event for event in events}.values()
        if event.place is not None
        and (effect_day(event) or date.min) >= max(start, date(1, 1, 2))
        and (known_by is None or event.provenance.published is None or event.provenance.published <= known_by)
    ]
    places = {row.place.id: row.place for row in baseline}
    own: dict[str, list[Event]] = defaultdict(list)
    for event in sorted(usable, key=lambda event: event.id):
        if event.place is not None and is_point(event):
            places.setdefault(event.place.id, event.place)
            own[event.place.id].append(event)
    of_area = on_their_places(usable, places, region, gazetteer)
    for quarter, event in of_quarters(own, places, baseline):
        of_area[quarter].append(event)
    ids = sorted(places)
    rows: dict[str, list[BaselineRow]] = defaultdict(list)
    for row in baseline:
        rows[row.place.id].append(row)
    steps = tuple(_fold(rows[i], own[i], of_area[i], actors, rules) for i in ids)
    pending = tuple(_pending(own[i], step, actors) for i, step in zip(ids, steps, strict=True))
    known = tuple(places[i] for i in ids)
    return Timeline(actors, known, steps, pending, wear_of(known, steps, actors))


def control_on(
    baseline: Sequence[BaselineRow],
    events: Iterable[Event],
    actors: Actors,
    day: date,
    known_by: date | None = None,
) -> tuple[Control, ...]:
    """Return who held each place on a day; see `timeline`."""
    return timeline(baseline, events, actors, known_by=known_by).on(day)


def is_point(event: Event) -> bool:
    """Whether an event speaks of a town or site rather than of an area."""
    place = event.place
    return place is not None and event.place_precision is not Precision.AREA and not _is_unit(place)


def _is_unit(place: Place) -> bool:
    return place.feature_class is FeatureClass.ADMIN


def _fold(
    rows: Sequence[BaselineRow], own: Sequence[Event], of_area: Sequence[Event], actors: Actors, rules: Rules
) -> tuple[Step, ...]:
    """Return the steps of one place, day by day: baseline first, then statements on its area, then its own events."""
    starts = {row.day: row for row in rows}
    by_day: dict[date, tuple[list[Event], list[Event]]] = defaultdict(lambda: ([], []))
    for which, events in enumerate((of_area, own)):
        for event in events:
            day = effect_day(event)
            if day is not None:
                by_day[day][which].append(event)
    nights = {day + ONE_DAY for day in by_day} if rules.acled else set()
    steps: list[Step] = []
    waiting: list[Report] = []
    for day in sorted(starts.keys() | by_day.keys() | nights):
        step = steps[-1] if steps else Step(day=day, state=PlaceState.UNKNOWN)
        step = _from_row(starts[day]) if day in starts else expired(step, actors, day)
        before = step
        areal, local = by_day[day]
        reports = [*reports_of(areal, actors, rules, whole_area=True), *reports_of(local, actors, rules)]
        for report in past_night(waiting, reports, actors):
            step = take(step, report, actors)
        prevail = prevailing(reports, step, actors)
        now, waiting = until_night(prevail, step, actors) if rules.acled else (prevail, [])
        for report in _in_order(now):
            step = effect_of(report.action, rules)(step, report, actors)
        if step != before or day in starts:
            steps.append(replace(step, day=day))
    return tuple(steps)


def _in_order(reports: Iterable[Report]) -> list[Report]:
    """Statements on the area first, then the place's own; each by action as EFFECTS lists them."""
    return sorted(reports, key=lambda r: (not r.whole_area, ORDER[r.action], r.extent is Extent.FULL, r.actor or ""))


def _from_row(row: BaselineRow) -> Step:
    sure = {PlaceState.HELD: BASELINE_CONFIDENCE, PlaceState.CONTESTED: 0.5, PlaceState.UNKNOWN: 0.0}
    return Step(
        day=row.day,
        state=row.state,
        actor=row.actor,
        rival=row.rival,
        since=row.day,
        confidence=sure[row.state],
        weight=row.weight,
    )


def _pending(own: Sequence[Event], steps: Sequence[Step], actors: Actors) -> tuple[tuple[date, date], ...]:
    """Return the spans in which an event that would unseat the holder may or may not have happened yet."""
    spans = set()
    for event in own:
        end = effect_day(event)
        if not event.effective or event.action not in _UNSETTLING or end is None or event.day_from is None:
            continue
        last = bisect_right(steps, event.day_from, key=lambda step: step.day)
        holder = steps[last - 1].actor if last else None
        friends = bool(holder and event.actor) and actors.side(str(holder)) == actors.side(str(event.actor))
        if event.day_from < end and holder and friends == (event.action is Action.WITHDRAW):
            spans.add((event.day_from, end))
    return tuple(sorted(spans))
