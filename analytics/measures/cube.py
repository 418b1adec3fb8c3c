"""How are all questions answered from a few thousand cells? The records are read once and summed over all dimensions.

A cube is a folder: one Parquet file a grain, and `cube.json` with a hash of each. It is kept in the cache under the
fingerprint of the records, so that it is built once per data state; one that does not match its hashes is built again.
"""

import hashlib
import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

import duckdb
import numpy as np

from analytics.errors import NotPublic, UnreadableInput
from analytics.language import message
from analytics.measures.cleared import Cleared
from analytics.measures.coding import create_codes, keep_facts
from analytics.measures.dimensions import DIMENSIONS, OF_A_PERSON, OF_AN_AWARD, OF_AN_INTEGRATION
from analytics.measures.rollups import OF_AN_AMOUNT, ROLLUPS, smallest_copy
from analytics.measures.sums import cube_query
from analytics.records.codes import CodeLists, read_code_lists
from analytics.records.current import Records
from analytics.records.folder import DataFolder
from analytics.records.kept import hash_of, open_or_build
from analytics.records.manifest import CUBE
from analytics.records.memory import memory_allowed
from analytics.records.paths import exact_path
from analytics.records.scratch import Scratch
from analytics.records.shortage import shortages_told

FACTS = Path(__file__).with_name("facts.sql")
CUBES_KEPT = 8
# Those of a page or two for each of a few readers.
ANSWERS_KEPT = 128
# What a table holds besides dimensions that can be asked by: how and when a support ended.
OF_AN_EXIT = ("latest_status", "exit", "exit_month")
# table → (view of facts.sql that it sums, its dimensions, the grain whose measures it holds)
TABLES = {
    "integrations_cube": ("integration_facts", OF_AN_INTEGRATION, "integrations"),
    "funding_cube": ("award_facts", (*OF_AN_AWARD, *OF_AN_AMOUNT), "awards"),
    "persons_cube": ("person_facts", OF_A_PERSON[1:], "persons"),
    "person_years_cube": ("person_year_facts", OF_A_PERSON, "persons"),
    "follow_up_cube": ("integration_facts", (*OF_AN_INTEGRATION, *OF_AN_EXIT), "exits"),
}


@dataclass
class Cube:
    """An open cube: a DuckDB database in memory with the tables of TABLES and `cities`; read it through `cursor()`.

    One for the public has no database: `cleared` answers alone, and whatever else is asked raises NotPublic.
    """

    connection: duckdb.DuckDBPyConnection | None
    code_lists: CodeLists
    key: str
    observed_until: date | None = None
    cleared: Cleared | None = None
    _held: dict[tuple[str, str], list] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # With the cube, so that an answer never outlives what it was asked of.
        self._run = lru_cache(maxsize=ANSWERS_KEPT)(self._run)

    def for_public(self, cleared: Cleared) -> "Cube":
        """The same without a single sum of the records: what was cleared, and which years and months there are."""
        held = {(name, "integrations_cube"): self.values(name) for name in ("year", "month")}
        return Cube(None, self.code_lists, f"public-{cleared.key}", self.observed_until, cleared, held)

    def may_answer(self, measure_id: str, by: Sequence[str]) -> bool:
        """May this be answered here? All but what was not cleared, where the public asks."""
        return self.cleared is None or self.cleared.can_answer(measure_id, by, {})

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A connection for one thread; DuckDB's own are not shared between threads."""
        if self.connection is None:
            raise NotPublic
        return self.connection.cursor()

    def select(
        self, table: str, by: Sequence[str], filters: Mapping[str, list], sums: str, having: str = "true"
    ) -> dict[str, np.ndarray]:
        """Sums of a table, by these dimensions, of the rows that the filters leave; in no order.

        Returns an array a column, masked where it holds nulls, which nobody may write to: the last answers are kept for
        whoever asks next. Names come from the catalogue and the list of dimensions; values are bound, never part of the
        text.
        """
        table = smallest_copy(table, (*by, *filters))
        condition = " AND ".join(f"list_contains(${name}, {name})" for name in filters) or "true"
        names = "".join(f"{name}, " for name in by)
        groups = f"GROUP BY {', '.join(by)}" if by else ""
        query = f"SELECT {names}{sums} FROM {table} WHERE {condition} {groups} HAVING {having}"
        return dict(self._run(query, tuple((name, tuple(values)) for name, values in filters.items())))

    def _run(self, query: str, filters: tuple[tuple[str, tuple], ...]) -> dict[str, np.ndarray]:
        found = self.cursor().execute(query, {name: list(values) for name, values in filters}).fetchnumpy()
        for column in found.values():
            column.flags.writeable = False
        return found

    def values(self, dimension: str, table: str = "integrations_cube") -> list:
        """Which values may a filter name: the code list, or for year and month what the records hold."""
        code_list = DIMENSIONS[dimension].code_list
        if code_list:
            return self.code_lists.ids(code_list)
        if (dimension, table) not in self._held:
            rows = self.cursor().execute(f"SELECT DISTINCT {dimension} FROM {table} ORDER BY 1").fetchall()
            self._held[dimension, table] = [row[0] for row in rows]
        return self._held[dimension, table]

    @property
    def years(self) -> list[int]:
        return self.values("year")


