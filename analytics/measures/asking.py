"""What is the number? `ask` answers every question of the product from the cube, in cells."""

from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.errors import RefusedQuestion, UnknownName
from analytics.language import message
from analytics.measures import cells as status
from analytics.measures.catalogue import Measure, measure
from analytics.measures.cube import Cube, cube_of, open_cube
from analytics.measures.dimensions import DIMENSIONS, OF_A_POPULATION, dimension
from analytics.records.current import current_records, open_records
from analytics.records.folder import DataFolder

# What is summed for every measure of a question.
SUMS = ("numerator", "denominator", "open_cohorts", "records")


def ask(
    measure_id: str,
    by: str | Iterable[str] | None = (),
    where: Mapping[str, object] | None = None,
    *,
    data: str | PathLike | None = None,
    records: str | PathLike | None = None,
    cube: Cube | str | PathLike | None = None,
) -> pd.DataFrame:
    """What is this measure, by these dimensions, for these cells?

    measure_id: an id of the catalogue. by: dimension ids. where: dimension id → one value or several, as text, number
    or true/false.
    data: a data folder (else IDMAJ_DATA, else the project's); records: a bare folder of record files instead of the
    current ones; cube: an open cube, or the folder of one. A cube for the public answers what was cleared, nothing else.

    Returns one row a combination that occurs, in the order of the code lists: `measure`, the dimensions of `by`,
    `numerator`, `denominator` (null for a sum), `value` (shares as fractions, money in MAD), `status`.

    Raises UnknownName (measure, dimension or value), RefusedQuestion (persons by route, a filter the measure does not
    have), NotPublic (a table that was not cleared), InvalidData or UnreadableInput (the records cannot be used).
    """
    wanted = measure(measure_id)
    names = [dimension(name).id for name in dict.fromkeys(_listed(by))] if by is not None else []
    for name in where or {}:
        dimension(name)
    cube = find_cube(cube, data, records)
    filters = _check_question(wanted, names, where or {}, cube)
    return _answer([wanted], names, filters, cube)[0]


def ask_several(
    measure_ids: Sequence[str], by: Iterable[str], where: Mapping[str, object], cube: Cube
) -> list[pd.DataFrame]:
    """What are these measures, by the same dimensions and for the same cells?

    Returns for each what `ask` returns. Measures that one table of the cube holds are summed together. Raises what `ask`
    raises.
    """
    names = [dimension(name).id for name in dict.fromkeys(by)]
    together: dict[str, list[Measure]] = {}
    for wanted in map(measure, measure_ids):
        filters = _check_question(wanted, names, where, cube)
        together.setdefault(_table_of(wanted, names, filters), []).append(wanted)
    answers = {
        each.id: cells
        for group in together.values()
        for each, cells in zip(group, _answer(group, names, filters, cube), strict=True)
    }
    return [answers[name] for name in measure_ids]


def find_cube(
    cube: Cube | str | PathLike | None = None,
    data: str | PathLike | None = None,
    records: str | PathLike | None = None,
) -> Cube:
    """Which cube is asked: this one, that of this folder, that of bare records, or that of the current records?"""
    if isinstance(cube, Cube):
        return cube
    folder = DataFolder.at(data)
    if cube is not None:
        return open_cube(Path(cube), folder)
    return cube_of(open_records(Path(records), folder) if records else current_records(folder))


def _check_question(wanted: Measure, by: list[str], where: Mapping[str, object], cube: Cube) -> dict[str, list]:
    """Match every name and value against the lists; what comes back is safe to bind."""
    for name in by:
        if name not in wanted.dimensions:
            raise _refusal(wanted, name, wanted.dimensions)
    for name in where:
        if name not in wanted.filters:
            raise _refusal(wanted, name, wanted.filters)
    filters = match_filters(where, cube)
    if wanted.grain == "persons" and "year" not in by and len(filters.get("year", ())) > 1:
        raise RefusedQuestion(
            message(
                "Persons cannot be added over some of several years, because one person may stand in two of them: "
                "ask “{measure}” by year, or for one year, or ask “integrations”."
            ),
            measure=wanted.id,
        )
    return filters


def match_filters(where: Mapping[str, object], cube: Cube) -> dict[str, list]:
    """Which values of the lists does a filter mean? What comes back is safe to bind; every year is no filter.

    Raises UnknownName for a dimension or a value that there is not.
    """
    filters = {}
    for name, values in where.items():
        known = {str(value): value for value in cube.values(dimension(name).id)}
        codes = [code_of(value) for value in _listed(values)]
        for code in codes:
            if code not in known:
                raise UnknownName(message("value of this dimension"), code, known)
        chosen = {known[code] for code in codes}
        if chosen and (name != "year" or chosen != set(cube.years)):
            filters[name] = sorted(chosen)
    return filters


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


