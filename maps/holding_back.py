"""What is blurred or held back before a story goes out, for those whom exact or fresh places could harm."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geo.model import Event, LonLat, Place, Precision
from maps.snapshot import Snapshot
from maps.story import Story

KM_A_DEGREE = 111.32
Points = npt.NDArray[np.float64]


def held_until(events: tuple[Event, ...], day: date) -> tuple[Event, ...]:
    """Return the events of up to a day; those without a day count as of the day they were published."""
    return tuple(event for event in events if (event.day_to or event.provenance.published or date.min) <= day)


def rounded(story: Story, km: float) -> Story:
    """Return a story in which every position, line and edge lies on a grid of so many kilometres."""
    grid = _Grid(km, _middle(story))
    known = {place.id: grid.place(place) for place in (story.known or {}).values()}
    return replace(
        story,
        snapshots=tuple(_snapshot(each, grid) for each in story.snapshots),
        events=tuple(_event(each, grid) for each in story.events),
        known=known,
        baseline=tuple(replace(row, place=grid.place(row.place)) for row in story.baseline),
        notes=(*story.notes, story.words["rounded"].format(km=f"{km:g}")),
    )


class _Grid:
    """Points so many kilometres apart, as near a latitude as may be."""

    def __init__(self, km: float, latitude: float) -> None:
        self.km = km
        self._step = np.array([km / (KM_A_DEGREE * math.cos(math.radians(latitude))), km / KM_A_DEGREE])

    def points(self, points: Points) -> Points:
        """Return the nearest points of the grid."""
        result: Points = np.round(np.rint(points / self._step) * self._step, 6)
        return result

    def place(self, place: Place) -> Place:
        """Return a place at the nearest point."""
        lon, lat = self.points(np.array(place.at))
        return replace(place, at=LonLat(float(lon), float(lat)))

    def frame(self, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """Return a frame with its shapes on the grid, those that vanish there left out."""
        shapes = shapely.make_valid(shapely.transform(frame.geometry.to_numpy(), self.points))
        sort = frame.geometry.geom_type
        kept = [
            _only(shape, "Polygon" if "Polygon" in kind else "Line") for shape, kind in zip(shapes, sort, strict=True)
        ]
        moved = frame.set_geometry(gpd.GeoSeries(kept, index=frame.index, crs=frame.crs))
        return moved[~moved.geometry.is_empty].reset_index(drop=True)


def _only(shape: shapely.Geometry, kind: str) -> shapely.Geometry:
    parts = [part for part in shapely.get_parts(shape) for part in shapely.get_parts(part)]
    return shapely.union_all([part for part in parts if kind in part.geom_type and part.length > 0])


def _middle(story: Story) -> float:
    _, south, _, north = story.latest.areas.total_bounds if len(story.latest.areas) else (0, 0, 0, 0)
    return float(south + north) / 2


def _event(event: Event, grid: _Grid) -> Event:
    if event.place is None:
        return event
    radius = max(event.radius_km or 0.0, grid.km)
    return replace(event, place=grid.place(event.place), place_precision=Precision.AREA, radius_km=radius)


def _snapshot(snapshot: Snapshot, grid: _Grid) -> Snapshot:
    points = shapely.transform(snapshot.places.geometry.to_numpy(), grid.points)
    places = snapshot.places.set_geometry(gpd.GeoSeries(points, index=snapshot.places.index, crs=snapshot.places.crs))
    return replace(
        snapshot, areas=grid.frame(snapshot.areas), front_line=grid.frame(snapshot.front_line), places=places
    )
