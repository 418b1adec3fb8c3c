"""What can an outsider prove of a hidden number, from everything that is shown? Two linear programs over the atoms.

The lowest and the highest value that agree with every shown number, every known figure, and the fact that nobody can be
counted less than zero times. For counts the bounds are of whole numbers. The prices of the shown numbers (the dual
solution) say which of them the proof rests on.
"""

from dataclasses import dataclass
from math import inf, isnan

import numpy as np

from analytics.disclosure.linked import Linked
from analytics.errors import IdmajError
from analytics.language import message

# As exact as the solver is asked to be; whole numbers are rounded with this much to spare.
CLOSE = 1e-6
WHOLE = 1e-5
OPTIMAL, INFEASIBLE, UNBOUNDED = 0, 2, 3


@dataclass(frozen=True)
class Bound:
    """The lowest or highest value that can be; `prices`: by how much it moves with each shown quantity; `point`: the
    atoms of its part of the system with which it is reached (None where there is no bound)."""

    value: float
    is_highest: bool
    prices: np.ndarray
    point: np.ndarray | None


class Outsider:
    """Someone who reads all that is published of a system."""

    def __init__(self, linked: Linked) -> None:
        from scipy import sparse

        self.linked = linked
        count = len(linked.is_possible)
        rows = np.repeat(np.arange(len(linked.atoms)), [len(atoms) for atoms in linked.atoms])
        atoms = np.concatenate([np.array([], dtype=np.int64), *linked.atoms])
        shape = (len(linked.atoms), count)
        self.sums = sparse.csr_array((np.ones(len(atoms)), (rows, atoms)), shape=shape)
        fixed = linked.fixed
        self.fixed = sparse.csr_array((fixed.factor, (fixed.row, fixed.atom)), shape=(len(fixed.low), count))
        every = sparse.vstack([abs(self.sums), abs(self.fixed)]).tocsr()
        links = sparse.block_array([[None, every], [every.T, None]]).tocsr()
        _, labels = sparse.csgraph.connected_components(links, directed=False)
        self.part_of_quantity = labels[: shape[0]]
        self.part_of_fixed = labels[shape[0] : every.shape[0]]
        self.part_of_atom = np.where(linked.is_possible, labels[every.shape[0] :], -1)

    def read(self, hidden: np.ndarray) -> "Attack":
        """What can be proved when these quantities are hidden in every table?"""
        return Attack(self, hidden)

    def amount(self, number: int, point: np.ndarray) -> float:
        """How much is this quantity, when the atoms are these? NaN where it is of another part than they are."""
        return float(point[self.linked.atoms[number]].sum())


class Attack:
    """Everything that can be proved of one state of the published tables; numbers are those of the system."""

    def __init__(self, outsider: Outsider, hidden: np.ndarray) -> None:
        self.outsider = outsider
        self.linked = outsider.linked
        self.is_shown = ~hidden & ~np.isnan(self.linked.values)
        self._parts: dict[int, _Part] = {}

    def bound(self, number: int, is_highest: bool) -> Bound:
        """Which is the lowest or highest value of this quantity, whole numbers aside?

        Raises IdmajError where nothing at all agrees with what is shown: the tables or known figures contradict each other.
        """
        return self._part(number).solve(number, is_highest)

    def limits(self, number: int) -> tuple[float, float]:
        """Between which values must it lie, whole numbers where it is a count?"""
        part = self._part(number)
        low, high = (part.solve_whole(number, is_highest) for is_highest in (False, True))
        return low, high

    def _part(self, number: int) -> "_Part":
        label = int(self.outsider.part_of_quantity[number])
        if label not in self._parts:
            self._parts[label] = _Part(self, label)
        return self._parts[label]


class _Part:
    """The linear program of one part of the system that has nothing to do with the others."""

    def __init__(self, attack: Attack, label: int) -> None:
        from scipy import sparse

        outsider, linked = attack.outsider, attack.linked
        self.linked, self.outsider = linked, outsider
        self.atoms = np.flatnonzero(outsider.part_of_atom == label)
        mine = outsider.part_of_quantity == label
        self.shown = np.flatnonzero(mine & attack.is_shown)
        floors = np.flatnonzero(mine & ~attack.is_shown & (linked.least > 0))
        fixed = np.flatnonzero(outsider.part_of_fixed == label)
        low, high = linked.fixed.low[fixed], linked.fixed.high[fixed]
        rows = outsider.fixed[fixed][:, self.atoms]
        sums = outsider.sums[:, self.atoms]
        is_equal = low == high
        self.equal = sparse.vstack([sums[self.shown], rows[is_equal]]).tocsc()
        self.equal_to = np.concatenate([linked.values[self.shown], low[is_equal]])
        has_low, has_high = ~is_equal & (low > -inf), ~is_equal & (high < inf)
        self.below = sparse.vstack([-sums[floors], -rows[has_low], rows[has_high]]).tocsc()
        self.below_to = np.concatenate([-linked.least[floors], -low[has_low], high[has_high]])
        self.is_whole = not linked.is_money[self.atoms].any()

    def _weights(self, number: int) -> np.ndarray:
        return self.outsider.sums[[number]][:, self.atoms].toarray()[0]

    def solve(self, number: int, is_highest: bool) -> Bound:
        from scipy.optimize import linprog

        nothing = np.zeros(len(self.linked.quantities))
        if not len(self.atoms):
            return Bound(0.0, is_highest, nothing, np.zeros(len(self.linked.is_possible)))
        sign = -1.0 if is_highest else 1.0
        found = linprog(
            sign * self._weights(number), A_ub=self.below, b_ub=self.below_to, A_eq=self.equal, b_eq=self.equal_to,
            bounds=(0, None), method="highs",
        )  # fmt: skip
        if found.status == UNBOUNDED:
            return Bound(-sign * inf, is_highest, nothing, None)
        _refuse_contradiction(found.status)
        prices = nothing.copy()
        prices[self.shown] = sign * found.eqlin.marginals[: len(self.shown)]
        prices[abs(prices) < CLOSE] = 0.0
        point = np.where(self.linked.is_possible, np.nan, 0.0)
        point[self.atoms] = found.x
        return Bound(sign * found.fun, is_highest, prices, point)

    def solve_whole(self, number: int, is_highest: bool) -> float:
        """The bound among whole numbers: that of the linear program where its atoms are whole, else a further search."""
        bound = self.solve(number, is_highest)
        if not self.is_whole or bound.point is None:
            return bound.value
        if np.abs(bound.point[self.atoms] - np.round(bound.point[self.atoms])).max(initial=0.0) < WHOLE:
            return float(round(bound.value))
        return self._search_whole(number, is_highest, bound.value)

    def _search_whole(self, number: int, is_highest: bool, outer: float) -> float:
        from scipy.optimize import LinearConstraint, milp

        sign = -1.0 if is_highest else 1.0
        constraints = [LinearConstraint(self.equal, self.equal_to, self.equal_to)]
        if self.below.shape[0]:
            constraints.append(LinearConstraint(self.below, -inf, self.below_to))
        found = milp(sign * self._weights(number), integrality=np.ones(len(self.atoms)), constraints=constraints)
        if found.x is not None:
            return float(round(sign * found.fun))
        # Without an answer nothing is claimed to be out of the outsider's reach.
        value = self.linked.values[number]
        return float(outer if isnan(value) else value)


def _refuse_contradiction(status: int) -> None:
    if status != OPTIMAL:
        raise IdmajError(
            message(
                "These tables and the figures that everybody knows contradict each other: no records agree with all."
            )
        )
