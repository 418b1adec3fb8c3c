"""A column a year: the two years in question, the years around them, and the years nobody published."""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.column_marks import HALF, Column, bars, column_of, dissolving_top, hidden_column, lid
from analytics.charts.drawing import Drawing
from analytics.charts.labels import drawn, in_lines, reason_of, width_of
from analytics.charts.theme import SMALL_SIZE, Theme, finalise
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL, NOT_APPLICABLE, list_rows, require_status

# With fewer columns than this the figure keeps the room of the others, or each would be a wall.
LEAST_COLUMNS = 5
# Labels are sized for a figure this many pixels wide inside.
NARROWEST = 290
# How far a lower bound dissolves above its value, in parts of the tallest column.
DISSOLVING = 0.1
LABEL_ROOM, UNIT_ROOM, YEAR_ROOM = 24, 22, 28


def columns(
    cells: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    highlight: tuple[int, int] = (2014, 2015),
    unit_label: str | None = None,
    value_text: str | Callable[[dict], str] = "label",
    height: int = 300,
    meta: dict | None = None,
) -> go.Figure:
    """How did a number change from year to year, and which years are missing?

    `cells`: measure, year (whole number), value (in the measure's unit, null where missing), status, qualifier (exact,
    about, more_than, up_to) and label (the value as it is to be read), or what `value_text` names or makes of a row.
    `unit_label` is written once, above. The first year of `highlight` is drawn open and hatched, the second filled.
    Raises ValueError for a table without `status`.
    """
    read = value_text if callable(value_text) else lambda row: row[value_text]
    rows = list_rows(require_status(cells))
    every = [column_of(row, read(row), language, theme, highlight) for row in rows]
    known = [column for column in every if column.value is not None]
    tallest = max([column.value for column in known], default=0) or 1
    reach = {column.year: column.value + tallest * DISSOLVING * column.is_open_above for column in known}
    room = NARROWEST / max(len(every), LEAST_COLUMNS)

    drawing = Drawing([bars(known, language, theme)])
    for column in known:
        if column.is_open_above:
            drawing.traces.append(dissolving_top(column, reach[column.year]))
        elif column.qualifier == "up_to":
            drawing.traces.append(lid(column))
    _write_values(drawing, known, reach, room, language, theme)
    for column in every:
        if column.value is None and column.status == CONFIDENTIAL:
            drawing.traces.append(hidden_column(column, tallest, language, theme))
    missing = [column for column in every if column.value is None and column.status != CONFIDENTIAL]
    _write_missing(drawing, missing, room, language, theme)
    if unit_label:
        _write_unit(drawing, unit_label, language, theme)

    years = [column.year for column in every]
    spare = max(0, LEAST_COLUMNS - len(years)) / 2
    top = max([tallest, *reach.values()])
    drawing.layout |= {
        "bargap": 1 - 2 * HALF,
        "barcornerradius": 2,
        "xaxis": {
            "range": [min(years, default=0) - 0.5 - spare, max(years, default=0) + 0.5 + spare],
            "tickvals": years,
            "ticktext": [drawn(language.year(column.year), language, bold=column.is_highlit) for column in every],
            "tickfont": {"color": theme.text, "size": 12 if len(years) < 9 else SMALL_SIZE},
            "ticklabelstandoff": 4,
            "tickangle": 0,
        },
        "yaxis": {"range": [0, top], "showgrid": True, "nticks": 4, "showticklabels": False, "layer": "below traces"},
    }
    margin = {"t": LABEL_ROOM + (UNIT_ROOM if unit_label else 0), "b": YEAR_ROOM}
    return finalise(drawing, language, theme, height=height, margin=margin, meta=meta)


def _write_values(
    drawing: Drawing, known: list[Column], reach: dict[int, float], room: float, language: Language, theme: Theme
) -> None:
    sizes = [15 if column.is_highlit else 13 for column in known]
    widest = max([width_of(column.label, size, True) for column, size in zip(known, sizes, strict=True)], default=1)
    shrink = min(1, (room - 3) / max(widest, 1))
    for column, size in zip(known, sizes, strict=True):
        drawing.write(
            drawn(column.label, language, bold=column.is_highlit),
            name="value",
            x=column.year,
            y=reach[column.year],
            yanchor="bottom",
            yshift=0 if column.is_open_above else 4,
            # The card shows behind a number, so that no grid line strikes it out.
            bgcolor=theme.card,
            font={"size": max(SMALL_SIZE, round(size * shrink, 1)), "color": column.text_colour},
        )


def _write_missing(drawing: Drawing, missing: list[Column], room: float, language: Language, theme: Theme) -> None:
    """How is a missing year seen? A dashed foot where its column would stand; neighbours share one label.

    Words too wide for their columns on a phone stand upright.
    """
    runs: list[list[Column]] = []
    for column in missing:
        if runs and (runs[-1][-1].year, runs[-1][-1].status) == (column.year - 1, column.status):
            runs[-1].append(column)
        else:
            runs.append([column])
    for run in runs:
        is_not_applicable = run[0].status == NOT_APPLICABLE
        words = reason_of(NOT_APPLICABLE, language) if is_not_applicable else language.say("no figure")
        lines = in_lines(words, room * len(run) - 4, SMALL_SIZE)
        is_upright = max(width_of(line, SMALL_SIZE) for line in lines) > room * len(run)
        foot = {"color": theme.muted, "width": 1.5, "dash": "4px,3px"}
        start, end = run[0].year - HALF, run[-1].year + HALF
        line = {"type": "line", "name": "missing", "line": foot}
        drawing.shapes.append(line | {"x0": start, "x1": end, "y0": 0, "y1": 0})
        drawing.write(
            drawn(words if is_upright else lines, language),
            name="missing",
            x=(start + end) / 2,
            y=0,
            yanchor="bottom",
            yshift=4,
            textangle=-90 if is_upright else 0,
            font={"size": SMALL_SIZE, "color": theme.muted},
        )


def _write_unit(drawing: Drawing, words: str, language: Language, theme: Theme) -> None:
    side = "right" if language.is_right_to_left else "left"
    drawing.write(
        drawn(words, language),
        name="unit",
        x=1 if language.is_right_to_left else 0,
        y=1,
        xref="paper",
        yref="paper",
        xanchor=side,
        yanchor="bottom",
        yshift=LABEL_ROOM,
        font={"size": 12, "color": theme.muted},
    )
