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


def table(rows, *names):
    """A table of one measure by year, as the docstring of `concentrate` describes it."""
    frame = pd.DataFrame(rows, columns=["measure", "year", *names, "numerator", "denominator", "status"])
    return frame.astype(dict.fromkeys([*names, "numerator"], "Float64") | {"denominator": "Int64"})


def test_both_tables_are_as_described_with_the_years_in_order():
    # 2014: Fes 10 MAD a support, Rabat 30. 2015: one city, 50 MAD each.
    rows = [(2015, "fes", 2000, 40), (2014, "rabat", 600, 20), (2014, "fes", 200, 20)]
    curves, summary = concentrate(cities(*rows))
    name = "funding_per_integration"
    expected = table(
        [
            (name, 2014, 0, 0, 0, 0, "normal"), (name, 2014, 0.5, 0.25, 200, 20, "normal"),
            (name, 2014, 1, 1, 800, 40, "normal"),
            (name, 2015, 0, 0, 0, 0, "normal"), (name, 2015, 1, 1, 2000, 40, "normal"),
        ],
        "share_of_supports", "share_of_money",
    )  # fmt: skip
    pd.testing.assert_frame_equal(curves, expected)
    # By hand: 1 - (0.5 x 0.25 + 0.5 x 1.25) = 0.25; one city has its supports alike, and half of the money on half.
    rows = [(name, 2014, 2, 0.25, 0.25, 800, 40, "normal"), (name, 2015, 1, 0, 0.5, 2000, 40, "normal")]
    expected = table(rows, "cities", "gini", "least_half").astype({"cities": "Int64"})
    pd.testing.assert_frame_equal(summary, expected)


@pytest.mark.parametrize(("supports", "said"), [(14, "low_reliability"), (15, "normal")])
def test_thirty_supports_are_enough_and_one_fewer_are_not(supports, said):
    curves, summary = concentrate(cities((2014, "fes", 100, 15), (2014, "rabat", 300, supports)))
    assert set(curves["status"]) == set(summary["status"]) == {said}


def test_a_year_without_money_is_not_available_however_many_supports():
    curves, summary = concentrate(cities((2014, "fes", 0, 50), (2014, "rabat", 0, 40)))
    row = summary.iloc[0]
    assert (row["cities"], row["numerator"], row["denominator"], row["status"]) == (2, 0, 90, "not_available")
    assert pd.isna(row["gini"]) and pd.isna(row["least_half"]) and set(curves["status"]) == {"not_available"}


def test_the_least_amount_of_money_is_money():
    assert concentrate(cities((2014, "fes", 0.5, 50)))[1]["status"].tolist() == ["normal"]


def test_a_city_without_supports_is_not_counted():
    curves, summary = concentrate(cities((2014, "fes", 0, 0), (2014, "rabat", 300, 1), (2014, "sale", 600, 39)))
    # By hand: Sale's 39 have 2/3 of the money: 1 - (39/40 x 2/3 + 1/40 x 5/3) = 1 - 83/120.
    assert summary["cities"].tolist() == [2] and summary["gini"].tolist() == pytest.approx([37 / 120])
    assert curves["denominator"].tolist() == [0, 39, 40]


def test_the_rows_of_a_city_are_added_up_before_cities_are_compared():
    # Two programmes of Fes, 10 and 30 MAD a support, make 20 of the whole city, as Rabat has: nothing is unequal.
    _, summary = concentrate(cities((2014, "fes", 200, 20), (2014, "rabat", 400, 20), (2014, "fes", 600, 20)))
    assert summary["gini"].tolist() == pytest.approx([0], abs=1e-12)
    assert summary[["cities", "numerator", "denominator"]].values.tolist() == [[2, 1200, 60]]


def test_cities_that_have_alike_keep_their_order():
    # Cities with an odd number of supports have 10 MAD each, the others 20; the larger stand first.
    rows = [(2014, f"city {count}", (20 - 10 * (count % 2)) * count, count) for count in range(40, 0, -1)]
    curves, _ = concentrate(cities(*rows))
    in_order = [*range(39, 0, -2), *range(40, 0, -2)]
    assert curves["denominator"].tolist() == [sum(in_order[:place]) for place in range(41)]


@pytest.mark.parametrize(("money", "supports"), [(None, None), (None, 40), (9, None)])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_hidden_row_hides_its_year_wherever_it_stands(money, supports, place):
    rows = [(2014, "fes", 9, 90), (2014, "fes", 5, 40)]
    rows.insert(place, (2014, "fes", money, supports))
    curves, summary = concentrate(cities(*rows, (2014, "rabat", 9, 90)))
    numbers = {"cities": None, "gini": None, "least_half": None, "numerator": None, "denominator": None}
    assert summary.astype(object).where(summary.notna(), None).to_dict("records") == [
        {"measure": "funding_per_integration", "year": 2014} | numbers | {"status": "confidential"}
    ]
    assert curves.empty and "status" in curves


def test_a_hidden_city_hides_the_year():
    curves, summary = concentrate(
        cities((2014, "fes", None, None), (2014, "rabat", 9, 90), (2015, "fes", 9, 90)).assign(
            status=["confidential", "normal", "normal"]
        )
    )
    assert summary["status"].tolist() == ["confidential", "normal"]
    assert set(curves["year"]) == {2015} and summary["gini"].isna().tolist() == [True, False]
