"""Which further cells must be hidden, so that the sensitive ones cannot be worked out? As few as possible.

A 0/1 program over the cells (Fischetti and Salazar 2001): choose cells, let the outsider attack, and where he proves too
much, demand that some of the numbers his proof rests on be hidden (capacity constraints, from the prices of his linear
program); until he proves nothing. The first choice that withstands is the smallest there is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor, inf
from time import monotonic

import numpy as np

from analytics.disclosure.attack import CLOSE, WHOLE, Attack, Bound, Outsider
from analytics.disclosure.linked import Cell, Linked

# The numbers hidden decide between choices of equally many cells, and never against fewer cells.
SHARE_OF_A_CELL = 0.3


@dataclass(frozen=True)
class Requirement:
    """What an outsider must not prove of a quantity: a range narrower than `width`, or one that does not reach down to
    `reach_low` and up to `reach_high`."""

    number: int
    width: float = 0.0
    reach_low: float = inf
    reach_high: float = -inf

    def is_met(self, low: float, high: float) -> bool:
        """Is this range wide enough?"""
        return high - low >= self.width - WHOLE and low <= self.reach_low + WHOLE and high >= self.reach_high - WHOLE


@dataclass(frozen=True)
class Choice:
    """Which groups of cells are hidden, and whether it is known that no fewer would do."""

    groups: frozenset[int]
    hidden: np.ndarray
    is_smallest: bool


@dataclass
class Cut:
    """At least `need` of these quantities must be hidden, each counting by its weight; only if `group` is, where given."""

    weights: Mapping[int, float]
    need: float
    group: int | None = None


@dataclass
class Groups:
    """Cells that show the same quantities are hidden together: a number hidden in one table and shown in another is not
    hidden."""

    linked: Linked
    cells: list[list[Cell]] = field(default_factory=list)
    of_quantity: dict[int, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, linked: Linked) -> "Groups":
        """Group the cells that can be hidden: those that show a number which is not known to everybody."""
        groups = cls(linked)
        places: dict[tuple, int] = {}
        for cell in linked.cells:
            numbers = tuple(sorted(set(cell.parts.values())))
            if cell.is_hidden or all(linked.given[number] for number in numbers):
                continue
            if numbers not in places:
                places[numbers] = len(groups.cells)
                groups.cells.append([])
                for number in numbers:
                    groups.of_quantity.setdefault(number, []).append(places[numbers])
            groups.cells[places[numbers]].append(cell)
        return groups

    def find(self, number: int) -> list[int]:
        """Which groups show this quantity?"""
        return self.of_quantity.get(number, [])

    def hide(self, chosen: Iterable[int]) -> np.ndarray:
        """Which quantities are out of sight when these groups are hidden? Those that no other group shows."""
        chosen = set(chosen)
        hidden = np.zeros(len(self.linked.quantities), dtype=bool)
        for number, groups in self.of_quantity.items():
            hidden[number] = not self.linked.given[number] and chosen.issuperset(groups)
        return hidden

    def main_quantity(self, group: int) -> int | None:
        """Which quantity is what a cell is about? Its numerator, where that is not known to everybody."""
        number = self.cells[group][0].parts.get("numerator")
        return None if number is None or self.linked.given[number] else number


def choose(
    outsider: Outsider,
    groups: Groups,
    requirements: Sequence[Requirement],
    forced: Iterable[int],
    least_width: float = 0.0,
    time_limit: float = inf,
) -> Choice:
    """Which groups of cells are hidden?

    requirements: what no outsider may prove. forced: groups that are hidden in any case. least_width: how wide the range
    of every other hidden cell must be, so that none can be worked out. time_limit: seconds for the search of the smallest
    choice; afterwards more is hidden than need be, never less. A requirement that cannot be met whatever is hidden is met
    as far as it can be.
    """
    search = _Search(outsider, groups, frozenset(forced), least_width, monotonic() + time_limit)
    return search.run(list(requirements))


class _Search:
    def __init__(
        self, outsider: Outsider, groups: Groups, forced: frozenset[int], least_width: float, deadline: float
    ) -> None:
        self.outsider, self.linked, self.groups = outsider, outsider.linked, groups
        self.forced, self.least_width, self.deadline = forced, least_width, deadline
        self.cuts: list[Cut] = []
        self.seen = _Seen(outsider.linked)
        self.rounds = 0

    def run(self, requirements: list[Requirement]) -> Choice:
        if not requirements:
            return Choice(self.forced, self.groups.hide(self.forced), True)
        every = frozenset(range(len(self.groups.cells)))
        requirements = self._attainable(requirements, every)
        chosen = self.forced
        while monotonic() < self.deadline:
            self.rounds += 1
            cuts = self._attack(requirements, chosen)
            if not cuts:
                return Choice(chosen, self.groups.hide(chosen), True)
            self.cuts += cuts
            found = self._solve()
            if found is None and self._forget_others():
                found = self._solve()
            if found is None:
                break
            chosen = found
        return self._hide_more(requirements, chosen, every)

    def _forget_others(self) -> bool:
        """Give up that cells which are not sensitive cannot be worked out: were they shown, no harm would be done."""
        self.least_width = 0.0
        before = len(self.cuts)
        self.cuts = [cut for cut in self.cuts if cut.group is None]
        return len(self.cuts) < before

    def _attainable(self, requirements: list[Requirement], every: frozenset[int]) -> list[Requirement]:
        """The requirements, lowered to what is met when everything is hidden."""
        attack = self.outsider.read(self.groups.hide(every))
        lowered = []
        for each in requirements:
            ranges = self.seen.ranges(attack)
            if not each.is_met(*ranges[:, each.number]):
                for is_highest in (False, True):
                    self.seen.add(attack.bound(each.number, is_highest))
                low, high = attack.limits(each.number)
                each = Requirement(
                    each.number, min(each.width, high - low), max(each.reach_low, low), min(each.reach_high, high)
                )
            lowered.append(each)
        return lowered

    def _attack(self, requirements: list[Requirement], chosen: frozenset[int]) -> list[Cut]:
        """What must be demanded of every choice, because this one lets the outsider prove too much?"""
        hidden = self.groups.hide(chosen)
        attack = self.outsider.read(hidden)
        cuts = self._cut_all([(each, None) for each in requirements], attack)
        if not cuts and self.least_width:
            required = {each.number for each in requirements}
            others = {
                number: group for group in sorted(chosen)
                if (number := self.groups.main_quantity(group)) is not None and hidden[number] and number not in required
            }  # fmt: skip
            cuts = self._cut_all(
                [(Requirement(number, self.least_width), group) for number, group in others.items()], attack
            )
        if cuts:
            return cuts
        return self._cut_whole(requirements, attack)

    def _cut_all(self, wanted: list[tuple[Requirement, int | None]], attack: Attack) -> list[Cut]:
        cuts = []
        ranges = self.seen.ranges(attack)
        for requirement, group in wanted:
            if requirement.is_met(*ranges[:, requirement.number]):
                continue
            bounds = [attack.bound(requirement.number, is_highest) for is_highest in (False, True)]
            for bound in bounds:
                if bound.amounts is not None:
                    self.seen.add(bound)
                    self.seen.widen(ranges[0], ranges[1], bound.amounts)
            cuts += self._cut(requirement, *bounds, group)
        return cuts

    def _cut(self, requirement: Requirement, low: Bound, high: Bound, group: int | None) -> list[Cut]:
        is_money = self.linked.quantities[requirement.number].is_money
        lowest = low.value if is_money or low.value == -inf else ceil(low.value - WHOLE)
        highest = high.value if is_money or high.value == inf else floor(high.value + WHOLE)
        cuts = []
        if highest - lowest < requirement.width - WHOLE:
            cuts.append(self._demand([low, high], requirement.width - (high.value - low.value), group))
        if lowest > requirement.reach_low + WHOLE:
            cuts.append(self._demand([low], low.value - requirement.reach_low, group))
        if highest < requirement.reach_high - WHOLE:
            cuts.append(self._demand([high], requirement.reach_high - high.value, group))
        return cuts

    def _demand(self, bounds: list[Bound], need: float, group: int | None) -> Cut:
        """Which of the numbers that these bounds rest on must be hidden, to move them by `need` together?"""
        weights: dict[int, float] = {}
        for bound in bounds:
            for number in np.flatnonzero(bound.prices):
                if not self.linked.given[number] and self.groups.find(number):
                    # How far the bound moves when the number is known only to be at least what it must be.
                    room = self._room(number, bound)
                    weights[number] = weights.get(number, 0.0) + abs(bound.prices[number]) * room
        if need <= CLOSE:
            # Only whole numbers fall short: some number that the bounds rest on must be hidden, whichever.
            return Cut(dict.fromkeys(weights, 1.0), 1.0, group)
        return Cut({number: min(weight, need) for number, weight in weights.items()}, need, group)

    def _room(self, number: int, bound: Bound) -> float:
        moves_down = (bound.prices[number] < 0) == bound.is_highest
        return self.linked.values[number] - self.linked.least[number] if moves_down else inf

    def _cut_whole(self, requirements: list[Requirement], attack: Attack) -> list[Cut]:
        """The same for whole numbers, where the linear program promised a range that they do not fill."""
        for each in requirements:
            if not each.is_met(*attack.limits(each.number)):
                shown = [number for number in self.groups.of_quantity if attack.is_shown[number]]
                return [Cut(dict.fromkeys(shown, 1.0), 1.0)]
        return []

    def _solve(self) -> frozenset[int] | None:
        """Which choice of fewest cells meets every demand made so far? None where time is up, or none does."""
        from scipy import sparse
        from scipy.optimize import Bounds, LinearConstraint, milp

        count = len(self.groups.cells)
        place = {number: count + each for each, number in enumerate(self.groups.of_quantity)}
        rows, columns, entries, least = [], [], [], []

        def add(terms: Iterable[tuple[int, float]], need: float) -> None:
            for column, entry in terms:
                rows.append(len(least))
                columns.append(column)
                entries.append(entry)
            least.append(need)

        for number, groups in self.groups.of_quantity.items():
            for group in groups:
                add([(group, 1.0), (place[number], -1.0)], 0.0)
        for cut in self.cuts:
            terms = [(place[number], weight) for number, weight in cut.weights.items()]
            if cut.group is None:
                add(terms, cut.need)
            else:
                add([*terms, (cut.group, -cut.need)], 0.0)
        matrix = sparse.csr_array((entries, (rows, columns)), shape=(len(least), count + len(place)))
        lowest = np.zeros(count + len(place))
        lowest[list(self.forced)] = 1.0
        found = milp(
            np.concatenate([self._costs(), np.zeros(len(place))]),
            integrality=np.concatenate([np.ones(count), np.zeros(len(place))]),
            bounds=Bounds(lowest, 1.0),
            constraints=LinearConstraint(matrix, least, inf),
            options={"time_limit": max(1.0, min(self.deadline - monotonic(), 3600.0)), "mip_rel_gap": 0.0},
        )
        if found.status != 0:
            return None
        return frozenset(np.flatnonzero(found.x[:count] > 0.5).tolist())

    def _costs(self) -> np.ndarray:
        """What does it cost to hide a group? Its cells, and then a little for how much they count."""
        values, money = [], []
        for group in range(len(self.groups.cells)):
            number = self.groups.cells[group][0].parts.get("numerator")
            is_told = number is not None and not np.isnan(self.linked.values[number])
            values.append(self.linked.values[number] if is_told else 0.0)
            money.append(is_told and self.linked.quantities[number].is_money)
        values, money = np.array(values), np.array(money, dtype=bool)
        for kind in (money, ~money):
            values[kind] /= max(values[kind].sum(), 1.0)
        return np.array([len(cells) for cells in self.groups.cells]) + SHARE_OF_A_CELL / 2 * values

    def _hide_more(self, requirements: list[Requirement], chosen: frozenset[int], every: frozenset[int]) -> Choice:
        """Hide along the outsider's proofs until he has none: safe, and more than need be."""
        chosen = set(chosen)
        while cuts := self._attack(requirements, frozenset(chosen)):
            more = set()
            for cut in cuts:
                hideable = [
                    (len(self.groups.find(number)), self.linked.values[number], number) for number in cut.weights
                ]
                more |= set(self.groups.find(min(hideable)[2])) if hideable else set()
            if more <= chosen:
                if all(cut.group is not None for cut in cuts):
                    break
                return Choice(every, self.groups.hide(every), False)
            chosen |= more
        return Choice(frozenset(chosen), self.groups.hide(chosen), False)


class _Seen:
    """What was found possible already, in this round or an earlier one: a proof that ranges are at least so wide."""

    def __init__(self, linked: Linked) -> None:
        self.linked = linked
        self.amounts: list[np.ndarray] = []

    def add(self, bound: Bound) -> None:
        """Keep what every quantity may be where a bound is reached."""
        if bound.amounts is not None:
            self.amounts.append(bound.amounts)

    def ranges(self, attack: Attack) -> np.ndarray:
        """Between which values has each quantity been seen, in answers that agree with what is shown now?"""
        low = np.full(len(self.linked.quantities), inf)
        high = -low
        shown = attack.equal_of[attack.equal_of >= 0]
        for amounts in self.amounts:
            if not (np.abs(amounts[shown] - self.linked.values[shown]) > WHOLE).any():
                self.widen(low, high, amounts)
        return np.array([low, high])

    @staticmethod
    def widen(low: np.ndarray, high: np.ndarray, amounts: np.ndarray) -> None:
        """Let these ranges hold these amounts as well."""
        is_told = np.isfinite(amounts)
        low[is_told] = np.minimum(low[is_told], amounts[is_told])
        high[is_told] = np.maximum(high[is_told], amounts[is_told])
