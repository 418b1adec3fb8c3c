"""A column a year: the two years in question, the years around them, and the years nobody published."""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.labels import drawn, in_lines, marked, reason_of, width_of
from analytics.charts.theme import NOTHING, SMALL_SIZE, Theme, finalise
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL, NOT_APPLICABLE, require_status

HALF = 0.34
# With fewer columns than this the figure keeps the room of the others, or each would be a wall.
LEAST_COLUMNS = 5
# The narrowest figure is this wide inside.
NARROWEST = 290
HEADROOM = 1.16
# How far a lower bound dissolves above its value, in parts of the tallest column.
DISSOLVING = 0.13


def columns(
    cells: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    highlight: tuple[int, int] = (2014, 2015),
    unit_label: str | None = None,
    value_text: str | Callable[[pd.Series], str] = "label",
    height: int = 300,
    meta: dict | None = None,
) -> go.Figure:
    """How did a number change from year to year, and which years are missing?

    `cells`: measure, year (whole number), value (in the measure's unit, null where missing), status, qualifier (exact,
    about, more_than, up_to) and label (the value as it is to be read), or what `value_text` names or makes of a row.
    `unit_label` is written once, above. The first year of `highlight` is drawn open and hatched, the second filled.
    Raises ValueError for a table without `status`.
    """
    rows = [row for _, row in require_status(cells).iterrows()]
    read = value_text if callable(value_text) else lambda row: row[value_text]
    for row in rows:
        label = read(row)
        row["drawn_label"] = marked("" if pd.isna(label) else str(label), row["status"], language)
    known = [row for row in rows if pd.notna(row["value"])]
    tallest = max([float(row["value"]) for row in known if row["value"] > 0], default=1.0)

    figure = go.Figure(_bars(known, language, theme, highlight))
    for row in known:
        if row.get("qualifier") == "more_than":
            figure.add_trace(_dissolving_top(row, theme, highlight, tallest * DISSOLVING))
        elif row.get("qualifier") == "up_to":
            figure.add_trace(_lid(row, theme, highlight))
    figure.add_trace(_values(known, language, theme, highlight, tallest, len(rows)))
    _hidden(figure, [row for row in rows if pd.isna(row["value"]) and row["status"] == CONFIDENTIAL], language, theme)
    _missing(figure, [row for row in rows if pd.isna(row["value"]) and row["status"] != CONFIDENTIAL], language, theme, len(rows))
    if unit_label:
        _unit(figure, unit_label, language, theme)

    years = [int(row["year"]) for row in rows]
    spare = max(0, LEAST_COLUMNS - len(set(years))) / 2
    figure.update_xaxes(
        range=[min(years, default=0) - 0.5 - spare, max(years, default=0) + 0.5 + spare],
        tickvals=years,
        ticktext=[drawn(language.year(year), language, bold=year in highlight) for year in years],
        tickfont={"color": theme.text, "size": 12 if len(years) < 9 else SMALL_SIZE},
        ticklabelstandoff=4,
        tickangle=0,
    )
    figure.update_yaxes(
        range=[0, tallest * HEADROOM],
        showgrid=True,
        nticks=4,
        showticklabels=False,
        zeroline=True,
        zerolinecolor=theme.grid,
        layer="below traces",
    )
    figure.update_layout(bargap=1 - 2 * HALF, barcornerradius=2)
    return finalise(figure, language, theme, height=height, margin={"t": 26 if unit_label else 12, "b": 28}, meta=meta)


def _colour(row: pd.Series, theme: Theme, highlight: tuple[int, int]) -> str:
    return {highlight[0]: theme.before, highlight[1]: theme.after}.get(int(row["year"]), theme.other)


