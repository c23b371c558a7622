"""By whose rules control changes: those of three projects that track it, each of them on or off."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules that decide, besides those of `maps.effects`; docs/CONTROL.md states each with its default.

    `acled`: who captures a place holds it from the next day on; on the day itself it is contested, and where it is lost
    again by then, nothing has changed. `wikipedia`: only enemies inside make a place contested, not a fight at it, and
    what a party claims in its own favour counts for less than a plain report. `isw`: what only a party claims in its
    own favour is kept apart, and changes nothing.
    """

    acled: bool = False
    wikipedia: bool = True
    isw: bool = False


DEFAULT = Rules()
