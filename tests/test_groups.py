"""What has no records is shown: a count of none is zero, any other number is no data."""

import pandas as pd
import pytest

from analytics import ask
from analytics.comparison.groups import complete


def cells(measure_id, *rows):
    """Cells of (sex, year, numerator, denominator)."""
    frame = pd.DataFrame(rows, columns=["sex", "year", "numerator", "denominator"])
    frame = frame.astype({"numerator": "Int64", "denominator": "Int64"})
    frame.insert(0, "measure", measure_id)
    value = frame["numerator"] / frame["denominator"] if frame["denominator"].notna().all() else frame["numerator"]
    return frame.assign(value=value, status="normal")


def test_a_table_without_status_or_without_a_row_is_refused():
    whole = cells("integrations", ("F", 2014, 3, None))
    with pytest.raises(ValueError, match="status"):
        complete(whole.drop(columns="status"), {"sex": ["F"], "year": [2014]})
    with pytest.raises(ValueError, match="without a row"):
        complete(whole.iloc[:0], {"sex": ["F"], "year": [2014]})


def test_a_count_that_does_not_occur_is_zero_in_its_place():
    found = complete(
        cells("integrations", ("M", 2015, 7, None), ("F", 2014, 3, None)), {"sex": ["F", "M"], "year": [2014, 2015]}
    )
    assert found[["sex", "year", "value", "status"]].values.tolist() == [
        ["F", 2014, 3, "normal"], ["F", 2015, 0, "normal"], ["M", 2014, 0, "normal"], ["M", 2015, 7, "normal"],
    ]  # fmt: skip


def test_a_share_that_does_not_occur_is_not_available_and_never_zero():
    found = complete(cells("women_share", ("F", 2014, 3, 30)), {"sex": ["F"], "year": [2014, 2015]})
    assert found["status"].tolist() == ["normal", "not_available"]
    assert found["value"].isna().tolist() == [False, True] and found["denominator"].isna().tolist() == [False, True]


def test_columns_and_kinds_stay_and_codes_that_are_not_listed_go():
    whole = ask("women_share", by=["route", "year"])
    found = complete(whole, {"route": ["education", "job_placement"], "year": [2014, 2015]})
    assert list(found.columns) == list(whole.columns) and (found.dtypes == whole.dtypes).all()
    assert found["route"].tolist() == ["education", "education", "job_placement", "job_placement"]


@pytest.mark.parametrize(
    ("measure_id", "numerator", "status"),
    # Persons and supports are counted, so that none are zero of them; money that was not recorded is not zero.
    [("integrations", 0, "normal"), ("beneficiaries", 0, "normal"), ("funding_total", None, "not_available")],
)
def test_the_table_is_whole_with_every_column_and_kind_of_the_cells(measure_id, numerator, status):
    given = cells(measure_id, ("M", 2015, 7, None), ("F", 2014, 3, None), ("U", 2014, 1, None))
    found = complete(given, {"year": [2014, 2015], "sex": ["M", "F"]})
    rows = [("M", 2014, numerator), ("F", 2014, 3), ("M", 2015, 7), ("F", 2015, numerator)]
    expected = cells(measure_id, *[(sex, year, count, None) for sex, year, count in rows])
    expected["status"] = [status, "normal", "normal", status]
    pd.testing.assert_frame_equal(found, expected)


def test_a_hidden_cell_stays_hidden():
    given = cells("integrations", ("F", 2014, None, None), ("M", 2014, 40, None)).assign(
        status=["confidential", "normal"]
    )
    pd.testing.assert_frame_equal(complete(given, {"sex": ["F", "M"], "year": [2014]}), given)
