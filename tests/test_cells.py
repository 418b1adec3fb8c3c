"""Cells as rows and as tables: nothing is lost or changed on the way from one to the other and back."""

import pandas as pd
import pytest

from analytics.measures.cells import list_rows, tabulate

TYPES = {"measure": "str", "year": "int64", "numerator": "Int64", "value": "Float64"}


@pytest.fixture
def cells():
    return pd.DataFrame(
        {
            "measure": ["women_share", "women_share"],
            "year": [2014, 2015],
            "numerator": pd.array([12, None], dtype="Int64"),
            "value": pd.array([0.25, None], dtype="Float64"),
        }
    )


def test_rows_hold_plain_values_and_null_where_there_is_none(cells):
    first, second = list_rows(cells)
    assert first == {"measure": "women_share", "year": 2014, "numerator": 12, "value": 0.25}
    assert [type(value) for value in first.values()] == [str, int, int, float]
    assert second == {"measure": "women_share", "year": 2015, "numerator": pd.NA, "value": pd.NA}


def test_a_table_without_rows_has_none(cells):
    assert list_rows(cells.iloc[:0]) == []


def test_rows_become_the_same_table_again(cells):
    pd.testing.assert_frame_equal(tabulate(list_rows(cells), cells.columns, TYPES), cells)
    assert tabulate([], cells.columns, TYPES).dtypes.to_dict() == cells.dtypes.to_dict()


def test_what_a_row_does_not_have_is_null():
    table = tabulate([{"year": 2014}, {"year": 2015, "value": 0.5}], ["year", "value"], {"value": "Float64"})
    assert list_rows(table) == [{"year": 2014, "value": pd.NA}, {"year": 2015, "value": 0.5}]
