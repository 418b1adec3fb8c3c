"""How is a press kit made while its reader waits, sees how far it is, and may change their mind? In a thread of its own."""

import contextlib
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from analytics.errors import IdmajError
from analytics.language import message
from analytics.outputs.kit import Kit, KitCancelled, make_kit
from analytics.outputs.stories import Material

# Fewer kits at once than processors: the pages of others must stay quick.
_turn = threading.Lock()
FOLDER_PREFIX = "idmaj-kit-"


@dataclass(frozen=True)
class Wanted:
    """What a kit is to hold; ids of stories, languages, sizes and forms."""

    stories: tuple[str, ...]
    languages: tuple[str, ...]
    sizes: tuple[str, ...]
    forms: tuple[str, ...]
    scale: int = 1


@dataclass
class KitJob:
    """A kit in the making. Read by the page while the thread writes: each value is set whole.

    `kit` and `content` when it is made, `error` when it could not be; neither when it was cancelled.
    """

    wanted: Wanted
    done: int = 0
    total: int = 0
    making: str = ""
    kit: Kit | None = None
    content: bytes = b""
    error: IdmajError | None = None
    seconds: float = 0.0
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self, material: Material) -> None:
        """Begin; returns at once."""
        self._thread = threading.Thread(target=self._make, args=(material,), name="press kit", daemon=True)
        self._thread.start()

    def cancel(self) -> None:
        """Stop before the next file; nothing is kept."""
        self._stop.set()

    @property
    def is_running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    @property
    def is_cancelled(self) -> bool:
        return self._stop.is_set()

    def wait(self, seconds: float) -> None:
        """Until it is over, but no longer than this."""
        if self._thread is not None:
            self._thread.join(seconds)

    def _make(self, material: Material) -> None:
        start = time.monotonic()
        with contextlib.suppress(KitCancelled):
            try:
                with self._my_turn(), tempfile.TemporaryDirectory(prefix=FOLDER_PREFIX) as folder:
                    place = Path(folder) / "kit.zip"
                    wanted = self.wanted
                    kit = make_kit(
                        wanted.stories, wanted.languages, wanted.sizes, wanted.forms, wanted.scale, material, place,
                        progress=self._tell, is_cancelled=self._stop.is_set,
                    )  # fmt: skip
                    self.content = place.read_bytes()
                    self.kit = kit
            except KitCancelled:
                raise
            except IdmajError as error:
                self.error = error
            except OSError:
                self.error = IdmajError(message("There was no room for the press kit on the server; nothing was kept."))
        self.seconds = time.monotonic() - start

    @contextlib.contextmanager
    def _my_turn(self) -> object:
        while not _turn.acquire(timeout=0.2):
            if self._stop.is_set():
                raise KitCancelled
        try:
            yield
        finally:
            _turn.release()

    def _tell(self, done: int, total: int, making: str) -> None:
        self.done, self.total, self.making = done, total, making
