"""Two years a row, each with its interval, its number and its known cases."""

import pandas as pd
import pytest

from analytics.charts import LIGHT, intervals
from analytics.language import ARABIC, ENGLISH
from tests.figure_parts import trace, written

# Newcombe (1998), Table I: 15/148 and 81/263 with the ends of their intervals.
ROWS = [
    ("Placements", 2014, 0.1014, 0.0624, 0.1605, 148),
    ("Placements", 2015, 0.3080, 0.2553, 0.3662, 263),
    ("Studies", 2014, 0.0345, 0.0061, 0.1718, 29),
    ("Studies", 2015, 0.0, 0.0, 0.1611, 20),
]


def cells(language=ENGLISH, names=None, **last):
    rows = [
        {
            "group": names[name] if names else name,
            "code": name.lower(),
            "year": year,
            "value": value,
            "low": low,
            "high": high,
            "label": language.percent(value, 1),
            "far": language.number(far),
            "status": "normal",
        }
        for name, year, value, low, high, far in ROWS
    ]
    rows[-1] |= last
    return pd.DataFrame(rows).astype(dict.fromkeys(("value", "low", "high"), "Float64"))


def draw(frame=None, language=ENGLISH, **options):
    frame = cells(language) if frame is None else frame
    return intervals(frame, language, LIGHT, tick_text=language.percent, far_head="Known cases", **options)


def test_a_table_without_status_is_refused():
    with pytest.raises(ValueError, match="status"):
        draw(cells().drop(columns="status"))


def test_the_first_year_is_a_ring_above_and_the_second_a_disc_below():
    figure = draw()
    before, after = trace(figure, "2014"), trace(figure, "2015")
    assert (before.marker.color, before.marker.line.color) == ("#FFFFFF", "#12436D")
    assert (after.marker.color, after.marker.line.width) == ("#F46A25", 0)
    # The axis of names runs downwards.
    assert all(above < below for above, below in zip(before.y, after.y, strict=True))
    assert [round(height) for height in before.y] == [round(height) for height in after.y] == [0, 1]


def test_each_number_lies_on_its_own_interval():
    whisker = trace(draw(), "firm interval 2014")
    assert list(whisker.x) == [0.0624, 0.1605, None, 0.0061, 0.1718, None]
    assert whisker.y[0] == whisker.y[1] and whisker.y[0] != whisker.y[3]


def test_a_number_stands_beyond_its_interval():
    values = trace(draw(), "values")
    assert dict(zip(values.text, values.x, strict=True))["<b>10.1%</b>"] == 0.1605
    assert set(values.textposition) == {"middle right"}


def test_the_known_cases_stand_at_the_far_end_under_their_head():
    assert written(draw(), "far") == ["Known<br>cases", "148", "263", "29", "20"]
    assert written(draw(cells().drop(columns="far")), "far") == []


def test_marks_say_how_far_a_number_can_be_relied_on():
    figure = draw(cells(status="low_reliability"))
    assert "<b>0.0% [u]</b>" in trace(figure, "values").text
    assert "Few people: read with care" in trace(figure, "2015").customdata[-1][0]


def test_a_hidden_year_is_an_open_diamond_with_its_reason():
    figure = draw(cells(value=None, low=None, high=None, status="confidential"))
    hidden = trace(figure, "confidential")
    assert (hidden.marker.symbol, hidden.text[0].strip("\u00a0")) == ("diamond-open", "[c]")
    assert list(trace(figure, "2015").x) == [0.3080]
    assert figure.layout.xaxis.range[0] < hidden.x[0] < min(figure.layout.xaxis.tickvals)
    assert "Hidden so that nobody can be recognised" in written(figure, "key")


def test_a_missing_year_is_words_and_no_mark():
    figure = draw(cells(value=None, low=None, high=None, status="not_available"))
    assert trace(figure, "not_available").text[0].strip("\u00a0") == "2015: no data"
    assert trace(figure, "not_available").mode == "text"


def test_every_mark_and_every_row_hands_on_the_code_of_its_group():
    figure = draw(meta={"narrows": "route"})
    assert figure.layout.meta == {"narrows": "route"}
    for name in ("2014", "2015", "rows"):
        assert [mark[1] for mark in trace(figure, name).customdata] == ["placements", "studies"]
    told = trace(figure, "rows").customdata[0][0]
    assert told == "Placements<br>2014: 10.1%<br>Known cases: 148<br>2015: 30.8%<br>Known cases: 263"


def test_the_axis_starts_at_zero_unless_its_lower_half_would_be_empty():
    assert draw().layout.xaxis.range[0] == 0
    high = cells().assign(value=0.8, low=0.75, high=0.85)
    start, end = draw(high).layout.xaxis.range
    assert 0.7 < start < 0.75 and end == 0.85
    assert all(start <= tick <= end for tick in draw(high).layout.xaxis.tickvals)


def test_counts_have_no_interval_and_no_key_to_one():
    figure = draw(cells().assign(low=pd.NA, high=pd.NA))
    assert not [each for each in figure.data if "interval" in each.name]
    assert written(figure, "key") == ["<b>2014</b>", "<b>2015</b>"]


def test_a_phone_keeps_room_for_the_marks():
    margin = draw().layout.margin
    assert 300 - margin.l - margin.r >= 110


@pytest.mark.parametrize("narrow", [True, False])
def test_arabic_stands_at_the_right_wrapped_and_isolated(narrow, assert_is_wrapped):
    names = {"Placements": "التشغيل في المقاولات", "Studies": "الدراسة"}
    figure = intervals(
        cells(ARABIC, names, value=None, low=None, high=None, status="not_available"),
        ARABIC,
        LIGHT,
        tick_text=ARABIC.percent,
        far_head="الحالات المعروفة",
        narrow=narrow,
    )
    assert figure.layout.yaxis.side == "right"
    assert figure.layout.xaxis.range[0] < figure.layout.xaxis.range[1]
    assert all(each.xanchor == "left" for each in figure.layout.annotations if each.name == "far")
    assert_is_wrapped(figure)
