"""Which part of the earth does each panel of the map show, and at how many pixels a degree?"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

# Below this latitude lie the cities of the far south, a thousand kilometres from the others. A wide map shows them in its
# one frame; on a phone all others would lie on one another, so a second sheet of the same scale goes on to the south.
SOUTH = 28.5
# The map grows with its frame between these widths in pixels; in a wider one it shows more of the Atlantic instead.
NARROW_WIDTHS, WIDE_WIDTHS = (300, 330, 365, 400), (540,)
# A degree of latitude is never longer than this in pixels, however near one another the cities.
LARGEST_SCALE = 90
# Names stand at sea, to the left of the westernmost cities.
NARROW_WEST_PAD, WIDE_WEST_PAD = 34, 62
EAST_PAD, NORTH_PAD, SOUTH_PAD = 22, 26, 26
# Of the second sheet: beside its cities, above and below them, and a line for what it is.
SHEET_SIDE_PAD, SHEET_PAD, SHEET_LINE = 60, 26, 16

Place = tuple[float, float]


@dataclass(frozen=True)
class Panel:
    """A part of the map: its south-west corner in degrees, its scale, and its size in pixels.

    `scale` is the length of a degree of latitude in pixels, `ratio` that of a degree of longitude beside it.
    """

    west: float
    south: float
    scale: float
    ratio: float
    width: float
    height: float

    @property
    def east(self) -> float:
        return self.west + self.width / (self.scale * self.ratio)

    @property
    def north(self) -> float:
        return self.south + self.height / self.scale

    def pixels(self, place: Place) -> Place:
        """Where is this longitude and latitude, in pixels from the south-west corner?"""
        return (place[0] - self.west) * self.scale * self.ratio, (place[1] - self.south) * self.scale

    def degrees(self, spot: Place) -> Place:
        """Which longitude and latitude are these pixels from the south-west corner?"""
        return self.west + spot[0] / (self.scale * self.ratio), self.south + spot[1] / self.scale


def main_panels(places: Sequence[Place], narrow: bool, corner: tuple[float, float]) -> list[Panel]:
    """How does the map of these places look at its widths, from the least to the largest, all of one height?

    `corner` is the size in pixels of what stands in its lower right corner: where a place lies there, the map is so much
    taller. A narrower map has a smaller scale and shows more of the land in the south.
    """
    panels = _panels_over(places, narrow, 0)
    spots = [(panel.width - x, y) for panel in panels for x, y in map(panel.pixels, places)]
    is_free = all(x > corner[0] + SOUTH_PAD or y > corner[1] + SOUTH_PAD for x, y in spots)
    return panels if is_free else _panels_over(places, narrow, corner[1])


def _panels_over(places: Sequence[Place], narrow: bool, below: float) -> list[Panel]:
    widths = NARROW_WIDTHS if narrow else WIDE_WIDTHS
    _, east, south, north, ratio = _extent(places)
    least = least_scale(places, narrow)
    right = east + EAST_PAD / (least * ratio)
    left = right - widths[0] / (least * ratio)
    scales = [width / ((right - left) * ratio) for width in widths]
    top = north + NORTH_PAD / least
    height = (top - south) * scales[-1] + SOUTH_PAD + below
    return [
        Panel(left, top - height / scale, scale, ratio, width, height)
        for width, scale in zip(widths, scales, strict=True)
    ]


def southern_panels(places: Sequence[Place], mains: Sequence[Panel], corner: tuple[float, float]) -> list[Panel]:
    """How does the second sheet of these places look, under each of the main panels, of its width and its scale?

    A line at its top is kept free, above what stands in its lower right corner (`corner`, its size in pixels).
    """
    west, _, south, north, ratio = _extent(places)
    least, largest = mains[0], mains[-1]
    left = west - SHEET_SIDE_PAD / (least.scale * ratio)
    top = north + (SHEET_LINE + SHEET_PAD) / least.scale
    height = max((top - south) * largest.scale + SHEET_PAD, corner[1] + SHEET_LINE)
    return [Panel(left, top - height / main.scale, main.scale, ratio, main.width, height) for main in mains]


def least_scale(places: Sequence[Place], narrow: bool) -> float:
    """How many pixels is a degree of latitude where the map of these places is least wide?"""
    width, pad = (NARROW_WIDTHS[0], NARROW_WEST_PAD) if narrow else (WIDE_WIDTHS[0], WIDE_WEST_PAD)
    west, east, _, _, ratio = _extent(places)
    return min(LARGEST_SCALE, (width - EAST_PAD - pad) / max((east - west) * ratio, 0.1))


def _extent(places: Sequence[Place]) -> tuple[float, float, float, float, float]:
    longitudes, latitudes = zip(*places, strict=True)
    south, north = min(latitudes), max(latitudes)
    return min(longitudes), max(longitudes), south, north, cos(radians((south + north) / 2))
