"""What of these records is cleared for the public? The closed list, protected, audited, and kept beside the cube.

The tables are worked out once for a state of records, rules, list and printed figures. A list that does not withstand its
audit answers nothing.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from analytics.disclosure.common_knowledge import know_published, nest_codes
from analytics.disclosure.contributions import add_contributions
from analytics.disclosure.protect import Protected, protect_tables
from analytics.disclosure.public_tables import public_tables
from analytics.disclosure.rules import Rules
from analytics.disclosure.tables import Table
from analytics.errors import NotPublic, RefusedQuestion, UnknownName, UnreadableInput
from analytics.language import Language, message
from analytics.measures.asking import ask, code_of
from analytics.measures.cube import Cube
from analytics.published.register import Register
from analytics.records.folder import DataFolder
from analytics.records.kept import hash_of, open_or_build

MOST_KEPT = 8
PREFIX = "public-"
# dimension → the codes chosen of it
Chosen = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class ClearedTables(Protected):
    """The closed list as the public sees it, and the proof, which is for those who may see exact values.

    key: of the state of records, rules and printed figures. tables: those of the list that these records can answer.
    """

    key: str
    tables: tuple[Table, ...]

    def answer(self, measure_id: str, by: Sequence[str], where: Mapping[str, list]) -> pd.DataFrame:
        """The cleared cells of a table of the list, or of those rows of one that the filters choose.

        A filter by what the cells are not divided by must leave one code: otherwise cells would have to be added up, and
        some may be hidden. Raises NotPublic for every other question, and RefusedQuestion where the audit failed.
        """
        self._require_safe()
        found = self._find(measure_id, by, where)
        if found is None:
            raise NotPublic
        table, chosen = found
        frame = self.frames[table.name]
        for name, codes in chosen.items():
            frame = frame[frame[name].map(code_of).isin(codes)]
        return frame[["measure", *by, "numerator", "denominator", "value", "status"]].reset_index(drop=True)

    def can_answer(self, measure_id: str, by: Sequence[str], where: Mapping[str, list]) -> bool:
        """Is this question on the list?"""
        return self._find(measure_id, by, where) is not None

    def name_of(self, measure_id: str, by: Sequence[str], where: Mapping[str, list]) -> str | None:
        """Which table of the list, by its name, answers this question? None where none does."""
        found = self._find(measure_id, by, where)
        return found[0].name if found else None

    def _find(self, measure_id: str, by: Sequence[str], where: Mapping[str, list]) -> tuple[Table, Chosen] | None:
        asked = {name: frozenset(map(code_of, values)) for name, values in where.items()}
        for table in self.tables:
            chosen = _chosen_of(table, measure_id, by, asked)
            if chosen is not None:
                return table, chosen
        return None

    def list_tables(self) -> pd.DataFrame:
        """The closed list, a row a table that these records can answer: `name`, `measure`, `by` (a list of dimensions),
        `where` (dimension → codes). Raises RefusedQuestion where the audit failed."""
        self._require_safe()
        rows = [
            {"name": each.name, "measure": each.measure, "by": list(each.by), "where": _listed(each.where)}
            for each in self.tables
        ]
        return pd.DataFrame(rows, columns=["name", "measure", "by", "where"])

    def say_audit(self, language: Language) -> str:
        """What did the audit find, in a sentence?"""
        unsafe = int((~self.audit["is_safe"]).sum())
        if unsafe:
            return language.say_count(
                "{n} hidden number can be narrowed down too far: nothing is shown to the public.",
                "{n} hidden numbers can be narrowed down too far: nothing is shown to the public.",
                unsafe,
            )
        return language.say_count(
            "{n} number is hidden in the tables for the public, and no outsider can narrow it down too far.",
            "{n} numbers are hidden in the tables for the public, and no outsider can narrow one of them down too far.",
            len(self.audit),
        )

    def _require_safe(self) -> None:
        if not self.is_safe:
            raise RefusedQuestion(
                message(
                    "The audit of these tables found a hidden number that can be worked out: nothing of them is shown."
                )
            )


def _listed(where: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {name: list(codes) for name, codes in where.items()}


def _chosen_of(table: Table, measure_id: str, by: Sequence[str], asked: Chosen) -> Chosen | None:
    """Which rows of this table answer the question? None where it is another question."""
    fixed = {name: frozenset(values) for name, values in table.where.items()}
    chosen = {name: codes for name, codes in asked.items() if fixed.get(name) != codes}
    is_same = table.measure == measure_id and all(asked.get(name) == codes for name, codes in fixed.items())
    if is_same and set(table.by) == {*by, *chosen} and all(len(chosen[name]) == 1 for name in chosen if name not in by):
        return chosen
    return None


def clear(cube: Cube, folder: DataFolder, rules: Rules, figures: Register) -> ClearedTables:
    """Protect and audit the closed list over these records, or take it from the cache where that was done before.

    folder: whose cache. rules: of `read_rules`. figures: what everybody knows. Raises what `protect_tables` raises.
    """
    parts = (cube.key, json.dumps(asdict(rules)), repr(sorted(map(repr, figures.rows()))), _recipe())
    key = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

    def build(path: Path) -> None:
        tables = tuple(_answerable(cube))
        frames = {
            table.name: add_contributions(table, ask(table.measure, table.by, table.where, cube=cube), cube)
            for table in tables
        }
        found = protect_tables(tables, frames, know_published(figures, cube), rules, nest_codes(cube))
        _write(path, tables, found)

    return open_or_build(folder.cache, f"{PREFIX}{key}", build, lambda path: _read(path, key), MOST_KEPT)


def _answerable(cube: Cube) -> list[Table]:
    """The tables of the list about years that the records hold, and that have a cell."""
    found = []
    for table in public_tables():
        try:
            if len(ask(table.measure, table.by, table.where, cube=cube)):
                found.append(table)
        except UnknownName:
            continue
    return found


@cache
def _recipe() -> str:
    """How tables are protected, as a hash: what was cleared by an older version is worked out again."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


def _write(path: Path, tables: Sequence[Table], found: Protected) -> None:
    listed = [
        {"name": each.name, "measure": each.measure, "by": each.by, "where": _listed(each.where)} for each in tables
    ]
    for number, table in enumerate(tables):
        found.frames[table.name].to_parquet(path / f"{number}.parquet")
    found.audit.to_parquet(path / "audit.parquet")
    hashes = {file.name: hash_of(file) for file in path.glob("*.parquet")}
    told = {"tables": listed, "is_smallest": found.is_smallest, "files": hashes}
    (path / "cleared.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _read(path: Path, key: str) -> ClearedTables:
    """Raises UnreadableInput where a file is missing or not the one that was written."""
    try:
        told = json.loads((path / "cleared.json").read_text(encoding="utf-8"))
        if any(hash_of(path / name) != expected for name, expected in told["files"].items()):
            raise ValueError("files")
        tables = tuple(Table(row["name"], row["measure"], row["by"], row["where"]) for row in told["tables"])
        frames = {table.name: pd.read_parquet(path / f"{number}.parquet") for number, table in enumerate(tables)}
        return ClearedTables(frames, pd.read_parquet(path / "audit.parquet"), told["is_smallest"], key, tables)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableInput(message("{path} holds no whole list of cleared tables."), path=str(path)) from error
