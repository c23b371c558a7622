"""Output that is written whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from geo.errors import GeoError
from geo.rows import Sink

_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class _Terminal:
    """Stdout, with what would command a terminal written as escapes."""

    def write(self, text: str, /) -> int:
        sys.stdout.write(_COMMANDS.sub(lambda found: found[0].encode("unicode_escape").decode(), text))
        return len(text)


@contextmanager
def replacing(path: Path, inputs: Sequence[str | Path | None] = ()) -> Iterator[Path]:
    """Give a path beside the output; what is written there takes the output's place when all went well.

    Parameters
    ----------
    path
        The output; a device or pipe gets what was written when it is whole.
    inputs
        What is read, which the output must not take the place of.

    Raises
    ------
    GeoError
        If nothing can be written there; before any work is done.
    """
    _check(path, inputs)
    if path.exists() and not path.is_file():
        with tempfile.TemporaryDirectory() as folder:
            whole = Path(folder) / path.name
            yield whole
            with path.open("wb") as device:
                device.write(whole.read_bytes())
        return
    target = path.resolve()
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.touch()
        if target.exists():
            part.chmod(target.stat().st_mode & 0o7777)
    except OSError as error:
        msg = f"{path}: cannot be written ({error.strerror})"
        raise GeoError(msg) from error
    try:
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _check(path: Path, inputs: Sequence[str | Path | None]) -> None:
    if path.is_dir():
        msg = f"{path}: a folder; name a file in it"
        raise GeoError(msg)
    if not path.parent.is_dir():
        msg = f"{path}: there is no folder {path.parent}; make it first"
        raise GeoError(msg)
    if any(name and Path(name).resolve() == path.resolve() for name in inputs):
        msg = f"{path}: is named twice; name another output"
        raise GeoError(msg)


@contextmanager
def rows_output(path: Path | None, inputs: Sequence[str | Path | None]) -> Iterator[Sink]:
    """Give the stream that rows go to: stdout, made harmless if it is a terminal, or a file."""
    if path is None:
        yield _Terminal() if sys.stdout.isatty() else sys.stdout
        return
    with replacing(path, inputs) as part, part.open("w", encoding="utf-8", newline="") as file:
        yield file


def terminal_width(path: Path | None) -> int | None:
    """Return the width of the terminal that rows go to, None if they go to a file or pipe."""
    return shutil.get_terminal_size().columns if path is None and sys.stdout.isatty() else None
