"""Do the protected tables hold? The attack itself: what an outsider can prove of every hidden cell.

He reads every table of the list and every printed figure, and knows what each number counts. He knows nobody in the tables:
a beneficiary who takes his own award away from a sum, or a person from a count, is kept out by the thresholds alone. How
an amount follows from its band, and a situation at 12 months from the month of an exit, is not told to him.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from math import isnan

import numpy as np
import pandas as pd

from analytics.disclosure.attack import WHOLE, WIDE, Attack, Outsider
from analytics.disclosure.groups import Groups
from analytics.disclosure.known import Known
from analytics.disclosure.linked import Cell, Linked, link
from analytics.disclosure.primary import SECONDARY, SMALL_COUNT, SMALL_JUVENILE, SMALL_REST, Sensitive, find_sensitive
from analytics.disclosure.rules import Rules
from analytics.disclosure.tables import Table

COUNTED = (SMALL_COUNT, SMALL_JUVENILE, SMALL_REST)
NUMBERS = ("value", "low", "high", "width", "required")


def audit_tables(
    tables: Sequence[Table],
    frames: Mapping[str, pd.DataFrame],
    protected: Mapping[str, pd.DataFrame],
    known: Sequence[Known] = (),
    rules: Rules | None = None,
    nesting: Sequence[pd.DataFrame] = (),
) -> pd.DataFrame:
    """What can an outsider prove of every cell that `protected` hides, and is it too much?

    frames: the exact cells, protected: what is published of them, in the same rows; the rest as in `protect_tables`.
    Columns as `protect_tables` describes them. Raises what `link` raises.
    """
    rules = rules or Rules()
    linked = link(tables, frames, known, nesting)
    sensitive = find_sensitive(linked, frames, rules)
    return audit(Outsider(linked), sensitive, find_hidden(linked, protected), protected, rules)


def find_hidden(linked: Linked, protected: Mapping[str, pd.DataFrame]) -> np.ndarray:
    """Which quantities do the published frames nowhere show?"""
    hidden = np.ones(len(linked.quantities), dtype=bool)
    for cell in linked.cells:
        if not is_out_of_sight(cell, protected):
            hidden[list(cell.parts.values())] = False
    return hidden & ~linked.given


def is_out_of_sight(cell: Cell, protected: Mapping[str, pd.DataFrame]) -> bool:
    """Is this cell hidden in the published frame of its table?"""
    return bool(pd.isna(protected[cell.table.name]["numerator"].iloc[cell.row]))


def audit(
    outsider: Outsider,
    sensitive: Sequence[Sensitive],
    hidden: np.ndarray,
    protected: Mapping[str, pd.DataFrame],
    rules: Rules,
) -> pd.DataFrame:
    """The rows of `audit_tables`, of a system that is linked already."""
    ranges = _Ranges(outsider, hidden)
    reasons: dict[int, list[Sensitive]] = {}
    for each in sensitive:
        reasons.setdefault(id(each.cell), []).append(each)
    dimensions = list(dict.fromkeys(name for cell in outsider.linked.cells for name in cell.table.by))
    rows = []
    for cell in outsider.linked.cells:
        # What came without its number has no truth to hold the range against.
        if is_out_of_sight(cell, protected) and not cell.is_hidden:
            codes = {name: protected[cell.table.name][name].iloc[cell.row] for name in cell.table.by}
            told = {"table": cell.table.name, "measure": cell.table.measure, **dict.fromkeys(dimensions, ""), **codes}
            rows += [told | each for each in _audit_cell(cell, reasons.get(id(cell), []), ranges, rules)]
    columns = ["table", "measure", *dimensions, "part", "reason", *NUMBERS, "is_safe"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype(dict.fromkeys(NUMBERS, "Float64") | {"is_safe": "bool"} | dict.fromkeys(dimensions, "str"))


def _audit_cell(cell: Cell, sensitive: Sequence[Sensitive], ranges: "_Ranges", rules: Rules) -> list[dict]:
    rows = []
    for number in dict.fromkeys(each.number for each in sensitive):
        of_it = [each for each in sensitive if each.number == number]
        value, required = of_it[0].value, rules.required_width(of_it[0].value)
        low, high = ranges.find(number, required)
        is_below = low < rules.threshold(ranges.linked.quantities[number].is_about_juveniles)
        is_safe = high - low >= required - WHOLE and (is_below or not any(each.reason in COUNTED for each in of_it))
        reason = ", ".join(dict.fromkeys(each.reason for each in of_it))
        rows.append(_row(of_it[0].part, reason, value, low, high, required, is_safe))
    number = cell.parts.get("numerator")
    if number is not None and ranges.hidden[number] and number not in {each.number for each in sensitive}:
        low, high = ranges.find(number, rules.smallest_width)
        required = min(rules.smallest_width, ranges.widest(number) if high - low < rules.smallest_width else high - low)
        value = ranges.linked.values[number]
        rows.append(_row("numerator", SECONDARY, value, low, high, required, high - low >= required - WHOLE))
    return rows


def _row(part: str, reason: str, value: float, low: float, high: float, required: float, is_safe: bool) -> dict:
    return {
        "part": part, "reason": reason, "value": pd.NA if isnan(value) else value, "low": low, "high": high,
        "width": high - low, "required": required, "is_safe": is_safe,
    }  # fmt: skip


class _Ranges:
    """The range of each quantity that is asked about."""

    def __init__(self, outsider: Outsider, hidden: np.ndarray) -> None:
        self.linked = outsider.linked
        self.hidden = hidden
        self._outsider = outsider
        self._attack = outsider.read(hidden)

    def find(self, number: int, required: float) -> tuple[float, float]:
        return self._attack.limits(number, WIDE * required)

    @cached_property
    def _all_hidden(self) -> Attack:
        groups = Groups.of(self.linked)
        return self._outsider.read(groups.hide(range(len(groups.cells))))

    def widest(self, number: int) -> float:
        """How wide would it be if everything were hidden?"""
        low, high = self._all_hidden.limits(number)
        return high - low
