"""Which rows that earlier releases refused are still in no number? Those of the releases that a new one is based on, less
those whose key has come in since, and each once: who loads a refused row again in vain has not two of them."""

from typing import TYPE_CHECKING

from analytics.errors import IdmajError
from analytics.records.contract import RECORD_TABLES, Resource
from analytics.records.paths import exact_path
from analytics.records.releases import Release, find_release

if TYPE_CHECKING:
    from analytics.records.intake import Intake

BASED = ("carried", "amended")


def key_of(resource: Resource) -> str:
    """The key of a row as one text, in SQL."""
    return f"CAST(json_array({', '.join(f'CAST({name} AS VARCHAR)' for name in resource.primary_key)}) AS VARCHAR)"


def count_still_refused(intake: "Intake", origins: dict[str, str]) -> dict[str, int]:
    """How many rows of each table did the releases before refuse that are not in the accepted rows now?

    origins: where each table of the new release comes from; what is given anew owes nothing to those before.
    """
    counts = dict.fromkeys(RECORD_TABLES, 0)
    intake.connection.execute("CREATE OR REPLACE TEMPORARY TABLE refused_keys (tbl VARCHAR, key VARCHAR)")
    left = {table for table in RECORD_TABLES if origins[table] in BASED}
    release = intake.base
    while release and left:
        for table in left:
            counts[table] += _count(intake, release, table)
        left = {table for table in left if release.manifest["tables"][table]["from"] in BASED}
        release = _release_before(intake, release, left, counts)
    return counts


def _release_before(intake: "Intake", release: Release, left: set[str], counts: dict[str, int]) -> Release | None:
    named = release.manifest["based_on"]
    if named is None:
        return None
    try:
        return find_release(intake.folder, named)
    except IdmajError:
        # It was deleted or damaged; what was counted of it then still holds.
        for table in left:
            counts[table] += release.manifest.get("refused_before", {}).get(table, 0)
        return None


def _count(intake: "Intake", release: Release, table: str) -> int:
    refused = release.manifest["refused"].get(table, 0)
    if not refused or release.refused_file is None:
        return refused
    ask, path = intake.connection.execute, {"path": exact_path(release.refused_file)}
    file = "read_parquet($path, hive_partitioning => false)"
    if "key" not in [column[0] for column in ask(f"SELECT * FROM {file} LIMIT 0", path).description]:
        return refused  # made before keys were kept with the rows
    told = path | {"table": table}
    resource = intake.contract.resource(table)
    # Two rows of which a part of the key is not known may be of two things.
    is_known = f"coalesce(list_count(CAST(CAST(key AS JSON) AS VARCHAR[])) = {len(resource.primary_key)}, false)"
    # The keys that were given now have come in, or are refused again and counted with what is given.
    left = (
        f'SELECT DISTINCT file, "row", key FROM {file} WHERE "table" = $table AND (NOT {is_known} OR key NOT IN '
        f"(SELECT {key_of(resource)} FROM {table}_typed UNION ALL SELECT key FROM refused_keys WHERE tbl = $table))"
    )
    count = ask(f"SELECT count(*) FROM ({left})", told).fetchone()[0]
    ask(f"INSERT INTO refused_keys SELECT DISTINCT $table, key FROM ({left}) WHERE {is_known}", told)
    return count
