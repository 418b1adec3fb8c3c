"""How are several things told apart in one figure? Each has a colour and, since colour alone tells too little, a pattern,
a dash and a sign of its own; two years have the look that they have everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.charts.key import Item, circle, diamond, square, stroke
from analytics.charts.theme import Theme, faint
from analytics.language import Language

# More than these are not told apart.
MOST_SERIES = 4
PATTERNS = ("", "x", ".", "-")
DASHES = ("solid", "7px,4px", "1.5px,4px", "9px,3px,2px,3px")
SYMBOLS = ("circle", "diamond", "square", "cross")


@dataclass(frozen=True)
class Look:
    """How a thing looks: as an area `colour` on `ground` in a `pattern`, as a line `dash` with marks of a `symbol`."""

    colour: str
    text_colour: str
    ground: str
    pattern: str
    dash: str
    symbol: str
    is_open: bool = False


def looks_of(names: Sequence[str], theme: Theme, *, by_year: bool = False) -> dict[str, Look]:
    """How does each of these look? by_year: they are years, of which the first of two is open and hatched.

    Raises ValueError for more than can be told apart.
    """
    if len(names) > (2 if by_year else MOST_SERIES):
        raise ValueError(f"{len(names)} series cannot be told apart in one figure")
    if by_year:
        before = Look(theme.before, theme.before_text, theme.before_fill, "/", "dot", "circle", is_open=True)
        after = Look(theme.after, theme.after_text, theme.after, "", "solid", "circle")
        return dict(zip(names, [before, after][-len(names) :], strict=True))
    colours = (theme.centre, theme.care_text, theme.muted, theme.stop_text)
    return {
        name: Look(colour, colour, faint(colour, 0.16) if pattern else colour, pattern, dash, symbol)
        for name, colour, pattern, dash, symbol in zip(names, colours, PATTERNS, DASHES, SYMBOLS, strict=False)
    }


def area_marker(look: Look) -> dict:
    """What is a Plotly marker of a bar that looks so?"""
    outline = {"color": look.colour, "width": 1.5 if look.pattern else 0}
    if not look.pattern:
        return {"color": look.colour, "line": outline}
    pattern = {"shape": look.pattern, "fgcolor": look.colour, "bgcolor": look.ground, "fgopacity": 1}
    return {"color": look.colour, "line": outline, "pattern": pattern | {"size": 6, "solidity": 0.2}}


def area_item(words: str, look: Look) -> Item:
    """What stands in the key for bars that look so?"""
    outline = {"color": look.colour, "width": 2 if look.pattern else 0}
    inner = {
        "x": (diamond(3, fillcolor=look.colour, line={"width": 0}),),
        ".": (circle(2, fillcolor=look.colour, line={"width": 0}),),
        "-": (stroke(4, line={"color": look.colour, "width": 2}),),
    }
    box = square(5.5, fillcolor=look.ground, line=outline)
    return Item(words, (box, *inner.get(look.pattern, ())), look.text_colour, bold=True)


def line_item(words: str, look: Look, theme: Theme) -> Item:
    """What stands in the key for a line that looks so?"""
    line = stroke(8, line={"color": look.colour, "width": 2, "dash": look.dash})
    fill = {"fillcolor": theme.card if look.is_open else look.colour, "line": {"color": look.colour, "width": 2}}
    mark = {"diamond": diamond(4, **fill), "square": square(3.5, **fill)}.get(look.symbol, circle(3.5, **fill))
    return Item(words, (line, mark), look.text_colour, bold=True)


def name_of(series: object, language: Language, *, by_year: bool) -> str:
    """What is a series called in the key and under the pointer?"""
    return language.year(int(series)) if by_year else str(series)
