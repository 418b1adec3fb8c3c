"""A measure in each of two years: as `ask` answers year by year, whether or not it divides by year."""

import pytest

from analytics import ask
from analytics.measures.cube import cube_of
from analytics.measures.each_year import ask_each_year
from analytics.records.current import current_records
from analytics.records.folder import DataFolder


@pytest.fixture(scope="module")
def cube():
    return cube_of(current_records(DataFolder.at()))


@pytest.mark.parametrize("name", ["active_12m", "integrations", "integrations_per_100k"])
@pytest.mark.parametrize("by", [[], ["region"], ["city"]])
def test_each_year_is_what_is_asked_of_that_year(cube, name, by):
    cells = ask_each_year(name, by, {"sex": "F"}, cube)
    for year in (2014, 2015):
        alone = ask(name, by=by, where={"sex": "F", "year": year}, cube=cube)
        assert cells[cells["year"] == year]["numerator"].tolist() == alone["numerator"].tolist()
        assert cells[cells["year"] == year]["value"].tolist() == alone["value"].tolist()
    assert list(cells.columns) == ["measure", *by, "year", "numerator", "denominator", "value", "status"]


def test_rows_stand_in_the_order_of_the_code_lists_then_of_the_years(cube):
    cells = ask_each_year("integrations_per_100k", ["region"], {}, cube)
    regions = [region for region in cube.values("region") if region in set(cells["region"])]
    assert list(zip(cells["region"], cells["year"], strict=True)) == [
        (each, year) for each in regions for year in (2014, 2015)
    ]


def test_nothing_that_fits_is_an_empty_table(cube):
    cells = ask_each_year("integrations", ["city"], {"programme": "ramadan_2014", "route": "education"}, cube)
    assert cells.empty and "status" in cells.columns
