"""How sure is a difference? Intervals from statsmodels; nothing of our own."""

from functools import lru_cache


@lru_cache(maxsize=20_000)
def newcombe(
    after_count: int, after_total: int, before_count: int, before_total: int, confidence: float = 0.95
) -> tuple[float, float]:
    """Between which ends does the difference of two proportions lie (after − before)?

    Counts and totals of two independent groups; returns fractions. Hybrid score interval, Newcombe (1998), Statistics in
    Medicine 17: 873-890, method 10.
    """
    # Imported when first needed: statsmodels takes a second to load, and only this page asks for it.
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
