"""The tables of a funnel: whole, with exactly those units judged that can be, and limits worked out by hand."""

import numpy as np
import pandas as pd
import pytest

from analytics.comparison.funnel import funnel, funnel_of_change
from analytics.measures.catalogue import MEASURES

LIMITS = ["low_998", "low_95", "high_95", "high_998"]
# Two sides of 2.5 % and of 0.1 % of a standard normal distribution, from printed tables.
Z_95, Z_998 = 1.959964, 3.090232
SHARE, PER_INHABITANTS = MEASURES["active_12m"], MEASURES["integrations_per_100k"]


def cells_of(*rows, measure=SHARE):
    """Cells of (year, city, numerator, denominator) and, where it is not normal, the status."""
    frame = pd.DataFrame(
        [(*row, "normal")[:5] for row in rows], columns=["year", "city", "numerator", "denominator", "status"]
    )
    frame = frame.astype({"numerator": "Int64", "denominator": "Int64"})
    frame.insert(0, "measure", measure.id)
    value = frame["numerator"].astype("Float64") / frame["denominator"].astype("Float64") * measure.per
    return frame.assign(value=value)[["measure", "year", "city", "numerator", "denominator", "value", "status"]]


def alike(count=3, of=(50, 100), year=2015):
    return [(year, f"usual{number}", *of) for number in range(count)]


def places(found):
    return dict(zip(found.units["city"], found.units["place"], strict=True))


# Which units are judged.


@pytest.mark.parametrize("denominator", [None, 0])
def test_a_value_that_rests_on_no_known_case_is_not_judged(denominator):
    cells = cells_of(*alike(), (2015, "odd", 1, denominator))
    cells.loc[3, "value"] = 0.5
    found = funnel(cells, SHARE)
    assert places(found)["odd"] == "not_judged" and found.units[LIMITS].isna().all(axis=1).tolist() == [False] * 3 + [
        True
    ]
    # Neither does it count in the middle, nor in the number of units.
    assert found.overall == 0.5 and found.dispersion.units == 3


def test_a_number_without_a_value_is_not_judged_and_one_case_is():
    cells = cells_of(*alike(), (2015, "one", 1, 1), (2015, "odd", 99, 100))
    cells.loc[4, "value"] = pd.NA
    found = funnel(cells, SHARE)
    assert places(found) == {
        "usual0": "inside",
        "usual1": "inside",
        "usual2": "inside",
        "one": "inside",
        "odd": "not_judged",
    }
    assert found.overall == pytest.approx(151 / 301)


@pytest.mark.parametrize("count", [0, 1])
def test_one_case_lies_on_its_limit_and_not_beyond_it_whatever_its_outcome(count):
    found = funnel(cells_of(*alike(4), (2015, "one", count, 1)), SHARE)
    one = found.rows[-1]
    assert one["place"] == "inside" and one["value"] == one[f"{('low', 'high')[count]}_95"] == count


def test_three_units_are_a_funnel_and_two_are_not():
    assert funnel(cells_of(*alike(3)), SHARE).is_drawable and not funnel(cells_of(*alike(2)), SHARE).is_drawable
    change = [*alike(3, year=2014), *alike(3)]
    assert funnel_of_change(cells_of(*change), SHARE).is_drawable
    fewer = [row for row in change if row[1] != "usual2" or row[0] == 2014]
    assert not funnel_of_change(cells_of(*fewer), SHARE).is_drawable


@pytest.mark.parametrize("of", [(0, 10), (10, 10)])
def test_where_nobody_or_everybody_is_counted_there_is_nothing_to_see(of):
    found = funnel(cells_of(*alike(4, of)), SHARE)
    assert found.overall is None and found.rows[0]["place"] == "not_judged" and found.beyond() == []
    assert found.units[LIMITS].isna().all(axis=None) and list(found.curves.columns) == ["size", *LIMITS]
    assert (found.dispersion.units, len(found.curves), len(found.units)) == (0, 0, 4)
    change = funnel_of_change(cells_of(*alike(4, of, 2014), *alike(4, of)), SHARE)
    assert change.overall is None and set(change.units["place"]) == {"not_judged"} and len(change.units) == 4


