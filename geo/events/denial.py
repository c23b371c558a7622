"""Denials that name no event of their own: "the ministry said the report was false"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from spacy.tokens import Token

from geo.events import tree
from geo.events.parsed import Parsed
from geo.events.speakers import party_of
from geo.events.told import Told
from geo.lexicon_speech import DENIES, FALSE_WORDS, REPORT_NOUNS, SAYS
from geo.model import Action, Status

_DENIABLE = frozenset({Action.CAPTURE, Action.TRANSFER, Action.WITHDRAW, Action.ENTER})
_POINTERS = frozenset({"it", "this", "that"})


def denial_in(parsed: Parsed, before: Sequence[Told]) -> Told | None:
    """Return the denial of the claim told last, when a party to the fight denies it in this sentence.

    The denial takes action, actor and place of the claim it answers.
    """
    verb = next((t for t in parsed.doc if _denies(t) or _calls_false(t)), None)
    if verb is None:
        return None
    speaker = next((code for s in tree.subjects(verb) if (code := party_of(parsed, s)) is not None), None)
    claims = [
        t
        for t in before
        if t.effective
        and not t.draft.background
        and t.draft.action in _DENIABLE
        and _just_told(parsed, t)
        and _against(parsed, t, speaker)
    ]
    if speaker is None or not claims:
        return None
    claim = claims[-1]
    lost = claim.draft.action is Action.WITHDRAW
    opponent = claim.draft.opponent if lost else claim.draft.opponent or speaker
    draft = replace(claim.draft, status=Status.DENIED, claimant=speaker, opponent=opponent)
    start, end = parsed.marked.start, parsed.marked.end
    draft.notes = ["opponent: as in the claim that it answers", "a denial of what was told just before"]
    told = Told(draft, claim.first, claim.last, claim.precision, start, end, (start, end))
    told.trigger = parsed.span(verb)
    return told


def _just_told(parsed: Parsed, told: Told) -> bool:
    """Say whether an event is told in this sentence or in the one before: a denial answers what was just said."""
    between = parsed.scene.article.text[told.sentence[1] : parsed.marked.start]
    day = parsed.scene.day
    old = day is not None and told.last is not None and told.last < day - _FRESH
    return len(between.split()) <= _BETWEEN and not old


def _against(parsed: Parsed, told: Told, speaker: str | None) -> bool:
    """Say whether an event is a gain of the speaker's enemy or a retreat of his own side."""
    scene = parsed.scene
    if told.draft.action is Action.WITHDRAW:
        return speaker is not None and scene.side(told.draft.actor) == scene.side(speaker)
    return scene.hostile(told.draft.actor, speaker)


_BETWEEN = 12
_FRESH = timedelta(days=30)


def _denies(token: Token) -> bool:
    """Say whether a verb denies a report or "it", and no event that the clause tells itself."""
    if not tree.is_verb(token) or tree.lemma(token) not in DENIES:
        return False
    objects = [c for c in token.children if c.dep_ == "dobj"]
    clause = any(c.dep_ in {"ccomp", "xcomp", "advcl"} and tree.is_verb(c) and c.i > token.i for c in token.children)
    return not clause and any(
        (c.lower_ in REPORT_NOUNS and not any(g.dep_ in {"acl", "prep", "ccomp"} for g in c.children))
        or (c.lower_ in _POINTERS and c.tag_ != "WDT")
        for c in objects
    )


def _calls_false(token: Token) -> bool:
    """Say whether a verb of speech calls a report false."""
    if not tree.is_verb(token) or tree.lemma(token) not in SAYS | {"call"}:
        return False
    inside = [t for t in token.subtree if t.i > token.i]
    return any(t.lower_ in FALSE_WORDS for t in inside) and any(t.lower_ in REPORT_NOUNS | _POINTERS for t in inside)
