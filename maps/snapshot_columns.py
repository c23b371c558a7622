"""Snapshots as columns: every stretch of line and every state once, and of each day what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geo.actors import Actors
from geo.model import Place
from maps.arcs import SCALE, Points, cut, lines, rings
from maps.baseline import BaselineRow
from maps.columns import Faces, day_number, other_names
from maps.schema import AreaState, check_areas, check_front_line, check_places
from maps.snapshot import Snapshot

Row = Any  # one row of a frame, as `itertuples` gives it

NO_DATA = AreaState.NO_DATA.value
AREA_STATES = tuple(state.value for state in AreaState)


def snapshot_columns(
    snapshots: Sequence[Snapshot],
    actors: Actors,
    event_numbers: Mapping[str, int],
    known: Mapping[str, Place],
    baseline: Iterable[BaselineRow] = (),
    house: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Return snapshots with every stretch of line, area, place and state once, and of each day what changed."""
    first = {row.place.id: row for row in baseline}
    holders = {code for row in first.values() for code in (row.actor, row.rival) if code}
    faces = Faces(actors, _codes(snapshots) | holders)
    table = _Shapes(faces)
    places = _States(faces, event_numbers, known, first, house or {})
    days = [_day(snapshot, table, places) for snapshot in sorted(snapshots, key=lambda each: each.as_of)]
    return {**table.rows(), **places.rows(), "days": days, "actors": faces.rows(), "scale": SCALE}


def ground_columns(ground: gpd.GeoDataFrame, actors: Actors) -> dict[str, Any]:
    """Return ground by its holders before and after, with every stretch of line once; see `DifferenceLayer`."""
    faces = Faces(actors, {str(code) for name in ("from", "to") for code in ground[name] if code != NO_DATA})
    found: list[Points] = []
    pieces: list[list[Any]] = []
    rows: Iterable[Row] = ground.rename(columns={"from": "before", "to": "after"}).itertuples(index=False)
    for row in rows:
        start = len(found)
        found.extend(rings(row.geometry))
        holders = [_holder(row.before, faces), _holder(row.after, faces)]
        pieces.append([range(start, len(found)), *holders, round(float(row.km2), 1)])
    work = cut(found)
    return {
        "arcs": work.steps(),
        "scale": SCALE,
        "actors": faces.rows(),
        "pieces": [[[list(work.lines[n]) for n in own], *facts] for own, *facts in pieces],
    }


def _holder(code: str, faces: Faces) -> int:
    return -1 if code == NO_DATA else faces.number(code)


def _day(snapshot: Snapshot, table: _Shapes, places: _States) -> dict[str, Any]:
    return {
        "day": day_number(snapshot.as_of),
        "known_by": day_number(snapshot.known_by),
        "inferred_from": int(snapshot.inferred_from),
        "method": str(snapshot.method),
        "areas": table.areas(check_areas(snapshot.areas)),
        "fronts": table.fronts(check_front_line(snapshot.front_line)),
        "places": places.changes(check_places(snapshot.places)),
    }


def _codes(snapshots: Sequence[Snapshot]) -> set[str]:
    frames = [(each.areas, ("actor", "side")) for each in snapshots]
    frames += [(each.places, ("actor", "rival")) for each in snapshots]
    frames += [(each.front_line, ("side_a", "side_b")) for each in snapshots]
    return {str(code) for frame, names in frames for name in names for code in frame[name].dropna().unique()}


