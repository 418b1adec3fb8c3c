"""How is a figure with a row for each group laid out? Names where reading starts, marks, a column at the far end."""

from collections.abc import Callable, Mapping, Sequence
from math import ceil, floor, log10

from analytics.charts.drawing import Drawing
from analytics.charts.labels import drawn, in_lines, room_beyond, width_of
from analytics.charts.theme import SMALL_SIZE, TEXT_SIZE, Theme
from analytics.language import Language

GAP = 12
# A label beside a mark starts this far from the mark's centre.
MARK_REACH = 12
# A mark at the end of the axis reaches so far beyond it.
MARK_OVERHANG = 9
# Beside its row a name longer than this breaks into two lines.
NAME_ROOM = 150
# Above its row a name stands this far over the marks' centre, and breaks when it is wider than a phone.
NAME_RISE = 12
NARROWEST = 290
NAME_LINE = 17
# The narrowest plot between the labels, beside names and under them.
WIDE_SPAN, NARROW_SPAN = 180, 110
# How much of the axis is kept for marks of hidden numbers, and how many pixels their words take beyond.
BEFORE, HIDDEN_ROOM = 0.14, 14
ROW_HEIGHT, NARROW_ROW_HEIGHT = 40, 53


def lay_out_rows(
    drawing: Drawing,
    names: Sequence[str],
    language: Language,
    theme: Theme,
    *,
    narrow: bool,
    leftward: Sequence[tuple[float, float]] = (),
    rightward: Sequence[tuple[float, float]] = (),
    far: Sequence[float] = (),
    overhang: float = MARK_OVERHANG,
    taller: int = 0,
) -> dict[str, int]:
    """Which side margins do rows need, in pixels, at any width? Sets the axis of names on the way.

    `leftward` and `rightward` are the labels that run from their place (0 to 1 along the axis) to that side, with their
    width in pixels; `far` are the widths of what stands at the far end of each row; a mark at the end of the axis
    reaches `overhang` beyond it; `taller` is what `height_of` was given. When `narrow` the name and the far text of a
    row stand above its marks, or a phone would have no room left for them.
    """
    is_mirrored = language.is_right_to_left
    column = round(max(far)) + GAP if far and not narrow else 0
    span = NARROW_SPAN if narrow else WIDE_SPAN
    left = room_beyond([1 - place for place, _ in leftward], [width + MARK_REACH for _, width in leftward], span)
    right = room_beyond([place for place, _ in rightward], [width + MARK_REACH for _, width in rightward], span)
    axis = {"range": [len(names) - 0.5, -0.5], "side": "right" if is_mirrored else "left"}
    if narrow:
        near = 0
        drawing.layout["yaxis"] = axis | {"showticklabels": False}
    else:
        lines = [in_lines(name, NAME_ROOM, TEXT_SIZE) for name in names]
        near = round(max([width_of(line, TEXT_SIZE) for name in lines for line in name], default=0)) + GAP
        drawing.layout["yaxis"] = axis | {
            "tickvals": list(range(len(names))),
            "ticktext": [drawn(line, language) for line in lines],
            "tickfont": {"size": TEXT_SIZE, "color": theme.text},
            "ticklabelstandoff": (right if is_mirrored else left) + GAP,
        }
    margin = {"l": left + (column if is_mirrored else near), "r": right + (near if is_mirrored else column)}
    margin = {side: max(round(overhang), room) for side, room in margin.items()}
    if narrow:
        for place, lines in enumerate(_names_above(names, far)):
            drawing.write(
                drawn(lines, language),
                name="group",
                y=place,
                yshift=NAME_RISE + taller / 2,
                yanchor="bottom",
                font={"size": TEXT_SIZE, "color": theme.text},
                **edge_of("near", margin, language),
            )
    return margin


def edge_of(end: str, margin: dict[str, int], language: Language) -> dict:
    """Where does text stand that starts at the figure's edge: `near`, where reading starts, or `far`?"""
    is_left = (end == "near") != language.is_right_to_left
    side = "left" if is_left else "right"
    return {
        "x": 0 if is_left else 1,
        "xref": "paper",
        "xshift": -margin["l"] if is_left else margin["r"],
        "xanchor": side,
        "align": side,
    }


