"""How is a query run that nobody has read? In a process of its own, with a clock, and with caps on all that comes back."""

import itertools
import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from math import isfinite
from pathlib import Path
from typing import TextIO

import pandas as pd

from analytics.console.database import Database
from analytics.console.gate import LONGEST_QUERY
from analytics.console.sentences import RefusedQuery, StoppedQuery
from analytics.records.turns import take_turn

SECONDS = 5
MOST_AT_ONCE = 2
MOST_ROWS, MOST_COLUMNS, MOST_BYTES = 10_000, 100, 10_000_000
# Whether a query was cancelled is looked at this often, in seconds.
GLANCE = 0.05
LONGEST_SAID = 500
PROJECT = Path(__file__).resolve().parents[2]
START = "import sys; sys.path[:0] = sys.argv[1:]; from analytics.console.child import main; main()"


@dataclass(frozen=True)
class Result:
    """What a query gave. seconds: how long it took; is_cut: there is more than is shown; tables: those it read."""

    frame: pd.DataFrame
    seconds: float
    is_cut: bool
    tables: frozenset[str]


def run_sql(
    query: str, database: Database, *, seconds: float = SECONDS, cancel: threading.Event | None = None
) -> Result:
    """What does this query answer over this database?

    cancel: set from another thread, ends it at once. The frame has no two columns of one name; a list is a list.
    Raises RefusedQuery for one that is not allowed or not understood, StoppedQuery for one that failed or was ended.
    """
    if len(query) > LONGEST_QUERY:
        raise RefusedQuery("long")
    cancel = cancel or threading.Event()
    with _take_place(database, seconds, cancel):
        began = time.monotonic()
        frame, is_cut, tables = _read(_ask_child(query, database, seconds, cancel), database.columns)
        return Result(frame, time.monotonic() - began, is_cut, tables)


def _take_place(database: Database, wait: float, cancel: threading.Event) -> TextIO:
    """One of the few places for queries, which all servers of a data folder and its command line share."""
    places = [database.path.parents[1] / f"query-{number}.lock" for number in range(MOST_AT_ONCE)]
    place = take_turn(places, wait, cancel.is_set)
    if place is None:
        raise StoppedQuery("cancelled" if cancel.is_set() else "busy")
    return place


def _ask_child(query: str, database: Database, seconds: float, cancel: threading.Event) -> bytes:
    """Which bytes does the child answer? It is gone when this returns, whatever happens."""
    request = {
        "query": query,
        "path": str(database.path),
        "tables": list(database.columns),
        "seconds": seconds,
        "most": {"rows": MOST_ROWS, "columns": MOST_COLUMNS, "bytes": MOST_BYTES},
    }
    try:
        text = json.dumps(request, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise RefusedQuery("letter") from None
    packages = Path(find_spec("duckdb").origin).parents[1]
    until = time.monotonic() + seconds
    child = subprocess.Popen(
        [sys.executable, "-I", "-S", "-B", "-c", START, str(PROJECT), str(packages)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
        start_new_session=True,
    )
    try:
        _send(child, text)
        return _receive(child, until, seconds, cancel)
    finally:
        child.kill()
        child.wait()
        child.stdout.close()


def _send(child: subprocess.Popen, text: bytes) -> None:
    try:
        with child.stdin:
            child.stdin.write(text)
    except BrokenPipeError:
        raise StoppedQuery("ended") from None


def _receive(child: subprocess.Popen, until: float, seconds: float, cancel: threading.Event) -> bytes:
    received = bytearray()
    while True:
        if cancel.is_set():
            raise StoppedQuery("cancelled")
        if time.monotonic() > until:
            raise StoppedQuery("time", seconds=seconds)
        if select.select([child.stdout], [], [], GLANCE)[0]:
            part = os.read(child.stdout.fileno(), 1 << 16)
            if not part:
                return bytes(received)
            received += part
            if len(received) > 2 * MOST_BYTES:
                raise StoppedQuery("ended")


def _read(received: bytes, tables: Iterable[str]) -> tuple[pd.DataFrame, bool, frozenset[str]]:
    """The answer as a frame, whether it was cut, and which of these tables were read. A child that was ended, or does not
    answer as it should, has none."""
    try:
        told = json.loads(received)
        if "refused" in told:
            raise RefusedQuery(told["refused"], _shorten(told["name"]), tables)
        if "failed" in told:
            raise StoppedQuery(told["failed"])
        names = _apart([name for name, _ in told["columns"]])
        columns = zip(*told["rows"], strict=True) if told["rows"] else [()] * len(names)
        typed = zip(names, told["columns"], columns, strict=True)
        frame = pd.DataFrame({name: _column(list(values), type) for name, (_, type), values in typed})
        return frame, told["is_cut"], frozenset(name.lower() for name in told["tables"])
    except (ValueError, KeyError, TypeError):
        raise StoppedQuery("ended") from None


def _shorten(text: str) -> str:
    """DuckDB's sentence without the picture of the place in the query."""
    return " ".join(text.partition("\n\nLINE")[0].split())[:LONGEST_SAID]


def _apart(names: list[str]) -> list[str]:
    """The same names, with a number after one that stands there already."""
    found: list[str] = []
    for name in names:
        free = name
        for number in itertools.count(2):
            if free not in found:
                break
            free = f"{name}_{number}"
        found.append(free)
    return found


def _column(values: list, type: str) -> pd.api.extensions.ExtensionArray | list:
    """Whole numbers stay whole and null stays null; a decimal is a fraction, a day is its text (2014-07-01)."""
    if type.endswith("INT") or type.endswith("INTEGER"):
        is_small = all(value is None or abs(value) < 1 << 63 for value in values)
        return pd.array(values, dtype="Int64" if is_small else object)
    if type in ("DOUBLE", "FLOAT") or type.startswith("DECIMAL"):
        numbers = [None if value is None else float(value) for value in values]
        return pd.array([each if each is not None and isfinite(each) else None for each in numbers], dtype="Float64")
    return pd.array(values, dtype="boolean" if type == "BOOLEAN" else object)
