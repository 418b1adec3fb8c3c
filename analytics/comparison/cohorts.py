"""How did the supports of two years run, and did the two cohorts end alike? Curves and tests over the same sums."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from analytics.comparison.families import FALSE_DISCOVERY_RATE, adjust
from analytics.comparison.log_rank import LogRank, log_rank
from analytics.comparison.survival import (
    ENDINGS,
    RETURNED,
    cumulative_incidence,
    curtail,
    months_observed,
    still_running,
)
from analytics.measures.cells import SMALLEST_RELIABLE_DENOMINATOR, list_rows

RUNNING = "running"
# What is told of a cohort at one month: the horizon of the measures, or the last month that is closed before it.
HORIZON = 12
DIFFERENT, NOT_ENOUGH_EVIDENCE = "different", "not_enough_evidence"
TOO_EARLY, TOO_FEW, ONE_COHORT, NOBODY = "too_early", "too_few", "one_cohort", "nobody"
YEARS = (2014, 2015)


@dataclass(frozen=True)
class Followed:
    """One curve of each cohort and what was found of the two.

    curves: as `still_running` or `cumulative_incidence` gives them. until: the last month for which both cohorts were
    observed, 0 where there is none; month: where the two are told. finding: different, not_enough_evidence, too_early,
    too_few, one_cohort, nobody. test: over the months up to `until`; adjusted: its p-value among the `tests`
    of its family.
    """

    kind: str
    curves: pd.DataFrame
    until: int
    month: int
    finding: str
    test: LogRank | None = None
    adjusted: float | None = None
    tests: int = 0

    @cached_property
    def rows(self) -> list[dict]:
        """The curves, row by row."""
        return list_rows(self.curves)

    @property
    def years(self) -> list[int]:
        return list(dict.fromkeys(row["year"] for row in self.rows))

    @property
    def is_empty(self) -> bool:
        """Was nobody followed for even a month?"""
        return self.finding == NOBODY


def follow_cohorts(
    exits: pd.DataFrame, observed_until: date | None, years: tuple[int, int] = YEARS
) -> dict[str, Followed]:
    """What still runs, and what ended by a return to prison, in each cohort; and do the two differ?

    exits: cells of `ask_follow_up("year")`; other years than `years` are left out. observed_until: the day on which
    following ended.

    Returns what was found under `running` and `returned_to_prison`. The two log-rank tests are one family and adjusted
    together (Benjamini and Hochberg 1995); they compare only the months that both cohorts were observed for, since beyond
    them ends become known while running supports are no longer looked at. Raises ValueError as `still_running` does.
    """
    exits = exits[exits["year"].isin(years)]
    started = list(dict.fromkeys(exits["year"]))
    observed = months_observed(started, observed_until) if observed_until else dict.fromkeys(started, 0)
    until = min(observed.values(), default=0)
    curves = {
        RUNNING: still_running(exits, open_after=observed),
        RETURNED: cumulative_incidence(exits, RETURNED, open_after=observed),
    }
    tests = {
        RUNNING: log_rank(exits, ENDINGS, until=until) if until else None,
        RETURNED: log_rank(exits, [RETURNED], until=until) if until else None,
    }
    adjusted = dict(zip(tests, adjust([test.p_value if test else None for test in tests.values()]), strict=True))
    found = {}
    for kind, test in tests.items():
        shown = curtail(curves[kind])
        rows = list_rows(shown)
        last_known = {row["year"]: row["months"] for row in rows if not pd.isna(row["value"])}
        found[kind] = Followed(
            kind=kind,
            curves=shown,
            until=until,
            month=int(min([until, HORIZON, *last_known.values()])),
            finding=_judge(rows, until, test, adjusted[kind]),
            test=test,
            adjusted=float(adjusted[kind]) if test else None,
            tests=sum(each is not None for each in tests.values()),
        )
    return found


def _judge(rows: list[dict], until: int, test: LogRank | None, adjusted: float) -> str:
    if not any(row["months"] > 0 for row in rows):
        return NOBODY
    started = [row["at_risk"] for row in rows if row["months"] == 0]
    if not until:
        return TOO_EARLY
    if min(started) < SMALLEST_RELIABLE_DENOMINATOR:
        return TOO_FEW
    if len(started) < 2:
        return ONE_COHORT
    return DIFFERENT if test and adjusted <= FALSE_DISCOVERY_RATE else NOT_ENOUGH_EVIDENCE
