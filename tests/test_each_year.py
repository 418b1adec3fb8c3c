"""A measure in each of two years: as `ask` answers year by year, whether or not it divides by year."""

import pytest

from analytics import ask
from analytics.measures.cube import cube_of
from analytics.measures.each_year import ask_each_year
from analytics.records.current import current_records, open_records
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


def test_the_records_that_were_given_are_asked_and_no_others(records):
    folder = records(
        integrations="""
            support | started_on | city_id
            1       | 2014-03-01 | fes
            2       | 2015-03-01 | fes
            3       | 2015-04-01 | rabat
        """
    )
    cube = cube_of(open_records(folder, DataFolder.at()))
    cells = ask_each_year("integrations", ["city"], {}, cube)
    assert cells[["city", "year", "value"]].values.tolist() == [["fes", 2014, 1], ["fes", 2015, 1], ["rabat", 2015, 1]]
    assert ask_each_year("integrations_per_100k", [], {}, cube)["numerator"].tolist() == [1, 2]


@pytest.mark.parametrize("name", ["integrations", "integrations_per_100k"])
def test_records_of_other_years_are_an_empty_table_with_its_columns(records, name):
    folder = records(integrations="support | started_on\n1 | 2012-03-01")
    cells = ask_each_year(name, ["city"], {}, cube_of(open_records(folder, DataFolder.at())))
    assert cells.empty
    assert sorted(cells.columns) == sorted(["measure", "city", "year", "numerator", "denominator", "value", "status"])
