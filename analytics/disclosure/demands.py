"""Which choice of fewest cells meets every demand made so far? The 0/1 program of the search."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from analytics.disclosure.groups import Groups


@dataclass(frozen=True)
class Demand:
    """At least `need` of these quantities must be hidden, each counting by its weight; where `if_hidden` names a quantity,
    only if that one is hidden."""

    weights: Mapping[int, float]
    need: float
    if_hidden: int | None = None


def demand_of_lines(groups: Groups, required: Iterable[int], is_for_all: bool) -> list[Demand]:
    """What can be demanded from the start: no line of parts and their sum has a single hole, which would fill itself.

    required: quantities that must not be worked out. is_for_all: must no hidden cell at all?
    """
    linked = groups.linked
    required = set(required)
    about = {groups.main_quantity(group) for group in range(len(groups.cells))} if is_for_all else set()
    demands = []
    for number, sets in enumerate(linked.divided):
        for parts in sets:
            line = [number, *parts]
            if all(groups.can_hide(each) or linked.given[each] for each in line):
                can_hide = [each for each in line if not linked.given[each]]
                for each in can_hide:
                    others = dict.fromkeys((other for other in can_hide if other != each), 1.0)
                    if each in required or each in about:
                        demands.append(Demand(others, 1.0, None if each in required else each))
    return demands


def solve(
    groups: Groups, demands: Sequence[Demand], forced: Iterable[int], seconds: float, gap: float = 0.0
) -> tuple[frozenset[int], bool] | None:
    """Which groups are hidden, and is it proved that no cheaper choice meets the demands? None where there is none, or
    none was found in time. gap: how much dearer it may be than the cheapest, as a part of it."""
    from scipy import sparse
    from scipy.optimize import Bounds, LinearConstraint, milp

    program = _Program(groups)
    for demand in demands:
        program.add(demand)
    count = len(groups.cells)
    lowest = np.zeros(program.width)
    lowest[list(forced)] = 1.0
    shape = (len(program.least), program.width)
    matrix = sparse.csr_array((program.entries, (program.rows, program.columns)), shape=shape)
    found = milp(
        np.concatenate([groups.costs(), np.zeros(program.width - count)]),
        integrality=np.concatenate([np.ones(count), np.zeros(program.width - count)]),
        bounds=Bounds(lowest, 1.0),
        constraints=LinearConstraint(matrix, program.least, inf),
        options={"time_limit": seconds, "mip_rel_gap": gap},
    )
    if found.x is None:
        return None
    return frozenset(np.flatnonzero(found.x[:count] > 0.5).tolist()), found.status == 0 and not gap


class _Program:
    """Rows over the groups and the quantities: a quantity is hidden only as far as every group that shows it is."""

    def __init__(self, groups: Groups) -> None:
        # A quantity that one group shows is hidden with it, and needs no unknown of its own.
        several = [number for number, showing in groups.of_quantity.items() if len(showing) > 1]
        self.place = {number: showing[0] for number, showing in groups.of_quantity.items()}
        self.place |= {number: len(groups.cells) + each for each, number in enumerate(several)}
        self.width = len(groups.cells) + len(several)
        self.rows: list[int] = []
        self.columns: list[int] = []
        self.entries: list[float] = []
        self.least: list[float] = []
        about = {groups.main_quantity(group) for group in range(len(groups.cells))}
        for number in several:
            showing = groups.find(number)
            for group in showing:
                self._row([(group, 1.0), (self.place[number], -1.0)], 0.0)
            if number in about:
                # What a cell is about is hidden when every group that shows it is, and not only where that helps.
                self._row([(self.place[number], 1.0), *((group, -1.0) for group in showing)], 1.0 - len(showing))

    def add(self, demand: Demand) -> None:
        """Demand this as well."""
        terms = [(self.place[number], weight) for number, weight in demand.weights.items()]
        if demand.if_hidden is None:
            self._row(terms, demand.need)
        else:
            self._row([*terms, (self.place[demand.if_hidden], -demand.need)], 0.0)

    def _row(self, terms: Sequence[tuple[int, float]], least: float) -> None:
        for column, entry in terms:
            self.rows.append(len(self.least))
            self.columns.append(column)
            self.entries.append(entry)
        self.least.append(least)
