"""Finding the events of one article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from spacy.tokens import Doc, Token

from geo.actors import Actors
from geo.date_spans import DateKind, DateSpan
from geo.dates import find_dates
from geo.events import tree
from geo.events.actor_words import PRONOUNS
from geo.events.assemble import assemble
from geo.events.dating import date_of, days_of
from geo.events.denial import denial_in
from geo.events.draft import ClauseDraft
from geo.events.echoes import echoes_at
from geo.events.forces import actors_in
from geo.events.gaps import gapped, own_date
from geo.events.judge import judge
from geo.events.marking import Marked, items_of, mark
from geo.events.nominals import nominals_at
from geo.events.parsed import Parsed
from geo.events.place_refs import unknown_ref
from geo.events.scene import Scene
from geo.events.settle import settle
from geo.events.shallow import read_plainly
from geo.events.shapes import drafts_of, plausible
from geo.events.speakers import party_of, says_its_name
from geo.events.speech import vouch
from geo.events.states import states_at
from geo.events.told import GAINS, Told
from geo.events.triggers import clauses_of, may_tell
from geo.events.unknown import named_sites
from geo.events.wars import wars_in, without_bands
from geo.language import Language
from geo.lexicon_speech import SAYS
from geo.model import Action, Article, Event, Resolution, Status
from geo.sentences import sentences

_NEAR = 700
_CLOSELY = timedelta(days=31)
"""How closely an event must be dated for another to be counted from it."""
_OPENING = 12
_OF_PLACES = frozenset("fall change lie remain capture seize retake take besiege surround overrun lose".split())
_NEWS = frozenset({Action.STRIKE, Action.CLASH, Action.TRANSFER})
_ATTACK_AFTER = re.compile(
    r"['’]s? (?:\w+ )?(?:attacks?|strikes?|raids?|assaults?|bombardment|shelling|bombings?|barrage|air ?strikes?)\b"
)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """An article before its clauses are parsed, each of them with the span of its sentence."""

    scene: Scene
    marked: tuple[tuple[Marked, tuple[int, int]], ...] = ()
    dates: tuple[DateSpan, ...] = ()


def find_events(
    article: Article, resolutions: Sequence[Resolution], actors: Actors, language: Language
) -> tuple[Event, ...]:
    """Return the events that an article reports, in the order in which it first tells them.

    Sentences that can hold an event are parsed with their places and actors as plain words; who did what to whom is
    read from the structure of each clause. Without a model only the plainest clauses are read.
    """
    return next(iter(find_events_of([(article, resolutions)], actors, language)))


def find_events_of(
    located: Sequence[tuple[Article, Sequence[Resolution]]], actors: Actors, language: Language
) -> list[tuple[Event, ...]]:
    """Return the events of each of several articles; their sentences are parsed together, which takes less time."""
    prepared = [_prepared(article, resolutions, actors) for article, resolutions in located]
    if not language.available:
        return [_plainly(one) for one in prepared]
    docs = iter(language.parse([marked.plain for one in prepared for marked, _ in one.marked]))
    return [_events_in(one, list(islice(docs, len(one.marked)))) for one in prepared]


def _prepared(article: Article, resolutions: Sequence[Resolution], actors: Actors) -> _Prepared:
    named = actors.find_in(article.text)
    resolutions = without_bands(article, resolutions)
    if not named and not resolutions:
        return _Prepared(Scene(article, actors, ()))
    items = items_of(article.text, [*resolutions, *named_sites(article)], named)
    scene = Scene(article, actors, items, wars_in(article, resolutions, named, actors), tuple(resolutions))
    spans = sentences(article.text)
    telling = [span for span in spans if may_tell(article.text[slice(*span)])]
    parsed = set(telling)
    _remember_openers([span for span in spans if span not in parsed], scene)
    clauses = [(part, span) for span in telling for part in clauses_of(article.text, span)]
    marked = tuple((_marked(article.text, part, scene), span) for part, span in clauses)
    return _Prepared(scene, marked, find_dates(article.text, article.published))


def _plainly(one: _Prepared) -> tuple[Event, ...]:
    return assemble(one.scene, read_plainly(one.scene, [(m.start, m.end) for m, _ in one.marked], one.dates))


def _events_in(one: _Prepared, docs: Sequence[Doc]) -> tuple[Event, ...]:
    told: list[Told] = []
    for (marked, sentence), doc in zip(one.marked, docs, strict=True):
        found = _read(one.scene, marked, doc, one.dates, told)
        for new in found:
            new.sentence = sentence
        told += found
    _date_by_name(one.scene.article, one.dates, told)
    return assemble(one.scene, told)


def _date_by_name(article: Article, dates: Sequence[DateSpan], told: Sequence[Told]) -> None:
    """Date strikes that a later sentence names by their day: "Monday's attack"."""
    for span in dates:
        if span.first is None or span.last is None or not _ATTACK_AFTER.match(article.text, span.end):
            continue
        for one in told:
            near = 0 < span.start - one.end < _NEAR
            if near and one.draft.date is None and one.draft.action in {Action.STRIKE, Action.CLASH}:
                one.first, one.last, one.precision, one.draft.date = span.first, span.last, span.precision, span


def _remember_openers(spans: Sequence[tuple[int, int]], scene: Scene) -> None:
    """Note the actors that open sentences which are not parsed: the next "they" may mean them."""
    for start, end in spans:
        first = next(iter(scene.items_between(start, min(start + _OPENING, end))), None)
        if first is not None and first.actor is not None and first.place is None:
            code = scene.code(first.actor)
            if code is not None:
                scene.remember_subject(first.start, code)
        elif first is not None and first.start == start and first.actor is None:
            scene.remember_place(start, first)


def _marked(text: str, span: tuple[int, int], scene: Scene) -> Marked:
    inside = [item for item in scene.items_between(*span) if item.end <= span[1]]
    return mark(text, span[0], span[1], inside)


def _read(scene: Scene, marked: Marked, doc: Doc, dates: Sequence[DateSpan], before: Sequence[Told]) -> list[Told]:
    named = [(item.start, item.end) for item in marked.items]
    inside = tuple(
        d
        for d in dates
        if marked.start <= d.start < marked.end and not any(s < d.end and d.start < e for s, e in named)
    )
    parsed = Parsed(scene, marked, doc, inside)
    found: list[Told] = []
    for token in doc:
        told_so_far = [*before, *found]
        for draft in _drafts(parsed, token) or echoes_at(parsed, token, told_so_far):
            told = _told(parsed, draft, told_so_far)
            if told is not None and not _told_with_its_date(found, told):
                aside = bool(found) and (_subordinate(token) or told.draft.background)
                aside = aside and any(not one.draft.background for one in found)
                found.append(told)
                found += _told_more(parsed, told)
                if draft.place.item is not None and not aside:
                    scene.remember_place(parsed.span(token)[0], draft.place.item)
        _remember_subject(parsed, token)
    denied = denial_in(parsed, [*before, *found])
    return [*found, denied] if denied is not None else found


def _subordinate(token: Token) -> bool:
    """Say whether a clause only tells what went before another: "only days after taking over Aleppo"."""
    if token.dep_ == "pcomp":
        return token.head.lower_ in _EARLIER
    return token.dep_ == "advcl" and any(c.lower_ in _EARLIER for c in token.children if c.dep_ in {"mark", "advmod"})


_EARLIER = frozenset({"after", "since", "following"})


def _told_with_its_date(found: Sequence[Told], one: Told) -> bool:
    """Say whether a place of a list was told with a date of its own: "took A in May, and B a month before that"."""
    return any(
        t.at == one.at
        and t.draft.place.key == one.draft.place.key
        and t.draft.action is one.draft.action
        and t.draft.actor == one.draft.actor
        for t in found
    )


def _drafts(parsed: Parsed, token: Token) -> list[ClauseDraft]:
    found = states_at(parsed, token)
    if not found and tree.is_verb(token):
        found = drafts_of(parsed, token)
    return found or nominals_at(parsed, token)


def _remember_subject(parsed: Parsed, token: Token) -> None:
    if token.dep_ not in {"nsubj", "nsubjpass"} and not _does_it(token):
        return
    item = parsed.item(token)
    if item is not None and item.place is not None and item.actor is None and token.i <= 1:
        parsed.scene.remember_place(item.start, item)
    if item is not None and item.unknown and token.i <= 1 and tree.lemma(token.head) in _OF_PLACES:
        parsed.scene.remember_place(item.start, unknown_ref(parsed, item).item or item)
    for ref in actors_in(parsed, token):
        if ref.value is not None:
            parsed.scene.remember_subject(parsed.span(token)[0], ref.value)
    if tree.lemma(token.head) in SAYS:
        speaker = party_of(parsed, token)
        if token.lower_ not in PRONOUNS:
            parsed.scene.remember_reporter(parsed.marked.start, parsed.marked.end, speaker)
        if speaker is not None and says_its_name(parsed, token):
            parsed.scene.remember_speaker(speaker)


def _does_it(token: Token) -> bool:
    """Say whether a word is the doer of a passive clause ("by the army"), and not who leads or backs another."""
    return token.head.dep_ == "agent" and token.head.head.dep_ not in {"acl", "relcl", "amod"}


def _told(parsed: Parsed, draft: ClauseDraft, before: Sequence[Told]) -> Told | None:
    judgement = judge(draft.token)
    if not settle(parsed, draft, judgement):
        return None
    vouch(parsed, draft, judgement)
    kept = judgement.ceased or draft.status in {Status.DENIED, Status.PLANNED}
    if judgement.negated and tree.negated(draft.token) and not kept:
        if draft.action not in GAINS:
            return None
        draft.status = Status.DENIED
    if draft.status is Status.PLANNED and judgement.tried and not judgement.speech:
        return None
    if not plausible(draft) or _retreating(draft, before):
        return None
    draft.background = judgement.background and not judgement.speech
    draft.date = draft.date or own_date(parsed, draft) or date_of(parsed, draft, judgement)
    draft.background = draft.background or _in_passing(draft)
    anchor = _anchor(parsed, draft, before)
    lasting = draft.action is Action.HOLD
    background = (draft.background or (draft.state and judgement.background)) and not lasting
    day = parsed.scene.day
    first, last, precision = days_of(draft.date, day, anchor, background=background, lasting=lasting)
    draft.actor = parsed.scene.on(draft.actor, first or last)
    draft.opponent = parsed.scene.on(draft.opponent, first or last)
    start, end = parsed.span(draft.token)
    span = (
        (min(start, draft.place.start), max(end, draft.place.end))
        if parsed.marked.start <= draft.place.start < parsed.marked.end
        else (start, end)
    )
    told = Told(draft, first, last, precision, *span, (parsed.marked.start, parsed.marked.end), at=draft.token.i)
    told.trigger = (start, end)
    if draft.token.dep_ in {"conj", "xcomp", "advcl"}:
        told.under = draft.token.head.i
    return told


def _retreating(draft: ClauseDraft, before: Sequence[Told]) -> bool:
    """Say whether a force that has just left a place only makes for another: "withdrew from A and headed for B"."""
    last = before[-1].draft if before else None
    left = last is not None and last.action is Action.WITHDRAW and last.actor == draft.actor
    return left and draft.action is Action.APPROACH and tree.lemma(draft.token) in _MAKES_FOR


_MAKES_FOR = frozenset("head move go drive retreat flee".split())


def _told_more(parsed: Parsed, told: Told) -> list[Told]:
    """Return the same of the places that follow with dates of their own: "took A on Monday, B a day later"."""
    found: list[Told] = []
    for draft in gapped(parsed, told):
        last = (found or [told])[-1]
        anchor = (last.first, last.last) if last.first and last.last else None
        days = days_of(draft.date, parsed.scene.day, anchor, background=draft.background, lasting=False)
        if draft.date is last.draft.date:
            days = last.first, last.last, last.precision
        found.append(replace(told, draft=draft, first=days[0], last=days[1], precision=days[2], more=[]))
    return found


def _in_passing(draft: ClauseDraft) -> bool:
    """Say whether a noun only recalls a capture or a retreat ("with the liberation of X"), which then has no day."""
    token = draft.token
    if tree.is_verb(token) or draft.date is not None or draft.action in _NEWS:
        return False
    told = tree.is_verb(token.head) and tree.lemma(token.head) in SAYS
    return not told and token.dep_ not in {"nsubj", "nsubjpass", "ROOT"}


def _anchor(parsed: Parsed, draft: ClauseDraft, before: Sequence[Told]) -> tuple[date, date] | None:
    """Return the days of the event told last, for an expression that counts from it."""
    if draft.date is None or draft.date.offset is None:
        return None
    if draft.date.kind is not DateKind.RELATIVE:
        here = [t for t in before if t.sentence == (parsed.marked.start, parsed.marked.end)]
        before = here or before
    dated = [
        t for t in before if t.first and t.last and t.draft.date is not None and t.draft.date.start != draft.date.start
    ]
    main = [t for t in dated if not t.draft.background] or dated
    if not main:
        return None
    last = main[-1]
    return (last.first, last.last) if last.first and last.last and last.last - last.first <= _CLOSELY else None
