"""Places in the files that users have: GeoNames dumps, CSV and GeoJSON of named points; every wrong line is named."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from geo.csv_files import cell_text
from geo.errors import GazetteerError
from geo.model import FeatureClass, LonLat, Place
from geo.text import code_like

_GEONAMES = (
    "geonameid name asciiname alternatenames latitude longitude feature_class feature_code country cc2 admin1 admin2 "
    "admin3 admin4 population elevation dem timezone modified"
).split()
_NEEDED = ("name", "lon", "lat")
_UNFILLED = frozenset(("mentions", "articles"))
_CLASS_OF = {"PPL": "P", "ADM": "A", "PCL": "A", "AIR": "S", "STM": "H", "MT": "T", "HLL": "T", "RGN": "L"}
_CELL_CHARACTERS = 4_000_000
_COUNTRY = re.compile(r"(?:[A-Z]{2})?")
_CODE = re.compile(r"[A-Z0-9]{1,10}")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_REMEDY = "correct the line, or leave it out"


class Record(NamedTuple):
    """A place as a file has it, and where."""

    place: Place
    where: str


Cells = Mapping[str, str]
_Raw = TypeVar("_Raw")


def read_records(path: Path) -> Iterator[Record | GazetteerError]:
    """Yield the places of a file, and a complaint for every line that is wrong.

    Parameters
    ----------
    path : Path
        A GeoNames country dump (``SY.txt``, ``SY.zip``); a CSV in UTF-8 with the columns name, lon, lat and, as
        wanted, id, geonames_id, feature_class, feature_code, country, admin1, population, other_names (separated by
        ``|``) and source; or a GeoJSON of points with these as properties. Rows of `frontline places --unresolved`
        whose point nobody has filled in are passed over.

    Raises
    ------
    GazetteerError
        If the file is none of these, or cannot be read at all.
    """
    match path.suffix.lower():
        case ".txt":
            yield from _dump(path.read_bytes(), str(path))
        case ".zip":
            yield from _archive(path)
        case ".csv" | ".tsv":
            yield from _table(path)
        case ".geojson" | ".json":
            yield from _features(path)
        case _:
            msg = f"{path}: places are read from .txt and .zip (GeoNames), .csv, .tsv and .geojson files"
            raise GazetteerError(msg)


def _record(where: str, read: Callable[[_Raw], Place], raw: _Raw) -> Record | GazetteerError:
    try:
        return Record(read(raw), where)
    except ValueError as error:
        return GazetteerError(f"{where}: {error}: {_REMEDY}")


def _archive(path: Path) -> Iterator[Record | GazetteerError]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if re.fullmatch(r"(?:.*/)?[A-Za-z]{2}\.txt", name)]
            if len(names) != 1:
                msg = f"{path}: no GeoNames dump in it: a file such as SY.txt is awaited"
                raise GazetteerError(msg)
            content = archive.read(names[0])
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        msg = f"{path}: not a zip archive that can be read ({error}): get it again"
        raise GazetteerError(msg) from error
    yield from _dump(content, f"{path}/{names[0]}")


def _dump(content: bytes, file: str) -> Iterator[Record | GazetteerError]:
    for number, raw in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        line = raw.removesuffix(b"\r")
        if line.strip() and not line.startswith(b"#"):
            yield _record(f"{file}:{number}", _geonames, line)


def _geonames(line: bytes) -> Place:
    try:
        cells = line.decode("utf-8").split("\t")
    except UnicodeDecodeError as error:
        msg = f"byte 0x{error.object[error.start]:02x} is not UTF-8"
        raise ValueError(msg) from error
    if len(cells) != len(_GEONAMES):
        msg = f"{len(cells)} columns, a GeoNames dump has {len(_GEONAMES)} divided by tabs"
        raise ValueError(msg)
    row = dict(zip(_GEONAMES, cells, strict=True))
    if not row["feature_class"].strip():
        msg = f"{row['name'][:40]!r} has no feature class"
        raise ValueError(msg)
    others = {row["asciiname"], *(name for name in row["alternatenames"].split(",") if not code_like(name.strip()))}
    return _place_of(
        row
        | {"lon": row["longitude"], "lat": row["latitude"], "geonames_id": row["geonameid"]}
        | {"id": "", "other_names": "|".join(sorted(others)), "source": "GeoNames"}
    )


def _table(path: Path) -> Iterator[Record | GazetteerError]:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        msg = f"{path}:{line}: byte 0x{content[error.start]:02x} is not UTF-8: save the file as UTF-8"
        raise GazetteerError(msg) from error
    first = text.split("\n", 1)[0]
    csv.field_size_limit(_CELL_CHARACTERS)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    header: list[str] = []
    begins = 1
    try:
        for cells in rows:
            if not header:
                header = _header(cells, path)
            elif any(map(str.strip, cells)) and not _unfilled(header, cells):
                yield _record(f"{path}:{begins}", _of_cells, (header, cells))
            begins = rows.line_num + 1
        if not header:
            msg = f"{path}: the file is empty"
            raise GazetteerError(msg)
    except csv.Error as error:
        msg = f"{path}:{rows.line_num}: not CSV ({error})"
        raise GazetteerError(msg) from error


def _header(cells: list[str], path: Path) -> list[str]:
    header = [cell.strip().lower() for cell in cells]
    missing = [column for column in _NEEDED if column not in header]
    if missing:
        msg = f"{path}:1: no column {', '.join(missing)}: the first line names the columns, name, lon and lat"
        raise GazetteerError(msg)
    return header


def _unfilled(header: list[str], cells: list[str]) -> bool:
    """Tell whether a row is one of `frontline places --unresolved` that nobody has filled in."""
    row = dict(zip(header, cells, strict=False))
    return row.keys() >= _UNFILLED and not row.get("lon", "").strip() and not row.get("lat", "").strip()


def _of_cells(row: tuple[list[str], list[str]]) -> Place:
    header, cells = row
    if len(cells) != len(header):
        msg = f"{len(cells)} cells, the header has {len(header)}"
        raise ValueError(msg)
    return _place_of(dict(zip(header, map(cell_text, cells), strict=True)))


def _features(path: Path) -> Iterator[Record | GazetteerError]:
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        msg = f"{path}: not GeoJSON ({error})"
        raise GazetteerError(msg) from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list):
        msg = f"{path}: not GeoJSON: a FeatureCollection with features is awaited"
        raise GazetteerError(msg)
    for number, feature in enumerate(features, 1):
        yield _record(f"{path}: feature {number}", _of_feature, feature)


def _of_feature(feature: Any) -> Place:  # noqa: ANN401
    members: dict[str, Any] = feature if isinstance(feature, dict) else {}
    geometry = members.get("geometry")
    point = geometry.get("coordinates") if isinstance(geometry, dict) and geometry.get("type") == "Point" else None
    if not isinstance(point, list) or len(point) < 2:
        msg = "its geometry is no Point"
        raise ValueError(msg)
    properties = members.get("properties")
    named = properties.items() if isinstance(properties, dict) else ()
    cells = {str(name).lower(): _cell(value) for name, value in named}
    if "id" not in cells:
        cells["id"] = _cell(members.get("id"))
    return _place_of(cells | {"lon": _cell(point[0]), "lat": _cell(point[1])})


def _cell(value: object) -> str:
    if isinstance(value, list):
        return "|".join(str(one) for one in value)
    return "" if value is None else str(value)


def _place_of(row: Cells) -> Place:
    name = _name(row.get("name", ""))
    at = LonLat(_number(row, "lon"), _number(row, "lat"))
    if not any(at):
        msg = f"{name!r} lies at 0, 0, which is what a missing point looks like"
        raise ValueError(msg)
    code, letter = _feature(row)
    country = row.get("country", "").strip().upper()
    if not _COUNTRY.fullmatch(country):
        msg = f"country {country[:40]!r} is not the two letters of ISO 3166, like SY"
        raise ValueError(msg)
    given = row.get("id", "").strip() or f"{name}@{at.lon:g},{at.lat:g}"
    geonames = row.get("geonames_id", "").strip()
    if geonames and not re.fullmatch(r"[1-9]\d{0,11}", geonames):
        msg = f"geonames_id {geonames[:40]!r} is no number"
        raise ValueError(msg)
    others = (" ".join(other.split()) for other in row.get("other_names", "").split("|"))
    return Place(
        id=f"gn:{geonames}" if geonames else given if ":" in given else f"own:{given}",
        name=name,
        at=at,
        feature_class=letter,
        feature_code=code,
        country=country,
        admin1=row.get("admin1", "").strip(),
        population=_people(row),
        other_names=tuple(sorted({other for other in others if not _CONTROLS.search(other)} - {"", name})),
        source=row.get("source", "").strip() or "own",
    )


def _name(cell: str) -> str:
    name = " ".join(cell.split())
    if not name:
        msg = "the place has no name"
        raise ValueError(msg)
    if _CONTROLS.search(name):
        msg = f"name {name[:40]!r} holds control characters"
        raise ValueError(msg)
    return name


def _number(row: Cells, column: str) -> float:
    value = row.get(column, "").strip()
    try:
        return float(value)
    except ValueError:
        msg = f"{column} {value[:40]!r} is not a number of degrees"
        raise ValueError(msg) from None


def _feature(row: Cells) -> tuple[str, FeatureClass]:
    code = row.get("feature_code", "").strip().upper()
    letter = row.get("feature_class", "").strip().upper()
    if code and not _CODE.fullmatch(code):
        msg = f"feature_code {code[:40]!r} is none of GeoNames, like PPL or AIRB"
        raise ValueError(msg)
    letter = letter or next((c for start, c in _CLASS_OF.items() if code.startswith(start)), "S" if code else "P")
    if letter not in set(FeatureClass):
        msg = f"feature_class {letter[:40]!r} is none of {', '.join(FeatureClass)}"
        raise ValueError(msg)
    return code or ("PPL" if letter == "P" else ""), FeatureClass(letter)


def _people(row: Cells) -> int:
    value = row.get("population", "").strip()
    if not re.fullmatch(r"\d{0,12}(?:\.0*)?", value):
        msg = f"population {value[:40]!r} is no count"
        raise ValueError(msg)
    return int(float(value or 0))
