"""Two years of amounts laid over each other, with the median and the middle half of each: are they spread alike?"""

from collections.abc import Callable, Sequence
from math import floor

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.drawing import Drawing, bar, scatter
from analytics.charts.key import KEY_LINE, Item, diamond, draw_key_lines, key_lines, square, stroke
from analytics.charts.labels import drawn, reason_of, width_of
from analytics.charts.rows import GAP, NARROWEST, edge_of
from analytics.charts.strips import STRIP_LINE, add_strips
from analytics.charts.theme import NOTHING, SMALL_SIZE, Theme, finalise
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL, list_rows, require_status

MOST_LEVELS = 4.5
# The gap holds the number of the highest level.
STRIP_GAP, STEPS_HEIGHT, AXIS_HEIGHT = 18, 210, 22


def distribution(
    classes: pd.DataFrame,
    quartiles: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    tick_text: Callable[[float], str],
    level_text: Callable[[float], str],
    least_level: float = 0.01,
    strip_label: str = "",
    years: tuple[int, int] = (2014, 2015),
    meta: dict | None = None,
) -> go.Figure:
    """How are amounts spread in each of the two years?

    `classes`, one row a year and class in rising order: year, from_mad and to_mad (edges in MAD, the last without end),
    value (share or number of the year's amounts, null where hidden), label and class_label (value and class as they are to
    be read), status. `quartiles`, one row a year: year, lower_quartile, median, upper_quartile (MAD, null where
    unknown), label (the three as they are to be read), status. `tick_text` writes an amount, `level_text` a value, of
    which two levels differ by `least_level` or more; `strip_label` says what the strips above the steps are. Holds at
    every width from 300 pixels. Raises ValueError for a table without `status`.
    """
    rows = list_rows(require_status(classes))
    strips = {row["year"]: row for row in list_rows(require_status(quartiles))}
    edges = sorted({float(row["from_mad"]) for row in rows})
    width = edges[1] - edges[0] if len(edges) > 1 else 1.0
    end = (edges[-1] if edges else 0) + width
    highest = max([float(row["value"]) for row in rows if not pd.isna(row["value"])], default=0) or 1
    drawing = Drawing()
    for which in (1, 0):
        # 2014 is drawn last: its outline is seen through nothing.
        held = {float(row["from_mad"]): row for row in rows if row["year"] == years[which]}
        if held and not any(pd.isna(row["value"]) for row in held.values()):
            drawing.traces.append(_steps(held, edges, end, years[which], which == 0, theme))
    drawing.traces.append(_hover_columns(rows, edges, width, highest, years, language))
    inside = 2 * STRIP_LINE + STRIP_GAP + STEPS_HEIGHT
    right = add_strips(drawing, strips, years, end, inside, language, theme)
    _write_levels(drawing, highest, least_level, level_text, end, language, theme)
    _write_amounts(drawing, edges, end, NARROWEST - right, tick_text, language, theme)

    key = _key(rows, years, strip_label, language, theme)
    margin = {"l": 2, "r": max(2, right), "t": KEY_LINE * len(key) + 4, "b": AXIS_HEIGHT}
    start = edge_of("near", margin, language)
    draw_key_lines(drawing, key, language, start=start, top=margin["t"])
    drawing.layout |= {
        "barmode": "overlay",
        "bargap": 0,
        "xaxis": {"range": [0, end], "showticklabels": False},
        "yaxis": {"range": [0, highest], "domain": [0, STEPS_HEIGHT / inside], "showticklabels": False},
        "yaxis2": {"range": [1.5, -0.5], "domain": [1 - 2 * STRIP_LINE / inside, 1], "showticklabels": False},
    }
    height = inside + margin["t"] + margin["b"]
    return finalise(drawing, language, theme, height=height, margin=margin, meta=meta)


def _steps(held: dict, edges: list[float], end: float, year: int, is_open: bool, theme: Theme) -> dict:
    shares = [float(held[edge]["value"]) if edge in held else 0.0 for edge in edges]
    colour = theme.before if is_open else theme.after
    hatched = {"shape": "/", "fgcolor": colour, "bgcolor": NOTHING, "size": 8, "solidity": 0.12}
    return scatter(
        name=str(year),
        x=[edges[0], *edges, end, end],
        y=[0, *shares, shares[-1], 0],
        mode="lines",
        line={"shape": "hv", "color": colour, "width": 2 if is_open else 1.5},
        fill="tozeroy",
        fillcolor=NOTHING if is_open else _shaded(colour, 0.4),
        fillpattern=hatched if is_open else None,
        cliponaxis=False,
        hoverinfo="skip",
    )


