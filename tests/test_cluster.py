"""The cube from a Spark cluster is the cube from DuckDB, cell by cell, also when a machine is lost half way."""

import json
import shutil
import subprocess
import sys
import time
from itertools import combinations

import duckdb
import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.measures.asking import ask
from analytics.measures.catalogue import MEASURES
from analytics.measures.cube import TABLES, build_cube, open_cube
from analytics.records.current import current_records, open_records
from analytics.records.folder import PROJECT_DATA, DataFolder
from analytics.records.releases import find_release, use_release
from tests.cube_files import differences
from tests.spark_cluster import Cluster, environment
from tests.spark_records import FOLLOW_UPS, FUNDING, PEOPLE, SUPPORTS, as_parquet

PATIENCE = 300


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    cluster.workers = cluster.start_workers(2)
    yield cluster
    cluster.stop()


@pytest.fixture(scope="module")
def by_duckdb(tmp_path_factory):
    """The cube of the demonstration records, by DuckDB."""
    out = tmp_path_factory.mktemp("duckdb") / "cube"
    assert main(["cube", "--records", str(PROJECT_DATA / "demo"), "--out", str(out)]) == 0
    return out


@pytest.fixture(scope="module")
def of_parts(cluster, tmp_path_factory):
    """A folder of records in parts at an address, its cube by Spark, and the folder of the cube."""
    from tests.conftest import write_records

    place = tmp_path_factory.mktemp("parts")
    texts = write_records(place / "texts", SUPPORTS, FOLLOW_UPS, FUNDING, PEOPLE)
    records = as_parquet(place / "records", texts, parts=2)
    done = cluster.run("--records", f"file://{records}", "--out", str(place / "cube"))
    assert done.wait(PATIENCE) == 0, cluster.said[-3000:]
    build_cube(open_records(texts, DataFolder(PROJECT_DATA)), place / "duckdb")
    return place


@pytest.fixture(scope="module")
def with_a_loss(cluster, of_parts, tmp_path_factory):
    """The cube of the demonstration records by Spark, which lost one of two workers while it was at work."""
    out = tmp_path_factory.mktemp("loss") / "cube"
    running = cluster.run("--records", str(PROJECT_DATA / "demo"), "--out", str(out))
    ends = time.monotonic() + PATIENCE
    while not (out / "integrations_cube.parquet").exists():
        assert running.poll() is None and time.monotonic() < ends, cluster.said[-3000:]
        time.sleep(0.02)
    cluster.kill(cluster.workers.pop())
    assert running.poll() is None and not (out / "follow_up_cube.parquet").exists(), "killed too late"
    assert running.wait(PATIENCE) == 0, cluster.said[-3000:]
    assert "Lost executor" in cluster.said
    return out


@pytest.mark.cluster
def test_spark_finds_the_cells_of_duckdb_where_engines_could_differ(of_parts):
    assert differences(of_parts / "cube", of_parts / "duckdb") == {}


@pytest.mark.cluster
def test_the_loss_of_a_worker_half_way_changes_no_cell(with_a_loss, by_duckdb):
    assert differences(with_a_loss, by_duckdb) == {}


@pytest.mark.cluster
def test_both_engines_leave_the_same_files_and_say_the_same_of_them(with_a_loss, by_duckdb):
    assert {path.name for path in with_a_loss.iterdir()} == {path.name for path in by_duckdb.iterdir()}
    by_spark, other = (json.loads((cube / "cube.json").read_text()) for cube in (with_a_loss, by_duckdb))
    for described in (by_spark, other):
        assert described.pop("tables").keys() == TABLES.keys()  # hashes of files whose rows lie in another order
    assert by_spark == other
    assert (with_a_loss / "manifest.json").read_bytes() == (PROJECT_DATA / "demo" / "manifest.json").read_bytes()


