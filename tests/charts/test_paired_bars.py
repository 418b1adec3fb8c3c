"""Two bars a row from one zero: what is drawn, what is said beside, and what is hidden or missing."""

import pandas as pd
import pytest

from analytics.charts import LIGHT, paired_bars
from analytics.language import ARABIC, ENGLISH
from tests.figure_parts import trace, written

MEANS = {"before_beside": "13,074 · 190", "after_beside": "11,284 · 253"}
CHEQUE = ("Cheque", 2_484_050, 2_854_750, MEANS | {"code": "cheque"})
EQUIPMENT = ("Equipment", 2_015_950, 2_205_250, {"code": "equipment"})
LEFT_OUT = ("Salé", None, 508_700, {"before_absence": "no award recorded"})
HIDDEN = ("Settat", None, 508_700, {"before_status": "confidential", "after_status": "normal"})


def change(*rows, language=ENGLISH):
    full = []
    for group, before, after, *more in rows:
        labels = ["" if value is None else language.number(value) for value in (before, after)]
        row = {"group": group, "before": before, "after": after, "before_label": labels[0], "after_label": labels[1]}
        full.append(row | {"status": "normal" if before is not None else "not_available"} | (more[0] if more else {}))
    return pd.DataFrame(full).astype({"before": "Float64", "after": "Float64"})


def draw(*rows, language=ENGLISH, **options):
    return paired_bars(change(*rows, language=language), language, LIGHT, **options)


def test_a_table_without_status_is_refused():
    with pytest.raises(ValueError, match="status"):
        paired_bars(change(CHEQUE).drop(columns="status"), ENGLISH, LIGHT)


def test_bars_start_from_zero_in_the_order_of_the_table():
    figure = draw(CHEQUE, EQUIPMENT)
    assert list(trace(figure, "2014").x) == [2_484_050, 2_015_950]
    assert list(trace(figure, "2015").x) == [2_854_750, 2_205_250]
    assert list(figure.layout.xaxis.range) == [0, 2_854_750]
    assert written(figure, "group") == ["Cheque", "Equipment"]
    # Upright the axis runs down the page: 2014 above 2015, the first row on top.
    below = figure.layout.yaxis.range
    assert below[0] > below[1] == 0
    assert trace(figure, "2014").y[0] < trace(figure, "2015").y[0] < trace(figure, "2014").y[1]


def test_2014_is_open_and_hatched_and_2015_is_filled():
    figure = draw(CHEQUE)
    before, after = trace(figure, "2014").marker, trace(figure, "2015").marker
    assert (before.pattern.shape, before.line.color, before.line.width) == ("/", "#12436D", 1.5)
    assert (after.color, after.pattern.shape, after.line.width) == ("#F46A25", None, 0)


def test_a_bar_can_be_clicked_and_says_what_it_is():
    figure = draw(CHEQUE, meta={"narrows": "funding_kind"})
    text, code = trace(figure, "2014").customdata[0]
    assert code == "cheque" and text == "Cheque<br>2014<br>2,484,050<br>13,074 · 190"
    assert figure.layout.meta == {"narrows": "funding_kind"}
    assert trace(figure, "2014").hovertemplate == "%{customdata[0]}<extra></extra>"


def test_what_stands_beside_has_a_heading_and_room_of_its_own():
    figure = draw(CHEQUE, beside_label="Mean award · number")
    assert written(figure, "beside") == ["13,074 · 190", "11,284 · 253", "Mean award · number"]
    assert figure.layout.margin.r > draw(("Cheque", 2_484_050, 2_854_750)).layout.margin.r + 60


def test_a_hidden_number_is_an_open_diamond_and_no_bar():
    figure = draw(CHEQUE, HIDDEN)
    assert list(trace(figure, "2014").x) == [2_484_050]
    values = trace(figure, "values")
    assert values.text[1].strip("\u00a0") == "[c]" and list(values.marker.opacity) == [0, 1]
    assert "Hidden so that nobody can be recognised" in written(figure, "key")


def test_a_missing_number_is_words_and_no_bar():
    figure = draw(CHEQUE, LEFT_OUT)
    assert list(trace(figure, "2014").x) == [2_484_050]
    assert trace(figure, "values").text[1].strip("\u00a0") == "no award recorded"
    assert list(trace(figure, "values").marker.opacity) == [0, 0]
    assert draw(("Salé", None, 5)).data[1].text[0].strip("\u00a0") == "no data"


def test_zero_is_zero():
    figure = draw(("Settat", 0, 0))
    assert list(trace(figure, "2014").x) == [0] and list(figure.layout.xaxis.range) == [0, 1]
    assert "<b>0</b>" in trace(figure, "values").text[0]


def test_arabic_names_stand_at_the_right_and_bars_still_grow_rightwards(assert_is_wrapped):
    beside = {"before_beside": ARABIC.number(13_074), "after_beside": ARABIC.number(11_284)}
    figure = draw(("شيك", 2_484_050, 2_854_750, beside), language=ARABIC, beside_label="متوسط التمويل")
    assert_is_wrapped(figure)
    assert figure.layout.xaxis.range[0] < figure.layout.xaxis.range[1]
    group, beside = (
        next(each for each in figure.layout.annotations if each.name == name) for name in ("group", "beside")
    )
    assert (group.xanchor, beside.xanchor) == ("right", "left")
    assert figure.layout.margin.l >= 40 > draw(("شيك", 1, 2), language=ARABIC).layout.margin.l


def test_the_longest_label_has_room_beyond_its_bar():
    # "2,854,750" in bold takes about 62 of 13 pixels beside a bar as long as the axis.
    assert draw(("Cheque", 2_484_050, 2_854_750)).layout.margin.r >= 62
