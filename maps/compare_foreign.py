"""Control maps of other origin: GeoJSON polygons whose holder is told by a property."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from geo.actors import Actors
from geo.csv_files import read_table
from geo.errors import ActorError, SnapshotError
from maps.compare import FOREIGN_CRS, End
from maps.compare_ground import NO_DATA, SLIVER_M, areal, by_holder
from maps.compare_mending import CONTESTED, Mending, apart, sound, unrounded
from maps.frames import frame_of
from maps.regions import GRID_M, LONGEST_EDGE
from maps.schema import AREA_COLUMNS, LINE_COLUMNS, PLACE_COLUMNS, WGS84, AreaState
from maps.snapshot import Snapshot, read_snapshot

BLANK = "*"
_OURS = {"as_of", "inferred_from", "method"}
_DAY = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")
_DEGREES = ("CRS84", "4326")
_NOBODY = {"", "unknown", AreaState.NO_DATA.value}
_MAP_COLUMNS = ["name", "actor"]
_POLYGONS = {"Polygon", "MultiPolygon"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """How a map of other origin tells who holds what: by which property, and who its names are.

    `codes` are our codes by its names; a name that is in none stays as it is, one whose code is empty is left out. The
    code of `*` is who holds the ground that the map leaves blank and the other covers.
    """

    column: str
    codes: Mapping[str, str]

    @property
    def blank(self) -> str:
        """Who holds what the map leaves blank, '' for nobody."""
        return self.codes.get(BLANK, "")


def read_naming(column: str, file: Path | None, actors: Actors) -> Naming:
    """Return the naming of a property and a CSV of `name,actor`; an actor is a code, `contested` or empty (nobody).

    Raises
    ------
    ActorError
        The file cannot be read, or a line is wrong.
    """
    codes: dict[str, str] = {}
    for line, row in read_table(file, ActorError, _MAP_COLUMNS, _MAP_COLUMNS) if file else ():
        name, code = row["name"], row["actor"].strip()
        if name in codes:
            msg = f"{file}:{line}: names {name!r} once more; give each name once"
            raise ActorError(msg)
        if code not in _NOBODY | {CONTESTED}:
            actors.require(code, f"{file}:{line}")
        codes[name] = "" if code in _NOBODY else code
    return Naming(column=column, codes=codes)


def read_end(path: Path, naming: Naming | None, actors: Actors, other: date | Path | None = None) -> End:
    """Return the snapshot of a file of ours, or of a map of other origin where its naming is given.

    Parameters
    ----------
    path
        GeoJSON.
    naming
        What tells the holders of a map of other origin.
    actors
        Sides of the actors.
    other
        The other end, a day or a file, whose day is that of a map of other origin that does not tell its own, by
        `as_of` or in its name.

    Raises
    ------
    SnapshotError
        The file can be read as neither, or tells no day.
    OSError
        The file cannot be read.
    """
    document = _document(path) if naming else {}
    if naming is None or document.keys() >= _OURS:
        return End(snapshot=read_snapshot(path))
    mending = Mending(path.name)
    found = _day_of(path, document) or (_day_of(other, _document(other)) if isinstance(other, Path) else other)
    if found is None:
        msg = f"{path}: tells no day; put it in the name of the file, like {path.stem}-2024-12-03{path.suffix}"
        raise SnapshotError(msg)
    held = apart(_held(path, document, naming, mending), mending)
    snapshot = Snapshot(
        as_of=found,
        known_by=None,
        inferred_from=0,
        method=path.name,
        areas=_areas(held, actors),
        front_line=frame_of([], LINE_COLUMNS, np.empty(0, dtype=object)),
        places=frame_of([], PLACE_COLUMNS, np.empty(0, dtype=object)),
    )
    return End(snapshot=snapshot, name=path.name, notes=tuple(mending.notes))


def with_blank(end: End, others: Sequence[Snapshot], code: str, actors: Actors) -> End:
    """Return a map of other origin with the ground that it leaves blank, and others cover, in an actor's hands.

    Many publish the ground of one side alone. A snapshot of ours stays as it is.
    """
    if not end.name:
        return end
    covered = [
        shape for other in others for who, shape in by_holder(other.areas, FOREIGN_CRS).items() if who != NO_DATA
    ]
    own = shapely.union_all(list(by_holder(end.snapshot.areas, FOREIGN_CRS).values()))
    blank = areal(shapely.difference(shapely.union_all(covered), own, grid_size=GRID_M))
    wide = [part for part in blank.geoms if not shapely.buffer(part, -SLIVER_M).is_empty]
    if not wide:
        return end
    added = _areas({code: shapely.MultiPolygon(wide)}, actors)
    areas = gpd.GeoDataFrame(pd.concat([end.snapshot.areas, added], ignore_index=True), crs=WGS84)
    note = f"{end.name}: ground that it leaves blank counted as of {code}: {float(added['km2'].sum()):.0f} km²"
    return replace(end, snapshot=replace(end.snapshot, areas=areas), notes=(*end.notes, note))


def _document(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        msg = f"{path}: not JSON ({error}); give a GeoJSON FeatureCollection"
        raise SnapshotError(msg) from error
    if not isinstance(document, dict) or not isinstance(document.get("features"), list):
        msg = f"{path}: no FeatureCollection; give GeoJSON of polygons"
        raise SnapshotError(msg)
    crs = json.dumps(document.get("crs") or _DEGREES[0])
    if not any(known in crs for known in _DEGREES):
        msg = f"{path}: crs is {crs:.80}; give degrees WGS 84"
        raise SnapshotError(msg)
    return document


def _day_of(path: Path, document: Mapping[str, Any]) -> date | None:
    """Return the day that a file tells, by its member `as_of` or else in its name."""
    for text in (str(document.get("as_of")), path.stem):
        for parts in _DAY.findall(text):
            try:
                return date(*map(int, parts))
            except ValueError:
                continue
    return None


def _held(path: Path, document: Mapping[str, Any], naming: Naming, mending: Mending) -> dict[str, BaseGeometry]:
    """Return the ground of each holder in metres, as the file tells it."""
    numbers, names, shapes = _polygons(path, document["features"], naming, mending)
    if not numbers:
        msg = f"{path}: no polygon whose {naming.column!r} tells a holder; {_hint(document['features'])}"
        raise SnapshotError(msg)
    west, south, east, north = shapely.total_bounds(shapes)
    if not (west >= -180 and east <= 180 and south >= -90 and north <= 90):
        msg = f"{path}: lies off the globe ({west:g}, {south:g} to {east:g}, {north:g}); give degrees WGS 84"
        raise SnapshotError(msg)
    near = shapely.segmentize(sound(shapes, numbers, mending), LONGEST_EDGE)  # straight edges in degrees stay so
    flat = gpd.GeoSeries(near, crs=WGS84).to_crs(FOREIGN_CRS).to_numpy()
    flat = unrounded(flat)
    whole = {name: shapely.union_all(flat[np.array(names) == name], grid_size=GRID_M) for name in sorted(set(names))}
    return {name: shape for name, shape in whole.items() if shape.area}


def _hint(features: Sequence[Any]) -> str:
    tables = [feature.get("properties") for feature in features if isinstance(feature, dict)]
    known = {str(name) for table in tables if isinstance(table, dict) for name in table}
    return f"its properties are {', '.join(sorted(known))}" if known else "its features have no properties"


def _polygons(
    path: Path, features: Sequence[Any], naming: Naming, mending: Mending
) -> tuple[list[int], list[str], Any]:
    """Return number, holder and shape in degrees of the features with both."""
    numbers: list[int] = []
    names: list[str] = []
    shapes: list[BaseGeometry] = []
    left: dict[str, list[int]] = defaultdict(list)
    for number, feature in enumerate(features, start=1):
        holder, why = _holder(feature, naming)
        shape = _shape(feature, f"{path}: feature {number}") if not why else None
        if shape is not None and shape.geom_type not in _POLYGONS:
            polygons = _polygons_in(shape)
            mixed = "kept of collections only the polygons" if polygons else ""
            why = mixed or "left out, not polygons"
            shape = shapely.union_all(polygons) if polygons else None
        elif shape is None and not why:
            why = "left out, without a geometry"
        if why:
            left[why].append(number)
        if shape is not None:
            numbers.append(number)
            names.append(holder)
            shapes.append(shapely.force_2d(shape))
    for what in sorted(left):
        mending.features(left[what], what)
    result = np.empty(len(shapes), dtype=object)
    result[:] = shapes
    return numbers, names, result


def _holder(feature: Any, naming: Naming) -> tuple[str, str]:  # noqa: ANN401  any JSON
    """Return whom a feature names, or why it is left out."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    value = properties.get(naming.column) if isinstance(properties, dict) else None
    if value is None or isinstance(value, dict | list):
        return "", f"left out, without {naming.column!r}"
    name = str(value)
    code = naming.codes.get(name, naming.codes.get(name.strip(), name.strip()))
    return code, "" if code else "left out, of nobody"


