"""Which sentences can hold an event at all: only those are parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from geo.lexicon import HARMS, IRREGULAR_FORMS, VERBS
from geo.lexicon_forces import MUNITIONS, WEAPON_WORDS

_NOUNS = """
fall loss capture recapture seizure takeover conquest liberation withdrawal retreat pullout pullback evacuation
departure strike strikes airstrike airstrikes bombing bombings shelling bombardment bombardments raid raids barrage
fire fighting clash clashes battle battles combat firefight firefights skirmishes skirmish gunfights attack attacks
assault assaults control hands hand grip charge command flag flags colours colors banner tricolour tricolor ensign
siege blockade encirclement besieged encircled surrounded km kilometre kilometres kilometer kilometers mile miles
outskirts gates gate edge edges doorstep entrance theirs ours free freed liberated limits fringes approaches false
untrue denied handover
followed follow follows redeployment repositioning remain remains remained possession
masters master authority sway administration rule fate grasp clutches empty rid victory
""".split()
_WORD = re.compile(r"[A-Za-z]+")


def _forms(lemmas: Iterable[str]) -> frozenset[str]:
    forms = set()
    for lemma in lemmas:
        forms |= {lemma, f"{lemma}s", f"{lemma}es", f"{lemma}ed", f"{lemma}ing", f"{lemma}d"}
        if lemma.endswith("e"):
            forms.add(f"{lemma[:-1]}ing")
        if lemma.endswith("y"):
            forms |= {f"{lemma[:-1]}ied", f"{lemma[:-1]}ies"}
        forms |= set(IRREGULAR_FORMS.get(lemma, "").split())
    return frozenset(forms)


_HARMED = _forms(HARMS)
_FORMS = (_forms(VERBS) | {"added", *_NOUNS}) - _HARMED - {"it", "in", "on", "a", "add", "adds"}
"""The words of which one is enough; what kills or damages tells only with what was fired."""


def may_tell(sentence: str) -> bool:
    """Say whether a sentence has a word that can tell of control, fighting or movement.

    >>> may_tell("Troops retook the town on Friday."), may_tell("The minister spoke in Geneva.")
    (True, False)
    """
    words = {word.lower() for word in _WORD.findall(sentence)}
    if not words.isdisjoint(_FORMS) or _BACK.search(sentence):
        return True
    return not words.isdisjoint(_HARMED) and not words.isdisjoint(WEAPON_WORDS | MUNITIONS)


_BACK = re.compile(
    r"\b(?:(?:back|again|is|are|was|were|been|remains?|now) under|(?:has|have|had) (?:it|the|all|[A-Z]\S+) .*"
    r"(?:back|again)|(?:is|are|was|were) back|(?:are|were) (?:now |already )?in(?= [A-Z]))\b"
)


def clauses_of(text: str, sentence: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the spans between the semicolons of a sentence, where each may tell of something by itself.

    >>> text = "A fell to the rebels; B, they said, was besieged."
    >>> [text[start:end] for start, end in clauses_of(text, (0, len(text)))]
    ['A fell to the rebels;', 'B, they said, was besieged.']
    """
    start, end = sentence
    found = [(start, end)]
    for stop in _SEMICOLON.finditer(text, start, end):
        last, at = found[-1][0], stop.end()
        if may_tell(text[last:at]) and may_tell(text[at:end]):
            found[-1:] = [(last, stop.start() + 1), (at, end)]
    return found


_SEMICOLON = re.compile(r";[\"'”’]*\s+(?![^(]*\))")
