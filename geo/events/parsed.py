"""A parsed sentence whose words lead back to the article, its places and its actors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from geo.date_spans import DateSpan
from geo.events.marking import Item, Marked
from geo.events.scene import Scene


@dataclass(frozen=True, slots=True)
class Parsed:
    """One sentence: its parse, its places and actors, its expressions of time."""

    scene: Scene
    marked: Marked
    doc: Doc
    dates: tuple[DateSpan, ...]

    def item(self, token: Token) -> Item | None:
        """Return the place or actor that a word stands for."""
        return self.marked.piece_at(token.idx).item if not token.is_space else None

    def span(self, token: Token) -> tuple[int, int]:
        """Return the span of the article that a word stands for."""
        return self.marked.origin(token.idx, len(token.text))

    def extent(self, tokens: Iterable[Token]) -> tuple[int, int]:
        """Return the span of the article from the first to the last of some words."""
        spans = [self.span(token) for token in tokens]
        return min(start for start, _ in spans), max(end for _, end in spans)

    def words(self, start: int, end: int) -> str:
        """Return the words of the article, on one line."""
        return " ".join(self.scene.article.text[start:end].split())

    def token_at(self, at: int) -> Token | None:
        """Return the word that stands for a character of the article."""
        for token in self.doc:
            start, end = self.span(token)
            if start <= at < end:
                return token
        return None
