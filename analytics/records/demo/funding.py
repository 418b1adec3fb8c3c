"""Who was given what, how much and when?"""

from typing import NamedTuple

import numpy as np

from analytics.records.demo import calibration as given
from analytics.records.demo.chance import draw
from analytics.records.demo.follow_up import FollowUp
from analytics.records.demo.plan import Plan
from analytics.records.demo.positions import RETURNED
from analytics.records.demo.supports import Supports


class Awards(NamedTuple):
    """Which awards were made? One entry an award, by integration (a row of Supports)."""

    row: np.ndarray
    form: np.ndarray
    amount_mad: np.ndarray
    day: np.ndarray


def draw_funding(
    generator: np.random.Generator, plan: Plan, supports: Supports, follow_up: FollowUp, chunk: int
) -> Awards:
    """Which awards were made in this chunk? Its exact part of every purse, a cheque, equipment or both a project."""
    parts = []
    for purse, amount in enumerate(plan.money):
        groups = plan.purses == purse
        tens = [plan.share_before(part, groups, amount // 10) for part in (chunk, chunk + 1)]
        rows = np.flatnonzero(groups[supports.group])
        parts.append((rows, _split_money(generator, 10 * (tens[1] - tens[0]), rows.size)))
    rows, totals = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.argsort(rows, kind="stable")
    rows, totals = rows[order], totals[order]
    form = draw(generator, [given.AWARDED], np.zeros(rows.size, np.int8))
    part = np.select([form == 0, form == 1], [totals, 0], (totals * generator.uniform(0.3, 0.7, rows.size)) // 50 * 50)
    amounts = np.column_stack([part, totals - part]).astype(np.int64)
    delay = np.column_stack([generator.integers(0, 12, rows.size), generator.integers(0, 42, rows.size)])
    # Nobody is handed equipment after a return to prison, which comes 20 days after the start at the earliest.
    delay = np.where((follow_up.status[rows] == RETURNED)[:, None], delay % 18, delay)
    place = np.flatnonzero(amounts)
    row = rows[place // 2]
    return Awards(row, place % 2, amounts.ravel()[place], supports.start[row] + delay.ravel()[place])


def _split_money(generator: np.random.Generator, total: int, projects: int) -> np.ndarray:
    """How much does each project get? Skewed amounts of whole 50 MAD whose last absorbs the remainder."""
    size = generator.lognormal(0, 0.5, projects)
    for _ in range(20 if projects else 0):
        size = np.clip(size * (total / size.sum()), *given.PROJECT_MAD)
    edges = np.floor(np.cumsum(size) / 50).astype(np.int64) * 50
    edges[-1:] = total
    return np.diff(edges, prepend=0)
