"""Other processes may be killed, fill the disk or import at the same moment: what is asked is whole before and after."""

import subprocess
import sys

import pytest

from analytics.errors import RefusedQuestion
from analytics.records.folder import DataFolder
from analytics.records.releases import current_release, importing, list_releases
from tests.stored_releases import left_behind, store

# What the other processes of these tests run first.
SETTING = """
import os, random, resource, shutil, signal, sys, time
from pathlib import Path
import duckdb
from analytics.errors import IdmajError
from analytics.records.current import current_records
from analytics.records.folder import PROJECT_DATA, DataFolder
from analytics.records.manifest import check_files
from analytics.records.releases import *
from tests import stored_releases
from tests.stored_releases import TABLES, copy_tables, left_behind

folder = DataFolder(Path(sys.argv[1]))

def store(write=copy_tables, wait=10.0):
    return stored_releases.store(folder, write, wait)

def begin(work):
    child = os.fork()
    if not child:
        try:
            work()
        finally:
            os._exit(0)
    return child

def check_all_whole():
    names = [name for name in os.listdir(folder.releases) if not name.startswith(".") and name != "current"]
    listed = list_releases(folder)
    assert sorted(names) == sorted(each.id for each in listed), "a release that is not whole"
    for each in listed:
        check_files(each.path, each.manifest, {table: each.path / f"{table}.parquet" for table in TABLES})
    clean_up(folder)
    assert not left_behind(folder)
    return len(listed)
"""


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path / "data")


def begin(folder, script):
    """Another process, in the setting above."""
    command = [sys.executable, "-c", SETTING + script, str(folder.root)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.PIPE, text=True)


def run(folder, script):
    process = begin(folder, script)
    out, error = process.communicate(timeout=100)
    assert process.returncode == 0, error
    return out.split()


@pytest.mark.thorough
def test_an_import_killed_at_any_line_leaves_the_state_before_or_after(folder):
    """A process is killed before the first line of the stored release, then before the second, until it comes through."""
    script = """
first, killed_at, states = store(), 0, set()
def trace_until(line):
    seen = 0
    def trace(frame, event, _argument):
        nonlocal seen
        if Path(frame.f_code.co_filename).name not in ("releases.py", "writing.py", "import_lock.py"):
            return None
        seen += event == "line"
        if seen == line:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace
    sys.settrace(trace)

while True:
    killed_at += 1
    child = begin(lambda: (trace_until(killed_at), store()))
    _, status = os.waitpid(child, 0)
    many = len(list_releases(folder))
    is_switched = current_release(folder).id != first.id
    states.add((many, is_switched))
    check_all_whole()
    if not os.WIFSIGNALED(status):
        break
    for each in list_releases(folder):
        if each.id != first.id:
            shutil.rmtree(each.path)
    use_release(folder, first.id)
assert states == {(1, False), (2, False), (2, True)}, states
print(killed_at, store().id == current_release(folder).id)
"""
    lines, is_next_stored = run(folder, script)
    assert int(lines) > 50
    assert is_next_stored == "True"


def test_imports_killed_at_random_moments_leave_whole_releases(folder):
    script = """
draw = random.Random(2015)
store()
for _ in range(15):
    child = begin(lambda: [store() for _ in range(1000)])
    time.sleep(draw.uniform(0.005, 0.12))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    assert current_release(folder) in list_releases(folder)
    many = check_all_whole()
    assert store(wait=0).id == current_release(folder).id
    current_records(folder).load(duckdb.connect()) if _ == 14 else None
print(many)
"""
    assert int(run(folder, script)[0]) >= 15


def test_two_processes_import_one_after_the_other(folder):
    script = """
def slowly(staging):
    print("began", time.monotonic(), flush=True)
    copy_tables(staging)
    time.sleep(0.3)
    print("ended", time.monotonic(), flush=True)
print("made", store(slowly).id)
"""
    both = [begin(folder, script) for _ in range(2)]
    said = []
    for process in both:
        out, error = process.communicate(timeout=60)
        assert process.returncode == 0, error
        said.append(dict(zip(out.split()[::2], out.split()[1::2], strict=True)))
    first, second = sorted(said, key=lambda each: float(each["began"]))
    assert float(first["ended"]) <= float(second["began"])
    assert [release.id for release in list_releases(folder)] == [second["made"], first["made"]]
    assert current_release(folder).id == second["made"]


def test_a_process_that_waits_too_long_is_refused(folder):
    holder = begin(folder, "with importing(folder): print('held', flush=True); sys.stdin.readline()")
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(RefusedQuestion, match="Another import is under way"), importing(folder, wait=0.1):
        pass
    with pytest.raises(RefusedQuestion, match="Another import is under way"), importing(folder, wait=0):
        pass
    holder.kill()  # the kernel gives the lock back
    holder.communicate()
    assert store(folder) == current_release(folder)


@pytest.mark.parametrize(
    "write",
    [
        "copy_tables",
        "lambda path: duckdb.execute('COPY (SELECT hash(range) FROM range(99999)) TO $1', [f'{path}/funding.parquet'])",
        "lambda path: (path / 'funding.parquet').write_bytes(b'x' * 99999)",
    ],
)
def test_a_full_disk_is_one_sentence_and_changes_nothing(folder, write):
    kept = store(folder)
    script = f"""
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    store({write})
except IdmajError as error:
    assert "No room is left on the disk of" in str(error), error
    print(error.exit_code)
"""
    assert run(folder, script) == ["2"]
    assert (list_releases(folder), current_release(folder), left_behind(folder)) == ([kept], kept, [])
