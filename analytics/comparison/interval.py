"""How sure is a share, or a difference of two? Intervals from statsmodels; nothing of our own."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analytics.measures.catalogue import measure
from analytics.measures.cells import require_status


def newcombe(
    after_count: int, after_total: int, before_count: int, before_total: int, confidence: float = 0.95
) -> tuple[float, float]:
    """Between which ends does the difference of two proportions lie (after − before)?

    Counts and totals of two independent groups; returns fractions. Hybrid score interval, Newcombe (1998), Statistics in
    Medicine 17: 873-890, method 10.
    """
    return newcombe_each([(after_count, after_total, before_count, before_total)], confidence)[0]


def newcombe_each(pairs: Sequence[tuple[int, int, int, int]], confidence: float = 0.95) -> list[tuple[float, float]]:
    """Between which ends does each of these differences lie? All at once: most of the time goes into a single call.

    pairs: count and total of the one group, count and total of the other. Returns what `newcombe` does, in their order.
    """
    # Imported when first needed: statsmodels takes a second to load.
    from statsmodels.stats.proportion import confint_proportions_2indep

    if not pairs:
        return []
    low, high = confint_proportions_2indep(
        *np.array(pairs, dtype="int64").T, method="newcomb", compare="diff", alpha=1 - confidence
    )
    return list(zip(low.tolist(), high.tolist(), strict=True))


def wilson(count: int, total: int, confidence: float = 0.95) -> tuple[float, float]:
    """Between which ends does a proportion lie, of which `count` of `total` were seen?

    Returns fractions. Score interval without correction, Wilson (1927), Journal of the American Statistical Association
    22: 209-212. Raises ValueError for a total of zero or a count outside it.
    """
    if not 0 <= count <= total or total == 0:
        raise ValueError(f"a proportion needs a count within its total; it is {count} of {total}")
    low, high = _wilson([count], [total], confidence)
    return float(low[0]), float(high[0])


def add_intervals(cells: pd.DataFrame) -> pd.DataFrame:
    """How sure is each of these numbers?

    cells: of one measure or several. Returns them with `low` and `high`, the 95 % interval of `value` (fractions, Wilson
    1927) for shares of counted rows; both are null for counts and money, which are complete and no estimates, and where
    there is no value. Raises ValueError for a table without `status`.
    """
    names, counts, totals = (require_status(cells)[name].tolist() for name in ("measure", "numerator", "denominator"))
    wanted = {name: measure(name) for name in set(names)}
    estimates = {name for name, each in wanted.items() if each.is_share and not each.numerator_is_money}
    seen = [
        place
        for place, (name, count, total) in enumerate(zip(names, counts, totals, strict=True))
        if name in estimates and not pd.isna(count) and not pd.isna(total) and total > 0
    ]
    ends = {name: np.full(len(names), np.nan) for name in ("low", "high")}
    if seen:
        found = _wilson([int(counts[place]) for place in seen], [int(totals[place]) for place in seen], 0.95)
        for name, values in zip(ends, found, strict=True):
            ends[name][seen] = values
    return cells.assign(**{name: pd.array(values, dtype="Float64") for name, values in ends.items()})


def _wilson(counts: Sequence[int], totals: Sequence[int], confidence: float) -> tuple[np.ndarray, np.ndarray]:
    # Imported when first needed: statsmodels takes a second to load.
    from statsmodels.stats.proportion import proportion_confint

    return proportion_confint(np.array(counts), np.array(totals), alpha=1 - confidence, method="wilson")
