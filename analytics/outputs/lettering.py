"""Which lines are written in a drawing, and where? They are taken out of it, so that a page can set them as text.

Plotly writes marks of direction into each line (U+2066 … U+2069). Inside a drawing they would become signs on the page,
which break words when these are searched or copied; set as text they become directions.
"""

import math
import re
from collections.abc import Iterator
from xml.etree import ElementTree

from fontTools.misc.transform import Identity, Transform

from analytics.outputs.print_fonts import printable
from analytics.outputs.typesetting import nest

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
TEXT, NEVER_SHOWN = f"{{{SVG}}}text", f"{{{SVG}}}defs"
# Which part of a line lies left of the point at which it is written?
ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}
_MOVE = re.compile(r"(translate|rotate)\(([^)]*)\)")
_RED_GREEN_BLUE = re.compile(r"rgb\((\d+), (\d+), (\d+)\)")


def picture_of(svg: bytes, alt: str) -> dict:
    """How is a drawing handed to a template? Without its lines of text, and these beside it, all in its own units.

    A line: `x`, `y` (of its base line), `angle` (degrees), `size`, `colour`, `anchor`, and `pieces` (`typesetting.nest`).
    """
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", XLINK)
    drawing = ElementTree.fromstring(printable(svg.decode("utf-8")))
    lines = list(_take_lines(drawing, Identity))
    *_, width, height = (float(number) for number in drawing.get("viewBox").split())
    whole = ElementTree.tostring(drawing, encoding="unicode")
    return {"drawing": whole, "width": width, "height": height, "lines": lines, "alt": alt}


def _take_lines(element: ElementTree.Element, placed: Transform) -> Iterator[dict]:
    placed = _move(placed, element)
    for child in list(element):
        if child.tag == TEXT:
            yield from _list_lines(child, _move(placed, child))
            element.remove(child)
        elif child.tag != NEVER_SHOWN:
            yield from _take_lines(child, placed)


def _move(placed: Transform, element: ElementTree.Element) -> Transform:
    for name, numbers in _MOVE.findall(element.get("transform", "")):
        first, *others = (float(number) for number in re.split(r"[\s,]+", numbers.strip()))
        if name == "translate":
            placed = placed.translate(first, *others)
        else:
            x, y = others or (0, 0)
            placed = placed.translate(x, y).rotate(math.radians(first)).translate(-x, -y)
    return placed


def _list_lines(element: ElementTree.Element, placed: Transform) -> Iterator[dict]:
    """A text is one line, or holds a span for each."""
    style = _style_of(element)
    size = float(style["font-size"].removesuffix("px"))
    look = {
        "size": size,
        "colour": "#" + "".join(f"{int(part):02x}" for part in _RED_GREEN_BLUE.match(style["fill"]).groups()),
        "anchor": ANCHORS[element.get("text-anchor", "start")],
        "angle": math.degrees(math.atan2(placed.xy, placed.xx)),
    }
    for line in [span for span in element if span.get("class") == "line"] or [element]:
        down = float(line.get("dy", "0em").removesuffix("em")) * size
        x, y = placed.transformPoint((float(line.get("x", 0)), float(line.get("y", 0)) + down))
        pieces = nest(_letters(line, _is_bold(element)))
        if pieces:
            yield {"x": x, "y": y, "pieces": pieces, **look}


def _style_of(element: ElementTree.Element) -> dict[str, str]:
    said = (part.partition(":") for part in element.get("style", "").split(";"))
    return {name.strip(): value.strip() for name, _, value in said}


def _is_bold(element: ElementTree.Element) -> bool:
    return _style_of(element).get("font-weight") in ("bold", "700")


def _letters(element: ElementTree.Element, is_bold: bool) -> Iterator[tuple[str, bool]]:
    yield from ((letter, is_bold) for letter in element.text or "")
    for span in element:
        yield from _letters(span, is_bold or _is_bold(span))
        yield from ((letter, is_bold) for letter in span.tail or "")
