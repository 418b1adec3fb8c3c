"""Which figure fits an answer: refusals first, then the form by the kinds of its columns."""

import pandas as pd
import pytest

from analytics.console.fitting import (
    BARS,
    LINE,
    MOST_DRAWN,
    POINTS,
    CannotBeDrawn,
    Fitted,
    fit,
    fit_form,
    make_cells,
    sort_columns,
    write_number,
)
from analytics.language import ARABIC, ENGLISH

ROUTES = pd.DataFrame({"route": ["a", "a", "b", "b"], "year": [2014, 2015, 2014, 2015], "supports": [1, 2, 3, 4]})
MONTHS = pd.DataFrame({"month": ["2014-03", "2014-01", "2014-02"], "supports": [3, 1, 2]})


def fitted(frame, form=None, along=None, number=None):
    kinds = sort_columns(frame)
    form = form or fit_form(frame, kinds)
    along = along or kinds.along(form)[0]
    numbers = [name for name in kinds.numbers if form != POINTS or name != along]
    return fit(frame, kinds, form, along, number or numbers[0])


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"n": [1]}, "fewer than two rows"),
        ({"route": ["a", "b"]}, "no column of numbers"),
        ({"n": [1, 2]}, "no column that tells the rows apart"),
        ({"is": [True, False], "list": [[1], [2]]}, "no column of numbers"),
    ],
)
def test_what_cannot_be_drawn_says_why(columns, sentence):
    with pytest.raises(CannotBeDrawn, match=sentence):
        fitted(pd.DataFrame(columns))


def test_rows_that_no_column_parts_are_not_drawn():
    with pytest.raises(CannotBeDrawn, match="Several rows have the same “route”, and no column parts them into 4"):
        fitted(ROUTES.drop(columns="year"))
    many = pd.DataFrame({"route": ["a", "b"] * 5, "city": list("vwxyzvwxyz"), "n": range(10)})
    with pytest.raises(CannotBeDrawn, match="no column parts them"):
        fitted(many, along="route")


def test_more_than_is_read_is_not_drawn():
    long = pd.DataFrame({"city": [f"c{n}" for n in range(MOST_DRAWN[BARS] + 1)], "n": 1})
    with pytest.raises(CannotBeDrawn, match="More than 60 of “city”"):
        fitted(long)


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"route": ["a", "b"], "n": [1, 2]}, Fitted(BARS, "route", "n")),
        ({"year": [2014, 2015], "n": [1, 2]}, Fitted(BARS, "year", "n")),
        ({"year": [2013, 2014, 2015], "n": [1, 2, 3]}, Fitted(LINE, "year", "n")),
        ({"day": ["2014-01-01", "2014-01-02", "2014-01-03"], "n": [1.5, 2, 3]}, Fitted(LINE, "day", "n")),
        ({"a": [1, 2], "b": [3, 4]}, Fitted(POINTS, "a", "b")),
        ({"code": ["2014-1", "x"], "n": [1, 2]}, Fitted(BARS, "code", "n")),
    ],
)
def test_the_kinds_of_the_columns_say_the_form(columns, expected):
    assert fitted(pd.DataFrame(columns)) == expected


def test_rows_of_one_place_are_parted_by_the_other_column():
    assert fitted(ROUTES, along="route") == Fitted(BARS, "route", "supports", "year", is_by_year=True)
    assert fitted(ROUTES, along="year", form=BARS) == Fitted(BARS, "year", "supports", "route")


def test_time_runs_forward_whatever_the_order_of_the_rows():
    cells = make_cells(MONTHS, fitted(MONTHS), sort_columns(MONTHS), ENGLISH)
    assert list(cells["place"]) == ["January 2014", "February 2014", "March 2014"]
    assert list(cells["value"]) == [1, 2, 3]


def test_a_hidden_number_keeps_its_status_and_a_null_is_not_available():
    frame = pd.DataFrame({"route": ["a", "b", "c"], "n": pd.array([None, 5, None], dtype="Int64"), "status": ["confidential", "normal", "normal"]})  # fmt: skip
    cells = make_cells(frame, fitted(frame), sort_columns(frame), ENGLISH)
    assert list(cells["status"]) == ["confidential", "normal", "not_available"]
    cells = make_cells(frame.drop(columns="status"), fitted(frame), sort_columns(frame), ENGLISH)
    assert list(cells["status"]) == ["not_available", "normal", "not_available"]


def test_points_without_one_of_their_numbers_are_left_out():
    frame = pd.DataFrame({"city": ["x", "y"], "a": pd.array([1, None], dtype="Int64"), "b": [3.0, 4.0]})
    cells = make_cells(frame, fitted(frame, POINTS), sort_columns(frame), ENGLISH)
    assert cells.to_dict("records") == [
        {"group": "x", "across": 1, "up": 3.0, "across_text": "1", "value_text": "3", "status": "normal"}
    ]


def test_numbers_of_no_known_measure_are_written_as_far_as_they_tell():
    written = {1719: "1,719", 0.0344: "0.0344", 12.5: "12.5", 1234.56: "1,234.6", -3: "-3"}
    written |= {0.761: "0.761", 0.5: "0.5", 0.76412: "0.7641", 2.504: "2.5", 199.96: "200", 0.00001234: "0.0000123"}
    assert {value: write_number(value, ENGLISH).replace("\u2212", "-") for value in written} == written
    assert write_number(0.0344, ARABIC) == "\u20660,0344\u2069"


def test_a_form_that_can_be_drawn_is_chosen_before_one_that_cannot():
    # Five years of two sources, each with a name of its own: no line, since no column parts the years into a few series.
    names = [f"printed {number}" for number in range(10)]
    frame = pd.DataFrame({"printed": names, "year": [2010, 2011, 2012, 2013, 2014] * 2, "value": range(10)})
    assert fitted(frame) == Fitted(BARS, "printed", "value")
    with pytest.raises(CannotBeDrawn, match="Several rows have the same “year”"):
        fitted(frame, form=LINE)
