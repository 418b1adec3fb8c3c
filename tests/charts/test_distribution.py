"""Two years of amounts over each other: steps, medians, and what is hidden or missing."""

import pandas as pd
import pytest

from analytics.charts import LIGHT, distribution
from analytics.language import ARABIC, ENGLISH
from tests.figure_parts import trace, written

SHARES = {2014: [0.2, 0.5, 0.3], 2015: [0.4, 0.4, 0.2]}
EDGES = [0.0, 5000.0, 10000.0]


def classes(language=ENGLISH, years=(2014, 2015), **over):
    rows = [
        {
            "year": year,
            "from_mad": edge,
            "to_mad": None if edge == EDGES[-1] else edge + 5000,
            "value": share,
            "label": language.percent(share),
            "class_label": language.number(edge),
            "status": "normal",
        }
        for year in years
        for edge, share in zip(EDGES, SHARES[year], strict=True)
    ]
    frame = pd.DataFrame(rows).astype({"value": "Float64"})
    if over:
        frame.loc[frame["year"] == over["year"], ["value", "status"]] = [pd.NA, "confidential"]
    return frame


def quartiles(language=ENGLISH, years=(2014, 2015), **changed):
    rows = [
        {
            "year": year,
            "lower_quartile": 5500.0 if year == 2014 else 3100.0,
            "median": 8000.0 if year == 2014 else 6250.0,
            "upper_quartile": 10500.0 if year == 2014 else 9400.0,
            "label": language.number(8000 if year == 2014 else 6200),
            "status": "normal",
        }
        | changed
        for year in years
    ]
    return pd.DataFrame(rows)


def draw(cells=None, found=None, language=ENGLISH, **options):
    cells = classes(language) if cells is None else cells
    found = quartiles(language) if found is None else found
    texts = {"tick_text": language.number, "level_text": language.percent} | options
    return distribution(cells, found, language, LIGHT, **texts)


def test_a_table_without_status_is_refused():
    for cells, found in ((classes().drop(columns="status"), None), (None, quartiles().drop(columns="status"))):
        with pytest.raises(ValueError, match="status"):
            draw(cells, found)


def test_steps_hold_their_share_over_the_whole_class():
    steps = trace(draw(), "2014")
    assert steps.line.shape == "hv"
    assert list(steps.x) == [0, 0, 5000, 10000, 15000, 15000]
    assert list(steps.y) == [0, 0.2, 0.5, 0.3, 0.3, 0]


def test_2014_is_an_outline_over_a_filled_2015():
    figure = draw()
    assert [each.name for each in figure.data][:2] == ["2015", "2014"]
    before, after = trace(figure, "2014"), trace(figure, "2015")
    assert before.fillcolor == "rgba(0,0,0,0)" and before.fillpattern.shape == "/" and before.line.color == "#12436D"
    assert after.fillcolor == "rgba(244,106,37,0.4)" and after.fillpattern.shape is None


def test_the_median_and_the_middle_half_are_marked_and_said():
    figure = draw(strip_label="median and middle half")
    assert list(trace(figure, "quartiles 2014").x) == [5500, 8000, 10500]
    lines = [shape for shape in figure.layout.shapes if shape.name == "median"]
    assert [(line.x0, line.x1, line.line.dash) for line in lines] == [(8000, 8000, "dot"), (6250, 6250, "solid")]
    assert written(figure, "strip") == ["8,000", "6,200"]
    assert "median and middle half" in written(figure, "key")


def test_few_awards_carry_their_mark():
    assert written(draw(found=quartiles(status="low_reliability")), "strip") == ["8,000 [u]", "6,200 [u]"]


def test_levels_are_round_and_counts_are_whole():
    assert written(draw(), "level") == ["20%", "40%"]
    counts = classes().assign(value=lambda each: (each["value"] * 10).round())
    assert written(draw(counts, level_text=ENGLISH.number, least_level=1), "level") == ["2", "4"]
    few = classes().assign(value=1.0)
    assert written(draw(few, level_text=ENGLISH.number, least_level=1), "level") == ["1"]


def test_a_strip_at_the_end_of_the_axis_is_said_at_its_left():
    late = quartiles(lower_quartile=13_000.0, median=14_000.0, upper_quartile=15_000.0)
    notes = [each for each in draw(found=late).layout.annotations if each.name == "strip"]
    assert [(each.xanchor, each.x) for each in notes] == [("right", 13_000)] * 2
    assert draw(found=late).layout.margin.r == 2


def test_a_pointer_reads_both_years_of_a_class():
    assert trace(draw(), "classes").customdata[1] == "5,000<br>2014: 50%<br>2015: 40%"


def test_the_last_class_says_that_it_has_no_end():
    figure = draw()
    assert written(figure, "tick") == ["0", "5,000", "10,000 or more"]
    assert [each.xanchor for each in figure.layout.annotations if each.name == "tick"] == ["left", "center", "right"]


def test_a_hidden_year_is_not_drawn_and_says_so():
    found = quartiles().assign(status=["confidential", "normal"])
    found.loc[0, ["lower_quartile", "median", "upper_quartile"]] = None
    figure = draw(classes(year=2014), found)
    assert trace(figure, "2014") is None and trace(figure, "2015") is not None
    assert written(figure, "strip")[0] == "[c]"
    assert "Hidden so that nobody can be recognised" in written(figure, "key")


def test_a_year_without_awards_is_words():
    figure = draw(classes(years=(2014,)), quartiles(years=(2014,)))
    assert trace(figure, "2015") is None
    assert written(figure, "strip") == ["8,000", "no award recorded"]


def test_amounts_run_left_to_right_and_arabic_is_wrapped(assert_is_wrapped):
    figure = draw(language=ARABIC, strip_label="الوسيط")
    assert_is_wrapped(figure)
    assert list(figure.layout.xaxis.range) == [0, 15000]
    assert all(each.xanchor == "right" for each in figure.layout.annotations if each.name == "key")
