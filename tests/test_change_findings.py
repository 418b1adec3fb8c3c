"""What decides a verdict on a change: its table, and exactly where the evidence begins to be enough."""

import pandas as pd
import pytest
from scipy.stats import chi2

from analytics.comparison.change import compare, doubt_of, list_changes

SIDES = [f"{side}{part}" for side in ("before", "after") for part in ("_numerator", "_denominator", "", "_status")]
COLUMNS = [
    "measure", "sex", *SIDES, "absolute", "relative", "low", "high", "p", "p_adjusted", "family", "verdict", "reason", "status",
]  # fmt: skip
NUMBERS = [*(name for name in SIDES if "status" not in name), "absolute", "relative", "low", "high", "p", "p_adjusted"]


def cells(*rows, measure_id="women_share"):
    """Cells by year and sex: (year, sex, numerator, denominator) and, where it is not normal, the status."""
    frame = pd.DataFrame(
        [(*row, "normal")[:5] for row in rows], columns=["year", "sex", "numerator", "denominator", "status"]
    )
    frame = frame.astype({"numerator": "Int64", "denominator": "Int64"})
    frame.insert(0, "measure", measure_id)
    share = frame["numerator"].astype("Float64") / frame["denominator"].astype("Float64")
    return frame.assign(value=share)[["measure", "year", "sex", "numerator", "denominator", "value", "status"]]


def table(*rows):
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.astype(dict.fromkeys(NUMBERS, "Float64") | {"family": "Int64"})


NONE = (None, None, None, "not_available")


def test_the_table_is_as_described():
    rows = [
        (2015, "F", 10, 10), (2014, "F", 0, 10), (2014, "M", 3, 4), (2015, "M", None, 0, "not_available"),
        (2015, "U", 3, 4), (2014, "X", None, None, "confidential"), (2015, "X", 3, 4), (2016, "Y", 3, 4),
    ]  # fmt: skip
    # Newcombe (1998), Table II, (h): 0.6075 to 1. Pearson: 20 × (10 × 10 − 0 × 0)² / (10 × 10 × 10 × 10) = 20.
    p, nothing = chi2.sf(20, 1), [None] * 7
    expected = table(
        ("women_share", "F", 0, 10, 0, "normal", 10, 10, 1, "normal", 1, None, 0.6075, 1, p, p, 1, "comparable", "like_for_like", "normal"),
        ("women_share", "M", 3, 4, 0.75, "normal", None, 0, None, "not_available", *nothing, "not_comparable", "no_figure_after", "not_available"),
        ("women_share", "U", *NONE, 3, 4, 0.75, "normal", *nothing, "not_comparable", "no_figure_before", "not_available"),
        ("women_share", "X", None, None, None, "confidential", 3, 4, 0.75, "normal", *nothing, "not_comparable", "confidential", "confidential"),
        ("women_share", "Y", *NONE, *NONE, *nothing, "not_comparable", "no_figure_either", "not_available"),
    )  # fmt: skip
    pd.testing.assert_frame_equal(compare(cells(*rows)), expected, atol=5e-5)
    assert compare(cells(*rows))["p"].iloc[0] == pytest.approx(p)


def test_no_cells_make_the_same_table_of_no_rows():
    found = compare(cells((2014, "F", 3, 4)).iloc[:0])
    assert found.empty and list(found.columns) == COLUMNS and list_changes(cells().iloc[:0]) == []
    assert found.dtypes[NUMBERS].map(str).eq("Float64").all() and str(found.dtypes["family"]) == "Int64"


def test_the_years_that_are_asked_are_compared():
    rows = [(2013, "F", 30, 40), (2014, "F", 20, 40), (2015, "F", 10, 40)]
    found = compare(cells(*rows), before=2015, after=2013).iloc[0]
    assert (found["before"], found["after"], found["absolute"], found["relative"]) == (0.25, 0.75, 0.5, 2)


def evidence(low, high, family=2, p_adjusted=0.01):
    return {"low": low, "high": high, "family": family, "p_adjusted": p_adjusted}


