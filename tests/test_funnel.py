"""Funnels: limits and over-dispersion as published, every unit in its place, and nothing judged that cannot be."""

import numpy as np
import pandas as pd
import pytest

from analytics.comparison import funnel as funnels
from analytics.comparison.dispersion import dispersion_of, phi_of, tau2_of, winsorise
from analytics.comparison.exact_limits import binomial_limits, poisson_limits
from analytics.comparison.funnel import RATES
from analytics.measures.catalogue import MEASURES


def cells_of(measure, rows, year=2015, status="normal"):
    """Cells by city: {city: (numerator, denominator)}; None is a hidden cell."""
    frame = pd.DataFrame(
        [(measure, year, city, *(pair or (pd.NA, pd.NA))) for city, pair in rows.items()],
        columns=["measure", "year", "city", "numerator", "denominator"],
    ).astype({"numerator": "Int64", "denominator": "Int64"})
    per = 100_000 if measure == "integrations_per_100k" else 1
    frame["value"] = frame["numerator"].astype("Float64") / frame["denominator"].astype("Float64") * per
    frame["status"] = ["confidential" if pair is None else status for pair in rows.values()]
    return frame


def funnel(cells, measure="active_12m", whole=None):
    return funnels.funnel(cells, MEASURES[measure], whole)


def funnel_of_change(cells, measure="active_12m", whole=None):
    return funnels.funnel_of_change(cells, MEASURES[measure], whole=whole)


def places(found):
    return dict(zip(found.units["city"], found.units["place"], strict=True))


# What must be refused.


def test_a_table_without_status_is_refused():
    with pytest.raises(ValueError, match="status"):
        funnel(cells_of("active_12m", {"a": (1, 2)}).drop(columns="status"))


@pytest.mark.parametrize("measure", ["integrations", "funding_total", "funding_mean", "cheque_share"])
def test_counts_and_money_have_no_funnel(measure):
    assert measure not in RATES
    with pytest.raises(ValueError, match="rate"):
        funnel(cells_of(measure, {"a": (1, 2), "b": (3, 4), "c": (5, 6)}), measure)


def test_a_rate_per_inhabitants_has_no_funnel_of_change():
    with pytest.raises(ValueError, match="share"):
        funnel_of_change(cells_of("integrations_per_100k", {"a": (1, 200_000)}), "integrations_per_100k")


@pytest.mark.parametrize("rows", [{}, {"a": (3, 10)}, {"a": (3, 10), "b": (4, 10)}, dict.fromkeys("abc", (0, 10))])
def test_too_few_units_or_no_case_at_all_is_no_funnel(rows):
    found = funnel(cells_of("active_12m", rows))
    assert not found.is_drawable and set(found.units["place"]) <= {"not_judged"}


def test_a_hidden_unit_is_kept_and_not_judged():
    rows = {"a": (30, 40), "b": None, "c": (31, 40), "d": (29, 40)}
    whole = cells_of("active_12m", {"all": (100, 160)})
    found = funnel(cells_of("active_12m", rows), whole=whole)
    assert places(found)["b"] == "not_judged" and found.has_hidden
    # The middle is that of all units, the hidden one with them; what is shown would give 90 of 120.
    assert found.overall == pytest.approx(100 / 160)
    assert not funnel(cells_of("active_12m", rows)).is_drawable


def test_the_change_of_all_units_counts_the_hidden_ones():
    rows = {"a": (30, 40), "b": (20, 40), "c": (31, 40), "d": (29, 40)}
    before = cells_of("active_12m", rows, year=2014)
    after = cells_of("active_12m", rows | {"b": None}, year=2015)
    whole = pd.concat(
        [cells_of("active_12m", {"all": pair}, year) for year, pair in ((2014, (110, 160)), (2015, (126, 168)))]
    )
    found = funnel_of_change(pd.concat([before, after]), whole=whole)
    assert found.overall == pytest.approx(126 / 168 - 110 / 160) and len(found.units) == 3
    assert not funnel_of_change(pd.concat([before, after])).is_drawable


# Limits, as published.


def test_chances_beyond_the_limits_are_those_of_seaton_and_manktelow_2012():
    # BMC Medical Research Methodology 12: 98, table of the probability of falling below the lower and above the upper
    # 95 % limit by chance, “prediction” limits, 1 to 50 expected: median, least, largest.
    from scipy.stats import poisson

    expected = np.arange(1, 50.005, 0.01)
    low, high = poisson_limits(expected, 0.95)
    below = poisson.cdf(np.ceil(low) - 1, expected)
    above = poisson.sf(np.floor(high), expected)
    assert [np.median(below), below.min(), below.max()] == pytest.approx([0.0186, 0, 0.0250], abs=5e-5)
    assert [np.median(above), above.min(), above.max()] == pytest.approx([0.0201, 0.0052, 0.0250], abs=5e-5)


