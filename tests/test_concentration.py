"""How evenly money is spread: Gini coefficients and Lorenz curves as published."""

import pandas as pd
import pytest

from analytics.comparison.concentration import concentrate, gini, lorenz, share_of_least

# Mean incomes of the USA in 1968 in ten classes: the example of the documentation of the R packages ineq and DescTools.
INCOMES = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]


def cities(*rows):
    """Cells by year and city: (year, city, money, supports)."""
    frame = pd.DataFrame(rows, columns=["year", "city", "numerator", "denominator"])
    frame.insert(0, "measure", "funding_per_integration")
    return frame.assign(status="normal").astype({"numerator": "Float64", "denominator": "Int64"})


def test_a_table_without_status_is_refused():
    with pytest.raises(ValueError, match="status"):
        concentrate(cities((2014, "fes", 1, 1)).drop(columns="status"))


def test_gini_is_that_of_the_r_package_ineq_without_its_correction():
    found = gini(*lorenz(INCOMES))
    # Results of R's ineq as quoted in the tests of mgoeminne/scalar-ineq: 0.4620911, and 0.5134346 corrected by n/(n-1).
    assert found == pytest.approx(0.4620911, abs=5e-8)
    assert found * 10 / 9 == pytest.approx(0.5134346, abs=5e-8)


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        # By hand, 2·Σ(i·x)/(n·Σx) − (n + 1)/n: 10 020/5 020 − 6/5 and 200/125 − 6/5.
        ([1, 1, 1, 1, 1000], 0.796),
        ([0, 2.5, 5.0, 7.5, 10.0], 0.4),
        ([7, 7, 7], 0.0),
    ],
)
def test_gini_of_units_that_count_alike(amounts, expected):
    assert gini(*lorenz(amounts)) == pytest.approx(expected, abs=5e-4)


def test_gini_of_units_that_count_by_weight():
    # By hand: x = 3, 1, 6, 2, 1 each for 4, 2, 2, 10, 1: 228/893. Here amounts are totals of the units.
    values, weights = [3, 1, 6, 2, 1], [4, 2, 2, 10, 1]
    totals = [value * weight for value, weight in zip(values, weights, strict=True)]
    assert gini(*lorenz(totals, weights)) == pytest.approx(0.2553, abs=5e-5)


def test_a_lorenz_curve_adds_up_from_the_least():
    # By hand: 0, 2.5, 5, 7.5 and 10 are 0, 10, 20, 30 and 40 % of 25.
    across, up = lorenz([10.0, 0, 7.5, 2.5, 5.0])
    assert across.tolist() == pytest.approx([0, 0.2, 0.4, 0.6, 0.8, 1])
    assert up.tolist() == pytest.approx([0, 0, 0.1, 0.3, 0.6, 1])
    # Half of five units is halfway between the second and the third.
    assert share_of_least(across, up) == pytest.approx(0.2)


def test_without_money_there_is_no_curve_and_no_number():
    across, up = lorenz([0, 0])
    assert len(across) == 1 and gini(across, up) is None and share_of_least(across, up) is None


def test_supports_count_and_cities_are_not_named():
    # Fes: 10 MAD a support, Rabat: 30; of 40 MAD for 3 supports Fes' two have half.
    curves, summary = concentrate(cities((2014, "rabat", 20, 1), (2014, "fes", 20, 2)))
    assert "city" not in curves and "city" not in summary
    assert curves["share_of_supports"].tolist() == pytest.approx([0, 2 / 3, 1])
    assert curves["share_of_money"].tolist() == pytest.approx([0, 0.5, 1])
    assert curves["denominator"].tolist() == [0, 2, 3]
    row = summary.iloc[0]
    # By hand: 1 - (2/3 x 0.5 + 1/3 x 1.5) = 1/6; half of the supports have three quarters of a half.
    assert row["gini"] == pytest.approx(1 / 6) and row["least_half"] == pytest.approx(0.375)
    assert (row["cities"], row["numerator"], row["denominator"], row["status"]) == (2, 40, 3, "low_reliability")


def test_a_city_with_supports_and_no_money_counts_with_zero():
    _, summary = concentrate(cities((2014, "fes", 0, 50), (2014, "rabat", 100, 50)))
    assert summary.iloc[0]["gini"] == pytest.approx(0.5) and summary.iloc[0]["least_half"] == 0


def test_a_hidden_city_hides_the_year():
    curves, summary = concentrate(
        cities((2014, "fes", None, None), (2014, "rabat", 9, 90), (2015, "fes", 9, 90)).assign(
            status=["confidential", "normal", "normal"]
        )
    )
    assert summary["status"].tolist() == ["confidential", "normal"]
    assert set(curves["year"]) == {2015} and summary["gini"].isna().tolist() == [True, False]
