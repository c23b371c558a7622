"""The options of the commands, the same wherever they stand, and the values they take."""

from __future__ import annotations

import argparse
import math
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from geo.errors import GeoError

METHODS = ("field", "voronoi")  # the names of maps.areas.Method, which takes long to load
LANGUAGES = ("ar", "en")  # those of maps/assets/words.json
PICTURES = (".svg", ".pdf", ".png")
SMALLEST, LARGEST = 320, 8000
SERVICES = ("nominatim", "photon", "pelias", "geonames")  # the names of geo.online.Service
RULES = ("acled", "wikipedia", "isw")  # the names of maps.rules.Rules
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def add_articles(parser: argparse.ArgumentParser, *, events: bool) -> None:
    """Add what is read."""
    group = parser.add_argument_group("what is read")
    group.add_argument("inputs", nargs="*", metavar="INPUT", help="articles: files, folders, or - for stdin")
    group.add_argument(
        "--published", type=day_value("--published"), metavar="DAY", help="the day of articles that do not tell theirs"
    )
    if events:
        group.add_argument(
            "--events", type=Path, metavar="FILE", help="event rows in place of or beside articles, CSV or JSON Lines"
        )


def add_resources(parser: argparse.ArgumentParser) -> None:
    """Add what articles are read with."""
    group = parser.add_argument_group("what it is read with")
    group.add_argument(
        "--gazetteer", type=Path, metavar="FILE", help="places beside those that are known, CSV or others"
    )
    group.add_argument("--actors", type=Path, metavar="FILE", help="a TOML file of actors beside the packaged ones")
    group.add_argument(
        "--corrections", type=Path, metavar="FILE", help="a CSV of what was put right in events and places"
    )
    group.add_argument("--model", metavar="NAME", help="an installed spaCy model, or none to read without one")
    _add_online(parser)


