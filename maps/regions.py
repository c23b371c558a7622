"""The region a map covers: its polygon, its first-level units and lakes, and one equal-area projection for a run."""

from __future__ import annotations

import difflib
import json
import math
import zipfile
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Transformer
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry
from shapely.ops import split

from geo.errors import RegionError
from geo.model import LonLat
from geo.paths import data_path
from maps.schema import WGS84

Floats = npt.NDArray[np.float64]

GRID_M = 0.1  # every vertex in the projection lies on this grid
LONGEST_EDGE = 0.1  # degrees; longer straight edges of a boundary get vertices, so that they stay where they are
SMALLEST_HOLE_M2 = 1e5  # gaps between units that only rounding made
SEAM_STEP = 0.05  # degrees
SEAM_WIDTH = 5e-5  # degrees; what is nearer to the antimeridian lies on it
ALL_ROUND = 350.0  # degrees of longitude, from which on a part goes round a pole or the globe
_UNIT_COLUMNS = ["name", "name_en", "iso_3166_2", "disputed", "disputed_by", "geometry"]


@dataclass(frozen=True, eq=False, kw_only=True)
class Region:
    """What is drawn, in degrees and in metres.

    `polygon` is in WGS 84, cut at the antimeridian; `flat` is the same in `crs`, a Lambert azimuthal equal-area
    projection centred on the region (Snyder 1987, p. 182), on a grid of 0.1 m. `units` (columns name, name_en,
    iso_3166_2, disputed, disputed_by) and `lakes` are frames in WGS 84.
    """

    name: str
    country: str
    polygon: shapely.MultiPolygon
    flat: shapely.MultiPolygon
    crs: str
    cut_lon: float = field(repr=False)
    units: gpd.GeoDataFrame = field(repr=False)
    lakes: gpd.GeoDataFrame = field(repr=False)

    @cached_property
    def _transformer(self) -> Transformer:
        return Transformer.from_crs(WGS84, self.crs, always_xy=True)

    @cached_property
    def flat_lakes(self) -> BaseGeometry:
        """The lakes of the region as polygons in metres of `crs`."""
        return _polygonal(shapely.MultiPolygon(shapely.get_parts(self.lakes.to_crs(self.crs).geometry.to_numpy())))

    def flatten(self, lonlat: Floats) -> Floats:
        """Return points in degrees, shape (n, 2), as metres of `crs`."""
        x, y = self._transformer.transform(lonlat[:, 0], lonlat[:, 1])
        return np.column_stack([x, y])

    def flat_point(self, at: LonLat) -> Floats:
        """Return one point in metres of `crs`, shape (2,)."""
        point: Floats = self.flatten(np.array([at]))[0]
        return point

    def to_globe(self, shapes: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
        """Return shapes of `crs` in degrees; what crosses the antimeridian is cut there (RFC 7946, 3.1.9)."""
        seam = self._seam
        if seam is None:
            return self._degrees(shapes)
        result = np.empty(len(shapes), dtype=object)
        for n, shape in enumerate(shapes):
            pieces = [piece for part in shapely.get_parts(shape) for piece in split(part, seam).geoms]
            sided = [_on_one_side(piece) for piece in self._degrees(np.array(pieces, dtype=object))]
            result[n] = _collect([part for piece in sided for part in shapely.get_parts(piece) if not part.is_empty])
        return result

    def _degrees(self, shapes: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
        def back(points: Floats) -> Floats:
            lon, lat = self._transformer.transform(points[:, 0], points[:, 1], direction="INVERSE")
            return np.column_stack([lon, lat])

        result: npt.NDArray[np.object_] = np.asarray(shapely.transform(shapes, back), dtype=object)
        return result

    @cached_property
    def _seam(self) -> shapely.LineString | None:
        """The antimeridian in `crs`, where the region crosses it."""
        west, south, east, north = self.polygon.bounds
        if not (west < -179 and east > 179):
            return None
        lats = np.arange(max(south - 1, -89), min(north + 1, 89) + SEAM_STEP, SEAM_STEP)
        return shapely.LineString(self.flatten(np.column_stack([np.full(len(lats), 180.0), lats])))

    def unit_at(self, at: LonLat) -> int | None:
        """Return the row of `units` that a point lies in, or None."""
        inside = shapely.intersects_xy(self.units.geometry.to_numpy(), at.lon, at.lat)
        return int(np.flatnonzero(inside)[0]) if inside.any() else None


def read_region(country: str | None = None, file: Path | None = None) -> Region:
    """Return a country of data/boundaries.zip by its two-letter code, or the polygons of a GeoJSON file.

    Raises
    ------
    RegionError
        No such country, a file that holds no polygon on the globe, or polygons all the way round it.
    OSError
        The file cannot be read.
    """
    if (country is None) == (file is None):
        msg = "region: give either a country's two-letter code (--country SY) or a polygon file (--region FILE)"
        raise RegionError(msg)
    if file is not None:
        return region_of(file.stem, "", _read_polygons(file))
    return _read_country(str(country))


def _read_country(country: str) -> Region:
    code = country.strip().upper()
    with zipfile.ZipFile(data_path("boundaries.zip")) as archive:
        index = json.loads(archive.read("index.json"))
        if code not in index:
            names = {entry["name"].casefold(): key for key, entry in index.items()}
            near = difflib.get_close_matches(country.strip().casefold(), names, n=1)
            hint = f"{near[0].title()} is {names[near[0]]}" if near else "use ISO 3166-1 alpha-2, such as SY or UA"
            msg = f"--country {country!r}: no country has this code; {hint}"
            raise RegionError(msg)
        units = gpd.GeoDataFrame.from_features(json.loads(archive.read(f"{code}.geojson")), crs=WGS84)
    return region_of(index[code]["name"], code, units)


def _read_polygons(file: Path) -> gpd.GeoDataFrame:
    """Return the polygons of a GeoJSON file as units without a code."""
    try:
        document = json.loads(file.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        msg = f"{file}: not GeoJSON ({error}); give a Feature, a FeatureCollection, a Polygon or a MultiPolygon"
        raise RegionError(msg) from error
    shapes, names = [], []
    for number, (name, geometry) in enumerate(_geometries(document, file), start=1):
        where = f"{file}: polygon {number}"
        try:
            shape = shapely.geometry.shape(geometry)
        except (ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
            msg = f"{where}: its coordinates cannot be read ({error}); mend its rings"
            raise RegionError(msg) from error
        if shape.geom_type not in {"Polygon", "MultiPolygon"} or shape.is_empty:
            msg = f"{where}: geometry is {shape.geom_type}; a region needs Polygon or MultiPolygon"
            raise RegionError(msg)
        west, south, east, north = shape.bounds
        if not (west >= -180 and east <= 180 and south >= -90 and north <= 90):
            msg = f"{where}: lies off the globe ({west:g}, {south:g} to {east:g}, {north:g}); give degrees WGS 84"
            raise RegionError(msg)
        shapes.append(_polygonal(shape))
        names.append(name or file.stem)
    if not any(shape.area for shape in shapes):
        msg = f"{file}: holds no polygon with an area; a region needs Polygon or MultiPolygon"
        raise RegionError(msg)
    blank = [""] * len(shapes)
    columns = {"name": names, "name_en": names, "iso_3166_2": blank, "disputed": False, "disputed_by": blank}
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=WGS84)


def _geometries(document: Any, file: Path) -> list[tuple[str, Any]]:  # noqa: ANN401  any JSON
    kind = document.get("type") if isinstance(document, dict) else None
    if kind == "FeatureCollection" and isinstance(document.get("features"), list):
        return [pair for feature in document["features"] for pair in _geometries(feature, file)]
    if kind == "Feature" and isinstance(document.get("geometry"), dict):
        properties = document.get("properties")
        name = properties.get("name") if isinstance(properties, dict) else None
        return [(str(name or ""), document["geometry"])]
    if kind in {"Polygon", "MultiPolygon"}:
        return [("", document)]
    msg = f"{file}: {kind or 'no GeoJSON type'} where a Feature, FeatureCollection, Polygon or MultiPolygon must stand"
    raise RegionError(msg)


def region_of(name: str, country: str, units: gpd.GeoDataFrame) -> Region:
    """Return the region that units (columns as in `Region.units`, WGS 84) make up together.

    Raises
    ------
    RegionError
        It goes round a pole or the globe: no cut of its longitudes leaves it whole.
    """
    shapes = units.geometry.to_numpy()
    bounds = shapely.bounds(shapely.get_parts(shapes))
    if (bounds[:, 2] - bounds[:, 0]).max() > ALL_ROUND:
        msg = f"region {name} goes all the way round the globe and cannot be drawn flat; give a part of it"
        raise RegionError(msg)
    cut = _widest_gap(np.vstack([shapely.get_coordinates(shape) for shape in shapes]))
    lon, lat = _centre(shapes)
    crs = f"+proj=laea +lat_0={lat:.2f} +lon_0={lon:.2f} +datum=WGS84 +units=m +no_defs"
    whole = shapely.union_all([_polygonal(shape) for shape in shapes])
    flat = _flattened(whole, cut, Transformer.from_crs(WGS84, crs, always_xy=True))
    lakes = gpd.read_file(data_path("lakes.fgb"), bbox=whole.bounds)
    lakes = lakes[lakes.intersects(whole)][["geometry"]].reset_index(drop=True)
    return Region(
        name=name,
        country=country,
        polygon=_as_multi(whole),
        flat=_as_multi(flat),
        crs=crs,
        cut_lon=cut,
        units=units[_UNIT_COLUMNS],
        lakes=lakes,
    )


def _flattened(shape: BaseGeometry, cut_lon: float, transformer: Transformer) -> BaseGeometry:
    """Project a shape whole: its longitudes run on from `cut_lon`, so that the antimeridian leaves no seam."""

    def unwrap(points: Floats) -> Floats:
        return np.column_stack([(points[:, 0] - cut_lon) % 360.0 + cut_lon, points[:, 1]])

    def project(points: Floats) -> Floats:
        return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

    joined = shapely.union_all(shapely.get_parts(shapely.transform(shape, unwrap)))
    flat = shapely.transform(shapely.segmentize(joined, LONGEST_EDGE), project)
    return _filled(_polygonal(shapely.set_precision(shapely.make_valid(flat), GRID_M)))


def _filled(shape: BaseGeometry) -> BaseGeometry:
    """Close the holes that only rounding made."""
    parts = [
        shapely.Polygon(
            part.exterior, [ring for ring in part.interiors if shapely.Polygon(ring).area >= SMALLEST_HOLE_M2]
        )
        for part in shapely.get_parts(shape)
    ]
    return _as_multi(shapely.union_all(parts, grid_size=GRID_M))


def _widest_gap(points: Floats) -> float:
    """Return the longitude in the middle of the widest stretch without a vertex.

    >>> _widest_gap(np.array([[35.0, 33.0], [45.0, 37.0]])), _widest_gap(np.array([[20.0, 60.0], [-170.0, 66.0]]))
    (-140.0, -75.0)
    """
    lons = np.unique(points[:, 0])
    gaps = np.diff(np.append(lons, lons[0] + 360.0))
    widest = int(np.argmax(gaps))
    return float((lons[widest] + gaps[widest] / 2 + 180.0) % 360.0 - 180.0)


def _centre(shapes: npt.NDArray[np.object_]) -> tuple[float, float]:
    """Return longitude and latitude of the mean direction of the parts, each by its area."""
    parts = shapely.get_parts(shapes)
    middle = np.radians(shapely.get_coordinates(shapely.centroid(parts)))
    weight = shapely.area(parts) * np.cos(middle[:, 1])
    x = float((weight * np.cos(middle[:, 1]) * np.cos(middle[:, 0])).sum())
    y = float((weight * np.cos(middle[:, 1]) * np.sin(middle[:, 0])).sum())
    z = float((weight * np.sin(middle[:, 1])).sum())
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


def _polygonal(shape: BaseGeometry) -> BaseGeometry:
    """Return the polygons of a shape, made valid."""
    return shapely.union_all([part for part in shapely.get_parts(shapely.make_valid(shape)) if part.area > 0])


def _as_multi(shape: BaseGeometry) -> shapely.MultiPolygon:
    return shapely.MultiPolygon([part for part in shapely.get_parts(shape) if part.area > 0])


def _on_one_side(shape: BaseGeometry) -> BaseGeometry:
    """Write the antimeridian, and what the grid moved a metre off it, as the 180° of the side the shape lies on."""
    lons = shapely.get_coordinates(shape)[:, 0]
    east = np.sign(lons[np.abs(lons) <= 180 - SEAM_WIDTH]).sum() > 0

    def clamp(points: Floats) -> Floats:
        lon = points[:, 0]
        beyond = (lon < -90 if east else lon > 90) | (np.abs(lon) > 180 - SEAM_WIDTH)
        return np.column_stack([np.where(beyond, 180.0 if east else -180.0, lon), points[:, 1]])

    clamped = shapely.transform(shape, clamp)
    return clamped if "Line" in clamped.geom_type else _polygonal(clamped)


def _collect(parts: list[BaseGeometry]) -> BaseGeometry:
    if len(parts) == 1:
        return parts[0]
    made = shapely.multilinestrings if parts[0].geom_type == "LineString" else shapely.multipolygons
    return cast("BaseGeometry", made(np.array(parts, dtype=object)))
