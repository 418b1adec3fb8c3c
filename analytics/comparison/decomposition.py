"""What part of a rate's change is who was served, and what part how they fared? Cells in, a row a part out."""

import re

import numpy as np
import pandas as pd

from analytics.comparison.composition import factors_of, split_product
from analytics.errors import RefusedQuestion
from analytics.language import message
from analytics.measures import cells as status
from analytics.measures.catalogue import Measure, measure

COMPOSITION, RATE, TOTAL = "composition", "rate", "total"
NUMBERS = ("before", "after", "effect", "share_of_change")
# A change that is shown as 0.0 points has no parts that a percentage could be taken of.
SMALLEST_CHANGE = 0.0005
# Beyond this many dimensions a cell holds so few records that its rate says nothing.
MOST_DIMENSIONS = 3


def dimensions_to_split_by(wanted: Measure) -> list[str]:
    """By which dimensions may a change of this share be split? Not by time, nor by what the share itself is made of:
    of women all are women."""
    if not wanted.is_share:
        return []
    sql = f"{wanted.numerator} {wanted.denominator}"
    made_of = {name for name in wanted.dimensions if re.search(rf"\b{name}\b", sql)}
    return [name for name in wanted.dimensions if name not in {"year", "month"} | made_of]


def decompose(cells: pd.DataFrame, before: int = 2014, after: int = 2015) -> pd.DataFrame:
    """How much of the change of a share goes, arithmetically, with who was served, and how much with how they fared?

    cells: of one share, by `year` and one to `MOST_DIMENSIONS` other dimensions, unknown values among their groups.

    Returns a row a dimension (`part` composition), one for `rate` and one for `total`: `measure`, `part`, `dimension`
    (null but for a composition), `before` and `after` (fractions: the share in either year if this part alone differed;
    for the total the share itself), `effect` (their difference, a fraction), `share_of_change` (effect / total effect;
    null where the total is about zero), `status`, and `groups` and `groups_in_one_year` (how many groups the cells have,
    and how many hold records in only one of the years). The effects add up to the total exactly. Without figures for both
    years, or with a hidden cell, every number is null and `status` says why.

    One dimension: Kitagawa (1955), Journal of the American Statistical Association 50: 1168-1194. Several: Das Gupta
    (1993), US Bureau of the Census P23-186, chapter 5; the part of the rate is the same however many dimensions there
    are. A group that holds records in one year only has the rate of that year in both, since the other says nothing.

    Raises ValueError for a table that is not cells by year, and RefusedQuestion for a measure that is not a share, for
    more dimensions than are offered, or one that the share itself is made of.
    """
    status.require_status(cells)
    dimensions = [name for name in cells.columns if name not in ("measure", "year", "status", *status.NUMBER_COLUMNS)]
    if "year" not in cells.columns or not dimensions:
        raise ValueError("only cells by year and another dimension can be decomposed")
    if cells.empty:
        return _as_table("", dimensions, None, status.NOT_AVAILABLE, 0, 0)
    wanted = measure(cells["measure"].iloc[0])
    _check(wanted, dimensions)
    cells = cells[cells["year"].isin([before, after])]
    if (cells["status"] == status.CONFIDENTIAL).any():
        return _as_table(wanted.id, dimensions, None, status.CONFIDENTIAL, 0, 0)
    codes, sizes, events = _side_by_side(cells, dimensions, before)
    if (sizes.sum(axis=1) == 0).any():
        return _as_table(wanted.id, dimensions, None, status.NOT_AVAILABLE, 0, 0)
    one_sided = int((sizes == 0).any(axis=0).sum())
    parts = _split(codes, sizes, events)
    return _as_table(wanted.id, dimensions, parts, _status(wanted, cells, sizes), codes.shape[1], one_sided)


def _check(wanted: Measure, dimensions: list[str]) -> None:
    allowed = dimensions_to_split_by(wanted)
    if not allowed:
        raise RefusedQuestion(
            message(
                "“{measure}” is not a share, so that its change has no part for who was served and how they fared."
            ),
            measure=wanted.id,
        )
    if len(dimensions) > MOST_DIMENSIONS or not set(dimensions) <= set(allowed):
        raise RefusedQuestion(
            message("The change of “{measure}” can be split by one to {n} of: {allowed}."),
            measure=wanted.id,
            n=MOST_DIMENSIONS,
            allowed=", ".join(allowed),
        )


def _side_by_side(cells: pd.DataFrame, dimensions: list[str], before: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The groups as whole numbers, a row a dimension; then their denominators and numerators, a row a year: zero where a
    year does not hold a group."""
    codes = np.stack([pd.factorize(cells[name])[0] for name in dimensions])
    groups, place = np.unique(codes, axis=1, return_inverse=True)
    side = (cells["year"] != before).to_numpy(dtype=int)
    sums = np.zeros((2, 2, groups.shape[1]))
    for which, name in enumerate(("denominator", "numerator")):
        np.add.at(sums[which], (side, place.ravel()), cells[name].astype("Float64").fillna(0).to_numpy(dtype=float))
    is_known = (sums[0] > 0).any(axis=0)
    return groups[:, is_known], sums[0][:, is_known], sums[1][:, is_known]


def _split(codes: np.ndarray, sizes: np.ndarray, events: np.ndarray) -> np.ndarray:
    """The share in either year if one part alone differed: a row a dimension, then the rate, then the total."""
    rates = events / np.where(sizes == 0, 1, sizes)
    rates = np.where(sizes == 0, rates[::-1], rates)
    weights = sizes / sizes.sum(axis=1, keepdims=True)
    standardised = split_product(*factors_of(codes, *sizes))
    composition = np.stack([(each * rates.mean(axis=0)).sum(axis=1) for each in standardised], axis=1)
    rate = (rates * weights.mean(axis=0)).sum(axis=1)
    return np.vstack([composition, rate, (rates * weights).sum(axis=1)])


def _status(wanted: Measure, cells: pd.DataFrame, sizes: np.ndarray) -> str:
    if (cells["status"] == status.BREAK).any():
        return status.BREAK
    if wanted.counts_people_below and (sizes.sum(axis=1) < status.SMALLEST_RELIABLE_DENOMINATOR).any():
        return status.LOW_RELIABILITY
    return status.PROVISIONAL if (cells["status"] == status.PROVISIONAL).any() else status.NORMAL


def _as_table(
    measure_id: str, dimensions: list[str], parts: np.ndarray | None, said: str, groups: int, one_sided: int
) -> pd.DataFrame:
    rows = [(COMPOSITION, name) for name in dimensions] + [(RATE, None), (TOTAL, None)]
    table = pd.DataFrame(rows, columns=["part", "dimension"]).astype({"part": "str"})
    table.insert(0, "measure", measure_id)
    for name in NUMBERS:
        table[name] = pd.array([pd.NA] * len(rows), dtype="Float64")
    if parts is not None:
        table["before"], table["after"] = (pd.array(parts[:, side], dtype="Float64") for side in (0, 1))
        table["effect"] = table["after"] - table["before"]
        total = table["effect"].iloc[-1]
        if abs(total) >= SMALLEST_CHANGE:
            table["share_of_change"] = table["effect"] / total
    return table.assign(status=said, groups=groups, groups_in_one_year=one_sided)
