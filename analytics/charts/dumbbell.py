"""Two years joined by a line, a row for each group: what changed, for whom, and whether that may be said."""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.connector import NOT_COMPARABLE, WITH_CARE, connect, dashes, unequal
from analytics.charts.drawing import Drawing, open_diamond, scatter
from analytics.charts.ends import CARE_ROOM, End, Far, ends_of, far_of, labels_on
from analytics.charts.key import KEY_LINE, Item, circle, diamond, draw_key_lines, key_lines, place_mark
from analytics.charts.labels import drawn, marked, reason_of, width_of
from analytics.charts.rows import (
    HIDDEN_ROOM,
    MARK_REACH,
    NAME_RISE,
    NARROWEST,
    before_axis,
    edge_of,
    height_of,
    lay_out_rows,
    number_axis,
    overhang_of,
    ticks_of,
)
from analytics.charts.theme import SMALL_SIZE, TEXT_SIZE, Theme, finalise
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL, list_rows, require_status

AXIS_HEIGHT = 24
HEAD_SIZE = 12
OPEN_SIZE, FILLED_SIZE = 13, 9.5


def dumbbell(
    change: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    tick_text: Callable[[float], str],
    years: tuple[int, int] = (2014, 2015),
    narrow: bool = True,
    meta: dict | None = None,
) -> go.Figure:
    """What changed between the two years, for which groups, and may it be said?

    `change`, drawn in its own order, first row on top: group, before and after (in the measure's unit, null where
    missing), before_label, after_label, change_label (as they are to be read), verdict (comparable, with_care,
    not_comparable), status; before_status and after_status where the two years differ; code where a clicked mark is to
    narrow the page; is_doubtful where the change is not enough evidence of one. `tick_text` writes a number of the axis.
    `narrow` holds at every width from 300 pixels; without it names stand beside their rows, from 560 on. Raises
    ValueError for a table without `status`.
    """
    rows = list_rows(require_status(change))
    ends = [ends_of(row, language) for row in rows]
    far = [far_of(row, pair, years, language, narrow) for row, pair in zip(rows, ends, strict=True)]
    highest = max([end.value for pair in ends for end in pair if end.value is not None], default=0) or 1
    names = [str(row["group"]) for row in rows]
    ticks = ticks_of(highest, tick_text, SMALL_SIZE, narrow)
    widths = [max(each.width, 0 if narrow else width_of(language.say("change"), HEAD_SIZE)) for each in far]
    drawing = Drawing()
    has_hidden = any(end.value is None and end.status == CONFIDENTIAL for pair in ends for end in pair)
    start, hidden_at = before_axis(0, highest, has_hidden)
    margin = lay_out_rows(
        drawing,
        names,
        language,
        theme,
        narrow=narrow,
        leftward=[*labels_on("left", ends, highest), *[(0.0, HIDDEN_ROOM)] * has_hidden],
        rightward=labels_on("right", ends, highest),
        far=widths,
        overhang=overhang_of(ticks),
    )
    for place, (row, pair) in enumerate(zip(rows, ends, strict=True)):
        guide = {"type": "line", "name": "guide", "x0": 0, "x1": highest, "y0": place, "y1": place, "layer": "below"}
        drawing.shapes.append(guide | {"line": {"color": theme.grid, "width": 1}})
        if None not in (pair[0].value, pair[1].value):
            connect(drawing, place, row["verdict"], pair[0].value, pair[1].value, highest, theme)
    for which in (0, 1):
        side = [pair[which] for pair in ends]
        drawing.traces.append(_marks(rows, side, years[which], language, theme, is_open=which == 0))
    drawing.traces.append(_values(ends, language, theme))
    for place, pair in enumerate(ends):
        _show_absence(drawing, place, names[place], pair, hidden_at, language, theme)

    key = _key(rows, ends, years, language, theme)
    margin |= {"t": KEY_LINE * len(key) + 12, "b": AXIS_HEIGHT}
    near = edge_of("near", margin, language)
    draw_key_lines(drawing, key, language, start=near, top=margin["t"])
    _write_far(drawing, far, margin, narrow, language, theme)

    drawing.layout["xaxis"] = number_axis(start, highest, ticks, language, theme)
    height = margin["t"] + margin["b"] + height_of(names, narrow, widths)
    return finalise(drawing, language, theme, height=height, margin=margin, meta=meta)


def _marks(rows: list, ends: list[End], year: int, language: Language, theme: Theme, is_open: bool) -> dict:
    seen = [(place, end) for place, end in enumerate(ends) if end.value is not None]
    hover = [
        [str(rows[place]["group"]), language.year(year), end.label, reason_of(end.status, language)]
        for place, end in seen
    ]
    texts = [drawn([line for line in lines if line], language) for lines in hover]
    codes = [rows[place].get("code", "") for place, _ in seen]
    colour = theme.before if is_open else theme.after
    return scatter(
        name=str(year),
        x=[end.value for _, end in seen],
        y=[place for place, _ in seen],
        mode="markers",
        marker={
            "symbol": "circle",
            # A ring wider than the disc: both are seen where the two years are equal.
            "size": OPEN_SIZE if is_open else FILLED_SIZE,
            "color": theme.card if is_open else colour,
            "line": {"color": colour, "width": 2.5 if is_open else 0},
            "opacity": 1,
        },
        customdata=[list(pair) for pair in zip(texts, codes, strict=True)],
        hovertemplate="%{customdata[0]}<extra></extra>",
        cliponaxis=False,
    )


