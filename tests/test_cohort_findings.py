"""What decides a finding of two cohorts: the kind of ending, the window, and exactly how many there are."""

from datetime import date

import pandas as pd
import pytest
from scipy.stats import chi2

from analytics.comparison import cohorts
from analytics.comparison.cohorts import follow_cohorts
from analytics.comparison.log_rank import LogRank

END_OF_2016 = date(2016, 12, 31)


def exits(*rows):
    """Rows of year, month, exit and how many."""
    table = pd.DataFrame(rows, columns=["year", "exit_month", "exit", "numerator"])
    return table.assign(measure="exits", status="normal").astype({"numerator": "Int64"})


# In either year 50 of 100 end in month 3; in 2014 all of them by a return to prison, in 2015 none.
RETURNED_IN_2014 = [
    (2014, 3, "returned_to_prison", 50), (2014, 12, "censored", 50), (2015, 3, "ended", 50), (2015, 12, "censored", 50),
]  # fmt: skip


def test_each_kind_has_its_own_curve_and_its_own_test():
    found = follow_cohorts(exits(*RETURNED_IN_2014), END_OF_2016)
    running, returned = found["running"], found["returned_to_prison"]
    assert list(found) == ["running", "returned_to_prison"] == [running.kind, returned.kind]
    assert (running.finding, returned.finding) == ("not_enough_evidence", "different")
    # 100 of 200 end in month 3, and half are expected in either; of 50 that return 25 are, with the variance
    # 50 × 1/4 × 150 / 199: 625 / 9.4221 = 66.333.
    assert (running.test.observed, running.test.expected, running.test.statistic) == (50, 50, 0)
    assert (returned.test.observed, returned.test.expected) == (50, 25)
    assert returned.test.statistic == pytest.approx(66.333, abs=5e-4)
    # Of two tests the smaller p-value is doubled, and the larger, 1, stays.
    assert (running.adjusted, returned.adjusted) == (1, pytest.approx(2 * chi2.sf(returned.test.statistic, 1)))
    assert (running.tests, returned.tests) == (2, 2)
    of_month_3 = [each.curves.set_index(["year", "months"])["value"] for each in (running, returned)]
    assert [(each[2014, 3], each[2015, 3]) for each in of_month_3] == [(0.5, 0.5), (0.5, 0)]


def test_a_kind_of_which_nobody_ends_has_no_test_and_is_not_of_the_family():
    rows = [(2014, 3, "ended", 70), (2014, 12, "censored", 30), (2015, 3, "ended", 10), (2015, 12, "censored", 90)]
    found = follow_cohorts(exits(*rows), END_OF_2016)
    returned, running = found["returned_to_prison"], found["running"]
    assert (returned.test, returned.adjusted, returned.tests) == (None, None, 1)
    assert returned.finding == "not_enough_evidence"
    assert (running.adjusted, running.tests, running.finding) == (running.test.p_value, 1, "different")


def test_both_windows_are_closed_where_each_year_was_observed_and_both_were():
    # 2014 has been observed for 24 months and 2015 for 12; 40 are followed to month 30 in either.
    found = follow_cohorts(exits((2014, 30, "censored", 40), (2015, 30, "censored", 40)), END_OF_2016)
    for each in found.values():
        curves = each.curves.set_index(["year", "months"])["status"]
        marked = [curves[key] for key in ((2014, 24), (2014, 25), (2015, 12), (2015, 13))]
        assert marked == ["normal", "provisional", "normal", "provisional"]
        assert (each.until, each.month, each.years) == (12, 12, [2014, 2015])


@pytest.mark.parametrize(
    ("observed_until", "until", "month"),
    # The horizon is told and no later month, and before it the last that both were observed for.
    [(date(2017, 12, 31), 24, 12), (END_OF_2016, 12, 12), (date(2016, 11, 30), 11, 11), (date(2016, 1, 31), 1, 1)],
)
def test_the_month_that_is_told_is_the_horizon_or_the_last_closed_before_it(observed_until, until, month):
    rows = [(year, 3, "ended", 20) for year in (2014, 2015)] + [(year, 30, "censored", 40) for year in (2014, 2015)]
    for each in follow_cohorts(exits(*rows), observed_until).values():
        assert (each.until, each.month, each.finding) == (until, month, "not_enough_evidence")


@pytest.mark.parametrize("year", [2014, 2015])
def test_no_month_is_told_beyond_the_end_of_a_curve(year):
    # Of one year only four of a hundred are followed beyond month 5, less than a tenth.
    other = 2014 + 2015 - year
    rows = [(year, 5, "censored", 96), (year, 12, "censored", 4), (other, 12, "censored", 100)]
    found = follow_cohorts(exits(*rows), END_OF_2016)["running"]
    assert (found.month, found.until) == (5, 12)
    assert found.curves["value"].isna().sum() == 7 and len(found.rows) == len(found.curves)


@pytest.mark.parametrize(("size", "finding"), [(30, "not_enough_evidence"), (29, "too_few")])
@pytest.mark.parametrize("small", [2014, 2015])
def test_thirty_who_started_are_enough_and_one_fewer_are_not(small, size, finding):
    rows = [(small, 6, "ended", 9), (small, 12, "censored", size - 9)]
    rows += [(2014 + 2015 - small, 6, "ended", 30), (2014 + 2015 - small, 12, "censored", 70)]
    assert follow_cohorts(exits(*rows), END_OF_2016)["running"].finding == finding


def test_who_was_followed_for_a_month_is_somebody():
    found = follow_cohorts(exits((2014, 1, "censored", 50), (2015, 0, "censored", 50)), END_OF_2016)["running"]
    assert found.finding == "not_enough_evidence" and not found.is_empty
    found = follow_cohorts(exits((2014, 0, "censored", 50), (2015, 0, "censored", 50)), END_OF_2016)["running"]
    assert found.finding == "nobody" and found.is_empty and found.test is None


@pytest.mark.parametrize(
    ("adjusted", "finding"), [(0.05, "different"), (0.0500001, "not_enough_evidence"), (0.0, "different")]
)
def test_an_adjusted_p_value_of_five_percent_is_a_difference_and_a_larger_one_is_not(monkeypatch, adjusted, finding):
    monkeypatch.setattr(cohorts, "log_rank", lambda *_, **__: LogRank(4.0, adjusted, 1, 0.5))
    # Two tests of one p-value keep it when they are adjusted.
    found = follow_cohorts(exits(*RETURNED_IN_2014), END_OF_2016)
    assert {each.finding for each in found.values()} == {finding}


def test_other_years_than_those_compared_are_left_out():
    rows = [*RETURNED_IN_2014, (2013, 30, "ended", 50), (2016, 1, "ended", 2)]
    with_others, without = (follow_cohorts(exits(*each), END_OF_2016) for each in (rows, RETURNED_IN_2014))
    for kind, found in with_others.items():
        assert (found.years, found.until) == ([2014, 2015], 12)
        assert found.test == without[kind].test
        pd.testing.assert_frame_equal(found.curves, without[kind].curves)
    earlier = follow_cohorts(exits(*rows), END_OF_2016, years=(2013, 2014))["running"]
    # The end of 2016 lies three years after the last start of 2013, and two after that of 2014.
    assert (earlier.years, earlier.until) == ([2014, 2013], 24)
