"""A strip a year: from the lower to the upper quartile, the median on it, and the three said beside."""

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.drawing import Drawing
from analytics.charts.labels import drawn, marked, room_beyond, width_of
from analytics.charts.rows import NARROWEST
from analytics.charts.theme import Theme
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL

STRIP_LINE = 22
MARK_REACH = 9
# Texts get room as if the figure were this wide inside, on a phone.
NARROW_INSIDE = NARROWEST * 0.8


def add_strips(
    drawing: Drawing,
    strips: dict[int, dict],
    years: tuple[int, int],
    end: float,
    inside: int,
    language: Language,
    theme: Theme,
) -> int:
    """Where do the median and the middle half of each year lie? On the axis y2, a line of it for each year.

    `strips` are the rows of quartiles by year; `end` is the last amount of the axis, `inside` the height of the plot in
    pixels, down which each median is led. Returns the room that their texts need at the right, in pixels.
    """
    needs = [0]
    for line, year in enumerate(years):
        row, is_open = strips.get(year), line == 0
        colour, text_colour = (theme.before, theme.before_text) if is_open else (theme.after, theme.after_text)
        places = [] if row is None else [row["lower_quartile"], row["median"], row["upper_quartile"]]
        is_known = bool(places) and not any(pd.isna(place) for place in places)
        text = _strip_text(row, language)
        at = min(float(places[2]), end) if is_known else 0.0
        if is_known:
            low, middle, high = (min(float(place), end) for place in places)
            drawing.traces.append(_strip(line, low, middle, high, year, is_open, colour, theme))
            foot = {"type": "line", "name": "median", "x0": middle, "x1": middle, "yref": "paper", "layer": "below"}
            look = {"color": colour, "width": 1.5, "dash": "dot" if is_open else "solid"}
            drawing.shapes.append(foot | {"y0": 0, "y1": 1 - (line + 0.5) * STRIP_LINE / inside, "line": look})
        room = width_of(text, 12) + MARK_REACH + 4
        # At the left of the strip where it fits there and not at the right.
        is_left = is_known and room > (1 - at / end) * NARROW_INSIDE and room <= low / end * NARROW_INSIDE
        drawing.write(
            drawn(text, language),
            name="strip",
            x=low if is_left else at,
            y=line,
            yref="y2",
            xanchor="right" if is_left else "left",
            yanchor="middle",
            xshift=(-MARK_REACH if is_left else MARK_REACH) if is_known else 2,
            font={"size": 12, "color": text_colour if is_known else theme.muted},
        )
        needs.append(0 if is_left else room_beyond([at / end if end else 0], [room], NARROW_INSIDE))
    return max(needs)


def _strip_text(row: dict | None, language: Language) -> str:
    if row is None:
        return language.say("no award recorded")
    if row["status"] == CONFIDENTIAL:
        return marked("", CONFIDENTIAL, language)
    return marked(str(row["label"]), row["status"], language)


def _strip(
    line: int, low: float, middle: float, high: float, year: int, is_open: bool, colour: str, theme: Theme
) -> go.Scatter:
    return go.Scatter(
        name=f"quartiles {year}",
        x=[low, middle, high],
        y=[line] * 3,
        yaxis="y2",
        mode="lines+markers",
        line={"color": colour, "width": 4},
        marker={
            "symbol": ["line-ns", "circle", "line-ns"],
            "size": [10, 11, 10],
            "color": [colour, theme.card if is_open else colour, colour],
            "line": {"color": colour, "width": [2, 2.5, 2]},
            "opacity": 1,
        },
        cliponaxis=False,
        hoverinfo="skip",
    )
