"""Which data were loaded when, and which of them are asked? Immutable releases, and one pointer that is switched at once.

`releases/<id>/` holds the Parquet files of the tables, the refused rows and `manifest.json` (or, where the records stay
elsewhere, their cube and `manifest.json`); the file `releases/current`
holds the id of the release that is asked, or `demo`. Everything is written aside and renamed, so that whoever pulls the
plug leaves the state before or the state after.
"""

import contextlib
import os
import re
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from analytics.errors import UnknownName, UnreadableInput
from analytics.language import message
from analytics.records.contract import RECORD_TABLES, read_contract
from analytics.records.folder import DataFolder
from analytics.records.import_lock import STAGING, clean_up, importing, is_importing, remove_left_behind
from analytics.records.manifest import REFUSED, find_wrong_part, is_cube_alone, read_manifest, read_moment
from analytics.records.writing import failures_told, measure, seal, sync, write_aside

__all__ = [
    "DEMO", "REFUSED", "Release", "clean_up", "current_release", "find_release", "importing", "list_releases", "new_id",
    "store_release", "use_release",
]  # fmt: skip

DEMO = "demo"
POINTER = "current"
ID = re.compile(r"\d{8}-\d{6}-[0-9a-f]{4}", re.ASCII)
NONE = dict.fromkeys(RECORD_TABLES, 0)
UNSAID = {
    "made_by": "", "synthetic": False, "observed_until": None, "sources": [], "refused": NONE, "warned": NONE,
    "replaced": NONE, "based_on": None, "assumptions": [],
}  # fmt: skip


@dataclass(frozen=True)
class Release:
    """One import that was accepted; `manifest` is what was noted when it was made, held to its shape."""

    id: str
    path: Path
    manifest: dict

    @property
    def made_at(self) -> datetime:
        """When was it made, in UTC?"""
        return read_moment(self.manifest["made_at"])

    @property
    def made_by(self) -> str:
        return self.manifest["made_by"]

    @property
    def observed_until(self) -> date | None:
        """Until when were people observed? None: until the last observation."""
        day = self.manifest["observed_until"]
        return date.fromisoformat(day) if day else None

    @property
    def rows(self) -> dict[str, int]:
        """How many rows has each of the four tables?"""
        return {table: self.manifest["tables"][table]["rows"] for table in RECORD_TABLES}

    @property
    def refused_rows(self) -> int:
        """How many rows were refused, over all tables?"""
        return sum(self.manifest["refused"].values())

    @property
    def refused_file(self) -> Path | None:
        """The rows that were refused, with their reasons; None when there were none."""
        path = self.path / f"{REFUSED}.parquet"
        return path if path.exists() else None


def list_releases(folder: DataFolder) -> list[Release]:
    """Which whole releases are there? Newest first; what is broken or foreign is left out."""
    found = [_read(folder.releases / name) for name in _list_ids(folder)]
    return sorted((each for each in found if each), key=lambda each: (each.made_at, each.id), reverse=True)


def find_release(folder: DataFolder, release_id: str) -> Release:
    """Which release has this id? Raises UnknownName, and UnreadableInput for one that is not whole."""
    # Held against what is there before it becomes part of a path: an id may come from an address.
    if release_id not in _list_ids(folder):
        raise UnknownName(message("release"), release_id, [*(each.id for each in list_releases(folder)), DEMO])
    release = _read(folder.releases / release_id)
    if release is None:
        raise UnreadableInput(
            message("The release {release} is not whole: files are missing or damaged; ask another one."),
            release=release_id,
        )
    return release


def current_release(folder: DataFolder) -> Release | None:
    """Which release is asked? None: the demonstration records.

    Raises UnreadableInput when the pointer names a release that is not there whole; nothing else is asked in its place.
    """
    named = _read_pointer(folder)
    if named == DEMO:
        return None
    release = _read(folder.releases / named) if ID.fullmatch(named) else None
    if release is None:
        raise UnreadableInput(
            message(
                "The current release {release} is missing or damaged; bring another back on the page “Data” or with “use”."
            ),
            release=named[:30] or "∅",
        )
    return release


