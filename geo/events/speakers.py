"""Who speaks: the party to the fight that a clause is attributed to, and whether it is called by its name."""

from __future__ import annotations

import re

from spacy.tokens import Token

from geo.actor_names import NameKind
from geo.events import tree
from geo.events.forces import actor_of, again
from geo.events.judgement import Judgement
from geo.events.marking import Item
from geo.events.parsed import Parsed
from geo.events.strangers import of_country
from geo.lexicon_forces import RANK_WORDS
from geo.lexicon_speech import SAYS

_ACCORDING = re.compile(r"\b(?:according to|in the words of|citing)\b", re.IGNORECASE)
_STATESMEN = frozenset(
    """
        generals minister premier president governor presidency ministry chief general spokesman spokesperson
        commander
    """.split()
)
_NEUTRAL = re.compile(
    r"\b(?:monitor|observatory|residents?|witness(?:es)?|agenc(?:y|ies)|analysts?|correspondents?|journalists?|"
    r"reporters?|activists?|aid workers?|medics?|doctors?|hospital|news site|think[- ]tank|un\b|united nations|"
    r"red cross|u\.n\.|peacekeep\w+|diplomats?|locals?|villagers|experts?|researchers?|media reports|sources? close)\b",
    re.IGNORECASE,
)


def speaker_of(parsed: Parsed, token: Token, judgement: Judgement) -> tuple[str | None, Token | None]:
    """Return the party to the fight that a clause is attributed to, and the verb of speech; residents are no party."""
    for verb in judgement.speech:
        code = _subject_code(parsed, verb)
        if code is not None or not (_is_link(verb) or _quoted(verb)):
            return code, verb
    beside = _beside(token)
    if beside is not None:
        return _subject_code(parsed, beside), beside
    return _according(parsed), None


def _is_link(verb: Token) -> bool:
    return tree.lemma(verb) in {"show", "suggest", "believe"}


def _quoted(verb: Token) -> bool:
    """Say whether a verb of speech stands in what somebody else is quoted with: "we announce the capture", he said."""
    return any(s.lower_ in {"we", "i"} for s in tree.own_subjects(verb)) and verb.dep_ == "ccomp"


def _subject_code(parsed: Parsed, verb: Token) -> str | None:
    found = [party_of(parsed, s) for s in (tree.agents(verb) if tree.is_passive(verb) else tree.subjects(verb))]
    return next((code for code in found if code is not None), None)


def party_of(parsed: Parsed, token: Token) -> str | None:
    """Return the party to the fight that a subject of speech is or speaks for; None for residents and monitors."""
    if token.lower_ in {"it", "he", "she", "they"}:
        spoke = parsed.scene.reporter_before(parsed.span(token)[0], parsed.marked.start)
        if spoke is not None and (spoke[0] is None or token.lower_ in {"it", "they"}):
            return spoke[0]
    installer = _installer(parsed, token)
    if installer is not None:
        return installer
    words = " ".join(t.text for t in token.subtree)
    if len(list(token.subtree)) < 25 and _NEUTRAL.search(words) and parsed.item(token) is None:
        return None
    item = parsed.item(token)
    found = again(parsed, token) if any(c.lower_ == "same" for c in token.children) else actor_of(parsed, token)
    if found is not None and found.value is not None:
        return found.value if found.known or not _NEUTRAL.search(words) else None
    for inner in token.subtree:
        inside = parsed.item(inner)
        if (
            inside is not None
            and inside.actor is not None
            and inner.dep_ in {"poss", "compound", "pobj", "amod", "nmod", "appos", "conj"}
            and inner.i - token.i < 8
        ):
            return parsed.scene.code(inside.actor)
    return _of_state(parsed, token, item)


def _installer(parsed: Parsed, token: Token) -> str | None:
    """Return whose man an official is: "the Russian-installed governor", "officials appointed by Moscow"."""
    beside = [c for c in token.children if c.dep_ == "appos"]
    for child in (c for noun in [token, *beside] for c in noun.children):
        if child.lower_ not in _INSTALLED or child.dep_ not in {"amod", "acl", "relcl"}:
            continue
        makers = [c for c in child.children if c.dep_ in {"npadvmod", "amod", "compound", "nmod"}]
        for maker in [*tree.agents(child), *makers]:
            named = parsed.scene.actors.find_in(f"{parsed.words(*parsed.span(maker))} government")
            if named and (code := parsed.scene.code_of_name(named[0])) is not None:
                return code
    return None


