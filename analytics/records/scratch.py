"""Where do rows lie while files are checked? In folders of our own, which nothing outlives for long, not even a kill.

A folder is locked while it is in use, and a lock ends with its process: what lies there unlocked was left by one that
was killed, and the next check, import or page removes it.
"""

import contextlib
import os
import shutil
import tempfile
import weakref
from pathlib import Path

import duckdb

from analytics.errors import UnreadableInput
from analytics.language import message

try:
    import fcntl
except ImportError:  # a system without it cannot tell what was left behind, and sweeps nothing
    fcntl = None

PREFIX = "idmaj-scratch-"
# It splits groups by ranges of their key (DuckDB, pull request 22336). Over a hundred million supports in Parquet it read
# the follow-ups 34 times, where once is enough.
UNWANTED = "partitioned_execution"


class Scratch:
    """A folder for as long as this value is held; `close` removes it earlier.

    Raises UnreadableInput where there is no place for one, OSError on a full disk.
    """

    def __init__(self) -> None:
        sweep()
        self.path, lock = _make()
        self._remove = weakref.finalize(self, _remove, self.path, lock)

    def close(self) -> None:
        """Remove the folder and all that is in it."""
        self._remove()

    def __enter__(self) -> "Scratch":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def connect(self, memory: str | None = None) -> duckdb.DuckDBPyConnection:
        """A database in memory that puts aside here what does not fit; DuckDB's own choice is the working folder."""
        said = {"temp_directory": str(self.path / "spill")} | ({"memory_limit": memory} if memory else {})
        connection = duckdb.connect(config=said)
        connection.execute(f"SET disabled_optimizers = '{UNWANTED}'")
        return connection


def sweep() -> int:
    """Remove what killed processes left; returns how many folders went. Meant for every start: cheap, and silent."""
    removed = 0
    if fcntl is None:
        return removed
    with contextlib.suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        for entry in entries:
            # One that is in use, or of another person, cannot be locked.
            if entry.name.startswith(PREFIX) and entry.is_dir(follow_symlinks=False) and _is_ours(entry):
                with contextlib.suppress(OSError):
                    _remove(Path(entry.path), _lock(entry.path))
                    removed += 1
    return removed


def _make() -> tuple[Path, int | None]:
    while True:
        try:
            path = Path(tempfile.mkdtemp(prefix=PREFIX))
        except (FileNotFoundError, PermissionError) as error:
            raise UnreadableInput(
                message("No folder for temporary files can be written; name one in the variable TMPDIR.")
            ) from error
        if fcntl is None:
            return path, None
        try:
            lock = _lock(path)
        except (BlockingIOError, FileNotFoundError):
            continue  # swept in the moment between its making and its locking
        except OSError:
            return path, None  # a disk without locks: there nothing can be swept either
        if path.exists():
            return path, lock
        os.close(lock)


def _lock(path: str | Path) -> int:
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise
    return handle


def _is_ours(entry: os.DirEntry) -> bool:
    return entry.stat(follow_symlinks=False).st_uid == os.getuid()


def _remove(path: Path, lock: int | None) -> None:
    shutil.rmtree(path, ignore_errors=True)
    if lock is not None:
        os.close(lock)
