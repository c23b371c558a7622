"""The `frontline` command and its four parts; each part loads what it needs when it runs."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None, *, command: str | None = None) -> int:
    """Run the command and return its exit status.

    Parameters
    ----------
    argv
        The words after the program's name; the process's own by default.
    command
        The part that the words are for, where the program's name says it; else the first word does.

    Returns
    -------
    int
        0; 1 when an input or a value is bad; 2 when the words are no command; 130 when interrupted.
    """
    from maps.cli.running import run

    return run(sys.argv[1:] if argv is None else argv, command)