_INSTALLED = frozenset("installed appointed imposed picked named backed".split())


def _of_state(parsed: Parsed, token: Token, item: Item | None) -> str | None:
    """Return the government that a country's name or a statesman's title speaks for."""
    country = item.place.place if item is not None and item.place is not None else None
    if country is not None and country.feature_code.startswith("PCL") and country.country in parsed.scene.countries:
        return parsed.scene.generic("the government")
    stranger = of_country(parsed, token)
    if stranger is not None and (stranger.known or not parsed.scene.wars):
        return stranger.value
    if country is not None and country.feature_code.startswith("PCL") and not parsed.scene.wars:
        return country.name
    if token.lower_ in _MOUTHS and any(c.lower_ in {"a", "an"} for c in token.children):
        return None
    if token.lower_ in _STATESMEN or any(c.lower_ in _STATESMEN for c in token.children):
        return parsed.scene.generic("government") or parsed.scene.generic("army")
    return None


_MOUTHS = frozenset("spokesman spokesperson commander general".split())


def _beside(token: Token) -> Token | None:
    """Return a verb of speech that stands beside the sentence it reports: "X fell on Friday, the army said"."""
    for head in [token, *tree.ancestors(token)]:
        if head.dep_ == "relcl":
            return None
        for child in head.children:
            if (
                tree.is_verb(child)
                and tree.lemma(child) in SAYS
                and child.dep_ in {"parataxis", "dep", "ccomp", "conj", "advcl"}
                and child.i > token.i
                and tree.own_subjects(child)
                and not _has_complement(child, token)
                and not any(c.dep_ == "mark" and c.lower_ != "as" for c in child.children)
            ):
                return child
    doc = token.doc
    ending = doc[max(token.i + 1, len(doc) - _ENDING) :]
    last = [t for t in ending if tree.lemma(t) in SAYS and tree.is_verb(t)]
    if (
        last
        and last[-1].dep_ not in {"pcomp", "relcl", "acl"}
        and tree.own_subjects(last[-1])
        and not (last[-1].dep_ == "advcl" and _has_complement(last[-1], token))
        and any(t.text == "," for t in doc[token.i : last[-1].i])
    ):
        return last[-1]
    return None


def _has_complement(verb: Token, token: Token) -> bool:
    return (
        any(c.dep_ in {"ccomp", "dobj"} and c.i > verb.i for c in verb.children)
        and token.i < verb.i
        and not any(t == token for t in verb.subtree)
    )


def _according(parsed: Parsed) -> str | None:
    found = _ACCORDING.search(parsed.doc.text)
    if found is None:
        return None
    end = found.end()
    for word in parsed.doc:
        if end <= word.idx <= end + 60:
            item = parsed.item(word)
            if word.text in {",", ";", "."} and word.idx > end + 1:
                return None
            if _NEUTRAL.match(word.text):
                return None
            if (item is not None and item.actor is not None and item.actor.kind is not NameKind.GENERIC) or (
                word.lower_ in RANK_WORDS and item is not None
            ):
                return parsed.scene.code(item.actor) if item.actor else None
    return None


def says_its_name(parsed: Parsed, subject: Token) -> bool:
    """Say whether a speaker is told apart by a name of its own: "Kyiv", "the Russian army", and not "the ministry"."""
    for token in subject.subtree:
        item = parsed.item(token) if abs(token.i - subject.i) < _NAME_NEAR else None
        if item is None or item.unknown:
            continue
        if item.place is not None or (item.actor is not None and item.actor.kind in {NameKind.NAME, NameKind.CAPITAL}):
            return True
        if item.actor is not None and item.actor.kind in {NameKind.SPEAKER, NameKind.GENERIC}:
            words = set(parsed.words(item.start, item.end).lower().split())
            if words - _INSTITUTIONS:
                return True
    return False


_NAME_NEAR = 6
_ENDING = 8
_INSTITUTIONS = frozenset(
    """
        the general staff defence defense ministry minister army military armed forces command high spokesman
        spokesperson spokeswoman commander in chief official officials mayor regional governor media interior foreign
        government regime authorities forces troops soldiers units fighters
    """.split()
)
"""What every state has: these words do not tell which one speaks."""
