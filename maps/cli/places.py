"""`frontline places`: the places that articles name."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator

from geo.model import Article
from geo.pipeline import Reading, Resources, read_article, read_places
from geo.rows import MENTION_COLUMNS, Format, Row, mention_row, write_mention_table, write_rows
from maps.cli.output import rows_output, terminal_width
from maps.cli.reading import Inputs, progress, resources_of
from maps.cli.spans import Spans, read_spans
from maps.cli.unresolved import UNRESOLVED_COLUMNS, unresolved_rows


def run(args: Namespace) -> int:
    """List the places and return the exit status."""
    resources = resources_of(args)
    spans = read_spans(args.spans) if args.spans else None
    inputs = Inputs(args)
    with rows_output(args.output, [*args.inputs, args.spans, args.gazetteer, args.actors]) as stream:
        width = terminal_width(args.output)
        read = read_article if args.format == "html" and not args.unresolved else read_places
        readings = progress(_readings(iter(inputs), resources, spans, read, inputs.complain), quiet=width is not None)
        if args.unresolved:
            write_rows(unresolved_rows(readings), UNRESOLVED_COLUMNS, Format.CSV, stream)
        elif args.format == "table":
            write_mention_table(_rows(readings), stream, width)
        elif args.format == "html":
            from maps.cli.reader import page_of  # loads what draws pages, which rows can do without

            stream.write(page_of(args, readings, resources))
        else:
            write_rows(_rows(readings), MENTION_COLUMNS, Format(args.format), stream)
    return inputs.status


def _readings(
    articles: Iterator[Article],
    resources: Resources,
    spans: Spans | None,
    read: Callable[[Article, Resources], Reading],
    complain: Callable[[str], None],
) -> Iterator[Reading]:
    for article in articles:
        if spans is None:
            yield read(article, resources)
        else:
            yield from spans.answer(article, resources, complain)
    if spans is not None:
        spans.complain_of_the_rest(complain)


def _rows(readings: Iterable[Reading]) -> Iterator[Row]:
    return (mention_row(resolution, reading.article) for reading in readings for resolution in reading.resolutions)
