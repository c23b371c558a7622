"""A snapshot as a GeoPackage, for desktop GIS: the layers of the GeoJSON file as tables of their own."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio

from maps.snapshot import Snapshot

_LISTS = ("event_ids", "places")
_CLOCK = "OGR_CURRENT_DATE"


def write_geopackage(snapshot: Snapshot, path: Path, notes: Sequence[str] = ()) -> None:
    """Write a snapshot as a GeoPackage of the layers `area`, `front_line` and `place`, and a table `snapshot`.

    Columns are those of docs/SNAPSHOT.md; lists are JSON, days text. `notes` say what was blurred or held back. The
    same snapshot gives the same bytes.
    """
    top = pd.DataFrame(
        {
            "as_of": [snapshot.as_of.isoformat()],
            "known_by": [snapshot.known_by.isoformat() if snapshot.known_by else None],
            "inferred_from": [snapshot.inferred_from],
            "method": [snapshot.method],
        }
        | ({"notes": ["; ".join(notes)]} if notes else {})
    )
    layers = {"area": snapshot.areas, "front_line": snapshot.front_line, "place": snapshot.places}
    with tempfile.TemporaryDirectory() as folder, _dated(snapshot.as_of):
        whole = Path(folder) / "snapshot.gpkg"  # GDAL goes by the suffix
        for layer, frame in layers.items():
            kind = "Point" if layer == "place" else "MultiPolygon" if layer == "area" else "MultiLineString"
            pyogrio.write_dataframe(
                _plain(frame), whole, layer=layer, driver="GPKG", geometry_type=kind, promote_to_multi=kind != "Point"
            )
        pyogrio.write_dataframe(top, whole, layer="snapshot", driver="GPKG")
        shutil.copyfile(whole, path)


def _plain(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the frame with lists as JSON and days as text."""
    plain = frame.copy()
    for name in [name for name in _LISTS if name in plain.columns]:
        plain[name] = [json.dumps(list(value), ensure_ascii=False) for value in plain[name]]
    if "since" in plain.columns:
        plain["since"] = [day.isoformat() if isinstance(day, date) else None for day in plain["since"]]
    return plain


@contextmanager
def _dated(day: date) -> Iterator[None]:
    """Let GDAL take the snapshot's day for the time of writing, not the clock."""
    before = pyogrio.get_gdal_config_option(_CLOCK)
    pyogrio.set_gdal_config_options({_CLOCK: f"{day.isoformat()}T00:00:00.000Z"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({_CLOCK: before})