def use_release(folder: DataFolder, release_id: str) -> None:
    """Make this release (or `demo`) the one that is asked, in one step.

    Raises UnknownName, UnreadableInput (not whole, or nothing can be written), RefusedQuestion (an import is under way,
    which would make its own release the current one).
    """
    if release_id != DEMO:
        find_release(folder, release_id)
    with contextlib.nullcontext() if is_importing(folder) else importing(folder), failures_told(folder.releases):
        os.replace(write_aside(folder.releases, release_id), folder.releases / POINTER)
        sync(folder.releases)


def store_release(folder: DataFolder, manifest: dict, write: Callable[[Path], None]) -> Release:
    """Make a release of the Parquet files that `write` puts into the folder it is given, and make it the current one.

    manifest: what is known of it, read after `write`; id, time and each file's rows, bytes and hash are added. Called
    within `importing`. Raises UnreadableInput when it cannot be written, for want of room on the disk or otherwise; then,
    as after any other error, nothing has changed.
    """
    if not is_importing(folder):
        raise RuntimeError("store_release is called within importing(folder)")
    made_at = datetime.now(UTC)
    release_id = new_id(folder, made_at)
    path, staging = folder.releases / release_id, folder.releases / f"{STAGING}{release_id}"
    with failures_told(folder.releases):
        try:
            staging.mkdir()
            write(staging)
            named = {"release": release_id, "made_at": made_at.isoformat()}
            unsaid = UNSAID | {"contract": read_contract(folder).version}
            noted = named | unsaid | manifest | named | {"tables": measure(staging, manifest.get("tables", {}))}
            wrong = find_wrong_part(noted, release_id)
            if wrong:
                raise ValueError(f"the manifest of a release cannot have this as its {wrong}: {noted[wrong]!r}")
            seal(staging, noted)
            # Written before the release gets its name, so that a full disk cannot part the two.
            pointer = write_aside(folder.releases, release_id)
            staging.rename(path)
            sync(folder.releases)
            sync(folder.root)
            os.replace(pointer, folder.releases / POINTER)
        except BaseException:
            _take_back(folder, release_id)
            raise
    sync(folder.releases)
    return Release(release_id, path, noted)


def _take_back(folder: DataFolder, release_id: str) -> None:
    with contextlib.suppress(OSError, UnreadableInput):
        remove_left_behind(folder)
        if _read_pointer(folder) != release_id:
            shutil.rmtree(folder.releases / release_id, ignore_errors=True)


def _list_ids(folder: DataFolder) -> list[str]:
    try:
        return [name for name in os.listdir(folder.releases) if ID.fullmatch(name)]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise _unreadable(folder.releases) from error


def _read(path: Path) -> Release | None:
    """The release in this folder, when it is whole: manifest of the right shape, every file of the size noted; or their
    cube in place of the files."""
    try:
        manifest = read_manifest(path)
        if path.is_symlink() or find_wrong_part(manifest, path.name):
            return None
        for each in () if is_cube_alone(path) else manifest["tables"].values():
            if each["file"] and (path / each["file"]).stat().st_size != each["bytes"]:
                return None
    except (OSError, UnreadableInput):
        return None
    return Release(path.name, path, manifest)


def _read_pointer(folder: DataFolder) -> str:
    pointer = folder.releases / POINTER
    try:
        return pointer.read_text(encoding="utf-8", errors="replace").strip()
    except OSError as error:
        # A link that leads nowhere is a disk that is not there, not a folder without releases.
        is_absent = isinstance(error, FileNotFoundError) and not pointer.is_symlink()
        if is_absent and (folder.releases.is_dir() or not os.path.lexists(folder.releases)):
            return DEMO
        raise _unreadable(pointer) from error


def new_id(folder: DataFolder, made_at: datetime) -> str:
    """Which id does a release get that is made at this moment?"""
    while True:
        release_id = f"{made_at:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
        if not os.path.lexists(folder.releases / release_id):
            return release_id


def _unreadable(path: Path) -> UnreadableInput:
    return UnreadableInput(message("{path} cannot be read or written."), path=str(path))
