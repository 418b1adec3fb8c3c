"""A question as Python, as a command and as SQL: each of them gives what `ask` gives."""

import io
import json
import shlex
from contextlib import redirect_stdout

import duckdb
import pandas as pd
import pytest

import analytics
from analytics.__main__ import main
from analytics.disclosure.gate import public_cube
from analytics.measures.asking import ask, find_cube
from analytics.measures.catalogue import MEASURES
from analytics.measures.cells import as_rows
from analytics.measures.question import as_command, as_public_sql, as_python, as_sql
from analytics.records.folder import PROJECT_DATA, DataFolder

QUESTIONS = [
    ("integrations", ["route", "year"], {}),
    ("women_share", [], {"city": ["fes", "rabat"], "year": ["2015"]}),
    ("certified_12m", ["route"], {"sex": ["F", "U"]}),
    ("beneficiaries", ["sex"], {}),
    ("beneficiaries", ["home_region", "year"], {"education": ["primary"]}),
    ("funding_mean", ["funding_kind", "month"], {"programme": ["ramadan_2015"]}),
    ("cheque_share", [], {}),
    ("integrations_per_100k", ["region"], {"sex": ["F"], "year": ["2014"]}),
    ("integrations_per_100k", [], {"region": ["oriental"]}),
    ("integrations_per_100k", ["city"], {"centre_status": ["open"]}),
]


@pytest.fixture(scope="module")
def tables():
    """The cubes, and the code list of cities as it is in its file."""
    cube = find_cube()
    connection = duckdb.connect()
    for name in ("integrations_cube", "funding_cube", "persons_cube", "person_years_cube"):
        connection.register("held", cube.cursor().sql(f"SELECT * FROM {name}").to_arrow_table())
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM held")
        connection.unregister("held")
    connection.execute(
        "CREATE TABLE cities AS SELECT * FROM read_csv($path)", {"path": str(PROJECT_DATA / "reference/cities.csv")}
    )
    return connection


def in_order(rows, by):
    return sorted((tuple(row[name] for name in [*by, "value"]) for row in rows), key=lambda row: row[:-1])


@pytest.mark.parametrize(("measure_id", "by", "where"), QUESTIONS)
def test_the_query_gives_what_ask_gives(measure_id, by, where, tables):
    found = tables.execute(as_sql([measure_id], by, where)).df().astype(object).to_dict("records")
    expected = in_order(as_rows(ask(measure_id, by, where)), by)
    assert len(found) == len(expected)
    for row, (*codes, value) in zip(in_order(found, by), expected, strict=True):
        assert list(row[:-1]) == codes and (float(row[-1]) == pytest.approx(value) if value is not None else pd.isna(row[-1]))  # fmt: skip


@pytest.mark.parametrize(("measure_id", "by", "where"), [QUESTIONS[0], QUESTIONS[5], QUESTIONS[7]])
def test_the_query_passes_the_gate_of_analysts_queries(measure_id, by, where):
    printed = io.StringIO()
    with redirect_stdout(printed):
        assert main(["sql", as_sql([measure_id], by, where), "--format", "json"]) == 0
    expected = in_order(as_rows(ask(measure_id, by, where)), by)
    found = in_order(json.loads(printed.getvalue()), by)
    assert [row[:-1] for row in found] == [row[:-1] for row in expected]
    assert [float(row[-1]) for row in found] == pytest.approx([float(row[-1]) for row in expected])


@pytest.mark.parametrize("measure_id", MEASURES)
def test_every_measure_has_a_query_that_gives_its_total(measure_id, tables):
    row = tables.execute(as_sql([measure_id], [], {})).df().iloc[0]
    assert float(row["value"]) == pytest.approx(float(ask(measure_id)["value"].iloc[0]))


@pytest.mark.parametrize(("measure_id", "by", "where"), QUESTIONS)
def test_the_call_gives_what_ask_gives(measure_id, by, where):
    imported, call = as_python([measure_id], by, where).split("\n\n")
    assert imported == "from analytics import ask"
    pd.testing.assert_frame_equal(eval(call, {"ask": analytics.ask}), ask(measure_id, by, where))


@pytest.mark.parametrize(("measure_id", "by", "where"), QUESTIONS)
def test_the_command_gives_what_ask_gives(measure_id, by, where):
    words = shlex.split(as_command([measure_id], by, where))
    assert words[:3] == ["python", "-m", "analytics"]
    printed = io.StringIO()
    with redirect_stdout(printed):
        assert main([*words[3:], "--format", "json"]) == 0
    assert json.loads(printed.getvalue()) == as_rows(ask(measure_id, by, where))


