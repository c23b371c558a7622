"""From a verb and its clause to drafts of events: one small reader for each shape of the lexicon."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from spacy.tokens import Token

from geo.events import tree
from geo.events.draft import Draft
from geo.events.forces import ActorRef, actor_of, actors_in, possessor
from geo.events.parsed import Parsed
from geo.events.places import PlaceRef, place_told, places_in
from geo.lexicon import SURE_VERBS, VERBS, Frame, Shape
from geo.lexicon_forces import WEAPON_WORDS
from geo.lexicon_places import PART_NOUNS
from geo.model import Action, Status

_ATTACKS = frozenset(
    "attack attacks assault assaults offensive attempt attempts advance advances push raid raids bid incursion infiltration thrust".split()
)
_NO_DOERS = frozenset(
    "official officials authorities minister ministers ministry spokesman president source council parliament lawmakers media".split()
)
_OUT = frozenset({"out of", "from", "off", "out"})
_INTO = frozenset({"into", "inside", "in"})
_TOWARDS = frozenset({"towards", "toward", "on", "to", "against", "for"})
_AT = frozenset({"in", "near", "at", "around", "outside", "inside", "for", "over", "along", "on", "across", "between"})
_MOVERS = frozenset("convoy convoys reinforcements supplies aid reinforcement columns".split())


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb with its parts, in the order of the active voice."""

    parsed: Parsed
    verb: Token
    frame: Frame
    doers: tuple[Token, ...]
    done_to: tuple[Token, ...]
    phrases: tuple[tuple[str, Token], ...]
    passive: bool

    def actors(self) -> list[ActorRef]:
        return [ref for token in self.doers if token.lower_ not in _NO_DOERS for ref in actors_in(self.parsed, token)]

    def places(self) -> list[PlaceRef]:
        """Return the places done to; a site without a name is looked for where the clause says it lies."""
        found = [ref for token in self.done_to for ref in places_in(self.parsed, token)]
        part = not found and any(token.lower_ in PART_NOUNS for token in self.done_to)
        if not part and not any(ref.site and not ref.named for ref in found):
            return found
        around = [replace(ref, partial=True, site=True) for ref in self.places_after(frozenset({"in", "at", "inside"}))]
        return [ref for ref in found if ref.named or not ref.site] + (around or [ref for ref in found if ref.definite])

    def places_after(self, words: frozenset[str]) -> list[PlaceRef]:
        return [ref for word, noun in self.phrases if word in words for ref in places_in(self.parsed, noun)]

    def actor_after(self, words: frozenset[str]) -> str | None:
        for word, noun in self.phrases:
            if word in words:
                found = actor_of(self.parsed, noun)
                if found is not None:
                    return found.value
        return None

    @property
    def doer_is_other(self) -> bool:
        """Whether the clause names a doer who is no force: a club, a film, a lawyer."""
        return bool(self.doers) and not self.actors()


def clause_of(parsed: Parsed, verb: Token, frame: Frame) -> Clause:
    """Return the parts of a verb's clause; in the passive voice the subject is what it is done to."""
    passive = tree.is_passive(verb)
    subjects = tree.subjects(verb)
    particle_objects = [
        tree.antecedent(grand)
        for child in verb.children
        if frame.particle and child.lower_ == frame.particle and child.dep_ == "prep"
        for grand in child.children
        if grand.dep_ == "pobj"
    ]
    done_to = subjects if passive else [*tree.objects(verb), *particle_objects]
    doers = tree.agents(verb) if passive else subjects
    phrases = [*tree.prepositions(verb)]
    for token in done_to:
        if not passive:
            phrases += tree.prepositions(token)
    return Clause(parsed, verb, frame, tuple(doers), tuple(done_to), tuple(phrases), passive)


def drafts_of(parsed: Parsed, verb: Token) -> list[Draft]:
    """Return the drafts of a verb's clause, by the first of its frames that fits."""
    particles = tree.particles(verb)
    frames = VERBS.get(tree.lemma(verb), ())
    for frame in sorted(frames, key=lambda f: not f.particle):
        if frame.particle and frame.particle not in particles:
            continue
        found = _READERS[frame.shape](clause_of(parsed, verb, frame))
        if found:
            return found
    return []


