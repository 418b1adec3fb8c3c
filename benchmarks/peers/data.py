"""Which records does everybody ask? Those of the demonstration at a size, and one wide Parquet file made of them.

Both lie in the user's cache folder, each under a hash of what makes it, so that a second run finds them.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analytics.measures.cube import FACTS
from analytics.records.codes import read_code_lists
from analytics.records.contract import RECORD_TABLES
from analytics.records.folder import DataFolder
from analytics.records.manifest import read_manifest
from analytics.records.scratch import Scratch

PROJECT = Path(__file__).resolve().parents[2]
# What does not fit is put aside on the disk.
MEMORY = "4GB"
MAKERS = tuple(sorted((PROJECT / "analytics/records/demo").glob("*.py")))
FLATTENERS = (FACTS, Path(__file__))


@dataclass(frozen=True)
class Data:
    """A data folder of Idmaj with records of this size and their cube, and the file that its peers read."""

    folder: Path
    integrations: int

    @property
    def parquet(self) -> Path:
        return self.folder / f"integrations-{_recipe(FLATTENERS)}.parquet"

    @property
    def megabytes(self) -> float:
        return self.parquet.stat().st_size / 1e6


def make_data(integrations: int) -> Data:
    """The records of this size, made where they are not there yet; never all of them in memory."""
    data = Data(_cache() / f"{integrations}-{_recipe(MAKERS)}", integrations)
    if not (data.folder / "demo/manifest.json").exists():
        _run("demo", "--integrations", str(integrations), "--out", str(data.folder / "demo"))
    if not data.parquet.exists():
        flatten(data.folder / "demo", data.parquet)
    # The server opens a cube that is there: building it is measured elsewhere.
    _run("ask", "integrations", IDMAJ_DATA=str(data.folder))
    return data


def flatten(records: Path, out: Path) -> None:
    """Write one row an integration with all that is known of it: the facts that Idmaj's own cube is summed from."""
    unfinished = out.with_suffix(".unfinished")
    until = date.fromisoformat(read_manifest(records)["observed_until"])
    text = FACTS.read_text(encoding="utf-8").replace("{observed_until}", f"DATE '{until.isoformat()}'")
    with Scratch() as scratch, scratch.connect(memory=MEMORY) as connection:
        read_code_lists(DataFolder.at()).load_into(connection)
        for table in RECORD_TABLES:
            path = str(records / f"{table}.parquet").replace("'", "''")
            connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{path}')")
        for statement in filter(str.strip, text.split(";\n")):
            connection.execute(statement)
        connection.execute("SET enable_progress_bar = false")
        query = "COPY (SELECT * FROM integration_facts) TO $path (FORMAT parquet)"
        connection.execute(query, {"path": str(unfinished)})
    os.replace(unfinished, out)


def _run(*command: str, **environment: str) -> None:
    asked = [sys.executable, "-m", "analytics", *command]
    subprocess.run(asked, check=True, cwd=PROJECT, env=os.environ | environment, stdout=subprocess.DEVNULL)


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "idmaj-benchmarks"


def _recipe(makers: Iterable[Path]) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in makers)).hexdigest()[:8]
