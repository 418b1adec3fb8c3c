"""Which cities lie outside what chance alone would explain? Funnels of a rate, and of its change between two years."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from analytics.comparison.dispersion import Dispersion, dispersion_of
from analytics.comparison.exact_limits import CONFIDENCES, binomial_limits, poisson_limits
from analytics.measures.catalogue import MEASURES, Measure
from analytics.measures.cells import (
    BREAK,
    CONFIDENTIAL,
    LOW_RELIABILITY,
    NORMAL,
    PROVISIONAL,
    list_rows,
    require_status,
)
from analytics.measures.dimensions import DIMENSIONS

INSIDE, BEYOND_95, BEYOND_998, NOT_JUDGED = "inside", "beyond_95", "beyond_998", "not_judged"
LIMITS = ("low_998", "low_95", "high_95", "high_998")
# A group is not held against its own mean, nor one against one other.
LEAST_UNITS = 3
# Below five expected cases of either outcome the normal curve is no guide (Cochran 1954).
LEAST_EXPECTED = 5
STEPS = 50


@dataclass(frozen=True)
class Funnel:
    """A funnel: the `overall` rate (or change), a row a unit with its limits and place, the limits by size, the spread;
    has_hidden: are there units whose number is hidden?"""

    measure: Measure
    overall: float | None
    units: pd.DataFrame
    curves: pd.DataFrame
    dispersion: Dispersion
    has_hidden: bool = False

    @property
    def is_drawable(self) -> bool:
        """Are there units enough, and anything to be seen in them?"""
        return self.overall is not None

    @cached_property
    def rows(self) -> list[dict]:
        """The units as rows; read and never written."""
        return list_rows(self.units)

    def count(self, *places: str) -> int:
        """How many units lie in these places?"""
        return sum(row["place"] in places for row in self.rows)

    def beyond(self) -> list[dict]:
        """Which units lie beyond the limits, as rows?"""
        return [row for row in self.rows if row["place"] in (BEYOND_95, BEYOND_998)]


def can_be_a_funnel(wanted: Measure) -> bool:
    """Is this a rate of counts, about which chance says something? Shares of people, and counts per inhabitants."""
    return not wanted.numerator_is_money and (wanted.is_share or wanted.unit == "per_100k")


RATES = [measure.id for measure in MEASURES.values() if can_be_a_funnel(measure) and "city" in measure.dimensions]


def funnel(cells: pd.DataFrame, wanted: Measure, whole: pd.DataFrame | None = None) -> Funnel:
    """Which units of one year lie outside what chance alone would explain?

    cells: of the rate `wanted`, a row a unit, all other columns kept. `units` has besides them `low_998`, `low_95`,
    `high_95`, `high_998` (in the unit of `value`) and `place` (inside, beyond_95, beyond_998; not_judged without a number);
    `curves` the same limits by `size` (cases, or inhabitants). The middle is the overall rate of all units; where some are
    hidden, that of `whole`, the cell of all of them (no funnel without it). Limits are
    exact (exact_limits.py); where the units spread more than chance (dispersion.py) they move outwards by
    z × (√(s² + τ²) − s), the additive model of Spiegelhalter (2005, A.3.2). `overall` is None for fewer than three units.

    Raises ValueError for a table without `status` or for a measure that is no rate of counts.
    """
    known = _known(cells, wanted)
    of_all = _of_all(cells, known, whole)
    if len(known) < LEAST_UNITS or not of_all or not of_all[0]:
        return _nothing(wanted, cells)
    count, size = (known[name].to_numpy(dtype=float) for name in ("numerator", "denominator"))
    rate = of_all[0] / of_all[1]
    if wanted.is_share and rate == 1:
        return _nothing(wanted, cells)
    errors = np.sqrt(rate * (1 - rate if wanted.is_share else 1) / size)
    rarer = size * (min(rate, 1 - rate) if wanted.is_share else rate)
    is_large = rarer >= LEAST_EXPECTED
    spread = dispersion_of(((count / size - rate) / errors)[is_large], errors[is_large] * wanted.per)
    steps = np.unique(np.geomspace(size.min(), size.max(), STEPS).round())
    limits = _limits(wanted, np.concatenate([size, steps]), rate, spread)
    units = _judged(cells, known, limits.iloc[: len(size)])
    curves = limits.iloc[len(size) :].assign(size=steps).reset_index(drop=True)
    return Funnel(wanted, rate * wanted.per, units, curves, spread, _has_hidden(cells))


def funnel_of_change(
    cells: pd.DataFrame, wanted: Measure, before: int = 2014, after: int = 2015, whole: pd.DataFrame | None = None
) -> Funnel:
    """Which units changed otherwise than all of them together?

    cells: of the share `wanted`, by `year` and one other dimension. A row a unit in `units`: both sides (`before_numerator`,
    `before_denominator`, `after_…`), `value` (difference, a fraction), `size`, limits, `place`, `status`. The middle is
    the overall difference (of `whole`, cells by year, where some units are hidden). Under it a unit's difference has the
    variance θ₁(1−θ₁)/n₁ + θ₂(1−θ₂)/n₂ with the overall shares θ; `size` is the number of cases a year that would give it,
    if both years had as many. Limits are normal (Spiegelhalter 2005, on changes), so a unit with fewer than five expected
    cases of either outcome in a year is shown and not judged.
    """
    if not wanted.is_share:
        raise ValueError(f"only a share has a funnel of change, and {wanted.id} is none")
    sides = _sides(_known(cells, wanted), before, after)
    both = [
        _of_all(cells, _side(sides, side), _of(year, whole)) for side, year in (("before", before), ("after", after))
    ]
    if len(sides) < LEAST_UNITS or not all(found and found[0] for found in both):
        return _nothing(wanted, sides)
    shares = [count / size for count, size in both]
    variances = [share * (1 - share) for share in shares]
    if not sum(variances):
        return _nothing(wanted, sides)
    sizes = [sides[f"{side}_denominator"].to_numpy(dtype=float) for side in ("before", "after")]
    errors = np.sqrt(variances[0] / sizes[0] + variances[1] / sizes[1])
    sides = sides.assign(size=sum(variances) / np.square(errors))
    rarer = [np.minimum(share, 1 - share) * size for share, size in zip(shares, sizes, strict=True)]
    is_judged = np.minimum(*rarer) >= LEAST_EXPECTED
    middle = shares[1] - shares[0]
    scores = (sides["value"].to_numpy(dtype=float) - middle) / errors
    spread = dispersion_of(scores[is_judged], errors[is_judged])
    units = _judged(sides, sides[is_judged], _normal_limits(errors[is_judged], middle, spread))
    steps = np.geomspace(sides["size"].min(), sides["size"].max(), STEPS)
    curves = _normal_limits(np.sqrt(sum(variances) / steps), middle, spread).assign(size=steps)
    return Funnel(wanted, middle, units, curves, spread, _has_hidden(cells))


def _known(cells: pd.DataFrame, wanted: Measure) -> pd.DataFrame:
    """The rows that have a number to be judged by."""
    require_status(cells)
    if not can_be_a_funnel(wanted) or set(cells["measure"]) - {wanted.id}:
        raise ValueError(f"a funnel needs cells of one rate of counts; these are asked as {wanted.id}")
    return cells[cells["value"].notna() & (cells["denominator"].fillna(0) > 0)]


def _of_all(cells: pd.DataFrame, known: pd.DataFrame, whole: pd.DataFrame | None) -> tuple[float, float] | None:
    """Numerator and denominator of all units together: their sum, unless some are hidden."""
    if not _has_hidden(cells):
        return known["numerator"].sum(), known["denominator"].sum()
    if whole is None or len(whole) != 1 or whole["value"].isna().any():
        return None
    return float(whole["numerator"].iloc[0]), float(whole["denominator"].iloc[0])


def _has_hidden(cells: pd.DataFrame) -> bool:
    return bool(cells["status"].eq(CONFIDENTIAL).any())


def _side(sides: pd.DataFrame, side: str) -> pd.DataFrame:
    return pd.DataFrame({name: sides[f"{side}_{name}"] for name in ("numerator", "denominator")})


def _of(year: int, whole: pd.DataFrame | None) -> pd.DataFrame | None:
    return None if whole is None else whole[whole["year"] == year]


def _nothing(wanted: Measure, cells: pd.DataFrame) -> Funnel:
    units = cells.assign(**dict.fromkeys(LIMITS, pd.NA), place=NOT_JUDGED)
    return Funnel(wanted, None, units, pd.DataFrame(columns=["size", *LIMITS]), dispersion_of([], []))


def _limits(wanted: Measure, sizes: np.ndarray, rate: float, spread: Dispersion) -> pd.DataFrame:
    from scipy.stats import norm

    errors = np.sqrt(rate * (1 - rate if wanted.is_share else 1) / sizes)
    tau2 = spread.tau2 / wanted.per**2 if spread.is_widened else 0
    wider = np.sqrt(np.square(errors) + tau2) - errors
    limits = {}
    for name, confidence in CONFIDENCES.items():
        if wanted.is_share:
            low, high = binomial_limits(sizes, rate, confidence)
        else:
            low, high = (counts / sizes for counts in poisson_limits(rate * sizes, confidence))
        more = norm.isf((1 - confidence) / 2) * wider
        highest = 1 if wanted.is_share else np.inf
        limits[f"low_{name}"] = np.maximum(0, low - more) * wanted.per
        limits[f"high_{name}"] = np.minimum(highest, high + more) * wanted.per
    return pd.DataFrame(limits)[list(LIMITS)]


def _normal_limits(errors: np.ndarray, middle: float, spread: Dispersion) -> pd.DataFrame:
    from scipy.stats import norm

    wide = np.sqrt(np.square(errors) + (spread.tau2 if spread.is_widened else 0))
    reaches = {name: norm.isf((1 - confidence) / 2) * wide for name, confidence in CONFIDENCES.items()}
    limits = {f"low_{name}": middle - reach for name, reach in reaches.items()}
    limits |= {f"high_{name}": middle + reach for name, reach in reaches.items()}
    return pd.DataFrame(limits)[list(LIMITS)]


def _judged(cells: pd.DataFrame, known: pd.DataFrame, limits: pd.DataFrame) -> pd.DataFrame:
    """Every row of the cells with its limits and its place; a row without a number is not judged."""
    at = cells.index.get_indexer(known.index)
    columns = {name: np.full(len(cells), np.nan) for name in LIMITS}
    for name, column in columns.items():
        column[at] = limits[name].to_numpy()
    value = cells["value"].to_numpy(dtype=float, na_value=np.nan)
    place = np.full(len(cells), NOT_JUDGED, dtype=object)
    place[at] = INSIDE
    # Sums of the last digits must not put a unit that lies on its limit beyond it.
    for name, code in (("95", BEYOND_95), ("998", BEYOND_998)):
        place[(value < columns[f"low_{name}"] - 1e-12) | (value > columns[f"high_{name}"] + 1e-12)] = code
    return cells.assign(**columns, place=pd.array(place, dtype="str"))


def _sides(cells: pd.DataFrame, before: int, after: int) -> pd.DataFrame:
    """Both years of every unit that has a number in both, in the order of the cells."""
    dimension = next(name for name in cells.columns if name not in ("measure", "year") and name in DIMENSIONS)
    held = {(row[dimension], row["year"]): row for row in list_rows(cells)}
    rows = []
    for unit in dict.fromkeys(cells[dimension]):
        pair = [held.get((unit, year)) for year in (before, after)]
        if None in pair:
            continue
        row = {"measure": pair[0]["measure"], dimension: unit}
        for side, cell in zip(("before", "after"), pair, strict=True):
            row |= {f"{side}_{part}": float(cell[part]) for part in ("numerator", "denominator")}
            row[f"{side}_status"] = cell["status"]
        shares = [row[f"{side}_numerator"] / row[f"{side}_denominator"] for side in ("before", "after")]
        rows.append(row | {"value": shares[1] - shares[0], "status": _weaker({each["status"] for each in pair})})
    sides = [f"{side}_{part}" for side in ("before", "after") for part in ("numerator", "denominator", "status")]
    return pd.DataFrame(rows, columns=["measure", dimension, *sides, "value", "status"])


def _weaker(statuses: set[str]) -> str:
    return next((mark for mark in (BREAK, LOW_RELIABILITY, PROVISIONAL) if mark in statuses), NORMAL)
