"""What does the answer to a query look like, and how is it taken away?"""

import pandas as pd

from analytics.comparison.remarks import NO_DATA, PUBLISHED
from analytics.console.parent import Result
from analytics.console.schema import CELL_TABLES
from analytics.language import Language
from analytics.language.direction import isolate_number
from analytics.outputs.table import write_csv
from analytics.web.figures.figure import badge, label, labels_of, use
from analytics.web.markup import done, paragraph, problem, table, write
from analytics.web.noting import download

SHOWN_ROWS = 200


def kind_of(result: Result, kind: str) -> str:
    """Which kind of data does this answer rest on? `kind` is that of the records; where it read none of their tables it
    rests on published figures and code lists, and where it read no table at all, on what was typed into the query."""
    if result.tables & set(CELL_TABLES):
        return kind
    return PUBLISHED if result.tables else NO_DATA


def show_answer(result: Result, kind: str, language: Language) -> None:
    """The rows of a query with their number, its time, and the badge of the data; all of them as a file."""
    frame = result.frame
    rows, seconds = say_rows(len(frame), language), language.number(result.seconds, 2)
    write(done(language.say("{rows} in {seconds} seconds", rows=rows, seconds=seconds)))
    write(f"<p>{badge(kind, language)} {use(kind, language)}</p>")
    if result.is_cut:
        write(problem(language.say("The answer was cut here: there is more than one answer may hold.")))
    numeric = tuple(name for name in frame.columns if pd.api.types.is_numeric_dtype(frame[name]))
    if frame.empty:
        write(paragraph(language.say("Nothing in the tables fits this question."), "note"))
        return
    write(table(_as_texts(frame.head(SHOWN_ROWS), language), numeric, language.say("Answer")))
    if len(frame) > SHOWN_ROWS:
        said = language.say("The first {n} are shown; the file holds all of them.", n=SHOWN_ROWS)
        write(paragraph(said, "note"))
    told = labels_of(kind, language)
    words = language.say("Download the answer (CSV)")
    download(words, lambda: write_csv(label(frame, told)), "idmaj-sql.csv", mime="text/csv", key="download-sql")


def say_rows(n: int, language: Language) -> str:
    """How many rows?"""
    return language.say_count("{n} row", "{n} rows", n)


def _as_texts(frame: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Values as they are, for copying: no thousands mark, a dash for null; in order also from right to left."""
    return pd.DataFrame({name: [_as_text(value, language) for value in frame[name]] for name in frame.columns})


def _as_text(value: object, language: Language) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if pd.isna(value):
        return "—"
    text = _write_fraction(value) if isinstance(value, float) else str(value)
    return isolate_number(text) if language.is_right_to_left and not isinstance(value, str) else text


def _write_fraction(value: float) -> str:
    return f"{value:.6g}" if abs(value) < 1 else f"{value:.2f}".removesuffix(".00")
