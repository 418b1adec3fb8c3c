"""The two years in a small panel for each group, all on one scale, with the interval of each rate."""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.drawing import Drawing, open_diamond, scatter
from analytics.charts.key import Item, circle, draw_key
from analytics.charts.labels import drawn, in_lines, marked, reason_of, width_of
from analytics.charts.rows import NARROWEST, ticks_of
from analytics.charts.theme import SMALL_SIZE, Theme, finalise
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL, list_rows, require_status

ACROSS = 3
# Numbers stand over the marks of a panel, its name in two lines under it.
PLOT, TITLE, FOOT, GAP = 92, 24, 38, 6
KEY = 26
# Where the two years stand within a panel, from left to right in every language, as time does.
PLACES = (0.26, 0.74)
RING, DISC = 11, 9


def small_multiples(
    cells: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    tick_text: Callable[[float], str],
    narrows: str,
    years: tuple[int, int] = (2014, 2015),
    narrow: bool = True,
    meta: dict | None = None,
) -> go.Figure:
    """How does each group stand in the two years?

    `cells`, drawn in their own order, two rows a group: code, group (its name), year, value (in the measure's unit, null
    where missing), low and high (interval, null for counts), label (as it is to be read), told (more for the pointer,
    may be empty), is_chosen, status. The names of chosen groups are bold where not all are. Three panels a line, read from
    where reading starts. A click answers with the group's code, for the dimension `narrows`. Raises ValueError for a table
    without `status`.
    """
    rows = list_rows(require_status(cells))
    groups = list(dict.fromkeys(row["code"] for row in rows))
    lines = max(1, -(-len(groups) // ACROSS))
    has_choice = not all(row["is_chosen"] for row in rows)
    numbers = [float(row[name]) for row in rows for name in ("value", "high") if not pd.isna(row[name])]
    highest = (max(numbers, default=0) or 1) * 1.04
    height = KEY + lines * (TITLE + PLOT + FOOT + GAP)
    drawing = Drawing()
    ticks = [place for place in ticks_of(highest, tick_text, SMALL_SIZE, narrow=True) if place]
    panels = {code: _panel(number, language) for number, code in enumerate(groups)}
    _draw_frames(drawing, panels, ticks, highest, height, theme)
    _draw_stems(drawing, rows, panels, years, theme)
    for line in range(lines):
        codes = [code for code, (_, at) in panels.items() if at == line]
        these = [row for row in rows if row["code"] in codes]
        for year, is_open in ((years[0], True), (years[1], False)):
            found = [row for row in these if row["year"] == year]
            drawing.traces += _marks(found, panels, line, is_open, language, theme)
        drawing.traces += _absent([row for row in these if pd.isna(row["value"])], panels, line, years, language, theme)
    for code, (column, line) in panels.items():
        row = next(row for row in rows if row["code"] == code)
        _write_title(drawing, str(row["group"]), has_choice and row["is_chosen"], column, line, height, language, theme)
    _draw_key(drawing, years, any(not pd.isna(row["low"]) for row in rows), language, theme)
    drawing.layout |= {"xaxis": {"range": [0, ACROSS], "showticklabels": False, "anchor": "y"}}
    return finalise(
        drawing,
        language,
        theme,
        height=height,
        margin={"t": 0, "b": 0},
        meta={"narrows": narrows} | (meta or {}),
    )


def _panel(number: int, language: Language) -> tuple[int, int]:
    """Which column and which line has a panel? The first stands where reading starts."""
    line, column = divmod(number, ACROSS)
    return (ACROSS - 1 - column if language.is_right_to_left else column), line


def _axis_name(line: int) -> str:
    return "y" if line == 0 else f"y{line + 1}"


def _place(row: dict, panels: dict, years: tuple[int, int]) -> float:
    return panels[row["code"]][0] + PLACES[row["year"] == years[1]]


def _draw_frames(drawing: Drawing, panels: dict, ticks: list[float], highest: float, height: int, theme: Theme) -> None:
    for line in sorted({at for _, at in panels.values()}):
        top = KEY + line * (TITLE + PLOT + FOOT + GAP) + TITLE
        axis = "yaxis" if line == 0 else f"yaxis{line + 1}"
        domain = [1 - (top + PLOT) / height, 1 - top / height]
        drawing.layout[axis] = {"range": [0, highest], "domain": domain, "anchor": "x", "showticklabels": False}
        columns = [column for column, at in panels.values() if at == line]
        for name, values, color in (("grid", ticks, theme.grid), ("foot", [0], theme.muted)):
            # A gap between two lines keeps Plotly from joining them.
            x = [end for column in columns for _ in values for end in (column + 0.06, column + 0.94, None)]
            drawing.traces.append(
                scatter(
                    name=name,
                    x=x,
                    y=[end for _ in columns for value in values for end in (value, value, None)],
                    yaxis=_axis_name(line),
                    mode="lines",
                    line={"color": color, "width": 1},
                    hoverinfo="skip",
                )
            )


def _draw_stems(drawing: Drawing, rows: list[dict], panels: dict, years: tuple[int, int], theme: Theme) -> None:
    """A line from zero to each mark, so that a number is also seen as a length."""
    for line in sorted({at for _, at in panels.values()}):
        seen = [row for row in rows if panels[row["code"]][1] == line and not pd.isna(row["value"])]
        places = [_place(row, panels, years) for row in seen]
        drawing.traces.append(
            scatter(
                name="stems",
                x=[end for place in places for end in (place, place, None)],
                y=[end for row in seen for end in (0, float(row["value"]), None)],
                yaxis=_axis_name(line),
                mode="lines",
                line={"color": theme.other, "width": 1.5},
                hoverinfo="skip",
            )
        )


def _marks(rows: list[dict], panels: dict, line: int, is_open: bool, language: Language, theme: Theme) -> list[dict]:
    seen = [row for row in rows if not pd.isna(row["value"])]
    if not seen:
        return []
    color = theme.before if is_open else theme.after
    text_color = theme.before_text if is_open else theme.after_text
    place = PLACES[0 if is_open else 1]
    x = [panels[row["code"]][0] + place for row in seen]
    y = [float(row["value"]) for row in seen]
    reach = {
        side: [0 if pd.isna(row[end]) else abs(float(row[end]) - float(row["value"])) for row in seen]
        for side, end in (("array", "high"), ("arrayminus", "low"))
    }
    tops = [max(float(row["value"]), 0 if pd.isna(row["high"]) else float(row["high"])) for row in seen]
    hover = [
        [row["group"], language.year(row["year"]), marked(row["label"], row["status"], language), row["told"]]
        for row in seen
    ]
    customdata = [
        [drawn([text for text in lines if text], language), row["code"]] for lines, row in zip(hover, seen, strict=True)
    ]
    marker = {
        "size": RING if is_open else DISC,
        "color": theme.card if is_open else color,
        "line": {"color": color, "width": 2.2 if is_open else 0},
        "opacity": 1,
    }
    common = {"x": x, "yaxis": _axis_name(line), "cliponaxis": False}
    return [
        scatter(
            name=str(rows[0]["year"]),
            y=y,
            mode="markers",
            marker=marker,
            error_y={"type": "data", "symmetric": False, **reach, "color": color, "thickness": 1.6, "width": 4},
            customdata=customdata,
            hovertemplate="%{customdata[0]}<extra></extra>",
            **common,
        ),
        scatter(
            name="values",
            y=tops,
            mode="markers+text",
            # Marks that are not seen keep the numbers off the marks that are.
            marker={"size": 4 if any(reach["array"]) else RING + 2, "opacity": 0},
            # The mark of a weak number stands under it, or it would meet the number beside it.
            text=[drawn(_lines(row, language), language, bold=True) for row in seen],
            textposition="top center",
            textfont={"size": SMALL_SIZE, "color": text_color},
            hoverinfo="skip",
            **common,
        ),
    ]


def _lines(row: dict, language: Language) -> list[str]:
    mark = marked("", row["status"], language)
    return [row["label"], mark] if mark else [row["label"]]


def _absent(
    rows: list[dict], panels: dict, line: int, years: tuple[int, int], language: Language, theme: Theme
) -> list[dict]:
    """A hidden number is an open diamond with its mark, a missing one a mark for “no data”."""
    if not rows:
        return []
    hover = [
        [row["group"], language.year(row["year"]), reason_of(row["status"], language) or language.say("no data")]
        for row in rows
    ]
    return [
        scatter(
            name=CONFIDENTIAL,
            x=[_place(row, panels, years) for row in rows],
            y=[0] * len(rows),
            yaxis=_axis_name(line),
            mode="markers+text",
            marker=open_diamond(
                10, theme.muted, opacity=[1.0 if row["status"] == CONFIDENTIAL else 0.0 for row in rows]
            ),
            text=[drawn(marked("", row["status"], language) or "—", language) for row in rows],
            textposition="top center",
            textfont={"size": 12, "color": theme.muted},
            customdata=[[drawn(lines, language), row["code"]] for lines, row in zip(hover, rows, strict=True)],
            hovertemplate="%{customdata[0]}<extra></extra>",
            cliponaxis=False,
        )
    ]


def _write_title(
    drawing: Drawing, group: str, is_bold: bool, column: int, line: int, height: int, language: Language, theme: Theme
) -> None:
    room = NARROWEST / ACROSS - 4
    size = min(12, 12 * room / max(width_of(part, 12) for part in in_lines(group, room, 12)))
    foot = KEY + line * (TITLE + PLOT + FOOT + GAP) + TITLE + PLOT
    drawing.write(
        drawn(in_lines(group, room, size), language, bold=is_bold),
        name="group",
        x=column + 0.5,
        y=1 - foot / height,
        yref="paper",
        yshift=-4,
        xanchor="center",
        yanchor="top",
        align="center",
        font={"size": size, "color": theme.text},
    )


def _draw_key(drawing: Drawing, years: tuple[int, int], has_intervals: bool, language: Language, theme: Theme) -> None:
    ring = circle(5.5, fillcolor=theme.card, line={"color": theme.before, "width": 2.2})
    disc = circle(4.5, fillcolor=theme.after, line={"width": 0})
    items = [
        Item(language.year(years[0]), (ring,), theme.before_text, bold=True),
        Item(language.year(years[1]), (disc,), theme.after_text, bold=True),
    ]
    if has_intervals:
        bar = {"type": "line", "x0": 0, "x1": 0, "y0": -7, "y1": 7, "line": {"color": theme.muted, "width": 1.6}}
        interval = language.say("{percent} interval", percent=language.percent(0.95))
        items.append(Item(interval, (bar,), theme.muted))
    draw_key(drawing, items, language, corner=(1 if language.is_right_to_left else 0, 1), dx=0, dy=-KEY / 2 + 4)
