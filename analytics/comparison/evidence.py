"""How much evidence is there that two shares differ? A test from statsmodels; nothing of our own."""

import warnings
from functools import lru_cache


@lru_cache(maxsize=20_000)
def p_value(after_count: int, after_total: int, before_count: int, before_total: int) -> float:
    """How often would two equal shares differ by at least this much, by chance alone?

    Counts and totals of two independent groups; returns the two-sided p-value of the score test of equal proportions
    without continuity correction, which is Pearson's chi-squared (1900) with one degree of freedom. It rests on the same
    score statistic as the intervals of Wilson, out of which Newcombe (1998, method 10) makes that of the difference; the
    two can part ways only where a p-value is close to 0.05, and the interval is then the one that decides.
    """
    # Imported when first needed: statsmodels takes a second to load.
    from statsmodels.stats.proportion import test_proportions_2indep

    events, total = after_count + before_count, after_total + before_total
    if events in (0, total):
        return 1.0  # nobody or everybody in both groups: no difference, and no variance to divide by
    with warnings.catch_warnings():
        # Of a share of none or of all, statsmodels also works out a ratio, which has no value and is not used.
        warnings.simplefilter("ignore", RuntimeWarning)
        tested = test_proportions_2indep(
            int(after_count), int(after_total), int(before_count), int(before_total),
            compare="diff", method="score", correction=False,
        )  # fmt: skip
    return float(tested.pvalue)
