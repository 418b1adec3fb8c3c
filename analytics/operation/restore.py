"""Can this backup be brought back? Only whole: every hash in it is right before the first file is put in place."""

import contextlib
import gzip
import json
import os
import secrets
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from analytics.errors import RefusedQuestion, UnreadableInput
from analytics.language import message
from analytics.operation.backup import ASIDE, BLOCK, CACHE, FORMAT, MANIFEST, HashedReader, list_contents
from analytics.records.folder import DataFolder
from analytics.records.import_lock import STAGING
from analytics.records.releases import importing
from analytics.records.writing import sync

UNPACKING = f"{STAGING}restore-"


def restore(backup: Path, folder: DataFolder, *, replace: bool = False) -> Path | None:
    """Bring this backup into the data folder; returns where what was there lies now, None where there was nothing.

    Raises UnreadableInput for a backup that is damaged, cut short, or none; RefusedQuestion when the folder holds something
    and `replace` is not said. Then, nothing has changed.
    """
    there = _list_tops(folder)
    if there and not replace:
        raise RefusedQuestion(
            message(
                "{path} holds data already; say “--replace” to put them aside and bring the backup in their place."
            ),
            path=str(folder.root),
        )
    try:
        for left_behind in folder.root.glob(f"{UNPACKING}*"):
            shutil.rmtree(left_behind, ignore_errors=True)
        staging = folder.root / f"{UNPACKING}{secrets.token_hex(4)}"
        staging.mkdir(parents=True)
        try:
            _unpack(backup, staging)
            return _put_in_place(staging, folder, there)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    except OSError as error:
        path = str(error.filename or folder.root)
        raise UnreadableInput(message("{path} cannot be read or written."), path=path) from error


def _list_tops(folder: DataFolder) -> list[str]:
    if not folder.root.exists():
        return []
    return sorted({path.relative_to(folder.root).parts[0] for path in list_contents(folder.root)})


def _put_in_place(staging: Path, folder: DataFolder, there: list[str]) -> Path | None:
    brought = sorted(os.listdir(staging))
    for name in brought:
        if name not in there and (folder.root / name).exists():
            raise RefusedQuestion(
                message("The backup is not one of this folder: it would replace {path}, which comes with the program."),
                path=str(folder.root / name),
            )
    aside = folder.root / f"{ASIDE}{secrets.token_hex(4)}" if there else None
    with importing(folder) if folder.releases.exists() else contextlib.nullcontext():
        if aside:
            aside.mkdir(mode=0o700)
        for name in there:
            os.rename(folder.root / name, aside / name)
        for name in brought:
            os.rename(staging / name, folder.root / name)
        sync(folder.root)
    return aside


def _unpack(backup: Path, staging: Path) -> None:
    """Write its files here and hold each to its hash. Raises UnreadableInput."""
    try:
        with tarfile.open(backup, "r:gz") as tar:
            stated, hashes = _extract_all(tar, staging)
    except (tarfile.TarError, EOFError, ValueError, KeyError, TypeError, zlib.error, gzip.BadGzipFile) as error:
        raise _damaged(backup) from error
    if stated != hashes:
        raise _damaged(backup)


def _extract_all(tar: tarfile.TarFile, staging: Path) -> tuple[dict[str, str] | None, dict[str, str]]:
    """The hashes that the backup states, None where it states none; and those of what was written."""
    stated, hashes, folders = None, {}, {}
    for entry in _safe(tar):
        path = staging / entry.name
        if entry.name == MANIFEST:
            told = json.loads(tar.extractfile(entry).read())
            stated = {each["file"]: each["sha256"] for each in told["files"]} if told["format"] == FORMAT else None
        elif entry.isdir():
            path.mkdir(parents=True, exist_ok=True)
            folders[path] = entry.mode & 0o777
        else:
            hashes[entry.name] = _extract(tar, entry, path)
    # Afterwards, or nothing could be written into one that is read-only.
    for path, mode in folders.items():
        path.chmod(mode)
    return stated, hashes


def _safe(tar: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """Its members; none of them leads out of the folder, and none is anything but a file or a folder."""
    for entry in tar:
        parts = PurePosixPath(entry.name).parts
        is_inside = parts and not entry.name.startswith("/") and ".." not in parts and parts[0] != CACHE
        if not is_inside or not (entry.isreg() or entry.isdir()):
            raise ValueError(entry.name)
        yield entry


def _extract(tar: tarfile.TarFile, entry: tarfile.TarInfo, path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    source = HashedReader(tar.extractfile(entry))
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        shutil.copyfileobj(source, file, BLOCK)
        os.fsync(file.fileno())
    os.utime(path, (entry.mtime, entry.mtime))
    path.chmod(entry.mode & 0o777)
    return source.digest.hexdigest()


def _damaged(backup: Path) -> UnreadableInput:
    return UnreadableInput(
        message("{path} is no whole backup: it is damaged or was cut short. Nothing was changed."), path=str(backup)
    )
