"""Mentions are spans of the text, in order, none over another."""

from hypothesis import given
from hypothesis import strategies as st

from geo.gazetteer import read_gazetteer
from geo.language import load_language
from geo.mentions import find_mentions
from geo.model import Article

GAZETTEER, LANGUAGE = read_gazetteer(), load_language("none")
WORDS = st.sampled_from(
    (
        "Hama Syria's the city of al- U.S. near , . \n \n\n حمص والرستن - ’ Bay Aleppo countryside \x00 IDLIB 東京 𝔸 é "
        "e\u0301 St. ( Ma'arrat"
    ).split(" ")
)


def spans(text):
    return [
        (m.start, m.end, m.toponym)
        for m in find_mentions(Article(id="a", text=text), GAZETTEER, LANGUAGE.entities(text))
    ]


@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_mentions_lie_in_the_text_in_order(text):
    last = 0
    for start, end, toponym in spans(text):
        assert last <= start < end <= len(text)
        assert text[start:end] == toponym
        last = end


def test_offsets_count_code_points_whatever_the_line_ends():
    text = "𝔸 \r\n Rebels took Hama,\r\nin Syria."
    assert (text.index("Hama"), text.index("Hama") + 4, "Hama") in spans(text)


def test_empty_and_endless_texts():
    assert spans("") == []
    assert spans("x" * 200_000) == []
