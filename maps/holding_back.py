"""What is blurred or held back before a story goes out, for those whom exact or fresh places could harm."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
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
_PUBLIC = re.compile(r"(gn|ne):[^/@]*")  # ids of public sources; others may hold or lead to a position
Points = npt.NDArray[np.float64]


def held_until(events: tuple[Event, ...], day: date) -> tuple[Event, ...]:
    """Return the events of up to a day; those without a day count as of the day they were published."""
    return tuple(event for event in events if (event.day_to or event.provenance.published or date.min) <= day)


def rounded(story: Story, km: float) -> Story:
    """Return a story in which every position, line and edge lies on a grid of so many kilometres.

    Ids that are not those of public sources may hold positions, so those places are numbered.
    """
    grid = _Grid(km, _middle(story), _numbered(story))
    known = {place.id: place for place in map(grid.place, (story.known or {}).values())}
    return replace(
        story,
        house={grid.id(place_id): written for place_id, written in story.house.items()},
        snapshots=tuple(_snapshot(each, grid) for each in story.snapshots),
        events=tuple(_event(each, grid) for each in story.events),
        known=known,
        baseline=tuple(replace(row, place=grid.place(row.place)) for row in story.baseline),
        notes=(*story.notes, story.words["rounded"].format(km=f"{km:g}")),
    )


class _Grid:
    """Points so many kilometres apart, as near a latitude as may be."""

    def __init__(self, km: float, latitude: float, ids: Mapping[str, str]) -> None:
        self.km = km
        self._ids = ids
        self._step = np.array([km / (KM_A_DEGREE * math.cos(math.radians(latitude))), km / KM_A_DEGREE])

    def points(self, points: Points) -> Points:
        """Return the nearest points of the grid."""
        result: Points = np.round(np.rint(points / self._step) * self._step, 6)
        return result

    def id(self, place_id: str) -> str:
        """Return an id of a place that does not tell where it is."""
        return self._ids.get(place_id, place_id)

    def place(self, place: Place) -> Place:
        """Return a place at the nearest point."""
        lon, lat = self.points(np.array(place.at))
        return replace(place, id=self.id(place.id), at=LonLat(float(lon), float(lat)))

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


def _numbered(story: Story) -> dict[str, str]:
    """Return by its id a number for each place that no public source has."""
    ids = {event.place.id for event in story.events if event.place} | set(story.known or {})
    ids |= {row.place.id for row in story.baseline}
    ids |= {str(place_id) for each in story.snapshots for place_id in each.places["place_id"]}
    hidden = sorted(each for each in ids if not _PUBLIC.fullmatch(each))
    return {place_id: f"own:{n}" for n, place_id in enumerate(hidden, 1)}


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
    places["place_id"] = [grid.id(place_id) for place_id in places["place_id"]]
    areas = grid.frame(snapshot.areas)
    areas["places"] = [tuple(map(grid.id, ids)) for ids in areas["places"]]
    return replace(snapshot, areas=areas, front_line=grid.frame(snapshot.front_line), places=places)
