"""How is a figure's own key drawn? With real marks, laid out in pixels, so that it is the same at every width."""

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.charts.drawing import Drawing
from analytics.charts.labels import drawn, width_of
from analytics.language import Language

# How tall a line of a key is, in pixels.
KEY_LINE = 22
MARK_ROOM = 18
ITEM_GAP = 18
LINE_GAP = 6


@dataclass(frozen=True)
class Item:
    """A mark with its words: `shapes` are Plotly shapes whose x0, x1, y0, y1 are pixels from the mark's centre."""

    words: str
    shapes: tuple[dict, ...]
    color: str
    bold: bool = False

    def width(self, size: float) -> float:
        return MARK_ROOM + width_of(self.words, size, self.bold)


def circle(radius: float, **look: object) -> dict:
    """What is a round mark of this radius, in pixels, around any centre?"""
    return {"type": "circle", "x0": -radius, "x1": radius, "y0": -radius, "y1": radius, **look}


def square(radius: float, **look: object) -> dict:
    """What is a square mark of this half side, in pixels, around any centre?"""
    return circle(radius, **look) | {"type": "rect"}


def diamond(radius: float, **look: object) -> dict:
    """What is a mark standing on its corner, in pixels, around any centre?"""
    return {"type": "path", "path": f"M0,{radius}L{radius},0L0,{-radius}L{-radius},0Z", **look}


def stroke(reach: float, **look: object) -> dict:
    """What is a short level line, in pixels, through any centre?"""
    return {"type": "line", "x0": -reach, "x1": reach, "y0": 0, "y1": 0, **look}


def place_mark(drawing: Drawing, shapes: tuple[dict, ...], *, at: tuple, refs: tuple, dx: float, dy: float) -> None:
    """How does a mark in pixels stand at a place of the figure, shifted by `dx` and `dy` pixels (up is positive)?"""
    for shape in shapes:
        moved = dict(shape)
        if "path" in shape:
            moved["path"] = _moved_path(shape["path"], dx, dy)
        else:
            moved |= {"x0": shape["x0"] + dx, "x1": shape["x1"] + dx, "y0": shape["y0"] + dy, "y1": shape["y1"] + dy}
        anchor = {"xref": refs[0], "yref": refs[1], "xanchor": at[0], "yanchor": at[1]}
        drawing.shapes.append(moved | anchor | {"xsizemode": "pixel", "ysizemode": "pixel"})


def _moved_path(path: str, dx: float, dy: float) -> str:
    corners = [corner.split(",") for corner in path[1:-1].split("L")]
    return "M" + "L".join(f"{float(x) + dx:g},{float(y) + dy:g}" for x, y in corners) + "Z"


def draw_key(
    drawing: Drawing,
    items: list[Item],
    language: Language,
    *,
    corner: tuple[float, float],
    dx: float,
    dy: float,
    size: float = 12,
    upright: bool = False,
) -> None:
    """What do the marks mean? Items side by side, or one under another when `upright`, from where reading starts.

    `corner` is a place of the plot (paper coordinates), `dx` and `dy` the pixels from it to the start of the key.
    In Arabic the marks stand to the right of their words and the key runs leftwards from its start.
    """
    way = -1 if language.is_right_to_left else 1
    for item in items:
        middle = dx + way * (MARK_ROOM / 2 - 2)
        place_mark(drawing, item.shapes, at=corner, refs=("paper", "paper"), dx=middle, dy=dy)
        drawing.write(
            drawn(item.words, language, item.bold),
            name="key",
            x=corner[0],
            y=corner[1],
            xref="paper",
            yref="paper",
            xshift=dx + way * MARK_ROOM,
            yshift=dy,
            xanchor="right" if way < 0 else "left",
            yanchor="middle",
            font={"size": size, "color": item.color},
        )
        if upright:
            dy -= size + LINE_GAP
        else:
            dx += way * (item.width(size) + ITEM_GAP)


def draw_key_lines(
    drawing: Drawing, lines: list[list[Item]], language: Language, *, start: Mapping[str, float], top: float
) -> None:
    """How does a key of several lines stand over the plot? `start`: where reading starts (`edge_of`); `top`: how many pixels
    above the plot the first line begins."""
    for place, items in enumerate(lines):
        rise = top - KEY_LINE * (place + 0.5)
        draw_key(drawing, items, language, corner=(start["x"], 1), dx=start["xshift"], dy=rise)


def key_lines(items: list[Item], room: float, size: float = 12) -> list[list[Item]]:
    """Which items share a line, so that no line is wider than `room` pixels?"""
    lines: list[list[Item]] = []
    for item in items:
        if lines and sum(each.width(size) + ITEM_GAP for each in lines[-1]) + item.width(size) <= room:
            lines[-1].append(item)
        else:
            lines.append([item])
    return lines


def key_size(items: list[Item], size: float) -> tuple[float, float]:
    """How wide and how tall is an upright key, in pixels?"""
    return max([item.width(size) for item in items], default=0), len(items) * (size + LINE_GAP)
