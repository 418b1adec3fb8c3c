"""What does a text file hold? Its encoding, its separator, and every row as text: nothing guessed, nothing dropped.

A file is UTF-8 or UTF-16, or what the person says it is. Files without quotes, nearly all, are read by DuckDB at its full
speed and counted against their line ends; every other file is read row by row by the standard library.
"""

import contextlib
import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa

from analytics.errors import UnreadableInput
from analytics.language import Phrase, message
from analytics.records import limits
from analytics.records.decoding import decode
from analytics.records.heading_row import Heading, find_heading, refuse_no_heading
from analytics.records.paths import exact_path, file_holding
from analytics.records.shortage import is_shortage

SEPARATORS = {",": message("comma"), ";": message("semicolon"), "\t": message("tab")}
BATCH = 50_000


@dataclass(frozen=True)
class TextFile:
    """A text file that was understood: UTF-8 content without a mark, and how it came."""

    name: str
    content: bytes
    encoding: str
    separator: str
    heading: list[str]
    heading_row: int  # the rows above hold a title
    path: Path | None  # the file itself, where its bytes are the content


def read_text(path: Path, name: str, encoding: str | None, recognises: Callable[[str], bool]) -> TextFile:
    """Which encoding, separator and heading has this file?

    recognises: is this a heading of our tables? The separator is the one under which most headings are.
    Raises UnreadableInput (encoding, characters, line length, separator, no known heading) and UnknownName (encoding).
    """
    given = path.read_bytes()
    content, found = decode(given, name, encoding)
    hint = re.match(rb"sep=(.)\r?\n", content, re.IGNORECASE)  # Excel's own, which it does not count as a row
    content = content[hint.end() :] if hint else content
    separator, heading = _find_separator(content, name, recognises)
    return TextFile(name, content, found, separator, heading.cells, heading.row, path if content is given else None)


def _find_separator(content: bytes, name: str, recognises: Callable[[str], bool]) -> tuple[str, Heading]:
    head = content[: limits.LINE_BYTES * 2].decode("utf-8", errors="ignore")
    start = head.lstrip()[:1]
    if start in ("{", "[", "<"):
        raise UnreadableInput(
            message("{file} is not a table (JSON, HTML or XML); CSV, XLSX or Parquet was expected."), file=name
        )
    found = {}
    for separator in (*SEPARATORS, "|"):
        rows = csv.reader(io.StringIO(head, newline=""), delimiter=separator, strict=True)
        found[separator] = find_heading(enumerate(rows, start=1), recognises)
    best = max(found, key=lambda separator: found[separator].known)
    heading = found[best]
    if best == "|" and heading.known > found[","].known:
        raise UnreadableInput(
            message("{file} is separated by “|”; comma, semicolon or tab was expected. Save it as CSV again."),
            file=name,
        )
    refuse_no_heading(heading, name)
    return best, heading


def load_text(connection: duckdb.DuckDBPyConnection, file: TextFile, table: str) -> list[tuple]:
    """Bring the rows into `table`: columns c0, c1, … as text, `file_row` as a spreadsheet counts.

    Returns the rows of another width, as (row, number of cells, text).
    Raises UnreadableInput for broken quoting, too long lines, and more rows than are allowed.
    """
    content = file.content
    if b'"' not in content and (b"\r" not in content or content.count(b"\r") == content.count(b"\r\n")):
        if _load_plain(connection, file, table):
            return []
        connection.execute(f"DROP VIEW IF EXISTS {table}")
    misshapen: list[tuple] = []
    create_raw(connection, table, len(file.heading))
    insert_rows(connection, table, len(file.heading), _rows(file, misshapen), file.name)
    return misshapen


def create_raw(connection: duckdb.DuckDBPyConnection, table: str, width: int) -> None:
    """Make an empty raw table: `file_row`, c0, c1, …"""
    names = ", ".join(f"c{place} VARCHAR" for place in range(width))
    connection.execute(f"CREATE OR REPLACE TABLE {table} (file_row BIGINT, {names})")


