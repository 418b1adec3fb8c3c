"""How does something take its time while its reader waits, sees how it goes, and may change their mind? In a thread."""

import threading
import time
import weakref

_begun: "weakref.WeakSet[Job]" = weakref.WeakSet()
# For all of them together, at the end of the server.
SECONDS_TO_STOP = 3.0


def stop_jobs() -> None:
    """Cancel whatever still works, and wait until it has cleared up: the server ends."""
    running = [job for job in list(_begun) if job.is_running]
    for job in running:
        job.cancel()
    until = time.monotonic() + SECONDS_TO_STOP
    for job in running:
        job.wait(max(0.0, until - time.monotonic()))


class Job:
    """Work in a thread of its own. The page reads while the thread writes: each value is set whole.

    Whoever derives from it says what is done in `_work`, which looks at `_stop` and never raises.
    """

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, given: object) -> None:
        """Begin with what is given to `_work`; returns at once."""
        self._thread = threading.Thread(target=self._work, args=(given,), name=type(self).__name__, daemon=True)
        _begun.add(self)
        self._thread.start()

    def cancel(self) -> None:
        """Stop as soon as that can be done; nothing is kept."""
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

    def _work(self, given: object) -> None:
        raise NotImplementedError
