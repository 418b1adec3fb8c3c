"""What codes exist, and what are they called? The code lists of `data/reference/`."""

from functools import cache
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from analytics.errors import InvalidData
from analytics.language import LANGUAGES, Language, Named
from analytics.records.checking import check_table
from analytics.records.contract import Resource, read_contract
from analytics.records.folder import PROJECT_DATA, DataFolder
from analytics.records.reading import load_raw, quote_name


def load_checked(
    connection: duckdb.DuckDBPyConnection, folder: DataFolder, names: tuple[str, ...], loaded: dict[str, str]
) -> dict[str, str]:
    """Bring resources of the package into tables of their name, typed by the contract, or say what is wrong.

    Each may refer to those before it and to `loaded` (resource → table); returns `loaded` with them.
    Raises InvalidData with every problem found in the first file that has one, and UnreadableInput.
    """
    contract = read_contract(folder)
    loaded = dict(loaded)
    for name in names:
        load_one(connection, contract.resource(name), folder.find(contract.resource(name).path), name, loaded)
        loaded[name] = name
    return loaded


def load_one(
    connection: duckdb.DuckDBPyConnection, resource: Resource, path: Path, table: str, references: dict[str, str]
) -> None:
    """Bring one file into `table`, typed by the contract. Raises InvalidData, UnreadableInput."""
    raw = f"{table}_raw"
    load_raw(connection, resource, path, raw)
    problems = check_table(connection, resource, raw, path.name, references | {table: raw})
    if problems:
        raise InvalidData(problems)
    columns = ", ".join(
        f"CAST({quote_name(field.name)} AS {field.duckdb_type}) AS {quote_name(field.name)}"
        for field in resource.fields
    )
    if path.suffix == ".parquet":
        connection.execute(f"CREATE OR REPLACE VIEW {quote_name(table)} AS SELECT {columns} FROM {quote_name(raw)}")
        return
    connection.execute(
        f"CREATE OR REPLACE TABLE {quote_name(table)} AS SELECT {columns} FROM {quote_name(raw)} ORDER BY file_row"
    )
    connection.execute(f"DROP TABLE {quote_name(raw)}")


CODE_LISTS = (
    "regions", "sexes", "age_groups", "education", "routes", "programmes", "sectors", "partners", "prepared",
    "funding_kinds", "follow_up_statuses", "centre_statuses", "indicators", "published_programmes", "qualifiers",
    "units", "periods",
)  # fmt: skip


class CodeLists:
    """Every code list of a folder, as frames indexed by id in the order of the file. `cities` is one of them."""

    def __init__(self, folder: DataFolder) -> None:
        connection = duckdb.connect()
        load_checked(connection, folder, (*CODE_LISTS, "cities"), {})
        self.lists = {
            name: connection.execute(f"SELECT * FROM {quote_name(name)}").df().set_index("id", drop=False)
            for name in (*CODE_LISTS, "cities")
        }
        connection.close()
        # As DuckDB reads them again at every import, without pandas between.
        self._tables = {name: pa.Table.from_pandas(frame, preserve_index=False) for name, frame in self.lists.items()}
        self._ids = {name: list(frame.index) for name, frame in self.lists.items()}
        self._names = {
            (name, column): frame[column].to_dict()
            for name, frame in self.lists.items()
            for column in ("name_en", "name_fr", "name_ar")
        }

    def load_into(self, connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
        """Bring every list into tables of its name; returns resource → table, for other tables to refer to."""
        for name, held in self._tables.items():
            connection.register("held_list", held)
            connection.execute(f"CREATE OR REPLACE TABLE {quote_name(name)} AS SELECT * FROM held_list")
            connection.unregister("held_list")
        return {name: name for name in self.lists}

    def ids(self, name: str) -> list[str]:
        """Which codes does this list hold, in order?"""
        return self._ids[name]

    def name(self, list_name: str, code: object, language: Language) -> str:
        """What is this code called? The code itself where the list does not hold it (a year, say)."""
        return self._names[list_name, f"name_{language.code}"].get(code, str(code))

    def named(self, list_name: str, code: str) -> Named:
        """The name of this code for a sentence whose reader is not known yet."""
        names = {of: self._names[list_name, f"name_{of}"].get(code, code) for of in LANGUAGES}
        return Named(code, names)

    def frame(self, name: str) -> pd.DataFrame:
        return self.lists[name]


def read_code_lists(folder: DataFolder) -> CodeLists:
    """Which code lists does this folder use? Read again only when a file changed. Raises InvalidData."""
    contract = read_contract(folder)
    paths = (folder.package, *(folder.find(contract.resource(name).path) for name in (*CODE_LISTS, "cities")))
    if not any(path.is_relative_to(folder.root) for path in paths):
        folder = DataFolder(PROJECT_DATA)  # which all folders without lists of their own share
    return _read_code_lists(folder, tuple((str(path), path.stat().st_mtime_ns) for path in paths if path.exists()))


@cache
def _read_code_lists(folder: DataFolder, _state: tuple) -> CodeLists:
    return CodeLists(folder)
