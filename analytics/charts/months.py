"""Two years as lines over the months of a year: when in the year did it happen, and did that change?"""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.drawing import Drawing, open_diamond, scatter
from analytics.charts.key import Item, circle, diamond, draw_key
from analytics.charts.labels import drawn, marked, reason_of, width_of
from analytics.charts.rows import ticks_of
from analytics.charts.theme import SMALL_SIZE, Theme, finalise
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL, list_rows, require_status

KEY, FOOT = 30, 26
RING, DISC = 9, 8


def months(
    cells: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    tick_text: Callable[[float], str],
    month_text: Callable[[int], str],
    years: tuple[int, ...] = (2014, 2015),
    height: int = 320,
    meta: dict | None = None,
) -> go.Figure:
    """How did a number change from month to month, in one year and in the next?

    `cells`: year, month (1 to 12), value (in the measure's unit, null where missing), label (the value as it is to be
    read), status, code (of the month, which a click hands on). `month_text` writes a month under the axis; it runs from
    left to right in every language, as time does. A month without a number breaks the line; a hidden one is an open
    diamond on the axis. Holds at every width from 300 pixels. Raises ValueError for a table without `status`.
    """
    rows = list_rows(require_status(cells))
    highest = (max([float(row["value"]) for row in rows if not pd.isna(row["value"])], default=0) or 1) * 1.05
    ticks = ticks_of(highest, tick_text, SMALL_SIZE, narrow=False)
    drawing = Drawing()
    for year in years:
        of_year = {row["month"]: row for row in rows if row["year"] == year}
        if of_year:
            drawing.traces.append(_line(of_year, year, year == years[0] and len(years) > 1, language, theme))
    hidden = [row for row in rows if row["status"] == CONFIDENTIAL]
    if hidden:
        drawing.traces.append(_hidden(hidden, language, theme))
    room = round(max([width_of(text, SMALL_SIZE) for text in ticks.values()], default=0)) + 10
    is_mirrored = language.is_right_to_left
    margin = {"l": 10 if is_mirrored else room, "r": room if is_mirrored else 10, "t": KEY, "b": FOOT}
    side = "right" if is_mirrored else "left"
    near = 1 if is_mirrored else 0
    draw_key(drawing, _key(years, bool(hidden), language, theme), language, corner=(near, 1), dx=0, dy=KEY / 2 + 2)
    drawing.layout |= {
        "xaxis": {
            "range": [0.6, 12.4],
            "tickvals": list(range(1, 13)),
            "ticktext": [drawn(month_text(month), language) for month in range(1, 13)],
            "tickfont": {"size": SMALL_SIZE, "color": theme.muted},
            "tickangle": 0,
        },
        "yaxis": {
            "range": [0, highest],
            "side": side,
            "tickvals": list(ticks),
            "ticktext": [drawn(text, language) for text in ticks.values()],
            "tickfont": {"size": SMALL_SIZE, "color": theme.muted},
            "showgrid": True,
            "layer": "below traces",
        },
    }
    return finalise(drawing, language, theme, height=height, margin=margin, meta=meta)


def _line(rows: dict[int, dict], year: int, is_open: bool, language: Language, theme: Theme) -> dict:
    colour = theme.before if is_open else theme.after
    held = [rows.get(month) for month in range(1, 13)]
    return scatter(
        name=str(year),
        x=list(range(1, 13)),
        y=[None if row is None or pd.isna(row["value"]) else float(row["value"]) for row in held],
        mode="lines+markers",
        connectgaps=False,
        line={"color": colour, "width": 2, "dash": "dot" if is_open else "solid"},
        marker={
            "size": RING if is_open else DISC,
            "color": theme.card if is_open else colour,
            "line": {"color": colour, "width": 2 if is_open else 0},
            "opacity": 1,
        },
        customdata=[["", ""] if row is None else [_told(row, language), str(row["code"])] for row in held],
        hovertemplate="%{customdata[0]}<extra></extra>",
        cliponaxis=False,
    )


def _told(row: dict, language: Language) -> str:
    label = marked(str(row["label"]), row["status"], language) or language.say("no data")
    lines = [language.month(row["code"]), label, reason_of(row["status"], language)]
    return drawn([line for line in lines if line], language)


def _hidden(rows: list[dict], language: Language, theme: Theme) -> dict:
    return scatter(
        name=CONFIDENTIAL,
        x=[row["month"] for row in rows],
        y=[0] * len(rows),
        mode="markers",
        marker=open_diamond(9, theme.muted),
        customdata=[_told(row, language) for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )


def _key(years: tuple[int, ...], has_hidden: bool, language: Language, theme: Theme) -> list[Item]:
    ring = circle(5, fillcolor=theme.card, line={"color": theme.before, "width": 2})
    disc = circle(5, fillcolor=theme.after, line={"width": 0})
    looks = [(ring, theme.before_text), (disc, theme.after_text)][-len(years) :]
    items = [
        Item(language.year(year), (mark,), colour, bold=True) for year, (mark, colour) in zip(years, looks, strict=True)
    ]
    if has_hidden:
        mark = diamond(5, line={"color": theme.muted, "width": 2})
        items.append(Item(reason_of(CONFIDENTIAL, language), (mark,), theme.muted))
    return items