@pytest.mark.parametrize(
    ("observed", "lower_95", "upper_95", "lower_998", "upper_998"),
    [
        # PHEindicatormethods (UK Health Security Agency), tests/testthat/testdata_funnel_ratio_outputs.csv: the expected
        # number at which an observed one lies on the exact Poisson limit.
        (1, 5.571644585, 0.025317898, 9.233410143, 0.001000547),
        (5, 11.6683331, 1.623486324, 16.45474478, 0.739371928),
        (10, 18.39035799, 4.795387629, 24.13397235, 2.960519925),
        (50 + 1, 67.05559502, 37.97285619, 77.15705647, 31.74201957),
        (100, 121.6268111, 81.36400699, 134.9243187, 71.92139974),
    ],
)
def test_poisson_limits_are_those_of_the_health_agency(observed, lower_95, upper_95, lower_998, upper_998):
    # With slightly more expected, the observed number lies beyond its limit; with slightly less, inside.
    for expected, confidence, side in (
        (lower_95, 0.95, 0), (upper_95, 0.95, 1), (lower_998, 0.998, 0), (upper_998, 0.998, 1),
    ):  # fmt: skip
        further, nearer = (1 + 1e-4, 1 - 1e-4) if side == 0 else (1 - 1e-4, 1 + 1e-4)
        limits = [poisson_limits(expected * share, confidence)[side] for share in (further, nearer)]
        assert limits == pytest.approx([observed, observed], abs=2e-2)
        beyond = [(observed < limit) if side == 0 else (observed > limit) for limit in limits]
        assert beyond == [True, False]


@pytest.mark.parametrize(
    ("size", "low_95", "high_95", "low_998", "high_998"),
    [
        # The same package, testdata_funnel_prop_outputs.csv: limits in percent around 80.642448 % (score limits, which the
        # exact ones meet as the number of cases grows).
        (10_000 - 2, 79.867989, 81.416907, 79.421375, 81.863521),
        (28_360, 80.182613, 81.102283, 79.917436, 81.36746),
        (110_000, 80.408963, 80.875933, 80.274317, 81.010578),
    ],
)
def test_binomial_limits_of_many_cases_are_those_of_the_health_agency(size, low_95, high_95, low_998, high_998):
    rate = 0.80642448
    found = [*binomial_limits(size, rate, 0.95), *binomial_limits(size, rate, 0.998)]
    two_cases = 2 / size
    assert found == pytest.approx([low_95 / 100, high_95 / 100, low_998 / 100, high_998 / 100], abs=two_cases)


@pytest.mark.parametrize("rate", [0.03, 0.25, 0.76])
def test_a_share_beyond_a_limit_is_never_likelier_than_said(rate):
    # By the definition of the limit, and from scipy's distribution: the outcome decides, not our formula.
    from scipy.stats import binom

    for size in (1, 2, 7, 13, 30, 101):
        counts = np.arange(size + 1)
        for confidence in (0.95, 0.998):
            low, high = binomial_limits(size, rate, confidence)
            chances = binom.pmf(counts, size, rate)
            tail = (1 - confidence) / 2
            assert chances[counts / size < low].sum() <= tail + 1e-12
            assert chances[counts / size > high].sum() <= tail + 1e-12


def test_the_lower_limit_is_interpolated_as_in_the_appendix_of_spiegelhalter_2005():
    # r the least count with F(r) ≥ p, α = (F(r) − p) / (F(r) − F(r − 1)), limit (r − α) / n; with n = 4, θ = 1/2 and
    # p = 0.1: F = 1/16, 5/16, …: r = 1, α = (0.3125 − 0.1) / 0.25 = 0.85, limit 0.15 / 4.
    low, high = binomial_limits(4, 0.5, 0.8)
    assert (low, high) == pytest.approx((0.0375, 0.9625))


def test_no_share_lies_below_none_or_above_all():
    # Of 4 cases with a chance of 0.1, nobody is the likeliest outcome (0.6561): no lower limit above 0 is beyond chance.
    # Of 9 in 10 the same is true of all.
    assert binomial_limits(4, 0.1, 0.95)[0] == 0
    assert binomial_limits(4, 0.9, 0.95)[1] == 1


# Over-dispersion, as published.

# FunnelPlotR (NHS-R community), tests/testthat/test-classes_methods.R: six units, phi 2.948033.
OBSERVED, EXPECTED = np.array([100, 150, 180, 80, 120, 225]), np.array([108, 112, 165, 95, 100, 220])


def test_phi_is_that_of_funnelplotr():
    assert phi_of(np.sqrt(EXPECTED) * np.log(OBSERVED / EXPECTED)) == pytest.approx(2.948033, abs=5e-7)


def test_the_variance_between_units_is_that_of_dersimonian_and_laird():
    # statsmodels' own estimate for the same units, around their own weighted mean.
    from statsmodels.stats.meta_analysis import combine_effects

    values, variances = np.log(OBSERVED / EXPECTED), 1 / EXPECTED
    mean = np.average(values, weights=EXPECTED)
    found = tau2_of(phi_of((values - mean) / np.sqrt(variances)), np.sqrt(variances))
    assert found == pytest.approx(combine_effects(values, variances, method_re="chi2").tau2)
    assert found > 0


def test_the_outermost_tenth_of_either_end_is_drawn_in():
    # Quantiles of eleven evenly spaced scores: the tenth lies at the second, the ninth tenth at the tenth.
    assert winsorise(np.arange(11)).tolist() == [1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9]


