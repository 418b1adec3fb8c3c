"""Do rectangles and lines on a page meet? Questions in pixels, y growing upwards, asked of many at once.

Rectangles are rows left, bottom, right, top; lines are rows x0, y0, x1, y1, and a line of nan meets nothing.
"""

from typing import NamedTuple

import numpy as np

Point = tuple[float, float]
Line = tuple[float, float, float, float]


class Box(NamedTuple):
    """A rectangle in pixels."""

    left: float
    bottom: float
    right: float
    top: float


def rows_of(shapes: object) -> np.ndarray:
    """How are rectangles or lines, even none, asked about at once? As a table with four columns."""
    return np.array(list(shapes), dtype=float).reshape(-1, 4)


def overlaps(boxes: np.ndarray, others: np.ndarray, beside: float = 0, above: float = 0) -> np.ndarray:
    """Which rectangles come nearer than so many pixels, sideways and upright, to which others? A table of answers."""
    across = np.minimum.outer(boxes[:, 2], others[:, 2]) - np.maximum.outer(boxes[:, 0], others[:, 0])
    up = np.minimum.outer(boxes[:, 3], others[:, 3]) - np.maximum.outer(boxes[:, 1], others[:, 1])
    return (across > -beside) & (up > -above)


def are_inside(boxes: np.ndarray, frame: Box) -> np.ndarray:
    """Which rectangles lie wholly inside this frame?"""
    is_low_enough = (boxes[:, 2] <= frame.right) & (boxes[:, 3] <= frame.top)
    return (boxes[:, 0] >= frame.left) & (boxes[:, 1] >= frame.bottom) & is_low_enough


def entries(lines: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """Which lines enter which rectangles? A table of answers (Liang and Barsky 1984)."""
    x0, y0, x1, y1 = (lines[:, [side]] for side in range(4))
    left, bottom, right, top = (boxes[:, side] for side in range(4))
    enters, leaves = np.zeros((len(lines), len(boxes))), np.ones((len(lines), len(boxes)))
    is_clear = np.isnan(x0) | np.zeros(len(boxes), dtype=bool)
    for way, room in ((x0 - x1, x0 - left), (x1 - x0, right - x0), (y0 - y1, y0 - bottom), (y1 - y0, top - y0)):
        # A line along this side enters nowhere when it runs outside it.
        is_clear |= (way == 0) & (room < 0)
        share = room / np.where(way == 0, np.nan, way)
        enters = np.where(way < 0, np.fmax(enters, share), enters)
        leaves = np.where(way > 0, np.fmin(leaves, share), leaves)
    return (enters < leaves) & ~is_clear


def crossings(lines: np.ndarray) -> np.ndarray:
    """Which of these lines cross which? A table of answers."""
    x0, y0, x1, y1 = (lines[:, side] for side in range(4))

    def is_left_of(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return (x1 - x0)[:, None] * (y[None, :] - y0[:, None]) > (y1 - y0)[:, None] * (x[None, :] - x0[:, None])

    is_parted = is_left_of(x0, y0) != is_left_of(x1, y1)
    return is_parted & is_parted.T
