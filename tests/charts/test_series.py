"""A few series side by side, and points: what is drawn, how it is told apart, and what is hidden or missing."""

import pandas as pd
import pytest

from analytics.charts import DARK, LIGHT, points, series_bars, series_lines
from analytics.charts.series import MOST_SERIES, looks_of
from analytics.language import ARABIC, ENGLISH
from tests.figure_parts import written

SHARES = [
    ("Work", "Women", 0.25),
    ("Work", "Juveniles", 0.10),
    ("School", "Women", 0.05),
    ("School", "Juveniles", 0.50),
]


def cells(rows, **more):
    full = [
        {"panel": "", "scale": "one", "group": group, "place": group, "code": group.lower(), "series": series, "value": value,
         "label": "" if value is None else f"{value:.0%}", "status": "normal" if value is not None else "not_available"} | more
        for group, series, value in rows
    ]  # fmt: skip
    return pd.DataFrame(full).astype({"value": "Float64"})


def traces(figure, name):
    return [each for each in figure.data if each.name == name]


DRAWN = {
    "bars": lambda frame, language=ENGLISH: series_bars(frame, language, LIGHT),
    "lines": lambda frame, language=ENGLISH: series_lines(frame, language, LIGHT, tick_text=lambda _, value: language.percent(value)),
}  # fmt: skip


@pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN)
def test_a_table_without_status_is_refused(draw):
    with pytest.raises(ValueError, match="status"):
        draw(cells(SHARES).drop(columns="status"))


@pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN)
def test_more_series_than_can_be_told_apart_are_refused(draw):
    with pytest.raises(ValueError, match="told apart"):
        draw(cells([("Work", f"Series {number}", 1) for number in range(MOST_SERIES + 1)]))


def test_no_two_series_look_alike_even_without_colour():
    for theme in (LIGHT, DARK):
        looks = looks_of(["a", "b", "c", "d"], theme).values()
        for part in ("colour", "pattern", "dash", "symbol"):
            assert len({getattr(look, part) for look in looks}) == MOST_SERIES


def test_two_years_look_as_they_do_everywhere():
    before, after = looks_of(["2014", "2015"], LIGHT, by_year=True).values()
    assert (before.colour, before.is_open, after.colour, after.is_open) == (LIGHT.before, True, LIGHT.after, False)
    (alone,) = looks_of(["2015"], LIGHT, by_year=True).values()
    assert alone == after


def test_bars_are_in_proportion_within_a_scale_and_each_is_read():
    figure = DRAWN["bars"](cells(SHARES))
    women, juveniles = traces(figure, "Women")[0], traces(figure, "Juveniles")[0]
    assert list(women.x) == [0.5, 0.1] and list(juveniles.x) == [0.2, 1.0]
    assert [list(each.text) for each in traces(figure, "values")] == [
        ["\u00a0<b>25%</b>", "\u00a0<b>5%</b>"], ["\u00a0<b>10%</b>", "\u00a0<b>50%</b>"],
    ]  # fmt: skip
    # The bars of a group stand together, the first group on top.
    assert women.y[0] < juveniles.y[0] < women.y[1] < juveniles.y[1]
    assert written(figure, "group") == ["Work", "School"] and written(figure, "key") == ["<b>Women</b>", "<b>Juveniles</b>"]  # fmt: skip


def test_panels_of_other_units_have_a_scale_of_their_own():
    first = cells([("Work", "Supports", 1000.0), ("School", "Supports", 500.0)], panel="Supports", scale="integrations")
    second = cells([("Work", "Share", 0.2), ("School", "Share", 0.1)], panel="Share", scale="percent")
    figure = DRAWN["bars"](pd.concat([first, second]))
    assert [list(each.x) for name in ("Supports", "Share") for each in traces(figure, name)] == [[1.0, 0.5], [1.0, 0.5]]
    assert written(figure, "panel") == ["<b>Supports</b>", "<b>Share</b>"]


