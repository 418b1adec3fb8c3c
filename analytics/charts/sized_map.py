"""How much was done where, in 2014 and in 2015? A ring and a disc for each city, their areas in proportion."""

from collections.abc import Callable
from dataclasses import dataclass
from math import floor, log10, sqrt

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.city_marks import CENTRE_BEING_BUILT, NO_CENTRE, OPEN_CENTRE
from analytics.charts.drawing import Drawing, scatter
from analytics.charts.ground import Settled, draw_ground, draw_name, lay_out_map, name_south
from analytics.charts.key import MARK_ROOM, Item, circle, draw_key, key_size, place_mark, square, stroke
from analytics.charts.labels import drawn, marked, reason_of, width_of
from analytics.charts.theme import Theme, finalise
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL, list_rows, require_status

LARGEST, LEAST = 16.0, 2.0
TEXT = 11
PAD = 8
RING = 1.7
# The disc lets the ring on it be seen in both looks.
DISC_OPACITY = 0.8
BADGE = 3.0
# A finger needs this much, however small the city.
FINGER = 22
FAINT = 0.3


@dataclass(frozen=True)
class SizedCity:
    """A city as it is drawn: the radii of its ring and its disc in pixels (none where nothing is known)."""

    code: str
    name: str
    place: tuple[float, float]
    ring: float | None
    disc: float | None
    centre: str
    is_bold: bool
    is_hidden: bool
    told: tuple[str, ...]
    room: float
    # Room for a bold name is kept, or choosing a city would move the others.
    may_be_bold: bool = True

    @property
    def radius(self) -> float:
        return max(self.ring or 0, self.disc or 0, LEAST)

    @property
    def reach(self) -> float:
        return self.room + 2

    @property
    def elbow_room(self) -> float:
        # Discs may touch and lie a little over one another; a small one is never wholly hidden.
        return 0.75 * self.room + 1.5


def sized_map(
    cities: pd.DataFrame,
    land: dict,
    language: Language,
    theme: Theme,
    *,
    number_text: Callable[[float], str],
    unit: str,
    years: tuple[int, int] = (2014, 2015),
    narrow: bool = True,
    meta: dict | None = None,
) -> go.Figure:
    """How much was done in each city in the two years, and where were the centres?

    `cities`: city (its code), name, longitude, latitude (degrees), before and after (numbers, null where there is none),
    before_label and after_label, before_status and after_status, centre_status, is_chosen, room, status. Areas are in
    proportion to the numbers, one scale for both years; `unit` names what the area stands for, `number_text` writes a
    number of the key. `room` is the number whose area is kept free, so that names and marks stand still from filter to
    filter. Where some cities are not chosen they are faint; one without any number is a small cross. A click answers with
    the city's code. Raises ValueError for a table without `status` or without any city.
    """
    rows = list_rows(require_status(cities))
    if not rows:
        raise ValueError("a map needs a city; the table has none")
    numbers = [float(row[side]) for row in rows for side in ("before", "after") if not pd.isna(row[side])]
    largest = max(numbers, default=0) or 1
    has_choice = not all(row["is_chosen"] for row in rows)
    roomiest = max(float(row["room"]) for row in rows) or 1
    shown = [_city(row, largest, roomiest, has_choice, years, language) for row in rows]
    items = _key(shown, years, language, theme)
    key_width, words_height = key_size(items, TEXT)
    scale = _scale_sizes(largest)
    texts = [number_text(number) for number in scale]
    circles = 2 * LARGEST + 6 + max(width_of(text, TEXT) for text in texts) + 4
    key_width = max(key_width, circles, width_of(unit, TEXT)) + 2 * PAD
    key_height = words_height + 2 * LARGEST + 24 + 2 * PAD

    sheet = lay_out_map(shown, land, (key_width, key_height), theme, narrow=narrow, size=TEXT)
    drawing = Drawing(layout=dict(sheet.layout))
    for panel, refs, settled in sheet.panels:
        draw_ground(drawing, panel, refs, land, theme)
        _draw_cities(drawing, settled, refs, has_choice, language, theme)
    name_south(drawing, sheet, TEXT, language, theme)
    dx = -PAD if language.is_right_to_left else PAD - key_width
    draw_key(drawing, items, language, corner=(1, 0), dx=dx, dy=key_height - PAD - TEXT / 2, size=TEXT, upright=True)
    _draw_scale(drawing, list(zip(scale, texts, strict=True)), largest, unit, dx, language, theme)
    return finalise(drawing, language, theme, height=sheet.height, margin={}, meta={"narrows": "city"} | (meta or {}))


