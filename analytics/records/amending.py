"""What becomes of the rows of the release before when files are added to it? A row of the same key takes their place, and
every value that differs is told."""

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from analytics.language import Phrase, message
from analytics.records.codes import CodeLists
from analytics.records.contract import Field, Resource
from analytics.records.opening import Source
from analytics.records.row_rules import note_values, pack
from analytics.records.values import is_id

REPLACES = "replaces"
BEFORE = message("in the current release so far: {old}")
YES_BEFORE = message("in the current release so far: yes")
NO_BEFORE = message("in the current release so far: no")
NOTHING_BEFORE = message("in the current release so far: no value")


def not_refused(alias: str, table: str) -> str:
    """The condition of the rows of a typed table that break no rule so far."""
    return (
        f"NOT EXISTS (SELECT 1 FROM problems WHERE problems.tbl = '{table}' AND problems.severity = 'error' "
        f"AND problems.source = {alias}.source AND problems.file_row = {alias}.file_row)"
    )


def replace_rows(
    connection: duckdb.DuckDBPyConnection, resource: Resource, given: Sequence[Source], kept: Source, lists: CodeLists
) -> None:
    """Take the rows of the release before whose key an accepted given row has out of the typed table; what differs between
    the two is a warning on the given row, which names codes by `lists`."""
    table, number = f"{resource.name}_typed", int(kept.number)
    same = " AND ".join(f"new.{key} = old.{key}" for key in resource.primary_key)
    fields = [field for field in resource.fields if field.name not in resource.primary_key]
    if given and fields:
        _name_values(connection, fields, lists)
        _note_replaced(
            connection, resource.name, fields, f"new.source <> {number} AND old.source = {number} AND {same}"
        )
        for source in given:
            note_values(connection, source)
    connection.execute(
        f"DELETE FROM {table} AS old WHERE old.source = {number} AND EXISTS (SELECT 1 FROM {table} AS new "
        f"WHERE new.source <> {number} AND {same} AND {not_refused('new', resource.name)})"
    )


def count_replaced(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    """How many accepted rows say something else than the row of their key in the release before?"""
    return connection.execute(
        "SELECT count(*) FROM (SELECT DISTINCT source, file_row FROM problems WHERE tbl = $table AND rule = $rule)",
        {"table": table, "rule": REPLACES},
    ).fetchone()[0]


def _note_replaced(connection: duckdb.DuckDBPyConnection, table: str, fields: Sequence[Field], is_pair: str) -> None:
    # One join finds the rows that differ, mostly few; each column is then looked at in these alone.
    both = ", ".join(f"new.{field.name} AS new_{field.name}, old.{field.name} AS old_{field.name}" for field in fields)
    differs = " OR ".join(f"new.{field.name} IS DISTINCT FROM old.{field.name}" for field in fields)
    connection.execute(
        f"CREATE OR REPLACE TEMPORARY TABLE replaced AS SELECT new.source, new.file_row, {both} FROM {table}_typed AS new "
        f"JOIN {table}_typed AS old ON {is_pair} WHERE ({differs}) AND {not_refused('new', table)}"
    )
    columns = " UNION ALL ".join(
        f"SELECT source, file_row, '{field.name}' AS col, {_text_of(field)} AS old FROM replaced "
        f"WHERE new_{field.name} IS DISTINCT FROM old_{field.name}"
        for field in fields
    )
    connection.execute(
        "INSERT INTO problems SELECT $table, source, NULL, file_row, col, $rule, NULL, CASE WHEN old IS NULL THEN $nothing "
        "ELSE coalesce(told, CAST(json_array($before, json_object('old', old)) AS VARCHAR)) END, 'warning' "
        f"FROM ({columns}) LEFT JOIN named_before USING (col, old)",
        {"table": table, "rule": REPLACES, "before": BEFORE, "nothing": pack(Phrase(NOTHING_BEFORE))},
    )


def _name_values(connection: duckdb.DuckDBPyConnection, fields: Sequence[Field], lists: CodeLists) -> None:
    """Bring what is said of each code that may have stood there before into `named_before` (col, old, told)."""
    told = []
    for field in fields:
        if field.type == "boolean":
            told += [(field.name, "true", Phrase(YES_BEFORE)), (field.name, "false", Phrase(NO_BEFORE))]
        elif field.refers_to and not is_id(field):
            held = field.refers_to[0]
            told += [(field.name, code, Phrase(BEFORE, old=lists.named(held, code))) for code in lists.ids(held)]
    columns = zip(*[(name, code, pack(phrase)) for name, code, phrase in told], strict=True) if told else ([], [], [])
    texts = dict(zip(("col", "old", "told"), (pa.array(column, pa.string()) for column in columns), strict=True))
    connection.register("held_names", pa.table(texts))
    connection.execute("CREATE OR REPLACE TEMPORARY TABLE named_before AS SELECT * FROM held_names")
    connection.unregister("held_names")


def _text_of(field: Field) -> str:
    text = f"CAST(old_{field.name} AS VARCHAR)"
    # An amount is held with six decimals, and was not given with them.
    return rf"regexp_replace({text}, '\.?0+$', '')" if field.type == "number" else text
