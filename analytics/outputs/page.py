"""How does a picture become a page? What is drawn stays a drawing, what is written stays text: one tagged PDF page."""

from pathlib import Path

from analytics.language import Language
from analytics.outputs.lettering import picture_of
from analytics.outputs.print_fonts import PRINT_FAMILY
from analytics.outputs.typesetting import typeset

TEMPLATE = Path(__file__).with_suffix(".typ")


def write_page(svg: bytes, size_points: tuple[float, float], title: str, alt: str, language: Language) -> bytes:
    """The page (PDF/UA-1) of this picture as Chromium drew it, as wide and as tall as said; the same bytes each time."""
    width, height = size_points
    return typeset(
        TEMPLATE,
        {
            "picture": picture_of(svg, alt),
            "width": width,
            "height": height,
            "title": title,
            "language": language.code,
            "family": PRINT_FAMILY,
        },
    )
