"""How many records fall in each group of a table of the cube, by what is no dimension too: how and when a support ended,
how large an award was?"""

from collections.abc import Iterable, Mapping

import pandas as pd

from analytics.errors import RefusedQuestion
from analytics.language import message
from analytics.measures import cells as status
from analytics.measures.asking import match_filters
from analytics.measures.cube import Cube
from analytics.measures.dimensions import DIMENSIONS, dimension


def ask_counts(
    table: str,
    counted: str,
    by: str | Iterable[str],
    allowed: tuple[str, ...],
    more: Mapping[str, tuple[str, ...] | None],
    where: Mapping[str, object] | None,
    cube: Cube,
) -> pd.DataFrame:
    """How many records of this table of the cube, by dimensions and by `more` columns?

    counted: what stands under `measure`. allowed: the dimensions that may be asked by and filtered. more: column → its
    codes in order, or None for a whole number.

    Returns cells: `measure`, the dimensions, the `more` columns, `numerator`, `denominator` (null), `value`, `status`, in
    order; groups without records are absent. Raises UnknownName and RefusedQuestion.
    """
    names = [dimension(name).id for name in ([by] if isinstance(by, str) else dict.fromkeys(by))]
    filters = match_filters(where or {}, cube)
    for name in (*names, *filters):
        if name not in allowed:
            raise RefusedQuestion(
                message("“{measure}” cannot be asked by “{dimension}”; it can be asked by: {allowed}."),
                measure=counted,
                dimension=name,
                allowed=", ".join(allowed),
            )
    columns = [*names, *more]
    frame = cube.select(table, columns, filters, "CAST(sum(records) AS BIGINT) AS numerator", "sum(records) > 0")
    codes = {name: [str(value) for value in cube.values(name)] for name in names}
    codes |= {name: list(listed) for name, listed in more.items() if listed}
    order = {name: {code: place for place, code in enumerate(listed)} for name, listed in codes.items()}
    if columns:
        frame = frame.sort_values(
            columns, key=lambda column: column.astype(str).map(order[column.name]) if column.name in order else column
        )
    cells = pd.DataFrame({"measure": pd.Series([counted] * len(frame), dtype="str")})
    for name in columns:
        is_number = name not in codes or (name in DIMENSIONS and DIMENSIONS[name].type == "INTEGER")
        cells[name] = pd.Series(frame[name].tolist(), dtype="int64" if is_number else "str")
    cells["numerator"] = pd.array(frame["numerator"], dtype="Int64")
    cells["denominator"] = pd.array([pd.NA] * len(frame), dtype="Int64")
    cells["value"] = cells["numerator"]
    cells["status"] = status.NORMAL
    return cells
