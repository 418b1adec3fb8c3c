"""Do memory and disk suffice? A shortage is no fault of the file that is read, and is said of the place where it is."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from errno import EDQUOT, EFBIG, ENOSPC
from pathlib import Path

import duckdb

from analytics.errors import UnreadableInput
from analytics.language import message
from analytics.records.scratch import PREFIX

DISK_IS_FULL = (ENOSPC, EFBIG, EDQUOT)


def is_shortage(error: BaseException) -> bool:
    """Is this a want of memory, or of room on a disk?"""
    return _is_of_memory(error) or _is_of_room(error)


def is_of_scratch(error: BaseException) -> bool:
    """Did this happen to what is put aside while files are checked, not to what is made of them?"""
    return PREFIX in str(error) or _is_of_memory(error)


def tell_shortage(error: BaseException, place: Path | None = None) -> UnreadableInput:
    """Which sentence tells this shortage? `place` is where was written; None: to the folder for temporary files."""
    where = str(tempfile.gettempdir() if place is None or is_of_scratch(error) else place)
    if _is_of_memory(error):
        return UnreadableInput(
            message(
                "These files need more memory than there is, also with what {path} holds; nothing was changed. Make room "
                "there, or give fewer rows at once."
            ),
            path=where,
        )
    return UnreadableInput(
        message("No room is left on the disk of {path}; nothing was changed: make room, then try again."), path=where
    )


@contextlib.contextmanager
def shortages_told(place: Path | None = None) -> Iterator[None]:
    """Turn a shortage while the block runs into one sentence. Raises UnreadableInput."""
    try:
        yield
    except (OSError, MemoryError, duckdb.Error) as error:
        if is_shortage(error):
            raise tell_shortage(error, place) from error
        if isinstance(error, duckdb.Error) and is_of_scratch(error):
            raise UnreadableInput(message("{path} cannot be read or written."), path=tempfile.gettempdir()) from error
        raise


def _is_of_memory(error: BaseException) -> bool:
    return isinstance(error, (MemoryError, duckdb.OutOfMemoryException))


def _is_of_room(error: BaseException) -> bool:
    # DuckDB gives no error number, only the system's words.
    return getattr(error, "errno", None) in DISK_IS_FULL or any(
        os.strerror(each) in str(error) for each in DISK_IS_FULL
    )
