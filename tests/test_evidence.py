"""The p-value of a difference of two shares: the published statistic, an independent library, nobody and everybody."""

import pytest
from scipy import stats

from analytics.comparison.evidence import p_value


def test_p_value_is_that_of_pearsons_chi_squared():
    # Physicians' Health Study, heart attacks under placebo and aspirin, Agresti (2007), Introduction to Categorical Data
    # Analysis, table 2.3: X² = 25.014 without continuity correction.
    assert p_value(189, 11034, 104, 11037) == pytest.approx(stats.chi2.sf(25.014, df=1), rel=1e-3)


@pytest.mark.parametrize(("after", "before"), [((56, 70), (48, 80)), ((9, 10), (3, 10)), ((5, 56), (0, 29)), ((10, 10), (0, 20))])  # fmt: skip
def test_p_value_is_that_of_scipy_and_turns_round(after, before):
    table = [[after[0], after[1] - after[0]], [before[0], before[1] - before[0]]]
    assert p_value(*after, *before) == pytest.approx(stats.chi2_contingency(table, correction=False).pvalue)
    assert p_value(*after, *before) == pytest.approx(p_value(*before, *after))


@pytest.mark.parametrize(("after", "before"), [((0, 10), (0, 20)), ((10, 10), (20, 20))])
def test_nobody_or_everybody_in_both_groups_is_no_difference(after, before):
    assert p_value(*after, *before) == 1
