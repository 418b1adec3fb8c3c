"""Which rows that earlier releases refused are still in no number? Those of the releases that a new one is based on, less
those whose key has come in since."""

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
    return ask(
        f'SELECT count(*) FROM (SELECT DISTINCT file, "row", key FROM {file} WHERE "table" = $table) '
        f"WHERE key IS NULL OR key NOT IN (SELECT {key_of(intake.contract.resource(table))} FROM {table})",
        path | {"table": table},
    ).fetchone()[0]
