"""How do stories become a deck? A title slide that says what it holds, then a slide a story with its speaker notes."""

import copy
import io
import math
from collections.abc import Callable, Sequence

from PIL import Image
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from analytics.charts.theme import LIGHT
from analytics.comparison.remarks import DEMONSTRATION, say_kind
from analytics.language import Language, message
from analytics.language.direction import with_marks
from analytics.outputs.deck.chart import add_chart
from analytics.outputs.deck.fixed import fix_dates
from analytics.outputs.deck.ground import STORY, TITLE, lay_ground, set_type
from analytics.outputs.deck.places import (
    BADGES,
    BELOW,
    COLUMN,
    CONTENTS,
    CONTENTS_HEADING,
    FOOT,
    MOST_HEADLINE,
    MOST_SUBTITLE,
    ORIGIN,
    PICTURE,
    SOURCE,
    Arrangement,
    Place,
    beside,
)
from analytics.outputs.deck.speaking import add_speaker_notes
from analytics.outputs.deck.table import add_tables
from analytics.outputs.deck.text import (
    Line,
    add_box,
    add_chip,
    balanced,
    describe,
    height_of,
    largest_size,
    spaced,
    write,
)
from analytics.outputs.plates import FOUNDATION, words_of
from analytics.outputs.stories.listing import name_story
from analytics.outputs.stories.told import Told

# What draws the figure of a story, without words around it, as PNG in so many pixels; None where nothing can.
Picture = Callable[[Told, tuple[int, int]], bytes | None]
PIXELS_OF_AN_INCH = 240
PICTURE_PIXELS = (round(PICTURE.width * PIXELS_OF_AN_INCH), round(PICTURE.height * PIXELS_OF_AN_INCH))
NO_PICTURE = message("No picture could be drawn on this server; the table of the same numbers stands in its place.")
VERDICTS = {
    "comparable": (LIGHT.good, LIGHT.good_text),
    "with_care": (LIGHT.care, LIGHT.care_text),
    "not_comparable": (LIGHT.stop, LIGHT.stop_text),
}
# In points; the largest is taken in which a text keeps within its place.
HEADLINE_SIZES, SUBTITLE_SIZES = (30, 28, 26, 24, 22, 20), (16, 15, 14, 13)
REMARK_SIZES, SOURCE_SIZES = (15, 14, 13, 12, 11, 10), (12, 11, 10, 9)
CONTENTS_SIZES = (20, 18, 16, 14, 12, 10)
BADGE_GAP = 0.15
# So many stories are listed in one column.
FEW = 5


def write_deck(stories: Sequence[Told], picture: Picture) -> bytes:
    """The deck of these stories, all told in one language, as a PPTX file; the same bytes for the same stories.

    `picture` draws those that have no bars; where it gives None their table stands in its place. Raises ValueError where
    there are no stories.
    """
    if not stories:
        raise ValueError("a deck needs at least one story")
    language = stories[0].language
    deck = lay_ground(with_marks(_name(language)), language)
    _add_title_slide(deck, stories, language)
    for told in stories:
        _add_story(deck, told, picture)
    set_type(deck.notes_master)
    file = io.BytesIO()
    deck.save(file)
    return fix_dates(file.getvalue())


def _name(language: Language) -> str:
    return language.say("Idmaj: {years}", years=language.say("2014 and 2015"))


def _add_title_slide(deck: Deck, stories: Sequence[Told], language: Language) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE])
    title, subtitle = slide.placeholders
    write(title.text_frame, [Line(language.say("Idmaj"), 60, colour=LIGHT.centre)], language)
    write(subtitle.text_frame, [Line(language.say("2014 and 2015"), 28, colour=LIGHT.text)], language)
    heading = Line(language.say("In this deck"), 16, bold=True, colour=LIGHT.centre)
    add_box(slide, "contents heading", CONTENTS_HEADING, [heading], language)
    titles = [name_story(told.id, told.kind, language) for told in stories]
    numbered = [f"{language.number(number)}  {each}" for number, each in enumerate(titles, start=2)]
    half = math.ceil(len(numbered) / 2) if len(numbered) > FEW else len(numbered)
    for place, texts in zip(CONTENTS, (numbered[:half], numbered[half:]), strict=True):
        size = largest_size(texts, place, CONTENTS_SIZES, language)
        if texts:
            add_box(slide, "contents", place, spaced(texts, size, LIGHT.text), language)
    released = [told.release_id for told in stories if told.release_id]
    if released:
        releases = language.say("Release {release}", release=language.join(list(dict.fromkeys(released))))
        add_box(slide, "release", ORIGIN, [Line(releases, 13, colour=LIGHT.muted)], language)
    _add_foot(slide, list(dict.fromkeys(told.kind for told in stories)), 1, language)