@pytest.mark.cluster
@pytest.mark.parametrize("measure_id", MEASURES)
def test_every_measure_by_every_pair_of_dimensions_is_the_same_from_both(measure_id, with_a_loss, by_duckdb):
    cubes = [open_cube(path, DataFolder(PROJECT_DATA)) for path in (with_a_loss, by_duckdb)]
    asked = 0
    for count in (0, 1, 2):
        for by in combinations(MEASURES[measure_id].dimensions, count):
            one, other = (ask(measure_id, by, cube=cube) for cube in cubes)
            pd.testing.assert_frame_equal(one, other, check_exact=True)
            asked += len(one)
    assert asked > 0


@pytest.mark.cluster
def test_a_cube_from_a_cluster_is_a_release_where_its_records_are_not(of_parts, tmp_path):
    manifest = json.loads((of_parts / "cube" / "manifest.json").read_text())
    assert {table: each["rows"] for table, each in manifest["tables"].items()} == {
        "beneficiaries": 5, "integrations": 6, "funding": 7, "follow_ups": 10,
    }  # fmt: skip
    folder = DataFolder(tmp_path / "data")
    shutil.copytree(of_parts / "cube", folder.releases / manifest["release"])
    use_release(folder, manifest["release"])
    assert find_release(folder, manifest["release"]).rows["integrations"] == 6
    assert current_records(folder).is_cube_alone and not current_records(folder).is_synthetic
    assert ask("integrations", by="year", data=folder.root)["value"].tolist() == [2, 4]
    assert ask("funding_total", by="funding_kind", where={"city": "fes"}, data=folder.root)["value"].tolist() == [
        1000033.337332,  # 0.004 + 999,999.999999 + 33.333333
        0.005,
    ]


BREAK = {
    "supports": ("integrations", """
        UPDATE integrations SET started_on = NULL WHERE integration_id = 'supp1';
        UPDATE integrations SET route = 'begging' WHERE integration_id IN ('supp2', 'supp3');
        UPDATE integrations SET beneficiary_id = 'nobody' WHERE integration_id = 'supp3'
    """),
    "awards": ("funding", """
        UPDATE funding SET amount_mad = -0.000001 WHERE funding_id = 'fund0003';
        UPDATE funding SET awarded_on = DATE '2951-05-01' WHERE funding_id IN ('fund0001', 'fund0002');
        UPDATE funding SET funding_id = 'fund0000'
    """),
    "people": ("beneficiaries", "UPDATE beneficiaries SET beneficiary_id = 'a b' || beneficiary_id"),
    "column": ("follow_ups", "ALTER TABLE follow_ups DROP status"),
    "double": ("funding", "ALTER TABLE funding ALTER amount_mad TYPE DOUBLE"),
    "csv": ("funding", "SELECT 1"),
    "missing": ("integrations", "SELECT 1"),
}  # fmt: skip
EXPECTED = {
    "supports": [
        "integrations.parquet, column route: “begging” breaks the rule “code” (rows that break it: 2)",
        "integrations.parquet, column started_on: ∅ breaks the rule “required” (rows that break it: 1)",
        "integrations.parquet, column beneficiary_id: “nobody” breaks the rule “reference” (rows that break it: 1)",
    ],
    "awards": [
        "funding.parquet, column amount_mad: “-0.000001” breaks the rule “range” (rows that break it: 1)",
        "funding.parquet, column awarded_on: “2951-05-01” breaks the rule “range” (rows that break it: 2)",
        "funding.parquet, column funding_id: “fund0000” breaks the rule “key” (rows that break it: 6)",
    ],
    "people": [
        "beneficiaries.parquet, column beneficiary_id: “a bpers1” breaks the rule “pattern” (rows that break it: 5)"
    ],
    "column": ["follow_ups.parquet: the column status is missing"],
    "double": ["funding.parquet, column amount_mad: double is stored there"],
    "csv": ["funding.csv is CSV"],
    "missing": ["integrations.parquet is missing"],
}
# In one session, since each takes seconds to begin.
LOOK = """
import json
import sys
from analytics.errors import IdmajError, InvalidData
from analytics.language import ENGLISH
from analytics.measures.cluster.session import session_at
from analytics.measures.cluster.tables import check_tables, load_tables, look_into
from analytics.records.codes import read_code_lists
from analytics.records.contract import read_contract
from analytics.records.folder import PROJECT_DATA, DataFolder

folder = DataFolder(PROJECT_DATA)
with session_at("local[2]") as spark:
    for place in sys.argv[1:]:
        try:
            found = look_into(spark, place)
            load_tables(spark, found, read_contract(folder), read_code_lists(folder))
            check_tables(spark, found, read_contract(folder), read_code_lists(folder))
        except InvalidData as error:
            print(json.dumps([ENGLISH.say(each.sentence, **each.values) for each in error.problems]))
        except IdmajError as error:
            print(json.dumps([str(error)]))
        else:
            print("[]")
"""


