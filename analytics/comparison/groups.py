"""Which groups have no records, and how are they shown beside those that have? As zero, or as no data."""

from collections.abc import Mapping, Sequence
from itertools import product

import pandas as pd

from analytics.measures import cells as status
from analytics.measures.catalogue import measure
from analytics.measures.cells import list_rows, tabulate


def complete(cells: pd.DataFrame, codes: Mapping[str, Sequence]) -> pd.DataFrame:
    """The same cells, with a row for every combination of these codes, in their order.

    cells: of one measure, with the dimensions of `codes` and no others; rows of codes that are not listed are left out.
    Where no record fits, a count of rows is zero, and any other number is null with the status not_available. Raises
    ValueError for a table without `status` or without a row.
    """
    status.require_status(cells)
    if cells.empty:
        raise ValueError("cells without a row do not say of which measure they are")
    name, names = cells["measure"].iloc[0], list(codes)
    is_count = measure(name).counts_rows
    blank = dict.fromkeys(cells.columns, pd.NA) | {"measure": name}
    blank |= {"numerator": 0, "value": 0, "status": status.NORMAL} if is_count else {"status": status.NOT_AVAILABLE}
    # Row by row and not merged: there are some dozens, and a page completes several tables at every click.
    held = {tuple(row[each] for each in names): row for row in list_rows(cells)}
    rows = [held.get(key) or blank | dict(zip(names, key, strict=True)) for key in product(*codes.values())]
    return tabulate(rows, cells.columns, cells.dtypes.to_dict())
