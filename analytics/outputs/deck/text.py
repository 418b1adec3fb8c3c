"""How are words put on a slide, in their language and direction, and kept in order?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Pt

from analytics.charts.labels import width_of
from analytics.charts.wrapping import wrap
from analytics.language import ENGLISH, Language
from analytics.language.direction import with_marks
from analytics.outputs.deck.places import POINTS_OF_AN_INCH, Place

LANGUAGE_TAGS = {"ar": "ar-MA", "fr": "fr-MA", "en": "en-GB"}
# Our type asks for lines one and a half times its size. Latin letters leave room to set them closer.
LINE, CLOSER = 1.5, 0.9
# Between two paragraphs, in parts of their size.
BETWEEN = 0.5
CHIP_SIZE, CHIP_PAD = 13, 9
_DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


@dataclass(frozen=True)
class Line:
    """A paragraph: its text, its size in points, its colour. A command `is_latin` in every language."""

    text: str
    size: float | None = None
    bold: bool = False
    colour: str | None = None
    is_latin: bool = False
    before: float = 0


def write(frame: TextFrame, lines: Sequence[Line], language: Language, side: str | None = None) -> None:
    """How do these lines become the paragraphs of a frame? `side` (l, r, ctr) where it is not where reading starts."""
    frame.word_wrap = True
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        spoken = ENGLISH if line.is_latin else language
        direct(paragraph, spoken, side)
        paragraph.line_spacing = spacing_of(spoken)
        if line.before:
            paragraph.space_before = Pt(line.before)
        run = paragraph.add_run()
        run.text = with_marks(line.text)
        look = run._r.get_or_add_rPr()
        look.set("lang", LANGUAGE_TAGS[spoken.code])
        if line.size:
            run.font.size = Pt(line.size)
        if line.bold:
            run.font.bold = True
        if line.colour:
            run.font.color.rgb = RGBColor.from_string(line.colour.lstrip("#"))


def spaced(texts: Sequence[str], size: float, colour: str) -> list[Line]:
    """Paragraphs with some room between them."""
    return [Line(text, size, colour=colour, before=size * BETWEEN * bool(place)) for place, text in enumerate(texts)]


def direct(paragraph: _Paragraph, language: Language, side: str | None = None) -> None:
    """In which direction does a paragraph run? PowerPoint's `algn` names the side that is seen, whatever the direction."""
    about = paragraph._p.get_or_add_pPr()
    about.set("algn", side or ("r" if language.is_right_to_left else "l"))
    about.set("rtl", "1" if language.is_right_to_left else "0")


def add_box(slide: Slide, name: str, place: Place, lines: Sequence[Line], language: Language) -> Shape:
    """A box of words."""
    shape = slide.shapes.add_textbox(*place.in_emu(language))
    shape.name = name
    _without_margins(shape.text_frame, place.anchor)
    write(shape.text_frame, lines, language, place.side(language))
    return shape


def add_chip(slide: Slide, name: str, text: str, place: Place, colours: tuple[str, str], language: Language) -> float:
    """A word or two on a ground of their own, (ground, ink), at the start or the end of a place; how wide, in inches?"""
    width = min(place.width, (width_of(text, CHIP_SIZE, bold=True) + 2 * CHIP_PAD) / POINTS_OF_AN_INCH)
    start = place.start + (place.width - width if place.is_at_end else 0)
    shape = slide.shapes.add_shape(
        MSO_SHAPE.ROUNDED_RECTANGLE, *Place(start, place.top, width, place.height).in_emu(language)
    )
    shape.name = name
    shape.adjustments[0] = 0.25
    ground, ink = colours
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(ground.lstrip("#"))
    shape.line.fill.background()
    # Without it PowerPoint gives the shape the shadow and the white ink of its style.
    shape._element.remove(shape._element.find(qn("p:style")))
    _without_margins(shape.text_frame, "ctr")
    write(shape.text_frame, [Line(text, CHIP_SIZE, bold=True, colour=ink)], language, "ctr")
    shape.text_frame.word_wrap = False
    return width


def spacing_of(language: Language) -> float:
    """How close do lines stand, in parts of what the type asks for?"""
    return 1.0 if language.is_right_to_left else CLOSER


def largest_size(
    texts: Sequence[str], place: Place, sizes: Sequence[float], language: Language, bold: bool = False
) -> float:
    """In which of these sizes, from the largest down, do these paragraphs fit their place? The last where none does."""
    return next(
        (size for size in sizes if height_of(texts, place.width, size, language, bold) <= place.height), sizes[-1]
    )


def balanced(text: str, place: Place, size: float) -> Place:
    """The same place, as narrow as makes the lines of a headline even, so that no word is left alone on the last."""
    lines = wrap(text, place.width * POINTS_OF_AN_INCH, size, bold=True)
    width = max(width_of(line, size, bold=True) for line in lines) / POINTS_OF_AN_INCH
    return replace(place, width=min(place.width, width))


def height_of(texts: Sequence[str], width: float, size: float, language: Language, bold: bool = False) -> float:
    """How high are these paragraphs in this width, in inches, set in this size, in points?"""
    lines = sum(len(wrap(text, width * POINTS_OF_AN_INCH, size, bold)) for text in texts)
    return (lines * LINE * spacing_of(language) + max(0, len(texts) - 1) * BETWEEN) * size / POINTS_OF_AN_INCH


def describe(shape: BaseShape, alt: str, name: str) -> None:
    """What does a screen reader say of this picture, chart or table?"""
    shape.name = name
    shape._element.xpath(".//p:cNvPr")[0].set("descr", with_marks(alt))


def hide_from_readers(shape: BaseShape) -> None:
    """How is a shape passed over by screen readers, because words beside it say the same?"""
    shape._element.xpath(".//p:cNvPr")[0].append(parse_xml(_DECORATIVE))


def draw_bar(tree: etree._Element, name: str, place: Place, colour: str, language: Language) -> None:
    """A bar or a rule of a layout, behind everything else and passed over by screen readers."""
    left, top, width, height = place.in_emu(language)
    number = max(int(each.get("id")) for each in tree.iter(qn("p:cNvPr"))) + 1
    bar = parse_xml(
        '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f'<p:nvSpPr><p:cNvPr id="{number}" name="{name}">{_DECORATIVE}</p:cNvPr><p:cNvSpPr/>'
        '<p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{colour.lstrip("#")}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )
    tree.insert(2, bar)


def _without_margins(frame: TextFrame, anchor: str) -> None:
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame._txBody.bodyPr.set("anchor", anchor)