def _shape(feature: Mapping[str, Any], where: str) -> BaseGeometry | None:
    geometry = feature.get("geometry")
    if geometry is None:
        return None
    try:
        shape = shapely.geometry.shape(geometry)
    except (ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        msg = f"{where}: geometry cannot be read ({error}); mend its coordinates"
        raise SnapshotError(msg) from error
    return None if shape.is_empty else shape


def _polygons_in(shape: BaseGeometry) -> list[BaseGeometry]:
    parts = [part for piece in shapely.get_parts(shape) for part in shapely.get_parts(piece)]
    return [part for part in parts if part.geom_type == "Polygon"]


def _areas(held: Mapping[str, BaseGeometry], actors: Actors) -> gpd.GeoDataFrame:
    """Return areas as a snapshot has them, one a connected part."""
    rows: list[dict[str, object]] = []
    parts: list[BaseGeometry] = []
    for holder, shape in sorted(held.items()):
        for part in shapely.get_parts(shapely.normalize(shape)):
            state = AreaState.UNCERTAIN if holder == CONTESTED else AreaState.HELD
            facts = {"actor": holder, "side": actors.side(holder), "state": state.value, "confidence": float("nan")}
            rows.append({**facts, "km2": round(float(part.area) / 1e6, 3), "event_ids": (), "places": ()})
            parts.append(part)
    shapes = np.empty(len(parts), dtype=object)
    shapes[:] = parts
    globe = gpd.GeoSeries(shapes, crs=FOREIGN_CRS).to_crs(WGS84).to_numpy()
    return frame_of(rows, AREA_COLUMNS, unrounded(globe))
