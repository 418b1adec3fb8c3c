"""How are money, its spread and its coverage said in the reader's language, and what stands beside each bar?"""

from collections.abc import Mapping

import pandas as pd

from analytics.comparison.money_coverage import NO_SUPPORT, mark_absence
from analytics.comparison.wording import mark_cell, name_changes, say_cell, say_not_compared
from analytics.language import Language
from analytics.measures.catalogue import MEASURES, Measure
from analytics.measures.cells import MARKS, NORMAL, NOT_AVAILABLE, SMALLEST_RELIABLE_DENOMINATOR, list_rows
from analytics.measures.dimensions import DIMENSIONS
from analytics.records.codes import CodeLists

SIDES = (("before", 2014), ("after", 2015))
# Quantiles are read off bands of 500 MAD: said to hundreds, they claim no more than that.
AMOUNT_FIGURES = -2


def say_amount(amount: float, language: Language) -> str:
    """How is an amount said that was read off bands: to the nearest hundred dirhams?"""
    return language.number(round(float(amount), AMOUNT_FIGURES))


def name_totals(
    totals: pd.DataFrame, means: pd.DataFrame, by: str | None, code_lists: CodeLists, language: Language
) -> pd.DataFrame:
    """Totals of money as rows of bars: the texts of `name_changes`, and beside each bar the mean award and how many awards.

    totals: changes of `funding_total`; means: cells of `funding_mean` by year and the same groups.
    """
    named = name_changes(totals, MEASURES["funding_total"], by, code_lists, language)
    held = _by_side(means, by)
    texts = {}
    for side, _ in SIDES:
        texts[f"{side}_label"] = ["" if pd.isna(value) else language.number(value) for value in totals[side]]
        texts[f"{side}_absence"] = [language.say("no award recorded")] * len(totals)
        texts[f"{side}_beside"] = [_say_mean(held.get((code, side)), language) for code in named["code"]]
    return named.assign(**texts)


def _by_side(cells: pd.DataFrame, by: str | None) -> dict[tuple[str, str], dict]:
    """The rows of cells by year, each found by its group and side; the group of a total is empty."""
    sides = {year: side for side, year in SIDES}
    rows = [row for row in list_rows(cells) if row["year"] in sides]
    return {(str(row[by]) if by else "", sides[row["year"]]): row for row in rows}


def _say_mean(row: Mapping | None, language: Language) -> str:
    if row is None or pd.isna(row["value"]):
        return ""
    mean = mark_cell(row["value"], row["status"], MEASURES["funding_mean"], language)
    return f"{mean} · {language.number(row['denominator'])}"


def name_ratios(
    cells: pd.DataFrame, coverage: pd.DataFrame, by: str, code_lists: CodeLists, language: Language
) -> pd.DataFrame:
    """Money for each support as rows of bars, every group of `coverage` with its reason where there is no ratio.

    cells: of a ratio of money by `by` and year; coverage: rows of `money_coverage.cover` by the same. Beside each bar
    stands what it is divided by.
    """
    held, reasons = _by_side(cells, by), _by_side(coverage, by)
    rows = []
    for group in dict.fromkeys(coverage[by]):
        row = {by: group, "code": str(group), "status": NORMAL}
        row["group"] = code_lists.name(DIMENSIONS[by].code_list, group, language)
        for side, _ in SIDES:
            found = held.get((str(group), side), {})
            value, divided_by = found.get("value", pd.NA), found.get("denominator", pd.NA)
            row[side], row[f"{side}_status"] = value, found.get("status", NOT_AVAILABLE)
            row[f"{side}_label"] = "" if pd.isna(value) else language.number(value)
            reason = reasons.get((str(group), side), {}).get("reason", NO_SUPPORT)
            row[f"{side}_absence"] = mark_absence(reason, language)
            row[f"{side}_beside"] = "" if pd.isna(divided_by) else language.number(divided_by)
        rows.append(row)
    return pd.DataFrame(rows).astype({"before": "Float64", "after": "Float64"})


def name_coverage(coverage: pd.DataFrame, by: str, code_lists: CodeLists, language: Language) -> pd.DataFrame:
    """The share of supports that money covers as rows of bars; beside each bar, of how many supports it is known."""
    held, rows = _by_side(coverage, by), []
    for group in dict.fromkeys(coverage[by]):
        row = {by: group, "code": str(group), "status": NORMAL}
        row["group"] = code_lists.name(DIMENSIONS[by].code_list, group, language)
        for side, _ in SIDES:
            found = held.get((str(group), side), {"numerator": 0, "denominator": 0, "reason": NO_SUPPORT})
            is_covered = found["numerator"] > 0
            row[side] = found["value"] if is_covered else pd.NA
            row[f"{side}_status"] = NORMAL if is_covered else NOT_AVAILABLE
            is_handful = found["denominator"] < SMALLEST_RELIABLE_DENOMINATOR
            # Never a percentage of a handful.
            row[f"{side}_label"] = language.number(found["numerator"]) if is_handful else say_share(row[side], language)
            row[f"{side}_absence"] = mark_absence(found["reason"], language)
            row[f"{side}_beside"] = say_part(found["numerator"], found["denominator"], language)
        rows.append(row)
    return pd.DataFrame(rows).astype({"before": "Float64", "after": "Float64"})


