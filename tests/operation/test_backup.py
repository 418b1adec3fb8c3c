"""A backup comes back exactly, and a damaged one never."""

import gzip
import hashlib
import io
import json
import os
import stat
import tarfile
import threading

import pytest

from analytics.__main__ import main
from analytics.errors import RefusedQuestion, UnreadableInput
from analytics.operation.backup import back_up
from analytics.operation.recording import import_noted, switch_noted
from analytics.operation.restore import restore
from analytics.operation.trail import note
from analytics.records.folder import DataFolder
from analytics.records.intake import Options
from analytics.records.opening import Given
from analytics.records.releases import current_release, importing, list_releases


@pytest.fixture
def folder(tmp_path, monkeypatch, write_folder):
    """A data folder with two releases, the first of which was brought back, a saved view and a trail."""
    monkeypatch.delenv("IDMAJ_TRAIL")
    folder = DataFolder(tmp_path / "data")
    made = []
    for count in (1, 2):
        bare = write_folder(tmp_path / f"files{count}", "support\n" + "\n".join(map(str, range(1, count + 1))))
        given = [Given(bare / f"{table}.csv", f"{table}.csv") for table in ("beneficiaries", "integrations")]
        made.append(import_noted(given, folder, Options(), who="a"))
    switch_noted(folder, made[0].id, who="a")
    (folder.root / "views.json").write_text('{"views": []}')
    (folder.root / ".cache" / "big").mkdir(parents=True)
    return folder


def contents(root, without=(".cache", ".lock")):
    """Each file and folder, with its bytes and rights."""
    return {
        path.relative_to(root).as_posix(): (
            stat.S_IMODE(path.stat().st_mode),
            path.read_bytes() if path.is_file() else None,
        )
        for path in root.rglob("*")
        if not set(path.relative_to(root).parts) & set(without) and path.name != ".lock"
    }


def remade(backup, change, to):
    """The same backup with `change` made to its members: name → bytes."""
    with tarfile.open(backup) as tar:
        members = {each.name: (each, tar.extractfile(each).read() if each.isreg() else None) for each in tar}
    change(members)
    with tarfile.open(to, "w:gz") as tar:
        for name, (entry, content) in members.items():
            entry.name, entry.size = name, len(content or b"")
            entry.pax_headers = {}
            tar.addfile(entry, io.BytesIO(content) if content is not None else None)
    return to


def is_refused(backup, root):
    with pytest.raises(UnreadableInput, match="no whole backup"):
        restore(backup, DataFolder(root))
    return not root.exists() or os.listdir(root) == []


def test_a_damaged_or_foreign_backup_is_refused_and_changes_nothing(folder, tmp_path):
    good, bad, root = tmp_path / "good.tar.gz", tmp_path / "bad.tar.gz", tmp_path / "new"
    back_up(folder, good)
    content = good.read_bytes()
    parquet = next(each["file"] for each in json.loads(_manifest(good))["files"] if each["file"].endswith(".parquet"))
    for harmed in (b"", b"no archive", content[:-200], content[: len(content) // 2], gzip.compress(b"x" * 2_000)):
        bad.write_bytes(harmed)
        assert is_refused(bad, root)
    flipped = bytearray(content)
    flipped[len(content) // 2] ^= 0xFF
    bad.write_bytes(flipped)
    assert is_refused(bad, root)

    def harm(name, members):
        entry, held = members[name]
        members[name] = (entry, held[:-1] + bytes([held[-1] ^ 1]))

    changes = [
        lambda members: harm(parquet, members),
        lambda members: members.pop(parquet),
        lambda members: members.pop("idmaj-backup.json"),
        lambda members: members.update({"releases/extra": (tarfile.TarInfo(), b"x")}),
        lambda members: members.update({"../escaped": (tarfile.TarInfo(), b"x")}),
        lambda members: members.update({"/tmp/escaped": (tarfile.TarInfo(), b"x")}),
        lambda members: members.update({"link": (_link("/etc/passwd"), None)}),
    ]
    for change in changes:
        assert is_refused(remade(good, change, bad), root)
    assert not (tmp_path / "escaped").exists()
    with pytest.raises(UnreadableInput, match="nowhere"):
        restore(tmp_path / "nowhere.tar.gz", DataFolder(root))


def _manifest(backup):
    with tarfile.open(backup) as tar:
        return tar.extractfile("idmaj-backup.json").read()


def _link(to):
    entry = tarfile.TarInfo()
    entry.type, entry.linkname = tarfile.SYMTYPE, to
    return entry


def test_nothing_is_overwritten_unless_it_is_said(folder, tmp_path):
    backup = tmp_path / "backup.tar.gz"
    back_up(folder, backup)
    before = backup.read_bytes()
    with pytest.raises(UnreadableInput, match="is there already"):
        back_up(folder, backup)
    held = contents(folder.root)
    with pytest.raises(RefusedQuestion, match="--replace"):
        restore(backup, folder)
    assert contents(folder.root) == held and backup.read_bytes() == before


def test_a_backup_comes_back_byte_for_byte(folder, tmp_path):
    backup, new = tmp_path / "backup.tar.gz", DataFolder(tmp_path / "new")
    held = back_up(folder, backup)
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert restore(backup, new) is None
    assert contents(new.root) == contents(folder.root)
    assert [each.id for each in list_releases(new)] == [each.id for each in list_releases(folder)]
    assert current_release(new).id == current_release(folder).id
    file = next(each for each in held if each["file"] == "views.json")
    assert file == {"file": "views.json", "bytes": 13, "sha256": hashlib.sha256(b'{"views": []}').hexdigest()}


def test_what_was_there_is_put_aside_and_kept(folder, tmp_path):
    backup = tmp_path / "backup.tar.gz"
    back_up(folder, backup)
    held = contents(folder.root)
    switch_noted(folder, "demo", who="b")
    changed = contents(folder.root)
    aside = restore(backup, folder, replace=True)
    assert contents(folder.root, without=(".cache", aside.name)) == held
    assert contents(aside) == changed


def test_a_backup_waits_for_an_import_and_is_made_while_others_note(folder, tmp_path):
    backup, began, done = tmp_path / "backup.tar.gz", threading.Event(), threading.Event()

    def load():
        with importing(folder):
            began.set()
            done.wait(10)

    loading = threading.Thread(target=load)
    loading.start()
    began.wait(10)
    saving = threading.Thread(target=back_up, args=(folder, backup))
    saving.start()
    note("signed_in", who="b", folder=folder)
    assert not backup.exists()
    done.set()
    loading.join()
    saving.join(20)
    restore(backup, DataFolder(tmp_path / "new"))


def test_both_are_commands(folder, tmp_path, capsys):
    backup, new = str(tmp_path / "b.tar.gz"), str(tmp_path / "new")
    assert main(["backup", "--to", backup, "--data", str(folder.root), "--format", "json"]) == 0
    assert "views.json" in capsys.readouterr().out
    assert main(["restore", "--from", backup, "--data", new]) == 0
    assert main(["restore", "--from", backup, "--data", new]) == 1
    assert "--replace" in capsys.readouterr().err
    assert main(["restore", "--from", backup, "--data", new, "--replace"]) == 0
    assert ".replaced-" in capsys.readouterr().err
