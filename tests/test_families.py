"""Many groups at once: the adjustment is that of Benjamini and Hochberg, as published."""

import pandas as pd
import pytest

from analytics.comparison.families import FALSE_DISCOVERY_RATE, adjust

# Benjamini and Hochberg (1995), section 3.2: the 15 tests of Neuhaus et al. (1992) on events after thrombolysis.
PUBLISHED = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
]  # fmt: skip


@pytest.mark.parametrize("value", [-0.01, 1.01])
def test_what_is_no_p_value_is_refused(value):
    with pytest.raises(ValueError, match="between 0 and 1"):
        adjust([0.5, value])


def test_the_ends_of_what_a_p_value_can_be_are_taken():
    assert list(adjust([0.0, 1.0])) == [0.0, 1.0]


def test_the_published_example_keeps_four_of_fifteen():
    # The paper keeps the four up to 0.0095: the fourth bound is 4/15 of 0.05 = 0.0133, the fifth 0.0167, below 0.0201.
    assert [value <= FALSE_DISCOVERY_RATE for value in adjust(PUBLISHED)] == [True] * 4 + [False] * 11


def test_adjusted_values_of_the_published_example():
    # The values that scipy documents for it (scipy.stats.false_discovery_control), and by hand: p × 15 / its place, and
    # never more than that of a larger one: 0.0278 × 15 / 6 = 0.0695, but 0.0298 × 15 / 7 = 0.0639.
    assert list(adjust(PUBLISHED))[:9] == pytest.approx(
        [0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.0638571, 0.0638571, 0.0645, 0.0765], abs=1e-7
    )


def test_the_order_of_the_tests_does_not_matter():
    assert list(adjust(PUBLISHED[::-1])) == list(adjust(PUBLISHED))[::-1]


def test_a_test_that_was_not_possible_is_not_of_the_family():
    adjusted = adjust([0.02, None, 0.04, pd.NA])
    assert list(adjusted[[0, 2]]) == pytest.approx([0.04, 0.04])
    assert adjusted.isna().tolist() == [False, True, False, True]


def test_a_family_of_one_is_as_it_was_and_an_empty_one_stays_empty():
    assert list(adjust([0.03])) == pytest.approx([0.03])
    assert list(adjust([])) == [] and adjust([None]).isna().all()