def radius_of(number: float, largest: float) -> float:
    """How many pixels is the radius of this number? Its area is in proportion; a dot remains of the least."""
    return max(LEAST, LARGEST * sqrt(number / largest)) if number else 0.0


def _city(
    row: dict, largest: float, roomiest: float, has_choice: bool, years: tuple[int, int], language: Language
) -> SizedCity:
    sides = ("before", "after")
    statuses = {row[f"{side}_status"] for side in sides}
    radii = [None if pd.isna(row[side]) else radius_of(float(row[side]), largest) for side in sides]
    said = [
        language.say(
            "{year}: {value}",
            year=language.year(year),
            value=str(row[f"{side}_label"]) or reason_of(row[f"{side}_status"], language),
        )
        for side, year in zip(sides, years, strict=True)
    ]
    centres = {OPEN_CENTRE: language.say("open centre"), CENTRE_BEING_BUILT: language.say("centre being built")}
    is_hidden = CONFIDENTIAL in statuses
    name = marked(str(row["name"]), CONFIDENTIAL if is_hidden else "normal", language)
    return SizedCity(
        code=row["city"],
        name=name,
        place=(float(row["longitude"]), float(row["latitude"])),
        ring=radii[0],
        disc=radii[1],
        centre=row["centre_status"],
        is_bold=has_choice and bool(row["is_chosen"]),
        is_hidden=is_hidden,
        room=radius_of(float(row["room"]), roomiest) or LEAST,
        told=tuple(line for line in (name, *said, centres.get(row["centre_status"], "")) if line),
    )


def _draw_cities(
    drawing: Drawing, settled: list[Settled], refs: tuple[str, str], has_choice: bool, language: Language, theme: Theme
) -> None:
    # The smaller on the larger, or it would be lost.
    ordered = sorted(settled, key=lambda each: -each.city.radius)
    discs = [each for each in ordered if each.city.disc]
    rings = [each for each in ordered if each.city.ring]
    hidden = [each for each in ordered if each.city.is_hidden]
    bare = [each for each in ordered if not (each.city.disc or each.city.ring or each.city.is_hidden)]
    looks = (
        ("after", discs, "circle", [2 * each.city.disc for each in discs], theme.after, 0, DISC_OPACITY),
        ("before", rings, "circle-open", [2 * each.city.ring for each in rings], theme.before, RING, 1),
        (CONFIDENTIAL, hidden, "diamond-open", [9] * len(hidden), theme.muted, 2, 1),
        ("none", bare, "x-thin", [5] * len(bare), theme.muted, 1.2, 1),
    )
    for name, found, symbol, sizes, color, width, opacity in looks:
        if found:
            faint = [opacity * (FAINT if has_choice and not each.city.is_bold else 1) for each in found]
            line = {"width": width} | ({"color": color} if symbol == "x-thin" else {})
            look = {"symbol": symbol, "size": sizes, "color": color, "line": line, "opacity": faint}
            drawing.traces.append(_trace(name, found, refs, look))
    hit = _trace(
        "cities", ordered, refs, {"size": [max(FINGER, 2 * each.city.reach) for each in ordered], "opacity": 0}
    )
    hit.update(
        customdata=[[drawn(each.city.told, language), each.city.code] for each in ordered],
        hovertemplate="%{customdata[0]}<extra></extra>",
        hoverinfo=None,
    )
    drawing.traces.append(hit)
    for each in settled:
        # The badge of a centre stands on the shoulder of its city.
        shoulder = 0.71 * each.city.radius + BADGE - 1
        place_mark(drawing, _badge(each.city.centre, theme), at=each.place, refs=refs, dx=shoulder, dy=shoulder)
        color = theme.muted if has_choice and not each.city.is_bold else theme.text
        draw_name(drawing, each, refs, TEXT, language, theme, color)


