"""How sure is a share, or a difference of two? Intervals from statsmodels; nothing of our own."""

from functools import lru_cache

import pandas as pd

from analytics.measures.catalogue import measure
from analytics.measures.cells import require_status


@lru_cache(maxsize=20_000)
def newcombe(
    after_count: int, after_total: int, before_count: int, before_total: int, confidence: float = 0.95
) -> tuple[float, float]:
    """Between which ends does the difference of two proportions lie (after − before)?

    Counts and totals of two independent groups; returns fractions. Hybrid score interval, Newcombe (1998), Statistics in
    Medicine 17: 873-890, method 10.
    """
    # Imported when first needed: statsmodels takes a second to load.
    from statsmodels.stats.proportion import confint_proportions_2indep

    low, high = confint_proportions_2indep(
        int(after_count),
        int(after_total),
        int(before_count),
        int(before_total),
        method="newcomb",
        compare="diff",
        alpha=1 - confidence,
    )
    return float(low), float(high)


@lru_cache(maxsize=20_000)
def wilson(count: int, total: int, confidence: float = 0.95) -> tuple[float, float]:
    """Between which ends does a proportion lie, of which `count` of `total` were seen?

    Returns fractions. Score interval without correction, Wilson (1927), Journal of the American Statistical Association
    22: 209-212. Raises ValueError for a total of zero or a count outside it.
    """
    # Imported when first needed: statsmodels takes a second to load.
    from statsmodels.stats.proportion import proportion_confint

    if not 0 <= count <= total or total == 0:
        raise ValueError(f"a proportion needs a count within its total; it is {count} of {total}")
    low, high = proportion_confint(int(count), int(total), alpha=1 - confidence, method="wilson")
    return float(low), float(high)


def add_intervals(cells: pd.DataFrame) -> pd.DataFrame:
    """How sure is each of these numbers?

    cells: of one measure or several. Returns them with `low` and `high`, the 95 % interval of `value` (fractions, Wilson
    1927) for shares of counted rows; both are null for counts and money, which are complete and no estimates, and where
    there is no value. Raises ValueError for a table without `status`.
    """
    rows = require_status(cells)
    ends = [_interval(*row) for row in zip(rows["measure"], rows["numerator"], rows["denominator"], strict=True)]
    return cells.assign(
        low=pd.array([low for low, _ in ends], dtype="Float64"),
        high=pd.array([high for _, high in ends], dtype="Float64"),
    )


def _interval(measure_id: str, count: int, total: int) -> tuple[float | None, float | None]:
    wanted = measure(measure_id)
    is_estimate = wanted.is_share and not wanted.numerator_is_money
    if not is_estimate or pd.isna(count) or pd.isna(total) or total == 0:
        return None, None
    return wilson(int(count), int(total))
