"""One file is one file, whatever letters stand in its name or in those of its folders."""

import re
import shutil

import duckdb
import pytest

from analytics.measures import cube as cubes
from analytics.measures.asking import ask
from analytics.records.current import open_records
from analytics.records.folder import PROJECT_DATA, DataFolder
from analytics.records.paths import exact_path

# Each beside the folder it would be read as, if its letters were a pattern or a partition.
NAMES = [("a[1]*?", "a1xx"), ("[!b]", "c"), ("**", "d"), ("?", "e"), ("]", "f"), ("it's", "g"), ("year=2013", "h"), ("~", "i")]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/data/plain.csv", "/data/plain.csv"),
        ("/data/a[1]*?.csv", "/data/a[[]1][*][?].csv"),
        ("/data/it's {so}.csv", "/data/it's {so}.csv"),
    ],
)
def test_letters_of_patterns_are_put_in_brackets(path, written):
    assert exact_path(path) == written


def test_a_path_is_made_absolute_so_that_no_letter_stands_for_the_home_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert exact_path("~/file.csv") == f"{tmp_path}/~/file.csv"


@pytest.mark.parametrize(("name", "other"), NAMES)
def test_the_very_file_is_read(tmp_path, monkeypatch, name, other):
    monkeypatch.chdir(tmp_path)
    for folder, value in ((name, 1), (other, 2)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "t.csv").write_text(f"year\n{value}\n")
    found = duckdb.execute(
        "SELECT * FROM read_csv($path, hive_partitioning => false)", {"path": exact_path(f"{name}/t.csv")}
    )
    assert found.fetchall() == [(1,)]


@pytest.mark.parametrize(("name", "other"), NAMES)
def test_a_cube_is_written_and_asked_in_a_folder_of_any_name(records, tmp_path, monkeypatch, name, other):
    monkeypatch.chdir(tmp_path)
    source = open_records(records(integrations="support | started_on\n1 | 2014-03-01\n2 | 2015-03-01"), DataFolder.at())
    cubes.build_cube(source, tmp_path / other)
    shutil.rmtree(tmp_path / "records")
    empty = open_records(records(integrations="support | started_on\n1 | 2014-03-01"), DataFolder.at())
    (tmp_path / name).mkdir()
    cubes.build_cube(empty, (tmp_path / name).relative_to(tmp_path))
    assert sorted(path.name for path in (tmp_path / name).iterdir()) == sorted(
        ["cube.json", *(f"{table}.parquet" for table in cubes.TABLES)]
    )
    cells = ask("integrations", by="year", cube=name)
    assert list(zip(cells["year"], cells["value"], strict=True)) == [(2014, 1)]


def test_every_file_is_asked_without_patterns_or_partitions():
    asking = 0
    for path in (PROJECT_DATA.parent / "analytics").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"read_(csv|parquet)\([\'{]", text), path
        asked = len(re.findall(r"read_(?:csv|parquet)\((?:\$path|exact_path\()", text))
        assert asked <= len(re.findall(r"hive_partitioning(?: => f|=F)alse", text)), path
        asking += asked
    assert asking >= 7
