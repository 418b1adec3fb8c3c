"""How awards are spread: quantiles of banded amounts as published, and readable classes that lose no award."""

from math import inf

import pandas as pd
import pytest

from analytics.comparison.distribution import classes_of, grouped_quantile, quartiles, regroup
from analytics.measures.amounts import ask_amounts


def awards(*rows):
    """Cells by year and band: (year, from_mad, to_mad, awards)."""
    frame = pd.DataFrame(rows, columns=["year", "from_mad", "to_mad", "numerator"])
    return frame.assign(measure="awards", status="normal").astype({"numerator": "Int64"})


@pytest.mark.parametrize("form", [quartiles, classes_of, lambda cells: regroup(cells, [0, 500])])
def test_a_table_without_status_is_refused(form):
    with pytest.raises(ValueError, match="status"):
        form(awards((2014, 0, 500, 3)).drop(columns="status"))


@pytest.mark.parametrize(
    ("bands", "part", "expected"),
    [
        # NCERT, Mathematics, textbook for Class X, chapter 14, example 7 (heights of 51 girls; "Median = 149.03").
        ([(-inf, 140, 4), (140, 145, 7), (145, 150, 18), (150, 155, 11), (155, 160, 6), (160, 165, 5)], 0.5, 149.03),
        # Python documentation of statistics.median_grouped: ages of 1,071 people, "37.5" to one decimal.
        ([(20, 30, 172), (30, 40, 484), (40, 50, 387), (50, 60, 22), (60, 70, 6)], 0.5, 37.51),
        # byjus.com, "Calculate upper and lower quartile from the following data" (170 items): Q1 = 23.57, Q3 = 49.
        ([(0, 10, 10), (10, 20, 20), (20, 30, 35), (30, 40, 40), (40, 50, 25), (50, 60, 25), (60, 70, 15)], 0.25, 23.57),
        ([(0, 10, 10), (10, 20, 20), (20, 30, 35), (30, 40, 40), (40, 50, 25), (50, 60, 25), (60, 70, 15)], 0.75, 49.0),
        # vidyadip.com, question 640709 (50 items): Q1 = 32.09, Q3 = 47.70.
        ([(13, 25, 6), (25, 37, 11), (37, 49, 23), (49, 61, 7), (61, 73, 3)], 0.25, 32.09),
        ([(13, 25, 6), (25, 37, 11), (37, 49, 23), (49, 61, 7), (61, 73, 3)], 0.75, 47.70),
    ],
)  # fmt: skip
def test_a_quantile_of_grouped_data_is_as_published(bands, part, expected):
    assert grouped_quantile(bands, part) == pytest.approx(expected, abs=0.006)


def test_there_is_no_quantile_without_awards_or_in_a_band_without_end():
    assert grouped_quantile([], 0.5) is None
    assert grouped_quantile([(0, 500, 0)], 0.5) is None
    assert grouped_quantile([(0, 500, 1), (500, inf, 9)], 0.5) is None
    assert grouped_quantile([(0, 500, 1), (500, inf, 9)], 0.1) == 500


def test_quartiles_are_within_a_band_of_those_of_the_raw_awards(raw_records):
    exact = raw_records.execute(
        """
        SELECT year(started_on) AS year, quantile_cont(amount_mad, 0.25), median(amount_mad), quantile_cont(amount_mad, 0.75)
        FROM funding JOIN integrations USING (integration_id) GROUP BY 1 ORDER BY 1
        """
    ).fetchall()
    found = quartiles(ask_amounts("year"))[["year", "lower_quartile", "median", "upper_quartile"]]
    for expected, row in zip(exact, found.itertuples(index=False), strict=True):
        assert row[0] == expected[0]
        assert all(abs(float(one) - float(other)) <= 500 for one, other in zip(row[1:], expected[1:], strict=True))


def test_classes_hold_every_award_of_every_year():
    cells = ask_amounts("year")
    edges = classes_of(cells)
    assert edges == [float(step * 5_000) for step in range(9)]
    classes = regroup(cells, edges)
    assert len(classes) == 2 * len(edges)
    # 351 awards of 2014 and 470 of 2015 stand in the demonstration records.
    assert classes.groupby("year")["numerator"].sum().to_dict() == {2014: 351, 2015: 470}
    assert classes.groupby("year")["value"].sum().tolist() == pytest.approx([1, 1])


def test_a_class_counts_what_lies_in_it_and_the_last_has_no_end():
    classes = regroup(awards((2014, 0, 500, 1), (2014, 500, 1000, 2), (2014, 7500, 8000, 1)), [0, 1000, 2000])
    assert classes["numerator"].tolist() == [3, 0, 1]
    assert classes["value"].tolist() == [0.75, 0.0, 0.25]
    assert classes["to_mad"].isna().tolist() == [False, False, True]
    assert set(classes["status"]) == {"low_reliability"}


def test_one_award_far_out_does_not_widen_the_classes():
    many = [(2014, 500 * step, 500 * step + 500, 10) for step in range(20)]
    assert classes_of(awards(*many, (2014, 950_000, 955_000, 1))) == [float(1000 * step) for step in range(11)]


def test_the_last_class_is_never_empty_for_nothing():
    assert classes_of(awards((2014, 0, 500, 40), (2014, 1500, 2000, 40))) == [0.0, 500.0, 1000.0, 1500.0]


def test_a_hidden_band_hides_the_year_and_no_other():
    cells = awards((2014, 0, 500, None), (2014, 500, 1000, 40), (2015, 0, 500, 40))
    found = quartiles(cells)
    assert found["status"].tolist() == ["confidential", "normal"]
    assert found["median"].isna().tolist() == [True, False]
    classes = regroup(cells, [0, 500])
    assert classes[classes["year"] == 2014][["numerator", "denominator", "value"]].isna().all(axis=None)
    assert classes[classes["year"] == 2015]["value"].tolist() == [1.0, 0.0]


