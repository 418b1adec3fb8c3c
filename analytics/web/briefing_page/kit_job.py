"""How is a press kit made while its reader waits, sees how far it is, and may change their mind? In a thread of its own."""

import contextlib
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from analytics.errors import IdmajError
from analytics.language import message
from analytics.outputs.kit import Kit, KitCancelled, make_kit
from analytics.outputs.stories import Material
from analytics.web.job import Job

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


class KitJob(Job):
    """A kit in the making: how many of how many files are made, and which is next.

    `kit` and `content` when it is made, `error` when it could not be; neither when it was cancelled.
    """

    def __init__(self, wanted: Wanted) -> None:
        super().__init__()
        self.wanted = wanted
        self.done, self.total, self.making = 0, 0, ""
        self.kit: Kit | None = None
        self.content = b""
        self.error: IdmajError | None = None
        self.seconds = 0.0

    def _work(self, material: Material) -> None:
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
