"""The audit trail: nothing is lost in silence, and nothing is done that cannot be noted."""

import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from analytics.operation import trail
from analytics.operation.reading_trail import read_trail
from analytics.operation.trail import TrailUnwritable, check_trail, find_trail, list_files, note
from analytics.records.folder import DataFolder

PROJECT = Path(__file__).resolve().parents[2]
# A process that notes and notes; with a limit, the kernel takes only so many bytes into a file, as a full disk does.
WRITER = """
import resource, signal, sys
from analytics.errors import IdmajError
from analytics.operation.trail import note
from analytics.records.folder import DataFolder
from pathlib import Path
root, who, times, most = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
if most:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
print("ready", flush=True)
try:
    for number in range(times):
        note("exported", who=who, folder=DataFolder(Path(root)), file="x" * 300, count=number)
except IdmajError as error:
    print(error)
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.delenv("IDMAJ_TRAIL")
    return DataFolder(tmp_path / "data")


def write(folder, who="a", times=1, most=0, **given):
    command = [sys.executable, "-c", WRITER, str(folder.root), who, str(times), str(most)]
    return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True, **given)


def lines(folder):
    return [line for path in list_files(find_trail(folder)) for line in path.read_bytes().splitlines()]


def test_an_unknown_event_is_a_mistake_of_the_code(folder):
    with pytest.raises(ValueError, match="peeked"):
        note("peeked", who="a", folder=folder)


def test_a_full_disk_takes_no_half_line_and_is_one_sentence(folder):
    note("exported", who="first", folder=folder)
    said = write(folder, times=100, most=2_000).communicate(timeout=60)[0]
    assert "This cannot be noted in the audit trail" in said and str(find_trail(folder)) in said
    held = (find_trail(folder) / "trail.jsonl").read_bytes()
    assert held.endswith(b"\n") and 1_000 < len(held) <= 2_000
    note("exported", who="last", folder=folder)  # there is room again
    found, damaged = read_trail(folder)
    assert damaged == 0
    assert [each.number for each in found] == list(range(len(found), 0, -1))
    assert (found[0].who, found[-1].who) == ("last", "first")


def test_a_place_that_cannot_be_written_refuses(folder, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("IDMAJ_TRAIL", str(tmp_path / "file" / "trail"))
    for attempt in (lambda: note("signed_in", who="a", folder=folder), lambda: check_trail(folder)):
        with pytest.raises(TrailUnwritable, match="file/trail"):
            attempt()


def test_a_link_is_not_written_through(folder, tmp_path):
    check_trail(folder)
    (find_trail(folder) / "trail.jsonl").unlink()
    (find_trail(folder) / "trail.jsonl").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(TrailUnwritable):
        note("signed_in", who="a", folder=folder)
    assert not (tmp_path / "elsewhere").exists()


def test_where_the_data_folder_may_not_be_written_the_trail_is_in_the_state_folder_of_the_user(folder, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", "/state")
    monkeypatch.setattr(os, "access", lambda path, how: False)  # as on a disk that is mounted read-only
    assert find_trail(folder).parent == Path("/state/idmaj")
    assert find_trail(DataFolder(folder.root / "other")) != find_trail(folder)


def test_a_line_is_an_event_with_time_person_and_facts_and_is_its_owners_alone(folder):
    before = datetime.now(UTC)
    note("exported", who="amina@example.org", folder=folder, file="x.csv", rows=3)
    (line,) = lines(folder)
    told = json.loads(line)
    assert before.timestamp() - 0.001 <= datetime.fromisoformat(told.pop("at")).timestamp() <= time.time()
    assert told == {"number": 1, "event": "exported", "who": "amina@example.org", "file": "x.csv", "rows": 3}
    place = find_trail(folder)
    assert place == folder.root / ".trail"
    assert [stat.S_IMODE(path.stat().st_mode) for path in (place, place / "trail.jsonl")] == [0o700, 0o600]


def test_no_value_makes_a_second_line(folder):
    note("refused", who="a\nb", folder=folder, what='x"}\r\n{"number": 9, "event": "signed_in"}\x00\u2028')
    note("refused", who="a", folder=folder, what="y" * 10_000)
    assert [each.number for each in read_trail(folder)[0]] == [2, 1] and len(lines(folder)) == 2
    assert len(lines(folder)[1]) < 3_000


def test_a_line_cut_short_is_counted_and_harms_no_other(folder):
    for who in ("a", "b"):
        note("signed_in", who=who, folder=folder)
    path = find_trail(folder) / "trail.jsonl"
    path.write_bytes(path.read_bytes()[:-20])  # as a power cut leaves it
    note("signed_in", who="c", folder=folder)
    found, damaged = read_trail(folder)
    assert ([each.who for each in found], damaged) == (["c", "a"], 1)
    assert found[0].number == 2


def test_a_killed_writer_leaves_whole_lines_that_others_go_on_from(folder):
    for round_ in range(3):
        killed = write(folder, who=f"killed{round_}", times=100_000)
        assert killed.stdout.readline() == "ready\n"
        time.sleep(0.15 + 0.05 * round_)
        killed.send_signal(signal.SIGKILL)
        killed.communicate()
        note("signed_in", who="next", folder=folder)
    found, damaged = read_trail(folder)
    assert damaged == 0 and sum(each.who == "next" for each in found) == 3
    assert [each.number for each in found] == list(range(len(found), 0, -1)) and len(found) > 3


def test_several_processes_and_threads_lose_no_line(folder, monkeypatch):
    monkeypatch.setattr(trail, "MOST_BYTES", 5_000)
    writers = [write(folder, who=f"process{place}", times=40) for place in range(2)]
    threads = [
        threading.Thread(target=lambda: [note("exported", who="thread", folder=folder) for _ in range(40)])
        for _ in range(2)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    for each in writers:
        assert each.communicate(timeout=60)[0] == "ready\n"
    assert sorted(json.loads(line)["number"] for line in lines(folder)) == list(range(1, 161))


def test_a_full_file_is_put_aside_under_the_number_of_its_last_line(folder, monkeypatch):
    monkeypatch.setattr(trail, "MOST_BYTES", 250)
    for number in range(5):
        note("exported", who="a", folder=folder, count=number)
    names = [path.name for path in list_files(find_trail(folder))]
    assert names == ["trail-0000000002.jsonl", "trail-0000000004.jsonl", "trail.jsonl"]
    assert [each.facts["count"] for each in read_trail(folder)[0]] == [4, 3, 2, 1, 0]
    assert {stat.S_IMODE(path.stat().st_mode) for path in list_files(find_trail(folder))} == {0o600}


def test_a_clock_that_jumps_back_changes_no_order(folder, monkeypatch):
    monkeypatch.setattr(trail, "MOST_BYTES", 250)
    days = iter([datetime(2016, 1, day, tzinfo=UTC) for day in (9, 8, 2, 1)])
    monkeypatch.setattr(trail, "datetime", type("Clock", (), {"now": staticmethod(lambda zone: next(days))}))
    for number in range(4):
        note("exported", who="a", folder=folder, count=number)
    assert [(each.facts["count"], each.day[-2:]) for each in read_trail(folder)[0]] == [
        (3, "01"), (2, "02"), (1, "08"), (0, "09"),
    ]  # fmt: skip


def test_entries_are_found_by_event_and_day_the_latest_first(folder):
    for event in ("signed_in", "ran_sql", "signed_in"):
        note(event, who="a", folder=folder)
    today = datetime.now(UTC).date()
    assert [each.number for each in read_trail(folder, event="signed_in")[0]] == [3, 1]
    assert [each.number for each in read_trail(folder, event="signed_in", day=today, limit=1)[0]] == [3]
    assert read_trail(folder, day=date(2015, 1, 1)) == ([], 0)


def test_a_trail_that_was_never_begun_is_empty(folder):
    assert read_trail(folder) == ([], 0)
