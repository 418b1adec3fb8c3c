"""The demonstration records made again and opened for hand-written SQL."""

import hashlib
from pathlib import Path

import duckdb
import pytest

from analytics.records.demo import make_demo, making

PROJECT_DATA = Path(__file__).resolve().parents[1] / "data"
TABLES = ("beneficiaries", "integrations", "funding", "follow_ups")
FILES = (*(f"{table}.parquet" for table in TABLES), "manifest.json")

# The rules of the follow-up at 12 months, written again from their definition and not from the generator.
SITUATION_SQL = """
CREATE VIEW situations AS
WITH questions AS (
    SELECT integration_id, year(started_on) AS year, CAST(started_on + INTERVAL 12 MONTH AS DATE) AS horizon
    FROM integrations WHERE started_on + INTERVAL 12 MONTH <= DATE '2016-12-31'
), finals AS (
    SELECT questions.integration_id, follow_ups.status, row_number() OVER (
        PARTITION BY questions.integration_id
        ORDER BY follow_ups.observed_on DESC, follow_ups.status = 'returned_to_prison' DESC) AS place
    FROM questions JOIN follow_ups USING (integration_id)
    WHERE follow_ups.status <> 'active' AND follow_ups.observed_on <= questions.horizon
), later AS (
    SELECT DISTINCT questions.integration_id
    FROM questions JOIN follow_ups USING (integration_id) WHERE follow_ups.observed_on >= questions.horizon
)
SELECT questions.*, CASE
    WHEN finals.status = 'lost' THEN 'unknown'
    WHEN finals.status IS NOT NULL THEN finals.status
    WHEN later.integration_id IS NOT NULL THEN 'active'
    ELSE 'unknown' END AS situation
FROM questions
LEFT JOIN finals ON finals.integration_id = questions.integration_id AND finals.place = 1
LEFT JOIN later ON later.integration_id = questions.integration_id
"""


def make(out: Path, integrations: int | None = None, seed: int | None = None, chunk_size: int = 500_000) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "CHUNK_SIZE", chunk_size)
        make_demo(out, integrations, **({} if seed is None else {"seed": seed}))
    return out


def open_set(folder: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for table in TABLES:
        connection.read_parquet(f"{folder / table}.parquet").create_view(table)
    connection.execute(
        "CREATE VIEW supports AS SELECT i.*, year(started_on) AS year, b.sex, b.juvenile, b.birth_year, "
        "b.city_id AS home, b.release_date FROM integrations i JOIN beneficiaries b USING (beneficiary_id)"
    )
    connection.execute(SITUATION_SQL)
    return connection


def digests(folder: Path) -> dict[str, str]:
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}


def ask(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple]:
    return connection.execute(query).fetchall()


def one(connection: duckdb.DuckDBPyConnection, condition: str, of: str = "supports") -> int:
    return ask(connection, f"SELECT count(*) FROM {of} WHERE {condition}")[0][0]


STUDY = "route IN ('education', 'vocational_training', 'apprenticeship', 'paid_internship')"
