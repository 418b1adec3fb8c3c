"""How evenly is money spread over cities? The Lorenz curve and the Gini coefficient, from cells by year and city."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analytics.measures import cells as status
from analytics.measures.cells import SMALLEST_RELIABLE_DENOMINATOR, require_status, tabulate


def lorenz(amounts: Sequence[float], weights: Sequence[float] | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Which share of the amounts have the units with least, up to each share of the units?

    amounts: what each unit has, not negative; weights: how much each unit counts, positive (each the same when not
    given): units are put in the order of their amount per weight. Returns the shares of weight and of amount after each
    unit, both from 0 to 1; without any amount both are only 0. Source: Lorenz 1905, Publications of the American
    Statistical Association 9: 209-219.
    """
    have = np.asarray(amounts, dtype=float)
    count = np.ones_like(have) if weights is None else np.asarray(weights, dtype=float)
    if not have.sum():
        return np.zeros(1), np.zeros(1)
    order = np.argsort(have / count, kind="stable")
    across, up = np.cumsum(count[order]) / count.sum(), np.cumsum(have[order]) / have.sum()
    return np.concatenate([[0.0], across]), np.concatenate([[0.0], up])


def gini(across: np.ndarray, up: np.ndarray) -> float | None:
    """How unequal are the amounts of a Lorenz curve, from 0 (each has the same per weight) towards 1 (one has all)?

    Twice the area between the line of equality and the curve, by trapezia, which is exact for a finite number of units:
    half the mean difference of all pairs, each unit with itself too, over the mean (Gini 1912, Variabilità e mutabilità).
    Without the factor n/(n − 1), which estimates a population from a sample: the cities are all there are. None without
    any amount.
    """
    if len(across) < 2:
        return None
    return 1 - float(np.sum(np.diff(across) * (up[1:] + up[:-1])))


def share_of_least(across: np.ndarray, up: np.ndarray, part: float = 0.5) -> float | None:
    """Which share of the amounts has the part of the units with least? Between two units in proportion."""
    return float(np.interp(part, across, up)) if len(across) > 1 else None


def concentrate(cells: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """How evenly is money spread over the supports of the cities, year by year?

    cells: of a ratio of money to supports by `year` and `city`: numerator in MAD, denominator in supports; other dimensions
    are added up. Cities without a cell are not counted; one with supports and no money counts with zero.

    Returns the curves, one row a year and city in the order of money per support, without saying which city it is:
    `measure`, `year`, `share_of_supports`, `share_of_money` (fractions, from 0), `numerator` and `denominator` (money and
    supports so far), `status`; and one row a year: `measure`, `year`, `cities`, `numerator`, `denominator` (money and
    supports), `gini` (every support counts alike, not corrected), `least_half` (share of the money of the half of the
    supports in the cities with least), `status`. A year with a hidden city has no curve and no number, and is confidential;
    fewer than 30 supports are low_reliability; a year without money is not_available.
    """
    curves, summary = [], []
    for year, cities in _by_year(cells).items():
        about = {"measure": cells["measure"].iloc[0], "year": year}
        if None in cities.values():
            nothing = {"cities": None, "numerator": None, "denominator": None, "gini": None, "least_half": None}
            summary.append(about | nothing | {"status": status.CONFIDENTIAL})
            continue
        money, supports = np.array([city for city in cities.values() if city[1] > 0]).T
        across, up = lorenz(money, supports)
        marked = about | {"status": _status_of(money.sum(), supports.sum())}
        totals = {"numerator": money.sum(), "denominator": supports.sum()}
        least = share_of_least(across, up)
        summary.append(marked | totals | {"cities": len(money), "gini": gini(across, up), "least_half": least})
        for reached, had in zip(across, up, strict=True):
            so_far = {"numerator": had * money.sum(), "denominator": round(reached * supports.sum())}
            curves.append(marked | so_far | {"share_of_supports": reached, "share_of_money": had})
    return _typed(curves, ("share_of_supports", "share_of_money")), _typed(summary, ("cities", "gini", "least_half"))


def _by_year(cells: pd.DataFrame) -> dict[int, dict[str, tuple[float, float] | None]]:
    """Money and supports of each city, year by year; None where one of them is hidden."""
    columns = [require_status(cells)[name].tolist() for name in ("year", "city", "numerator", "denominator")]
    found: dict[int, dict[str, tuple[float, float] | None]] = {}
    for year, city, money, supports in zip(*columns, strict=True):
        cities = found.setdefault(year, {})
        before = cities.get(city, (0.0, 0.0))
        is_hidden = before is None or pd.isna(money) or pd.isna(supports)
        cities[city] = None if is_hidden else (before[0] + float(money), before[1] + float(supports))
    return {year: found[year] for year in sorted(found)}


def _status_of(money: float, supports: float) -> str:
    if not money:
        return status.NOT_AVAILABLE
    return status.LOW_RELIABILITY if supports < SMALLEST_RELIABLE_DENOMINATOR else status.NORMAL


def _typed(rows: list[dict], names: tuple[str, ...]) -> pd.DataFrame:
    columns = ["measure", "year", *names, "numerator", "denominator", "status"]
    types = dict.fromkeys((*names, "numerator"), "Float64") | {"denominator": "Int64"}
    return tabulate(rows, columns, types | {"cities": "Int64"})
