"""A strip a year: from the lower to the upper quartile, the median on it, and the three said beside."""

import pandas as pd

from analytics.charts.drawing import Drawing, scatter
from analytics.charts.labels import drawn, marked, room_beyond, width_of
from analytics.charts.rows import NARROWEST
from analytics.charts.theme import Theme
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL

PLACES = ("lower_quartile", "median", "upper_quartile")
STRIP_LINE, TEXT_SIZE = 22, 12
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
        if row is None or any(pd.isna(row[name]) for name in PLACES):
            # Clear of the other year's median.
            _write(drawing, _say_absence(row, language), line, end, "right", theme.muted, language)
            continue
        low, middle, high = (min(float(row[name]), end) for name in PLACES)
        colour, text_colour = (theme.before, theme.before_text) if is_open else (theme.after, theme.after_text)
        drawing.traces.append(_strip(line, low, middle, high, year, is_open, colour, theme))
        look = {"color": colour, "width": 1.5, "dash": "dot" if is_open else "solid"}
        foot = {"type": "line", "name": "median", "x0": middle, "x1": middle, "yref": "paper", "layer": "below"}
        drawing.shapes.append(foot | {"y0": 0, "y1": 1 - (line + 0.5) * STRIP_LINE / inside, "line": look})
        text = marked(str(row["label"]), row["status"], language)
        room = width_of(text, TEXT_SIZE) + MARK_REACH + 4
        beyond = room_beyond([high / end], [room], NARROW_INSIDE)
        if beyond and room <= low / end * NARROW_INSIDE:
            _write(drawing, text, line, low, "right", text_colour, language)
        else:
            _write(drawing, text, line, high, "left", text_colour, language)
            needs.append(beyond)
    return max(needs)


def _write(drawing: Drawing, text: str, line: int, at: float, anchor: str, colour: str, language: Language) -> None:
    drawing.write(
        drawn(text, language),
        name="strip",
        x=at,
        y=line,
        yref="y2",
        xanchor=anchor,
        yanchor="middle",
        xshift=-MARK_REACH if anchor == "right" else MARK_REACH,
        font={"size": TEXT_SIZE, "color": colour},
    )


def _say_absence(row: dict | None, language: Language) -> str:
    is_hidden = row is not None and row["status"] == CONFIDENTIAL
    return marked("", CONFIDENTIAL, language) if is_hidden else language.say("no award recorded")


def _strip(
    line: int, low: float, middle: float, high: float, year: int, is_open: bool, colour: str, theme: Theme
) -> dict:
    return scatter(
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
