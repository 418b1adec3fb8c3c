"""What stands under changes: a reader who takes one printed number from the other is told why it may differ."""

import pytest

from analytics.comparison.change import COMPARABLE, NOT_COMPARABLE, WITH_CARE
from analytics.comparison.wording import list_rounding_notes
from analytics.language import ARABIC, ENGLISH, FRENCH
from analytics.measures.catalogue import MEASURES

NOTE = "A change is worked out before its numbers are rounded."


def row(before, after, verdict=COMPARABLE):
    return {"before": before, "after": after, "absolute": after - before, "verdict": verdict}


@pytest.mark.parametrize(
    ("measure", "rows", "is_told"),
    [
        # 76.3 % and 75.9 % are 0.4 apart; 76.34 and 75.86 are 0.48, which is written 0.5.
        ("active_12m", [row(0.7634, 0.7586)], True),
        ("active_12m", [row(0.7634, 0.7586, WITH_CARE)], True),
        ("active_12m", [row(0.763, 0.759)], False),
        # One group is enough, whichever it is.
        ("active_12m", [row(0.5, 0.6), row(0.7634, 0.7586)], True),
        # Where no change is said there is nothing to be taken away.
        ("active_12m", [row(0.7634, 0.7586, NOT_COMPARABLE)], False),
        ("integrations", [row(933, 1719)], False),
        ("active_12m", [], False),
    ],
)
def test_a_change_that_is_not_the_difference_of_what_is_printed_is_explained(measure, rows, is_told):
    assert list_rounding_notes(rows, MEASURES[measure], ENGLISH) == [NOTE] * is_told
    for language in (FRENCH, ARABIC):
        assert len(list_rounding_notes(rows, MEASURES[measure], language)) == is_told