def _add_online(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("names that the gazetteer lacks (the network is used with --geocoder alone)")
    group.add_argument("--geocoder", choices=SERVICES, help="ask an online geocoder for them")
    group.add_argument("--user-agent", metavar="TEXT", help="who asks: an application and how to reach you; required")
    group.add_argument("--geocoder-url", metavar="URL", help="a service of your own, in place of the public one")
    group.add_argument("--geocoder-key", metavar="TEXT", help="your user name at geonames, or a key for pelias")
    group.add_argument(
        "--geocoder-delay", type=_seconds, default=1.0, metavar="SECONDS", help="between questions (default: 1)"
    )


def add_control(parser: argparse.ArgumentParser, *, as_of: bool) -> None:
    """Add what control is inferred from, and how."""
    group = parser.add_argument_group("who holds what")
    group.add_argument("--baseline", type=Path, metavar="FILE", help="who held which place at the start, CSV")
    _add_where(group)
    if as_of:
        group.add_argument(
            "--as-of",
            type=day_value("--as-of"),
            metavar="DAY",
            help="the day drawn, by when things happened (default: the latest day of any event)",
        )
    group.add_argument(
        "--known-by", type=day_value("--known-by"), metavar="DAY", help="leave out articles published after this day"
    )
    _add_method(group)


def _add_where(group: argparse._ArgumentGroup) -> None:
    where = group.add_mutually_exclusive_group()
    where.add_argument(
        "--country",
        type=_country,
        metavar="CC",
        help="two-letter code of the country drawn (default: where most places lie)",
    )
    where.add_argument(
        "--region", type=Path, metavar="FILE", help="GeoJSON of the polygons drawn, in place of a country"
    )


def _add_method(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--method",
        choices=METHODS,
        default=METHODS[0],
        help="how areas are inferred from places (default: %(default)s)",
    )
    group.add_argument(
        "--rules",
        type=_rules,
        default="wikipedia",
        metavar="LIST",
        help="whose rules decide who holds a place: none, or of acled, wikipedia, isw, with commas between "
        "(default: %(default)s)",
    )
    group.add_argument(
        "--max-km",
        type=_above_zero("--max-km"),
        metavar="KM",
        help="no area is drawn farther than this from any place known",
    )


def add_page(parser: argparse.ArgumentParser) -> None:
    """Add what the page says of itself."""
    group = parser.add_argument_group("what the page says")
    group.add_argument("--title", metavar="TEXT", help="the heading of the page")
    group.add_argument("--credit", default="", metavar="TEXT", help="a line of credits beside those of the data")
    group.add_argument("--language", choices=LANGUAGES, default="en", help="of the page's own words (default: en)")
    group.add_argument(
        "--names", type=Path, metavar="FILE", help="how places are written, CSV: name,written[,place_id]"
    )


def add_drawing(parser: argparse.ArgumentParser) -> None:
    """Add how a map is drawn, and what of it goes out."""
    group = parser.add_argument_group("how it is drawn")
    group.add_argument(
        "--tiles", metavar="NAME", help="online tiles such as OpenStreetMap; the page then asks for them"
    )
    group.add_argument("--image", type=_picture, metavar="FILE", help="a picture of the day drawn: .svg, .pdf or .png")
    group.add_argument(
        "--size", type=_size, default=(1200, 630), metavar="WxH", help="of the picture (default: 1200x630)"
    )
    group = parser.add_argument_group("what goes out")
    group.add_argument(
        "--round-to", type=_above_zero("--round-to"), metavar="KM", help="lay all positions on a grid so wide"
    )
    group.add_argument("--delay", type=_days, default=0, metavar="DAYS", help="hold back the latest days")


def day_value(option: str) -> Callable[[str], date]:
    """Return what reads the value of an option as a day."""

    def read(value: str) -> date:
        try:
            if _DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        msg = f"{option} {value!r}: there is no such day; write it like 2024-12-03"
        raise GeoError(msg)

    return read


def day_or_file(option: str) -> Callable[[str], date | Path]:
    """Return what reads the value of an option as a day if it has the form of one, else as a path."""
    read_day = day_value(option)
    return lambda value: read_day(value) if _DAY.fullmatch(value) else Path(value)


def _country(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2}", value):
        msg = f"--country {value!r}: write the two letters of ISO 3166, like SY"
        raise GeoError(msg)
    return value.upper()


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds < math.inf:
        msg = f"--geocoder-delay {value!r}: write a number of seconds, like 1"
        raise GeoError(msg)
    return seconds


def _rules(value: str) -> frozenset[str]:
    names = frozenset(value.lower().split(",")) if value.lower() != "none" else frozenset()
    if names - set(RULES):
        msg = f"--rules {value!r}: write none, or some of {', '.join(RULES)} with commas between, like acled,wikipedia"
        raise GeoError(msg)
    return names


def _above_zero(option: str) -> Callable[[str], float]:
    """Return what reads the value of an option as kilometres."""

    def read(value: str) -> float:
        try:
            km = float(value)
        except ValueError:
            km = math.nan
        if not 0 < km < math.inf:
            msg = f"{option} {value!r}: write a number of kilometres above 0, like 60"
            raise GeoError(msg)
        return km

    return read


def _days(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", value):
        msg = f"--delay {value!r}: write a number of days, like 3"
        raise GeoError(msg)
    return int(value)


def _picture(value: str) -> Path:
    if Path(value).suffix not in PICTURES:
        msg = f"--image {value!r}: end the name in {', '.join(PICTURES)}"
        raise GeoError(msg)
    return Path(value)


def _size(value: str) -> tuple[int, int]:
    found = re.fullmatch(r"([0-9]{3,4})x([0-9]{3,4})", value)
    if not found or not all(SMALLEST <= int(side) <= LARGEST for side in found.groups()):
        msg = f"--size {value!r}: write width and height in pixels of {SMALLEST} to {LARGEST}, like 1200x630"
        raise GeoError(msg)
    return int(found[1]), int(found[2])
