"""The cities of the two programmes and the centres: a map without borders, tiles or network."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.city_marks import NO_CENTRE, City, centre_mark, city_key, city_of, city_traces
from analytics.charts.drawing import Drawing
from analytics.charts.geometry import Box, Line, entries, rows_of
from analytics.charts.key import draw_key, key_size, place_mark
from analytics.charts.labels import drawn, width_of
from analytics.charts.panels import SOUTH, Panel, inset_panel, least_scale, main_panels
from analytics.charts.placement import Name, Place, View, place_names, spread
from analytics.charts.theme import Theme, finalise
from analytics.language import Language
from analytics.measures.cells import require_status

NARROW_TEXT, WIDE_TEXT = 11, 12
KEY_PAD = 8


@dataclass(frozen=True)
class Settled:
    """A city, the place of its mark in degrees, and the place of its name in pixels from the mark."""

    city: City
    place: tuple[float, float]
    name: Place


def city_map(
    cities: pd.DataFrame,
    land: dict,
    language: Language,
    theme: Theme,
    *,
    years: tuple[int, int] = (2014, 2015),
    narrow: bool = True,
    meta: dict | None = None,
) -> go.Figure:
    """Which cities were in the programmes of the two years, and where were the centres?

    `cities`: name (in the reader's language), longitude and latitude (degrees), in_2014 and in_2015 (true or false; so
    named after `years`), centre_status (open, under_construction, none), status. A city in no programme and without a
    centre is not drawn. `land` is a GeoJSON feature of polygons, without borders. `narrow` holds at every width from
    300 pixels; without it the map is larger, from 540 on. Raises ValueError for a table without `status` or without a
    city to draw.
    """
    every = [city_of(row, years, language) for row in require_status(cities).to_dict("records")]
    shown = [city for city in every if city.is_in_programme or city.centre != NO_CENTRE]
    # The order of the rows must not move a name.
    shown.sort(key=lambda city: city.place)
    if not shown:
        raise ValueError("a map needs a city that was in a programme or has a centre; the table has none")
    north = [city for city in shown if city.place[1] >= SOUTH] or shown
    south = [city for city in shown if city not in north]
    size = NARROW_TEXT if narrow else WIDE_TEXT
    items = city_key(shown, years, language, theme)
    key_width, key_height = (side + 2 * KEY_PAD for side in key_size(items, size))

    scale = least_scale([city.place for city in north], narrow)
    inset = inset_panel([city.place for city in south], scale) if south else None
    below = max(key_height, inset.height if inset else 0)
    mains = main_panels([city.place for city in north], narrow, below)
    taken = {panel.width: [Box(panel.width - key_width, 0, panel.width, key_height)] for panel in mains}
    if inset:
        for boxes in taken.values():
            boxes.append(Box(0, 0, inset.width, inset.height))

    drawing = Drawing(layout={"plot_bgcolor": theme.sea} | _axes(mains, inset, theme))
    _draw_ground(drawing, mains[-1], ("x", "y"), land, theme)
    views = [(panel, taken[panel.width]) for panel in mains]
    _draw_cities(drawing, _settle(north, views, land, size), ("x", "y"), size, years, language, theme)
    if inset:
        _draw_ground(drawing, inset, ("x2", "y2"), land, theme)
        settled = _settle(south, [(inset, [])], land, size)
        _draw_cities(drawing, settled, ("x2", "y2"), size, years, language, theme)
    dx = -KEY_PAD if language.is_right_to_left else KEY_PAD - key_width
    dy = key_height - KEY_PAD - size / 2
    draw_key(drawing, items, language, corner=(1, 0), dx=dx, dy=dy, size=size, upright=True)
    return finalise(drawing.figure(), language, theme, height=round(mains[-1].height), margin={}, meta=meta)


def _axes(mains: list[Panel], inset: Panel | None, theme: Theme) -> dict:
    """How does a map keep its shape at every width? One scale for both ways; what is left over goes to the open sea."""
    main = mains[-1]
    held = {"scaleanchor": "x", "scaleratio": 1 / main.ratio, "constrain": "range", "constraintoward": "top"}
    axes = {
        "xaxis": _axis(main.west, main.east, constrain="range", constraintoward="right"),
        "yaxis": _axis(main.south, main.north, **held),
    }
    if not inset:
        return axes
    frame = {"showline": True, "mirror": True, "linecolor": theme.muted, "linewidth": 1, "constrain": "domain"}
    across = {"domain": [0, min(1, inset.width / mains[0].width)], "anchor": "y2", "constraintoward": "left"}
    up = {"domain": [0, inset.height / main.height], "anchor": "x2", "constraintoward": "bottom"}
    up |= {"scaleanchor": "x2", "scaleratio": 1 / inset.ratio}
    return axes | {
        "xaxis2": _axis(inset.west, inset.east, **across, **frame),
        "yaxis2": _axis(inset.south, inset.north, **up, **frame),
    }


def _axis(start: float, end: float, **more: object) -> dict:
    quiet = {"showticklabels": False, "showgrid": False, "zeroline": False, "fixedrange": True}
    return {"range": [start, end]} | quiet | more


def _settle(cities: Sequence[City], views: Sequence[tuple[Panel, list[Box]]], land: dict, size: int) -> list[Settled]:
    """Where do the marks and the names of these cities come to stand, at every width of their panel?"""
    least = views[0][0]
    spots = spread([least.pixels(city.place) for city in cities], [city.elbow_room for city in cities])
    places = [least.degrees(spot) for spot in spots]
    names = tuple(Name(width_of(city.name, size, city.is_in_programme), city.reach) for city in cities)
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


def _draw_cities(
    drawing: Drawing,
    settled: list[Settled],
    refs: tuple[str, str],
    size: int,
    years: tuple[int, int],
    language: Language,
    theme: Theme,
) -> None:
    places = [each.place for each in settled]
    for trace in city_traces([each.city for each in settled], places, years, language, theme):
        drawing.traces.append(trace.update(xaxis=refs[0], yaxis=refs[1]))
    for each in settled:
        place_mark(drawing, centre_mark(each.city.centre, theme), at=each.place, refs=refs, dx=0, dy=0)
        if each.name.leader:
            ends = dict(zip(("x0", "y0", "x1", "y1"), each.name.leader, strict=True))
            leader = {"type": "line", "name": "leader", "line": {"color": theme.muted, "width": 1}} | ends
            place_mark(drawing, (leader,), at=each.place, refs=refs, dx=0, dy=0)
        box = each.name.box
        drawing.write(
            drawn(each.city.name, language, bold=each.city.is_in_programme),
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
            font={"size": size, "color": theme.text},
        )


def _draw_ground(drawing: Drawing, panel: Panel, refs: tuple[str, str], land: dict, theme: Theme) -> None:
    """What lies under the marks? The sea, which also covers what another panel shows there, and the land."""
    # A gap between two rings keeps Plotly from joining them.
    shore = [point for ring in _rings(land) for point in (*ring, (None, None))]
    west, south, east, north = panel.west, panel.south, panel.east, panel.north
    corners = [(west, south), (east, south), (east, north), (west, north)]
    for name, points, fill, width in (("sea", corners, theme.sea, 0), ("land", shore, theme.land, 1)):
        drawing.traces.append(
            go.Scatter(
                name=name,
                x=[point[0] for point in points],
                y=[point[1] for point in points],
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
