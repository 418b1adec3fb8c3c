"""What changed between two years, and how sure is it? Cells in, one row a group out."""

import pandas as pd

from analytics.comparison.interval import newcombe
from analytics.measures import cells as status
from analytics.measures.catalogue import Measure, measure

COMPARABLE, WITH_CARE, NOT_COMPARABLE = "comparable", "with_care", "not_comparable"
SIDES = ("numerator", "denominator", "value", "status")
NO_CELL = {"numerator": pd.NA, "denominator": pd.NA, "value": pd.NA, "status": status.NOT_AVAILABLE}


def compare(
    cells: pd.DataFrame,
    before: int = 2014,
    after: int = 2015,
    assumptions: list[dict] | None = None,
    where: dict | None = None,
) -> pd.DataFrame:
    """What changed from one year to the other, in every group?

    cells: of one measure, by `year` and any other dimensions. assumptions: of the release (id, where, measures), so that
    a group which rests on one is marked; where: the filters that the cells were asked with.

    Returns one row a group, in the order of the cells: `measure`, the dimensions but year; for both sides
    `before_numerator`, `before_denominator`, `before`, `before_status`, and the same with `after`; `absolute` (in the
    unit of the measure; a difference of shares is a fraction), `relative` (fraction), `low` and `high` (95 % interval of
    `absolute`, Newcombe 1998 method 10; null for counts and money, which are complete and no estimates), `verdict`
    (comparable, with_care, not_comparable), `reason` (a code of wording.py) and `status`.

    Raises ValueError for a table that is not cells by year.
    """
    status.require_status(cells)
    if "year" not in cells.columns:
        raise ValueError("only cells by year can be compared")
    dimensions = [name for name in cells.columns if name not in ("measure", "year", *SIDES)]
    wanted = measure(cells["measure"].iloc[0]) if len(cells) else None
    groups: dict[tuple, dict[int, dict]] = {}
    # In the order of the code lists, which the order of the cells within a year keeps.
    for cell in cells.to_dict("records"):
        groups.setdefault(tuple(cell[name] for name in dimensions), {}).setdefault(cell["year"], cell)
    rows = []
    for key, cell_of in groups.items():
        row = {"measure": wanted.id, **dict(zip(dimensions, key, strict=True))}
        for side, year in (("before", before), ("after", after)):
            found = cell_of.get(year, NO_CELL)
            row |= {side if column == "value" else f"{side}_{column}": found[column] for column in SIDES}
        row |= _judge(wanted, row, rests_on(assumptions or [], wanted, row, where or {}, (before, after)))
        rows.append(row)
    return _typed(pd.DataFrame(rows, columns=_columns(dimensions)))


def _judge(wanted: Measure, row: dict, assumption: bool) -> dict:
    """Difference, interval, verdict and reason of one group."""
    missing = [side for side in ("before", "after") if pd.isna(row[side])]
    nothing = {"absolute": pd.NA, "relative": pd.NA, "low": pd.NA, "high": pd.NA}
    if missing:
        sides = {row[f"{side}_status"] for side in missing}
        if status.CONFIDENTIAL in sides:
            return nothing | {"verdict": NOT_COMPARABLE, "reason": "confidential", "status": status.CONFIDENTIAL}
        reason = "no_figure_either" if len(missing) == 2 else f"no_figure_{missing[0]}"
        return nothing | {"verdict": NOT_COMPARABLE, "reason": reason, "status": status.NOT_AVAILABLE}
    difference = float(row["after"]) - float(row["before"])
    found = {
        "absolute": difference,
        "relative": difference / float(row["before"]) if row["before"] else pd.NA,
        "low": pd.NA,
        "high": pd.NA,
    }
    if wanted.is_share and not wanted.numerator_is_money:
        found["low"], found["high"] = newcombe(
            row["after_numerator"], row["after_denominator"], row["before_numerator"], row["before_denominator"]
        )
    statuses = {row["before_status"], row["after_status"]}
    for mark, reason in (
        (status.BREAK, "break"),
        (status.LOW_RELIABILITY, "low_reliability"),
        (status.PROVISIONAL, "provisional"),
    ):
        if mark in statuses:
            return found | {"verdict": WITH_CARE, "reason": reason, "status": mark}
    if found["low"] is not pd.NA and found["low"] <= 0 <= found["high"]:
        return found | {"verdict": WITH_CARE, "reason": "not_enough_evidence", "status": status.NORMAL}
    if assumption:
        return found | {"verdict": WITH_CARE, "reason": "assumption", "status": status.NORMAL}
    return found | {"verdict": COMPARABLE, "reason": "like_for_like", "status": status.NORMAL}


def rests_on(assumptions: list[dict], wanted: Measure, row: dict, where: dict, years: tuple[int, int]) -> bool:
    """Does this group hold cells that were assumed? Only a filter or a group that excludes them all says no."""
    for assumption in assumptions:
        if "measures" in assumption and wanted.id not in assumption["measures"]:
            continue
        limits = assumption["where"]
        if not set(limits.get("year", years)) & set(years):
            continue
        chosen = {name: [row[name]] if name in row else where.get(name) for name in limits if name != "year"}
        if all(
            values is None or set(map(str, values)) & set(map(str, limits[name])) for name, values in chosen.items()
        ):
            return True
    return False


def _columns(dimensions: list[str]) -> list[str]:
    sides = [side if column == "value" else f"{side}_{column}" for side in ("before", "after") for column in SIDES]
    return ["measure", *dimensions, *sides, "absolute", "relative", "low", "high", "verdict", "reason", "status"]


def _typed(changes: pd.DataFrame) -> pd.DataFrame:
    numbers = [name for name in ("before", "after", "absolute", "relative", "low", "high") if name in changes]
    numbers += [f"{side}_{part}" for side in ("before", "after") for part in ("numerator", "denominator")]
    return changes.astype(dict.fromkeys(numbers, "Float64"))
