"""Two bars a row from one zero, 2014 above 2015: how much was it in each year, and what stands beside it?"""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.bar_values import CLEAR, values_at_ends
from analytics.charts.drawing import Drawing, bar
from analytics.charts.ends import End, ends_of
from analytics.charts.key import ITEM_GAP, KEY_LINE, Item, diamond, draw_key_lines, key_lines, square
from analytics.charts.labels import drawn, in_lines, marked, reason_of, room_beyond, width_of
from analytics.charts.rows import GAP, MARK_REACH, NAME_LINE, NARROW_SPAN, NARROWEST, edge_of, rule_off
from analytics.charts.theme import TEXT_SIZE, Theme, finalise
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL, list_rows, require_status

THICKNESS, BETWEEN, ROW_GAP = 15, 4, 14
BESIDE_SIZE = 12


def paired_bars(
    change: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    years: tuple[int, int] = (2014, 2015),
    beside_label: str = "",
    meta: dict | None = None,
) -> go.Figure:
    """How much was it in each of the two years, group by group?

    `change`, drawn in its own order, first row on top: group, before and after (in the measure's unit, not negative, null
    where missing), before_label and after_label (as they are to be read), status; where they differ by year
    before_status and after_status; and if wanted code (of the group, for a click that narrows the page), before_beside
    and after_beside (texts for a column at the far end, under `beside_label`), before_absence and after_absence (words
    for a number that is missing). Names stand above their bars, so that it holds at every width from 300 pixels. Raises
    ValueError for a table without `status`.
    """
    rows = list_rows(require_status(change))
    ends = [ends_of(row, language) for row in rows]
    longest = max([end.value for pair in ends for end in pair if end.value is not None], default=0) or 1
    names = [in_lines(str(row["group"]), NARROWEST, TEXT_SIZE) for row in rows]
    name_room = NAME_LINE * max([len(lines) for lines in names], default=1) + 5
    step = name_room + 2 * THICKNESS + BETWEEN + ROW_GAP
    drawing = Drawing()
    margin = _margins(rows, ends, longest, beside_label, language)
    edge = edge_of("near", margin, language)
    for place, lines in enumerate(names):
        if place:
            rule_off(drawing, place * step - ROW_GAP / 2, margin, theme)
        font = {"size": TEXT_SIZE, "color": theme.text}
        drawing.write(drawn(lines, language), name="group", y=place * step, yanchor="top", font=font, **edge)
    for which in (0, 1):
        middles = [
            place * step + name_room + THICKNESS / 2 + which * (THICKNESS + BETWEEN) for place in range(len(rows))
        ]
        side = [pair[which] for pair in ends]
        drawing.traces.append(_bars(rows, side, middles, years[which], which == 0, language, theme))
        drawing.traces.append(_values(rows, side, middles, ("before", "after")[which], longest, language, theme))
        _write_beside(drawing, rows, middles, ("before", "after")[which], margin, language, theme)

    key = _key(ends, years, language, theme)
    # The heading of the column stands on the last line of the key, or under it where a phone has no room for both.
    is_under = width_of(beside_label, BESIDE_SIZE) + sum(item.width(12) + ITEM_GAP for item in key[-1]) > NARROWEST
    margin |= {"t": KEY_LINE * (len(key) + is_under) + 6, "b": 0}
    draw_key_lines(drawing, key, language, start=edge, top=margin["t"])
    if beside_label:
        head = edge_of("far", margin, language) | {"name": "beside", "y": 1, "yref": "paper", "yanchor": "middle"}
        font = {"size": BESIDE_SIZE, "color": theme.muted}
        drawing.write(drawn(beside_label, language), yshift=6 + KEY_LINE / 2, font=font, **head)
    height = max(1, len(rows)) * step
    drawing.layout |= {
        "barmode": "overlay",
        "barcornerradius": 2,
        "xaxis": {"range": [0, longest], "showticklabels": False},
        # Upright, one unit is one pixel.
        "yaxis": {"range": [height, 0], "showticklabels": False},
    }
    return finalise(drawing, language, theme, height=height + margin["t"], margin=margin, meta=meta)