def test_everybody_in_one_year_alone_is_a_change():
    found = funnel_of_change(cells_of(*alike(4, (40, 40), 2014), *alike(4, (20, 40))), SHARE)
    # No variance in the first year: √(1/2 × 1/2 / 40) alone; no case of the rarer outcome is expected in it.
    assert found.overall == -0.5 and set(found.units["place"]) == {"not_judged"}
    assert found.units["size"].tolist() == pytest.approx([40] * 4)


def test_nobody_in_one_year_alone_is_no_change_to_be_seen():
    nobody, some = (0, 40), (20, 40)
    for before, after in ((nobody, some), (some, nobody)):
        assert not funnel_of_change(cells_of(*alike(4, before, 2014), *alike(4, after)), SHARE).is_drawable


@pytest.mark.parametrize("year", [2014, 2015])
def test_a_change_with_hidden_units_needs_the_whole_of_both_years(year):
    rows = [*alike(4, year=2014), *alike(4), (2015, "hidden", None, None, "confidential")]
    whole = cells_of((2014, "all", 200, 400), (2015, "all", 300, 500))
    assert funnel_of_change(cells_of(*rows), SHARE, whole=whole).overall == pytest.approx(0.1)
    assert not funnel_of_change(cells_of(*rows), SHARE, whole=whole[whole["year"] == year]).is_drawable


@pytest.mark.parametrize(
    "whole",
    [
        None,
        cells_of((2015, "all", 90, 160), (2015, "more", 90, 160)),
        cells_of((2015, "all", None, None, "confidential")),
        cells_of((2015, "all", 90, 160)).iloc[:0],
    ],
)
def test_hidden_units_need_one_cell_of_all_of_them(whole):
    cells = cells_of(*alike(4), (2015, "hidden", None, None, "confidential"))
    assert not funnel(cells, SHARE, whole).is_drawable
    drawn = funnel(cells, SHARE, cells_of((2015, "all", 210, 420)))
    assert drawn.is_drawable and drawn.has_hidden and not funnel(cells.iloc[:4], SHARE).has_hidden


def test_a_table_of_two_measures_is_refused():
    cells = pd.concat([cells_of(*alike()), cells_of(*alike(), measure=PER_INHABITANTS)])
    with pytest.raises(ValueError, match="one rate of counts"):
        funnel(cells, SHARE)


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        # Half of all in either year: five expected cases of either outcome are ten cases.
        ((5, 10), (5, 10), "inside"),
        ((5, 10), (4, 9), "not_judged"),
        ((4, 9), (5, 10), "not_judged"),
    ],
)
def test_five_expected_cases_in_either_year_are_enough_and_fewer_are_not(before, after, place):
    rows = [*alike(4, (50, 100), 2014), (2014, "small", *before), *alike(4, (50, 100)), (2015, "small", *after)]
    # The middle is that of `whole`, a half in either year, whatever the small one has.
    hidden = (2015, "hidden", None, None, "confidential")
    whole = cells_of((2014, "all", 500, 1000), (2015, "all", 500, 1000))
    found = funnel_of_change(cells_of(*rows, hidden), SHARE, whole=whole)
    assert places(found)["small"] == place and places(found)["usual0"] == "inside"


@pytest.mark.parametrize("counted", [0.1, 0.9])
@pytest.mark.parametrize(("size", "place"), [(60, "inside"), (40, "not_judged")])
def test_the_rarer_outcome_decides_whether_it_is_counted_or_not(counted, size, place):
    rows = [row for year in (2014, 2015) for row in alike(4, (round(1000 * counted), 1000), year)]
    rows += [(year, "small", round(size * counted), size) for year in (2014, 2015)]
    assert places(funnel_of_change(cells_of(*rows), SHARE))["small"] == place


# The tables.


