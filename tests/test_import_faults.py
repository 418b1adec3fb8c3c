"""Whoever pulls the plug during an import leaves the state before or the state after, and nothing in between."""

import contextlib
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analytics import ask
from analytics.errors import IdmajError
from analytics.records.folder import DataFolder
from analytics.records.intake import import_files
from analytics.records.opening import Given
from analytics.records.releases import current_release, list_releases, use_release

PROJECT = Path(__file__).resolve().parents[1]
# A process that has loaded everything and makes a child for each import, so that fifty take seconds.
NURSERY = """
import os, resource, signal, sys
from pathlib import Path
from analytics.errors import IdmajError
from analytics.records.folder import DataFolder
from analytics.records.intake import import_files
from analytics.records.opening import Given
for line in sys.stdin:
    root, files, most = line.rstrip("\\n").split("\\t")
    child = os.fork()
    if child == 0:
        if int(most):
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (int(most), int(most)))
        code = 0
        try:
            folder = Path(files)
            names = ("beneficiaries.csv", "integrations.csv", "follow_ups.csv")
            import_files([Given(folder / name, name) for name in names], DataFolder.at(root))
        except IdmajError as error:
            print("refused", error, flush=True)
            code = 1
        finally:
            os._exit(code)
    print("started", child, flush=True)
    _, state = os.waitpid(child, 0)
    print("ended", os.waitstatus_to_exitcode(state), flush=True)
"""


@pytest.fixture
def nursery():
    process = subprocess.Popen([sys.executable, "-c", NURSERY], cwd=PROJECT, stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, text=True)  # fmt: skip
    yield process
    process.stdin.close()
    process.wait(timeout=20)


def start(nursery, root, files, most=0):
    nursery.stdin.write(f"{root}\t{files}\t{most}\n")
    nursery.stdin.flush()
    return int(nursery.stdout.readline().split()[1])


def people(folder, count):
    """`count` supports, one a person, from January 2014 to 2015; every second one is followed for a year."""
    folder.mkdir()
    number = range(count)
    texts = {
        "beneficiaries": ["beneficiary_id,sex,birth_year,juvenile,city_id,education,release_date",
                          *(f"B{i:05},M,{1950 + i % 40},false,fes,primary,201{i % 4}-0{1 + i % 9}-1{i % 10}" for i in number)],
        "integrations": ["integration_id,beneficiary_id,route,programme,city_id,sector,partner,started_on,prepared_in_prison",
                         *(f"I{i:05},B{i:05},micro_project,annual_strategy,fes,food,company,2014-01-0{1 + i % 9},true" for i in number)],
        "follow_ups": ["integration_id,observed_on,status", *(f"I{i:05},2015-06-01,active" for i in number if i % 2)],
    }  # fmt: skip
    for name, lines in texts.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def given(folder):
    return [Given(folder / name, name) for name in ("beneficiaries.csv", "integrations.csv", "follow_ups.csv")]


def answers(root):
    """How many supports and how many of them are known to be active after a year."""
    total = ask("integrations", data=root)["value"].tolist()
    active = ask("active_12m", data=root)[["numerator", "denominator"]].to_numpy().tolist()
    return total, active


BEFORE, AFTER = ([300], [[150, 150]]), ([500], [[250, 250]])


def left_behind(folder):
    return [path.name for path in folder.releases.iterdir() if path.name.startswith((".staging", ".pointer"))]


def test_an_import_killed_at_fifty_moments_leaves_the_state_before_or_after(nursery, tmp_path):
    folder = DataFolder.at(tmp_path / "data")
    old = import_files(given(people(tmp_path / "old", 300)), folder)
    files = people(tmp_path / "new", 500)
    # How long does a whole import take here? The moments are spread over that, and a little more.
    took = []
    for _ in range(2):
        begin = time.monotonic()
        start(nursery, folder.root, files)
        assert nursery.stdout.readline().split() == ["ended", "0"]
        took.append(time.monotonic() - begin)
    chance, found = random.Random(2015), []
    for _ in range(50):
        use_release(folder, old.id)
        child = start(nursery, folder.root, files)
        time.sleep(chance.uniform(0, 1.15 * min(took)))
        with contextlib.suppress(ProcessLookupError):  # it may just have ended
            os.kill(child, 9)
        assert nursery.stdout.readline().split()[0] == "ended"
        now = current_release(folder)
        assert answers(folder.root) == (BEFORE if now.id == old.id else AFTER)
        assert all(release.rows["integrations"] in (300, 500) for release in list_releases(folder))
        found.append(now.id == old.id)
    assert 5 <= sum(found) <= 49, "the kills fell all before or all after the switch"
    # The next import cleans up, and works.
    made = import_files(given(files), folder)
    assert current_release(folder).id == made.id and answers(folder.root) == AFTER
    assert left_behind(folder) == []


def test_two_imports_at_once_follow_one_another(nursery, tmp_path):
    folder = DataFolder.at(tmp_path / "data")
    old, new = people(tmp_path / "old", 300), people(tmp_path / "new", 500)
    start(nursery, folder.root, new)
    try:
        import_files(given(old), folder)
    except IdmajError as refusal:  # it was changed under the feet of the check
        assert "import" in str(refusal) or "release" in str(refusal)
    assert nursery.stdout.readline().split() == ["ended", "0"]
    assert answers(folder.root) in (BEFORE, AFTER)
    assert {release.rows["integrations"] for release in list_releases(folder)} <= {300, 500}
    assert left_behind(folder) == []


def test_a_full_disk_changes_nothing_and_is_one_sentence(nursery, tmp_path):
    folder = DataFolder.at(tmp_path / "data")
    old = import_files(given(people(tmp_path / "old", 300)), folder)
    start(nursery, folder.root, people(tmp_path / "new", 500), most=3000)
    said = nursery.stdout.readline().split()
    assert said[0] == "refused" and "nothing was changed" in " ".join(said)
    assert nursery.stdout.readline().split() == ["ended", "1"]
    assert current_release(folder).id == old.id and answers(folder.root) == BEFORE
    assert left_behind(folder) == []
