"""What is worked out once for a state of the data, and kept in the cache: opened when it is there and whole, else built."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from analytics.errors import UnreadableInput

Opened = TypeVar("Opened")


def open_or_build(
    cache: Path, name: str, build: Callable[[Path], None], open_it: Callable[[Path], Opened], most: int
) -> Opened:
    """Open the folder `name` of the cache, or build it there.

    build: fills an empty folder. open_it: reads one, and raises UnreadableInput for a damaged one, which is put aside and
    built again. most: how many folders of this kind (the name up to its first hyphen) are kept, the newest first.
    Another process may build the same at the same time; both end with a whole one.
    """
    path = cache / name
    if path.exists():
        try:
            return open_it(path)
        except UnreadableInput:
            shutil.rmtree(path, ignore_errors=True)
    fresh = Path(tempfile.mkdtemp(prefix="building-", dir=cache))
    try:
        build(fresh)
        # Opened before it is put in its place, where another process may tidy it away at once.
        opened = open_it(fresh)
        try:
            os.replace(fresh, path)
        except OSError:
            if not path.exists():  # else another process was quicker with the same
                raise
        _prune(cache, name.partition("-")[0], most)
        return opened
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _prune(cache: Path, kind: str, most: int) -> None:
    kept = sorted(cache.glob(f"{kind}-*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in kept[most:]:
        shutil.rmtree(old, ignore_errors=True)


def hash_of(path: Path) -> str:
    """SHA-256 of a file, by which one that was changed is known."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
