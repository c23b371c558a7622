"""Which place a noun phrase means: a name, a part of it, a site with a name of its own, or one told before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from geo.events import tree
from geo.events.marking import Item
from geo.events.parsed import Parsed
from geo.events.unknown import is_person
from geo.lexicon_forces import FORCE_WORDS
from geo.lexicon_places import AREA_NOUNS, EDGE_NOUNS, PART_NOUNS, SETTLEMENT_NOUNS, SITE_NOUNS, WHOLE_NOUNS
from geo.model import Mention, Resolution

_IN = frozenset({"in", "of", "at", "inside", "within", "across", "throughout", "around", "on"})
_NEAR = frozenset({"near", "outside", "around", "beyond", "by", "towards", "toward", "between"})
_UNIT_NOUNS = frozenset("garrison post posts headquarters".split())
_UNITS = frozenset("division brigade battalion regiment corps army infantry garrison".split())
_CORE_SITES = frozenset("airport airfield airbase base crossing dam bridge port prison refinery".split())
_DEPTH = 6


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """A place as a phrase names it; `resolution` is None when the phrase is no known place, or more than one."""

    start: int
    end: int
    words: str
    resolution: Resolution | None = None
    item: Item | None = None
    partial: bool = False
    edge: bool = False
    site: bool = False
    named: bool = True
    definite: bool = False
    unknown: bool = False

    @property
    def key(self) -> str:
        """What makes two phrases the same place within an article."""
        if self.resolution is not None and self.resolution.place is not None:
            return self.resolution.place.id
        return "?" + self.words.casefold().removeprefix("al-").replace("-", " ")


def places_in(parsed: Parsed, token: Token, depth: int = 0) -> list[PlaceRef]:
    """Return the places that a noun phrase means, given its head word; several when they are coordinated."""
    if depth > _DEPTH:
        return []
    found: list[PlaceRef] = []
    for one in tree.conjuncts(token):
        found += _one(parsed, one, depth)
    return list({ref.key + str(ref.start): ref for ref in found}.values())


def _one(parsed: Parsed, token: Token, depth: int) -> list[PlaceRef]:
    item = parsed.item(token)
    if item is not None and item.place is not None and not (item.actor is not None and item.actor.kind == "name"):
        return [_named(parsed, token, item)]
    word = token.lower_
    if item is not None and not (item.actor is not None and word in _UNIT_NOUNS):
        return [_unknown(parsed, item)] if item.unknown and _may_be_place(parsed, item) else []
    if word in {"it", "itself", "there"}:
        return _back(parsed, token, "it" if word != "there" else word)
    if word in SETTLEMENT_NOUNS and not (word in PART_NOUNS and token.tag_ == "NN"):
        return _settlement(parsed, token, depth)
    if word in EDGE_NOUNS and _inner(parsed, token, _IN, depth):
        return [replace(ref, edge=True) for ref in _inner(parsed, token, _IN, depth)]
    if word in WHOLE_NOUNS:
        inner = _inner(parsed, token, _IN, depth)
        if inner:
            return [replace(ref, partial=ref.partial or _excepted(token)) for ref in inner]
    if word in PART_NOUNS or token.pos_ == "NUM" or token.like_num or (token.pos_ in {"ADJ", "DET"}):
        inner = _inner(parsed, token, _IN, depth)
        if inner and word in SITE_NOUNS and word not in PART_NOUNS:
            return _site(parsed, token, depth)
        if inner and not (word in SETTLEMENT_NOUNS and _appositive(parsed, token)):
            return [replace(ref, partial=True, named=False) for ref in inner]
    if word in SETTLEMENT_NOUNS | AREA_NOUNS or (word == "quarter"):
        return _settlement(parsed, token, depth)
    if word in SITE_NOUNS:
        return _site(parsed, token, depth)
    return []


def _named(parsed: Parsed, token: Token, item: Item) -> PlaceRef:
    assert item.place is not None  # noqa: S101  the caller has looked
    partial = _halved(token) or _excepted(token)
    end = _whole_name(parsed, item)
    return PlaceRef(item.start, end, parsed.words(item.start, end), item.place, item, partial=partial)


def _whole_name(parsed: Parsed, item: Item) -> int:
    """Return where the name ends when it goes on: "Old City" that stands before "of Homs"."""
    if item.place is not None and item.place.place is not None:
        return item.end
    text = parsed.scene.article.text
    following = next((i for i in parsed.marked.items if i.place is not None and i.start > item.end), None)
    if following is not None and text[item.end : following.start].split() in (["of"], ["of", "the"]):
        return following.end
    return item.end


def _may_be_place(parsed: Parsed, item: Item) -> bool:
    last = parsed.words(item.start, item.end).split()[-1].lower()
    return last not in FORCE_WORDS and not is_person(parsed.scene.article.text, item.start, item.end)


def _unknown(parsed: Parsed, item: Item) -> PlaceRef:
    """Return a name that no gazetteer knows: listed where a clause makes it a place, never mapped."""
    words = parsed.words(item.start, item.end)
    mention = Mention(article_id=parsed.scene.article.id, start=item.start, end=item.end, toponym=words)
    known = replace(item, place=Resolution(mention=mention, place=None, reasons=("unknown name",)))
    return PlaceRef(item.start, item.end, words, known.place, known, unknown=True)


def _halved(token: Token) -> bool:
    """Say whether only a part is meant ("eastern Mosul", "parts of ...")."""
    return any(
        c.dep_ in {"amod", "compound", "nmod"} and c.lower_ in _COMPASS and c.i < token.i for c in token.children
    )


_COMPASS = frozenset("eastern western northern southern central north south east west downtown".split())


def _excepted(token: Token) -> bool:
    """Say whether something is left out ("apart from B", "except for B", "all but ...")."""
    doc = token.doc
    after = doc[token.i + 1 : token.i + 10].text.lower()
    return any(
        words in after
        for words in ("apart from", "except", "with the exception", "but for", "bar the", "save for", "other than")
    )


def _appositive(parsed: Parsed, token: Token) -> list[PlaceRef]:
    """Return the name beside a noun: "the town of X", "the villages of X and Y", "the towns: X, Y", "X city"."""
    found: list[PlaceRef] = []
    for child in token.children:
        item = parsed.item(child)
        if (
            child.dep_ in {"compound", "nmod", "poss", "amod"}
            and item is not None
            and item.place is not None
            and child.dep_ != "poss"
        ):
            found.append(_named(parsed, child, item))
    for child in token.children:
        if child.dep_ == "appos":
            found += [ref for one in tree.conjuncts(child) for ref in _direct(parsed, one)]
        elif child.dep_ == "prep" and child.lower_ == "of":
            found += [
                ref
                for pobj in child.children
                if pobj.dep_ == "pobj"
                for one in tree.conjuncts(pobj)
                for ref in _direct(parsed, one)
            ]
    return [replace(ref, unknown=False) for ref in found]


def _direct(parsed: Parsed, token: Token) -> Iterator[PlaceRef]:
    item = parsed.item(token)
    if item is not None and item.place is not None:
        yield _named(parsed, token, item)
    elif item is not None and item.unknown and _may_be_place(parsed, item):
        yield _unknown(parsed, item)


def _inner(parsed: Parsed, token: Token, words: frozenset[str], depth: int) -> list[PlaceRef]:
    found: list[PlaceRef] = []
    for word, noun in tree.prepositions(token):
        if word in words:
            found += places_in(parsed, noun, depth + 1)
    if not found:
        for child in token.children:
            if child.dep_ in {"pobj", "appos", "nmod"} or (child.dep_ == "compound" and child.i > token.i):
                found += [ref for ref in _direct(parsed, child)]
    return found


def _settlement(parsed: Parsed, token: Token, depth: int) -> list[PlaceRef]:
    beside = _appositive(parsed, token)
    plural = token.tag_ in {"NNS", "NNPS"}
    if beside:
        if token.lower_ in AREA_NOUNS and any(
            c.dep_ in {"compound", "nmod"} and parsed.item(c) for c in token.children
        ):
            return [_joined(parsed, token, beside[0])]
        counted = plural and any(parsed.item(c) is not None for c in token.children if c.dep_ == "pobj")
        return [replace(ref, partial=ref.partial or counted or _halved(token)) for ref in beside]
    if plural:
        listed = _listed(parsed, token)
        if listed:
            return listed
        area = _inner(parsed, token, _IN | _NEAR, depth)
        return [replace(ref, partial=True, named=False) for ref in area]
    inside = [
        ref
        for word, noun in tree.prepositions(token)
        if word in {"in", "of"}
        for ref in places_in(parsed, noun, depth + 1)
    ]
    back = _back(parsed, token, token.lower_)
    if back:
        return [replace(ref, partial=ref.partial or _halved(token)) for ref in back]
    if inside and token.lower_ in AREA_NOUNS:
        start, end = parsed.extent([token])
        return [replace(ref, start=start, partial=True, named=False) for ref in inside]
    return []


def _listed(parsed: Parsed, token: Token) -> list[PlaceRef]:
    """Return the names of "five villages in the north: A, B and C", which the parse seldom ties to their noun."""
    doc = token.doc
    colon = next((t for t in doc[token.i + 1 : token.i + 14] if t.text in {":", "-", "–", "—"}), None)
    if colon is None:
        return []
    found: list[PlaceRef] = []
    for word in doc[colon.i + 1 :]:
        item = parsed.item(word)
        if item is not None and (item.place is not None or item.unknown):
            found += _direct(parsed, word)
        elif word.text not in {",", "and", ";"} and word.lower_ != "as":
            break
    return [replace(ref, unknown=False) for ref in found] if len(found) > 1 else []


def place_told(parsed: Parsed, token: Token) -> list[PlaceRef]:
    """Return the place of the event told last, for a clause that names none ("it had pulled out")."""
    return _back(parsed, token, "it")


def _joined(parsed: Parsed, token: Token, ref: PlaceRef) -> PlaceRef:
    """Return "Kokang region" from the name and its noun: the name's place, under the whole phrase."""
    start, end = min(ref.start, parsed.span(token)[0]), max(ref.end, parsed.span(token)[1])
    return replace(ref, start=start, end=end, words=parsed.words(start, end))


def _site(parsed: Parsed, token: Token, depth: int) -> list[PlaceRef]:
    """Return a base, crossing or building: its own place when it bears a name, part of the town it stands in when not."""
    of_names = [
        c
        for c in token.children
        if c.dep_ in {"compound", "nmod", "poss"}
        and (i := parsed.item(c)) is not None
        and (i.place is not None or i.unknown)
        and not _unit(parsed.words(i.start, i.end))
    ]
    if of_names:
        start, end = parsed.extent([*of_names, token])
        return [_own_site(parsed, start, end)]
    names = [
        c
        for c in token.children
        if c.dep_ == "compound" and c.pos_ == "PROPN" and parsed.item(c) is None and c.lower_ not in _UNITS
    ]
    phrases = tree.prepositions(token)
    for word, noun in [
        *phrases,
        *(
            inner
            for _, n in phrases
            if parsed.item(n) is None or parsed.item(n).unknown
            for inner in tree.prepositions(n)
        ),
    ]:
        inner = places_in(parsed, noun, depth + 1)
        if not inner:
            continue
        if word == "of" and token.lower_ not in _UNIT_NOUNS:
            start, end = parsed.span(token)[0], inner[0].end
            return [_own_site(parsed, start, end)]
        if word in {"in", "at", "inside", "of"} and not names:
            full = token.lower_ in _UNIT_NOUNS and any(c.lower_ in {"the", "last"} for c in token.children)
            return [replace(ref, partial=not full or ref.partial, site=True) for ref in inner]
    back = _back(parsed, token, token.lower_) if _definite(token) and not names else []
    if back:
        return back
    if any(t.lower_ == "there" for t in token.doc[token.i + 1 : token.i + 2]):
        return [
            replace(ref, site=True, partial=token.lower_ not in _UNIT_NOUNS) for ref in _back(parsed, token, "there")
        ]
    kept = [c for c in token.children if c.dep_ in {"compound", "amod", "nummod"} and c.i < token.i]
    start, end = parsed.extent([*kept, token])
    sure = _definite(token) and token.lower_ in _CORE_SITES
    return [replace(_own_site(parsed, start, end), named=bool(names) or _has_unknown(parsed, token), definite=sure)]


