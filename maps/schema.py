"""The columns of the frames that a snapshot is made of, and the checks at every border."""

from __future__ import annotations

from enum import StrEnum

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geo.errors import SnapshotError

WGS84 = "EPSG:4326"
COORDINATE_DIGITS = 7  # 1 cm: less than the grid of the projection, so that rounding moves nothing across an edge


class AreaState(StrEnum):
    """How well an area is known; `no_data` areas have no actor."""

    HELD = "held"
    UNCERTAIN = "uncertain"
    NO_DATA = "no_data"


class PlaceState(StrEnum):
    """Who holds a place: its actor, nobody alone (actor and rival are both inside), or not known."""

    HELD = "held"
    CONTESTED = "contested"
    UNKNOWN = "unknown"


AREA_COLUMNS = ("actor", "side", "state", "km2", "confidence", "event_ids", "places", "geometry")
LINE_COLUMNS = ("side_a", "side_b", "km", "geometry")
PLACE_COLUMNS = (
    "place_id",
    "name",
    "state",
    "actor",
    "rival",
    "besieged",
    "outvoted",
    "since",
    "confidence",
    "event_ids",
    "geometry",
)


def check_areas(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the areas of a snapshot as given, or say what is wrong with the frame.

    Raises
    ------
    SnapshotError
        A column is missing, the coordinates are not WGS 84, or a geometry or state is not an area's.
    """
    _check(frame, AREA_COLUMNS, {"Polygon", "MultiPolygon"}, "areas")
    _check_states(frame, {state.value for state in AreaState}, "areas")
    return frame


def check_front_line(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the front line of a snapshot as given, or say what is wrong (see `check_areas`)."""
    _check(frame, LINE_COLUMNS, {"LineString", "MultiLineString"}, "front_line")
    return frame


def check_places(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the places of a snapshot as given, or say what is wrong (see `check_areas`)."""
    _check(frame, PLACE_COLUMNS, {"Point"}, "places")
    _check_states(frame, {state.value for state in PlaceState}, "places")
    return frame


def _check(frame: gpd.GeoDataFrame, columns: tuple[str, ...], kinds: set[str], what: str) -> None:
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        msg = f"{what}: column {missing[0]!r} is missing; columns are {', '.join(columns)}"
        raise SnapshotError(msg)
    if frame.crs is None or frame.crs.to_epsg() != 4326:
        msg = f"{what}: coordinates are {frame.crs and frame.crs.to_string()}; convert them to {WGS84}"
        raise SnapshotError(msg)
    wrong = sorted({shape.geom_type for shape in _one_of_each(frame)} - kinds)
    if wrong or frame.geometry.isna().any():
        msg = f"{what}: geometry is {wrong[0] if wrong else 'missing'}; it must be {' or '.join(sorted(kinds))}"
        raise SnapshotError(msg)


def _one_of_each(frame: gpd.GeoDataFrame) -> npt.NDArray[np.object_]:
    """Return a geometry of each type that is there."""
    shapes = np.asarray(frame.geometry.dropna(), dtype=object)
    _, first = np.unique(shapely.get_type_id(shapes), return_index=True)
    return np.asarray(shapes[first], dtype=object)


def _check_states(frame: gpd.GeoDataFrame, states: set[str], what: str) -> None:
    wrong = sorted({str(state) for state in frame["state"].unique()} - states)
    if wrong:
        msg = f"{what}: state {wrong[0]!r} is none of {', '.join(sorted(states))}"
        raise SnapshotError(msg)