def _add_story(deck: Deck, told: Told, picture: Picture) -> None:
    language = told.language
    slide = deck.slides.add_slide(deck.slide_layouts[STORY])
    drawn = None if told.bars else picture(told, PICTURE_PIXELS)
    places = _arrange(told) if drawn else BELOW
    _add_headline(slide, told, places)
    if told.bars:
        describe(add_chart(slide, told.bars, language, places.figure), told.alt, "figure")
    elif drawn:
        held = _within(places.figure, drawn).in_emu(language)
        describe(slide.shapes.add_picture(io.BytesIO(drawn), *held), told.alt, "figure")
    else:
        for table in add_tables(slide, told, places.figure):
            describe(table, told.alt, "table")
    absence = () if told.bars or drawn else (language.say(NO_PICTURE),)
    _add_remarks(slide, told, absence, places)
    source = words_of(told).source
    size = largest_size([source], SOURCE, SOURCE_SIZES, told.language)
    add_box(slide, "source", SOURCE, [Line(source, size, colour=LIGHT.muted)], language)
    _add_foot(slide, [told.kind], len(deck.slides), language)
    add_speaker_notes(slide, told, absence)


def _arrange(told: Told) -> Arrangement:
    """The places beside a picture."""
    heights = []
    for text, most, sizes, bold in (
        (told.headline, MOST_HEADLINE, HEADLINE_SIZES, True),
        (told.subtitle, MOST_SUBTITLE, SUBTITLE_SIZES, False),
    ):
        size = largest_size([text], Place(0, 0, COLUMN, most), sizes, told.language, bold)
        heights.append(height_of([text], COLUMN, size, told.language, bold))
    return beside(*heights)


def _add_headline(slide: Slide, told: Told, places: Arrangement) -> None:
    language, title = told.language, slide.shapes.title
    size = largest_size([told.headline], places.headline, HEADLINE_SIZES, language, bold=True)
    held = balanced(told.headline, places.headline, size)
    title.left, title.top, title.width, title.height = held.in_emu(language)
    title.text_frame._txBody.bodyPr.set("anchor", held.anchor)
    write(title.text_frame, [Line(told.headline, size)], language)
    small = largest_size([told.subtitle], places.subtitle, SUBTITLE_SIZES, language)
    add_box(slide, "subtitle", places.subtitle, [Line(told.subtitle, small, colour=LIGHT.muted)], language)


def _within(place: Place, drawn: bytes) -> Place:
    """Where does this picture stand in its place, undistorted and as large as can be?"""
    with Image.open(io.BytesIO(drawn)) as picture:
        ratio = picture.width / picture.height
    width = min(place.width, place.height * ratio)
    height = width / ratio
    return Place(place.start + (place.width - width) / 2, place.top + (place.height - height) / 2, width, height)


def _add_remarks(slide: Slide, told: Told, absence: Sequence[str], places: Arrangement) -> None:
    """The verdict, its reason, and the notes."""
    if told.verdict:
        add_chip(slide, "verdict", told.verdict_said, places.verdict, VERDICTS[told.verdict], told.language)
    texts = [text for text in (told.reason, *told.notes, *absence) if text]
    if texts:
        size = largest_size(texts, places.remarks, REMARK_SIZES, told.language)
        add_box(slide, "remarks", places.remarks, spaced(texts, size, LIGHT.text), told.language)


def _add_foot(slide: Slide, kinds: Sequence[str], number: int, language: Language) -> None:
    """Who speaks, which kinds of data these are, and the number of the slide."""
    for placeholder in slide.slide_layout.placeholders:
        kind = placeholder.element.ph.get("type")
        if kind in FOOT:
            copied = copy.deepcopy(placeholder.element)
            copied.xpath(".//p:cNvPr")[0].set("id", str(slide.shapes._next_shape_id))
            slide.shapes._spTree.append(copied)
    for shape in slide.placeholders:
        kind = shape.element.ph.get("type")
        if kind == "ftr":
            write(shape.text_frame, [Line(language.say(FOUNDATION), 13, colour=LIGHT.muted)], language)
        elif kind == "sldNum":
            shape.element.find(f".//{qn('a:fld')}/{qn('a:t')}").text = str(number)
    end = BADGES
    for kind in reversed(kinds):
        colours = (LIGHT.care, LIGHT.care_text) if kind == DEMONSTRATION else (LIGHT.grid, LIGHT.text)
        taken = add_chip(slide, f"badge {kind}", say_kind(kind, language), end, colours, language)
        end = Place(end.start, end.top, end.width - taken - BADGE_GAP, end.height, is_at_end=True)
