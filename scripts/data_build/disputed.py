"""Which first-level regions are disputed, under which country they are filed, and the Golan's western edge.

The policy stands in docs/DECISIONS.md. A unit is filed under the country that ISO 3166 files it under; `disputed_by`
names, by ISO code or by name, who else governs or claims it. The flag takes no side: it makes maps draw a dashed line.
"""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import shapely
from shapely.ops import split

# Whole countries (by the code of the source) whose status other states contest.
COUNTRIES: dict[str, str] = {
    "EH": "MA",
    "FK": "AR",
    "PS": "IL",
    "TW": "CN",
    "XK": "RS",
}

# Single units by `iso_3166_2`.
UNITS: dict[str, str] = {
    "-99-X04~": "Northern Cyprus",
    "-99-X06~": "PK",
    "-99-X08~": "CN PH TW MY BN",
    "-99-X11~": "Somaliland",
    "CN-X01~": "VN TW",
    "GE-AB": "Abkhazia",
    "IN-AR": "CN",
    "IN-JK": "PK",
    "IN-LA": "PK CN",
    "MA-15": "EH",
    "MA-16": "EH",
    "MD-BD": "Transnistria",
    "MD-CAM": "Transnistria",
    "MD-GRI": "Transnistria",
    "MD-SN": "Transnistria",
    "PK-GB": "IN",
    "PK-JK": "IN",
    "UA-40": "RU",
    "UA-43": "RU",
}

# Left-bank units that share the code of a district on the right bank, by Natural Earth's `ne_id`.
BY_NE_ID: dict[int, str] = {1159311149: "Transnistria"}

# The western edge of the Golan from Lebanon to the Yarmouk: Banias, the foot of the heights, the Jordan, the east
# shore of the Sea of Galilee. Drawn by hand after the line of 4 June 1967, to about 1 km; the source has no such line.
GOLAN_WEST = shapely.LineString(
    [
        (35.600, 33.300),
        (35.622, 33.262),
        (35.640, 33.247),
        (35.686, 33.243),
        (35.680, 33.215),
        (35.668, 33.185),
        (35.662, 33.155),
        (35.648, 33.115),
        (35.630, 33.075),
        (35.626, 33.050),
        (35.628, 33.010),
        (35.630, 32.985),
        (35.627, 32.950),
        (35.622, 32.915),
        (35.615, 32.890),
        (35.640, 32.880),
        (35.649, 32.850),
        (35.652, 32.800),
        (35.651, 32.770),
        (35.652, 32.735),
        (35.648, 32.715),
        (35.655, 32.695),
        (35.660, 32.660),
    ]
)
_INSIDE_GOLAN = shapely.Point(35.78, 33.0)


def split_golan(regions: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Take the Golan Heights out of Israel's Northern District, where the source has them, and file them under Syria.

    Parameters
    ----------
    regions : GeoDataFrame
        The source's units with `iso_3166_2`, in degrees.

    Returns
    -------
    GeoDataFrame
        One unit more: `ne_id` 0, named "Golan Heights", of the governorate of Quneitra (SY-QU).
    """
    row = regions.index[regions["iso_3166_2"] == "IL-Z"][0]
    pieces = shapely.get_parts(split(regions.geometry[row], GOLAN_WEST))
    golan = [piece for piece in pieces if piece.contains(_INSIDE_GOLAN)]
    rest = [piece for piece in pieces if not piece.contains(_INSIDE_GOLAN)]
    unit = regions.loc[[row]].copy()
    unit["name"], unit["name_en"], unit["type_en"] = "Golan Heights", "Golan Heights", "Occupied territory"
    unit["iso_3166_2"], unit["iso_a2"], unit["ne_id"] = "SY-QU", "SY", 0
    unit["longitude"], unit["latitude"] = _INSIDE_GOLAN.x, _INSIDE_GOLAN.y
    unit.geometry = [shapely.union_all(golan)]
    regions = regions.copy()
    regions.geometry = [shapely.union_all(rest) if index == row else shape for index, shape in regions.geometry.items()]
    return gpd.GeoDataFrame(pd.concat([regions, unit], ignore_index=True), crs=regions.crs)


def disputed_by(country: str, iso_3166_2: str, ne_id: int) -> str:
    """Return who contests a unit, or "" when it is not listed as disputed.

    >>> disputed_by("UA", "UA-43", 1), disputed_by("FR", "FR-75", 2)
    ('RU', '')
    """
    if ne_id == 0:
        return "IL"
    return BY_NE_ID.get(ne_id) or UNITS.get(iso_3166_2) or COUNTRIES.get(country, "")
