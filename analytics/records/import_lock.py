"""Who may write releases now? One import at a time, over threads and processes; and what a killed one left is removed."""

import contextlib
import os
import shutil
import threading
from collections.abc import Iterator

from analytics.errors import RefusedQuestion, UnreadableInput
from analytics.language import message
from analytics.records.folder import DataFolder
from analytics.records.turns import take_turn

LOCK = ".lock"
STAGING, POINTER_ASIDE = LEFT_BEHIND = (".staging-", ".pointer-")
_held = threading.local()


@contextlib.contextmanager
def importing(folder: DataFolder, wait: float = 10.0) -> Iterator[None]:
    """Hold the right to write releases while the block runs; the kernel gives it back when a process is killed.

    What a killed import left is removed first. Raises RefusedQuestion when another import is under way for longer than
    `wait` seconds, UnreadableInput when nothing can be written there.
    """
    try:
        folder.releases.mkdir(parents=True, exist_ok=True)
        lock = take_turn([folder.releases / LOCK], wait)
    except OSError as error:
        raise UnreadableInput(message("{path} cannot be read or written."), path=str(folder.releases)) from error
    if lock is None:
        raise RefusedQuestion(message("Another import is under way; try again when it has ended."))
    with lock:
        key = _key(folder)
        _held.folders = {*_folders_held(), key}
        try:
            remove_left_behind(folder)
            yield
        finally:
            _held.folders = _folders_held() - {key}


def is_importing(folder: DataFolder) -> bool:
    """Does this thread hold the right to write releases of this folder?"""
    return _key(folder) in _folders_held()


def clean_up(folder: DataFolder) -> int:
    """Remove what a killed import left, unless one is under way; returns how many things were removed.

    Meant for every start: cheap, and silent where nothing can be written.
    """
    try:
        if not any(name.startswith(LEFT_BEHIND) for name in os.listdir(folder.releases)):
            return 0
        lock = take_turn([folder.releases / LOCK], 0)
        if lock is None:
            return 0
        with lock:
            return remove_left_behind(folder)
    except (OSError, RefusedQuestion):
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


def _folders_held() -> set[str]:
    return getattr(_held, "folders", set())


def _key(folder: DataFolder) -> str:
    return os.path.realpath(folder.releases)
