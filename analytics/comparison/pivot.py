"""What does a table of two sides say, with its margins? Every total is asked again, never added up from parts."""

from collections.abc import Mapping, Sequence
from itertools import product
from os import PathLike

import pandas as pd

from analytics.comparison.interval import add_intervals
from analytics.errors import NotPublic
from analytics.measures.asking import ask, find_cube
from analytics.measures.cells import NUMBER_COLUMNS
from analytics.measures.cube import Cube
from analytics.measures.dimensions import dimension

# The code of a total: no code list has it (tests/test_pivot.py).
ALL = "all"


def ask_pivot(
    measure_id: str,
    rows: Sequence[str],
    columns: Sequence[str],
    where: Mapping[str, object] | None = None,
    cube: Cube | str | PathLike | None = None,
    *,
    with_intervals: bool = False,
) -> pd.DataFrame:
    """What is this measure by these rows and columns, and what is it of each row, of each column, and of everything?

    rows, columns: dimension ids, each side none, one or several; one that stands on both sides counts once, on the rows.
    where, cube: as `ask` takes them.

    Returns cells in long form: `measure`, the dimensions of the rows and of the columns (codes as text; `ALL` where it is
    of all of a side), `numerator`, `denominator`, `value`, `status`, and with intervals `low` and `high` (95 %, Wilson;
    null for what is no estimate). In the order of the code lists, the totals last. A total is the answer to the question
    without that side, with the status it then has: shares do not add up, and neither do persons over years. Where the
    public asks, a total that was not cleared is absent.

    Raises what `ask` raises for the question itself.
    """
    cube = find_cube(cube)
    rows = list(dict.fromkeys(dimension(name).id for name in rows))
    columns = [name for name in dict.fromkeys(dimension(name).id for name in columns) if name not in rows]
    names = [*rows, *columns]
    parts = [_coded(ask(measure_id, names, where, cube=cube), names, ())]
    for kept in _margins(rows, columns):
        try:
            cells = ask(measure_id, kept, where, cube=cube)
        except NotPublic:
            continue
        parts.append(_coded(cells, names, [name for name in names if name not in kept]))
    pivot = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    pivot = _in_order(pivot, names, cube)
    return add_intervals(pivot) if with_intervals else pivot


def _margins(rows: list[str], columns: list[str]) -> list[list[str]]:
    """By what are the totals asked: without the columns, without the rows, without either?"""
    sides = ((rows, []) if rows else ([],)), ((columns, []) if columns else ([],))
    return [[*kept, *others] for kept, others in product(*sides)][1:]


def _coded(cells: pd.DataFrame, names: list[str], totalled: Sequence[str]) -> pd.DataFrame:
    codes = {name: pd.array([ALL] * len(cells), dtype="str") for name in totalled}
    codes |= {name: cells[name].astype("str") for name in names if name in cells}
    return cells.assign(**codes)[["measure", *names, *NUMBER_COLUMNS, "status"]]


def _in_order(pivot: pd.DataFrame, names: list[str], cube: Cube) -> pd.DataFrame:
    places = {name: {code: place for place, code in enumerate([*map(str, cube.values(name)), ALL])} for name in names}
    if not names:
        return pivot
    return pivot.sort_values(
        names, key=lambda column: column.map(places[column.name]), kind="stable", ignore_index=True
    )
