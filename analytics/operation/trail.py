"""Who did what, and when? The audit trail: one JSON line an event, only ever added to, and never lost in silence.

It lies in `.trail/` of the data folder (where that may not be written, in the user's state folder), or where the variable
IDMAJ_TRAIL says, readable by its owner alone. What takes or changes data is noted before it is handed out, and refused
where it cannot be noted: `note` raises. Lines are numbered, in the order in which they were written, whatever the clock
said.
"""

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from analytics.errors import IdmajError
from analytics.language import message
from analytics.records.folder import DataFolder

try:
    import fcntl
except ImportError:  # a system without it makes no release either
    fcntl = None

VARIABLE = "IDMAJ_TRAIL"
THIS_MACHINE = "this machine"
# Each event, with its name for readers.
EVENTS = {
    "signed_in": message("Signed in"),
    "signed_out": message("Signed out"),
    "refused": message("Refusal"),
    "import_began": message("Import begun"),
    "imported": message("Imported"),
    "switched_release": message("Release switched"),
    "exported": message("Taken away"),
    "ran_sql": message("SQL asked"),
}
CURRENT = "trail.jsonl"
# A full file is named after the number of its last line: no clock can bring two into disorder.
FULL = re.compile(r"trail-(\d{10})\.jsonl", re.ASCII)
MOST_BYTES = 5_000_000
LONGEST_FACT = 2_000
# No line is longer than this, and so the last one is in the end of a file.
LONGEST_LINE = 1 << 16
LOCK = ".lock"


class TrailUnwritable(IdmajError):
    """What was asked cannot be noted in the audit trail, and is therefore not done."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            message(
                "This cannot be noted in the audit trail ({path}), so it is not done; make room, or let it be written."
            ),
            path=str(path),
        )


def note(event: str, *, who: str, folder: DataFolder | None = None, **facts: str | int | float | bool) -> None:
    """Add an event to the trail: what happened, who did it (an address, or THIS_MACHINE), and facts without personal data.

    Returns when the line is on the disk. Raises TrailUnwritable when that cannot be done (no room, no right), ValueError for
    an event that is not of EVENTS.
    """
    if event not in EVENTS:
        raise ValueError(f"no event of the trail: {event}")
    place = find_trail(folder or DataFolder.at())
    told = {name: value[:LONGEST_FACT] if isinstance(value, str) else value for name, value in facts.items()}
    try:
        with _locked(place):
            number = _last_number(place) + 1
            moment = datetime.now(UTC).isoformat(timespec="milliseconds")
            line = {"number": number, "at": moment, "event": event, "who": who[:LONGEST_FACT], **told}
            _append(place, number, json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    except OSError as error:
        raise TrailUnwritable(place) from error


def find_trail(folder: DataFolder) -> Path:
    """In which folder does the trail of this data folder lie?"""
    said = os.environ.get(VARIABLE)
    if said:
        return Path(said).absolute()
    own = folder.root / ".trail"
    if _may_be_written(own):
        return own
    home = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    named = hashlib.sha256(str(folder.root).encode("utf-8", "surrogateescape")).hexdigest()[:12]
    return Path(home) / "idmaj" / f"trail-{named}"


def check_trail(folder: DataFolder) -> None:
    """Could an event be noted now? Raises TrailUnwritable."""
    place = find_trail(folder)
    try:
        with _locked(place), open(_open(place, os.O_WRONLY | os.O_APPEND), "ab"):
            pass
    except OSError as error:
        raise TrailUnwritable(place) from error


def list_files(place: Path) -> list[Path]:
    """The files of a trail, in the order in which they were written."""
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        full = sorted(name for name in os.listdir(place) if FULL.fullmatch(name))
        return [place / name for name in (*full, CURRENT) if (place / name).is_file()]
    return []


def _may_be_written(place: Path) -> bool:
    """Is there a right to write here, or to make it? On a full disk there is, and nothing is noted elsewhere."""
    there = next(path for path in (place, *place.parents) if path.exists())
    return not there.is_dir() or os.access(there, os.W_OK | os.X_OK)


@contextlib.contextmanager
def _locked(place: Path) -> Iterator[None]:
    """One writer at a time, over threads and processes: a line is whole, and a file is full for everybody at once."""
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(os.open(place / LOCK, os.O_RDWR | os.O_CREAT, 0o600), "rb") as lock:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _open(place: Path, how: int) -> int:
    return os.open(place / CURRENT, how | os.O_CREAT | os.O_NOFOLLOW, 0o600)


def _append(place: Path, number: int, line: bytes) -> None:
    handle = _open(place, os.O_RDWR | os.O_APPEND)
    try:
        size = os.fstat(handle).st_size
        if size and size + len(line) > MOST_BYTES:
            os.rename(place / CURRENT, place / f"trail-{number - 1:010}.jsonl")
            os.close(handle)
            handle, size = _open(place, os.O_RDWR | os.O_APPEND), 0
        if size and os.pread(handle, 1, size - 1) != b"\n":
            line = b"\n" + line  # a process was killed, or the power was cut, in the middle of the line before
        _write_whole(handle, size, line)
    finally:
        os.close(handle)


def _write_whole(handle: int, size: int, line: bytes) -> None:
    """All of the line or nothing of it: a disk that is full may take a part."""
    try:
        if os.write(handle, line) != len(line):
            raise OSError("the line did not fit")
        os.fsync(handle)
    except OSError:
        os.ftruncate(handle, size)
        raise


def _last_number(place: Path) -> int:
    for path in reversed(list_files(place)):
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - 2 * LONGEST_LINE))
            for line in reversed(file.read().splitlines()):
                with contextlib.suppress(ValueError, KeyError, TypeError):
                    return int(json.loads(line)["number"])
        found = FULL.fullmatch(path.name)
        if found:
            return int(found[1])
    return 0
