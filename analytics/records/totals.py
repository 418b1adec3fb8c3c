"""Which rows are no records, but the totals of a list? People write them below it, and between its parts."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from analytics.records.opening import Source

# What may follow is a name, a colon or nothing; “TOTAL-17” is a key.
WORDS = (
    "sous[- ]?total", "sous[- ]?totaux", "sub[- ]?total", "(grand )?totals?", "totaux", "somme", "sum",
    "(ال)?مجموع", "(ال)?[إا]جمالي",
)  # fmt: skip
TOTAL = rf"^[\s\x{{200e}}\x{{200f}}]*({'|'.join(WORDS)})(\s*$|\s*[:=.(].*$|\s+\D.*$|\s+\d{{4}}\s*$)"
_IN_PYTHON = re.compile(TOTAL.replace(r"\x{200e}\x{200f}", "\u200e\u200f"), re.IGNORECASE)


def set_totals_aside(connection: duckdb.DuckDBPyConnection, source: "Source") -> "Source":
    """The source without its rows of totals, whose numbers are in `totals`.

    A total is a row whose first words say so and which lacks a cell that every record has: nothing that could be a record
    is set aside. Its raw table is then a view of the one before.
    """
    places = [
        place
        for each in source.understood.resource.fields
        if each.required and (place := source.understood.places.get(each.name)) is not None
    ]
    lacking = " OR ".join(f"(c{place} IS NULL OR trim(c{place}) = '')" for place in places) or "false"
    first = ", ".join(f"nullif(trim(c{place}), '')" for place in range(len(source.heading)))
    found = connection.execute(
        f"SELECT file_row FROM {source.raw} WHERE ({lacking}) AND regexp_matches(coalesce({first}), $total, 'i')",
        {"total": TOTAL},
    ).fetchall()
    rows = [row for (row,) in found]
    odd = [each for each in source.misshapen if _IN_PYTHON.match(_first_cell(each[2]))]
    if not rows and not odd:
        return source
    kept = f"{source.raw}_records"
    listed = ", ".join(map(str, rows)) or "-1"
    connection.execute(f"CREATE OR REPLACE VIEW {kept} AS SELECT * FROM {source.raw} WHERE file_row NOT IN ({listed})")
    return replace(
        source,
        raw=kept,
        misshapen=[each for each in source.misshapen if each not in odd],
        totals=tuple(sorted(rows + [row for row, _found, _text in odd])),
    )


def _first_cell(text: str) -> str:
    return next((cell.strip() for cell in re.split(r"[;,\t]", text) if cell.strip()), "")
