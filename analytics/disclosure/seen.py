"""Which ranges need not be worked out, because answers seen before lie far enough apart?"""

from math import inf

import numpy as np

from analytics.disclosure.attack import WHOLE, Attack, Bound
from analytics.disclosure.linked import Linked


class Seen:
    """Amounts of all quantities that were found possible, in this state of the tables or an earlier one."""

    def __init__(self, linked: Linked) -> None:
        self.linked = linked
        self._found: list[tuple[np.ndarray, bool]] = []

    def ranges(self, attack: Attack) -> "Ranges":
        """Between which values has each quantity been seen, where everything shown now was the same?"""
        ranges = Ranges(self, self.linked.truth)
        shown = attack.equal_of[attack.equal_of >= 0]
        for amounts, is_whole in self._found:
            if not (np.abs(amounts[shown] - self.linked.values[shown]) > WHOLE).any():
                ranges.widen(amounts, is_whole)
        return ranges

    def keep(self, amounts: np.ndarray, is_whole: bool) -> None:
        """Remember an answer for later states."""
        self._found.append((amounts, is_whole))


class Ranges:
    """The ranges seen so far; the truth lies in each of them, whatever is hidden. `of_whole`: in answers of whole
    numbers only."""

    def __init__(self, seen: Seen, truth: np.ndarray) -> None:
        self._seen = seen
        self._ranges = {is_whole: np.array([[inf], [-inf]]) * np.ones(len(truth)) for is_whole in (False, True)}
        self.widen(truth, True)

    def find(self, number: int, of_whole: bool = False) -> tuple[float, float]:
        """Between which values was this quantity seen? (∞, -∞) where it was not."""
        low, high = self._ranges[of_whole][:, number]
        return float(low), float(high)

    def add(self, bound: Bound) -> None:
        """Let the ranges hold what every quantity may be where this bound is reached."""
        if bound.amounts is not None:
            self._seen.keep(bound.amounts, bound.is_whole)
            self.widen(bound.amounts, bound.is_whole)

    def widen(self, amounts: np.ndarray, is_whole: bool) -> None:
        """Let the ranges hold these amounts."""
        is_told = np.isfinite(amounts)
        for of_whole, ranges in self._ranges.items():
            if is_whole or not of_whole:
                ranges[0, is_told] = np.minimum(ranges[0, is_told], amounts[is_told])
                ranges[1, is_told] = np.maximum(ranges[1, is_told], amounts[is_told])
