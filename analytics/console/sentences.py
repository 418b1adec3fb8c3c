"""Why was a query refused, or stopped? One sentence for each reason that the child process gives."""

from collections.abc import Iterable
from difflib import get_close_matches

from analytics.errors import IdmajError, RefusedQuestion
from analytics.language import message

REFUSALS = {
    "syntax": message("The query cannot be understood. DuckDB says: {name}"),
    "select": message("Only a SELECT is allowed here: nothing can be changed, set, loaded, attached or described."),
    "one": message("Only one statement at a time is allowed here."),
    "none": message("There is no query here; a SELECT was expected."),
    "long": message("The query is too long; a shorter one is needed."),
    "deep": message("The query is nested too deeply; a flatter one is needed."),
    "letter": message("The query holds a control character, which is not allowed."),
    "table": message("There is no table “{name}” here; only the listed tables can be read, by their name alone."),
    "function": message("The function “{name}” is not allowed here."),
    "type": message("The type “{name}” is not allowed here."),
    "construct": message("“{name}” is not allowed here."),
    "series": message("The bounds of a series must be whole numbers written in the query, of no more than 10,000."),
    "columns": message("The answer has too many columns; name those that are needed."),
}
FAILURES = {
    "memory": message("The query was stopped: it needs more memory than one query may have."),
    "value": message(
        "The query failed while it ran, over a value that does not fit, such as text read as a number; “try_cast” gives "
        "null instead."
    ),
    "time": message("The query was stopped after {seconds} seconds; a narrower one answers sooner."),
    "cancelled": message("The query was cancelled."),
    "busy": message("Other queries are running; try again in a moment."),
    "ended": message("The query was stopped: it needs more time or memory than one query may have."),
}


NEAREST_TABLES = message(
    "There is no table “{name}” here; the nearest are: {nearest}. Only the listed tables can be read, by their name alone."
)


class RefusedQuery(RefusedQuestion):
    """A query that the gate does not let through. `rule` is the key of REFUSALS; `tables` are those that can be read."""

    def __init__(self, rule: str, name: str = "", tables: Iterable[str] = ()) -> None:
        self.rule = rule
        # What was meant is nearly always one of those that can be read.
        nearest = get_close_matches(name.lower(), list(tables), n=3, cutoff=0.5) if rule == "table" else []
        sentence = NEAREST_TABLES if nearest else REFUSALS[rule]
        super().__init__(sentence, name=name, nearest=", ".join(nearest))


class StoppedQuery(IdmajError):
    """A query that was let through and did not answer. `reason` is the key of FAILURES."""

    def __init__(self, reason: str, **values: object) -> None:
        self.reason = reason
        super().__init__(FAILURES[reason], **values)
