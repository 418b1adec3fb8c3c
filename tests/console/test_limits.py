"""What passes the gate and must be ended all the same: bombs, huge answers, values in messages, and a gate that failed."""

import ast
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from analytics.console import parent
from analytics.console.parent import MOST_ROWS, run_sql
from analytics.console.sentences import RefusedQuery, StoppedQuery
from tests.console.harmful_answers import BOMBS, HUGE, LEAKS, LOCKED

MOST_KILOBYTES = 1_500_000
LATEST_END = 7


class Watched(subprocess.Popen):
    """A child whose peak of memory is read as long as it lives."""

    seen = []

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.most_kilobytes = 0
        self.seen.append(self)
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self):
        while True:
            try:
                lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
                self.most_kilobytes = int(next(line.split()[1] for line in lines if line.startswith("VmHWM")))
            except (OSError, StopIteration):
                return
            time.sleep(0.02)


@pytest.fixture
def watched(monkeypatch):
    monkeypatch.setattr(parent.subprocess, "Popen", Watched)
    monkeypatch.setattr(Watched, "seen", [])
    return Watched.seen


def listed(folder):
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(query, marks=pytest.mark.thorough if place % 3 else ())
        for place, query in enumerate(BOMBS.values())
    ],
    ids=BOMBS,
)
def test_a_bomb_ends_in_time_and_within_its_memory(query, internal, watched):
    before, began = listed(internal.path.parent), time.monotonic()
    with pytest.raises(StoppedQuery) as stopped:
        run_sql(query, internal, seconds=2)
    assert time.monotonic() - began < LATEST_END
    assert stopped.value.reason in ("time", "memory", "ended", "value")
    assert len(watched) == 1 and watched[0].returncode is not None and not Path(f"/proc/{watched[0].pid}").exists()
    assert 0 < watched[0].most_kilobytes < MOST_KILOBYTES
    assert listed(internal.path.parent) == before


def test_a_child_yields_to_the_server_and_is_the_first_to_go(internal, monkeypatch):
    look = (
        "import os, sys; sys.path[:0] = sys.argv[1:]; from analytics.console import child; child.limit_process(); sys.stdin.read(); "
        "read = lambda name: open('/proc/self/' + name).read().split() if os.path.exists('/proc/self/' + name) else None; "
        "print({name: read(name) for name in ('autogroup', 'oom_score_adj')} | {'nice': os.nice(0)})"
    )
    monkeypatch.setattr(parent, "START", look)
    told = ast.literal_eval(parent._ask_child("", internal, 5, threading.Event()).decode())
    assert told["nice"] == min(19, os.nice(0) + 5)
    if told["oom_score_adj"]:  # as Linux has it
        assert told["oom_score_adj"] == ["1000"]
    if told["autogroup"]:  # a kernel that sets sessions against each other, whatever their processes say
        assert told["autogroup"][1:] == ["nice", "5"]
        # Of a process that is in the group of the system itself, as a service may be, Linux tells nothing.
        assert told["autogroup"][:1] != Path("/proc/self/autogroup").read_text().split()[:1]


def test_without_a_word_about_time_a_query_has_five_seconds(internal, watched):
    began = time.monotonic()
    with pytest.raises(StoppedQuery, match="after 5 seconds"):
        run_sql(BOMBS["a product of series"], internal)
    assert time.monotonic() - began < LATEST_END and not Path(f"/proc/{watched[0].pid}").exists()


def test_rows_beyond_the_cap_are_not_fetched(internal, watched):
    result = run_sql(HUGE["rows"], internal)
    assert len(result.frame) == MOST_ROWS and result.is_cut
    assert list(result.frame.columns) == ["range", "range_2"]
    assert watched[0].most_kilobytes < 400_000


def test_bytes_beyond_the_cap_are_not_sent(internal, monkeypatch):
    monkeypatch.setattr(parent, "MOST_BYTES", 100_000)
    result = run_sql("SELECT a.quote, b.quote, c.quote FROM published a, published b, published c", internal)
    assert result.is_cut and 50 < len(result.frame) < 2_000
    with pytest.raises(StoppedQuery):
        run_sql(HUGE["bytes"], internal, seconds=2)


def test_a_text_longer_than_the_cap_is_no_answer(internal, monkeypatch):
    monkeypatch.setattr(parent, "MOST_BYTES", 100_000)
    result = run_sql("SELECT string_agg(a.quote || b.quote, '') AS t FROM published a, published b", internal)
    assert result.is_cut and result.frame.empty and list(result.frame.columns) == ["t"]


def test_too_many_columns_are_refused(internal):
    with pytest.raises(RefusedQuery, match="too many columns"):
        run_sql(HUGE["columns"], internal)


