"""The cube: built once per state of the data, never trusted when damaged, never asked from other people's files."""

import json
import os
import shutil
import subprocess
import sys
import threading

import duckdb
import pytest

from analytics.errors import InvalidData, UnreadableInput
from analytics.measures import cube as cubes
from analytics.measures.asking import ask
from analytics.records.current import current_records, open_records
from analytics.records.folder import PROJECT_DATA, DataFolder


@pytest.fixture
def folder(tmp_path):
    """A data folder of its own with the demonstration records, asked as a new process would."""
    cubes._opened.cache_clear()
    shutil.copytree(PROJECT_DATA / "demo", tmp_path / "data" / "demo")
    return DataFolder(tmp_path / "data")


def built(folder):
    return sorted(path.name for path in folder.cache.glob("cube-*"))


def forget():
    """Start as a new process does: nothing open."""
    cubes._opened.cache_clear()


def test_a_cube_is_built_once_and_opened_after(folder, monkeypatch):
    cubes.cube_of(current_records(folder))
    assert len(built(folder)) == 1
    forget()
    monkeypatch.setattr(cubes, "build_cube", lambda *_: pytest.fail("built twice for the same records"))
    cubes.cube_of(current_records(folder))


def test_a_changed_file_is_a_new_cube(folder):
    before = cubes.cube_of(current_records(folder))
    path = folder.demo / "integrations.parquet"
    changed = folder.root / "changed.parquet"
    some = {"path": str(path), "changed": str(changed)}
    duckdb.execute("COPY (SELECT * FROM read_parquet($path) LIMIT 100) TO $changed (FORMAT parquet)", some)
    os.replace(changed, path)
    (folder.demo / "manifest.json").unlink()  # it would tell that the files were altered
    (folder.demo / "funding.parquet").unlink()  # its awards refer to integrations that are gone
    (folder.demo / "follow_ups.parquet").unlink()
    after = cubes.cube_of(current_records(folder))
    assert before.key != after.key
    assert ask("integrations", cube=after)["value"].tolist() == [100]
    assert ask("integrations", cube=before)["value"].tolist() == [8609]


@pytest.mark.parametrize("harm", ["cut", "empty", "swap", "json", "missing", "folder", "other", "none"])
def test_a_damaged_cache_is_built_again(folder, harm):
    cubes.cube_of(current_records(folder))
    path = folder.cache / built(folder)[0]
    table = path / "integrations_cube.parquet"
    if harm == "cut":
        table.write_bytes(table.read_bytes()[:-200])
    elif harm == "empty":
        table.write_bytes(b"")
    elif harm == "swap":  # a whole Parquet file, but another one
        shutil.copy(path / "persons_cube.parquet", table)
    elif harm == "json":
        (path / "cube.json").write_text("{", encoding="utf-8")
    elif harm == "other":  # a whole cube, of other records
        described = json.loads((path / "cube.json").read_text())
        (path / "cube.json").write_text(json.dumps(described | {"fingerprint": "another"}))
    elif harm == "none":
        (path / "cube.json").write_text('{"tables": {}, "fingerprint": "x"}')
    elif harm == "missing":
        table.unlink()
    else:
        shutil.rmtree(path)
        path.mkdir()
    forget()
    assert ask("integrations", cube=cubes.cube_of(current_records(folder)))["value"].tolist() == [8609]


def test_a_data_folder_that_cannot_be_written_uses_the_readers_cache(tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / ".cache").write_text("a file where the folder would be")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert DataFolder(tmp_path / "data").cache == tmp_path / "cache" / "idmaj"


def test_a_cube_answers_without_its_records(folder, tmp_path):
    cubes.build_cube(current_records(folder), tmp_path / "cube")
    shutil.rmtree(folder.demo)
    assert ask("integrations", cube=tmp_path / "cube", data=folder.root)["value"].tolist() == [8609]


def test_a_folder_without_a_cube_is_one_sentence(tmp_path):
    with pytest.raises(UnreadableInput, match="holds no whole cube"):
        ask("integrations", cube=tmp_path)


