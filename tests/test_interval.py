"""How sure a share is: the interval is that of Wilson (1927), as Newcombe (1998) printed it."""

import pandas as pd
import pytest

from analytics import ask
from analytics.comparison.interval import add_intervals, newcombe, newcombe_each, wilson


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


# Squares of the standard normal quantiles of two sides of 10, 5 and 1 %, from printed tables.
SQUARES = {0.9: 1.644854**2, 0.95: 1.959964**2, 0.99: 2.575829**2}


@pytest.mark.parametrize("confidence", SQUARES)
@pytest.mark.parametrize("total", [1, 10, 30])
def test_none_and_all_have_an_interval_that_ends_there(total, confidence):
    # Where nobody was seen the score equation p² = z²p(1−p)/n leaves 0 and z²/(n + z²); all are its mirror.
    reach = SQUARES[confidence] / (total + SQUARES[confidence])
    assert wilson(0, total, confidence) == pytest.approx((0, reach), abs=1e-6)
    assert wilson(total, total, confidence) == pytest.approx((1 - reach, 1), abs=1e-6)


@pytest.mark.parametrize("confidence", SQUARES)
def test_an_interval_of_a_half_is_that_of_the_closed_form(confidence):
    # Of p = 1/2 the formula of Wilson (1927) is 1/2 ± z / (2√(n + z²)).
    reach = (SQUARES[confidence] / (40 + SQUARES[confidence])) ** 0.5 / 2
    assert wilson(20, 40, confidence) == pytest.approx((0.5 - reach, 0.5 + reach), abs=1e-6)


@pytest.mark.parametrize("confidence", SQUARES)
def test_a_difference_of_all_and_none_is_that_of_the_closed_form(confidence):
    # Newcombe (1998), method 10, out of the ends above: 1 − √(2) z²/(n + z²), and 1 (0.6075 at 95 %, as he prints it).
    low = 1 - 2**0.5 * SQUARES[confidence] / (10 + SQUARES[confidence])
    assert newcombe(10, 10, 0, 10, confidence) == pytest.approx((low, 1), abs=1e-6)
    assert newcombe_each([(10, 10, 0, 10), (0, 10, 10, 10)], confidence) == [
        pytest.approx((low, 1), abs=1e-6),
        pytest.approx((-1, -low), abs=1e-6),
    ]


def test_no_pairs_have_no_intervals():
    assert newcombe_each([]) == []


def test_intervals_stand_beside_their_own_cells_in_a_mixed_table():
    given = cells(
        ("integrations", 5, None, "normal"),
        ("women_share", 10, 10, "low_reliability"),
        ("women_share", None, 10, "confidential"),
        ("cheque_share", 5, 10, "normal"),
        ("women_share", 5, None, "confidential"),
        ("women_share", 0, 0, "not_available"),
        # A rate per inhabitants has both numbers and is no share.
        ("integrations_per_100k", 5, 100, "normal"),
        ("active_12m", 0, 1, "low_reliability"),
    )
    square = SQUARES[0.95]
    found = add_intervals(given)
    pd.testing.assert_frame_equal(found[list(given.columns)], given)
    assert list(found.columns) == [*given.columns, "low", "high"] and set(found.dtypes[-2:].map(str)) == {"Float64"}
    has_none = [True, False, True, True, True, True, True, False]
    assert found["low"].isna().tolist() == found["high"].isna().tolist() == has_none
    assert found["low"].dropna().tolist() == pytest.approx([10 / (10 + square), 0], abs=1e-6)
    assert found["high"].dropna().tolist() == pytest.approx([1, square / (1 + square)], abs=1e-6)
