"""How is a comparison of published figures said: verdict, reason, and everything that must be said beside it?"""

from collections.abc import Mapping

import pandas as pd

from analytics.language import Language, message
from analytics.published.beside import counted_apart, parts, statements
from analytics.published.comparing import NOT_COMPARABLE
from analytics.published.naming import say_name, say_names, say_part, say_statement
from analytics.published.reasons import reason_sentence
from analytics.published.register import Register
from analytics.published.saying import mark_figure, say_change, say_figure, say_publisher, say_qualified

# This reason tells the figure beside the two itself.
SAYS_BESIDE = ("low_base_year",)
CUMULATIVE = "cumulative"
VERDICTS = {
    "comparable": message("Comparable"),
    "with_care": message("With care"),
    "not_comparable": message("Not comparable"),
}


def say_verdict(row: Mapping, language: Language) -> str:
    """What is the verdict, in a word or two?"""
    words = VERDICTS[row["verdict"]]
    return language.say(words)


def say_reason(row: Mapping, register: Register, language: Language) -> str:
    """Why is this the verdict? With the figure that must stand beside it."""
    values = {}
    for name, value in row["values"].items():
        if value is None or (not isinstance(value, str) and pd.isna(value)):
            values[name] = "—"
        elif name.endswith("_year"):
            values[name] = language.year(value)
        elif name.endswith("_unit"):
            values[name] = register.code_lists.name("units", value, language)
        else:
            values[name] = value
    reason = language.say(reason_sentence(row["reason"]), **values)
    beside = "" if row["reason"] in SAYS_BESIDE else say_beside(row, register, language)
    return " ".join(part for part in (reason, beside) if part)


def say_beside(row: Mapping, register: Register, language: Language) -> str:
    """Which figures must stand beside the two, of a third year or counted apart? Empty where there are none."""
    if pd.isna(row["beside_value"]):
        of_both = counted_apart(register, row["indicator"], row["programme"], _years(row))
        return " ".join(say_counted_apart(figure, language) for figure in of_both)
    year, value = language.year(row["beside_year"]), say_figure(row["beside_value"], "exact", row["unit"], language)
    apart = counted_apart(register, row["indicator"], row["programme"], [row["beside_year"]])
    if not apart:
        return language.say("{year} counted {value}.", year=year, value=value)
    return language.say(
        "{year} counted {value} micro-projects, and {apart} small companies (PME/PMI) apart from them.",
        year=year, value=value, apart=language.number(apart[0]["value"]),
    )  # fmt: skip


def say_counted_apart(figure: Mapping, language: Language) -> str:
    """What did a source count apart from the micro-projects of a year? `figure` is a row of the register."""
    return language.say(
        "In {year}, {apart} small companies (PME/PMI) were counted apart from them.",
        year=language.year(figure["year"]), apart=language.number(figure["value"]),
    )  # fmt: skip


def mark_beside(row: Mapping, register: Register, language: Language) -> str:
    """The same where there is little room: “2013: 729 micro-projects + 53 PME/PMI”."""
    if pd.isna(row["beside_value"]):
        return ""
    year = language.year(row["beside_year"])
    figure = mark_figure(row["beside_value"], "exact", row["unit"], language)
    apart = counted_apart(register, row["indicator"], row["programme"], [row["beside_year"]])
    if not apart:
        return language.say("{year}: {figure}", year=year, figure=figure)
    return language.say(
        "{year}: {figure} micro-projects + {apart} PME/PMI",
        year=year, figure=figure, apart=language.number(apart[0]["value"]),
    )  # fmt: skip


def mark_periods(row: Mapping, register: Register, language: Language) -> list[str]:
    """Which of the two figures were added up over years, and over which? One short line each."""
    if " / " in row["indicator"]:
        return []
    found = register.rows(row["indicator"], row["programme"], is_national=True, is_preferred=True)
    return [
        language.say(
            "{year}: {figure}",
            year=language.year(each["year"]),
            figure=register.code_lists.name("periods", each["period"], language),
        )
        for each in found
        if each["year"] in _years(row) and each["period"].startswith(CUMULATIVE)
    ]


def say_conflicts(row: Mapping, register: Register, language: Language) -> list[str]:
    """Which sources disagree? One sentence each."""
    if " / " in row["indicator"]:
        return []
    return [
        language.say(
            "{publisher} prints {figure} for {year}.",
            publisher=say_publisher(variant, language),
            figure=_say_variant(variant, row, language),
            year=language.year(variant["year"]),
        )
        for variant in register.conflicts(row["indicator"], row["programme"], _years(row))
    ]


