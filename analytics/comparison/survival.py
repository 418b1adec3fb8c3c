"""How long does a support run, and how many return to prison meanwhile? Curves by month since the start, from sums.

Exits are cells: one row a group, month since the start and kind of exit, with the number of integrations that left then.
Nothing is asked of single records, so a curve over a million integrations costs what one over a thousand does.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import NormalDist

import numpy as np
import pandas as pd

from analytics.measures import cells as status

# What the cells of `ask_follow_up` stand under.
COUNTED = "exits"
CENSORED = "censored"
RETURNED = "returned_to_prison"
ENDINGS = (RETURNED, "ended", "completed", "certified")
KINDS = (CENSORED, *ENDINGS)
# The interval of 95 % reaches so many standard errors to both sides.
NORMAL_95 = NormalDist().inv_cdf(0.975)
LEAST_FOLLOWED = 0.1
COLUMNS = ["months", "at_risk", "events", "value", "low", "high", "status"]


def still_running(exits: pd.DataFrame, by: str = "year", open_after: Mapping | None = None) -> pd.DataFrame:
    """What share of the supports still runs, month by month since the start?

    exits: cells by `by`, `exit_month` (months since the start, as `ask_follow_up` counts them) and
    `exit` (one of ENDINGS, or censored: not followed beyond that month), with `numerator` = integrations that left then.
    open_after: group → the last month for which all of the group have been observed long enough.

    Returns one row a group and month, from 0 to the last with anybody at risk: `measure`, `by`, `months`, `at_risk`
    (integrations still followed when the month begins), `events` (endings in it), `value` (fraction), `low` and `high`
    (95 % interval, pointwise), `status` (provisional beyond `open_after`; low_reliability below 30 at risk). Raises
    ValueError for a table that is not such cells.

    Kaplan and Meier (1958) over endings of every kind; variance of Greenwood (1926), interval on the log(-log) scale
    (Kalbfleisch and Prentice 1980).
    """
    return _by_group(exits, by, open_after or {}, _kaplan_meier)


def cumulative_incidence(
    exits: pd.DataFrame, cause: str = RETURNED, by: str = "year", open_after: Mapping | None = None
) -> pd.DataFrame:
    """What share of all supports has ended in this way, month by month since the start?

    Takes and returns what `still_running` does; `events` are the endings of this kind. The other endings compete: who has
    completed can no longer end by a return, and is not treated as if it were only lost sight of.

    Aalen and Johansen (1978); variance of Aalen (1978), which cmprsk (R) and PROC LIFETEST (SAS) use; interval on the
    log(-log) scale.
    """
    return _by_group(exits, by, open_after or {}, lambda months: _aalen_johansen(months, cause))


def months_observed(years: Iterable[int], observed_until: date) -> dict[int, int]:
    """For how many whole months has everybody who started in these years been observed, the last starters included?"""
    is_whole = (observed_until + timedelta(days=1)).day == 1
    month = 12 * observed_until.year + observed_until.month - (0 if is_whole else 1)
    return {year: max(0, month - 12 * (year + 1)) for year in years}


def curtail(curves: pd.DataFrame, by: str = "year", least: float = LEAST_FOLLOWED) -> pd.DataFrame:
    """Until when does a curve say something? While at least a tenth of those who started are still followed.

    Takes and returns what `still_running` gives; later months keep `at_risk` and `events`, and their value is null and
    not_available. There a single ending moves the curve far, and ends that became known weigh more than supports that
    nobody has looked at since (Pocock, Clayton and Altman 2002, Lancet 359: 1686-1689).
    """
    groups, at_risk = curves[by].tolist(), curves["at_risk"].tolist()
    started = {
        group: max(count for each, count in zip(groups, at_risk, strict=True) if each == group) for group in set(groups)
    }
    is_thin = np.array(
        [count < least * started[group] for group, count in zip(groups, at_risk, strict=True)], dtype=bool
    )
    kept = {name: curves[name].array.copy() for name in ("value", "low", "high", "status")}
    for name, column in kept.items():
        column[is_thin] = status.NOT_AVAILABLE if name == "status" else pd.NA
    return curves.assign(**kept)


def check_exits(exits: pd.DataFrame) -> pd.DataFrame:
    """Are these cells of exits? Passes them on, or raises ValueError."""
    status.require_status(exits)
    missing = {"exit_month", "exit", "numerator"} - set(exits.columns)
    if missing:
        raise ValueError(f"only exits by month since the start can be followed; missing: {', '.join(sorted(missing))}")
    unknown = set(exits["exit"]) - set(KINDS)
    if unknown:
        raise ValueError(f"not an exit: {', '.join(sorted(unknown))}")
    return exits


@dataclass(frozen=True)
class Months:
    """The exits of one group: `at_risk` when each month begins, from 0 on, and `leaving`, a column a kind of KINDS."""

    at_risk: np.ndarray
    leaving: np.ndarray

    def of(self, kinds: Iterable[str]) -> np.ndarray:
        """How many leave in these ways, month by month?"""
        return self.leaving[:, [KINDS.index(kind) for kind in kinds]].sum(axis=1)


def months_by_group(exits: pd.DataFrame, by: str, until: int | None = None) -> dict[object, Months]:
    """How many are at risk when each month begins, and how many leave in it, by kind? Groups without anybody are left out.

    until: the last month; who leaves later is still there then. Raises ValueError for a table that is not cells of exits.
    """
    check_exits(exits)
    places = {kind: place for place, kind in enumerate(KINDS)}
    found: dict[object, tuple[list, list, list]] = {}
    counts = exits["numerator"].to_numpy(float, na_value=0)
    read = (exits[name].tolist() for name in (by, "exit_month", "exit"))
    for group, month, kind, count in zip(*read, counts, strict=True):
        is_later = until is not None and month > until
        at, kinds, weights = found.setdefault(group, ([], [], []))
        at.append(until if is_later else month)
        kinds.append(places[CENSORED if is_later else kind])
        weights.append(count)
    return {group: _months(*rows) for group, rows in found.items() if sum(rows[2])}


def _months(at: list[int], kinds: list[int], weights: list[float]) -> Months:
    leaving = np.zeros((max(at) + 1, len(KINDS)))
    np.add.at(leaving, (at, kinds), weights)
    return Months(leaving.sum(axis=1)[::-1].cumsum()[::-1], leaving)


def _by_group(exits: pd.DataFrame, by: str, open_after: Mapping, estimate: Callable) -> pd.DataFrame:
    parts = []
    for group, months in months_by_group(exits, by).items():
        events, value, error = estimate(months)
        low, high = _interval(value, error)
        at = np.arange(len(value))
        few = months.at_risk < status.SMALLEST_RELIABLE_DENOMINATOR
        is_open = at > open_after.get(group, np.inf)
        marks = np.where(few, status.LOW_RELIABILITY, np.where(is_open, status.PROVISIONAL, status.NORMAL))
        parts.append(([group] * len(value), at, months.at_risk, events, value, low, high, marks))
    columns = [np.concatenate(each) for each in zip(*parts, strict=True)] if parts else [[]] * (1 + len(COLUMNS))
    named = dict(zip([by, *COLUMNS], columns, strict=True))
    types = dict.fromkeys(("months", "at_risk", "events"), "int64") | dict.fromkeys(("value", "low", "high"), "Float64")
    named |= {name: pd.array(named[name], dtype=kind) for name, kind in (types | {"status": "str"}).items()}
    return pd.DataFrame({"measure": [COUNTED] * len(named["months"])} | named)


def _rows(months: Months) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The same as the rows statsmodels takes: month, number of the ending (0: censored), weight."""
    at, kind = np.nonzero(months.leaving)
    return at, kind, months.leaving[at, kind]


