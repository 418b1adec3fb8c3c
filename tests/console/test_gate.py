"""What the gate refuses, and by which rule; the check itself runs nothing."""

import json

import duckdb
import pytest

from analytics.console.allowed import EXPRESSIONS, FUNCTIONS, OTHERS, SERIES, TYPES
from analytics.console.gate import Refused, check_query, check_tree
from analytics.console.sentences import REFUSALS, RefusedQuery
from analytics.language import LANGUAGES
from tests.console.harmful_answers import BOMBS, HUGE, LEAKS
from tests.console.hostile_statements import REFUSED

HOSTILE = [(statement, rule) for rule, statements in REFUSED.items() for statement in statements]


@pytest.fixture(scope="module")
def parser():
    return duckdb.connect()


def test_there_are_enough_hostile_statements_and_none_twice():
    assert len({statement for statement, _ in HOSTILE}) == len(HOSTILE) >= 250


@pytest.mark.parametrize(("statement", "rule"), HOSTILE, ids=lambda value: str(value)[:60])
def test_a_hostile_statement_is_refused_by_its_rule(statement, rule, parser, internal):
    with pytest.raises(Refused) as refused:
        check_query(statement, set(internal.columns), parser)
    assert refused.value.rule == rule


@pytest.mark.parametrize("statement", [*BOMBS.values(), *HUGE.values(), *LEAKS])
def test_what_only_the_limits_can_end_passes_the_gate(statement, parser, internal):
    check_query(statement, set(internal.columns), parser)


def test_the_public_has_no_table_of_the_insiders(parser, internal, public):
    for table in ("integrations_cube", "funding_cube", "persons_cube", "person_years_cube", "follow_up_cube"):
        check_query(f"FROM {table}", set(internal.columns), parser)
        with pytest.raises(Refused, match=f"table: {table}"):
            check_query(f"FROM {table}", set(public.columns), parser)


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("SELECT 1 AS cities, 'published'", set()),
        ("SELECT * FROM Cities JOIN published ON true", {"cities", "published"}),
        ("WITH c AS (SELECT (SELECT max(value) FROM published) AS m) SELECT m FROM c", {"published"}),
        ("SELECT range FROM range(3)", set()),
    ],
)
def test_the_tables_that_a_query_names_are_told(statement, named, parser, internal):
    assert check_query(statement, set(internal.columns), parser) == named


def serialise(parser, query):
    return json.loads(parser.execute("SELECT json_serialize_sql(?)", [query]).fetchone()[0])


@pytest.mark.parametrize("place", ["statement", "table", "column", "literal"])
def test_a_key_that_nobody_has_thought_about_is_refused(place, parser):
    tree = serialise(parser, "SELECT id, 1 FROM cities")
    check_tree(tree, {"cities"})
    node = tree["statements"][0]["node"]
    found = {"statement": node, "table": node["from_table"], "column": node["select_list"][0], "literal": node["select_list"][1]["literal"]}  # fmt: skip
    found[place]["surprise"] = None
    with pytest.raises(Refused, match="construct"):
        check_tree(tree, {"cities"})


def test_every_name_on_the_lists_is_one_of_duckdb(parser):
    known = {
        row[0].lower() for row in parser.execute("SELECT DISTINCT function_name FROM duckdb_functions()").fetchall()
    }
    windows = {"cume_dist", "dense_rank", "fill", "first_value", "lag", "last_value", "lead", "nth_value", "ntile",
               "percent_rank", "rank", "rank_dense", "row_number"}  # fmt: skip
    assert FUNCTIONS - known - windows == {"coalesce"} and known >= SERIES
    for name in TYPES - {"list", "decimal", "numeric"}:
        parser.execute(f"SELECT CAST(NULL AS {name})")


def test_nothing_dangerous_is_on_the_lists():
    assert not FUNCTIONS & {
        "read_csv", "read_text", "glob", "query", "query_table", "getenv", "current_setting", "error", "lpad", "rpad", "repeat",
        "printf", "format", "levenshtein", "range", "generate_series", "list_resize", "sleep_ms", "write_log", "nextval",
    }  # fmt: skip
    assert not {"RECURSIVE_CTE_NODE", "DELETE_QUERY_NODE", "SHOW_REF", "PIVOT"} & set(OTHERS)
    assert not {"LAMBDA", "PARAMETER", "DEFAULT"} & set(EXPRESSIONS)


@pytest.mark.parametrize("rule", REFUSALS)
def test_a_refusal_is_one_sentence_in_every_language(rule):
    said = {RefusedQuery(rule, "lpad").say(language) for language in LANGUAGES.values()}
    assert len(said) == 3
    assert all("{" not in sentence for sentence in said)