def plausible(draft: Draft) -> bool:
    """Say whether the clause makes a place of a name that nobody knows: a force must act on it, by a verb for places."""
    place = draft.place
    if (
        place.site
        and not place.named
        and not place.definite
        and (place.resolution is None or place.resolution.place is None)
    ):
        return False
    if draft.actor is not None and draft.actor == draft.opponent:
        return False
    if place.site and place.partial and draft.actor is None and draft.by_force and draft.action is not Action.STRIKE:
        return False
    if draft.action is Action.WITHDRAW and draft.actor is None and draft.status is not Status.DENIED:
        return False
    if not place.unknown or (draft.state and draft.actor is not None):
        return True
    return (draft.actor is not None or draft.opponent is not None or draft.by_force) and tree.lemma(
        draft.token
    ) in SURE_VERBS


def _draft(
    clause: Clause, ref: PlaceRef, actor: ActorRef | None, opponent: str | None = None, action: Action | None = None
) -> Draft:
    opponent = opponent or _holder_there(clause.parsed, ref, actor)
    return Draft(
        action=action or clause.frame.action,
        place=ref,
        token=clause.verb,
        shape=clause.frame.shape,
        actor=actor.value if actor else None,
        opponent=opponent,
        by_force=actor is not None,
        told_actor=actor is not None and not (actor.vague and actor.value is None),
        partial=ref.partial,
    )


def _holder_there(parsed: Parsed, ref: PlaceRef, actor: ActorRef | None) -> str | None:
    """Return whom the sentence places there: "took the town, where the X are ..."."""
    token = parsed.token_at(ref.start)
    if token is None or actor is None:
        return None
    for child in [*token.children, *token.head.children]:
        if child.dep_ == "relcl" and any(c.lower_ == "where" for c in child.children):
            for subject in tree.own_subjects(child):
                found = actor_of(parsed, subject)
                if found is not None and parsed.scene.hostile(found.value, actor.value):
                    return found.value
    return None


def _each(clause: Clause, places: list[PlaceRef], opponent: str | None = None) -> list[Draft]:
    """Return a draft for each place: several actors and as many places are paired by "respectively"."""
    actors = clause.actors()
    if len(actors) == len(places) > 1 and "respectively" in clause.parsed.doc.text.lower():
        return [_draft(clause, ref, actor, opponent) for actor, ref in zip(actors, places, strict=True)]
    return [_draft(clause, ref, actors[0] if actors else None, opponent) for ref in places]


def _takes(clause: Clause) -> list[Draft]:
    if clause.doer_is_other or _weapons_only(clause):
        return []
    if not clause.passive and not clause.doers:
        return []
    places = [ref for ref in clause.places() if not ref.edge]
    return _each(clause, places, clause.actor_after(frozenset({"from"})))


def _weapons_only(clause: Clause) -> bool:
    return any(ref.weapon and ref.value is None for ref in clause.actors())


def _clears(clause: Clause) -> list[Draft]:
    if clause.doer_is_other or _weapons_only(clause):
        return []
    places = [ref for ref in clause.places() if not ref.edge]
    opponent = clause.actor_after(frozenset({"of", "from"}))
    if places and (opponent or clause.actors() or clause.passive):
        said = any(word == "of" for word, _ in clause.phrases) or clause.frame.action is Action.CAPTURE
        return _each(clause, places, opponent) if said and (opponent or _of_enemies(clause)) else []
    losers = [ref for token in clause.done_to for ref in actors_in(clause.parsed, token)]
    if losers and not places:
        return _each(clause, clause.places_after(_OUT), losers[0].value)
    return []


_ENEMY_WORDS = frozenset(
    "terrorists terrorism militants rebels fighters extremists jihadists gunmen enemy insurgents troops forces invaders occupiers".split()
)


def _of_enemies(clause: Clause) -> bool:
    return (
        any(word in {"of", "from"} and noun.lower_ in _ENEMY_WORDS for word, noun in clause.phrases)
        or not clause.phrases
    )


def _expels(clause: Clause) -> list[Draft]:
    if clause.doer_is_other:
        return []
    losers = [ref for token in clause.done_to for ref in actors_in(clause.parsed, token)]
    if not losers or losers[0].weapon:
        return []
    return _each(clause, [r for r in clause.places_after(_OUT) if not r.edge], losers[0].value)


def _falls(clause: Clause) -> list[Draft]:
    """Read "the town fell to X": the grammatical subject is the place."""
    subjects = tree.subjects(clause.verb)
    places = [ref for token in subjects for ref in places_in(clause.parsed, token) if not ref.edge]
    if any(clause.parsed.item(t) is None and t.lower_ in _NO_PLACES for t in subjects):
        return []
    if any(c.dep_ in {"acomp", "attr", "oprd", "dobj"} for c in clause.verb.children) or clause.verb.tag_ == "VBG":
        return []
    actor = None
    for word, noun in clause.phrases:
        if word in {"to", "into", "under", "before"}:
            found = actor_of(clause.parsed, noun)
            if found is None and noun.lower_ in {"hands", "control"}:
                found = holder_of(clause.parsed, noun)
            if found is None and word == "to" and noun.pos_ in {"NUM", "NOUN"}:
                return []
            actor = actor or found
    return [_draft(clause, ref, actor) for ref in places]