@pytest.mark.parametrize("query", LEAKS)
def test_no_value_stands_in_a_message(query, internal):
    with pytest.raises(StoppedQuery) as stopped:
        run_sql(query, internal)
    assert stopped.value.reason == "value"
    assert stopped.value.values == {}


def test_what_the_query_itself_got_wrong_is_said_in_full(internal):
    with pytest.raises(RefusedQuery, match='Referenced column "populaton" not found.*"population"'):
        run_sql("SELECT populaton FROM cities", internal)
    with pytest.raises(RefusedQuery, match="syntax error at or near"):
        run_sql("SELECT FROM WHERE", internal)


def test_a_query_is_cancelled_from_another_thread(internal, watched):
    cancel = threading.Event()
    threading.Timer(0.5, cancel.set).start()
    with pytest.raises(StoppedQuery) as stopped:
        run_sql(BOMBS["a product of series"], internal, cancel=cancel)
    assert stopped.value.reason == "cancelled" and watched[0].returncode is not None


def test_a_third_query_waits_and_is_then_told_to_come_again(internal):
    cancel = threading.Event()

    def run_long():
        with pytest.raises(StoppedQuery):
            run_sql(BOMBS["a product of series"], internal, cancel=cancel)

    running = [threading.Thread(target=run_long) for _ in range(2)]
    for thread in running:
        thread.start()
    time.sleep(0.3)
    with pytest.raises(StoppedQuery) as stopped:
        run_sql("SELECT 1", internal, seconds=0.3)
    assert stopped.value.reason == "busy"
    cancel.set()
    for thread in running:
        thread.join()
    assert run_sql("SELECT 1 AS one", internal).frame.one[0] == 1


def test_places_are_shared_by_all_servers_of_a_data_folder_and_outlive_none_of_them(internal):
    hold = (
        "import sys, time; from pathlib import Path; from analytics.records.turns import take_turn; "
        "held = [take_turn([Path(name)], 20) for name in sys.argv[1:]]; print('held', flush=True); time.sleep(600)"
    )
    places = [str(internal.path.parents[1] / f"query-{number}.lock") for number in range(parent.MOST_AT_ONCE)]
    other = subprocess.Popen([sys.executable, "-c", hold, *places], stdout=subprocess.PIPE)
    try:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(StoppedQuery, match="Other queries are running"):
            run_sql("SELECT 1", internal, seconds=0.3)
    finally:
        other.kill()
        other.communicate()
    assert run_sql("SELECT 1 AS one", internal).frame.one[0] == 1


@pytest.mark.parametrize("statement", LOCKED)
def test_the_locks_hold_where_the_gate_has_failed(statement, internal, tmp_path, monkeypatch):
    open_gate = (
        "import sys; sys.path[:0] = sys.argv[1:]; from analytics.console import child; "
        "child.check_query = lambda *_: frozenset(); "
        "child._run = lambda connection, request: str(connection.execute(request['query']).fetchall()).encode(); "
        "child.main()"
    )
    monkeypatch.setattr(parent, "START", open_gate)
    before = listed(internal.path.parent)
    with pytest.raises((StoppedQuery, RefusedQuery)) as stopped:
        run_sql(statement.format(folder=tmp_path, path=internal.path), internal)
    assert "root:" not in str(stopped.value)
    assert list(tmp_path.iterdir()) == [] and listed(internal.path.parent) == before


def test_a_query_longer_than_allowed_never_reaches_a_child(internal, watched):
    with pytest.raises(RefusedQuery, match="too long"):
        run_sql("SELECT '" + "x" * 50_000_000 + "'", internal)
    with pytest.raises(RefusedQuery, match="control character"):
        run_sql("SELECT '\ud800'", internal)
    assert watched == []


def test_the_child_is_started_with_nothing_around_it(internal, monkeypatch):
    monkeypatch.setenv("IDMAJ_SECRET", "x")
    look = (
        "import os, resource, sys; sys.path[:0] = sys.argv[1:]; from analytics.console import child; "
        "child.limit_process(); child.end_after(5); sys.stdin.read(); "
        "names = [name for name in sys.modules if name.split('.')[0] in ('pandas', 'numpy', 'streamlit', 'babel')]; "
        "limits = [resource.getrlimit(getattr(resource, 'RLIMIT_' + name))[1] for name in ('AS', 'FSIZE', 'CORE', 'CPU')]; "
        "print({'environment': sorted(os.environ), 'modules': names, 'limits': limits, 'flags': [sys.flags.isolated, sys.flags.no_site]})"
    )
    monkeypatch.setattr(parent, "START", look)
    told = parent._ask_child("", internal, 5, threading.Event()).decode()
    environment = {"LC_CTYPE"} & set(ast.literal_eval(told)["environment"])  # which Python sets itself
    assert ast.literal_eval(told) == {
        "environment": sorted(environment), "modules": [], "limits": [1_300 << 20, 0, 0, 6], "flags": [1, 1],
    }  # fmt: skip
