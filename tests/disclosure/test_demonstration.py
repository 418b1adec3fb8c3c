"""The demonstration records, as a list of public tables would show them: known figures, and money."""

import pandas as pd
import pytest

from analytics.disclosure.common_knowledge import know_published, nest_codes
from analytics.disclosure.contributions import add_contributions
from analytics.disclosure.protect import protect_tables
from analytics.disclosure.tables import Table
from analytics.measures.asking import ask
from analytics.measures.cube import cube_of
from analytics.published import register
from analytics.records.current import current_records, open_records
from analytics.records.folder import PROJECT_DATA, DataFolder

LIST = [
    "integrations", "integrations by year", "integrations by year, route", "integrations by year, programme",
    "integrations by year, region", "integrations by year, city", "integrations by year, sex",
    "integrations by year, age_group", "integrations by year, sex, age_group", "integrations by year, route, sex",
    "integrations by year, route, age_group", "women_share by year", "women_share by year, route", "juvenile_share by year",
    "juvenile_share by year, route", "active_12m by year", "active_12m by year, route", "active_12m by year, sex",
    "return_to_prison_12m by year", "return_to_prison_12m by year, route", "return_to_prison_12m by year, sex",
    "funding_total by year", "funding_total by year, funding_kind", "funding_total by year, programme",
    "beneficiaries", "beneficiaries by year",
]  # fmt: skip
TABLES = [
    Table(name, name.partition(" by ")[0], tuple(each for each in name.partition(" by ")[2].split(", ") if each))
    for name in LIST
]


@pytest.fixture(scope="module")
def cube():
    return cube_of(current_records(DataFolder(PROJECT_DATA), "demo"))


@pytest.fixture(scope="module")
def known(cube):
    return know_published(register(DataFolder(PROJECT_DATA)), cube)


@pytest.fixture(scope="module")
def protected(cube, known):
    frames = {table.name: add_contributions(table, ask(table.measure, table.by, cube=cube), cube) for table in TABLES}
    return frames, protect_tables(TABLES, frames, known, nesting=nest_codes(cube))


def test_the_whole_list_is_protected_with_the_fewest_cells(protected):
    _, found = protected
    assert found.is_safe and found.is_smallest
    assert (found.audit["width"] >= found.audit["required"]).all()


def test_nothing_small_is_left_and_published_figures_stay(protected):
    frames, found = protected
    for name, frame in found.frames.items():
        shown = frame[frame["status"] != "confidential"]
        assert not shown["numerator"].between(1, 9).any(), name
        assert list(frame.columns) == [each for each in frames[name].columns if each not in ("awards", "largest")]
    by_route = found.frames["integrations by year, route"].set_index(["year", "route"])["numerator"]
    assert by_route[2014, "job_placement"] == 933 and by_route[2015, "micro_project"] == 1670
    returned = found.frames["return_to_prison_12m by year"].set_index("year")
    assert returned.loc[2015, ["numerator", "denominator"]].tolist() == [134, 3893]


def test_juveniles_of_a_route_are_hidden_below_20(protected):
    _, found = protected
    by_age = found.frames["integrations by year, route, age_group"]
    juveniles = by_age[by_age["age_group"] == "juvenile"]["numerator"].dropna()
    assert len(juveniles) and juveniles.min() >= 20


def test_what_was_printed_is_known_as_exactly_as_it_was_printed(known):
    told = {
        (each.terms[0][0].family, *sorted(code for _, codes in each.terms[0][0].box for code in codes)): (each.low, each.high)
        for each in known if len(each.terms) == 1
    }  # fmt: skip
    assert told["integrations", "2014", "job_placement"] == (933, 933)
    assert told["integrations", "2014", "ramadan_2014"] == (230, 230)
    assert told["money", "2015", "ramadan_2015"] == (5_000_000, float("inf"))
    # 3.44 % of those known at 12 months: a bound from each side
    assert [each.terms[1][1] for each in known if len(each.terms) == 2] == pytest.approx([-0.03435, -0.03445])


def test_records_that_contradict_a_printed_figure_leave_it_out(records):
    folder = records(integrations="support | started_on\n1 | 2014-05-01\n2 | 2015-05-01")
    cube = cube_of(open_records(folder, DataFolder.at()))
    known = know_published(register(), cube)
    printed = {933, 1719, 1436, 1670, 1401, 3893, 134}
    assert not printed & {each.low for each in known if each.is_exact}


def test_every_city_has_one_region_and_every_round_its_year(cube):
    places, homes, rounds, months = nest_codes(cube)
    assert list(places.columns) == ["city", "region", "centre_status", "has_population"]
    assert homes.set_index("home_city")["home_region"].to_dict() == places.set_index("city")["region"].to_dict()
    assert places.set_index("city").loc["fes"].tolist() == ["fes-meknes", "open", "yes"]
    assert places.set_index("city").loc["agadir-ait-melloul", "has_population"] == "no"
    # Names of columns are names of dimensions: another one nests nothing.
    assert (list(rounds.columns), list(months.columns)) == (["programme", "year"], ["month", "year"])
    assert set(rounds.itertuples(index=False, name=None)) == {
        ("annual_strategy", "2014"), ("annual_strategy", "2015"), ("ramadan_2014", "2014"), ("ramadan_2015", "2015"),
    }  # fmt: skip
    assert (months["month"].str[:4] == months["year"]).all() and set(months["year"]) == {"2014", "2015"}


# Money: how many awards, and how much of a sum one of them can be.

AWARDS = """
    support | amount | kind
    1       | 1200   | cheque
    1       | 300    | equipment
    2       | 40000  | equipment
"""
SUPPORTS = """
    support | city_id | started_on
    1       | fes     | 2014-03-01
    2       | rabat   | 2014-03-01
"""


def contributions(records, measure, by):
    cube = cube_of(open_records(records(integrations=SUPPORTS, funding=AWARDS), DataFolder.at()))
    table = Table("money", measure, by)
    return add_contributions(table, ask(measure, by, cube=cube), cube)


def test_the_largest_award_is_taken_at_the_upper_edge_of_its_band(records):
    cells = contributions(records, "funding_total", ("city",))
    assert cells[["city", "numerator", "awards", "largest"]].values.tolist() == [
        ["fes", 1500, 2, 1500], ["rabat", 40_000, 1, 40_500],
    ]  # fmt: skip
    assert contributions(records, "funding_total", ())[["awards", "largest"]].values.tolist() == [[3, 40_500]]


def test_a_share_of_money_has_its_denominator_counted_too(records):
    cells = contributions(records, "cheque_share", ("city",))
    columns = ["city", "awards", "largest", "denominator_awards", "denominator_largest"]
    assert cells[columns].values.tolist() == [["fes", 1, 1500, 2, 1500], ["rabat", 0, 0, 1, 40_500]]


def test_cells_without_money_stay_as_they_are(cube):
    cells = ask("integrations", "year", cube=cube)
    pd.testing.assert_frame_equal(add_contributions(Table("a", "integrations", ("year",)), cells, cube), cells)
