"""Whoever pulls the plug during an import leaves the state before or the state after, and nothing in between."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from analytics import ask
from analytics.records.folder import DataFolder
from analytics.records.intake import import_files
from analytics.records.opening import Given
from analytics.records.releases import clean_up, current_release, list_releases, use_release

PROJECT = Path(__file__).resolve().parents[1]
NAMES = ("beneficiaries.csv", "integrations.csv", "follow_ups.csv")
KILLS = 50
# A process that has loaded everything, and no database, and makes a child for each import, so that fifty take seconds.
NURSERY = """
import os, resource, signal, sys
import pandas, pyarrow.parquet
import analytics.record_commands, analytics.records.intake
from analytics.__main__ import main
for line in sys.stdin:
    asked, *rest = line.rstrip("\\n").split("\\t")
    if asked == "wait":
        _, state = os.waitpid(int(rest[0]), 0)
        print(os.waitstatus_to_exitcode(state), flush=True)
        continue
    root, files, most, told = rest
    child = os.fork()
    if child == 0:
        code = 70
        try:
            out = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(out, 1), os.dup2(out, 2)
            if int(most):
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (int(most), int(most)))
            code = main(["import", *files.split("|"), "--data", root])
            sys.stdout.flush(), sys.stderr.flush()
        finally:
            os._exit(code)
    print(child, flush=True)
