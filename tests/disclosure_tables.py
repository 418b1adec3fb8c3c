"""What the disclosure tests share: tables counted from little crosses of counts, and an outsider written a second time.

The second outsider knows nothing of cliques, blocks or parts: he has one unknown for every combination of codes, and one
equation for every number that he reads in a published frame.
"""

from itertools import product

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp

from analytics.disclosure.protect import protect_tables
from analytics.disclosure.tables import Table
from tests.conftest import read_text_table

SITUATIONS = ("returned", "active", "ended", "unseen")
KNOWN = {"situation_12m": ("returned", "active", "ended")}
SHARES = {
    "women_share": ({"sex": "F"}, {"sex": ("F", "M")}),
    "return_to_prison_12m": ({"situation_12m": "returned"}, KNOWN),
    "active_12m": ({"situation_12m": "active"}, KNOWN),
}


def name_table(measure, *by, **where):
    """A table, named after what it asks."""
    return Table(f"{measure} by {', '.join(by)} {where or ''}".strip(), measure, by, where)


def count_tables(tables, dimensions, counts):
    """The cells of every table, counted from a cross of counts: dimension → codes, and one number a combination."""
    codes = list(product(*dimensions.values()))
    people = pd.DataFrame(codes, columns=list(dimensions)).assign(people=np.asarray(counts).ravel())
    return {table.name: _count(table, people) for table in tables}


def _count(table, people):
    people = people[people["people"] > 0]
    for name, values in table.where.items():
        people = people[people[name].astype(str).isin(values)]
    above, below = SHARES.get(table.measure, ({}, None))
    rows = []
    for key, group in people.groupby(list(table.by), sort=False) if table.by else [((), people)]:
        numerator = int(_among(group, above)["people"].sum())
        denominator = None if below is None else int(_among(group, below)["people"].sum())
        value = numerator if below is None else (numerator / denominator if denominator else None)
        if len(group):
            rows.append({"measure": table.measure, **dict(zip(table.by, key, strict=True)), "numerator": numerator,
                         "denominator": denominator, "value": value})  # fmt: skip
    frame = pd.DataFrame(rows, columns=["measure", *table.by, "numerator", "denominator", "value"])
    kinds = {"numerator": "Int64", "denominator": "Int64", "value": "Int64" if below is None else "Float64"}
    return frame.astype(kinds).assign(status="normal")


def _among(group, wanted):
    for name, codes in wanted.items():
        group = group[group[name].isin([codes] if isinstance(codes, str) else list(codes))]
    return group


def read_everything(tables, published, dimensions):
    """What does an outsider read in these frames? Rows over all combinations, with lowest and highest value of each.

    Shown numerators and denominators; that a cell which is there has somebody, and one that is not has nobody; shown
    percentages once more, as they are printed with one decimal; and the change from 2014 to 2015 where both are shown.
    """
    codes = pd.DataFrame(list(product(*dimensions.values())), columns=list(dimensions)).astype(str)
    rows, low, high = [], [], []

    def read(weights, least, most):
        rows.append(np.asarray(weights, dtype=float))
        low.append(least)
        high.append(most)

    for table in tables:
        above, below = SHARES.get(table.measure, ({}, None))
        is_asked = _mask(codes, table.where)
        is_there = np.zeros(len(codes), dtype=bool)
        for row in published[table.name].to_dict("records"):
            group = is_asked & _mask(codes, {name: (str(row[name]),) for name in table.by})
            is_there |= group
            read(group, 1, np.inf)
            if not pd.isna(row["numerator"]):
                read(group & _mask(codes, above), row["numerator"], row["numerator"])
                if below is not None:
                    whole = group & _mask(codes, below)
                    read(whole, row["denominator"], row["denominator"])
                    if not pd.isna(row["value"]):
                        printed = round(100 * row["value"], 1)
                        part = (group & _mask(codes, above)).astype(float)
                        read(part - (printed - 0.05 - 1e-9) / 100 * whole, 0, np.inf)
                        read(part - (printed + 0.05 + 1e-9) / 100 * whole, -np.inf, 0)
        read(is_asked & ~is_there, 0, 0)
    return np.array(rows), np.array(low, dtype=float), np.array(high, dtype=float)


def prove(everything, weights, is_whole=True):
    """Between which values must a sum of combinations lie, for one who has read everything?"""
    rows, low, high = everything
    found = []
    for sign in (1, -1):
        answer = milp(
            sign * np.asarray(weights, dtype=float), integrality=np.full(rows.shape[1], int(is_whole)),
            bounds=Bounds(0, np.inf), constraints=LinearConstraint(rows, low, high),
        )  # fmt: skip
        # HiGHS says “unbounded or infeasible” too; the truth is always feasible.
        found.append(sign * np.inf * -1 if answer.x is None else round(sign * answer.fun))
    return tuple(found)


def weights_of(table, row, part, dimensions):
    """Which combinations does a part of a cell count?"""
    codes = pd.DataFrame(list(product(*dimensions.values())), columns=list(dimensions)).astype(str)
    above, below = SHARES.get(table.measure, ({}, None))
    group = _mask(codes, table.where) & _mask(codes, {name: (str(row[name]),) for name in table.by})
    counted = {"numerator": above, "denominator": below}
    if part == "rest":
        return group & _mask(codes, below) & ~_mask(codes, above)
    return group & _mask(codes, counted[part])


def _mask(codes, wanted):
    mask = np.ones(len(codes), dtype=bool)
    for name, values in wanted.items():
        mask &= codes[name].isin([values] if isinstance(values, str) else list(map(str, values))).to_numpy()
    return mask


def cells_of(measure, text, *by):
    """Cells from a little table; a share where it has a denominator. Money has awards and largest."""
    rows = pd.DataFrame(read_text_table(text))
    frame = pd.DataFrame({"measure": [measure] * len(rows)}).assign(**{name: rows[name] for name in by})
    for name in ("numerator", "denominator", "awards", "largest"):
        if name in rows or name in ("numerator", "denominator"):
            frame[name] = pd.array(pd.to_numeric(rows[name]) if name in rows else [None] * len(rows), dtype="Int64")
    frame["value"] = frame["numerator"] / frame["denominator"] if "denominator" in rows else frame["numerator"]
    return frame.assign(status="normal")


def protect(*given, **options):
    """Protect (measure, by, text) tables; returns what is published of each and the audit."""
    tables = [Table(f"table {place}", measure, by) for place, (measure, by, _) in enumerate(given)]
    frames = {table.name: cells_of(table.measure, text, *table.by)
              for table, (_, _, text) in zip(tables, given, strict=True)}  # fmt: skip
    protected = protect_tables(tables, frames, **options)
    assert protected.is_safe, protected.audit.to_string()
    return [shown(protected.frames[table.name]) for table in tables], protected.audit


def shown(frame):
    return [None if pd.isna(value) else int(value) for value in frame["numerator"]]


def by_sex(**people):
    return ("integrations", ("sex",), "\n".join(["sex | numerator", *(f"{sex} | {n}" for sex, n in people.items())]))
