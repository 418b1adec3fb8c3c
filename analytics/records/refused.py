"""Which rows were refused, and why? The rows as they stood in the file, ready to be mended and loaded again."""

import json

import duckdb
import pandas as pd

from analytics.language import Language
from analytics.records.aliases import read_spellings
from analytics.records.contract import RECORD_TABLES, read_contract
from analytics.records.folder import DataFolder
from analytics.records.paths import exact_path
from analytics.records.problem import Problem
from analytics.records.releases import Release
from analytics.records.row_rules import unpack

# Arabic sentences isolate what they quote; such marks would have the mended workbook refused when it comes back.
ISOLATES = dict.fromkeys(range(0x2066, 0x206A))


def list_refused(release: Release, folder: DataFolder, language: Language) -> dict[str, pd.DataFrame]:
    """The refused rows of a release, one frame a table: the headings of the table, then file, row and reasons.

    Every value is the text that stood in the file. Empty when nothing was refused.
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
        told = Problem(file, row, column, rule, value, unpack(expected))
        entry = held.setdefault((table, file, row), {"record": json.loads(record), "reasons": []})
        entry["reasons"].append(language.say(told.sentence, **told.values).translate(ISOLATES))
    frames = {}
    for table in RECORD_TABLES:
        columns = {f.name: spellings.heading(f.name, language) for f in contract.resource(table).fields}
        listed = [
            {heading: entry["record"].get(name) for name, heading in columns.items()}
            | {
                language.say("File"): file,
                language.say("Row"): str(row),
                language.say("Why it was refused"): " ".join(entry["reasons"]),
            }
            # A row of another width has no columns; it stands whole beside its reason.
            | ({language.say("As it stood"): entry["record"][""]} if "" in entry["record"] else {})
            for (held_table, file, row), entry in held.items()
            if held_table == table
        ]
        if listed:
            frames[table] = pd.DataFrame(listed).astype(object)
    return frames
