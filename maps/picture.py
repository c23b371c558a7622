"""The latest day of a story as a picture for print or a site, drawn without a browser: SVG, PDF or PNG."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
import shapely
from matplotlib.artist import Artist
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle

from maps import bundle
from maps.picture_legend import LEGEND_WIDTH, Seen, legend
from maps.picture_marks import at, dot
from maps.picture_reports import marks_of, names, pixel, reports
from maps.picture_sheet import Points, Sheet, Size
from maps.schema import AreaState
from maps.story import Story, typical_error, written_day
from maps.style import Look, looks

Row = Any  # one row of a frame, as `itertuples` gives it

FORMATS = (".pdf", ".png", ".svg")
HEAD, FOOT, MARGIN = 50.0, 26.0, 16.0
UNSURE = 0.5
KM_A_DEGREE = 111.32
ROUND_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
WIDEST_SCALE = 90.0
NARROW = 3 * LEGEND_WIDTH
SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",  # text stays text, to be edited
    "svg.hashsalt": "frontline",
    "pdf.fonttype": 42,
    "font.family": "DejaVu Sans",
    "hatch.linewidth": 0.7,
    "path.simplify": False,
}


def write_picture(path: Path, story: Story, size: Size, *, form: str) -> None:
    """Write the picture of a story's latest day as svg, pdf or png; the same story gives the same bytes."""
    unsaid: dict[str, dict[str, str | None]] = {
        "svg": {"Date": None, "Creator": "Frontline"},
        "pdf": {"CreationDate": None, "Creator": "Frontline", "Producer": None},
        "png": {"Software": None},
    }
    ground = (0.0, HEAD, float(size.width), size.height - FOOT)
    with mpl.rc_context(SETTINGS):
        sheet = Sheet(size=size, ground=ground)
        seen = _draw(sheet, story, below=0.0)
        if size.width < NARROW:  # the legend lies below the map, whose height is known only now
            sheet = Sheet(size=size, ground=ground)
            _draw(sheet, story, below=seen.legend_height)
        sheet.figure.savefig(path, format=form, dpi=200 if form == "png" else 100, metadata=unsaid[form])


def _draw(sheet: Sheet, story: Story, *, below: float) -> Seen:
    """Draw everything; so much of the sheet is left to the legend below the map."""
    theme = bundle.looks()["theme"]["light"]
    faces = {look.code: look for look in looks(story.actors, [actor.code for actor in story.actors] + _codes(story))}
    seen = Seen()
    _lay(sheet, story, below)
    _base(sheet, story, theme)
    _areas(sheet, story, faces, seen, theme)
    _borders(sheet, story, theme)
    _front(sheet, story, seen, theme)
    _places(sheet, story, faces, seen)
    marks = marks_of(sheet, story.events)
    reports(sheet, marks, faces, seen, theme)
    legend(sheet, story, faces, seen)
    names(sheet, story, faces, marks, theme)
    _scale(sheet, story, theme)
    _frame(sheet, story, theme)
    return seen


def _scale(sheet: Sheet, story: Story, theme: dict[str, Any]) -> None:
    """Draw a bar of a round number of kilometres, true at the middle of the map."""
    _, _, right, bottom = sheet.ground
    home = story.basemap.home if story.basemap else tuple(story.latest.areas.total_bounds)
    pixels_a_km = sheet.scale / (KM_A_DEGREE * math.cos(math.radians(float(home[1] + home[3]) / 2)))
    km = max(each for each in ROUND_KM if each * pixels_a_km < WIDEST_SCALE or each == ROUND_KM[0])
    x, y = right - MARGIN, bottom - 10
    bar = Line2D([x - km * pixels_a_km] * 2 + [x] * 2, [y - 5, y, y, y - 5], color=theme["text"], linewidth=1)
    bar.set_transform(sheet.pixels)
    words = sheet.text(x, y - 9, f"{km} km", 7, theme["text"], ha="right")
    sheet.put("scale", [bar, sheet.halo(words, theme["land"]), words])


def _codes(story: Story) -> list[str]:
    named = [code for event in story.events for code in (event.actor,) if code]
    frames = [(story.latest.areas, "actor"), (story.latest.places, "actor"), (story.latest.places, "rival")]
    return [*named, *(str(code) for frame, name in frames for code in frame[name].dropna())]


def _lay(sheet: Sheet, story: Story, below: float) -> None:
    """Lay the globe such that what the map is about lies beside or above the legend."""
    left, top, right, bottom = sheet.ground
    home = story.basemap.home if story.basemap else tuple(story.latest.areas.total_bounds)
    west, south, east, north = (float(side) for side in home)
    beside = 0 if below else LEGEND_WIDTH
    room = (left + beside + MARGIN, top + MARGIN, right - MARGIN, bottom - MARGIN - below)
    sheet.fit((west, south, east, north), room)


def _arcs(data: dict[str, Any]) -> list[Points]:
    return [np.cumsum(np.array(steps, dtype=float).reshape(-1, 2), axis=0) / data["scale"] for steps in data["arcs"]]


def _joined(arcs: list[Points], refs: list[int]) -> Points:
    parts = [arcs[ref] if ref >= 0 else arcs[~ref][::-1] for ref in refs]
    result: Points = np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
    return result


def _base(sheet: Sheet, story: Story, theme: dict[str, Any]) -> None:
    left, top, right, bottom = sheet.ground
    ground = Rectangle((left, top), right - left, bottom - top, linewidth=0, facecolor=theme["land"])
    sheet.put("paper", [Rectangle((0, 0), *sheet.size, linewidth=0, facecolor=theme["paper"])], on_map=False)
    if story.basemap is None:
        sheet.put("land", [ground])
        return
    data = story.basemap.data
    arcs = _arcs(data)
    ground.set_facecolor(theme["water"])
    for name, colour in (("land", theme["land"]), ("lakes", theme["water"])):
        shape = sheet.outline(_joined(arcs, refs) for refs in data[name])
        sheet.put(name, [*([ground] if name == "land" else []), PathPatch(shape, linewidth=0, facecolor=colour)])


