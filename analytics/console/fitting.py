"""Which figure fits the answer to a query? Bars, a line or points, by the kinds of its columns; or why there is none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import floor, log10

import pandas as pd

from analytics.charts.series import MOST_SERIES
from analytics.errors import RefusedQuestion
from analytics.language import Language, message
from analytics.measures.cells import NORMAL, NOT_AVAILABLE, STATUSES

BARS, LINE, POINTS = "series_bars", "series_lines", "points"
FORMS = {BARS: message("Bars"), LINE: message("Line"), POINTS: message("Dots")}
# More than these are not read, and the table of rows is.
MOST_DRAWN = {BARS: 60, LINE: 1_000, POINTS: 2_000}
# So many moments make a line; fewer are set side by side.
LEAST_OF_A_LINE = 3
_MOMENT = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
YEARS = range(1900, 2101)


class CannotBeDrawn(RefusedQuestion):
    """An answer without a figure, in one sentence."""


@dataclass(frozen=True)
class Kinds:
    """The columns of an answer by what they can be in a figure: numbers, moments (days, months, years), and names."""

    numbers: list[str] = field(default_factory=list)
    moments: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def along(self, form: str) -> list[str]:
        """Which columns can stand along the first axis of this form?"""
        return {BARS: [*self.names, *self.moments], LINE: self.moments, POINTS: self.numbers}[form]

    def forms(self) -> list[str]:
        """Which forms can be drawn of these columns?"""
        if not self.numbers:
            return []
        return [form for form in FORMS if len(self.along(form)) > (form == POINTS)]


@dataclass(frozen=True)
class Fitted:
    """What is drawn: the form, the column along its first axis, the column of its numbers, and that of its series, which
    may be two years, with the look that they have everywhere."""

    form: str
    along: str
    number: str
    series: str | None = None
    is_by_year: bool = False


def sort_columns(frame: pd.DataFrame) -> Kinds:
    """Which columns of this answer are numbers, which moments, and which names?"""
    kinds = Kinds()
    for name, column in frame.items():
        known = column.dropna()
        if known.empty or isinstance(known.iloc[0], list):
            continue
        if _are_moments(name, known):
            kinds.moments.append(name)
        elif pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
            kinds.numbers.append(name)
        elif name != "status" or not set(known) <= set(STATUSES):
            kinds.names.append(name)
    return kinds


def _are_moments(name: str, known: pd.Series) -> bool:
    if pd.api.types.is_integer_dtype(known):
        return name.lower().startswith("year") and known.isin(YEARS).all()
    return all(isinstance(value, str) and _MOMENT.fullmatch(value) for value in known)


def fit_form(frame: pd.DataFrame, kinds: Kinds) -> str:
    """Which form fits best? A line over moments, else bars of groups, else points; one that can be drawn as it stands,
    where there is one. Raises CannotBeDrawn."""
    forms = kinds.forms()
    if len(frame) < 2:
        raise CannotBeDrawn(message("An answer of fewer than two rows needs no figure."))
    if not kinds.numbers:
        raise CannotBeDrawn(message("There is no column of numbers to draw."))
    if not forms:
        raise CannotBeDrawn(message("There is no column that tells the rows apart; name one in the query."))
    is_long = any(frame[name].nunique() >= LEAST_OF_A_LINE for name in kinds.moments)
    best = LINE if LINE in forms and is_long else forms[0]
    return next((form for form in (best, *forms) if _can_be_drawn(frame, kinds, form)), best)


def _can_be_drawn(frame: pd.DataFrame, kinds: Kinds, form: str) -> bool:
    try:
        fit(frame, kinds, form, kinds.along(form)[0], kinds.numbers[-1])
    except CannotBeDrawn:
        return False
    return True


def fit(frame: pd.DataFrame, kinds: Kinds, form: str, along: str, number: str) -> Fitted:
    """How is this form drawn of these columns? Where rows share a place, another column must part them into a few series.

    Raises CannotBeDrawn where none does, or where there is more than is read.
    """
    if frame[along].nunique(dropna=False) > MOST_DRAWN[form]:
        raise CannotBeDrawn(
            message("More than {n} of “{column}” are not read in a figure; a narrower query is."),
            n=MOST_DRAWN[form],
            column=along,
        )
    if form == POINTS or not frame[along].duplicated().any():
        return Fitted(form, along, number)
    for name in [*kinds.moments, *kinds.names]:
        is_few = frame[name].nunique(dropna=False) <= MOST_SERIES
        if name != along and is_few and not frame.duplicated([along, name]).any():
            is_by_year = form == BARS and name in kinds.moments and _are_two_years(frame[name])
            return Fitted(form, along, number, name, is_by_year)
    raise CannotBeDrawn(
        message("Several rows have the same “{column}”, and no column parts them into {n} series or fewer."),
        column=along,
        n=MOST_SERIES,
    )


def _are_two_years(column: pd.Series) -> bool:
    texts = {str(value) for value in column}
    return len(texts) <= 2 and all(len(text) == 4 and text.isdecimal() for text in texts)


def make_cells(frame: pd.DataFrame, fitted: Fitted, kinds: Kinds, language: Language) -> pd.DataFrame:
    """What does the form draw? Its cells, with the status that the query gave, or none that needs a word."""
    texts = _texts_of(frame[fitted.number], language)
    if fitted.form == POINTS:
        names = frame[kinds.names[0]] if kinds.names else pd.Series([""] * len(frame), index=frame.index)
        cells = pd.DataFrame(
            {
                "group": [say_value(value, language) if value != "" else "" for value in names],
                "across": frame[fitted.along],
                "up": frame[fitted.number],
                "across_text": _texts_of(frame[fitted.along], language),
                "value_text": texts,
                "status": _statuses(frame, fitted.number),
            }
        )
        return cells.dropna(subset=["across", "up"])
    ordered = frame.sort_values(fitted.along, kind="stable").index if fitted.form == LINE else frame.index
    series = frame[fitted.series] if fitted.series else pd.Series([fitted.number] * len(frame), index=frame.index)
    said = [say_value(value, language) for value in frame[fitted.along]]
    return pd.DataFrame(
        {
            "panel": "",
            "scale": fitted.number,
            "group": said,
            "place": said,
            "tick": [language.join([str(value)]) for value in frame[fitted.along]],
            "code": [str(value) for value in frame[fitted.along]],
            "series": [str(value) if fitted.is_by_year else say_value(value, language) for value in series],
            "value": frame[fitted.number].astype("Float64"),
            "label": texts,
            "status": _statuses(frame, fitted.number),
        },
        index=frame.index,
    ).loc[_together(frame, ordered, fitted)]


def _together(frame: pd.DataFrame, ordered: pd.Index, fitted: Fitted) -> list:
    """Rows of one place stand together, in the order in which the places first come."""
    places = {code: at for at, code in enumerate(dict.fromkeys(str(frame.at[row, fitted.along]) for row in ordered))}
    return sorted(ordered, key=lambda row: places[str(frame.at[row, fitted.along])])


def _statuses(frame: pd.DataFrame, number: str) -> list[str]:
    given: Sequence = frame["status"] if "status" in frame else [NORMAL] * len(frame)
    found = [status if status in STATUSES else NORMAL for status in given]
    return [
        NOT_AVAILABLE if status == NORMAL and pd.isna(value) else status
        for status, value in zip(found, frame[number], strict=True)
    ]


def _texts_of(column: pd.Series, language: Language) -> list[str]:
    return ["" if pd.isna(value) else write_number(float(value), language) for value in column]


def write_number(value: float, language: Language) -> str:
    """How is a number written whose measure nobody knows? Whole ones whole, others with as much as can be told apart."""
    if value == round(value):
        return language.number(value)
    size = floor(log10(abs(value)))
    most = 1 if size >= 2 else 2 if size >= 0 else max(4, 2 - size)
    # As many digits as say something: 0.761, as the table beside it has, and not 0.7610.
    return language.number(value, next(few for few in range(most + 1) if round(value, few) == round(value, most)))


def say_value(value: object, language: Language) -> str:
    """How is the name of a group, or a moment, read?"""
    if value is None or pd.isna(value):
        return "—"
    text = str(value)
    if re.fullmatch(r"\d{4}", text):
        return language.year(int(text))
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        return language.month(text)
    return language.join([text])
