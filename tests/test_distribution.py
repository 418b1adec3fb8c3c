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
