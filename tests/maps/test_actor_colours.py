"""Colours of forces that meet at a front stay apart: in grey, and for readers with any colour vision."""

from __future__ import annotations

import numpy as np
import pytest

from geo.actors import Actor, Actors, read_actors

# Sides that share, or shared, a front line. A side's own actors are tints, and each is compared with every actor of the
# other side; sides that no war brought face to face are left out.
FRONTS = (
    ("SYR-GOV", "SYR-OPP"),
    ("SYR-GOV", "TURK"),
    ("SYR-GOV", "SDF"),
    ("SYR-GOV", "ISIS"),
    ("SYR-GOV", "ISR"),
    ("SYR-OPP", "SDF"),
    ("SYR-OPP", "ISIS"),
    ("SYR-OPP", "ISR"),
    ("SYR-OPP", "RUS"),
    ("TURK", "SDF"),
    ("TURK", "ISIS"),
    ("SDF", "ISIS"),
    ("RUS", "UKR"),
    ("IRQ-GOV", "ISIS"),
    ("IRQ-GOV", "KRG"),
    ("KRG", "ISIS"),
    ("PKK", "ISIS"),
    ("PKK", "TURK"),
    ("SAF", "RSF"),
    ("SAF", "SPLM-N"),
    ("RSF", "SPLM-N"),
    ("MMR-GOV", "MMR-RES"),
    ("MMR-RES", "BGF"),
    ("MMR-RES", "ARSA"),
    ("ETH-GOV", "TPLF"),
    ("ETH-GOV", "FANO"),
    ("ETH-GOV", "OLA"),
    ("TPLF", "ERI"),
    ("TPLF", "FANO"),
    ("FANO", "OLA"),
    ("LBY-GOV", "LBY-REB"),
    ("LNA", "GNA"),
    ("LNA", "LBY-DAWN"),
    ("LNA", "LBY-ISL"),
    ("LNA", "ISIS"),
    ("GNA", "ISIS"),
    ("LBY-DAWN", "ISIS"),
    ("COD-GOV", "M23"),
    ("COD-GOV", "ISIS"),
    ("COD-GOV", "CODECO"),
    ("COD-GOV", "CRP"),
    ("M23", "FDLR"),
    ("CODECO", "CRP"),
    ("UPDF", "ISIS"),
    ("UPDF", "CODECO"),
    ("YEM-GOV", "HOUTHI"),
    ("YEM-GOV", "STC"),
    ("YEM-GOV", "AQAP"),
    ("STC", "HOUTHI"),
    ("STC", "AQAP"),
    ("HOUTHI", "AQAP"),
)
LIGHTNESS_APART = 20.0
LAB_APART = 20.0

# From Machado, Oliveira and Fernandes 2009, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
# IEEE TVCG 15(6), severity 1.0, applied to linear sRGB.
DEFICIENCIES = {
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
# Linear sRGB to CIE XYZ relative to its white point D65 (IEC 61966-2-1).
_TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def linear(colour: str) -> np.ndarray:
    """Return linear sRGB of "#rrggbb"."""
    c = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    """Return CIE L*a*b* (1976) of linear sRGB."""
    t = _TO_XYZ @ np.clip(rgb, 0, 1) / _TO_XYZ.sum(axis=1)
    f = np.where(t > (6 / 29) ** 3, np.cbrt(t), t * (29 / 6) ** 2 / 3 + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.fixture(scope="module")
def actors() -> Actors:
    return read_actors()


def meetings(actors: Actors, one: str, other: str) -> list[tuple[Actor, Actor]]:
    return [(a, b) for a in actors for b in actors if (a.side, b.side) == (one, other)]


def test_white_and_black_have_the_lightness_the_standard_gives() -> None:
    assert lab(linear("#ffffff")) == pytest.approx([100, 0, 0], abs=0.02)
    assert lab(linear("#000000")) == pytest.approx([0, 0, 0], abs=0.02)


@pytest.mark.parametrize(("one", "other"), FRONTS)
def test_sides_that_share_a_front_differ_in_lightness(actors: Actors, one: str, other: str) -> None:
    pairs = meetings(actors, one, other)
    assert pairs, "no actor of these sides"
    for a, b in pairs:
        apart = abs(lab(linear(a.colour))[0] - lab(linear(b.colour))[0])
        assert apart >= LIGHTNESS_APART, f"{a.code} {a.colour} and {b.code} {b.colour}: L* differs by {apart:.1f} only"


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
@pytest.mark.parametrize(("one", "other"), FRONTS)
def test_sides_that_share_a_front_stay_apart_for_colour_blind_readers(
    actors: Actors, one: str, other: str, deficiency: str
) -> None:
    seen = DEFICIENCIES[deficiency]
    for a, b in meetings(actors, one, other):
        apart = float(np.linalg.norm(lab(seen @ linear(a.colour)) - lab(seen @ linear(b.colour))))
        assert apart >= LAB_APART, f"{a.code} {a.colour} and {b.code} {b.colour}: {apart:.1f} apart only"


def test_every_actor_has_a_colour_of_its_own(actors: Actors) -> None:
    colours = [actor.colour.casefold() for actor in actors]
    assert len(set(colours)) == len(colours)
