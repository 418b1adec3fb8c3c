"""Where do the files of a kit lie until all are made? Aside, in the same folder, so that they appear whole or not at all."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from analytics.errors import UnreadableInput
from analytics.language import message
from analytics.records.shortage import DISK_IS_FULL

ASIDE = ".idmaj-kit-"


@contextlib.contextmanager
def stage(folder: Path) -> Iterator[Path]:
    """A folder aside in `folder`, which is made where it is not there; nothing of either stays when work in it fails.

    Raises UnreadableInput for what the disk refuses.
    """
    new = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=ASIDE, dir=folder))
        try:
            yield aside
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise _tell(error, folder) from error
    finally:
        with contextlib.suppress(OSError):  # they hold the kit
            for each in new:
                each.rmdir()


def put_in_place(aside: Path, last: str) -> None:
    """Move all files from the folder aside to where they are looked for, the one that lists them last."""
    placed: list[Path] = []
    try:
        for path in sorted(aside.iterdir(), key=lambda path: (path.name == last, path.name)):
            os.replace(path, aside.parent / path.name)
            placed.append(aside.parent / path.name)
    except OSError:
        for path in placed:
            path.unlink(missing_ok=True)
        raise


def _tell(error: OSError, folder: Path) -> UnreadableInput:
    if error.errno in DISK_IS_FULL:
        return UnreadableInput(
            message(
                "There is no room for the press kit in {path}; nothing of it was kept. Make room there, or ask for less."
            ),
            path=str(folder),
        )
    return UnreadableInput(
        message(
            "The press kit could not be written in {path} ({detail}); nothing of it was kept. Choose another folder."
        ),
        path=str(folder),
        detail=error.strerror or type(error).__name__,
    )
