"""What does each cell mean? Every distinct text of a column is read once, and the column is typed by that reading."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb
import pyarrow as pa

from analytics.errors import RefusedQuestion
from analytics.language import Phrase, message
from analytics.records.aliases import Spellings
from analytics.records.contract import RECORD_TABLES, Field
from analytics.records.days import read_days
from analytics.records.numbers import read_numbers, read_whole_numbers

ARROW_TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.decimal128(18, 6),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}
LARGEST_NUMBER = Decimal(10) ** 12
LARGEST_WHOLE = 2**63
# More codes than this are not told one by one.
MOST_CODES = 12
SOME_CODES = 3
# What may stand around an id without being part of it: spaces of every width, and marks without width.
BLANKS = " \t\r\n\u00a0\u2002\u2003\u2009\u202f\u200b\u200e\u200f\u061c\ufeff"


@dataclass(frozen=True)
class Reading:
    """How the texts of one file are read: its name for refusals, what the decimal mark is (None: find out), and whether its
    numbers may come from cells of a workbook."""

    file: str
    decimal: str | None
    spellings: Spellings
    is_workbook: bool = False


def is_id(field: Field) -> bool:
    """Is this a key or a reference to one, kept as text to the last zero?"""
    return field.type == "string" and (field.refers_to is None or field.refers_to[0] in RECORD_TABLES)


def read_texts(field: Field, texts: Iterable[str], reading: Reading) -> dict[str, object]:
    """What does each of these distinct texts of a column mean? Those that mean nothing are absent.

    Raises RefusedQuestion when the column could be read in two ways.
    """
    if field.type == "date":
        days = read_days(texts)
        if days.ambiguous:
            raise RefusedQuestion(
                message(
                    "{file}, column {column}: some days read as day/month/year and some as month/day/year, such as "
                    "{examples}. Write every day as day/month/year, or as year-month-day."
                ),
                file=reading.file,
                column=reading.spellings.named(field.name),
                examples=", ".join(days.ambiguous[:3]),
            )
        return dict(days.values)
    if field.type in ("number", "integer"):
        return _read_numbers(field, list(texts), reading)
    if field.type == "boolean":
        found = {text: reading.spellings.boolean(text) for text in texts}
    else:
        found = {text: reading.spellings.code(field.refers_to[0], text) for text in texts}
    return {text: value for text, value in found.items() if value is not None}


def _read_numbers(field: Field, texts: list[str], reading: Reading) -> dict[str, object]:
    read = read_whole_numbers if field.type == "integer" else read_numbers
    found = read(texts, reading.decimal, reading.is_workbook)
    if found.ambiguous:
        raise RefusedQuestion(
            message(
                "{file}, column {column}: {examples} could be read in two ways. Say what the decimal mark is: "
                "--decimal comma or --decimal point."
            ),
            file=reading.file,
            column=reading.spellings.named(field.name),
            examples=", ".join(found.ambiguous[:3]),
        )
    largest = LARGEST_WHOLE if field.type == "integer" else LARGEST_NUMBER
    return {text: value for text, value in found.values.items() if abs(value) < largest}


def load_meanings(
    connection: duckdb.DuckDBPyConnection, field: Field, raw: str, place: int, reading: Reading, table: str
) -> list[str]:
    """Bring the meanings of a column of a raw table into `table` (text, value), one row a distinct text.

    Returns the texts that mean nothing there.
    """
    rows = connection.execute(f"SELECT DISTINCT c{place} FROM {raw} WHERE c{place} IS NOT NULL").fetchall()
    texts = [text for (text,) in rows if text.strip(BLANKS)]
    meanings = read_texts(field, texts, reading)
    kind = ARROW_TYPES[field.type]
    held = pa.table({"text": pa.array(list(meanings), pa.string()), "value": _as_array(list(meanings.values()), kind)})
    connection.register("held_meanings", held)
    connection.execute(f"CREATE OR REPLACE TEMPORARY TABLE {table} AS SELECT * FROM held_meanings")
    connection.unregister("held_meanings")
    return [text for text in texts if text not in meanings]


def _as_array(values: list[date | Decimal | str | int | bool], kind: pa.DataType) -> pa.Array:
    if pa.types.is_decimal(kind):
        # Arrow refuses what its scale cannot hold; a seventh decimal of a dirham is below any coin.
        values = [value.quantize(Decimal("0.000001")) for value in values]
    return pa.array(values, kind)


def expected_of(field: Field, spellings: Spellings, text: str = "") -> tuple[str, Phrase]:
    """Which rule does this text break that means nothing in this column, and what was expected? A short list of codes is
    told whole; of a long one, what is spelt nearly so."""
    if field.refers_to:
        held = field.refers_to[0]
        codes = spellings.lists.ids(held)
        if len(codes) > MOST_CODES:
            near = spellings.near(held, text)
            if near:
                return "code", Phrase(message("a name of the list; spelt nearly so: {names}"), names=near)
            some = [spellings.lists.named(held, code) for code in codes[:SOME_CODES]]
            return "code", Phrase(
                message("one of the {n} names of the list, such as {names}"), n=len(codes), names=some
            )
        return "code", Phrase(message("one of: {names}"), names=[spellings.lists.named(held, code) for code in codes])
    return "type", Phrase(TYPE_EXPECTED[field.type])


TYPE_EXPECTED = {
    "integer": message("a whole number"),
    "number": message("a number such as 1234.50"),
    "boolean": message("yes or no"),
    "date": message("a day such as 2014-07-31"),
    "string": message("text"),
}