def test_fewer_than_ten_units_are_not_tested():
    spread = dispersion_of([9.0] * 9, [0.1] * 9)
    assert not spread.is_tested and not spread.is_widened


@pytest.mark.parametrize(("score", "is_widened"), [(1.0, False), (2.0, True)])
def test_limits_widen_only_where_the_spread_is_more_than_chance(score, is_widened):
    # 20 scores of ±1: 20 × 1 against chi-square with 19 degrees of freedom, p = 0.39; of ±2: 80, p < 0.0001.
    assert dispersion_of([score, -score] * 10, [0.1] * 20).is_widened is is_widened


# A whole funnel.


def test_each_unit_is_in_its_place():
    rows = {f"usual{number}": (50, 100) for number in range(8)}
    found = funnel(cells_of("active_12m", rows | {"far": (70, 100), "near": (39, 100), "small": (3, 4)}))
    said = places(found)
    assert said["far"] == "beyond_998" and said["near"] == "beyond_95" and said["small"] == "inside"
    assert {said[name] for name in rows} == {"inside"}


def test_a_city_of_few_expected_cases_is_held_against_the_limits_and_not_in_the_test_of_all():
    """Of 4 in 100 a city of 100 expects 4, and tells nothing of a normal curve; its limits are exact all the same."""
    rows = {f"usual{number}": (8, 200) for number in range(10)} | {f"few{number}": (0, 20) for number in range(10)}
    found = funnel(cells_of("return_to_prison_12m", rows | {"far": (12, 20)}), "return_to_prison_12m")
    assert found.dispersion.units == 10 and places(found)["far"] == "beyond_998"
    assert not funnel(
        cells_of("return_to_prison_12m", {**rows, "usual0": (4, 100)}), "return_to_prison_12m"
    ).dispersion.is_tested


def test_widened_limits_of_many_cases_are_those_of_the_additive_model():
    # θ ± z √(s² + τ²), Spiegelhalter (2005), A.3.2, with z of 2.5 % from the normal table.
    rows = {f"unit{number}": (5000 + 400 * (-1) ** number, 10_000) for number in range(20)}
    found = funnel(cells_of("active_12m", rows))
    error2 = 0.25 / 10_000
    # All |z| are 8: phi 64, and of 20 equal weights τ² = (20 × 64 − 19) / (19 × w).
    tau2 = (20 * 64 - 19) / (19 / error2)
    assert found.dispersion.is_widened and found.dispersion.tau2 == pytest.approx(tau2)
    reach = 1.959964 * np.sqrt(error2 + tau2)
    assert found.units["high_95"].iloc[0] == pytest.approx(0.5 + reach, abs=1 / 10_000)
    assert set(found.units["place"]) == {"inside"}


def test_counts_per_inhabitants_have_poisson_limits():
    rows = {"a": (10, 100_000), "b": (10, 100_000), "c": (10, 100_000), "d": (24, 100_000)}
    found = funnel(cells_of("integrations_per_100k", rows), "integrations_per_100k")
    # 54 in 400,000: 13.5 expected each; P(X ≥ 24) = 0.006 and P(X ≤ 10) = 0.21 of a Poisson count.
    assert found.overall == pytest.approx(13.5)
    assert places(found) == {"a": "inside", "b": "inside", "c": "inside", "d": "beyond_95"}


def changes_of(rows):
    """{city: ((before), (after))} as cells by city and year."""
    frames = [
        cells_of("active_12m", {city: pair[which] for city, pair in rows.items()}, year)
        for which, year in ((0, 2014), (1, 2015))
    ]
    return pd.concat(frames, ignore_index=True)


def test_a_change_is_held_against_the_change_of_all():
    rows = {f"usual{number}": ((50, 100), (60, 100)) for number in range(8)} | {"other": ((70, 100), (40, 100))}
    found = funnel_of_change(changes_of(rows))
    before, after = 470 / 900, 520 / 900
    assert found.overall == pytest.approx(after - before)
    # By hand: √(θ₁(1−θ₁)/100 + θ₂(1−θ₂)/100) = 0.0703; −0.30 lies (−0.30 − 0.0556) / 0.0703 = −5.1 errors off.
    assert places(found)["other"] == "beyond_998" and places(found)["usual0"] == "inside"
    # As many cases in both years: the size is that number.
    assert found.units["size"].tolist() == pytest.approx([100] * 9)


def test_a_change_of_too_few_cases_is_shown_and_not_judged():
    rows = {f"usual{number}": ((50, 100), (60, 100)) for number in range(8)} | {"small": ((0, 6), (6, 6))}
    found = funnel_of_change(changes_of(rows))
    small = found.units.set_index("city").loc["small"]
    assert small["place"] == "not_judged" and small["value"] == 1 and pd.isna(small["low_95"])


def test_a_unit_of_one_year_has_no_change():
    rows = dict.fromkeys("abcd", ((50, 100), (60, 100))) | {"new": (None, (60, 100))}
    assert "new" not in places(funnel_of_change(changes_of(rows)))
