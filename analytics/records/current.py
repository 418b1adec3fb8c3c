"""Which records are asked? A folder of four tables, real or demonstration, with what its manifest says of it."""

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

import duckdb

from analytics.errors import UnreadableInput
from analytics.language import message
from analytics.records.codes import CODE_LISTS, load_one, read_code_lists
from analytics.records.contract import OPTIONAL_RECORD_TABLES, RECORD_TABLES, read_contract
from analytics.records.folder import DataFolder
from analytics.records.manifest import MANIFEST, REFUSED, check_files, hash_file, is_cube_alone, read_manifest
from analytics.records.paths import exact_path
from analytics.records.reading import quote_name
from analytics.records.releases import DEMO, current_release, find_release


@dataclass(frozen=True)
class Records:
    """A folder with beneficiaries, integrations and, where there are any, funding and follow-ups (Parquet or CSV).

    `release_id` is None for the demonstration records and for a bare folder.
    """

    path: Path
    folder: DataFolder
    release_id: str | None = None

    @cached_property
    def manifest(self) -> dict:
        """What is said of these records; empty for a bare folder. Raises UnreadableInput."""
        return read_manifest(self.path)

    @property
    def is_synthetic(self) -> bool:
        """Do these records describe nobody? True also when only the data package says so: the badge must not get lost
        with the manifest."""
        described = read_contract(self.folder).resource("integrations")
        packaged = self.path == self.folder.find(described.path).parent and described.synthetic
        return bool(self.manifest.get("synthetic", packaged))

    @property
    def assumptions(self) -> list[dict]:
        """Which parts rest on an assumption because nothing was published: id, where, measures (all when absent)."""
        return self.manifest.get("assumptions", [])

    @property
    def refused_rows(self) -> int:
        """How many rows of the files that were loaded, for this release and those it is based on, are refused still?"""
        return sum(sum(self.manifest.get(part, {}).values()) for part in (REFUSED, "refused_before"))

    def file_of(self, table: str) -> Path | None:
        """Which file holds this table? None where the folder has none. Raises UnreadableInput where it has two."""
        found = [path for suffix in (".parquet", ".csv") if (path := self.path / f"{table}{suffix}").exists()]
        if len(found) > 1:
            raise UnreadableInput(
                message("{path} holds both {file} and {other}; one of them was expected."),
                path=str(self.path),
                file=found[0].name,
                other=found[1].name,
            )
        return found[0] if found else None

    @property
    def fingerprint(self) -> str:
        """What identifies the state of these records? A hash over the content of their files and of the reference data
        that the cube rests on. Where the cube lies alone, the manifest says what they were."""
        if self.is_cube_alone:
            return self.stated_fingerprint
        return self._fingerprint([_state_of(self.file_of(table)) for table in RECORD_TABLES])

    @property
    def stated_fingerprint(self) -> str:
        """What does their manifest say that it is? The same, when the files are those that it describes."""
        tables = [self.manifest.get("tables", {}).get(table, {}) for table in RECORD_TABLES]
        return self._fingerprint([(each.get("file"), each.get("sha256") or "absent") for each in tables])

    def _fingerprint(self, tables: list[tuple[str | None, str]]) -> str:
        contract = read_contract(self.folder)
        files = [self.path / MANIFEST, self.folder.package]
        files += [self.folder.find(contract.resource(name).path) for name in (*CODE_LISTS, "cities")]
        states = tables + [_state_of(path) for path in files]
        return hashlib.sha256("".join(f"{name}:{content};" for name, content in states).encode()).hexdigest()[:24]

    @property
    def is_cube_alone(self) -> bool:
        """Is only the cube of these records here, built where the records are?"""
        return is_cube_alone(self.path)

    def check(self) -> None:
        """Are the files those that the manifest describes? Raises UnreadableInput. A cube tells so itself when it is
        opened."""
        if self.is_cube_alone:
            return
        check_files(self.path, self.manifest, {table: self.file_of(table) for table in RECORD_TABLES})

    def load(self, connection: duckdb.DuckDBPyConnection) -> date | None:
        """Bring the four checked tables, and `cities`, into this connection; returns until when people were observed.

        Parquet files are views: they are read as often as they are asked, and never held in memory.

        Raises UnreadableInput (a file is missing, broken, or not the one its manifest describes) and InvalidData (rows
        that break the contract).
        """
        if self.is_cube_alone:
            raise UnreadableInput(
                message("{path} holds the cube of records that are elsewhere; this needs the records themselves."),
                path=str(self.path),
            )
        self.check()
        contract = read_contract(self.folder)
        loaded = read_code_lists(self.folder).load_into(connection)
        for table in RECORD_TABLES:
            path = self.file_of(table)
            if path is None and table in OPTIONAL_RECORD_TABLES:
                columns = ", ".join(f"{quote_name(f.name)} {f.duckdb_type}" for f in contract.resource(table).fields)
                connection.execute(f"CREATE OR REPLACE TABLE {quote_name(table)} ({columns})")
            elif self.release_id:
                # Checked when the release was made; the hash says that it is still that file.
                connection.read_parquet(exact_path(path), hive_partitioning=False).create_view(table)
            else:
                missing = self.path / f"{table}.parquet"
                load_one(connection, contract.resource(table), path or missing, table, loaded)
            loaded[table] = table
        stated = self.manifest.get("observed_until")
        if stated:
            return date.fromisoformat(stated)
        return connection.execute("SELECT max(observed_on) FROM follow_ups").fetchone()[0]


def current_records(folder: DataFolder, release: str | None = None) -> Records:
    """Which records are asked: those of this release (`demo`: the demonstration), else of the current one?

    Raises UnknownName for a release that is not there, UnreadableInput for one that is not whole.
    """
    if release == DEMO:
        return Records(folder.demo, folder)
    found = current_release(folder) if release is None else find_release(folder, release)
    return Records(found.path, folder, found.id) if found else Records(folder.demo, folder)


def open_records(path: Path, folder: DataFolder) -> Records:
    """Open a bare folder of record files. Raises UnreadableInput when there is none."""
    if not path.is_dir():
        raise UnreadableInput(message("{path} is not a folder; a folder of record files was expected."), path=str(path))
    return Records(path.absolute(), folder)


def _state_of(path: Path | None) -> tuple[str | None, str]:
    """The name of a file and the hash of what it holds."""
    if path is None or not path.exists():
        return path.name if path else None, "absent"
    state = path.stat()
    return path.name, _hash_of_state(path, state.st_size, state.st_mtime_ns)


@cache
def _hash_of_state(path: Path, _size: int, _modified: int) -> str:
    # Read whole only when size or time changed: a page asks at every click, and the files can be large.
    return hash_file(path)
