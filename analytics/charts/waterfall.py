"""From one year's value to the next, part by part: what makes up a change, arithmetically?"""

from collections.abc import Callable
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.drawing import Drawing, bar, open_diamond, scatter
from analytics.charts.key import place_mark
from analytics.charts.labels import drawn, marked, reason_of, width_of
from analytics.charts.rows import MARK_REACH, height_of, lay_out_rows, number_axis, overhang_of, ticks_of
from analytics.charts.theme import SMALL_SIZE, TEXT_SIZE, Theme, finalise
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL, list_rows, require_status

BEFORE, AFTER, COMPOSITION = "before", "after", "composition"
THICKNESS, HEAD_REACH, HEAD_HALF = 9, 10, 9
AXIS_HEIGHT = 24
# What stays free at both ends of the axis, in parts of what is shown; and the least that is shown, in the unit of a share:
# a change of a tenth of a point must not fill the figure.
SPARE, LEAST_SPAN = 0.04, 0.01


def waterfall(
    steps: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    tick_text: Callable[[float], str],
    narrow: bool = True,
    meta: dict | None = None,
) -> go.Figure:
    """Which parts lead from the first value to the second, and how far does each go?

    `steps`, drawn in their own order, first row on top: name, part (before, composition, rate, after), start and end (in
    the measure's unit, null where missing; equal for before and after), label (as it is to be read), status. Lengths are
    to scale and the axis need not start at zero, so the two values are marks and never bars. `tick_text` writes a number
    of the axis. `narrow` holds at every width from 300 pixels; without it names stand beside their rows, from 560 on.
    Raises ValueError for a table without `status`.
    """
    rows = list_rows(require_status(steps))
    names = [str(row["name"]) for row in rows]
    known = [(place, row) for place, row in enumerate(rows) if not pd.isna(row["end"])]
    low, high = _range([float(row[side]) for _, row in known for side in ("start", "end")])
    texts = {place: marked(str(row["label"]), row["status"], language) for place, row in known}
    ticks = ticks_of(high, tick_text, SMALL_SIZE, narrow, lowest=low)
    drawing = Drawing()
    sides = {"left": [], "right": []}
    for place, row in known:
        sides[_side(row)].append(((row["end"] - low) / (high - low), width_of(texts[place], TEXT_SIZE, bold=True)))
    margin = lay_out_rows(
        drawing, names, language, theme,
        narrow=narrow,
        leftward=sides["left"],
        rightward=sides["right"],
        overhang=overhang_of(ticks, HEAD_REACH),
    )  # fmt: skip
    for note in drawing.annotations:
        note["bgcolor"] = theme.card  # a name is not struck out by the line that joins two rows
    _join(drawing, known, theme)
    height = height_of(names, narrow)
    drawing.traces.append(_arrows(drawing, known, height / max(1, len(rows)), language, texts, names, theme))
    drawing.traces += [_year(known, part, language, texts, names, theme) for part in (BEFORE, AFTER)]
    drawing.traces.append(_labels(known, language, texts, theme))
    for place, row in enumerate(rows):
        if pd.isna(row["end"]):
            drawing.traces.append(_absence(place, row, low, language, theme))
    drawing.layout["xaxis"] = number_axis(low, high, ticks, language, theme)
    margin |= {"t": 4, "b": AXIS_HEIGHT}
    return finalise(drawing, language, theme, height=height + 4 + AXIS_HEIGHT, margin=margin, meta=meta)


def _range(values: list[float]) -> tuple[float, float]:
    low, high = min(values, default=0.0), max(values, default=LEAST_SPAN)
    short = max(0.0, LEAST_SPAN - (high - low)) / 2
    spare = SPARE * (high - low + 2 * short)
    return low - short - spare, high + short + spare


def _side(row: dict) -> str:
    return "left" if row["end"] < row["start"] else "right"