def _has_unknown(parsed: Parsed, token: Token) -> bool:
    return any(
        (i := parsed.item(c)) is not None
        and i.unknown
        and not _unit(parsed.words(i.start, i.end))
        and not parsed.words(i.start, i.end).isupper()
        for c in token.children
    )


def _unit(words: str) -> bool:
    return words.rsplit(maxsplit=1)[-1].lower() in _UNITS


def _own_site(parsed: Parsed, start: int, end: int) -> PlaceRef:
    """Return a site that is its own place, known by its words alone."""
    words = parsed.words(start, end)
    words = words[4:] if words.lower().startswith("the ") else words
    mention = Mention(article_id=parsed.scene.article.id, start=start, end=end, toponym=words)
    item = Item(start, end, place=Resolution(mention=mention, place=None, reasons=("a site of its own",)))
    return PlaceRef(start, end, words, item.place, item, site=True)


def _definite(token: Token) -> bool:
    return any(c.lower_ in {"the", "that", "this", "its", "their"} for c in token.children if c.dep_ in {"det", "poss"})


def _back(parsed: Parsed, token: Token, noun: str) -> list[PlaceRef]:
    if noun not in {"it", "there"} and not _definite(token):
        return []
    if any(c.lower_ in {"another", "other", "nearby", "neighbouring", "neighboring", "next"} for c in token.children):
        return []
    at = parsed.span(token)[0]
    item = parsed.scene.place_before(noun, at, parsed.marked.start)
    if item is None or item.place is None:
        return []
    return [PlaceRef(item.start, item.end, parsed.words(item.start, item.end), item.place, item)]
