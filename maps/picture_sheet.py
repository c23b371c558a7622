"""A sheet of paper in pixels, its named layers, and how the globe lies on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import shapely
from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.path import Path as Outline
from matplotlib.patheffects import Stroke
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox, Transform, TransformedBbox

Points = npt.NDArray[np.float64]
Box = tuple[float, float, float, float]
DPI = 100


class Size(NamedTuple):
    """Pixels."""

    width: int
    height: int


class Layer(Artist):
    """Drawings under one name: in an SVG a group of that name, to be found in any editor."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.drawn: list[Artist] = []

    def draw(self, renderer: RendererBase) -> None:
        """Draw what is in the layer, in order."""
        renderer.open_group(self.name, gid=self.name.replace(" ", "-"))
        for artist in self.drawn:
            artist.draw(renderer)
        renderer.close_group(self.name)


@dataclass
class Sheet:
    """A sheet; `spots` are degrees as pixels from its upper left corner, Mercator as on the page."""

    size: Size
    ground: Box
    figure: Figure = field(init=False)
    pixels: Transform = field(init=False)
    taken: list[Box] = field(default_factory=list)
    scale: float = 1.0
    left: float = 0.0
    top: float = 0.0

    def __post_init__(self) -> None:
        """Take a sheet of the size."""
        width, height = self.size
        self.figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI)
        FigureCanvasAgg(self.figure)
        flip = Affine2D().scale(1, -1).translate(0, height).scale(1 / width, 1 / height)
        self.pixels = flip + self.figure.transFigure

    def fit(self, bounds: Box, room: Box) -> None:
        """Lay the globe such that bounds (west, south, east, north) lie in the middle of a room in pixels."""
        (west, low), (east, high) = _flat(np.array([bounds[:2], bounds[2:]]))
        left, top, right, bottom = room
        self.scale = min((right - left) / (east - west), (bottom - top) / (high - low))
        self.left = (west + east) / 2 * self.scale - (left + right) / 2
        self.top = (low + high) / 2 * self.scale + (top + bottom) / 2

    def spots(self, points: Points) -> Points:
        """Return points in degrees as pixels."""
        flat = _flat(np.asarray(points, dtype=float).reshape(-1, 2))
        result: Points = np.column_stack([flat[:, 0] * self.scale - self.left, self.top - flat[:, 1] * self.scale])
        return result

    def outline(self, lines: Iterable[Points]) -> Outline:
        """Return lines in degrees as one outline in pixels."""
        parts = [self.spots(line) for line in lines if len(line) > 1]
        codes = [np.r_[Outline.MOVETO, np.full(len(part) - 1, Outline.LINETO)] for part in parts]
        return Outline(np.concatenate(parts), np.concatenate(codes)) if parts else Outline(np.zeros((0, 2)))

    def shape(self, shape: shapely.Geometry) -> Outline:
        """Return polygons in degrees as one outline in pixels, holes included."""
        parts = [part for part in shapely.get_parts(shape) if isinstance(part, shapely.Polygon)]
        rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
        return self.outline(shapely.get_coordinates(ring) for ring in rings)

    def put(self, name: str, artists: Iterable[Artist], *, on_map: bool = True) -> None:
        """Add a named layer."""
        layer = Layer(name)
        left, top, right, bottom = self.ground
        high, wide = self.size.height, self.size.width
        share = Bbox([(left / wide, 1 - bottom / high), (right / wide, 1 - top / high)])
        ground = TransformedBbox(share, self.figure.transFigure)
        for artist in artists:
            artist.set_figure(self.figure)
            if not artist.is_transform_set():
                artist.set_transform(self.pixels)
            if on_map:
                artist.set_clip_box(ground)
            layer.drawn.append(artist)
        self.figure.add_artist(layer)

    def text(self, x: float, y: float, words: str, size: float, colour: str, **look: Any) -> Text:  # noqa: ANN401
        """Return words; what they say is never read as a formula."""
        found = Text(x, y, words, fontsize=size, color=colour, va="center", parse_math=False, **look)
        found.set_figure(self.figure)
        found.set_transform(self.pixels)
        return found

    def halo(self, text: Text, colour: str) -> Text:
        """Return the halo that goes under words; apart from them, so that they stay text in an SVG."""
        look: dict[str, Any] = {"ha": text.get_horizontalalignment(), "weight": text.get_fontweight()}
        found = self.text(*text.get_position(), text.get_text(), float(text.get_fontsize()), colour, **look)
        found.set_path_effects([Stroke(linewidth=2.6, foreground=colour)])
        return found

    def box(self, text: Text) -> Box:
        """Return the pixels that words take."""
        window = text.get_window_extent(self.figure.canvas.get_renderer())  # type: ignore[attr-defined]
        (left, bottom), (right, top) = self.pixels.inverted().transform(window.get_points())
        return left - 2, min(top, bottom) - 1, right + 2, max(top, bottom) + 1

    def take(self, box: Box) -> bool:
        """Take a free box within the map; say whether it was free."""
        left, top, right, bottom = self.ground
        within = box[0] > left and box[1] > top and box[2] < right and box[3] < bottom
        if not within or any(_meet(box, other) for other in self.taken):
            return False
        self.taken.append(box)
        return True


def _flat(points: Points) -> Points:
    result: Points = np.column_stack(
        [points[:, 0], np.degrees(np.log(np.tan(np.pi / 4 + np.radians(points[:, 1]) / 2)))]
    )
    return result


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
