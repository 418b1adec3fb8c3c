"""From one year to the next part by part: the way, its direction, and what is hidden or very small."""

import pandas as pd
import pytest

from analytics.charts import DARK, LIGHT, waterfall
from analytics.language import ARABIC, ENGLISH
from tests.figure_parts import trace

ROWS = [
    ("2014", "before", 0.60, 0.60, "60.0%"),
    ("Who was served (route)", "composition", 0.60, 0.63, "+3.0 points"),
    ("How they fared", "rate", 0.63, 0.62, "−1.0 points"),
    ("2015", "after", 0.62, 0.62, "62.0%"),
]


def steps(rows=ROWS, status="normal"):
    frame = pd.DataFrame(rows, columns=["name", "part", "start", "end", "label"])
    return frame.astype({"start": "Float64", "end": "Float64"}).assign(status=status)


def draw(table, language=ENGLISH, theme=LIGHT, **options):
    return waterfall(table, language, theme, tick_text=lambda value: language.percent(value, 1), **options)


def heads(figure, part):
    return [shape for shape in figure.layout.shapes if shape.name == part]


def test_a_table_without_status_is_refused():
    with pytest.raises(ValueError, match="status"):
        draw(steps().drop(columns="status"))


@pytest.mark.parametrize("narrow", [True, False])
def test_rows_keep_the_order_of_the_table_first_on_top(narrow):
    figure = draw(steps(), narrow=narrow)
    assert list(figure.layout.yaxis.range) == [3.5, -0.5]
    parts = trace(figure, "parts")
    assert list(parts.y) == [1, 2] and list(parts.base) == [0.60, 0.63]
    assert list(parts.x) == pytest.approx([0.03, -0.01])


def test_each_part_starts_where_the_one_before_it_ended():
    joins = [(shape.x0, shape.x1, shape.y0, shape.y1) for shape in draw(steps()).layout.shapes if shape.name == "join"]
    assert joins == [(0.60, 0.60, 0, 1), (0.63, 0.63, 1, 2), (0.62, 0.62, 2, 3)]


def test_an_arrow_points_the_way_of_its_part_and_one_of_no_length_points_nowhere():
    figure = draw(steps())
    (rise,), (fall,) = heads(figure, "composition"), heads(figure, "rate")
    assert rise.path.startswith("M0,0L-") and fall.path.startswith("M0,0L10")
    still = draw(steps([ROWS[0], ("Who was served (route)", "composition", 0.60, 0.60, "0.0 points"), *ROWS[2:]]))
    (flat,) = heads(still, "composition")
    assert flat.type == "line"


def test_labels_stand_beyond_the_end_of_their_part():
    values = trace(draw(steps()), "values")
    assert list(values.x) == [0.60, 0.63, 0.62, 0.62]
    assert list(values.textposition) == ["middle right", "middle right", "middle left", "middle right"]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_two_years_are_marks_and_never_bars_since_the_axis_does_not_start_at_zero(theme):
    figure = draw(steps(), theme=theme)
    before, after = trace(figure, "before"), trace(figure, "after")
    assert (before.marker.color, before.marker.line.color) == (theme.card, theme.before)
    assert (after.marker.color, after.marker.line.width) == (theme.after, 0)
    assert 0 < figure.layout.xaxis.range[0] < 0.60
    # Who was served and how they fared are told apart by more than their names.
    assert list(trace(figure, "parts").marker.color) == [theme.centre, theme.muted]


def test_a_tenth_of_a_point_does_not_fill_the_figure():
    small = [(name, part, 0.6 + (start - 0.6) / 100, 0.6 + (end - 0.6) / 100, label) for name, part, start, end, label in ROWS]  # fmt: skip
    low, high = draw(steps(small)).layout.xaxis.range
    assert high - low > 0.01


def test_numbers_of_the_axis_are_told_apart_and_within_it():
    for shift in (0, 0.001, 0.2):
        moved = [(name, part, start, end + shift if part != "before" else end, label) for name, part, start, end, label in ROWS]  # fmt: skip
        axis = draw(steps(moved)).layout.xaxis
        assert len(set(axis.ticktext)) == len(axis.ticktext) > 0
        assert all(axis.range[0] <= place <= axis.range[1] for place in axis.tickvals)


def test_a_mark_of_low_reliability_stands_beside_every_number():
    texts = trace(draw(steps(status="low_reliability")), "values").text
    assert all("[u]" in text for text in texts)


def test_hidden_parts_are_open_marks_with_their_reason():
    hidden = [(name, part, None, None, "") for name, part, *_ in ROWS]
    figure = draw(steps(hidden, status="confidential"))
    marks = [each for each in figure.data if each.name == "confidential"]
    assert len(marks) == 4 and {each.marker.symbol for each in marks} == {"diamond-open"}
    assert marks[0].customdata[0].endswith("Hidden so that nobody can be recognised")


@pytest.mark.parametrize("narrow", [True, False])
def test_arabic_names_stand_at_the_right_and_numbers_run_left_to_right(assert_is_wrapped, narrow):
    rows = [(ARABIC.year(2014), *ROWS[0][1:4], ARABIC.percent(0.6, 1)), ("المآل", *ROWS[1][1:4], ARABIC.points(0.03))]
    figure = draw(steps(rows), language=ARABIC, narrow=narrow)
    assert_is_wrapped(figure)
    assert figure.layout.yaxis.side == "right"
    low, high = figure.layout.xaxis.range
    assert low < high
