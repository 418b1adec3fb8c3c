"""A figure that stands alone: everything inside the frame, nothing on top of anything, the largest type that fits."""

from dataclasses import replace

import pandas as pd
import pytest

from analytics.charts import LIGHT, Words, columns, compose, dumbbell
from analytics.charts.arrangement import PAD, set_beside, stack
from analytics.charts.labels import width_of
from analytics.language import ARABIC, ENGLISH
from analytics.outputs.sizes import SIZES

WORDS = Words(
    headline="In 2015, 1,719 former prisoners were placed in partner companies, against 933 in 2014",
    subtitle="Former prisoners placed in partner companies, by year. No figure for 2016 and 2017.",
    source="Source: MAP; Al Ittihad Al Ichtiraki (via Maghress); Le360; La Vie éco, May 2019",
    badge="Published figures",
    kind="published",
    signature="Mohammed VI Foundation for the Reintegration of Prisoners",
    notes=("One paper prints another figure.",),
    verdict="comparable",
    verdict_said="Comparable",
    reason="2014 is a low point: 2013 counted 3,142, and no source explains the fall.",
)
YEARS = pd.DataFrame(
    {
        "measure": "job_placements",
        "year": range(2012, 2017),
        "value": pd.array([1082, 3142, 933, 1719, None], dtype="Float64"),
        "status": ["normal"] * 4 + ["not_available"],
        "qualifier": ["exact"] * 4 + [None],
        "label": ["1,082", "3,142", "933", "1,719", "—"],
    }
)


def draw_columns(language):
    return lambda _narrow, height: columns(YEARS, language, LIGHT, height=height)


def draw_rows(language, groups=6):
    rows = pd.DataFrame(
        {
            "group": [f"Group {place}" for place in range(groups)],
            "before": pd.array(range(10, 10 + groups), dtype="Float64"),
            "after": pd.array(range(12, 12 + groups), dtype="Float64"),
            "before_label": "10",
            "after_label": "12",
            "change_label": "+2",
            "verdict": "comparable",
            "status": "normal",
        }
    )
    return lambda narrow, _height: dumbbell(rows, language, LIGHT, tick_text=str, narrow=narrow)


def boxes_of(arrangement):
    return [block for block in arrangement.blocks if any(block.lines)]


@pytest.mark.parametrize("arrange", [stack, set_beside])
@pytest.mark.parametrize("size", [(700, 394), (540, 675), (345, 613)])
def test_words_stand_one_under_another_and_inside_the_frame(arrange, size):
    width, height = size
    found = arrange(WORDS, width, height)
    for block in boxes_of(found):
        assert block.start >= PAD - 0.01
        assert block.start + max(width_of(line, block.size) for line in block.lines) <= width
    blocks = sorted(boxes_of(stack(WORDS, width, height)), key=lambda block: block.top)
    for above, below in zip(blocks, blocks[1:], strict=False):
        assert above.bottom <= below.top + 0.01
    assert blocks[0].top >= PAD - 0.01
    assert blocks[-1].bottom <= height - PAD + 0.01


@pytest.mark.parametrize("pixels", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("language", [ENGLISH, ARABIC], ids=["en", "ar"])
def test_a_plate_has_the_size_of_its_frame_and_keeps_everything_within(pixels, language):
    for draw, least in ((draw_columns(language), 165), (draw_rows(language), None)):
        plate = compose(draw, WORDS, pixels, language, LIGHT, least_height=least)
        layout = plate.figure.layout
        assert (round(plate.width * plate.scale, 6), round(plate.height * plate.scale, 6)) == pixels
        assert (layout.width, layout.height) == (plate.width, plate.height)
        inside = (
            plate.width - layout.margin.l - layout.margin.r,
            plate.height - layout.margin.t - layout.margin.b,
        )
        assert inside[0] > 100
        assert inside[1] > 60
        for note in layout.annotations:
            if note.xref == "paper" and note.yref == "paper" and note.name in vars(WORDS):
                top = layout.margin.t - (note.yshift or 0)
                assert 0 <= top <= plate.height


def test_everything_that_must_be_said_is_in_the_frame(language, texts_of):
    plate = compose(draw_columns(language), WORDS, (1200, 675), language, LIGHT, least_height=165)
    said = " ".join(texts_of(plate.figure)).replace("\u2067", "").replace("\u2069", "")
    for words in (WORDS.headline, WORDS.subtitle, WORDS.source, WORDS.reason, WORDS.notes[0]):
        for word in words.split():
            assert word in said
    for words in (WORDS.badge, WORDS.verdict_said, WORDS.signature):
        assert words in said


def test_type_is_as_large_as_the_frame_allows():
    few = compose(draw_rows(ENGLISH, 2), WORDS, (1080, 1080), ENGLISH, LIGHT)
    many = compose(draw_rows(ENGLISH, 9), WORDS, (1080, 1080), ENGLISH, LIGHT)
    assert few.scale > many.scale >= 1
    assert compose(draw_rows(ENGLISH, 2), WORDS, (2160, 2160), ENGLISH, LIGHT).scale == pytest.approx(
        min(3.6, 2 * few.scale), abs=0.06
    )


def test_a_broad_frame_of_many_rows_sets_words_beside_them():
    much = replace(WORDS, notes=(WORDS.reason,) * 6)
    plate = compose(draw_rows(ENGLISH, 6), much, (1200, 675), ENGLISH, LIGHT)
    assert plate.figure.layout.margin.l > plate.width * 0.3
    mirrored = compose(draw_rows(ARABIC, 6), much, (1200, 675), ARABIC, LIGHT)
    assert mirrored.figure.layout.margin.r > mirrored.width * 0.3


def test_words_in_a_frame_are_never_markup(texts_of):
    words = Words("<b>5 & 6</b>", "", "s", "b", "published", "x")
    plate = compose(draw_columns(ENGLISH), words, (1200, 675), ENGLISH, LIGHT, least_height=165)
    headline = next(note.text for note in plate.figure.layout.annotations if note.name == "headline")
    assert headline == "<b>&lt;b>5 &amp; 6&lt;/b></b>"


def test_a_form_for_broad_frames_is_drawn_in_those_alone():
    broad, other = draw_rows(ENGLISH, 3), draw_rows(ENGLISH, 6)
    drawn = []
    for pixels in ((1200, 675), (1080, 1920)):
        compose(other, WORDS, pixels, ENGLISH, LIGHT, draw_broad=lambda: drawn.append(1) or broad(False, None))
        assert len(drawn) == 1


def test_words_beside_a_figure_are_as_large_as_their_column_has_room_for():
    few, many = (set_beside(replace(WORDS, notes=(WORDS.reason,) * notes), 900, 506) for notes in (0, 8))
    sizes = [arrangement.find("headline").size for arrangement in (few, many)]
    assert sizes[0] > sizes[1] >= 20
    for found in (few, many):
        assert found.height > 0 and found.find("subtitle").bottom < found.find("remarks").top
