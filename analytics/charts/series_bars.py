"""Bars for each group and each of a few series, in panels of one scale each: how much is it, side by side?"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.bar_values import CLEAR, values_at_ends
from analytics.charts.drawing import Drawing, bar
from analytics.charts.key import KEY_LINE, Item, diamond, draw_key_lines, key_lines
from analytics.charts.labels import drawn, in_lines, marked, reason_of, room_beyond, width_of
from analytics.charts.rows import MARK_REACH, NAME_LINE, NARROW_SPAN, NARROWEST, edge_of, rule_off
from analytics.charts.series import Look, area_item, area_marker, looks_of, name_of
from analytics.charts.theme import TEXT_SIZE, Theme, finalise
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL, list_rows, require_status

PANEL_ROOM, PANEL_GAP = 28, 20
THICKNESS, BETWEEN, ROW_GAP = 15, 4, 12


@dataclass
class Layout:
    """Where everything stands, in pixels from the top: the middle of each bar, each text, and what parts rows in a panel."""

    middles: list[float] = field(default_factory=list)
    panels: list[tuple[str, float]] = field(default_factory=list)
    names: list[tuple[list[str], float]] = field(default_factory=list)
    rules: list[float] = field(default_factory=list)
    height: float = 0


def series_bars(
    cells: pd.DataFrame, language: Language, theme: Theme, *, by_year: bool = False, meta: dict | None = None
) -> go.Figure:
    """How much is it for each group, in each series?

    `cells`, drawn in their own order: panel (its heading, empty where there is one alone), scale (panels of the same are
    as long for the same number), group (name, may be empty), code (of the group, for a click), series (named in the key;
    one alone may be empty), value (null where missing), label (the value as it is to be read), status. `by_year`: the
    series are years, one or two. Names of groups stand above their bars, so that it holds at every width from 300 pixels.
    Raises ValueError for a table without `status`, and for more series than can be told apart.
    """
    rows = list_rows(require_status(cells))
    names = list(dict.fromkeys(row["series"] for row in rows))
    looks = looks_of(sorted(names) if by_year else names, theme, by_year=by_year)
    ends = _ends(rows)
    drawing, placed = Drawing(), _lay_out(rows)
    margin = _margins(rows, ends, language)
    edge = edge_of("near", margin, language)
    for title, top in placed.panels:
        font = {"size": TEXT_SIZE, "color": theme.muted}
        drawing.write(drawn(title, language, bold=True), name="panel", y=top, yanchor="top", font=font, **edge)
    for top in placed.rules:
        rule_off(drawing, top, margin, theme)
    for lines, top in placed.names:
        font = {"size": TEXT_SIZE, "color": theme.text}
        drawing.write(drawn(lines, language), name="group", y=top, yanchor="top", font=font, **edge)
    for name, look in looks.items():
        these = [place for place, row in enumerate(rows) if row["series"] == name]
        told = name_of(name, language, by_year=by_year)
        drawing.traces.append(_bars(rows, ends, placed.middles, these, look, told, language))
        drawing.traces.append(_values(rows, ends, placed.middles, these, look, language, theme))
    key = _key(rows, looks, by_year, language, theme)
    margin |= {"t": KEY_LINE * len(key) + 6 if key else 0, "b": 0}
    draw_key_lines(drawing, key, language, start=edge, top=margin["t"])
    drawing.layout |= {
        "barmode": "overlay",
        "barcornerradius": 2,
        "xaxis": {"range": [0, 1], "showticklabels": False},
        # Upright, one unit is one pixel.
        "yaxis": {"range": [placed.height, 0], "showticklabels": False},
    }
    return finalise(drawing, language, theme, height=round(placed.height) + margin["t"], margin=margin, meta=meta)


def _ends(rows: list[dict]) -> list[tuple[float, float]]:
    """Where does each bar begin and end, from 0 to 1? All of a scale in proportion to their numbers, around one zero."""
    spans: dict[str, tuple[float, float]] = {}
    for row in rows:
        low, high = spans.get(row["scale"], (0.0, 0.0))
        value = 0.0 if pd.isna(row["value"]) else float(row["value"])
        spans[row["scale"]] = (min(low, value), max(high, value))
    found = []
    for row in rows:
        low, high = spans[row["scale"]]
        length = (high - low) or 1
        value = 0.0 if pd.isna(row["value"]) else float(row["value"])
        found.append((abs(low) / length, (value - low) / length))
    return found


def _lay_out(rows: list[dict]) -> Layout:
    placed, last = Layout(), (None, None)
    for row in rows:
        here = (row["panel"], row["code"])
        if here[0] != last[0]:
            placed.height += PANEL_GAP if last[0] is not None else 0
            if row["panel"]:
                placed.panels.append((str(row["panel"]), placed.height))
                placed.height += PANEL_ROOM
        if here != last:
            if here[0] == last[0]:
                placed.rules.append(placed.height + ROW_GAP / 2 - BETWEEN / 2)
                placed.height += ROW_GAP
            if row["group"]:
                lines = in_lines(str(row["group"]), NARROWEST, TEXT_SIZE)
                placed.names.append((lines, placed.height))
                placed.height += NAME_LINE * len(lines) + 7
        placed.middles.append(placed.height + THICKNESS / 2)
        placed.height += THICKNESS + BETWEEN
        last = here
    return placed


def _margins(rows: list[dict], ends: list[tuple[float, float]], language: Language) -> dict[str, int]:
    widths = [width_of(_text(row, language), TEXT_SIZE, bold=True) + MARK_REACH for row in rows]
    return {"l": 2, "r": max(2, room_beyond([max(pair) for pair in ends], widths, NARROW_SPAN))}


def _text(row: dict, language: Language) -> str:
    if not pd.isna(row["value"]):
        return marked(str(row["label"]), row["status"], language)
    if row["status"] == CONFIDENTIAL:
        return marked("", CONFIDENTIAL, language)
    return reason_of(row["status"], language) or language.say("no data")


def _bars(
    rows: list[dict],
    ends: list[tuple[float, float]],
    middles: Sequence[float],
    these: list[int],
    look: Look,
    told: str,
    language: Language,
) -> dict:
    seen = [place for place in these if not pd.isna(rows[place]["value"])]
    return bar(
        name=told or "bars",
        orientation="h",
        base=[ends[place][0] for place in seen],
        x=[ends[place][1] - ends[place][0] for place in seen],
        y=[middles[place] for place in seen],
        width=THICKNESS,
        marker=area_marker(look),
        customdata=[[_hover(rows[place], told, language), str(rows[place]["code"])] for place in seen],
        hovertemplate="%{customdata[0]}<extra></extra>",
        cliponaxis=False,
    )


def _hover(row: dict, told: str, language: Language) -> str:
    lines = [str(row["panel"]), str(row["group"]), told, _text(row, language), reason_of(row["status"], language)]
    return drawn([line for line in dict.fromkeys(lines) if line], language)


def _values(
    rows: list[dict],
    ends: list[tuple[float, float]],
    middles: Sequence[float],
    these: list[int],
    look: Look,
    language: Language,
    theme: Theme,
) -> dict:
    """How is each bar read? Beyond its end; a hidden one is an open diamond, a missing one only words."""
    is_there = [not pd.isna(rows[place]["value"]) for place in these]
    hidden = [not there and rows[place]["status"] == CONFIDENTIAL for place, there in zip(these, is_there, strict=True)]
    return values_at_ends(
        [max(ends[place]) + CLEAR * is_hidden for place, is_hidden in zip(these, hidden, strict=True)],
        [middles[place] for place in these],
        [_text(rows[place], language) for place in these],
        is_there,
        hidden,
        look.text_colour,
        language,
        theme,
    )


def _key(rows: list[dict], looks: dict[str, Look], by_year: bool, language: Language, theme: Theme) -> list[list[Item]]:
    items = [area_item(name_of(name, language, by_year=by_year), look) for name, look in looks.items()]
    lines = key_lines(items, NARROWEST) if any(looks) else []
    if any(row["status"] == CONFIDENTIAL for row in rows):
        mark = diamond(5, line={"color": theme.muted, "width": 2})
        lines.append([Item(reason_of(CONFIDENTIAL, language), (mark,), theme.muted)])
    return lines
