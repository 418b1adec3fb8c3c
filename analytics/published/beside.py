"""What must be told beside a figure? What its source counted apart, what was stated for no clear period, and parts."""

from collections.abc import Collection

from analytics.published.register import Register

# Told in one sentence of the source and counted apart from it; the two series may have been merged later.
COUNTED_APART = {"micro_projects": "sme_creations"}
# Periods that name the month of a statement, and not the time that the figure is about.
STATEMENT = "statement_"


def counted_apart(register: Register, indicator: str, programme: str, years: Collection[int]) -> list[dict]:
    """Which figures did the sources of these years print next to the indicator's own, as something else?

    Preferred national rows of register.COLUMNS; none for most indicators.
    """
    if indicator not in COUNTED_APART:
        return []
    rows = register.rows(COUNTED_APART[indicator], programme, is_national=True, is_preferred=True)
    return [row for row in rows if row["year"] in years]


def is_statement(row: dict) -> bool:
    """Was this figure stated in some month, without saying for which period?"""
    return row["period"].startswith(STATEMENT)


def statements(register: Register, indicator: str, programme: str, years: Collection[int]) -> list[dict]:
    """Which figures were stated for no clear period in or about these years? Rows of register.COLUMNS."""
    rows = register.rows(indicator, programme, is_national=True)
    return [row for row in rows if is_statement(row) and row["year"] in years]


def parts(register: Register, indicator: str, programme: str, years: Collection[int]) -> list[dict]:
    """Which figures of these years are about one place or one group only? Preferred rows of register.COLUMNS."""
    whole = ("national", "all", "all")
    found = register.rows(indicator, programme, is_preferred=True)
    return [row for row in found if row["year"] in years and (row["geography"], row["sex"], row["age_group"]) != whole]