def _join(drawing: Drawing, known: list[tuple[int, dict]], theme: Theme) -> None:
    """How is it seen that each part starts where the one before it ended? A dotted line from row to row."""
    for (place, row), (following, _) in pairwise(known):
        line = {"color": theme.muted, "width": 1, "dash": "2px,3px"}
        ends = {"x0": row["end"], "x1": row["end"], "y0": place, "y1": following}
        drawing.shapes.append({"type": "line", "name": "join", "layer": "below", "line": line} | ends)


def _arrows(
    drawing: Drawing, known: list, row_height: float, language: Language, texts: dict, names: list, theme: Theme
) -> dict:
    """How is a part seen? As an arrow from where the part before it ended; one of no length is a short upright line."""
    parts = [(place, row) for place, row in known if row["part"] not in (BEFORE, AFTER)]
    colours = [theme.centre if row["part"] == COMPOSITION else theme.muted for _, row in parts]
    for (place, row), colour in zip(parts, colours, strict=True):
        way = (row["end"] > row["start"]) - (row["end"] < row["start"])
        head = f"M0,0L{-way * HEAD_REACH},{HEAD_HALF}L{-way * HEAD_REACH},{-HEAD_HALF}Z"
        flat = {
            "type": "line",
            "x0": 0,
            "x1": 0,
            "y0": -HEAD_HALF,
            "y1": HEAD_HALF,
            "line": {"color": colour, "width": 3},
        }
        mark = {"type": "path", "path": head, "fillcolor": colour, "line": {"width": 0}} if way else flat
        place_mark(drawing, (mark | {"name": row["part"]},), at=(row["end"], place), refs=("x", "y"), dx=0, dy=0)
    return bar(
        name="parts",
        orientation="h",
        base=[row["start"] for _, row in parts],
        x=[row["end"] - row["start"] for _, row in parts],
        y=[place for place, _ in parts],
        width=THICKNESS / row_height,
        marker={"color": colours, "line": {"width": 0}},
        customdata=[drawn([names[place], texts[place]], language) for place, _ in parts],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )


def _year(known: list, part: str, language: Language, texts: dict, names: list, theme: Theme) -> dict:
    seen = [(place, row) for place, row in known if row["part"] == part]
    colour = theme.before if part == BEFORE else theme.after
    return scatter(
        name=part,
        x=[row["end"] for _, row in seen],
        y=[place for place, _ in seen],
        mode="markers",
        marker={
            "symbol": "circle",
            "size": 13 if part == BEFORE else 11,
            "color": theme.card if part == BEFORE else colour,
            "line": {"color": colour, "width": 2.5 if part == BEFORE else 0},
            "opacity": 1,
        },
        customdata=[drawn([names[place], texts[place]], language) for place, _ in seen],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )


def _labels(known: list, language: Language, texts: dict, theme: Theme) -> dict:
    colours = {BEFORE: theme.before_text, AFTER: theme.after_text}
    return scatter(
        name="values",
        x=[row["end"] for _, row in known],
        y=[place for place, _ in known],
        # Marks that are not seen keep the texts at their distance.
        mode="markers+text",
        marker={"size": 2 * (MARK_REACH - 3), "opacity": 0},
        text=[drawn(texts[place], language, bold=True) for place, _ in known],
        textposition=[f"middle {_side(row)}" for _, row in known],
        textfont={"size": TEXT_SIZE, "color": [colours.get(row["part"], theme.text) for _, row in known]},
        cliponaxis=False,
        hoverinfo="skip",
    )


def _absence(place: int, row: dict, low: float, language: Language, theme: Theme) -> dict:
    """How is a part seen that is hidden or missing? An open diamond with [c], or words, where the axis starts."""
    is_hidden = row["status"] == CONFIDENTIAL
    reason = reason_of(row["status"], language) or language.say("no data")
    words = drawn(marked("", CONFIDENTIAL, language) if is_hidden else reason, language)
    return scatter(
        name=row["status"],
        x=[low],
        y=[place],
        mode="markers+text" if is_hidden else "text",
        marker=open_diamond(11, theme.muted),
        text=["\u00a0" + words],
        textposition="middle right",
        textfont={"size": 12, "color": theme.muted},
        customdata=[drawn([str(row["name"]), reason], language)],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )
