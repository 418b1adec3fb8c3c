"""Faults of the machine under a data folder: nothing is lost, and each is one clear sentence. The list is docs/faults.md."""

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analytics.__main__ import main
from analytics.operation.reading_trail import read_trail
from analytics.records import releases
from analytics.records.folder import DataFolder
from analytics.records.releases import current_release, list_releases

pytestmark = pytest.mark.thorough

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path, monkeypatch, write_folder):
    """A data folder with one release."""
    monkeypatch.delenv("IDMAJ_TRAIL")
    folder = DataFolder(tmp_path / "data")
    assert main(["import", *files(write_folder, tmp_path, 2), "--data", str(folder.root)]) == 0
    return folder


def files(write_folder, place, count):
    bare = write_folder(place / f"files{count}", "support\n" + "\n".join(map(str, range(1, count + 1))))
    return [str(bare / f"{table}.csv") for table in ("beneficiaries", "integrations")]


def ask_without_right(folder, place, *arguments):
    """Run a command as someone who may read this folder and write into no part of it."""
    for path in [folder.root, *folder.root.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    shown = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "IDMAJ_"))}
    # Root is held to the rights of files once it gives up what makes it root in this.
    heeding = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*heeding, sys.executable, "-m", "analytics", *arguments, "--data", str(folder.root)],
        cwd=PROJECT, text=True, env={**shown, "HOME": str(place / "home")}, capture_output=True,
    )  # fmt: skip
    for path in [folder.root, *folder.root.rglob("*")]:
        path.chmod(0o755)
    return done.returncode, done.stdout, done.stderr.strip()


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="root writes everywhere")
def test_a_read_only_data_folder_is_asked_and_not_written(folder, tmp_path, write_folder):
    code, out, _ = ask_without_right(folder, tmp_path, "ask", "integrations", "--format", "json")
    assert (code, json.loads(out)[0]["value"]) == (0, 2)
    code, out, err = ask_without_right(
        folder, tmp_path, "sql", "SELECT sum(records) AS n FROM integrations_cube", "--format", "json"
    )
    assert (code, json.loads(out), err) == (0, [{"n": 2}], "")
    (trail,) = (tmp_path / "home" / ".local" / "state" / "idmaj").glob("trail-*/trail.jsonl")
    assert json.loads(trail.read_text())["event"] == "ran_sql"
    before = current_release(folder)
    code, out, err = ask_without_right(folder, tmp_path, "import", *files(write_folder, tmp_path, 3))
    assert (code, out) == (2, "") and len(err.splitlines()) == 1 and "cannot be read or written" in err
    assert (current_release(folder), list_releases(folder)) == (before, [before])


def test_a_release_that_was_deleted_is_one_sentence_and_another_is_brought_back(folder, capsys):
    name = current_release(folder).id
    shutil.rmtree(folder.releases / name)
    assert main(["ask", "integrations", "--data", str(folder.root)]) == 2
    said = capsys.readouterr()
    assert said.out == "" and name in said.err and "bring another back" in said.err
    assert main(["use", "demo", "--data", str(folder.root)]) == 0
    assert main(["ask", "integrations", "--data", str(folder.root), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["value"] == 8_609  # 3,770 and 4,839 of the demonstration
    assert read_trail(folder)[0][0].facts == {"release": "demo", "before": "unreadable"}


def test_a_clock_that_jumps_back_loses_no_release_and_the_last_made_is_asked(
    folder, tmp_path, write_folder, monkeypatch
):
    first = current_release(folder)
    moments = iter([datetime(2016, 1, 1, tzinfo=UTC)] * 2)
    monkeypatch.setattr(
        releases, "datetime", type("Clock", (datetime,), {"now": classmethod(lambda cls, zone: next(moments))})
    )
    for count in (3, 4):  # in the same second, besides
        assert main(["import", *files(write_folder, tmp_path, count), "--data", str(folder.root)]) == 0
    monkeypatch.undo()
    last = current_release(folder)
    assert last.rows["integrations"] == 4 and last.id.startswith("20160101-000000-")
    held = list_releases(folder)
    assert len({each.id for each in held}) == 3 and held[0].id == first.id


def test_every_line_of_the_list_of_faults_names_a_test_that_is_there():
    rows = [line for line in (PROJECT / "docs" / "faults.md").read_text().splitlines() if line.startswith("| ")][2:]
    assert len(rows) >= 15
    for row in rows:
        named = re.findall(r"`(tests/[\w/.]+\.py)::(test_\w+)`", row)
        assert named, row
        for file, name in named:
            assert f"def {name}(" in (PROJECT / file).read_text(), (file, name)
