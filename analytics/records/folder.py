"""Where do data lie? One value that knows every path, so that no other module builds one."""

import os
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from analytics.errors import UnreadableInput
from analytics.language import message

PROJECT_DATA = Path(__file__).resolve().parents[2] / "data"


@dataclass(frozen=True)
class DataFolder:
    """A data folder. What it does not hold itself (published figures, code lists, demonstration records) comes from the
    project, so that a new and empty folder is a fine one."""

    root: Path

    @classmethod
    def at(cls, path: str | os.PathLike | None = None) -> "DataFolder":
        """Which folder is meant? `path`, else the variable IDMAJ_DATA, else the project's own.

        Raises UnreadableInput when the path is a file, or empty: the unset variable of a script must not mean the
        project's own data.
        """
        if path == "":
            raise UnreadableInput(message("The path of the data folder is empty; give a folder, or leave it out."))
        root = Path(path or os.environ.get("IDMAJ_DATA") or PROJECT_DATA)
        if root.exists() and not root.is_dir():
            raise UnreadableInput(message("{path} is a file; a data folder was expected."), path=str(root))
        return cls(root.absolute())

    def find(self, relative: str) -> Path:
        """Where is this file or folder: here, or else in the project?"""
        own = self.root / relative
        return own if own.exists() else PROJECT_DATA / relative

    @cached_property
    def package(self) -> Path:
        """The description of every file: the contract."""
        return self.find("datapackage.json")

    @property
    def releases(self) -> Path:
        """Where releases lie: always here, so that a new folder never shows the records of another."""
        return self.root / "releases"

    @property
    def demo(self) -> Path:
        return self.find("demo")

    @cached_property
    def cache(self) -> Path:
        """Where may results be kept? In the data folder, or in the user's cache folder when that cannot be written."""
        own = self.root / ".cache"
        if _is_writable(own):
            return own
        home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
        shared = Path(tempfile.gettempdir()) / f"idmaj-{os.getuid() if hasattr(os, 'getuid') else 0}"
        for folder in (Path(home) / "idmaj", shared):
            if folder.is_absolute() and _is_writable(folder):
                return folder
        raise UnreadableInput(message("No folder can be written for the cache; {path} was tried first."), path=str(own))


def _is_writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
