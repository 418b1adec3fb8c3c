"""How does a query run while its reader waits, and may change their mind? In a thread of its own, over a child process."""

import time
from dataclasses import dataclass

from analytics.console.database import Database
from analytics.console.parent import Result
from analytics.errors import IdmajError
from analytics.language import message
from analytics.operation.recording import ask_noted
from analytics.records.folder import DataFolder
from analytics.web.job import Job


@dataclass(frozen=True)
class Asker:
    """On whose account a query runs, and over which data: what is noted of it."""

    who: str
    audience: str
    release: str
    folder: DataFolder


class SqlJob(Job):
    """A query that runs, or has run; cancelled, its process is gone a moment later.

    `result` when it has answered, `error` when it has not. `rows` stays when the result of an older one is let go.
    """

    def __init__(self, query: str, asker: Asker) -> None:
        super().__init__()
        self.query = query
        self.asker = asker
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
            result = ask_noted(self.query, database, **vars(self.asker), cancel=self._stop)
            self.rows, self.result = len(result.frame), result
        except IdmajError as error:
            self.error = error
        except OSError:
            self.error = IdmajError(message("The server has no room for another query; try again in a moment."))
