"""The files behind the INPUT of a command: which they are, and their text exactly as given."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from geo.errors import ArticleError
from geo.visible import visible

LIMIT = 1_000_000
"""The most code points that the text of an article may have."""
FILE_BYTES = 256 * 1024 * 1024
"""The largest file that is read as a whole."""
SUFFIXES = frozenset(".txt .html .htm .xhtml .json .jsonl .ndjson .rss .atom .xml".split())
STDIN = "-"

_LOG = logging.getLogger(__name__)
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: where it lies, the id of an article that has none of its own, and its name in complaints."""

    path: Path
    id: str
    shown: str


def find_sources(inputs: Sequence[str]) -> Iterator[Source | ArticleError]:
    """Yield the files that inputs stand for, those of a folder sorted by path, and what is wrong with an input.

    A folder is searched to its depths; what is hidden or no regular file is passed over in it, and files of other
    types are, with a note in the log. `-` is stdin.
    """
    for name in inputs:
        path = Path(name)
        if name == STDIN:
            yield Source(path, STDIN, "stdin")
        elif path.is_dir():
            yield from _folder(path)
        elif not os.path.lexists(path):
            yield ArticleError(f"{printable(name)}: no such file or folder")
        elif path.suffix.lower() not in SUFFIXES:
            yield ArticleError(f"{printable(name)}: not a type of file that is read here; {_types()}")
        else:
            yield Source(path, printable(path.name), printable(name))


def _folder(folder: Path) -> Iterator[Source | ArticleError]:
    unreadable: list[OSError] = []
    found: list[Path] = []
    other: list[str] = []
    for at, folders, names in os.walk(folder, onerror=unreadable.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for path in (Path(at, name) for name in names if not name.startswith(".")):
            if path.suffix.lower() in SUFFIXES and _regular(path):
                found.append(path)
            else:
                other.append(printable(path.relative_to(folder).as_posix()))
    for error in unreadable:
        yield ArticleError(f"{printable(str(error.filename))}: cannot be read ({error.strerror})")
    if other:
        more = f" and {len(other) - _NAMED} more" if len(other) > _NAMED else ""
        named = ", ".join(sorted(other)[:_NAMED]) + more
        _LOG.warning("%s: passed over, of types not read here: %s", printable(str(folder)), named)
    if not found and not unreadable:
        yield ArticleError(f"{printable(str(folder))}: no article in this folder; {_types()}")
    for path in sorted(found, key=lambda path: path.relative_to(folder).as_posix()):
        yield Source(path, printable(path.relative_to(folder).as_posix()), printable(str(path)))


def _regular(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:  # a link to nowhere: reading it says so
        return True


def _types() -> str:
    return "types read are " + ", ".join(sorted(SUFFIXES))


def printable(name: str) -> str:
    r"""Return a file name with what no text may hold, or no terminal should get, written as escapes.

    >>> printable("a\x1b[31m.txt")
    'a\\x1b[31m.txt'
    """
    return visible(os.fsencode(name).decode("utf-8", "backslashreplace"))


def first_bytes(path: Path, limit: int) -> bytes:
    """Return the bytes of a file, but no more than one beyond a limit.

    Raises
    ------
    ArticleError
        If the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        msg = f"{printable(str(path))}: cannot be read ({error.strerror})"
        raise ArticleError(msg) from error


def whole_file(source: Source) -> bytes:
    """Return all bytes of a file.

    Raises
    ------
    ArticleError
        If the file cannot be read, is empty or larger than `FILE_BYTES`.
    """
    data = first_bytes(source.path, FILE_BYTES)
    if len(data) > FILE_BYTES:
        msg = f"{source.shown}: larger than {FILE_BYTES // 1024**2} MiB; split it"
        raise ArticleError(msg)
    if not data.strip():
        msg = f"{source.shown}: the file is empty"
        raise ArticleError(msg)
    return data


def decoded(data: bytes, shown: str, first_line: int = 1) -> str:
    """Return UTF-8 bytes, which begin in a line of a file, as text without a byte order mark.

    Raises
    ------
    ArticleError
        If the bytes are not UTF-8.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        msg = f"{shown}: the text is in UTF-16; save it as UTF-8"
        raise ArticleError(msg)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = first_line + error.object.count(b"\n", 0, error.start)
        byte = error.object[error.start]
        msg = f"{shown}:{line}: byte 0x{byte:02x} is not UTF-8; save the text as UTF-8"
        raise ArticleError(msg) from error


def too_long(where: str) -> str:
    """Return the complaint about an article that is longer than `LIMIT`."""
    return f"{where}: longer than {LIMIT:,} characters; split it"


def checked(text: str, where: str) -> str:
    """Return the text of an article as it is, if it may be one.

    Raises
    ------
    ArticleError
        If the text is blank or too long, or holds what is no text.
    """
    if len(text) > LIMIT:
        msg = too_long(where)
    elif "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        msg = f"{where}: NUL byte in line {line} of the text; remove it"
    elif not text.strip():
        msg = f"{where}: no text in it"
    elif any("\ud800" <= c <= "\udfff" for c in text):
        msg = f"{where}: half a surrogate pair in the text; write the whole character"
    else:
        return text
    raise ArticleError(msg)
