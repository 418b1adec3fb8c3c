"""What analysts ask, and does it run? Some answers are set against `ask` and against what was printed."""

import re
from functools import partial

import pytest

from analytics.console.examples import EXAMPLES
from analytics.console.parent import run_sql
from analytics.console.sentences import RefusedQuery
from analytics.disclosure.gate import ask
from tests.conftest import PROJECT

# How quick a machine is says nothing about a query; how one is ended that takes too long stands in test_limits.py.
run = partial(run_sql, seconds=60)
ORDINARY = (
    "SELECT * FROM cities",
    "FROM routes",
    "SELECT year, sum(records) AS n FROM integrations_cube GROUP BY year ORDER BY year;",
    "SELECT year, route, sum(records) FROM integrations_cube GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 5 OFFSET 1 -- a remark",
    "SELECT r.name_fr, sum(i.records) AS n FROM integrations_cube AS i JOIN routes AS r ON r.id = i.route GROUP BY ALL ORDER BY ALL",
    "SELECT c.name_ar, g.name_ar, population FROM cities c LEFT JOIN regions g ON g.id = c.region_id WHERE population > 500_000",
    "SELECT i.city, sum(i.records), any_value(f.money) FROM integrations_cube i LEFT JOIN (SELECT city, sum(funding_total_numerator) AS money FROM funding_cube GROUP BY city) f USING (city) GROUP BY i.city",
    "WITH a AS (SELECT city, sum(records) AS n FROM integrations_cube GROUP BY city), b AS (SELECT avg(n) AS mean FROM a) SELECT a.city FROM a, b WHERE n > mean",
    "WITH a AS MATERIALIZED (SELECT * FROM sexes) SELECT id FROM a UNION ALL SELECT id FROM age_groups ORDER BY id",
    "WITH cities AS (SELECT id FROM regions) SELECT count(*) FROM cities",
    "SELECT city, n, rank() OVER (ORDER BY n DESC) AS place FROM (SELECT city, sum(records) AS n FROM integrations_cube GROUP BY city)",
    "SELECT month, sum(records) AS n, lag(sum(records)) OVER (ORDER BY month) AS before FROM integrations_cube GROUP BY month",
    "SELECT month, avg(sum(records)) OVER (ORDER BY month ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS smooth FROM integrations_cube GROUP BY month",
    "SELECT city, year, sum(records) AS n FROM integrations_cube GROUP BY city, year QUALIFY row_number() OVER (PARTITION BY year ORDER BY n DESC) <= 3",
    "SELECT ntile(4) OVER w AS quarter, first_value(id) OVER w AS first FROM cities WINDOW w AS (ORDER BY population)",
    "SELECT sex, sum(CASE WHEN year = 2014 THEN records ELSE 0 END) AS y2014, sum(CASE WHEN year = 2015 THEN records END) AS y2015 FROM integrations_cube GROUP BY sex",
    "SELECT CASE sex WHEN 'F' THEN 'women' WHEN 'M' THEN 'men' ELSE 'unknown' END AS who, sum(records) FROM integrations_cube GROUP BY who",
    "SELECT sum(records) FILTER (WHERE prepared = 'true') / sum(records) AS share FROM integrations_cube",
    "SELECT route, year, sum(records) FROM integrations_cube GROUP BY GROUPING SETS ((route, year), (route), ())",
    "SELECT coalesce(region, 'all'), GROUPING(region), sum(records) FROM integrations_cube GROUP BY ROLLUP (region)",
    "SELECT sex, age_group, sum(records) FROM integrations_cube GROUP BY CUBE (sex, age_group)",
    "SELECT median(population), quantile_cont(population, [0.25, 0.5, 0.75]) AS quarters, mad(population) FROM cities",
    "SELECT percentile_cont(0.9) WITHIN GROUP (ORDER BY population) FROM cities",
    "SELECT corr(longitude, latitude), stddev_samp(population), regr_slope(latitude, longitude) FROM cities",
    "SELECT date_trunc('quarter', CAST(month || '-01' AS DATE)) AS quarter, sum(records) FROM integrations_cube GROUP BY quarter ORDER BY quarter",
    "SELECT strptime(month, '%Y-%m') + INTERVAL 3 MONTH AS later, strftime(strptime(month, '%Y-%m'), '%m/%Y') FROM integrations_cube LIMIT 3",
    "SELECT extract(year FROM DATE '2015-07-03'), date_diff('day', DATE '2014-01-01', DATE '2015-01-01'), make_date(2014, 2, 1), last_day(DATE '2014-02-01')",
    "SELECT DATE '2014-01-01' + to_months(CAST(range AS INTEGER)) AS month FROM range(24)",
    "SELECT upper(left(name_en, 3)), length(name_en), replace(name_fr, 'è', 'e'), name_en ILIKE 'f%', regexp_extract(id, '^[a-z]+') FROM cities",
    "SELECT name_en FROM cities WHERE name_en SIMILAR TO '(F|R).*' AND id NOT LIKE '%x%' OR id IN ('fes', 'rabat')",
    "SELECT string_agg(name_en, ', ' ORDER BY population DESC) FROM cities GROUP BY region_id",
    "SELECT split_part(month, '-', 1), concat_ws('/', year, month), strip_accents('é') FROM integrations_cube LIMIT 1",
    "SELECT * EXCLUDE (longitude, latitude) REPLACE (population / 1000 AS population) FROM cities",
    "SELECT id FROM cities c WHERE EXISTS (SELECT 1 FROM integrations_cube i WHERE i.city = c.id AND i.sex = 'F')",
    "SELECT id FROM cities WHERE population = (SELECT max(population) FROM cities)",
    "SELECT id FROM cities WHERE population > ALL (SELECT 100000) AND region_id IN (SELECT id FROM regions)",
    "SELECT id FROM cities EXCEPT SELECT city FROM integrations_cube",
    "SELECT DISTINCT ON (region_id) region_id, id FROM cities ORDER BY region_id, population DESC",
    "SELECT * FROM (VALUES (2014, 'before'), (2015, 'after')) AS t (year, word) JOIN (SELECT year, sum(records) AS n FROM integrations_cube GROUP BY year) USING (year)",
    "SELECT indicator, value FROM published WHERE qualifier IS DISTINCT FROM 'exact' AND value BETWEEN 100 AND 1000",
    "SELECT publisher, count(*) AS n FROM published JOIN sources USING (source_id, publisher) GROUP BY publisher ORDER BY n DESC",
    "SELECT TRY_CAST(month AS INTEGER), try_strptime(month, '%d') FROM integrations_cube LIMIT 1",
    "SELECT round(100.0 * sum(records) / sum(sum(records)) OVER (), 1) AS percent, sector FROM integrations_cube GROUP BY sector",
    "SELECT unnest([1, 2, 3]) AS i, [10, 20][1] AS ten, greatest(1, 2), nullif(1, 1), 7 // 2, 7 % 2, 2 ** 3",
    "SELECT arg_max(id, population), max_by(id, latitude), mode(region_id), count(DISTINCT region_id), bool_or(population > 0) FROM cities",
    "SELECT COLUMNS('name_.*') FROM regions",
    "SELECT month, sum(records) FROM integrations_cube WHERE month >= '2014-06' GROUP BY month HAVING sum(records) > 100 ORDER BY 2",
    "SELECT a.id FROM cities a SEMI JOIN integrations_cube b ON b.city = a.id",
)  # fmt: skip
FOR_PUBLIC = (
    "SELECT measure, count(*) FROM public_cells GROUP BY measure",
    "SELECT city, value FROM public_cells WHERE measure = 'integrations' AND divided_by = 'year, city' AND year = 2015 ORDER BY value DESC",
    "SELECT p.year, r.name_fr, p.value FROM public_cells p JOIN regions r ON r.id = p.region WHERE measure = 'integrations'",
)