def test_no_cube_holds_a_person(folder, tmp_path):
    cubes.build_cube(current_records(folder), tmp_path / "cube")
    for path in (tmp_path / "cube").glob("*.parquet"):
        columns = duckdb.read_parquet(str(path)).columns
        assert not {"beneficiary_id", "integration_id", "birth_year", "release_date"} & set(columns)


def test_a_broken_parquet_file_is_one_sentence(folder):
    path = folder.demo / "integrations.parquet"
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(UnreadableInput, match=r"integrations\.parquet is not the file that its manifest describes"):
        ask("integrations", data=folder.root)
    (folder.demo / "manifest.json").unlink()
    with pytest.raises(UnreadableInput, match=r"integrations\.parquet cannot be read as a Parquet file"):
        ask("integrations", data=folder.root)


def test_a_record_outside_a_code_list_is_one_sentence(records):
    broken = records(integrations="support | route\n1 | job_placement\n2 | jail_break")
    with pytest.raises(
        InvalidData, match=r"integrations\.csv, row 3, column route: “jail_break” breaks the rule “code”"
    ):
        ask("integrations", records=broken)


@pytest.mark.parametrize(
    ("tables", "rule"),
    [
        ({"integrations": "support | person\n1 | 1\n1 | 2"}, "key"),
        ({"integrations": "support | started_on\n1 | 31/12/2014"}, "type"),
        ({"integrations": "support | started_on\n1 | 1914-01-01"}, "range"),
        ({"integrations": "support | city_id\n1 | atlantis"}, "code"),
        ({"integrations": "support\n1", "funding": "support | amount\n2 | 10"}, "reference"),
        ({"integrations": "support\n1", "funding": "support | amount\n1 | -10"}, "range"),
        ({"integrations": "support\n1", "follow_ups": "support | seen | status\n1 | 2014-05-05 | away"}, "code"),
        ({"integrations": "support\n1", "people": "person | birth_year\n1 | 1850"}, "range"),
        ({"integrations": "support\n1", "people": "person | juvenile\n1 | perhaps"}, "type"),
        ({"integrations": "support | route\n1 |"}, "required"),
    ],
)
def test_every_rule_of_the_contract_is_checked(records, tables, rule):
    with pytest.raises(InvalidData) as refusal:
        ask("integrations", records=records(**tables))
    assert [problem.rule for problem in refusal.value.problems] == [rule]


@pytest.mark.thorough
def test_two_processes_may_build_the_same_cube_at_once(folder):
    command = [sys.executable, "-m", "analytics", "ask", "integrations", "--format", "json", "--data", str(folder.root)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    for process in running:
        out, error = process.communicate(timeout=60)
        assert process.returncode == 0, error
        assert json.loads(out)[0]["value"] == 8609
    assert len(built(folder)) == 1
    assert not list(folder.cache.glob("building-*"))


def test_observation_ends_where_the_manifest_says_else_with_the_last_observation(records):
    tables = {
        "integrations": "support | started_on\n1 | 2014-03-01",
        "follow_ups": "support | seen | status\n1 | 2015-03-01 | active",
    }
    bare = records(**tables)
    assert ask("active_12m", records=bare)["denominator"].tolist() == [1]
    (bare / "manifest.json").write_text('{"observed_until": "2015-02-28"}', encoding="utf-8")
    assert ask("active_12m", records=bare)["denominator"].tolist() == [0]


def test_demonstration_records_are_said_to_be_synthetic_even_without_their_manifest(folder):
    assert current_records(folder).is_synthetic
    assert current_records(DataFolder(PROJECT_DATA)).is_synthetic
    assert not open_records(folder.root, folder).is_synthetic


@pytest.mark.thorough
def test_many_threads_and_few_places_give_each_its_own_answer(tmp_path, monkeypatch, write_folder):
    monkeypatch.setattr(cubes, "CUBES_KEPT", 1)
    monkeypatch.setenv("IDMAJ_DATA", str(tmp_path / "data"))
    folders = {
        count: write_folder(tmp_path / f"records-{count}", integrations="support\n" + "\n".join(map(str, range(count))))
        for count in (1, 2, 3)
    }
    wrong = []

    def work():
        for count in (1, 2, 3, 1, 3, 2):
            try:
                found = ask("integrations", records=folders[count])["value"].tolist()
            except Exception as error:
                found = error
            if found != [count]:
                wrong.append((count, found))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