@dataclass(frozen=True)
class Keyed:
    """A cube under the key of its contents, by which an answer can be kept."""

    key: str
    cube: Cube = field(compare=False)

    @classmethod
    def of(cls, cube: Cube) -> "Keyed":
        return cls(cube.key, cube)


def build_cube(records: Records, out: Path) -> None:
    """Sum the records into a cube in the folder `out` (Parquet, one file a table of TABLES, and cube.json).

    Raises UnreadableInput and InvalidData as `Records.load` does.
    """
    with shortages_told(out):
        with Scratch() as scratch, scratch.connect(memory_allowed()) as connection:
            observed_until = _sum_records(connection, records, out)
        describe_cube(records, records.fingerprint, observed_until, out)


def fact_statements(observed_until: date | None) -> list[str]:
    """Which statements make the views of facts.sql, for people who were observed until this day?"""
    day = f"DATE '{observed_until.isoformat()}'" if observed_until else "CAST(NULL AS DATE)"
    text = FACTS.read_text(encoding="utf-8").replace("{observed_until}", day)
    return [statement for statement in text.split(";\n") if statement.strip()]


def _sum_records(connection: duckdb.DuckDBPyConnection, records: Records, out: Path) -> date | None:
    observed_until = records.load(connection)
    # Cells stand in no order, and keeping one would hold much in memory.
    connection.execute("SET preserve_insertion_order = false")
    for statement in fact_statements(observed_until):
        connection.execute(statement)
    keep_facts(connection, read_code_lists(records.folder))
    out.mkdir(parents=True, exist_ok=True)
    for table, (view, dimensions, grain) in TABLES.items():
        query = f"COPY ({cube_query(view, dimensions, grain)}) TO $path (FORMAT parquet)"
        connection.execute(query, {"path": str((out / f"{table}.parquet").absolute())})
    return observed_until


def describe_cube(records: Records, fingerprint: str, observed_until: date | None, out: Path) -> None:
    """Write what a cube is of beside its tables, which makes it whole."""
    described = {
        "recipe": recipe(),
        "tables": {table: hash_of(out / f"{table}.parquet") for table in TABLES},
        "fingerprint": fingerprint,
        "observed_until": observed_until.isoformat() if observed_until else None,
        "synthetic": records.is_synthetic,
        "assumptions": records.assumptions,
    }
    (out / CUBE).write_text(json.dumps(described, indent=1) + "\n", encoding="utf-8")


