"""Lists that leave the verb out after the first place: "took A on Monday, B on Tuesday and C a day later"."""

from __future__ import annotations

import re
from dataclasses import replace

from geo.date_spans import DateSpan
from geo.events import tree
from geo.events.draft import ClauseDraft
from geo.events.parsed import Parsed
from geo.events.place_refs import PlaceRef, direct
from geo.events.told import Told
from geo.model import Action

_TOLD_AGAIN = frozenset({Action.CAPTURE, Action.TRANSFER, Action.WITHDRAW})
_JOIN = re.compile(r"\s*,?\s*(?:and|then|and then|,)?\s+(?:the )?", re.IGNORECASE)
_CLOSES = re.compile(
    r"\s*(?:[.;:,)]|$|(?:and|but|while|after|as|before|when|once|from|in|with|without|amid|following|during|despite)\b)"
)
_WHEN = re.compile(r"\s*(?:(?:on|in|by|at)\s+)?(?:the\s+)?", re.IGNORECASE)


def gapped(parsed: Parsed, told: Told) -> list[ClauseDraft]:
    """Return what a clause tells of the places that follow its date, each with a date of its own."""
    draft = told.draft
    date = draft.date
    if not isinstance(draft, ClauseDraft) or draft.action not in _TOLD_AGAIN or date is None:
        return []
    found: list[ClauseDraft] = []
    at = date.end if date.start > draft.place.start else draft.place.end
    while (pair := _next(parsed, at)) is not None:
        ref, when = pair
        at = when.end
        if ref.key != draft.place.key:
            found.append(replace(draft, place=replace(ref, unknown=False), date=when, partial=ref.partial))
    return found


def own_date(parsed: Parsed, draft: ClauseDraft) -> DateSpan | None:
    """Return the date that stands right behind a place of the clause, where the sentence gives several."""
    token = parsed.token_at(draft.place.start)
    here = token is not None and draft.token in tree.ancestors(token)
    return _date_at(parsed, draft.place.end) if here and len(parsed.dates) > 1 else None


def _next(parsed: Parsed, at: int) -> tuple[PlaceRef, DateSpan] | None:
    """Return the place that comes next in a list, and the date right behind it."""
    text = parsed.scene.article.text
    joined = _JOIN.match(text, at)
    if joined is None or joined.end() == at or not text[at : joined.end()].strip():
        return None
    token = parsed.token_at(joined.end())
    ref = next(direct(parsed, token), None) if token is not None else None
    if token is None or ref is None or ref.start != joined.end() or token.dep_ in {"nsubj", "nsubjpass"}:
        return None
    when = _date_at(parsed, ref.end)
    return (ref, when) if when is not None and _CLOSES.match(text, when.end) else None


def _date_at(parsed: Parsed, at: int) -> DateSpan | None:
    words = _WHEN.match(parsed.scene.article.text, at)
    return next((d for d in parsed.dates if words and at < d.start <= words.end()), None)
