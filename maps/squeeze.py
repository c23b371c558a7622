"""Scripts and styles of ours without comments and needless blanks, so that pages stay small."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from string import ascii_letters, digits

_STRING = r""""(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`"""  # no template stands inside another
_BEFORE = (
    r"(?:(?<=[(,=:\[!&|?])|(?<=[(,=:\[!&|?] )|(?<=return ))"  # a slash after these opens a pattern, else it divides
)
_PATTERN = _BEFORE + r"/(?![/*])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n\[])+/"
_COMMENT = r"/\*[\s\S]*?\*/|//[^\n]*"
_SYMBOL = re.compile(rf"{_STRING}|{_COMMENT}|{_PATTERN}|\d[\d.]*\w*|[\w$]+|\.\.\.|=>|\+\+|--|\S")
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_GAP = re.compile(r"\$\{((?:[^{}]|\{[^{}]*\})*)\}")  # of a template
_ONE = re.compile(r"(?<![\w$])\(([A-Za-z_$][\w$]*)\)=>")
_STYLE_SIGN = re.compile(r" ?([{};,>]) ?|(?<=:) ")

_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_WORD, _DOUBLED = frozenset(ascii_letters + digits + "_$"), frozenset("+-")  # what runs together without a blank
_DECLARING = frozenset(("const", "let", "function", "class"))
_BEFORE_OBJECT = frozenset(("(", "[", ",", "=", ":", "?", "|", "&", "return", "const", "let"))
_BEFORE_BODY = frozenset(("if", "for", "while", "switch"))
_TAKEN = frozenset("F do if in of as is".split())
_ALWAYS = {"frontline": "F", "true": "!0", "false": "!1"}  # F: what each file calls the one namespace inside itself


def squeeze_script(text: str) -> str:
    r"""Return a script of ours without comments and blanks; its statements end in a semicolon or a brace.

    Names that a file declares for itself become short; the keys of objects stay, and so does what strings say.

    >>> squeeze_script("// why\n  const rows = (b) => b + ' // c';\n\n  /** what */\n  f(/a b/.test(rows));\n")
    "const a=b=>b+' // c';f(/a b/.test(a));"
    >>> squeeze_script("const { size } = list; const both = { size, other: size };")
    'const{size:a}=list,b={size:a,other:a};'
    """
    symbols = [symbol for symbol in _SYMBOL.findall(text) if symbol[:2] not in {"//", "/*"}]
    return _joined(_shortened(symbols, _short_names(symbols) | _ALWAYS))


def _short_names(symbols: list[str]) -> dict[str, str]:
    """Return short names for those that a script declares, the shortest for those that take most room."""
    gaps = [
        name for symbol in symbols if symbol[0] == "`" for gap in _GAP.findall(symbol) for name in _NAME.findall(gap)
    ]
    used = Counter([*symbols, *gaps])
    declared = {name for name in _declared(symbols) if len(name) > 1 and _NAME.fullmatch(name)}
    ranked = sorted(declared, key=lambda name: (-len(name) * used[name], name))
    free = (name for name in _letters() if name not in used and name not in _TAKEN)
    return {name: short for name, short in zip(ranked, free, strict=False) if len(short) < len(name)}


def _declared(symbols: list[str]) -> Iterator[str]:
    """Yield the names that stand after `const`, `let`, `function` and `class`, unpacked ones too, and parameters."""
    opened: list[int] = []
    for n, symbol in enumerate(symbols):
        if symbol in _OPENING:
            opened.append(n)
        elif symbol in _CLOSING:
            start = opened.pop()
            after = symbols[n + 1 : n + 2]
            heads = after == ["=>"] or (after == ["{"] and symbol == ")" and symbols[start - 1] not in _BEFORE_BODY)
            if heads or symbols[start - 1] in {"const", "let"}:
                yield from _unpacked(symbols[start : n + 1])
        elif symbol in _DECLARING:
            yield symbols[n + 1]
        elif symbol == "=>" and symbols[n - 1] != ")":
            yield symbols[n - 1]


def _unpacked(symbols: list[str]) -> Iterator[str]:
    """Yield the names of a list of parameters or of what unpacks a value: `(a, [b, { c, d: e }], f = 1)`."""
    for before, name, after in zip(symbols, symbols[1:], symbols[2:], strict=False):
        if after in {",", ")", "]", "}", "="} and before in {"(", "[", "{", ",", "...", ":"}:
            yield name


def _letters() -> Iterator[str]:
    yield from ascii_letters
    yield from (a + b for a, b in product(ascii_letters, ascii_letters))


def _shortened(symbols: list[str], short: Mapping[str, str]) -> Iterator[str]:
    """Yield symbols with short names, and `const a; const b` as `const a, b`."""
    objects: list[bool] = [False]  # whether each bracket around holds the keys of an object or the methods of a class
    statements = [""]  # the first word of the statement around, in each of those brackets
    before = skipped = ""
    for symbol, after in zip(symbols, [*symbols[1:], ""], strict=True):
        if symbol in _OPENING:
            objects.append(symbol == "{" and (before in _BEFORE_OBJECT or statements[-1] == "class"))
            statements.append("")
        elif symbol in _CLOSING:
            objects.pop()
            statements.pop()
            if statements[-1] not in {"const", "let"}:
                statements[-1] = ""
        elif symbol == ";":
            skipped = after if after == statements[-1] and after in {"const", "let"} else ""
            statements[-1] = skipped
            symbol = "," if skipped else ";"  # noqa: PLW2901
        elif symbol[0] == "`":
            symbol = _GAP.sub(lambda gap: "${" + _joined(_shortened(_SYMBOL.findall(gap[1]), short)) + "}", symbol)  # noqa: PLW2901
        elif symbol == skipped:
            skipped = ""
            continue
        elif not statements[-1]:
            statements[-1] = symbol
        yield _renamed(before, symbol, after, short, in_object=objects[-1]) if symbol in short else symbol
        before = symbol


def _renamed(before: str, symbol: str, after: str, short: Mapping[str, str], *, in_object: bool) -> str:
    """Return a symbol under its short name, but for keys: `.name`, `name:`, `name() {}`; `{ name }` keeps its key."""
    if before == "." or (in_object and before in {"{", ",", "}"} and after in {":", "("}):
        return symbol
    is_both = in_object and before in {"{", ","} and after in {",", "}", "="}
    return f"{symbol}:{short[symbol]}" if is_both else short[symbol]


def _joined(symbols: Iterable[str]) -> str:
    parts: list[str] = []
    end = ""
    for symbol in symbols:
        if symbol in _CLOSING and (end == "," or (end == ";" and symbol == "}")):
            parts.pop()
        elif (end in _WORD and symbol[0] in _WORD) or (end == symbol[0] and end in _DOUBLED):
            parts.append(" ")
        parts.append(symbol)
        end = symbol[-1]
    return _ONE.sub(r"\1=>", "".join(parts))


def squeeze_style(text: str) -> str:
    r"""Return a style of ours without comments and blanks.

    >>> squeeze_style("/* why */\na > b { color: red; margin: 0 1px; }\n")
    'a>b{color:red;margin:0 1px}'
    """
    bare = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
    return _STYLE_SIGN.sub(r"\1", bare).replace(";}", "}").strip()
