"""The tables of the comparison page, as its scripts take them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from geo.actors import Actors
from geo.model import Event
from maps.columns import Faces, day_number
from maps.compare import Comparison, End
from maps.compare_ground import NO_DATA
from maps.compare_places import Change, Disputed
from maps.event_columns import written_names
from maps.schema import PlaceState
from maps.style import looks

NO_ACTORS = frozenset({NO_DATA, PlaceState.CONTESTED.value, PlaceState.UNKNOWN.value})
SHOWN_STRETCHES = 40


def named_events(comparison: Comparison, events: Sequence[Event]) -> list[Event]:
    """Return the events that changed and disputed places name."""
    rows: tuple[Change | Disputed, ...] = (*comparison.changed, *comparison.disputed)
    named = {event_id for row in rows for event_id in row["event_ids"]}
    return [event for event in events if event.id in named]


def facts(comparison: Comparison, events: Sequence[Event], actors: Actors, house: Mapping[str, str]) -> dict[str, Any]:
    """Return the tables of the page.

    `events` are those of its event layer, in its order, `house` is how places are written, by their ids.
    """
    numbers = {event.id: number for number, event in enumerate(events)}
    names = {**written_names(events), **house}

    def spot(row: Change | Disputed) -> dict[str, Any]:
        told = sorted(numbers[event_id] for event_id in row["event_ids"] if event_id in numbers)
        name = names.get(row["place_id"], row["place"])
        return {"place": name, "at": [row["lon"], row["lat"]], "events": told}

    return {
        "ends": [_end(comparison.before), _end(comparison.after)],
        "foreign": comparison.foreign,
        "versus": comparison.versus,
        "actors": comparison.actors,
        "pairs": comparison.pairs,
        "agreement": comparison.agreement,
        "front": comparison.front,
        "sides": _sides(comparison, actors),
        "looks": Faces(actors, _codes(comparison) - NO_ACTORS).rows(),
        "changed": [
            spot(row)
            | {name: row[name] for name in ("from", "to", "kind", "day")}
            | {"over": _ended(row["from"], comparison, actors)}
            for row in comparison.changed
        ],
        "disputed": [spot(row) for row in comparison.disputed],
        "stretches": comparison.stretches[:SHOWN_STRETCHES],
        "series": comparison.series,
        "notes": comparison.notes,
    }


def _end(end: End) -> dict[str, Any]:
    return {
        "day": end.snapshot.as_of.isoformat(),
        "name": end.name,
        "known_by": day_number(end.snapshot.known_by),
        "inferred_from": end.snapshot.inferred_from,
    }


def _codes(comparison: Comparison) -> set[str]:
    codes = set(comparison.actors) | {row[end] for row in comparison.changed for end in ("from", "to")}
    return codes | {code for total in comparison.series for code in total["actors"]}


def _sides(comparison: Comparison, actors: Actors) -> dict[str, list[str]]:
    """Return for each side of the front its name, that of its actors, and the one of them with the most ground."""
    found: dict[str, list[str]] = {}
    ground = {code: row["km2_from"] + row["km2_to"] for code, row in comparison.actors.items()}
    for side in sorted({row[end] for row in comparison.front["sides"] for end in ("side_a", "side_b")}):
        own = sorted((code for code in ground if actors.side(code) == side), key=lambda code: (-ground[code], code))
        named = actors.get(side)
        labels = [look.label for code in own for look in looks(actors, [code])]
        found[side] = [(named.label or named.name) if named else ", ".join(labels) or side, own[0] if own else side]
    return found


def _ended(code: str, comparison: Comparison, actors: Actors) -> str | None:
    """Return the last day of a force that ended between the two days."""
    actor = actors.get(code)
    days = sorted(end.snapshot.as_of for end in (comparison.before, comparison.after))
    if actor is None or actor.to_day is None or not days[0] <= actor.to_day < days[1]:
        return None
    return actor.to_day.isoformat()
