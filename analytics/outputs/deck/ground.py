"""What does a deck start from? An empty 16:9 presentation with our type, our colours, and two layouts."""

from collections.abc import Iterable
from datetime import datetime

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import XmlPart
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.util import Emu

from analytics.charts.theme import LIGHT
from analytics.language import Language
from analytics.outputs.deck.places import HEIGHT, STORY_PLACES, TITLE_PLACES, WIDTH, Place
from analytics.outputs.deck.text import LANGUAGE_TAGS, direct, draw_bar

FONT = "IBM Plex Sans Arabic"
# Named as themes name them: text and ground, accents, links.
COLOURS = {
    "dk1": LIGHT.text, "lt1": LIGHT.card, "dk2": LIGHT.centre, "lt2": LIGHT.grid,
    "accent1": LIGHT.before, "accent2": LIGHT.after, "accent3": LIGHT.other, "accent4": LIGHT.centre,
    "accent5": LIGHT.muted, "accent6": LIGHT.care_text, "hlink": LIGHT.centre, "folHlink": LIGHT.muted,
}  # fmt: skip
MADE = datetime(2000, 1, 1)
TITLE, STORY = 0, 1
# Of the layouts that python-pptx brings along, which are kept, under which names, with what standing where?
_KEPT = {"Title Slide": ("Title", TITLE_PLACES), "Title Only": ("Story", STORY_PLACES)}
# What it brings along besides: a picture of an empty slide, a printer, and counts of words that are not ours.
_FOREIGN = ("thumbnail", "extended-properties", "printerSettings")


def lay_ground(title: str, language: Language) -> Deck:
    """An empty deck in this language, whose layouts are `TITLE` and `STORY`."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(WIDTH), Emu(HEIGHT)
    if language.is_right_to_left:
        deck.part._element.set("rtl", "1")
    for relations in (deck.part.package._rels, deck.part.rels):
        for key in [key for key, each in relations.items() if each.reltype.endswith(_FOREIGN)]:
            relations.pop(key)
    _describe(deck, title, language)
    set_type(deck.slide_master)
    _arrange(deck, language)
    return deck


def set_type(master: object) -> None:
    """How does the theme behind a master of slides or notes get our type and colours?"""
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    is_parsed = isinstance(part, XmlPart)
    theme = part._element if is_parsed else etree.fromstring(part.blob)
    for faces in (*theme.iter(qn("a:majorFont")), *theme.iter(qn("a:minorFont"))):
        for face in list(faces):
            if face.tag == qn("a:font"):  # a face for one script, which would win over ours
                faces.remove(face)
            else:
                face.set("typeface", FONT)
    for scheme in theme.iter(qn("a:clrScheme")):
        for name, colour in COLOURS.items():
            slot = scheme.find(qn(f"a:{name}"))
            slot[:] = []
            etree.SubElement(slot, qn("a:srgbClr")).set("val", colour.lstrip("#"))
    if not is_parsed:
        part.blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _describe(deck: Deck, title: str, language: Language) -> None:
    about = deck.core_properties
    about.title, about.author, about.last_modified_by = title, "Idmaj", "Idmaj"
    about.language, about.revision = LANGUAGE_TAGS[language.code], 1
    about.created = about.modified = MADE


def _arrange(deck: Deck, language: Language) -> None:
    master = deck.slide_master
    style = master.element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    style.set("algn", STORY_PLACES["title"].side(language))
    style.set("rtl", "1" if language.is_right_to_left else "0")
    look = style.find(qn("a:defRPr"))
    look.set("sz", "2800")
    look.set("b", "1")
    _place_each(master.placeholders, STORY_PLACES, language)
    for layout in list(deck.slide_layouts):
        if layout.name not in _KEPT:
            deck.slide_layouts.remove(layout)
            continue
        name, places = _KEPT[layout.name]
        layout.element.cSld.set("name", name)
        _place_each(layout.placeholders, places, language)
        tree = layout.shapes._spTree
        draw_bar(tree, "bar", places["bar"], LIGHT.centre, language)
        draw_bar(tree, "rule", places["rule"], LIGHT.grid, language)


def _place_each(placeholders: Iterable[BaseShape], places: dict[str, Place], language: Language) -> None:
    for shape in list(placeholders):
        kind = shape.element.ph.get("type").replace("ctrTitle", "title")
        if kind == "dt":  # each source has its date; a deck has none
            shape.element.getparent().remove(shape.element)
            continue
        place = places[kind]
        shape.left, shape.top, shape.width, shape.height = place.in_emu(language)
        for style in shape.element.iter(qn("a:lvl1pPr")):
            style.set("algn", place.side(language))
        for paragraph in shape.text_frame.paragraphs:
            direct(paragraph, language, place.side(language))
        frame = shape.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame._txBody.bodyPr.set("anchor", place.anchor)
