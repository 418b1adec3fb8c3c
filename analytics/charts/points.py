"""A point for each row, two numbers across and up: how do they go together?"""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.drawing import Drawing, scatter
from analytics.charts.labels import drawn, marked, width_of
from analytics.charts.rows import GAP, edge_of, ticks_of
from analytics.charts.theme import SMALL_SIZE, Theme, finalise
from analytics.language import Language
from analytics.measures.cells import list_rows, require_status

HEAD, FOOT, HEIGHT = 30, 46, 380


def points(
    cells: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    across_label: str,
    up_label: str,
    tick_text: Callable[[float], str],
    meta: dict | None = None,
) -> go.Figure:
    """How do two numbers go together?

    `cells`: group (name of the point, may be empty), across and up (numbers, none null), across_text and value_text (as
    they are to be read), status. Both axes run from left to right and upwards in every language. Holds at every width from
    300 pixels. Raises ValueError for a table without `status`.
    """
    rows = list_rows(require_status(cells))
    drawing = Drawing()
    spans = [_span([float(row[name]) for row in rows]) for name in ("across", "up")]
    across, up = (
        ticks_of(high, tick_text, SMALL_SIZE, narrow=is_narrow, lowest=low)
        for (low, high), is_narrow in zip(spans, (True, False), strict=True)
    )
    drawing.traces.append(_marks(rows, language, theme))
    room = round(max(width_of(text, SMALL_SIZE) for text in up.values())) + GAP
    is_mirrored = language.is_right_to_left
    margin = {"l": 14 if is_mirrored else room, "r": room if is_mirrored else 14, "t": HEAD, "b": FOOT}
    font = {"size": SMALL_SIZE, "color": theme.muted}
    grid = {"tickfont": font, "showgrid": True, "layer": "below traces"}
    for name, (low, high), ticks in (("xaxis", spans[0], across), ("yaxis", spans[1], up)):
        written = [drawn(text, language) for text in ticks.values()]
        drawing.layout[name] = grid | {"range": [low, high], "tickvals": list(ticks), "ticktext": written}
    drawing.layout["xaxis"]["tickangle"] = 0
    drawing.layout["yaxis"]["side"] = "right" if is_mirrored else "left"
    head = edge_of("near", margin, language) | {
        "name": "up",
        "yref": "paper",
        "font": {"size": 12, "color": theme.muted},
    }
    drawing.write(drawn(up_label, language), y=1, yanchor="bottom", yshift=8, **head)
    foot = edge_of("far", margin, language) | {"name": "across", "yref": "paper", "font": head["font"]}
    drawing.write(drawn(across_label, language), y=0, yanchor="top", yshift=-24, **foot)
    return finalise(drawing, language, theme, height=HEIGHT, margin=margin, meta=meta)


def _span(values: list[float]) -> tuple[float, float]:
    """From zero, where all numbers are on one side of it, with some air beyond the last mark."""
    low, high = min([0.0, *values]), max([0.0, *values])
    air = 0.06 * ((high - low) or 1)
    return low - air * (low < 0), high + air * (high > 0 or low == 0)


def _marks(rows: list[dict], language: Language, theme: Theme) -> dict:
    return scatter(
        name="points",
        x=[float(row["across"]) for row in rows],
        y=[float(row["up"]) for row in rows],
        mode="markers",
        marker={"size": 10, "color": theme.centre, "opacity": 0.75, "line": {"color": theme.card, "width": 1}},
        customdata=[[_told(row, language), ""] for row in rows],
        hovertemplate="%{customdata[0]}<extra></extra>",
        cliponaxis=False,
    )


def _told(row: dict, language: Language) -> str:
    lines = [str(row["group"]), str(row["across_text"]), marked(str(row["value_text"]), row["status"], language)]
    return drawn([line for line in lines if line], language)
