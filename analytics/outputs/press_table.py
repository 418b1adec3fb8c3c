"""How does a told story become a table of a workbook: real numbers with their marks, never a blank?"""

import re
from dataclasses import dataclass

import pandas as pd

from analytics.language import message
from analytics.language.direction import without_isolates
from analytics.measures.catalogue import MEASURES
from analytics.measures.cells import MARKS, NOT_APPLICABLE, NOT_AVAILABLE
from analytics.measures.measure import UNITS
from analytics.outputs.stories.told import ROWS, Told

# What the register counts in; parts of a whole are of people.
PRINTED_UNITS = {"people": message("people"), "projects": message("projects"), "MAD": message("MAD")}
ANY_NUMBER, COUNT, SHARE = "General", "#,##0", "0.0%"
NOTHING = ("", "—")
_MARK = re.compile(r"\[[a-z]+\]")


@dataclass(frozen=True)
class Column:
    """A column of a workbook: its heading, its unit, its values, and for numbers how each is shown.

    A number with a mark stays a number; the mark is part of how it is shown (`0.0%" [u]"`). Of a number that is hidden or
    missing the mark alone is left.
    """

    heading: str
    values: tuple[float | str, ...]
    number_formats: tuple[str, ...] = ()
    unit: str = ""

    @property
    def is_of_numbers(self) -> bool:
        return bool(self.number_formats)


def lay_out(told: Told) -> list[Column]:
    """Which columns tell this story? What each row is, its numbers, then what is said of them."""
    numbers = _numbers(told)
    marks = _marks_of_rows(numbers, len(told.table))
    shown_as_numbers = {column.heading for column in numbers}
    first, *others = (
        Column(name, tuple(_fill(texts.tolist(), marks)))
        for name, texts in told.table.items()
        if without_isolates(name) not in shown_as_numbers
    )
    return [first, *numbers, *_list_cautions(told), *others]


def _list_cautions(told: Told) -> list[Column]:
    """What must stand beside two figures that are no pair: the unit of each, and that they may not be compared."""
    say, names = told.language.say, told.names
    years = {"before_unit": 2014, "after_unit": 2015}
    units = [
        Column(without_isolates(say("Unit, {year}", year=told.language.year(year))), names[name])
        for name, year in years.items()
        if name in names
    ]
    return [*units, *([Column(say("Verdict"), names["verdict"])] if "verdict" in names else [])]


def _fill(texts: list[str], marks: list[str]) -> list[str]:
    return [mark if text in NOTHING else text for text, mark in zip(texts, marks, strict=True)]


def _numbers(told: Told) -> list[Column]:
    language, cells = told.language, told.cells
    if told.bars is None:
        years = (("before", 2014), ("after", 2015)) if "before" in cells else ()
        return [_column(str(year), cells[side], [""] * len(cells), ANY_NUMBER) for side, year in years]
    headings = told.numeric if told.bars.way == ROWS else (language.say("Value"),)
    columns = [
        _column(without_isolates(heading), values, labels, told.bars.number_format, _unit(told))
        for heading, (_, values, labels) in zip(headings, told.bars.series, strict=False)
    ]
    if "share" in cells:
        of_the_whole = [MARKS[NOT_APPLICABLE] if pd.isna(share) else "" for share in cells["share"]]
        columns.append(_column(told.numeric[-1], cells["share"], of_the_whole, SHARE))
    return [*columns, *_denominators(told)]


def _column(heading: str, values: object, labels: object, number_format: str, unit: str = "") -> Column:
    marks = [_MARK.search(without_isolates(label)) for label in labels]
    marks = [mark.group() if mark else "" for mark in marks]
    missing = MARKS[NOT_AVAILABLE]
    return Column(
        heading,
        tuple((mark or missing) if pd.isna(value) else float(value) for value, mark in zip(values, marks, strict=True)),
        tuple(f'{number_format}" {mark}"' if mark else number_format for mark in marks),
        # “People (people)” would say it twice; in Arabic the heading has the article before the same word.
        "" if unit and heading.casefold().endswith(unit.casefold()) else unit,
    )


def _denominators(told: Told) -> list[Column]:
    """How many cases does each share rest on, by year? Nothing for counts and money."""
    cells, language = told.cells, told.language
    if cells["denominator"].isna().all():
        return []
    by = next(name for name in cells if name not in ("measure", "year"))
    of_years = cells.pivot(index=by, columns="year", values=["denominator", "status"]).reindex(cells[by].unique())
    columns = []
    for year in of_years.columns.unique("year"):
        heading = language.say("Number of cases, {year}", year=language.year(year))
        marks = [MARKS.get(status, "") for status in of_years["status", year]]
        columns.append(_column(without_isolates(heading), of_years["denominator", year], marks, COUNT))
    return columns


def _unit(told: Told) -> str:
    cells = told.cells
    known = MEASURES.get(cells["measure"].iloc[0])
    printed = cells["unit"].dropna().iloc[0] if "unit" in cells else "people"
    words = UNITS[known.unit] if known else PRINTED_UNITS[printed]
    return told.language.say(words)


def _marks_of_rows(numbers: list[Column], rows: int) -> list[str]:
    """Which mark stands for what is not said of a row: that of its first number which is none, or “not applicable”?"""
    return [
        next((column.values[row] for column in numbers if isinstance(column.values[row], str)), MARKS[NOT_APPLICABLE])
        for row in range(rows)
    ]
