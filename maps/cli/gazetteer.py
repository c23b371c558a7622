"""`frontline gazetteer`: the deeper gazetteers that a user adds, for every command to use."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from geo.added_store import add, added, folder, remove
from geo.gazetteer import Gazetteer, packaged_gazetteer
from geo.visible import visible
from maps.cli.running import BAD, tell


def run(args: Namespace) -> int:
    """Add, list or remove, and return the exit status."""
    gazetteer = packaged_gazetteer()
    match args.what:
        case "add":
            return max([_add(path, gazetteer) for path in args.files])
        case "remove":
            for name in args.names:
                remove(name, gazetteer)
        case _:
            for name, places in added(gazetteer):
                sys.stdout.write(f"{places:8d}  {visible(name)}\n")
            tell(f"added gazetteers are kept in {folder()}")
    return 0


def _add(path: Path, gazetteer: Gazetteer) -> int:
    done, complaints = add(path, gazetteer)
    for complaint in complaints:
        tell(str(complaint))
    wrong = f"; {len(complaints)} wrong lines are left out" if complaints else ""
    tell(f"{path}: {done.places} places added{wrong}")
    return BAD if complaints else 0
