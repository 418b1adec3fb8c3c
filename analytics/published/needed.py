"""Which figures must be there? Without one of these the comparison of 2014 and 2015 would leave something out in silence."""

import duckdb

from analytics.language import Phrase, message
from analytics.records.problem import Problem

# (indicator, programme, year, sex, age group)
NEEDED_FIGURES = (
    ("job_placements", "annual_strategy", 2013, "all", "all"),
    ("job_placements", "annual_strategy", 2014, "all", "all"),
    ("job_placements", "annual_strategy", 2015, "all", "all"),
    ("micro_projects", "annual_strategy", 2013, "all", "all"),
    ("sme_creations", "annual_strategy", 2013, "all", "all"),
    ("micro_projects", "annual_strategy", 2014, "all", "all"),
    ("micro_projects", "annual_strategy", 2015, "all", "all"),
    ("education_training_integrations", "annual_strategy", 2014, "all", "all"),
    ("education_training_integrations", "annual_strategy", 2014, "female", "all"),
    ("education_training_integrations", "annual_strategy", 2014, "all", "juvenile"),
    ("recidivism_rate", "annual_strategy", 2015, "all", "all"),
    ("programme_beneficiaries", "ramadan_programme", 2014, "all", "all"),
    ("programme_beneficiaries", "ramadan_programme", 2015, "all", "all"),
    ("programme_cost", "ramadan_programme", 2014, "all", "all"),
    ("programme_cost", "ramadan_programme", 2015, "all", "all"),
    ("programme_cities_count", "ramadan_programme", 2014, "all", "all"),
    ("programme_cities_count", "ramadan_programme", 2015, "all", "all"),
    ("accompaniment_centres_open", "annual_strategy", 2015, "all", "all"),
)
MISSING = message("a preferred national row of {indicator} for {year}")
HELD_FIGURES = """
    SELECT indicator, programme, CAST(year AS INTEGER), sex, age_group
    FROM figures
    WHERE preferred = 'yes' AND geography = 'national'
"""


def list_missing(connection: duckdb.DuckDBPyConnection, file: str) -> list[Problem]:
    """Which needed rows does the table `figures`, read from `file`, not hold? One problem each."""
    rows = connection.execute("SELECT count(*) FROM figures").fetchone()[0]
    held = set(connection.execute(HELD_FIGURES).fetchall())
    return [
        Problem(file, rows + 2, "indicator", "missing", None, Phrase(MISSING, indicator=needed[0], year=str(needed[2])))
        for needed in NEEDED_FIGURES
        if needed not in held
    ]
