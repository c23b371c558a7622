"""The words that the command understands; nothing heavy is loaded for it."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from maps.cli.comparing import add_ends, add_outputs, misuse
from maps.cli.helps import FRONTLINE, NO_INPUT, SUMMARIES, epilog
from maps.cli.options import add_articles, add_control, add_drawing, add_page, add_resources

_FORMATS = ("table", "jsonl", "csv", "geojson")


def parse(words: Sequence[str], command: str | None = None) -> argparse.Namespace:
    """Return what the words ask for; the words of a script are those of its one command.

    Raises
    ------
    SystemExit
        With 2 when the words are no command, with 0 after help.
    GeoError
        When a value is bad.
    """
    if command:
        script = Path(sys.argv[0]).name
        parser = argparse.ArgumentParser(prog=script, **_look(command, script))
        _fill(parser, command)
    else:
        parser = argparse.ArgumentParser(prog="frontline", **_look(None, "frontline"))
        parser.add_argument("--version", action=_Version, nargs=0, help="show the version and stop")
        parts = parser.add_subparsers(required=True, metavar="COMMAND")
        for name, summary in SUMMARIES.items():
            _fill(parts.add_parser(name, help=summary, **_look(name, f"frontline {name}")), name)
    args = parser.parse_args(words)
    if args.command == "gazetteer":
        return args
    given = [name for name in ("inputs", "events", "baseline") if getattr(args, name, None)]
    snapshots = args.command == "compare" and isinstance(args.from_, Path) and isinstance(args.to, Path)
    if not given and not snapshots:
        args.usage_error(NO_INPUT[args.command])
    if given and snapshots:
        args.usage_error("two snapshot files are compared as they are: leave out INPUT, --events and --baseline")
    wrong = misuse(args) if args.command == "compare" else None
    if wrong:
        args.usage_error(wrong)
    return args


def _look(command: str | None, run: str) -> dict[str, Any]:
    return {
        "description": textwrap.fill(SUMMARIES[command] if command else FRONTLINE, 79),
        "epilog": epilog(command, run),
        "formatter_class": argparse.RawDescriptionHelpFormatter,
        "allow_abbrev": False,
    }


def _fill(parser: argparse.ArgumentParser, command: str) -> None:
    {"map": _map, "places": _places, "events": _events, "compare": _compare, "gazetteer": _gazetteer}[command](parser)
    parser.set_defaults(command=command, usage_error=parser.error)


def _map(parser: argparse.ArgumentParser) -> None:
    add_articles(parser, events=True)
    add_control(parser, as_of=True)
    add_resources(parser)
    add_page(parser)
    add_drawing(parser)
    output = parser.add_argument_group("what is written")
    output.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="the page, HTML")
    output.add_argument(
        "--snapshot",
        type=Path,
        metavar="FILE",
        help="the day's areas, line and places: GeoJSON, or GeoPackage if FILE ends in .gpkg",
    )


def _places(parser: argparse.ArgumentParser) -> None:
    add_articles(parser, events=False)
    add_resources(parser)
    answer = parser.add_mutually_exclusive_group()
    answer.add_argument("--spans", type=Path, metavar="FILE", help="answer exactly these spans, JSON Lines")
    answer.add_argument("--unresolved", action="store_true", help="list names that found no place, CSV")
    parser.add_argument("--explain", action="store_true", help="say why each name is that place, or none")
    add_page(parser)
    _add_rows_output(parser, (*_FORMATS, "html"))


def _events(parser: argparse.ArgumentParser) -> None:
    add_articles(parser, events=True)
    add_resources(parser)
    parser.add_argument("--explain", metavar="ID", help="say why the event of this id was read so")
    _add_rows_output(parser)


def _add_rows_output(parser: argparse.ArgumentParser, formats: Sequence[str] = _FORMATS) -> None:
    output = parser.add_argument_group("what is written")
    output.add_argument("--format", choices=formats, default="table", help="the form of the rows (default: table)")
    output.add_argument("-o", "--output", type=Path, metavar="FILE", help="write to a file in place of stdout")


def _compare(parser: argparse.ArgumentParser) -> None:
    add_ends(parser)
    add_articles(parser, events=True)
    add_control(parser, as_of=False)
    add_resources(parser)
    add_page(parser)
    add_outputs(parser)


def _gazetteer(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="what", required=True, metavar="add | list | remove")
    add = parts.add_parser("add", help="add the places of files", allow_abbrev=False)
    add.add_argument("files", nargs="+", type=Path, metavar="FILE", help="GeoNames dump, CSV or GeoJSON")
    parts.add_parser("list", help="list what was added", allow_abbrev=False)
    remove = parts.add_parser("remove", help="take added files away", allow_abbrev=False)
    remove.add_argument("names", nargs="+", metavar="NAME", help="a name as `list` gives it")


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        from importlib.metadata import version

        sys.stdout.write(f"frontline {version('frontline')}\n")
        parser.exit()
