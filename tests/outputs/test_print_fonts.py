"""The print fonts: Arabic that is read back letter by letter, and looks as on the screen."""

import io
import json
import re
from collections import Counter
from itertools import product

import numpy as np
import pytest
import typst
from fontTools.ttLib import TTFont
from PIL import Image

from analytics.language import ARABIC
from analytics.language.catalogue import read_catalogue
from analytics.outputs.print_fonts import (
    FONTS,
    PRINT_FAMILY,
    PRINT_FONTS,
    SCREEN_FAMILY,
    WEIGHTS,
    make_print_font,
    printable,
)
from tests.pdf_readers import READERS, without_invisible

# The Arabic alphabet, with the seats of hamza, madda, ta marbuta and alif maksura.
LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
WORD = re.compile("[\u0621-\u064a]+")
# Letters whose distance the print fonts lessen, so that it is not read as a space.
APART = re.compile("[اأإآ]ك")
PAGE = """
#set page(width: 210mm, height: auto, margin: 10mm)
#set text(font: sys.inputs.family, size: 10pt, weight: sys.inputs.weight, lang: "ar", dir: rtl, fallback: false)
#for line in json(bytes(sys.inputs.lines)) [#line #parbreak()]
"""


def compiled(lines, form="pdf", family=PRINT_FAMILY, weight="regular"):
    inputs = {"lines": json.dumps(lines), "family": family, "weight": weight}
    folder = PRINT_FONTS if family == PRINT_FAMILY else FONTS
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
    return typst.compile(PAGE.encode(), format=form, ppi=100, sys_inputs=inputs, font_paths=fonts)


def drawn(lines, family, weight="regular"):
    picture = Image.open(io.BytesIO(compiled(lines, "png", family, weight)))
    return np.asarray(picture.convert("L")).astype(int)


def sentences():
    """Every Arabic sentence of the product, each {value} in it taken as a year."""
    for translated in read_catalogue(ARABIC.code)[0].values():
        for sentence in translated if isinstance(translated, tuple) else [translated]:
            yield printable(re.sub(r"\{\w+\}", "2015", sentence))


def combinations():
    """Every two letters: alone, after a letter that joins, and before one that reaches under them."""
    for first, second in product(LETTERS, repeat=2):
        yield f"{first}{second} ب{first}{second} ب{first}{second}ع"


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_files_are_those_that_are_made_from_the_screen_fonts(weight):
    source = (FONTS / f"IBMPlexSansArabic-{weight}.ttf").read_bytes()
    assert (PRINT_FONTS / f"IdmajPrint-{weight}.ttf").read_bytes() == make_print_font(source)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_reserved_name_is_not_the_name_of_the_made_fonts(weight):
    names = TTFont(PRINT_FONTS / f"IdmajPrint-{weight}.ttf")["name"]
    assert {names.getBestFamilyName(), names.getBestSubFamilyName()} == {PRINT_FAMILY, weight}
    assert not [name for number in (1, 3, 4, 6, 16) if "Plex" in (name := str(names.getDebugName(number)))]
    assert "Copyright 2019 IBM Corp." in names.getDebugName(0)
    assert (PRINT_FONTS / "OFL.txt").read_text() == (FONTS / "OFL.txt").read_text()


@pytest.mark.parametrize("texts", [sentences, combinations])
@pytest.mark.parametrize("reader", sorted(READERS))
def test_every_word_is_read_back_as_it_was_written(reader, texts):
    written = list(texts())
    words = Counter(WORD.findall(without_invisible(" ".join(written))))
    read = Counter(WORD.findall(without_invisible(READERS[reader](compiled(written)))))
    assert sum(words.values()) > 2_000
    assert (words - read, read - words) == ({}, {})


def test_the_screen_font_would_not_be_read_back():
    """Else the print fonts are no longer needed."""
    assert "غير" not in READERS["poppler"](compiled(["غير"], family=SCREEN_FAMILY))


@pytest.mark.parametrize("texts", [pytest.param(sentences, marks=pytest.mark.thorough), combinations])
def test_what_is_seen_is_the_same_to_the_pixel(texts):
    lines = [" ".join(word for word in text.split() if not APART.search(word)) for text in texts()]
    lines = [line for line in lines if WORD.search(line)]
    difference = np.abs(drawn(lines, SCREEN_FAMILY) - drawn(lines, PRINT_FAMILY))
    # Rounding leaves one level of grey in 255.
    assert difference.max() <= 1


def test_bold_letters_stand_in_the_same_places():
    lines = ["لا يقارن هذا البرنامج بغيره", "في المقاولات", "نسبة النساء في الإدماج"]
    difference = np.abs(drawn(lines, SCREEN_FAMILY, "bold") - drawn(lines, PRINT_FAMILY, "bold"))
    assert difference.max() <= 1


def test_marks_stay_on_their_letters():
    marked = ["لًا لاً لّا بِي بيِ فّي فيٌّ نِر نرُ لِأ لأُ"]
    assert np.abs(drawn(marked, SCREEN_FAMILY) - drawn(marked, PRINT_FAMILY)).max() <= 1


def test_vowel_signs_are_left_out_of_print_and_nothing_else():
    assert printable("يُقدَّم آخرُ 38 %، Fès") == "يقدم آخر 38 %، Fès"
    assert printable("Salé, Témara") == "Salé, Témara"
