"""Which rows break the contract? Each rule is one query over the typed rows; what it finds goes into the table `problems`.

A typed table `<table>_typed` has `source`, `file_row`, and the value of every field.
"""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date

import duckdb
import pyarrow as pa

from analytics.language import Named, Phrase, message
from analytics.records.aliases import Spellings
from analytics.records.contract import RECORD_TABLES, Field, Resource
from analytics.records.cross_field import CROSS_RULES, FIRST_KEPT
from analytics.records.opening import Source
from analytics.records.problem import Problem, show_value
from analytics.records.values import expected_of, is_id

ACCEPTED = {
    "beneficiaries": message("the number of a beneficiary that is accepted"),
    "integrations": message("the number of an integration that is accepted"),
}
WAITS = {
    "beneficiaries": message(
        "the row of this beneficiary, which is refused itself: once it is mended, this one comes in"
    ),
    "integrations": message(
        "the row of this integration, which is refused itself: once it is mended, this one comes in"
    ),
}
WAITING = "waiting"
SUGGESTED = 200  # texts of a column for which what is spelt nearly so is looked for
ID_PATTERN = re.compile(r"\[A-Za-z0-9_-\]\{(\d+),(\d+)\}")
PROBLEMS = """
CREATE OR REPLACE TABLE problems (
    tbl VARCHAR, source INTEGER, file VARCHAR, file_row BIGINT, col VARCHAR, rule VARCHAR, value VARCHAR,
    expected VARCHAR, severity VARCHAR
)
"""


def apply_rules(
    connection: duckdb.DuckDBPyConnection, resource: Resource, sources: Sequence[Source], held: set[str]
) -> None:
    """Write every broken rule of these sources of a table into `problems`.

    Tables of the other resources that are referred to hold the accepted rows, under their own name; `held` are those that
    are there at all: a reference to another cannot be judged. Of rows of the release before only those warnings are
    written that a given row can have caused: the others were read when it was made.
    """
    numbers = ", ".join(str(source.number) for source in sources)
    table = f"{resource.name}_typed"
    is_kept = all(source.number >= FIRST_KEPT for source in sources)
    for column, rule, condition, parameters, expected, severity in _rules(resource, held, is_kept):
        connection.execute(
            f"INSERT INTO problems SELECT $table, source, NULL, file_row, $column, $rule, NULL, $expected, $severity "
            f"FROM {table} AS checked WHERE source IN ({numbers}) AND ({condition})",
            parameters
            | {
                "table": resource.name,
                "column": column,
                "rule": rule,
                "expected": pack(expected),
                "severity": severity,
            },
        )
    for source in sources:
        _note_misshapen(connection, source)
        note_values(connection, source)


def note_meaningless(
    connection: duckdb.DuckDBPyConnection, source: Source, field: Field, texts: list[str], spellings: Spellings
) -> None:
    """Write the rows whose text in this column is one of these, which mean nothing there, into `problems`."""
    column = f"c{source.understood.places[field.name]}"
    # What many texts break is told of the first by itself, and of the others as one.
    told: dict[str, tuple[str, list[str]]] = {}
    for number, text in enumerate(texts):
        rule, expected = expected_of(field, spellings, text if number < SUGGESTED else "")
        told.setdefault(pack(expected), (rule, []))[1].append(text)
    for expected, (rule, those) in told.items():
        connection.execute(
            "INSERT INTO problems SELECT $table, $source, NULL, file_row, $column, $rule, "
            f"{column}, $expected, 'error' FROM {source.raw} WHERE {column} IN (SELECT unnest($texts))",
            {"table": source.table, "source": source.number, "column": field.name, "rule": rule,
             "expected": expected, "texts": those},
        )  # fmt: skip


def note_values(connection: duckdb.DuckDBPyConnection, source: Source) -> None:
    """Fill in what stood in the file, and its name."""
    columns = connection.execute(
        "SELECT DISTINCT col FROM problems WHERE source = $number AND value IS NULL AND col IS NOT NULL",
        {"number": source.number},
    ).fetchall()
    for (column,) in columns:
        place = source.understood.places.get(column)
        if place is not None:
            connection.execute(
                f"UPDATE problems SET value = raw.c{place} FROM {source.raw} AS raw WHERE problems.source = $number "
                "AND problems.col = $column AND problems.value IS NULL AND raw.file_row = problems.file_row",
                {"number": source.number, "column": column},
            )
    connection.execute("UPDATE problems SET file = $name WHERE source = $number AND file IS NULL",
                       {"name": source.name, "number": source.number})  # fmt: skip


