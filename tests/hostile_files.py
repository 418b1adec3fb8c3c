"""Which odd and hostile files do people give us? Each with the rows it must become, or the refusal it must meet.

A case replaces one table of a small release (one person `pers0001`, her support `supp0001`, its award and follow-up); the
other tables are carried over. The cases stand in `hostile_texts`, `hostile_cells`, `hostile_workbooks`, `hostile_parquet`.
"""

import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

import openpyxl

# What a row holds where a case says nothing else: as it is written, and as it must be read.
WRITTEN = {
    "beneficiaries": {
        "beneficiary_id": "pers0001", "sex": "M", "birth_year": "1985", "juvenile": "false", "city_id": "fes",
        "education": "primary", "release_date": "2013-12-01",
    },
    "integrations": {
        "integration_id": "supp0001", "beneficiary_id": "pers0001", "route": "job_placement",
        "programme": "annual_strategy", "city_id": "fes", "sector": "services", "partner": "company",
        "started_on": "2014-03-01", "prepared_in_prison": "true",
    },
    "funding": {
        "funding_id": "fund0001", "integration_id": "supp0001", "kind": "cheque", "amount_mad": "1500",
        "awarded_on": "2014-04-01",
    },
    "follow_ups": {"integration_id": "supp0001", "observed_on": "2014-09-01", "status": "active"},
}  # fmt: skip
READ = {
    "beneficiaries": WRITTEN["beneficiaries"]
    | {"birth_year": 1985, "juvenile": False, "release_date": date(2013, 12, 1)},
    "integrations": WRITTEN["integrations"] | {"started_on": date(2014, 3, 1), "prepared_in_prison": True},
    "funding": WRITTEN["funding"] | {"amount_mad": Decimal(1500), "awarded_on": date(2014, 4, 1)},
    "follow_ups": WRITTEN["follow_ups"] | {"observed_on": date(2014, 9, 1)},
}
KEYS = {"beneficiaries": "pers", "integrations": "supp", "funding": "fund"}


@dataclass(frozen=True)
class Breaks:
    """The cell of such a text must be refused by this rule."""

    rule: str


@dataclass(frozen=True)
class Case:
    """Files, what is said of them, and what must come of them.

    rows: the accepted rows of `table`, every column; refused: (row, column, rule) of every error; warned likewise.
    exit_code and word: the file is refused whole, in a sentence that holds the word.
    """

    name: str
    files: dict[str, bytes | None]  # None: a folder
    table: str = "beneficiaries"
    rows: list[dict] = field(default_factory=list)
    refused: frozenset = frozenset()
    warned: frozenset | None = None  # None: not compared
    exit_code: int = 0
    word: str = ""
    encoding: str | None = None
    decimal: str | None = None
    limits: dict[str, int] = field(default_factory=dict)


def key(table: str, number: int) -> str:
    return f"{KEYS[table]}{number:04}"


def written(table: str, *changes: dict) -> list[dict]:
    """Rows as text; each has its own key unless the change says another."""
    first = next(iter(WRITTEN[table]))
    return [
        WRITTEN[table] | ({first: key(table, number)} if table in KEYS else {}) | change
        for number, change in enumerate(changes, start=1)
    ]


def read(table: str, *changes: dict) -> list[dict]:
    """Rows as they must be read."""
    first = next(iter(READ[table]))
    return [
        READ[table] | ({first: key(table, number)} if table in KEYS else {}) | change
        for number, change in enumerate(changes, start=1)
    ]


def lines(rows: list[dict], separator: str = ",", heading: list[str] | None = None, end: str = "\n") -> str:
    """Rows as separated text; `heading` stands in place of the names of the columns."""
    made = io.StringIO()
    writer = csv.writer(made, delimiter=separator, lineterminator=end)
    writer.writerow(heading or list(rows[0]))
    writer.writerows(row.values() for row in rows)
    return made.getvalue()


def people(*changes: dict, **style: object) -> str:
    return lines(written("beneficiaries", *changes), **style)


def reads(name: str, content: bytes | str, *changes: dict, table: str = "beneficiaries", **said: object) -> Case:
    """A file that must become these rows."""
    file = said.pop("file", "given.csv")
    return Case(name, {file: _as_bytes(content)}, table, read(table, *changes), **said)


def refused(name: str, content: bytes | str | None, exit_code: int, word: str, **said: object) -> Case:
    """A file that must be refused whole."""
    file = said.pop("file", "given.csv")
    return Case(name, {file: _as_bytes(content)}, exit_code=exit_code, word=word, **said)


def column(name: str, table: str, column: str, texts: dict[str, object], **said: object) -> Case:
    """A file with these texts in one column, a row each, and what each must be read as (or break)."""
    changes = [{column: text} for text in texts]
    good = [row for row, value in zip(read(table, *[{column: v} for v in texts.values()]), texts.values(), strict=True)
            if not isinstance(value, Breaks)]  # fmt: skip
    bad = {(row, column, value.rule) for row, value in enumerate(texts.values(), start=2) if isinstance(value, Breaks)}
    return Case(name, {"given.csv": lines(written(table, *changes)).encode()}, table, good, frozenset(bad), **said)


def workbook(*sheets: list[list], change: Callable[[openpyxl.Workbook], None] | None = None) -> bytes:
    """A workbook of these sheets, each a list of rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"Feuil{number}")
        for row in rows:
            sheet.append(row)
    if change:
        change(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def table_rows(table: str, *changes: dict) -> list[list]:
    """A heading and its rows, as a sheet takes them."""
    rows = written(table, *changes)
    return [list(rows[0]), *(list(row.values()) for row in rows)]


def repack(package: bytes, change: Callable[[str, bytes], bytes], **added: bytes) -> bytes:
    """The same package with its parts changed, and others added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in added.items():
            new.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return made.getvalue()


def _as_bytes(content: bytes | str | None) -> bytes | None:
    return content.encode() if isinstance(content, str) else content


def moment(year: int, month: int, day: int, hour: int = 0) -> datetime:
    return datetime(year, month, day, hour)