def _shaded(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def _hover_columns(
    rows: list[dict], edges: list[float], width: float, highest: float, years: Sequence[int], language: Language
) -> dict:
    """How does a pointer read a class? Over its whole height, both years at once."""
    texts = []
    for edge in edges:
        of_class = {row["year"]: row for row in rows if float(row["from_mad"]) == edge}
        lines = [next(iter(of_class.values()))["class_label"]]
        lines += [
            language.say("{year}: {figure}", year=language.year(year), figure=of_class[year]["label"])
            for year in years
            if year in of_class
        ]
        texts.append(drawn(lines, language))
    return bar(
        name="classes",
        x=[edge + width / 2 for edge in edges],
        y=[highest] * len(edges),
        width=width,
        opacity=0,
        customdata=texts,
        hovertemplate="%{customdata}<extra></extra>",
    )


def _write_levels(
    drawing: Drawing,
    highest: float,
    least: float,
    level_text: Callable[[float], str],
    end: float,
    language: Language,
    theme: Theme,
) -> None:
    """How high are the steps? Level lines whose value is written at their right end, where few amounts lie."""
    steps = (least * nice * 10**power for power in range(12) for nice in (1, 2, 5))
    step = next(each for each in steps if highest / each < MOST_LEVELS)
    for times in range(1, floor(highest / step + 1e-9) + 1):
        height = round(step * times, 10)
        level = {"type": "line", "name": "level", "x0": 0, "x1": end, "y0": height, "y1": height, "layer": "below"}
        drawing.shapes.append(level | {"line": {"color": theme.grid, "width": 1}})
        drawing.write(
            drawn(level_text(height), language),
            name="level",
            x=end,
            y=height,
            xanchor="right",
            yanchor="bottom",
            font={"size": SMALL_SIZE, "color": theme.muted},
        )


def _write_amounts(
    drawing: Drawing,
    edges: list[float],
    end: float,
    room: float,
    tick_text: Callable[[float], str],
    language: Language,
    theme: Theme,
) -> None:
    """Which amounts stand under the steps? So few that they never touch; the last class says that it has no end."""
    if not edges:
        return
    last = language.say("{amount} or more", amount=tick_text(edges[-1]))
    free = room - width_of(last, SMALL_SIZE) - GAP
    places: list[float] = []
    for every in (1, 2, 3, 4, 6, 8, 12):
        places = edges[:-1][::every]
        widest = max([width_of(tick_text(place), SMALL_SIZE) for place in places], default=0)
        if widest + GAP <= every * (end - edges[-1]) / end * room:
            break
    # Written by hand, since Plotly leaves out a number that reaches over the edge of the figure.
    under = {"name": "tick", "y": 0, "yref": "paper", "yanchor": "top", "yshift": -4}
    under["font"] = {"size": SMALL_SIZE, "color": theme.muted}
    for place in places:
        if place / end * room + width_of(tick_text(place), SMALL_SIZE) / 2 <= free:
            anchor = "left" if place == 0 else "center"
            drawing.write(drawn(tick_text(place), language), x=place, xanchor=anchor, **under)
    drawing.write(drawn(last, language), x=end, xanchor="right", **under)


def _key(
    rows: list[dict], years: tuple[int, int], strip_label: str, language: Language, theme: Theme
) -> list[list[Item]]:
    outlined = square(5.5, fillcolor=theme.before_fill, line={"color": theme.before, "width": 2})
    filled = square(6, fillcolor=_shaded(theme.after, 0.5), line={"color": theme.after, "width": 1.5})
    items = [
        Item(language.year(years[0]), (outlined,), theme.before_text, bold=True),
        Item(language.year(years[1]), (filled,), theme.after_text, bold=True),
    ]
    if strip_label:
        bar = stroke(7, line={"color": theme.muted, "width": 4})
        dot = {"type": "circle", "x0": -4, "x1": 4, "y0": -4, "y1": 4, "fillcolor": theme.card}
        items.append(Item(strip_label, (bar, dot | {"line": {"color": theme.muted, "width": 2}}), theme.muted))
    if any(row["status"] == CONFIDENTIAL for row in rows):
        mark = diamond(5, line={"color": theme.muted, "width": 2})
        items.append(Item(reason_of(CONFIDENTIAL, language), (mark,), theme.muted))
    return key_lines(items, NARROWEST)
