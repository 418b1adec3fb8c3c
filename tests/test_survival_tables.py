"""The table of a curve: whole, marked exactly where its numbers begin to be reliable, and cut at exactly a tenth."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics.comparison.survival import cumulative_incidence, curtail, months_by_group, months_observed, still_running

COLUMNS = ["measure", "sex", "months", "at_risk", "events", "value", "low", "high", "status"]
TYPES = dict.fromkeys(["months", "at_risk", "events"], "int64") | dict.fromkeys(["value", "low", "high"], "Float64")


def exits(*rows, by="year"):
    """Cells of (group, month, exit, how many)."""
    table = pd.DataFrame(rows, columns=[by, "exit_month", "exit", "numerator"])
    return table.assign(measure="exits", status="normal").astype({"numerator": "Int64"})


# Of 80 women 20 have ended by month 1 and 30 of the 60 left by month 3; of 4 men one is back in prison in month 1.
TWO_GROUPS = [
    ("F", 1, "ended", 20), ("F", 3, "certified", 20), ("F", 3, "completed", 10), ("F", 3, "censored", 30),
    ("M", 1, "returned_to_prison", 1), ("M", 1, "censored", 3),
]  # fmt: skip


def limits(value, error):
    """The 95 % interval on the log(-log) scale: value to the power of exp(± 1.959964 error / (value ln value))."""
    reach = np.exp(1.959964 * error / (value * -np.log(value)))
    return value**reach, value ** (1 / reach)


def test_a_table_of_what_still_runs_is_as_described():
    # Greenwood: the share times √(20 / (80 × 60)), and in month 3 √(20 / (80 × 60) + 30 / (60 × 30)).
    first = (0.75, *limits(0.75, 0.75 * (20 / 4800) ** 0.5))
    third = (0.375, *limits(0.375, 0.375 * (20 / 4800 + 30 / 1800) ** 0.5))
    men = (0.75, *limits(0.75, 0.75 * (1 / 12) ** 0.5))
    rows = [
        ("F", 0, 80, 0, 1, None, None, "normal"), ("F", 1, 80, 20, *first, "normal"), ("F", 2, 60, 0, *first, "normal"),
        ("F", 3, 60, 30, *third, "provisional"),
        ("M", 0, 4, 0, 1, None, None, "low_reliability"), ("M", 1, 4, 1, *men, "low_reliability"),
    ]  # fmt: skip
    expected = pd.DataFrame([("exits", *row) for row in rows], columns=COLUMNS).astype(TYPES)
    found = still_running(exits(*TWO_GROUPS, by="sex"), "sex", open_after={"F": 2, "M": 0})
    pd.testing.assert_frame_equal(found, expected, rtol=1e-6)


def test_a_table_of_one_way_to_end_counts_that_way_and_no_other():
    found = cumulative_incidence(exits(*TWO_GROUPS, by="sex"), "certified", "sex", {"F": 2})
    assert list(found.columns) == COLUMNS and found.dtypes.loc[list(TYPES)].map(str).to_dict() == TYPES
    # 60 of 80 are there in month 3, and 20 of the 60 are certified.
    assert found["value"].tolist() == pytest.approx([0, 0, 0, 0.25, 0, 0])
    assert found["events"].tolist() == [0, 0, 0, 20, 0, 0] and found["at_risk"].tolist() == [80, 80, 60, 60, 4, 4]
    assert found["status"].tolist() == ["normal"] * 3 + ["provisional"] + ["low_reliability"] * 2
    assert found["low"].notna().tolist() == found["high"].notna().tolist() == [False] * 3 + [True] + [False] * 2


def test_the_way_that_is_asked_for_unless_another_is_named_is_a_return_to_prison():
    found = cumulative_incidence(
        exits((2014, 1, "returned_to_prison", 10), (2014, 1, "ended", 20), (2014, 2, "censored", 70))
    )
    assert found["value"].tolist() == pytest.approx([0, 0.1, 0.1])


def test_without_censoring_the_interval_is_that_of_a_plain_share():
    # 40 of 100 in one month; Aalen's variance is then 0.4 × 0.6 × 100 / (100 × 99): the unbiased one of a share.
    found = cumulative_incidence(exits((2014, 1, "returned_to_prison", 40), (2014, 2, "censored", 60)))
    low, high = limits(0.4, (0.24 / 99) ** 0.5)
    assert found["value"].tolist() == pytest.approx([0, 0.4, 0.4])
    assert (found["low"].iloc[1], found["high"].iloc[1]) == pytest.approx((low, high), rel=1e-6)
    assert (found["low"].iloc[2], found["high"].iloc[2]) == pytest.approx((low, high), rel=1e-6)


def test_returns_on_the_first_day_have_the_same_interval():
    found = cumulative_incidence(exits((2014, 0, "returned_to_prison", 40), (2014, 1, "censored", 60)))
    limits_of_both = [(row["low"], row["high"]) for row in found.to_dict("records")]
    assert limits_of_both == [pytest.approx(limits(0.4, (0.24 / 99) ** 0.5), rel=1e-6)] * 2


def test_returns_of_several_months_have_the_variance_of_aalen():
    # 20 of 100, then 30 of the 80 left: incidence 0.2 and 0.5. By the three sums of Aalen (1978), Y at risk and d that
    # return, of the first month: (0.5 - 0.2)² d / ((Y - 1)(Y - d)), d (Y - d) / (Y² (Y - 1)) and, twice and taken off,
    # (0.5 - 0.2) d (Y - d) / (Y (Y - d)(Y - 1)); of the second, where nothing is left to rise: 0.8² d (Y - d) / (Y² (Y - 1)).
    rows = [(2014, 1, "returned_to_prison", 20), (2014, 2, "returned_to_prison", 30), (2014, 3, "censored", 50)]
    first = 0.09 * 20 / (99 * 80) + 20 * 80 / (100**2 * 99) - 2 * 0.3 * 20 * 80 / (100 * 80 * 99)
    second = 0.64 * 30 * 50 / (80**2 * 79)
    row = cumulative_incidence(exits(*rows)).iloc[2]
    assert (row["value"], row["low"], row["high"]) == pytest.approx(
        (0.5, *limits(0.5, (first + second) ** 0.5)), rel=1e-6
    )


def test_the_last_who_ends_otherwise_leaves_the_incidence_as_it_was():
    # One of two returns: 1/2, with the unbiased variance 1/4 of a share of two. The other ends, alone at risk.
    found = cumulative_incidence(exits((2014, 1, "returned_to_prison", 1), (2014, 2, "ended", 1)))
    assert found["value"].tolist() == pytest.approx([0, 0.5, 0.5])
    both = [(row["low"], row["high"]) for row in found.to_dict("records")[1:]]
    assert both == [pytest.approx(limits(0.5, 0.5), rel=1e-6)] * 2


def test_nobody_is_a_table_of_the_same_columns_and_kinds():
    for found in (still_running(exits()), cumulative_incidence(exits())):
        assert found.empty and list(found.columns) == ["measure", "year", *COLUMNS[2:]]
        assert found.dtypes.loc[list(TYPES)].map(str).to_dict() == TYPES


@pytest.mark.parametrize("form", [still_running, cumulative_incidence])
def test_thirty_at_risk_are_enough_and_one_fewer_are_not(form):
    found = form(exits((2014, 1, "returned_to_prison", 1), (2014, 2, "censored", 30)))
    assert found["at_risk"].tolist() == [31, 31, 30] and set(found["status"]) == {"normal"}
    found = form(exits((2014, 1, "returned_to_prison", 1), (2014, 2, "censored", 29)))
    assert found["status"].tolist() == ["normal", "normal", "low_reliability"]


def test_a_handful_weighs_more_than_an_open_window():
    found = still_running(exits((2014, 1, "ended", 1), (2014, 2, "censored", 29)), open_after={2014: 0})
    assert found["status"].tolist() == ["normal", "provisional", "low_reliability"]


def test_a_group_without_a_window_is_not_open():
    rows = [(year, 2, "censored", 40) for year in (2014, 2015)]
    found = still_running(exits(*rows), open_after={2015: 1})
    assert found["status"].tolist() == ["normal"] * 5 + ["provisional"]


def test_kinds_of_one_month_are_counted_apart_and_groups_of_nobody_left_out():
    rows = [(2014, 0, "censored", 1), (2014, 2, "ended", 3), (2014, 2, "ended", 2), (2014, 2, "returned_to_prison", 4)]
    found = months_by_group(exits(*rows, (2015, 2, "ended", 0), (2016, 2, "ended", None)), "year")
    assert list(found) == [2014]
    assert found[2014].at_risk.tolist() == [10, 9, 9]
    assert found[2014].of(["ended"]).tolist() == [0, 0, 5]
    assert found[2014].of(["ended", "returned_to_prison"]).tolist() == [0, 0, 9]
    assert found[2014].of(["certified", "completed"]).tolist() == [0, 0, 0]
    assert found[2014].of(["censored"]).tolist() == [1, 0, 0]


def test_who_leaves_after_the_last_month_is_still_there_then():
    rows = [(2014, 1, "ended", 1), (2014, 2, "ended", 2), (2014, 3, "ended", 4)]
    found = months_by_group(exits(*rows), "year", until=2)[2014]
    assert found.at_risk.tolist() == [7, 7, 6]
    assert found.of(["ended"]).tolist() == [0, 1, 2] and found.of(["censored"]).tolist() == [0, 0, 4]
    at_once = months_by_group(exits(*rows), "year", until=0)[2014]
    assert at_once.at_risk.tolist() == [7] and at_once.of(["censored"]).tolist() == [7]


def test_each_curve_is_cut_at_a_tenth_of_its_own_start():
    rows = [("F", 1, "ended", 90), ("F", 2, "ended", 5), ("F", 3, "censored", 5), ("M", 1, "ended", 11), ("M", 2, "censored", 9)]  # fmt: skip
    whole = still_running(exits(*rows, by="sex"), "sex")
    curve = curtail(whole, "sex")
    # Ten of a hundred are a tenth, five are not; nine men of twenty are more than a tenth, though fewer than ten.
    kept = [True, True, True, False, True, True, True]
    assert whole["at_risk"].tolist() == [100, 100, 10, 5, 20, 20, 9]
    assert curve["value"].notna().tolist() == kept and curve["low"].notna().tolist() == [False, True, True, False, False, True, True]  # fmt: skip
    assert curve["high"].notna().tolist() == curve["low"].notna().tolist()
    assert curve["status"].tolist() == [
        "normal",
        "normal",
        "low_reliability",
        "not_available",
        *["low_reliability"] * 3,
    ]
    unchanged = ["measure", "sex", "months", "at_risk", "events"]
    pd.testing.assert_frame_equal(curve[unchanged], whole[unchanged])
    pd.testing.assert_frame_equal(curve[kept], whole[kept])
    assert curtail(whole, "sex", least=0.5)["value"].notna().tolist() == [True, True, False, False, True, True, False]


def test_the_curve_that_is_cut_is_not_written_over():
    whole = still_running(exits((2014, 1, "ended", 95), (2014, 2, "censored", 5)))
    curtail(whole)
    assert whole["value"].notna().all() and set(whole["status"]) == {"normal", "low_reliability"}


@pytest.mark.parametrize(
    ("observed_until", "months"),
    [(date(2016, 2, 29), 14), (date(2016, 2, 28), 13), (date(2015, 12, 31), 12), (date(2014, 12, 31), 0), (date(2013, 5, 31), 0)],
)  # fmt: skip
def test_whole_months_are_counted_from_the_last_start_of_a_year(observed_until, months):
    assert months_observed([2014], observed_until) == {2014: months}