def say_share(value: float, language: Language) -> str:
    """How is a share of supports or money said: “47%”, “—”?"""
    return "—" if pd.isna(value) else language.percent(value)


def say_part(part: int, whole: int, language: Language) -> str:
    """How is a part of a whole said: “230 of 1,436”? Empty without a whole."""
    return language.say("{part} of {whole}", part=int(part), whole=int(whole)) if whole else ""


def say_quartiles(row: Mapping, language: Language) -> str:
    """How are the median and the quartiles of a year's awards said: “10,700 (7,300–16,200)”?"""
    if pd.isna(row["median"]):
        return language.say("no award recorded")
    texts = {name: say_amount(row[name], language) for name in ("median", "lower_quartile", "upper_quartile")}
    return language.say("{median} ({lower_quartile} to {upper_quartile})", **texts)


def say_spread(quartiles: pd.DataFrame, language: Language, *, is_assumed: bool = False) -> str:
    """Below which amount is half of the awards, in each year? is_assumed: was the money of 2015?"""
    known = {row["year"]: row for row in list_rows(quartiles) if not pd.isna(row["median"])}
    said = {year: _say_median(row, language) for year, row in known.items()}
    if 2014 in said and 2015 in said and is_assumed:
        return language.say(
            "Half of the awards are below about {before} in {before_year} and, on an assumption, below about {after} in "
            "{after_year}",
            **_of_both(said, language),
        )
    if 2014 in said and 2015 in said:
        return language.say(
            "Half of the awards are below about {before} in {before_year}, and below about {after} in {after_year}",
            **_of_both(said, language),
        )
    if not said:
        return language.say("Awards by amount")
    year = next(iter(said))
    values = {"year": language.year(year), "amount": said[year]}
    if is_assumed and year == 2015:
        return language.say("On an assumption, half of the awards of {year} are below about {amount}", **values)
    return language.say("Half of the awards of {year} are below about {amount}", **values)


def _of_both(said: Mapping[int, str], language: Language) -> dict[str, str]:
    return {
        "before": said[2014], "before_year": language.year(2014), "after": said[2015], "after_year": language.year(2015),
    }  # fmt: skip


def _say_median(row: Mapping, language: Language) -> str:
    amount = language.money(round(float(row["median"]), AMOUNT_FIGURES))
    return f"{amount} {language.mark(MARKS.get(row['status'], ''))}".strip()


def say_concentration(summary: pd.DataFrame, language: Language, *, is_assumed: bool = False) -> str:
    """Which share of the money has the half of the supports in the cities with least? is_assumed: was the money of 2015?"""
    known = {row["year"]: row for row in list_rows(summary) if not pd.isna(row["least_half"])}
    marks = {year: language.mark(MARKS.get(row["status"], "")) for year, row in known.items()}
    said = {year: f"{language.percent(row['least_half'])} {marks[year]}".strip() for year, row in known.items()}
    if 2014 in said and 2015 in said and is_assumed:
        return language.say(
            "Money over the cities: the half of the integrations with the least had {before} of it in {before_year} and, on "
            "an assumption, {after} in {after_year}",
            **_of_both(said, language),
        )
    if 2014 in said and 2015 in said:
        return language.say(
            "Money over the cities: the half of the integrations with the least had {before} of it in "
            "{before_year} and {after} in {after_year}",
            **_of_both(said, language),
        )
    if not said:
        return language.say("Money over the cities")
    year = next(iter(said))
    values = {"share": said[year], "year": language.year(year)}
    if is_assumed and year == 2015:
        return language.say(
            "Money over the cities: on an assumption, the half of the integrations with the least had {share} of it in "
            "{year}",
            **values,
        )
    return language.say(
        "Money over the cities: the half of the integrations with the least had {share} of it in {year}", **values
    )


def say_covered(coverage: pd.DataFrame, language: Language) -> str:
    """For how many of the supports of each year is money recorded?"""
    sums = coverage.groupby("year")[["numerator", "denominator"]].sum()
    parts = [
        language.say("{figure} in {year}", figure=say_part(*sums.loc[year], language), year=language.year(year))
        for year in (2014, 2015)
        if year in sums.index
    ]
    return language.say("Integrations covered by recorded money: {parts}", parts=language.join(parts))


def say_ratio(cells: pd.DataFrame, wanted: Measure, language: Language, *, is_of_a_floor: bool) -> str:
    """How much money was there for each, in each year? Never that one year was cheaper: the two numbers stand apart, and
    where one of them rests on a floor the sentence says that they do not compare, and where it stands alone that it does.

    cells: of `wanted` by year.
    """
    title, years = language.say(wanted.title), cells.loc[cells["value"].notna(), "year"].tolist()
    if is_of_a_floor and len(years) > 1:
        return say_not_compared(title, years, language)
    parts = [
        language.say(
            "{figure} in {year}",
            figure=say_cell(row["value"], row["status"], wanted, language),
            year=language.year(row["year"]),
        )
        for row in list_rows(cells)
        if not pd.isna(row["value"])
    ]
    if is_of_a_floor and years == [2015]:
        return language.say("{title}: on an assumption, {parts}", title=title, parts=language.join(parts))
    return language.say("{title}: {parts}", title=title, parts=language.join(parts)) if parts else title
