"""Where sentences begin and end in the text of an article."""

from __future__ import annotations

import re

MAX_LENGTH = 1500
"""Longer stretches without an end are cut at white space: no sentence of a report is that long."""

_ABBREVIATIONS = frozenset(
    """
    adm al ave brig capt cf cmdr co col cpl corp dec dept dr e.g etc feb fig fr ft gen gov hon i.e inc jan jr km lt ltd
    maj messrs mr mrs ms mt no nos nov oct p pp prof pvt rep rev sen sept sgt spc sr st vs
    """.split()
)
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|[。！？؟۔]+|\n[^\S\n]*\n\s*|\n")
_OPENS = re.compile(r"[\"'“‘«(\[]*(?:[^\W\d_]|\d)")
_WORD_BEFORE = re.compile(r"[\w.]+$")


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of the sentences of a text, in order, without surrounding white space.

    A full stop after an abbreviation or an initial ends nothing, nor does one before a lower-case word; a blank line
    always ends a sentence, a single line break only when the line before it was cut short or closed.

    >>> text = "Gen. Ali left Hama. It fell at 5 a.m. on Friday."
    >>> [text[start:end] for start, end in sentences(text)]
    ['Gen. Ali left Hama.', 'It fell at 5 a.m. on Friday.']
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if match.start() >= start and _ends(text, start, match):
            spans += _trimmed(text, start, match.end())
            start = match.end()
    spans += _trimmed(text, start, len(text))
    return tuple(spans)


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    mark = match.group()
    if "\n" in mark:
        return mark.count("\n") > 1 or _line_is_closed(text, start, match)
    following = _OPENS.match(text, match.end() + _space_after(text, match.end()))
    if following and following.group()[-1].islower():
        return False
    return not (mark == "." and _abbreviated(text, match.start()))


def _space_after(text: str, at: int) -> int:
    end = at
    while end < len(text) and text[end].isspace():
        end += 1
    return end - at


def _abbreviated(text: str, stop: int) -> bool:
    before = _WORD_BEFORE.search(text, max(0, stop - 20), stop)
    if before is None:
        return False
    word = before.group()
    return (len(word) == 1 and word.isalpha() and word.isupper()) or word.casefold() in _ABBREVIATIONS


def _line_is_closed(text: str, start: int, match: re.Match[str]) -> bool:
    """Say whether a single line break ends a sentence: a heading, a list item or a closed line, not a wrapped one."""
    line_start = max(start, text.rfind("\n", 0, match.start()) + 1)
    line = text[line_start : match.start()].rstrip()
    after = text[match.end() : match.end() + 200].split("\n", 1)[0]
    if not line or not after.strip():
        return True
    if line[-1] in ",;:-–—(" or after.lstrip()[0].islower():
        return False
    first_word = after.split(None, 1)[0]
    return line[-1] in '.!?…”"' or len(line) + 1 + len(first_word) < 0.8 * max(len(after.rstrip()), 60)


def _trimmed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    pieces: list[tuple[int, int]] = []
    while end - start > MAX_LENGTH:
        cut = text.rfind(" ", start + MAX_LENGTH // 2, start + MAX_LENGTH)
        cut = cut if cut > start else start + MAX_LENGTH
        pieces.append((start, cut))
        start = cut + _space_after(text, cut)
    return [*pieces, (start, end)] if end > start else pieces
