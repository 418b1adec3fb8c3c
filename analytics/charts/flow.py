"""From the programme through the route to what was last seen of it: ribbons as wide as the integrations they carry."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.drawing import Drawing, scatter
from analytics.charts.flow_layers import LINE, Node, Ribbon, counted, layers_of, ribbons_of, stand
from analytics.charts.key import Item, diamond, draw_key, place_mark
from analytics.charts.labels import drawn, marked, reason_of
from analytics.charts.theme import NOTHING, SMALL_SIZE, Theme, faint, finalise
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL, list_rows, require_status

COLUMNS = ("programme", "route", "latest_status")
# A label breaks where the next layer's begins, on a phone and on a page.
NARROW_ROOM, WIDE_ROOM = 94, 190
BAR = 10
HEAD_HEIGHT, KEY_HEIGHT, FOOT = 24, 22, 4
UNKNOWN = ("lost", "not_followed")
GOING_ON, RETURNED = ("active", "completed", "certified"), "returned_to_prison"


def flow(
    flows: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    heads: Sequence[str],
    order: Mapping[str, Sequence[str]] | None = None,
    narrow: bool = True,
    meta: dict | None = None,
) -> go.Figure:
    """Which way did the integrations go, from layer to layer?

    `flows`, a row a way, or several that add up: programme, route and latest_status (codes), programme_name, route_name and
    latest_status_name (as they are to be read), value (integrations, null where hidden), status. `heads` are the names of
    the three layers, `order` the codes of a column in the order of its nodes (else that in which they first come). A hidden
    way is a dashed thread with its reason; who was lost sight of or never followed is an outline. Ribbons start where
    reading starts: at the right in Arabic. A click hands on the programme and the route of the mark, empty where it is of
    all. `narrow` holds at every width from 300 pixels; without it names have more room, from 600 on. Raises ValueError for
    a table without `status`, or without a row.
    """
    rows = list_rows(require_status(flows))
    if not rows:
        raise ValueError("a flow needs something that flows; the table is empty")
    layers = layers_of(rows, COLUMNS, NARROW_ROOM if narrow else WIDE_ROOM, order or {}, language)
    ribbons = ribbons_of(rows, COLUMNS, layers)
    height = stand(layers, ribbons)
    is_hidden = any(ribbon.is_hidden for ribbon in ribbons)
    way = -1 if language.is_right_to_left else 1

    drawing = Drawing()
    for ribbon in sorted(ribbons, key=lambda each: -each.value):
        _draw_ribbon(drawing, ribbon, theme)
    for nodes in layers:
        for node in nodes:
            _draw_node(drawing, node, way, language, theme)
    drawing.traces += [_ribbon_points(ribbons, language), _node_points(layers, language)]
    _write_threads(drawing, [ribbon for ribbon in ribbons if ribbon.is_hidden], language, theme)
    for layer, head in enumerate(heads):
        _write_head(drawing, layer, head, way, language, theme)
    if is_hidden:
        mark = diamond(5, line={"color": theme.muted, "width": 2})
        item = Item(reason_of(CONFIDENTIAL, language), (mark,), theme.muted)
        start = 1 if way < 0 else 0
        draw_key(drawing, [item], language, corner=(start, 1), dx=0, dy=HEAD_HEIGHT + KEY_HEIGHT / 2)
    drawing.layout |= {
        "xaxis": {"range": [0, 2][::way], "showticklabels": False},
        "yaxis": {"range": [height, 0], "showticklabels": False},
    }
    margin = {"t": HEAD_HEIGHT + KEY_HEIGHT * is_hidden, "b": FOOT, "l": 1, "r": 1}
    tall = round(height) + margin["t"] + margin["b"]
    return finalise(drawing, language, theme, height=tall, margin=margin, meta=meta)


def _colours(node: Node, theme: Theme) -> tuple[str, float]:
    """The colour of a last status, and how strongly its ribbons are tinted; the other layers are grey."""
    if node.layer < 2:
        return theme.muted, 0.22
    if node.code in GOING_ON:
        return theme.centre, 0.26
    if node.code in UNKNOWN:
        return theme.muted, 0.12
    return (theme.text, 0.4) if node.code == RETURNED else (theme.muted, 0.3)


def _draw_ribbon(drawing: Drawing, ribbon: Ribbon, theme: Theme) -> None:
    x0, x1 = ribbon.source.layer, ribbon.target.layer
    bend = (x0 + x1) / 2
    start, end, thick = ribbon.leaves, ribbon.arrives, ribbon.thickness
    if ribbon.value:
        path = (
            f"M{x0},{start:.1f}C{bend},{start:.1f} {bend},{end:.1f} {x1},{end:.1f}L{x1},{end + thick:.1f}"
            f"C{bend},{end + thick:.1f} {bend},{start + thick:.1f} {x0},{start + thick:.1f}Z"
        )
        colour, opacity = _colours(ribbon.target, theme)
        look = {"fillcolor": faint(colour, opacity), "line": {"width": 0}}
        drawing.shapes.append({"type": "path", "name": "ribbon", "path": path, "layer": "below", **look})
    if ribbon.is_hidden:
        path = f"M{x0},{start:.1f}C{bend},{start:.1f} {bend},{end:.1f} {x1},{end:.1f}"
        line = {"color": theme.muted, "width": 1.5, "dash": "5px,4px"}
        drawing.shapes.append({"type": "path", "name": CONFIDENTIAL, "path": path, "line": line, "layer": "below"})


def _draw_node(drawing: Drawing, node: Node, way: int, language: Language, theme: Theme) -> None:
    """A bar as tall as the node is large, inside the edges of the figure, and its label above it."""
    left = {0: 0, 1: -BAR / 2, 2: -BAR}[node.layer if way > 0 else 2 - node.layer]
    colour, _ = _colours(node, theme)
    is_outline = node.layer == 2 and node.code in UNKNOWN
    look = {"fillcolor": theme.card, "line": {"color": theme.muted, "width": 1.5, "dash": "2px,2px"}}
    drawing.shapes.append(
        {
            "type": "rect",
            "name": "node",
            "xsizemode": "pixel",
            "xanchor": node.layer,
            "x0": left,
            "x1": left + BAR,
            "y0": node.top,
            "y1": node.top + node.thickness,
            **(look if is_outline else {"fillcolor": colour, "line": {"width": 0}}),
        }
    )
    for place, line in enumerate(reversed(node.lines)):
        drawing.write(
            drawn(line, language, bold=place == 0 and len(node.lines) > 1),
            name="label",
            y=node.top,
            yanchor="middle",
            yshift=LINE * (place + 0.5) + 1,
            # A ribbon behind a label must not make it hard to read.
            bgcolor=faint(theme.card, 0.6),
            font={"size": SMALL_SIZE, "color": theme.text},
            **_side(node.layer, way),
        )


def _side(layer: int, way: int) -> dict:
    """Where does text of a layer stand? At the edges in the first and last, around the middle in between."""
    anchor = {0: "left", 1: "center", 2: "right"}[layer if way > 0 else 2 - layer]
    return {"x": layer, "xanchor": anchor, "align": anchor}


def _write_head(drawing: Drawing, layer: int, head: str, way: int, language: Language, theme: Theme) -> None:
    place = {"y": 1, "yref": "paper", "yanchor": "middle", "yshift": HEAD_HEIGHT / 2}
    font = {"size": SMALL_SIZE, "color": theme.muted}
    drawing.write(drawn(head, language), name="head", font=font, **place, **_side(layer, way))


def _write_threads(drawing: Drawing, hidden: Sequence[Ribbon], language: Language, theme: Theme) -> None:
    """How is a hidden way known for one? By an open diamond with [c] in the middle of its thread."""
    mark = diamond(5, fillcolor=theme.card, line={"color": theme.muted, "width": 2})
    for ribbon in hidden:
        at = ((ribbon.source.layer + ribbon.target.layer) / 2, (ribbon.leaves + ribbon.arrives) / 2)
        place_mark(drawing, (mark,), at=at, refs=("x", "y"), dx=0, dy=0)
        text = drawn(marked("", CONFIDENTIAL, language), language)
        font = {"size": SMALL_SIZE, "color": theme.muted}
        drawing.write(text, name=CONFIDENTIAL, x=at[0], y=at[1], yanchor="bottom", yshift=5, font=font)


def _ribbon_points(ribbons: Sequence[Ribbon], language: Language) -> dict:
    """What does a pointer read in the middle of a ribbon, and what does a click there narrow to?"""
    told = []
    for ribbon in ribbons:
        reason = reason_of(CONFIDENTIAL, language) if ribbon.is_hidden else ""
        lines = [ribbon.source.name, ribbon.target.name, counted(ribbon.value, ribbon.is_hidden, language), reason]
        text = drawn([line for line in lines if line], language)
        told.append([text, _code_at(0, ribbon.source), _code_at(1, ribbon.source) or _code_at(1, ribbon.target)])
    return _points(
        "ribbons",
        [(ribbon.source.layer + ribbon.target.layer) / 2 for ribbon in ribbons],
        [(ribbon.leaves + ribbon.arrives + ribbon.thickness) / 2 for ribbon in ribbons],
        told,
    )


def _code_at(layer: int, node: Node) -> str:
    return node.code if node.layer == layer else ""


def _node_points(layers: Sequence[Sequence[Node]], language: Language) -> dict:
    nodes = [node for each in layers for node in each]
    told = []
    for node in nodes:
        reason = reason_of(CONFIDENTIAL, language) if node.is_hidden else ""
        lines = [node.name, counted(node.value, node.is_hidden, language), reason]
        text = drawn([line for line in lines if line], language)
        told.append([text, _code_at(0, node), _code_at(1, node)])
    return _points("nodes", [node.layer for node in nodes], [node.middle for node in nodes], told)


def _points(name: str, x: list[float], y: list[float], told: list[list[str]]) -> dict:
    return scatter(
        name=name,
        x=x,
        y=y,
        mode="markers",
        marker={"size": 22, "color": NOTHING},
        customdata=told,
        hovertemplate="%{customdata[0]}<extra></extra>",
        cliponaxis=False,
    )
