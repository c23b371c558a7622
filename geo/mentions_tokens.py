"""The words of a text with their places, and how they stand together."""

from __future__ import annotations

import re
from typing import NamedTuple

_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_LETTER = rf"(?:[^\W_]|[{_MARKS}])"
_APOSTROPHES = "'’‘ʼʿʾ`′"
_WORD = re.compile(
    rf"(?:[A-Z]\.){{2,}}|(?:St|Mt|Ft|Ste)\.(?=\s[A-Z])"
    rf"|{_LETTER}+(?:[{_APOSTROPHES}](?![sS](?!{_LETTER})){_LETTER}+)*|[‘ʿ]{_LETTER}+(?:[{_APOSTROPHES}]{_LETTER}+)*"
)
_JOINT = re.compile(r"[ \t\u00a0]{0,2}\r?\n?[ \t\u00a0]{0,2}|\s?[-–‑]\s?|-\s?|\s?'")
_UNCASED = re.compile(r"[\u0590-\u08ff\u0900-\u10ff\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class Token(NamedTuple):
    """A word, `text[start:end]`.

    `lower` is the word in small letters without full stops; `capital` tells whether it is written as a name is, with a
    capital or in a script that has none; `uncased` whether its script has none.
    """

    start: int
    end: int
    text: str
    lower: str
    capital: bool
    uncased: bool


def _token(start: int, end: int, word: str) -> Token:
    first = word[0]
    if word.isascii():
        lower = word.lower()
        return Token(start, end, word, lower.replace(".", "") if "." in word else lower, first.isupper(), uncased=False)
    uncased = _UNCASED.match(word) is not None
    capital = uncased or first.isupper() or not first.isalnum()
    return Token(start, end, word, word.casefold().replace(".", ""), capital, uncased)


def tokens(text: str) -> list[Token]:
    """Return the words of a text; a possessive s is none.

    Examples
    --------
    >>> [token.text for token in tokens("Syria’s al-Bab, U.S. and Sana'a")]
    ['Syria', 'al', 'Bab', 'U.S.', 'and', "Sana'a"]
    """
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        if word in ("s", "S") and match.start() and text[match.start() - 1] in _APOSTROPHES:
            continue
        found.append(_token(match.start(), match.end(), word))
    return found


def joined(text: str, left: Token, right: Token) -> bool:
    """Tell whether two words may belong to one name: divided by a space, a hyphen or one line break."""
    return _JOINT.fullmatch(text, left.end, right.start) is not None
