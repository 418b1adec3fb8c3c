"""What is a measure in each of two years, whether or not it can be divided by year?"""

from collections.abc import Iterable, Mapping

import pandas as pd

from analytics.measures.asking import ask
from analytics.measures.catalogue import measure
from analytics.measures.cube import Cube


def ask_each_year(
    measure_id: str,
    by: Iterable[str],
    where: Mapping[str, object],
    cube: Cube,
    years: tuple[int, int] = (2014, 2015),
) -> pd.DataFrame:
    """What is this measure in each year, by these dimensions, for these cells?

    A rate per inhabitants is not divided by year, since inhabitants are not; it is asked for one year after the other.
    Returns cells as `ask` does, by `by` and then `year`, in the order of the code lists. Raises what `ask` raises.
    """
    by = list(by)
    if "year" in measure(measure_id).dimensions:
        known = [year for year in years if year in cube.years]
        cells = ask(measure_id, by=[*by, "year"], where={**where, "year": known}, cube=cube) if known else None
        return cells if known else ask(measure_id, by=[*by, "year"], cube=cube).iloc[:0]
    parts = []
    for year in years:
        if year in cube.years:
            cells = ask(measure_id, by=by, where={**where, "year": year}, cube=cube)
            cells.insert(1 + len(by), "year", year)
            parts.append(cells)
    if not parts:
        return ask(measure_id, by=by, cube=cube).iloc[:0].assign(year=0)
    cells = pd.concat(parts, ignore_index=True)
    order = {name: {value: place for place, value in enumerate(cube.values(name))} for name in by}
    return cells.sort_values(
        [*by, "year"], key=lambda column: column.map(order[column.name]) if column.name in order else column
    ).reset_index(drop=True)
