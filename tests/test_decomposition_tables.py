"""The table of a split change: whole, in its order, and marked exactly where its numbers begin to be reliable."""

import pandas as pd
import pytest

from analytics.comparison.decomposition import decompose, dimensions_to_split_by
from analytics.errors import RefusedQuestion
from analytics.measures.catalogue import MEASURES


def cells_of(dimension, *rows, measure="active_12m"):
    """Cells by year and a dimension: (year, code, numerator, denominator) and, where it is not normal, the status."""
    names = ["year", dimension, "numerator", "denominator", "status"]
    frame = pd.DataFrame([(*row, "normal")[:5] for row in rows], columns=names)
    frame.insert(0, "measure", measure)
    frame = frame.astype({"numerator": "Int64", "denominator": "Int64"})
    return frame.assign(value=frame["numerator"].astype("Float64") / frame["denominator"].astype("Float64"))


def table(dimension, *numbers, status="normal", groups=0, of_one_year=0, measure="active_12m"):
    """As the docstring of `decompose` describes it: a row for the dimension, one for the rate and one for the total."""
    frame = pd.DataFrame(
        {"measure": measure, "part": ["composition", "rate", "total"], "dimension": [dimension, None, None]}
    )
    for place, name in enumerate(("before", "after", "effect", "share_of_change")):
        frame[name] = pd.array([row[place] for row in numbers] or [pd.NA] * 3, dtype="Float64")
    return frame.assign(status=status, groups=groups, groups_in_one_year=of_one_year)


ONE_SIDED = [(2014, "a", 50, 100), (2014, "b", 30, 100), (2015, "a", 50, 100), (2015, "c", 90, 100)]


def test_the_table_is_as_described():
    # By hand: b (0.3) gives its half to c (0.9), each with its one rate in both years; mean weights 1/2, 1/4 and 1/4.
    expected = table("programme", (0.4, 0.7, 0.3, 1), (0.55, 0.55, 0, 0), (0.4, 0.7, 0.3, 1), groups=3, of_one_year=2)
    pd.testing.assert_frame_equal(decompose(cells_of("programme", *ONE_SIDED)), expected)


def test_the_years_that_are_asked_are_compared_and_no_others():
    others = [(2013, "a", 1, 2, "break"), (2016, "d", 3, 4, "confidential")]
    expected = table("programme", (0.7, 0.4, -0.3, 1), (0.55, 0.55, 0, 0), (0.7, 0.4, -0.3, 1), groups=3, of_one_year=2)
    found = decompose(cells_of("programme", *ONE_SIDED, *others), before=2015, after=2014)
    pd.testing.assert_frame_equal(found, expected)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([(2014, "F", 15, 30), (2015, "F", 20, 30, "confidential")], "confidential"),
        ([(2014, "F", 15, 30), (2013, "F", 20, 30)], "not_available"),
        ([(2014, "F", 15, 30), (2015, "F", 0, 0, "not_available")], "not_available"),
    ],
)
def test_a_table_without_numbers_is_as_described(rows, said):
    pd.testing.assert_frame_equal(decompose(cells_of("sex", *rows)), table("sex", status=said))


def test_no_cells_make_the_same_table_without_a_measure():
    empty = cells_of("sex", (2014, "F", 15, 30)).iloc[:0]
    pd.testing.assert_frame_equal(decompose(empty), table("sex", status="not_available", measure=""))


def test_a_group_without_records_in_either_year_is_no_group():
    rows = [(2014, "F", 30, 60), (2014, "U", 0, 0, "not_available"), (2015, "F", 30, 60), (2015, "U", None, None)]
    found = decompose(cells_of("sex", *rows))
    assert set(found["groups"]) == {1} and set(found["groups_in_one_year"]) == {0}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ([30], [100], "normal"), ([29], [100], "low_reliability"), ([100], [30], "normal"), ([100], [29], "low_reliability"),
        # All groups of a year together.
        ([10, 20], [15, 15], "normal"), ([10, 19], [100, 100], "low_reliability"), ([100, 100], [14, 15], "low_reliability"),
    ],
)  # fmt: skip
def test_thirty_known_cases_a_year_are_enough_and_one_fewer_are_not(before, after, said):
    rows = [
        (year, f"group {place}", size // 2, size)
        for year, sizes in ((2014, before), (2015, after))
        for place, size in enumerate(sizes)
    ]
    assert set(decompose(cells_of("sex", *rows))["status"]) == {said}


def test_a_share_of_money_is_not_judged_by_the_number_of_dirhams():
    rows = [(2014, "F", 5, 10), (2015, "F", 20, 29)]
    assert set(decompose(cells_of("sex", *rows, measure="cheque_share"))["status"]) == {"normal"}


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        (["normal", "normal", "normal", "normal"], "normal"),
        # One cell of either year is enough.
        (["provisional", "normal", "normal", "normal"], "provisional"),
        (["normal", "normal", "normal", "provisional"], "provisional"),
        (["normal", "provisional", "break", "normal"], "break"),
        # A cell of a handful says nothing of the whole, which rests on all of them.
        (["low_reliability", "normal", "normal", "normal"], "normal"),
        (["provisional", "confidential", "break", "normal"], "confidential"),
    ],
)
def test_the_status_is_the_weightiest_of_the_cells(statuses, said):
    keys = [(2014, "F"), (2014, "M"), (2015, "F"), (2015, "M")]
    rows = [(*key, 10, 40, status) for key, status in zip(keys, statuses, strict=True)]
    assert set(decompose(cells_of("sex", *rows))["status"]) == {said}


@pytest.mark.parametrize("size", [10, 14])
def test_too_few_cases_weigh_more_than_provisional_and_less_than_a_break(size):
    rows = [(2014, "F", 5, size), (2014, "M", 5, 15), (2015, "F", 50, 100)]
    provisional, broken = ([*rows, (2015, "M", 50, 100, mark)] for mark in ("provisional", "break"))
    assert set(decompose(cells_of("sex", *provisional))["status"]) == {"low_reliability"}
    assert set(decompose(cells_of("sex", *broken))["status"]) == {"break"}


@pytest.mark.parametrize(
    ("before", "after", "has_shares"),
    # 1 of 2,000 is a change of 0.0005 exactly, 0.1 points when rounded; 1 of 2,001 would be shown as 0.0 points.
    [((0, 2000), (1, 2000), True), ((1, 2000), (0, 2000), True), ((0, 2001), (1, 2001), False), ((1, 2001), (0, 2001), False)],
)  # fmt: skip
def test_a_change_of_a_twentieth_of_a_point_has_shares_and_a_smaller_one_has_none(before, after, has_shares):
    parts = decompose(cells_of("sex", (2014, "F", *before), (2015, "F", *after)))
    assert parts["share_of_change"].notna().tolist() == [has_shares] * 3
    if has_shares:
        assert parts["share_of_change"].tolist() == [0, 1, 1]


def test_a_share_is_split_by_everything_but_time_and_what_it_is_made_of():
    offered = dimensions_to_split_by(MEASURES["women_share"])
    wanted = ["city", "region", "centre_status", "age_group", "education", "route", "programme", "sector", "partner", "prepared"]  # fmt: skip
    assert sorted(offered) == sorted(wanted)
    assert "prepared" not in dimensions_to_split_by(MEASURES["prepared_share"])
    assert dimensions_to_split_by(MEASURES["integrations"]) == []


def test_a_change_is_not_split_by_month():
    with pytest.raises(RefusedQuestion, match="one to 3 of: .*city"):
        decompose(cells_of("month", (2014, "2014-01", 15, 30), (2015, "2015-01", 15, 30)))
