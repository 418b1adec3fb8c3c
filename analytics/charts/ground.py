"""What do maps share? Sea, land, the axes that keep their shape, and names that stay off the marks at every width."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np

from analytics.charts.drawing import Drawing, scatter
from analytics.charts.geometry import Box, Line, entries, rows_of
from analytics.charts.key import place_mark
from analytics.charts.labels import drawn, width_of
from analytics.charts.panels import SHEET_LINE, SOUTH, Panel, main_panels, southern_panels
from analytics.charts.placement import Name, Place, View, place_names, spread
from analytics.charts.theme import Theme
from analytics.language import Language

# Between the two sheets of a narrow map, in pixels.
BETWEEN = 8


class Marked(Protocol):
    """What stands on a map: its name as written, its place in degrees, and the pixels its mark and name take up."""

    name: str
    place: tuple[float, float]
    is_bold: bool
    may_be_bold: bool
    reach: float
    elbow_room: float


@dataclass(frozen=True)
class Settled:
    """A city, the place of its mark in degrees, and the place of its name in pixels from the mark."""

    city: Marked
    place: tuple[float, float]
    name: Place


@dataclass(frozen=True)
class Sheet:
    """A map laid out: its cities settled on the main sheet (axes x, y) and, if it has one, on that of the south (x2, y2)."""

    height: int
    layout: dict
    panels: tuple[tuple[Panel, tuple[str, str], list[Settled]], ...]


def lay_out_map(
    cities: Sequence[Marked], land: dict, key_size: tuple[float, float], theme: Theme, *, narrow: bool, size: float
) -> Sheet:
    """Where do these cities and their names come to stand, with a key of this size (pixels) in the lower right corner?

    `size` is that of the names in pixels.
    """
    # The order of the rows must not move a name.
    cities = sorted(cities, key=lambda city: city.place)
    south = [city for city in cities if narrow and city.place[1] < SOUTH]
    north = [city for city in cities if city not in south]
    if not (north and south):
        north, south = cities, []
    mains = main_panels([city.place for city in north], narrow, (0, 0) if south else key_size)
    sheets = southern_panels([city.place for city in south], mains, key_size) if south else []
    key_width, key_height = key_size
    keyed = [(panel, [Box(panel.width - key_width, 0, panel.width, key_height)]) for panel in sheets or mains]
    if not sheets:
        panels = ((mains[-1], ("x", "y"), _settle(north, keyed, land, size)),)
    else:
        views = [(panel, []) for panel in mains]
        panels = (
            (mains[-1], ("x", "y"), _settle(north, views, land, size)),
            (sheets[-1], ("x2", "y2"), _settle(south, keyed, land, size)),
        )
    height = mains[-1].height + (BETWEEN + sheets[-1].height if sheets else 0)
    layout = {"plot_bgcolor": theme.sea} | _axes(mains[-1], sheets[-1] if sheets else None, height)
    return Sheet(round(height), layout, panels)


def name_south(drawing: Drawing, sheet: Sheet, size: float, language: Language, theme: Theme) -> None:
    """Say of the second sheet what it is; nothing where the map has one."""
    if len(sheet.panels) == 1:
        return
    is_right = language.is_right_to_left
    drawing.write(
        drawn(language.say("further south, same scale"), language),
        name="south",
        x=1 if is_right else 0,
        y=sheet.panels[1][0].height / sheet.height,
        xref="paper",
        yref="paper",
        xanchor="right" if is_right else "left",
        xshift=-6 if is_right else 6,
        yanchor="middle",
        yshift=-(SHEET_LINE / 2 + 2),
        font={"size": size, "color": theme.muted},
    )


def draw_name(
    drawing: Drawing,
    each: Settled,
    refs: tuple[str, str],
    size: float,
    language: Language,
    theme: Theme,
    color: str = "",
) -> None:
    """Write the name of a city where it was settled, with its leader."""
    if each.name.leader:
        ends = dict(zip(("x0", "y0", "x1", "y1"), each.name.leader, strict=True))
        leader = {"type": "line", "name": "leader", "line": {"color": theme.muted, "width": 1}} | ends
        place_mark(drawing, (leader,), at=each.place, refs=refs, dx=0, dy=0)
    box = each.name.box
    drawing.write(
        drawn(each.city.name, language, bold=each.city.is_bold),
        name="city",
        x=each.place[0],
        y=each.place[1],
        xref=refs[0],
        yref=refs[1],
        # The side turned to the mark is held: a name narrower than reckoned still stands close to it.
        xanchor=each.name.side,
        xshift={"left": box.left, "right": box.right, "center": (box.left + box.right) / 2}[each.name.side],
        yanchor="middle",
        yshift=(box.bottom + box.top) / 2,
        font={"size": size, "color": color or theme.text},
    )


def draw_ground(drawing: Drawing, panel: Panel, refs: tuple[str, str], land: dict, theme: Theme) -> None:
    """What lies under the marks? The sea, which also covers what another panel shows there, and the land."""
    # A gap between two rings keeps Plotly from joining them. Arrays: lists of thousands are copied number by number.
    shore = np.array([point for ring in _rings(land) for point in (*ring, (np.nan, np.nan))])
    west, south, east, north = panel.west, panel.south, panel.east, panel.north
    corners = np.array([(west, south), (east, south), (east, north), (west, north)])
    for name, points, fill, width in (("sea", corners, theme.sea, 0), ("land", shore, theme.land, 1)):
        drawing.traces.append(
            scatter(
                name=name,
                x=points[:, 0],
                y=points[:, 1],
                mode="lines",
                line={"color": theme.coast, "width": width},
                fill="toself",
                fillcolor=fill,
                hoverinfo="skip",
                xaxis=refs[0],
                yaxis=refs[1],
            )
        )


def _rings(land: dict) -> list[list]:
    shape = land["geometry"]
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    return [polygon[0] for polygon in polygons]


def _coast_in(panel: Panel, land: dict) -> tuple[Line, ...]:
    lines = [(*panel.pixels(start), *panel.pixels(end)) for ring in _rings(land) for start, end in pairwise(ring)]
    is_seen = entries(rows_of(lines), rows_of([Box(0, 0, panel.width, panel.height)]))[:, 0]
    return tuple(line for line, seen in zip(lines, is_seen, strict=True) if seen)


def _axes(main: Panel, sheet: Panel | None, height: float) -> dict:
    """How does a map keep its shape at every width? One scale for both ways; what is left over goes to the open sea."""
    axes = _pair(main, "", [1 - main.height / height, 1])
    return axes | _pair(sheet, "2", [0, sheet.height / height]) if sheet else axes


def _pair(panel: Panel, mark: str, domain: list[float]) -> dict:
    held = {"scaleanchor": f"x{mark}", "scaleratio": 1 / panel.ratio, "constrain": "range", "constraintoward": "top"}
    across = {"anchor": f"y{mark}", "constrain": "range", "constraintoward": "right"}
    return {
        f"xaxis{mark}": _axis(panel.west, panel.east, **across),
        f"yaxis{mark}": _axis(panel.south, panel.north, domain=domain, anchor=f"x{mark}", **held),
    }


def _axis(start: float, end: float, **more: object) -> dict:
    quiet = {"showticklabels": False, "showgrid": False, "zeroline": False, "fixedrange": True}
    return {"range": [start, end]} | quiet | more


def _settle(cities: Sequence[Marked], views: Sequence[tuple[Panel, list[Box]]], land: dict, size: int) -> list[Settled]:
    """Where do the marks and the names of these cities come to stand, at every width of their panel?"""
    least = views[0][0]
    spots = spread([least.pixels(city.place) for city in cities], [city.elbow_room for city in cities])
    places = [least.degrees(spot) for spot in spots]
    names = tuple(Name(width_of(city.name, size, city.may_be_bold), city.reach) for city in cities)
    found = place_names(
        names,
        tuple(
            View(
                points=tuple(panel.pixels(place) for place in places),
                frame=Box(2, 2, panel.width - 2, panel.height - 2),
                taken=tuple(taken),
                coast=_coast_in(panel, land),
            )
            for panel, taken in views
        ),
    )
    return [Settled(*each) for each in zip(cities, places, found, strict=True)]
