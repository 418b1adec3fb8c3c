"""Which ranges need not be worked out, because answers seen before lie far enough apart?"""

from math import inf

import numpy as np

from analytics.disclosure.attack import WHOLE, Attack, Bound
from analytics.disclosure.linked import Linked

# So many answers are remembered; later ones are nearer to what is asked next.
MOST_KEPT = 400


class Seen:
    """Amounts of all quantities that were found possible, in this state of the tables or an earlier one."""

    def __init__(self, linked: Linked) -> None:
        self.linked = linked
        self._found = np.empty((0, len(linked.truth)))

    def ranges(self, attack: Attack) -> "Ranges":
        """Between which values has each quantity been seen, where everything shown now was the same?"""
        shown = attack.equal_of[attack.equal_of >= 0]
        is_other = (np.abs(self._found[:, shown] - self.linked.values[shown]) > WHOLE).any(axis=1)
        return Ranges(self, np.vstack([self.linked.truth, self._found[~is_other]]))

    def keep(self, amounts: np.ndarray) -> None:
        """Remember an answer for later states."""
        self._found = np.vstack([self._found[-MOST_KEPT + 1 :], amounts])


class Ranges:
    """The ranges seen so far; the truth lies in each of them, whatever is hidden."""

    def __init__(self, seen: Seen, found: np.ndarray) -> None:
        self._seen = seen
        is_told = np.isfinite(found)
        self._low = np.where(is_told, found, inf).min(axis=0)
        self._high = np.where(is_told, found, -inf).max(axis=0)

    def find(self, number: int) -> tuple[float, float]:
        """Between which values was this quantity seen? (∞, -∞) where it was not."""
        return float(self._low[number]), float(self._high[number])

    def add(self, bound: Bound) -> None:
        """Let the ranges hold what every quantity may be where this bound is reached."""
        if bound.amounts is not None:
            self._seen.keep(bound.amounts)
            is_told = np.isfinite(bound.amounts)
            self._low = np.where(is_told, np.minimum(self._low, bound.amounts), self._low)
            self._high = np.where(is_told, np.maximum(self._high, bound.amounts), self._high)
