"""A whole and its parts from one zero: how many of them were women, how many juveniles?"""

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.bar_values import CLEAR, values_at_ends
from analytics.charts.drawing import Drawing, bar
from analytics.charts.labels import drawn, marked, reason_of, width_of
from analytics.charts.rows import height_of, lay_out_rows
from analytics.charts.theme import TEXT_SIZE, Theme, finalise
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL, list_rows, require_status

THICKNESS = 18
EDGE = 4


def parts(
    cells: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    years: tuple[int, int] = (2014, 2015),
    narrow: bool = True,
    meta: dict | None = None,
) -> go.Figure:
    """Of a whole, how much is each part?

    `cells`, drawn in their own order: measure, part (its name), value (in the measure's unit, null where missing),
    label (the value as it is to be read), share_label (its share of the whole, empty for the whole), is_whole, year,
    status. Parts may overlap (a woman may be a juvenile), so they are never stacked: each starts from the same zero,
    within the length of the whole. The second of `years` takes the colour of 2015, any other that of 2014. `narrow`
    holds at every width from 300 pixels; without it names stand beside their bars, from 560 on. Raises ValueError for a
    table without `status`.
    """
    rows = list_rows(require_status(cells))
    values = [None if pd.isna(row["value"]) else float(row["value"]) for row in rows]
    texts = [_text(row, value, language) for row, value in zip(rows, values, strict=True)]
    longest = max([value for value in values if value is not None], default=0) or 1
    names = [str(row["part"]) for row in rows]
    ends = [(value or 0) / longest for value in values]
    drawing = Drawing()
    margin = lay_out_rows(
        drawing,
        names,
        language,
        theme,
        narrow=narrow,
        overhang=1,
        rightward=[(end, width_of(text, TEXT_SIZE, bold=True)) for end, text in zip(ends, texts, strict=True)],
    )
    within = [place for place, row in enumerate(rows) if not row["is_whole"]]
    # The length of the whole, faint behind each part: a share is seen before its number is read.
    drawing.traces.append(_bars("length of the whole", within, [longest] * len(within), {"color": theme.grid}))
    for name, is_whole in (("whole", True), ("parts", False)):
        places = [place for place, value in enumerate(values) if value is not None]
        places = [place for place in places if bool(rows[place]["is_whole"]) == is_whole]
        colours = [theme.after if rows[place]["year"] == years[1] else theme.before for place in places]
        look = {"color": theme.card, "line": {"color": colours, "width": 2}} if is_whole else {"color": colours}
        drawing.traces.append(_bars(name, places, [values[place] for place in places], look))
    drawing.traces.append(_values(rows, values, texts, longest, language, theme))
    height = height_of(names, narrow)
    drawing.layout |= {
        "xaxis": {"range": [0, longest], "showticklabels": False},
        "barmode": "overlay",
        "barcornerradius": 2,
        "bargap": 1 - THICKNESS * max(1, len(rows)) / height,
    }
    margin |= {"t": EDGE, "b": 0}
    return finalise(drawing, language, theme, height=height + EDGE, margin=margin, meta=meta)


def _text(row: dict, value: float | None, language: Language) -> str:
    if value is not None:
        said = [str(part) for part in (row["label"], row["share_label"]) if not pd.isna(part) and part != ""]
        return marked(" · ".join(said), row["status"], language)
    if row["status"] == CONFIDENTIAL:
        return marked("", CONFIDENTIAL, language)
    return reason_of(row["status"], language) or language.say("no data")


def _bars(name: str, places: list[int], lengths: list[float], look: dict) -> dict:
    return bar(
        name=name,
        orientation="h",
        x=lengths,
        y=places,
        marker={"line": {"width": 0}} | look,
        hoverinfo="skip",
        cliponaxis=False,
    )


def _values(rows: list[dict], values: list, texts: list[str], longest: float, language: Language, theme: Theme) -> dict:
    """How is each bar read? At its end; a hidden part has an open diamond, a missing one only words."""
    hover = [
        [str(row["part"]), language.year(row["year"]), text, reason_of(row["status"], language)]
        for row, text in zip(rows, texts, strict=True)
    ]
    return values_at_ends(
        [longest * CLEAR if value is None else value for value in values],
        range(len(rows)),
        texts,
        [value is not None for value in values],
        [value is None and row["status"] == CONFIDENTIAL for row, value in zip(rows, values, strict=True)],
        theme.text,
        language,
        theme,
        customdata=[drawn([line for line in lines if line], language) for lines in hover],
        hovertemplate="%{customdata}<extra></extra>",
    )
