"""Two years joined by a line, a row for each group: what changed, for whom, and whether that may be said."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.key import Item, circle, diamond, draw_key, place_mark, stroke
from analytics.charts.labels import drawn, in_lines, marked, reason_of, width_of
from analytics.charts.rows import ROW_HEIGHT, lay_out_rows, nice_ticks
from analytics.charts.theme import SMALL_SIZE, TEXT_SIZE, Theme, finalise
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL, MARKS, require_status

KEY_LINE = 22
AXIS_HEIGHT = 24
FAR_ROOM = 64
OPEN_SIZE, FILLED_SIZE = 13, 9.5
# A gap in a shorter connector, in parts of the axis, would be hidden by its two ends.
LEAST_BREAKABLE = 0.36
COMPARABLE, WITH_CARE, NOT_COMPARABLE = "comparable", "with_care", "not_comparable"


@dataclass(frozen=True)
class End:
    """One year of a row: its value or None, the text beside its mark, and the side of the mark the text stands on."""

    value: float | None
    status: str
    label: str
    side: str


def dumbbell(
    change: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    tick_text: Callable[[float], str],
    years: tuple[int, int] = (2014, 2015),
    meta: dict | None = None,
) -> go.Figure:
    """What changed between the two years, for which groups, and may it be said?

    `change`, drawn in its own order, first row on top: group, before and after (in the measure's unit, null where
    missing), before_label, after_label, change_label (as they are to be read), verdict (comparable, with_care,
    not_comparable), status; before_status and after_status where the two years differ. `tick_text` writes a number of
    the axis. Raises ValueError for a table without `status`.
    """
    rows = require_status(change).to_dict("records")
    ends = [_ends(row, language) for row in rows]
    far = [_far_lines(row, pair, years, language) for row, pair in zip(rows, ends, strict=True)]
    highest = max([end.value for pair in ends for end in pair if end.value is not None], default=0) or 1
    figure = go.Figure()
    margin = lay_out_rows(
        figure,
        [str(row["group"]) for row in rows],
        language,
        theme,
        leftward=_labels_on("left", ends, highest),
        rightward=_labels_on("right", ends, highest),
        far=max(width_of(line, TEXT_SIZE, bold=True) for lines in [[language.say("change")], *far] for line in lines),
    )
    for place, (row, pair) in enumerate(zip(rows, ends, strict=True)):
        guide = {"color": theme.grid, "width": 1}
        figure.add_shape(type="line", name="guide", x0=0, x1=highest, y0=place, y1=place, line=guide, layer="below")
        _connect(figure, place, row["verdict"], pair, highest, theme)
    for which in (0, 1):
        figure.add_trace(_marks(rows, [pair[which] for pair in ends], years[which], language, theme, is_open=which == 0))
    _without_mark(figure, rows, ends, language, theme)

    key = _key(rows, ends, years, language, theme)
    margin |= {"t": KEY_LINE * len(key) + 8, "b": AXIS_HEIGHT}
    start = (1, margin["r"]) if language.is_right_to_left else (0, -margin["l"])
    for line, items in enumerate(key):
        dy = margin["t"] - KEY_LINE * (line + 0.5)
        draw_key(figure, items, language, corner=(start[0], 1), dx=start[1], dy=dy)
    _far_column(figure, far, rows, margin, language, theme)

    ticks = nice_ticks(highest)
    figure.update_xaxes(
        range=[0, highest],
        tickvals=ticks,
        ticktext=[drawn(tick_text(tick), language) for tick in ticks],
        tickfont={"size": SMALL_SIZE, "color": theme.muted},
        tickangle=0,
        showgrid=True,
        layer="below traces",
    )
    height = margin["t"] + margin["b"] + ROW_HEIGHT * max(1, len(rows))
    return finalise(figure, language, theme, height=height, margin=margin, meta=meta)


def _ends(row: dict, language: Language) -> tuple[End, End]:
    values = [None if pd.isna(row[year]) else float(row[year]) for year in ("before", "after")]
    sides = ("right", "right")
    if None not in values:
        before, after = values
        sides = ("top", "bottom") if before == after else ("left", "right") if before < after else ("right", "left")
    pair = []
    for year, value, side in zip(("before", "after"), values, sides, strict=True):
        status = row.get(f"{year}_status", row["status"])
        label = "" if value is None else marked(str(row[f"{year}_label"]), status, language)
        pair.append(End(value, status, label, side))
    return pair[0], pair[1]


def _labels_on(side: str, ends: list[tuple[End, End]], highest: float) -> list[tuple[float, float]]:
    return [
        (end.value / highest, width_of(end.label, TEXT_SIZE, bold=True))
        for pair in ends
        for end in pair
        if end.value is not None and end.side == side
    ]


def _far_lines(row: dict, pair: tuple[End, End], years: tuple[int, int], language: Language) -> list[str]:
    """What stands in the far column: the change, or which year has no data and so left none?"""
    label = row["change_label"]
    if not pd.isna(label) and label:
        return in_lines(str(label), FAR_ROOM, TEXT_SIZE)
    missing = [year for year, end in zip(years, pair, strict=True) if end.value is None and end.status != CONFIDENTIAL]
    return [language.year(missing[0]), language.say("no data")] if len(missing) == 1 else []


def _connect(
    figure: go.Figure, place: int, verdict: str, pair: tuple[End, End], highest: float, theme: Theme
) -> None:
    """How does the connector say whether the two years compare? Solid, dashed, or broken with the sign for unequal."""
    if pair[0].value is None or pair[1].value is None:
        return
    low, high = sorted(end.value for end in pair)
    line = {"color": theme.muted, "width": 2.5}
    if verdict != NOT_COMPARABLE:
        line |= {"dash": "5px,4px"} if verdict == WITH_CARE else {}
        figure.add_shape(type="line", name=verdict, x0=low, x1=high, y0=place, y1=place, line=line, layer="below")
    elif (high - low) / highest >= LEAST_BREAKABLE:
        for x0, x1 in ((low, low + 0.3 * (high - low)), (high - 0.3 * (high - low), high)):
            figure.add_shape(type="line", name=verdict, x0=x0, x1=x1, y0=place, y1=place, line=line, layer="below")
        at = ((low + high) / 2, place)
        place_mark(figure, _unequal(theme), at=at, refs=("x", "y"), dx=0, dy=0)


def _unequal(theme: Theme) -> tuple[dict, ...]:
    line = {"color": theme.muted, "width": 2}
    bars = tuple(stroke(5, line=line, name="unequal") | {"y0": rise, "y1": rise} for rise in (-2.5, 2.5))
    return (*bars, {"type": "line", "name": "unequal", "x0": -3, "x1": 3, "y0": -7, "y1": 7, "line": line})


def _marks(rows: list, ends: list[End], year: int, language: Language, theme: Theme, is_open: bool) -> go.Scatter:
    seen = [(place, end) for place, end in enumerate(ends) if end.value is not None]
    sides = {"left": "middle left", "right": "middle right", "top": "top center", "bottom": "bottom center"}
    hover = [[str(rows[place]["group"]), language.year(year), end.label, reason_of(end.status, language)] for place, end in seen]
    colour = theme.before if is_open else theme.after
    return go.Scatter(
        name=str(year),
        x=[end.value for _, end in seen],
        y=[place for place, _ in seen],
        mode="markers+text",
        marker={
            "symbol": "circle",
            "size": OPEN_SIZE if is_open else FILLED_SIZE,
            "color": theme.card if is_open else colour,
            "line": {"color": colour, "width": 2.5 if is_open else 0},
            "opacity": 1,
        },
        text=[drawn(end.label, language, bold=True) for _, end in seen],
        textposition=[sides[end.side] for _, end in seen],
        textfont={"size": TEXT_SIZE, "color": theme.before_text if is_open else theme.after_text},
        customdata=[drawn([line for line in lines if line], language) for lines in hover],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )


def _without_mark(figure: go.Figure, rows: list, ends: list, language: Language, theme: Theme) -> None:
    """How are numbers that are hidden or missing seen? An open diamond with [c], or words, where the axis starts."""
    for place, (row, pair) in enumerate(zip(rows, ends, strict=True)):
        unseen = {end.status for end in pair if end.value is None}
        if not unseen or (CONFIDENTIAL not in unseen and any(end.value is not None for end in pair)):
            continue
        is_hidden = CONFIDENTIAL in unseen
        status = CONFIDENTIAL if is_hidden else unseen.pop()
        words = marked("", CONFIDENTIAL, language) if is_hidden else reason_of(status, language) or language.say("no data")
        figure.add_trace(
            go.Scatter(
                name=status,
                x=[0],
                y=[place],
                mode="markers+text" if is_hidden else "text",
                marker={"symbol": "diamond-open", "size": 11, "color": theme.muted, "line": {"width": 2}},
                text=[drawn(words, language)],
                textposition="middle right",
                textfont={"size": 12, "color": theme.muted},
                customdata=[drawn([str(row["group"]), reason_of(status, language)], language)],
                hovertemplate="%{customdata}<extra></extra>",
                cliponaxis=False,
            )
        )


def _key(rows: list, ends: list, years: tuple[int, int], language: Language, theme: Theme) -> list[list[Item]]:
    """Which lines has the key? The two years, then only what the rows need."""
    ring = circle(5.5, fillcolor=theme.card, line={"color": theme.before, "width": 2.5})
    disc = circle(5, fillcolor=theme.after, line={"width": 0})
    lines = [
        [
            Item(language.year(years[0]), (ring,), theme.before_text, bold=True),
            Item(language.year(years[1]), (disc,), theme.after_text, bold=True),
        ]
    ]
    verdicts = {row["verdict"] for row, pair in zip(rows, ends, strict=True) if None not in (pair[0].value, pair[1].value)}
    dashes = stroke(7, line={"color": theme.muted, "width": 2.5, "dash": "5px,4px"})
    cautions = []
    if WITH_CARE in verdicts:
        cautions.append(Item(language.say("compare with care"), (dashes,), theme.muted))
    if NOT_COMPARABLE in verdicts:
        cautions.append(Item(language.say("not comparable"), _unequal(theme), theme.muted))
    lines += [cautions] if cautions else []
    statuses = {end.status for pair in ends for end in pair}
    if CONFIDENTIAL in statuses:
        mark = diamond(5, line={"color": theme.muted, "width": 2})
        lines.append([Item(reason_of(CONFIDENTIAL, language), (mark,), theme.muted)])
    return lines


def _far_column(
    figure: go.Figure, far: list, rows: list, margin: dict, language: Language, theme: Theme
) -> None:
    edge = (0, -margin["l"], "left") if language.is_right_to_left else (1, margin["r"], "right")
    shared = {"x": edge[0], "xref": "paper", "xshift": edge[1], "xanchor": edge[2], "align": edge[2], "showarrow": False}
    head = language.say("change")
    figure.add_annotation(
        name="change", text=drawn(head, language), y=1, yref="paper", yshift=margin["t"] - KEY_LINE / 2, yanchor="middle",
        font={"size": 12, "color": theme.muted}, **shared,
    )
    for place, (lines, row) in enumerate(zip(far, rows, strict=True)):
        is_change = bool(lines) and not pd.isna(row["change_label"]) and bool(row["change_label"])
        if lines:
            figure.add_annotation(
                name="change", text=drawn(lines, language, bold=is_change), y=place, yref="y", yanchor="middle",
                font={"size": TEXT_SIZE if is_change else SMALL_SIZE, "color": theme.text if is_change else theme.muted},
                **shared,
            )
