"""The gazetteers that a user has added: kept as they came, and merged into one indexed file beside the packaged one."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from geo.added_places import Known, Merger
from geo.added_records import read_records
from geo.errors import GazetteerError
from geo.paths import user_path
from geo.place_file import Filed, write_places

_LOG = logging.getLogger(__name__)
_INDEX = "merged.sqlite"
_MADE_OF = "CREATE TABLE made_of (name TEXT PRIMARY KEY, stamp TEXT NOT NULL, places INTEGER NOT NULL)"
_PACKAGED = ""
_HEAD = 100


class Added(NamedTuple):
    """A file that was added, and how many places came of it."""

    name: str
    places: int


def folder() -> Path:
    """Return the folder of the added gazetteers."""
    return user_path("gazetteers")


def add(path: Path, gazetteer: Known) -> tuple[Added, list[GazetteerError]]:
    """Add the places of a file to those that every command uses; a file of the same name is replaced.

    Parameters
    ----------
    path : Path
        A file that `read_records` reads.
    gazetteer : Known
        The packaged gazetteer.

    Returns
    -------
    Added, list of GazetteerError
        What was added, and a complaint for each line that is wrong: these are left out.

    Raises
    ------
    GazetteerError
        If no line of the file is right, or nothing can be kept; nothing is changed then.
    """
    merger = Merger(gazetteer)
    complaints = merger.add(read_records(path))
    if not merger.places:
        first = f" ({complaints[0]})" if complaints else ""
        msg = f"{path}: no place in it is right, so nothing is added{first}"
        raise GazetteerError(msg)
    target = folder() / path.name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _replacing(target) as part:
            shutil.copyfile(path, part)
    except OSError as error:
        msg = f"{target}: cannot be written ({error.strerror}): set FRONTLINE_DATA to a folder of yours"
        raise GazetteerError(msg) from error
    index(gazetteer)
    return next(one for one in added(gazetteer) if one.name == target.name), complaints


def remove(name: str, gazetteer: Known) -> None:
    """Take an added file away, by its name.

    Raises
    ------
    GazetteerError
        If there is none of that name.
    """
    if name not in {source.name for source in _sources()}:
        there = ", ".join(source.name for source in _sources()) or "none was added"
        msg = f"there is no added gazetteer {name!r}; there are: {there}"
        raise GazetteerError(msg)
    (folder() / name).unlink()
    index(gazetteer)


def added(gazetteer: Known) -> list[Added]:
    """Return the files that were added, by name."""
    path = index(gazetteer)
    if path is None:
        return []
    with contextlib.closing(sqlite3.connect(path)) as database:
        query = "SELECT name, places FROM made_of WHERE name != ? ORDER BY name"
        return [Added(*row) for row in database.execute(query, (_PACKAGED,))]


def index(gazetteer: Known) -> Path | None:
    """Return the indexed file of all added places, made anew where it is not that of what is there; None without any.

    Parameters
    ----------
    gazetteer : Known
        The packaged gazetteer, which the places were merged with.

    Raises
    ------
    GazetteerError
        If it has to be made anew and cannot be.
    """
    sources = _sources()
    path = folder() / _INDEX
    if not sources:
        path.unlink(missing_ok=True)
        return None
    stamps = {_PACKAGED: _packaged_stamp(gazetteer.path)} | {source.name: _stamp(source) for source in sources}
    if _stamps(path) != stamps:
        _LOG.info("merging %d added gazetteers", len(sources))
        try:
            with _replacing(path) as part:
                _make(part, sources, stamps, gazetteer)
        except (OSError, sqlite3.Error) as error:
            msg = f"{path}: the added gazetteers cannot be merged ({error}): set FRONTLINE_DATA to a folder of yours"
            raise GazetteerError(msg) from error
    return path


def _make(path: Path, sources: list[Path], stamps: dict[str, str], gazetteer: Known) -> None:
    merger = Merger(gazetteer)
    counts = {_PACKAGED: 0}
    for source in sources:
        complaints = merger.add(records := list(read_records(source)))
        counts[source.name] = len(records) - len(complaints)
    write_places(path, (Filed(number, place) for number, place in merger.places.items()))
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.execute(_MADE_OF)
        rows = [(name, stamp, counts[name]) for name, stamp in stamps.items()]
        database.executemany("INSERT INTO made_of VALUES (?,?,?)", rows)


def _sources() -> list[Path]:
    """Return the added files in the order in which they are merged."""
    here = folder()
    if not here.is_dir():
        return []
    return sorted(path for path in here.iterdir() if path.name != _INDEX and not path.name.startswith("."))


def _stamp(path: Path) -> str:
    status = path.stat()
    return f"{status.st_size} {status.st_mtime_ns}"


def _packaged_stamp(path: Path) -> str:
    """Return what tells one packaged gazetteer from another without reading it whole: its size and first page."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    return f"{path.stat().st_size} {hashlib.sha256(head).hexdigest()}"


def _stamps(path: Path) -> dict[str, str]:
    """Return what an indexed file was made of, nothing where it is none."""
    if not path.is_file():
        return {}
    try:
        with contextlib.closing(sqlite3.connect(path)) as database:
            return dict(database.execute("SELECT name, stamp FROM made_of"))
    except sqlite3.Error:
        return {}


@contextlib.contextmanager
def _replacing(target: Path) -> Iterator[Path]:
    """Give a path beside a file; what is written there takes the file's place when all went well."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    try:
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
