"""How does the line between two years say whether they compare? Solid, dashed, or broken by the sign for unequal."""

from analytics.charts.drawing import Drawing
from analytics.charts.key import place_mark, stroke
from analytics.charts.theme import Theme

WITH_CARE, NOT_COMPARABLE = "with_care", "not_comparable"
WIDTH = 2.5
DASH = "5px,4px"
# A gap in a shorter connector, in parts of the axis, would be hidden by its two ends.
LEAST_BREAKABLE = 0.36


def connect(
    drawing: Drawing, place: int, verdict: str, before: float, after: float, highest: float, theme: Theme
) -> None:
    """How are the two years of the row at `place` joined? Two years that do not compare are never joined through."""
    low, high = sorted((before, after))
    line = {"color": theme.muted, "width": WIDTH} | ({"dash": DASH} if verdict == WITH_CARE else {})
    pieces = [(low, high)]
    if verdict == NOT_COMPARABLE:
        is_breakable = (high - low) / highest >= LEAST_BREAKABLE
        reach = 0.3 * (high - low)
        pieces = [(low, low + reach), (high - reach, high)] if is_breakable else []
        if is_breakable:
            place_mark(drawing, unequal(theme), at=((low + high) / 2, place), refs=("x", "y"), dx=0, dy=0)
    for start, end in pieces:
        ends = {"x0": start, "x1": end, "y0": place, "y1": place}
        drawing.shapes.append({"type": "line", "name": verdict, "line": line, "layer": "below"} | ends)


def dashes(theme: Theme) -> tuple[dict, ...]:
    """What stands in the key for a connector to be read with care?"""
    return (stroke(7, line={"color": theme.muted, "width": WIDTH, "dash": DASH}),)


def unequal(theme: Theme) -> tuple[dict, ...]:
    """What is the sign for unequal, in pixels around any centre?"""
    line = {"color": theme.muted, "width": 2}
    bars = tuple(stroke(5, line=line, name="unequal") | {"y0": rise, "y1": rise} for rise in (-2.5, 2.5))
    return (*bars, {"type": "line", "name": "unequal", "x0": -3, "x1": 3, "y0": -7, "y1": 7, "line": line})
