"""Two years of a share, each with its interval: what do they say of each group, and how sure is that?"""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.drawing import Drawing
from analytics.charts.key import KEY_LINE, Item, diamond, draw_key_lines, key_lines
from analytics.charts.labels import reason_of
from analytics.charts.rows import (
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
from analytics.charts.year_lines import TALLER, far_width, lines_of, numbers_beyond, row_targets, write_far
from analytics.charts.year_marks import draw_lines, interval_mark, year_items
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL, list_rows, require_status

AXIS_HEIGHT = 24


def intervals(
    cells: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    tick_text: Callable[[float], str],
    far_head: str = "",
    years: tuple[int, int] = (2014, 2015),
    narrow: bool = True,
    meta: dict | None = None,
) -> go.Figure:
    """What was the share of each group in the two years, and between which ends may it lie?

    `cells`, a row a group and year, groups drawn in the order in which they first come: group (its name), year, value,
    low and high (in the measure's unit, null where missing), status, label (the value as it is to be read); and where
    wanted code (of the group, which a click hands on) and far (what stands at the far end under `far_head`, such as the
    number of known cases). Groups may be measures. The axis starts at zero, unless all there is lies in its upper half;
    the marks are dots and not bars, so their distances are true either way. `narrow` holds at every width from 300
    pixels; without it names stand beside their rows, from 560 on. Raises ValueError for a table without `status`.
    """
    names, lines = lines_of(list_rows(require_status(cells)), years, language, far_head)
    ends = [end for line in lines if line.value is not None for end in line.ends]
    highest = max(ends, default=0) or 1
    lowest = min(ends, default=0)
    # Below half of the axis nothing would be drawn: what differs is then hard to see.
    start = max(0.0, lowest - (highest - lowest) * 0.1) if lowest > highest / 2 else 0.0
    ticks = ticks_of(highest, tick_text, SMALL_SIZE, narrow, lowest=start)
    has_hidden = any(line.status == CONFIDENTIAL for line in lines)
    first, hidden_at = before_axis(start, highest, has_hidden)
    drawing = Drawing()
    margin = lay_out_rows(
        drawing,
        names,
        language,
        theme,
        narrow=narrow,
        **numbers_beyond(lines, start, highest),
        overhang=overhang_of(ticks),
        taller=TALLER,
    )
    margin["l" if language.is_right_to_left else "r"] += far_width(lines, far_head)
    tall = height_of(names, narrow, taller=TALLER)
    drawing.traces.append(row_targets(names, lines, start, highest, language))
    draw_lines(drawing, lines, tall / max(1, len(names)), (start, hidden_at), language, theme)

    key = _key(lines, years, NARROWEST - far_width(lines, far_head), language, theme)
    margin |= {"t": KEY_LINE * len(key) + 12, "b": AXIS_HEIGHT}
    near = edge_of("near", margin, language)
    draw_key_lines(drawing, key, language, start=near, top=margin["t"])
    write_far(drawing, lines, far_head, margin, language, theme)

    drawing.layout["xaxis"] = number_axis(first, highest, ticks, language, theme)
    return finalise(drawing, language, theme, height=margin["t"] + margin["b"] + tall, margin=margin, meta=meta)


def _key(lines: list, years: tuple[int, int], room: float, language: Language, theme: Theme) -> list[list[Item]]:
    """Which lines has the key? The two years and the interval, then only what the rows need."""
    items = year_items(years, language, theme)
    if any(line.low is not None for line in lines):
        items.append(Item(language.say("95% interval"), interval_mark(theme), theme.muted))
    key = key_lines(items, room)
    if any(line.status == CONFIDENTIAL for line in lines):
        mark = diamond(5, line={"color": theme.muted, "width": 2})
        key.insert(0, [Item(reason_of(CONFIDENTIAL, language), (mark,), theme.muted)])
    return key