def test_what_the_public_asks_says_so():
    assert as_python(["integrations"], ["year"], {}, "public").endswith(
        'ask("integrations", by=["year"], audience="public")'
    )
    assert as_python(["integrations"], [], {}, records="data/demo").endswith('records="data/demo")')
    assert as_command(["integrations"], [], {}, records="a b").endswith("--records 'a b'")
    assert as_command(["integrations"], ["year"], {}, "public").endswith("--by year --audience public")


def test_a_code_with_a_quotation_mark_stays_a_code(tables):
    hostile = "x' OR '1'='1"
    query = as_sql(["integrations"], ["city"], {"city": [hostile]})
    assert tables.execute(query).fetchall() == []
    assert eval(as_python(["integrations"], [], {"city": ['a"b\\']}).split("\n\n")[1], {"ask": lambda *_, where: where}) == {"city": ['a"b\\']}  # fmt: skip
    assert shlex.split(as_command(["integrations"], [], {"city": ["$(id)"]}))[-1] == "city=$(id)"


# Several measures of one question.

SEVERAL = [
    (["women_share", "juvenile_share", "integrations"], ["route", "year"], {"city": ["fes", "rabat"]}),
    (["integrations", "funding_total"], [], {}),
    (["integrations_per_100k", "active_12m"], ["region"], {}),
    (["beneficiaries", "women_share"], ["year"], {"sex": ["F"]}),
]


def asked_of(measure_ids, by, where):
    return pd.concat([ask(name, by, where) for name in measure_ids])


@pytest.mark.parametrize(("measure_ids", "by", "where"), SEVERAL)
def test_the_query_of_several_measures_passes_the_gate_and_gives_their_cells(measure_ids, by, where):
    printed = io.StringIO()
    with redirect_stdout(printed):
        assert main(["sql", as_sql(measure_ids, by, where), "--format", "json"]) == 0
    columns = ["measure", *by, "numerator", "denominator", "value"]
    expected = as_rows(asked_of(measure_ids, by, where)[columns].sort_values(["measure", *by]))
    found = sorted(json.loads(printed.getvalue()), key=lambda row: [row[name] for name in ["measure", *by]])
    assert [list(row) for row in found] == [list(row) for row in expected]
    for row, other in zip(found, expected, strict=True):
        assert row == pytest.approx(other)


@pytest.mark.parametrize(("measure_ids", "by", "where"), SEVERAL)
def test_the_call_and_the_commands_of_several_measures_give_their_cells(measure_ids, by, where):
    pandas, imported, call = as_python(measure_ids, by, where).split("\n\n")
    assert (pandas, imported) == ("import pandas as pd", "from analytics import ask")
    pd.testing.assert_frame_equal(eval(call, {"ask": analytics.ask, "pd": pd}), asked_of(measure_ids, by, where))
    rows = []
    for command in as_command(measure_ids, by, where).splitlines():
        printed = io.StringIO()
        with redirect_stdout(printed):
            assert main([*shlex.split(command)[3:], "--format", "json"]) == 0
        rows += json.loads(printed.getvalue())
    assert rows == [row for name in measure_ids for row in as_rows(ask(name, by, where))]


# What the public asks.

CLEARED = [
    (["active_12m"], ["year", "city"], {}),
    (["integrations", "active_12m"], ["year", "route"], {}),
    (["integrations"], ["year", "route"], {"route": ["education"]}),
    (["integrations_per_100k"], ["region"], {"year": ["2015"]}),
]


@pytest.mark.parametrize(("measure_ids", "by", "where"), CLEARED)
def test_the_query_of_the_public_gives_the_cleared_cells_and_nothing_hidden(measure_ids, by, where):
    cleared = public_cube(find_cube(), DataFolder.at()).cleared
    tables = [cleared.name_of(name, by, where) for name in measure_ids]
    printed = io.StringIO()
    with redirect_stdout(printed):
        query = as_public_sql(tables, by, where)
        assert main(["sql", query, "--audience", "public", "--format", "json"]) == 0
    key = ["measure", *by]
    expected = pd.concat([analytics.ask(name, by, where, audience="public") for name in measure_ids])
    found = sorted(json.loads(printed.getvalue()), key=lambda row: [str(row[name]) for name in key])
    for row, other in zip(
        found, as_rows(expected.sort_values(key, key=lambda column: column.astype(str))), strict=True
    ):
        assert row == pytest.approx(other)
    assert all(row["value"] is None for row in found if row["status"] == "confidential")


def test_what_was_not_cleared_has_no_table():
    cleared = public_cube(find_cube(), DataFolder.at()).cleared
    assert cleared.name_of("lost_12m", ["year", "city"], {}) is None
