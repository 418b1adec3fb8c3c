"""How do sums of the cube become cells? Added up for one measure or several at once, and put in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.measures import cells as status
from analytics.measures.catalogue import Measure
from analytics.measures.cube import Cube
from analytics.measures.dimensions import DIMENSIONS, OF_A_POPULATION

# What is summed for every measure of a question.
SUMS = ("numerator", "denominator", "open_cohorts", "records")


@dataclass(frozen=True)
class Part:
    """The sums of one measure: an array for each dimension, and one for each of SUMS."""

    measure: Measure
    codes: Mapping[str, np.ndarray]
    sums: Mapping[str, np.ma.MaskedArray]


def sum_up(wanted: Sequence[Measure], by: list[str], filters: dict[str, list], cube: Cube) -> list[Part]:
    """What are the sums of these measures, which one table of the cube holds? One look at it serves them all.

    `by` and `filters` as the question was checked. Returns a part a measure, in the order of the code lists, without the
    groups that the measure knows nothing of.
    """
    sums = ", ".join(f"{sum_} AS {name}_{place}" for place, each in enumerate(wanted) for name, sum_ in _sums(each))
    found = cube.select(table_of(wanted[0], by, filters), by, filters, sums)
    order = order_of(by, found, {name: cube.values(name) for name in by})
    codes = {name: found[name][order] for name in by}
    parts = []
    for place, each in enumerate(wanted):
        columns = {name: np.ma.asarray(found[f"{name}_{place}"])[order] for name in SUMS}
        if each.unit == "per_100k":
            columns["denominator"] = _inhabitants(by, codes, filters, cube)
        # A group without any row that the measure is about is absent: certificates by route hold education routes only.
        is_there = (columns["records"] > 0).filled(False)
        kept = {name: column[is_there] for name, column in columns.items()}
        parts.append(Part(each, {name: column[is_there] for name, column in codes.items()}, kept))
    return parts


def table_of(wanted: Measure, by: list[str], filters: dict[str, list]) -> str:
    """Which table of the cube holds what this measure sums?"""
    if wanted.grain == "persons":
        return "person_years_cube" if "year" in by or "year" in filters else "persons_cube"
    return {"integrations": "integrations_cube", "awards": "funding_cube"}[wanted.grain]


def _sums(wanted: Measure) -> list[tuple[str, str]]:
    has_own = wanted.is_ratio and wanted.unit != "per_100k"
    return [
        ("numerator", f"sum({wanted.id}_numerator)"),
        ("denominator", f"sum({wanted.id}_denominator)" if has_own else "NULL"),
        ("open_cohorts", f"sum(open_{wanted.horizon}m)" if wanted.horizon else "0"),
        ("records", "sum(records)" if wanted.only == "true" else f"sum({wanted.id}_records)"),
    ]


def _inhabitants(
    by: list[str], codes: Mapping[str, np.ndarray], filters: Mapping[str, list], cube: Cube
) -> np.ma.MaskedArray:
    """How many people live where each of these groups was supported? Filters of people do not change that."""
    near = {name: values for name, values in filters.items() if name in OF_A_POPULATION}
    found = cube.select("cities", by, near, "sum(population) AS population", "sum(population) > 0")
    known = dict(zip(_keys(by, found), found["population"].tolist(), strict=False))
    people = [known.get(key) for key in _keys(by, codes)]
    return np.ma.array([each or 0 for each in people], mask=[each is None for each in people], dtype="float64")


def _keys(by: list[str], codes: Mapping[str, np.ndarray]) -> list[tuple]:
    # Everything together is one group, without a code.
    return list(zip(*(codes[name].tolist() for name in by), strict=True)) if by else [()]


def as_cells(parts: Sequence[Part]) -> pd.DataFrame:
    """Sums become cells, those of each measure after those of the one before: making one table takes longer than adding."""
    measures = [part.measure for part in parts]
    is_money = any(each.numerator_is_money for each in measures)
    ratios = [
        _ratio(part.sums["numerator"], part.sums["denominator"], part.measure.per)
        if part.measure.is_ratio
        else part.sums["numerator"]
        for part in parts
    ]
    marks = [_statuses(part, ratio) for part, ratio in zip(parts, ratios, strict=True)]
    ids = [part.measure.id for part in parts for _ in range(len(part.sums["numerator"]))]
    columns = {"measure": pd.array(ids, dtype="str")}
    for name in parts[0].codes:
        column = _join([part.codes[name] for part in parts])
        columns[name] = column.astype("int64") if DIMENSIONS[name].type == "INTEGER" else pd.array(column, dtype="str")
    columns["numerator"] = _numbers(_join([part.sums["numerator"] for part in parts]), is_money)
    is_paid = any(each.denominator_is_money for each in measures)
    columns["denominator"] = _numbers(_join([part.sums["denominator"] for part in parts]), is_paid)
    columns["value"] = _numbers(_join(ratios), is_money or any(each.is_ratio for each in measures))
    columns["status"] = pd.array(_join(marks), dtype="str")
    return pd.DataFrame(columns, copy=False)


def _join(arrays: Sequence[np.ndarray]) -> np.ndarray:
    if len(arrays) == 1:
        return arrays[0]
    return (np.ma if any(np.ma.isMaskedArray(each) for each in arrays) else np).concatenate(arrays)


def _numbers(column: np.ma.MaskedArray, is_float: bool) -> pd.api.extensions.ExtensionArray:
    held, mask = column.filled(0), np.ma.getmaskarray(column).copy()
    if is_float:
        return pd.arrays.FloatingArray(held.astype("float64"), mask)
    return pd.arrays.IntegerArray(held.astype("int64"), mask)


def _ratio(numerator: np.ma.MaskedArray, denominator: np.ma.MaskedArray, per: int) -> np.ma.MaskedArray:
    """The ratio of two sums; none where one is missing, or where there is nothing to divide by."""
    above, below = (each.filled(0).astype("float64") for each in (numerator, denominator))
    is_none = np.ma.getmaskarray(numerator) | np.ma.getmaskarray(denominator) | (below == 0)
    return np.ma.array(above / np.where(is_none, 1, below) * per, mask=is_none)


def _statuses(part: Part, value: np.ma.MaskedArray) -> np.ndarray:
    is_small = part.sums["denominator"].filled(0) < status.SMALLEST_RELIABLE_DENOMINATOR
    found = [
        (np.ma.getmaskarray(value), status.NOT_AVAILABLE),
        (is_small if part.measure.counts_people_below else np.zeros(len(value), dtype=bool), status.LOW_RELIABILITY),
        (part.sums["open_cohorts"].filled(0) > 0, status.PROVISIONAL),
    ]
    return np.select([each for each, _ in found], [mark for _, mark in found], status.NORMAL)


def order_of(
    columns: Sequence[str], found: Mapping[str, np.ndarray], listed: Mapping[str, Sequence]
) -> np.ndarray | slice:
    """How do the rows that were found come into the order of these columns: of the listed codes, else of the numbers?"""
    if not columns:
        return slice(None)
    keys = []
    for name in columns:
        places = {code: place for place, code in enumerate(listed.get(name, ()))}
        keys.append([places.get(code, len(places)) for code in found[name].tolist()] if places else found[name])
    return np.lexsort(keys[::-1])
