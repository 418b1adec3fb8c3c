"""What stands under every figure of the records: above all, that two years beside each other are no trend."""

import pytest

from analytics.comparison.cohorts import follow_cohorts
from analytics.comparison.curve_wording import list_curve_notes
from analytics.comparison.remarks import list_notes
from analytics.language import ENGLISH
from analytics.measures.asking import ask
from analytics.measures.cube import cube_of
from analytics.measures.follow_up import ask_follow_up
from analytics.records.current import current_records
from analytics.records.folder import DataFolder

ASSUMED = [{"id": "outcomes_2014", "where": {"year": [2014]}, "measures": ["return_to_prison_12m", "active_12m"]}]
NO_TREND = "No comparable rate was found for 2014, so neither a fall nor a rise can be said."


@pytest.mark.parametrize(
    ("measure", "where", "assumed", "is_said"),
    [
        ("return_to_prison_12m", {}, ASSUMED, True),
        # One year alone tempts nobody, another measure was not published at all, and without an assumption it is a trend.
        ("return_to_prison_12m", {"year": ["2014"]}, ASSUMED, False),
        ("return_to_prison_12m", {"year": ["2015"]}, ASSUMED, False),
        ("active_12m", {}, ASSUMED, False),
        ("return_to_prison_12m", {}, [], False),
    ],
)
def test_two_years_of_return_to_prison_are_never_shown_without_that_they_are_no_trend(measure, where, assumed, is_said):
    cells = ask(measure, by=["year", "prepared"], where=where)
    notes = list_notes(cells, assumed, where, ENGLISH)
    assert (NO_TREND in notes) is is_said and (notes[:1] == [NO_TREND]) is is_said
    # Beside other cells too.
    assert (NO_TREND in list_notes([ask("integrations", by="year"), cells], assumed, where, ENGLISH)) is is_said


def test_what_is_no_trend_is_not_tested_for_one():
    cube = cube_of(current_records(DataFolder.at()))
    returned = list(follow_cohorts(ask_follow_up("year", cube=cube), cube.observed_until).values())[1]
    with_test, without = (list_curve_notes(returned, ENGLISH, is_trend=each) for each in (True, False))
    assert [note for note in with_test if note not in without] == with_test[:1] and "p\u00a0=" in with_test[0]