@pytest.mark.cluster
def test_spark_refuses_records_that_break_the_contract_as_one_machine_does(write_folder, tmp_path):
    texts = write_folder(tmp_path / "texts", SUPPORTS, FOLLOW_UPS, FUNDING, PEOPLE)
    whole = as_parquet(tmp_path / "whole", texts)
    for name, (table, statement) in BREAK.items():
        shutil.copytree(whole, tmp_path / name)
        path = tmp_path / name / f"{table}.parquet"
        connection = duckdb.connect()
        connection.execute(f"CREATE TABLE {table} AS FROM read_parquet('{path}')")
        connection.execute(statement)
        path.unlink()
        if name == "csv":
            connection.execute(f"COPY {table} TO '{path.with_suffix('.csv')}'")
        elif name != "missing":
            connection.execute(f"COPY {table} TO '{path}' (FORMAT parquet)")
    places = [str(tmp_path / name) for name in ("whole", *BREAK)]
    (tmp_path / "conf").mkdir()
    ran = subprocess.run(
        [sys.executable, "-c", LOOK, *places], env=environment(tmp_path / "conf"), capture_output=True, text=True
    )
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(told) == len(places), ran.stderr[-3000:]
    for found, expected in zip(told, [[], *EXPECTED.values()], strict=True):
        assert len(found) == len(expected), found
        for sentence, beginning in zip(found, expected, strict=True):
            assert beginning in sentence


@pytest.mark.cluster
@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({}, "The Spark master spark://127.0.0.1:9 does not answer; check the address, and that the cluster runs."),
        ({"JAVA_HOME": "/nowhere"}, "No Java was found, which Spark runs on; install Java 17 or later"),
    ],
)
def test_what_a_cluster_lacks_is_said_in_one_sentence(changed, sentence, tmp_path):
    command = ["cube", "--engine", "spark", "--master", "spark://127.0.0.1:9", "--out", str(tmp_path / "cube")]
    ran = subprocess.run(
        [sys.executable, "-m", "analytics", *command],
        env=environment(tmp_path) | changed, capture_output=True, text=True,
    )  # fmt: skip
    assert ran.returncode == 2 and ran.stderr.startswith(sentence) and ran.stderr.count("\n") == 1
    assert not (tmp_path / "cube").exists()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Apache Spark is not installed; install it with “pip install -r requirements-spark.txt”."),
        ("fr", "Apache Spark n’est pas installé"),
        ("ar", "غير مثبت"),
    ],
)
def test_without_spark_the_command_says_how_to_install_it(language, sentence, tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    command = ["cube", "--engine", "spark", "--master", "spark://127.0.0.1:9", "--out", str(tmp_path / "cube")]
    assert main([*command, "--lang", language]) == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize("given", [["--engine", "spark"], ["--master", "spark://127.0.0.1:9"]])
def test_spark_and_its_master_belong_together(given, tmp_path, capsys):
    assert main(["cube", *given, "--out", str(tmp_path / "cube")]) == 2
    assert "belong together" in capsys.readouterr().err


def test_a_cube_is_not_written_among_the_records(tmp_path, capsys):
    shutil.copytree(PROJECT_DATA / "demo", tmp_path / "demo")
    assert main(["cube", "--records", str(tmp_path / "demo"), "--out", str(tmp_path / "demo")]) == 2
    assert "needs a folder of its own" in capsys.readouterr().err
    assert not (tmp_path / "demo" / "cube.json").exists()
