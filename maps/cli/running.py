"""What every command does around its work: one line for a complaint, the right exit status, output in good order."""

from __future__ import annotations

import importlib
import io
import logging
import os
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from geo.errors import GeoError
from geo.visible import visible
from maps.cli.parsers import parse

BAD, INTERRUPTED, PIPE_CLOSED, TERMINATED = 1, 130, 141, 143


def run(words: Sequence[str], command: str | None = None) -> int:
    """Run a command and return its exit status."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        with _logging(), _termination():
            args = parse(words, command)
            status = _command(args)
            sys.stdout.flush()
    except (GeoError, OSError) as error:
        if isinstance(error, BrokenPipeError):
            # What is left in the buffer has no reader: let the interpreter's last flush go nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return PIPE_CLOSED
        tell(complaint(error))
        return BAD
    except KeyboardInterrupt:
        tell("interrupted, nothing more is written")
        return INTERRUPTED
    return status


def _command(args: Namespace) -> int:
    module = importlib.import_module(f"maps.cli.{args.command}")
    status: int = module.run(args)
    return status


def tell(message: str) -> None:
    """Say something on stderr, in one line, beside whatever progress is shown there."""
    from tqdm import tqdm

    tqdm.write(f"frontline: {visible(message)}", file=sys.stderr)


def complaint(error: GeoError | OSError) -> str:
    """Return an error as one line that names the file.

    >>> complaint(FileNotFoundError(2, "No such file or directory", "a.csv"))
    'a.csv: No such file or directory'
    """
    if isinstance(error, OSError) and error.strerror:
        named = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else str(error.filename)
        return f"{named}: {error.strerror}" if error.filename is not None else error.strerror
    return str(error)


class _Handler(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        tell(record.getMessage())


@contextmanager
def _logging() -> Iterator[None]:
    """Let the notes of our own packages reach stderr."""
    handler = _Handler(logging.WARNING)
    ours = [logging.getLogger(name) for name in ("geo", "maps")]
    for logger in ours:
        logger.addHandler(handler)
    try:
        yield
    finally:
        for logger in ours:
            logger.removeHandler(handler)


@contextmanager
def _termination() -> Iterator[None]:
    """Unwind when asked to end, so that nothing half-written stays behind."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
