"""Build data/lakes.fgb: Natural Earth's lakes, with a spatial index."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import shapely

TOLERANCE = 0.0005  # degrees, about 50 m


def build_lakes(source: Path, target: Path) -> None:
    """Write the lakes as FlatGeobuf, which reads those of a bounding box alone; the source gives them no names."""
    lakes = gpd.read_file(source)[["geometry"]]
    lakes.geometry = shapely.make_valid(shapely.simplify(lakes.geometry.to_numpy(), TOLERANCE))
    beside = target.with_suffix(".part.fgb")
    lakes.to_file(beside, driver="FlatGeobuf", SPATIAL_INDEX="YES")
    beside.replace(target)
