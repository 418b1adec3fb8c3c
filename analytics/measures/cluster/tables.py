"""What do the records of a cluster hold, and do they keep the contract? Parquet tables, each one file or a folder of parts.

The same contract as for files on one machine; a row is told by its value, since parts have no row that a spreadsheet would
show. A release was checked when it was made.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
from pyspark.errors import AnalysisException
from pyspark.sql import SparkSession

from analytics.errors import InvalidData, UnreadableInput
from analytics.language import Phrase, message
from analytics.records.checking import REFERENCED_TABLES, TYPE_EXPECTED
from analytics.records.codes import CodeLists
from analytics.records.contract import OPTIONAL_RECORD_TABLES, RECORD_TABLES, Contract, Field, Resource
from analytics.records.manifest import MANIFEST
from analytics.records.problem import Problem

NOT_THERE = "PATH_NOT_FOUND"
WHOLE = {"tinyint", "smallint", "int", "bigint"}
# What Parquet may store for each type of the contract. No fractions in binary: money is exact.
STORED = {"string": {"string"}, "integer": WHOLE, "number": WHOLE, "boolean": {"boolean"}, "date": {"date"}}
SPARK_TYPES = {
    "string": "STRING", "integer": "BIGINT", "number": "DECIMAL(18, 6)", "boolean": "BOOLEAN", "date": "DATE"
}  # fmt: skip


@dataclass(frozen=True)
class Found:
    """A table as the storage lists it: how many bytes, and a hash over the names, sizes and times of its parts."""

    bytes: int
    state: str


@dataclass(frozen=True)
class BrokenRule:
    """A rule that rows break: how many, and what stands in one of them."""

    file: str
    column: str
    rule: str
    value: str | None
    rows: int
    expected: Phrase
    sentence: str = message(
        "{file}, column {column}: {value} breaks the rule “{rule}” (rows that break it: {rows}); expected: {expected}."
    )

    @property
    def values(self) -> dict[str, object]:
        """What fills the sentence."""
        told = Problem(self.file, 0, self.column, self.rule, self.value, self.expected).values
        return told | {"rows": str(self.rows)}


@dataclass(frozen=True)
class Folder:
    """A folder of records: its address, its tables (None for an optional one that is not there), its manifest's text."""

    address: str
    tables: dict[str, Found | None]
    manifest: str | None


def look_into(spark: SparkSession, address: str) -> Folder:
    """What lies in this folder?

    Raises UnreadableInput when there is no such folder, when a table is missing, or is CSV, which a cluster cannot divide
    among its machines.
    """
    try:
        files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(address)
        told = files.selectExpr("path", "length", "unix_millis(modificationTime) AS modified").collect()
    except AnalysisException as error:
        if error.getCondition() != NOT_THERE:
            raise
        raise UnreadableInput(
            message("{path} is not a folder; a folder of record files was expected."), path=address
        ) from error
    tables = {}
    for table in RECORD_TABLES:
        parts = _parts_of(f"{table}.parquet", told)
        tables[table] = Found(sum(each[1] for each in parts), _hash_of(parts)) if parts else None
        if _parts_of(f"{table}.csv", told):
            raise UnreadableInput(message("{file} is CSV; on a cluster each table is Parquet."), file=f"{table}.csv")
        if not parts and table not in OPTIONAL_RECORD_TABLES:
            raise UnreadableInput(
                message("{file} is missing; it should hold “{table}”."), file=f"{address}/{table}.parquet", table=table
            )
    manifest = f"{address}/{MANIFEST}" if _parts_of(MANIFEST, told) else None
    return Folder(address, tables, spark.read.text(manifest, wholetext=True).first().value if manifest else None)


def _parts_of(name: str, told: list) -> list[tuple[str, int, int]]:
    """The files of this name, or in a folder of this name: what parts them, bytes, and when they were changed."""
    found = [(re.search(rf"/{re.escape(name)}(/.*)?$", file.path), file) for file in told]
    return sorted((match[1] or "", file.length, file.modified) for match, file in found if match)


def _hash_of(parts: list[tuple[str, int, int]]) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def load_tables(spark: SparkSession, folder: Folder, contract: Contract, code_lists: CodeLists) -> None:
    """Bring the tables, and `cities`, into views of their name, typed by the contract.

    Raises InvalidData for a missing column, UnreadableInput for one that is stored as something else.
    """
    for table in RECORD_TABLES:
        resource = contract.resource(table)
        if folder.tables[table] is None:
            typed = [f"CAST(NULL AS {SPARK_TYPES[field.type]}) AS {field.name}" for field in resource.fields]
            frame = spark.sql(f"SELECT {', '.join(typed)} WHERE false")
        else:
            frame = spark.read.parquet(f"{folder.address}/{table}.parquet")
            stored = dict(frame.dtypes)
            missing = [field.name for field in resource.fields if field.name not in stored]
            if missing:
                raise InvalidData([Problem.of_column(f"{table}.parquet", column) for column in missing])
            for field in resource.fields:
                _refuse_other_type(table, field, stored[field.name])
            typed = [f"try_cast({each.name} AS {SPARK_TYPES[each.type]}) AS {each.name}" for each in resource.fields]
            frame.createOrReplaceTempView(f"{table}_stored")
            frame = frame.selectExpr(*typed)
        frame.createOrReplaceTempView(table)
    cities = code_lists.frame("cities")[["id", "region_id", "centre_status", "population"]]
    # As Arrow it goes without Python on the workers, which need none.
    spark.createDataFrame(pa.Table.from_pandas(cities, preserve_index=False)).createOrReplaceTempView("cities")


