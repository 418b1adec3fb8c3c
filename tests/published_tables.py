"""What the tests of published tables share: tables counted from rows of people, their cells by code, and what a set hides."""

import pandas as pd

from analytics.disclosure.groups import Groups
from analytics.disclosure.linked import link
from analytics.disclosure.quantities import Quantity
from analytics.disclosure.tables import Table


def link_tables(measure, rows, divided, nesting=()):
    """Rows with their `numerator`, summed into one table for each set of columns, as the published ones are."""
    tables = [Table(", ".join(by) or "total", measure, by) for by in divided]
    frames = {table.name: _sum(rows, table.by).assign(measure=measure, denominator=None, status="normal")
              for table in tables}  # fmt: skip
    return link(tables, frames, nesting=nesting)


def _sum(rows, by):
    if not by:
        return rows[["numerator"]].sum().to_frame().T
    return rows.groupby(list(by), sort=False, as_index=False)["numerator"].sum().query("numerator > 0")


def link_cross(measure, rows, columns, inner):
    """A two-way table with its margins and total. inner: code of the row → its numbers, in the order of the columns."""
    cells = pd.DataFrame(
        [(row, column, inner[row][place]) for row in inner for place, column in enumerate(columns[1])],
        columns=[rows, columns[0], "numerator"],
    )
    return link_tables(measure, cells, [(rows, columns[0]), (rows,), (columns[0],), ()])


def number(linked, family, **codes):
    """Which quantity is the cell of these codes?"""
    found = linked.number(Quantity.of(family, {name: frozenset([code]) for name, code in codes.items()}))
    assert found is not None
    return found


def hide(linked, numbers):
    """The groups of exactly these quantities, and what is out of sight then."""
    groups = Groups.of(linked)
    chosen = {group for each in numbers for group in groups.find(each)}
    return groups, chosen, groups.hide(chosen)
