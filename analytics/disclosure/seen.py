"""Which ranges need not be worked out, because two answers seen before lie far enough apart?"""

from math import inf

import numpy as np

from analytics.disclosure.attack import WHOLE, Attack, Bound
from analytics.disclosure.linked import Linked


class Seen:
    """Amounts of all quantities that were found possible, in this state of the tables or an earlier one."""

    def __init__(self, linked: Linked) -> None:
        self.linked = linked
        self.amounts: list[np.ndarray] = []

    def ranges(self, attack: Attack) -> np.ndarray:
        """Between which values (lowest, highest) has each quantity been seen, where everything shown now was the same?"""
        ranges = np.array([[inf], [-inf]]) * np.ones(len(self.linked.quantities))
        shown = attack.equal_of[attack.equal_of >= 0]
        for amounts in self.amounts:
            if not (np.abs(amounts[shown] - self.linked.values[shown]) > WHOLE).any():
                _widen(ranges, amounts)
        return ranges

    def add(self, bound: Bound, ranges: np.ndarray) -> None:
        """Keep what every quantity may be where a bound is reached, and let these ranges hold it."""
        if bound.amounts is not None:
            self.amounts.append(bound.amounts)
            _widen(ranges, bound.amounts)


def _widen(ranges: np.ndarray, amounts: np.ndarray) -> None:
    is_told = np.isfinite(amounts)
    ranges[0, is_told] = np.minimum(ranges[0, is_told], amounts[is_told])
    ranges[1, is_told] = np.maximum(ranges[1, is_told], amounts[is_told])
