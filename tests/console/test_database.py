"""What lies in the database file of an audience, and what does not."""

import duckdb
import pytest

from analytics.console.database import FILE, open_database
from analytics.console.schema import SUMMED, group_of, list_columns
from analytics.disclosure.gate import ask, find_cleared
from analytics.errors import UnknownName
from analytics.language import LANGUAGES
from analytics.measures.cube import cube_of
from analytics.records.codes import CODE_LISTS
from analytics.records.current import current_records
from analytics.records.folder import PROJECT_DATA, DataFolder

KNOWN_TO_ALL = {*CODE_LISTS, "cities", "published", "sources"}
CUBES = {"integrations_cube", "funding_cube", "persons_cube", "person_years_cube", "follow_up_cube"}


def select(database, query):
    with duckdb.connect(str(database.path), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_each_audience_has_its_tables_and_no_other(internal, public):
    tables = "SELECT table_name FROM duckdb_tables() UNION SELECT view_name FROM duckdb_views() WHERE NOT internal"
    assert {row[0] for row in select(internal, tables)} == set(internal.columns) == KNOWN_TO_ALL | CUBES
    assert {row[0] for row in select(public, tables)} == set(public.columns) == KNOWN_TO_ALL | {"public_cells"}


def test_no_column_names_a_person(internal, public):
    for database in (internal, public):
        columns = {column for table in database.columns.values() for column in table}
        assert not columns & {
            "beneficiary_id",
            "integration_id",
            "funding_id",
            "birth_year",
            "release_date",
            "started_on",
        }


def test_not_one_hidden_number_is_in_the_file_of_the_public(public):
    hidden = select(public, "SELECT count(*), count(numerator), count(denominator), count(value) FROM public_cells WHERE status = 'confidential'")  # fmt: skip
    folder = DataFolder(PROJECT_DATA)
    cleared = find_cleared(cube_of(current_records(folder)), folder)
    cells = sum((cleared.answer(each.measure, each.by, each.where)["status"] == "confidential").sum() for each in cleared.tables)  # fmt: skip
    assert hidden == [(cells, 0, 0, 0)] and cells > 50


def test_the_place_of_a_row_does_not_tell_its_hidden_number(public):
    rows = select(public, "SELECT name, year, city FROM public_cells WHERE divided_by = 'year, city'")
    assert rows == sorted(rows)


def test_a_year_that_is_fixed_stands_in_its_column(public):
    rows = select(
        public, "SELECT year, value FROM public_cells WHERE measure = 'integrations_per_100k' AND divided_by = ''"
    )
    assert sorted(year for year, _ in rows) == [2014, 2015]
    for year, value in rows:
        told = ask("integrations_per_100k", where={"year": year}, audience="public")
        assert value == pytest.approx(told["value"][0])


def test_another_audience_is_refused():
    folder = DataFolder(PROJECT_DATA)
    with pytest.raises(UnknownName, match="press"):
        open_database(cube_of(current_records(folder)), folder, "press")


def test_a_damaged_file_is_built_again(records, tmp_path):
    from analytics.console import database as module
    from analytics.records.current import open_records

    folder = DataFolder.at(tmp_path / "data")
    cube = cube_of(open_records(records(integrations="support\n1\n2"), folder))
    built = open_database(cube, folder)
    assert built.path.name == FILE and select(built, "SELECT sum(records) FROM integrations_cube") == [(2,)]
    built.path.write_bytes(b"damaged")
    module._open_database.cache_clear()
    assert select(open_database(cube, folder), "SELECT sum(records) FROM integrations_cube") == [(2,)]


def test_a_file_that_was_tidied_away_is_built_again(records, tmp_path):
    from analytics.records.current import open_records

    folder = DataFolder.at(tmp_path / "data")
    cube = cube_of(open_records(records(integrations="support\n1"), folder))
    built = open_database(cube, folder)
    for path in built.path.parent.iterdir():
        path.unlink()
    built.path.parent.rmdir()
    assert open_database(cube, folder).path.exists()


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_every_column_says_what_it_means(language, internal, public):
    for database in (internal, public):
        listed = list_columns(database, language)
        assert len(listed) == sum(len(columns) for columns in database.columns.values())
        assert (listed["meaning"].str.len() > 2).all() and not listed["meaning"].str.contains("{", regex=False).any()
    assert listed["table"].iloc[0] == "public_cells" and listed["table"].iloc[-1] == "sources"


def test_tables_are_listed_by_what_they_are_for(internal, public):
    groups = {table: group_of(table, LANGUAGES["en"]) for table in (*internal.columns, *public.columns)}
    assert {table for table, group in groups.items() if group == "Sums by group"} == set(SUMMED)
    assert {table for table, group in groups.items() if group == "Published figures"} == {"published", "sources"}
    assert groups["cities"] == groups["routes"] == "Code lists"