def _values(ends: list[tuple[End, End]], language: Language, theme: Theme) -> dict:
    seen = [
        (place, end, colour)
        for place, pair in enumerate(ends)
        for end, colour in zip(pair, (theme.before_text, theme.after_text), strict=True)
        if end.value is not None
    ]
    return scatter(
        name="values",
        x=[end.value for _, end, _ in seen],
        y=[place for place, _, _ in seen],
        # Marks that are not seen keep the texts at their distance.
        mode="markers+text",
        marker={"size": 2 * (MARK_REACH - 3), "opacity": 0},
        text=[drawn(end.label, language, bold=True) for _, end, _ in seen],
        textposition=[f"middle {end.side}" for _, end, _ in seen],
        textfont={"size": TEXT_SIZE, "color": [colour for _, _, colour in seen]},
        cliponaxis=False,
        hoverinfo="skip",
    )


def _show_absence(
    drawing: Drawing,
    place: int,
    group: str,
    pair: tuple[End, End],
    hidden_at: float,
    language: Language,
    theme: Theme,
) -> None:
    """How is a number seen that is hidden or missing? An open diamond with [c] before the axis, or words at its start."""
    absent = [end.status for end in pair if end.value is None]
    is_hidden = CONFIDENTIAL in absent
    if not is_hidden and len(absent) < 2:
        return
    reason = reason_of(CONFIDENTIAL if is_hidden else absent[0], language) or language.say("no data")
    words = drawn(marked("", CONFIDENTIAL, language) if is_hidden else reason, language)
    mark = scatter(
        name=CONFIDENTIAL if is_hidden else absent[0],
        x=[hidden_at if is_hidden else 0],
        y=[place],
        mode="markers+text" if is_hidden else "text",
        marker=open_diamond(11, theme.muted),
        text=[words + "\u00a0" if is_hidden else "\u00a0" + words],
        textposition="middle left" if is_hidden else "middle right",
        textfont={"size": 12, "color": theme.muted},
        customdata=[drawn([group, reason], language)],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )
    drawing.traces.append(mark)


def _key(rows: list, ends: list, years: tuple[int, int], language: Language, theme: Theme) -> list[list[Item]]:
    """Which lines has the key? The two years, then only what the rows need."""
    ring = circle(5.5, fillcolor=theme.card, line={"color": theme.before, "width": 2.5})
    disc = circle(5, fillcolor=theme.after, line={"width": 0})
    pair = [
        Item(language.year(years[0]), (ring,), theme.before_text, bold=True),
        Item(language.year(years[1]), (disc,), theme.after_text, bold=True),
    ]
    joined = [None not in (first.value, second.value) for first, second in ends]
    verdicts = {row["verdict"] for row, is_joined in zip(rows, joined, strict=True) if is_joined}
    cautions = []
    if WITH_CARE in verdicts:
        cautions.append(Item(language.say("compare with care"), dashes(theme), theme.muted))
    if NOT_COMPARABLE in verdicts:
        cautions.append(Item(language.say("not comparable"), unequal(theme), theme.muted))
    hidden = []
    if any(end.status == CONFIDENTIAL for pair in ends for end in pair):
        mark = diamond(5, line={"color": theme.muted, "width": 2})
        hidden.append(Item(reason_of(CONFIDENTIAL, language), (mark,), theme.muted))
    return [line for items in (pair, cautions, hidden) for line in key_lines(items, NARROWEST)]


def _write_far(
    drawing: Drawing, far: list[Far], margin: dict[str, int], narrow: bool, language: Language, theme: Theme
) -> None:
    edge = edge_of("far", margin, language) | {"name": "change"}
    head = {"y": 1, "yref": "paper", "yshift": margin["t"] - KEY_LINE / 2, "yanchor": "middle"}
    font = {"size": HEAD_SIZE, "color": theme.muted}
    drawing.write(drawn(language.say("change"), language), font=font, **head, **edge)
    # On a phone it stands on the line of the name, above the marks; the card shows behind it, so that no grid line of the
    # plot below strikes it out.
    edge |= {"bgcolor": theme.card} if narrow else {}
    beside = {"yanchor": "bottom", "yshift": NAME_RISE} if narrow else {"yanchor": "middle"}
    for place, each in enumerate(far):
        if each.lines:
            # What is not enough evidence of a change is not printed as loud as one.
            font = {"size": each.size, "color": theme.text if each.is_bold else theme.muted}
            drawing.write(drawn(each.lines, language, bold=each.is_bold), y=place, font=font, **beside, **edge)
        if each.has_care:
            # Where two marks touch they hide the dashes that join them.
            inward = 1 if edge["x"] == 0 else -1
            dx = edge["xshift"] + inward * (each.text_width + CARE_ROOM / 2 + 2)
            rise = NAME_RISE + TEXT_SIZE * 0.7 if narrow else 0
            place_mark(drawing, dashes(theme), at=(edge["x"], place), refs=("paper", "y"), dx=dx, dy=rise)
