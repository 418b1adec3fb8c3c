"""What may leave the house? Cells of all public tables in, the same cells without what would tell too much out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analytics.disclosure.attack import Outsider
from analytics.disclosure.audit import audit, find_hidden
from analytics.disclosure.choosing import Requirement, choose
from analytics.disclosure.groups import Groups
from analytics.disclosure.known import Known
from analytics.disclosure.linked import Linked, link
from analytics.disclosure.primary import CONTRIBUTIONS, SECONDARY, Sensitive, find_sensitive
from analytics.disclosure.rules import Rules
from analytics.disclosure.tables import Table, refuse_juveniles_by_city
from analytics.measures.catalogue import MEASURES
from analytics.measures.cells import CONFIDENTIAL, NUMBER_COLUMNS, require_status


@dataclass(frozen=True)
class Protected:
    """Tables as they may be published, and the proof.

    frames: table name → cells; hidden ones have no numerator, denominator and value, and the status `confidential`.
    audit: one row a hidden number (columns: see `protect_tables`). is_smallest: is it known that no fewer cells would do?
    """

    frames: dict[str, pd.DataFrame]
    audit: pd.DataFrame
    is_smallest: bool

    @property
    def is_safe(self) -> bool:
        """Can nothing that is hidden be narrowed down too far? Otherwise nothing of it may be published."""
        return bool(self.audit["is_safe"].all())


def protect_tables(
    tables: Sequence[Table],
    frames: Mapping[str, pd.DataFrame],
    known: Sequence[Known] = (),
    rules: Rules | None = None,
    nesting: Sequence[pd.DataFrame] = (),
) -> Protected:
    """Which cells of tables that are published together must be hidden?

    tables: all of them, since each helps to work out the others. frames: table name → its exact cells, as `ask` gives
    them; of money with the columns of `add_contributions`. known: figures that everybody has (`know_published`): never
    hidden, and part of the attack. rules: `read_rules`. nesting: frames of codes that go together (`nest_codes`).

    Hidden are, first, the numbers that the rules call sensitive, wherever a table shows them; then the smallest number of
    further cells with which no outsider can narrow a sensitive number down to a range that is shorter than the rules
    allow, or work out any other hidden one. Of a percentage numerator and denominator are hidden with it; a denominator
    that is large enough may still be read in another table. Protecting protected frames changes nothing.

    The audit has one row a hidden number: `table`, `measure`, the dimensions (empty where the table has them not), `part`
    (numerator, denominator, rest: the denominator without the numerator), `reason` (rules of primary.py, or secondary),
    `value`, `low` and `high` (what an outsider can prove), `width`, `required` and `is_safe`. It holds exact values: it is
    for those who may see them.

    Raises RefusedQuestion (a table of juveniles by city; tables that cross too much together), UnknownName (a measure
    whose records are not known) and IdmajError (tables, or known figures, that contradict each other).
    """
    rules = rules or Rules()
    for table in tables:
        refuse_juveniles_by_city(table)
        require_status(frames[table.name])
    linked = link(tables, frames, known, nesting)
    sensitive = find_sensitive(linked, frames, rules)
    outsider, groups = Outsider(linked), Groups.of(linked)
    choice = choose(
        outsider, groups, _require(sensitive, rules), _force(sensitive, linked, groups), rules.smallest_width,
        rules.time_limit_seconds,
    )  # fmt: skip
    cells = [cell for group in sorted(choice.groups) for cell in groups.cells[group]]
    rows: dict[str, list[int]] = {table.name: [] for table in tables}
    for cell in cells:
        rows[cell.table.name].append(cell.row)
    hidden = {table.name: _hide(frames[table.name], rows[table.name]) for table in tables}
    proof = audit(outsider, sensitive, find_hidden(linked, hidden), hidden, rules)
    return Protected({name: _round(frame, rules) for name, frame in hidden.items()}, proof, choice.is_smallest)


def _require(sensitive: Sequence[Sensitive], rules: Rules) -> list[Requirement]:
    widths: dict[int, float] = {}
    for each in sensitive:
        widths[each.number] = max(widths.get(each.number, 0.0), rules.required_width(each.value))
    return [Requirement(number, width) for number, width in widths.items()]


def _force(sensitive: Sequence[Sensitive], linked: Linked, groups: Groups) -> set[int]:
    """Which groups are hidden in any case? All that show a sensitive number, and a share that shows one by its rest."""
    of_cell = {id(cell): group for group, cells in enumerate(groups.cells) for cell in cells}
    forced = {group for each in sensitive for group in groups.find(each.number)}
    return forced | {of_cell[id(each.cell)] for each in sensitive if id(each.cell) in of_cell}


def _hide(frame: pd.DataFrame, rows: list[int]) -> pd.DataFrame:
    shown = frame.drop(columns=[name for name in frame.columns if name.removeprefix("denominator_") in CONTRIBUTIONS])
    shown = shown.reset_index(drop=True)
    for name in NUMBER_COLUMNS:
        shown.loc[rows, name] = pd.NA
    shown.loc[rows, "status"] = CONFIDENTIAL
    return shown


def _round(frame: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Counts as multiples of the rounding base, and what is worked out from them."""
    measure = MEASURES.get(frame["measure"].iloc[0]) if len(frame) else None
    if rules.rounding < 2 or measure is None or measure.numerator_is_money:
        return frame
    rounded = frame.copy()
    for name in ("numerator", "denominator") if measure.counts_people_below else ("numerator",):
        rounded[name] = ((rounded[name] + rules.rounding // 2) // rules.rounding) * rules.rounding
    below = rounded["denominator"].astype("Float64").replace(0, pd.NA)
    rounded["value"] = rounded["numerator"] / below * measure.per if measure.is_ratio else rounded["numerator"]
    return rounded


__all__ = ["SECONDARY", "Protected", "protect_tables"]
