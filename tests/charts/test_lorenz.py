"""Lorenz curves: from nothing to all, beside the line of equality, read off at the half."""

import pandas as pd
import pytest

from analytics.charts import LIGHT, lorenz
from analytics.language import ARABIC, ENGLISH
from tests.figure_parts import trace, written

# By hand: five cities with 0, 10, 20, 30 and 40 % of the money; and two with 40 and 60 %.
CURVES = {2014: ([0, 0.2, 0.4, 0.6, 0.8, 1], [0, 0, 0.1, 0.3, 0.6, 1]), 2015: ([0, 0.5, 1], [0, 0.4, 1])}


def curves(*years, status="normal"):
    rows = [
        {"year": year, "share_of_supports": across, "share_of_money": up, "status": status}
        for year in years
        for across, up in zip(*CURVES[year], strict=True)
    ]
    columns = ["year", "share_of_supports", "share_of_money", "status"]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(columns[1:3], "Float64"))


def draw(cells, language=ENGLISH):
    keys = {year: f"{language.year(year)}: Gini" for year in (2014, 2015)}
    if language is ARABIC:
        keys = {year: f"{language.year(year)}: جيني" for year in (2014, 2015)}
    axes = ("Integrations", "Money") if language is ENGLISH else ("عمليات الإدماج", "المبالغ")
    return lorenz(cells, language, LIGHT, share_text=language.percent, key_texts=keys, axis_texts=axes)


def test_a_table_without_status_is_refused():
    with pytest.raises(ValueError, match="status"):
        draw(curves(2014).drop(columns="status"))


def test_curves_run_from_nothing_to_all_under_the_line_of_equality():
    figure = draw(curves(2014, 2015))
    line = trace(figure, "2014")
    assert (list(line.x), list(line.y)) == CURVES[2014]
    (equal,) = [shape for shape in figure.layout.shapes if shape.name == "equality"]
    assert (equal.x0, equal.y0, equal.x1, equal.y1) == (0, 0, 1, 1)
    assert list(figure.layout.xaxis.range) == list(figure.layout.yaxis.range) == [0, 1]


def test_the_years_differ_by_more_than_colour():
    figure = draw(curves(2014, 2015))
    before, after = trace(figure, "2014"), trace(figure, "2015")
    assert (before.line.dash, before.marker.color) == ("6px,3px", "#FFFFFF")
    assert (after.line.dash, after.marker.color) == ("solid", "#F46A25")


def test_the_half_is_read_off_the_lower_curve_at_its_right():
    notes = [each for each in draw(curves(2014, 2015)).layout.annotations if each.name == "half"]
    # Between 40 % with 10 % and 60 % with 30 %: 20 %.
    assert [note.text for note in notes] == ["<b>2014: 20%</b>", "<b>2015: 40%</b>"]
    assert [note.xanchor for note in notes] == ["left", "right"]


def test_the_key_holds_what_each_curve_comes_to_and_only_what_is_drawn():
    assert written(draw(curves(2014, 2015)), "key") == ["<b>2014: Gini</b>", "<b>2015: Gini</b>", "equal shares"]
    assert written(draw(curves(2015)), "key") == ["<b>2015: Gini</b>", "equal shares"]
    assert trace(draw(curves(2015)), "2014") is None


def test_shares_run_left_to_right_and_arabic_is_wrapped(assert_is_wrapped):
    figure = draw(curves(2014, 2015), ARABIC)
    assert_is_wrapped(figure)
    assert all(each.xanchor == "right" for each in figure.layout.annotations if each.name == "key")
