"""The SQL that is shown for a measure is the measure: run on the records, it gives what `ask` answers."""

import duckdb
import pytest

from analytics import ask
from analytics.measures.catalogue import MEASURES
from analytics.measures.formula import VIEWS, facts_sql, sql_of
from analytics.records.current import current_records
from analytics.records.folder import DataFolder


@pytest.fixture(scope="module")
def facts():
    """The facts of the demonstration records, made by the SQL that is shown."""
    connection = duckdb.connect()
    until = current_records(DataFolder.at()).load(connection)
    for statement in facts_sql().replace("{observed_until}", f"DATE '{until.isoformat()}'").split(";\n"):
        connection.execute(statement)
    return connection


@pytest.mark.parametrize("wanted", MEASURES.values(), ids=list(MEASURES))
def test_the_shown_query_is_the_measure(facts, wanted):
    by = ["year"] if "year" in wanted.dimensions else []
    expected = ask(wanted.id, by=by)
    found = facts.execute(sql_of(wanted)).df()
    for name in [*by, "value", *(["numerator", "denominator"] if wanted.is_ratio else [])]:
        assert found[name].astype(float).tolist() == pytest.approx(expected[name].astype(float).tolist())


def test_the_query_names_what_the_catalogue_says():
    query = sql_of(MEASURES["return_to_prison_12m"])
    assert "situation_12m = 'returned_to_prison'" in query and "is_known_12m" in query
    assert "WHERE route IN" in sql_of(MEASURES["certified_12m"])
    assert {each.grain for each in MEASURES.values()} == set(VIEWS)
