"""Clauses that tell of forces moving: into, around, towards and to a place, or thrown back from it."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from geo.events import tree
from geo.events.clause import AT, Clause, draft_of, drafts_for, places_around, weapons_only
from geo.events.draft import ClauseDraft
from geo.events.forces import actor_of, actors_in
from geo.events.parsed import Parsed
from geo.events.place_refs import PlaceRef, place_told
from geo.events.places import places_in
from geo.lexicon import Shape
from geo.lexicon_forces import WEAPON_WORDS
from geo.model import Action

_ATTACKS = frozenset(
    """
        attack attacks assault assaults offensive attempt attempts advance advances push raid raids bid incursion
        infiltration thrust attackers assailants push
    """.split()
)


_INTO = frozenset({"into", "inside", "in"})


_TOWARDS = frozenset({"towards", "toward", "on", "to", "against", "for"})


MOVERS = frozenset("convoy convoys reinforcements supplies aid reinforcement columns".split())


def enters(clause: Clause) -> list[ClauseDraft]:
    """Read "stormed the town"."""
    nobody = clause.passive and not clause.doers and tree.lemma(clause.verb) in {"enter", "storm"}
    if not (clause.actors() or nobody) or weapons_only(clause):
        return []
    return _moved_in(clause, clause.places())


def enters_into(clause: Clause) -> list[ClauseDraft]:
    """Read "marched into the town"; a convoy or a whole country makes it a deployment."""
    words = frozenset({"to"}) if tree.lemma(clause.verb) == "return" else _INTO - {"in"} | {"through to", "through"}
    if clause.passive or not clause.actors():
        return []
    return _moved_in(clause, clause.places_after(words))


def _moved_in(clause: Clause, places: list[PlaceRef]) -> list[ClauseDraft]:
    convoy = any(token.lower_ in MOVERS for token in clause.doers)
    found = []
    for draft in drafts_for(clause, [r for r in places if not r.edge]):
        wide = (
            draft.place.resolution is not None
            and draft.place.resolution.place is not None
            and draft.place.resolution.place.feature_code.startswith("PCL")
        )
        found.append(replace(draft, action=Action.DEPLOY) if convoy or wide else draft)
    return found + drafts_for(
        replace(clause, frame=replace(clause.frame, action=Action.APPROACH)), [r for r in places if r.edge]
    )


def besieges(clause: Clause) -> list[ClauseDraft]:
    """Read "surrounded the town"."""
    if clause.doer_is_other or _cut_from_a_side(clause):
        return []
    places = [r for r in clause.places() if r.named or not r.partial]
    if not places and clause.passive:
        places = [r for t in clause.done_to for inner in t.subtree for r in places_around(clause.parsed, inner)]
    return [replace(d, partial=False) for d in drafts_for(clause, [r for r in places if not (r.site and r.partial)])]


def _cut_from_a_side(clause: Clause) -> bool:
    """Say whether a town is only cut off from one side or from one other place: "cut the city off from the north"."""
    from_where = [n for w, n in clause.phrases if w == "from"] if tree.lemma(clause.verb) == "cut" else []
    return any(n.lower_ in _SIDES or (n.lower_ != "rest" and places_in(clause.parsed, n)) for n in from_where)


_SIDES = frozenset("north south east west half part border coast sea capital hinterland".split())


def nears(clause: Clause) -> list[ClauseDraft]:
    """Read "are approaching the town"."""
    return drafts_for(clause, clause.places()) if clause.actors() and not clause.passive else []


def nears_on(clause: Clause) -> list[ClauseDraft]:
    """Read "are closing in on the town"."""
    if not clause.actors() or clause.passive or weapons_only(clause):
        return []
    words = (
        _TOWARDS
        if tree.lemma(clause.verb) not in {"head", "move", "gain", "drive", "press"}
        else _TOWARDS - {"to", "for"}
    )
    return [replace(d, partial=False) for d in drafts_for(clause, clause.places_after(words))]


def repels(clause: Clause) -> list[ClauseDraft]:
    """Read "beat back an attack on the town"."""
    attacks = [t for token in clause.done_to for t in tree.conjuncts(token) if t.lower_ in _ATTACKS]
    attackers = [r for token in clause.done_to if token not in attacks for r in actors_in(clause.parsed, token)]
    if not attacks and not (attackers and tree.lemma(clause.verb) in {"repel", "repulse", "beat"}):
        return []
    places: list[PlaceRef] = []
    opponent = attackers[0].value if attackers else None
    for attack in attacks:
        for word, noun in tree.prepositions(attack):
            places += (
                places_in(clause.parsed, noun)
                if word in {"on", "against", "towards", "toward", "to", "at", "near", "in", "into"}
                else []
            )
            if word == "by":
                places += [
                    r
                    for w, n in tree.prepositions(noun)
                    if w in {"on", "against", "in", "near", "at"}
                    for r in places_in(clause.parsed, n)
                ]
            attacker = actor_of(clause.parsed, noun) if word in {"by", "from"} else None
            opponent = opponent or (attacker.value if attacker else None)
        opponent = opponent or _attacker(clause.parsed, attack)
        places += _of_attempt(clause.parsed, attack)
    places = places or clause.places_after(AT | {"from"})
    aims = [n for attack in attacks for w, n in tree.prepositions(attack) if w in {"on", "against", "near", "at"}]
    if not places and aims:
        places = [
            r for n in aims for w, inner in tree.prepositions(n) if w == "in" for r in places_in(clause.parsed, inner)
        ]
    by = [n for w, n in clause.phrases if w in {"by", "from"}]
    places = places or [
        r for n in by for w, inner in tree.prepositions(n) if w in AT for r in places_in(clause.parsed, inner)
    ]
    if not places and attacks and not aims:
        places = place_told(clause.parsed, clause.verb)
    if clause.doer_is_other:
        return []
    return [replace(d, partial=False) for d in drafts_for(clause, places, opponent)]


def _attacker(parsed: Parsed, attack: Token) -> str | None:
    for child in attack.children:
        if child.dep_ in {"compound", "amod", "poss"}:
            found = actor_of(parsed, child, 1)
            if found is not None:
                return found.value
    return None


def _of_attempt(parsed: Parsed, attack: Token) -> list[PlaceRef]:
    """Return the place of "an attempt to storm X"."""
    found: list[PlaceRef] = []
    for child in attack.children:
        if child.dep_ in {"acl", "xcomp"} and tree.is_verb(child):
            for token in tree.objects(child):
                found += places_in(parsed, token)
            for word, noun in tree.prepositions(child):
                found += places_in(parsed, noun) if word in _ATTEMPTED else []
    return found


_ATTEMPTED = frozenset({"into", "on", "in", "towards", "out of", "from"})


def deploys(clause: Clause) -> list[ClauseDraft]:
    """Read "sent reinforcements to the town", "crossed into the country near the town"."""
    if clause.frame.shape is Shape.DEPLOYS and clause.passive:
        movers = [r for token in tree.subjects(clause.verb) for r in actors_in(clause.parsed, token)]
    else:
        movers = clause.actors()
    sent = [t for token in clause.done_to for t in tree.conjuncts(token)]
    if clause.frame.shape is Shape.SENDS:
        goods = [r for t in sent for r in actors_in(clause.parsed, t)]
        if not goods and not any(t.lower_ in MOVERS | WEAPON_WORDS for t in sent):
            return []
        movers = movers or goods
    bare = clause.frame.shape is Shape.DEPLOYS and any(t.lower_ in MOVERS - _AID for t in clause.doers)
    if not movers and not bare:
        return []
    where = frozenset(
        {"to", "into", "in", "at", "near", "towards", "inside"}
        if tree.lemma(clause.verb) != "cross"
        else {"into", "near"}
    )
    places = [*clause.places_after(where), *_nested(clause.parsed, clause)]
    if tree.lemma(clause.verb) == "deploy" and not places:
        places = [
            r for t in sent for w, n in tree.prepositions(t) if w in {"to", "in"} for r in places_in(clause.parsed, n)
        ]
    mover = movers[0] if movers else None
    return [replace(draft_of(clause, r, mover, action=Action.DEPLOY), partial=False) for r in _narrowest(places)]


_AID = frozenset({"aid", "supplies", "convoy", "convoys"})


def _nested(parsed: Parsed, clause: Clause) -> list[PlaceRef]:
    return [
        r
        for w, n in clause.phrases
        for x, y in tree.prepositions(n)
        if x in {"near", "at", "in"}
        for r in places_in(parsed, y)
    ]


def _narrowest(places: list[PlaceRef]) -> list[PlaceRef]:
    """Return the towns when towns and countries are named ("crossed into Syria near Albu Kamal": Albu Kamal)."""
    small = [
        r
        for r in places
        if r.resolution is None or r.resolution.place is None or not r.resolution.place.feature_code.startswith("PCL")
    ]
    return small or places
