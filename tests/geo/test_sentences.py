"""Sentences: spans that lie in the text, in order, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.sentences import MAX_LENGTH, sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Troops left. The town fell.", ["Troops left.", "The town fell."]),
        (
            "Gen. Ali and Lt. Col. Omar met at 5 a.m. near the gate.",
            ["Gen. Ali and Lt. Col. Omar met at 5 a.m. near the gate."],
        ),
        ("U.S. jets struck. They left.", ["U.S. jets struck.", "They left."]),
        ("“We hold it.” The army agreed.", ["“We hold it.”", "The army agreed."]),
        ("A heading\n\nThe text begins here.", ["A heading", "The text begins here."]),
        (
            "The line is wrapped after\nthe twelfth word or so, as in mail.",
            ["The line is wrapped after\nthe twelfth word or so, as in mail."],
        ),
        ("It cost 3.5 million. Nobody paid", ["It cost 3.5 million.", "Nobody paid"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_where_sentences_end(text: str, wanted: list[str]) -> None:
    assert split(text) == wanted


def test_an_endless_line_is_cut() -> None:
    assert all(end - start <= MAX_LENGTH for start, end in sentences("word " * 5000))


@given(st.text(max_size=400))
def test_spans_lie_in_the_text_in_order_and_lose_only_space(text: str) -> None:
    spans = sentences(text)
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()
