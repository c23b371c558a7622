"""An event in the making, as one clause tells it."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from geo.date_spans import DateSpan
from geo.events.place_refs import PlaceRef
from geo.lexicon import Shape
from geo.model import Action, Status


@dataclass(slots=True, kw_only=True)
class Draft:
    """What a text says of one event, before who vouches for it and when it was are known.

    `told_actor` says that the text names a doer, though perhaps one nobody knows; `by_force` that the doer is a force,
    `by_speaker` that it is whoever speaks ("our men"). `notes` say what was concluded and not read from the clause.
    """

    action: Action
    place: PlaceRef
    shape: Shape | None = None
    actor: str | None = None
    opponent: str | None = None
    told_actor: bool = False
    by_force: bool = False
    by_speaker: bool = False
    partial: bool = False
    status: Status = Status.REPORTED
    claimant: str | None = None
    date: DateSpan | None = None
    background: bool = False
    state: bool = False
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class ClauseDraft(Draft):
    """A draft read from a parsed clause; `token` is the verb or noun that tells it."""

    token: Token
