"""What runs a query that is not trusted? This process: it locks itself in, checks the query, runs it, and answers in JSON.

Started by `parent` with an empty environment, and without site packages but DuckDB. Reads one request (JSON) and writes one
answer, then ends. It limits itself before it reads anything, and ends by itself when nobody ends it.
"""

import contextlib
import json
import math
import os
import resource
import signal
import sys
from collections.abc import Iterator, Set

from analytics.console.gate import Refused, check_query

MEGABYTE = 1 << 20
MOST_MEMORY = 1_300 * MEGABYTE
MOST_OPEN_FILES = 24
# Lower than the server, and not so low that a busy one starves a query until its time is over.
NICENESS = 5
# Linux sets sessions against each other by a niceness of their own, and nothing else counts between them; and it ends
# first, where memory runs out, who says so.
OF_THE_SESSION = {"/proc/self/autogroup": str(NICENESS), "/proc/self/oom_score_adj": "1000"}
SETTINGS = {
    "access_mode": "READ_ONLY",
    "allow_community_extensions": "false",
    "allow_persistent_secrets": "false",
    "allow_unsigned_extensions": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
    "max_temp_directory_size": "0B",
    "memory_limit": "400MB",
    "python_enable_replacements": "false",
    "temp_directory": "",
    "threads": "1",
}
# In this order: the file of the database is open by now, and nothing can be set after the last.
LOCKS = ("SET disabled_filesystems = 'LocalFileSystem'", "SET lock_configuration = true")
ROWS_AT_A_TIME = 500


def main() -> None:
    """Answer one request."""
    limit_process()
    request = json.loads(sys.stdin.buffer.read())
    end_after(request["seconds"])
    sys.stdout.buffer.write(answer(request))
    sys.stdout.buffer.flush()
    # What DuckDB holds by now need not be put in order.
    os._exit(0)


def limit_process() -> None:
    """Take from this process what a query has no use for: memory, files to write, other processes, a quick answer."""
    for limit, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, MOST_OPEN_FILES),
    ):
        resource.setrlimit(limit, (most, most))
    os.nice(NICENESS)
    for path, value in OF_THE_SESSION.items():
        # Other systems have no such file.
        with contextlib.suppress(OSError), open(path, "w") as file:
            file.write(value)


def end_after(seconds: float) -> None:
    """End by itself a little later than the parent would end it, should there be none any more."""
    most = math.ceil(seconds) + 1
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(most)
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))


def answer(request: dict) -> bytes:
    """What comes out of this query? JSON: `refused` and `name`, or `failed`, or `columns`, `rows`, `is_cut` and the
    `tables` that were read."""
    import duckdb

    try:
        connection = duckdb.connect(request["path"], config=SETTINGS)
        for lock in LOCKS:
            connection.execute(lock)
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
        tables = check_query(request["query"], frozenset(request["tables"]), connection)
        return _run(connection, request, tables)
    except Refused as refused:
        told = {"refused": refused.rule, "name": refused.name}
    except (duckdb.ParserException, duckdb.BinderException, duckdb.CatalogException) as error:
        told = {"refused": "syntax", "name": str(error)[:4_000]}
    except (duckdb.OutOfMemoryException, MemoryError):
        told = {"failed": "memory"}
    except duckdb.Error:
        # Its message may hold a value of the data; it is not passed on.
        told = {"failed": "value"}
    return json.dumps(told).encode()


def _run(connection: object, request: dict, tables: Set[str]) -> bytes:
    most = request["most"]
    found = connection.execute(request["query"])
    columns = [(name, str(type)) for name, type, *_ in found.description]
    if len(columns) > most["columns"]:
        raise Refused("columns")
    parts, is_cut = [], False
    size = 0
    for number, row in enumerate(_rows(found)):
        text = json.dumps(row, default=str, ensure_ascii=False).encode("utf-8", "replace")
        size += len(text) + 1
        if number == most["rows"] or size > most["bytes"]:
            is_cut = True
            break
        parts.append(text)
    head = json.dumps({"columns": columns, "is_cut": is_cut, "tables": sorted(tables)}).encode()
    return head[:-1] + b', "rows": [' + b",".join(parts) + b"]}"


def _rows(found: object) -> Iterator[tuple]:
    while rows := found.fetchmany(ROWS_AT_A_TIME):
        yield from rows
