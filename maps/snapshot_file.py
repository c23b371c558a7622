"""The file form of a snapshot: one GeoJSON FeatureCollection, described in docs/SNAPSHOT.md."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from shapely.errors import ShapelyError

from geo.errors import SnapshotError
from maps.frames import frame_of
from maps.schema import AREA_COLUMNS, COORDINATE_DIGITS, LINE_COLUMNS, PLACE_COLUMNS, AreaState, PlaceState

LAYERS: Mapping[str, tuple[str, ...]] = {"area": AREA_COLUMNS, "front_line": LINE_COLUMNS, "place": PLACE_COLUMNS}
_KINDS = {
    "area": {"Polygon", "MultiPolygon"},
    "front_line": {"LineString", "MultiLineString"},
    "place": {"Point"},
}
_TEXTS = {"actor", "side", "rival", "side_a", "side_b", "place_id", "name", "state"}
_MAY_BE_NULL = {"actor", "side", "rival", "since"}
_STATES = {"area": {s.value for s in AreaState}, "place": {s.value for s in PlaceState}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Top:
    """What stands beside the features."""

    as_of: date
    known_by: date | None
    inferred_from: int
    method: str


def as_text(top: Mapping[str, object], frames: Mapping[str, gpd.GeoDataFrame]) -> str:
    """Return the snapshot's GeoJSON, a feature a line, keys in alphabetical order."""
    features = []
    for layer, frame in frames.items():
        columns = [name for name in LAYERS[layer] if name != "geometry"]
        values = zip(*(frame[name] for name in columns), strict=True)
        for row, geometry in zip(values, frame.geometry, strict=True):
            properties = {name: _plain(value) for name, value in zip(columns, row, strict=True)}
            shape = {"type": geometry.geom_type, "coordinates": _rounded(shapely.geometry.mapping(geometry))}
            features.append(_json({"type": "Feature", "geometry": shape, "properties": {"layer": layer, **properties}}))
    head = _json({"type": "FeatureCollection", **top})
    return f'{head[:-1]},"features":[\n' + ",\n".join(features) + "\n]}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _plain(value: Any) -> object:  # noqa: ANN401  a cell of a frame
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return list(value)
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and math.isnan(value) else value


def _rounded(mapping: Mapping[str, Any]) -> object:
    def cut(value: Any) -> object:  # noqa: ANN401  nested coordinates
        return [cut(v) for v in value] if isinstance(value, tuple | list) else round(float(value), COORDINATE_DIGITS)

    return cut(mapping["coordinates"])


def parse(path: Path) -> tuple[Top, dict[str, gpd.GeoDataFrame]]:
    """Return what a snapshot file holds, or say what is wrong with it."""
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        msg = f"{path}: not JSON ({error}); give a GeoJSON snapshot written with --snapshot"
        raise SnapshotError(msg) from error
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        msg = f"{path}: no FeatureCollection; give a GeoJSON snapshot written with --snapshot"
        raise SnapshotError(msg)
    top = Top(
        as_of=_day(document.get("as_of"), "as_of", str(path)),
        known_by=None if document.get("known_by") is None else _day(document["known_by"], "known_by", str(path)),
        inferred_from=_whole(document.get("inferred_from"), str(path)),
        method=_text(document.get("method"), "method", str(path)),
    )
    features = document.get("features")
    if not isinstance(features, list):
        msg = f"{path}: 'features' is no list; give a GeoJSON snapshot written with --snapshot"
        raise SnapshotError(msg)
    rows: dict[str, list[dict[str, object]]] = {layer: [] for layer in LAYERS}
    shapes: dict[str, list[object]] = {layer: [] for layer in LAYERS}
    for number, feature in enumerate(features, start=1):
        layer, row, shape = _feature(feature, f"{path}: feature {number}")
        rows[layer].append(row)
        shapes[layer].append(shape)
    return top, {layer: frame_of(rows[layer], LAYERS[layer], _array(shapes[layer])) for layer in LAYERS}


def _array(shapes: Sequence[object]) -> Any:  # noqa: ANN401  an array of geometries
    result = np.empty(len(shapes), dtype=object)
    result[:] = shapes
    return result


def _feature(feature: object, where: str) -> tuple[str, dict[str, object], object]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(feature, dict) or not isinstance(properties, dict):
        msg = f"{where}: no properties; each feature needs them"
        raise SnapshotError(msg)
    layer = str(properties.get("layer"))
    if layer not in LAYERS:
        msg = f"{where}: layer {layer!r} is none of {', '.join(LAYERS)}"
        raise SnapshotError(msg)
    row = {}
    for name in LAYERS[layer]:
        if name == "geometry":
            continue
        if name not in properties:
            msg = f"{where}: property {name!r} is missing; docs/SNAPSHOT.md lists them"
            raise SnapshotError(msg)
        row[name] = _value(properties[name], name, where)
    if layer in _STATES and row["state"] not in _STATES[layer]:
        msg = f"{where}: state {row['state']!r} is none of {', '.join(sorted(_STATES[layer]))}"
        raise SnapshotError(msg)
    return layer, row, _shape(feature.get("geometry"), layer, where)


def _shape(geometry: Any, layer: str, where: str) -> object:  # noqa: ANN401  any JSON
    try:
        shape = shapely.geometry.shape(geometry)
    except (ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        msg = f"{where}: geometry cannot be read ({error}); mend its coordinates"
        raise SnapshotError(msg) from error
    if shape.geom_type not in _KINDS[layer] or shape.is_empty:
        msg = f"{where}: geometry {shape.geom_type} in layer {layer}; it must be {' or '.join(sorted(_KINDS[layer]))}"
        raise SnapshotError(msg)
    west, south, east, north = shape.bounds
    if not (west >= -180 and east <= 180 and south >= -90 and north <= 90):
        msg = f"{where}: lies off the globe ({west:g}, {south:g} to {east:g}, {north:g}); give degrees WGS 84"
        raise SnapshotError(msg)
    return shape


def _value(value: object, name: str, where: str) -> object:
    if value is None and name in _MAY_BE_NULL:
        return None
    if name == "since":
        return _day(value, name, where)
    if name in _TEXTS:
        return _text(value, name, where)
    if name in {"event_ids", "places"}:
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        msg = f"{where}: {name} {value!r:.60} is no list of texts"
        raise SnapshotError(msg)
    if name in {"besieged", "outvoted"}:
        if isinstance(value, bool):
            return value
        msg = f"{where}: {name} {value!r:.60} is neither true nor false"
        raise SnapshotError(msg)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        msg = f"{where}: {name} {value!r:.60} is no number"
        raise SnapshotError(msg)
    return float(value)


def _day(value: object, name: str, where: str) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        msg = f"{where}: {name} {value!r:.60} is no day; give it as YYYY-MM-DD"
        raise SnapshotError(msg) from error


def _whole(value: object, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        msg = f"{where}: inferred_from {value!r:.60} is no count of places"
        raise SnapshotError(msg)
    return value


def _text(value: object, name: str, where: str) -> str:
    if not isinstance(value, str):
        msg = f"{where}: {name} {value!r:.60} is no text"
        raise SnapshotError(msg)
    return value
