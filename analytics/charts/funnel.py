"""Rates against the number of cases behind them, within the limits of chance: who lies outside, and never who is first."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from math import floor, log10

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.charts.beside import sides_of
from analytics.charts.drawing import Drawing, scatter
from analytics.charts.hidden_strip import draw_hidden_strip
from analytics.charts.key import KEY_LINE, Item, circle, diamond, draw_key_lines, key_lines, stroke
from analytics.charts.labels import drawn, marked, reason_of, width_of
from analytics.charts.rows import GAP, NARROWEST, edge_of
from analytics.charts.theme import SMALL_SIZE, Theme, finalise
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL, list_rows, require_status

HEIGHT, FOOT, CAPTION, EDGE = 300, 22, 20, 4
MARK = 9
FAINT = 0.35
# More names than these would hide one another.
MOST_CHOSEN = 5
# Names are placed for a phone and for a wide card; between the two they lie well as well.
VIEWS = (240, 520)
LIMITS = ("low_998", "low_95", "high_95", "high_998")
POINTS_OF_A_LINE = 300
NOT_JUDGED, INSIDE = "not_judged", "inside"
BEFORE, AFTER, CHANGE = "before", "after", "change"


@dataclass(frozen=True)
class Side:
    """What a funnel shows: one of the two years, or the change between them. `words` name it in the key."""

    kind: str
    words: str


def funnel(
    units: pd.DataFrame,
    curves: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    overall: float,
    overall_text: str,
    side: tuple[str, str],
    size_title: str,
    tick_text: Callable[[float], str],
    meta: dict | None = None,
) -> go.Figure:
    """Which units lie outside what chance alone would explain?

    `units`: code, group (name), size (cases), value, label (with its mark) and size_label (as they are to be read), place
    (inside, beyond_95, beyond_998, not_judged), place_label, is_chosen, status. `curves`: size, low_998, low_95, high_95,
    high_998. `overall` is the middle line, `side` its kind (before, after, change) and its words for the key;
    `size_title` names the axis, `tick_text` writes a value. Only units beyond the limits are named, and a few chosen
    ones; where some are chosen the others are faint. Sizes are on a logarithmic scale. A click answers with the unit's
    code. Raises ValueError for a table without `status`.
    """
    rows = _emphasise(list_rows(require_status(units)))
    shown = [row for row in rows if not pd.isna(row["value"])]
    hidden = [row for row in rows if row["status"] == CONFIDENTIAL and pd.isna(row["value"])]
    side = Side(*side)
    low, high = _value_range(shown, curves, overall, side)
    start, end = np.log10(curves["size"].min()), np.log10(curves["size"].max())
    room = max(0.04 * (end - start), 0.02)
    ticks = _value_ticks(low, high, tick_text)
    margin = {
        "l": round(max(width_of(text, SMALL_SIZE) for text in ticks.values())) + 8,
        "r": 12,
    }
    drawing = Drawing()
    _draw_limits(drawing, curves, overall, theme)
    for name, found in (("inside", INSIDE), ("beyond", None), (NOT_JUDGED, NOT_JUDGED)):
        these = [row for row in shown if (row["place"] == found if found else row["place"].startswith("beyond"))]
        if these:
            drawing.traces.append(_marks(name, these, side, language, theme))
    spots = [
        ((log10(row["size"]) - start + room) / (end - start + 2 * room), (float(row["value"]) - low) / (high - low))
        for row in shown
    ]
    places = _places_of_limits(curves, overall, (start - room, end + room), (low, high))
    _name_units(drawing, shown, spots, places, language, theme)

    items = _key(shown, bool(hidden), overall_text, side, language, theme)
    lines = key_lines(items, NARROWEST)
    margin["t"] = KEY_LINE * len(lines) + 10
    draw_key_lines(drawing, lines, language, start=edge_of("near", margin, language), top=margin["t"])
    sizes = _size_ticks(10**start, 10**end, language)
    across = {"range": [start - room, end + room], "tickvals": list(sizes), "ticktext": list(sizes.values())}
    written = [drawn(text, language) for text in ticks.values()]
    up = {"range": [low, high], "tickvals": list(ticks), "ticktext": written}
    quiet = {"tickfont": {"size": SMALL_SIZE, "color": theme.muted}, "tickangle": 0, "showgrid": False}
    drawing.layout |= {"xaxis": quiet | across, "yaxis": quiet | up}
    below = FOOT + CAPTION
    tall, end_of_plot = draw_hidden_strip(drawing, hidden, (start, end), (HEIGHT, below), language, theme)
    drawing.write(
        drawn(size_title, language), name="caption", x=0.5, xref="paper", y=end_of_plot, yref="paper", xanchor="center",
        yanchor="top", yshift=-FOOT, font={"size": SMALL_SIZE, "color": theme.muted},
    )  # fmt: skip
    margin["b"] = EDGE if hidden else below
    height = tall + margin["t"] + margin["b"]
    return finalise(drawing, language, theme, height=height, margin=margin, meta={"narrows": "city"} | (meta or {}))


def _emphasise(rows: list[dict]) -> list[dict]:
    """Which units are named, and which are faint beside those that were chosen?"""
    has_choice = any(row["is_chosen"] for row in rows)
    is_few = sum(row["is_chosen"] for row in rows) <= MOST_CHOSEN
    for row in rows:
        is_beyond = row["place"] not in (INSIDE, NOT_JUDGED)
        row["is_faint"] = has_choice and not row["is_chosen"] and not is_beyond
        row["is_named"] = is_beyond or (row["is_chosen"] and is_few)
    return rows


def _value_range(shown: list[dict], curves: pd.DataFrame, overall: float, side: Side) -> tuple[float, float]:
    """How far up and down does the funnel go? All units, and the limits where most units lie; its mouth may be cut."""
    values = [float(row["value"]) for row in shown]
    sizes = [row["size"] for row in shown]
    middle = curves.iloc[(curves["size"] - np.median(sizes)).abs().argmin()]
    up = 1.15 * max(max(values) - overall, 1.25 * (middle["high_998"] - overall))
    down = 1.15 * max(overall - min(values), 1.25 * (overall - middle["low_998"]))
    if side.kind == CHANGE:
        return overall - down, overall + up
    highest = curves["high_998"].max()
    # A mark on zero is not cut in half.
    return max(-0.03 * (overall + up), overall - down), min(overall + up, highest * 1.03)


def _draw_limits(drawing: Drawing, curves: pd.DataFrame, overall: float, theme: Theme) -> None:
    sizes = np.log10(curves["size"].to_numpy())
    # Twice as deep between the inner limits as between the outer ones.
    for name in ("998", "95"):
        there_and_back = [*sizes, *sizes[::-1]], [*curves[f"low_{name}"], *curves[f"high_{name}"][::-1]]
        drawing.traces.append(_band(f"band_{name}", *there_and_back, theme))
    for name, dash in (("998", "solid"), ("95", "4px,3px")):
        for end in ("low", "high"):
            line = {"color": theme.muted, "width": 1.1, "dash": dash}
            limit = {
                "x": sizes,
                "y": curves[f"{end}_{name}"].to_numpy(),
                "mode": "lines",
                "line": line,
                "hoverinfo": "skip",
            }
            drawing.traces.append(scatter(name=f"{end}_{name}", **limit))
    ends = [sizes.min(), sizes.max()]
    line = {"color": theme.text, "width": 1.4}
    drawing.traces.append(scatter(name="overall", x=ends, y=[overall] * 2, mode="lines", line=line, hoverinfo="skip"))


def _band(name: str, x: list, y: list, theme: Theme) -> dict:
    nothing = {"width": 0}
    return scatter(
        name=name,
        x=x,
        y=y,
        mode="lines",
        line=nothing,
        fill="toself",
        fillcolor=theme.grid,
        opacity=0.5,
        hoverinfo="skip",
    )


def _look(name: str, side: Side, theme: Theme) -> dict:
    """2014 is open, 2015 filled, a change neither colour; what is not judged is small and grey."""
    if name == NOT_JUDGED:
        return {"symbol": "circle-open", "size": 6, "color": theme.muted, "line": {"width": 1.2}}
    size = MARK + 3 if name == "beyond" else MARK
    if side.kind == BEFORE:
        return {"symbol": "circle", "size": size, "color": theme.card, "line": {"color": theme.before, "width": 2.2}}
    color = theme.after if side.kind == AFTER else theme.centre
    return {"symbol": "circle", "size": size, "color": color, "line": {"color": theme.card, "width": 1}}


def _marks(name: str, rows: list[dict], side: Side, language: Language, theme: Theme) -> dict:
    hover = [
        [row["group"], row["label"], reason_of(row["status"], language), row["size_label"], row["place_label"]]
        for row in rows
    ]
    return scatter(
        name=name,
        ids=[row["code"] for row in rows],
        x=[log10(row["size"]) for row in rows],
        y=[float(row["value"]) for row in rows],
        mode="markers",
        marker=_look(name, side, theme) | {"opacity": [FAINT if row["is_faint"] else 1 for row in rows]},
        customdata=[
            [drawn([line for line in lines if line], language), row["code"]]
            for lines, row in zip(hover, rows, strict=True)
        ],
        hovertemplate="%{customdata[0]}<extra></extra>",
        cliponaxis=False,
    )


def _name_units(
    drawing: Drawing,
    shown: list[dict],
    spots: list[tuple[float, float]],
    lines: list[tuple[float, float]],
    language: Language,
    theme: Theme,
) -> None:
    """Names of the units beyond the limits and of a few chosen ones. `spots`: the places of the units (0 to 1); `lines`:
    those of the limits."""
    named = [row for row in shown if row["is_named"]]
    words = [marked(row["group"], row["status"], language) for row in named]
    found = sides_of(
        [width_of(text, 12, bold=True) for text in words],
        [spot for spot, row in zip(spots, shown, strict=True) if row["is_named"]],
        [spot for spot, row in zip(spots, shown, strict=True) if not row["is_named"]],
        [(width, HEIGHT) for width in VIEWS],
        lines,
    )
    for row, text, (side, box) in zip(named, words, found, strict=True):
        drawing.write(
            drawn(text, language, bold=True),
            name="unit",
            x=log10(row["size"]),
            y=float(row["value"]),
            xanchor=side,
            xshift={"left": box.left, "right": box.right, "center": (box.left + box.right) / 2}[side],
            yanchor="middle",
            yshift=(box.bottom + box.top) / 2,
            font={"size": 12, "color": theme.text},
        )


def _places_of_limits(
    curves: pd.DataFrame, overall: float, across: tuple[float, float], up: tuple[float, float]
) -> list[tuple[float, float]]:
    """Where do the limits and the middle run? Points close together, in parts of the figure (0 to 1)."""
    fine = np.linspace(np.log10(curves["size"].iloc[0]), np.log10(curves["size"].iloc[-1]), POINTS_OF_A_LINE)
    lines = [np.interp(fine, np.log10(curves["size"]), curves[name]) for name in LIMITS] + [np.full_like(fine, overall)]
    x = (fine - across[0]) / (across[1] - across[0])
    return [place for line in lines for place in zip(x, (line - up[0]) / (up[1] - up[0]), strict=True)]


def _key(
    shown: list[dict], has_hidden: bool, overall_text: str, side: Side, language: Language, theme: Theme
) -> list[Item]:
    color, text = {
        BEFORE: (theme.before, theme.before_text), AFTER: (theme.after, theme.after_text),
        CHANGE: (theme.centre, theme.text),
    }[side.kind]  # fmt: skip
    is_open = side.kind == BEFORE
    mark = circle(5, fillcolor=theme.card if is_open else color, line={"color": color, "width": 2 if is_open else 0})
    limits = [stroke(8, line={"color": theme.muted, "width": 1.4} | dash) for dash in ({"dash": "4px,3px"}, {})]
    places = {row["place"] for row in shown}
    unseen = diamond(5, line={"color": theme.muted, "width": 2})
    items = [
        (True, Item(side.words, (mark,), text, bold=True)),
        (True, Item(overall_text, (stroke(8, line={"color": theme.text, "width": 1.6}),), theme.text)),
        (True, Item(language.say("{percent} limits", percent=language.percent(0.95)), (limits[0],), theme.muted)),
        (True, Item(language.say("{percent} limits", percent=language.percent(0.998, 1)), (limits[1],), theme.muted)),
        (
            NOT_JUDGED in places,
            Item(
                language.say("too few to judge"), (circle(3, line={"color": theme.muted, "width": 1.2}),), theme.muted
            ),
        ),
        (has_hidden, Item(reason_of(CONFIDENTIAL, language), (unseen,), theme.muted)),
    ]
    return [item for is_there, item in items if is_there]


def _size_ticks(least: float, most: float, language: Language) -> dict[float, str]:
    """Which round sizes stand on a logarithmic axis? So few that they never touch on a phone."""
    for parts in ((1, 2, 5), (1, 3), (1,), (2,), (5,)):
        powers = [part * 10**power for power in range(8) for part in parts]
        ticks = {log10(size): language.number(size) for size in powers if least * 0.97 <= size <= most * 1.03}
        share = VIEWS[0] / max(log10(most / least), 0.1)
        gaps = [(after - before) * share for before, after in pairwise(ticks)]
        widest = max([width_of(text, SMALL_SIZE) for text in ticks.values()], default=0)
        if ticks and min(gaps, default=widest + GAP) >= widest + GAP:
            break
    return {place: drawn(text, language) for place, text in ticks.items()}


def _value_ticks(low: float, high: float, tick_text: Callable[[float], str]) -> dict[float, str]:
    span = high - low
    size = 10 ** floor(log10(span))
    step = next(part * size for part in (0.1, 0.2, 0.25, 0.5, 1, 2, 5) if span / (part * size) <= 6)
    first = int(np.ceil(low / step - 1e-9))
    places = [round(step * times, 10) for times in range(first, floor(high / step + 1e-9) + 1)]
    return {place: tick_text(place) for place in places}