class _Shapes:
    """Areas and front lines, each shape once, their lines cut into shared arcs at the end."""

    def __init__(self, faces: Faces) -> None:
        self._faces = faces
        self._lines: list[Points] = []
        self._areas: dict[tuple[Any, ...], int] = {}
        self._area_rows: list[list[Any]] = []
        self._fronts: dict[tuple[Any, ...], int] = {}
        self._front_rows: list[list[Any]] = []

    def areas(self, frame: gpd.GeoDataFrame) -> list[int]:
        """Return the numbers of a day's areas."""
        return sorted(self._area(row) for row in frame.itertuples(index=False))

    def fronts(self, frame: gpd.GeoDataFrame) -> list[int]:
        """Return the numbers of a day's front lines."""
        return sorted(self._front(row) for row in frame.itertuples(index=False))

    def _area(self, row: Row) -> int:
        state = AREA_STATES.index(str(row.state))
        facts = [self._faces.number(row.actor), state, round(float(row.km2), 1), _confidence(row)]
        key = (shapely.to_wkb(row.geometry), *facts)
        if key not in self._areas:
            self._areas[key] = len(self._area_rows)
            self._area_rows.append([self._file(rings(row.geometry)), *facts, _name_spot(row.geometry)])
        return self._areas[key]

    def _front(self, row: Row) -> int:
        sides = [self._faces.number(row.side_a), self._faces.number(row.side_b)]
        key = (shapely.to_wkb(row.geometry), *sides)
        if key not in self._fronts:
            self._fronts[key] = len(self._front_rows)
            self._front_rows.append([self._file(lines(row.geometry)), *sides])
        return self._fronts[key]

    def _file(self, found: list[Points]) -> range:
        start = len(self._lines)
        self._lines.extend(found)
        return range(start, len(self._lines))

    def rows(self) -> dict[str, Any]:
        """Return the arcs and, as references to them, the areas and front lines."""
        work = cut(self._lines)
        return {
            "arcs": work.steps(),
            "areas": [[[list(work.lines[n]) for n in own], *facts] for own, *facts in self._area_rows],
            "fronts": [[[list(work.lines[n]) for n in own], *facts] for own, *facts in self._front_rows],
        }


def _confidence(row: Row) -> float | None:
    return None if pd.isna(row.confidence) else round(float(row.confidence), 2)


def _name_spot(shape: shapely.Geometry) -> list[float] | None:
    """Return longitude, latitude and radius in degrees of the roomiest spot of an area."""
    largest = max(shapely.get_parts(shape), key=lambda part: float(part.area))
    circle = shapely.maximum_inscribed_circle(largest, 0.02)
    if circle.is_empty:
        return None
    lon, lat = circle.coords[0]
    return [round(lon, 3), round(lat, 3), round(circle.length, 3)]


class _States:
    """Places and the states they were in, each state once, and by day the places whose state changed."""

    def __init__(
        self,
        faces: Faces,
        event_numbers: Mapping[str, int],
        known: Mapping[str, Place],
        baseline: Mapping[str, BaselineRow],
        house: Mapping[str, str],
    ) -> None:
        self._faces = faces
        self._event_numbers = event_numbers
        self._known = known
        self._baseline = baseline
        self._house = house
        self._sources: dict[str, int] = {}
        self._places: dict[str, int] = {}
        self._place_rows: list[list[Any]] = []
        self._states: dict[tuple[Any, ...], int] = {}
        self._before: dict[int, int] = {}

    def changes(self, frame: gpd.GeoDataFrame) -> list[list[int]]:
        """Return [place, state] of what differs from the day before; state -1 is a place no longer there."""
        now = {self._place(row): self._state(row) for row in frame.itertuples(index=False)}
        changed = [[place, state] for place, state in sorted(now.items()) if self._before.get(place) != state]
        gone = [[place, -1] for place in sorted(self._before.keys() - now.keys())]
        self._before = now
        return changed + gone

    def _place(self, row: Row) -> int:
        number = self._places.setdefault(str(row.place_id), len(self._place_rows))
        if number == len(self._place_rows):
            lon, lat = round(row.geometry.x, 5), round(row.geometry.y, 5)
            place = self._known.get(str(row.place_id))
            facts = [place.population, other_names(place)] if place else [0, []]
            statement = self._statement(str(row.place_id))
            name = self._house.get(str(row.place_id), str(row.name))
            self._place_rows.append([str(row.place_id), name, lon, lat, *facts, *statement])
        return number

    def _statement(self, place_id: str) -> list[int | None]:
        """Return what the baseline says of a place: day, actor, rival, source; nothing where it says nothing."""
        row = self._baseline.get(place_id)
        if row is None:
            return []
        source = self._sources.setdefault(row.source, len(self._sources))
        return [day_number(row.day), self._faces.number(row.actor), self._faces.number(row.rival), source]

    def _state(self, row: Row) -> int:
        since = row.since if isinstance(row.since, date) and not pd.isna(row.since) else None
        facts = (
            str(row.state),
            self._faces.number(row.actor),
            self._faces.number(row.rival),
            int(bool(row.besieged)),
            int(bool(row.outvoted)),
            day_number(since),
            _confidence(row),
            tuple(sorted(self._event_numbers[each] for each in row.event_ids if each in self._event_numbers)),
        )
        return self._states.setdefault(facts, len(self._states))

    def rows(self) -> dict[str, Any]:
        """Return the places and their states."""
        states = [[*facts[:-1], list(facts[-1])] for facts in self._states]
        return {"places": self._place_rows, "states": states, "sources": list(self._sources)}
