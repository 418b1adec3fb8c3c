"""Running text in lines: within its room, as even as can be, and whole again when the lines are put together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.charts.labels import width_of
from analytics.charts.wrapping import wrap
from analytics.language.direction import isolate_number, without_isolates

WORDS = st.lists(st.text(alphabet="abcdefghijمنسجتلا", min_size=1, max_size=9), min_size=1, max_size=25)


def test_nothing_takes_no_line():
    assert wrap("", 100, 12) == []


def test_what_fits_stays_on_one_line():
    assert wrap("In 2015", 400, 12) == ["In 2015"]


def test_no_word_is_left_alone_on_the_last_line():
    lines = wrap(
        "In 2015, former prisoners were placed in partner companies, against fewer in 2014", 480, 20, bold=True
    )
    assert len(lines) == 2
    assert len(lines[-1].split()) >= 4


@given(WORDS, st.integers(min_value=130, max_value=600))
def test_every_word_is_kept_in_order_and_every_line_within_its_room(words, room):
    lines = wrap(" ".join(words), room, 12)
    assert " ".join(lines).split() == words
    assert all(width_of(line, 12) <= room for line in lines)


@given(WORDS, st.integers(min_value=130, max_value=600))
def test_no_filling_takes_fewer_lines(words, room):
    """Taking as many words as fit on each line takes the fewest lines (greedy filling is optimal in their number)."""
    filled, line = 1, ""
    for word in words:
        longer = f"{line} {word}".strip()
        if width_of(longer, 12) <= room:
            line = longer
        else:
            filled, line = filled + 1, word
    assert len(wrap(" ".join(words), room, 12)) <= filled


def test_a_number_with_its_sign_is_never_torn():
    lines = wrap(f"بلغت {isolate_number('+ 500 000 MAD')} سنة بعد سنة", 90, 12)
    assert sum("500" in line for line in lines) == 1
    assert next(line for line in lines if "500" in line).count("\u2066") == 1


@pytest.mark.parametrize("room", range(80, 400, 20))
@pytest.mark.parametrize(
    "text",
    [
        "Women are 6.4% of the integrations in 2015, and 6.5% in 2014: no sufficient evidence",
        f"تمثل النساء {isolate_number('6,4 %')} من عمليات الإدماج في سنة {isolate_number('2015')} ومثلها في سنة 2014",
    ],
)
def test_no_line_begins_with_a_year(text, room):
    assert not [line for line in wrap(text, room, 14) if without_isolates(line).startswith("20")]


@pytest.mark.parametrize("room", range(60, 300, 20))
def test_no_line_begins_with_a_sign(room):
    lines = wrap(
        "Les femmes représentent 6,4 % des intégrations : rien ne permet de conclure ; voir « ici » !", room, 12
    )
    assert not any(line.startswith((":", ";", "!", "»")) for line in lines)


@pytest.mark.parametrize("room", [90, 120, 160, 240])
def test_a_long_latin_name_is_isolated_on_each_of_its_lines(room):
    name = isolate_number("Al Ittihad Al Ichtiraki (via Maghress), Morocco On The Move")
    lines = wrap(f"المصدر: {name} وغيره", room, 12)
    assert len(lines) > 1
    assert all(line.count("\u2066") == line.count("\u2069") for line in lines)
    assert (
        without_isolates(" ".join(lines)) == "المصدر: Al Ittihad Al Ichtiraki (via Maghress), Morocco On The Move وغيره"
    )
