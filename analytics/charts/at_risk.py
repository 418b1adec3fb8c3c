"""How many were still followed at each month? A small table under the axis, each number under its month."""

from collections.abc import Sequence
from typing import Protocol

import pandas as pd

from analytics.charts.drawing import Drawing
from analytics.charts.labels import drawn, width_of
from analytics.charts.theme import SMALL_SIZE, Theme
from analytics.language import Language

# Under the axis: the numbers of the months, then what they are.
AXIS_ROOM = 42
HEAD_ROOM, ROW_ROOM = 24, 18
GAP = 8
# The plot is at least this wide in the narrowest figure.
NARROW_PLOT, WIDE_PLOT = 190, 420
STEPS = (1, 2, 3, 6, 12, 24, 60, 120)


class Followed(Protocol):
    """A cohort of the table: its year, its rows by month, and the colour of its text."""

    year: int
    rows: list[dict]
    text_colour: str


def month_ticks(last: int, narrow: bool) -> list[int]:
    """At which months does the axis have a number, so that a count fits under each?"""
    most = (NARROW_PLOT if narrow else WIDE_PLOT) // 45
    step = next((step for step in STEPS if last // step <= most), STEPS[-1])
    return list(range(0, last + 1, step))


def left_room(
    years: Sequence[int], ticks: Sequence[int], rows: list[dict], heights: Sequence[str], language: Language
) -> int:
    """How many pixels stand left of the axis: the numbers of the scale, or a year and half of the first count?"""
    scale = max(width_of(text, SMALL_SIZE) for text in heights) + GAP
    year = max(width_of(language.year(year), SMALL_SIZE, bold=True) for year in years)
    count = max(width_of(_count(row, language), SMALL_SIZE) for row in rows if row["months"] == min(ticks))
    return round(max(scale, year + count / 2 + GAP))


def table_height(cohorts: int) -> int:
    """How tall is the table, in pixels?"""
    return HEAD_ROOM + ROW_ROOM * cohorts


def draw_at_risk(
    drawing: Drawing,
    cohorts: Sequence[Followed],
    ticks: Sequence[int],
    margin: dict[str, int],
    language: Language,
    theme: Theme,
) -> None:
    """Write what the axis counts, and under each of its months how many of each cohort were still followed."""
    side = "right" if language.is_right_to_left else "left"
    edge = {"x": 1 if side == "right" else 0, "xref": "paper", "xanchor": side, "align": side}
    edge["xshift"] = margin["r"] if side == "right" else -margin["l"]
    below = {"y": 0, "yref": "paper", "yanchor": "middle"}
    months = drawn(language.say("months since the start"), language)
    font = {"size": SMALL_SIZE, "color": theme.muted}
    drawing.write(months, name="axis", x=0.5, xref="paper", yshift=-30, font=font, **below)
    head = drawn(language.say("Integrations still followed"), language)
    drawing.write(head, name="head", yshift=-AXIS_ROOM - HEAD_ROOM / 2, font=font, **below, **edge)
    for place, cohort in enumerate(cohorts):
        height = {"yshift": -AXIS_ROOM - HEAD_ROOM - ROW_ROOM * (place + 0.5)}
        font = {"size": SMALL_SIZE, "color": cohort.text_colour}
        year = drawn(language.year(cohort.year), language, bold=True)
        left = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": -margin["l"]}
        drawing.write(year, name="cohort", font=font, **height, **below, **left)
        counts = {row["months"]: _count(row, language) for row in cohort.rows}
        for month in ticks:
            # Nobody is followed any more: a zero is said too.
            count = drawn(counts.get(month, language.number(0)), language)
            drawing.write(count, name="at risk", x=month, font=font, **height, **below)


def _count(row: dict, language: Language) -> str:
    return "—" if pd.isna(row["at_risk"]) else language.number(int(row["at_risk"]))
