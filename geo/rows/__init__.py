"""Mentions and events as rows of a table: their columns, writers of files, and the reader of events given back."""

from geo.rows.files import Format, write_rows
from geo.rows.given import read_events
from geo.rows.tables import write_event_table, write_mention_table
from geo.rows.values import (
    EVENT_COLUMNS,
    EXPLAINED_COLUMNS,
    MENTION_COLUMNS,
    Row,
    Sink,
    event_row,
    explained_row,
    mention_row,
)

__all__ = [
    "EVENT_COLUMNS",
    "EXPLAINED_COLUMNS",
    "MENTION_COLUMNS",
    "Format",
    "Row",
    "Sink",
    "event_row",
    "explained_row",
    "mention_row",
    "read_events",
    "write_event_table",
    "write_mention_table",
    "write_rows",
]
