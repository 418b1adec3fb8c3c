"""Statements that pass the gate and that only the limits stop: bombs, huge answers, errors that could tell, locked doors."""

DOUBLED = ", ".join(f"t{n} AS (SELECT t || t AS t FROM t{n - 1})" for n in range(1, 40))
REPLACED = "replace(" * 12 + "'xxxxxxxxxx'" + ", 'x', 'xxxxxxxxxx')" * 12
# These break no rule; the limits of the process end them, or cut what they give.
BOMBS = {
    "a product of rows": "SELECT count(*) FROM integrations_cube a, integrations_cube b, integrations_cube c WHERE a.city < b.city || c.city",
    "a product of series": "SELECT sum(a.range * b.range * c.range) FROM range(10000) a, range(10000) b, range(10000) c",
    "a text doubled forty times": f"WITH t0 AS (SELECT 'x' AS t), {DOUBLED} SELECT length(t) FROM t39",
    "a text replaced by ever longer ones": f"SELECT length({REPLACED})",
    "all of a product in one text": "SELECT length(string_agg(a.quote || b.quote || c.quote, '')) FROM published a, published b, published c, published d",
    "all of a product in one list": "SELECT len(list(a.month || b.month)) FROM integrations_cube a, integrations_cube b",
    "a product in order": "SELECT a.month FROM integrations_cube a, integrations_cube b ORDER BY a.month || b.city || a.city || b.month",
    "a group for every pair": "SELECT count(*) FROM (SELECT DISTINCT a.range, b.range AS other FROM range(10000) a, range(10000) b)",
    "windows over a product": "SELECT max(n) FROM (SELECT row_number() OVER (PARTITION BY a.range % 7 ORDER BY b.range, a.range) AS n FROM range(10000) a, range(10000) b)",
    "searches without an end": "SELECT count(*) FROM published a, published b, published c, published d WHERE regexp_matches(a.quote || b.quote || c.quote, '(a+)+(b|c)*d.*' || d.sex)",
}  # fmt: skip
# These answer, and the answer is cut or refused.
HUGE = {
    "rows": "SELECT a.range, b.range FROM range(10000) a, range(10000) b",
    "bytes": "SELECT string_agg(a.quote, '') OVER () AS t FROM published a, published b, published c LIMIT 10000",
    "one long text": "SELECT replace(replace(replace(replace(replace(replace('xxxxxxxxxx', 'x', '0123456789'), '1', '0123456789'), '2', '0123456789999999999'), '9', '0123456789999999999'), '9', '0123456789999999999'), '9', '0123456789') AS t",
    "columns": "SELECT *, *, * FROM integrations_cube",
}  # fmt: skip
# A value of the data in the message of an error would be a way around every rule.
LEAKS = (
    "SELECT CAST(quote AS INTEGER) FROM published",
    "SELECT CAST(id AS DATE) FROM cities",
    "SELECT CAST(id AS DOUBLE) + 1 FROM cities",
    "SELECT strptime(name_en, '%Y') FROM cities",
    "SELECT CAST(population * 1000000000000 AS TINYINT) FROM cities",
    "SELECT CAST(population AS TINYINT) FROM cities",
    "SELECT date_trunc(id, DATE '2014-01-01') FROM cities",
    "SELECT regexp_matches('x', '(' || id) FROM cities",
    "SELECT (SELECT id FROM cities)",
    "SELECT id FROM cities WHERE CAST(id AS BOOLEAN)",
    "SELECT date_part(id, DATE '2014-01-01') FROM cities",
    "SELECT CAST(list(id) AS INTEGER[]) FROM cities",
    "SELECT power(population, 1000000)::BIGINT FROM cities",
)
# Statements that write or reach out; without the gate they must fail all the same.
LOCKED = (
    "COPY cities TO '{folder}/a.csv'",
    "EXPORT DATABASE '{folder}/b'",
    "ATTACH '{folder}/c.duckdb' AS c",
    "ATTACH '{path}' AS again",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM glob('/*')",
    "SELECT * FROM read_csv('https://example.org/x.csv')",
    "SET lock_configuration = false",
    "SET enable_external_access = true",
    "SET memory_limit = '8GB'",
    "PRAGMA enable_profiling = 'json'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "CREATE TABLE x AS SELECT 1",
    "DELETE FROM cities",
)
