"""Two sides of one zero, a row for each group: how many women and how many men, in two years?"""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.drawing import Drawing, bar, open_diamond, scatter
from analytics.charts.key import KEY_LINE, draw_key
from analytics.charts.labels import drawn, in_lines, marked, width_of
from analytics.charts.rows import edge_of, height_of, lay_out_rows
from analytics.charts.theme import SMALL_SIZE, TEXT_SIZE, Theme, finalise
from analytics.charts.year_lines import (
    FAR_ROOM,
    RISE,
    TALLER,
    YearLine,
    far_width,
    height_at,
    lines_of,
    told,
    write_far,
)
from analytics.charts.year_marks import year_squares
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL, list_rows, require_status

THICKNESS = 14
HEAD_LINE, HEAD_GAP = 20, 20
# A number starts this far from the end of its bar.
REACH = 5
Side = tuple[str, str]


def mirrored_bars(
    cells: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    sides: Sequence[Side],
    years: tuple[int, int] = (2014, 2015),
    narrow: bool = True,
    meta: dict | None = None,
) -> go.Figure:
    """How many on each side, by group and year, and how many on neither?

    `cells`, a row a group, side and year, groups drawn in the order in which they first come: group (its name), code,
    side (a code of `sides`), year, value (in the measure's unit, null where missing), label (the value as it is to be
    read), status. `sides` are code and name of the side where reading starts, of the other side, and of what is beside
    both, such as unknown, whose numbers stand at the far end. Both sides have one scale, so each takes the room that it
    needs. A mark hands on the codes of its side and its group. `narrow` holds at every width from 300 pixels. Raises
    ValueError for a table without `status`.
    """
    rows = list_rows(require_status(cells).assign(low=pd.NA, high=pd.NA))
    names, lines = lines_of(rows, years, language)
    first, second, beside = (code for code, _ in sides)
    on = {side: [line for row, line in zip(rows, lines, strict=True) if row["side"] == side] for side, _ in sides}
    others = [replace(line, far=_said(line, language)) for line in on[beside]]
    # Where reading starts is the left in French and the right in Arabic.
    way = {first: 1 if language.is_right_to_left else -1, second: -1 if language.is_right_to_left else 1}
    reach = {way[side]: max([line.value for line in on[side] if line.value is not None], default=0) for side in way}
    if not any(reach.values()):
        reach = {-1: 1, 1: 1}
    drawing = Drawing()
    margin = lay_out_rows(
        drawing,
        names,
        language,
        theme,
        narrow=narrow,
        overhang=1,
        taller=TALLER,
        leftward=_texts(on, sides, way, reach, -1, language),
        rightward=_texts(on, sides, way, reach, 1, language),
    )
    margin["l" if language.is_right_to_left else "r"] += far_width(others, sides[2][1])
    tall = height_of(names, narrow, taller=TALLER)
    each = tall / max(1, len(names))
    for side, name in sides[:2]:
        for year in years:
            of_year = [line for line in on[side] if line.year == year]
            drawing.traces += _bars(of_year, (side, name), way[side], each, language, theme)
        drawing.traces += _numbers(on[side], (side, name), way[side], each, 0.04 * sum(reach.values()), language, theme)
    _part_sides(drawing, len(names), each, theme)

    heads = max(HEAD_LINE, SMALL_SIZE * 1.3 * len(in_lines(sides[2][1], FAR_ROOM, SMALL_SIZE)))
    margin |= {"t": round(KEY_LINE + heads + HEAD_GAP), "b": 4}
    near = edge_of("near", margin, language)
    items, dy = year_squares(years, language, theme), margin["t"] - KEY_LINE / 2
    draw_key(drawing, items, language, corner=(near["x"], 1), dx=near["xshift"], dy=dy)
    _write_heads(drawing, [side for side in sides[:2] if on[side[0]]], way, language, theme)
    write_far(drawing, others, sides[2][1], margin, language, theme)
    drawing.layout |= {
        "xaxis": {"range": [-reach[-1], reach[1]], "showticklabels": False},
        "barmode": "overlay",
        "barcornerradius": 2,
    }
    return finalise(drawing, language, theme, height=margin["t"] + margin["b"] + tall, margin=margin, meta=meta)


