"""The colours of actors on the page, in light and dark, and how readers see them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from geo.actors import Actors

NOBODY = "#6b7280"  # an actor that no file gives a colour
DARKEST_ON_DARK = 48.0  # L* below which a colour is lost on the dark page
_HEX = re.compile(r"#[0-9a-fA-F]{6}")

Linear = tuple[float, float, float]


class Deficiency(StrEnum):
    """The three ways of missing a kind of cone."""

    PROTAN = "protan"
    DEUTAN = "deutan"
    TRITAN = "tritan"


# G. M. Machado, M. M. Oliveira, L. A. F. Fernandes (2009): A physiologically-based model for simulation of color
# vision deficiency, IEEE TVCG 15(6), table 1, severity 1.0; for linear RGB.
_MACHADO: dict[Deficiency, tuple[Linear, Linear, Linear]] = {
    Deficiency.PROTAN: (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    Deficiency.DEUTAN: (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    Deficiency.TRITAN: (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How an actor appears: its short name and its colour on the light and on the dark page."""

    code: str
    name: str
    label: str
    side: str
    colour: str
    dark: str


def looks(actors: Actors, codes: Iterable[str]) -> tuple[Look, ...]:
    """Return how actors appear, in the order of their codes; a name that no file knows appears as written, in grey."""
    return tuple(_look(actors, code) for code in sorted(set(codes)))


def _look(actors: Actors, code: str) -> Look:
    actor = actors.get(code)
    if actor is None:
        return Look(code=code, name=code, label=code, side=code, colour=NOBODY, dark=on_dark(NOBODY))
    colour = actor.colour.lower() if _HEX.fullmatch(actor.colour) else NOBODY
    label = actor.label or actor.name
    return Look(code=code, name=actor.name, label=label, side=actor.side, colour=colour, dark=on_dark(colour))


def lightness(colour: str) -> float:
    """Return CIE L* of a colour, 0 to 100.

    >>> round(lightness("#ffffff")), round(lightness("#000000")), round(lightness("#777777"))
    (100, 0, 50)
    """
    luminance = _luminance(_linear(colour))
    return 116 * luminance ** (1 / 3) - 16 if luminance > 216 / 24389 else luminance * 24389 / 27


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 defines it, 1 to 21.

    >>> round(contrast("#ffffff", "#000000"))
    21
    """
    low, high = sorted([_luminance(_linear(one)), _luminance(_linear(other))])
    return (high + 0.05) / (low + 0.05)


def seen_by(colour: str, deficiency: Deficiency) -> str:
    """Return a colour as a reader who lacks a kind of cone sees it.

    >>> seen_by("#ffffff", Deficiency.DEUTAN)
    '#ffffff'
    """
    red, green, blue = _linear(colour)
    rows = _MACHADO[deficiency]
    return _hex((a * red + b * green + c * blue for a, b, c in rows))


def on_dark(colour: str) -> str:
    """Return a colour light enough to be seen on the dark page, mixed with white as far as needed.

    >>> on_dark("#f0c94a"), lightness(on_dark("#101010")) >= DARKEST_ON_DARK
    ('#f0c94a', True)
    """
    linear = _linear(colour)
    share = 0.0
    lit = colour
    while lightness(lit) < DARKEST_ON_DARK:
        share += 0.02
        lit = _hex(channel + (1 - channel) * share for channel in linear)
    return lit


def _linear(colour: str) -> Linear:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _straight(red), _straight(green), _straight(blue)


def _straight(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _luminance(linear: Linear) -> float:
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _hex(linear: Iterable[float]) -> str:
    channels = [min(1.0, max(0.0, value)) for value in linear]
    curved = [12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055 for value in channels]
    return "#" + "".join(f"{round(value * 255):02x}" for value in curved)
