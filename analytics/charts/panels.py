"""Which part of the earth does each panel of the map show, and at how many pixels a degree?"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

# Below this latitude lie the cities of the far south, a thousand kilometres from the others: they have their own panel.
SOUTH = 28.5
# The map grows with its frame between these widths in pixels; in a wider one it shows more of the Atlantic instead.
NARROW_WIDTHS, WIDE_WIDTHS = (300, 330, 365, 400), (540,)
# A degree of latitude is never longer than this in pixels, however near one another the cities.
LARGEST_SCALE = 90
# Names stand at sea, to the left of the westernmost cities.
NARROW_WEST_PAD, WIDE_WEST_PAD = 34, 62
EAST_PAD, NORTH_PAD, SOUTH_PAD = 22, 26, 26
INSET_SIDE_PAD, INSET_PAD = 34, 24

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


def main_panels(places: Sequence[Place], narrow: bool, below: float) -> list[Panel]:
    """How does the map of these places look at its widths, from the least to the largest, all of one height?

    `below` are pixels kept free under the southernmost place. A narrower map has a smaller scale and shows more of the
    land in the south.
    """
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


def inset_panel(places: Sequence[Place], scale: float) -> Panel:
    """How large is a panel of these places at this scale?"""
    west, east, south, north, ratio = _extent(places)
    across, up = scale * ratio, scale
    width, height = (east - west) * across + 2 * INSET_SIDE_PAD, (north - south) * up + 2 * INSET_PAD
    return Panel(west - INSET_SIDE_PAD / across, south - INSET_PAD / up, scale, ratio, width, height)


def least_scale(places: Sequence[Place], narrow: bool) -> float:
    """How many pixels is a degree of latitude where the map of these places is least wide?"""
    width, pad = (NARROW_WIDTHS[0], NARROW_WEST_PAD) if narrow else (WIDE_WIDTHS[0], WIDE_WEST_PAD)
    west, east, _, _, ratio = _extent(places)
    return min(LARGEST_SCALE, (width - EAST_PAD - pad) / max((east - west) * ratio, 0.1))


def _extent(places: Sequence[Place]) -> tuple[float, float, float, float, float]:
    longitudes, latitudes = zip(*places, strict=True)
    south, north = min(latitudes), max(latitudes)
    return min(longitudes), max(longitudes), south, north, cos(radians((south + north) / 2))
