"""How do threads and processes take turns? By locks on files, which the kernel gives back when their holder is killed."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

from analytics.errors import RefusedQuestion
from analytics.language import message

try:
    import fcntl
except ImportError:  # a system without it can read, and writes nothing that others write too
    fcntl = None

PAUSE = 0.05  # seconds between two attempts


def take_turn(places: Sequence[Path], wait: float, is_given_up: Callable[[], bool] = lambda: False) -> TextIO | None:
    """Which of these files could be locked first? It is open, and locked until it is closed; None where none could.

    Tries for `wait` seconds, or until `is_given_up`. Raises OSError when a file cannot be made, RefusedQuestion on a system
    without locks.
    """
    if fcntl is None:
        raise RefusedQuestion(
            message("This system cannot lock files, so nothing is written or run here; use Linux or macOS.")
        )
    until = time.monotonic() + wait
    while True:
        for place in places:
            # Opened anew each time: a lock belongs to the opened file, so that threads exclude each other as processes do.
            if lock := _lock(place):
                return lock
        if time.monotonic() >= until or is_given_up():
            return None
        time.sleep(PAUSE)


def _lock(place: Path) -> TextIO | None:
    file = place.open("a", encoding="utf-8")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    except BaseException:
        file.close()
        raise
    return file
