"""How is the data folder kept safe elsewhere? As one tar file, made while the server runs, with a hash of each file."""

import contextlib
import hashlib
import io
import json
import os
import secrets
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from analytics.errors import UnreadableInput
from analytics.language import message
from analytics.records.folder import PROJECT_DATA, DataFolder
from analytics.records.import_lock import LEFT_BEHIND, LOCK
from analytics.records.releases import importing
from analytics.records.writing import sync

# The last member: a backup without it was cut short.
MANIFEST = "idmaj-backup.json"
FORMAT = 1
CACHE, ASIDE = ".cache", ".replaced-"
# The project's own folder also holds what comes with the program, which a backup of an older one must not bring back.
OWN_OF_PROJECT = ("releases", ".trail", "views.json")
BLOCK = 1 << 20


def back_up(folder: DataFolder, to: Path) -> list[dict]:
    """Write everything that belongs to this data folder into a new file; returns what it holds: file, bytes, sha256.

    No release is made meanwhile, so that it is one state. Raises UnreadableInput when something cannot be read or written,
    or the file is there already; then no file is left.
    """
    if os.path.lexists(to):
        raise UnreadableInput(message("{path} is there already; a backup is written into a new file."), path=str(to))
    aside = to.with_name(f".{to.name}.{secrets.token_hex(4)}")
    try:
        with _at_rest(folder):
            held = _write(folder, aside)
        sync(aside)
        os.link(aside, to)  # unlike a rename, it takes no file's place that came meanwhile
        aside.unlink()
        sync(to.absolute().parent)
    except OSError as error:
        path = str(error.filename or to)
        raise UnreadableInput(message("{path} cannot be read or written."), path=path) from error
    finally:
        aside.unlink(missing_ok=True)
    return held


def list_contents(root: Path) -> list[Path]:
    """What belongs to this data folder: files and folders, without the cache, locks, and what was begun and not ended."""
    is_project = root.resolve() == PROJECT_DATA.resolve()
    tops = [root / name for name in OWN_OF_PROJECT] if is_project else sorted(root.glob("*"))
    found = []
    for top in tops:
        if top.name == CACHE or top.name.startswith(ASIDE) or not os.path.lexists(top):
            continue
        found += [top, *sorted(top.rglob("*"))] if top.is_dir() and not top.is_symlink() else [top]
    return [path for path in found if not _is_passing(path.relative_to(root))]


def _is_passing(relative: Path) -> bool:
    return relative.name == LOCK or any(part.startswith(LEFT_BEHIND) for part in relative.parts)


@contextlib.contextmanager
def _at_rest(folder: DataFolder) -> Iterator[None]:
    """While no import is under way; where nothing can be written, none can be."""
    if not os.access(folder.root, os.W_OK) or not folder.releases.exists():
        yield
        return
    with importing(folder):
        yield


def _write(folder: DataFolder, path: Path) -> list[dict]:
    held = []
    with (
        os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file,
        tarfile.open(fileobj=file, mode="w:gz", compresslevel=1, format=tarfile.PAX_FORMAT) as tar,
    ):
        for each in list_contents(folder.root):
            name = each.relative_to(folder.root).as_posix()
            if each.is_symlink() or not (each.is_file() or each.is_dir()):
                raise UnreadableInput(message("{path} is neither a file nor a folder."), path=str(each))
            if each.is_dir():
                tar.add(each, name, recursive=False)
            else:
                held.append(_add(tar, each, name))
        _add_manifest(tar, held)
    return held


def _add(tar: tarfile.TarFile, path: Path, name: str) -> dict:
    """As many bytes as it had when it was opened: the trail may grow meanwhile, by whole lines."""
    with path.open("rb") as file:
        entry = tar.gettarinfo(arcname=name, fileobj=file)
        hashed = HashedReader(file)
        tar.addfile(entry, hashed)
    return {"file": name, "bytes": entry.size, "sha256": hashed.digest.hexdigest()}


def _add_manifest(tar: tarfile.TarFile, held: list[dict]) -> None:
    told = {"format": FORMAT, "made_at": datetime.now(UTC).isoformat(timespec="seconds"), "files": held}
    content = json.dumps(told, ensure_ascii=False, indent=1).encode()
    entry = tarfile.TarInfo(MANIFEST)
    entry.size = len(content)
    tar.addfile(entry, io.BytesIO(content))


class HashedReader:
    """A file that is read once, and hashed while it is."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        part = self._file.read(size)
        self.digest.update(part)
        return part
