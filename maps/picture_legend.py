"""The legend of a picture: exactly what is drawn on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from matplotlib.artist import Artist
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Rectangle

from geo.model import Action, Status
from maps import bundle
from maps.picture_marks import at, badge, dot
from maps.picture_sheet import Sheet
from maps.story import Story
from maps.style import Look

LEGEND_WIDTH = 246.0
ROW, TALL = 16.0, 22.0
Draw = Callable[[float, float], list[Artist]]
DOTS = {
    "contested": "dotContested",
    "besieged": "dotBesieged",
    "outvoted": "dotOutvoted",
    "unsure": "dotUnsure",
    "unknown": "dotUnknown",
}


@dataclass
class Seen:
    """What has been drawn so far."""

    km2: dict[str, float] = field(default_factory=dict)
    uncertain: bool = False
    no_data: bool = False
    front: bool = False
    dots: dict[str, tuple[str, dict[str, bool], tuple[str, str]]] = field(default_factory=dict)
    area_reports: bool = False
    actions: set[str] = field(default_factory=set)
    statuses: set[str] = field(default_factory=set)
    legend_height: float = 0.0

    def dot(self, state: str, flags: dict[str, bool], colours: tuple[str, str]) -> None:
        """Note how a place was drawn."""
        for name in [state, *(flag for flag, is_set in flags.items() if is_set)]:
            self.dots.setdefault(name, (state, {flag: flag == name for flag in flags}, colours))


@dataclass(frozen=True)
class _Row:
    words: str
    draw: Draw
    extra: str = ""
    half: bool = False


def legend(sheet: Sheet, story: Story, faces: dict[str, Look], seen: Seen) -> None:
    """Draw the legend in the lower left corner; what lies under it is taken."""
    theme = bundle.looks()["theme"]["light"]
    rows = [*_ground(story, faces, seen, theme, sheet), *_dots(story, seen, sheet), *_marks(story, seen, theme, sheet)]
    halves = sum(row.half for row in rows)
    high = (len(rows) - halves) * ROW + (halves + 1) // 2 * TALL + 16
    seen.legend_height = high + 10
    left, _, _, bottom = sheet.ground
    x, top = left + 10, bottom - 10 - high
    look = {"facecolor": theme["paper"], "edgecolor": theme["faint"], "linewidth": 0.8}
    drawn: list[Artist] = [Rectangle((x, top), LEGEND_WIDTH - 10, high, **look)]
    y, column = top + 8, 0
    for row in rows:
        if column and not row.half:
            y, column = y + TALL, 0
        step = TALL if row.half else ROW
        at_x = x + 8 + column * (LEGEND_WIDTH - 20) / 2
        drawn += row.draw(at_x + 12, y + step / 2)
        drawn.append(sheet.text(at_x + 28, y + step / 2, row.words, 7.5, theme["text"]))
        if row.extra:
            end = x + LEGEND_WIDTH - 18
            drawn.append(sheet.text(end, y + step / 2, row.extra, 7.5, theme["muted"], ha="right"))
        column = 1 - column if row.half else 0
        y += 0 if row.half and column else step
    sheet.put("legend", drawn, on_map=False)
    sheet.taken.append((x, top, x + LEGEND_WIDTH - 10, bottom))


def _ground(story: Story, faces: dict[str, Look], seen: Seen, theme: dict[str, Any], sheet: Sheet) -> list[_Row]:
    words = story.words

    def box(colour: str, **look: Any) -> Draw:  # noqa: ANN401  matplotlib's own
        given = {"facecolor": colour, "linewidth": 0, "alpha": theme["area"]} | look
        return lambda x, y: [Rectangle((x - 10, y - 5.5), 20, 11, **given)]

    def line(colour: str, width: float) -> Draw:
        return lambda x, y: [_straight(sheet, x, y, colour, width)]

    rows = [
        _Row(
            faces[code].label,
            box(faces[code].colour),
            extra=words["km2"].format(n=f"{round(km2):,}".replace(",", "\u202f")),
        )
        for code, km2 in sorted(seen.km2.items(), key=lambda item: (-item[1], item[0]))
    ]
    if seen.uncertain:
        rows.append(_Row(words["uncertainArea"], box("none", edgecolor=theme["muted"], hatch="////", alpha=0.5)))
    if seen.no_data:
        dotted = {"edgecolor": theme["muted"], "linewidth": 0.7, "linestyle": (0, (1.5, 3)), "alpha": 1}
        rows.append(_Row(words["noDataArea"], box("none", **dotted)))
    if seen.front:
        rows.append(_Row(words["front"], line(theme["text"], 1.9)))
    return rows


def _straight(sheet: Sheet, x: float, y: float, colour: str, width: float) -> Artist:
    found = Line2D([x - 10, x + 10], [y, y], color=colour, linewidth=width)
    found.set_transform(sheet.pixels)
    return found


def _dots(story: Story, seen: Seen, sheet: Sheet) -> list[_Row]:
    def draw(name: str) -> Draw:
        state, flags, colours = seen.dots[name]
        return lambda x, y: dot(state, colours, flags, 3.6, at(x, y, sheet.pixels))

    return [_Row(story.words[words], draw(name)) for name, words in DOTS.items() if name in seen.dots]


def _marks(story: Story, seen: Seen, theme: dict[str, Any], sheet: Sheet) -> list[_Row]:
    def draw(action: str, status: str) -> Draw:
        return lambda x, y: badge(action, status, theme["muted"], theme, at(x, y, sheet.pixels))

    words = story.words
    actions = [each.value for each in Action if each.value in seen.actions]
    statuses = [each.value for each in Status if each.value in seen.statuses and each is not Status.REPORTED]
    rows = [_Row(words["action"][action], draw(action, "reported"), half=True) for action in actions]
    rows += [_Row(words["status"][status], draw("capture", status), half=True) for status in statuses]
    if seen.area_reports:
        look = {"fill": False, "edgecolor": theme["muted"], "linewidth": 0.8, "linestyle": (0, (2, 3))}
        rows.append(_Row(words["discArea"], lambda x, y: [Circle((x, y), 6.5, **look)]))
    return rows