def rule_off(drawing: Drawing, height: float, margin: dict[str, int], theme: Theme) -> None:
    """What parts a row from the one above? A faint line from edge to edge, along which a name is led to its bars."""
    line = {"type": "line", "name": "rule", "y0": height, "y1": height, "layer": "below"}
    line |= {"xref": "paper", "line": {"color": theme.grid, "width": 1}}
    drawing.shapes.append(line | {"x0": 0, "x1": 1})
    for anchor, start, end in ((0, -margin["l"], 0), (1, 0, margin["r"])):
        drawing.shapes.append(line | {"xsizemode": "pixel", "xanchor": anchor, "x0": start, "x1": end})


def _names_above(names: Sequence[str], far: Sequence[float]) -> list[list[str]]:
    rooms = [NARROWEST - GAP - width for width in far] or [NARROWEST] * len(names)
    return [in_lines(name, room, TEXT_SIZE) for name, room in zip(names, rooms, strict=True)]


def height_of(names: Sequence[str], narrow: bool, far: Sequence[float] = (), taller: int = 0) -> int:
    """How tall are rows of these names, and of far texts so wide, together in pixels?

    Each is so much `taller` than a row whose marks stand on one line.
    """
    is_broken = narrow and any(len(lines) > 1 for lines in _names_above(names, far))
    # A second line is shared out above and below the marks, which stay in the middle of their row.
    each = NARROW_ROW_HEIGHT + 2 * NAME_LINE * is_broken if narrow else ROW_HEIGHT
    return max(1, len(names)) * (each + taller)


def ticks_of(
    highest: float, tick_text: Callable[[float], str], size: float, narrow: bool, lowest: float = 0
) -> dict[float, str]:
    """Which round numbers stand on an axis, and how are they written? So few that they never touch."""
    span = NARROW_SPAN if narrow else WIDE_SPAN
    length = highest - lowest
    ticks = {0.0: tick_text(0)}
    for most in (4, 3, 2):
        step = _nice_step(length, most)
        inside = range(ceil(lowest / step - 1e-9), floor(highest / step + 1e-9) + 1)
        ticks = {place: tick_text(place) for place in (round(step * times, 10) for times in inside)}
        if max((width_of(text, size) for text in ticks.values()), default=0) + GAP <= span * step / length:
            return ticks
    # One number stands alone: zero, where the axis has it.
    return {0.0: ticks[0.0]} if 0.0 in ticks else dict(list(ticks.items())[:1])


def overhang_of(ticks: Mapping[float, str], least: float = MARK_OVERHANG) -> float:
    """How far do the numbers at the ends of an axis reach beyond it, so that none is cut? Not less than a mark does."""
    return max([least, *[width_of(text, SMALL_SIZE) / 2 + 2 for text in ticks.values()]])


def number_axis(
    lowest: float, highest: float, ticks: Mapping[float, str], language: Language, theme: Theme
) -> dict[str, object]:
    """How is the axis of numbers drawn under rows? Faint, with its lines behind the marks."""
    return {
        "range": [lowest, highest],
        "tickvals": list(ticks),
        "ticktext": [drawn(text, language) for text in ticks.values()],
        "tickfont": {"size": SMALL_SIZE, "color": theme.muted},
        "tickangle": 0,
        "showgrid": True,
        "layer": "below traces",
    }


def before_axis(lowest: float, highest: float, has_hidden: bool) -> tuple[float, float]:
    """Where does an axis begin that keeps room before its lowest number for what is hidden, and where does that stand? On
    the axis the mark of a hidden number would be read as a number; without any there is no room."""
    if not has_hidden:
        return lowest, lowest
    room = BEFORE * (highest - lowest)
    return lowest - room, lowest - 0.6 * room


def _nice_step(highest: float, most: int) -> float:
    size = 10 ** floor(log10(highest))
    return next(part * size for part in (0.25, 0.5, 1, 2, 2.5, 5, 10) if highest / (part * size) < most)
