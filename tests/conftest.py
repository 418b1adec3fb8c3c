"""What all tests share: the project's data, and record folders written from little text tables."""

from functools import cache
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, settings
from streamlit.components.v2 import manifest_scanner
from xdist.scheduler import LoadFileScheduling

from analytics.records.folder import PROJECT_DATA

PROJECT = Path(__file__).resolve().parents[1]
CITY = "fes"
PERSON = {"sex": "M", "birth_year": "1985", "juvenile": "false", "city_id": CITY, "education": "primary", "release_date": "2013-12-01"}  # fmt: skip
SUPPORT = {"route": "job_placement", "programme": "annual_strategy", "city_id": CITY, "sector": "services", "partner": "company", "started_on": "2014-03-01", "prepared_in_prison": "true"}  # fmt: skip
COLUMNS = {
    "beneficiaries": ["beneficiary_id", *PERSON],
    "integrations": ["integration_id", "beneficiary_id", *SUPPORT],
    "funding": ["funding_id", "integration_id", "kind", "amount_mad", "awarded_on"],
    "follow_ups": ["integration_id", "observed_on", "status"],
}


# What is asserted outside of a test file is told as fully.
pytest.register_assert_rewrite("tests.browser_pages")
# How quick a machine is says nothing about the code.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


# Each of these shares one Chromium. The pages take as long as all else that is done in a browser: two processes share that.
WITH_A_BROWSER = ("tests/browser/test_pages.py", "tests/browser/", "tests/outputs/")


class FilesApart(LoadFileScheduling):
    """Which tests go to one process? Those of a file, whose fixtures are made once, and those that share a browser."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return next((place for place in WITH_A_BROWSER if file.startswith(place)), file)


def pytest_xdist_make_scheduler(config, log):
    return FilesApart(config, log)


@pytest.fixture(scope="session", autouse=True)
def packages_are_looked_through_once():
    """Streamlit reads the metadata of every installed package each time that a script is run without a browser, which takes
    longer than most of our pages; while tests run nothing is installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


def read_text_table(text: str) -> list[dict[str, str]]:
    """Rows of a little table: columns parted by |, remarks after #."""
    lines = [line.partition("#")[0].strip() for line in text.strip().splitlines()]
    rows = [[cell.strip() for cell in line.split("|")] for line in lines if line]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def write_records(
    folder: Path, integrations: str = "", follow_ups: str = "", funding: str = "", people: str = ""
) -> Path:
    """A bare folder of CSV records. `integrations` needs a column `support`; people are made where none are given."""
    folder.mkdir(parents=True, exist_ok=True)
    supports = [
        {
            "integration_id": f"supp{row['support']}",
            "beneficiary_id": f"pers{row.get('person', row['support'])}",
            **SUPPORT,
        }
        | {name: value for name, value in row.items() if name not in ("support", "person")}
        for row in read_text_table(integrations)
    ]
    given = {f"pers{row['person']}": row for row in read_text_table(people)} if people else {}
    persons = [
        {"beneficiary_id": key, **PERSON}
        | {name: value for name, value in given.get(key, {}).items() if name != "person"}
        for key in dict.fromkeys([row["beneficiary_id"] for row in supports] + list(given))
    ]
    seen = [
        {"integration_id": f"supp{row['support']}", "observed_on": row["seen"], "status": row["status"]}
        for row in (read_text_table(follow_ups) if follow_ups else [])
    ]
    awards = [
        {"funding_id": f"fund{number:04}", "integration_id": f"supp{row['support']}", "kind": row.get("kind", "cheque"),
         "amount_mad": row["amount"], "awarded_on": row.get("on", "2014-04-01")}
        for number, row in enumerate(read_text_table(funding) if funding else [])
    ]  # fmt: skip
    for table, rows in (
        ("beneficiaries", persons),
        ("integrations", supports),
        ("funding", awards),
        ("follow_ups", seen),
    ):
        lines = [",".join(COLUMNS[table]), *(",".join(row[name] for name in COLUMNS[table]) for row in rows)]
        (folder / f"{table}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _own_trail(tmp_path_factory):
    """What tests do is noted in a folder of their own, and not in the project's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IDMAJ_TRAIL", str(tmp_path_factory.mktemp("trail")))
        yield


@pytest.fixture
def records(tmp_path, monkeypatch):
    """Writes records from little tables and returns their folder; caches lie in the test's own folder."""
    monkeypatch.setenv("IDMAJ_DATA", str(tmp_path / "data"))
    return lambda **tables: write_records(tmp_path / "records", **tables)


@pytest.fixture
def write_folder():
    """The writer itself, for tests that need several folders."""
    return write_records


@pytest.fixture(scope="session")
def raw_records():
    """The demonstration records as plain tables, for hand-written SQL."""
    connection = duckdb.connect()
    for table in ("beneficiaries", "integrations", "funding", "follow_ups"):
        path = {"path": str(PROJECT_DATA / "demo" / f"{table}.parquet")}
        connection.execute(f"CREATE TABLE {table} AS SELECT * FROM read_parquet($path)", path)
    path = {"path": str(PROJECT_DATA / "reference" / "cities.csv")}
    connection.execute("CREATE TABLE cities AS SELECT * FROM read_csv($path)", path)
    statements = (PROJECT / "tests/reference/_labelled.sql").read_text(encoding="utf-8")
    connection.execute(statements.replace("$observed_until", "'2016-12-31'"))
    return connection
