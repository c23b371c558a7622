"""Reports on a picture: the marks that stand for them, and the names of what the map shows."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from matplotlib.artist import Artist
from matplotlib.lines import Line2D
from matplotlib.patches import Circle
from matplotlib.text import Text

from geo.model import Event, Place, Precision
from maps import bundle
from maps.event_columns import written_names
from maps.picture_legend import Seen
from maps.picture_marks import RADIUS, at, badge
from maps.picture_sheet import Sheet
from maps.story import Story
from maps.style import Look

Row = Any  # one row of a frame, as `itertuples` gives it

REACH, LIFT = 19.0, 15.0
APART = 9.0
SPOTS = (
    (7, 0, "left"),
    (-7, 0, "right"),
    (0, 11, "center"),
    (8, 9, "left"),
    (-8, 9, "right"),
    (15, -14, "left"),
    (-15, -14, "right"),
    (12, 17, "left"),
    (-12, 17, "right"),
)


@dataclass(frozen=True)
class Mark:
    """Reports that share a mark."""

    x: float
    y: float
    events: list[Event]

    @property
    def best(self) -> Event:
        """The report whose mark stands for all: the latest, and of these the weightiest."""
        glyphs = bundle.looks()["glyph"]
        return max(
            self.events,
            key=lambda each: (str(each.day_to or ""), each.effective, glyphs[each.action.value]["weight"], each.id),
        )

    @property
    def is_vague(self) -> bool:
        """Whether all it stands for is only known to lie somewhere in an area."""
        return all(each.radius_km or each.place_precision is Precision.AREA for each in self.events)


def marks_of(sheet: Sheet, events: Iterable[Event]) -> list[Mark]:
    """Return the marks; places within reach of one another share one, the latest first."""
    by_place: dict[str, list[Event]] = {}
    for event in events:
        if event.place:
            by_place.setdefault(event.place.id, []).append(event)
    groups = [Mark(*pixel(sheet, *_place(own).at), own) for own in by_place.values()]
    groups.sort(key=lambda mark: (str(mark.best.day_to or ""), mark.best.id), reverse=True)
    marks: list[Mark] = []
    left, top, right, bottom = sheet.ground
    for group in groups:
        if not (left + RADIUS < group.x < right - RADIUS and top + LIFT + RADIUS < group.y < bottom):
            continue
        near = next((mark for mark in marks if math.hypot(mark.x - group.x, mark.y - group.y) < REACH), None)
        if near:
            near.events.extend(group.events)
        else:
            marks.append(group)
    return sorted(marks, key=lambda mark: (mark.y, mark.x))


def pixel(sheet: Sheet, lon: float, lat: float) -> tuple[float, float]:
    """Return the pixel of a point in degrees."""
    x, y = sheet.spots(np.array([[lon, lat]]))[0]
    return float(x), float(y)


def _place(events: list[Event]) -> Place:
    """Return the largest of the places of events."""
    found = [event for event in events if event.place_precision is not Precision.AREA] or events
    return max((event.place for event in found if event.place), key=lambda place: (place.population, place.id))


def reports(sheet: Sheet, marks: list[Mark], faces: dict[str, Look], seen: Seen, theme: dict[str, Any]) -> None:
    """Draw the marks, with the number of their reports where they stand for several."""
    drawn: list[Artist] = []
    for mark in marks:
        best = mark.best
        colour = faces[best.actor].colour if best.actor else theme["muted"]
        top = mark.y if mark.is_vague else mark.y - LIFT
        if mark.is_vague:
            seen.area_reports = True
            around = {"fill": False, "edgecolor": theme["text"], "linewidth": 0.8, "linestyle": (0, (2, 3))}
            drawn.append(Circle((mark.x, top), RADIUS + 4, **around))
        else:
            stem = Line2D([mark.x, mark.x], [top + RADIUS, mark.y - 3], color=theme["text"], linewidth=0.9)
            stem.set_transform(sheet.pixels)
            drawn.append(stem)
        drawn += badge(best.action.value, best.status.value, colour, theme, at(mark.x, top, sheet.pixels))
        seen.actions.update(event.action.value for event in mark.events)
        seen.statuses.add(best.status.value)
        wide = RADIUS + 2
        if len(mark.events) > 1:
            x, y = mark.x + RADIUS, top - RADIUS
            drawn.append(Circle((x, y), 6.5, facecolor=theme["text"], edgecolor=theme["paper"], linewidth=0.7))
            drawn.append(sheet.text(x, y, str(len(mark.events)), 5.5, theme["paper"], ha="center", weight="bold"))
            wide += 6
        sheet.taken.append((mark.x - RADIUS - 2, top - wide, mark.x + wide, max(top + RADIUS, mark.y - 2)))
    sheet.put("reports", drawn)


def names(sheet: Sheet, story: Story, faces: dict[str, Look], marks: list[Mark], theme: dict[str, Any]) -> None:
    """Write the names of holders in their areas, and of towns: those with reports first, none over another."""
    _put(sheet, "holders", _holders(sheet, story, faces, theme), theme)
    _put(sheet, "towns", _towns(sheet, _wanted(story, marks), theme), theme)


def _put(sheet: Sheet, of: str, drawn: list[Text], theme: dict[str, Any]) -> None:
    """Add names above their halos."""
    sheet.put(f"halos of {of}", [sheet.halo(text, theme["paper"]) for text in drawn])
    sheet.put(f"names of {of}", drawn)


def _holders(sheet: Sheet, story: Story, faces: dict[str, Look], theme: dict[str, Any]) -> list[Text]:
    """Return the names of holders, each once, in the largest of their areas that has room."""
    holders: list[Text] = []
    largest = story.latest.areas.sort_values("km2", ascending=False, kind="stable")
    rows: Iterable[Row] = largest.itertuples(index=False)
    for row in rows:
        if not isinstance(row.actor, str) or any(text.get_text() == faces[row.actor].label for text in holders):
            continue
        circle = shapely.maximum_inscribed_circle(max(shapely.get_parts(row.geometry), key=shapely.area), 0.02)
        x, y = pixel(sheet, *circle.coords[0])
        for down in (0, -14, 14, -28, 28):
            look = {"ha": "center", "weight": "bold"}
            text = sheet.text(x, y + down, faces[row.actor].label, 9, theme["text"], **look)
            if circle.length * sheet.scale > 30 and sheet.take(sheet.box(text)):
                holders.append(text)
                break
    return holders


def _wanted(story: Story, marks: list[Mark]) -> list[tuple[str, float, float, bool]]:
    """Return towns as name, longitude, latitude and whether reports are of it, those first, the great ones first."""
    written = written_names(story.events) | dict(story.house)
    told = {
        place.id: (written[place.id], place) for mark in marks if not mark.is_vague for place in (_place(mark.events),)
    }
    ranked = sorted(told.values(), key=lambda pair: (-pair[1].population, pair[1].id))
    wanted = [(name, *place.at, True) for name, place in ranked]
    towns = story.basemap.data["towns"] if story.basemap else []
    return wanted + [
        (name, lon, lat, False) for name, lon, lat, population, capital in towns if population > 250_000 or capital
    ]


def _towns(sheet: Sheet, wanted: list[tuple[str, float, float, bool]], theme: dict[str, Any]) -> list[Text]:
    """Return the names of towns that find room beside them."""
    drawn: list[Text] = []
    named: list[tuple[float, float]] = []
    for name, lon, lat, strong in wanted:
        x, y = pixel(sheet, lon, lat)
        if any(math.hypot(x - a, y - b) < APART for a, b in named):
            continue
        named.append((x, y))
        for dx, dy, side in SPOTS:
            look = {"ha": side, "weight": "bold" if strong else "normal"}
            text = sheet.text(x + dx, y + dy, name, 7.5 if strong else 7, theme["text" if strong else "muted"], **look)
            if sheet.take(sheet.box(text)):
                drawn.append(text)
                break
    return drawn
