"""The log-rank test of the smallest cohorts: every number by hand, as Mantel (1966) adds them up."""

import pandas as pd
import pytest

from analytics.comparison.log_rank import log_rank

# Chi-square of one degree of freedom beyond 1: the share of a normal distribution beyond one standard deviation.
BEYOND_ONE = 0.3173105


def exits(*rows, by="year"):
    """Cells of (group, month, exit, how many)."""
    table = pd.DataFrame(rows, columns=[by, "exit_month", "exit", "numerator"])
    return table.assign(measure="exits", status="normal").astype({"numerator": "Int64"})


def test_two_supports_that_end_one_after_the_other():
    # Month 1: two at risk, one in either group, one ends: expected 1/2, variance 1 × 1/2 × 1/2 × (2 − 1) / (2 − 1). Month
    # 2: the one that is left ends, which says nothing. (1 − 1/2)² / (1/4) = 1.
    found = log_rank(exits((2014, 1, "ended", 1), (2015, 2, "ended", 1)))
    assert (found.observed, found.expected, found.statistic) == (1, 0.5, 1)
    assert found.p_value == pytest.approx(BEYOND_ONE, abs=5e-8)


def test_several_that_end_in_one_month_have_the_hypergeometric_variance():
    # Six at risk, two of them in the first group; three end, both of the first: expected 3 × 1/3 = 1, variance
    # 3 × 1/3 × 2/3 × (6 − 3) / (6 − 1) = 2/5, (2 − 1)² / (2/5). Who stays leaves in month 4.
    rows = [(2014, 3, "ended", 2), (2015, 3, "certified", 1), (2015, 4, "censored", 3)]
    found = log_rank(exits(*rows))
    assert (found.observed, found.expected) == (2, pytest.approx(1)) and found.statistic == pytest.approx(2.5)


def test_the_first_group_is_the_first_of_the_cells():
    rows = [(2014, 3, "ended", 2), (2015, 3, "ended", 1), (2015, 4, "censored", 3)]
    found, turned = log_rank(exits(*rows)), log_rank(exits(*rows[::-1]))
    assert (found.observed, turned.observed) == (2, 1) and found.expected + turned.expected == pytest.approx(3)
    assert found.statistic == pytest.approx(turned.statistic) and found.p_value == pytest.approx(turned.p_value)


def test_only_the_endings_in_question_count_and_the_others_leave():
    # The first returns in month 1 and leaves the count; in month 2 one of one and one is left: 1/2, and 1 as above.
    rows = [(2014, 1, "returned_to_prison", 1), (2014, 2, "ended", 1), (2015, 3, "ended", 1)]
    found = log_rank(exits(*rows), causes=["ended"])
    assert (found.observed, found.expected, found.statistic) == (1, 0.5, 1)


def test_the_last_month_that_is_compared_is_compared():
    rows = [(2014, 2, "ended", 1), (2015, 3, "ended", 1)]
    assert log_rank(exits(*rows), until=2).statistic == 1
    # Until month 1 nobody ends.
    assert log_rank(exits(*rows), until=1) is None


def test_where_one_group_alone_is_at_risk_nothing_can_differ():
    assert log_rank(exits((2014, 1, "censored", 5), (2015, 2, "ended", 3), (2015, 3, "censored", 3))) is None


def test_three_groups_are_not_two_and_a_group_of_nobody_is_none():
    two = [(2014, 1, "ended", 1), (2015, 2, "ended", 1)]
    assert log_rank(exits(*two, (2016, 2, "ended", 1))) is None
    assert log_rank(exits(*two, (2016, 2, "ended", 0))) == log_rank(exits(*two))


def test_groups_are_those_of_the_dimension():
    rows = [("F", 1, "ended", 1), ("M", 2, "ended", 1)]
    assert log_rank(exits(*rows, by="sex"), by="sex").statistic == 1
