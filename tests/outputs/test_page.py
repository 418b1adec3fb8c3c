"""A picture as a page: what is written stays text in reading order, what is drawn stays where Chromium drew it."""

import io
import re

import numpy as np
import pytest
from PIL import Image, ImageFilter

from analytics.language import ARABIC, ENGLISH, LANGUAGES
from analytics.language.direction import isolate_arabic, isolate_number
from analytics.outputs.page import write_page
from analytics.outputs.plates import plate_of
from analytics.outputs.renderer import RENDERER
from analytics.outputs.stories import gather_material, tell_story
from analytics.outputs.typesetting import pieces_of
from tests.pdf_readers import (
    READERS,
    describe,
    draw_with_pdfium,
    draw_with_poppler,
    inflated,
    read_fonts,
    read_structure,
    read_with_pdfium,
    read_with_poppler,
    without_invisible,
)

SIZE = (450.0, 300.0)
FACE = "font-family: 'IBM Plex Sans Arabic', sans-serif; font-size: 20px; fill: rgb(18, 67, 109); white-space: pre;"


def svg_of(*texts, opening='<g transform="translate(100,50)">'):
    drawn = "".join(texts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400" viewBox="0 0 600 400">{opening}'
        f'<rect width="10" height="10" style="fill: rgb(244, 106, 37);"/>{drawn}</g></svg>'
    ).encode()


def text_of(said, anchor="start", x=0, y=100, **named):
    attributes = "".join(f' {name}="{value}"' for name, value in named.items())
    return f'<text text-anchor="{anchor}" x="{x}" y="{y}" style="{FACE}"{attributes}>{said}</text>'


def page_of(*texts, title="Title", alt="What it shows", language=ENGLISH):
    return write_page(svg_of(*texts), SIZE, title, alt, language)


def ink(content):
    """Left, right, top and bottom of what is blue, in pixels of the drawing."""
    dark = np.asarray(draw_with_pdfium(content, scale=600 / SIZE[0])) < 120
    rows, columns = np.nonzero(dark)
    return columns.min(), columns.max() + 1, rows.min(), rows.max() + 1


@pytest.mark.parametrize("reader", sorted(READERS))
def test_an_arabic_line_with_numbers_is_read_in_its_order(reader):
    said = f"تم تشغيل {isolate_number('1.719')} سجينا في {isolate_number('2015')}"
    read = without_invisible(READERS[reader](page_of(text_of(isolate_arabic(said)), language=ARABIC)))
    assert re.findall(r"[0-9.]+|[^\W\d]+", read) == ["تم", "تشغيل", "1.719", "سجينا", "في", "2015"]


def test_a_latin_name_in_an_arabic_line_is_read_from_the_left():
    said = f"المصدر: {isolate_number('Al Ittihad Al Ichtiraki')}، {isolate_number('Le360')}"
    read = read_with_poppler(page_of(text_of(isolate_arabic(said), x=-90), language=ARABIC))
    assert "Al Ittihad Al Ichtiraki" in read and "Le360" in read


def test_a_prefix_is_set_with_its_number_so_that_no_line_ends_between_them():
    between, held = pieces_of(f"سنتي {isolate_number('2013')} و{isolate_number('2014')}")[-2:]
    assert between["text"] == " " and held["direction"] == "rtl"
    assert [piece.get("text") or piece["pieces"][0]["text"] for piece in held["pieces"]] == ["و", "2014"]
    alone = pieces_of(f"{isolate_number('2014')}، {isolate_number('2015')}")
    assert [piece.get("direction") for piece in alone] == ["ltr", None, "ltr"]


def test_no_mark_of_direction_is_a_sign_on_the_page():
    said = isolate_arabic(f"سنة {isolate_number('2015')}")
    assert not re.search("[\u2066-\u2069]", read_with_pdfium(page_of(text_of(said))))


def test_hostile_texts_are_read_as_they_are_written():
    hostile = '#eval("1") ] $x$ \\u{41} @ref *b* _e_ `raw` // /* {sys.inputs}'
    content = write_page(svg_of(text_of(hostile, x=-90)), SIZE, hostile, hostile, ENGLISH)
    assert hostile in read_with_poppler(content)
    assert describe(content)["Title"] == hostile


