"""Which of the expressions of time in a sentence dates an event."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta

from spacy.tokens import Token

from geo.date_spans import DateKind, DateSpan, precision_of
from geo.dates import shifted
from geo.events import tree
from geo.events.draft import ClauseDraft
from geo.events.judgement import Judgement, says_that
from geo.events.parsed import Parsed
from geo.lexicon_speech import SAYS, TRY_NOUNS
from geo.model import DayPrecision

Days = tuple[date | None, date | None, DayPrecision]
_SKIP = frozenset({DateKind.UNTIL})


def date_of(parsed: Parsed, draft: ClauseDraft, judgement: Judgement) -> DateSpan | None:
    """Return the expression that dates a draft: its own clause's first, then that of the clause that governs it."""
    token = draft.token
    own: list[tuple[int, int, DateSpan]] = []
    for span in parsed.dates:
        if span.kind in _SKIP:
            continue
        anchor = parsed.token_at(span.start)
        if anchor is None:
            continue
        rank = _rank(anchor, token, span)
        if rank is not None:
            own.append((rank, abs(anchor.i - token.i), span))
    sure = [row for row in own if row[2].kind is not DateKind.OPEN]
    if sure or own:
        best = min(sure or own, key=lambda row: row[:2])
        return _the_day_itself(best[2]) if best[0] == _OF_ITS_DAY else best[2]
    usable = [span for span in parsed.dates if span.kind not in _SKIP]
    past = _long_ago(parsed, token) if judgement.after else None
    if past is not None:
        return past
    if len(usable) == 1 and not judgement.background and not judgement.after and usable[0].kind is not DateKind.AFTER:
        anchor = parsed.token_at(usable[0].start)
        if anchor is not None and not _in_own_clause(anchor, token):
            return usable[0]
    return None


def _long_ago(parsed: Parsed, token: Token) -> DateSpan | None:
    """Return the day of the main clause, where it is long past, for what went before: "took X in 2023 after Y left"."""
    day, above = parsed.scene.day, set(tree.ancestors(token))
    for span in parsed.dates:
        anchor = parsed.token_at(span.start) if span.kind is DateKind.POINT else None
        past = span.last is not None and day is not None and span.last < day - _RECENT
        if past and anchor is not None and _governor(anchor) in above:
            return span
    return None


_RECENT = timedelta(days=30)


_OF_ITS_DAY = -1
"""The rank of a time that the event's clause tells more of: "since 2014, when they took the capital"."""


def _the_day_itself(span: DateSpan) -> DateSpan:
    """Return the day, month or year with which a time since then begins."""
    if span.kind is not DateKind.SINCE or span.first is None:
        return span
    first = span.first
    length = calendar.monthrange(first.year, first.month)[1]
    last = date(first.year, 12, 31) if (first.month, first.day) == (1, 1) else first
    last = first.replace(day=length) if first.day == 1 and first.month > 1 else last
    return replace(span, kind=DateKind.POINT, last=last)


def _governor(token: Token) -> Token | None:
    """Return the verb, or the noun of action, that an expression of time hangs on."""
    verbs = (head for head in tree.ancestors(token) if tree.is_verb(head) and head.dep_ not in {"aux", "auxpass"})
    return next((verb for verb in verbs if verb.lower_ not in _MANNERS), None)


_MANNERS = frozenset("unopposed uncontested unresisted unchallenged unhindered".split())
"""Words that tell how something was done and that a parser takes for verbs."""


def _rank(anchor: Token, token: Token, span: DateSpan) -> int | None:  # noqa: PLR0911, C901  one return a reading
    if token.dep_ == "relcl" and (token.head == anchor or (anchor.head == token.head and anchor.dep_ == "nummod")):
        return 0
    if token.dep_ == "relcl" and token.head.head == anchor and token.head.pos_ == "NUM":
        return _OF_ITS_DAY
    verb = _governor(anchor)
    if token.dep_ == "relcl" and verb == token.head.head and (tree.ordinal(token.head) or tree.of_offensive(token)):
        return 1
    above = [token, *tree.ancestors(token)]
    if span.kind in {DateKind.AFTER, DateKind.BEFORE}:
        return _rank_of_interval(anchor, token, verb)
    if token in tree.ancestors(anchor) and (verb is None or verb == token or token not in tree.ancestors(verb)):
        return 0
    if verb is None:
        return 2 if not tree.is_verb(token) or len(above) == 1 else None
    if verb == token:
        return 0
    if _told_below(verb, token):
        return 3
    if verb not in above or _told_apart(verb, token, anchor):
        if verb.dep_ == "conj" and verb.head == token and anchor.i > token.i and not tree.own_subjects(verb):
            return 4
        return None
    step = above.index(verb)
    path = above[:step]
    to = any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)
    if any(one.dep_ == "relcl" for one in path) and tree.is_verb(token) and not to:
        return None
    if any(one.dep_ == "advcl" for one in path) and _marked(path):
        return None
    return (2 if tree.lemma(verb) in SAYS else 1) + min(step, 3)


