"""Which places a noun phrase means: names, parts of them, sites, or places told before."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from geo.events import tree
from geo.events.marking import Item
from geo.events.parsed import Parsed
from geo.events.place_lists import (
    an_area,
    appositive,
    describes,
    joined,
    kind_of_it,
    last_of,
    listed,
    named_behind,
    named_next,
    people,
)
from geo.events.place_refs import (
    PROVINCES,
    PlaceRef,
    as_province,
    definite,
    direct,
    excepted,
    half_of,
    halved,
    has_unknown,
    may_be_place,
    named_ref,
    names_site,
    own_site,
    place_ahead,
    place_before,
    places_told,
    unknown_ref,
)
from geo.lexicon_forces import UNIT_WORDS
from geo.lexicon_places import AREA_NOUNS, EDGE_NOUNS, PART_NOUNS, SETTLEMENT_NOUNS, SITE_NOUNS, WHOLE_NOUNS

_IN = frozenset({"in", "of", "at", "inside", "within", "across", "throughout", "around", "on"})


_NEAR = frozenset({"near", "outside", "around", "beyond", "by", "towards", "toward", "between"})


_UNIT_NOUNS = frozenset("garrison post posts headquarters command".split())


_GARRISONS = frozenset({"garrison", "post", "posts"})
_OWN_SITES = SITE_NOUNS - frozenset(
    """
    square market school hospital building buildings centre center garage church post posts position positions garrison
    command headquarters ministry road highway motorway checkpoint checkpoints outpost outposts barracks
    """.split()
)
_PROVINCIAL = frozenset("provincial regional state district".split())
_CIVIL = frozenset(
    """
    palace building buildings ministry hospital mosque market university school prison jail tower church academy
    station stadium monastery factory warehouse square bank courthouse
    """.split()
)
_CORE_SITES = frozenset("airport airfield airbase crossing dam bridge".split())


_QUARTERS = frozenset("districts quarters neighbourhoods neighborhoods".split())
_MIDDLES = frozenset("centre center heart downtown".split())
_TOLD_APART = frozenset("main international military civilian biggest largest other second central".split())
_DEPTH = 6


def places_in(parsed: Parsed, token: Token, depth: int = 0) -> list[PlaceRef]:
    """Return the places that a noun phrase means, given its head word; several when they are coordinated."""
    if depth > _DEPTH:
        return []
    found: list[PlaceRef] = []
    for one in [t for named in tree.conjuncts(token) for t in (named, *_appended(parsed, named))]:
        found += _one(parsed, one, depth)
    if any(not ref.unknown for ref in found):
        found = [replace(ref, unknown=False) for ref in found]
    return list({ref.key + str(ref.start): ref for ref in found}.values())


def _one(parsed: Parsed, token: Token, depth: int) -> list[PlaceRef]:
    item = parsed.item(token)
    if item is not None and token.tag_ in {"NNS", "NNPS"} and _counts(parsed, item):
        return _unnamed(parsed, token, depth)
    if item is not None and item.place is not None and not (item.actor is not None and item.actor.kind == "name"):
        return _quarter_of(parsed, token, item, depth) or [named_ref(parsed, token, item)]
    word = token.lower_
    if item is not None and not (item.actor is not None and (word in _UNIT_NOUNS or an_area(parsed, token, item))):
        of_it = [r for w, n in tree.prepositions(token) if w == "of" for r in places_in(parsed, n, depth + 1)]
        if (
            item.unknown
            and parsed.words(item.start, item.end).rsplit(maxsplit=1)[-1] in {"Site", "City", "Town"}
            and of_it
        ):
            return of_it
        return [unknown_ref(parsed, item)] if item.unknown and may_be_place(parsed, item) else []
    return _unnamed(parsed, token, depth)


def _appended(parsed: Parsed, token: Token) -> list[Token]:
    """Return what a list goes on with behind a name: "X, the villages of A and B and the regions of C and D"."""
    if parsed.item(token) is None:
        return []
    beside = [c for c in token.children if c.dep_ == "appos" and c.tag_ == "NNS" and c.lower_ in _MANY]
    return [one for c in beside for one in tree.conjuncts(c)]


_MANY = SETTLEMENT_NOUNS | AREA_NOUNS


def _counts(parsed: Parsed, item: Item) -> bool:
    """Say whether a capitalised word is no name: "key Towns including X"."""
    known = item.place is not None and item.place.place is not None
    return not known and item.actor is None and parsed.words(item.start, item.end).lower() in SETTLEMENT_NOUNS


def _quarter_of(parsed: Parsed, token: Token, item: Item, depth: int) -> list[PlaceRef]:
    """Return the quarter of "the Aleppo district of Salaheddine", which the names before it only place."""
    if parsed.words(item.start, item.end).rsplit(maxsplit=1)[-1].lower() not in _QUARTER_NOUNS:
        return []
    inner = [r for w, n in tree.prepositions(token) if w == "of" for r in places_in(parsed, n, depth + 1)]
    known = item.place.place if item.place is not None else None
    return inner if known is not None and inner and known.population > people(inner[0]) else []


_QUARTER_NOUNS = frozenset("district quarter neighbourhood neighborhood suburb".split())


def _unnamed(parsed: Parsed, token: Token, depth: int) -> list[PlaceRef]:  # noqa: PLR0911  one return a reading
    """Return the places of a word that is no name: a pronoun or a common noun."""
    word = token.lower_
    if word == "both" and not list(token.children):
        return places_told(parsed, token)
    if word in {"it", "itself", "there"} or (word == "that" and token.dep_ == "dobj" and token.tag_ == "DT"):
        return place_before(parsed, token, "there" if word == "there" else kind_of_it(token))
    if word in SETTLEMENT_NOUNS | AREA_NOUNS and describes(parsed, token):
        return []
    if word in SETTLEMENT_NOUNS and not (word in PART_NOUNS and token.tag_ == "NN"):
        return _settlement(parsed, token, depth)
    if word in UNIT_WORDS - _GARRISONS:
        return []
    around = appositive(parsed, token) if word == "countryside" and halved(token) else []
    if around:
        return _beside(parsed, token, around, depth)
    return _part(parsed, token, depth) or _common(parsed, token, depth)


def _part(parsed: Parsed, token: Token, depth: int) -> list[PlaceRef]:
    """Read "most of X", "the outskirts of X", "the whole of X", "parts of X"."""
    word = token.lower_
    edge, whole = word in EDGE_NOUNS, word in WHOLE_NOUNS
    counted = token.pos_ in {"NUM", "ADJ", "DET"} or token.like_num
    if not edge and (not (whole or counted or word in PART_NOUNS) or (word in SITE_NOUNS and word not in PART_NOUNS)):
        return []
    inner = _inner(parsed, token, _IN, depth)
    if edge:
        return [replace(ref, edge=True) for ref in inner]
    if whole:
        return [replace(ref, partial=ref.partial or excepted(token)) for ref in inner]
    names = appositive(parsed, token)
    if names and (word in SETTLEMENT_NOUNS or (token.tag_ == "NNS" and word in AREA_NOUNS | _QUARTERS)):
        return [] if word in SETTLEMENT_NOUNS else names
    names = named_behind(token, inner) if token.tag_ == "NNS" else []
    if names:
        return names
    plain = not any(c.dep_ in {"relcl", "acl", "prep", "poss"} for c in token.children)
    if (
        not inner
        and plain
        and (word in _MIDDLES or (token.tag_ == "NNS" and word in _QUARTERS))
        and (definite(token) or token.lower_ == "downtown")
    ):
        inner = place_before(parsed, token, "city")
    full = last_of(token) or (word == "areas" and len(inner) > 1)
    return [replace(ref, partial=not full, named=full) for ref in inner]


def _common(parsed: Parsed, token: Token, depth: int) -> list[PlaceRef]:
    """Read a common noun for a place: "the region", "the base", "a bridge at X"."""
    if token.lower_ in SETTLEMENT_NOUNS | AREA_NOUNS or token.lower_ == "quarter":
        return _settlement(parsed, token, depth)
    return _site(parsed, token, depth) if token.lower_ in SITE_NOUNS else []


def _inner(parsed: Parsed, token: Token, words: frozenset[str], depth: int) -> list[PlaceRef]:
    found: list[PlaceRef] = []
    for word, noun in tree.prepositions(token):
        if word in words:
            found += places_in(parsed, noun, depth + 1)
    if not found:
        for child in token.children:
            if child.dep_ in {"pobj", "appos", "nmod"} or (child.dep_ == "compound" and child.i > token.i):
                found += list(direct(parsed, child))
    return found


def _settlement(parsed: Parsed, token: Token, depth: int) -> list[PlaceRef]:  # noqa: PLR0911  one return a reading
    beside = appositive(parsed, token)
    plural = token.tag_ in {"NNS", "NNPS"}
    if not plural and named_next(parsed, token):
        return []
    if beside:
        return _beside(parsed, token, beside, depth)
    if plural:
        names = listed(parsed, token)
        if names:
            return names
        area = _inner(parsed, token, _IN | _NEAR, depth)
        if not area:
            return places_told(parsed, token)
        names = named_behind(token, area)
        if names:
            return names
        return [replace(ref, partial=True, named=False) for ref in area]
    inside = [
        ref
        for word, noun in tree.prepositions(token)
        if word in {"in", "of"}
        for ref in places_in(parsed, noun, depth + 1)
    ]
    above = parsed.item(token.head) if token.dep_ == "appos" else None
    if above is not None and above.place is not None and not inside:
        return [named_ref(parsed, token.head, above)]
    seat = any(c.lower_ in _PROVINCIAL for c in token.children)
    back = place_before(parsed, token, "city" if seat else token.lower_)
    if back and not (seat and token.lower_ == "capital" and _no_seat(back[0])):
        return [replace(ref, partial=ref.partial or half_of(token)) for ref in back]
    if inside and token.lower_ in AREA_NOUNS:
        start = parsed.span(token)[0]
        return [replace(ref, start=start, partial=True, named=False) for ref in inside]
    return place_ahead(parsed, token)


def _no_seat(ref: PlaceRef) -> bool:
    """Say whether a place is known to be too small for the capital of a province."""
    place = ref.resolution.place if ref.resolution is not None else None
    return place is not None and place.feature_code not in {"PPLA", "PPLC"} and place.population < _SEAT


_SEAT = 30_000


def _beside(parsed: Parsed, token: Token, beside: list[PlaceRef], depth: int) -> list[PlaceRef]:
    """Return the place of a noun with names beside it: "Kokang region", "the Aleppo district of Salaheddine"."""
    plural = token.tag_ in {"NNS", "NNPS"}
    within = [r for w, n in tree.prepositions(token) if w == "of" for r in places_in(parsed, n, depth + 1)]
    if len(beside) > 1 and within and not plural and people(beside[0]) > people(within[0]):
        return [replace(ref, partial=ref.partial or half_of(token)) for ref in within]
    if len(beside) > 1 and plural and token.lower_ in AREA_NOUNS:
        return beside
    if token.lower_ in AREA_NOUNS and any(c.dep_ in {"compound", "nmod"} and parsed.item(c) for c in token.children):
        whole = joined(parsed, token, beside[0])
        province = token.lower_ in PROVINCES or (token.lower_ == "countryside" and halved(token))
        return [replace(as_province(whole, token.lower_), partial=whole.partial) if province else whole]
    if token.lower_ in PROVINCES:
        beside = [as_province(ref, token.lower_) for ref in beside]
    unnamed = plural and any(parsed.item(c) is not None for c in token.children if c.dep_ == "pobj")
    return [replace(ref, partial=ref.partial or unnamed or half_of(token)) for ref in beside]


def _site(parsed: Parsed, token: Token, depth: int) -> list[PlaceRef]:
    """Return a base, crossing or building: its own place when it has a name, else a part of the town it stands in."""
    apart = [c for c in token.children if c.dep_ == "appos" and c.nbor(-1).text == "," and token.tag_ == "NN"]
    named_so = [ref for c in apart for ref in direct(parsed, c) if not ref.unknown]
    seat = token.lower_ == "base" and any(c.lower_ in _HEADQUARTERS for c in token.children)
    named_so = named_so or (_inner(parsed, token, frozenset({"of"}), depth) if seat else [])
    if named_so:
        return named_so
    beside = [c for c in token.children if c.dep_ in {"compound", "nmod", "poss"} and names_site(parsed, c)]
    if beside:
        return [own_site(parsed, *parsed.extent([*beside, token]))]
    named = any(
        c.dep_ == "compound" and c.text[:1].isupper() and parsed.item(c) is None and c.lower_ not in UNIT_WORDS
        for c in token.children
    )
    located = _located(parsed, token, depth, named=named)
    if located:
        return located
    own = any(c.dep_ == "amod" and c.lower_ in _TOLD_APART for c in token.children)
    back = place_before(parsed, token, token.lower_) if definite(token) and not (named or own) else []
    if back:
        return back
    if token.i + 1 < len(token.doc) and token.nbor().lower_ == "there":
        full = token.lower_ in _GARRISONS
        return [replace(ref, site=True, partial=not full) for ref in place_before(parsed, token, "there")]
    kept = [c for c in token.children if c.dep_ in {"compound", "amod", "nummod"} and c.i < token.i]
    sure = definite(token) and (token.lower_ in _CORE_SITES or (token.lower_ == "base" and bool(kept)))
    named = named or has_unknown(parsed, token)
    ahead = [] if named else place_ahead(parsed, token)
    return ahead or [replace(own_site(parsed, *parsed.extent([*kept, token])), named=named, definite=sure)]


_HEADQUARTERS = frozenset("main power home former traditional last chief".split())
"""Words by which a base is no camp but the town that a force rules from: "its main base of Mosul"."""


def _located(parsed: Parsed, token: Token, depth: int, *, named: bool) -> list[PlaceRef]:
    """Read where a site lies: "the airport of X" is its own place, "an army base in X" a part of X."""
    phrases = tree.prepositions(token)
    for _, noun in phrases[:]:
        item = parsed.item(noun)
        if item is None or item.place is None:
            phrases += [phrase for phrase in tree.prepositions(noun) if phrase[0] != "of"]
    for word, noun in phrases:
        inner = places_in(parsed, noun, depth + 1) if word in {"of", "in", "at", "inside"} else []
        if (
            len(inner) > 1
            and word == "of"
            and token.tag_ == "NNS"
            and token.lower_ in _OWN_SITES | {"ports", "terminals"}
        ):
            return [own_site(parsed, ref.start, ref.end) for ref in inner]
        if (
            inner
            and word == "of"
            and token.lower_ == "port"
            and {c.dep_ for c in token.children} & {"amod", "compound"}
        ):
            return inner
        if inner and word == "of" and token.lower_ in _OWN_SITES:
            start = parsed.span(token)[0]
            return [
                own_site(
                    parsed,
                    start,
                    max(inner[0].end, parsed.span(token)[1]) if inner[0].start > start else parsed.span(token)[1],
                )
            ]
        if inner and not named:
            full = last_of(token) or (token.lower_ in _GARRISONS and any(c.lower_ == "the" for c in token.children))
            civil = token.lower_ in _CIVIL
            return [replace(ref, partial=not full or ref.partial, site=True, civil=civil) for ref in inner]
    return []
