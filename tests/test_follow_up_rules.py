"""Follow-ups that contradict their support or one another are accepted with a warning; which status counts is definite."""

from itertools import combinations

import pandas as pd
import pytest

from analytics.measures.asking import find_cube
from analytics.measures.follow_up import ask_follow_up, ask_latest_status
from analytics.records.folder import DataFolder
from analytics.records.intake import Options, checked
from analytics.records.opening import Given
from analytics.records.releases import importing
from tests.hostile_files import lines, written

BEFORE, TWO = "follow_up_before_start", "two_statuses"
ORDER = ("returned_to_prison", "certified", "completed", "ended", "lost", "active")
SUPPORTS = [{"started_on": "2014-03-01"}, {"started_on": "2014-06-01"}]


def warnings_of(tmp_path, *seen, people=({}, {"sex": "F"})):
    """(row, column, rule) of every warning on these rows, with two supports: supp0001 of March, supp0002 of June."""
    given = []
    for table, rows in (("beneficiaries", people), ("integrations", SUPPORTS), ("follow_ups", seen)):
        if rows:
            path = tmp_path / f"{table}.csv"
            path.write_text(lines(written(table, *rows)), encoding="utf-8")
            given.append(Given(path, path.name))
    folder = DataFolder(tmp_path / "data")
    with importing(folder), checked(given, folder, Options()) as intake:
        return [(each.row, each.column, each.rule) for each in intake.problems() if each.severity == "warning"]


def test_a_follow_up_before_the_first_day_of_its_own_support_is_told_and_one_on_that_day_is_not(tmp_path):
    seen = [
        {"observed_on": "2014-02-28"},
        {"observed_on": "2014-03-01"},
        {"observed_on": "2014-05-31", "integration_id": "supp0002"},
        {"observed_on": "2014-05-31"},
    ]
    assert warnings_of(tmp_path, *seen) == [(2, "observed_on", BEFORE), (4, "observed_on", BEFORE)]


def test_two_statuses_of_one_support_on_one_day_are_told_in_both_rows(tmp_path):
    seen = [
        {"status": "active"},
        {"status": "active", "observed_on": "2014-09-02"},
        {"status": "ended"},
        {"status": "ended", "integration_id": "supp0002"},
        {"status": "active", "observed_on": "31/02/2014"},
        {"status": "ended", "observed_on": "32/02/2014"},
    ]
    assert warnings_of(tmp_path, *seen) == [(2, "status", TWO), (4, "status", TWO)]


def test_the_same_row_twice_is_no_second_status(tmp_path):
    assert warnings_of(tmp_path, {}, {}) == []


@pytest.mark.parametrize(
    ("people", "told"),
    [
        ([{}, {}], [3]),
        # The second row repeats the first: it is set aside, and nobody under another number.
        ([{}, {"beneficiary_id": "pers0001"}, {"sex": "F", "beneficiary_id": "pers0002"}], []),
        ([{}, {"beneficiary_id": "pers0001"}, {"beneficiary_id": "pers0002"}], [4]),
        ([{"beneficiary_id": ""}, {"beneficiary_id": "pers0001"}, {"beneficiary_id": "pers0002"}], [4]),
    ],
)
def test_a_person_is_likely_another_only_under_another_number(tmp_path, people, told):
    expected = [(row, "beneficiary_id", "duplicate_person") for row in told]
    assert [each for each in warnings_of(tmp_path, people=people) if each[2] == "duplicate_person"] == expected


def test_of_two_statuses_on_one_day_the_same_counts_in_whatever_order_they_stand(records):
    """Every pair in both orders, each in a month of its own."""
    cases = [(pair, order) for pair in combinations(ORDER, 2) for order in (pair, pair[::-1])]
    months = [str(month) for month in pd.period_range("2014-01", periods=len(cases), freq="M")]
    seen = [str(month + 2) for month in pd.PeriodIndex(months, freq="M")]
    rows = [f"{place} | {month}-01" for place, month in enumerate(months)]
    told = [f"{place} | {seen[place]}-01 | {status}" for place, (_, order) in enumerate(cases) for status in order]
    cube = find_cube(
        records=records(
            integrations="\n".join(["support | started_on", *rows]),
            follow_ups="\n".join(["support | seen | status", *told]),
        )
    )
    latest = ask_latest_status(["month"], cube=cube).set_index("month")["latest_status"]
    left = ask_follow_up("month", cube=cube).set_index("month")[["exit", "exit_month"]]
    for (pair, order), month in zip(cases, months, strict=True):
        assert latest[month] == pair[0], order
        # Lost sight of on the day on which it was seen active, it was not known to be active on any day.
        assert left.loc[month].tolist() == (["censored", 0] if pair[0] == "lost" else [pair[0], 2]), order
