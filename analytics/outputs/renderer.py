"""Who draws the pictures? One Chromium, started when it is first needed, kept warm, and never waited for in vain.

Kaleido drives it. Its own server waits for ever when a browser hangs; here every picture has its time, and a browser that
does not keep to it is killed and started anew for the next.
"""

import asyncio
import atexit
import contextlib
import os
import shutil
import signal
import threading
from collections.abc import Coroutine
from concurrent.futures import TimeoutError as TooLong
from pathlib import Path
from typing import TypeVar

from analytics.errors import CannotRender
from analytics.language import message

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SECONDS_TO_START, SECONDS_TO_DRAW, SECONDS_TO_CLOSE = 30, 20, 5
# On two processors a third page only waits.
PAGES = 2
Found = TypeVar("Found")


def find_browser() -> str | None:
    """Which Chromium draws the pictures: the one named in CHROMIUM, or the system's? None where there is none."""
    named = os.environ.get("CHROMIUM")
    if named is not None:
        return named if shutil.which(named) else None
    return next(filter(None, map(shutil.which, BROWSERS)), None)


class Renderer:
    """A warm Chromium; safe to be used by several threads at once."""

    def __init__(self, seconds_to_draw: float = SECONDS_TO_DRAW) -> None:
        self._seconds = seconds_to_draw
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._browser: object | None = None

    def render(self, figure: dict, form: str, width: float, height: float, scale: float) -> bytes:
        """The picture of this figure as `png` or `svg`, laid out in `width` × `height` pixels and shown `scale` times as
        large. Raises CannotRender."""
        browser = self._start()
        options = {"format": form, "width": width, "height": height, "scale": scale}
        try:
            return self._run(browser.calc_fig(figure, opts=options), self._seconds)
        except TooLong:
            self._discard(browser)
            raise CannotRender(
                message("The picture was not drawn within {seconds} seconds; please try again."), seconds=self._seconds
            ) from None
        except Exception as error:
            self._discard(browser)
            raise CannotRender(message("Chromium failed while it drew the picture; please try again.")) from error

    def close(self) -> None:
        """Let the Chromium go; the next picture starts another."""
        if self._browser is not None:
            self._discard(self._browser)

    @property
    def is_running(self) -> bool:
        return self._browser is not None

    def _start(self) -> object:
        with self._lock:
            if self._browser is not None:
                return self._browser
            path = find_browser()
            if not path:
                raise CannotRender(message("No Chromium was found on the server; it is needed to draw pictures."))
            # The pictures are set in our own font; only what Chromium is told through its environment reaches it.
            os.environ.setdefault("FONTCONFIG_FILE", str(FONTS / "fonts.conf"))
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=self._loop.run_forever, name="pictures", daemon=True).start()
            browser = None
            try:
                browser = self._run(_make_browser(path), SECONDS_TO_START)
                self._run(browser.open(), SECONDS_TO_START)
            except Exception as error:
                if browser is not None:
                    self._kill(browser)
                raise CannotRender(message("Chromium could not be started: {path}."), path=path) from error
            self._browser = browser
            return browser

    def _run(self, work: Coroutine[object, object, Found], seconds: float) -> Found:
        waiting = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return waiting.result(seconds)
        except TooLong:
            waiting.cancel()
            raise

    def _discard(self, browser: object) -> None:
        with self._lock:
            if self._browser is browser:
                self._browser = None
                self._kill(browser)

    def _kill(self, browser: object) -> None:
        process = getattr(browser, "subprocess", None)
        with contextlib.suppress(Exception):  # it is killed below, whatever it answers
            self._run(browser.close(), SECONDS_TO_CLOSE)
        if process is not None:
            # It leads a group of its own, and Chromium may outlive the one that started it.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(SECONDS_TO_CLOSE)


async def _make_browser(path: str) -> object:
    from kaleido import Kaleido  # takes a third of a second to load, and only pictures need it

    return Kaleido(n=PAGES, path=path, mathjax=False, timeout=None, headless=True)


RENDERER = Renderer()
atexit.register(RENDERER.close)
