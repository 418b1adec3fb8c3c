"""How widely units spread: every number by hand, and where there are too few units or nothing to be said."""

from math import exp, factorial

import numpy as np
import pytest

from analytics.comparison.dispersion import Dispersion, dispersion_of, phi_of, tau2_of


@pytest.mark.parametrize(("scores", "phi"), [([2.0, -2.0], 4), ([1, 2, 3], 14 / 3), ([0, 0, 3], 3)])
def test_phi_is_the_mean_square(scores, phi):
    assert phi_of(scores) == pytest.approx(phi)


def test_p_is_that_of_a_chi_square_with_a_degree_of_freedom_fewer_than_units():
    # Eleven scores of ±1 add up to 11; with ten degrees of freedom the tail is a sum of Poisson chances in closed form:
    # exp(-x/2) × Σ (x/2)^j / j! over j = 0 to 4.
    spread = dispersion_of([1.0, -1.0] * 5 + [1.0], [0.1] * 11)
    assert (spread.units, spread.phi) == (11, 1)
    assert spread.p_value == pytest.approx(exp(-5.5) * sum(5.5**j / factorial(j) for j in range(5)))
    assert spread.tau2 == pytest.approx(0.001) and not spread.is_widened


def test_variance_between_units_of_equal_errors():
    # Eleven scores of ±2 with errors of 0.1: weights 100, room 1100 − 11 × 100² / 1100 = 1000, (11 × 4 − 10) / 1000.
    spread = dispersion_of([2.0, -2.0] * 5 + [2.0], [0.1] * 11)
    assert spread.tau2 == pytest.approx(0.034) and spread.is_widened
    # Chi-square 44 with ten degrees of freedom, as above.
    assert spread.p_value == pytest.approx(exp(-22) * sum(22.0**j / factorial(j) for j in range(5)))


def test_the_test_is_of_the_scores_as_they_are_and_phi_of_those_with_their_ends_drawn_in():
    # Twenty of ±1 and one of 6: 20 + 36 = 56 with 20 degrees of freedom; the tail of an even number of them in closed form.
    # Drawn in to the quantiles, the 6 is a 1: the mean square of 21 ones.
    spread = dispersion_of([1.0, -1.0] * 10 + [6.0], [0.1] * 21)
    assert spread.p_value == pytest.approx(exp(-28) * sum(28.0**j / factorial(j) for j in range(10)))
    assert spread.phi == 1 and spread.is_significant


def test_by_chance_alone_one_in_twenty_is_called_spread():
    draw = np.random.default_rng(2015)
    many = draw.standard_normal((2000, 25))
    # Each is held against the mean of all of them, as cities are.
    found = [dispersion_of(scores - scores.mean(), [0.1] * 25).is_significant for scores in many]
    # 5 % of 2,000 within three standard errors of 0.49 %.
    assert 0.05 - 0.015 < np.mean(found) < 0.05 + 0.015


@pytest.mark.parametrize(
    ("phi", "errors", "tau2"),
    [
        # Weights 1 and 4: room 5 − 17/5 = 1.6, (2 × 3 − 1) / 1.6.
        (3, [1, 0.5], 3.125),
        # Weights 1 and 1: room 2 − 2/2 = 1, (2 × 3 − 1) / 1.
        (3, [1, 1], 5),
        # Less than chance alone would spread them is no variance between them.
        (0.25, [1, 1], 0),
        # One unit leaves no room, whatever its score: 4 − 16/4.
        (3, [0.5], 0),
    ],
)
def test_variance_between_few_units_is_worked_out_by_hand(phi, errors, tau2):
    assert tau2_of(phi, errors) == pytest.approx(tau2)


def test_ten_units_are_tested_and_nine_are_not():
    nine, ten = (dispersion_of([9.0] * units, [0.1] * units) for units in (9, 10))
    assert (nine.units, nine.is_tested, nine.is_widened, nine.tau2) == (9, False, False, 0)
    assert np.isnan(nine.phi) and np.isnan(nine.p_value)
    assert (ten.units, ten.is_tested, ten.is_widened, ten.phi) == (10, True, True, 81)
    # (10 × 81 − 9) / (1000 − 100), by hand as above.
    assert ten.tau2 == pytest.approx(0.89)


@pytest.mark.parametrize(
    ("units", "p_value", "tau2", "is_widened"),
    [
        (10, 0.0499, 1e-9, True),
        (10, 0.05, 1e-9, False),
        (10, 0.0499, 0.0, False),
        (9, 0.0499, 1e-9, False),
    ],
)
def test_limits_widen_below_five_percent_for_ten_units_with_a_variance(units, p_value, tau2, is_widened):
    assert Dispersion(units, 2.0, p_value, tau2).is_widened is is_widened
