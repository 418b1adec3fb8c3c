"""What does a Parquet file hold? Plain columns, brought to text exactly, so that one set of rules reads every file."""

from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from analytics.errors import UnreadableInput
from analytics.language import message
from analytics.records import limits
from analytics.records.decoding import forbidden_character
from analytics.records.paths import exact_path
from analytics.records.shortage import is_shortage
from analytics.records.text_files import too_many_rows

PLAIN = (
    "VARCHAR", "BOOLEAN", "DATE", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT",
    "UINTEGER", "UBIGINT", '"NULL"', "FLOAT", "DOUBLE", "UUID", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS",
)  # fmt: skip


def read_parquet_heading(path: Path, name: str) -> list[str]:
    """Which columns has this file? Raises UnreadableInput (damaged, over a limit)."""
    try:
        footer = pq.ParquetFile(path)
        metadata, heading = footer.metadata, footer.schema_arrow.names
    except (OSError, ValueError) as error:
        raise damaged(name) from error
    if metadata.num_rows > limits.ROWS:
        raise too_many_rows(name)
    size = sum(metadata.row_group(place).total_byte_size for place in range(metadata.num_row_groups))
    if size > limits.UNCOMPRESSED_BYTES:
        raise UnreadableInput(
            message("{file} unpacks to {found} bytes; at most {limit} were expected."),
            file=name,
            found=size,
            limit=limits.UNCOMPRESSED_BYTES,
        )
    return heading


def is_plain(kind: str) -> bool:
    """Has this type of DuckDB one meaning for everyone: no nesting, no bytes, no moment with a time zone?"""
    return kind in PLAIN or (kind.startswith("DECIMAL(") and kind.endswith(")"))


def not_plain(name: str, column: str, kind: str) -> UnreadableInput:
    """The refusal of a column of another type."""
    return UnreadableInput(
        message(
            "{file}, column {column}: {kind} is stored there; plain text, numbers, days or true/false were expected, "
            "without nesting and without time zones."
        ),
        file=name,
        column=column[: limits.SHOWN_CHARACTERS],
        kind=kind[: limits.SHOWN_CHARACTERS],
    )


def damaged(name: str) -> UnreadableInput:
    """The refusal of a Parquet file that cannot be read."""
    return UnreadableInput(
        message("{file} cannot be read as a Parquet file; it may be cut short or damaged."), file=name
    )


def load_parquet(connection: duckdb.DuckDBPyConnection, path: Path, name: str, table: str) -> frozenset[int]:
    """Bring the rows into `table`: columns c0, c1, … as text, `file_row` counted from 2 as under a heading.

    Returns the places of the columns that are text in the file too: only there can numbers follow a person's habit.
    Raises UnreadableInput for nested columns, moments with a time zone (whose day depends on who reads them), binary
    columns, forbidden characters, and damage.
    """
    source, said = "read_parquet($path, hive_partitioning => false)", {"path": exact_path(path)}
    try:
        columns = [row[:2] for row in connection.execute(f"DESCRIBE SELECT * FROM {source}", said).fetchall()]
        for column, kind in columns:
            if not is_plain(kind):
                raise not_plain(name, column, kind)
        texts = ", ".join(f"{_as_text(place + 1, kind)} AS c{place}" for place, (_, kind) in enumerate(columns))
        connection.execute(f"CREATE OR REPLACE TABLE {table}_plain AS SELECT {texts} FROM {source}", said)
    except (duckdb.Error, RuntimeError) as error:
        if is_shortage(error):
            raise
        raise damaged(name) from error
    # The rows of a table keep the order of the file, so their own number tells the row.
    connection.execute(f"CREATE OR REPLACE VIEW {table} AS SELECT rowid + 2 AS file_row, * FROM {table}_plain")
    texts = [place for place, (_, kind) in enumerate(columns) if kind == "VARCHAR"]
    check_characters(connection, table, texts, name)
    return frozenset(texts)


def _as_text(number: int, kind: str) -> str:
    text = f"CAST(#{number} AS VARCHAR)"
    # DuckDB writes a decimal that has no room before its mark without the zero there: .50 of DECIMAL(2,2).
    return f"regexp_replace({text}, '^(-?)\\.', '\\10.')" if kind.startswith("DECIMAL(") else text


def check_characters(connection: duckdb.DuckDBPyConnection, table: str, places: list[int], name: str) -> None:
    """Is a character there that no cell may hold? Raises UnreadableInput naming the first."""
    for place in places:
        found = connection.execute(
            f"SELECT file_row, regexp_extract(c{place}, $forbidden) FROM {table} "
            f"WHERE regexp_matches(c{place}, $forbidden) ORDER BY file_row LIMIT 1",
            {"forbidden": _RE2_FORBIDDEN},
        ).fetchone()
        if found:
            raise forbidden_character(name, found[0], found[1])


# RE2, which DuckDB uses, writes code points as \x{…}.
_RE2_FORBIDDEN = (
    "[\\x{0}-\\x{8}\\x{b}\\x{c}\\x{e}-\\x{1f}\\x{7f}-\\x{9f}\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}\\x{fffd}]"
)
