"""What the speaker of a clause makes of the event it tells: a claim, a concession, a denial, a plan."""

from __future__ import annotations

from spacy.tokens import Token

from geo.events import tree
from geo.events.draft import ClauseDraft
from geo.events.judgement import Judgement
from geo.events.parsed import Parsed
from geo.events.speakers import party_of, says_its_name, speaker_of
from geo.lexicon_speech import ADMITS
from geo.model import Action, Status

_CIVILIANS = frozenset("governor mayor official officials administrator administration lawmaker councillor".split())
_FREEING = ("retak", "retook", "recaptur", "liberat", "free", "clear", "cleans", "regain", "reclaim")
_OWNS_UP = ADMITS - {"confirm"}
_ATTACKS = frozenset({Action.ENTER, Action.APPROACH, Action.BESIEGE})
_LOSSES = frozenset({Action.WITHDRAW})
_GAINS = frozenset({Action.CAPTURE, Action.TRANSFER})


def _civilian(verb: Token | None) -> bool:
    """Say whether a mayor or a governor speaks, who may well tell of the loss of his own town."""
    if verb is None:
        return False
    return any(t.lower_ in _CIVILIANS for s in tree.subjects(verb) for t in [s, *s.children])


def _which_army(parsed: Parsed, draft: ClauseDraft, speaker: str, verb: Token | None) -> str:
    """Return whose "ministry" or "army" speaks, where two states fight and each has one.

    It is taken for the loser's only when it owns up to the loss or when the loser spoke last by its name.
    """
    scene = parsed.scene
    taker, states = draft.actor, scene.actors.states
    if (
        verb is None
        or draft.action not in _GAINS
        or taker is None
        or not {taker, speaker} <= states
        or not scene.hostile(taker, speaker)
        or tree.lemma(verb) in _OWNS_UP
        or _civilian(verb)
        or any(says_its_name(parsed, subject) for subject in _speaking(verb))
    ):
        return speaker
    return scene.last_speaker({taker, speaker}) or taker


def _speaking(verb: Token) -> list[Token]:
    return tree.agents(verb) if tree.is_passive(verb) else tree.subjects(verb)


def _declarer(parsed: Parsed, draft: ClauseDraft) -> str | None:
    """Return who declares a place free or claims it, where the verb that says so tells the event itself."""
    listed = draft.shape is None and tree.lemma(draft.token) in {"report", "list", "describe", "mark"}
    if not listed and tree.lemma(draft.token) not in {"claim", "declare", "proclaim"}:
        return None
    said = [party_of(parsed, s) for s in tree.subjects(draft.token)]
    return draft.actor or next((code for code in said if code is not None), None)


def _speaker(parsed: Parsed, draft: ClauseDraft, judgement: Judgement) -> tuple[str | None, Token | None]:
    """Return who says so and the verb; a name that no file knows is a party only to what it does itself."""
    speaker, verb = speaker_of(parsed, draft.token, judgement)
    stranger = speaker is not None and parsed.scene.actors.get(speaker) is None
    if stranger and draft.actor not in {None, speaker}:
        speaker = None
    return speaker or _declarer(parsed, draft), verb


def vouch(parsed: Parsed, draft: ClauseDraft, judgement: Judgement) -> None:
    """Fill status and claimant of a draft, and the doer where the speaker speaks of his own deed."""
    speaker, verb = _speaker(parsed, draft, judgement)
    admits = verb is not None and tree.lemma(verb) in ADMITS
    if judgement.denied or (judgement.negated and speaker is not None):
        draft.status, draft.claimant = Status.DENIED, speaker
        return
    if judgement.planned:
        draft.status = Status.PLANNED
        draft.claimant = speaker or draft.actor
        if draft.actor is None and not draft.told_actor and draft.action in _GAINS | _LOSSES:
            draft.actor = speaker
        return
    speaker = _which_army(parsed, draft, speaker, verb) if speaker is not None else None
    if speaker is None:
        return
    scene = parsed.scene
    word = parsed.words(*parsed.span(draft.token)).lower()
    if draft.actor is None and not draft.told_actor and draft.action in _LOSSES and not _civilian(verb):
        draft.actor = speaker
    own = not admits and not (_civilian(verb) and not word.startswith(_FREEING))
    if draft.actor is None and not draft.told_actor and draft.action in _GAINS | _ATTACKS and own:
        draft.actor = speaker
        draft.notes.append(f"actor: {speaker}, who speaks of his own deed")
    if draft.action is Action.REPEL and draft.actor is None and scene.side(draft.opponent) != scene.side(speaker):
        draft.actor = speaker
    if draft.action in _GAINS and (
        scene.hostile(speaker, draft.actor) or (draft.opponent and scene.side(draft.opponent) == scene.side(speaker))
    ):
        draft.status, draft.claimant = Status.CONFIRMED, speaker
        draft.opponent = draft.opponent or speaker
    elif draft.action in _LOSSES and scene.side(draft.actor) == scene.side(speaker):
        draft.status, draft.claimant = Status.CONFIRMED, speaker
    else:
        draft.status, draft.claimant = Status.CLAIMED, speaker
