"""Which numbers would tell too much by themselves? The sensitive ones, by the rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan

import pandas as pd

from analytics.disclosure.linked import Cell, Linked
from analytics.disclosure.quantities import tells_outcome
from analytics.disclosure.rules import Rules
from analytics.measures.catalogue import MEASURES

SMALL_COUNT, SMALL_JUVENILE, SMALL_REST = "small_count", "small_juvenile", "small_rest"
SMALL_BASE, WHOLE_GROUP, DOMINANCE = "small_base", "whole_group", "dominance"
# Hidden for none of these, but so that others cannot be worked out.
SECONDARY = "secondary"
# What a frame of money holds beside its cells (contributions.py): awards summed, and the most that one of them can be.
CONTRIBUTIONS = ("awards", "largest")


@dataclass(frozen=True)
class Sensitive:
    """A number that must not be found out: of a cell, which part (`rest` is the denominator without the numerator), which
    quantity that is, how much it is, and by which rule."""

    cell: Cell
    part: str
    number: int
    value: float
    reason: str


def find_sensitive(linked: Linked, frames: Mapping[str, pd.DataFrame], rules: Rules) -> list[Sensitive]:
    """Which numbers of these tables must not be found out?

    Counts below the threshold, and what is left of a denominator below it; the numerator of a percentage of too few, and
    of nobody or everybody of a group where it tells their outcome; amounts of too few awards, or of which one award makes
    up too much. Numbers that everybody knows are none of them.

    Raises ValueError for a frame of money without the columns of CONTRIBUTIONS.
    """
    found = []
    for cell in linked.cells:
        if not cell.is_hidden:
            row = frames[cell.table.name].iloc[cell.row]
            found += _look_at(cell, row, linked, rules)
    return [each for each in found if not linked.given[each.number] and _can_be_secret(linked, each)]


def _can_be_secret(linked: Linked, sensitive: Sensitive) -> bool:
    """Not where a table of counts shows by an absent cell that there is nobody: such a zero is shown by the rules."""
    return bool(linked.is_possible[linked.atoms[sensitive.number]].any())


def _look_at(cell: Cell, row: pd.Series, linked: Linked, rules: Rules) -> list[Sensitive]:
    values = {part: linked.values[number] for part, number in cell.parts.items() if not isnan(linked.values[number])}
    found = []
    for part, value in values.items():
        number = cell.parts[part]
        if linked.quantities[number].is_money:
            reason = _judge_amount(part, value, row, rules)
        else:
            reason = _judge_count(number, value, linked, rules)
        if reason:
            found.append(Sensitive(cell, part, number, value, reason))
    if len(values) == 2 and not any(linked.quantities[number].is_money for number in cell.parts.values()):
        found += _judge_share(cell, values["numerator"], values["denominator"], linked, rules)
    return found


def _judge_count(number: int, value: float, linked: Linked, rules: Rules) -> str | None:
    is_juvenile = linked.quantities[number].is_about_juveniles
    if not 1 <= value < rules.threshold(is_juvenile):
        return None
    return SMALL_JUVENILE if is_juvenile else SMALL_COUNT


def _judge_amount(part: str, value: float, row: pd.Series, rules: Rules) -> str | None:
    named = CONTRIBUTIONS if part == "numerator" else tuple(f"{part}_{name}" for name in CONTRIBUTIONS)
    if not set(named) <= set(row.index):
        raise ValueError(f"a table of money needs the columns {', '.join(named)} (see contributions.py)")
    awards, largest = (float(row[name]) for name in named)
    if 1 <= awards < rules.smallest_count:
        return SMALL_COUNT
    return DOMINANCE if value > 0 and largest > rules.dominance * value else None


def _judge_share(cell: Cell, above: float, below: float, linked: Linked, rules: Rules) -> Sequence[Sensitive]:
    measure = MEASURES.get(cell.table.measure)
    if measure is None or not measure.is_share or below == 0:
        return []
    found = []
    if cell.rest is not None:
        reason = _judge_count(cell.rest, below - above, linked, rules)
        if reason:
            found.append(Sensitive(cell, "rest", cell.rest, below - above, SMALL_REST))
    if below < rules.smallest_base:
        found.append(Sensitive(cell, "numerator", cell.parts["numerator"], above, SMALL_BASE))
    if tells_outcome(cell.table.measure) and above in (0, below):
        found.append(Sensitive(cell, "numerator", cell.parts["numerator"], above, WHOLE_GROUP))
    return found
