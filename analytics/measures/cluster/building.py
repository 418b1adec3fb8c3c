"""How are records summed that no machine holds alone? The same SQL as on one machine, run by Spark where the records lie.

The cube comes to the machine that asks for it, in the same files as from DuckDB.
"""

import json
from collections.abc import Iterator
from datetime import date
from math import ceil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import DataFrame, SparkSession

from analytics.measures.cluster.session import session_at
from analytics.measures.cluster.stated import state_manifest
from analytics.measures.cluster.tables import check_tables, load_tables, look_into
from analytics.measures.cube import TABLES, cube_query, describe_cube, fact_statements
from analytics.records.codes import read_code_lists
from analytics.records.contract import read_contract
from analytics.records.current import Records
from analytics.records.folder import DataFolder
from analytics.records.manifest import MANIFEST
from analytics.records.shortage import shortages_told

# So many cells pass through the memory of this machine at once: about half a gigabyte.
CELLS_AT_ONCE = 1_000_000


def build_cube_on_cluster(master: str, records: str, folder: DataFolder, out: Path) -> None:
    """Sum the records at this address (a folder as Spark names it: file:///…, s3a://…) into a cube in the folder `out`.

    `out` then holds what `build_cube` writes, and the manifest. Raises UnreadableInput and InvalidData.
    """
    contract, code_lists = read_contract(folder), read_code_lists(folder)
    with shortages_told(out), session_at(master) as spark:
        found = look_into(spark, records)
        load_tables(spark, found, contract, code_lists)
        manifest, is_release = state_manifest(spark, found, folder)
        if not is_release:
            check_tables(spark, found, contract, code_lists)
        out.mkdir(parents=True, exist_ok=True)
        (out / MANIFEST).write_text(manifest, encoding="utf-8")
        observed_until = _observed_until(spark, json.loads(manifest))
        _sum_records(spark, observed_until, out)
    summed = Records(out.absolute(), folder)
    describe_cube(summed, summed.stated_fingerprint, observed_until, out)


def _observed_until(spark: SparkSession, manifest: dict) -> date | None:
    stated = manifest.get("observed_until")
    return date.fromisoformat(stated) if stated else spark.sql("SELECT max(observed_on) FROM follow_ups").first()[0]


def _sum_records(spark: SparkSession, observed_until: date | None, out: Path) -> None:
    for statement in fact_statements(observed_until):
        spark.sql(statement)
    # Three tables are summed from the same facts: they are worked out once.
    spark.catalog.cacheTable("integration_facts")
    for table, (view, dimensions, grain) in TABLES.items():
        cells = spark.sql(cube_query(view, dimensions, grain)).persist()
        writer = None
        for part in _parts(cells, dimensions):
            writer = writer or pq.ParquetWriter(out / f"{table}.parquet", part.schema)
            writer.write_table(part)
        writer.close()
        cells.unpersist()


def _parts(cells: DataFrame, dimensions: tuple[str, ...]) -> Iterator[pa.Table]:
    parts = ceil(cells.count() / CELLS_AT_ONCE)
    if parts <= 1:
        yield cells.toArrow()
        return
    for number in range(parts):
        yield cells.where(f"pmod(hash({', '.join(dimensions)}), {parts}) = {number}").toArrow()
