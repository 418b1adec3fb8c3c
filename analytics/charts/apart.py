"""What may not be set side by side: the reason, large, and under it two small figures with the sign for unequal."""

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.connector import unequal
from analytics.charts.drawing import Drawing, scatter
from analytics.charts.key import circle, place_mark
from analytics.charts.labels import drawn
from analytics.charts.theme import SMALL_SIZE, Theme, finalise
from analytics.charts.wrapping import wrap
from analytics.language import Language
from analytics.measures.cells import list_rows, require_status

NARROWEST, WIDEST = 290, 540
# The reason is what is read: whoever sees the picture for a moment must not take two figures home.
FIGURE_SIZE, NAME_SIZE, REASON_SIZE = 13, SMALL_SIZE + 0.5, 14
FIGURE_LINE, NAME_LINE, REASON_LINE = 22, 15, 20
BETWEEN, BEFORE_REASON = 26, 5
# Where the second figure stands, in parts of the width; the sign stands before it.
SECOND, SIGN = 0.56, 0.49
MARK_ROOM = 18


def apart(
    refused: pd.DataFrame, language: Language, theme: Theme, *, narrow: bool = True, meta: dict | None = None
) -> go.Figure:
    """Which pairs of figures do not compare, and why?

    `refused`, drawn in its own order: before_label and after_label (the figures as they are read; empty where there is
    none), before_name and after_name (what each counts, and its year), reason, status. `narrow` holds at every width from
    300 pixels, without it from 560 on. Raises ValueError for a table without `status`.
    """
    rows = list_rows(require_status(refused))
    width = NARROWEST if narrow else WIDEST
    drawing = Drawing([scatter(x=[0], y=[0], mode="markers", marker={"opacity": 0}, hoverinfo="skip")])
    top = 4.0
    for place, row in enumerate(rows):
        if place:
            _rule_off(drawing, top - BETWEEN / 2, theme)
        top = _draw_pair(drawing, row, top, width, language, theme) + BETWEEN
    height = round(top - BETWEEN + 4)
    drawing.layout |= {
        "xaxis": {"range": [1, 0] if language.is_right_to_left else [0, 1], "showticklabels": False},
        "yaxis": {"range": [height, 0], "showticklabels": False},
    }
    return finalise(drawing, language, theme, height=height, margin={}, meta=meta)


def _draw_pair(drawing: Drawing, row: dict, top: float, width: int, language: Language, theme: Theme) -> float:
    """Draw one pair from this height on; returns where it ends."""
    names = {}
    for side, start, end in (("before", 0.0, SIGN - 0.04), ("after", SECOND, 1.0)):
        names[side] = wrap(row[f"{side}_name"], (end - start) * width - MARK_ROOM, NAME_SIZE)
        is_told = bool(row[f"{side}_label"])
        middle = top + FIGURE_LINE / 2
        _mark(drawing, start, middle, side, is_told, language, theme)
        colour = {"before": theme.before_text, "after": theme.after_text}[side] if is_told else theme.muted
        figure = row[f"{side}_label"] or language.say("no figure")
        size = FIGURE_SIZE if is_told else NAME_SIZE
        _write(
            drawing, drawn(figure, language, bold=is_told), "figure", start, middle, size, colour, "middle", language
        )
        below = top + FIGURE_LINE
        text = drawn(names[side], language)
        _write(drawing, text, "name", start, below, NAME_SIZE, theme.muted, "top", language)
    if row["before_label"] and row["after_label"]:  # a figure is not unequal to none
        place_mark(drawing, unequal(theme), at=(SIGN, top + FIGURE_LINE / 2), refs=("x", "y"), dx=0, dy=0)
    top += FIGURE_LINE + NAME_LINE * max(map(len, names.values())) + BEFORE_REASON
    # Whoever reads “one of the two” has seen both.
    reason = wrap(row["reason"], width - MARK_ROOM, REASON_SIZE)
    _write(drawing, drawn(reason, language), "reason", 0, top, REASON_SIZE, theme.text, "top", language)
    return top + REASON_LINE * len(reason)


def _mark(
    drawing: Drawing, start: float, middle: float, side: str, is_told: bool, language: Language, theme: Theme
) -> None:
    """2014 open, 2015 filled, as everywhere; dotted where there is no figure."""
    if not is_told:
        mark = circle(5.5, line={"color": theme.muted, "width": 1.5, "dash": "dot"})
    elif side == "before":
        mark = circle(5.5, fillcolor=theme.card, line={"color": theme.before, "width": 2.5})
    else:
        mark = circle(5.5, fillcolor=theme.after, line={"width": 0})
    way = -1 if language.is_right_to_left else 1
    place_mark(drawing, (mark,), at=(start, middle), refs=("x", "y"), dx=way * 7, dy=0)


def _write(
    drawing: Drawing,
    text: str,
    name: str,
    start: float,
    top: float,
    size: float,
    colour: str,
    anchor: str,
    language: Language,
) -> None:
    side = "right" if language.is_right_to_left else "left"
    drawing.write(
        text,
        name=name,
        x=start,
        y=top,
        xanchor=side,
        yanchor=anchor,
        align=side,
        xshift=(-1 if side == "right" else 1) * MARK_ROOM,
        font={"size": size, "color": colour},
    )


def _rule_off(drawing: Drawing, height: float, theme: Theme) -> None:
    line = {"type": "line", "name": "rule", "x0": 0, "x1": 1, "y0": height, "y1": height}
    drawing.shapes.append(line | {"line": {"color": theme.grid, "width": 1}})
