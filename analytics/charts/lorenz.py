"""How evenly is it shared? The Lorenz curve of each year beside the line on which everybody has the same."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.charts.drawing import Drawing, scatter
from analytics.charts.key import KEY_LINE, Item, circle, diamond, draw_key_lines, key_lines, stroke
from analytics.charts.labels import drawn, in_lines, reason_of, width_of
from analytics.charts.rows import NARROWEST, edge_of
from analytics.charts.theme import SMALL_SIZE, Theme, finalise
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL, require_status

AXIS_HEIGHT, TITLE_LINE, SQUARE = 24, 18, 280
TICKS = (0, 0.25, 0.5, 0.75, 1)
# Where the share of each year is read off.
HALF = 0.5
# A curve: its shares across, and up.
Line = tuple[list[float], list[float]]


def lorenz(
    curves: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    share_text: Callable[[float], str],
    key_texts: dict[int, str],
    axis_texts: tuple[str, str],
    years: tuple[int, int] = (2014, 2015),
    meta: dict | None = None,
) -> go.Figure:
    """Which share has the part with least, in each of the two years?

    `curves`, one row a year and unit, in rising order, from (0, 0): year, share_of_supports and share_of_money
    (fractions), status. `share_text` writes a share; `key_texts` say in the key what a year's curve comes to (its Gini
    coefficient); `axis_texts` name the level and the upright axis. Holds at every width from 300 pixels. Raises ValueError
    for a table without `status`.
    """
    require_status(curves)
    drawing = Drawing()
    equal = {"type": "line", "name": "equality", "x0": 0, "y0": 0, "x1": 1, "y1": 1, "layer": "below"}
    drawing.shapes.append(equal | {"line": {"color": theme.muted, "width": 1.5, "dash": "4px,3px"}})
    drawing.shapes.append(
        {"type": "line", "name": "half", "x0": HALF, "x1": HALF, "y0": 0, "y1": HALF, "layer": "below"}
        | {"line": {"color": theme.grid, "width": 1.5}}
    )
    lines = {year: line for year, line in _lines_of(curves).items() if year in years}
    for which, year in enumerate(years):
        if year in lines:
            drawing.traces.append(_curve(lines[year], year, which == 0, share_text, language, theme))
    _read_off(drawing, lines, years, share_text, language, theme)
    key = _key(curves, list(lines), years, key_texts, language, theme)
    widest = round(width_of(share_text(1), SMALL_SIZE))
    # The number at the end of the level axis must not be cut.
    margin = {"l": widest + 8, "r": widest // 2 + 6, "t": KEY_LINE * len(key) + TITLE_LINE + 8}
    level = in_lines(axis_texts[0], NARROWEST - widest, 12)
    margin |= {"b": AXIS_HEIGHT + TITLE_LINE * len(level)}
    start = edge_of("near", margin, language)
    draw_key_lines(drawing, key, language, start=start, top=margin["t"])
    font = {"size": 12, "color": theme.muted}
    drawing.write(
        drawn(axis_texts[1], language), name="axis", y=1, yref="paper", yanchor="bottom", yshift=6, font=font, **start
    )
    low = {"x": 0.5, "xref": "paper", "y": 0, "yref": "paper", "yanchor": "top", "yshift": -AXIS_HEIGHT + 2}
    drawing.write(drawn(level, language), name="axis", font=font, **low)
    axis = {
        "range": [0, 1],
        "tickvals": list(TICKS),
        "ticktext": [drawn(share_text(tick), language) for tick in TICKS],
        "ticklabelstandoff": 4,
        "tickfont": {"size": SMALL_SIZE, "color": theme.muted},
        "showgrid": True,
        "tickangle": 0,
        "layer": "below traces",
    }
    drawing.layout |= {"xaxis": axis, "yaxis": axis}
    height = SQUARE + margin["t"] + margin["b"]
    return finalise(drawing, language, theme, height=height, margin=margin, meta=meta)


def _lines_of(curves: pd.DataFrame) -> dict[int, Line]:
    """The curve of each year that has one, whole: shares across and up."""
    columns = [curves[name].tolist() for name in ("year", "share_of_supports", "share_of_money")]
    lines: dict[int, Line] = {}
    for year, across, up in zip(*columns, strict=True):
        line = lines.setdefault(year, ([], []))
        line[0].append(across)
        line[1].append(up)
    return {
        year: line for year, line in lines.items() if len(line[0]) > 1 and not any(map(pd.isna, (*line[0], *line[1])))
    }


def _curve(
    line: Line, year: int, is_open: bool, share_text: Callable[[float], str], language: Language, theme: Theme
) -> dict:
    colour = theme.before if is_open else theme.after
    across, up = line
    hover = [
        drawn([language.year(year), f"{share_text(level)} → {share_text(height)}"], language)
        for level, height in zip(across, up, strict=True)
    ]
    return scatter(
        name=str(year),
        x=across,
        y=up,
        mode="lines+markers",
        line={"color": colour, "width": 2, "dash": "6px,3px" if is_open else "solid"},
        marker={
            "symbol": "circle",
            "size": 7 if is_open else 5,
            "color": theme.card if is_open else colour,
            "line": {"color": colour, "width": 1.5 if is_open else 0},
            "opacity": 1,
        },
        customdata=hover,
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )


def _read_off(
    drawing: Drawing,
    lines: dict[int, Line],
    years: tuple[int, int],
    share_text: Callable[[float], str],
    language: Language,
    theme: Theme,
) -> None:
    """Which share has the half with least? Beside each curve: the lower one at its right, the upper one at its left."""
    halves = {year: float(np.interp(HALF, *line)) for year, line in lines.items()}
    for place, (year, height) in enumerate(sorted(halves.items(), key=lambda each: each[1])):
        is_lower = place == 0
        text = language.say("{year}: {figure}", year=language.year(year), figure=share_text(height))
        drawing.write(
            drawn(text, language, bold=True),
            name="half",
            x=HALF,
            y=height,
            ax=46 if is_lower else -46,
            ay=34 if is_lower else -40,
            showarrow=True,
            arrowhead=0,
            arrowwidth=1,
            arrowcolor=theme.muted,
            standoff=4,
            xanchor="left" if is_lower else "right",
            font={"size": 12, "color": theme.before_text if year == years[0] else theme.after_text},
        )


def _key(
    curves: pd.DataFrame,
    drawn_years: list[int],
    years: tuple[int, int],
    key_texts: dict[int, str],
    language: Language,
    theme: Theme,
) -> list[list[Item]]:
    open_mark = (
        stroke(8, line={"color": theme.before, "width": 2, "dash": "6px,3px"}),
        circle(4, fillcolor=theme.card, line={"color": theme.before, "width": 1.5}),
    )
    filled = (stroke(8, line={"color": theme.after, "width": 2}), circle(3, fillcolor=theme.after, line={"width": 0}))
    looks = dict(zip(years, ((open_mark, theme.before_text), (filled, theme.after_text)), strict=True))
    items = [Item(key_texts[year], *looks[year], bold=True) for year in drawn_years if year in key_texts]
    equal = stroke(8, line={"color": theme.muted, "width": 1.5, "dash": "4px,3px"})
    items.append(Item(language.say("equal shares"), (equal,), theme.muted))
    if (curves["status"] == CONFIDENTIAL).any():
        mark = diamond(5, line={"color": theme.muted, "width": 2})
        items.append(Item(reason_of(CONFIDENTIAL, language), (mark,), theme.muted))
    return key_lines(items, NARROWEST)
