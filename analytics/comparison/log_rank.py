"""Did two cohorts end alike? The log-rank test, from sums."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.comparison.survival import ENDINGS, months_by_group


@dataclass(frozen=True)
class LogRank:
    """A log-rank test of two groups: the statistic (one degree of freedom), its p-value, and the endings observed in the
    first group against those expected there if both ended alike."""

    statistic: float
    p_value: float
    observed: int
    expected: float


def log_rank(
    exits: pd.DataFrame, causes: Iterable[str] = ENDINGS, by: str = "year", until: int | None = None
) -> LogRank | None:
    """Do two groups end alike, over the whole time, or do they differ more than chance explains?

    exits: as for `still_running`, of exactly two groups; None where there are not two, or where nothing can differ.
    causes: the endings in question; the others leave the count when they happen. until: the last month that is compared,
    such as the last that both have been observed for; who leaves later is still there then.

    Mantel (1966), Cancer Chemotherapy Reports 50: 163-170, with the hypergeometric variance. statsmodels.survdiff takes no
    weights and so would need every record. Raises ValueError for a table that is not cells of exits.
    """
    from scipy.stats import chi2

    groups = list(months_by_group(exits, by, until).values())
    if len(groups) != 2:
        return None
    last = max(len(group.at_risk) for group in groups)
    at_risk = [_lengthened(group.at_risk, last) for group in groups]
    ended = [_lengthened(group.of(causes), last) for group in groups]
    everybody, events = sum(at_risk), sum(ended)
    share = at_risk[0] / everybody
    # One integration alone at risk varies no more.
    spread = events * share * (1 - share) * (everybody - events) / np.maximum(everybody - 1, 1)
    expected, variance = (events * share).sum(), spread.sum()
    if not variance > 0:
        return None
    statistic = float((ended[0].sum() - expected) ** 2 / variance)
    return LogRank(statistic, float(chi2.sf(statistic, 1)), int(ended[0].sum()), float(expected))


def _lengthened(counts: np.ndarray, last: int) -> np.ndarray:
    return np.pad(counts, (0, last - len(counts)))