_NO_PLACES = frozenset(
    "rents prices price shares share temperatures rain snow shells rockets bombs rate rates value".split()
)


def holder_of(parsed: Parsed, noun: Token) -> ActorRef | None:
    """Return whose hands or whose control: "rebel hands", "its control", "the hands of X"."""
    own = possessor(parsed, noun)
    if own is not None:
        return own
    for child in noun.children:
        if child.dep_ in {"amod", "compound", "poss", "nmod"}:
            found = actor_of(parsed, child, 1)
            if found is not None:
                return found
    for word, inner in tree.prepositions(noun):
        if word in {"of", "by"}:
            found = actor_of(parsed, inner)
            if found is not None:
                return found
    return None


def _loses(clause: Clause) -> list[Draft]:
    if clause.passive:
        takers = [f for w, n in clause.phrases if w == "to" and (f := actor_of(clause.parsed, n)) is not None]
        losers = clause.actors()
    else:
        takers = [f for w, n in clause.phrases if w == "to" and (f := actor_of(clause.parsed, n)) is not None]
        losers = clause.actors()
        if clause.doers and not losers:
            return []
    places = [ref for ref in clause.places() if not ref.edge]
    places += [ref for token in clause.done_to if token.lower_ == "control" for ref in _control_of(clause, token)]
    loser = losers[0] if losers else None
    if takers:
        return [_draft(clause, ref, takers[0], loser.value if loser else None) for ref in places]
    return [_draft(clause, ref, loser, None, Action.WITHDRAW) for ref in places]


def _control_of(clause: Clause, token: Token) -> list[PlaceRef]:
    inner = [
        r for word, noun in tree.prepositions(token) if word in {"of", "over"} for r in places_in(clause.parsed, noun)
    ]
    return inner or clause.places_after(frozenset({"of", "over"}))


def _leaves(clause: Clause) -> list[Draft]:
    actors = [a for a in clause.actors() if not a.weapon]
    if not actors and not (
        clause.passive
        and not clause.doers
        and tree.lemma(clause.verb) not in {"leave", "exit", "quit", "desert", "evacuate"}
    ):
        return []
    return _each(clause, [r for r in clause.places() if not r.edge and _whole_object(clause, r)])


def _whole_object(clause: Clause, ref: PlaceRef) -> bool:
    return not ref.partial or ref.site or not ref.named


def _retreats(clause: Clause) -> list[Draft]:
    places = clause.places_after(_OUT)
    if (
        not places
        and tree.lemma(clause.verb) in {"withdraw", "retreat", "redeploy", "regroup", "reposition", "retire", "pull"}
        and clause.passive
    ):
        places = [ref for token in tree.subjects(clause.verb) for ref in _around(clause.parsed, token)]
    movers = [ref for token in clause.done_to for ref in actors_in(clause.parsed, token)] or clause.actors()
    if not movers or movers[0].weapon or (clause.done_to and not clause.passive and not _moved(clause)):
        return []
    if (
        not places
        and not clause.passive
        and not any(w in _OUT | {"into", "to"} for w, _ in clause.phrases)
        and clause.verb.dep_ in {"ccomp", "conj", "ROOT"}
    ):
        places = (
            place_told(clause.parsed, clause.verb)
            if tree.lemma(clause.verb) in {"withdraw", "retreat", "pull", "fall"}
            else []
        )
    ruler = clause.actors()[0] if clause.actors() else None
    mover = movers[0] if movers[0].value is not None else ruler or movers[0]
    return [_draft(clause, ref, mover) for ref in places]


def _moved(clause: Clause) -> bool:
    """Say whether what is withdrawn is a force, and not families or weapons."""
    return any(actors_in(clause.parsed, token) for token in clause.done_to)


def _around(parsed: Parsed, token: Token) -> list[PlaceRef]:
    """Return where a force stands that moves off: "troops around X were regrouped"."""
    return [
        r
        for word, noun in tree.prepositions(token)
        if word in {"around", "in", "at", "near"}
        for r in places_in(parsed, noun)
    ]


