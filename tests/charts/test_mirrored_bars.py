"""Women to one side and men to the other on one scale, and the unknown beside."""

import pandas as pd
import pytest

from analytics.charts import LIGHT, mirrored_bars
from analytics.language import ARABIC, ENGLISH
from tests.figure_parts import trace, written

SIDES = (("F", "Women"), ("M", "Men"), ("U", "Sex unknown"))
COUNTS = {
    ("juvenile", "F"): (28, 31), ("juvenile", "M"): (653, 686),
    ("adult", "F"): (211, 270), ("adult", "M"): (2810, 3747), ("adult", "U"): (22, 39),
}  # fmt: skip


def cells(language=ENGLISH, names=None, **first):
    rows = [
        {"group": names[code] if names else code.title(), "code": code, "side": side, "year": year, "value": value,
         "label": language.number(value), "status": "normal"}
        for (code, side), values in COUNTS.items()
        for year, value in zip((2014, 2015), values, strict=True)
    ]  # fmt: skip
    rows[0] |= first
    return pd.DataFrame(rows).astype({"value": "Float64"})


def test_a_table_without_status_is_refused():
    with pytest.raises(ValueError, match="status"):
        mirrored_bars(cells().drop(columns="status"), ENGLISH, LIGHT, sides=SIDES)


def test_women_run_to_the_left_and_men_to_the_right_on_one_scale():
    figure = mirrored_bars(cells(), ENGLISH, LIGHT, sides=SIDES)
    assert list(trace(figure, "F 2014").x) == [-28, -211] and list(trace(figure, "M 2015").x) == [686, 3747]
    assert list(figure.layout.xaxis.range) == [-270, 3747]
    assert written(figure, "side") == ["<b>Women</b>", "<b>Men</b>"]


def test_in_arabic_the_first_side_is_where_reading_starts(assert_is_wrapped):
    sides = (("F", "نساء"), ("M", "رجال"), ("U", "الجنس غير معروف"))
    figure = mirrored_bars(cells(ARABIC, {"juvenile": "أحداث", "adult": "راشدون"}), ARABIC, LIGHT, sides=sides)
    assert list(trace(figure, "F 2014").x) == [28, 211] and list(trace(figure, "M 2015").x) == [-686, -3747]
    assert figure.layout.yaxis.side == "right"
    # The unknown stand at the far end, which is the left.
    assert all(each.xanchor == "left" for each in figure.layout.annotations if each.name == "far")
    assert_is_wrapped(figure)


def test_the_first_year_is_hatched_and_the_second_filled():
    figure = mirrored_bars(cells(), ENGLISH, LIGHT, sides=SIDES)
    before, after = trace(figure, "M 2014").marker, trace(figure, "M 2015").marker
    assert (before.pattern.shape, before.color, before.line.width) == ("/", "#12436D", 1.5)
    assert (after.pattern.shape, after.color, after.line.width) == ("", "#F46A25", 0)


def test_the_unknown_are_shown_beside_and_not_left_out():
    assert written(mirrored_bars(cells(), ENGLISH, LIGHT, sides=SIDES), "far") == ["Sex<br>unknown", "22", "39"]


def test_a_mark_hands_on_its_side_and_its_group():
    figure = mirrored_bars(cells(), ENGLISH, LIGHT, sides=SIDES, meta={"narrows": ["sex", "age_group"]})
    assert [mark[1:] for mark in trace(figure, "F 2014").customdata] == [["F", "juvenile"], ["F", "adult"]]
    assert "Women<br>Juvenile<br>2014: 28" in trace(figure, "F 2014").customdata[0][0]


def test_a_hidden_number_is_an_open_diamond_and_no_bar():
    figure = mirrored_bars(cells(value=None, status="confidential"), ENGLISH, LIGHT, sides=SIDES)
    assert list(trace(figure, "F 2014").x) == [-211]
    values = trace(figure, "values left")
    assert values.text[0] == "[c]" and list(values.marker.opacity)[:2] == [1, 0]
    assert values.marker.symbol == "diamond-open" and "recognised" in values.customdata[0][0]


def test_a_side_that_was_filtered_out_has_no_head_and_takes_no_room():
    women = cells()
    figure = mirrored_bars(women[women["side"] == "F"], ENGLISH, LIGHT, sides=SIDES)
    assert list(figure.layout.xaxis.range) == [-270, 0] and written(figure, "side") == ["<b>Women</b>"]


def test_the_numbers_have_room_on_a_phone():
    margin = mirrored_bars(cells(), ENGLISH, LIGHT, sides=SIDES).layout.margin
    assert 300 - margin.l - margin.r >= 110
