"""The marks of the page as matplotlib draws them: places and reports, in pixels around a point."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.patches import Circle, PathPatch, Wedge
from matplotlib.path import Path as Outline
from matplotlib.transforms import Affine2D, Transform

from maps import bundle

RADIUS = 9.5
SPECK = 2.0  # smaller places have no ring
_STEP = re.compile(r"([MLHVAZ])([^MLHVAZ]*)")
_NUMBER = re.compile(r"-?\d*\.?\d+")
_DASHES = {"claimed": (0, (3, 2.2)), "planned": (0, (1.4, 2.4))}


@cache
def outline(text: str) -> Outline:
    """Return the outline of a glyph, of which arcs only make whole circles.

    >>> outline("M-2-2H2V2Z").vertices.tolist()
    [[-2.0, -2.0], [2.0, -2.0], [2.0, 2.0], [-2.0, -2.0]]
    """
    points: list[tuple[float, float]] = []
    codes: list[int] = []
    if "A" in text:
        return Outline.circle(radius=abs(float(_NUMBER.findall(text)[0])))
    for letter, rest in _STEP.findall(text):
        values = [float(each) for each in _NUMBER.findall(rest)]
        if letter == "Z":
            start = max(n for n, code in enumerate(codes) if code == Outline.MOVETO)
            points.append(points[start])
            codes.append(int(Outline.CLOSEPOLY))
            continue
        if letter in "HV":
            x, y = points[-1]
            ends = [(values[0], y) if letter == "H" else (x, values[0])]
        else:
            ends = list(zip(values[::2], values[1::2], strict=True))
        codes.extend(int(Outline.MOVETO if letter == "M" else Outline.LINETO) for _ in ends)
        points.extend(ends)
    return Outline(np.array(points), codes)


def badge(action: str, status: str, colour: str, theme: dict[str, Any], place: Transform) -> list[Artist]:
    """Return a report's mark: a disc whose rim tells the status, and in it the action in the actor's colour."""
    glyph = bundle.looks()["glyph"][action]
    ink = theme["paper"] if status == "planned" else colour
    rim = {"linewidth": 2.0 if status == "confirmed" else 0.9, "linestyle": _DASHES.get(status, "-")}
    found: list[Artist] = [Circle((0, 0), RADIUS, facecolor=theme["paper"], edgecolor=theme["text"], **rim)]
    if "fill" in glyph:
        found.append(PathPatch(outline(glyph["fill"]), facecolor=ink, edgecolor=theme["text"], linewidth=0.8))
    if "open" in glyph:
        for width, line in ((2.7, theme["text"]), (1.5, ink)):
            found.append(PathPatch(outline(glyph["open"]), fill=False, edgecolor=line, linewidth=width))
    if "over" in glyph:
        found.append(PathPatch(outline(glyph["over"]), fill=False, edgecolor=theme["paper"], linewidth=1.5))
    if status == "denied":
        line = Outline([(-RADIUS, RADIUS), (RADIUS, -RADIUS)])
        found.append(PathPatch(line, fill=False, edgecolor=theme["text"], linewidth=1.2))
    return _at(found, place)


def dot(state: str, colours: tuple[str, str], flags: dict[str, bool], r: float, where: Transform) -> list[Artist]:
    """Return a place's mark: its holder's colour, both where contested, a second ring where besieged."""
    theme = bundle.looks()["theme"]["light"]
    if state == "unknown":
        return _at(
            [
                Circle(
                    (0, 0), r, facecolor=theme["paper"], edgecolor=theme["muted"], linewidth=0.8 if r > SPECK else 0.4
                )
            ],
            where,
        )
    if state == "contested":
        found: list[Artist] = [
            Wedge((0, 0), r, 90, 270, facecolor=colours[0], linewidth=0),
            Wedge((0, 0), r, -90, 90, facecolor=colours[1], linewidth=0),
            Circle((0, 0), r + 0.6, fill=False, edgecolor=theme["text"], linewidth=0.9),
        ]
    else:
        edge = theme["text"] if flags["outvoted"] else theme["paper"]
        found = [Circle((0, 0), r + 0.4, facecolor=colours[0], edgecolor=edge, linewidth=0.8 if r > SPECK else 0)]
        if flags["unsure"]:
            found.append(Circle((0, 0), r * 0.55, facecolor=theme["paper"], linewidth=0))
    if flags["besieged"]:
        found.append(Circle((0, 0), r + 3, fill=False, edgecolor=theme["text"], linewidth=1.2))
    return _at(found, where)


def at(x: float, y: float, pixels: Transform) -> Transform:
    """Return what moves a mark, drawn with y downwards, to a point in pixels from the upper left corner."""
    return Affine2D().translate(x, y) + pixels


def _at(found: list[Artist], where: Transform) -> list[Artist]:
    for artist in found:
        artist.set_transform(where)
    return found
