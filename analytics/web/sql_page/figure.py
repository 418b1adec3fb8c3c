"""How is the answer to a query seen as a figure? In the form that fits, or in one that its reader chooses."""

import hashlib

import pandas as pd
import streamlit as st

from analytics import charts
from analytics.console.fitting import (
    FORMS,
    LINE,
    POINTS,
    CannotBeDrawn,
    Fitted,
    Kinds,
    fit,
    fit_form,
    make_cells,
    sort_columns,
    write_number,
)
from analytics.language import Language
from analytics.measures.cells import MARKS
from analytics.web.cards import cannot_draw
from analytics.web.figures.drawing import draw
from analytics.web.figures.figure import Story, figure_card
from analytics.web.loading import theme

# So many numbers are told to who cannot see the figure; the table holds them all.
MOST_TOLD = 60


def show_figure(frame: pd.DataFrame, kind: str, language: Language) -> None:
    """The figure of an answer with the choice of its form and columns; where there is none, one sentence says why.

    kind: of the data, for the badge.
    """
    kinds = sort_columns(frame)
    try:
        form, along, number = _choose(frame, kinds, language)
        fitted = fit(frame, kinds, form, along, number)
    except CannotBeDrawn as refusal:
        cannot_draw(language.say("Chart"), refusal.say(language))
        return
    cells = make_cells(frame, fitted, kinds, language)
    figure = draw(getattr(charts, form), cells, language, theme(), **_look(fitted, language))
    figure_card(figure, _tell(cells, fitted, kind, language))


def _choose(frame: pd.DataFrame, kinds: Kinds, language: Language) -> tuple[str, str, str]:
    """Form, column along the first axis, and column of numbers, as far as the answer leaves a choice."""
    fitting = fit_form(frame, kinds)
    # What was chosen for an answer holds for the next of the same columns.
    place = hashlib.sha256("\n".join(frame.columns).encode()).hexdigest()[:12]
    forms = sorted(kinds.forms(), key=lambda form: form != fitting)
    with st.container(horizontal=True, vertical_alignment="bottom", key="sql-figure-choice"):
        form = _pick(language.say("Chart"), forms, f"sql-form-{place}", lambda each: language.say(FORMS[each]))
        along = _pick(language.say("Along"), kinds.along(form), f"sql-along-{form}-{place}")
        # Two numbers of one point are two columns. What is worked out of others stands last, and is what was asked.
        numbers = [name for name in reversed(kinds.numbers) if form != POINTS or name != along]
        number = _pick(language.say("Numbers"), numbers, f"sql-numbers-{form}-{place}")
    return form, along, number


def _pick(label: str, options: list[str], key: str, name: object = str) -> str:
    if len(options) == 1:
        return options[0]
    return st.selectbox(label, options, key=key, format_func=name, filter_mode=None, placeholder=label)


def _look(fitted: Fitted, language: Language) -> dict:
    if fitted.form == LINE:
        return {"tick_text": lambda _, value: write_number(value, language)}
    if fitted.form == POINTS:
        return {
            "across_label": language.join([fitted.along]),
            "up_label": language.join([fitted.number]),
            "tick_text": lambda value: write_number(value, language),
        }
    return {"by_year": fitted.is_by_year}


def _tell(cells: pd.DataFrame, fitted: Fitted, kind: str, language: Language) -> Story:
    headline = language.say("{number} by {column}", number=fitted.number, column=fitted.along)
    table = _tabulate(cells, fitted, language)
    told = [language.clauses(list(row)) for row in table.head(MOST_TOLD).itertuples(index=False, name=None)]
    if len(table) > MOST_TOLD:
        told.append(language.say("the table holds the other numbers"))
    return Story(
        key="query-figure",
        headline=headline,
        subtitle=language.say("The numbers are those of the rows of the answer, as the query made them."),
        alt=f"{headline}. {'. '.join(told)}.",
        source=language.say("answer to your query"),
        kind=kind,
        table=table,
        numeric=tuple(table.columns[-1:]),
        cells=cells,
    )


def _tabulate(cells: pd.DataFrame, fitted: Fitted, language: Language) -> pd.DataFrame:
    marks = [language.mark(MARKS.get(status, "")) for status in cells["status"]]
    text = "value_text" if fitted.form == POINTS else "label"
    said = [f"{value} {mark}".strip() or "—" for value, mark in zip(cells[text], marks, strict=True)]
    if fitted.form == POINTS:
        columns = {language.say("Group"): cells["group"]} if cells["group"].any() else {}
        columns[fitted.along] = cells["across_text"]
    else:
        columns = {fitted.along: cells["group"]} | ({fitted.series: cells["series"]} if fitted.series else {})
    return pd.DataFrame({name: list(column) for name, column in columns.items()} | {fitted.number: said})
