"""What negation, failure and lasting make of a draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from spacy.tokens import Token

from geo.date_spans import DateKind, DateSpan
from geo.events import tree
from geo.events.dating import date_of
from geo.events.draft import ClauseDraft
from geo.events.judgement import Judgement
from geo.events.parsed import Parsed
from geo.lexicon_places import WHOLE_NOUNS
from geo.model import Action

_LATE = timedelta(days=7)


def settle(parsed: Parsed, draft: ClauseDraft, judgement: Judgement) -> bool:  # noqa: PLR0911  one return a reading
    """Turn what negation, failure and lasting make of a draft; False when nothing is left of it."""
    if not judgement.real:
        return False
    draft.action = Action.HOLD if _lasts(parsed, draft) else draft.action
    if judgement.failed:
        if draft.action not in {Action.CAPTURE, Action.ENTER} or draft.actor is None:
            return False
        attacker = draft.actor
        draft.action, draft.opponent, draft.partial = Action.REPEL, attacker, False
        draft.actor = parsed.scene.other_party(attacker)
        return True
    if judgement.ceased:
        if draft.action not in {Action.HOLD, Action.CAPTURE} or draft.actor is None:
            return False
        draft.action, draft.partial = Action.WITHDRAW, False
        return True
    if judgement.negated and (judgement.planned or not judgement.speech):
        return False
    if (
        draft.state
        and judgement.background
        and not judgement.speech
        and not any(d.kind is DateKind.SINCE and _of_late(parsed, d) for d in parsed.dates)
    ):
        return False
    told = judgement.speech and not (judgement.aside and "had" in tree.auxiliaries(draft.token))
    told = told or any(c.lower_ == "still" for c in draft.token.children)
    if draft.action is Action.HOLD and _held_no_more(draft.token):
        return False
    if draft.action in {Action.HOLD, Action.CLASH, Action.STRIKE} and judgement.background and not told:
        return draft.action is Action.STRIKE and _of_late(parsed, date_of(parsed, draft, judgement))
    return _holding(parsed, draft, judgement)


def _lasts(parsed: Parsed, draft: ClauseDraft) -> bool:
    """Say whether a state has lasted since what no day is told of: "theirs since the fall of the president"."""
    verb = draft.token
    lasting = any(c.lower_ == "since" and c.dep_ in {"prep", "mark"} for c in verb.subtree if c.i > verb.i)
    return (
        draft.state
        and draft.action is Action.CAPTURE
        and lasting
        and not any(span.kind is DateKind.SINCE for span in parsed.dates)
    )


def _held_no_more(token: Token) -> bool:
    """Say whether what is held was held only before: "after controlling X for a month", "previously held by X"."""
    past = token.dep_ == "pcomp" and token.head.lower_ == "after"
    return past or any(c.lower_ in _ONCE for c in token.children) or (token.dep_ == "acl" and _last_of(token.head))


_ONCE = frozenset("previously formerly once earlier originally briefly".split())


def _new(parsed: Parsed, draft: ClauseDraft, judgement: Judgement) -> bool:
    """Say whether a state began of late: "have held X since Wednesday", "controlled the whole of X on Tuesday"."""
    span = date_of(parsed, draft, judgement)
    if not _of_late(parsed, span) or span is None or tree.lemma(draft.token) not in {"hold", "control", "have"}:
        return False
    if span.kind is DateKind.SINCE:
        draft.date = replace(span, kind=DateKind.POINT, last=span.first)
        return True
    whole = any(t.lower_ in WHOLE_NOUNS for t in tree.objects(draft.token))
    return draft.token.tag_ == "VBD" and whole and span.kind is DateKind.POINT


def _last_of(noun: Token) -> bool:
    """Say whether a noun counts what is held no more: "took the last of the towns held by X"."""
    over = [noun, *(t for t in tree.ancestors(noun) if not tree.is_verb(t))]
    return any(
        t.lower_ in {"last", "remaining"} or any(c.lower_ in {"last", "remaining"} for c in t.children) for t in over
    )


def _of_late(parsed: Parsed, span: DateSpan | None) -> bool:
    """Say whether an expression of time means the last days before the day of publication."""
    day = parsed.scene.day
    return bool(span and span.first and day and day - _LATE <= span.first <= day)


def _holding(parsed: Parsed, draft: ClauseDraft, judgement: Judgement) -> bool:
    """Read "control" and "hold": now is a capture, still a hold, a bare past without a day nothing."""
    verb = draft.token
    if draft.action is not Action.HOLD or tree.lemma(verb) not in {
        "control",
        "hold",
        "keep",
        "rule",
        "dominate",
        "have",
        "administer",
        "govern",
    }:
        return True
    words = {c.lower_ for c in verb.children}
    if "still" not in words and _new(parsed, draft, judgement):
        draft.action = Action.CAPTURE
        return True
    if "now" in words and tree.lemma(verb) in {"control", "hold", "rule", "have", "administer", "govern"}:
        draft.action = Action.CAPTURE
        return True
    past = verb.tag_ == "VBD" and not words & {"still", "out", "were", "was"}
    return not past or bool(judgement.speech)
