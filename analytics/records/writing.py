"""How does a release reach the disk so that it is there whole or not at all? Measure, seal, sync, and say what failed."""

import contextlib
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from errno import EINVAL
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from analytics.errors import UnreadableInput
from analytics.language import message
from analytics.records.contract import OPTIONAL_RECORD_TABLES, RECORD_TABLES
from analytics.records.import_lock import POINTER_ASIDE
from analytics.records.manifest import MANIFEST, REFUSED, hash_file
from analytics.records.shortage import is_of_scratch, is_shortage, tell_shortage


def measure(staging: Path, stated: Mapping[str, dict]) -> dict[str, dict]:
    """What was written: each table's file, rows, bytes and hash, besides what is stated of it (where it comes from).

    Raises ValueError when a table is lacking or anything else is there.
    """
    written = {path.name for path in staging.iterdir()}
    tables = {}
    for table in (*RECORD_TABLES, REFUSED):
        path = staging / f"{table}.parquet"
        if path.name in written:
            written.remove(path.name)
            rows = pq.read_metadata(path).num_rows
            tables[table] = {"from": "given"} | stated.get(table, {}) | {
                "file": path.name, "rows": rows, "bytes": path.stat().st_size, "sha256": hash_file(path)
            }  # fmt: skip
        elif table in OPTIONAL_RECORD_TABLES:
            tables[table] = {"file": None, "rows": 0, "bytes": 0, "sha256": None, "from": "absent"}
        elif table != REFUSED:
            raise ValueError(f"a release needs {path.name}")
    if written:
        raise ValueError(f"a release holds no {sorted(written)[0]}")
    return tables


def seal(staging: Path, manifest: dict) -> None:
    """Write the manifest beside the files, make all of them read-only, and bring them to the disk."""
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    (staging / MANIFEST).write_text(text, encoding="utf-8")
    for path in staging.iterdir():
        path.chmod(0o444)
        sync(path)
    sync(staging)


def write_aside(releases: Path, text: str) -> Path:
    """Write the next pointer beside the one in use, to take its place in one step; returns where it is."""
    path = releases / f"{POINTER_ASIDE}{secrets.token_hex(4)}"
    path.write_text(text + "\n", encoding="utf-8")
    sync(path)
    return path


def sync(path: Path) -> None:
    """Bring a file, or the list of names of a folder, to the disk before anything else is done."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != EINVAL:  # said by network disks that cannot do this to a folder
            raise
    finally:
        os.close(handle)


@contextlib.contextmanager
def failures_told(releases: Path) -> Iterator[None]:
    """Turn what a disk refuses (full, read-only) and a want of memory into one sentence. Raises UnreadableInput."""
    try:
        yield
    except (OSError, MemoryError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
        if is_shortage(error):
            raise tell_shortage(error, releases) from error
        if is_of_scratch(error):
            raise
        detail = getattr(error, "strerror", None) or str(error).partition("\n")[0][:120]
        raise UnreadableInput(
            message("The release could not be written in {path} ({detail}); nothing was changed."),
            path=str(releases),
            detail=detail,
        ) from error