def _part_sides(drawing: Drawing, rows: int, each: float, theme: Theme) -> None:
    for place in range(rows):
        zero = {"x0": 0, "x1": 0, "y0": place - 2.1 * RISE / each, "y1": place + 2.1 * RISE / each}
        drawing.shapes.append({"type": "line", "name": "zero", "line": {"color": theme.text, "width": 1.5}} | zero)


def _texts(
    on: dict[str, list[YearLine]],
    sides: Sequence[Side],
    way: dict[str, int],
    reach: dict[int, float],
    direction: int,
    language: Language,
) -> list[tuple[float, float]]:
    """Which texts run to the left (−1) or to the right (1) of the bars, from where (0 to 1), and how wide are they?"""
    whole = sum(reach.values())
    side, name = next(side for side in sides[:2] if way[side[0]] == direction)
    found = [(reach[-1] / whole, width_of(name, TEXT_SIZE, bold=True))] if on[side] else []
    for line in on[side]:
        place = (reach[-1] + direction * (line.value or 0)) / whole
        found.append((place, width_of(_said(line, language), TEXT_SIZE, bold=True)))
    return found


def _said(line: YearLine, language: Language) -> str:
    return line.label or marked("", line.status, language)


def _bars(lines: list[YearLine], side: Side, way: int, each: float, language: Language, theme: Theme) -> list[dict]:
    seen = [line for line in lines if line.value is not None]
    if not seen:
        return []
    is_before = seen[0].is_before
    colour = theme.before if is_before else theme.after
    return [
        bar(
            name=f"{side[0]} {seen[0].year}",
            orientation="h",
            x=[way * line.value for line in seen],
            y=[height_at(line, each) for line in seen],
            width=THICKNESS / each,
            marker={
                "color": colour,
                "line": {"color": colour, "width": 1.5 if is_before else 0},
                "pattern": {
                    "shape": "/" if is_before else "",
                    "fgcolor": colour,
                    "bgcolor": theme.before_fill if is_before else colour,
                    "fgopacity": 1,
                    "size": 6,
                    "solidity": 0.2,
                },
            },
            customdata=[[_hover(line, side[1], language), side[0], line.code] for line in seen],
            hovertemplate="%{customdata[0]}<extra></extra>",
        )
    ]


def _hover(line: YearLine, side: str, language: Language) -> str:
    return "<br>".join([drawn(side, language), told(line, language)])


def _numbers(
    lines: list[YearLine], of: Side, way: int, each: float, clear: float, language: Language, theme: Theme
) -> list[dict]:
    """How is each bar read? At its end; a hidden one has an open diamond, a missing one only words."""
    if not lines:
        return []
    code, name = of
    hidden = [line.value is None and line.status == CONFIDENTIAL for line in lines]
    side = "left" if way < 0 else "right"
    return [
        scatter(
            name=f"values {side}",
            # The mark of a hidden number stands clear of the zero line; nothing is to be read from its place.
            x=[way * (clear if hid else line.value or 0) for hid, line in zip(hidden, lines, strict=True)],
            y=[height_at(line, each) for line in lines],
            mode="markers+text",
            # Marks that are not seen keep the texts at their distance.
            marker=open_diamond(2 * REACH, theme.muted, opacity=[float(is_hidden) for is_hidden in hidden]),
            text=[drawn(_said(line, language), language, bold=line.value is not None) for line in lines],
            textposition=f"middle {side}",
            textfont={
                "size": TEXT_SIZE,
                "color": [theme.before_text if line.is_before else theme.after_text for line in lines],
            },
            customdata=[[_hover(line, name, language), code, line.code] for line in lines],
            hovertemplate="%{customdata[0]}<extra></extra>",
            cliponaxis=False,
        )
    ]


def _write_heads(
    drawing: Drawing, sides: Sequence[Side], way: dict[str, int], language: Language, theme: Theme
) -> None:
    for code, name in sides:
        drawing.write(
            drawn(name, language, bold=True),
            name="side",
            x=0,
            xshift=6 * way[code],
            xanchor="right" if way[code] < 0 else "left",
            y=1,
            yref="paper",
            yanchor="bottom",
            yshift=10,
            font={"size": TEXT_SIZE, "color": theme.text},
        )
