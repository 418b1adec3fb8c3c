"""How does a query run while its reader waits, and may change their mind? In a thread of its own, over a child process."""

import time

from analytics.console.database import Database
from analytics.console.parent import Result, run_sql
from analytics.errors import IdmajError
from analytics.language import message
from analytics.web.job import Job


class SqlJob(Job):
    """A query that runs, or has run; cancelled, its process is gone a moment later.

    `result` when it has answered, `error` when it has not. `rows` stays when the result of an older one is let go.
    """

    def __init__(self, query: str) -> None:
        super().__init__()
        self.query = query
        self.began = time.monotonic()
        self.result: Result | None = None
        self.rows: int | None = None
        self.error: IdmajError | None = None

    @property
    def elapsed(self) -> float:
        """For how many seconds does it run so far?"""
        return time.monotonic() - self.began

    def _work(self, database: Database) -> None:
        try:
            result = run_sql(self.query, database, cancel=self._stop)
            self.rows, self.result = len(result.frame), result
        except IdmajError as error:
            self.error = error
        except OSError:
            self.error = IdmajError(message("The server has no room for another query; try again in a moment."))
