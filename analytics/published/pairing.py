"""May two indicators be set side by side? No; and the reason claims only what their kinds and units tell."""

import pandas as pd

from analytics.published.comparing import COLUMNS, NOT_COMPARABLE, compare_figures, sides
from analytics.published.judging import LAUNCH
from analytics.published.register import Register, unit_family

INSIDE_PRISON = frozenset({
    "inprison_followup", "inprison_vocational_training", "inprison_education_enrolment", "vocational_training_centres",
    "prison_population", "prison_population_share",
})  # fmt: skip
# Not in either: who enters or leaves prison, the census, and education and training, which may begin before release.
AFTER_RELEASE = frozenset({
    "job_placements", "micro_projects", "sme_creations", "programme_beneficiaries", "programme_beneficiaries_moussalaha",
    "programme_cost", "programme_cities_count", "launch_support_value", "launch_cheque_recipients", "recidivism_rate",
    "returns_to_prison", "followup_sample", "accompaniment_centres_open", "accompaniment_centres_under_construction",
})  # fmt: skip
YEAR_OF_SERVICES = frozenset({"job_placements", "micro_projects", "education_training_integrations", "sme_creations"})
ROUND = "programme_beneficiaries"


def compare_indicators(
    register: Register, first: str, second: str, before: int = 2014, after: int = 2015
) -> pd.DataFrame:
    """May two indicators be set side by side, the first in one year and the second in the other?

    Returns one row of COLUMNS (the indicators joined by “ / ”). Raises UnknownName.
    """
    if first == second:
        return compare_figures(register, first, before, after)
    one, other = _main_figure(register, first, before), _main_figure(register, second, after)
    row = sides(f"{first} / {second}", f"{one['programme']} / {other['programme']}", one, other)
    values = {"before_year": before, "after_year": after, "before_unit": one["unit"], "after_unit": other["unit"]}
    refused = {"verdict": NOT_COMPARABLE, "reason": _why_not(one, other), "values": values}
    return pd.DataFrame([row | refused], columns=COLUMNS)


def _why_not(one: dict, other: dict) -> str:
    """The most basic difference first: unit, place, time, and only then what is counted."""
    indicators, programmes = {one["indicator"], other["indicator"]}, {one["programme"], other["programme"]}
    if unit_family(one["unit"]) != unit_family(other["unit"]):
        return "different_units"
    if indicators & INSIDE_PRISON and indicators & AFTER_RELEASE:
        return "inside_and_after_prison"
    is_year_and_round = programmes == {"annual_strategy", "ramadan_programme"} and {
        row["period"] for row in (one, other) if row["value"] is not None
    } <= {"calendar_year", LAUNCH}
    if is_year_and_round and ROUND in indicators and indicators & YEAR_OF_SERVICES:
        return "year_against_round"
    return "overlap_not_stated" if indicators <= YEAR_OF_SERVICES else "different_indicators"


def _main_figure(register: Register, indicator: str, year: int) -> dict:
    """The national preferred figure of an indicator in a year, or a row of blanks that still names its programme."""
    whole = register.rows(indicator, is_national=True, is_preferred=True)
    of_year = [row for row in whole if row["year"] == year]
    if of_year:
        return of_year[0]
    nearest = next(iter(whole or register.rows(indicator)), {"programme": "other", "unit": None})
    kept = {"indicator": indicator, "programme": nearest["programme"], "unit": nearest["unit"]}
    return kept | {"value": None, "qualifier": None}
