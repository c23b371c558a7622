"""Forces of wars that no file knows: by their country, or by the name that the article gives them."""

from __future__ import annotations

import re

from spacy.tokens import Token

from geo.actor_names import NameKind
from geo.events import tree
from geo.events.actor_refs import ActorRef
from geo.events.parsed import Parsed
from geo.events.place_refs import may_be_place
from geo.lexicon_forces import FORCE_WORDS
from geo.lexicon_speech import SAYS

_BESIDE = frozenset({"amod", "compound", "nmod", "poss"})
_WARLIKE = re.compile(
    r"\b(?:troops|soldiers|army|rebels?|fighters|militants|insurgents|militia|gunmen|jihadists|jihadis|forces|garrison|guerrillas)\b",
    re.IGNORECASE,
)


def of_country(parsed: Parsed, token: Token) -> ActorRef | None:
    """Return whose "Nigerian troops" or "Mali's army" are: the country, or the actor that a file has for its army."""
    scene = parsed.scene
    for child in token.children:
        if child.dep_ not in _BESIDE or child.i > token.i:
            continue
        start, end = parsed.span(child)
        country = scene.country_at(start, end)
        if country is None:
            continue
        words = re.sub(r"['’]s?$", "", parsed.words(start, end))
        own = set(parsed.words(*parsed.span(token)).lower().split()) | {token.lower_}
        if own & (_BANDS | _RISEN):
            return None
        for army in (f"{words} army", f"{words}'s army"):
            named = scene.actors.find_in(army)
            if named and named[0].end == len(army) and named[0].kind is NameKind.NAME:
                return ActorRef(scene.code(named[0]))
        if not any(country.country in own for own in scene.actors.countries.values()):
            return ActorRef(country.name, known=False)
    return None


def of_nobodys_war(parsed: Parsed, token: Token) -> ActorRef | None:
    """Return whom "the army" or "the rebels" means where no file knows the war: the country, or the only band named.

    "Armenian officials said the army had left" is of the speakers' army.
    """
    scene = parsed.scene
    if scene.wars:
        return None
    if scene.is_army(token.text):
        speakers = [s for s in tree.subjects_over(token) if tree.lemma(s.head) in SAYS]
        own = next((found for s in speakers if (found := of_country(parsed, s)) is not None), None)
        if own is not None or scene.main_country is not None:
            return own or ActorRef(scene.main_country, known=False)
    if token.lower_ in _BANDS and len(scene.bands) == 1:
        return ActorRef(scene.bands[0], known=False)
    return None


_RISEN = frozenset(
    "rebel insurgent opposition groups faction factions branch observatory monitor coalition alliance".split()
)
_BANDS = frozenset("rebels insurgents militants fighters gunmen group jihadists jihadis guerrillas movement".split())


def named_band(parsed: Parsed, token: Token) -> ActorRef | None:
    """Return a name that no file knows and that takes or leaves a place, in an article about fighting."""
    item = parsed.item(token)
    if item is None or item.actor is not None or (item.place is not None and item.place.place is not None):
        return None
    if item.place is not None and parsed.words(item.start, item.end) not in parsed.scene.bands:
        return None
    text = parsed.scene.article.text
    if len({m.group().lower() for m in _WARLIKE.finditer(text)}) < _SURE:
        return None
    words = parsed.words(item.start, item.end)
    shouted = words.isupper() and len(words) > 1
    if not (shouted or may_be_place(parsed, item)) or words.rsplit(maxsplit=1)[-1].lower() in FORCE_WORDS:
        return None
    return ActorRef(words, known=False)


_SURE = 2


def with_allies(parsed: Parsed, token: Token) -> ActorRef | None:
    """Return the force that files know as "Turkish-backed rebels" for "Turkish soldiers and their Syrian allies"."""
    item = parsed.item(token)
    if item is None or item.actor is None or not any(c.dep_ == "conj" and c.lower_ in _ALLIES for c in token.children):
        return None
    words = f"{parsed.words(item.start, item.end).split()[0]}-backed rebels"
    named = parsed.scene.actors.find_in(words)
    known = named and named[0].end == len(words) and named[0].kind is NameKind.NAME
    return ActorRef(parsed.scene.code(named[0])) if known else None


_ALLIES = frozenset({"allies", "proxies", "auxiliaries"})