def _gives(clause: Clause) -> list[Draft]:
    places = [r for r in clause.places() if not r.edge]
    takers = [
        f
        for w, n in clause.phrases
        if w in {"to", "over to", "back to"} and (f := actor_of(clause.parsed, n)) is not None
    ]
    datives = [c for c in clause.verb.children if c.dep_ == "dative" and c.pos_ != "ADP"]
    takers += [f for c in datives if (f := actor_of(clause.parsed, c)) is not None]
    givers = clause.actors()
    if clause.frame.particle and not takers and places and "over" in tree.particles(clause.verb):
        return [_draft(clause, ref, None, givers[0].value if givers else None) for ref in places if givers]
    return [_draft(clause, ref, takers[0], givers[0].value if givers else None) for ref in places] if takers else []


def _enters(clause: Clause) -> list[Draft]:
    if not clause.actors() or _weapons_only(clause):
        return []
    return _moved_in(clause, clause.places())


def _enters_into(clause: Clause) -> list[Draft]:
    words = frozenset({"to"}) if tree.lemma(clause.verb) == "return" else _INTO - {"in"} | {"through to"}
    if clause.passive or not clause.actors():
        return []
    return _moved_in(clause, clause.places_after(words))


def _moved_in(clause: Clause, places: list[PlaceRef]) -> list[Draft]:
    convoy = any(token.lower_ in _MOVERS for token in clause.doers)
    found = []
    for draft in _each(clause, [r for r in places if not r.edge]):
        wide = (
            draft.place.resolution is not None
            and draft.place.resolution.place is not None
            and draft.place.resolution.place.feature_code.startswith("PCL")
        )
        found.append(replace(draft, action=Action.DEPLOY) if convoy or wide else draft)
    return found + _each(
        replace(clause, frame=replace(clause.frame, action=Action.APPROACH)), [r for r in places if r.edge]
    )


def _besieges(clause: Clause) -> list[Draft]:
    if clause.doer_is_other:
        return []
    places = [r for r in clause.places() if r.named or not r.partial]
    if not places and clause.passive:
        places = [r for t in clause.done_to for inner in t.subtree for r in _around(clause.parsed, inner)]
    return [replace(d, partial=False) for d in _each(clause, places)]


def _nears(clause: Clause) -> list[Draft]:
    return _each(clause, clause.places()) if clause.actors() and not clause.passive else []


def _nears_on(clause: Clause) -> list[Draft]:
    if not clause.actors() or clause.passive or _weapons_only(clause):
        return []
    words = (
        _TOWARDS
        if tree.lemma(clause.verb) not in {"head", "move", "gain", "drive", "press"}
        else _TOWARDS - {"to", "for"}
    )
    return [replace(d, partial=False) for d in _each(clause, clause.places_after(words))]


def _repels(clause: Clause) -> list[Draft]:
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
            by = actor_of(clause.parsed, noun) if word in {"by", "from"} else None
            opponent = opponent or (by.value if by else None)
        opponent = opponent or _attacker(clause.parsed, attack)
        places += _of_attempt(clause.parsed, attack)
    places = places or clause.places_after(_AT | {"from"})
    if not places and attacks and not clause.passive:
        places = place_told(clause.parsed, clause.verb)
    if clause.doer_is_other:
        return []
    return [replace(d, partial=False) for d in _each(clause, places, opponent)]


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
                found += places_in(parsed, noun) if word in {"into", "on", "in", "towards"} else []
    return found


def _holds(clause: Clause) -> list[Draft]:
    actors = clause.actors()
    if not actors or actors[0].weapon:
        return []
    places = clause.places()
    if not places and tree.lemma(clause.verb) == "hold":
        places = clause.places_after(
            frozenset({"in", "at"}) if "out" in tree.particles(clause.verb) else frozenset({"in"})
        )
        if not places and clause.frame.particle:
            places = clause.places_after(frozenset({"to", "onto"}))
    return _each(clause, [r for r in places if not r.edge])


def _fights(clause: Clause) -> list[Draft]:
    actors = [a for token in tree.subjects(clause.verb) for a in actors_in(clause.parsed, token)]
    if not actors or actors[0].weapon:
        return []
    against = clause.actor_after(frozenset({"with", "against"}))
    rivals = [r for token in tree.objects(clause.verb) for r in actors_in(clause.parsed, token)]
    opponent = against or (rivals[0].value if rivals else None) or (actors[1].value if len(actors) > 1 else None)
    places = clause.places_after(_AT)
    return [replace(_draft(clause, ref, actors[0], opponent), partial=False) for ref in places]