def _told_apart(verb: Token, token: Token, anchor: Token) -> bool:
    """Say whether a date stands in the first of two clauses told apart.

    "That A fell on Monday and that B ...", "took up arms in 2021 and has since ...".
    """
    apart = token.dep_ == "conj" and token.head == verb and verb.i < anchor.i < token.i
    if apart and tree.auxiliaries(token) & {"has", "have"} and not tree.auxiliaries(verb):
        return True
    return apart and bool(tree.own_subjects(token)) and says_that(token)


def _told_below(verb: Token, token: Token) -> bool:
    """Say whether a time stands in a clause that tells it: "seized when ...", "an attempt on Monday to get in"."""
    if verb.dep_ == "ccomp" and tree.lemma(token) in {"declare", "proclaim"}:
        return verb.head == token
    if verb.dep_ == "advcl":
        return verb.head == token and any(c.lower_ == "when" for c in verb.children)
    return verb.dep_ == "acl" and verb.head.head == token and verb.head.lower_ in TRY_NOUNS


def _marked(path: list[Token]) -> bool:
    return any(
        c.lower_ in {"after", "before", "since", "when", "while", "although", "though", "once"}
        for one in path
        if one.dep_ == "advcl"
        for c in one.children
        if c.dep_ in {"mark", "advmod"}
    )


def _rank_of_interval(anchor: Token, token: Token, verb: Token | None) -> int | None:
    """Rank "eleven days after they had taken it": it dates the clause behind it, not the one it hangs on."""
    after = [t for t in anchor.doc[anchor.i : anchor.i + 8] if t.lower_ in {"after", "before", "since"}]
    if not after:
        return None
    mark = after[0]
    if (
        (mark.head == token and mark.dep_ == "mark")
        or any(head == mark for head in tree.ancestors(token))
        or (token.dep_ == "advcl" and token.i > mark.i and token.head == verb)
    ):
        return 0
    return (
        0
        if tree.is_verb(token)
        and token.i > mark.i
        and not any(t.text in {",", ";"} for t in token.doc[mark.i : token.i])
        else None
    )


def _in_own_clause(anchor: Token, token: Token) -> bool:
    """Say whether a time belongs to a clause beside or below the event's, and so not to it."""
    verb = _governor(anchor)
    if verb is None or verb == token:
        return False
    above = list(tree.ancestors(token))
    if verb in above:
        return (tree.lemma(verb) not in SAYS and token.dep_ == "relcl") or _told_apart(verb, token, anchor)
    return verb.dep_ in {"relcl", "advcl", "acl"} or bool(tree.own_subjects(verb)) or verb.i < token.i


def days_of(
    span: DateSpan | None,
    published: date | None,
    anchor: tuple[date, date] | None,
    *,
    background: bool,
    lasting: bool = False,
) -> Days:
    """Return the interval of days of an event from the expression that dates it.

    `anchor` is the interval of the event told before, for "the same day" and "two days later". Without an expression
    the day of publication stands, for background only as the latest day; so it does for what has lasted `since` a day.
    """
    if lasting and span is not None and span.kind is DateKind.SINCE:
        span = None
    if span is None or span.kind is DateKind.OPEN:
        if span is not None or background:
            return None, published, DayPrecision.UNKNOWN
        return published, published, precision_of(published, published)
    if span.offset is not None:
        return _from_anchor(span, anchor, published)
    return span.first, span.last, precision_of(span.first, span.last)


def _from_anchor(span: DateSpan, anchor: tuple[date, date] | None, published: date | None) -> Days:
    if anchor is None:
        anchor = (published, published) if published else None
    if anchor is None or span.offset is None:
        return None, None, DayPrecision.UNKNOWN
    offset = -span.offset if span.kind is DateKind.AFTER else span.offset
    if span.precision in {DayPrecision.MONTH, DayPrecision.YEAR}:
        unit, size = ("month", 30) if span.precision is DayPrecision.MONTH else ("year", 365)
        first, last = shifted(*anchor, unit, round(offset / size))
    else:
        step = timedelta(days=max(-100_000, min(100_000, offset)))
        first, last = anchor[0] + step, anchor[1] + step
    if span.loose and offset < 0:
        last = max(first, anchor[1] - timedelta(days=1))
    return first, last, precision_of(first, last)
