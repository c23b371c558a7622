"""Why an event was read so, for people: its trigger, its roles, its day and its status."""

from __future__ import annotations

from geo.date_spans import DateKind
from geo.events.scene import Scene
from geo.events.told import Told
from geo.model import Status

_KINDS = {
    DateKind.SINCE: "since a day",
    DateKind.RELATIVE: "counted from the event told before",
    DateKind.AFTER: "counted from the event told behind it",
    DateKind.BEFORE: "counted from the event told behind it",
    DateKind.OPEN: "which names no day",
    DateKind.FUTURE: "a day to come",
}


def reasons_of(scene: Scene, told: Told) -> tuple[str, ...]:
    """Return the reasons for each part of an event, a line each, in the words of the article where there are any."""
    draft = told.draft
    lines = [f"trigger: {_quoted(scene, *told.trigger)}, read as {draft.action.value}"]
    if draft.shape is not None:
        lines[0] += f" by the rule “{draft.shape.value}”"
    roles = [note for note in draft.notes if note.startswith(("actor:", "opponent:"))]
    for role, value in (("actor", draft.actor), ("opponent", draft.opponent)):
        if not any(note.startswith(f"{role}:") for note in roles):
            lines.append(f"{role}: {value}, by the words of the clause" if value else f"{role}: none is told")
    lines += roles
    lines.append(_place(scene, told))
    if draft.partial:
        lines.append("extent: only a part of it is meant")
    lines.append(_day(scene, told))
    lines.append(_status(told))
    lines += [note for note in draft.notes if note not in roles]
    if told.more:
        lines.append(f"told again: {len(told.more)} more times in this article")
    return tuple(lines)


def _quoted(scene: Scene, start: int, end: int) -> str:
    return "“" + " ".join(scene.article.text[start:end].split()) + "”"


def _place(scene: Scene, told: Told) -> str:
    ref = told.draft.place
    place = ref.resolution.place if ref.resolution is not None else None
    here = told.sentence[0] <= ref.start < told.sentence[1]
    where = "named in the sentence" if here else f"told before as {_quoted(scene, ref.start, ref.end)}"
    known = f"{place.name} ({place.id})" if place is not None else "no known place"
    return f"place: {ref.words}, {where}: {known}"


def _day(scene: Scene, told: Told) -> str:
    span = told.draft.date
    if span is not None:
        kind = _KINDS.get(span.kind, "")
        return f"day: {_quoted(scene, span.start, span.end)}" + (f", {kind}" if kind else "")
    if told.first is None:
        return "day: not told; told as past, so it was by the day of publication"
    if (told.first, told.last) == (scene.day, scene.day):
        return "day: not told, so the day of publication"
    return "day: that of what it is told with"


def _status(told: Told) -> str:
    draft = told.draft
    if draft.status is Status.REPORTED:
        return "status: reported, for the text itself says so"
    words = {
        Status.CLAIMED: "claimed by {}, a party to the fight",
        Status.CONFIRMED: "confirmed, for {} concedes it",
        Status.DENIED: "denied by {}",
        Status.PLANNED: "planned, ordered or announced by {}",
    }
    return "status: " + words[draft.status].format(draft.claimant or "one who is not named")
