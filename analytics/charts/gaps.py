"""Differences of two groups around zero, for two years: which way do they lie, and which are more than chance?"""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.drawing import Drawing
from analytics.charts.key import KEY_LINE, Item, diamond, draw_key_lines, key_lines
from analytics.charts.labels import drawn, in_lines, reason_of, width_of
from analytics.charts.rows import (
    GAP,
    NARROWEST,
    before_axis,
    edge_of,
    height_of,
    lay_out_rows,
    number_axis,
    overhang_of,
    ticks_of,
)
from analytics.charts.theme import SMALL_SIZE, Theme, finalise
from analytics.charts.year_lines import RISE, TALLER, YearLine, lines_of, numbers_beyond
from analytics.charts.year_marks import draw_lines, interval_mark, year_items
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL, list_rows, require_status

AXIS_HEIGHT = 24
DIRECTION_SIZE = 12


def gaps(
    cells: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    tick_text: Callable[[float], str],
    directions: tuple[str, str],
    far_head: str = "",
    years: tuple[int, int] = (2014, 2015),
    narrow: bool = True,
    meta: dict | None = None,
) -> go.Figure:
    """By how much did two groups differ, which way, and is there enough evidence of it?

    `cells`, a row an outcome and year, outcomes drawn in the order in which they first come: group (the outcome's name),
    year, value, low and high (of the difference, null where missing), status, label (the difference as it is to be
    read), is_found (false draws the interval dashed: not enough evidence), and where wanted far, which a pointer reads
    under `far_head` (such as the known cases). `directions` are the words for a difference below zero and above.
    `narrow` holds at every width from 300 pixels. Raises ValueError for a table without `status`.
    """
    # A number stands on the side of its difference, away from the line of zero.
    rows = [
        row | {"is_firm": row["is_found"], "is_leftward": not pd.isna(row["value"]) and row["value"] < 0}
        for row in list_rows(require_status(cells))
    ]
    names, lines = lines_of(rows, years, language, far_head)
    ends = [end for line in lines if line.value is not None for end in line.ends]
    lowest, highest = min([0.0, *ends]), max([0.0, *ends])
    if lowest == highest:
        lowest, highest = -1.0, 1.0
    ticks = ticks_of(highest, tick_text, SMALL_SIZE, narrow, lowest=lowest)
    has_hidden = any(line.status == CONFIDENTIAL for line in lines)
    first, hidden_at = before_axis(lowest, highest, has_hidden)
    drawing = Drawing()
    margin = lay_out_rows(
        drawing,
        names,
        language,
        theme,
        narrow=narrow,
        **numbers_beyond(lines, lowest, highest),
        overhang=overhang_of(ticks),
        taller=TALLER,
    )
    tall = height_of(names, narrow, taller=TALLER)
    each = tall / max(1, len(names))
    for place in range(len(names)):
        # Beside the marks only: a line through the names would strike them out.
        zero = {"x0": 0, "x1": 0, "y0": place - 2 * RISE / each, "y1": place + 2 * RISE / each, "layer": "below"}
        drawing.shapes.append({"type": "line", "name": "zero", "line": {"color": theme.muted, "width": 2}} | zero)
    draw_lines(drawing, lines, each, (lowest, hidden_at), language, theme)

    key = _key(lines, years, language, theme)
    said = _say_directions(directions, language)
    margin |= {"t": KEY_LINE * (len(key) + max(map(len, said))) + 12, "b": AXIS_HEIGHT}
    near = edge_of("near", margin, language)
    draw_key_lines(drawing, key, language, start=near, top=margin["t"])
    _write_directions(drawing, said, margin, language, theme)

    drawing.layout["xaxis"] = number_axis(first, highest, ticks, language, theme)
    return finalise(drawing, language, theme, height=margin["t"] + margin["b"] + tall, margin=margin, meta=meta)


def _say_directions(directions: tuple[str, str], language: Language) -> list[list[str]]:
    """Which way does a difference lie? Words for both ends of the axis, in two lines where one of each is too long."""
    said = []
    for is_below, words in zip((True, False), directions, strict=True):
        arrow = "←" if is_below else "→"
        # The arrow is the outermost sign; an Arabic line is laid out from the right.
        is_first = is_below != language.is_right_to_left
        said.append(f"{arrow} {words}" if is_first else f"{words} {arrow}")
    is_long = sum(width_of(words, DIRECTION_SIZE) for words in said) + GAP > NARROWEST
    room = (NARROWEST - GAP) / 2 if is_long else NARROWEST
    return [in_lines(words, room, DIRECTION_SIZE) for words in said]


def _write_directions(
    drawing: Drawing, said: list[list[str]], margin: dict[str, int], language: Language, theme: Theme
) -> None:
    """The axis runs left to right in every language, and so do its ends."""
    for is_below, lines in zip((True, False), said, strict=True):
        side = "left" if is_below else "right"
        drawing.write(
            drawn(lines, language),
            name="direction",
            x=0 if is_below else 1,
            xref="paper",
            xshift=-margin["l"] if is_below else margin["r"],
            xanchor=side,
            align=side,
            y=1,
            yref="paper",
            yshift=12 + KEY_LINE * max(map(len, said)) / 2,
            yanchor="middle",
            font={"size": DIRECTION_SIZE, "color": theme.text},
        )


def _key(lines: list[YearLine], years: tuple[int, int], language: Language, theme: Theme) -> list[list[Item]]:
    """Which lines has the key? The two years, the interval, and only then what the rows need."""
    items = year_items(years, language, theme)
    seen = [line for line in lines if line.low is not None]
    if any(line.is_firm for line in seen):
        items.append(Item(language.say("95% interval"), interval_mark(theme), theme.muted))
    if any(not line.is_firm for line in seen):
        words = language.say("95% interval, not enough evidence of a gap")
        items.append(Item(words, interval_mark(theme, is_firm=False), theme.muted))
    if any(line.status == CONFIDENTIAL for line in lines):
        mark = diamond(5, line={"color": theme.muted, "width": 2})
        items.append(Item(reason_of(CONFIDENTIAL, language), (mark,), theme.muted))
    return key_lines(items, NARROWEST)
