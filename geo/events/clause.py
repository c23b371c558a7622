"""The parts of a verb's clause in the order of the active voice, and drafts made of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from geo.events import tree
from geo.events.actor_refs import ActorRef
from geo.events.draft import ClauseDraft
from geo.events.forces import actor_of, actors_in
from geo.events.parsed import Parsed
from geo.events.place_refs import PlaceRef
from geo.events.places import places_in
from geo.events.strangers import named_band, with_allies
from geo.lexicon import Frame
from geo.lexicon_places import AREA_NOUNS, EDGE_NOUNS, PART_NOUNS, SETTLEMENT_NOUNS, SITE_NOUNS
from geo.model import Action

_NO_DOERS = frozenset(
    """
        official officials authorities minister ministers ministry spokesman president source council parliament
        lawmakers media
    """.split()
)


_WHEREABOUTS = SETTLEMENT_NOUNS | AREA_NOUNS | SITE_NOUNS | frozenset("north south east west".split())


_CHANGES = frozenset({Action.CAPTURE, Action.WITHDRAW, Action.ENTER, Action.BESIEGE})


OUT = frozenset({"out of", "from", "off", "out", "away from"})


_BESIDE = frozenset({"near", "outside", "around", "towards", "toward"})


AT = frozenset({"in", "near", "at", "around", "outside", "inside", "for", "over", "along", "on", "across", "between"})


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
        """Return who does it, of those who fight."""
        joint = [ref for token in self.doers if (ref := with_allies(self.parsed, token)) is not None]
        if joint:
            return joint
        found = [ref for token in self.doers if token.lower_ not in _NO_DOERS for ref in actors_in(self.parsed, token)]
        found = found or [ref for token in self._behind_places() for ref in actors_in(self.parsed, token)]
        if found or self.frame.action not in _CHANGES:
            return found
        return [ref for token in self.doers if (ref := named_band(self.parsed, token)) is not None]

    def _behind_places(self) -> list[Token]:
        """Return the true doer where a parse hangs it on words of place: "In X, its former seat, the army took ..."."""
        places = [t for t in self.doers if t.lower_ in _WHEREABOUTS and self.verb.dep_ not in {"relcl", "acl"}]
        return [c for t in places for c in t.children if c.dep_ == "appos" and c.i > t.i]

    def places(self) -> list[PlaceRef]:
        """Return the places done to; a site without a name is looked for where the clause says it lies."""
        found = [ref for token in self.done_to for ref in places_in(self.parsed, token)]
        found += [ref for noun in self._along() if found for ref in places_in(self.parsed, noun)]
        part = not found and any(token.lower_ in PART_NOUNS for token in self.done_to)
        if part and any(noun.lower_ in EDGE_NOUNS or word in _BESIDE for word, noun in self.phrases):
            return []
        if not part and not any(ref.site and not ref.named for ref in found):
            return found
        beside = any(word in _BESIDE for word, _ in self.phrases)
        inside = [] if beside else self.places_after(frozenset({"in", "at", "inside"}))
        around = [replace(ref, partial=True, site=True) for ref in inside]
        return [ref for ref in found if ref.named or not ref.site] + (around or [ref for ref in found if ref.definite])

    def _along(self) -> list[Token]:
        """Return what is done to "along with", "as well as" or "including" the object."""
        over = [self.verb, *self.done_to, *(c for t in self.done_to for c in t.children if c.dep_ == "appos")]
        return [
            noun
            for preposition in self.verb.doc
            if preposition.i > self.verb.i
            and (
                preposition.lower_ == "including"
                or (
                    preposition.lower_ in {"with", "as"}
                    and preposition.nbor(-1).lower_ in {"along", "together", "well"}
                )
            )
            and any(t in over for t in (preposition.head, preposition.head.head))
            and self.verb in tree.ancestors(preposition)
            for noun in preposition.children
            if noun.dep_ == "pobj"
        ]

    def places_after(self, words: frozenset[str]) -> list[PlaceRef]:
        """Return the places behind the given prepositions."""
        return [ref for word, noun in self.phrases if word in words for ref in places_in(self.parsed, noun)]

    def actor_after(self, words: frozenset[str]) -> str | None:
        """Return the actor behind the given prepositions."""
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
        if frame.particle and child.lower_ == frame.particle and child.dep_ in {"prep", "prt"}
        for grand in child.children
        if grand.dep_ == "pobj"
    ]
    phrases = [*tree.prepositions(verb)]
    objects = [] if passive else tree.objects(verb)
    trailing = objects if phrases and objects and all(t.i > verb.i and added(t) for t in objects) else []
    done_to = subjects if passive else [*([] if trailing else objects), *particle_objects]
    doers = tree.agents(verb) if passive else subjects
    phrases += [(phrases[-1][0], token) for token in trailing]
    if passive:
        phrases += [phrase for token in doers for phrase in tree.prepositions(token) if phrase[0] in OUT]
    for token in done_to:
        if not passive:
            phrases += tree.prepositions(token)
    return Clause(parsed, verb, frame, tuple(doers), tuple(done_to), tuple(phrases), passive)


def added(token: Token) -> bool:
    """Say whether a word goes on with a phrase: "pulled out of A and B as well as the village of C"."""
    first = min(t.i for t in token.subtree)
    return token.doc[max(0, first - 3) : first].text.lower() == "as well as"


def draft_of(
    clause: Clause, ref: PlaceRef, actor: ActorRef | None, opponent: str | None = None, action: Action | None = None
) -> ClauseDraft:
    """Return the draft of a clause for one place and one actor."""
    opponent = opponent or _holder_there(clause.parsed, ref, actor)
    return ClauseDraft(
        action=action or clause.frame.action,
        place=ref,
        token=clause.verb,
        shape=clause.frame.shape,
        actor=actor.value if actor else None,
        opponent=opponent,
        by_force=actor is not None,
        by_speaker=actor is not None and actor.speaker,
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


def drafts_for(clause: Clause, places: list[PlaceRef], opponent: str | None = None) -> list[ClauseDraft]:
    """Return a draft for each place: several actors and as many places are paired by "respectively"."""
    actors = clause.actors()
    if len(actors) == len(places) > 1 and "respectively" in clause.parsed.doc.text.lower():
        return [draft_of(clause, ref, actor, opponent) for actor, ref in zip(actors, places, strict=True)]
    return [draft_of(clause, ref, actors[0] if actors else None, opponent) for ref in places]


def weapons_only(clause: Clause) -> bool:
    """Say whether the doer is a weapon that belongs to nobody the text names."""
    return any(ref.weapon and ref.value is None for ref in clause.actors())


def places_around(parsed: Parsed, token: Token) -> list[PlaceRef]:
    """Return where a force stands that moves off: "troops around X were regrouped"."""
    return [
        r
        for word, noun in tree.prepositions(token)
        if word in {"around", "in", "at", "near"}
        for r in places_in(parsed, noun)
    ]