def _rules(resource: Resource, held: set[str], is_kept: bool) -> Iterator[tuple[str, str, str, dict, Phrase, str]]:
    """Each rule as (column, rule, condition of the broken rows, bound values, what was expected, severity)."""
    for field in resource.fields:
        yield from ((field.name, *rule, "error") for rule in _field_rules(field, held))
    for rule, severity in resource.rules:
        crossed = CROSS_RULES[rule]
        is_old = is_kept and severity == "warning"
        condition = f"({crossed.condition}) AND ({crossed.by_given})" if is_old else crossed.condition
        yield crossed.column, rule, condition, {}, crossed.expected, severity


def _field_rules(field: Field, held: set[str]) -> Iterator[tuple[str, str, dict, Phrase]]:
    name = field.name
    if field.required:
        # A text that means nothing was noted before; here nothing stands at all.
        is_noted = (
            f"EXISTS (SELECT 1 FROM problems WHERE problems.source = checked.source AND problems.col = '{name}' "
            "AND problems.file_row = checked.file_row)"
        )
        yield "required", f"{name} IS NULL AND NOT {is_noted}", {}, Phrase(message("a value"))
    if is_id(field):
        if field.pattern:
            pattern = {"pattern": field.pattern}
            yield "pattern", f"NOT regexp_full_match({name}, $pattern)", pattern, _form(field.pattern)
        if field.refers_to and field.refers_to[0] in held:
            parent, key = field.refers_to
            lost = f"{name} IS NOT NULL AND {name} NOT IN (SELECT {key} FROM {parent})"
            # What was given and refused is mended there; what was not given is mended here.
            given = f"{name} IN (SELECT {key} FROM {parent}_typed)"
            yield "reference", f"{lost} AND NOT {given}", {}, Phrase(ACCEPTED[parent])
            yield WAITING, f"{lost} AND {given}", {}, Phrase(WAITS[parent])
        return
    if field.type == "date":
        today = date.today()
        yield "range", f"{name} > $today", {"today": today}, Phrase(message("a day up to {day}"), day=today.isoformat())
    for limit, broken, words in (
        (field.minimum, "<", message("at least {limit}")),
        (field.maximum, ">", message("at most {limit}")),
    ):
        if limit is not None:
            condition = f"{name} {broken} CAST($limit AS {field.duckdb_type})"
            yield "range", condition, {"limit": str(limit)}, Phrase(words, limit=str(limit))


def _form(pattern: str) -> Phrase:
    """What a text of this pattern looks like, for people."""
    of_id = ID_PATTERN.fullmatch(pattern)
    if not of_id:
        return Phrase(message("text of the form {pattern}"), pattern=pattern)
    least, most = map(int, of_id.groups())
    return Phrase(message("{least} to {most} Latin letters, digits, hyphens or underscores"), least=least, most=most)


def _note_misshapen(connection: duckdb.DuckDBPyConnection, source: Source) -> None:
    expected = pack(Phrase(message("{n} fields, as in the header"), n=len(source.heading)))
    if not source.misshapen:
        return
    numbers, counts, _texts = zip(*source.misshapen, strict=True)
    # All at once: a file can be of another width from its first row to its last.
    connection.register(
        "held_rows", pa.table({"file_row": pa.array(numbers, pa.int64()), "found": list(map(str, counts))})
    )
    connection.execute(
        "INSERT INTO problems SELECT $table, $source, $file, file_row, NULL, 'fields', found, $expected, 'error' "
        "FROM held_rows",
        {"table": source.table, "source": source.number, "file": source.name, "expected": expected},
    )
    connection.unregister("held_rows")


def pack(phrase: Phrase) -> str:
    """A phrase as text that a file can hold and any language can read later."""
    return json.dumps([phrase.sentence, phrase.values], ensure_ascii=False, default=_pack_name)


def _pack_name(name: Named) -> dict:
    return {"id": name.id, "names": dict(name.names)}


def unpack(text: str) -> Phrase:
    """The phrase again."""
    sentence, values = json.loads(text, object_hook=_unpack_name)
    return Phrase(sentence, **values)


def _unpack_name(held: dict) -> object:
    return Named(held["id"], held["names"]) if held.keys() == {"id", "names"} else held


def list_problems(connection: duckdb.DuckDBPyConnection, limit: int | None = None) -> list[Problem]:
    """The problems in the order of tables, files and rows, causes before what waits for them; all, or the first
    `limit`."""
    order = " ".join(f"WHEN '{table}' THEN {place}" for place, table in enumerate(RECORD_TABLES))
    rows = connection.execute(
        "SELECT file, file_row, col, rule, value, expected, severity FROM problems "
        f"ORDER BY severity, rule = '{WAITING}', CASE tbl {order} END, source, file_row, col "
        f"{'LIMIT ' + str(int(limit)) if limit else ''}"
    ).fetchall()
    return [Problem(file, row, col, rule, show_value(value), unpack(told), severity)
            for file, row, col, rule, value, told, severity in rows]  # fmt: skip
