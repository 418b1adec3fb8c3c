"""What stands under changes: a reader who takes one printed number from the other is told why it may differ."""

import pandas as pd
import pytest

from analytics.comparison.change import COMPARABLE, NOT_COMPARABLE, WITH_CARE, compare, list_changes
from analytics.comparison.headline import list_changed, say_headline, say_headline_of_regions
from analytics.comparison.wording import list_rounding_notes
from analytics.language import ARABIC, ENGLISH, FRENCH
from analytics.language.direction import without_isolates
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


# Still active of those known, in both years: on the whole 800 of 1,000 each; one route rose, one fell, one did not move, and
# one of a handful cannot be judged.
ROUTES = {
    "education": ((200, 300), (250, 300)), "paid_internship": ((290, 320), (240, 320)),
    "job_placement": ((300, 360), (300, 360)), "apprenticeship": ((10, 20), (10, 20)),
}  # fmt: skip


def cells_of(routes):
    rows = [
        ("active_12m", route, year, top, below, top / below, "low_reliability" if below < 30 else "normal")
        for route, sides in routes.items()
        for year, (top, below) in zip((2014, 2015), sides, strict=True)
    ]
    return pd.DataFrame(rows, columns=["measure", "route", "year", "numerator", "denominator", "value", "status"])


def total_of(routes):
    sums = [[sum(sides[side][place] for sides in routes.values()) for place in (0, 1)] for side in (0, 1)]
    return compare(cells_of({"all": sums}).drop(columns="route")).iloc[0]


def headline_of(routes, language=ENGLISH):
    changed = list_changed(list_changes(cells_of(routes)), list(routes), MEASURES["active_12m"], language)
    return without_isolates(say_headline(total_of(routes), MEASURES["active_12m"], language, "Route", changed))


NOTHING_ON_THE_WHOLE = "Still active at 12 months: on the whole, not enough evidence of a change from 2014 to 2015"


def test_groups_that_changed_are_named_where_nothing_can_be_said_of_all():
    assert headline_of(ROUTES) == (
        f"{NOTHING_ON_THE_WHOLE}, but enough for “education” (+16.7 points) and “paid_internship” (−15.6 points)"
    )
    alone = {name: sides for name, sides in ROUTES.items() if name == "job_placement"}
    assert headline_of(alone) == NOTHING_ON_THE_WHOLE


def test_more_than_two_groups_are_not_named_and_a_handful_is_no_evidence():
    third = ROUTES | {"vocational_training": ROUTES["education"], "micro_project": ROUTES["paid_internship"]}
    assert headline_of(third) == f"{NOTHING_ON_THE_WHOLE}, but enough for some groups"
    few = {"apprenticeship": ((2, 20), (19, 20)), "job_placement": ((300, 340), (283, 340))}
    assert list_changed(list_changes(cells_of(few)), list(few), MEASURES["active_12m"], ENGLISH) == []


def test_where_the_whole_changed_the_headline_is_of_the_whole():
    risen = {"education": ((100, 300), (200, 300)), "job_placement": ((300, 360), (300, 360))}
    assert headline_of(risen) == (
        "Still active at 12 months: on the whole +15.2 points, from 60.6% in 2014 to 75.8% in 2015"
    )


def regions_of(routes):
    changes = list_changes(cells_of(routes))
    changed = list_changed(changes, list(routes), MEASURES["active_12m"], ENGLISH)
    return without_isolates(say_headline_of_regions(changes, changed, MEASURES["active_12m"], ENGLISH))


def test_regions_are_headed_by_those_of_which_a_change_can_be_said():
    still, rose, fell = ((300, 360), (300, 360)), ((200, 300), (250, 300)), ((290, 320), (240, 320))
    title = "Still active at 12 months"
    assert regions_of({"a": still, "b": still}) == f"{title}: not enough evidence of a change in any of 2 regions"
    assert regions_of({"a": rose, "b": still}) == (
        f"{title}: of 2 regions, enough evidence of a change in “a” (+16.7 points)"
    )
    assert regions_of({"a": rose, "b": fell, "c": rose, "d": still}) == (
        f"{title}: enough evidence of a change in 3 of 4 regions"
    )
    # One region alone is no family, and where nothing may be compared nothing is headed so.
    assert regions_of({"a": rose}) == ""


def test_a_mean_of_groups_is_no_sum_of_them():
    rows = [
        ("funding_mean", year, amount, 300, amount / 300, "normal") for year, amount in ((2014, 4.5e6), (2015, 4.8e6))
    ]
    cells = pd.DataFrame(rows, columns=["measure", "year", "numerator", "denominator", "value", "status"])
    said = without_isolates(say_headline(compare(cells).iloc[0], MEASURES["funding_mean"], ENGLISH, "Kind"))
    assert said.replace("\u00a0", " ") == "Mean award, by kind: on the whole 15,000 MAD in 2014 and 16,000 MAD in 2015"


@pytest.mark.parametrize(
    ("assumed", "by", "said"),
    [
        ("ramadan_cost_2015", "", "4,500,000 MAD in 2014 and, on an assumption, 5,060,000 MAD in 2015"),
        ("ramadan_cost_2015", "Kind", "4,500,000 MAD in 2014 and, on an assumption, 5,060,000 MAD in 2015"),
        ("another", "", "4,500,000 MAD in 2014, 5,060,000 MAD in 2015"),
        ("another", "Kind", "in all 4,500,000 MAD in 2014 and 5,060,000 MAD in 2015"),
    ],
)
def test_an_amount_that_nobody_published_is_no_rise_in_a_headline(assumed, by, said):
    rows = [("funding_total", year, amount, None, amount, "normal") for year, amount in ((2014, 4.5e6), (2015, 5.06e6))]
    cells = pd.DataFrame(rows, columns=["measure", "year", "numerator", "denominator", "value", "status"])
    change = compare(cells, assumptions=[{"id": assumed, "where": {"year": [2015]}}]).iloc[0]
    headline = without_isolates(say_headline(change, MEASURES["funding_total"], ENGLISH, by)).replace("\u00a0", " ")
    assert headline == f"Funding awarded{', by kind' if by else ''}: {said}"
