"""How does a checked intake become a release? Its accepted and refused rows are written, and the pointer is switched."""

import getpass
import json
from pathlib import Path
from typing import TYPE_CHECKING

from analytics.errors import RefusedQuestion
from analytics.language import message
from analytics.records.contract import RECORD_TABLES
from analytics.records.opening import RELEASE, Source
from analytics.records.releases import REFUSED, Release, current_release, store_release
from analytics.records.still_refused import count_still_refused, key_of

if TYPE_CHECKING:
    from analytics.records.intake import Intake


def make_release(intake: "Intake", made_by: str | None = None) -> Release:
    """Which release do the rows without errors make? It is the current one from then on. The caller holds `importing`.

    Raises RefusedQuestion when another release became current since the check, IdmajError when it cannot be written.
    """
    now = current_release(intake.folder)
    if (now.id if now else None) != (intake.base.id if intake.base else None):
        raise RefusedQuestion(message("Another release was made since these files were checked; check them again."))
    reports, until = intake.reports, intake.observed_until
    is_based = any(source.format == RELEASE for source in intake.sources)
    origins = {table: _origin(intake.sources, table) for table in RECORD_TABLES}
    manifest = {
        "made_by": made_by or _who(),
        "contract": intake.contract.version,
        "synthetic": False,
        "observed_until": until.isoformat() if until else None,
        "based_on": intake.base.id if is_based else None,
        "tables": {table: {"from": origin} for table, origin in origins.items()},
        "sources": [_note(source, intake.options.decimal) for source in intake.sources if source.format != RELEASE],
        "refused": {report.table: report.refused for report in reports},
        "warned": {report.table: report.warned for report in reports},
        "replaced": {report.table: report.replaced for report in reports},
        "refused_before": count_still_refused(intake, origins),
        "assumptions": [],
    }

    def write(staging: Path) -> None:
        for table in RECORD_TABLES:
            _copy(intake, f"SELECT * FROM {table}", staging / f"{table}.parquet")
        if any(report.refused for report in reports):
            _write_refused(intake, staging / f"{REFUSED}.parquet")

    return store_release(intake.folder, manifest, write)


def _origin(sources: list[Source], table: str) -> str:
    formats = frozenset(source.format == RELEASE for source in sources if source.table == table)
    origins = {frozenset({True}): "carried", frozenset({False}): "given", frozenset({True, False}): "amended"}
    return origins.get(formats, "absent")


def _note(source: Source, decimal: str | None) -> dict:
    return {
        "file": source.name, "table": source.table, "format": source.format, "encoding": source.encoding,
        "delimiter": source.separator, "sheet": source.sheet, "rows": source.rows, "bytes": source.bytes,
        "sha256": source.sha256, "decimal": decimal, "left_out": source.left_out,
        "heading_row": source.heading_row, "totals": list(source.totals),
        "repeats": len(source.repeats),
    }  # fmt: skip


def _write_refused(intake: "Intake", path: Path) -> None:
    """One row a broken rule: the row as it stood in the file, as JSON of its columns, with what was wrong."""
    misshapen = [
        [source.number, row, json.dumps({"": text}, ensure_ascii=False)]
        for source in intake.sources
        for row, _found, text in source.misshapen
    ]
    if misshapen:
        intake.connection.executemany("INSERT INTO misshapen VALUES (?, ?, ?)", misshapen)
    parts = []
    for source in intake.sources:
        given = ", ".join(f"'{field}', c{place}" for field, place in source.understood.places.items())
        parts.append(f"SELECT {source.number} AS source, file_row, json_object({given}) AS record FROM {source.raw}")
    records = " UNION ALL ".join([*parts, "SELECT * FROM misshapen"])
    keys = " UNION ALL ".join(
        f"SELECT source, file_row, {key_of(intake.contract.resource(table))} AS key FROM {table}_typed"
        for table in RECORD_TABLES
    )
    _copy(
        intake,
        'SELECT problems.tbl AS "table", problems.file, problems.file_row AS row, problems.col AS "column", '
        "problems.rule, problems.value, problems.expected, CAST(records.record AS VARCHAR) AS record, keys.key "
        f"FROM problems JOIN ({records}) AS records ON records.source = problems.source "
        "AND records.file_row = problems.file_row "
        f"LEFT JOIN ({keys}) AS keys ON keys.source = problems.source AND keys.file_row = problems.file_row "
        "WHERE problems.severity = 'error' "
        "ORDER BY problems.tbl, problems.source, problems.file_row, problems.col",
        path,
    )


def _copy(intake: "Intake", query: str, path: Path) -> None:
    intake.connection.execute(f"COPY ({query}) TO $path (FORMAT parquet)", {"path": str(path.absolute())})


def _who() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
