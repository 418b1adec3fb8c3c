"""Which rows stand twice? One that repeats an earlier row whole adds nothing and is set aside; of rows with one key that say
different things nobody can know which holds, and all are refused."""

from collections.abc import Sequence
from dataclasses import replace

import duckdb

from analytics.language import message
from analytics.records.contract import Resource
from analytics.records.opening import Source

OTHERWISE = message("a key that stands once; row {row} says otherwise")
OTHERWISE_ELSEWHERE = message("a key that stands once; row {row} of {file} says otherwise")
DOUBLED = """
CREATE OR REPLACE TEMPORARY TABLE doubled AS SELECT *, EXISTS (
    SELECT 1 FROM problems WHERE problems.source = held.source AND problems.file_row = held.file_row
    AND problems.severity = 'error'
) AS is_faulty FROM {table} AS held WHERE source IN ({numbers}) AND {key} IN (
    SELECT {key} FROM {table} WHERE source IN ({numbers}) AND {known} GROUP BY {keys} HAVING count(*) > 1
)
"""
# A text that means nothing is no value: two such rows are not known to say the same.
REPEATS = """
CREATE OR REPLACE TEMPORARY TABLE repeats AS SELECT source, file_row FROM (
    SELECT source, file_row, row_number() OVER (PARTITION BY {fields} ORDER BY source, file_row) AS place
    FROM doubled WHERE NOT is_faulty
) WHERE place > 1
"""
# Each row is held against the first of its key, and that one against the first that differs from it: never all against all.
CONTRADICTIONS = """
INSERT INTO problems
WITH compared AS (
    SELECT source, file_row, row({fields}) IS DISTINCT FROM first_value(row({fields})) OVER in_order AS differs,
        first_value(row(source, file_row)) OVER in_order AS first
    FROM doubled WINDOW in_order AS (PARTITION BY {keys} ORDER BY source, file_row)
), paired AS (
    SELECT held.source, held.file_row, CASE WHEN differs THEN first ELSE
        min(CASE WHEN differs THEN row(held.source, held.file_row) END) OVER (PARTITION BY first) END AS other
    FROM compared AS held
), named AS (SELECT unnest($numbers) AS number, unnest($names) AS name)
SELECT $table, paired.source, NULL, paired.file_row, $column, 'key', NULL, CAST(CASE
    WHEN other[1] = paired.source THEN json_array($here, json_object('row', CAST(other[2] AS VARCHAR)))
    ELSE json_array($elsewhere, json_object('row', CAST(other[2] AS VARCHAR), 'file', name))
END AS VARCHAR), 'error'
FROM paired JOIN named ON named.number = other[1]
"""


def judge_doubled(connection: duckdb.DuckDBPyConnection, resource: Resource, sources: Sequence[Source]) -> list[Source]:
    """These sources of a table without the rows that repeat an earlier one whole, whose numbers are in `repeats`; rows that
    contradict another of their key are written into `problems`.

    The rows are typed; what could not be read of them stands in `problems`.
    """
    ask, table = connection.execute, f"{resource.name}_typed"
    keys = ", ".join(resource.primary_key)
    numbers = ", ".join(str(source.number) for source in sources)
    words = {
        "table": table,
        "numbers": numbers,
        "keys": keys,
        "key": f"({keys})" if len(resource.primary_key) > 1 else keys,
        # Two rows of which a part of the key is not known may be of two things.
        "known": " AND ".join(f"{name} IS NOT NULL" for name in resource.primary_key),
        "fields": ", ".join(field.name for field in resource.fields),
    }
    ask(DOUBLED.format(**words))
    if not ask("SELECT count(*) FROM doubled").fetchone()[0]:
        return list(sources)
    ask(REPEATS.format(**words))
    for each in (table, "doubled"):
        ask(f"DELETE FROM {each} WHERE (source, file_row) IN (SELECT (source, file_row) FROM repeats)")
    ask(
        CONTRADICTIONS.format(**words),
        {
            "numbers": [source.number for source in sources], "names": [source.name for source in sources],
            "table": resource.name, "column": resource.primary_key[0], "here": OTHERWISE,
            "elsewhere": OTHERWISE_ELSEWHERE,
        },
    )  # fmt: skip
    return [_without(connection, source) for source in sources]


def _without(connection: duckdb.DuckDBPyConnection, source: Source) -> Source:
    found = connection.execute(
        "SELECT file_row FROM repeats WHERE source = $number ORDER BY file_row", {"number": source.number}
    ).fetchall()
    return replace(source, rows=source.rows - len(found), repeats=tuple(row for (row,) in found))
