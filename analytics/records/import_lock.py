"""Who may write releases now? One import at a time, over threads and processes; and what a killed one left is removed."""

import contextlib
import os
import shutil
import threading
import time
from collections.abc import Iterator
from typing import TextIO

from analytics.errors import RefusedQuestion, UnreadableInput
from analytics.language import message
from analytics.records.folder import DataFolder

try:
    import fcntl
except ImportError:  # a system without it can read releases, and makes none
    fcntl = None

LOCK = ".lock"
STAGING, POINTER_ASIDE = LEFT_BEHIND = (".staging-", ".pointer-")
PAUSE = 0.05  # seconds between two attempts
_held = threading.local()


@contextlib.contextmanager
def importing(folder: DataFolder, wait: float = 10.0) -> Iterator[None]:
    """Hold the right to write releases while the block runs; the kernel gives it back when a process is killed.

    What a killed import left is removed first. Raises RefusedQuestion when another import is under way for longer than
    `wait` seconds, UnreadableInput when nothing can be written there.
    """
    try:
        folder.releases.mkdir(parents=True, exist_ok=True)
        # Opened anew each time: a lock belongs to the opened file, so that threads exclude each other as processes do.
        lock = _open_lock(folder)
        is_taken = _take(lock, wait)
    except OSError as error:
        raise UnreadableInput(message("{path} cannot be read or written."), path=str(folder.releases)) from error
    with lock:
        if not is_taken:
            raise RefusedQuestion(message("Another import is under way; try again when it has ended."))
        key = _key(folder)
        _held.folders = {*_folders_held(), key}
        try:
            remove_left_behind(folder)
            yield
        finally:
            _held.folders = _folders_held() - {key}
            fcntl.flock(lock, fcntl.LOCK_UN)


def is_importing(folder: DataFolder) -> bool:
    """Does this thread hold the right to write releases of this folder?"""
    return _key(folder) in _folders_held()


def clean_up(folder: DataFolder) -> int:
    """Remove what a killed import left, unless one is under way; returns how many things were removed.

    Meant for every start: cheap, and silent where nothing can be written.
    """
    try:
        if fcntl is None or not any(name.startswith(LEFT_BEHIND) for name in os.listdir(folder.releases)):
            return 0
        with _open_lock(folder) as lock:
            return remove_left_behind(folder) if _take(lock, 0) else 0
    except OSError:
        return 0


def remove_left_behind(folder: DataFolder) -> int:
    """Remove unfinished releases and pointers, whoever began them; the caller holds the lock. Returns how many went."""
    removed = 0
    for name in os.listdir(folder.releases):
        if name.startswith(LEFT_BEHIND):
            path = folder.releases / name
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                with contextlib.suppress(OSError):
                    path.unlink()
            removed += not os.path.lexists(path)
    return removed


def _open_lock(folder: DataFolder) -> TextIO:
    return (folder.releases / LOCK).open("a", encoding="utf-8")


def _take(lock: TextIO, wait: float) -> bool:
    if fcntl is None:
        lock.close()
        raise RefusedQuestion(message("This system cannot lock files, so no release is made here; use Linux or macOS."))
    until = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
        time.sleep(PAUSE)


def _folders_held() -> set[str]:
    return getattr(_held, "folders", set())


def _key(folder: DataFolder) -> str:
    return os.path.realpath(folder.releases)
