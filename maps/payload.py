"""How values travel inside a page: as blocks of data that no template, parser or script takes for its own."""

from __future__ import annotations

import base64
import json
import re
import zlib

PLAIN_UP_TO = 1_000_000  # characters; longer blocks are compressed
LEVEL = 4  # of 9; the higher ones take two to eight times as long for a fiftieth
_INERT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_TELLING = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def as_json(value: object) -> str:
    r"""Write a value as JSON that may stand in a script element.

    >>> as_json({"text": "</script>"})
    '{"text":"\\u003c/script\\u003e"}'
    """
    return _TELLING.sub(_escape, _json(value))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def block(name: str, value: object, *, plain: bool = True) -> str:
    """Return the script element that holds a value, to be read by `frontline.read(name)`.

    A value above 1 MB, or any value where `plain` is False, is compressed: letters, digits, +, / and =, of which no
    reader makes anything else.
    """
    text = _json(value)
    if plain and len(text) <= PLAIN_UP_TO:
        return f'<script type="application/json" id="{name}">{_TELLING.sub(_escape, text)}</script>'
    return f'<script type="text/plain" id="{name}">{_packed(text)}</script>'


def _escape(found: re.Match[str]) -> str:
    return _INERT.get(found[0], f"\\u{ord(found[0]):04x}")


def _packed(text: str) -> str:
    try:
        data = text.encode()
    except UnicodeEncodeError:  # half a character, such as a script may have cut
        data = _TELLING.sub(_escape, text).encode()
    return base64.b64encode(zlib.compress(data, LEVEL)).decode()
