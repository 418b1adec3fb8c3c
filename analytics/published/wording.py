"""How is a published figure, its change and its reason said in the reader's language?"""

from collections.abc import Mapping

import pandas as pd

from analytics.language import Language, message
from analytics.language.direction import isolate_number, without_isolates
from analytics.published.comparing import NOT_COMPARABLE
from analytics.published.reasons import reason_sentence
from analytics.published.register import Register

# register qualifiers and what arithmetic leaves of them
QUALIFIED = {
    "exact": message("{number}"),
    "about": message("about {number}"),
    "more_than": message("more than {number}"),
    "up_to": message("up to {number}"),
    "at_least": message("at least {number}"),
    "at_most": message("at most {number}"),
}
SYMBOLS = {"exact": "", "about": "≈\u00a0", "more_than": ">\u00a0", "up_to": "≤\u00a0"}
VERDICTS = {
    "comparable": message("Comparable"),
    "with_care": message("With care"),
    "not_comparable": message("Not comparable"),
}


def say_qualified(qualifier: str | None, number: str, language: Language) -> str:
    """How is a number said with its qualifier: “about 230”, “at least +11%”?"""
    words = QUALIFIED[qualifier or "exact"]
    return language.say(words, number=number)


def say_verdict(row: Mapping, language: Language) -> str:
    """What is the verdict, in a word or two?"""
    words = VERDICTS[row["verdict"]]
    return language.say(words)


def say_figure(value: float | None, qualifier: str | None, unit: str | None, language: Language) -> str:
    """How is a printed figure said in full: “about 230”, “more than 5,000,000 MAD”, “3.44%”?"""
    if value is None or pd.isna(value):
        return language.say("not published")
    return say_qualified(qualifier, _number(value, unit, language), language)


def mark_figure(value: float | None, qualifier: str | None, unit: str | None, language: Language) -> str:
    """How is a printed figure written where there is little room: “≈ 230”, “> 5” (millions of dirhams), “3.44%”?"""
    if value is None or pd.isna(value):
        return "—"
    number = language.millions(value) if unit == "MAD" else _number(value, unit, language)
    symbol = SYMBOLS[qualifier or "exact"]
    if symbol and language.is_right_to_left:
        # One isolate around both, or the sign and the number could part.
        return isolate_number(symbol + without_isolates(number))
    return symbol + number


def say_change(row: Mapping, language: Language) -> str:
    """How is the change said: “+786 (+84%)”, “about +87 (about +38%)”, “at least +500,000 MAD (at least +11%)”?

    Empty where no change may be said.
    """
    if pd.isna(row["absolute"]):
        return ""
    if row["absolute"] == 0:
        return language.say("no change")
    amount = row["absolute"]
    number = language.money(amount, signed=True) if row["unit"] == "MAD" else language.number(amount, signed=True)
    absolute = say_qualified(row["qualifier"], number, language)
    relative = say_relative(row, language)
    return f"{absolute} ({relative})" if relative else absolute


def say_relative(row: Mapping, language: Language) -> str:
    """How is the relative change said: “+84%”, “about +38%”? Empty where none may be said."""
    if pd.isna(row["relative"]):
        return ""
    if row["absolute"] == 0:
        return language.say("no change")
    # Under one percent a whole number would say that nothing moved.
    decimals = 0 if abs(row["relative"]) >= 0.02 else 1
    number = language.percent(row["relative"], decimals=decimals, signed=True)
    return say_qualified(row["qualifier"], number, language)


def say_reason(row: Mapping, register: Register, language: Language) -> str:
    """Why is this the verdict?"""
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
    return language.say(reason_sentence(row["reason"]), **values)


def say_name(row: Mapping, register: Register, language: Language) -> str:
    """What is compared: the indicator, or both, with the programme where the name does not say it?"""
    return " / ".join(say_names(row, register, language))


def say_names(row: Mapping, register: Register, language: Language) -> list[str]:
    """The name of each indicator that is compared."""
    names = []
    for indicator, programme in zip(row["indicator"].split(" / "), row["programme"].split(" / "), strict=True):
        name = register.code_lists.name("indicators", indicator, language)
        if programme == "ramadan_programme":
            said = register.code_lists.name("published_programmes", programme, language)
            name = language.say("{indicator} ({programme})", indicator=name, programme=said)
        names.append(name)
    return names


def say_conflicts(row: Mapping, register: Register, language: Language) -> list[str]:
    """Which sources disagree? One sentence each."""
    if " / " in row["indicator"]:
        return []
    variants = register.conflicts(row["indicator"], row["programme"], [2014, 2015])
    return [
        language.say(
            "{publisher} prints {figure} for {year}.",
            publisher=variant["publisher"],
            figure=say_figure(variant["value"], variant["qualifier"], variant["unit"], language),
            year=language.year(variant["year"]),
        )
        for variant in variants
    ]


def say_comparison(row: Mapping, register: Register, language: Language) -> str:
    """What may be said aloud about this comparison, with everything that must be said beside it?"""
    before = say_figure(row["before"], row["before_qualifier"], row["before_unit"], language)
    after = say_figure(row["after"], row["after_qualifier"], row["after_unit"], language)
    years = {"before_year": language.year(2014), "after_year": language.year(2015)}
    name = say_name(row, register, language)
    if row["verdict"] == NOT_COMPARABLE:
        sentence = language.say(
            "{name}: {before} in {before_year}, {after} in {after_year}; no change may be said.",
            name=name, before=before, after=after, **years,
        )  # fmt: skip
    else:
        sentence = language.say(
            "{name}: {before} in {before_year}, {after} in {after_year}: {change}.",
            name=name, before=before, after=after, change=say_change(row, language) or language.say("no certain change"),
            **years,
        )  # fmt: skip
    return " ".join([sentence, say_reason(row, register, language), *say_conflicts(row, register, language)])


def _number(value: float, unit: str | None, language: Language) -> str:
    if unit == "MAD":
        return language.money(value)
    if unit == "percent":
        return language.percent(value / 100, decimals=_needed_decimals(value))
    return language.number(value)


def _needed_decimals(value: float) -> int:
    return next(decimals for decimals in (0, 1, 2) if decimals == 2 or round(value, decimals) == value)
