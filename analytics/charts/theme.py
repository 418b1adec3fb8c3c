"""What do all figures share? The palette, the fonts and the frame; decided once, for screen, file and deck."""

from dataclasses import dataclass
from functools import cache

import plotly.graph_objects as go

from analytics.charts.drawing import Drawing
from analytics.language import Language

FONT = "IBM Plex Sans Arabic, sans-serif"
NOTHING = "rgba(0,0,0,0)"
TEXT_SIZE = 13
SMALL_SIZE = 11
# Decimal mark, then thousands mark, as Babel writes them in en, fr_MA and ar_MA.
SEPARATORS = {"en": ".,", "fr": ",\u00a0", "ar": ",."}


@dataclass(frozen=True)
class Theme:
    """A palette as data. `before` is 2014, `after` 2015; the `_text` colours are for numbers and words, at 4.5:1 or
    more; `good`, `care` and `stop` lie under a verdict."""

    mode: str
    card: str
    text: str
    muted: str
    before: str
    before_text: str
    before_fill: str
    after: str
    after_text: str
    other: str
    grid: str
    land: str
    coast: str
    sea: str
    centre: str
    good: str
    good_text: str
    care: str
    care_text: str
    stop: str
    stop_text: str


LIGHT = Theme(
    mode="light",
    card="#FFFFFF",
    text="#1A1D21",
    muted="#5F6770",
    before="#12436D",
    before_text="#12436D",
    before_fill="#E3EBF3",
    after="#F46A25",
    after_text="#B8430F",
    other="#C9C4BC",
    grid="#E9E6DF",
    land="#E8E4DA",
    coast="#CFC8B8",
    sea="#EFF3F6",
    centre="#0B5D50",
    good="#E8F2EF",
    good_text="#0B5D50",
    care="#FFF3DC",
    care_text="#7A4A00",
    stop="#F9E4E0",
    stop_text="#8C2B1A",
)
DARK = Theme(
    mode="dark",
    card="#171B21",
    text="#F1F3F5",
    muted="#A9B2BC",
    before="#8DBBE8",
    before_text="#8DBBE8",
    before_fill="#22364A",
    after="#F46A25",
    after_text="#FF9A66",
    other="#5B636D",
    grid="#2B3138",
    land="#30353B",
    coast="#48505A",
    sea="#1B232C",
    centre="#5CC5AF",
    good="#12302B",
    good_text="#8FDCCB",
    care="#3A2C10",
    care_text="#F3C977",
    stop="#3D1E19",
    stop_text="#F4A797",
)


def theme_of(mode: object) -> Theme:
    """Which palette has this mode? The light one for anything that is not `dark`."""
    return DARK if mode == "dark" else LIGHT


def faint(colour: str, opacity: float) -> str:
    """How is a colour of the palette let through, so that what lies behind it is still seen?"""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


@cache
def template_of(theme: Theme) -> dict:
    """What does every figure start from? Quiet axes, our font, no background of its own."""
    axis = {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "fixedrange": True,
        "automargin": False,
        "gridcolor": theme.grid,
        "tickfont": {"color": theme.muted, "size": 12},
    }
    layout = {
        "font": {"family": FONT, "size": TEXT_SIZE, "color": theme.text},
        "paper_bgcolor": NOTHING,
        "plot_bgcolor": NOTHING,
        "colorway": [theme.before, theme.after, theme.other],
        "xaxis": axis,
        "yaxis": axis,
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
    }
    return {"layout": layout}


def finalise(
    drawing: Drawing,
    language: Language,
    theme: Theme,
    *,
    height: int,
    margin: dict[str, int],
    meta: dict | None = None,
) -> go.Figure:
    """How does a figure leave this room? Framed the same way whatever its form; its width is the browser's to set.

    `height` and `margin` (l, r, t, b) are in pixels; `meta` says what the figure is about and travels in `layout.meta`.
    """
    drawing.layout |= {
        "template": template_of(theme),
        "separators": SEPARATORS[language.code],
        "autosize": True,
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0} | margin,
        "meta": meta or {},
        "hoverlabel": {
            "bgcolor": theme.card,
            "bordercolor": theme.muted,
            "font": {"family": FONT, "size": TEXT_SIZE, "color": theme.text},
            "align": "right" if language.is_right_to_left else "left",
            "namelength": 0,
        },
    }
    return drawing.figure()
