"""Text is wrapped for its direction, broken into lines and given enough room."""

import pytest

from analytics.charts.labels import drawn, in_lines, marked, reason_of, room_beyond, width_of
from analytics.language import ARABIC, ENGLISH, FRENCH

# Widths in parts of the size, regular and bold, measured in Chromium with the fonts of the project.
MEASURED = {
    "Casablanca": (5.17, 5.45),
    "Mohammedia": (6.13, 6.36),
    "El Jadida": (4.08, 4.34),
    "1,719": (2.67, 2.71),
    "+84 %": (2.96, 3.01),
    "644 · 46.0 %": (5.83, 5.95),
    "Tanger-Tétouan-Al Hoceïma": (12.5, 13.06),
    "الدار البيضاء": (4.38, 4.77),
    "سيدي قاسم": (4.67, 4.95),
    "فاس-مكناس": (4.9, 5.1),
    "طنجة": (2.13, 2.23),
    "وجدة": (2.07, 2.22),
}


@pytest.mark.parametrize("text", MEASURED)
def test_text_is_given_the_room_it_takes_and_little_more(text):
    for width, bold in zip(MEASURED[text], (False, True), strict=True):
        assert width * 10 <= width_of(text, 10, bold) <= width * 10 * 1.3


def test_marks_of_direction_and_vowel_signs_take_no_room():
    assert width_of("\u2067\u20662014\u2069\u2069", 12) == width_of("2014", 12)
    assert width_of("مُدَّة", 12) == width_of("مدة", 12)


@pytest.mark.parametrize(
    "text, lines",
    [
        ("Education", ["Education"]),
        ("Vocational training", ["Vocational", "training"]),
        ("Tanger-Tétouan-Al Hoceïma", ["Tanger-Tétouan-", "Al Hoceïma"]),
        ("Anticonstitutionnellement", ["Anticonstitutionnellement"]),
        ("التشغيل في المقاولات", ["التشغيل", "في المقاولات"]),
        ("التدريب المؤدى عنه في المقاولة", ["التدريب المؤدى", "عنه في المقاولة"]),
    ],
)
def test_a_long_name_breaks_into_two_even_lines(text, lines):
    assert in_lines(text, 100, 13) == lines


def test_each_arabic_line_is_wrapped_by_itself():
    assert drawn(["غير", "منشور"], ARABIC) == "\u2067غير\u2069<br>\u2067منشور\u2069"
    assert drawn("plain", FRENCH, bold=True) == "<b>plain</b>"


def test_text_is_never_taken_for_markup():
    assert drawn("< 5 <a href='x'>& more", ENGLISH) == "&lt; 5 &lt;a href='x'>&amp; more"


def test_a_mark_follows_its_number_and_keeps_its_order():
    assert marked("6.4%", "low_reliability", ENGLISH) == "6.4% [u]"
    assert marked("\u20666,4\u2069", "provisional", ARABIC) == "\u20666,4\u2069 \u2066[p]\u2069"
    assert marked("", "confidential", ENGLISH) == "[c]"
    assert marked("933", "normal", ENGLISH) == "933"


def test_every_absence_has_a_reason_and_a_number_needs_none():
    for status in ("confidential", "not_available", "not_applicable", "low_reliability", "provisional"):
        assert reason_of(status, ENGLISH)
    assert reason_of("normal", ENGLISH) == ""


def test_labels_need_room_beyond_the_axis_only_where_they_would_leave_it():
    # At the end of a 100 pixel axis all 40 are beyond; in the middle none is.
    assert room_beyond([1.0], [40], span=100) == 40
    assert room_beyond([0.5], [40], span=100) == 0
    assert room_beyond([], [], span=100) == 0
