"""Which SQL works out a measure? The catalogue's own expressions as a query a person can read, and run on the facts."""

from analytics.measures.cube import FACTS
from analytics.measures.measure import Measure

# grain → the view of facts.sql that holds its rows, one a row
VIEWS = {"integrations": "integration_facts", "awards": "award_facts", "persons": "person_year_facts"}
# Inhabitants are those of the cities, however many integrations these have.
INHABITANTS = "(SELECT sum({}) AS inhabitants FROM cities) AS counted"


def sql_of(wanted: Measure) -> str:
    """Which query gives this measure by year, or as a whole where it cannot be asked by year?

    It reads a view of facts.sql; columns: `year`, `numerator`, `denominator` and `value` for a ratio, `value` for a sum.
    Runs on DuckDB and on Spark.
    """
    is_by_year = "year" in wanted.dimensions
    lines = ["    year"] if is_by_year else []
    if wanted.is_ratio:
        per = f"{wanted.per} * " if wanted.per != 1 else ""
        lines.append(f"    {_sum(wanted.numerator, wanted.numerator_is_money)} AS numerator")
        lines.append(f"    {_denominator(wanted)} AS denominator")
        lines.append(f"    {per}numerator / nullif(denominator, 0) AS value")
    else:
        lines.append(f"    {_sum(wanted.numerator, wanted.numerator_is_money)} AS value")
    query = ["SELECT", ",\n".join(lines), f"FROM {VIEWS[wanted.grain]}"]
    query += [f"CROSS JOIN {INHABITANTS.format(wanted.denominator)}"] if wanted.unit == "per_100k" else []
    query += [f"WHERE {wanted.only}"] if wanted.only != "true" else []
    query += ["GROUP BY year", "ORDER BY year"] if is_by_year else []
    return "\n".join(query)


def _denominator(wanted: Measure) -> str:
    if wanted.unit == "per_100k":
        return "max(inhabitants)"
    return _sum(wanted.denominator, wanted.denominator_is_money)


def _sum(expression: str, is_money: bool) -> str:
    if is_money:
        return f"sum({expression})"
    return "count(*)" if expression == "true" else f"sum(CASE WHEN {expression} THEN 1 ELSE 0 END)"


def facts_sql() -> str:
    """Which SQL makes the facts of the records, one row an integration, an award or a person?"""
    return FACTS.read_text(encoding="utf-8").strip()
