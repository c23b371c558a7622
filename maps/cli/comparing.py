"""The words of `frontline compare`: what is compared, of whom, and what is written."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from geo.errors import GeoError
from maps.cli.options import day_or_file, day_value

PICTURES = {".png": "png", ".svg": "svg"}
_STEP = re.compile(r"(\d{1,4})d")
Every = int | tuple[date | Path, ...]


def add_ends(parser: argparse.ArgumentParser) -> None:
    """Add what is compared."""
    group = parser.add_argument_group("what is compared")
    for name, dest in (("--from", "from_"), ("--to", "to")):
        group.add_argument(
            name, dest=dest, type=day_or_file(name), required=True, metavar="DAY", help="a day, or a file of areas"
        )
    for name, end in (("--from-known-by", "--from"), ("--to-known-by", "--to")):
        text = f"for {end} leave out articles published after this day (default: --known-by)"
        group.add_argument(name, type=day_value(name), metavar="DAY", help=text)
    text = "also every so many days from --from to --to, like 7d; or days or files, with commas"
    group.add_argument("--every", type=_every, metavar="STEP", help=text)
    group.add_argument(
        "--actor-property", metavar="NAME", help="files of other origin: the property that names who holds an area"
    )
    group.add_argument(
        "--actor-map", type=Path, metavar="FILE", help="whom their names mean: a CSV of name,actor, empty for nobody"
    )


def add_outputs(parser: argparse.ArgumentParser) -> None:
    """Add what is written."""
    group = parser.add_argument_group("what is written")
    group.add_argument("-o", "--output", type=Path, metavar="FILE", help="the page, HTML")
    group.add_argument("--json", type=Path, metavar="FILE", help="the figures, JSON")
    group.add_argument("--csv", type=Path, metavar="FILE", help="the figures as a table")
    group.add_argument("--geojson", type=Path, metavar="FILE", help="the figures with their ground, lines and places")
    group.add_argument(
        "--sheet", type=_picture("--sheet"), metavar="FILE", help="with --every: a small map a day, PNG or SVG"
    )
    group.add_argument(
        "--chart", type=_picture("--chart"), metavar="FILE", help="with --every: km2 an actor over time, PNG or SVG"
    )


def misuse(args: argparse.Namespace) -> str | None:
    """Return what is wrong with the words together, None if nothing is."""
    days = [isinstance(end, date) for end in (args.from_, args.to)]
    listed = args.every if isinstance(args.every, tuple) else ()
    known = (args.from_known_by, args.to_known_by)
    rules = {
        "give -o or --json, --csv, --geojson, --sheet, --chart, or several": not any(
            (args.output, args.json, args.csv, args.geojson, args.sheet, args.chart)
        ),
        "--sheet and --chart need --every, like --every 7d": (args.sheet or args.chart) and args.every is None,
        "--actor-map needs --actor-property": args.actor_map and not args.actor_property,
        f"--every {args.every}d counts from one day to another; name the files between, with commas": (
            isinstance(args.every, int) and not all(days)
        ),
        "--every names days, --from and --to files; name files there too, with commas": (
            not any(days) and any(isinstance(end, date) for end in listed)
        ),
        "--from-known-by and --to-known-by are of days; a file stays as it is": any(
            given and not is_day for given, is_day in zip(known, days, strict=True)
        ),
    }
    return next((words for words, broken in rules.items() if broken), None)


def _every(value: str) -> Every:
    step = _STEP.fullmatch(value)
    if step and int(step[1]):
        return int(step[1])
    read = day_or_file("--every")
    found = tuple(read(part) for part in value.split(",") if part)
    if step or not found:
        msg = f"--every {value!r}: write a number of days above 0, like 7d, or days or files with commas between"
        raise GeoError(msg)
    return found


def _picture(option: str) -> Callable[[str], Path]:
    def read(value: str) -> Path:
        if Path(value).suffix.lower() not in PICTURES:
            msg = f"{option} {value!r}: name a file that ends in {' or '.join(PICTURES)}"
            raise GeoError(msg)
        return Path(value)

    return read