@pytest.mark.parametrize(
    ("anchor", "left", "right"), [("start", 300, None), ("middle", None, None), ("end", None, 300)]
)
def test_a_line_stands_about_its_anchor_at_its_base_line(anchor, left, right):
    found = ink(page_of(text_of("HHHHHH", anchor, x=200)))
    assert left is None or abs(found[0] - left) <= 3
    assert right is None or abs(found[1] - right) <= 3
    assert anchor != "middle" or abs((found[0] + found[1]) / 2 - 300) <= 2
    # 50 above the group, 100 to the base line
    assert abs(found[3] - 150) <= 1


def test_a_moved_and_turned_line_stands_where_it_was_moved_to():
    turned = ink(page_of(text_of("HHHHHH", transform="translate(200,20)rotate(-90,0,100)")))
    # Written upwards from (300, 170): the base line is the right edge.
    assert abs(turned[1] - 300) <= 1 and abs(turned[3] - 170) <= 3
    assert turned[3] - turned[2] > 3 * (turned[1] - turned[0])


def test_each_of_several_lines_has_its_own_height():
    lines = (
        '<tspan class="line" dy="0em" x="0" y="100">HHH</tspan><tspan class="line" dy="1.5em" x="0" y="100">HHH</tspan>'
    )
    assert abs(ink(page_of(text_of(lines)))[3] - 180) <= 1


def test_bold_text_is_set_bold():
    content = page_of(text_of('a <tspan style="font-weight:bold">b</tspan>'))
    assert read_fonts(content) == {"IdmajPrint", "IdmajPrint-Bold"}
    assert read_fonts(page_of(text_of("a"))) == {"IdmajPrint"}


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=list(LANGUAGES))
def test_the_page_says_its_title_language_and_what_it_shows(language):
    content = page_of(text_of("a"), title="1.719 في المقاولات", alt="ما يظهر", language=language)
    said = describe(content)
    assert (said["Title"], said["Tagged"], said["Pages"]) == ("1.719 في المقاولات", "yes", "1")
    assert "CreationDate" not in said
    assert f"/Lang({language.code})".encode() in content.replace(b"/Lang (", b"/Lang(")
    assert "Figure" in read_structure(content)


def test_the_drawing_has_its_alternative_text():
    assert b"(What it shows)" in inflated(page_of(text_of("a"), alt="What it shows"))
    assert b"(What it shows)" not in inflated(page_of(text_of("a"), alt="Another"))


@pytest.mark.parametrize("points", [(900.0, 506.25), (595.276, 841.89)])
def test_the_page_is_as_large_as_asked(points):
    content = write_page(svg_of(text_of("a")), points, "t", "a", ENGLISH)
    assert describe(content)["Page size"].startswith(f"{points[0]:g} x {points[1]:g} pts")


def test_the_same_picture_gives_the_same_bytes_whatever_chromium_names_its_parts():
    part = '<clipPath id="clip{0}"><rect width="9" height="9"/></clipPath><g clip-path="url(#clip{0})">{1}</g>'
    drawn = [page_of(part.format(name, text_of("a"))) for name in ("4a763f", "00beef", "4a763f")]
    assert drawn[0] == drawn[1] == drawn[2]


def _far_apart(first, second):
    """Which part of the dark ink of one picture lies more than two pixels from any in the other?"""
    is_dark = np.asarray(first) < 140
    near = np.asarray(second.filter(ImageFilter.MinFilter(5))) < 170
    return (is_dark & ~near).sum() / is_dark.sum()


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("story", ["placements", "routes"])
def test_a_page_shows_what_the_picture_shows_in_the_same_places(story, code):
    told = tell_story(story, gather_material(), LANGUAGES[code])
    plate = plate_of(told, (1200, 675))
    figure = plate.figure.to_dict()
    picture = RENDERER.render(figure, "png", plate.width, plate.height, plate.scale * (1 + 1e-9))
    drawing = RENDERER.render(figure, "svg", plate.width, plate.height, 1)
    content = write_page(drawing, (900, 506.25), told.headline, told.alt, told.language)
    shown, set_on_page = Image.open(io.BytesIO(picture)).convert("L"), draw_with_poppler(content, dots=96)
    assert shown.size == set_on_page.size
    assert _far_apart(shown, set_on_page) < 0.005
    assert _far_apart(set_on_page, shown) < 0.005
    words = re.findall(r"\w+", without_invisible(told.headline))
    read = re.findall(r"\w+", without_invisible(read_with_pdfium(content)))
    assert not set(words) - set(read)
