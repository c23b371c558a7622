"""`frontline events`: the events that articles report."""

from __future__ import annotations

from argparse import Namespace

from geo.rows import EVENT_COLUMNS, Format, event_row, write_event_table, write_rows
from maps.cli.output import rows_output, terminal_width
from maps.cli.reading import Inputs, files_read, resources_of
from maps.cli.reports import events_of


def run(args: Namespace) -> int:
    """List the events and return the exit status."""
    resources = resources_of(args)
    inputs = Inputs(args)
    with rows_output(args.output, files_read(args)) as stream:
        events, _ = events_of(args, inputs, resources)
        rows = [event_row(event) for event in events]
        if args.format == "table":
            write_event_table(rows, stream, terminal_width(args.output))
        else:
            write_rows(rows, EVENT_COLUMNS, Format(args.format), stream)
    return inputs.status
