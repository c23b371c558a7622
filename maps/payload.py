"""How values travel inside a page: as blocks of data that no template, parser or script takes for its own."""

from __future__ import annotations

import base64
import json
import re
import zlib

PLAIN_UP_TO = 1_000_000  # characters; longer blocks are compressed
LEVEL = 6  # of 9; the higher ones take five times as long for a twentieth
_INERT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_TELLING = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


class Strings:
    """A table in which each text stands once."""

    def __init__(self) -> None:
        self._at: dict[str, int] = {}

    def file(self, text: str) -> int:
        """Return the number of a text, filing it when it is new."""
        return self._at.setdefault(text, len(self._at))

    def table(self) -> list[str]:
        """Return the texts in the order of their numbers."""
        return list(self._at)


def as_json(value: object) -> str:
    r"""Write a value as JSON that may stand in a script element.

    >>> as_json({"text": "</script>"})
    '{"text":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return _TELLING.sub(lambda found: _INERT.get(found[0], f"\\u{ord(found[0]):04x}"), text)


def compressed(value: object) -> str:
    """Write a value as letters, digits, +, / and =: nothing in it can be taken for anything."""
    return base64.b64encode(zlib.compress(as_json(value).encode(), LEVEL)).decode()


def block(name: str, value: object, *, plain: bool = True) -> str:
    """Return the script element that holds a value, to be read by `frontline.read(name)`.

    A value above 1 MB, or any value where `plain` is False, is compressed.
    """
    text = as_json(value) if plain else ""
    if plain and len(text) <= PLAIN_UP_TO:
        return f'<script type="application/json" id="{name}">{text}</script>'
    packed = base64.b64encode(zlib.compress(text.encode(), LEVEL)).decode() if text else compressed(value)
    return f'<script type="text/plain" id="{name}">{packed}</script>'
