"""Scripts and styles of ours without comments and needless blanks, so that pages stay small."""

from __future__ import annotations

import re

_STRING = r""""(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`"""  # no template stands inside another
_BEFORE = (
    r"(?:(?<=[(,=:\[!&|?])|(?<=[(,=:\[!&|?] )|(?<=return ))"  # a slash after these opens a pattern, else it divides
)
_PATTERN = _BEFORE + r"/(?![/*])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n\[])+/"
_KEPT = re.compile(f"({_STRING}|{_PATTERN})")
_COMMENT = re.compile(f"({_STRING}|{_PATTERN})|/\\*.*?\\*/|//[^\n]*", re.DOTALL)
_SIGN = re.compile(r" ?([{}()\[\];,:?<>=*%&|!^]) ?")
_STYLE_SIGN = re.compile(r" ?([{};,>]) ?|(?<=:) ")


def squeeze_script(text: str) -> str:
    r"""Return a script of ours without comments and blanks; its statements end in a semicolon or a brace.

    >>> squeeze_script("// why\n  const a = (b) => b + ' // c';\n\n  /** what */\n  f(/a b/.test(a));\n")
    "const a=(b)=>b + ' // c';f(/a b/.test(a));"
    """
    parts = _KEPT.split(_COMMENT.sub(lambda found: found[1] or "", text))
    parts[::2] = [_SIGN.sub(r"\1", re.sub(r"\s+", " ", part)) for part in parts[::2]]
    return "".join(parts).strip()


def squeeze_style(text: str) -> str:
    r"""Return a style of ours without comments and blanks.

    >>> squeeze_style("/* why */\na > b { color: red; margin: 0 1px; }\n")
    'a>b{color:red;margin:0 1px}'
    """
    bare = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
    return _STYLE_SIGN.sub(r"\1", bare).replace(";}", "}").strip()
