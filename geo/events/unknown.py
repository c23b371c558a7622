"""Capitalised names that neither the gazetteer nor the actors know."""

from __future__ import annotations

import re

from geo.lexicon_forces import RANK_WORDS
from geo.lexicon_places import SITE_NOUNS
from geo.lexicon_speech import SAYS
from geo.model import Article, Mention, Resolution

_PART = r"[A-Z\u00c0-\u00de][\w'\u2019\u02bc]*[\w]"
_LINK = r"(?:al|el|ez|as|ash|an|ad|at|az|ar|bin|ben|ibn|abu|es|et|de|du|des)"
UNKNOWN_NAME = re.compile(rf"(?<![\w'\u2019])(?:{_LINK}-)?{_PART}(?:(?: |-| {_LINK}[- ]|-{_LINK}-){_PART})*(?!\w)")
"""A run of capitalised words, with the small words that Arabic and French names hold."""

PLAIN_WORDS = frozenset(
    """
    The A An In On At By For From To Of And But Or Nor Yet So As If When While After Before Since Until Although
    Though Because Meanwhile However Elsewhere Earlier Later Then There Here This That These Those It They He She We
    I You His Her Their Its Our My Some Many Most All Both Each Every Few Several More Less Other Another Such Only
    Also Not No One Two Three Four Five Six Seven Eight Nine Ten Local Government Rebel Rebels Opposition Army
    Troops Soldiers Fighters Forces Security Officials Residents Witnesses Hundreds Thousands Dozens Pro Anti State
    Military Police Speaking According Under Over With Without Within During Despite Among Between Across Along
    Around Against Near Into Onto Out Up Down Off Following Last Next Early Late Now Today Yesterday Overnight
    Further Heavy Fierce Air Drone Drones Jets Warplanes Helicopters Artillery Shells Rockets Missiles Street
    Fighting Battles Clashes Units Commanders Militants Insurgents Were Was Is Are Had Has Have Will Would Should
    Could May Might Can Did Do Does Who What Where Which Why How Losing Inside Outside Beyond Above Below Behind
    Throughout Nearly Almost Even Still Yet Towards Just Once Again Thus Hence Besides Instead Since Soon Nobody Nothing
    """.split()
)
"""Words that are capitalised for standing first, and are no part of a name."""

_TITLE_BEFORE = re.compile(
    r"(?:\b(?:" + "|".join(sorted(RANK_WORDS)) + r"|mr|mrs|ms|dr|gen|col|capt|maj|lt|brig|sheikh|sir)\.?)\s*$",
    re.IGNORECASE,
)
_PERSON_AFTER = re.compile(
    r"^,?\s*(?:an?|the)\s+(?:\w+\s+){0,2}(?:commander|leader|general|officer|spokesman|official|fighter|man|woman|journalist)\b"
)


def is_person(text: str, start: int, end: int) -> bool:
    """Say whether a name is told to be a person's: it bears a title, or it speaks.

    >>> text = "They captured General Amin Saleh near the town."
    >>> is_person(text, 22, 32)
    True
    """
    if _TITLE_BEFORE.search(text, max(0, start - 30), start) or _PERSON_AFTER.match(text[end : end + 80]):
        return True
    name = re.escape(text[start:end].rsplit(maxsplit=1)[-1])
    verbs = "|".join(sorted(f"{verb}s?" for verb in SAYS if len(verb) < 8)) + "|said|told|wrote|spoke"
    return bool(
        re.search(rf"\b{name}\s+(?:{verbs}|\w+ed that)\b|\b(?:said|told|says)\s+(?:\w+\s+){{0,2}}{name}\b", text)
    )


def named_sites(article: Article) -> list[Resolution]:
    """Return the capitalised names of sites ("Republican Palace"): places of their own, known or not."""
    found = []
    for match in UNKNOWN_NAME.finditer(article.text):
        words = match.group().split()
        if len(words) > 1 and words[-1].lower() in _SITES and words[0] not in PLAIN_WORDS:
            mention = Mention(article_id=article.id, start=match.start(), end=match.end(), toponym=match.group())
            found.append(Resolution(mention=mention, place=None, reasons=("a site of its own",)))
    return found


_SITES = SITE_NOUNS - frozenset(
    "ministry center centre university hospital post army church school market farms".split()
)
