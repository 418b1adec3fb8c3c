"""How does a figure stand alone? Headline, verdict, notes, source and badge are drawn into the frame with it.

A plate is laid out in pixels of its own and shown enlarged: the largest type is taken with which everything keeps within
the frame. So one way of setting serves a telephone, a page and the wall of a meeting room.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import plotly.graph_objects as go

from analytics.charts.arrangement import (
    CHIP_PAD,
    GAP,
    LINE,
    PAD,
    SMALL,
    Arrangement,
    Block,
    Words,
    set_beside,
    stack,
)
from analytics.charts.drawing import Drawing, Finished
from analytics.charts.labels import drawn
from analytics.charts.theme import FONT, Theme
from analytics.language import Language

# How many times as large as laid out may a plate be shown? The largest that fits is taken.
LARGEST, SMALLEST, STEP = 3.6, 0.8, 0.05
# A form that is not narrow holds from this width on, a narrow one from this.
BROAD_FROM, WIDE_FROM, NARROW_FROM = 800, 560, 300
# In a frame this much broader than tall the words may stand beside the figure.
BROAD = 1.4
# … when the type then is this much larger.
WORTH_IT = 1.12
MOST_STRETCH = 1.5


@dataclass(frozen=True)
class Plate:
    """A finished plate: its figure, laid out in `width` × `height` pixels, to be shown `scale` times as large."""

    figure: go.Figure
    width: float
    height: float
    scale: float


def compose(
    draw: Callable[[bool, int | None], go.Figure],
    words: Words,
    pixels: tuple[int, int],
    language: Language,
    theme: Theme,
    *,
    least_height: int | None = None,
    draw_broad: Callable[[], go.Figure] | None = None,
) -> Plate:
    """How does this figure stand alone in a frame of `pixels`?

    `draw(narrow, height)` draws it: narrow forms hold from 300 pixels, the others from 560; `height` is heeded where
    `least_height` is given, else the figure has a height of its own, at which or above it is shown. `draw_broad`, if any,
    draws what holds from 800 pixels.
    """

    @cache
    def draw_for(width: int) -> go.Figure:
        return draw_broad() if draw_broad and width == BROAD_FROM else draw(width == NARROW_FROM, least_height)

    def natural(width: float) -> go.Figure:
        return draw_for(next((least for least in (BROAD_FROM, WIDE_FROM) if width >= least), NARROW_FROM))

    scale, found = _largest(natural, words, pixels)
    if least_height is not None:
        figure, taken = draw(found.width < WIDE_FROM, round(found.height)), found.height
    else:
        figure = natural(found.width)
        taken = min(found.height, _height(figure) * MOST_STRETCH)
    width, height = pixels[0] / scale, pixels[1] / scale
    return Plate(_frame(figure, words, found, taken, (width, height), language, theme), width, height, scale)


def _largest(natural: Callable[[float], go.Figure], words: Words, pixels: tuple[int, int]) -> tuple[float, Arrangement]:
    """The scale and the arrangement in which everything keeps within the frame, set in the largest type."""
    scale, found = _largest_of(stack, natural, words, pixels)
    if pixels[0] / pixels[1] >= BROAD:
        beside, other = _largest_of(set_beside, natural, words, pixels)
        if beside > scale * WORTH_IT:
            return beside, other
    return scale, found


def _largest_of(
    arrange: Callable[[Words, float, float], Arrangement],
    natural: Callable[[float], go.Figure],
    words: Words,
    pixels: tuple[int, int],
) -> tuple[float, Arrangement]:
    for step in range(round((LARGEST - SMALLEST) / STEP)):
        scale = LARGEST - step * STEP
        found = arrange(words, pixels[0] / scale, pixels[1] / scale)
        if found.width >= NARROW_FROM and _height(natural(found.width)) <= found.height:
            return scale, found
    return SMALLEST, arrange(words, pixels[0] / SMALLEST, pixels[1] / SMALLEST)


def _height(figure: go.Figure) -> float:
    return figure.to_dict()["layout"]["height"]


def _frame(
    figure: go.Figure,
    words: Words,
    found: Arrangement,
    taken: float,
    size: tuple[float, float],
    language: Language,
    theme: Theme,
) -> Finished:
    """The figure in its box, of which it takes this height in the middle, and the words around it."""
    whole = figure.to_dict()
    layout = dict(whole["layout"])
    width, height = size
    above = found.top + (found.height - taken) / 2
    beyond = width - found.start - found.width
    left, right = (beyond, found.start) if language.is_right_to_left else (found.start, beyond)
    inner = layout["margin"]
    margin = {
        "l": inner["l"] + left, "r": inner["r"] + right, "t": inner["t"] + above,
        "b": inner["b"] + height - above - taken, "pad": 0,
    }  # fmt: skip
    pen = _Pen(Drawing(), margin, width, language, theme)
    for block in found.blocks:
        pen.write(block)
    pen.add_marks(words, found)
    layout |= {
        "width": width,
        "height": height,
        "autosize": False,
        "margin": margin,
        "paper_bgcolor": theme.card,
        "annotations": [*layout.get("annotations", ()), *pen.sheet.annotations],
        "shapes": [*layout.get("shapes", ()), *pen.sheet.shapes],
    }
    return Finished({"data": whole["data"], "layout": layout})


@dataclass(frozen=True)
class _Pen:
    """Writes at pixels from the top and from where reading starts, whatever the plot between the margins is."""

    sheet: Drawing
    margin: dict
    width: float
    language: Language
    theme: Theme

    def write(self, block: Block) -> None:
        """Write a block, line by line: an Arabic line is laid out by itself."""
        is_headline = block.name == "headline"
        colour = self.theme.text if is_headline else self.theme.muted
        for place, line in enumerate(block.lines):
            if line:
                middle = block.top + (place + 0.5) * block.size * LINE
                font = {"size": block.size, "color": colour, "family": FONT}
                text = drawn(line, self.language, bold=is_headline)
                self._put(text, block.name, block.start, middle, font=font)

    def add_marks(self, words: Words, found: Arrangement) -> None:
        """The bar beside the headline, the line above the source, the verdict and the badge on their grounds."""
        theme, headline, source = self.theme, found.find("headline"), found.find("source")
        self._bar(0, headline.top + 3, 5, headline.height - 6, theme.centre)
        self._bar(PAD, source.top - GAP, self.width - 2 * PAD, 1, theme.grid)
        chip = found.find("chip")
        if chip:
            grounds = {
                "comparable": (theme.good, theme.good_text),
                "with_care": (theme.care, theme.care_text),
                "not_comparable": (theme.stop, theme.stop_text),
            }
            self._chip(words.verdict_said, "verdict", chip.start, chip.top, *grounds[words.verdict])
        grounds = {"demonstration": (theme.care, theme.care_text), "internal": (theme.stop, theme.stop_text)}
        ground, ink = grounds.get(words.kind, (theme.grid, theme.text))
        # Held at the far edge, however wide its words come out.
        self._chip(words.badge, "badge", self.width - PAD, found.find("badge").top, ground, ink, is_end=True)

    def _chip(
        self, text: str, name: str, start: float, top: float, ground: str, ink: str, is_end: bool = False
    ) -> None:
        look = {"font": {"size": SMALL, "color": ink, "family": FONT}, "bgcolor": ground, "borderpad": CHIP_PAD}
        middle = top + SMALL * LINE / 2
        self._put(drawn(text, self.language, bold=True), name, start, middle, is_end, **look)

    def _put(self, text: str, name: str, start: float, middle: float, is_end: bool = False, **look: object) -> None:
        """`start` is where the text begins, or ends when `is_end`, from where reading starts."""
        is_mirrored = self.language.is_right_to_left
        across = self.width - start if is_mirrored else start
        self.sheet.write(
            text,
            name=name,
            x=0,
            y=1,
            xref="paper",
            yref="paper",
            xanchor="right" if is_mirrored != is_end else "left",
            yanchor="middle",
            xshift=across - self.margin["l"],
            yshift=self.margin["t"] - middle,
            **look,
        )

    def _bar(self, start: float, top: float, width: float, height: float, ground: str) -> None:
        left = self.width - start - width if self.language.is_right_to_left else start
        x, y = left - self.margin["l"], self.margin["t"] - top
        anchor = {"xref": "paper", "yref": "paper", "xanchor": 0, "yanchor": 1}
        box = {"xsizemode": "pixel", "ysizemode": "pixel", "x0": x, "x1": x + width, "y0": y, "y1": y - height}
        look = {"fillcolor": ground, "line": {"width": 0}, "layer": "below"}
        self.sheet.shapes.append({"type": "rect", "name": "frame", **anchor, **box, **look})
