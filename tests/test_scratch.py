"""What lies on the disk while files are checked: nothing with a name that a killed process could leave to be read."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from analytics.errors import UnreadableInput
from analytics.records import scratch as scratches
from analytics.records.scratch import PREFIX, Scratch, sweep
from tests.hostile_files import READ, lines, written

PROJECT = Path(__file__).resolve().parents[1]
# Seconds: forty checks one after the other, on a machine that does other things too.
PATIENCE = 600


@pytest.fixture
def place(tmp_path, monkeypatch):
    """The folder for temporary files, with a name that SQL and patterns would trip over."""
    folder = tmp_path / "it's [tmp]"
    folder.mkdir()
    monkeypatch.setattr(scratches.tempfile, "gettempdir", lambda: str(folder))
    monkeypatch.setattr(scratches.tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def files(tmp_path):
    """The four tables in UTF-16, as Excel's “Unicode text” has them."""
    paths = []
    for table in READ:
        path = tmp_path / f"{table}.txt"
        path.write_text(lines(written(table, {}), separator="\t"), encoding="utf-16")
        paths.append(str(path))
    return paths


def begin(script, place, *arguments):
    """Another process whose temporary files lie in `place`."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments], cwd=PROJECT, env=os.environ | {"TMPDIR": str(place)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.PIPE, text=True,
    )  # fmt: skip


def run(script, place, *arguments):
    process = begin(script, place, *arguments)
    out, error = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, error
    return out.split()


# A process is killed before each line that touches the disk, in a child for each line, until one comes through.
KILLED = """
import os, signal, sys
from pathlib import Path
from analytics.records.aliases import read_spellings
from analytics.records.folder import DataFolder
from analytics.records.intake import Options, checked
from analytics.records.opening import Given
from analytics.records.scratch import Scratch
root, file, *watched = sys.argv[1:]
place = os.environ["TMPDIR"]

def check():
    with checked([Given(Path(file), "given")], DataFolder.at(root), Options(is_partial=True)) as intake:
        assert not intake.refused_rows

def hold():
    Scratch().close()

def trace_until(line):
    seen = 0
    def trace(frame, event, _argument):
        nonlocal seen
        if frame.f_code.co_name not in watched or "analytics" not in frame.f_code.co_filename:
            return None
        seen += event == "line"
        if seen == line:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace
    sys.settrace(trace)

read_spellings(DataFolder.at(root))  # once, and not in each child
killed_at, status = 0, 1
while status:
    killed_at += 1
    child = os.fork()
    if not child:
        trace_until(killed_at)
        check() if "_load_plain" in watched else hold()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert status in (0, signal.SIGKILL), status
    left = [name for _, _, names in os.walk(place) for name in names]
    assert not left, (killed_at, left)
print(killed_at, len(os.listdir(place)))
"""


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("watched", "least"), [(["_load_plain", "file_holding"], 15), (["sweep", "_make", "_lock", "_remove"], 20)]
)
def test_a_check_killed_at_any_line_leaves_no_row_on_the_disk(place, files, tmp_path, watched, least):
    killed, left = run(KILLED, place, str(tmp_path / "data"), files[0], *watched)
    assert int(killed) > least
    assert int(left) <= 1  # each process sweeps what the one before left; the last came through
    sweep()
    assert os.listdir(place) == []


HOLDS = """
import sys
from analytics.records.scratch import Scratch
held = Scratch()
database = held.connect("40MB")
database.execute("SET threads = 1")
# DuckDB takes `python -c` for a person, and on a slow day shows a progress bar among what is printed.
database.execute("SET enable_progress_bar = false")
database.execute("CREATE TABLE rows AS SELECT md5(CAST(range AS VARCHAR)) AS text FROM range(3_000_000)")
print("held", flush=True)
sys.stdin.read()
"""


def test_what_is_in_use_stays_and_what_a_killed_process_put_aside_is_swept(place):
    process = begin(HOLDS, place)
    assert process.stdout.readline() == "held\n", process.stderr.read()
    (folder,) = place.iterdir()
    assert folder.stat().st_mode & 0o777 == 0o700  # rows of persons: for nobody else to read
    assert any((folder / "spill").iterdir())
    assert sweep() == 0 and folder.exists()
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert folder.exists()
    with Scratch() as mine:
        assert list(place.iterdir()) == [mine.path]
    assert list(place.iterdir()) == []


def test_the_next_check_sweeps_also_without_any_release(place, files, tmp_path):
    (place / f"{PREFIX}left").mkdir()
    (place / f"{PREFIX}left" / "rows.csv").write_text("B1,F,1985\n")
    script = "import sys; from analytics.__main__ import main; sys.exit(main(['check', *sys.argv[2:], '--data', sys.argv[1]]))"
    run(script, place, str(tmp_path / "data"), *files)
    assert list(place.iterdir()) == []
    assert not (tmp_path / "data").exists()


def test_only_our_own_folders_are_swept(place, tmp_path):
    (place / "other").mkdir()
    (place / f"{PREFIX}file").write_text("x")
    target = tmp_path / "target"
    target.mkdir()
    (place / f"{PREFIX}link").symlink_to(target)
    assert sweep() == 0
    assert len(list(place.iterdir())) == 3 and target.exists()


def test_a_folder_swept_before_it_is_locked_is_made_again(place, monkeypatch):
    lock, swept = scratches._lock, []

    def sweep_first(path):
        if not swept:
            swept.append(path)
            path.rmdir()
        return lock(path)

    monkeypatch.setattr(scratches, "_lock", sweep_first)
    with Scratch() as made:
        assert made.path.exists() and made.path not in swept


def test_a_folder_goes_with_the_value_that_holds_it(place):
    held = Scratch()
    (held.path / "rows").write_text("x")
    del held
    assert list(place.iterdir()) == []


def test_where_nothing_can_be_written_is_one_sentence(place, monkeypatch):
    place.rmdir()
    with pytest.raises(UnreadableInput, match="TMPDIR"):
        Scratch()


def test_a_database_puts_aside_where_it_is_told(place):
    with Scratch() as held, held.connect() as connection:
        found = connection.execute("SELECT current_setting('temp_directory')").fetchone()[0]
        assert found == f"{held.path}/spill"
        assert isinstance(connection, duckdb.DuckDBPyConnection)


def test_a_database_does_not_read_a_file_again_for_each_part_of_its_groups(place):
    with Scratch() as held, held.connect() as connection:
        unwanted = connection.execute("SELECT current_setting('disabled_optimizers')").fetchone()[0]
        assert unwanted == "partitioned_execution"
        # By another name it would be refused, or do nothing.
        assert (unwanted,) in connection.execute("SELECT name FROM duckdb_optimizers()").fetchall()
