"""`frontline events`: the events that articles report."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from geo.errors import GeoError
from geo.model import Event
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
        if args.explain is not None:
            events = (_event_of(args.explain, events),)
        rows = [event_row(event) for event in events]
        if args.explain is not None:
            reasons = events[0].reasons or ("given as a row, and not read from an article in this run",)
            write_event_table([{**row, "reasons": list(reasons)} for row in rows], stream, terminal_width(args.output))
        elif args.format == "table":
            write_event_table(rows, stream, terminal_width(args.output))
        else:
            write_rows(rows, EVENT_COLUMNS, Format(args.format), stream)
    return inputs.status


def _event_of(given: str, events: Sequence[Event]) -> Event:
    """Return the event whose id is, or begins with, what the user gave."""
    found = [event for event in events if given and event.id.startswith(given)]
    if len(found) != 1:
        what = "no event of this run has" if not found else f"{len(found)} events of this run have"
        msg = f"--explain {given}: {what} an id that begins so; `frontline events` lists the ids"
        raise GeoError(msg)
    return found[0]