def _listed(given: object) -> list:
    return list(given) if pd.api.types.is_list_like(given) else [given]


def code_of(value: object) -> str:
    """How is a code written, that comes as text, a number or true/false?"""
    return str(value).lower() if pd.api.types.is_bool(value) else str(value)


def _refusal(wanted: Measure, name: str, allowed: tuple[str, ...]) -> RefusedQuestion:
    if wanted.grain == "persons":
        return RefusedQuestion(
            message(
                "“{measure}” counts persons and cannot be divided by “{dimension}”, because one person may stand in "
                "several of its groups: ask “integrations”."
            ),
            measure=wanted.id,
            dimension=name,
        )
    return RefusedQuestion(
        message("“{measure}” cannot be asked by “{dimension}”; it can be asked by: {allowed}."),
        measure=wanted.id,
        dimension=name,
        allowed=", ".join(allowed),
    )


def _answer(wanted: Sequence[Measure], by: list[str], filters: dict[str, list], cube: Cube) -> list[pd.DataFrame]:
    """The cells of each of these measures, which one table of the cube holds, from one look at it."""
    if cube.cleared is not None:
        return [_in_order(cube.cleared.answer(each.id, by, filters), by, cube) for each in wanted]
    sums = ", ".join(f"{sum_} AS {name}_{place}" for place, each in enumerate(wanted) for name, sum_ in _sums(each))
    found = cube.select(_table_of(wanted[0], by, filters), by, filters, sums)
    order = order_of(by, found, {name: cube.values(name) for name in by})
    codes = {name: found[name][order] for name in by}
    answers = []
    for place, each in enumerate(wanted):
        columns = {name: np.ma.asarray(found[f"{name}_{place}"])[order] for name in SUMS}
        if each.unit == "per_100k":
            columns["denominator"] = _inhabitants(by, codes, filters, cube)
        # A group without any row that the measure is about is absent: certificates by route hold education routes only.
        is_there = (columns["records"] > 0).filled(False)
        kept = {name: column[is_there] for name, column in columns.items()}
        answers.append(_as_cells(each, {name: column[is_there] for name, column in codes.items()}, kept))
    return answers


def _table_of(wanted: Measure, by: list[str], filters: dict[str, list]) -> str:
    if wanted.grain == "persons":
        return "person_years_cube" if "year" in by or "year" in filters else "persons_cube"
    return {"integrations": "integrations_cube", "awards": "funding_cube"}[wanted.grain]


def _in_order(frame: pd.DataFrame, by: list[str], cube: Cube) -> pd.DataFrame:
    codes = {name: frame[name].to_numpy() for name in by}
    return frame.iloc[order_of(by, codes, {name: cube.values(name) for name in by})].reset_index(drop=True)


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


def _as_cells(wanted: Measure, codes: Mapping[str, np.ndarray], sums: Mapping[str, np.ma.MaskedArray]) -> pd.DataFrame:
    numerator, denominator = sums["numerator"], sums["denominator"]
    columns = {"measure": pd.array([wanted.id] * len(numerator), dtype="str")}
    for name, column in codes.items():
        columns[name] = column.astype("int64") if DIMENSIONS[name].type == "INTEGER" else pd.array(column, dtype="str")
    columns["numerator"] = _numbers(numerator, wanted.numerator_is_money)
    columns["denominator"] = _numbers(denominator, wanted.denominator_is_money)
    ratio = _ratio(numerator, denominator, wanted.per) if wanted.is_ratio else numerator
    columns["value"] = _numbers(ratio, wanted.is_ratio or wanted.numerator_is_money)
    columns["status"] = pd.array(_statuses(wanted, ratio, denominator, sums["open_cohorts"]), dtype="str")
    return pd.DataFrame(columns, copy=False)


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


def _statuses(
    wanted: Measure, value: np.ma.MaskedArray, denominator: np.ma.MaskedArray, open_cohorts: np.ma.MaskedArray
) -> np.ndarray:
    is_small = denominator.filled(0) < status.SMALLEST_RELIABLE_DENOMINATOR
    found = [
        (np.ma.getmaskarray(value), status.NOT_AVAILABLE),
        (is_small if wanted.counts_people_below else np.zeros(len(value), dtype=bool), status.LOW_RELIABILITY),
        (open_cohorts.filled(0) > 0, status.PROVISIONAL),
    ]
    return np.select([each for each, _ in found], [mark for _, mark in found], status.NORMAL)
