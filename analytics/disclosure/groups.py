"""Which cells are hidden together? Those that show the same numbers: hidden here and shown there is not hidden."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from analytics.disclosure.linked import Cell, Linked

# What a cell counts, by how many dimensions beside the year divide its table: that of a whole year is what people quote,
# and stays where anything else will do; one of a simple table is worth more than one of a cross.
COST_OF_DIVIDED = (10.0, 3.0)
# The numbers that are hidden decide between choices that cost the same, and never against a cheaper one.
SHARE_OF_A_CELL = 0.3


@dataclass
class Groups:
    """The cells that can be hidden, by the quantities that they show. `of_quantity`: which groups show a quantity."""

    linked: Linked
    cells: list[list[Cell]] = field(default_factory=list)
    of_quantity: dict[int, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, linked: Linked) -> "Groups":
        """Group the cells that show a number which is not known to everybody."""
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

    def can_hide(self, number: int) -> bool:
        """Is it shown by some cell, and not known to everybody?"""
        return bool(self.find(number)) and not self.linked.given[number]

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

    def costs(self) -> np.ndarray:
        """What does it cost to hide each group? Its cells, and then a little for how much they count."""
        values, is_money = np.zeros(len(self.cells)), np.zeros(len(self.cells), dtype=bool)
        for group, cells in enumerate(self.cells):
            number = cells[0].parts.get("numerator")
            if number is not None and not np.isnan(self.linked.values[number]):
                values[group] = self.linked.values[number]
                is_money[group] = self.linked.quantities[number].is_money
        for kind in (is_money, ~is_money):
            values[kind] /= max(values[kind].sum(), 1.0)
        return np.array([sum(map(_cost, cells)) for cells in self.cells]) + SHARE_OF_A_CELL / 2 * values


def _cost(cell: Cell) -> float:
    divided = len(set(cell.table.dimensions) - {"year"})
    return COST_OF_DIVIDED[divided] if divided < len(COST_OF_DIVIDED) else 1.0