def _borders(sheet: Sheet, story: Story, theme: dict[str, Any]) -> None:
    if story.basemap is None:
        return
    data = story.basemap.data
    arcs = _arcs(data)
    for name, colour, look in (
        ("regions", theme["border"], (0.5, (0, (1, 2.5)))),
        ("borders", theme["border"], (0.8, "-")),
        ("disputed", theme["muted"], (0.8, (0, (4, 3)))),
    ):
        line = sheet.outline(arcs[n] for n in data[name])
        sheet.put(name, [PathPatch(line, fill=False, edgecolor=colour, linewidth=look[0], linestyle=look[1])])


def _areas(sheet: Sheet, story: Story, faces: dict[str, Look], seen: Seen, theme: dict[str, Any]) -> None:
    rows: dict[str | None, list[Row]] = {}
    every: Iterable[Row] = story.latest.areas.itertuples(index=False)
    for row in every:
        rows.setdefault(row.actor if isinstance(row.actor, str) else None, []).append(row)
    for code, own in sorted(rows.items(), key=lambda item: item[0] or ""):
        drawn: list[Artist] = []
        for row in own:
            shape = sheet.shape(row.geometry)
            if code is None:
                seen.no_data = True
                look = {"fill": False, "edgecolor": theme["muted"], "linewidth": 0.7, "linestyle": (0, (1.5, 4))}
                drawn.append(PathPatch(shape, **look))
                continue
            unsure = str(row.state) == AreaState.UNCERTAIN.value
            seen.km2[code] = seen.km2.get(code, 0.0) + float(row.km2)
            seen.uncertain = seen.uncertain or unsure
            alpha = theme["area"] * (0.4 if unsure else 1)
            drawn.append(PathPatch(shape, linewidth=0, facecolor=faces[code].colour, alpha=alpha))
            if unsure:
                drawn.append(PathPatch(shape, fill=False, hatch="////", linewidth=0, edgecolor=faces[code].colour))
                drawn[-1].set_alpha(theme["area"] + 0.08)
        sheet.put(f"area {code}" if code else "no data", drawn)


def _front(sheet: Sheet, story: Story, seen: Seen, theme: dict[str, Any]) -> None:
    shapes = story.latest.front_line.geometry
    lines = [shapely.get_coordinates(part) for shape in shapes for part in shapely.get_parts(shape)]
    seen.front = bool(lines)
    shape = sheet.outline(lines)
    look = {"fill": False, "capstyle": "round", "joinstyle": "round"}
    casing = PathPatch(shape, edgecolor=theme["paper"], linewidth=4, alpha=0.85, **look)
    sheet.put("front line", [casing, PathPatch(shape, edgecolor=theme["text"], linewidth=1.9, **look)])


def _places(sheet: Sheet, story: Story, faces: dict[str, Look], seen: Seen) -> None:
    drawn: list[Artist] = []
    rows: Iterable[Row] = story.latest.places.itertuples(index=False)
    for row in rows:
        x, y = pixel(sheet, row.geometry.x, row.geometry.y)
        place = (story.known or {}).get(str(row.place_id))
        unsure = row.state == "held" and not pd.isna(row.confidence) and row.confidence < UNSURE
        stands_out = row.state == "contested" or row.besieged or row.outvoted
        r = 4.0 if stands_out else 2.4 if place and place.population > 100_000 else 1.1
        flags = {"besieged": bool(row.besieged), "outvoted": bool(row.outvoted), "unsure": bool(unsure and r > 2)}
        colours = (_colour(faces, row.actor), _colour(faces, row.rival))
        drawn += dot(str(row.state), colours, flags, r, at(x, y, sheet.pixels))
        seen.dot(str(row.state), flags, colours)
    sheet.put("places", drawn)


def _colour(faces: dict[str, Look], code: object) -> str:
    return faces[code].colour if isinstance(code, str) else bundle.looks()["theme"]["light"]["muted"]


def _frame(sheet: Sheet, story: Story, theme: dict[str, Any]) -> None:
    words, latest, (width, height) = story.words, story.latest, sheet.size
    as_of = sheet.text(
        width - MARGIN, HEAD / 2, written_day(latest.as_of, words), 15, theme["text"], ha="right", weight="bold"
    )
    before = sheet.box(as_of)[0]
    title = sheet.text(MARGIN, HEAD / 2, story.title, 12.5, theme["text"], weight="bold")
    said = sheet.text(before - 3, HEAD / 2 + 2, words["asOf"], 9, theme["muted"], ha="right")
    _shorten(sheet, title, sheet.box(said)[0] - 10)
    inferred = words["inferred"].replace("{n:place|places}", "places").replace("{n}", str(latest.inferred_from))
    error = typical_error(latest)
    parts = [inferred, *([words["typicalError"].format(km=round(error))] if error else []), *story.credits]
    foot = sheet.text(MARGIN, height - FOOT / 2, " · ".join(parts), 7, theme["muted"])
    _shorten(sheet, foot, width - MARGIN)
    sheet.put("title day credits", [title, said, as_of, foot], on_map=False)


def _shorten(sheet: Sheet, text: Any, right: float) -> None:  # noqa: ANN401  a matplotlib text
    """Make words small enough to end where they have to."""
    while sheet.box(text)[2] > right and text.get_fontsize() > 4:
        text.set_fontsize(text.get_fontsize() - 0.5)
