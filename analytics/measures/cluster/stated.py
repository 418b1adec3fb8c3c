"""What is said of records that stay on the cluster? A manifest that goes with their cube, so that a host can show it."""

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from pyspark.sql import SparkSession

from analytics.errors import UnreadableInput
from analytics.language import message
from analytics.measures.cluster.tables import Folder, Found
from analytics.records.contract import read_contract
from analytics.records.folder import DataFolder
from analytics.records.manifest import MANIFEST, find_wrong_part, read_manifest
from analytics.records.releases import UNSAID, new_id


def state_manifest(spark: SparkSession, records: Folder, folder: DataFolder) -> tuple[str, bool]:
    """Which manifest goes with the cube of these tables, and is it that of a release?

    A manifest that tells the hash of every table stays as it is, letter by letter. Any other is completed: with rows,
    bytes and state of each table, and, for real records, with all that the manifest of a release says, under a new id.
    Raises UnreadableInput when the manifest is broken or describes other files.
    """
    found, given = records.tables, _read(records.manifest)
    stated = given.get("tables", {})
    is_release = find_wrong_part(given, str(given.get("release"))) is None
    for table, each in found.items():
        _refuse_others(table, each, stated.get(table, {}))
    if is_release or (given.get("synthetic") and all(stated.get(table, {}).get("sha256") for table in found)):
        return records.manifest, is_release
    tables = {table: _state(spark, table, each) | stated.get(table, {}) for table, each in found.items()}
    completed = given | {"tables": tables}
    if not given.get("synthetic"):
        made_at = datetime.now(UTC)
        named = {"release": new_id(folder, made_at), "made_at": made_at.isoformat()}
        completed = UNSAID | {"contract": read_contract(folder).version} | named | completed
    return json.dumps(completed, ensure_ascii=False, indent=1) + "\n", False


def _read(text: str | None) -> dict:
    with tempfile.TemporaryDirectory() as place:
        if text is not None:
            (Path(place) / MANIFEST).write_text(text, encoding="utf-8")
        return read_manifest(Path(place))


def _refuse_others(table: str, found: Found | None, stated: dict) -> None:
    expected = stated.get("bytes")
    if expected and (found.bytes if found else 0) != expected:
        raise UnreadableInput(
            message("“{table}” is not of the size that its manifest states: {found} bytes, not {expected}."),
            table=table,
            found=found.bytes if found else 0,
            expected=expected,
        )


def _state(spark: SparkSession, table: str, found: Found | None) -> dict:
    if found is None:
        return {"file": None, "rows": 0, "bytes": 0, "sha256": None, "from": "absent"}
    rows = spark.table(table).count()
    return {"file": f"{table}.parquet", "rows": rows, "bytes": found.bytes, "sha256": found.state, "from": "given"}
