"""Pictures of several days: a sheet of small maps and a chart of area over time, as PNG or SVG."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import matplotlib as mpl
import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path as Outline

from geo.actors import Actors
from maps import bundle
from maps.arcs import SCALE
from maps.basemap import Basemap
from maps.compare import Comparison
from maps.compare_ground import NO_DATA, centred, holders_of
from maps.comparison_page import Telling, base_of
from maps.page import DATA_CREDITS
from maps.schema import WGS84, AreaState
from maps.snapshot import Snapshot
from maps.story import written_day
from maps.style import Look, looks

AREA_ALPHA, UNCERTAIN_ALPHA = 0.42, 0.2
UNCERTAIN_HATCH = "////"
MAP_INCHES = 2.5
MOST_COLUMNS = 5
DPI = 200
LABEL_SHARE = 0.045  # of the chart's height: distance of two labels
_STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 8,
    "svg.fonttype": "none",  # text stays text, to be edited
    "svg.hashsalt": "frontline",
    "text.parse_math": False,
    "hatch.linewidth": 0.5,
    "path.simplify": True,
}


def write_sheet(path: Path, comparison: Comparison, telling: Telling, form: str) -> None:
    """Write a small map a day, all of one place, scale and legend, as `png` or `svg`."""
    days, basemap = telling.series, base_of(comparison, telling)
    crs = centred([shape for day in days for shape in day.areas.geometry])
    ground = _Ground(_looks(comparison, telling.actors), _land(basemap, crs), crs, _window(basemap, crs))
    west, south, east, north = ground.window
    columns = min(MOST_COLUMNS, math.ceil(math.sqrt(len(days) * 1.4)))
    lines = math.ceil(len(days) / columns)
    tall = MAP_INCHES * (north - south) / (east - west)
    high = lines * (tall + 0.3) + 1.25
    with _drawing((columns * (MAP_INCHES + 0.12) + 0.3, high)) as figure:
        axes = figure.subplots(lines, columns, squeeze=False).ravel()
        for ax, day in zip(axes, days, strict=False):
            _map(ax, day, ground)
            _title(ax, _written(day.as_of, telling))
        for ax in axes[len(days) :]:
            ax.set_axis_off()
        keys = [Patch(facecolor=look.colour, alpha=AREA_ALPHA, label=look.label) for look in ground.shown.values()]
        if any((day.areas["state"] == AreaState.UNCERTAIN).any() for day in days):
            keys.append(_unsure(telling.words["uncertainArea"]))
        legend = figure.legend(handles=keys, frameon=False, fontsize=7, ncols=2 * columns, loc="lower left")
        legend.set_bbox_to_anchor((0.01, 0.28 / high))
        figure.subplots_adjust(left=0.02, right=0.98, top=1 - 0.6 / high, bottom=0.72 / high, wspace=0.05, hspace=0.18)
        _frame(figure, telling, _span(days, telling))
        _save(figure, path, form)


def write_chart(path: Path, comparison: Comparison, telling: Telling, form: str) -> None:
    """Write the km² of each actor over the days of a series, as `png` or `svg`."""
    shown = _looks(comparison, telling.actors)
    days = [date.fromisoformat(total["day"]) for total in comparison.series]
    held = {code: [total["actors"].get(code, 0.0) for total in comparison.series] for code in shown}
    most = 1.04 * (max((max(values) for values in held.values()), default=0.0) or 1.0)
    with _drawing((8.0, 4.2)) as figure:
        ax = figure.add_axes((0.09, 0.16, 0.72, 0.68))
        for code, look in shown.items():
            at = [day.toordinal() for day in days]
            ax.plot(at, held[code], color=look.colour, linewidth=1.8, marker="o", markersize=3, clip_on=False)
        ax.set_ylim(0, most)
        ax.margins(x=0.0)
        some = _some(days)
        ax.set_xticks([day.toordinal() for day in some], [_written(day, telling).rsplit(" ", 1)[0] for day in some])
        ax.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}".replace(",", "\u202f"))
        ax.grid(axis="y", color=_ink("faint"), linewidth=0.6)
        ax.set_axisbelow(True)
        ax.spines[["top", "right", "left"]].set_visible(False)
        ax.tick_params(length=0)
        for code, y in _spread({code: values[-1] / most for code, values in held.items()}):
            line = {"arrowstyle": "-", "color": shown[code].colour, "linewidth": 0.7, "shrinkA": 1, "shrinkB": 4}
            line["relpos"] = (0.0, 0.5)
            end = (1.0, held[code][-1] / most)
            ax.annotate(shown[code].label, end, (1.035, y), "axes fraction", va="center", fontsize=8, arrowprops=line)
        _frame(figure, telling, telling.words["balance"])
        _save(figure, path, form)


def _frame(figure: Figure, telling: Telling, words: str) -> None:
    """Write title and credits, as on the page."""
    high = figure.get_figheight()
    figure.text(0.02, 1 - 0.09 / high, telling.title, fontsize=11, fontweight="bold", va="top")
    figure.text(0.02, 1 - 0.3 / high, words, fontsize=8.5, color=_ink("muted"), va="top")
    named = " · ".join(text for text in (telling.credit, *DATA_CREDITS) if text)
    figure.text(0.02, 0.08 / high, named, fontsize=6.5, color=_ink("muted"), va="bottom")


def _span(days: Sequence[Snapshot], telling: Telling) -> str:
    first, last = (_written(day.as_of, telling) for day in (days[0], days[-1]))
    return str(telling.words["span"]).format(first=first, last=last)


def _unsure(words: str) -> Patch:
    """Return the legend's sample of ground whose holder is not sure."""
    ink = _ink("muted")
    return Patch(facecolor=ink, edgecolor=ink, linewidth=0, alpha=UNCERTAIN_ALPHA, hatch=UNCERTAIN_HATCH, label=words)


