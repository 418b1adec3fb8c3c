"""What can an outsider prove of a hidden number, from everything that is shown? Two linear programs over the atoms.

The lowest and the highest value that agree with every shown number, every known figure, and the fact that nobody can be
counted less than zero times. For counts the bounds are of whole numbers. The prices of the shown numbers (the dual
solution) say which of them the proof rests on.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from math import ceil, inf, isinf, isnan
from typing import TYPE_CHECKING

import numpy as np

from analytics.disclosure.linked import Linked
from analytics.disclosure.solver import INFEASIBLE, OPTIMAL, UNBOUNDED, Solver
from analytics.errors import IdmajError
from analytics.language import message

if TYPE_CHECKING:
    from scipy import sparse

# As exact as the solver is asked to be; whole numbers are rounded with this much to spare.
CLOSE = 1e-6
WHOLE = 1e-5
# A range so many times as wide as the rules ask need not be searched for whole numbers.
WIDE = 2.0
# An equation without unknowns that misses by more than this was never true.
WRONG = 0.5
# So long may a search for whole numbers take; most end in a hundredth of it.
SECONDS_FOR_WHOLE = 10.0


@dataclass(frozen=True)
class Bound:
    """The lowest or highest value that can be; `amounts`: what every quantity may be at the same time, NaN where that does
    not matter and infinite where only a part of it does (None where there is no bound); `is_whole`: are all atoms whole
    numbers there?"""

    value: float
    is_highest: bool
    amounts: np.ndarray | None
    is_whole: bool
    _price: Callable[[], np.ndarray]

    @cached_property
    def prices(self) -> np.ndarray:
        """By how much does it move with each shown quantity?"""
        return self._price()


class Outsider:
    """Someone who reads all that is published of a system."""

    def __init__(self, linked: Linked) -> None:
        from scipy import sparse

        self.linked = linked
        count = len(linked.is_possible)
        rows = np.repeat(np.arange(len(linked.atoms)), [len(atoms) for atoms in linked.atoms])
        atoms = np.concatenate([np.array([], dtype=np.int64), *linked.atoms])
        self.sums = sparse.csr_array((np.ones(len(atoms)), (rows, atoms)), shape=(len(linked.atoms), count))
        # The choice that withstands is attacked once more, for its audit.
        self._last: Attack | None = None
        fixed = linked.fixed
        self.fixed = sparse.csr_array((fixed.factor, (fixed.row, fixed.atom)), shape=(len(fixed.low), count))

    def read(self, hidden: np.ndarray) -> "Attack":
        """What can be proved when these quantities are hidden in every table?"""
        if self._last is None or (self._last.hidden != hidden).any():
            self._last = Attack(self, hidden)
        return self._last


class Attack:
    """Everything that can be proved of one state of the published tables; numbers are those of the system."""

    def __init__(self, outsider: Outsider, hidden: np.ndarray) -> None:
        from scipy import sparse

        self.outsider, self.linked = outsider, outsider.linked
        linked = self.linked
        self.hidden = hidden
        self.is_shown = ~hidden & ~np.isnan(linked.values)
        self._bounds: dict[tuple[int, bool], Bound] = {}
        self._limits: dict[int, tuple[float, float]] = {}
        shown = [number for number in np.flatnonzero(self.is_shown) if not self._is_told(number)]
        floors = [number for number in np.flatnonzero(~self.is_shown & (linked.least > 0)) if not self._is_held(number)]
        is_equal = linked.fixed.low == linked.fixed.high
        self.equal_of = np.array([*shown, *[-1] * int(is_equal.sum())], dtype=np.int64)
        self.equal = sparse.vstack([outsider.sums[shown], outsider.fixed[is_equal]]).tocsr()
        self.equal_to = np.concatenate([linked.values[shown], linked.fixed.low[is_equal]])
        has_low, has_high = ~is_equal & (linked.fixed.low > -inf), ~is_equal & (linked.fixed.high < inf)
        self.below = sparse.vstack([-outsider.sums[floors], -outsider.fixed[has_low], outsider.fixed[has_high]]).tocsr()
        self.below_to = np.concatenate([-linked.least[floors], -linked.fixed.low[has_low], linked.fixed.high[has_high]])
        self._settle()
        every = sparse.vstack([abs(self.open_equal), abs(self.open_below)])
        links = sparse.block_array([[None, every], [every.T, None]]).tocsr()
        _, labels = sparse.csgraph.connected_components(links, directed=False)
        self.part_of_row, self.part_of_atom = labels[: every.shape[0]], labels[every.shape[0] :]
        self._parts: dict[frozenset[int], _Part] = {}

    def _is_told(self, number: int) -> bool:
        """Is it shown, and the sum of others that are shown?"""
        return any(self.is_shown[list(parts)].all() for parts in self.linked.divided[number])

    def _is_held(self, number: int) -> bool:
        """Is it at least one because a part of it is?"""
        return any((self.linked.least[list(parts)] > 0).any() for parts in self.linked.divided[number])

    def _settle(self) -> None:
        """Take out the atoms that a single equation tells: most of what is shown says nothing of what is hidden."""
        self.settled = np.where(self.linked.is_possible, np.nan, 0.0)
        self.waves: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
        while True:
            is_open = np.isnan(self.settled)
            self.open_equal = _keep(self.equal, is_open)
            left = self.equal_to - self.equal @ np.nan_to_num(self.settled)
            alone = np.flatnonzero(np.diff(self.open_equal.indptr) == 1)
            if not len(alone):
                break
            # Of several equations that tell the same atom one is enough.
            atoms, first = np.unique(self.open_equal.indices[self.open_equal.indptr[alone]], return_index=True)
            rows = alone[first]
            factors = self.open_equal.data[self.open_equal.indptr[rows]]
            self.settled[atoms] = np.maximum(0.0, left[rows] / factors)
            self.waves.append((rows, atoms, factors))
        if np.abs(left[np.diff(self.open_equal.indptr) == 0]).max(initial=0.0) > WRONG:
            _refuse_contradiction(INFEASIBLE)
        self.open_equal_to = left
        self.open_below = _keep(self.below, is_open)
        self.open_below_to = self.below_to - self.below @ np.nan_to_num(self.settled)
        self._columns = self.equal.T.tocsr(), self.below.T.tocsr()

    def price(self, weights: np.ndarray, of_equal: np.ndarray, of_below: np.ndarray) -> np.ndarray:
        """By how much does a bound move with each shown quantity, those that told settled atoms included?

        weights: of the atoms in what is bounded. of_equal, of_below: the prices of the open equations, which are completed
        backwards: an atom that an equation settled costs nothing more.
        """
        by_equal, by_below = self._columns
        of_equal = of_equal.copy()
        for rows, atoms, factors in reversed(self.waves):
            of_equal[rows] = (weights[atoms] - by_equal[atoms] @ of_equal - by_below[atoms] @ of_below) / factors
        prices = np.zeros(len(self.linked.quantities))
        is_cell = self.equal_of >= 0
        prices[self.equal_of[is_cell]] = of_equal[is_cell]
        prices[abs(prices) < CLOSE] = 0.0
        return prices

    def bound(self, number: int, is_highest: bool) -> Bound:
        """Which is the lowest or highest value of this quantity, whole numbers aside?

        Raises IdmajError where nothing at all agrees with what is shown: the tables or known figures contradict each other.
        """
        key = (number, is_highest)
        if key not in self._bounds:
            self._bounds[key] = self._part(number).solve(number, is_highest)
        return self._bounds[key]

    def limits(self, number: int, wide: float = inf) -> tuple[float, float]:
        """Between which values must it lie, whole numbers where it is a count?

        Of a range as wide as `wide`, the ends are those of fractions, rounded inwards: whole numbers seldom say more, and
        are dear to search.
        """
        low, high = (self.bound(number, is_highest) for is_highest in (False, True))
        if self.linked.quantities[number].is_money:
            return low.value, high.value
        ends = _round_up(low.value), -_round_up(-high.value)
        return self._search_ends(number, low, high) if ends[1] - ends[0] < wide else ends

    def _search_ends(self, number: int, low: Bound, high: Bound) -> tuple[float, float]:
        if number not in self._limits:
            part = self._part(number)
            self._limits[number] = part.find_whole(low, number), part.find_whole(high, number)
        return self._limits[number]

    def _part(self, number: int) -> "_Part":
        atoms = self.linked.atoms[number]
        labels = frozenset(self.part_of_atom[atoms[np.isnan(self.settled[atoms])]].tolist())
        if labels not in self._parts:
            self._parts[labels] = _Part(self, labels)
        return self._parts[labels]


class _Part:
    """The linear program of a part of the system that has nothing to do with the others."""

    def __init__(self, attack: Attack, labels: Iterable[int]) -> None:
        self.attack, self.linked = attack, attack.linked
        listed = list(labels)
        self.atoms = np.flatnonzero(np.isin(attack.part_of_atom, listed) & np.isnan(attack.settled))
        count = len(attack.open_equal_to)
        self.equal_rows = np.flatnonzero(np.isin(attack.part_of_row[:count], listed))
        self.below_rows = np.flatnonzero(np.isin(attack.part_of_row[count:], listed))
        self.equal = attack.open_equal[self.equal_rows][:, self.atoms].tocsc()
        self.equal_to = attack.open_equal_to[self.equal_rows]
        self.below = attack.open_below[self.below_rows][:, self.atoms].tocsc()
        self.below_to = attack.open_below_to[self.below_rows]
        self.is_whole = not self.linked.is_money[self.atoms].any()
        self.solver = Solver(self.equal, self.equal_to, self.below, self.below_to)

    def solve(self, number: int, is_highest: bool) -> Bound:
        """The bound by a linear program."""
        attack = self.attack
        weights = np.zeros(len(self.linked.is_possible))
        weights[self.linked.atoms[number]] = 1.0
        of_equal, of_below = np.zeros(len(attack.equal_to)), np.zeros(len(attack.below_to))
        point = attack.settled.copy()
        if len(self.atoms):
            sign = -1.0 if is_highest else 1.0
            found = self.solver.minimise(sign * weights[self.atoms])
            if found.status == UNBOUNDED:
                return Bound(-sign * inf, is_highest, None, True, lambda: np.zeros(len(self.linked.quantities)))
            _refuse_contradiction(found.status)
            of_equal[self.equal_rows], of_below[self.below_rows] = np.split(sign * found.prices, [len(self.equal_rows)])
            point[self.atoms] = found.point
        value = float(point[self.linked.atoms[number]].sum())
        price = partial(attack.price, weights, of_equal, of_below)
        return Bound(value, is_highest, self._add_up(point), self._is_whole_at(point), price)

    def _is_whole_at(self, point: np.ndarray) -> bool:
        return bool(np.abs(point[self.atoms] - np.round(point[self.atoms])).max(initial=0.0) < WHOLE)

    def _add_up(self, point: np.ndarray) -> np.ndarray:
        """What is every quantity, when the atoms are these?"""
        sums, is_mine = self.attack.outsider.sums, np.zeros(len(point))
        is_mine[self.atoms] = 1.0
        amounts = sums @ np.nan_to_num(point)
        return np.where(sums @ np.isnan(point).astype(float) > 0, np.where(sums @ is_mine > 0, inf, np.nan), amounts)

    def find_whole(self, bound: Bound, number: int) -> float:
        """The bound among whole numbers: that of the linear program where its atoms are whole, else a further search."""
        if not self.is_whole or bound.amounts is None:
            return bound.value
        return float(round(bound.value)) if bound.is_whole else self._search_whole(number, bound)

    def _search_whole(self, number: int, bound: Bound) -> float:
        from scipy.optimize import LinearConstraint, milp

        sign = -1.0 if bound.is_highest else 1.0
        weights = np.isin(self.atoms, self.linked.atoms[number]).astype(float)
        constraints = [LinearConstraint(self.equal, self.equal_to, self.equal_to)]
        if self.below.shape[0]:
            constraints.append(LinearConstraint(self.below, -inf, self.below_to))
        found = milp(
            sign * weights, integrality=np.ones(len(self.atoms)), constraints=constraints,
            options={"time_limit": SECONDS_FOR_WHOLE},
        )  # fmt: skip
        if found.x is not None:
            # Where time was too short this is a value that can be: the range is told narrower than it is, never wider.
            settled = self.attack.settled[self.linked.atoms[number]]
            return float(round(sign * found.fun + np.nansum(settled)))
        # Without an answer nothing is claimed to be out of the outsider's reach.
        value = self.linked.values[number]
        return float(bound.value if isnan(value) else value)


def _keep(matrix: "sparse.csr_array", is_kept: np.ndarray) -> "sparse.csr_array":
    """The same rows without the columns that are not kept."""
    kept = matrix.copy()
    kept.data = kept.data * is_kept[kept.indices]
    kept.eliminate_zeros()
    return kept


def _round_up(value: float) -> float:
    return value if isinf(value) else float(ceil(value - WHOLE))


def _refuse_contradiction(status: int) -> None:
    if status != OPTIMAL:
        raise IdmajError(
            message(
                "These tables and the figures that everybody knows contradict each other: no records agree with all."
            )
        )