def _load_plain(connection: duckdb.DuckDBPyConnection, file: TextFile, table: str) -> bool:
    """Was the file read whole by DuckDB? Not when a row has another width or the counts differ."""
    is_ended = file.content.endswith((b"\n", b"\r"))
    expected = file.content.count(b"\n") - is_ended - (file.heading_row - 1)
    if expected > limits.ROWS:
        raise too_many_rows(file.name)
    try:
        with contextlib.nullcontext(exact_path(file.path)) if file.path else file_holding(file.content) as path:
            connection.execute(
                f"CREATE OR REPLACE TABLE {table}_plain AS SELECT * FROM read_csv($path, header => true, skip => $above, "
                "auto_detect => false, columns => $columns, delim => $separator, quote => '', escape => '', "
                "nullstr => '', new_line => $new_line, encoding => 'utf-8', max_line_size => $line, compression => 'none', "
                "hive_partitioning => false)",
                {
                    "path": path,
                    "above": file.heading_row - 1,
                    "columns": {f"c{place}": "VARCHAR" for place in range(len(file.heading))},
                    "separator": file.separator,
                    "new_line": "\\r\\n" if b"\r\n" in file.content else "\\n",
                    "line": limits.LINE_BYTES,
                },
            )
    except duckdb.Error as error:
        if is_shortage(error):
            raise
        return False
    count = connection.execute(f"SELECT count(*) FROM {table}_plain").fetchone()[0]
    # The rows of a table keep the order of the file, so their own number tells the row.
    connection.execute(
        f"CREATE OR REPLACE VIEW {table} AS SELECT rowid + {file.heading_row + 1} AS file_row, * FROM {table}_plain"
    )
    return count == expected


def _rows(file: TextFile, misshapen: list[tuple]) -> Iterator[tuple[int, list[str | None]]]:
    width = len(file.heading)
    reader = csv.reader(io.StringIO(file.content.decode("utf-8"), newline=""), delimiter=file.separator, strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            if number <= file.heading_row or not any(cell.strip() for cell in row):
                continue
            if number - 1 > limits.ROWS:
                raise too_many_rows(file.name)
            if sum(map(len, row)) > limits.LINE_BYTES:
                raise _too_long(file.name, number)
            while len(row) > width and not row[-1]:
                row.pop()
            if len(row) != width:
                misshapen.append((number, len(row), file.separator.join(row)))
            else:
                yield number, [cell or None for cell in row]
    except csv.Error as error:
        if "field larger" in str(error):
            raise _too_long(file.name, number + 1) from error
        raise UnreadableInput(
            message(
                "{file}: the quotes are broken after row {row}; a cell that opens with a quote must close with one."
            ),
            file=file.name,
            row=str(number),
        ) from error


def _too_long(name: str, row: int) -> UnreadableInput:
    return UnreadableInput(
        message("{file}, row {row}: the row is longer than {limit} letters."),
        file=name,
        row=str(row),
        limit=limits.LINE_BYTES,
    )


def insert_rows(
    connection: duckdb.DuckDBPyConnection, table: str, width: int, rows: Iterator[tuple[int, list]], name: str
) -> None:
    """Bring numbered rows of `width` texts into `table` (file_row, c0, c1, …), in steps that fit the memory."""
    schema = pa.schema([("file_row", pa.int64()), *((f"c{place}", pa.string()) for place in range(width))])
    count = 0
    while batch := list(islice(rows, BATCH)):
        count += len(batch)
        if count > limits.ROWS:
            raise too_many_rows(name)
        columns = [[number for number, _ in batch], *zip(*(cells for _, cells in batch), strict=True)]
        held = pa.Table.from_arrays(
            [pa.array(list(c), t) for c, t in zip(columns, schema.types, strict=True)], schema=schema
        )
        connection.register("held_rows", held)
        connection.execute(f"INSERT INTO {table} SELECT * FROM held_rows")
        connection.unregister("held_rows")


def too_many_rows(name: str) -> UnreadableInput:
    """The refusal of a file with more rows than are allowed."""
    return UnreadableInput(message("{file} holds more than {limit} rows."), file=name, limit=limits.ROWS)


def name_separator(separator: str) -> Phrase:
    """What is this separator called?"""
    return Phrase(SEPARATORS[separator])