def _strikes(clause: Clause) -> list[Draft]:
    if clause.doer_is_other:
        return []
    actors = clause.actors()
    if clause.frame.action is Action.CLASH and (not actors or actors[0].weapon):
        return []
    if not actors and not clause.passive:
        return []
    sure = (
        tree.lemma(clause.verb) in {"bomb", "shell", "bombard", "strafe", "pound", "rocket", "pummel"}
        or any(a.weapon for a in actors)
        or _armed(clause)
    )
    if (
        not sure
        and not (
            actors and actors[0].value is not None and tree.lemma(clause.verb) in {"hit", "strike", "target", "blast"}
        )
        and clause.frame.action is Action.STRIKE
    ):
        return []
    places = [r for token in clause.done_to for r in hit_places(clause.parsed, token)] or clause.places_after(_AT)
    return [replace(d, partial=False) for a in (actors or [None]) for d in [_draft(clause, r, a) for r in places]]


def _armed(clause: Clause) -> bool:
    return any(t.lower_ in WEAPON_WORDS or any(c.lower_ in WEAPON_WORDS for c in t.children) for t in clause.doers)


def hit_places(parsed: Parsed, token: Token) -> list[PlaceRef]:
    """Return where the thing is that is hit: "Idlib", "a market in Idlib", "positions at Nayrab"."""
    direct = [ref for ref in places_in(parsed, token) if not ref.site or ref.named]
    if direct:
        return direct
    inner = [
        r
        for one in tree.conjuncts(token)
        for word, noun in tree.prepositions(one)
        if word in _AT | {"of"}
        for r in hit_places(parsed, noun)
    ]
    if inner:
        return inner
    owners = [
        parsed.item(c) for one in tree.conjuncts(token) for c in one.children if c.dep_ in {"compound", "poss", "nmod"}
    ]
    named = [i for i in owners if i is not None and i.place is not None and i.actor is None]
    return [PlaceRef(i.start, i.end, parsed.words(i.start, i.end), i.place, i) for i in named]


_MISSILES = frozenset(
    "fire shell shells rocket rockets missile missiles bomb bombs strike strikes airstrike airstrikes raid raids drone drones attack attacks mortar mortars mortars barrage salvo bombardment shelling bombardments barrages munitions".split()
)


def _fires(clause: Clause) -> list[Draft]:
    fired = {t.lower_ for token in clause.done_to for t in tree.conjuncts(token)} | {t.lower_ for t in clause.doers}
    if not fired & _MISSILES:
        return []
    actors = clause.actors()
    attack_only = not fired & (_MISSILES - {"attack", "attacks"})
    if attack_only or (not actors and clause.doers and not {t.lower_ for t in clause.doers} & WEAPON_WORDS):
        return []
    where = {"at", "on", "into", "in", "against", "near", "over", "towards", "around"}
    places = [r for w, n in clause.phrases if w in where for r in hit_places(clause.parsed, n)]
    return [replace(_draft(clause, r, a), partial=False) for a in (actors or [None]) for r in places]


def _deploys(clause: Clause) -> list[Draft]:
    if clause.frame.shape is Shape.DEPLOYS and clause.passive:
        movers = [r for token in tree.subjects(clause.verb) for r in actors_in(clause.parsed, token)]
    else:
        movers = clause.actors()
    sent = [t for token in clause.done_to for t in tree.conjuncts(token)]
    if clause.frame.shape is Shape.SENDS:
        goods = [r for t in sent for r in actors_in(clause.parsed, t)]
        if not goods and not any(t.lower_ in _MOVERS | WEAPON_WORDS for t in sent):
            return []
        movers = movers or goods
    if not movers:
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
    return [replace(_draft(clause, r, movers[0], action=Action.DEPLOY), partial=False) for r in _narrowest(places)]


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


_READERS: dict[Shape, Callable[[Clause], list[Draft]]] = {
    Shape.TAKES: _takes, Shape.CLEARS: _clears, Shape.EXPELS: _expels, Shape.FALLS: _falls, Shape.LOSES: _loses,
    Shape.LEAVES: _leaves, Shape.RETREATS: _retreats, Shape.GIVES: _gives, Shape.ENTERS: _enters,
    Shape.ENTERS_INTO: _enters_into, Shape.BESIEGES: _besieges, Shape.NEARS: _nears, Shape.NEARS_ON: _nears_on,
    Shape.REPELS: _repels, Shape.HOLDS: _holds, Shape.FIGHTS: _fights, Shape.STRIKES: _strikes, Shape.FIRES: _fires,
    Shape.DEPLOYS: _deploys, Shape.SENDS: _deploys,
}  # fmt: skip
