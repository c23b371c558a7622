"""Which events of a run say the same, and which contradict each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from geo.model import EFFECTIVE, Action, Article, Event, Status

_SHINGLE = 5
_SAME_TEXT = 0.6
_SLACK = timedelta(days=1)
_GAINS = frozenset({Action.CAPTURE, Action.TRANSFER})
_KEEPS = frozenset({Action.HOLD, Action.REPEL})


def link_events(events: Sequence[Event], articles: Sequence[Article]) -> tuple[Event, ...]:
    """Return the events with `agrees` and `disagrees` filled over a run, in the order given.

    Two events agree when they tell the same change of the same place by the same actor on the same days; they disagree
    when one denies what the other says, or when two actors are said to have the place on the same day. Nearly identical
    texts are one source, so their events neither agree nor disagree with each other.
    """
    sources = _sources(articles)
    by_place: dict[str, list[Event]] = {}
    for event in events:
        by_place.setdefault(_place_key(event), []).append(event)
    linked: dict[str, Event] = {}
    for group in by_place.values():
        for event in group:
            others = [o for o in group if o.id != event.id and _same_days(event, o)]
            agrees = {o.id for o in others if _agree(event, o) and _apart(event, o, sources)}
            disagrees = {o.id for o in others if _disagree(event, o)}
            linked[event.id] = replace(event, agrees=tuple(sorted(agrees)), disagrees=tuple(sorted(disagrees)))
    return tuple(linked[event.id] for event in events)


def _place_key(event: Event) -> str:
    return event.place.id if event.place else f"?{event.place_words.casefold()}"


def _same_days(a: Event, b: Event) -> bool:
    if not (a.day_from and a.day_to and b.day_from and b.day_to):
        return False
    return a.day_from <= b.day_to + _SLACK and b.day_from <= a.day_to + _SLACK


def _agree(a: Event, b: Event) -> bool:
    return (
        a.status in EFFECTIVE
        and b.status in EFFECTIVE
        and a.extent == b.extent
        and ((a.action is b.action and a.actor == b.actor) or _gain_and_loss(a, b) or _gain_and_loss(b, a))
    )


def _gain_and_loss(gain: Event, loss: Event) -> bool:
    return gain.action in _GAINS and loss.action is Action.WITHDRAW and gain.opponent == loss.actor is not None


def _disagree(a: Event, b: Event) -> bool:
    if Status.PLANNED in {a.status, b.status}:
        return False
    if Status.DENIED in {a.status, b.status}:
        return a.status is not b.status and a.action is b.action and a.actor == b.actor
    held = _GAINS | _KEEPS
    return (
        a.action in held
        and b.action in held
        and bool(a.actor and b.actor and a.actor != b.actor)
        and not _follow(a, b)
        and _claims_against(a, b)
    )


def _claims_against(a: Event, b: Event) -> bool:
    """Two holders contradict each other when one lost the place to the other, and not when both took it together."""
    return a.opponent == b.actor or b.opponent == a.actor or a.action is not b.action


def _follow(a: Event, b: Event) -> bool:
    """Say whether the two are told as one after the other: different days of one article are a story, not a quarrel."""
    return a.provenance.article_id == b.provenance.article_id and _days(a) != _days(b)


def _days(event: Event) -> tuple[date | None, date | None]:
    return event.day_from, event.day_to


def _apart(a: Event, b: Event, sources: dict[str, int]) -> bool:
    first, second = a.provenance.article_id, b.provenance.article_id
    return sources.get(first, -1) != sources.get(second, -2)


def _sources(articles: Sequence[Article]) -> dict[str, int]:
    """Return a number for the source of each article: reprints, which share most of their shingles, have the same."""
    numbers: dict[str, int] = {}
    seen: dict[str, list[int]] = {}
    shingles: list[frozenset[str]] = []
    for article in sorted(articles, key=lambda a: a.id):
        mine = _shingles(article.text)
        candidates = sorted({n for shingle in mine for n in seen.get(shingle, ())})
        same = next((n for n in candidates if _overlap(mine, shingles[n]) >= _SAME_TEXT), None)
        if same is None:
            same = len(shingles)
            shingles.append(mine)
            for shingle in mine:
                seen.setdefault(shingle, []).append(same)
        numbers[article.id] = same
    return numbers


def _shingles(text: str) -> frozenset[str]:
    words = "".join(letter if letter.isalnum() else " " for letter in text.casefold()).split()
    return frozenset(" ".join(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1)))


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """Return which part of the shorter text stands in the longer."""
    return len(a & b) / max(1, min(len(a), len(b)))
