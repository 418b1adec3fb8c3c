"""What is a curve made of? Its steps, its interval, what a pointer reads, and months that are hidden."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from analytics.charts.drawing import open_diamond, scatter
from analytics.charts.labels import drawn, marked, reason_of
from analytics.charts.theme import NOTHING, SMALL_SIZE, Theme, faint
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL, NORMAL

BEFORE_DASH, OPEN_DASH = "7px,4px", "1.5px,4px"
BAND_OPACITY = 0.16


@dataclass(frozen=True)
class Cohort:
    """A curve as it is drawn: its year, its months in order, and its look."""

    year: int
    rows: list[dict]
    colour: str
    text_colour: str
    dash: str | None

    @property
    def known(self) -> list[dict]:
        return [row for row in self.rows if not pd.isna(row["value"])]

    @property
    def runs(self) -> list[list[dict]]:
        """The months with a value, in pieces between months without one."""
        pieces: list[list[dict]] = [[]]
        for row in self.rows:
            if not pd.isna(row["value"]):
                pieces[-1].append(row)
            elif pieces[-1]:
                pieces.append([])
        return [piece for piece in pieces if piece]


def is_shown(row: dict) -> bool:
    """Is there anything to draw of this month: a value, or that it is hidden?"""
    return row["status"] == CONFIDENTIAL or not pd.isna(row["value"])


def cohort_of(year: int, rows: list[dict], years: tuple[int, int], theme: Theme) -> Cohort:
    """How is the curve of this year drawn? The first of the two dashed, the second solid."""
    rows = sorted(rows, key=lambda row: row["months"])
    if year == years[0]:
        return Cohort(year, rows, theme.before, theme.before_text, BEFORE_DASH)
    return Cohort(year, rows, theme.after, theme.after_text, None)


def band(cohort: Cohort) -> dict:
    """Between which ends does the curve lie? Steps above, and back below, in one faint area."""
    along, up = [], []
    for rows in cohort.runs:
        months = [row["months"] for row in rows]
        highs = [row["value"] if pd.isna(row["high"]) else row["high"] for row in rows]
        lows = [row["value"] if pd.isna(row["low"]) else row["low"] for row in rows]
        corners, above = _steps(months, highs)
        _, below = _steps(months, lows)
        # A gap keeps Plotly from joining two runs.
        along += [*corners, *corners[::-1], None]
        up += [*above, *below[::-1], None]
    return scatter(
        name=f"interval {cohort.year}",
        x=along[:-1],
        y=up[:-1],
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillcolor=faint(cohort.colour, BAND_OPACITY),
        hoverinfo="skip",
    )


def _steps(months: list[int], values: list[float]) -> tuple[list[float], list[float]]:
    """The corners of a curve that stays level until the next month."""
    along, up = [], []
    for place, (month, value) in enumerate(zip(months, values, strict=True)):
        if place:
            along.append(month)
            up.append(up[-1])
        along.append(month)
        up.append(float(value))
    return along, up


def lines(cohort: Cohort) -> list[dict]:
    """The curve itself: as it is known, then dotted where it is provisional or rests on few. A hidden month breaks it."""
    firm, loose = [], []
    for before, row in pairwise([None, *cohort.rows]):
        if pd.isna(row["value"]):
            continue
        piece = firm if row["status"] == NORMAL else loose
        if before is not None and (not piece or piece[-1] is not before):
            # What is dotted goes on from where the line ended, but nothing leads across a month without a value.
            piece += [None] if pd.isna(before["value"]) else [None, before]
        piece.append(row)
    return [
        scatter(
            name=name,
            x=[None if row is None else row["months"] for row in piece],
            y=[None if row is None else float(row["value"]) for row in piece],
            mode="lines",
            line={"color": cohort.colour, "width": 2.5, "shape": "hv"} | ({"dash": dash} if dash else {}),
            hoverinfo="skip",
        )
        for name, piece, dash in ((str(cohort.year), firm, cohort.dash), (f"open {cohort.year}", loose, OPEN_DASH))
        if piece
    ]


def points(cohort: Cohort, tick_text: Callable, language: Language) -> dict:
    """What does a pointer read at each month?"""
    return scatter(
        name=f"months {cohort.year}",
        x=[row["months"] for row in cohort.known],
        y=[float(row["value"]) for row in cohort.known],
        mode="markers",
        marker={"size": 14, "color": NOTHING},
        customdata=[drawn(_told(row, cohort.year, tick_text, language), language) for row in cohort.known],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _told(row: dict, year: int, tick_text: Callable, language: Language) -> list[str]:
    lines = [
        language.year(year),
        language.say_count("{n} month after the start", "{n} months after the start", int(row["months"])),
        marked(tick_text(round(float(row["value"]), 3)), row["status"], language),
    ]
    if not pd.isna(row["low"]):
        ends = [tick_text(round(float(row[end]), 3)) for end in ("low", "high")]
        lines.append(language.say("95% interval: {low} to {high}", low=ends[0], high=ends[1]))
    lines.append(language.say("Still followed: {n}", n=int(row["at_risk"])))
    return [line for line in (*lines, reason_of(row["status"], language)) if line]


def hidden_months(year: int, rows: list[dict], language: Language, theme: Theme) -> dict:
    """How is a month seen whose number is hidden? By an open diamond with [c] on the axis, and a gap in the curve."""
    reason = reason_of(CONFIDENTIAL, language)
    return scatter(
        name=f"confidential {year}",
        x=[row["months"] for row in rows],
        y=[0] * len(rows),
        mode="markers+text",
        marker=open_diamond(11, theme.muted),
        text=[drawn(marked("", CONFIDENTIAL, language), language) for _ in rows],
        textposition="top center",
        textfont={"size": SMALL_SIZE, "color": theme.muted},
        customdata=[drawn([language.year(year), reason], language) for _ in rows],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )
