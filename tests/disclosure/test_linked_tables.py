"""Random tables published together: the truth is always possible, nothing is proved that the rules forbid, and a second
outsider, written without any of the code under test, proves exactly what the audit says."""

from unittest.mock import patch

import numpy as np
import pandas as pd
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from analytics.comparison.change import compare
from analytics.disclosure import families
from analytics.disclosure.audit import audit_tables
from analytics.disclosure.known import know
from analytics.disclosure.protect import protect_tables
from tests.disclosure_tables import (
    SITUATIONS,
    count_tables,
    name_table,
    prove,
    read_everything,
    weights_of,
)

YEARS = ("2014", "2015")
DIMENSIONS = {"year": YEARS, "sex": ("F", "M", "U"), "route": ("a", "b"), "situation_12m": SITUATIONS}
TABLES = (
    name_table("integrations"),
    name_table("integrations", "year"),
    name_table("integrations", "year", "sex"),
    name_table("integrations", "year", "route"),
    name_table("integrations", "route", "sex"),
    name_table("integrations", "year", "route", "sex"),
    name_table("integrations", "sex", year="2015"),
    name_table("women_share", "year"),
    name_table("women_share", "year", "route"),
    name_table("return_to_prison_12m", "year"),
    name_table("return_to_prison_12m", "year", "sex"),
    name_table("return_to_prison_12m", "year", "route"),
    name_table("active_12m", "year", "route"),
)
# Small enough for holes, large enough for tables around them.
PEOPLE = st.one_of(st.integers(0, 3), st.integers(0, 9), st.integers(10, 60), st.integers(60, 400))
COUNTS = st.lists(PEOPLE, min_size=48, max_size=48)
CHOSEN = st.lists(st.sampled_from(TABLES), min_size=3, max_size=7, unique_by=lambda table: table.name)
# Without shrinking: a failing example is small enough to be read, and each costs a search.
QUICK = settings(
    max_examples=25, deadline=None, derandomize=True, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip


@QUICK
@given(COUNTS, CHOSEN)
def test_linked_tables_keep_their_secrets(counts, tables):
    counts, frames = np.array(counts), count_tables(tables, DIMENSIONS, counts)
    protected = protect_tables(tables, frames)
    assert protected.is_safe and protected.is_smallest, protected.audit
    hold_what_is_small(frames, protected.frames)
    hold_changes(protected.frames)
    hold_the_ranges(tables, protected, counts)
    again = protect_tables(tables, protected.frames).frames
    assert all(frame.equals(again[name]) for name, frame in protected.frames.items())


@settings(QUICK, max_examples=8)
@given(COUNTS, CHOSEN)
def test_tables_crossed_in_parts_claim_no_range_that_is_too_narrow(counts, tables):
    counts, frames = np.array(counts), count_tables(tables, DIMENSIONS, counts)
    with patch.object(families, "MOST_ATOMS_CLOSED", 1):
        protected = protect_tables(tables, frames)
        assert protected.is_safe, protected.audit
    hold_what_is_small(frames, protected.frames)
    everything = read_everything(tables, protected.frames, DIMENSIONS)
    by_name = {table.name: table for table in tables}
    for row in protected.audit.to_dict("records"):
        low, high = prove(everything, weights_of(by_name[row["table"]], row, row["part"], DIMENSIONS))
        assert row["low"] <= low <= row["value"] <= high <= row["high"]


def hold_what_is_small(frames, protected):
    """Nothing small is shown, what is hidden has no number left, and all else is as it was."""
    for name, frame in protected.items():
        shown = frame[frame["status"] != "confidential"]
        hidden = frame[frame["status"] == "confidential"]
        assert hidden[["numerator", "denominator", "value"]].isna().all(axis=None)
        assert not shown["numerator"].between(1, 9).any()
        assert not shown["denominator"].between(1, 29).any()
        assert shown.equals(frames[name].loc[shown.index])


def hold_changes(protected):
    """A change is printed only where both years are."""
    for frame in protected.values():
        if "year" in frame.columns and len(frame):
            changes = compare(frame.assign(year=frame["year"].astype(int)))
            is_hidden = changes["before"].isna() | changes["after"].isna()
            assert changes.loc[is_hidden, ["absolute", "relative", "low", "high"]].isna().all(axis=None)


def hold_the_ranges(tables, protected, counts):
    """The truth lies in every range, none is narrower than the rule, and the second outsider proves exactly as much."""
    everything = read_everything(tables, protected.frames, DIMENSIONS)
    assert is_possible(everything, counts)
    by_name = {table.name: table for table in tables}
    for row in protected.audit.to_dict("records"):
        weights = weights_of(by_name[row["table"]], row, row["part"], DIMENSIONS)
        truth = weights @ counts
        assert row["value"] == truth and row["low"] <= truth <= row["high"]
        assert row["width"] >= row["required"] >= (3 if row["reason"] == "secondary" else max(3, truth / 2))
        assert (row["low"], row["high"]) == prove(everything, weights)


def is_possible(everything, counts):
    rows, low, high = everything
    amounts = rows @ counts
    return bool((amounts >= low - 1e-6).all() and (amounts <= high + 1e-6).all())


# A second attack without any linear program: every table of whole numbers is tried.

CELLS = {"sex": ("F", "M"), "route": ("a", "b", "c")}
SMALL = (
    name_table("integrations", "sex"),
    name_table("integrations", "route"),
    name_table("integrations", "sex", "route"),
)


def all_tables_of(total, cells):
    """Every way to share out a total over cells, one a row."""
    parts = [np.array([[total]])]
    for _ in range(cells - 1):
        parts.append(
            np.concatenate([
                np.column_stack([np.repeat(row[None, :-1], row[-1] + 1, 0), np.arange(row[-1] + 1), row[-1] - np.arange(row[-1] + 1)])
                for row in parts[-1]
            ])
        )  # fmt: skip
    return parts[-1]


@settings(max_examples=20, deadline=None, derandomize=True, phases=[Phase.generate])
@given(
    st.lists(st.integers(0, 5), min_size=6, max_size=6).filter(lambda counts: 3 <= sum(counts) <= 16),
    st.sets(st.integers(0, 10), max_size=8),
)
def test_trying_every_table_proves_no_more_than_the_audit_says(counts, holes):
    total = sum(counts)
    frames = count_tables(SMALL, CELLS, counts)
    published, place = {}, 0
    for name, frame in frames.items():
        published[name] = frame.copy()
        for row in range(len(frame)):
            if place in holes:
                published[name].loc[row, ["numerator", "value"]] = pd.NA
                published[name].loc[row, "status"] = "confidential"
            place += 1
    audit = audit_tables(SMALL, frames, published, [know("integrations", {}, total)])
    rows, low, high = read_everything(SMALL, published, CELLS)
    every = all_tables_of(total, 6)
    amounts = every @ rows.T
    agreeing = every[((amounts >= low) & (amounts <= high)).all(axis=1)]
    assert len(agreeing)
    by_name = {table.name: table for table in SMALL}
    for row in audit.to_dict("records"):
        possible = agreeing @ weights_of(by_name[row["table"]], row, "numerator", CELLS)
        assert (row["low"], row["high"]) == (possible.min(), possible.max())
