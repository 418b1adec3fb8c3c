"""How sure a share is: the interval is that of Wilson (1927), as Newcombe (1998) printed it."""

import pandas as pd
import pytest

from analytics import ask
from analytics.comparison.interval import add_intervals, wilson


def cells(*rows):
    """Cells of (measure, numerator, denominator, status)."""
    frame = pd.DataFrame(rows, columns=["measure", "numerator", "denominator", "status"])
    return frame.astype({"numerator": "Int64", "denominator": "Int64"})


@pytest.mark.parametrize(("count", "total"), [(0, 0), (-1, 10), (11, 10)])
def test_what_is_no_proportion_is_refused(count, total):
    with pytest.raises(ValueError, match="within its total"):
        wilson(count, total)


def test_a_table_without_status_is_refused():
    with pytest.raises(ValueError, match="status"):
        add_intervals(pd.DataFrame({"measure": ["women_share"], "numerator": [1], "denominator": [2]}))


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17: 857-872, Table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_interval_is_that_of_newcombe_1998(count, total, low, high):
    assert wilson(count, total) == pytest.approx((low, high), abs=5e-5)


def test_shares_of_counted_rows_carry_their_interval():
    found = add_intervals(cells(("women_share", 81, 263, "normal"), ("return_to_prison_12m", 1, 29, "low_reliability")))
    assert found["low"].tolist() == pytest.approx([0.2553, 0.0061], abs=5e-5)
    assert found["high"].tolist() == pytest.approx([0.3662, 0.1718], abs=5e-5)


def test_what_is_hidden_or_has_no_denominator_has_no_interval():
    found = add_intervals(cells(("women_share", None, None, "confidential"), ("women_share", 0, 0, "not_available")))
    assert found["low"].isna().all() and found["high"].isna().all()


@pytest.mark.parametrize("measure_id", ["integrations", "funding_total", "funding_mean", "cheque_share"])
def test_counts_and_money_are_complete_and_have_no_interval(measure_id):
    found = add_intervals(ask(measure_id, by="year"))
    assert found["low"].isna().all() and found["high"].isna().all() and len(found) == 2
