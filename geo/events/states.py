"""Control told by nouns and signs rather than by verbs of taking and losing."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from geo.events import tree
from geo.events.actor_refs import ActorRef
from geo.events.draft import ClauseDraft
from geo.events.forces import actor_of, actors_in
from geo.events.parsed import Parsed
from geo.events.places import places_in
from geo.events.state_drafts import state_draft
from geo.events.states_being import back, inside, listed_as, under, victory
from geo.events.states_control import control, had_all, masters
from geo.events.states_signs import declared, distance, edge, flag, ours, remains_besieged, siege
from geo.lexicon_places import EDGE_NOUNS
from geo.model import Action

Reader = Callable[[Parsed, Token], list[ClauseDraft]]


def states_at(parsed: Parsed, token: Token) -> list[ClauseDraft]:
    """Return the drafts that a noun of control, a flag, a siege or a distance gives."""
    if parsed.item(token) is not None:
        return []
    if token.lower_ == "hands" and token.dep_ == "dobj" and tree.lemma(token.head) in {"change", "switch"}:
        return _changed_hands(parsed, token)
    reader = _READERS.get(token.lower_)
    return reader(parsed, token) if reader is not None else []


def _changed_hands(parsed: Parsed, token: Token) -> list[ClauseDraft]:
    """Read "the town changed hands"; what did so several times tells nothing of who has it."""
    if any(c.lower_ in _OFTEN for c in token.head.subtree):
        return []
    return [
        state_draft(token.head, ref, None, Action.CAPTURE)
        for subject in tree.subjects(token.head)
        for ref in places_in(parsed, subject)
    ]


_OFTEN = frozenset("twice times repeatedly several often constantly frequently before".split())


def _remains(parsed: Parsed, token: Token) -> list[ClauseDraft]:
    """Read "the town remains with the rebels"."""
    holders = [f for w, n in tree.prepositions(token) if w == "with" and (f := actor_of(parsed, n)) is not None]
    for child in token.children:
        named = parsed.scene.actors.find_in(f"{child.text} forces") if child.dep_ in {"acomp", "attr"} else ()
        if named and child.text[:1].isupper() and (code := parsed.scene.code(named[0])):
            holders = [ActorRef(code)]
    if not holders and token.tag_ in {"VBP", "VBZ"}:
        actors = [a for s in tree.subjects(token) for a in actors_in(parsed, s) if a.value and not a.weapon][:1]
        towns = [
            r for w, n in tree.prepositions(token) if w == "in" for r in places_in(parsed, n) if r.named and r.town
        ]
        return [state_draft(token, r, a, Action.HOLD) for a in actors for r in towns if not (r.partial or r.edge)]
    if not holders or not tree.is_verb(token):
        return []
    return [state_draft(token, r, holders[0], Action.HOLD) for t in tree.subjects(token) for r in places_in(parsed, t)]


def _declared_or_listed(parsed: Parsed, token: Token) -> list[ClauseDraft]:
    return listed_as(parsed, token) or declared(parsed, token)


def _readers(rows: dict[str, Reader]) -> dict[str, Reader]:
    return {word: reader for words, reader in rows.items() for word in words.split()}


_READERS = _readers(
    {
        " ".join(EDGE_NOUNS): edge,
        "control hands hand grip hold rule command charge possession": control,
        "sway authority administration grasp clutches": control,
        "masters master": masters,
        "all most whole half": had_all,
        "remain remains remained stays stayed": _remains,
        "flag flags colours colors banner banners standard tricolour tricolor tricolours ensign": flag,
        "siege blockade encirclement ring noose cordon stranglehold": siege,
        "km kilometre kilometres kilometer kilometers mile miles metres meters": distance,
        "theirs ours": ours,
        "free empty clear rid": declared,
        "liberated freed": _declared_or_listed,
        "under": under,
        "victory": victory,
        "are were is was": inside,
        "back again": back,
        "captured taken occupied seized recaptured fallen": listed_as,
        "besieged encircled surrounded": remains_besieged,
    }
)
