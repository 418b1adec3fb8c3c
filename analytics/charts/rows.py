"""How is a figure with a row for each group laid out? Names on the reading side, marks, then a column at the far end."""

from math import floor, log10

import plotly.graph_objects as go

from analytics.charts.labels import drawn, in_lines, room_beyond, width_of
from analytics.charts.theme import TEXT_SIZE, Theme
from analytics.language import Language

ROW_HEIGHT = 40
# A name longer than this breaks into two lines, so that marks keep their room at 340 pixels.
NAME_ROOM = 108
GAP = 12
# A label beside a mark starts this far from the mark's centre.
MARK_REACH = 11


def lay_out_rows(
    figure: go.Figure,
    names: list[str],
    language: Language,
    theme: Theme,
    *,
    leftward: list[tuple[float, float]] = (),
    rightward: list[tuple[float, float]] = (),
    far: float = 0,
) -> dict[str, int]:
    """Which side margins do rows need, in pixels, at any width? Sets the axis of names on the way.

    `leftward` and `rightward` are the labels that run from their place (0 to 1 along the axis) to that side, with their
    width in pixels; `far` is the width of the column at the far end, 0 for none.
    """
    lines = [in_lines(name, NAME_ROOM, TEXT_SIZE) for name in names]
    widest = max([width_of(line, TEXT_SIZE) for name in lines for line in name], default=0)
    near, far = round(widest) + GAP, round(far) + GAP if far else 0
    left = room_beyond([1 - place for place, _ in leftward], [width + MARK_REACH for _, width in leftward])
    right = room_beyond([place for place, _ in rightward], [width + MARK_REACH for _, width in rightward])
    is_mirrored = language.is_right_to_left
    figure.update_yaxes(
        range=[len(names) - 0.5, -0.5],
        tickvals=list(range(len(names))),
        ticktext=[drawn(line, language) for line in lines],
        tickfont={"size": TEXT_SIZE, "color": theme.text},
        side="right" if is_mirrored else "left",
        ticklabelstandoff=(right if is_mirrored else left) + GAP,
    )
    return {"l": left + (far if is_mirrored else near), "r": right + (near if is_mirrored else far)}


def nice_ticks(highest: float) -> list[float]:
    """Which round numbers stand on an axis from zero? Three or four, so that they never touch on a phone."""
    if highest <= 0:
        return [0]
    size = 10 ** floor(log10(highest))
    step = next(part * size for part in (0.25, 0.5, 1, 2, 2.5, 5) if highest / (part * size) < 4)
    count = floor(highest / step + 1e-9)
    return [round(step * times, 10) for times in range(count + 1)]
