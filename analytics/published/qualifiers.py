"""What remains certain when figures are only about, at least or at most? Arithmetic that keeps the qualifier.

A figure is an interval: an exact one is a point, *more than* has no upper end, *up to* no lower end; *about* is a point
that is only near. A difference or ratio of two is what interval arithmetic leaves, and *about* stays with it.
"""

from dataclasses import dataclass
from math import inf

EXACT, ABOUT, AT_LEAST, AT_MOST = "exact", "about", "at_least", "at_most"


@dataclass(frozen=True)
class Quantity:
    """A number as it was printed: between `low` and `high`, and only near them when `is_about`."""

    low: float
    high: float
    is_about: bool = False

    @classmethod
    def printed(cls, value: float, qualifier: str) -> "Quantity":
        """Which quantity is a register value with its qualifier (exact, about, more_than, up_to)?"""
        if qualifier == "more_than":
            return cls(value, inf)
        if qualifier == "up_to":
            return cls(-inf, value)
        return cls(value, value, qualifier == "about")

    @property
    def qualifier(self) -> str | None:
        """exact, about, at_least or at_most; None when nothing certain remains (an *about* bound is no bound)."""
        bounded = (self.low > -inf, self.high < inf)
        if bounded == (True, True):
            return ABOUT if self.is_about else EXACT
        if self.is_about or bounded == (False, False):
            return None
        return AT_LEAST if bounded[0] else AT_MOST

    @property
    def value(self) -> float | None:
        """The number that the qualifier stands before; None when nothing certain remains."""
        return {EXACT: self.low, ABOUT: self.low, AT_LEAST: self.low, AT_MOST: self.high}.get(self.qualifier)

    def minus(self, other: "Quantity") -> "Quantity":
        """How much more is this than the other?"""
        return Quantity(self.low - other.high, self.high - other.low, self.is_about or other.is_about)

    def over(self, other: "Quantity") -> "Quantity | None":
        """How much of this is there for each of the other? None when the other is not a positive point or bound.

        For positive quantities a/b rises with a and falls with b, so its ends are at the ends of both.
        """
        if other.low <= 0:
            return None
        low = self.low / other.high if self.low > -inf and other.high < inf else -inf
        high = self.high / other.low if self.high < inf else inf
        return Quantity(low, high, self.is_about or other.is_about)

    def relative_to(self, other: "Quantity") -> "Quantity | None":
        """By which fraction does this exceed the other? None when the other is not a positive point or bound."""
        ratio = self.over(other)
        return ratio and Quantity(ratio.low - 1, ratio.high - 1, ratio.is_about)
