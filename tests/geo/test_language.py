"""The language model finds entities at the offsets of the text, or nothing where none is wanted."""

import pickle

import pytest

from geo.errors import ModelError
from geo.language import load_language


def test_without_a_model_nothing_is_found():
    language = load_language("none")
    assert not language.available
    assert language.entities("Rebels took Hama.") == ()
    assert language.parse(["Rebels took Hama."]) == []


def test_a_model_that_is_not_there_is_an_error_at_once():
    with pytest.raises(ModelError, match="no_such_model"):
        load_language("no_such_model")


def test_offsets_are_those_of_the_whole_text():
    text = (
        "Barack Obama spoke in Berlin.\n\n" * 120
        + "x" * 3000
        + ".\n\nOn Monday Angela Merkel met him in Paris, France."
    )
    found = load_language().entities(text)
    assert [text[e.start : e.end] for e in found].count("Berlin") == 120
    assert [text[e.start : e.end] for e in found if e.label == "GPE"][-2:] == ["Paris", "France"]
    assert list(found) == sorted(found)


def test_parses_have_verbs_and_a_copy_parses_too():
    language = pickle.loads(pickle.dumps(load_language()))  # noqa: S301
    doc = language.parse(["Rebels captured the town."])[0]
    assert [token.lemma_ for token in doc if token.pos_ == "VERB"] == ["capture"]
