"""What decides a finding between two groups: its table, and exactly where the evidence begins to be enough."""

import pandas as pd
import pytest

from analytics.comparison import gaps
from analytics.comparison.gaps import PREPARED_OR_NOT, WOMEN_AND_MEN, find_gaps

COLUMNS = [
    "measure", "year", "first_numerator", "first_denominator", "first", "first_status",
    "second_numerator", "second_denominator", "second", "second_status",
    "value", "low", "high", "p", "adjusted", "finding", "status",
]  # fmt: skip
COUNTS = ["first_numerator", "first_denominator", "second_numerator", "second_denominator"]
TYPES = dict.fromkeys(COUNTS, "Int64") | dict.fromkeys(["first", "second", "value", "low", "high", "p", "adjusted"], "Float64")  # fmt: skip


def cells(*rows, dimension="sex"):
    """Cells of (year, group, numerator, denominator) and, where it is not normal, the status."""
    names = ["year", dimension, "numerator", "denominator", "status"]
    frame = pd.DataFrame([(*row, "normal")[:5] for row in rows], columns=names)
    frame = frame.astype({"numerator": "Int64", "denominator": "Int64"})
    frame.insert(0, "measure", "active_12m")
    return frame.assign(value=frame["numerator"].astype("Float64") / frame["denominator"].astype("Float64"))


def test_the_table_is_as_described():
    # Newcombe (1998), Table II, (h): 10 of 10 against none of 10, 0.6075 to 1; Fisher: two tables of 184,756.
    rows = [(2015, "M", 0, 10), (2014, "F", 3, 4), (2015, "F", 10, 10), (2013, "M", None, None, "confidential")]
    found = find_gaps(cells(*rows), WOMEN_AND_MEN)
    p = 2 / 184_756
    expected = pd.DataFrame(
        [
            ("active_12m", 2015, 10, 10, 1, "normal", 0, 10, 0, "normal", 1, 0.6075, 1, p, p, "gap", "normal"),
            ("active_12m", 2014, 3, 4, 0.75, "normal", *[None] * 3, "not_available", *[None] * 5, "no_figure", "not_available"),
            ("active_12m", 2013, *[None] * 3, "not_available", *[None] * 3, "confidential", *[None] * 5, "confidential", "confidential"),
        ],
        columns=COLUMNS,
    ).astype(TYPES)  # fmt: skip
    pd.testing.assert_frame_equal(found, expected, atol=5e-5)
    assert found["p"].iloc[0] == pytest.approx(p) and found["adjusted"].iloc[0] == pytest.approx(p)


def test_no_cells_make_the_same_table_of_no_rows():
    found = find_gaps(cells((2014, "F", 3, 4)).iloc[:0], WOMEN_AND_MEN)
    assert found.empty and list(found.columns) == COLUMNS
    assert found.dtypes.loc[list(TYPES)].map(str).to_dict() == TYPES


@pytest.mark.parametrize(
    ("low", "high", "adjusted", "finding"),
    [
        # Zero is within an interval that ends there, on either side.
        (0.0, 0.4, 0.01, "not_enough_evidence"),
        (-0.4, 0.0, 0.01, "not_enough_evidence"),
        (-0.2, 0.2, 0.01, "not_enough_evidence"),
        (1e-9, 0.4, 0.01, "gap"),
        (-0.4, -1e-9, 0.01, "gap"),
        # An adjusted p-value of exactly 5 % survives.
        (0.1, 0.4, 0.05, "gap"),
        (-0.4, -0.1, 0.05, "gap"),
        (0.1, 0.4, 0.0500001, "not_enough_evidence"),
        (-0.4, -0.1, 0.0500001, "not_enough_evidence"),
    ],
)
def test_a_gap_leaves_zero_out_and_survives_at_five_percent(monkeypatch, low, high, adjusted, finding):
    monkeypatch.setattr(gaps, "newcombe_each", lambda pairs: [(low, high) for _ in pairs])
    # A family of one is not changed by its adjustment.
    monkeypatch.setattr(gaps, "fisher", lambda *_: adjusted)
    row = find_gaps(cells((2014, "F", 50, 100), (2014, "M", 40, 100)), WOMEN_AND_MEN).iloc[0]
    assert (row["finding"], row["adjusted"]) == (finding, adjusted)


@pytest.mark.parametrize(
    ("first", "second", "finding", "status"),
    [
        ("low_reliability", "normal", "too_few", "low_reliability"),
        ("normal", "low_reliability", "too_few", "low_reliability"),
        ("break", "low_reliability", "too_few", "low_reliability"),
        ("provisional", "low_reliability", "too_few", "low_reliability"),
        ("provisional", "break", "gap", "break"),
        ("normal", "break", "gap", "break"),
        ("normal", "provisional", "gap", "provisional"),
        ("normal", "normal", "gap", "normal"),
    ],
)
def test_the_weightier_status_of_the_two_groups_is_that_of_the_gap(first, second, finding, status):
    found = find_gaps(cells((2014, "F", 24, 80, first), (2014, "M", 48, 80, second)), WOMEN_AND_MEN).iloc[0]
    assert (found["finding"], found["status"]) == (finding, status)
    assert (found["first_status"], found["second_status"]) == (first, second)


@pytest.mark.parametrize(
    ("other", "finding", "status"),
    [
        ("confidential", "confidential", "confidential"),
        ("not_applicable", "no_figure", "not_applicable"),
        ("not_available", "no_figure", "not_available"),
    ],
)
@pytest.mark.parametrize("mark", ["normal", "low_reliability", "break", "provisional"])
def test_a_side_without_a_number_weighs_more_than_any_mark(other, finding, status, mark):
    for rows in ([("F", 24, 80, mark), ("M", None, None, other)], [("F", None, None, other), ("M", 24, 80, mark)]):
        found = find_gaps(cells(*[(2014, *row) for row in rows]), WOMEN_AND_MEN).iloc[0]
        assert (found["finding"], found["status"]) == (finding, status)


def test_years_are_adjusted_together_and_a_year_without_a_test_is_not_of_the_family():
    # The p-values: 2 of 184,756 as above, and 34 of 70 for 3 of 4 against 1 of 4 (Fisher's tea).
    rows = [(2014, "F", 10, 10), (2014, "M", 0, 10), (2015, "F", 3, 4), (2015, "M", 1, 4), (2016, "F", 3, 4)]
    found = find_gaps(cells(*rows), WOMEN_AND_MEN)
    assert found["adjusted"].iloc[:2].tolist() == pytest.approx([2 * 2 / 184_756, 34 / 70])
    assert pd.isna(found["adjusted"].iloc[2])


def test_the_prepared_stand_against_those_who_were_not():
    rows = [(2014, "false", 1, 40), (2014, "true", 39, 40), (2014, "unknown", 1, 40)]
    row = find_gaps(cells(*rows, dimension="prepared"), PREPARED_OR_NOT).iloc[0]
    assert (row["first"], row["second"], row["value"]) == pytest.approx((39 / 40, 1 / 40, 38 / 40))
