"""Where do money and people cover the same year, city and programme, so that one may be divided by the other?"""

import pandas as pd

from analytics.language import Language, message
from analytics.measures.cells import NORMAL, NOT_APPLICABLE, NOT_AVAILABLE, require_status

# Does money cover the supports of a year and programme? Wholly, in some of its cities only, not at all, or are there none?
COVERED, PARTLY, NO_AWARD, NO_SUPPORT = "covered", "partly", "no_award", "no_support"
REASONS = {
    COVERED: message("An award is recorded in every city with supports."),
    PARTLY: message("Only the years, cities and programmes with an award on record are counted."),
    NO_AWARD: message("No award is recorded: nothing to divide."),
    NO_SUPPORT: message("No support in this year."),
}


def cover(supports: pd.DataFrame, covered: pd.DataFrame, awards: pd.DataFrame, by: str) -> pd.DataFrame:
    """Of which supports is the money known, by year and group?

    supports: cells of `integrations` by `year`, `by` and `city`; covered: cells of `funding_per_integration` by the same
    (denominator: supports in a year, city and programme with money); awards: cells of `funding_mean` by the same
    (denominator: number of awards).

    Returns one row a year and group, groups in the order of the cells, absent combinations too: `measure`, `year`, `by`,
    `numerator` (supports that money covers), `denominator` (supports), `value` (covered share), `cities`,
    `covered_cities`, `awards`, `reason` (a code of REASONS) and `status`: not_available where no award is recorded,
    not_applicable where there is no support.
    """
    for cells in (supports, covered, awards):
        require_status(cells)
    groups, years = supports[by].drop_duplicates().tolist(), sorted(supports["year"].unique())
    rows = []
    for group in groups:
        for year in years:
            held, paid, given = (_of(cells, year, by, group) for cells in (supports, covered, awards))
            counted = {"numerator": paid["denominator"].sum(), "denominator": held["numerator"].sum()}
            cities = {"cities": held["city"].nunique(), "covered_cities": paid["city"].nunique()}
            reason = _reason_of(**counted)
            rows.append(
                {"measure": "covered_by_money", "year": year, by: group}
                | counted
                | {"value": counted["numerator"] / counted["denominator"] if counted["denominator"] else None}
                | cities
                | {"awards": given["denominator"].sum(), "reason": reason, "status": _status_of(reason)}
            )
    columns = ["measure", "year", by, "numerator", "denominator", "value", *("cities", "covered_cities", "awards")]
    counts = dict.fromkeys(("numerator", "denominator", "cities", "covered_cities", "awards"), "Int64")
    return pd.DataFrame(rows, columns=[*columns, "reason", "status"]).astype(counts | {"value": "Float64"})


def _of(cells: pd.DataFrame, year: int, by: str, group: object) -> pd.DataFrame:
    return cells[(cells["year"] == year) & (cells[by] == group)]


def _reason_of(numerator: int, denominator: int) -> str:
    if not denominator:
        return NO_SUPPORT
    if not numerator:
        return NO_AWARD
    return COVERED if numerator == denominator else PARTLY


def _status_of(reason: str) -> str:
    return {NO_AWARD: NOT_AVAILABLE, NO_SUPPORT: NOT_APPLICABLE}.get(reason, NORMAL)


def say_coverage(reason: str, language: Language) -> str:
    """Why is money divided by supports here, or why not?"""
    sentence = REASONS[reason]
    return language.say(sentence)
