"""The cities of the two programmes and the centres: a map without borders, tiles or network."""

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.city_marks import NO_CENTRE, centre_mark, city_key, city_of, city_traces
from analytics.charts.drawing import Drawing
from analytics.charts.ground import Settled, draw_ground, draw_name, lay_out_map, name_south
from analytics.charts.key import draw_key, key_size, place_mark
from analytics.charts.theme import Theme, finalise
from analytics.language import Language
from analytics.measures.cells import list_rows, require_status

NARROW_TEXT, WIDE_TEXT = 11, 12
KEY_PAD = 8


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
    every = [city_of(row, years, language) for row in list_rows(require_status(cities))]
    shown = [city for city in every if city.is_in_programme or city.centre != NO_CENTRE]
    if not shown:
        raise ValueError("a map needs a city that was in a programme or has a centre; the table has none")
    size = NARROW_TEXT if narrow else WIDE_TEXT
    items = city_key(sorted(shown, key=lambda city: city.place), years, language, theme)
    key_width, key_height = (side + 2 * KEY_PAD for side in key_size(items, size))
    sheet = lay_out_map(shown, land, (key_width, key_height), theme, narrow=narrow, size=size)
    drawing = Drawing(layout=dict(sheet.layout))
    for panel, refs, settled in sheet.panels:
        draw_ground(drawing, panel, refs, land, theme)
        _draw_cities(drawing, settled, refs, size, years, language, theme)
    name_south(drawing, sheet, size, language, theme)
    dx = -KEY_PAD if language.is_right_to_left else KEY_PAD - key_width
    dy = key_height - KEY_PAD - size / 2
    draw_key(drawing, items, language, corner=(1, 0), dx=dx, dy=dy, size=size, upright=True)
    return finalise(drawing, language, theme, height=sheet.height, margin={}, meta=meta)


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
        drawing.traces.append(trace | {"xaxis": refs[0], "yaxis": refs[1]})
    for each in settled:
        place_mark(drawing, centre_mark(each.city.centre, theme), at=each.place, refs=refs, dx=0, dy=0)
        draw_name(drawing, each, refs, size, language, theme)
