"""Releases are whole or not there, never altered, never lost; which one is asked is switched in one step."""

import json
import os
import shutil
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import UnknownName, UnreadableInput
from analytics.records.folder import PROJECT_DATA, DataFolder
from analytics.records.releases import (
    clean_up,
    current_release,
    find_release,
    list_releases,
    use_release,
)
from tests.stored_releases import TABLES, copy_tables, store

ROWS = {"beneficiaries": 8179, "integrations": 8609, "funding": 821, "follow_ups": 27093}
FROM_OUTSIDE = ("..", "../demo", ".", "", "/etc", "current", ".lock", "demo/../demo", "20261124-003015-3f2a", "²" * 8)


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path / "data")


def test_a_release_says_what_it_is(folder):
    before = datetime.now(UTC)
    made = store(folder, observed_until="2016-12-31", refused={"beneficiaries": 2, "funding": 3})
    assert (made.made_by, made.observed_until, made.refused_rows) == ("Amal", date(2016, 12, 31), 5)
    assert made.rows == ROWS
    assert before <= made.made_at <= datetime.now(UTC)
    assert made.manifest["synthetic"] is False
    demo = json.loads((PROJECT_DATA / "demo" / "manifest.json").read_text(encoding="utf-8"))["tables"]
    assert {table: made.manifest["tables"][table]["sha256"] for table in TABLES} == {
        table: demo[table]["sha256"] for table in TABLES
    }
    assert current_release(folder) == find_release(folder, made.id) == made
    assert all(path.stat().st_mode & 0o222 == 0 for path in made.path.iterdir())


def test_tables_that_may_be_absent_are_said_to_be_absent(folder):
    def write(staging):
        copy_tables(staging)
        (staging / "funding.parquet").unlink()
        shutil.copyfile(PROJECT_DATA / "demo" / "funding.parquet", staging / "refused.parquet")

    made = store(folder, write, tables={"funding": {"from": "given"}, "follow_ups": {"from": "carried"}})
    origins = {table: made.manifest["tables"][table]["from"] for table in TABLES}
    assert origins == {"beneficiaries": "given", "integrations": "given", "funding": "absent", "follow_ups": "carried"}
    assert made.rows == ROWS | {"funding": 0}
    assert made.refused_file == made.path / "refused.parquet"
    assert list_releases(folder) == [made]


def test_releases_are_listed_newest_first(folder):
    made = [store(folder) for _ in range(3)]
    assert list_releases(folder) == made[::-1]
    assert current_release(folder) == made[2]


def test_without_a_pointer_the_demonstration_is_asked(folder):
    assert current_release(folder) is None
    assert list_releases(folder) == []
    assert clean_up(folder) == 0
    assert not folder.root.exists()


def test_use_brings_back_an_older_release_and_the_demonstration(folder):
    old, new = store(folder), store(folder)
    use_release(folder, old.id)
    assert current_release(folder) == old
    use_release(folder, "demo")
    assert current_release(folder) is None
    use_release(folder, new.id)
    assert current_release(folder) == new


def test_a_new_folder_shows_no_release_of_another(folder, tmp_path):
    store(folder)
    assert list_releases(DataFolder(tmp_path / "new")) == []


@pytest.mark.parametrize("name", FROM_OUTSIDE)
def test_an_id_from_outside_is_held_against_what_exists(folder, name):
    made = store(folder)
    with pytest.raises(UnknownName, match=made.id):
        find_release(folder, name)
    with pytest.raises(UnknownName, match="demo"):
        use_release(folder, name)
    with pytest.raises(UnknownName):
        find_release(folder, f"../releases/{made.id}")
    assert current_release(folder) == made


@given(name=st.text())
def test_no_text_is_an_id_in_an_empty_folder(name):
    with pytest.raises(UnknownName):
        find_release(DataFolder(PROJECT_DATA / "reference"), name)


@pytest.mark.parametrize("named", ["20260101-000000-0000", "", "demo2", "../demo", "DEMO", "\x00", "é" * 500])
def test_a_pointer_to_nowhere_is_said_and_never_answered_with_the_demonstration(folder, named):
    store(folder)
    (folder.releases / "current").write_text(named, encoding="latin-1")
    with pytest.raises(
        UnreadableInput, match="missing or damaged; bring another back on the page “Data” or with “use”"
    ):
        current_release(folder)
    use_release(folder, "demo")
    assert current_release(folder) is None


def test_a_disk_that_is_not_there_is_no_folder_without_releases(folder, tmp_path):
    folder.root.mkdir()
    folder.releases.symlink_to(tmp_path / "unplugged")
    with pytest.raises(UnreadableInput, match="cannot be read or written"):
        current_release(folder)


def spoil(release, parts):
    path = release.path / "manifest.json"
    path.chmod(0o644)
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | parts), encoding="utf-8")


TABLE = {"file": "beneficiaries.parquet", "rows": 1, "bytes": 1, "sha256": "0" * 64, "from": "given"}


@pytest.mark.parametrize(
    "parts",
    [
        {"release": "20260101-000000-0000"}, {"made_at": "yesterday"}, {"made_at": "2026-01-01T00:00:00"},
        {"made_at": 1}, {"made_by": None}, {"synthetic": True}, {"synthetic": "no"}, {"observed_until": "2016"},
        {"observed_until": 2016}, {"tables": []}, {"tables": {}}, {"tables": None}, {"sources": {}}, {"refused": []},
        {"refused": {"funding": -1}}, {"refused": {"funding": True}}, {"warned": {"funding": "1"}}, {"based_on": 1},
        {"assumptions": {}}, {"tables": dict.fromkeys(TABLES, TABLE)}, {"contract": 1},
        {"tables": dict.fromkeys(TABLES, TABLE | {"file": "../../demo/beneficiaries.parquet"})},
    ],
    ids=str,
)  # fmt: skip
def test_a_release_with_a_broken_manifest_is_left_out_and_breaks_nothing(folder, parts):
    whole, broken = store(folder), store(folder)
    spoil(broken, parts)
    assert list_releases(folder) == [whole]
    with pytest.raises(UnreadableInput, match="is not whole"):
        find_release(folder, broken.id)
    with pytest.raises(UnreadableInput, match="bring another back on the page “Data” or with “use”"):
        current_release(folder)
    with pytest.raises(UnreadableInput):
        use_release(folder, broken.id)
    use_release(folder, whole.id)
    assert current_release(folder) == whole


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "3", "[" * 100_000, '{"release": 1e999}', "\ufeff{}"])
def test_what_is_no_manifest_is_no_release(folder, text):
    broken = store(folder)
    (broken.path / "manifest.json").chmod(0o644)
    (broken.path / "manifest.json").write_text(text, encoding="utf-8")
    assert list_releases(folder) == []


def test_foreign_and_cut_folders_are_no_releases(folder):
    whole, cut, short = store(folder), store(folder), store(folder)
    (cut.path / "funding.parquet").unlink()
    os.truncate(short.path / "funding.parquet", 10)
    shutil.copytree(whole.path, folder.releases / "copy of mine")
    shutil.copytree(whole.path, folder.releases / "20260101-000000-0000")
    elsewhere = store(DataFolder(folder.root / "other"))
    (folder.releases / elsewhere.id).symlink_to(elsewhere.path)
    (folder.releases / "20260101-000000-0002").write_text("a file")
    (folder.releases / "20260101-000000-0003").mkdir()
    assert list_releases(folder) == [whole]