def _held(times: np.ndarray, values: np.ndarray, months: Months, start: float) -> np.ndarray:
    """A step curve at every month: level until the next time it was estimated at."""
    places = np.searchsorted(times, np.arange(len(months.at_risk)), side="right")
    return np.r_[start, values][places]


def _kaplan_meier(months: Months) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    from statsmodels.duration.survfunc import SurvfuncRight

    at, kind, weights = _rows(months)
    ended, value = months.of(ENDINGS), np.ones(len(months.at_risk))
    if ended.any():
        fitted = SurvfuncRight(at, (kind > 0).astype(int), freq_weights=weights)
        value = _held(fitted.surv_times, fitted.surv_prob, months, 1.0)
    # With weights statsmodels gives the error of the cumulative hazard in its place; Greenwood's needs only the sums.
    left = months.at_risk - ended
    growth = np.divide(ended, months.at_risk * left, out=np.zeros_like(left), where=left > 0).cumsum()
    return ended, value, value * np.sqrt(growth)


def _aalen_johansen(months: Months, cause: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    from statsmodels.duration.survfunc import CumIncidenceRight

    at, kind, weights = _rows(months)
    of_cause, value = months.of([cause]), np.zeros(len(months.at_risk))
    if of_cause.any():
        fitted = CumIncidenceRight(at, kind, freq_weights=weights)
        value = _held(fitted.times, fitted.cinc[KINDS.index(cause) - 1], months, 0.0)
    # statsmodels gives no error where there are weights.
    return of_cause, value, _aalen_error(months.at_risk, months.of(ENDINGS), of_cause, value)


def _aalen_error(at_risk: np.ndarray, events: np.ndarray, of_cause: np.ndarray, value: np.ndarray) -> np.ndarray:
    """The standard error of a cumulative incidence (Aalen 1978), as PROC LIFETEST documents it."""
    before = np.r_[1.0, np.cumprod(1 - events / at_risk)[:-1]]
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = (
            events / ((at_risk - 1) * (at_risk - events)),
            before**2 * of_cause * (at_risk - of_cause) / (at_risk**2 * (at_risk - 1)),
            before * of_cause * (at_risk - of_cause) / (at_risk * (at_risk - events) * (at_risk - 1)),
        )
    spread, own, shared = (np.where(np.isfinite(part), part, 0.0) for part in parts)
    # How far the curve has still to rise from each month (column) to each later one (row).
    rise = np.tril(value[:, None] - value[None, :])
    until = np.tril(np.ones_like(rise))
    variance = rise**2 @ spread + until @ own - 2 * rise @ shared
    return np.sqrt(np.maximum(variance, 0))


def _interval(value: np.ndarray, error: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The 95 % interval on the log(-log) scale; none where nobody or everybody has ended."""
    inside = (value > 0) & (value < 1) & (error > 0)
    safe = np.where(inside, value, 0.5)
    reach = np.exp(NORMAL_95 * error / np.abs(safe * np.log(safe)))
    return np.where(inside, safe**reach, np.nan), np.where(inside, safe ** (1 / reach), np.nan)
