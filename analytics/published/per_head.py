"""What did the Ramadan programme cost for each beneficiary, as far as what was printed allows to say?"""

from collections.abc import Iterable
from functools import lru_cache

import pandas as pd

from analytics.language import Language
from analytics.measures.cells import NORMAL, NOT_AVAILABLE
from analytics.published.findings import Finding
from analytics.published.qualifiers import ABOUT, AT_LEAST, Quantity
from analytics.published.register import Register
from analytics.published.saying import mark_figure, say_figure, say_qualified

PROGRAMME = "ramadan_programme"
COST, PEOPLE = "programme_cost", "programme_beneficiaries"
YEARS = range(2014, 2020)
# An approximate number is said to so many figures; more would claim what nobody counted.
ABOUT_FIGURES = -2


def cost_per_beneficiary(register: Register, years: Iterable[int] = YEARS) -> pd.DataFrame:
    """How much did the programme of each year cost for each beneficiary, and how sure is it?

    Returns cells by year: `measure`, `year`, `numerator` (cost, MAD), `denominator` (people), `value` (MAD each), `status`,
    the `qualifier` that arithmetic leaves (exact, about, at_least; null without a value) and those of both numbers,
    `cost_qualifier`, `people_qualifier`, and `reason`. A year whose two numbers were not told for the same kind of period
    has none (not_available, reason different_periods), nor one with a number missing (no_figure).
    """
    held = [
        {row["year"]: row for row in register.rows(name, PROGRAMME, is_national=True, is_preferred=True)}
        for name in (COST, PEOPLE)
    ]
    rows = []
    for year in years:
        cost, people = (series.get(year) for series in held)
        found, reason = None, "no_figure"
        if cost and people:
            reason = "different_periods" if cost["period"] != people["period"] else ""
            found = None if reason else _divided(cost, people)
        rows.append(
            {
                "measure": "cost_per_beneficiary",
                "year": year,
                "numerator": cost and cost["value"],
                "denominator": people and people["value"],
                "value": found and found.value,
                "status": NORMAL if found and found.value else NOT_AVAILABLE,
                "qualifier": found and found.qualifier,
                "cost_qualifier": cost and cost["qualifier"],
                "people_qualifier": people and people["qualifier"],
                "reason": reason,
            }
        )
    return pd.DataFrame(rows).astype(dict.fromkeys(("numerator", "denominator", "value"), "Float64"))


def _divided(cost: dict, people: dict) -> Quantity | None:
    return Quantity.printed(cost["value"], cost["qualifier"]).over(
        Quantity.printed(people["value"], people["qualifier"])
    )


def may_say_which_is_more(before: dict, after: dict) -> bool:
    """Is it certain which of two years cost more for each beneficiary? A floor leaves open how much lies above it.

    before, after: rows of `cost_per_beneficiary`.
    """
    ends = [_as_quantity(row) for row in (before, after)]
    return None not in ends and ends[1].minus(ends[0]).qualifier is not None


def _as_quantity(row: dict) -> Quantity | None:
    if pd.isna(row["value"]):
        return None
    return Quantity.printed(row["value"], {AT_LEAST: "more_than"}.get(row["qualifier"], row["qualifier"]))


def say_per_head(row: dict, language: Language) -> str:
    """How is the cost for each beneficiary said: “about 19,600 MAD”, “at least 15,773 MAD”?"""
    if pd.isna(row["value"]):
        return language.say("no figure")
    return say_qualified(row["qualifier"], language.money(_rounded(row)), language)


def mark_per_head(row: dict, language: Language) -> str:
    """How is it written over its column: “≈ 19,600”, “≥ 15,773”?"""
    if pd.isna(row["value"]):
        return "—"
    return mark_figure(_rounded(row), row["qualifier"], None, language)


def _rounded(row: dict) -> float:
    return round(row["value"], ABOUT_FIGURES if row["qualifier"] == ABOUT else 0)


def say_floor(year: int, language: Language) -> str:
    """What may not be said of two years of which one has only a floor?"""
    return language.say(
        "Of {year} only a floor was published, so it cannot be said which of the two years cost more per person.",
        year=language.year(year),
    )


@lru_cache(maxsize=16)
def say_published(register: Register, language: Language) -> str:
    """What was published of the money and the people of 2014 and 2015, to stand beside what the records hold?"""
    parts = [
        language.say(
            "{year}: {cost} (beneficiaries: {people})",
            year=language.year(row["year"]),
            cost=say_figure(row["numerator"], row["cost_qualifier"], "MAD", language),
            people=say_figure(row["denominator"], row["people_qualifier"], None, language),
        )
        for row in cost_per_beneficiary(register, (2014, 2015)).to_dict("records")
    ]
    return language.say("Published for the Ramadan programme: {parts}.", parts=language.clauses(parts))


def find_per_head(cells: pd.DataFrame, language: Language) -> Finding:
    """What was spent for each beneficiary in 2014 and in 2015, and may one be called less?"""
    of_year = {row["year"]: row for row in cells.to_dict("records")}
    before, after = of_year[2014], of_year[2015]
    said = {
        "before": say_per_head(before, language), "before_year": language.year(2014),
        "after": say_per_head(after, language), "after_year": language.year(2015),
    }  # fmt: skip
    subtitle = language.say("Published cost of the Ramadan programme divided by the people it was announced for, MAD.")
    if after["qualifier"] == AT_LEAST and not may_say_which_is_more(before, after):
        # Side by side, a number and a floor would be read as a fall.
        headline = language.say(
            "Cost per beneficiary of the Ramadan programme: {before} in {before_year}; of {after_year} only a floor is "
            "known, {after}",
            **said,
        )
        subtitle += " " + say_floor(2015, language)
    else:
        headline = language.say(
            "Cost per beneficiary of the Ramadan programme: {before} in {before_year}, {after} in {after_year}", **said
        )
    told = [
        language.say("{year}: {figure}", year=language.year(year), figure=say_per_head(row, language))
        for year, row in of_year.items()
    ]
    return Finding(headline, subtitle, f"{headline}. {subtitle} {language.clauses(told)}.")