@dataclass(frozen=True, eq=False)
class _Ground:
    """What all small maps share: the looks of the actors, the land, projection and window in metres."""

    shown: dict[str, Look]
    land: tuple[Outline, ...]
    crs: str
    window: tuple[float, float, float, float]


@contextmanager
def _drawing(size: tuple[float, float]) -> Iterator[Figure]:
    """Give a figure of our style, without touching anybody else's."""
    inks = {"text.color": "text", "axes.edgecolor": "faint", "xtick.color": "muted", "ytick.color": "muted"}
    with mpl.rc_context(_STYLE | {name: _ink(ink) for name, ink in inks.items()}):
        figure = Figure(figsize=size, facecolor="white")
        FigureCanvasAgg(figure)
        yield figure


def _save(figure: Figure, path: Path, form: str) -> None:
    """Write a figure without the clock; the same figure gives the same bytes."""
    told: dict[str, Any] = {"Date": None} if form == "svg" else {"Software": None}
    figure.savefig(path, format=form, dpi=DPI, metadata=told)


def _looks(comparison: Comparison, actors: Actors) -> dict[str, Look]:
    """Return the actors of a series by their code, those with the most ground first."""
    most: dict[str, float] = {}
    for total in comparison.series:
        for code, km2 in total["actors"].items():
            if code != NO_DATA:
                most[code] = max(km2, most.get(code, 0.0))
    by_code = {look.code: look for look in looks(actors, most)}
    return {code: by_code[code] for code in sorted(most, key=lambda code: (-most[code], code))}


def _window(basemap: Basemap, crs: str) -> tuple[float, float, float, float]:
    box = gpd.GeoSeries([shapely.segmentize(shapely.box(*basemap.home), 0.5)], crs=WGS84).to_crs(crs)
    west, south, east, north = (float(side) for side in box.total_bounds)
    return west, south, east, north


def _land(basemap: Basemap, crs: str) -> tuple[Outline, ...]:
    """Return the land of the base as outlines in metres."""
    arcs = [np.cumsum(np.array(steps).reshape(-1, 2), axis=0) / SCALE for steps in basemap.data["arcs"]]
    rings = [
        np.concatenate([arcs[ref] if ref >= 0 else arcs[~ref][::-1] for ref in refs]) for refs in basemap.data["land"]
    ]
    shapes = gpd.GeoSeries([shapely.Polygon(ring) for ring in rings], crs=WGS84).to_crs(crs)
    return tuple(_outline(shape) for shape in shapes)


def _outline(shape: shapely.Geometry) -> Outline:
    """Return polygons as one path whose holes stay open."""
    rings = shapely.get_rings(shapely.get_parts(shape))
    paths = [Outline(shapely.get_coordinates(ring), closed=True) for ring in rings]
    return Outline.make_compound_path(*paths)


def _map(ax: Axes, day: Snapshot, ground: _Ground) -> None:
    west, south, east, north = ground.window
    ax.set_facecolor(_ink("water"))
    for outline in ground.land:
        ax.add_patch(PathPatch(outline, facecolor=_ink("land"), edgecolor=_ink("border"), linewidth=0.4))
    flat = day.areas.geometry.to_crs(ground.crs)
    for shape, holder, state in zip(flat, holders_of(day.areas), day.areas["state"], strict=True):
        if holder in ground.shown:
            colour = ground.shown[holder].colour
            sure = state != AreaState.UNCERTAIN
            patch = PathPatch(_outline(shape), facecolor=colour, edgecolor=colour, linewidth=0)
            patch.set_alpha(AREA_ALPHA if sure else UNCERTAIN_ALPHA)
            if not sure:
                patch.set_hatch(UNCERTAIN_HATCH)
            ax.add_patch(patch)
    for line in shapely.get_parts(day.front_line.geometry.to_crs(ground.crs).to_numpy()):
        ax.plot(*shapely.get_coordinates(line).T, color=_ink("text"), linewidth=1.1, solid_joinstyle="round")
    ax.set_xlim(west, east)
    ax.set_ylim(south, north)
    ax.set_aspect("equal")
    ax.set_xticks([])
    ax.set_yticks([])


def _title(ax: Axes, words: str) -> None:
    ax.set_title(words, loc="left", fontsize=8.5, fontweight="bold", pad=3)


def _written(day: date, telling: Telling) -> str:
    return written_day(day, telling.words)


def _ink(name: str) -> str:
    """Return a colour of the light page."""
    return str(bundle.looks()["theme"]["light"][name])


def _some(days: Sequence[date]) -> list[date]:
    """Return so few of the days that their names stand apart, first and last among them."""
    step = max(1, math.ceil(len(days) / 8))
    kept = [day for n, day in enumerate(days) if n % step == 0]
    far = (days[-1] - days[0]).days / 10
    return sorted({*(day for day in kept if (days[-1] - day).days >= far), days[-1]})


def _spread(heights: dict[str, float]) -> list[tuple[str, float]]:
    """Return labels by their heights from 0 to 1, moved apart upwards where they would stand on each other."""
    found: list[tuple[str, float]] = []
    for code, y in sorted(heights.items(), key=lambda item: (item[1], item[0])):
        found.append((code, max(y, found[-1][1] + LABEL_SHARE) if found else y))
    return found
