"""What does a file hold? CSV as text, Parquet as typed, each row with the number a spreadsheet shows for it."""

import csv
from pathlib import Path

import duckdb

from analytics.errors import InvalidData, UnreadableInput
from analytics.language import message
from analytics.records.contract import Resource
from analytics.records.parquet_files import damaged, is_plain, not_plain
from analytics.records.paths import exact_path
from analytics.records.problem import Problem
from analytics.records.shortage import is_shortage

NO_CSV = message("{file} cannot be read as comma-separated UTF-8 text.")


def quote_name(name: str) -> str:
    """How is a column or table name written in SQL, whatever letters it holds?"""
    return '"' + name.replace('"', '""') + '"'


def load_raw(connection: duckdb.DuckDBPyConnection, resource: Resource, path: Path, table: str) -> None:
    """Bring a file into `table` as it stands: the contract's columns plus `file_row` (the header is row 1).

    CSV columns are text (nothing is guessed). Parquet columns keep their types; such a file becomes a view, so that one
    larger than memory can be read. Raises UnreadableInput for a file that is missing or broken and for types without one
    meaning (nested, bytes, moments with a time zone, whose day depends on who reads them), InvalidData for a missing
    column or a row with too few or too many fields.
    """
    if not path.is_file():
        raise UnreadableInput(
            message("{file} is missing; it should hold “{table}”."), file=str(path), table=resource.name
        )
    load = _load_parquet if path.suffix == ".parquet" else _load_csv
    columns = load(connection, path, table)
    missing = [field.name for field in resource.fields if field.name not in columns]
    if missing:
        raise InvalidData([Problem.of_column(path.name, column) for column in missing])
    for field in resource.fields:
        if not is_plain(columns[field.name]):
            raise not_plain(path.name, field.name, columns[field.name])


def _load_parquet(connection: duckdb.DuckDBPyConnection, path: Path, table: str) -> dict[str, str]:
    try:
        source = connection.read_parquet(exact_path(path), file_row_number=True, hive_partitioning=False)
        rows = source.project("* EXCLUDE (file_row_number), file_row_number + 2 AS file_row")
        rows.create_view(table)
        # Every value is read once: what is damaged is found here, and not by whoever reads a column later.
        rows.aggregate("bit_xor(hash(COLUMNS(*)))").fetchall()
    except (duckdb.Error, RuntimeError) as error:
        if is_shortage(error):
            raise
        raise damaged(path.name) from error
    return {row[0]: row[1] for row in connection.execute(f"DESCRIBE {quote_name(table)}").fetchall()}


def _load_csv(connection: duckdb.DuckDBPyConnection, path: Path, table: str) -> dict[str, str]:
    header, count = _check_csv_shape(path)
    columns = dict.fromkeys(header, "VARCHAR")
    try:
        connection.execute(
            f"CREATE OR REPLACE TABLE {quote_name(table)} AS "
            "SELECT *, row_number() OVER () + 1 AS file_row FROM read_csv($path, header => true, auto_detect => false, "
            "columns => $columns, delim => ',', quote => '\"', escape => '\"', nullstr => '', encoding => 'utf-8', "
            "parallel => false, hive_partitioning => false)",
            {"path": exact_path(path), "columns": columns},
        )
        loaded = connection.execute(f"SELECT count(*) FROM {quote_name(table)}").fetchone()[0]
    except duckdb.Error as error:
        if is_shortage(error):
            raise
        raise UnreadableInput(NO_CSV, file=path.name) from error
    if loaded != count:  # two readers that disagree: rather none than some of the rows
        raise UnreadableInput(NO_CSV, file=path.name)
    return columns


def _check_csv_shape(path: Path) -> tuple[list[str], int]:
    """The header and the number of rows. DuckDB names the byte of a broken row; the standard library counts rows, as the
    person does who looks for it."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file, strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableInput(NO_CSV, file=path.name) from error
    while rows and not rows[-1]:
        rows.pop()
    if not rows or len(set(rows[0])) < len(rows[0]):
        raise UnreadableInput(NO_CSV, file=path.name)
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(rows[0]):
            raise InvalidData([Problem.of_shape(path.name, number, len(row), len(rows[0]))])
    return rows[0], len(rows) - 1
