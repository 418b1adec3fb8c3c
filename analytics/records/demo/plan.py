"""What does a set of one size add up to, and which part of it does each chunk hold?"""

from dataclasses import dataclass

import numpy as np

from analytics.records.demo.calibration import FOLLOWED, GROUPS, PURSES, Group


@dataclass(frozen=True)
class Plan:
    """What is shared out, and over how many chunks?

    `counts`, `years` and `purses` run along GROUPS (a purse is a position in PURSES, -1 where nothing is paid), `money`
    along PURSES in MAD; `followed` is, by year, who is known at 12 months and who of them returned to prison.
    """

    counts: np.ndarray
    years: np.ndarray
    purses: np.ndarray
    money: list[int]
    followed: dict[int, tuple[int, int]]
    chunks: int

    def count_before(self, chunk: int, groups: np.ndarray) -> np.ndarray:
        """How many integrations of each of these groups lie before a chunk?"""
        return self.counts[groups] * chunk // self.chunks

    def share_before(self, chunk: int, groups: np.ndarray, total: int) -> int:
        """How much of a total of these groups falls to the chunks before? A headcount never exceeds the group."""
        return total * int(self.count_before(chunk, groups).sum()) // max(int(self.counts[groups].sum()), 1)


def plan_totals(size: int, chunks: int) -> Plan:
    """How many integrations has each group, how many are followed, and what do they cost?"""
    default = np.array([group.integrations for group in GROUPS])
    counts = _apportion(size, default)
    years = np.array([group.year for group in GROUPS])
    purses = np.array([_find_purse(group) for group in GROUPS])
    followed = {}
    for year, (seen, returned) in FOLLOWED.items():
        outcomes = np.array([returned, seen - returned, default[years == year].sum() - seen])
        back, others, _ = _apportion(counts[years == year].sum(), outcomes)
        followed[year] = (int(back + others), int(back))
    money = [
        purse.amount_mad * int(counts[purses == position].sum()) // int(default[purses == position].sum()) // 10 * 10
        for position, purse in enumerate(PURSES)
    ]
    return Plan(counts, years, purses, money, followed, chunks)


def _find_purse(group: Group) -> int:
    """Which purse pays for this group? -1 for none: nothing was published on the money of the annual strategy."""
    if group.kind != "ramadan":
        return -1
    places = [(purse.year, purse.city) for purse in PURSES]
    return places.index((group.year, group.city if (group.year, group.city) in places else None))


def _apportion(total: int, weights: np.ndarray) -> np.ndarray:
    """How are whole things shared out in proportion? By largest remainder, the first group winning a tie."""
    shares, remainders = np.divmod(weights * int(total), weights.sum())
    shares[np.argsort(-remainders, kind="stable")[: int(total) - shares.sum()]] += 1
    return shares
