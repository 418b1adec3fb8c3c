"""Which rows were refused, and why? The rows as they stood in the file, ready to be mended and loaded again."""

import contextlib
import json
import re
from datetime import date

import duckdb
import pandas as pd

from analytics.language import Language, Phrase, message
from analytics.records.aliases import read_spellings
from analytics.records.contract import RECORD_TABLES, Field, name_table, read_contract
from analytics.records.faults import name_rule
from analytics.records.folder import DataFolder
from analytics.records.paths import exact_path
from analytics.records.problem import show_value
from analytics.records.releases import Release
from analytics.records.row_rules import unpack

REASON = message("{column}: {value} ({rule}); expected: {expected}.")
# Days as a workbook holds them, and as they are written in one way only; none before those that a spreadsheet knows.
DAY = re.compile(r"((?:19[1-9]\d|20\d\d)-\d\d-\d\d)(?:T00:00:00)?")
WHOLE = re.compile(r"0|-?[1-9]\d{0,14}")
# Arabic sentences isolate what they quote; such marks would have the mended workbook refused when it comes back.
ISOLATES = dict.fromkeys(range(0x2066, 0x206A))


def list_refused(release: Release, folder: DataFolder, language: Language) -> dict[str, pd.DataFrame]:
    """The refused rows of a release, one frame a table, by its name: its headings, then file, row and reasons.

    Every value is the text that stood in the file, but for days and whole numbers that can be read in one way only, which
    are such. Empty when nothing was refused.
    """
    if release.refused_file is None:
        return {}
    rows = duckdb.execute(
        'SELECT "table", file, row, "column", rule, value, expected, record '
        "FROM read_parquet($path, hive_partitioning => false)",
        {"path": exact_path(release.refused_file)},
    ).fetchall()
    contract, spellings = read_contract(folder), read_spellings(folder)
    held: dict[tuple[str, str, int], dict] = {}
    for table, file, row, column, rule, value, expected, record in rows:
        entry = held.setdefault((table, file, row), {"record": json.loads(record), "reasons": []})
        said = {
            "column": spellings.named(column) if column else "—",
            "value": "∅" if value is None else Phrase(message("“{text}”"), text=show_value(value)),
            "rule": name_rule(rule),
            "expected": unpack(expected),
        }
        entry["reasons"].append(language.say(REASON, **said).translate(ISOLATES))
    frames = {}
    for table in RECORD_TABLES:
        fields = contract.resource(table).fields
        listed = [
            {
                spellings.heading(field.name, language): _as_cell(field, entry["record"].get(field.name))
                for field in fields
            }
            | {
                language.say("File"): file,
                language.say("Row"): row,
                language.say("Why it was refused"): " ".join(entry["reasons"]),
            }
            # A row of another width has no columns; it stands whole beside its reason.
            | ({language.say("As it stood"): entry["record"][""]} if "" in entry["record"] else {})
            for (held_table, file, row), entry in held.items()
            if held_table == table
        ]
        if listed:
            name = name_table(table).sentence
            frames[language.say(name)] = pd.DataFrame(listed, dtype=object)
    return frames


def _as_cell(field: Field, text: str | None) -> object:
    """A cell in which a spreadsheet can mend, filter and sort the value: a day, a whole number, else the text."""
    if text and field.type == "date" and (found := DAY.fullmatch(text)):
        with contextlib.suppress(ValueError):  # such as February 31
            return date.fromisoformat(found[1])
    if text and field.type in ("integer", "number") and WHOLE.fullmatch(text):
        return int(text)
    return text
