"""Whatever goes wrong in an import, the releases before it are whole and nothing of it is left."""

import errno
import os
import shutil
import tempfile
import threading
from pathlib import Path

import pytest

from analytics.errors import RefusedQuestion, UnreadableInput
from analytics.records import turns, writing
from analytics.records.folder import DataFolder
from analytics.records.releases import (
    DEMO,
    clean_up,
    current_release,
    importing,
    list_releases,
    store_release,
    use_release,
)
from tests.stored_releases import copy_tables, left_behind, store


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path / "data")


def test_an_error_while_writing_leaves_everything_as_it_was(folder):
    kept = store(folder)

    def write(staging):
        copy_tables(staging)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store(folder, write)
    with pytest.raises(ValueError, match=r"needs beneficiaries\.parquet"):
        store(folder, lambda staging: None)
    with pytest.raises(ValueError, match="cannot have this as its made_by"):
        store(folder, made_by=7)
    assert (list_releases(folder), current_release(folder), left_behind(folder)) == ([kept], kept, [])


@pytest.mark.parametrize("failing", range(1, 11))
def test_a_disk_that_fills_at_any_moment_changes_nothing(folder, monkeypatch, failing):
    kept = store(folder)
    synced = []

    def fsync(handle, really=os.fsync):
        synced.append(handle)
        if len(synced) == failing:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        really(handle)

    monkeypatch.setattr(writing.os, "fsync", fsync)
    # Four tables, the manifest, the folder, the next pointer; then, under its name, the two folders above it.
    if failing == 10:
        with pytest.raises(OSError, match="No space"):  # too late to take anything back: the release is the current one
            store(folder)
        assert len(list_releases(folder)) == 2 and current_release(folder) != kept
    else:
        with pytest.raises(UnreadableInput, match="No room is left on the disk of .*; nothing was changed"):
            store(folder)
        assert (list_releases(folder), current_release(folder)) == ([kept], kept)
    assert left_behind(folder) == []


def test_a_release_is_made_only_by_who_holds_the_lock(folder):
    with pytest.raises(RuntimeError, match="within importing"):
        store_release(folder, {}, copy_tables)
    with importing(DataFolder(folder.root / "other")), pytest.raises(RuntimeError, match="within importing"):
        store_release(folder, {}, copy_tables)


def test_one_thread_imports_at_a_time(folder):
    writing_now, most, made = [], [], []

    def write(staging):
        writing_now.append(staging)
        copy_tables(staging)
        most.append(len(writing_now))
        writing_now.remove(staging)

    threads = [threading.Thread(target=lambda: made.append(store(folder, write))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 6
    assert {release.id for release in list_releases(folder)} == {release.id for release in made}
    assert len(made) == 6


def test_who_waits_too_long_is_refused_and_may_not_tidy_up(folder):
    refused = []

    def second():
        for question in (lambda: importing(folder, wait=0).__enter__(), lambda: refused.append(clean_up(folder))):
            try:
                question()
            except RefusedQuestion as error:
                refused.append(str(error))

    with importing(folder):
        (folder.releases / ".staging-mine").mkdir()
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
        assert (folder.releases / ".staging-mine").exists()
    assert refused == ["Another import is under way; try again when it has ended.", 0]


@pytest.mark.parametrize("by", ["start", "import"])
def test_what_a_killed_import_left_is_removed_at_the_next_start_or_import(folder, by):
    kept = store(folder)
    (folder.releases / ".staging-20260101-000000-0000").mkdir()
    (folder.releases / ".staging-20260101-000000-0000" / "funding.parquet").write_text("half")
    (folder.releases / ".pointer-1234").write_text("half")
    if by == "start":
        assert [clean_up(folder), clean_up(folder)] == [2, 0]
    else:
        with importing(folder):
            assert left_behind(folder) == []
    assert sorted(os.listdir(folder.releases)) == sorted([".lock", "current", kept.id])


def test_without_file_locks_releases_are_read_and_none_is_made(folder, monkeypatch):
    kept = store(folder)
    (folder.releases / ".staging-left").mkdir()
    monkeypatch.setattr(turns, "fcntl", None)
    with pytest.raises(RefusedQuestion, match="cannot lock files"):
        store(folder)
    assert (clean_up(folder), current_release(folder)) == (0, kept)


@pytest.fixture
def unwritable():
    """A data folder with a release, which the reader of the test may not write (root may write everywhere)."""
    root = Path(tempfile.mkdtemp())
    root.chmod(0o755)
    folder = DataFolder(root)
    kept = store(folder)
    (folder.releases / ".staging-left").mkdir()
    folder.releases.chmod(0o555)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    yield folder, kept
    if is_root:
        os.seteuid(0)
    folder.releases.chmod(0o755)
    shutil.rmtree(root)


def test_a_folder_that_cannot_be_written_is_read_all_the_same(unwritable):
    folder, kept = unwritable
    assert (list_releases(folder), current_release(folder), clean_up(folder)) == ([kept], kept, 0)
    with pytest.raises(UnreadableInput, match="cannot be read or written|could not be written"):
        store(folder)
    with pytest.raises(UnreadableInput, match="cannot be read or written|could not be written"):
        use_release(folder, DEMO)
    assert current_release(folder) == kept
