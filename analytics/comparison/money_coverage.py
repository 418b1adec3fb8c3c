"""Where do money and people cover the same year, city and programme, so that one may be divided by the other?"""

import pandas as pd

from analytics.language import Language, message
from analytics.measures.cells import NORMAL, NOT_APPLICABLE, NOT_AVAILABLE, require_status

# Does money cover the supports of a year and programme? Wholly, in some of its cities only, not at all, or are there none?
COVERED, PARTLY, NO_AWARD, NO_SUPPORT = "covered", "partly", "no_award", "no_support"
REASONS = {
    COVERED: message("An award is recorded in every city with integrations."),
    PARTLY: message("Only the years, cities and programmes with an award on record are counted."),
    NO_AWARD: message("No award is recorded: nothing to divide."),
    NO_SUPPORT: message("No integration in this year."),
}
# The same in the few words that stand where a bar would.
ABSENCES = {NO_AWARD: message("no award recorded"), NO_SUPPORT: message("no integration")}


def cover(supports: pd.DataFrame, covered: pd.DataFrame, awards: pd.DataFrame, by: str) -> pd.DataFrame:
    """Of which supports is the money known, by year and group?

    supports: cells of `integrations` by `year`, `by` and `city`; covered: cells of `funding_per_integration` by the same
    (denominator: supports in a year, city and programme with money); awards: cells of `funding_mean` by `year` and `by`
    (denominator: number of awards).

    Returns one row a year and group, groups in the order of the cells, absent combinations too: `measure`, `year`, `by`,
    `numerator` (supports that money covers), `denominator` (supports), `value` (covered share), `cities`,
    `covered_cities`, `awards`, `reason` (a code of REASONS) and `status`: not_available where no award is recorded,
    not_applicable where there is no support.
    """
    held, cities = _sum(supports, "numerator", by), _sum(supports.assign(cities=1), "cities", by)
    paid, paid_cities = _sum(covered, "denominator", by), _sum(covered.assign(cities=1), "cities", by)
    given = _sum(awards, "denominator", by)
    years = sorted(set(supports["year"]))
    rows = []
    for group in dict.fromkeys(supports[by]):
        for year in years:
            key = (year, group)
            part, whole = paid.get(key, 0), held.get(key, 0)
            reason = _reason_of(part, whole)
            row = {"measure": "covered_by_money", "year": year, by: group, "numerator": part, "denominator": whole}
            row |= {"value": part / whole if whole else None, "cities": cities.get(key, 0)}
            row |= {"covered_cities": paid_cities.get(key, 0), "awards": given.get(key, 0)}
            rows.append(row | {"reason": reason, "status": _status_of(reason)})
    columns = ["measure", "year", by, "numerator", "denominator", "value", "cities", "covered_cities", "awards"]
    return pd.DataFrame(rows, columns=[*columns, "reason", "status"]).astype({"value": "Float64"})


def _sum(cells: pd.DataFrame, column: str, by: str) -> dict[tuple[int, str], int]:
    """What do the cells of each year and group add up to?"""
    sums: dict[tuple[int, str], int] = {}
    columns = [require_status(cells)[name].tolist() for name in ("year", by, column)]
    for year, group, number in zip(*columns, strict=True):
        sums[year, group] = sums.get((year, group), 0) + int(number)
    return sums


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


def mark_absence(reason: str, language: Language) -> str:
    """What stands where a bar would, in a few words? Empty where money covers supports."""
    words = ABSENCES.get(reason, "")
    return language.say(words) if words else ""
