"""What is written? The four tables as Parquet files, and a manifest that describes them."""

import hashlib
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from analytics.records.demo.calibration import ASSUMPTIONS, OBSERVED_UNTIL

CODE = pa.dictionary(pa.int8(), pa.string())
# fmt: off
SCHEMAS = {
    "beneficiaries": pa.schema([
        ("beneficiary_id", pa.string()), ("sex", CODE), ("birth_year", pa.int32()), ("juvenile", pa.bool_()),
        ("city_id", CODE), ("education", CODE), ("release_date", pa.date32())]),
    "integrations": pa.schema([
        ("integration_id", pa.string()), ("beneficiary_id", pa.string()), ("route", CODE), ("programme", CODE),
        ("city_id", CODE), ("sector", CODE), ("partner", CODE), ("started_on", pa.date32()),
        ("prepared_in_prison", pa.bool_())]),
    "funding": pa.schema([
        ("funding_id", pa.string()), ("integration_id", pa.string()), ("kind", CODE),
        ("amount_mad", pa.decimal128(12, 2)), ("awarded_on", pa.date32())]),
    "follow_ups": pa.schema([
        ("integration_id", pa.string()), ("observed_on", pa.date32()), ("status", CODE)]),
}
# fmt: on


def open_writer(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    """How is a table written? Plain strings for every reader, whatever is a dictionary in memory."""
    keys = [field.name for field in schema if field.type == pa.string()]
    codes = [field.name for field in schema if field.type == CODE]
    # Keys come in order and differ by little: this encoding keeps the difference only.
    return pq.ParquetWriter(
        path,
        schema,
        compression="zstd",
        use_dictionary=codes,
        store_schema=False,
        column_encoding=dict.fromkeys(keys, "DELTA_BYTE_ARRAY"),
    )


def write_manifest(out: Path, size: int, seed: int, rows: dict[str, int]) -> None:
    """What is in the folder, and what in it is assumed?"""
    tables = {}
    for name in SCHEMAS:
        with (out / f"{name}.parquet").open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        tables[name] = {"file": f"{name}.parquet", "rows": rows[name], "sha256": digest}
    manifest = {
        "contract": "1",
        "synthetic": True,
        "seed": seed,
        "integrations": size,
        "tables": tables,
        "observed_until": OBSERVED_UNTIL.isoformat(),
        "assumptions": ASSUMPTIONS,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (out / "manifest.json").write_text(text, encoding="utf-8")