def test_one_series_alone_is_named_in_the_key_where_it_has_a_name():
    keys = [written(DRAWN["bars"](cells([("Work", name, 1.0)])), "key") for name in ("2014 and 2015", "")]
    assert keys == [["<b>2014 and 2015</b>"], []]


def test_a_number_below_zero_lies_on_the_other_side_of_it():
    figure = DRAWN["bars"](cells([("Rise", "Change", 30.0), ("Fall", "Change", -10.0)]))
    (bar,) = traces(figure, "Change")
    assert list(bar.base) == [0.25, 0.25] and list(bar.x) == [0.75, -0.25]


@pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN)
def test_a_hidden_number_is_an_open_mark_with_its_reason_and_a_missing_one_is_none(draw):
    frame = cells([("Work", "Women", 0.25), ("School", "Women", None), ("Course", "Women", None)])
    frame["status"] = ["normal", "confidential", "not_available"]
    figure = draw(frame)
    told = [
        text for trace in figure.data for text in [*(trace.text or ()), *[each[0] for each in trace.customdata or ()]]
    ]
    assert any("[c]" in text or "Hidden so that nobody" in text for text in told)
    assert written(figure, "key")[-1] == "Hidden so that nobody can be recognised"
    assert any("no data" in text for text in told)


def test_a_line_breaks_where_there_is_no_number_and_time_runs_rightward_in_arabic_too():
    frame = cells([("2014-01", "a", 1.0), ("2014-02", "a", None), ("2014-03", "a", 3.0)])
    for language in (ENGLISH, ARABIC):
        (line,) = [trace for trace in DRAWN["lines"](frame, language).data if trace.name == "a"]
        assert list(line.x) == [0, 1, 2] and list(line.y) == [1.0, None, 3.0] and line.connectgaps is False


def test_the_first_and_the_last_month_are_written_under_a_line_and_some_at_even_distances_between():
    months = [f"{year}-{month:02}" for year in (2014, 2015) for month in range(1, 13)]
    cells = pd.DataFrame(
        [
            {"panel": "", "place": month, "code": month, "series": "started", "value": 1.0, "label": "1", "status": "normal"}
            for month in months
        ]
    )  # fmt: skip
    written = {}
    for kept in (24, 2, 1):
        figure = series_lines(cells[:kept], ENGLISH, LIGHT, tick_text=lambda _, value: str(value)).to_dict()
        written[kept] = [months[place] for place in figure["layout"]["xaxis"]["tickvals"]]
    # A third of 23 months is 7.7, two thirds are 15.3.
    assert written == {24: ["2014-01", "2014-09", "2015-04", "2015-12"], 2: ["2014-01", "2014-02"], 1: ["2014-01"]}


def test_a_point_says_both_of_its_numbers():
    frame = pd.DataFrame([{"group": "Fès", "across": 10.0, "up": -2.0, "across_text": "10", "value_text": "−2", "status": "low_reliability"}])  # fmt: skip
    figure = points(frame, ENGLISH, LIGHT, across_label="a", up_label="b", tick_text=lambda value: f"{value:g}")
    assert figure.data[0].customdata[0][0] == "Fès<br>10<br>−2 [u]"
    assert figure.layout.xaxis.range[0] == 0 and figure.layout.yaxis.range[0] < -2
    with pytest.raises(ValueError, match="status"):
        points(frame.drop(columns="status"), ENGLISH, LIGHT, across_label="a", up_label="b", tick_text=str)


@pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN)
def test_every_text_is_wrapped_for_its_direction(draw, assert_is_wrapped):
    words = {"group": "عمل", "series": "نساء", "label": "\u206625 %\u2069", "place": "عمل"}
    other = words | {"series": "أحداث"}
    frame = pd.DataFrame([{"panel": "لوحة", "scale": "x", "code": "w", "value": 0.25, "status": "normal"} | each for each in (words, other)])  # fmt: skip
    assert_is_wrapped(draw(frame, ARABIC))
