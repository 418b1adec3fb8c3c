"""How many awards make up an amount, and how much of it can one of them be? What the rules for money ask."""

import pandas as pd

from analytics.disclosure.primary import CONTRIBUTIONS
from analytics.disclosure.quantities import quantities_of
from analytics.disclosure.tables import Table
from analytics.measures.asking import match_filters
from analytics.measures.cube import Cube


def add_contributions(table: Table, cells: pd.DataFrame, cube: Cube) -> pd.DataFrame:
    """The cells of a table of money with what its rules ask, other cells unchanged.

    Added are `awards` (how many were summed) and `largest` (the most that one can be, in MAD: the upper edge of its band,
    so that a little more is hidden than need be), and the same of a denominator that is money.
    """
    for part, quantity in quantities_of(table.measure, {}).items():
        if quantity.is_money and part != "rows":
            only = {name: sorted(codes) for name, codes in quantity.box if name == "funding_kind"}
            named = CONTRIBUTIONS if part == "numerator" else tuple(f"{part}_{name}" for name in CONTRIBUTIONS)
            cells = _add(table, cells, only, named, cube)
    return cells


def _add(
    table: Table, cells: pd.DataFrame, only: dict[str, list[str]], named: tuple[str, ...], cube: Cube
) -> pd.DataFrame:
    filters = match_filters({**table.where, **only}, cube)
    by = list(table.by)
    sums = f"CAST(sum(records) AS BIGINT) AS {named[0]}, CAST(max(to_mad) AS DOUBLE) AS {named[1]}"
    # Bands of amounts are in the whole table only, which every copy that keeps them is.
    found = pd.DataFrame(cube.select("funding_cube", [*by, "from_mad"], filters, sums))
    if by:
        found = found.groupby(by, as_index=False, sort=False).agg({named[0]: "sum", named[1]: "max"})
        return cells.merge(found, how="left", on=by, validate="1:1").fillna(dict.fromkeys(named, 0))
    return cells.assign(**{named[0]: found[named[0]].sum(), named[1]: found[named[1]].max()})
