"""How does a query run while its reader waits, and may change their mind? In a thread of its own, over a child process."""

import threading
import time
from dataclasses import dataclass, field

from analytics.console.database import Database
from analytics.console.parent import Result, run_sql
from analytics.errors import IdmajError
from analytics.language import message


@dataclass
class SqlJob:
    """A query that runs, or has run. Read by the page while the thread writes: each value is set whole.

    `result` when it has answered, `error` when it has not. `rows` stays when the result of an older one is let go.
    """

    query: str
    began: float = field(default_factory=time.monotonic)
    result: Result | None = None
    rows: int | None = None
    error: IdmajError | None = None
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self, database: Database) -> None:
        """Begin; returns at once."""
        self._thread = threading.Thread(target=self._run, args=(database,), name="sql", daemon=True)
        self._thread.start()

    def cancel(self) -> None:
        """End the query; its process is gone a moment later."""
        self._stop.set()

    @property
    def is_running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    @property
    def is_cancelled(self) -> bool:
        return self._stop.is_set()

    @property
    def elapsed(self) -> float:
        """For how many seconds does it run so far?"""
        return time.monotonic() - self.began

    def wait(self, seconds: float) -> None:
        """Until it is over, but no longer than this."""
        if self._thread is not None:
            self._thread.join(seconds)

    def _run(self, database: Database) -> None:
        try:
            result = run_sql(self.query, database, cancel=self._stop)
            self.rows, self.result = len(result.frame), result
        except IdmajError as error:
            self.error = error
        except OSError:
            self.error = IdmajError(message("The server has no room for another query; try again in a moment."))
