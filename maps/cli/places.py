"""`frontline places`: the places that articles name."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from geo.corrections import Correction, corrected_place
from geo.model import Article
from geo.pipeline import Reading, Resources, read_places
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
    with rows_output(args.output, files_read(args)) as stream:
        width = terminal_width(args.output)
        read = (_with(corrections, reading) for reading in _readings(iter(inputs), resources, spans, inputs.complain))
        readings = progress(read, quiet=width is not None)
        if args.unresolved:
            write_rows(unresolved_rows(readings), UNRESOLVED_COLUMNS, Format.CSV, stream)
        elif args.format == "table":
            write_mention_table(_rows(readings, explained=args.explain), stream, width)
        else:
            columns = EXPLAINED_COLUMNS if args.explain else MENTION_COLUMNS
            write_rows(_rows(readings, explained=args.explain), columns, Format(args.format), stream)
    return inputs.status


def _readings(
    articles: Iterator[Article], resources: Resources, spans: Spans | None, complain: Callable[[str], None]
) -> Iterator[Reading]:
    for article in articles:
        if spans is None:
            yield read_places(article, resources)
        else:
            yield from spans.answer(article, resources, complain)
    if spans is not None:
        spans.complain_of_the_rest(complain)


def _with(corrections: Sequence[Correction], reading: Reading) -> Reading:
    found = (
        replace(each, place=corrected_place(each.place, corrections)) if each.place else each
        for each in reading.resolutions
    )
    return replace(reading, resolutions=tuple(found)) if corrections else reading


def _rows(readings: Iterable[Reading], *, explained: bool) -> Iterator[Row]:
    row_of = explained_row if explained else mention_row
    return (row_of(resolution, reading.article) for reading in readings for resolution in reading.resolutions)