def _trace(name: str, found: list[Settled], refs: tuple[str, str], marker: dict) -> dict:
    return scatter(
        name=name,
        ids=[each.city.code for each in found],
        x=[each.place[0] for each in found],
        y=[each.place[1] for each in found],
        mode="markers",
        marker=marker,
        hoverinfo="skip",
        xaxis=refs[0],
        yaxis=refs[1],
    )


def _badge(centre: str, theme: Theme) -> tuple[dict, ...]:
    """A small square on a city with a centre, filled when it was open, dotted while it was being built."""
    if centre == NO_CENTRE:
        return ()
    is_open = centre == OPEN_CENTRE
    if is_open:
        return (square(BADGE, name=centre, fillcolor=theme.centre, line={"color": theme.card, "width": 1}),)
    # Hollow and dotted: a dark card would hide dots around its own colour.
    return (
        square(
            BADGE, name=centre, fillcolor=theme.land, line={"color": theme.centre, "width": 1.4, "dash": "1.6px,1.2px"}
        ),
    )


def _key(shown: list[SizedCity], years: tuple[int, int], language: Language, theme: Theme) -> list[Item]:
    ring = circle(5.5, fillcolor=theme.card, line={"color": theme.before, "width": RING})
    disc = circle(5.5, fillcolor=theme.after, line={"width": 0})
    centres = {city.centre for city in shown}
    items = [
        (True, language.year(years[0]), (ring,)),
        (True, language.year(years[1]), (disc,)),
        (OPEN_CENTRE in centres, language.say("open centre"), _badge(OPEN_CENTRE, theme)),
        (CENTRE_BEING_BUILT in centres, language.say("centre being built"), _badge(CENTRE_BEING_BUILT, theme)),
    ]
    return [Item(words, shapes, theme.text) for is_there, words, shapes in items if is_there]


def _scale_sizes(largest: float) -> list[float]:
    """Which two round numbers show the scale? The largest that is on the map, and about a fifth of it."""
    found = [_round_down(largest), _round_down(max(1, largest / 5))]
    return found if found[0] != found[1] else found[:1]


def _round_down(number: float) -> float:
    size = 10 ** floor(log10(number)) if number >= 1 else 1
    return max(part * size for part in (1, 2, 5) if part * size <= max(number, 1))


def _draw_scale(
    drawing: Drawing,
    scale: list[tuple[float, str]],
    largest: float,
    unit: str,
    dx: float,
    language: Language,
    theme: Theme,
) -> None:
    """What is an area worth? Two circles on one foot, each with its number at its top, and the unit under them."""
    way = -1 if language.is_right_to_left else 1
    middle, foot = dx + way * (LARGEST + MARK_ROOM / 2 - LARGEST / 2), PAD + 18
    corner = {"xref": "paper", "yref": "paper", "x": 1, "y": 0, "xanchor": "right" if way < 0 else "left"}
    for number, text in scale:
        radius = radius_of(number, largest)
        outline = circle(radius, name="scale", line={"color": theme.muted, "width": 1})
        place_mark(drawing, (outline,), at=(1, 0), refs=("paper", "paper"), dx=middle, dy=foot + radius)
        reach = LARGEST / 2 + 2
        leader = stroke(reach, name="scale", line={"color": theme.muted, "width": 0.7, "dash": "1px,1px"})
        top = foot + 2 * radius
        place_mark(drawing, (leader,), at=(1, 0), refs=("paper", "paper"), dx=middle + way * reach, dy=top)
        shift = {"xshift": middle + way * (2 * reach + 3), "yshift": top, "yanchor": "middle"}
        drawing.write(drawn(text, language), name="scale", font={"size": TEXT, "color": theme.text}, **corner, **shift)
    at = {"xshift": dx, "yshift": PAD, "yanchor": "bottom"}
    drawing.write(drawn(unit, language), name="scale", font={"size": TEXT, "color": theme.muted}, **corner, **at)
