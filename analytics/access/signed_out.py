"""Which sign-ins did their people end themselves? A copy of such a cookie opens nothing, though its hours are not over."""

import contextlib
import hashlib
from collections.abc import Mapping
from pathlib import Path

from analytics.access.people import MOST_HOURS


class SignedOut:
    """One empty file for each, so that every process of the server knows it, also one that is started again.

    Where no file can be written, this process at least knows.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._held: set[str] = set()

    def add(self, claims: Mapping[str, object], now: float) -> None:
        """End this sign-in; forget those whose hours are over in any case."""
        key = _key_of(claims)
        self._held.add(key)
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            for each in self.folder.iterdir():
                if each.stat().st_mtime < now - MOST_HOURS * 3600:
                    each.unlink(missing_ok=True)
            (self.folder / key).touch()

    def holds(self, claims: Mapping[str, object]) -> bool:
        """Was this sign-in ended?"""
        key = _key_of(claims)
        return key in self._held or (self.folder / key).exists()


def _key_of(claims: Mapping[str, object]) -> str:
    """One sign-in of one person; a hash, so that nothing of it lies about."""
    told = "\n".join(str(claims.get(name)) for name in ("iss", "sub", "iat", "nonce", "sid"))
    return hashlib.sha256(told.encode()).hexdigest()
