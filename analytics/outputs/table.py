"""How is a table written to a file that a spreadsheet opens without harm?"""

import csv
import io

import pandas as pd

# A spreadsheet runs a text cell that begins with one of these as a formula (also after spaces, quotes or a BOM).
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
IGNORED_BEFORE = " \u00a0\u202f\"'\ufeff\u2066\u2067\u2069"


def write_csv(frame: pd.DataFrame, byte_order_mark: bool = True) -> bytes:
    """Which bytes hold this table as CSV?

    UTF-8, with a byte order mark for Excel; numbers stay numbers, whole ones without a point, null is empty, a list is its
    items with commas between them, and a text cell that would run as a formula gets a leading apostrophe (OWASP, CSV
    injection).
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n" if byte_order_mark else "\n")
    writer.writerow([guard_text(str(name)) for name in frame.columns])
    for row in frame.astype(object).itertuples(index=False):
        writer.writerow([_written(value) for value in row])
    return text.getvalue().encode("utf-8-sig" if byte_order_mark else "utf-8")


def _written(value: object) -> object:
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    if isinstance(value, float) and value.is_integer():
        # A count stands in a column of fractions where a table holds counts and shares.
        value = int(value)
    return "" if pd.isna(value) else guard_text(value)


def guard_text(value: object) -> object:
    """What is written for this cell, so that no spreadsheet runs it?"""
    if isinstance(value, str) and value.lstrip(IGNORED_BEFORE).startswith(FORMULA_STARTS):
        return "'" + value
    return value
