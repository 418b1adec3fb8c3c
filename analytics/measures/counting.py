"""How many records fall in each group of a table of the cube, by what is no dimension too: how and when a support ended,
how large an award was?"""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from analytics.errors import RefusedQuestion
from analytics.language import message
from analytics.measures import cells as status
from analytics.measures.asking import match_filters
from analytics.measures.cube import Cube
from analytics.measures.dimensions import DIMENSIONS, dimension
from analytics.measures.summing import order_of


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
    found = cube.select(table, columns, filters, "CAST(sum(records) AS BIGINT) AS numerator", "sum(records) > 0")
    listed = {name: cube.values(name) for name in names} | {name: codes for name, codes in more.items() if codes}
    order = order_of(columns, found, listed)
    counts = pd.array(np.ma.filled(found["numerator"], 0)[order], dtype="Int64")
    cells = {"measure": pd.array([counted] * len(counts), dtype="str")}
    for name in columns:
        is_number = name not in listed or (name in DIMENSIONS and DIMENSIONS[name].type == "INTEGER")
        values = found[name][order]
        cells[name] = values.astype("int64") if is_number else pd.array(values, dtype="str")
    cells |= {
        "numerator": counts,
        "denominator": pd.array([pd.NA] * len(counts), dtype="Int64"),
        "value": counts.copy(),
    }
    return pd.DataFrame(cells | {"status": pd.array([status.NORMAL] * len(counts), dtype="str")}, copy=False)
