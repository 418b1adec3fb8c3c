"""How does an SVG stand alone? Its size said in pixels, its fonts inside, its words for those who cannot see it, and the
same bytes each time it is drawn."""

import io
import re
from base64 import b64encode
from functools import lru_cache
from html import escape, unescape

from fontTools import subset
from fontTools.ttLib import TTFont

from analytics.language import Language
from analytics.outputs.renderer import FONTS

FAMILY = "IBM Plex Sans Arabic"
WEIGHTS = {400: "Regular", 700: "Bold"}
# Plotly names its clip paths, patterns and traces anew each time.
_FIGURE_ID = re.compile(r'id="defs-([0-9a-f]{6})"')
_TRACE_ID = re.compile(r"\btrace([0-9a-f]{6})\b|\bp[0-9a-f]{6}-([0-9a-f]{6})-")
_OPENING = re.compile(r"<svg\b[^>]*>")
_SIZE = re.compile(r' (?:width|height)="[^"]*"')
_TEXT = re.compile(r">([^<]+)<")


def finish_svg(svg: bytes, pixels: tuple[int, int], title: str, alt: str, language: Language) -> bytes:
    """The same picture with its size in pixels, fonts, title and description."""
    text = _name_parts_evenly(svg.decode("utf-8"))
    opening = _OPENING.match(text).group()
    width, height = pixels
    sized = _SIZE.sub("", opening).replace(
        "<svg", f'<svg width="{width}" height="{height}" role="img" lang="{language.code}"', 1
    )
    letters = frozenset("".join(unescape(found) for found in _TEXT.findall(text)))
    words = f"<title>{escape(title)}</title><desc>{escape(alt)}</desc>"
    return (sized + words + f"<style>{_font_faces(letters)}</style>" + text[len(opening) :]).encode("utf-8")


def _name_parts_evenly(text: str) -> str:
    figure = _FIGURE_ID.search(text)
    names = [figure.group(1)] if figure else []
    names += dict.fromkeys(one or other for one, other in _TRACE_ID.findall(text))
    for place, name in enumerate(names):
        text = text.replace(name, f"{place:06d}")
    return text


def _font_faces(letters: frozenset[str]) -> str:
    return "".join(
        f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};"
        f"src:url(data:font/woff;base64,{_font_of(letters, name)}) format('woff')}}"
        for weight, name in WEIGHTS.items()
    )


@lru_cache(maxsize=64)
def _font_of(letters: frozenset[str], weight: str) -> str:
    """Our font with these letters alone, and all the shapes they take beside each other."""
    options = subset.Options(flavor="woff", layout_features=["*"], notdef_outline=True, recalc_timestamp=False)
    with TTFont(FONTS / f"IBMPlexSansArabic-{weight}.ttf", recalcTimestamp=False) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(text="".join(sorted(letters)))
        subsetter.subset(font)
        font.flavor = "woff"
        file = io.BytesIO()
        font.save(file)
    return b64encode(file.getvalue()).decode("ascii")