def test_units_keep_their_cells_and_gain_limits_and_a_place():
    cells = cells_of((2015, "far", 90, 100), *alike(9), (2015, "hidden", None, None, "not_available"))
    found = funnel(cells.set_index(pd.Index(range(20, 31))), SHARE)
    assert list(found.units.columns) == [*cells.columns, *LIMITS, "place"]
    pd.testing.assert_frame_equal(found.units[list(cells.columns)].reset_index(drop=True), cells)
    assert found.units["place"].tolist() == ["beyond_998", *["inside"] * 9, "not_judged"]
    assert (found.count("inside"), found.count("inside", "not_judged"), found.count("beyond_95")) == (9, 10, 0)
    assert [row["city"] for row in found.beyond()] == ["far"]
    judged = found.units[LIMITS].iloc[:10].to_numpy(dtype=float)
    assert (np.diff(judged, axis=1) > 0).all() and found.units[LIMITS].iloc[10].isna().all()


def test_curves_run_from_the_smallest_size_to_the_largest_and_narrow():
    cells = cells_of(*alike(4), (2015, "small", 5, 10), (2015, "large", 500, 1000))
    change = cells_of(
        *[(year, *row[1:]) for year in (2014, 2015) for row in cells.iloc[:, 1:5].itertuples(index=False)]
    )
    for curves in (funnel(cells, SHARE).curves, funnel_of_change(change, SHARE).curves):
        assert list(curves.columns) == [*LIMITS, "size"] and curves["size"].is_monotonic_increasing
        assert (curves["size"].iloc[0], curves["size"].iloc[-1]) == pytest.approx((10, 1000))
        assert curves["size"].is_unique and 40 < len(curves) <= 50 and curves.index.tolist() == list(range(len(curves)))
        assert (np.diff(curves[LIMITS].to_numpy(), axis=1) >= 0).all()
    # Normal limits of a change narrow with every case.
    assert (curves["high_95"] - curves["low_95"]).is_monotonic_decreasing


def test_limits_of_a_change_are_normal_and_the_table_is_as_described():
    rows = [*alike(3, (60, 100), 2014), *alike(3, (150, 300)), (2014, "gone", 1, 2), (2015, "new", 1, 2)]
    found = funnel_of_change(cells_of(*rows), SHARE)
    # Middle 450/900 − 180/300; error √(0.24/100 + 0.25/300), and as many cases in both years would be (0.24 + 0.25) / it².
    assert found.overall == pytest.approx(-0.1)
    variance = 0.24 / 100 + 0.25 / 300
    reach = variance**0.5
    limits = [-0.1 - Z_998 * reach, -0.1 - Z_95 * reach, -0.1 + Z_95 * reach, -0.1 + Z_998 * reach]
    sides = [f"{side}_{part}" for side in ("before", "after") for part in ("numerator", "denominator", "status")]
    expected = pd.DataFrame(
        [
            ("active_12m", f"usual{number}", 60.0, 100.0, "normal", 150.0, 300.0, "normal", -0.1, "normal", 0.49 / variance, *limits, "inside")
            for number in range(3)
        ],
        columns=["measure", "city", *sides, "value", "status", "size", *LIMITS, "place"],
    )  # fmt: skip
    pd.testing.assert_frame_equal(found.units, expected, rtol=1e-6)


def test_the_two_years_are_those_that_are_asked():
    rows = [*alike(3, (60, 100), 2014), *alike(3, (50, 100)), *alike(3, (70, 100), 2016)]
    cells = cells_of(*rows)
    assert funnel_of_change(cells, SHARE).overall == pytest.approx(-0.1)
    assert funnel_of_change(cells, SHARE, 2015, 2016).overall == pytest.approx(0.2)
    assert funnel_of_change(cells, SHARE, after=2014, before=2016).overall == pytest.approx(-0.1)


