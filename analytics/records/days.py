"""Which day is meant? Year-month-day, day/month/year, and months by name in Arabic, French and English."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from analytics.records.spelling import fold, western_digits

YEARS = range(1900, 2101)
LONGEST = 40
# One line a month: French, English, their short forms, Morocco's Arabic names, those of other countries.
_MONTH_NAMES = """
janvier janv jan january يناير
février févr fév february feb فبراير
mars mar march مارس
avril avr april apr أبريل
mai may ماي مايو
juin june jun يونيو
juillet juill juil july jul يوليوز يوليو
août august aug غشت أغسطس
septembre sept sep september شتنبر سبتمبر
octobre oct october أكتوبر
novembre nov november نونبر نوفمبر
décembre dec december دجنبر ديسمبر
"""
MONTHS = {fold(name): number for number, line in enumerate(_MONTH_NAMES.split("\n")) for name in line.split()}
_MIDNIGHT = r"(?:[T ]0?0:00(?::00(?:\.0+)?)?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_MIDNIGHT}", re.ASCII)
_DAY_FIRST = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}){_MIDNIGHT}", re.ASCII)
# 12 mars 2014, 1er mars 2014, 12-Mar-2014, 12 janv. 2014, 12 مارس 2014; and the English March 12, 2014.
_NAME = r"(?P<month>[^\W\d_][^\d\s./,،-]*)\.?"
_DAY_OF_MONTH = r"(?P<day>[0-9]{1,2}(?:er|st|nd|rd|th)?|فاتح)"
_YEAR = rf"(?P<year>[0-9]{{4}}){_MIDNIGHT}"
_NAMED = (
    re.compile(rf"{_DAY_OF_MONTH}[ /.-]{_NAME}[,،]?[ /.-]{_YEAR}", re.IGNORECASE),
    re.compile(rf"{_NAME} {_DAY_OF_MONTH}[,،]? {_YEAR}", re.IGNORECASE),
)


@dataclass(frozen=True)
class DaysRead:
    """What the texts of a column mean; `ambiguous` shows that days and months are in two orders."""

    values: dict[str, date]
    ambiguous: tuple[str, ...] = ()


def read_days(texts: Iterable[str]) -> DaysRead:
    """Which day does each distinct text of a column mean?

    Days stand before months; where one text can only be month/day/year, none of the column can be trusted and
    `ambiguous` holds it with those that read both ways. Texts that are no day, or an ambiguous one, are absent from
    `values`.
    """
    values: dict[str, date] = {}
    both: list[str] = []
    turned: list[str] = []
    for text in texts:
        body = " ".join(western_digits(text).split()) if len(text) <= LONGEST else ""
        matched = _DAY_FIRST.fullmatch(body)
        if matched:
            first, _, second, year = matched.groups()
            day, other = _day(year, second, first), _day(year, first, second)
            if day and other and day != other:
                both.append(text)
            elif other and not day:
                turned.append(text)
        else:
            day = _other_forms(body)
        if day:
            values[text] = day
    if not turned:
        return DaysRead(values)
    doubtful = set(both)
    sure = {text: day for text, day in values.items() if text not in doubtful}
    return DaysRead(sure, (*sorted(turned), *sorted(both)))


def _other_forms(body: str) -> date | None:
    matched = _YEAR_FIRST.fullmatch(body)
    if matched:
        return _day(matched.group(1), matched.group(3), matched.group(4))
    matched = next(filter(None, (pattern.fullmatch(body) for pattern in _NAMED)), None)
    month = MONTHS.get(fold(matched["month"])) if matched else None
    if month is None:
        return None
    # In Morocco the first of a month is its opening, فاتح.
    number = "1" if matched["day"] == "فاتح" else matched["day"].lower().rstrip("erstndh")
    return _day(matched["year"], str(month), number)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day)) if int(year) in YEARS else None
    except ValueError:
        return None
