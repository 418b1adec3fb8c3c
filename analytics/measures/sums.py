"""Which sums does the cube hold? The SQL over the views of `facts.sql`, from the catalogue; DuckDB and Spark both run it."""

from analytics.measures.catalogue import MEASURES, Measure


def cube_query(view: str, dimensions: tuple[str, ...], grain: str) -> str:
    """Which SQL sums a view of facts.sql over its dimensions? Text that DuckDB and Spark read alike."""
    sums = []
    for measure in MEASURES.values():
        if measure.grain == grain:
            sums.append(f"{_sum(measure, measure.numerator, measure.numerator_is_money)} AS {measure.id}_numerator")
            if measure.denominator and measure.unit != "per_100k":
                total = _sum(measure, measure.denominator, measure.denominator_is_money)
                sums.append(f"{total} AS {measure.id}_denominator")
            if measure.only != "true":
                sums.append(f"{_sum(measure, 'true', False)} AS {measure.id}_records")
    if grain == "integrations":
        for months in (6, 12):
            sums.append(f"CAST(sum(CASE WHEN is_in_question_{months}m THEN 0 ELSE 1 END) AS BIGINT) AS open_{months}m")
    names = ", ".join(dimensions)
    return f"SELECT {names}, {', '.join(['CAST(count(*) AS BIGINT) AS records', *sums])} FROM {view} GROUP BY {names}"


def _sum(measure: Measure, expression: str, is_money: bool) -> str:
    if is_money:
        # As fine as the contract's amounts: cells rounded to cents would not add up to what was awarded.
        return f"CAST(sum(CASE WHEN {measure.only} THEN coalesce({expression}, 0) ELSE 0 END) AS DECIMAL(38, 6))"
    return f"CAST(sum(CASE WHEN ({measure.only}) AND ({expression}) THEN 1 ELSE 0 END) AS BIGINT)"
