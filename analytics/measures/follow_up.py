"""What became of the supports, and after how many months? Sums from which curves and flows are drawn."""

from collections.abc import Iterable, Mapping
from os import PathLike

import pandas as pd

from analytics.measures.asking import find_cube
from analytics.measures.counting import ask_counts
from analytics.measures.cube import Cube
from analytics.measures.dimensions import OF_AN_INTEGRATION

EXITS = ("certified", "completed", "ended", "returned_to_prison", "censored")
NOT_FOLLOWED = "not_followed"
LATEST_STATUSES = ("active", "completed", "certified", "ended", "returned_to_prison", "lost", NOT_FOLLOWED)
# Of several statuses on one day the first of these counts, as `facts.sql` has it.
ON_ONE_DAY = ("returned_to_prison", "certified", "completed", "ended", "lost", "active")
TABLE = "follow_up_cube"


def ask_follow_up(
    by: str | Iterable[str] = (),
    where: Mapping[str, object] | None = None,
    *,
    cube: Cube | str | PathLike | None = None,
) -> pd.DataFrame:
    """How many integrations left follow-up in each month after their start, and how?

    by: dimensions of an integration. where: filters, as `ask` takes them. cube: as `ask` takes it.

    Returns cells: `measure` (“exits”), the dimensions, `exit` (a code of EXITS), `exit_month`, `numerator` (integrations),
    `denominator` (null), `value`, `status`; in order. An end counts in the month it completes (an end on the day on which
    12 months have passed is in month 12, one on the first day in month 1); who was censored counts in the last whole month
    in which the support was known to be active (0 without any observation). At risk in month m is therefore everybody
    with `exit_month` ≥ m. A return to prison counts whenever it was seen; of other ends the first counts.

    Raises UnknownName and RefusedQuestion as `ask` does.
    """
    more = {"exit": EXITS, "exit_month": None}
    return ask_counts(TABLE, "exits", by, OF_AN_INTEGRATION, more, where, find_cube(cube))


def ask_latest_status(
    by: str | Iterable[str] = (),
    where: Mapping[str, object] | None = None,
    *,
    cube: Cube | str | PathLike | None = None,
) -> pd.DataFrame:
    """How many integrations stand where, by what was last seen of them?

    Returns cells as `ask` gives them, with `latest_status` after the dimensions (a code of LATEST_STATUSES): the latest
    definite end, else lost, else active; not_followed where nothing was ever observed.

    Raises UnknownName and RefusedQuestion as `ask` does.
    """
    more = {"latest_status": LATEST_STATUSES}
    return ask_counts(TABLE, "integrations", by, OF_AN_INTEGRATION, more, where, find_cube(cube))
