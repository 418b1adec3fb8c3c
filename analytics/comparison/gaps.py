"""Did the outcomes of two groups differ, in each year, and is there enough evidence to say so?"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from analytics.comparison.families import FALSE_DISCOVERY_RATE, adjust
from analytics.comparison.interval import newcombe_each
from analytics.measures import cells as status
from analytics.measures.catalogue import measure
from analytics.measures.cells import list_rows, tabulate

# The shares that say how supports turned out; together with the years they are the family of one figure.
OUTCOMES = ("active_6m", "active_12m", "certified_12m", "return_to_prison_12m", "lost_12m")
GAP, NOT_ENOUGH_EVIDENCE, TOO_FEW = "gap", "not_enough_evidence", "too_few"
CONFIDENTIAL, NO_FIGURE = "confidential", "no_figure"
SIDES = ("first", "second")
NUMBERS = ("numerator", "denominator", "value")
COUNTS = [f"{side}_{column}" for side in SIDES for column in ("numerator", "denominator")]
TYPES = dict.fromkeys(COUNTS, "Int64") | dict.fromkeys([*SIDES, "value", "low", "high", "p", "adjusted"], "Float64")


@dataclass(frozen=True)
class Contrast:
    """Two groups of one dimension set against each other: first − second."""

    dimension: str
    first: str
    second: str


WOMEN_AND_MEN = Contrast("sex", "F", "M")
JUVENILES_AND_ADULTS = Contrast("age_group", "juvenile", "adult")
PREPARED_OR_NOT = Contrast("prepared", "true", "false")


def find_gaps(cells: pd.DataFrame, contrast: Contrast) -> pd.DataFrame:
    """By how much does a share of the first group differ from that of the second, and may a gap be said?

    cells: shares of counted rows, of one measure or several, by `year` and the dimension of the contrast; other groups
    (unknown) are left out, since nothing is compared with them. All rows are one family.

    Returns a row a measure and year, in the order of the cells: `measure`, `year`; of each side `first_numerator`,
    `first_denominator`, `first`, `first_status`, and the same with `second`; `value` (first − second, a fraction), `low`
    and `high` (95 % interval, Newcombe 1998 method 10), `p` (exact test of Fisher 1935, two-sided), `adjusted`
    (Benjamini and Hochberg 1995), `finding` (gap, not_enough_evidence, too_few, confidential, no_figure) and `status`.
    A gap is found only where both rates rest on 30 known cases or more, the interval leaves zero out and the adjusted
    p-value is at most 0.05.

    Raises ValueError for a table that is not cells by year and the dimension, or not of shares of counted rows.
    """
    status.require_status(cells)
    if not {"year", contrast.dimension} <= set(cells.columns):
        raise ValueError(f"gaps need cells by year and {contrast.dimension}")
    for name in cells["measure"].unique():
        if not measure(name).is_share or measure(name).numerator_is_money:
            raise ValueError(f"a gap is one of shares of counted rows; {name} is no such measure")
    groups: dict[tuple, dict] = {}
    for row in list_rows(cells):
        groups.setdefault((row["measure"], row["year"]), {})[row[contrast.dimension]] = row
    rows = [_gap(name, year, group, contrast) for (name, year), group in groups.items()]
    _add_evidence(rows)
    for row, adjusted in zip(rows, adjust(row.get("p", pd.NA) for row in rows), strict=True):
        row["adjusted"] = adjusted
        row["finding"] = _judge(row)
    return tabulate(rows, _columns(), TYPES)


def _gap(name: str, year: int, group: Mapping[str, Mapping], contrast: Contrast) -> dict:
    row = {"measure": name, "year": year}
    for side, code in zip(SIDES, (contrast.first, contrast.second), strict=True):
        cell = group.get(code, {})
        for column in NUMBERS:
            row[side if column == "value" else f"{side}_{column}"] = cell.get(column, pd.NA)
        row[f"{side}_status"] = cell.get("status", status.NOT_AVAILABLE)
    row["status"] = _status(row)
    return row


def _add_evidence(rows: list[dict]) -> None:
    """The differences that both groups have figures for, with their intervals and p-values."""
    known = [row for row in rows if not any(pd.isna(row[side]) for side in SIDES)]
    parts = [f"{side}_{column}" for side in SIDES for column in ("numerator", "denominator")]
    counts = [tuple(int(row[part]) for part in parts) for row in known]
    for row, pair, (low, high) in zip(known, counts, newcombe_each(counts), strict=True):
        row |= {"value": row["first"] - row["second"], "low": low, "high": high, "p": fisher(*pair)}


def _status(row: Mapping) -> str:
    found = {row[f"{side}_status"] for side in SIDES}
    worst_first = (
        status.CONFIDENTIAL, status.NOT_AVAILABLE, status.NOT_APPLICABLE,
        status.LOW_RELIABILITY, status.BREAK, status.PROVISIONAL,
    )  # fmt: skip
    return next((each for each in worst_first if each in found), status.NORMAL)


def _judge(row: Mapping) -> str:
    if pd.isna(row.get("value", pd.NA)):
        return CONFIDENTIAL if row["status"] == status.CONFIDENTIAL else NO_FIGURE
    if row["status"] == status.LOW_RELIABILITY:
        return TOO_FEW
    if row["low"] <= 0 <= row["high"] or row["adjusted"] > FALSE_DISCOVERY_RATE:
        return NOT_ENOUGH_EVIDENCE
    return GAP


@lru_cache(maxsize=20_000)
def fisher(first_count: int, first_total: int, second_count: int, second_total: int) -> float:
    """How probable is a difference as improbable as this one, or more so, if the two groups did not differ?

    Counts and totals of two independent groups. Exact test of Fisher (1935), two-sided: it holds for small counts too. All
    tables of these margins are weighed at once; `scipy.stats.fisher_exact` gives the same in twenty times the time.
    """
    # Imported when first needed: it takes a while to load.
    from scipy.special import gammaln

    count = first_count + second_count
    counts = np.arange(max(0, count - second_total), min(count, first_total) + 1)
    parts = (counts, first_total - counts, count - counts, second_total - count + counts)
    logarithms = -sum(gammaln(part + 1.0) for part in parts)
    chances = np.exp(logarithms - logarithms.max())
    observed = chances[first_count - counts[0]]
    # Tables as probable as this one count, whatever the last digits say.
    return float(chances[chances <= observed * (1 + 1e-7)].sum() / chances.sum())


def _columns() -> list[str]:
    sides = [side if column == "value" else f"{side}_{column}" for side in SIDES for column in (*NUMBERS, "status")]
    return ["measure", "year", *sides, "value", "low", "high", "p", "adjusted", "finding", "status"]
