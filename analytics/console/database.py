"""What can an analyst query? A database file of its own for each audience, which holds nothing that it may not see.

Insiders: the cube's cells (no person, no name), the code lists and the published figures. The public: the cleared tables
in one long table, the code lists and the published figures. Nothing can be asked for that is not in the file.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import duckdb

from analytics.disclosure.gate import AUDIENCES, INTERNAL, PUBLIC, find_cleared
from analytics.errors import UnknownName, UnreadableInput
from analytics.language import message
from analytics.measures.cells import list_rows, tabulate
from analytics.measures.cube import TABLES, Cube, Keyed
from analytics.measures.dimensions import DIMENSIONS
from analytics.published.register import Register, register
from analytics.records.folder import DataFolder
from analytics.records.kept import hash_of, open_or_build

FILE = "console.duckdb"
MOST_KEPT = 8
PUBLIC_CELLS = "public_cells"
COLUMNS = "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal"


@dataclass(frozen=True)
class Database:
    """A database of an audience. path: its file; columns: table → its columns and their types."""

    path: Path
    columns: dict[str, dict[str, str]]


def open_database(cube: Cube, folder: DataFolder, audience: str = INTERNAL) -> Database:
    """The database of these records for this audience: from the cache of the folder, or built.

    Raises UnknownName for another audience, NotPublic where insiders' cells are asked of a cube of the public, and what
    `find_cleared` raises.
    """
    if audience not in AUDIENCES:
        raise UnknownName(message("audience"), audience, AUDIENCES)
    # The public's cells change with the rules too, of which their own key knows.
    cells = find_cleared(cube, folder).key if audience == PUBLIC and cube.cleared is None else cube.key
    database = _open_database(Keyed.of(cube), folder, audience, register(folder), cells)
    if not database.path.exists():  # tidied away meanwhile
        _open_database.cache_clear()
        return open_database(cube, folder, audience)
    return database


@cache
def _recipe() -> str:
    return hashlib.sha256(Path(__file__).read_bytes()).hexdigest()


@lru_cache(maxsize=MOST_KEPT)
def _open_database(keyed: Keyed, folder: DataFolder, audience: str, figures: Register, cells: str) -> Database:
    lists = [frame.to_csv() for frame in figures.code_lists.lists.values()]
    parts = (audience, cells, _recipe(), repr(figures.rows()), figures.sources.to_csv(), *lists)
    name = f"console-{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:16]}"

    def build(path: Path) -> None:
        with duckdb.connect(str(path / FILE)) as connection:
            tables = _insiders(keyed.cube) if audience == INTERNAL else _of_the_public(keyed.cube, folder)
            for name, held in (*tables, *_known_to_all(figures)):
                connection.register("held", held)
                # The place of a row must not tell what its hidden number is; all others keep their own order.
                order = "ORDER BY ALL" if name == PUBLIC_CELLS else ""
                connection.execute(f"CREATE TABLE {name} AS SELECT {_plain(connection)} FROM held {order}")
                connection.unregister("held")
        (path / "console.json").write_text(json.dumps({"hash": hash_of(path / FILE)}), encoding="utf-8")

    columns = open_or_build(folder.cache, name, build, _read, MOST_KEPT)
    return Database(folder.cache / name / FILE, columns)


def _plain(connection: duckdb.DuckDBPyConnection) -> str:
    """Codes as text, whatever they are underneath: an analyst sets them beside the text of the code lists."""
    described = connection.execute("DESCRIBE SELECT * FROM held").fetchall()
    return ", ".join(
        f"CAST({name} AS VARCHAR) AS {name}" if type.startswith("ENUM") else name for name, type, *_ in described
    )


def _insiders(cube: Cube) -> Iterator[tuple[str, object]]:
    for name in TABLES:
        yield name, cube.cursor().sql(f"SELECT * FROM {name}").to_arrow_table()


def _of_the_public(cube: Cube, folder: DataFolder) -> Iterator[tuple[str, object]]:
    cleared = cube.cleared or find_cleared(cube, folder)
    parts = []
    for table in cleared.tables:
        cells = cleared.answer(table.measure, table.by, table.where).assign(
            name=table.name, divided_by=", ".join(table.by)
        )
        parts.append(cells.assign(**{name: codes[0] for name, codes in table.where.items()}))
    dimensions = [name for name in DIMENSIONS if any(name in part for part in parts)]
    columns = ("name", "measure", "divided_by", *dimensions, "numerator", "denominator", "value", "status")
    types = {"year": "Int64"} | dict.fromkeys(("numerator", "denominator", "value"), "Float64")
    rows = [row for part in parts for row in list_rows(part)]
    for row in rows:
        row["year"] = int(row["year"])
    yield PUBLIC_CELLS, tabulate(rows, columns, dict.fromkeys(columns, "string") | types)


def _known_to_all(figures: Register) -> Iterator[tuple[str, object]]:
    for name, frame in figures.code_lists.lists.items():
        yield name, frame.reset_index(drop=True)
    yield "published", figures.figures()
    yield "sources", figures.sources


def _read(path: Path) -> dict[str, dict[str, str]]:
    """Which columns have its tables? Raises UnreadableInput where the file is not the one that was written."""
    try:
        written = json.loads((path / "console.json").read_text(encoding="utf-8"))
        if hash_of(path / FILE) != written["hash"]:
            raise ValueError("hash")
        with duckdb.connect(str(path / FILE), read_only=True) as connection:
            rows = connection.execute(COLUMNS).fetchall()
    except (OSError, ValueError, KeyError, TypeError, duckdb.Error) as error:
        raise UnreadableInput(message("{path} holds no whole database for queries."), path=str(path)) from error
    columns: dict[str, dict[str, str]] = {}
    for table, column, type in rows:
        columns.setdefault(table, {})[column] = type
    return columns