def test_nothing_comes_of_nothing():
    assert quartiles(awards()).empty and regroup(awards(), [0, 500]).empty
    assert classes_of(awards()) == [0.0, 500.0]


def test_the_table_of_quartiles_is_as_described_with_years_and_bands_in_order():
    # 2014: 40 awards evenly over 0 to 500. 2015: of 40, 10 each in four bands, given in two parts and out of order.
    later = [
        (2015, 1500, 2000, 10),
        (2015, 0, 500, 4),
        (2015, 1000, 1500, 10),
        (2015, 500, 1000, 10),
        (2015, 0, 500, 6),
    ]
    found = quartiles(awards(*later, (2014, 0, 500, 40)))
    expected = pd.DataFrame(
        [("awards", 2014, 40, None, 125, 250, 375, "normal"), ("awards", 2015, 40, None, 500, 1000, 1500, "normal")],
        columns=["measure", "year", "numerator", "denominator", "lower_quartile", "median", "upper_quartile", "status"],
    ).astype({"numerator": "Int64", "denominator": "Int64"})
    names = ["lower_quartile", "median", "upper_quartile"]
    pd.testing.assert_frame_equal(found, expected.astype(dict.fromkeys(names, "Float64")))


def test_the_table_of_classes_is_as_described():
    found = regroup(awards((2015, 500, 1000, None), (2014, 0, 500, 30), (2014, 1000, None, 10), (2014, 500, 1000, 20)), [0, 500, 1000])  # fmt: skip
    rows = [
        ("awards", 2014, 0, 500, 30, 60, 0.5, "normal"), ("awards", 2014, 500, 1000, 20, 60, 1 / 3, "normal"),
        ("awards", 2014, 1000, None, 10, 60, 1 / 6, "normal"),
        ("awards", 2015, 0, 500, None, None, None, "confidential"),
        ("awards", 2015, 500, 1000, None, None, None, "confidential"),
        ("awards", 2015, 1000, None, None, None, None, "confidential"),
    ]  # fmt: skip
    columns = ["measure", "year", "from_mad", "to_mad", "numerator", "denominator", "value", "status"]
    types = dict.fromkeys(["from_mad", "to_mad", "value"], "Float64") | dict.fromkeys(
        ["numerator", "denominator"], "Int64"
    )
    pd.testing.assert_frame_equal(found, pd.DataFrame(rows, columns=columns).astype(types))


@pytest.mark.parametrize(("more", "said"), [(10, "normal"), (9, "low_reliability")])
def test_thirty_awards_a_year_are_enough_and_one_fewer_are_not(more, said):
    cells = awards((2014, 0, 500, 20), (2014, 500, 1000, more))
    assert set(quartiles(cells)["status"]) == set(regroup(cells, [0, 500])["status"]) == {said}


@pytest.mark.parametrize(("count", "expected"), [(13, 500 * 12 / 13), (12, 500), (11, 500 + 500 / 13)])
def test_a_part_that_a_band_reaches_exactly_ends_there(count, expected):
    # Half of 24 is the whole of a band of 12, 12/13 of one of 13, and all of 11 with 1/13 of the next.
    found = grouped_quantile([(0, 500, count), (500, 1000, 24 - count)], 0.5)
    assert found == pytest.approx(expected)


@pytest.mark.parametrize(
    ("highest", "width", "classes"), [(6000, 500, 12), (6500, 1000, 7), (12_000, 1000, 12), (12_500, 2000, 7)]
)
def test_twelve_classes_are_not_too_many_and_thirteen_are(highest, width, classes):
    cells = awards(*[(2014, low, low + 500, 10) for low in range(0, highest, 500)])
    assert classes_of(cells) == [float(width * step) for step in range(classes)]


def test_there_are_no_more_classes_than_are_asked_for():
    cells = awards(*[(2014, low, low + 500, 10) for low in range(0, 6000, 500)])
    # Three of 2,000; two would need 3,000 each, and the next round width is 5,000.
    assert classes_of(cells, most=3) == [0.0, 2000.0, 4000.0] and classes_of(cells, most=2) == [0.0, 5000.0]


@pytest.mark.parametrize(("beyond", "edges"), [(2, [0.0, 500.0]), (3, [float(1000 * step) for step in range(10)])])
def test_the_classes_hold_ninety_eight_of_a_hundred(beyond, edges):
    assert classes_of(awards((2014, 0, 500, 100 - beyond), (2014, 9500, 10_000, beyond))) == edges


@pytest.mark.parametrize(
    ("rows", "edges"),
    [
        # Two awards of a hundred lie beyond 1,000: from there on is a class of its own.
        ([(0, 500, 50), (500, 1000, 48), (1000, 1500, 2)], [0.0, 500.0, 1000.0]),
        # A band without awards is not beyond anything, nor does it make the classes wide.
        ([(0, 500, 40), (500, 1000, 40), (1500, 2000, 0)], [0.0, 500.0]),
        ([(9500, 10_000, 0)], [0.0, 500.0]),
        # Most lie in the band without an end, which begins at 50,000: ten classes of 5,000 lead up to it.
        ([(0, 500, 10), (50_000, None, 40)], [float(5000 * step) for step in range(11)]),
    ],
)
def test_the_last_class_begins_where_the_awards_still_go_on(rows, edges):
    assert classes_of(awards(*[(2014, *row) for row in rows])) == edges


def test_the_least_amount_is_where_the_first_award_may_lie():
    assert grouped_quantile([(0, 500, 0), (500, 1000, 4)], 0) == 500
