"""A whole and its parts, which may overlap and are never stacked."""

import pandas as pd
import pytest

from analytics.charts import LIGHT, parts
from analytics.language import ARABIC, ENGLISH
from tests.figure_parts import trace

# Published for 2014: 1,401 integrated through education and training, of whom 63 women and 644 juveniles.
ROWS = [("All", 1401, "", True), ("of whom women", 63, 63 / 1401, False), ("of whom juveniles", 644, 644 / 1401, False)]


def cells(language=ENGLISH, year=2014, names=None, **last):
    rows = [
        {
            "measure": "integrations",
            "part": names[place] if names else name,
            "value": value,
            "label": language.number(value),
            "share_label": language.percent(share, 1) if share else "",
            "is_whole": is_whole,
            "year": year,
            "status": "normal",
        }
        for place, (name, value, share, is_whole) in enumerate(ROWS)
    ]
    rows[-1] |= last
    return pd.DataFrame(rows).astype({"value": "Float64"})


def test_a_table_without_status_is_refused():
    with pytest.raises(ValueError, match="status"):
        parts(cells().drop(columns="status"), ENGLISH, LIGHT)


def test_parts_start_from_the_same_zero_within_the_whole():
    figure = parts(cells(), ENGLISH, LIGHT)
    assert figure.layout.barmode == "overlay"
    assert all(each.base is None for each in figure.data if each.type == "bar")
    assert list(trace(figure, "whole").x) == [1401] and list(trace(figure, "parts").x) == [63, 644]
    assert list(trace(figure, "length of the whole").x) == [1401, 1401]
    assert list(figure.layout.xaxis.range) == [0, 1401]


def test_the_whole_is_an_outline_and_the_parts_are_filled():
    figure = parts(cells(), ENGLISH, LIGHT)
    whole, part = trace(figure, "whole").marker, trace(figure, "parts").marker
    assert (whole.color, list(whole.line.color), whole.line.width) == ("#FFFFFF", ["#12436D"], 2)
    assert (list(part.color), part.line.width) == (["#12436D"] * 2, 0)
    assert list(trace(parts(cells(year=2015), ENGLISH, LIGHT), "parts").marker.color) == ["#F46A25"] * 2


def test_each_bar_says_its_number_and_its_share():
    texts = [text.strip("\u00a0") for text in trace(parts(cells(), ENGLISH, LIGHT), "values").text]
    assert texts == ["<b>1,401</b>", "<b>63 · 4.5%</b>", "<b>644 · 46.0%</b>"]


def test_order_is_that_of_the_table():
    figure = parts(cells(), ENGLISH, LIGHT, narrow=False)
    assert list(figure.layout.yaxis.ticktext) == ["All", "of whom women", "of whom juveniles"]
    assert list(figure.layout.yaxis.range) == [2.5, -0.5]


def test_a_hidden_part_is_an_open_mark_and_no_bar():
    figure = parts(cells(value=None, status="confidential", label="", share_label=""), ENGLISH, LIGHT)
    assert list(trace(figure, "parts").x) == [63]
    values = trace(figure, "values")
    assert values.marker.symbol == "diamond-open" and list(values.marker.opacity) == [0, 0, 1]
    assert values.text[-1].strip("\u00a0") == "[c]" and "recognised" in values.customdata[-1]


def test_a_missing_part_is_words_and_no_bar():
    figure = parts(cells(value=None, status="not_available", label="", share_label=""), ENGLISH, LIGHT)
    assert trace(figure, "values").text[-1].strip("\u00a0") == "no data"
    assert list(trace(figure, "values").marker.opacity) == [0, 0, 0]


@pytest.mark.parametrize("narrow", [True, False])
def test_arabic_stands_at_the_right_wrapped_and_isolated(narrow, assert_is_wrapped):
    names = ["المدمجون عبر التكوين", "منهم نساء", "منهم أحداث"]
    figure = parts(cells(ARABIC, names=names), ARABIC, LIGHT, narrow=narrow)
    assert_is_wrapped(figure)
    assert figure.layout.yaxis.side == "right"
    assert figure.layout.xaxis.range[0] < figure.layout.xaxis.range[1]
    assert all(each.xanchor == "right" for each in figure.layout.annotations)


def test_the_longest_label_has_room_beyond_its_bar():
    # "1,401" in bold takes 2.7 of 13 pixels, measured in a browser, beside a bar as long as the axis.
    assert parts(cells(), ENGLISH, LIGHT).layout.margin.r >= 35
