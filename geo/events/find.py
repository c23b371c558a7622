"""Finding the events of one article."""

from __future__ import annotations

from collections.abc import Sequence

from geo.actors import Actors
from geo.language import Language
from geo.model import Article, Event, Resolution


def find_events(
    article: Article, resolutions: Sequence[Resolution], actors: Actors, language: Language
) -> tuple[Event, ...]:
    """Return the events that an article reports, in the order in which it first tells them."""
    return ()
