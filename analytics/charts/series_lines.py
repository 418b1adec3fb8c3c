"""A few lines over days, months or years, in panels of one scale each: how did they go?"""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.drawing import Drawing, open_diamond, scatter
from analytics.charts.key import KEY_LINE, Item, diamond, draw_key_lines, key_lines
from analytics.charts.labels import drawn, marked, reason_of, width_of
from analytics.charts.rows import GAP, NARROWEST, edge_of, ticks_of
from analytics.charts.series import Look, line_item, looks_of
from analytics.charts.theme import SMALL_SIZE, TEXT_SIZE, Theme, finalise
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL, list_rows, require_status

PANEL_ROOM, PLOT, FOOT = 26, 170, 31
# Every mark is seen up to this many on a line; beyond, only the line is.
MOST_MARKS = 40


def series_lines(
    cells: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    tick_text: Callable[[str, float], str],
    meta: dict | None = None,
) -> go.Figure:
    """How did each series go?

    `cells`, in the order of time: panel (its heading, empty where there is one alone), place (the day, month or year as
    it is to be read), tick (the same in short, for the axis, where there is one), code (of the place, for a click),
    series, value (null where missing), label (the value as it is to be read), status. `tick_text(panel, number)` writes
    the numbers of a panel's axis. Time runs from left to right in every language. A place without a number breaks its
    line; a hidden one is an open diamond at the foot. Holds at every
    width from 300 pixels. Raises ValueError for a table without `status`, and for more series than can be told apart.
    """
    rows = list_rows(require_status(cells))
    panels = list(dict.fromkeys(row["panel"] for row in rows))
    places = {code: at for at, code in enumerate(dict.fromkeys(row["code"] for row in rows))}
    names = list(dict.fromkeys(row["series"] for row in rows))
    looks = looks_of(names, theme)
    is_mirrored = language.is_right_to_left
    drawing = Drawing()
    key = _key(rows, looks, language, theme)
    top = KEY_LINE * len(key) + 10
    heading = PANEL_ROOM if any(panels) else 0
    height = top + len(panels) * (heading + PLOT + FOOT)
    room = 10
    for number, panel in enumerate(panels):
        of_panel = [row for row in rows if row["panel"] == panel]
        axis, ticks = _axis(of_panel, lambda value, panel=panel: tick_text(panel, value))
        room = max(room, round(max(width_of(text, SMALL_SIZE) for text in ticks.values())) + GAP)
        start = top + number * (heading + PLOT + FOOT) + heading
        name = "" if number == 0 else str(number + 1)
        drawing.layout[f"yaxis{name}"] = axis | {
            "domain": [1 - (start + PLOT - top) / (height - top), 1 - (start - top) / (height - top)],
            "side": "right" if is_mirrored else "left",
            "tickvals": list(ticks),
            "ticktext": [drawn(text, language) for text in ticks.values()],
            "tickfont": {"size": SMALL_SIZE, "color": theme.muted},
            "showgrid": True,
            "layer": "below traces",
        }
        drawing.layout[f"xaxis{name}"] = _time_axis(rows, places, name, language, theme)
        for series, look in looks.items():
            these = [row for row in of_panel if row["series"] == series]
            if these:
                drawing.traces.append(_line(these, places, name, look, len(looks) > 1, language, theme))
        drawing.traces += _hidden(
            [row for row in of_panel if row["status"] == CONFIDENTIAL], places, name, language, theme
        )
    # The last place, or the first in Arabic, is written under the edge of the plot and must not be cut.
    far = max(10, round(_widest(_words_of_time(rows)) / 2))
    margin = {"l": far if is_mirrored else room, "r": room if is_mirrored else far, "t": top, "b": 0}
    edge = edge_of("near", margin, language)
    for number, panel in enumerate(panels):
        if panel:
            at = 1 - number * (heading + PLOT + FOOT) / (height - top)
            font = {"size": TEXT_SIZE, "color": theme.muted}
            words = drawn(str(panel), language, bold=True)
            drawing.write(words, name="panel", y=at, yref="paper", yanchor="top", font=font, **edge)
    draw_key_lines(drawing, key, language, start=edge, top=top)
    return finalise(drawing, language, theme, height=height, margin=margin, meta=meta)


