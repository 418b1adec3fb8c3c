"""Does the server live, and can it answer? Two addresses for whatever watches over it; neither opens a session."""

import logging
import threading
import time
from collections.abc import Callable

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from analytics.measures.cube import cube_of
from analytics.operation.trail import check_trail
from analytics.records.current import current_records
from analytics.records.folder import DataFolder

LOGGER = logging.getLogger("idmaj.health")
# Asked more often, the last answer is given again: whoever asks cannot make the server work.
SECONDS_BETWEEN = 2.0


def _read_data() -> None:
    current_records(DataFolder.at())


def _load_cube() -> None:
    cube_of(current_records(DataFolder.at()))


def _write_trail() -> None:
    check_trail(DataFolder.at())


def _write_cache() -> None:
    # Looked for anew: a folder remembers where its cache was.
    _ = DataFolder.at().cache


CHECKS: dict[str, Callable[[], None]] = {
    "data": _read_data,
    "cube": _load_cube,
    "cache": _write_cache,
    "trail": _write_trail,
}


class Readiness:
    """Which checks fail now? Kept for a moment, and found once however many ask."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failed: list[str] = []
        self._looked_at = float("-inf")

    def failed(self) -> list[str]:
        """The names of the checks that fail; none: ready. The reason stands in the log, and not in the answer."""
        with self._lock:
            if time.monotonic() - self._looked_at > SECONDS_BETWEEN:
                self._failed = [name for name, check in CHECKS.items() if not _passes(name, check)]
                self._looked_at = time.monotonic()
            return self._failed


def _passes(name: str, check: Callable[[], None]) -> bool:
    try:
        check()
    except Exception as error:
        LOGGER.warning("not ready: %s (%s)", name, type(error).__name__)
        return False
    return True


def warm_up() -> None:
    """Load what the first page will ask for, before anybody asks."""
    _passes("cube", _load_cube)


def health_routes() -> list[Route]:
    """`/healthz`: 200 while the process answers. `/readyz`: 200, or 503 with the names of the checks that fail."""
    readiness = Readiness()

    async def live(_request: Request) -> JSONResponse:
        return JSONResponse({"alive": True})

    async def ready(_request: Request) -> JSONResponse:
        failed = await to_thread.run_sync(readiness.failed)
        return JSONResponse({"ready": not failed, "failed": failed}, status_code=503 if failed else 200)

    return [Route("/healthz", live), Route("/readyz", ready)]