def _bars(known: list, language: Language, theme: Theme, highlight: tuple[int, int]) -> go.Bar:
    is_before = [int(row["year"]) == highlight[0] for row in known]
    is_open_above = [row.get("qualifier") == "more_than" for row in known]
    colours = [_colour(row, theme, highlight) for row in known]
    return go.Bar(
        name="columns",
        x=[int(row["year"]) for row in known],
        y=[float(row["value"]) for row in known],
        marker={
            "color": colours,
            "line": {
                "color": colours,
                # An outline would close the top of a lower bound.
                "width": [2 if before and not above else 0 for before, above in zip(is_before, is_open_above, strict=True)],
            },
            "pattern": {
                "shape": ["/" if before else "" for before in is_before],
                "fgcolor": colours,
                "bgcolor": [theme.before_fill if before else colour for before, colour in zip(is_before, colours, strict=True)],
                "fgopacity": 1,
                "size": 7,
                "solidity": 0.22,
            },
        },
        customdata=[
            drawn([language.year(row["year"]), row["drawn_label"], reason_of(row["status"], language)], language)
            for row in known
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _dissolving_top(row: pd.Series, theme: Theme, highlight: tuple[int, int], reach: float) -> go.Scatter:
    """How does a column say "more than"? It is solid up to its value and dissolves above, having no top edge."""
    year, value = int(row["year"]), float(row["value"])
    colour = _colour(row, theme, highlight)
    return go.Scatter(
        name="more_than",
        x=[year - HALF, year + HALF, year + HALF, year - HALF],
        y=[value, value, value + reach, value + reach],
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillgradient={"type": "vertical", "colorscale": [[0, _faded(colour, 0.75)], [1, _faded(colour, 0)]]},
        hoverinfo="skip",
    )


def _faded(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def _lid(row: pd.Series, theme: Theme, highlight: tuple[int, int]) -> go.Scatter:
    """How does a column say "up to"? A lid, wider than the column, that it cannot pass."""
    year, value = int(row["year"]), float(row["value"])
    return go.Scatter(
        name="up_to",
        x=[year - HALF - 0.08, year + HALF + 0.08],
        y=[value, value],
        mode="lines",
        line={"width": 3, "color": _colour(row, theme, highlight)},
        hoverinfo="skip",
    )


def _values(
    known: list, language: Language, theme: Theme, highlight: tuple[int, int], tallest: float, count: int
) -> go.Scatter:
    years = [int(row["year"]) for row in known]
    labels = [row["drawn_label"] for row in known]
    room = NARROWEST / max(count, LEAST_COLUMNS) - 3
    sizes = [15 if year in highlight else 13 for year in years]
    widest = max([width_of(label, size, bold=True) for label, size in zip(labels, sizes, strict=True)], default=0)
    shrink = min(1, room / widest) if widest else 1
    colours = {highlight[0]: theme.before_text, highlight[1]: theme.after_text}
    lift = [tallest * DISSOLVING * 0.8 if row.get("qualifier") == "more_than" else 0 for row in known]
    return go.Scatter(
        name="values",
        x=years,
        y=[float(row["value"]) + more for row, more in zip(known, lift, strict=True)],
        mode="text",
        text=[drawn(label, language, bold=year in highlight) for label, year in zip(labels, years, strict=True)],
        textposition="top center",
        textfont={
            "size": [max(SMALL_SIZE, round(size * shrink, 1)) for size in sizes],
            "color": [colours.get(year, theme.text) for year in years],
        },
        cliponaxis=False,
        hoverinfo="skip",
    )


def _hidden(figure: go.Figure, rows: list, language: Language, theme: Theme) -> None:
    if rows:
        figure.add_trace(
            go.Scatter(
                name="confidential",
                x=[int(row["year"]) for row in rows],
                y=[0] * len(rows),
                mode="markers+text",
                marker={"symbol": "diamond-open", "size": 11, "color": theme.muted, "line": {"width": 2}},
                text=[drawn(row["drawn_label"], language) for row in rows],
                textposition="top center",
                textfont={"size": SMALL_SIZE, "color": theme.muted},
                customdata=[drawn([language.year(row["year"]), reason_of(CONFIDENTIAL, language)], language) for row in rows],
                hovertemplate="%{customdata}<extra></extra>",
                cliponaxis=False,
            )
        )


def _missing(figure: go.Figure, rows: list, language: Language, theme: Theme, count: int) -> None:
    """How is a missing year seen? A dashed foot where its column would stand; neighbours share one label."""
    runs: list[list] = []
    for row in rows:
        follows = runs and runs[-1][-1]["year"] == row["year"] - 1 and runs[-1][-1]["status"] == row["status"]
        runs[-1].append(row) if follows else runs.append([row])
    for run in runs:
        words = reason_of(NOT_APPLICABLE, language) if run[0]["status"] == NOT_APPLICABLE else language.say("not published")
        first, last = int(run[0]["year"]), int(run[-1]["year"])
        room = NARROWEST / max(count, LEAST_COLUMNS) * len(run) - 4
        figure.add_shape(
            type="line",
            name="missing",
            x0=first - HALF,
            x1=last + HALF,
            y0=0,
            y1=0,
            line={"color": theme.muted, "width": 1.5, "dash": "4px,3px"},
        )
        figure.add_annotation(
            name="missing",
            text=drawn(in_lines(words, room, SMALL_SIZE), language),
            x=(first + last) / 2,
            y=0,
            yanchor="bottom",
            yshift=3,
            showarrow=False,
            font={"size": SMALL_SIZE, "color": theme.muted},
            bgcolor=NOTHING,
        )


def _unit(figure: go.Figure, words: str, language: Language, theme: Theme) -> None:
    side = "right" if language.is_right_to_left else "left"
    figure.add_annotation(
        name="unit",
        text=drawn(words, language),
        x=1 if language.is_right_to_left else 0,
        y=1,
        xref="paper",
        yref="paper",
        xanchor=side,
        yanchor="bottom",
        yshift=4,
        showarrow=False,
        font={"size": 12, "color": theme.muted},
    )
