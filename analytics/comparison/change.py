"""What changed between two years, and how sure is it? Cells in, one row a group out."""

from collections.abc import Collection, Mapping

import pandas as pd

from analytics.comparison.evidence import p_value
from analytics.comparison.families import FALSE_DISCOVERY_RATE, adjust
from analytics.comparison.interval import newcombe_each
from analytics.measures import cells as status
from analytics.measures.catalogue import Measure, measure
from analytics.measures.cells import list_rows, tabulate
from analytics.measures.dimensions import DIMENSIONS

COMPARABLE, WITH_CARE, NOT_COMPARABLE = "comparable", "with_care", "not_comparable"
SIDES = ("numerator", "denominator", "value", "status")
NOTHING = dict.fromkeys(SIDES, pd.NA) | {"status": status.NOT_AVAILABLE}
DIFFERENCE = ("absolute", "relative", "low", "high", "p", "p_adjusted", "family")
OF_BOTH_YEARS = [f"{side}{part}" for side in ("before", "after") for part in ("", "_numerator", "_denominator")]
# Assumptions about an amount of which only a floor was published: what lies above it is not known.
OF_A_FLOOR = {"ramadan_cost_2015"}
ASSUMED_AMOUNT = "assumed_amount"
# Measures that no comparable year was published of, and the assumption in its place: the rates that were printed for other
# years and samples form no trend, and one to an assumed year would be read as one.
NO_TREND = "no_trend"
OF_NO_TREND = {"return_to_prison_12m": "outcomes_2014"}
# What is counted without being a measure rests on the same records as one that is.
AS_MEASURED = {"exits": "active_12m", "awards": "funding_total"}
TYPES = dict.fromkeys([*OF_BOTH_YEARS, *DIFFERENCE], "Float64") | {"family": "Int64"}


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
    `absolute`, Newcombe 1998 method 10), `p` (two-sided, score test of equal shares), `p_adjusted` (Benjamini and Hochberg
    1995) over the `family`, which is how many groups of these cells have figures for both years; `verdict` (comparable,
    with_care, not_comparable), `reason` (a code of wording.py) and `status`. Interval and p-values are null for counts and
    money, which are complete and no estimates.

    Looked at together, some of many groups differ by chance: one whose interval excludes zero and whose `p_adjusted` is
    above `FALSE_DISCOVERY_RATE` is not called changed (reason not_after_adjustment). A fall of money to an assumed
    amount of which only a floor was published is none that could be said: it is not comparable (reason only_a_floor),
    and a rise is one with care (reason assumed_amount). Nor is a return to prison comparable with a year whose outcomes
    are assumed: no comparable rate was published (reason no_trend).

    Raises TypeError for what is no table, such as the name of a measure, and ValueError for one that is not cells by year.
    """
    rows = list_changes(cells, before, after, assumptions, where)
    return tabulate(rows, _columns(_dimensions(cells)), TYPES)


def list_changes(
    cells: pd.DataFrame,
    before: int = 2014,
    after: int = 2015,
    assumptions: list[dict] | None = None,
    where: dict | None = None,
) -> list[dict]:
    """What changed in every group? The rows of `compare` as plain values, in half the time: enough for a sentence."""
    if not isinstance(cells, pd.DataFrame):
        # The name of a measure is what is tried first.
        raise TypeError(f'compare reads cells, such as ask("integrations", by="year"), and not {cells!r}')
    status.require_status(cells)
    if "year" not in cells.columns:
        raise ValueError("only cells by year can be compared")
    dimensions = _dimensions(cells)
    wanted = measure(cells["measure"].iloc[0]) if len(cells) else None
    rows = []
    for key, years in _groups(cells, dimensions).items():
        row = {"measure": wanted.id, **dict(zip(dimensions, key, strict=True))}
        for side, year in (("before", before), ("after", after)):
            found = years.get(year, NOTHING)
            row |= {side if column == "value" else f"{side}_{column}": found[column] for column in SIDES}
        rows.append(row | _difference(row))
    _add_evidence(wanted, rows)
    _adjust(rows)
    for row in rows:
        resting = [each for each in assumptions or [] if rests_on([each], wanted, row, where or {}, (before, after))]
        assumed = {each["id"] for each in resting}
        row |= _judge(row, wanted, assumed)
        row |= _forbid(row, wanted, assumed)
    return rows


def is_no_trend(measure_id: str, assumed: Collection[str]) -> bool:
    """Does this measure rest on an assumption (`assumed`, their ids) to which nothing published is comparable?"""
    return OF_NO_TREND.get(measure_id) in assumed


def _forbid(row: dict, wanted: Measure, assumed: set[str]) -> dict:
    """What makes of this difference none that could be said; nothing where it may be."""
    if pd.isna(row["absolute"]):
        return {}
    if wanted.unit == "MAD" and OF_A_FLOOR & assumed and row["absolute"] < 0:
        reason = "only_a_floor"
    elif is_no_trend(wanted.id, assumed):
        reason = NO_TREND
    else:
        return {}
    return dict.fromkeys(DIFFERENCE, pd.NA) | {"verdict": NOT_COMPARABLE, "reason": reason}


def _dimensions(cells: pd.DataFrame) -> list[str]:
    return [name for name in cells.columns if name not in ("measure", "year", *SIDES)]


def _groups(cells: pd.DataFrame, dimensions: list[str]) -> dict[tuple, dict[int, dict]]:
    """The cells of every group by year; the groups in the order of the code lists, which the order of the cells keeps."""
    groups: dict[tuple, dict[int, dict]] = {}
    for cell in list_rows(cells):
        groups.setdefault(tuple(cell[name] for name in dimensions), {}).setdefault(cell["year"], cell)
    return groups


def _difference(row: dict) -> dict:
    """Difference of one group; nothing where a year is missing."""
    found = dict.fromkeys(DIFFERENCE, pd.NA)
    if pd.isna(row["before"]) or pd.isna(row["after"]):
        return found
    found["absolute"] = float(row["after"]) - float(row["before"])
    if row["before"]:
        found["relative"] = found["absolute"] / float(row["before"])
    return found


def _add_evidence(wanted: Measure | None, rows: list[dict]) -> None:
    """Intervals and p-values of the differences that are estimates."""
    if wanted is None or not wanted.is_share or wanted.numerator_is_money:
        return
    estimated = [row for row in rows if not pd.isna(row["absolute"])]
    parts = [f"{side}_{part}" for side in ("after", "before") for part in ("numerator", "denominator")]
    counts = [tuple(int(row[part]) for part in parts) for row in estimated]
    for row, pair, (low, high) in zip(estimated, counts, newcombe_each(counts), strict=True):
        row |= {"low": low, "high": high, "p": p_value(*pair)}


def _adjust(rows: list[dict]) -> None:
    """Declare the family, every group that has figures for both years, and adjust its p-values together."""
    tested = sum(not pd.isna(row["p"]) for row in rows)
    for row, adjusted in zip(rows, adjust(row["p"] for row in rows), strict=True):
        row |= {"p_adjusted": adjusted, "family": pd.NA if pd.isna(adjusted) else tested}


def _judge(row: dict, wanted: Measure | None, assumed: Collection[str]) -> dict:
    """Verdict, reason and status of one group whose difference is known."""
    missing = [side for side in ("before", "after") if pd.isna(row[side])]
    if missing:
        if status.CONFIDENTIAL in {row[f"{side}_status"] for side in missing}:
            return {"verdict": NOT_COMPARABLE, "reason": "confidential", "status": status.CONFIDENTIAL}
        reason = "no_figure_either" if len(missing) == 2 else f"no_figure_{missing[0]}"
        return {"verdict": NOT_COMPARABLE, "reason": reason, "status": status.NOT_AVAILABLE}
    statuses = {row["before_status"], row["after_status"]}
    for mark in (status.BREAK, status.LOW_RELIABILITY, status.PROVISIONAL):
        if mark in statuses:
            return {"verdict": WITH_CARE, "reason": mark, "status": mark}
    doubt = doubt_of(row) or _name_assumption(wanted, assumed)
    verdict = {"verdict": WITH_CARE, "reason": doubt} if doubt else {"verdict": COMPARABLE, "reason": "like_for_like"}
    return verdict | {"status": status.NORMAL}


def _name_assumption(wanted: Measure, assumed: Collection[str]) -> str | None:
    if wanted.unit == "MAD" and not OF_A_FLOOR.isdisjoint(assumed):
        return ASSUMED_AMOUNT
    return "assumption" if assumed else None


def doubt_of(row: dict) -> str | None:
    """Why is the change of this group not enough evidence, whatever else may be said of it? None where it is enough."""
    if pd.isna(row["low"]):
        return None
    if row["low"] <= 0 <= row["high"]:
        return "not_enough_evidence"
    # One group looked at alone is judged by its interval alone.
    return "not_after_adjustment" if row["family"] > 1 and row["p_adjusted"] > FALSE_DISCOVERY_RATE else None


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


def assumptions_of(cells: pd.DataFrame, assumptions: list[dict], where: Mapping) -> list[str]:
    """Which assumptions do these cells or changes rest on? Their ids.

    The years are those of the column `year`, else those of the filters, else 2014 and 2015.
    """
    filtered = tuple(int(year) for year in where.get("year", ())) or (2014, 2015)
    names = [name for name in cells.columns if name in DIMENSIONS or name == "measure"]
    rows = [
        dict(zip(names, row, strict=True))
        for row in dict.fromkeys(zip(*(cells[name].tolist() for name in names), strict=True))
    ]
    return [
        assumption["id"]
        for assumption in assumptions
        if any(
            rests_on(
                [assumption],
                measure(AS_MEASURED.get(row["measure"], row["measure"])),
                row,
                where,
                _years(row, filtered),
            )
            for row in rows
        )
    ]


def _years(row: Mapping, filtered: tuple[int, ...]) -> tuple[int, ...]:
    return (int(row["year"]),) if "year" in row else filtered


def _columns(dimensions: list[str]) -> list[str]:
    sides = [side if column == "value" else f"{side}_{column}" for side in ("before", "after") for column in SIDES]
    return ["measure", *dimensions, *sides, *DIFFERENCE, "verdict", "reason", "status"]


def holds_assumed_amount(cells: pd.DataFrame, assumptions: list[dict], where: Mapping) -> bool:
    """Do these cells hold an amount that was assumed above a published floor?"""
    return not OF_A_FLOOR.isdisjoint(assumptions_of(cells, assumptions, where))
