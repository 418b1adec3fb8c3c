"""On which side of its mark does a name hide least? For a few names among many marks, at a narrow and a wide figure."""

from collections.abc import Sequence

import numpy as np

from analytics.charts.geometry import Box, are_inside, overlaps, rows_of
from analytics.charts.placement import LINE_HEIGHT

# Half a mark, half a line, and how far from the middle of its mark a name begins, in pixels.
HALF_MARK, HALF_LINE, NEAR = 4, 0.5, 8
OUTSIDE = 20
CROSSED = 0.5


def sides_of(
    widths: Sequence[float], named: Sequence[tuple[float, float]], others: Sequence[tuple[float, float]],
    views: Sequence[tuple[float, float]], lines: Sequence[tuple[float, float]] = (),
) -> list[tuple[str, Box]]:  # fmt: skip
    """Where does each name stand beside its mark? Its anchor (left, center, right) and its box, in pixels from the mark.

    widths: of the names; named, others: the places of their marks and of all other marks, in parts of the figure (0 to 1,
    from the lower left); views: sizes of the figure in pixels between which it is seen; lines: points of the lines on it,
    close together. A name rather crosses a line than hides a mark.
    """
    marks = np.array([*named, *others], dtype=float).reshape(-1, 2)
    drawn = np.array(lines, dtype=float).reshape(-1, 2)
    taken = []
    for size in views:
        middle = marks * size
        taken.append(np.column_stack([middle - HALF_MARK, middle + HALF_MARK]))
    found = []
    for width, place in zip(widths, named, strict=True):
        sides, boxes = _tries(width)
        faults = np.zeros(len(boxes))
        for size, here in zip(views, taken, strict=True):
            at = boxes + np.tile(np.multiply(place, size), 2)
            met = overlaps(at, here).sum(axis=1) + OUTSIDE * ~are_inside(at, Box(0, 0, *size))
            points = np.column_stack([drawn * size - HALF_LINE, drawn * size + HALF_LINE])
            met = met + CROSSED * overlaps(at, points).any(axis=1)
            faults = np.maximum(faults, met)
        best = int(np.argmin(faults))
        for view, size in enumerate(views):
            own = boxes[best] + np.tile(np.multiply(place, size), 2)
            taken[view] = np.vstack([taken[view], own])
        found.append((sides[best], Box(*boxes[best])))
    return found


def _tries(width: float) -> tuple[list[str], np.ndarray]:
    """Right of the mark, left, above, below, then the corners: the first of the best is taken."""
    half, corner = LINE_HEIGHT / 2, NEAR + 3
    starts = [("left", NEAR, 0), ("right", -NEAR - width, 0)]
    starts += [("center", -width / 2, rise) for rise in (NEAR + half, -NEAR - half)]
    starts += [(side, left, rise) for rise in (corner, -corner) for side, left in (("left", 3), ("right", -3 - width))]
    boxes = rows_of((left, rise - half, left + width, rise + half) for _, left, rise in starts)
    return [side for side, _, _ in starts], boxes
