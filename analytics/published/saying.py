"""How are a printed figure and the change between two said in the reader's language, each with its qualifier?"""

from collections.abc import Mapping
from datetime import date
from math import ceil, floor

import pandas as pd

from analytics.language import Language, message
from analytics.language.direction import isolate_number, without_isolates

# register qualifiers and what arithmetic leaves of them
QUALIFIED = {
    "exact": message("{number}"),
    "about": message("about {number}"),
    "more_than": message("more than {number}"),
    "up_to": message("up to {number}"),
    "at_least": message("at least {number}"),
    "at_most": message("at most {number}"),
}
SYMBOLS = {"exact": "", "about": "≈\u00a0", "more_than": ">\u00a0", "up_to": "≤\u00a0", "at_least": "≥\u00a0"}
# A difference of nothing says “no change” only between two exact figures.
NO_DIFFERENCE = {
    "exact": message("no change"),
    "about": message("about the same"),
    "at_least": message("at least as much"),
    "at_most": message("at most as much"),
}
# Towards which whole number is a bound rounded, so that it stays one?
ROUNDED = {"at_least": floor, "at_most": ceil}


def say_qualified(qualifier: str | None, number: str, language: Language) -> str:
    """How is a number said with its qualifier: “about 230”, “at least +11%”?"""
    words = QUALIFIED[qualifier or "exact"]
    return language.say(words, number=number)


def say_figure(value: float | None, qualifier: str | None, unit: str | None, language: Language) -> str:
    """How is a printed figure said in full: “about 230”, “more than 5,000,000 MAD”, “3.44%”?"""
    if value is None or pd.isna(value):
        return language.say("no figure")
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
        words = NO_DIFFERENCE[row["qualifier"]]
        return language.say(words)
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
        words = NO_DIFFERENCE[row["qualifier"]]
        return language.say(words)
    # Under two percent a whole number would say that nothing moved.
    decimals = 0 if abs(row["relative"]) >= 0.02 else 1
    relative = row["relative"]
    if row["qualifier"] in ROUNDED:
        unit = 10 ** (2 + decimals)
        relative = ROUNDED[row["qualifier"]](round(relative * unit, 6)) / unit
    return say_qualified(row["qualifier"], language.percent(relative, decimals=decimals, signed=True), language)


def _number(value: float, unit: str | None, language: Language) -> str:
    if unit == "MAD":
        return language.money(value)
    if unit == "percent":
        return language.percent(value / 100, decimals=_needed_decimals(value))
    return language.number(value)


def _needed_decimals(value: float) -> int:
    return next(decimals for decimals in (0, 1, 2) if decimals == 2 or round(value, decimals) == value)


def say_day(published_on: str, language: Language) -> str:
    """How is a date of publication said, as far as it is known: a day, a month or a year?"""
    if len(published_on) == len("2016-06-22"):
        return language.date(date.fromisoformat(published_on))
    return language.month(published_on) if "-" in published_on else language.year(int(published_on))


def say_publisher(figure: Mapping, language: Language) -> str:
    """Which newspaper or agency printed this figure (a row of register.COLUMNS), as the reader writes its name?"""
    return figure["publisher_ar"] if language.code == "ar" and figure["publisher_ar"] else figure["publisher"]


def say_sources(figures: list[dict], language: Language) -> str:
    """Who printed these figures, and in which month? Each publication once, in the order of the years told."""
    told = []
    for figure in sorted(figures, key=lambda each: each["year"]):
        said = say_publisher(figure, language)
        if figure["published_on"]:
            said = language.say(
                "{publisher}, {date}", publisher=said, date=say_day(figure["published_on"][:7], language)
            )
        told.append(said)
    return language.clauses(list(dict.fromkeys(told)))
