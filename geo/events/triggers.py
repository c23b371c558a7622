"""Which sentences can hold an event at all: only those are parsed."""

from __future__ import annotations

import re

from geo.lexicon import IRREGULAR_FORMS, VERBS

_NOUNS = """
fall loss capture recapture seizure takeover conquest liberation withdrawal retreat pullout pullback evacuation
departure strike strikes airstrike airstrikes bombing bombings shelling bombardment bombardments raid raids barrage
fire fighting clash clashes battle battles combat firefight firefights skirmishes skirmish gunfights attack attacks
assault assaults control hands hand grip charge command flag flags colours colors banner siege blockade encirclement
besieged encircled surrounded km kilometre kilometres kilometer kilometers mile miles outskirts gates gate edge
edges doorstep entrance theirs ours free freed liberated limits fringes approaches false untrue denied handover
followed follow follows redeployment repositioning remain remains remained possession fate
masters master authority sway administration rule
""".split()
_WORD = re.compile(r"[A-Za-z]+")


def _forms() -> frozenset[str]:
    forms = set(_NOUNS)
    for lemma in VERBS:
        forms |= {lemma, f"{lemma}s", f"{lemma}es", f"{lemma}ed", f"{lemma}ing", f"{lemma}d"}
        if lemma.endswith("e"):
            forms.add(f"{lemma[:-1]}ing")
        if lemma.endswith("y"):
            forms |= {f"{lemma[:-1]}ied", f"{lemma[:-1]}ies"}
        forms |= set(IRREGULAR_FORMS.get(lemma, "").split())
    return frozenset(forms - {"it", "in", "on", "a", "add", "adds"})


_FORMS = _forms() | {"added"}


def may_tell(sentence: str) -> bool:
    """Say whether a sentence has a word that can tell of control, fighting or movement.

    >>> may_tell("Troops retook the town on Friday."), may_tell("The minister spoke in Geneva.")
    (True, False)
    """
    return any(word.lower() in _FORMS for word in _WORD.findall(sentence))
