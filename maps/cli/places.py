"""`frontline places`: the places that articles name."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from geo.corrections import Correction, corrected_place
from geo.errors import GeoError
from geo.model import Article, Resolution
from geo.pipeline import Reading, Resources, read_articles, read_places_of
from geo.rows import (
    EXPLAINED_COLUMNS,
    MENTION_COLUMNS,
    Format,
    Row,
    explained_row,
    mention_row,
    write_mention_table,
    write_rows,
)
from maps.cli.output import rows_output, terminal_width
from maps.cli.reading import Inputs, corrections_of, files_read, progress, resources_of
from maps.cli.spans import Spans, read_spans
from maps.cli.unresolved import UNRESOLVED_COLUMNS, unresolved_rows


def run(args: Namespace) -> int:
    """List the places and return the exit status."""
    resources = resources_of(args)
    corrections = corrections_of(args)
    spans = read_spans(args.spans) if args.spans else None
    inputs = Inputs(args)
    width = terminal_width(args.output)
    is_page = args.format == "html" and not args.unresolved
    if is_page and width is not None:
        msg = "--format html: a page is for a browser, not for a terminal; give -o FILE"
        raise GeoError(msg)
    with rows_output(args.output, files_read(args)) as stream:
        read = read_articles if is_page else read_places_of
        found = _readings(iter(inputs), resources, spans, read, inputs.complain)
        readings = progress((_with(corrections, reading) for reading in found), quiet=width is not None)
        if args.unresolved:
            write_rows(unresolved_rows(readings), UNRESOLVED_COLUMNS, Format.CSV, stream)
        elif args.format == "table":
            write_mention_table(_rows(readings, explained=args.explain), stream, width)
        elif is_page:
            from maps.cli.reader import page_of  # loads what draws pages, which rows can do without

            stream.write(page_of(args, readings, resources, corrections))
        else:
            columns = EXPLAINED_COLUMNS if args.explain else MENTION_COLUMNS
            write_rows(_rows(readings, explained=args.explain), columns, Format(args.format), stream)
    return inputs.status


def _readings(
    articles: Iterator[Article],
    resources: Resources,
    spans: Spans | None,
    read: Callable[[Iterable[Article], Resources], Iterator[Reading]],
    complain: Callable[[str], None],
) -> Iterator[Reading]:
    if spans is None:
        yield from read(articles, resources)
        return
    for article in articles:
        yield from spans.answer(article, resources, complain)
    spans.complain_of_the_rest(complain)


def _with(corrections: Sequence[Correction], reading: Reading) -> Reading:
    if not corrections:
        return reading
    return replace(reading, resolutions=tuple(_corrected(each, corrections) for each in reading.resolutions))


def _corrected(meant: Resolution, corrections: Sequence[Correction]) -> Resolution:
    place = corrected_place(meant.place, corrections) if meant.place else None
    thought_of = (replace(each, place=corrected_place(each.place, corrections)) for each in meant.candidates)
    return replace(meant, place=place, candidates=tuple(thought_of))


def _rows(readings: Iterable[Reading], *, explained: bool) -> Iterator[Row]:
    row_of = explained_row if explained else mention_row
    return (row_of(resolution, reading.article) for reading in readings for resolution in reading.resolutions)