@pytest.mark.parametrize(
    ("row", "doubt"),
    [
        # Zero is within an interval that ends there, on either side.
        (evidence(0.0, 0.4), "not_enough_evidence"),
        (evidence(-0.4, 0.0), "not_enough_evidence"),
        (evidence(-0.2, 0.2), "not_enough_evidence"),
        (evidence(1e-9, 0.4), None),
        (evidence(-0.4, -1e-9), None),
        # An adjusted p-value of exactly 5 % survives; one group alone is judged by its interval alone.
        (evidence(0.1, 0.4, p_adjusted=0.05), None),
        (evidence(-0.4, -0.1, p_adjusted=0.05), None),
        (evidence(0.1, 0.4, p_adjusted=0.0500001), "not_after_adjustment"),
        (evidence(-0.4, -0.1, p_adjusted=0.0500001), "not_after_adjustment"),
        (evidence(0.1, 0.4, family=1, p_adjusted=0.9), None),
        (evidence(pd.NA, pd.NA, family=pd.NA, p_adjusted=pd.NA), None),
    ],
)
def test_a_change_leaves_zero_out_and_survives_at_five_percent(row, doubt):
    assert doubt_of(row) == doubt


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("provisional", "low_reliability", "low_reliability"),
        ("low_reliability", "break", "break"),
        ("break", "provisional", "break"),
        ("provisional", "normal", "provisional"),
        ("normal", "low_reliability", "low_reliability"),
    ],
)
def test_the_weightier_mark_of_the_two_years_is_the_reason(before, after, said):
    row = compare(cells((2014, "F", 10, 100, before), (2015, "F", 90, 100, after))).iloc[0]
    assert (row["verdict"], row["reason"], row["status"]) == ("with_care", said, said)


@pytest.mark.parametrize(
    ("counts", "reason", "status"),
    [((10, 90), "assumption", "normal"), ((10, 11), "not_enough_evidence", "normal")],
)
def test_an_assumption_is_the_reason_where_the_evidence_is_enough(counts, reason, status):
    rows = [(year, "F", count, 100) for year, count in zip((2014, 2015), counts, strict=True)]
    assumed = [{"id": "sexes", "where": {"year": [2015], "sex": ["F"]}}]
    row = compare(cells(*rows), assumptions=assumed).iloc[0]
    assert (row["verdict"], row["reason"], row["status"]) == ("with_care", reason, status)
    # An assumption about men, or about a year before both, says nothing of women in these.
    others = [{"id": "sexes", "where": {"sex": ["M"]}}, {"id": "years", "where": {"year": [2013]}}]
    free = compare(cells(*rows), assumptions=others).iloc[0]
    assert free["reason"] == ("like_for_like" if reason == "assumption" else reason)


@pytest.mark.parametrize(
    ("where", "reason"),
    [(None, "assumption"), ({"route": ["education"]}, "assumption"), ({"route": ["job_placement"]}, "like_for_like")],
)
def test_a_filter_that_leaves_the_assumed_out_leaves_the_assumption_out(where, reason):
    assumed = [{"id": "education", "where": {"route": ["education"]}}]
    row = compare(cells((2014, "F", 10, 100), (2015, "F", 90, 100)), assumptions=assumed, where=where).iloc[0]
    assert row["reason"] == reason


@pytest.mark.parametrize("after", [5, 10, 90])
def test_a_return_to_prison_against_assumed_outcomes_is_no_trend(after):
    assumed = [{"id": "outcomes_2014", "where": {"year": [2014]}}]
    returned = cells((2014, "F", 50, 100), (2015, "F", after, 100), measure_id="return_to_prison_12m")
    row = compare(returned, assumptions=assumed).iloc[0]
    assert (row["verdict"], row["reason"]) == ("not_comparable", "no_trend")
    assert (row["before"], row["after"]) == (0.5, after / 100)
    assert row[["absolute", "relative", "low", "high", "p", "p_adjusted", "family"]].isna().all()
    # Of one's own records, or of another rate, it is judged as every rate is.
    assert compare(returned).iloc[0]["absolute"] == pytest.approx(after / 100 - 0.5)
    active = cells((2014, "F", 50, 100), (2015, "F", after, 100), measure_id="active_12m")
    assert compare(active, assumptions=assumed).iloc[0]["absolute"] == pytest.approx(after / 100 - 0.5)


@pytest.mark.parametrize(
    ("after", "verdict", "reason"),
    [
        (4_000, "not_comparable", "only_a_floor"),
        (5_000, "with_care", "assumed_amount"),
        (6_000, "with_care", "assumed_amount"),
    ],
)
def test_a_fall_of_money_to_a_floor_is_not_said_and_a_rise_is_with_care(after, verdict, reason):
    floor = [{"id": "ramadan_cost_2015", "where": {"year": [2015]}}]
    rows = cells((2014, "F", 50_000, 10), (2015, "F", after * 10, 10), measure_id="funding_per_integration")
    row = compare(rows, assumptions=floor).iloc[0]
    assert (row["verdict"], row["reason"]) == (verdict, reason)
    assert (row["before"], row["after"]) == (5_000, after)
    assert pd.isna(row["absolute"]) == pd.isna(row["relative"]) == (verdict == "not_comparable")
    # A fall that rests on another assumption, or of a share, keeps its number.
    other = [{"id": "another", "where": {"year": [2015]}}]
    assert compare(rows, assumptions=other).iloc[0]["absolute"] == after - 5_000
    share = cells((2014, "F", 90, 100), (2015, "F", 10, 100), measure_id="cheque_share")
    assert compare(share, assumptions=floor).iloc[0]["absolute"] == pytest.approx(-0.8)