"""


class Nursery:
    """Imports in processes of their own, as the command line makes them."""

    def __init__(self, tmp_path):
        self.told = tmp_path / "told"
        scratch = tmp_path / "scratch"
        scratch.mkdir()
        self.process = subprocess.Popen(
            [sys.executable, "-c", NURSERY], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=os.environ | {"TMPDIR": str(scratch)},
        )  # fmt: skip

    def _ask(self, *words):
        self.process.stdin.write("\t".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def start(self, root, files, most=0, told=None):
        """Begin an import; `most` is how many bytes a file of its may have. Returns the process."""
        listed = "|".join(str(files / name) for name in NAMES)
        return self._ask("start", root, listed, most, told or self.told)

    def wait(self, child):
        """The exit code of an import, or minus the signal that ended it."""
        return self._ask("wait", child)

    def kill(self, child):
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        return self.wait(child)


@pytest.fixture
def nursery(tmp_path):
    made = Nursery(tmp_path)
    yield made
    made.process.stdin.close()
    made.process.wait(timeout=20)


@pytest.fixture
def folder(tmp_path):
    return DataFolder.at(tmp_path / "data")


def write_files(folder, count, every):
    """`count` supports, one a person, half of them of 2014 (the even numbers) and half of 2015; each one whose number
    `every` divides returned to prison after half a year, the others were active to the last day of 2016."""
    folder.mkdir()
    people = ["beneficiary_id,sex,birth_year,juvenile,city_id,education,release_date"]
    supports = ["integration_id,beneficiary_id,route,programme,city_id,sector,partner,started_on,prepared_in_prison"]
    seen = ["integration_id,observed_on,status"]
    for i in range(count):
        year = 2014 + i % 2
        people.append(f"B{i:05},M,{1950 + i % 40},false,fes,primary,2013-0{1 + i % 9}-1{i % 10}")
        supports.append(f"I{i:05},B{i:05},micro_project,annual_strategy,fes,food,company,{year}-03-01,true")
        seen.append(f"I{i:05}," + (f"{year}-09-01,returned_to_prison" if i % every == 0 else "2016-12-31,active"))
    for name, lines in zip(NAMES, (people, supports, seen), strict=True):
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def given(files):
    return [Given(files / name, name) for name in NAMES]


def answers(folder):
    """[year, supports] and [year, returned to prison within a year, of how many], as the current release has them."""
    counted = ask("integrations", by=["year"], data=folder.root)[["year", "value"]]
    returned = ask("return_to_prison_12m", by=["year"], data=folder.root)[["year", "numerator", "denominator"]]
    return [[[int(cell) for cell in row] for row in found.to_numpy().tolist()] for found in (counted, returned)]


# 300 supports, each third returned: of the 100 multiples of 3 below 300, every second is even.
BEFORE = [[[2014, 150], [2015, 150]], [[2014, 50, 150], [2015, 50, 150]]]
# 480 supports, each fourth returned: multiples of 4 are even, so all 120 are of 2014.
AFTER = [[[2014, 240], [2015, 240]], [[2014, 120, 240], [2015, 0, 240]]]


def write_old(tmp_path):
    return write_files(tmp_path / "old", 300, every=3)


def write_new(tmp_path):
    return write_files(tmp_path / "new", 480, every=4)


def left_behind(folder):
    return [name for name in os.listdir(folder.releases) if name.startswith((".staging", ".pointer"))]


def wait_for_writing(folder, child):
    """Wait until this import writes its release; it may have ended before it was looked at."""
    until = time.monotonic() + 30
    while not left_behind(folder) and len(list(folder.releases.glob("2*"))) == 1:
        assert time.monotonic() < until, f"the import {child} does not write"
        time.sleep(0.0005)


def wait_for_the_switch(folder, child, old):
    """Wait until this import has made its release the current one."""
    until = time.monotonic() + 30
    while current_release(folder).id == old.id:
        assert time.monotonic() < until, f"the import {child} does not end"
        time.sleep(0.002)


def measure_durations(nursery, folder, files, old):
    """Seconds of a whole import, and of its writing and switching."""
    wholes, writings = [], []
    for _ in range(3):
        begin = time.monotonic()
        child = nursery.start(folder.root, files)
        wait_for_writing(folder, child)
        middle = time.monotonic()
        assert nursery.wait(child) == 0, nursery.told.read_text()
        wholes.append(time.monotonic() - begin)
        writings.append(time.monotonic() - middle)
        forget_all_but(folder, old)
    return sorted(wholes)[1], sorted(writings)[1]


def forget_all_but(folder, old):
    """Back to the state before, so that the next kill finds the same."""
    use_release(folder, old.id)
    for release in list_releases(folder):
        if release.id != old.id:
            for path in release.path.iterdir():
                path.unlink()
            release.path.rmdir()


@pytest.mark.thorough
def test_an_import_killed_at_fifty_moments_leaves_the_state_before_or_after(nursery, folder, tmp_path):
    old, files = import_files(given(write_old(tmp_path)), folder), write_new(tmp_path)
    assert answers(folder) == BEFORE
    whole, writing = measure_durations(nursery, folder, files, old)
    draw, found, ended = random.Random(2015), Counter(), Counter()
    for number in range(KILLS):
        child = nursery.start(folder.root, files)
        if number % 5 == 0:  # however long it takes today
            wait_for_the_switch(folder, child, old)
        elif number % 2:  # writing is a small part of an import, and the one where most can go wrong
            wait_for_writing(folder, child)
            time.sleep(draw.uniform(0, 1.3 * writing))
        else:
            time.sleep(draw.uniform(0, 1.15 * whole))
        ended[nursery.kill(child)] += 1
        now, listed = current_release(folder), list_releases(folder)
        assert answers(folder) == (BEFORE if now.id == old.id else AFTER)
        assert now.id in [each.id for each in listed]
        assert [each.rows["integrations"] for each in listed] in ([300], [480, 300])
        if now.id != old.id:
            found["after"] += 1
        else:
            found["within" if left_behind(folder) or len(listed) == 2 else "before"] += 1
        clean_up(folder)
        assert left_behind(folder) == []
        made = import_files(given(files), folder)
        assert current_release(folder) == made and made.rows["integrations"] == 480
        forget_all_but(folder, old)
    assert set(ended) <= {-signal.SIGKILL, 0}, nursery.told.read_text()
    assert ended[-signal.SIGKILL] >= KILLS // 3
    # Every kind of moment was met; how often is up to how fast the machine is today.
    assert min(found["before"], found["within"], found["after"]) >= 1, found


def test_two_imports_at_once_are_both_whole_or_one_is_refused(nursery, folder, tmp_path):
    kinds = {"old": write_old(tmp_path), "new": write_new(tmp_path)}
    children = {
        name: nursery.start(folder.root, files, told=tmp_path / f"{name}.told") for name, files in kinds.items()
    }
    codes = {name: nursery.wait(child) for name, child in children.items()}
    assert set(codes.values()) <= {0, 1} and 0 in codes.values()
    for name, code in codes.items():
        told = (tmp_path / f"{name}.told").read_text()
        assert code == 0 or "Another import is under way" in told or "Another release was made" in told
    listed = list_releases(folder)
    assert len(listed) == list(codes.values()).count(0)
    for release in listed:
        use_release(folder, release.id)
        assert answers(folder) == (BEFORE if release.rows["integrations"] == 300 else AFTER)
    assert left_behind(folder) == []


@pytest.mark.parametrize("most", [300, 3000])
def test_a_full_disk_changes_nothing_and_is_one_sentence(nursery, folder, tmp_path, most):
    old = import_files(given(write_old(tmp_path)), folder)
    child = nursery.start(folder.root, write_new(tmp_path), most=most)
    assert nursery.wait(child) == 2
    (said,) = nursery.told.read_text().splitlines()
    assert said.startswith("No room is left on the disk of") and "nothing was changed" in said
    assert (current_release(folder), list_releases(folder), left_behind(folder)) == (old, [old], [])
    assert answers(folder) == BEFORE
    assert os.listdir(tmp_path / "scratch") == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_may_not_be_written_is_one_sentence(nursery, folder, tmp_path):
    old = import_files(given(write_old(tmp_path)), folder)
    folder.releases.chmod(0o555)
    try:
        assert nursery.wait(nursery.start(folder.root, write_new(tmp_path))) == 2
        (said,) = nursery.told.read_text().splitlines()
        assert "could not be written" in said or "cannot be read or written" in said
        assert (current_release(folder), list_releases(folder)) == (old, [old])
    finally:
        folder.releases.chmod(0o755)
