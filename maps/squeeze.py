"""Scripts and styles of ours without comments and needless blanks, so that pages stay small."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product
from string import ascii_letters

_STRING = r""""(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`"""  # no template stands inside another
_BEFORE = (
    r"(?:(?<=[(,=:\[!&|?])|(?<=[(,=:\[!&|?] )|(?<=return ))"  # a slash after these opens a pattern, else it divides
)
_PATTERN = _BEFORE + r"/(?![/*])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n\[])+/"
_KEPT = re.compile(f"({_STRING}|{_PATTERN})")
_COMMENT = re.compile(f"({_STRING}|{_PATTERN})|/\\*.*?\\*/|//[^\n]*", re.DOTALL)
_NAME = re.compile(r"(?<![\w$.])[A-Za-z_$][\w$]*|(?<=\.\.\.)[A-Za-z_$][\w$]*")
_DECLARED = re.compile(r"\b(?:const|let|function|class) +([A-Za-z_$][\w$]*)")
_PARAMETER = re.compile(r"(?:[(,\[] *|\.\.\.)([A-Za-z_$][\w$]*)(?= *[,)\]=])|([A-Za-z_$][\w$]*)(?= *=>)")
_SYMBOL = re.compile(r"[A-Za-z_$][\w$]*|\d[\w.]*|\.\.\.|[^\s\w]")
_APART = "\0"
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_TAKEN = frozenset("F do if in of as is".split())
_SIGN = re.compile(r" ?([{}()\[\];,:?<>=*%&|!^]) ?")
_SUM = re.compile(r"(?<![+\-]) ([+\-/]) (?![+\-/])")
_ONE = re.compile(r"(?<![\w$])\(([A-Za-z_$][\w$]*)\)=>")
_STYLE_SIGN = re.compile(r" ?([{};,>]) ?|(?<=:) ")


def squeeze_script(text: str) -> str:
    r"""Return a script of ours without comments and blanks; its statements end in a semicolon or a brace.

    Names that a file declares for itself become short, but for those that are, or may be, keys of objects.

    >>> squeeze_script("// why\n  const rows = (b) => b + ' // c';\n\n  /** what */\n  f(/a b/.test(rows));\n")
    "const a=b=>b+' // c';f(/a b/.test(a));"
    """
    parts = _KEPT.split(_COMMENT.sub(lambda found: found[1] or "", text))
    short = _short_names(parts) | {"frontline": "F"}  # what each file calls the one namespace inside itself

    def shortened(code: str) -> str:
        return _NAME.sub(lambda found: short.get(found[0], found[0]), code)

    parts[1::2] = [_in_gaps(part, shortened) if "${" in part else part for part in parts[1::2]]
    parts[::2] = _bare(shortened(_APART.join(parts[::2]))).split(_APART)
    return "".join(parts).strip()


def _short_names(parts: list[str]) -> dict[str, str]:
    """Return short names for those that a script declares and uses as nothing but names."""
    gaps: list[str] = []
    for part in (part for part in parts[1::2] if "${" in part):
        _in_gaps(part, lambda code: (gaps.append(code), code)[1])  # type: ignore[func-returns-value]
    code = '""'.join([*parts[::2], *(f"({gap});" for gap in gaps)])
    used = Counter(_NAME.findall(code))
    parameters = {name for pair in _PARAMETER.findall(";".join(_heads(code))) for name in pair if name}
    declared = {name for name in {*_DECLARED.findall(code), *parameters} if len(name) > 2}
    declared -= _as_keys(code, declared)
    ranked = sorted(declared, key=lambda name: (-len(name) * used[name], name))
    free = (name for name in _letters() if name not in used and name not in _TAKEN)
    return dict(zip(ranked, free, strict=False))


def _in_gaps(template: str, work: Callable[[str], str]) -> str:
    """Return a template with the code in its gaps worked on, but for the strings in that code."""
    pieces = re.split(r"(\$\{)", template) if template.startswith("`") else [template]
    for n in range(2, len(pieces), 2):
        depth = 1
        for end, letter in enumerate(pieces[n]):  # noqa: B007  the end is what is looked for
            depth += (letter == "{") - (letter == "}")
            if depth == 0:
                break
        code = re.split(f"({_STRING})", pieces[n][:end])
        code[::2] = [work(each) for each in code[::2]]
        pieces[n] = "".join(code) + pieces[n][end:]
    return "".join(pieces)


def _heads(code: str) -> list[str]:
    """Return what declares parameters and unpacks lists: `(a, b) =>`, `a =>`, `function (a, b)`, `const [a, b]`."""
    heads = re.findall(r"\([^()]*\) *=>|\b[\w$]+ *=>|function *[\w$]* *\([^()]*\)|(?:const|let) *\[[^\[\]]*\]", code)
    return [*heads, *(found for found in re.findall(r"[,{}]\s*[\w$]+ *(\([^()]*\)) *\{", code))]


def _as_keys(code: str, names: set[str]) -> set[str]:
    """Return those of the names that are, or may be, keys: `name:`, `{ name }`, `name() {}` in an object."""
    found: set[str] = set()
    inside: list[str] = []
    tokens = _SYMBOL.findall(code)
    for n, (before, token) in enumerate(zip(["", *tokens], tokens, strict=False)):
        after = tokens[n + 1] if n + 1 < len(tokens) else ""
        if token in _OPENING:
            inside.append(token)
        elif token in _CLOSING:
            inside.pop()
        elif token in names and token not in found:
            in_braces = inside[-1:] == ["{"] and before in {"{", ","} and after in {",", "}", "="}
            is_method = after == "(" and before != "function" and _opens_body(tokens, n + 1)
            if before != "." and (after == ":" or in_braces or is_method):
                found.add(token)
    return found


def _opens_body(tokens: list[str], start: int) -> bool:
    """Say whether the bracket that opens at a token is followed by a body in braces."""
    depth = 0
    for n in range(start, len(tokens)):
        depth += (tokens[n] in _OPENING) - (tokens[n] in _CLOSING)
        if depth == 0:
            return tokens[n + 1 : n + 2] == ["{"]
    return False


def _letters() -> Iterator[str]:
    yield from ascii_letters
    yield from (a + b for a, b in product(ascii_letters, ascii_letters))


def _bare(code: str) -> str:
    bare = _SUM.sub(r"\1", _SIGN.sub(r"\1", re.sub(r"\s+", " ", code))).replace(";}", "}")
    return _ONE.sub(r"\1=>", bare)


def squeeze_style(text: str) -> str:
    r"""Return a style of ours without comments and blanks.

    >>> squeeze_style("/* why */\na > b { color: red; margin: 0 1px; }\n")
    'a>b{color:red;margin:0 1px}'
    """
    bare = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
    return _STYLE_SIGN.sub(r"\1", bare).replace(";}", "}").strip()
