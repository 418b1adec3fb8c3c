"""Does a table keep the contract? Each rule is one query over the whole table; every broken row becomes a Problem."""

from collections.abc import Iterator

import duckdb

from analytics.language import Phrase, message
from analytics.records.contract import Field, Resource
from analytics.records.problem import Problem
from analytics.records.reading import quote_name

# Nobody mends more than this in one go, and a wholly wrong file must not fill the memory.
MOST_PROBLEMS_A_RULE = 1000
# A key of these tables that is not found is a broken reference; of any other, a code outside its list.
REFERENCED_TABLES = {"beneficiaries", "integrations", "sources"}
TYPE_EXPECTED = {
    "integer": message("a whole number"),
    "number": message("a number such as 1234.50"),
    "boolean": message("true or false"),
    "date": message("a day such as 2014-07-31"),
    "string": message("text"),
}


def check_table(
    connection: duckdb.DuckDBPyConnection, resource: Resource, table: str, file: str, references: dict[str, str]
) -> list[Problem]:
    """Which rows break the contract?

    `table` is a raw table of `load_raw`; `references` maps a resource's name to the table that holds it (references to
    other resources are not checked). Returns the problems in the order of the rows.
    """
    types = {row[0]: row[1] for row in connection.execute(f"DESCRIBE {quote_name(table)}").fetchall()}
    problems: list[Problem] = []
    for rule, column, condition, parameters, expected in _rules(connection, resource, table, types, references):
        shown = f"CAST({quote_name(column)} AS VARCHAR)"
        rows = connection.execute(
            f"SELECT file_row, {shown} FROM {quote_name(table)} AS checked WHERE {condition} "
            f"ORDER BY file_row LIMIT {MOST_PROBLEMS_A_RULE}",
            parameters,
        ).fetchall()
        problems += [Problem(file, row, column, rule, value, expected) for row, value in rows]
    return sorted(problems, key=lambda problem: problem.row)


def _rules(
    connection: duckdb.DuckDBPyConnection,
    resource: Resource,
    table: str,
    types: dict[str, str],
    references: dict[str, str],
) -> Iterator[tuple[str, str, str, list | dict, Phrase]]:
    """Each rule as (name, column, SQL condition of the broken rows, bound values, what is expected)."""
    for field in resource.fields:
        column = quote_name(field.name)
        text = f"CAST({column} AS VARCHAR)"
        typed = f"TRY_CAST({column} AS {field.duckdb_type})"
        if field.required:
            yield "required", field.name, f"{column} IS NULL", [], Phrase(message("a value"))
        if not _is_stored_as(types[field.name], field):
            condition = f"{column} IS NOT NULL AND {typed} IS NULL"
            yield "type", field.name, condition, [], Phrase(TYPE_EXPECTED[field.type])
        if field.enum:
            condition = f"NOT list_contains($codes, {text})"
            yield "code", field.name, condition, {"codes": list(field.enum)}, _one_of(field.enum)
        if field.pattern:
            condition = f"NOT regexp_full_match({text}, $pattern)"
            expected = Phrase(message("text of the form {pattern}"), pattern=field.pattern)
            yield "pattern", field.name, condition, {"pattern": field.pattern}, expected
        yield from _range_rules(field, typed)
        if field.refers_to and field.refers_to[0] in references:
            other, key = references[field.refers_to[0]], quote_name(field.refers_to[1])
            condition = (
                f"{column} IS NOT NULL AND NOT EXISTS "
                f"(SELECT 1 FROM {quote_name(other)} AS held "
                f"WHERE CAST(held.{key} AS VARCHAR) = CAST(checked.{column} AS VARCHAR))"
            )
            expected = Phrase(message("a {key} that “{table}” holds"), key=field.refers_to[1], table=field.refers_to[0])
            rule = "reference" if field.refers_to[0] in REFERENCED_TABLES else "code"
            yield rule, field.name, condition, [], expected
    if resource.primary_key and _stands_twice(connection, resource, table):
        keys = ", ".join(quote_name(name) for name in resource.primary_key)
        condition = (
            f"file_row IN (SELECT file_row FROM (SELECT file_row, row_number() OVER (PARTITION BY {keys} ORDER BY file_row)"
            f" AS place FROM {quote_name(table)}) WHERE place > 1)"
        )
        yield "key", resource.primary_key[0], condition, [], Phrase(message("a key that stands once"))


def _stands_twice(connection: duckdb.DuckDBPyConnection, resource: Resource, table: str) -> bool:
    """Does a key stand twice? Telling that takes a third of the time of telling in which rows."""
    keys = ", ".join(quote_name(name) for name in resource.primary_key)
    query = f"SELECT 1 FROM {quote_name(table)} GROUP BY {keys} HAVING count(*) > 1 LIMIT 1"
    return connection.execute(query).fetchone() is not None


def _range_rules(field: Field, typed: str) -> Iterator[tuple[str, str, str, dict, Phrase]]:
    for limit, broken, words in (
        (field.minimum, "<", message("at least {limit}")),
        (field.maximum, ">", message("at most {limit}")),
    ):
        if limit is not None:
            condition = f"{typed} {broken} CAST($limit AS {field.duckdb_type})"
            yield "range", field.name, condition, {"limit": str(limit)}, Phrase(words, limit=str(limit))


def _one_of(codes: tuple[str, ...]) -> Phrase:
    return Phrase(message("one of {codes}"), codes=", ".join(codes))


def _is_stored_as(stored: str, field: Field) -> bool:
    """Is every value of this stored type one of the field's? Decimals may be wider than ours, lists only begin alike."""
    whole = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")
    families = {
        "string": ("VARCHAR",),
        "integer": whole,
        "number": ("TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER"),
        "boolean": ("BOOLEAN",),
        "date": ("DATE",),
    }
    return stored in families[field.type]