def _margins(
    rows: list[dict], ends: list[tuple[End, End]], longest: float, beside_label: str, language: Language
) -> dict[str, int]:
    texts = [
        (0 if end.value is None else end.value / longest, _text(row, end, side, language))
        for row, pair in zip(rows, ends, strict=True)
        for end, side in zip(pair, ("before", "after"), strict=True)
    ]
    widths = [width_of(text, TEXT_SIZE, bold=True) + MARK_REACH for _, text in texts]
    right = max(2, room_beyond([start for start, _ in texts], widths, NARROW_SPAN))
    beside = [_said(row, f"{side}_beside") for row in rows for side in ("before", "after")]
    far = round(max([width_of(text, BESIDE_SIZE) for text in beside], default=0))
    far += GAP if far else 0
    return {"l": 2 + far, "r": right} if language.is_right_to_left else {"l": 2, "r": right + far}


def _said(row: dict, name: str) -> str:
    """Which words does a row bring along for this, if any?"""
    return "" if pd.isna(row.get(name)) else str(row[name])


def _text(row: dict, end: End, side: str, language: Language) -> str:
    if end.value is not None:
        return end.label
    if end.status == CONFIDENTIAL:
        return marked("", CONFIDENTIAL, language)
    return _said(row, f"{side}_absence") or reason_of(end.status, language) or language.say("no data")


def _bars(
    rows: list[dict],
    ends: list[End],
    middles: Sequence[float],
    year: int,
    is_open: bool,
    language: Language,
    theme: Theme,
) -> dict:
    seen = [place for place, end in enumerate(ends) if end.value is not None]
    colour = theme.before if is_open else theme.after
    hatched = {
        "shape": "/",
        "fgcolor": colour,
        "bgcolor": theme.before_fill,
        "fgopacity": 1,
        "size": 6,
        "solidity": 0.2,
    }
    return bar(
        name=str(year),
        orientation="h",
        x=[ends[place].value for place in seen],
        y=[middles[place] for place in seen],
        width=THICKNESS,
        marker={"color": colour, "line": {"color": colour, "width": 1.5 if is_open else 0}}
        | ({"pattern": hatched} if is_open else {}),
        customdata=[
            [_hover(rows[place], ends[place], year, is_open, language), rows[place].get("code", "")] for place in seen
        ],
        hovertemplate="%{customdata[0]}<extra></extra>",
        cliponaxis=False,
    )


def _hover(row: dict, end: End, year: int, is_open: bool, language: Language) -> str:
    beside = _said(row, "before_beside" if is_open else "after_beside")
    lines = [str(row["group"]), language.year(year), end.label, beside, reason_of(end.status, language)]
    return drawn([line for line in lines if line], language)


def _values(
    rows: list[dict],
    ends: list[End],
    middles: Sequence[float],
    side: str,
    longest: float,
    language: Language,
    theme: Theme,
) -> dict:
    """How is each bar read? At its end; a hidden one is an open diamond, a missing one only words."""
    colour = theme.before_text if side == "before" else theme.after_text
    hidden = [end.value is None and end.status == CONFIDENTIAL for end in ends]
    return values_at_ends(
        [longest * CLEAR if is_hidden else end.value or 0 for is_hidden, end in zip(hidden, ends, strict=True)],
        middles,
        [_text(row, end, side, language) for row, end in zip(rows, ends, strict=True)],
        [end.value is not None for end in ends],
        hidden,
        colour,
        language,
        theme,
    )


def _write_beside(
    drawing: Drawing,
    rows: list[dict],
    middles: Sequence[float],
    side: str,
    margin: dict[str, int],
    language: Language,
    theme: Theme,
) -> None:
    font = {"size": BESIDE_SIZE, "color": theme.before_text if side == "before" else theme.after_text}
    edge = edge_of("far", margin, language) | {"name": "beside", "yanchor": "middle"}
    for row, middle in zip(rows, middles, strict=True):
        if _said(row, f"{side}_beside"):
            drawing.write(drawn(_said(row, f"{side}_beside"), language), y=middle, font=font, **edge)


def _key(ends: list[tuple[End, End]], years: tuple[int, int], language: Language, theme: Theme) -> list[list[Item]]:
    outlined = square(5.5, fillcolor=theme.before_fill, line={"color": theme.before, "width": 2})
    filled = square(6, fillcolor=theme.after, line={"width": 0})
    items = [
        Item(language.year(years[0]), (outlined,), theme.before_text, bold=True),
        Item(language.year(years[1]), (filled,), theme.after_text, bold=True),
    ]
    lines = key_lines(items, NARROWEST)
    if any(end.status == CONFIDENTIAL for pair in ends for end in pair):
        mark = diamond(5, line={"color": theme.muted, "width": 2})
        lines.append([Item(reason_of(CONFIDENTIAL, language), (mark,), theme.muted)])
    return lines
