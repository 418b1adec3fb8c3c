"""How far is each city from the nearest open centre? A mark a city on one scale of kilometres, in a fixed order."""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.city_marks import CENTRE_BEING_BUILT, KEY_REACH, centre_mark
from analytics.charts.drawing import Drawing, scatter
from analytics.charts.key import KEY_LINE, Item, circle, draw_key_lines, key_lines, place_mark
from analytics.charts.labels import drawn, width_of
from analytics.charts.rows import (
    MARK_REACH,
    NAME_RISE,
    NARROWEST,
    edge_of,
    height_of,
    lay_out_rows,
    number_axis,
    ticks_of,
)
from analytics.charts.theme import SMALL_SIZE, TEXT_SIZE, Theme, finalise
from analytics.language import Language
from analytics.measures.cells import list_rows, require_status

AXIS_HEIGHT = 24
RING, CORE, DISC = 11, 6, 9


def distances(
    cells: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    tick_text: Callable[[float], str],
    far_title: str,
    years: tuple[int, int] = (2014, 2015),
    narrow: bool = True,
    meta: dict | None = None,
) -> go.Figure:
    """How far did people of these cities have to go to an open centre, and in which years were they in the programme?

    `cells`, drawn in their own order: group (name), value (kilometres), label (as it is to be read), far (what stands at
    the end of the row, such as inhabitants), in_before and in_after (true or false), centre_status (under_construction or
    none), code, status. `far_title` names the far column. Raises ValueError for a table without `status`.
    """
    rows = list_rows(require_status(cells))
    names = [str(row["group"]) for row in rows]
    highest = max([float(row["value"]) for row in rows if not pd.isna(row["value"])], default=0) or 1
    ticks = ticks_of(highest, tick_text, SMALL_SIZE, narrow)
    labels = [(float(row["value"]) / highest, width_of(row["label"], TEXT_SIZE, True)) for row in rows]
    widths = [max(width_of(row["far"], 12), 0 if narrow else width_of(far_title, 12)) for row in rows]
    drawing = Drawing()
    margin = lay_out_rows(
        drawing, names, language, theme, narrow=narrow, far=widths,
        rightward=labels,
        overhang=max(9, *[width_of(text, SMALL_SIZE) / 2 + 2 for text in ticks.values()]),
    )  # fmt: skip
    for place, row in enumerate(rows):
        guide = {"type": "line", "name": "guide", "y0": place, "y1": place, "x0": 0, "layer": "below"}
        drawing.shapes.append(guide | {"x1": highest, "line": {"color": theme.grid, "width": 1}})
        drawing.shapes.append(guide | {"x1": float(row["value"]), "line": {"color": theme.muted, "width": 1.5}})
        frame = centre_mark(row["centre_status"], theme)
        place_mark(drawing, frame, at=(float(row["value"]), place), refs=("x", "y"), dx=0, dy=0)
    drawing.traces += _marks(rows, language, theme)
    drawing.traces.append(_values(rows, language, theme))
    lines = key_lines(_key(rows, years, language, theme), NARROWEST)
    margin |= {"t": KEY_LINE * (len(lines) + 1) + 8, "b": AXIS_HEIGHT}
    start = edge_of("near", margin, language)
    draw_key_lines(drawing, lines, language, start=start, top=margin["t"])
    _write_far(drawing, rows, far_title, margin, narrow, language, theme)
    drawing.layout["xaxis"] = number_axis(0, highest, ticks, language, theme)
    height = margin["t"] + margin["b"] + height_of(names, narrow, widths)
    return finalise(drawing, language, theme, height=height, margin=margin, meta=meta)


def _marks(rows: list[dict], language: Language, theme: Theme) -> list[dict]:
    looks = (
        ("before", "in_before", [RING] * len(rows), theme.card, {"color": theme.before, "width": 2.5}),
        ("after", "in_after", [CORE if row["in_before"] else DISC for row in rows], theme.after, {"width": 0}),
    )
    traces = []
    for name, column, sizes, color, line in looks:
        found = [(place, row, size) for (place, row), size in zip(enumerate(rows), sizes, strict=True) if row[column]]
        traces.append(
            scatter(
                name=name,
                x=[float(row["value"]) for _, row, _ in found],
                y=[place for place, _, _ in found],
                mode="markers",
                marker={"size": [size for _, _, size in found], "color": color, "line": line, "opacity": 1},
                customdata=[drawn([row["group"], row["label"], row["far"]], language) for _, row, _ in found],
                hovertemplate="%{customdata}<extra></extra>",
                cliponaxis=False,
            )
        )
    return traces


def _values(rows: list[dict], language: Language, theme: Theme) -> dict:
    return scatter(
        name="values",
        x=[float(row["value"]) for row in rows],
        y=list(range(len(rows))),
        mode="markers+text",
        marker={"size": 2 * (MARK_REACH - 1), "opacity": 0},
        text=[drawn(row["label"], language, bold=True) for row in rows],
        textposition="middle right",
        textfont={"size": TEXT_SIZE, "color": theme.text},
        cliponaxis=False,
        hoverinfo="skip",
    )


def _key(rows: list[dict], years: tuple[int, int], language: Language, theme: Theme) -> list[Item]:
    ring = circle(RING / 2, fillcolor=theme.card, line={"color": theme.before, "width": 2.5})
    core, disc = (circle(size / 2, fillcolor=theme.after, line={"width": 0}) for size in (CORE, DISC))
    before, after = (language.year(year) for year in years)
    programmes = {(bool(row["in_before"]), bool(row["in_after"])) for row in rows}
    items = [
        ((True, True) in programmes, language.say("{before} and {after}", before=before, after=after), (ring, core)),
        ((True, False) in programmes, language.say("{year} only", year=before), (ring,)),
        ((False, True) in programmes, language.say("{year} only", year=after), (disc,)),
        (
            any(row["centre_status"] == CENTRE_BEING_BUILT for row in rows),
            language.say("centre being built"),
            centre_mark(CENTRE_BEING_BUILT, theme, KEY_REACH),
        ),
    ]
    return [Item(words, shapes, theme.text) for is_there, words, shapes in items if is_there]


def _write_far(
    drawing: Drawing,
    rows: list[dict],
    title: str,
    margin: dict[str, int],
    narrow: bool,
    language: Language,
    theme: Theme,
) -> None:
    edge = edge_of("far", margin, language) | {"name": "far"}
    font = {"size": 12, "color": theme.muted}
    head = {"y": 1, "yref": "paper", "yshift": KEY_LINE / 2 + 4, "yanchor": "middle"}
    drawing.write(drawn(title, language), font=font, **head, **edge)
    beside = {"yanchor": "bottom", "yshift": NAME_RISE} if narrow else {"yanchor": "middle"}
    for place, row in enumerate(rows):
        drawing.write(drawn(row["far"], language), y=place, font=font, **beside, **edge)
