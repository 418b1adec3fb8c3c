"""Which further cells must be hidden, so that the sensitive ones cannot be worked out? As few as possible.

A 0/1 program over the cells (Fischetti and Salazar 2001): choose cells, let the outsider attack, and where he proves too
much, demand that some of the numbers his proof rests on be hidden (capacity constraints, from the prices of his linear
program); until he proves nothing. The first choice that withstands is the smallest there is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, inf
from time import process_time

import numpy as np

from analytics.disclosure.attack import CLOSE, WHOLE, WIDE, Attack, Bound, Outsider
from analytics.disclosure.demands import Demand, demand_of_lines, solve
from analytics.disclosure.groups import Groups
from analytics.disclosure.seen import Ranges, Seen

# What is left to tidy a choice that is too large, of the time that the search had.
TO_TIDY = 0.25
# How much dearer than the cheapest may a choice be, as long as the attack finds more to demand?
ROUGH = 0.1


@dataclass(frozen=True)
class Requirement:
    """What an outsider must not prove of a quantity: a range narrower than `width`, or one that does not reach down to
    `reach_low` and up to `reach_high`. With `if_hidden`, only where the quantity is hidden at all."""

    number: int
    width: float = 0.0
    reach_low: float = inf
    reach_high: float = -inf
    if_hidden: bool = False

    def is_met(self, low: float, high: float) -> bool:
        """Is this range wide enough?"""
        return high - low >= self.width - WHOLE and low <= self.reach_low + WHOLE and high >= self.reach_high - WHOLE


@dataclass(frozen=True)
class Choice:
    """Which groups of cells are hidden, and whether it is known that no fewer cells would do."""

    groups: frozenset[int]
    is_smallest: bool


def choose(
    outsider: Outsider,
    groups: Groups,
    requirements: Sequence[Requirement],
    forced: Iterable[int] = (),
    least_width: float = 0.0,
    time_limit: float = inf,
) -> Choice:
    """Which groups of cells are hidden?

    requirements: what no outsider may prove. forced: groups that are hidden in any case. least_width: how wide the range
    of every other hidden cell must be, so that none can be worked out. time_limit: seconds of a processor for the search
    of the smallest choice; afterwards more is hidden than need be, never less. A requirement that cannot be met whatever
    is hidden is met as far as it can be.
    """
    return _Search(outsider, groups, frozenset(forced), least_width, time_limit).run(requirements)


class _Search:
    def __init__(
        self, outsider: Outsider, groups: Groups, forced: frozenset[int], least_width: float, time_limit: float
    ) -> None:
        self.outsider, self.linked, self.groups = outsider, outsider.linked, groups
        self.forced, self.least_width, self.time_limit = forced, least_width, time_limit
        self.every = frozenset(range(len(groups.cells)))
        self.demands: list[Demand] = []
        self.seen = Seen(outsider.linked)

    def run(self, requirements: Sequence[Requirement]) -> Choice:
        """Choose, attack, demand more, until nothing is proved: first roughly, since few first choices withstand."""
        if not requirements:
            return Choice(self.forced, True)
        self.requirements = self._attainable(requirements)
        required = [each.number for each in self.requirements if each.width > 0]
        self.demands = demand_of_lines(self.groups, required, self.least_width > 0)
        deadline = process_time() + self.time_limit
        withstands = None
        for gap in (ROUGH, 0.0):
            chosen = self.forced
            while found := self._solve(deadline, gap):
                chosen, is_smallest = found
                demands = self._attack(chosen)
                if not demands:
                    withstands = Choice(chosen, is_smallest)
                    break
                self.demands += demands
            else:
                return withstands or self._tidy(self._hide_more(chosen))
        return withstands

    def _solve(self, deadline: float, gap: float) -> tuple[frozenset[int], bool] | None:
        while (seconds := deadline - process_time()) > 0:
            found = solve(self.groups, self.demands, self.forced, min(seconds, 3600.0), gap)
            if found or not self.least_width:
                return found
            # Give up that cells which are not sensitive cannot be worked out: were they shown, no harm would be done.
            self.least_width = 0.0
            self.demands = [each for each in self.demands if each.if_hidden is None]
        return None

    def _attainable(self, requirements: Sequence[Requirement]) -> list[Requirement]:
        """The requirements, lowered to what is met when everything is hidden."""
        attack = self.outsider.read(self.groups.hide(self.every))
        ranges = self.seen.ranges(attack)
        return [
            each if each.is_met(*ranges.find(each.number)) else self._lower(each, attack, ranges)
            for each in requirements
        ]

    def _lower(self, wanted: Requirement, attack: Attack, ranges: Ranges) -> Requirement:
        for is_highest in (False, True):
            ranges.add(attack.bound(wanted.number, is_highest))
        low, high = attack.limits(wanted.number, WIDE * wanted.width)
        if wanted.is_met(low, high):
            return wanted
        reach = max(wanted.reach_low, low), min(wanted.reach_high, high)
        return Requirement(wanted.number, min(wanted.width, high - low), *reach)

    def _attack(self, chosen: frozenset[int]) -> list[Demand]:
        """What must be demanded of every choice, because this one lets the outsider prove too much?"""
        attack = self.outsider.read(self.groups.hide(chosen))
        return (
            self._demand_all(self.requirements, attack)
            or self._demand_all(self._wish(chosen), attack)
            or self._demand_whole(attack)
        )

    def _is_safe(self, chosen: frozenset[int]) -> bool:
        """Is every requirement met, whole numbers aside? What failed last is tried first, since it fails again."""
        attack = self.outsider.read(self.groups.hide(chosen))
        ranges = self.seen.ranges(attack)
        for place, wanted in enumerate(self.requirements):
            if not wanted.is_met(*ranges.find(wanted.number)) and not wanted.is_met(*attack.limits(wanted.number, 0.0)):
                self.requirements.insert(0, self.requirements.pop(place))
                return False
        return True

    def _wish(self, chosen: frozenset[int]) -> list[Requirement]:
        """What is asked of the cells that are hidden for others alone: that they cannot be worked out either."""
        if not self.least_width:
            return []
        hidden = self.groups.hide(chosen)
        others = {self.groups.main_quantity(group) for group in chosen} - {None}
        others -= {each.number for each in self.requirements}
        return [Requirement(number, self.least_width, if_hidden=True) for number in sorted(others) if hidden[number]]

    def _demand_all(self, wanted: Sequence[Requirement], attack: Attack) -> list[Demand]:
        found = []
        ranges = self.seen.ranges(attack)
        for requirement in wanted:
            if not requirement.is_met(*ranges.find(requirement.number)):
                bounds = [attack.bound(requirement.number, is_highest) for is_highest in (False, True)]
                for bound in bounds:
                    ranges.add(bound)
                found += self._demand(requirement, *bounds)
        return found

    def _demand(self, wanted: Requirement, low: Bound, high: Bound) -> list[Demand]:
        is_money = self.linked.quantities[wanted.number].is_money
        lowest = low.value if is_money or low.value == -inf else ceil(low.value - WHOLE)
        highest = high.value if is_money or high.value == inf else floor(high.value + WHOLE)
        found = []
        if highest - lowest < wanted.width - WHOLE:
            found.append(self._move([low, high], wanted.width - (high.value - low.value), wanted))
        if lowest > wanted.reach_low + WHOLE:
            found.append(self._move([low], low.value - wanted.reach_low, wanted))
        if highest < wanted.reach_high - WHOLE:
            found.append(self._move([high], wanted.reach_high - high.value, wanted))
        return found

    def _move(self, bounds: Sequence[Bound], need: float, wanted: Requirement) -> Demand:
        """Which of the numbers that these bounds rest on must be hidden, to move them by `need` together?"""
        weights: dict[int, float] = {}
        for bound in bounds:
            for number in np.flatnonzero(bound.prices):
                if self.groups.can_hide(number):
                    # Hidden, a number can be all from its least on: so far it can move the bound.
                    moves_down = (bound.prices[number] < 0) == bound.is_highest
                    room = self.linked.values[number] - self.linked.least[number] if moves_down else inf
                    weights[int(number)] = weights.get(int(number), 0.0) + abs(bound.prices[number]) * room
        condition = wanted.number if wanted.if_hidden else None
        if need <= CLOSE:
            # Only whole numbers fall short: some number that the bounds rest on must be hidden, whichever.
            return Demand(dict.fromkeys(weights, 1.0), 1.0, condition)
        return Demand({number: min(weight, need) for number, weight in weights.items()}, need, condition)

    def _demand_whole(self, attack: Attack) -> list[Demand]:
        """The same for whole numbers, where the linear program promised a range that they do not fill."""
        for each in self.requirements:
            if not each.is_met(*attack.limits(each.number, WIDE * each.width)):
                shown = [number for number in self.groups.of_quantity if attack.is_shown[number]]
                return [Demand(dict.fromkeys(shown, 1.0), 1.0)]
        return []

    def _hide_more(self, chosen: frozenset[int]) -> frozenset[int]:
        """Hide along the outsider's proofs until he has none: safe, and more than need be.

        A cell that is hidden for others alone and can be worked out is shown again, once, where that is safe.
        """
        tried = set(self.forced)
        while demands := self._attack(chosen):
            narrow = {demand.if_hidden for demand in demands}
            if None not in narrow:
                listed = [each for each in sorted(chosen - tried) if self.groups.main_quantity(each) in narrow]
                tried |= set(listed)
                spared = self._show_again(chosen, listed)
                if spared < chosen:
                    chosen = spared
                    continue
            more = {group for each in demands for group in self._cheapest(each)}
            if more <= chosen:
                return chosen if None not in narrow else self.every
            chosen |= more
        return chosen

    def _show_again(self, chosen: frozenset[int], groups: Sequence[int]) -> frozenset[int]:
        """The choice without these groups, or without as many of them as are found to be safe."""
        if not groups or self._is_safe(chosen - set(groups)):
            return chosen - set(groups)
        if len(groups) == 1:
            return chosen
        half = len(groups) // 2
        return self._show_again(self._show_again(chosen, groups[:half]), groups[half:])

    def _cheapest(self, demand: Demand) -> list[int]:
        """Which groups hide the one quantity that meets most of a demand for the fewest cells?"""
        by_worth = sorted((-weight, len(self.groups.find(number)), number) for number, weight in demand.weights.items())
        return self.groups.find(by_worth[0][2]) if by_worth else []

    def _tidy(self, chosen: frozenset[int]) -> Choice:
        """Show again what need not be hidden, the dearest first, as long as there is time."""
        deadline = process_time() + TO_TIDY * self.time_limit
        costs = self.groups.costs()
        tidied = chosen
        for group in sorted(chosen - self.forced, key=lambda each: -costs[each]):
            if process_time() > deadline:
                break
            if self._is_safe(tidied - {group}):
                tidied -= {group}
        # What was shown again may let others be worked out that are hidden for others alone.
        return Choice(chosen if self._attack(tidied) else tidied, False)
