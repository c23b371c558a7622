"""Tables that a user gives as CSV: read whole or refused, each complaint with file, line and remedy."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from geo.errors import GeoError

_CELL_CHARACTERS = 4_000_000
# What a spreadsheet takes for the start of a formula (OWASP, "CSV Injection"), after any number of our own marks.
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def cell_text(cell: str) -> str:
    """Return the text that a cell of CSV stands for: what we write before a formula is taken away.

    >>> cell_text("'=1+1"), cell_text("'Ain Issa")
    ('=1+1', "'Ain Issa")
    """
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def file_text(path: Path, fail: type[GeoError]) -> str:
    """Return the text of a file.

    Raises
    ------
    fail
        If the file cannot be read, is empty, or is not UTF-8 text.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        msg = f"{path}: cannot be read ({error.strerror})"
        raise fail(msg) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        msg = f"{path}:{line}: byte 0x{error.object[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise fail(msg) from error
    if not text.strip():
        msg = f"{path}: the file is empty"
        raise fail(msg)
    if "\0" in text:
        msg = f"{path}:{text.count(chr(10), 0, text.index(chr(0))) + 1}: the file holds NUL bytes; save it as text"
        raise fail(msg)
    return text


def read_table(
    path: Path, fail: type[GeoError], needed: Sequence[str], columns: Sequence[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Give the line and the cells, by column, of each row that is not blank.

    Parameters
    ----------
    path
        CSV in UTF-8 with a header; cells apart by commas, semicolons or tabs, whichever the header has most of.
    fail
        The error to raise.
    needed
        Columns that must be there.
    columns
        All columns that mean something, for the complaint.

    Raises
    ------
    fail
        If the file cannot be read, or at the first row that is wrong.
    """
    text = file_text(path, fail)
    first = text.lstrip().split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)  # spreadsheets of many countries save with semicolons
    csv.field_size_limit(_CELL_CHARACTERS)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] | None = None
    begins = 1
    try:
        for cells in rows:
            if any(cell.strip() for cell in cells):
                where = f"{path}:{begins}"
                if header is None:
                    header = _header(cells, where, fail, needed, columns)
                elif len(cells) != len(header):
                    msg = f"{where}: {len(cells)} cells where the header has {len(header)}; quote cells with commas"
                    raise fail(msg)
                else:
                    yield begins, {column: cell_text(cell) for column, cell in zip(header, cells, strict=True)}
            begins = rows.line_num + 1
    except csv.Error as error:
        msg = f"{path}:{rows.line_num}: not CSV ({error}); mend the quotes of this line"
        raise fail(msg) from error


def _header(
    cells: list[str], where: str, fail: type[GeoError], needed: Sequence[str], columns: Sequence[str]
) -> list[str]:
    header = [cell.strip() for cell in cells]
    missing = [column for column in needed if column not in header]
    twice = sorted({column for column in header if column and header.count(column) > 1})
    if missing or twice:
        fault = f"no column {missing[0]!r}" if missing else f"the column {twice[0]!r} is there twice"
        msg = f"{where}: {fault}; the columns are {','.join(columns)}"
        raise fail(msg)
    return header