def _axis(rows: list[dict], tick_text: Callable[[float], str]) -> tuple[dict, dict[float, str]]:
    values = [float(row["value"]) for row in rows if not pd.isna(row["value"])]
    low, high = min([0.0, *values]), max([0.0, *values])
    length = (high - low) or 1
    high = (high or (0 if low < 0 else length)) + 0.05 * length
    low -= 0.05 * length if low < 0 else 0
    return {"range": [low, high]}, ticks_of(high, tick_text, SMALL_SIZE, narrow=False, lowest=low)


def _time_axis(rows: list[dict], places: dict, name: str, language: Language, theme: Theme) -> dict:
    """Which places are written under the axis? As many as stand apart on a phone, the first and the last among them."""
    words = _words_of_time(rows)
    most = max(2, int((NARROWEST - 50) / (_widest(words) + GAP)))
    codes = list(places)
    parts = max(1, min(most, len(codes)) - 1)
    shown = dict.fromkeys(codes[int(part * (len(codes) - 1) / parts + 0.5)] for part in range(parts + 1))
    return {
        "range": [-0.5, len(codes) - 0.5],
        "tickvals": [places[code] for code in shown],
        "ticktext": [drawn(words[code], language) for code in shown],
        "tickfont": {"size": SMALL_SIZE, "color": theme.muted},
        "tickangle": 0,
        # Clear of the zero where the numbers start.
        "ticklabelstandoff": 5,
        "anchor": f"y{name}",
    }


def _words_of_time(rows: list[dict]) -> dict[str, str]:
    return {row["code"]: str(row.get("tick", row["place"])) for row in rows}


def _widest(words: dict[str, str]) -> float:
    return max(width_of(text, SMALL_SIZE) for text in words.values())


def _line(
    rows: list[dict], places: dict, name: str, look: Look, has_name: bool, language: Language, theme: Theme
) -> dict:
    by_code = {row["code"]: row for row in rows}
    held = [by_code.get(code) for code in places]
    return scatter(
        name=str(rows[0]["series"]),
        x=list(places.values()),
        y=[None if row is None or pd.isna(row["value"]) else float(row["value"]) for row in held],
        xaxis=f"x{name}",
        yaxis=f"y{name}",
        mode="lines+markers" if len(places) <= MOST_MARKS else "lines",
        connectgaps=False,
        line={"color": look.colour, "width": 2, "dash": look.dash},
        marker={
            "symbol": look.symbol,
            "size": 8,
            "color": theme.card if look.is_open else look.colour,
            "line": {"color": look.colour, "width": 2 if look.is_open else 0},
            "opacity": 1,
        },
        customdata=[["", ""] if row is None else [_told(row, has_name, language), str(row["code"])] for row in held],
        hovertemplate="%{customdata[0]}<extra></extra>",
        cliponaxis=False,
    )


def _told(row: dict, has_name: bool, language: Language) -> str:
    label = marked(str(row["label"]), row["status"], language) or language.say("no data")
    lines = [str(row["panel"]), str(row["series"]) if has_name else "", str(row["place"]), label]
    return drawn([line for line in [*dict.fromkeys(lines), reason_of(row["status"], language)] if line], language)


def _hidden(rows: list[dict], places: dict, name: str, language: Language, theme: Theme) -> list[dict]:
    if not rows:
        return []
    return [
        scatter(
            name=CONFIDENTIAL,
            x=[places[row["code"]] for row in rows],
            y=[0] * len(rows),
            xaxis=f"x{name}",
            yaxis=f"y{name}",
            mode="markers",
            marker=open_diamond(9, theme.muted),
            customdata=[[_told(row, True, language), str(row["code"])] for row in rows],
            hovertemplate="%{customdata[0]}<extra></extra>",
            cliponaxis=False,
        )
    ]


def _key(rows: list[dict], looks: dict[str, Look], language: Language, theme: Theme) -> list[list[Item]]:
    items = [line_item(name, look, theme) for name, look in looks.items()] if len(looks) > 1 else []
    if any(row["status"] == CONFIDENTIAL for row in rows):
        mark = diamond(5, line={"color": theme.muted, "width": 2})
        items.append(Item(reason_of(CONFIDENTIAL, language), (mark,), theme.muted))
    return key_lines(items, NARROWEST) if items else []
