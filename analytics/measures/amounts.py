"""How large were the awards? Counts by bands of amount, from which a distribution is drawn."""

from collections.abc import Iterable, Mapping
from os import PathLike

import pandas as pd

from analytics.measures.asking import find_cube
from analytics.measures.counting import ask_counts
from analytics.measures.cube import Cube
from analytics.measures.dimensions import OF_AN_AWARD


def ask_amounts(
    by: str | Iterable[str] = (),
    where: Mapping[str, object] | None = None,
    *,
    cube: Cube | str | PathLike | None = None,
) -> pd.DataFrame:
    """How many awards fall in each band of amounts?

    by: dimensions of an award. where: filters, as `ask` takes them. cube: as `ask` takes it.

    Returns cells: `measure` (“awards”), the dimensions, `from_mad` and `to_mad` (the band in dirhams, its upper edge not in
    it: 500 wide below 100,000, 5,000 below a million, 50,000 above), `numerator` (awards), `denominator` (null), `value`,
    `status`; in order, without empty bands.

    Raises UnknownName and RefusedQuestion as `ask` does.
    """
    more = {"from_mad": None, "to_mad": None}
    return ask_counts("funding_cube", "awards", by, OF_AN_AWARD, more, where, find_cube(cube))
