"""What does everybody know already? Figures that others printed are part of every attack, and are never hidden."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

from analytics.disclosure.quantities import Quantity, quantities_of
from analytics.disclosure.tables import Table


@dataclass(frozen=True)
class Known:
    """A sum of quantities, each times a factor, that everybody knows to lie between `low` and `high`."""

    terms: tuple[tuple[Quantity, float], ...]
    low: float = -inf
    high: float = inf

    @property
    def is_exact(self) -> bool:
        """Is it one number, known to the last one?"""
        return len(self.terms) == 1 and self.low == self.high


def know(
    measure: str, where: Mapping[str, object], low: float, high: float | None = None, part: str = "numerator"
) -> Known:
    """A number that everybody knows: the numerator or denominator of a measure for these filters, exactly or within
    `low` and `high`."""
    return Known(((_quantity(measure, where, part), 1.0),), low, low if high is None else high)


def know_change(
    measure: str, before: Mapping[str, object], after: Mapping[str, object], low: float, high: float | None = None
) -> Known:
    """A change that everybody knows: what `after` counts less what `before` counts."""
    terms = ((_quantity(measure, after, "numerator"), 1.0), (_quantity(measure, before, "numerator"), -1.0))
    return Known(terms, low, low if high is None else high)


def know_share(measure: str, where: Mapping[str, object], printed: float, decimals: int) -> tuple[Known, Known]:
    """A percentage that everybody knows as it was printed: 3.44 with two decimals means 3.435 to 3.445 % of the
    denominator, known or not."""
    above, below = _quantity(measure, where, "numerator"), _quantity(measure, where, "denominator")
    step = 0.5 * 10.0**-decimals
    least = Known(((above, 1.0), (below, -(printed - step) / 100)), low=0.0)
    most = Known(((above, 1.0), (below, -(printed + step) / 100)), high=0.0)
    return least, most


def _quantity(measure: str, where: Mapping[str, object], part: str) -> Quantity:
    table = Table("", measure, (), where)
    return quantities_of(measure, {name: frozenset(codes) for name, codes in table.where.items()})[part]
