"""The file forms of a comparison: JSON, CSV and GeoJSON with the same figures, described in docs/COMPARISON.md."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import shapely

from geo.model import Event
from geo.rows import Format, write_rows
from maps.compare import Comparison, End
from maps.schema import COORDINATE_DIGITS

CSV_COLUMNS = (
    "row",
    "from",
    "to",
    "km2",
    "place_id",
    "place",
    "lon",
    "lat",
    "day",
    "kind",
    "event_ids",
    "sentences",
)


def as_json(comparison: Comparison) -> str:
    """Return a comparison as JSON, keys in alphabetical order."""
    return json.dumps(_document(comparison), ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def _document(comparison: Comparison) -> dict[str, Any]:
    found: dict[str, Any] = {
        "from": comparison.before.label,
        "to": comparison.after.label,
        "from_known_by": _known_by(comparison.before),
        "to_known_by": _known_by(comparison.after),
        "actors": comparison.actors,
        "pairs": comparison.pairs,
        "agreement": comparison.agreement,
        "front": comparison.front,
        "changed": comparison.changed,
        "disputed": comparison.disputed,
        "stretches": comparison.stretches,
        "notes": comparison.notes,
    }
    return found | ({"series": comparison.series} if comparison.series else {})


def _known_by(end: End) -> str | None:
    day = end.snapshot.known_by
    return day.isoformat() if day else None


def as_csv(comparison: Comparison, events: Iterable[Event] = ()) -> str:
    """Return a comparison as one table: ground by its holders, places that changed hands, places disputed.

    Rows of `ground` where from and to are the same stayed; sums over them are the figures of the actors.
    """
    said = {event.id: event.provenance.sentence for event in events}

    def told(ids: Iterable[str]) -> dict[str, list[str]]:
        return {"sentences": [said[each] for each in ids if each in said]}

    ground = zip(*(comparison.ground[name] for name in ("from", "to", "km2")), strict=True)
    rows: list[Mapping[str, Any]] = [{"row": "ground", "from": a, "to": b, "km2": km2} for a, b, km2 in sorted(ground)]
    rows += [{"row": "place", **change, **told(change["event_ids"])} for change in comparison.changed]
    rows += [{"row": "disputed", **place, **told(place["event_ids"])} for place in comparison.disputed]
    text = io.StringIO()
    write_rows(({name: row.get(name) for name in CSV_COLUMNS} for row in rows), CSV_COLUMNS, Format.CSV, text)
    return text.getvalue()


def as_geojson(comparison: Comparison) -> str:
    """Return a comparison as a FeatureCollection: layers `ground`, `front_line` and `place`, the figures at the top."""
    features = []
    for a, b, km2, shape in comparison.ground[["from", "to", "km2", "geometry"]].itertuples(index=False):
        features.append(_feature(shape, {"layer": "ground", "from": a, "to": b, "km2": km2}))
    for when, end in (("from", comparison.before), ("to", comparison.after)):
        lines = end.snapshot.front_line[["side_a", "side_b", "km", "geometry"]]
        for one, other, km, shape in lines.itertuples(index=False):
            facts = {"layer": "front_line", "end": when, "side_a": one, "side_b": other, "km": km}
            features.append(_feature(shape, facts))
    for change in comparison.changed:
        facts = {name: value for name, value in change.items() if name not in {"lon", "lat"}}
        features.append(_feature(shapely.Point(change["lon"], change["lat"]), {"layer": "place", **facts}))
    top = _document(comparison)
    head = _line({"type": "FeatureCollection", **{name: top[name] for name in top if name != "changed"}})
    return f'{head[:-1]},"features":[\n' + ",\n".join(features) + "\n]}\n"


def _feature(shape: shapely.Geometry, properties: Mapping[str, object]) -> str:
    rounded = shapely.transform(shape, lambda points: np.round(points, COORDINATE_DIGITS))
    geometry = json.loads(shapely.to_geojson(rounded))
    return _line({"type": "Feature", "geometry": geometry, "properties": properties})


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
