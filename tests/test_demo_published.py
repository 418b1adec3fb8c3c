"""Do the demonstration records add up to what was published?

Every expected number comes from data/published/figures.csv or from the assumptions the manifest names; every count is
hand-written SQL over the Parquet files.
"""

import pytest

from analytics import ask as ask_cells
from analytics.comparison.change import assumptions_of
from analytics.records.current import current_records
from analytics.records.folder import DataFolder
from tests.demo_sets import PROJECT_DATA, STUDY, ask, make, one, open_set


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make(tmp_path_factory.mktemp("demo") / "a folder that is not there yet")


@pytest.fixture(scope="module", params=["one chunk", "nine chunks", "another seed"])
def exact(request, made, tmp_path_factory):
    out = tmp_path_factory.mktemp("exact")
    sizes = {"nine chunks": (None, None, 1_000), "another seed": (None, 7, 500_000)}
    return open_set(made if request.param == "one chunk" else make(out, *sizes[request.param]))


def test_placements_of_2014_equal_the_published_933(exact):
    assert one(exact, "route = 'job_placement' AND year = 2014 AND programme = 'annual_strategy'") == 933


def test_placements_of_2015_equal_the_published_1719(exact):
    assert one(exact, "route = 'job_placement' AND year = 2015 AND programme = 'annual_strategy'") == 1719


def test_micro_projects_equal_the_published_1436_and_1670_with_the_ramadan_projects_inside(exact):
    found = ask(
        exact,
        "SELECT year, programme, count(*), count(DISTINCT beneficiary_id) FROM supports "
        "WHERE route = 'micro_project' GROUP BY ALL ORDER BY ALL",
    )
    assert found == [
        (2014, "annual_strategy", 1206, 1206),
        (2014, "ramadan_2014", 230, 230),
        (2015, "annual_strategy", 1353, 1353),
        (2015, "ramadan_2015", 317, 317),
    ]


def test_education_routes_of_2014_are_1401_people_of_whom_63_women_and_644_juveniles(exact):
    found = ask(
        exact,
        "SELECT count(*), count(DISTINCT beneficiary_id), count(*) FILTER (sex = 'F'), "
        "count(*) FILTER (juvenile), count(*) FILTER (sex = 'U' OR juvenile IS NULL), "
        f"count(DISTINCT programme) FROM supports WHERE year = 2014 AND {STUDY}",
    )
    assert found == [(1401, 1401, 63, 644, 0, 1)]


def test_education_routes_of_2015_are_the_assumed_1450(exact):
    found = ask(
        exact,
        "SELECT count(*), count(*) FILTER (sex = 'F'), count(*) FILTER (juvenile), count(DISTINCT route) "
        f"FROM supports WHERE year = 2015 AND {STUDY}",
    )
    assert found == [(1450, 74, 655, 4)]


def test_no_ramadan_programme_rests_on_the_assumed_education(exact):
    assert one(exact, f"{STUDY} AND programme <> 'annual_strategy'", "integrations") == 0
    records, where = current_records(DataFolder.at()), {"programme": ["ramadan_2015"]}
    assert assumptions_of(ask_cells("integrations", "year", where), records.assumptions, where) == []
    assert assumptions_of(ask_cells("integrations", "year"), records.assumptions, {}) == ["education_2015"]


def test_nothing_else_is_counted(exact):
    assert one(exact, "true", "integrations") == 933 + 1436 + 1401 + 1719 + 1670 + 1450


def test_ramadan_projects_are_delivered_in_the_published_cities_only(exact):
    found = dict(
        ask(
            exact,
            "SELECT programme, list(DISTINCT city_id ORDER BY city_id) FROM integrations "
            "WHERE programme <> 'annual_strategy' GROUP BY 1",
        )
    )
    assert found == {
        "ramadan_2014": [
            "agadir",
            "boujdour",
            "fes",
            "kenitra",
            "laayoune",
            "marrakech",
            "mohammedia",
            "oujda",
            "rabat",
            "sidi-kacem",
            "tanger",
            "taroudant",
        ],
        "ramadan_2015": [
            "agadir",
            "casablanca",
            "fes",
            "kenitra",
            "laayoune",
            "marrakech",
            "oujda",
            "rabat",
            "safi",
            "sale",
            "tanger",
            "taroudant",
        ],
    }


@pytest.mark.parametrize(
    ("programme", "city", "projects", "women", "amount"),
    [("ramadan_2014", "tanger", 18, None, None), ("ramadan_2014", "mohammedia", 5, None, None),
     ("ramadan_2015", "kenitra", 21, 6, 270_000), ("ramadan_2015", "marrakech", 12, 3, 218_000)],
)  # fmt: skip
def test_local_ceremonies_equal_what_was_published(exact, programme, city, projects, women, amount):
    where = f"programme = '{programme}' AND city_id = '{city}'"
    assert one(exact, where) == projects
    if women is not None:
        assert one(exact, f"{where} AND sex = 'F'") == women
    if amount is not None:
        assert ask(
            exact, f"SELECT sum(amount_mad) FROM funding JOIN integrations USING (integration_id) WHERE {where}"
        ) == [(amount,)]


def test_money_of_the_ramadan_programmes_is_exact_and_no_other_money_is_invented(exact):
    found = ask(
        exact,
        "SELECT programme, sum(amount_mad), count(DISTINCT integration_id) FROM funding "
        "JOIN integrations USING (integration_id) GROUP BY 1 ORDER BY 1",
    )
    assert found == [("ramadan_2014", 4_500_000, 230), ("ramadan_2015", 5_060_000, 317)]


def test_return_to_prison_at_12_months_is_the_published_134_of_3893_for_2015(exact):
    found = ask(
        exact,
        "SELECT year, count(*), count(*) FILTER (situation <> 'unknown'), "
        "count(*) FILTER (situation = 'returned_to_prison') FROM situations GROUP BY 1 ORDER BY 1",
    )
    assert found == [(2014, 3770, 2980, 113), (2015, 4839, 3893, 134)]


def test_every_city_with_a_population_has_integrations_in_both_years(exact):
    exact.read_csv(f"{PROJECT_DATA}/reference/cities.csv").create_view("listed_cities", replace=True)
    cities = ask(exact, "SELECT id FROM listed_cities WHERE population IS NOT NULL ORDER BY 1")
    assert len(cities) == 25
    for year in (2014, 2015):
        assert ask(exact, f"SELECT DISTINCT city_id FROM supports WHERE year = {year} ORDER BY 1") == cities
