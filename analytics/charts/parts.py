"""A whole and its parts from one zero: how many of them were women, how many juveniles?"""

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.labels import drawn, marked, reason_of, width_of
from analytics.charts.rows import lay_out_rows
from analytics.charts.theme import TEXT_SIZE, Theme, finalise
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL, require_status

PART_HEIGHT = 50
BAR = 0.5


def parts(
    cells: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    years: tuple[int, int] = (2014, 2015),
    meta: dict | None = None,
) -> go.Figure:
    """Of a whole, how much is each part?

    `cells`, drawn in their own order: measure, part (its name), value (in the measure's unit, null where missing),
    label (the value as it is to be read), share_label (its share of the whole, empty for the whole), is_whole, year,
    status. Parts may overlap (a woman may be a juvenile), so they are never stacked: each starts from the same zero,
    within the length of the whole. The second of `years` takes the colour of 2015, any other that of 2014. Raises
    ValueError for a table without `status`.
    """
    rows = require_status(cells).to_dict("records")
    values = [None if pd.isna(row["value"]) else float(row["value"]) for row in rows]
    texts = [_text(row, value, language) for row, value in zip(rows, values, strict=True)]
    longest = max([value for value in values if value is not None], default=0) or 1
    figure = go.Figure()
    margin = lay_out_rows(
        figure,
        [str(row["part"]) for row in rows],
        language,
        theme,
        rightward=[
            ((value or 0) / longest, width_of(text, TEXT_SIZE, bold=True))
            for value, text in zip(values, texts, strict=True)
        ],
    )
    within = [place for place, row in enumerate(rows) if not row["is_whole"]]
    # The length of the whole, faint behind each part: a share is seen before its number is read.
    figure.add_trace(_bars("length of the whole", within, [longest] * len(within), {"color": theme.grid}))
    for name, is_whole in (("whole", True), ("parts", False)):
        places = [place for place, row in enumerate(rows) if bool(row["is_whole"]) == is_whole and values[place] is not None]
        colours = [theme.after if rows[place]["year"] == years[1] else theme.before for place in places]
        look = {"color": theme.card, "line": {"color": colours, "width": 2}} if is_whole else {"color": colours}
        figure.add_trace(_bars(name, places, [values[place] for place in places], look))
    figure.add_trace(_texts(rows, values, texts, language, theme))
    figure.update_xaxes(range=[0, longest], showticklabels=False)
    figure.update_layout(barmode="overlay", bargap=1 - BAR, barcornerradius=2)
    margin |= {"t": 0, "b": 0}
    return finalise(figure, language, theme, height=PART_HEIGHT * max(1, len(rows)), margin=margin, meta=meta)


def _text(row: dict, value: float | None, language: Language) -> str:
    if value is None:
        is_hidden = row["status"] == CONFIDENTIAL
        return marked("", CONFIDENTIAL, language) if is_hidden else reason_of(row["status"], language) or language.say("no data")
    said = [str(part) for part in (row["label"], row["share_label"]) if not pd.isna(part) and part != ""]
    return marked(" · ".join(said), row["status"], language)


def _bars(name: str, places: list[int], lengths: list[float], look: dict) -> go.Bar:
    return go.Bar(
        name=name, orientation="h", x=lengths, y=places, marker={"line": {"width": 0}} | look, hoverinfo="skip",
        cliponaxis=False,
    )


def _texts(rows: list[dict], values: list, texts: list[str], language: Language, theme: Theme) -> go.Scatter:
    """How is each bar read? At its end; a hidden part has an open diamond at zero, a missing one only words."""
    hover = [
        [str(row["part"]), language.year(row["year"]), text, reason_of(row["status"], language)]
        for row, text in zip(rows, texts, strict=True)
    ]
    return go.Scatter(
        name="values",
        x=[value or 0 for value in values],
        y=list(range(len(rows))),
        mode="markers+text",
        marker={
            "symbol": "diamond-open",
            "size": 11,
            "color": theme.muted,
            "line": {"width": 2},
            "opacity": [float(value is None and row["status"] == CONFIDENTIAL) for row, value in zip(rows, values, strict=True)],
        },
        text=[drawn(text, language, bold=value is not None) for text, value in zip(texts, values, strict=True)],
        textposition="middle right",
        textfont={
            "size": TEXT_SIZE,
            "color": [theme.muted if value is None else theme.text for value in values],
        },
        customdata=[drawn([line for line in lines if line], language) for lines in hover],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )
