"""What is the number? `ask` answers every question of the product from the cube, in cells."""

from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path

import pandas as pd

from analytics.errors import RefusedQuestion, UnknownName
from analytics.language import message
from analytics.measures import cells as status
from analytics.measures.catalogue import Measure, measure
from analytics.measures.cube import Cube, cube_of, open_cube
from analytics.measures.dimensions import DIMENSIONS, OF_A_POPULATION, dimension
from analytics.records.current import current_records, open_records
from analytics.records.folder import DataFolder


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
    if cube.cleared is not None:
        return in_order(cube.cleared.answer(wanted.id, names, filters), names, cube)
    return _answer(wanted, names, filters, cube)


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
        codes = [_code(value) for value in _listed(values)]
        for code in codes:
            if code not in known:
                raise UnknownName(message("value of this dimension"), code, known)
        chosen = {known[code] for code in codes}
        if chosen and (name != "year" or chosen != set(cube.years)):
            filters[name] = sorted(chosen)
    return filters


def _listed(given: object) -> list:
    return list(given) if pd.api.types.is_list_like(given) else [given]


def _code(value: object) -> str:
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


def _answer(wanted: Measure, by: list[str], filters: dict[str, list], cube: Cube) -> pd.DataFrame:
    table = {"integrations": "integrations_cube", "awards": "funding_cube"}.get(wanted.grain)
    if wanted.grain == "persons":
        table = "person_years_cube" if "year" in by or "year" in filters else "persons_cube"
    # A group without any row that the measure is about is absent: certificates by route hold education routes only.
    rows = "sum(records)" if wanted.only == "true" else f"sum({wanted.id}_records)"
    open_cohorts = f"sum(open_{wanted.horizon}m)" if wanted.horizon else "0"
    denominator = f"sum({wanted.id}_denominator)" if wanted.is_ratio and wanted.unit != "per_100k" else "NULL"
    sums = f"sum({wanted.id}_numerator) AS numerator, {denominator} AS denominator, {open_cohorts} AS open_cohorts"
    frame = cube.select(table, by, filters, sums, f"{rows} > 0")
    if wanted.unit == "per_100k":
        near = {name: values for name, values in filters.items() if name in OF_A_POPULATION}
        inhabitants = cube.select("cities", by, near, "sum(population) AS denominator", "sum(population) > 0")
        frame = frame.drop(columns="denominator").merge(inhabitants, how="left" if by else "cross", on=by or None)
    return _as_cells(wanted, by, frame, cube)


def in_order(frame: pd.DataFrame, by: list[str], cube: Cube) -> pd.DataFrame:
    """The rows in the order of the code lists, by these dimensions."""
    order = {name: {value: place for place, value in enumerate(cube.values(name))} for name in by}
    if not by:
        return frame
    return frame.sort_values(by, key=lambda column: column.map(order[column.name]), kind="stable", ignore_index=True)


def _as_cells(wanted: Measure, by: list[str], frame: pd.DataFrame, cube: Cube) -> pd.DataFrame:
    frame = in_order(frame, by, cube)
    cells = pd.DataFrame({"measure": pd.Series([wanted.id] * len(frame), dtype="str")})
    for name in by:
        cells[name] = frame[name].to_numpy()
        cells[name] = cells[name].astype("int64" if DIMENSIONS[name].type == "INTEGER" else "str")
    cells["numerator"] = _numbers(frame["numerator"], wanted.numerator_is_money)
    cells["denominator"] = _numbers(frame["denominator"], wanted.denominator_is_money)
    if wanted.is_ratio:
        ratio = cells["numerator"].astype("Float64") / cells["denominator"].astype("Float64").replace(0, pd.NA)
        cells["value"] = ratio * wanted.per
    else:
        cells["value"] = cells["numerator"]
    cells["status"] = _statuses(wanted, cells, frame["open_cohorts"].to_numpy())
    return cells


def _numbers(column: pd.Series, is_money: bool) -> pd.api.extensions.ExtensionArray:
    return pd.array(pd.to_numeric(column), dtype="Float64" if is_money else "Int64")


def _statuses(wanted: Measure, cells: pd.DataFrame, open_cohorts: Iterable[float]) -> list[str]:
    statuses = []
    for value, denominator, still_open in zip(cells["value"], cells["denominator"], open_cohorts, strict=True):
        if pd.isna(value):
            statuses.append(status.NOT_AVAILABLE)
        elif wanted.counts_people_below and denominator < status.SMALLEST_RELIABLE_DENOMINATOR:
            statuses.append(status.LOW_RELIABILITY)
        elif still_open > 0:
            statuses.append(status.PROVISIONAL)
        else:
            statuses.append(status.NORMAL)
    return statuses
