"""How are awards spread over amounts? Median, quartiles and readable classes, from awards counted in narrow bands."""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, inf

import pandas as pd

from analytics.measures import cells as status
from analytics.measures.cells import SMALLEST_RELIABLE_DENOMINATOR, require_status

QUARTILES = {"lower_quartile": 0.25, "median": 0.5, "upper_quartile": 0.75}
# The classes of a histogram: so many at most, wide enough for this share of the awards; one more holds the rest.
MOST_CLASSES = 12
WITHIN_CLASSES = 0.98
# Of the bands, in MAD; every class is a whole number of them.
BAND = 500
NICE_WIDTHS = (1, 2, 4, 5)


def grouped_quantile(bands: Sequence[tuple[float, float, float]], part: float) -> float | None:
    """Below which amount does this part of the awards lie, when only their number in each band is known?

    `bands`: lower edge, upper edge and count, in order and apart from each other. The awards of a band are taken to be
    spread evenly over it: L + h (part·n − F) / f, with L the lower edge and h the width of the band in which the
    cumulative count first reaches part·n, f its count and F the count below it (textbook formula: NCERT, Mathematics for
    Class X, chapter 14; for the median the same as Python's statistics.median_grouped). None without awards, and where
    the amount lies in a band without an upper edge.
    """
    counts = [count for *_, count in bands]
    wanted, below = part * sum(counts), 0.0
    if not sum(counts):
        return None
    for low, high, count in bands:
        if count and below + count >= wanted:
            return float(low + (high - low) * (wanted - below) / count) if high < inf else None
        below += count
    return None


def quartiles(cells: pd.DataFrame) -> pd.DataFrame:
    """Below which amounts do a quarter, half and three quarters of the awards of each year lie?

    cells: awards by year and band (year, from_mad, to_mad, numerator, status), as `ask_amounts` gives them; other
    dimensions are added up. Returns one row a year: `measure`, `year`, `numerator` (number of awards), `denominator`
    (null), `lower_quartile`, `median`, `upper_quartile` in MAD (null where the amount lies in a band without upper edge),
    `status` (low_reliability for fewer than 30 awards; confidential where the number of a band is hidden).
    """
    rows = []
    for year, bands, is_hidden in _by_year(cells):
        found = {name: None if is_hidden else grouped_quantile(bands, part) for name, part in QUARTILES.items()}
        awards = sum(count for *_, count in bands)
        row = {"measure": "awards", "year": year, "numerator": None if is_hidden else awards, "denominator": None}
        rows.append(row | found | {"status": _status_of(awards, is_hidden)})
    columns = ["measure", "year", "numerator", "denominator", *QUARTILES, "status"]
    numbers = dict.fromkeys(QUARTILES, "Float64") | {"numerator": "Int64", "denominator": "Int64"}
    return pd.DataFrame(rows, columns=columns).astype(numbers)


def classes_of(cells: pd.DataFrame, most: int = MOST_CLASSES) -> list[float]:
    """Which round edges part the awards into few classes of one width? The last class, from the last edge, has no end.

    cells: as for `quartiles`. The classes before the last hold at least 98 % of the awards of every year.
    """
    known = [bands for _, bands, is_hidden in _by_year(cells) if not is_hidden]
    highest = max([end for end in map(_end_of, known) if end], default=BAND)
    width = next(each for each in _widths() if highest / each <= most)
    edges = [float(width * step) for step in range(ceil(highest / width) + 1)]
    # Where nothing lies beyond, the class before it is the last.
    is_reached = any(count and start >= edges[-1] for bands in known for start, _, count in bands)
    return edges if is_reached or len(edges) == 2 else edges[:-1]


def regroup(cells: pd.DataFrame, edges: Sequence[float]) -> pd.DataFrame:
    """How many awards of each year, and which share of them, fall in each class?

    cells: as for `quartiles`; edges: of the classes, rising; from the last on there is one class without end. Returns one
    row a year and class, empty ones too: `measure`, `year`, `from_mad`, `to_mad` (null for the last), `numerator` (awards
    of the class), `denominator` (of the year), `value` (share, a fraction), `status` as in `quartiles`.

    A band that lies across an edge, as only the wide ones of large amounts do, is counted where it begins.
    """
    rows = []
    for year, bands, is_hidden in _by_year(cells):
        total = sum(count for *_, count in bands)
        for low, high in pairwise([*edges, inf]):
            held = sum(count for start, _, count in bands if low <= start < high)
            numbers = {"numerator": held, "denominator": total, "value": held / total if total else None}
            row = {"measure": "awards", "year": year, "from_mad": low, "to_mad": high if high < inf else None}
            row |= dict.fromkeys(numbers) if is_hidden else numbers
            rows.append(row | {"status": _status_of(total, is_hidden)})
    columns = ["measure", "year", "from_mad", "to_mad", "numerator", "denominator", "value", "status"]
    numbers = {"from_mad": "Float64", "to_mad": "Float64", "value": "Float64"}
    return pd.DataFrame(rows, columns=columns).astype(numbers | {"numerator": "Int64", "denominator": "Int64"})


def _by_year(cells: pd.DataFrame) -> list[tuple[int, list[tuple[float, float, float]], bool]]:
    """Of each year: the bands in order with their counts, and whether one of them is hidden."""
    require_status(cells)
    columns = [cells[name].tolist() for name in ("year", "from_mad", "to_mad", "numerator")]
    counted: dict[int, dict[tuple[float, float], int]] = {}
    hidden = set()
    for year, low, high, count in zip(*columns, strict=True):
        of_year = counted.setdefault(year, {})
        band = (float(low), inf if pd.isna(high) else float(high))
        if pd.isna(count):
            hidden.add(year)
        else:
            of_year[band] = of_year.get(band, 0) + int(count)
    return [
        (year, [(*band, bands[band]) for band in sorted(bands)], year in hidden)
        for year, bands in sorted(counted.items())
    ]


def _end_of(bands: list[tuple[float, float, float]]) -> float | None:
    """Up to which upper edge of a band does nearly every award lie?"""
    below, wanted = 0.0, WITHIN_CLASSES * sum(count for *_, count in bands)
    for low, high, count in bands:
        below += count
        if count and below >= wanted:
            return high if high < inf else low
    return None


def _widths() -> list[int]:
    return [BAND * nice * 10**power for power in range(8) for nice in NICE_WIDTHS]


def _status_of(awards: float, is_hidden: bool) -> str:
    if is_hidden:
        return status.CONFIDENTIAL
    return status.LOW_RELIABILITY if awards < SMALLEST_RELIABLE_DENOMINATOR else status.NORMAL