def check_tables(spark: SparkSession, folder: Folder, contract: Contract, code_lists: CodeLists) -> None:
    """Do the rows keep the contract? Raises InvalidData with every rule that is broken in the first table that breaks
    one."""
    for table in RECORD_TABLES:
        if folder.tables[table] is None:
            continue
        broken = [*_broken_values(spark, contract.resource(table), code_lists)]
        broken += _broken_references(spark, contract.resource(table))
        broken += _broken_keys(spark, contract.resource(table))
        if broken:
            raise InvalidData(broken)


def _refuse_other_type(table: str, field: Field, stored: str) -> None:
    if stored in STORED[field.type] or (field.type == "number" and stored.startswith("decimal(")):
        return
    raise UnreadableInput(
        message("{file}, column {column}: {kind} is stored there; on a cluster this must be stored: {expected}."),
        file=f"{table}.parquet",
        column=field.name,
        kind=stored[:60],
        expected=Phrase(TYPE_EXPECTED[field.type]),
    )


def _broken_values(spark: SparkSession, resource: Resource, code_lists: CodeLists) -> Iterator[BrokenRule]:
    """The rules that a row keeps or breaks by itself, all from one reading of the table."""
    rules = [(field, *rule) for field in resource.fields for rule in _rules_of(field, code_lists)]
    counted, bound = [], {}
    for number, (field, _, condition, values, _) in enumerate(rules):
        for name, value in values.items():
            bound[f"{name}_{number}"] = value
            condition = condition.replace(f":{name}", f":{name}_{number}")
        counted.append(f"count_if({condition}) AS rows_{number}")
        counted.append(f"min(CASE WHEN {condition} THEN CAST({field.name} AS STRING) END) AS value_{number}")
    found = spark.sql(f"SELECT {', '.join(counted)} FROM {resource.name}_stored", args=bound).first()
    for number, (field, rule, _, _, expected) in enumerate(rules):
        if found[f"rows_{number}"]:
            rows, value = found[f"rows_{number}"], found[f"value_{number}"]
            yield BrokenRule(f"{resource.name}.parquet", field.name, rule, value, rows, expected)


def _rules_of(field: Field, code_lists: CodeLists) -> Iterator[tuple[str, str, dict, Phrase]]:
    name, typed = field.name, f"try_cast({field.name} AS {SPARK_TYPES[field.type]})"
    if field.required:
        yield "required", f"{name} IS NULL", {}, Phrase(message("a value"))
    yield "type", f"{name} IS NOT NULL AND {typed} IS NULL", {}, Phrase(TYPE_EXPECTED[field.type])
    if field.pattern:
        expected = Phrase(message("text of the form {pattern}"), pattern=field.pattern)
        yield "pattern", f"NOT {name} RLIKE :pattern", {"pattern": f"\\A(?:{field.pattern})\\z"}, expected
    if field.type == "date":
        today = date.today().isoformat()
        expected = Phrase(message("a day up to {day}"), day=today)
        yield "range", f"{typed} > CAST(:today AS DATE)", {"today": today}, expected
    for limit, broken, words in (
        (field.minimum, "<", message("at least {limit}")),
        (field.maximum, ">", message("at most {limit}")),
    ):
        if limit is not None:
            condition = f"{typed} {broken} CAST(:limit AS {SPARK_TYPES[field.type]})"
            yield "range", condition, {"limit": str(limit)}, Phrase(words, limit=str(limit))
    if field.enum:
        yield _rule_of_codes(field, list(field.enum), Phrase(message("one of {codes}"), codes=", ".join(field.enum)))
    if field.refers_to and field.refers_to[0] not in RECORD_TABLES:
        listed, key = field.refers_to
        expected = Phrase(message("a {key} that “{table}” holds"), key=key, table=listed)
        yield _rule_of_codes(field, code_lists.ids(listed), expected)


def _rule_of_codes(field: Field, codes: list[str], expected: Phrase) -> tuple[str, str, dict, Phrase]:
    bound = {f"code{place}_": code for place, code in enumerate(codes)}
    return "code", f"{field.name} NOT IN ({', '.join(f':{name}' for name in bound)})", bound, expected


def _broken_references(spark: SparkSession, resource: Resource) -> Iterator[BrokenRule]:
    for field in resource.fields:
        if field.refers_to and field.refers_to[0] in REFERENCED_TABLES & set(RECORD_TABLES):
            table, key = field.refers_to
            query = (
                f"SELECT count(*) AS rows, min({field.name}) AS value FROM {resource.name} LEFT ANTI JOIN {table} "
                f"ON {table}.{key} = {resource.name}.{field.name} WHERE {field.name} IS NOT NULL"
            )
            expected = Phrase(message("a number in an accepted row of “{table}”"), table=table)
            yield from _told(spark, query, resource, field.name, "reference", expected)


def _broken_keys(spark: SparkSession, resource: Resource) -> Iterator[BrokenRule]:
    keys, first = ", ".join(resource.primary_key), resource.primary_key[0]
    query = (
        f"SELECT coalesce(sum(place - 1), 0) AS rows, CAST(min({first}) AS STRING) AS value "
        f"FROM (SELECT {first}, count(*) AS place FROM {resource.name} GROUP BY {keys} HAVING count(*) > 1)"
    )
    yield from _told(spark, query, resource, first, "key", Phrase(message("a key that stands once")))


def _told(
    spark: SparkSession, query: str, resource: Resource, column: str, rule: str, expected: Phrase
) -> Iterator[BrokenRule]:
    found = spark.sql(query).first()
    if found["rows"]:
        yield BrokenRule(f"{resource.name}.parquet", column, rule, found["value"], found["rows"], expected)
