"""What does a year look like? Open and hatched before, filled after, without a top where only a floor is known."""

from dataclasses import dataclass

import pandas as pd

from analytics.charts.drawing import bar, open_diamond, scatter
from analytics.charts.labels import drawn, marked, reason_of
from analytics.charts.theme import Theme
from analytics.language import Language

# A column and its foot reach this far to both sides of their year.
HALF = 0.34


@dataclass(frozen=True)
class Column:
    """A year as it is drawn: its value or None, its label, its colours, and whether it is one of the two years."""

    year: int
    value: float | None
    status: str
    qualifier: str
    label: str
    colour: str
    text_colour: str
    is_before: bool
    is_highlit: bool

    @property
    def is_open_above(self) -> bool:
        return self.qualifier == "more_than"


def column_of(row: dict, label: str, language: Language, theme: Theme, highlight: tuple[int, int]) -> Column:
    """How is the year of this row drawn?"""
    year = int(row["year"])
    colours = {highlight[0]: (theme.before, theme.before_text), highlight[1]: (theme.after, theme.after_text)}
    colour, text_colour = colours.get(year, (theme.other, theme.text))
    return Column(
        year=year,
        value=None if pd.isna(row["value"]) else float(row["value"]),
        status=row["status"],
        qualifier=str(row.get("qualifier", "exact")),
        label=marked("" if pd.isna(label) else str(label), row["status"], language),
        colour=colour,
        text_colour=text_colour,
        is_before=year == highlight[0],
        is_highlit=year in highlight,
    )


def _hover(column: Column, language: Language) -> str:
    lines = [language.year(column.year), column.label, reason_of(column.status, language)]
    return drawn([line for line in lines if line], language)


def bars(known: list[Column], language: Language, theme: Theme) -> dict:
    """How are the years with a value drawn: the first of the two open and hatched, the others filled?"""
    colours = [column.colour for column in known]
    # An outline would close the top of a lower bound.
    outlines = [2 if column.is_before and not column.is_open_above else 0 for column in known]
    return bar(
        name="columns",
        x=[column.year for column in known],
        y=[column.value for column in known],
        marker={
            "color": colours,
            "line": {"color": colours, "width": outlines},
            "pattern": {
                "shape": ["/" if column.is_before else "" for column in known],
                "fgcolor": colours,
                "bgcolor": [theme.before_fill if column.is_before else column.colour for column in known],
                "fgopacity": 1,
                "size": 6,
                "solidity": 0.2,
            },
        },
        customdata=[_hover(column, language) for column in known],
        hovertemplate="%{customdata}<extra></extra>",
    )


def dissolving_top(column: Column, reach: float) -> dict:
    """How does a column say "more than"? It is solid up to its value and dissolves above, having no top edge."""
    left, right = column.year - HALF, column.year + HALF
    red, green, blue = (int(column.colour[place : place + 2], 16) for place in (1, 3, 5))
    shades = [[0, f"rgba({red},{green},{blue},0.7)"], [1, f"rgba({red},{green},{blue},0)"]]
    return scatter(
        name="more_than",
        x=[left, right, right, left],
        y=[column.value, column.value, reach, reach],
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillgradient={"type": "vertical", "colorscale": shades},
        hoverinfo="skip",
    )


def lid(column: Column) -> dict:
    """How does a column say "up to"? A lid, wider than the column, that it cannot pass."""
    return scatter(
        name="up_to",
        x=[column.year - HALF - 0.08, column.year + HALF + 0.08],
        y=[column.value, column.value],
        mode="lines",
        line={"width": 3, "color": column.text_colour},
        hoverinfo="skip",
    )


def hidden_column(column: Column, tallest: float, language: Language, theme: Theme) -> dict:
    """How is a year seen whose value is hidden? An open diamond with [c], never a column."""
    return scatter(
        name="confidential",
        x=[column.year],
        y=[tallest * 0.05],
        mode="markers+text",
        marker=open_diamond(11, theme.muted),
        text=[drawn(column.label, language)],
        textposition="top center",
        textfont={"size": 12, "color": theme.muted},
        customdata=[_hover(column, language)],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )
