"""Between which values does a rate stay by chance alone? Exact limits of counts, drawn smooth between whole numbers."""

import numpy as np

# Two sides of 2.5 %, and of 0.1 %: about two and three standard deviations (Spiegelhalter 2005).
CONFIDENCES = {"95": 0.95, "998": 0.998}


def binomial_limits(sizes: object, rate: float, confidence: float) -> tuple[np.ndarray, np.ndarray]:
    """Which shares lie at the edge of chance when `sizes` cases each have the chance `rate`?

    sizes: whole numbers, one or many. Returns lower and upper limits as fractions from 0 to 1.
    Exact binomial quantiles, interpolated (Spiegelhalter 2005, Statistics in Medicine 24: 1185-1202, appendix A.1.1); the
    upper side is the mirror of the lower, so that a share strictly beyond a limit has a chance of at most
    (1 − confidence) / 2 on either side: the prediction limits of Seaton and Manktelow (2012), BMC Medical Research
    Methodology 12: 98.
    """
    from scipy.stats import binom

    sizes = np.asarray(sizes, dtype=float)
    low, high = _limits_of_counts(binom(sizes, rate), (1 - confidence) / 2)
    return np.clip(low, 0, sizes) / sizes, np.clip(high, 0, sizes) / sizes


def poisson_limits(expected: object, confidence: float) -> tuple[np.ndarray, np.ndarray]:
    """Which counts lie at the edge of chance when so many are expected? Counts; sources as above."""
    from scipy.stats import poisson

    low, high = _limits_of_counts(poisson(np.asarray(expected, dtype=float)), (1 - confidence) / 2)
    return np.maximum(low, 0), high


def _limits_of_counts(distribution: object, tail: float) -> tuple[np.ndarray, np.ndarray]:
    """The counts beyond which lies at most `tail` of the distribution, on either side."""
    least = distribution.ppf(tail)
    up_to, below = distribution.cdf(least), distribution.cdf(least - 1)
    low = least - (up_to - tail) / (up_to - below)
    most = distribution.isf(tail)
    from_most, above = distribution.sf(most - 1), distribution.sf(most)
    return low, most + (from_most - tail) / (from_most - above)