def _say_variant(variant: Mapping, row: Mapping, language: Language) -> str:
    """The figure that a source prints instead, as “1,607 people” where the one it disagrees with counts something else."""
    of_other = row["before_unit"] if variant["year"] == _years(row)[0] else row["after_unit"]
    if variant["unit"] == "people" and of_other != "people":
        people = language.say_count("{n} person", "{n} people", variant["value"])
        return say_qualified(variant["qualifier"], people, language)
    return say_figure(variant["value"], variant["qualifier"], variant["unit"], language)


def say_statements(row: Mapping, register: Register, language: Language) -> list[str]:
    """What was stated of it for no clear period, and so stands apart? One sentence each."""
    if " / " in row["indicator"]:
        return []
    return [
        language.say(
            "{publisher} prints {figure}, {when}.",
            publisher=say_publisher(stated, language),
            figure=say_figure(stated["value"], stated["qualifier"], stated["unit"], language),
            when=say_statement(stated, language),
        )
        for stated in statements(register, row["indicator"], row["programme"], _years(row))
    ]


def say_parts(row: Mapping, register: Register, language: Language) -> list[str]:
    """Where the whole has no figure in either year: which places or groups have one? One sentence each."""
    if " / " in row["indicator"] or not (pd.isna(row["before"]) and pd.isna(row["after"])):
        return []
    return [
        language.say(
            "{name}: {figure} in {year}.",
            name=say_part(part, register, language),
            figure=say_figure(part["value"], part["qualifier"], part["unit"], language),
            year=language.year(part["year"]),
        )
        for part in parts(register, row["indicator"], row["programme"], _years(row))
    ]


def say_comparison(row: Mapping, register: Register, language: Language) -> str:
    """What may be said aloud about this comparison, with everything that must be said beside it?"""
    told = [say_reason(row, register, language)]
    for say in (say_parts, say_conflicts, say_statements):
        told += say(row, register, language)
    return " ".join([_say_both(row, register, language), *told])


def _say_both(row: Mapping, register: Register, language: Language) -> str:
    """Both figures and the change, in one sentence."""
    if " / " in row["indicator"]:
        return _say_pair(row, register, language)
    before, after = (
        say_figure(row[side], row[f"{side}_qualifier"], row[f"{side}_unit"], language) for side in ("before", "after")
    )
    years = {"before_year": language.year(_years(row)[0]), "after_year": language.year(_years(row)[1])}
    name = say_name(row, register, language)
    if row["verdict"] != NOT_COMPARABLE:
        return language.say(
            "{name}: {before} in {before_year}, {after} in {after_year}: {change}.",
            name=name, before=before, after=after, change=say_change(row, language) or language.say("no certain change"),
            **years,
        )  # fmt: skip
    if pd.isna(row["before"]) and pd.isna(row["after"]):
        if say_parts(row, register, language):
            return language.say(
                "{name}: no overall figure for {before_year} or {after_year}; no change may be said.",
                name=name, **years,
            )  # fmt: skip
        return language.say(
            "{name}: no figure for {before_year} or {after_year}; no change may be said.", name=name, **years
        )
    if pd.isna(row["before"]):
        return language.say(
            "{name}: no figure for {before_year}, {after} in {after_year}; no change may be said.",
            name=name, after=after, **years,
        )  # fmt: skip
    if pd.isna(row["after"]):
        return language.say(
            "{name}: {before} in {before_year}, no figure for {after_year}; no change may be said.",
            name=name, before=before, **years,
        )  # fmt: skip
    return language.say(
        "{name}: {before} in {before_year}, {after} in {after_year}; no change may be said.",
        name=name, before=before, after=after, **years,
    )  # fmt: skip


def _say_pair(row: Mapping, register: Register, language: Language) -> str:
    """Two indicators: a year without a figure is said of the one it was asked of, for the other may well have one."""
    told = []
    for side, name, year in zip(("before", "after"), say_names(row, register, language), _years(row), strict=True):
        figure = say_figure(row[side], row[f"{side}_qualifier"], row[f"{side}_unit"], language)
        if pd.isna(row[side]):
            told.append(language.say("{name}: no figure for {year}", name=name, year=language.year(year)))
        else:
            told.append(language.say("{name}: {figure} in {year}", name=name, figure=figure, year=language.year(year)))
    return language.say("{figures}; no change may be said.", figures=language.clauses(told))


def _years(row: Mapping) -> tuple[int, int]:
    return row["values"]["before_year"], row["values"]["after_year"]
