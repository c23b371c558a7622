"""Lists that leave the verb out after the first place: "took A on Monday, B on Tuesday and C a day later"."""

from __future__ import annotations

import re
from dataclasses import replace

from geo.date_spans import DateSpan
from geo.events import tree
from geo.events.draft import ClauseDraft
from geo.events.parsed import Parsed
from geo.events.place_refs import PlaceRef, direct, own_site
from geo.events.told import Told
from geo.lexicon_places import SETTLEMENT_NOUNS, SITE_NOUNS
from geo.model import Action

_TOLD_AGAIN = frozenset({Action.CAPTURE, Action.TRANSFER, Action.WITHDRAW})
_JOIN = re.compile(r"\s*,?\s*(?:and|then|and then|,)?\s+(?:the )?", re.IGNORECASE)
_KIND = re.compile(
    rf"(?:[\w-]+ ){{0,2}}(?:{'|'.join(sorted(SETTLEMENT_NOUNS | SITE_NOUNS, key=lambda noun: (-len(noun), noun)))}) "
    r"(?:of|at|in) (?:the )?(?=[A-Z]|al-|el-)"
)
"""What a place is, before its name: "the mining town of"."""
_CLOSES = re.compile(
    r"\s*(?:[.;:,)]|$|(?:that|and|but|while|after|as|before|when|once|from|in|with|without|amid|following|during|despite)\b)"
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
        refs, when = pair
        at = when.end
        found += [
            replace(draft, place=replace(ref, unknown=False), date=when, partial=ref.partial)
            for ref in refs
            if ref.key != draft.place.key
        ]
    return found


def own_date(parsed: Parsed, draft: ClauseDraft) -> DateSpan | None:
    """Return the date that stands right behind a place of the clause, where the sentence gives several."""
    token = parsed.token_at(draft.place.start)
    here = token is not None and draft.token in tree.ancestors(token)
    return _date_at(parsed, draft.place.end) if here and len(parsed.dates) > 1 else None


def _next(parsed: Parsed, at: int) -> tuple[list[PlaceRef], DateSpan] | None:
    """Return the places that come next in a list, "A", "the base at B", "B and C", and the date right behind them."""
    text = parsed.scene.article.text
    joined = _JOIN.match(text, at)
    if joined is None or joined.end() == at or not text[at : joined.end()].strip():
        return None
    start, found = joined.end(), list[PlaceRef]()
    while (ref := _place_at(parsed, start)) is not None:
        found.append(ref)
        when = _date_at(parsed, ref.end)
        if when is not None:
            return (found, when) if _CLOSES.match(text, when.end) else None
        more = _JOIN.match(text, ref.end)
        if more is None or not more.group().strip():
            return None
        start = more.end()
    return None


def _place_at(parsed: Parsed, at: int) -> PlaceRef | None:
    """Return the place that is named at a character of the article, alone or behind what it is: "the town of X"."""
    kind = _KIND.match(parsed.scene.article.text, at)
    start = kind.end() if kind else at
    token = parsed.token_at(start)
    ref = next(direct(parsed, token), None) if token is not None else None
    if token is None or ref is None or ref.start != start or token.dep_ in {"nsubj", "nsubjpass"}:
        return None
    site = token.head if token.dep_ in {"compound", "nmod"} and token.head.i == token.i + 1 else None
    if site is not None and site.lower_ in SITE_NOUNS | SETTLEMENT_NOUNS:
        whole = own_site(parsed, ref.start, parsed.span(site)[1])
        return whole if site.lower_ in SITE_NOUNS else replace(ref, end=parsed.span(site)[1])
    last = kind.group().split()[-2] if kind else ""
    if last not in SITE_NOUNS or kind is None:
        return ref
    apart = kind.group().split()[-1] == "of"
    return replace(own_site(parsed, at, ref.end), named=True) if apart else replace(ref, partial=True, site=True)


def _date_at(parsed: Parsed, at: int) -> DateSpan | None:
    words = _WHEN.match(parsed.scene.article.text, at)
    return next((d for d in parsed.dates if words and at < d.start <= words.end()), None)