@pytest.mark.parametrize("query", ORDINARY, ids=lambda query: query[:50])
def test_an_ordinary_query_runs(query, internal):
    result = run(query, internal)
    assert result.frame.columns.size and not result.is_cut
    assert len(result.frame) or "EXCEPT" in query


@pytest.mark.parametrize("query", FOR_PUBLIC)
def test_an_ordinary_query_of_the_public_runs(query, public):
    assert len(run(query, public).frame)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.question[:50])
def test_an_example_answers(example, internal, public):
    databases = {"internal": internal, "public": public}
    for audience in example.audiences:
        assert len(run(example.query, databases[audience]).frame)


def test_the_document_shows_these_examples():
    text = (PROJECT / "docs" / "sql.md").read_text(encoding="utf-8")
    shown = re.findall(r"```sql\n(.*?)\n```", text, re.DOTALL)
    assert shown == [example.query.strip() for example in EXAMPLES] and len(shown) == 10
    assert all(example.question in text for example in EXAMPLES)


def test_the_totals_are_those_that_were_printed(internal):
    query = "SELECT route, sum(integrations_numerator) AS n FROM integrations_cube WHERE year = 2015 AND route IN ('job_placement', 'micro_project') GROUP BY route"
    found = run(query, internal).frame.set_index("route")["n"].to_dict()
    assert found == {"job_placement": 1719, "micro_project": 1670}
    query = "SELECT sum(return_to_prison_12m_numerator) AS a, sum(return_to_prison_12m_denominator) AS b FROM integrations_cube WHERE year = 2015"
    assert run(query, internal).frame.values.tolist() == [[134, 3893]]