def open_cube(path: Path, folder: DataFolder) -> Cube:
    """Open a cube that was built before.

    Raises UnreadableInput when a file is missing, damaged, or not the one that was written, and when the measures were
    defined otherwise when the cube was built.
    """
    try:
        described = json.loads((path / CUBE).read_text(encoding="utf-8"))
        if described["tables"] and described.get("recipe") != recipe():
            raise UnreadableInput(
                message("{path} holds a cube of another version, which counts otherwise; build it again with “cube”."),
                path=str(path),
            )
        if set(described["tables"]) != set(TABLES):
            raise ValueError("tables")
        for table, expected in described["tables"].items():
            if hash_of(path / f"{table}.parquet") != expected:
                raise ValueError(table)
        code_lists = read_code_lists(folder)
        connection = duckdb.connect()
        for table, (_, dimensions, _) in TABLES.items():
            _load_table(connection, table, dimensions, path / f"{table}.parquet")
        cities = code_lists.frame("cities")[["id", "region_id", "centre_status", "population"]]
        connection.register("held_cities", cities)
        connection.execute(
            "CREATE TABLE cities AS SELECT id AS city, region_id AS region, centre_status, "
            "CAST(population AS BIGINT) AS population FROM held_cities"
        )
        connection.unregister("held_cities")
        # Sharing out a few thousand cells among threads takes longer than adding them up.
        sized = connection.execute("SELECT max(estimated_size), current_setting('threads') FROM duckdb_tables()")
        cells, threads = sized.fetchone()
        connection.execute(f"SET threads = {min(threads, 1 + cells // 1_000_000)}")
    except (OSError, ValueError, KeyError, TypeError, AttributeError, duckdb.Error) as error:
        raise UnreadableInput(message("{path} holds no whole cube."), path=str(path)) from error
    until = described.get("observed_until")
    return Cube(connection, code_lists, described["fingerprint"], date.fromisoformat(until) if until else None)


def _load_table(connection: duckdb.DuckDBPyConnection, table: str, dimensions: tuple[str, ...], path: Path) -> None:
    """Bring a table of the cube, and its smaller copies, into memory."""
    bound = {"path": exact_path(path)}
    source = "read_parquet($path, hive_partitioning => false)"
    types = {row[0]: row[1] for row in connection.execute(f"DESCRIBE SELECT * FROM {source}", bound).fetchall()}
    coded = [name for name in dimensions if types[name] == "VARCHAR"]
    # Codes are numbers underneath: grouping a million cells by them takes a quarter of the time that text takes.
    listed = ", ".join(f"list_sort(list(DISTINCT {name}))" for name in coded)
    for name, codes in zip(coded, connection.execute(f"SELECT {listed} FROM {source}", bound).fetchone(), strict=True):
        create_codes(connection, f"{table}_{name}", codes or ())
    replaced = ", ".join(f"CAST({name} AS {table}_{name}) AS {name}" for name in coded)
    connection.execute(f"CREATE TABLE {table} AS SELECT * REPLACE ({replaced}) FROM {source}", bound)
    rollups = ROLLUPS.get(table, ())
    for number, dropped in enumerate(rollups, start=1):
        held = [name for name in dimensions if name not in dropped]
        kept = ", ".join(held)
        sums = ", ".join(
            f"CAST(sum({name}) AS {type}) AS {name}" for name, type in types.items() if name not in dimensions
        )
        larger = smallest_copy(table, held, rollups[: number - 1])
        connection.execute(f"CREATE TABLE {table}_{number} AS SELECT {kept}, {sums} FROM {larger} GROUP BY {kept}")


_building = threading.Lock()


def cube_of(records: Records) -> Cube:
    """The cube of these records, as they are now: opened from the cache, or built. Raises as `build_cube` does."""
    return _cube_of(records, f"{records.fingerprint}-{recipe()}")


@cache
def _opened() -> dict[str, Cube]:
    return {}


def _cube_of(records: Records, key: str) -> Cube:
    opened = _opened()
    cube = opened.get(key)
    if cube is None:
        with _building:
            cube = opened.get(key)
            if cube is None:
                cube = _open_or_build(records, key)
                while len(opened) >= CUBES_KEPT:
                    opened.pop(next(iter(opened)))
                opened[key] = cube
    # Held here, since another thread may have put it out of the list meanwhile.
    return cube


def _open_or_build(records: Records, key: str) -> Cube:
    def open_same(path: Path) -> Cube:
        cube = open_cube(path, records.folder)
        if cube.key != records.fingerprint:
            raise UnreadableInput(
                message("{path} holds the cube of other records or code lists; build it again with “cube”."),
                path=str(path),
            )
        return cube

    if records.is_cube_alone:
        return open_same(records.path)
    return open_or_build(
        records.folder.cache, f"cube-{key}", lambda path: build_cube(records, path), open_same, CUBES_KEPT
    )


@cache
def recipe() -> str:
    """What is summed, as a short hash: a changed definition must not be answered from an older cube."""
    parts = [FACTS.read_text(encoding="utf-8"), *(cube_query(*table) for table in TABLES.values())]
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:12]