@pytest.mark.parametrize(
    ("before", "after", "status"),
    [
        ("normal", "provisional", "provisional"),
        ("low_reliability", "provisional", "low_reliability"),
        ("low_reliability", "break", "break"),
        ("provisional", "normal", "provisional"),
        ("normal", "normal", "normal"),
    ],
)
def test_a_change_has_the_weightier_status_of_its_years(before, after, status):
    rows = [*alike(3, year=2014), (2014, "marked", 50, 100, before), *alike(3), (2015, "marked", 50, 100, after)]
    row = funnel_of_change(cells_of(*rows), SHARE).rows[-1]
    assert (row["before_status"], row["after_status"], row["status"]) == (before, after, status)


# Limits by chance, and moved outwards.


def test_counts_per_inhabitants_vary_as_counts_and_not_as_shares():
    # 50 expected: P(X ≥ 63) = 0.042 and P(X ≤ 37) = 0.034 of a Poisson count, 0.006 of 100 cases of one half.
    rows = [(2015, "more", 63, 100), (2015, "fewer", 37, 100), (2015, "usual", 50, 100)]
    counts = funnel(cells_of(*rows, measure=PER_INHABITANTS), PER_INHABITANTS)
    assert counts.count("inside") == 3 and funnel(cells_of(*rows), SHARE).count("beyond_95") == 2
    # As many as inhabitants are a rate like any other.
    assert funnel(cells_of(*alike(3, (10, 10)), measure=PER_INHABITANTS), PER_INHABITANTS).overall == 100_000


def test_units_that_all_change_as_the_whole_does_are_not_spread():
    found = funnel_of_change(cells_of(*alike(10, (600, 1000), 2014), *alike(10, (500, 1000))), SHARE)
    assert found.dispersion.phi == pytest.approx(0) and not found.dispersion.is_widened


def test_limits_of_counts_per_inhabitants_widen_in_their_own_unit():
    rows = [(2015, f"city{number}", 200 + 80 * (-1) ** number, 1_000_000) for number in range(20)]
    found = funnel(cells_of(*rows, measure=PER_INHABITANTS), PER_INHABITANTS)
    # s² = 2e-4 / 1e6; every |z| is 80 / √200, so phi 32, and of 20 equal weights τ² = (20 × 32 − 19) / 19 × s².
    error2 = 2e-4 / 1e6
    tau2 = (20 * 32 - 19) / 19 * error2
    assert found.dispersion.phi == pytest.approx(32) and found.dispersion.tau2 == pytest.approx(tau2 * 1e10)
    reach = 1e5 * (error2 + tau2) ** 0.5
    # One count is 0.1 in 100,000.
    expected = [20 - Z_998 * reach, 20 - Z_95 * reach, 20 + Z_95 * reach, 20 + Z_998 * reach]
    assert found.units[LIMITS].iloc[0].tolist() == pytest.approx([max(0, each) for each in expected], abs=0.3)
    assert set(found.units["place"]) == {"inside"}


def test_widened_limits_of_a_change_are_those_of_the_additive_model():
    rows = alike(20, (5000, 10_000), 2014)
    rows += [(2015, f"usual{number}", 5000 + 400 * (-1) ** number, 10_000) for number in range(20)]
    found = funnel_of_change(cells_of(*rows), SHARE)
    # s² = 2 × 0.25 / 10,000; |z| = 0.04 / s, so phi 32, and τ² as above.
    error2 = 0.5 / 10_000
    reach = (error2 + (20 * 32 - 19) / 19 * error2) ** 0.5
    assert found.dispersion.is_widened
    expected = [-Z_998 * reach, -Z_95 * reach, Z_95 * reach, Z_998 * reach]
    assert found.units[LIMITS].iloc[0].tolist() == pytest.approx(expected, rel=1e-6)
    assert found.curves[LIMITS].iloc[0].tolist() == pytest.approx(expected, rel=1e-6)


def test_limits_of_a_share_stay_between_none_and_all():
    rows = [(2015, f"city{number}", 45 + 40 * (-1) ** number, 90) for number in range(20)]
    found = funnel(cells_of(*rows), SHARE)
    assert found.dispersion.is_widened
    assert found.units[["low_998", "high_998"]].iloc[0].tolist() == [0, 1]