@pytest.mark.parametrize(("measure", "table"), [
    ("active_12m", "integrations_cube"), ("women_share", "integrations_cube"), ("cheque_share", "funding_cube"),
    ("certified_12m", "integrations_cube"),
])  # fmt: skip
def test_sql_and_ask_give_the_same_cells(measure, table, internal):
    query = f"SELECT year, region, sum({measure}_numerator) AS numerator, sum({measure}_denominator) AS denominator FROM {table} GROUP BY ALL HAVING denominator > 0 ORDER BY ALL"
    found = run(query, internal).frame
    cells = ask(measure, by=["year", "region"])
    cells = cells[cells["denominator"] > 0].sort_values(["year", "region"])
    assert found.astype(object).values.tolist() == cells[list(found.columns)].astype(object).values.tolist()


@pytest.mark.parametrize(("query", "nearest"), [
    ("SELECT * FROM integration_cube", "integrations_cube"), ("SELECT * FROM CITY", "cities"),
    ("SELECT * FROM nothing_of_the_kind_anywhere", ""),
])  # fmt: skip
def test_a_table_that_is_nearly_named_is_told_with_the_nearest(query, nearest, internal):
    with pytest.raises(RefusedQuery) as refused:
        run(query, internal)
    assert refused.value.rule == "table"
    assert ("the nearest are" in str(refused.value)) == bool(nearest) and nearest in str(refused.value)


def test_the_public_reads_what_ask_tells_the_public(public):
    query = "SELECT year, city, numerator, denominator, status FROM public_cells WHERE measure = 'active_12m' AND divided_by = 'year, city' ORDER BY year, city"
    found = run(query, public).frame
    cells = ask("active_12m", by=["year", "city"], audience="public").sort_values(["year", "city"])
    hidden = found["status"] == "confidential"
    assert hidden.any() and found.loc[hidden, ["numerator", "denominator"]].isna().all().all()
    for name in found.columns:
        assert found[name].astype("string").fillna("").tolist() == cells[name].astype(found[name].dtype).astype("string").fillna("").tolist()  # fmt: skip
