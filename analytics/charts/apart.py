"""What may not be set side by side: two small figures with the sign for unequal, and the reason, large, below or beside."""

from dataclasses import dataclass

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

# The reason is what is read: whoever sees the picture for a moment must not take two figures home.
FIGURE_SIZE, NAME_SIZE, REASON_SIZE = 13, SMALL_SIZE + 0.5, 14
FIGURE_LINE, NAME_LINE, REASON_LINE = 22, 15, 20
BETWEEN, BEFORE_REASON = 26, 5
MARK_ROOM = 18


@dataclass(frozen=True)
class Places:
    """Where things stand, in parts of the width that is at least there: sign, second figure and its end, reason."""

    width: int
    sign: float = 0.49
    second: float = 0.56
    end: float = 1.0
    reason: float = 0.0

    @property
    def is_reason_beside(self) -> bool:
        return self.reason > 0


NARROW, WIDE = Places(290), Places(540)
BROAD = Places(776, sign=0.235, second=0.275, end=0.5, reason=0.53)


def apart(
    refused: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    narrow: bool = True,
    broad: bool = False,
    meta: dict | None = None,
) -> go.Figure:
    """Which pairs of figures do not compare, and why?

    `refused`, drawn in its own order: before_label and after_label (the figures as they are read; empty where there is
    none), before_name and after_name (what each counts, and its year), reason, status. `narrow` holds at every width from
    300 pixels, without it from 560 on, `broad` from 800 on: there the reason stands beside its pair. Raises ValueError for
    a table without `status`.
    """
    rows = list_rows(require_status(refused))
    places = BROAD if broad else NARROW if narrow else WIDE
    drawing = Drawing([scatter(x=[0], y=[0], mode="markers", marker={"opacity": 0}, hoverinfo="skip")])
    top = 4.0
    for place, row in enumerate(rows):
        if place:
            _rule_off(drawing, top - BETWEEN / 2, theme)
        top = _draw_pair(drawing, row, top, places, language, theme) + BETWEEN
    height = round(top - BETWEEN + 4)
    drawing.layout |= {
        "xaxis": {"range": [1, 0] if language.is_right_to_left else [0, 1], "showticklabels": False},
        "yaxis": {"range": [height, 0], "showticklabels": False},
    }
    return finalise(drawing, language, theme, height=height, margin={}, meta=meta)


def _draw_pair(drawing: Drawing, row: dict, top: float, places: Places, language: Language, theme: Theme) -> float:
    """Draw one pair from this height on; returns where it ends."""
    names = {}
    for side, start, end in (("before", 0.0, places.sign - 0.04), ("after", places.second, places.end)):
        names[side] = wrap(row[f"{side}_name"], (end - start) * places.width - MARK_ROOM, NAME_SIZE)
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
        place_mark(drawing, unequal(theme), at=(places.sign, top + FIGURE_LINE / 2), refs=("x", "y"), dx=0, dy=0)
    below = top + FIGURE_LINE + NAME_LINE * max(map(len, names.values()))
    # Whoever reads “one of the two” has seen both.
    reason = wrap(row["reason"], (1 - places.reason) * places.width - MARK_ROOM, REASON_SIZE)
    above = top if places.is_reason_beside else below + BEFORE_REASON
    _write(drawing, drawn(reason, language), "reason", places.reason, above, REASON_SIZE, theme.text, "top", language)
    return max(below, above + REASON_LINE * len(reason))


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
