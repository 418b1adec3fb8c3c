"""Differences around zero: the way they lie is in words, and what is not enough evidence is dashed."""

import pandas as pd
import pytest

from analytics.charts import LIGHT, gaps
from analytics.language import ARABIC, ENGLISH
from tests.figure_parts import trace, written

DIRECTIONS = ("women lower", "women higher")


def cells(**last):
    # Newcombe (1998), Table II, examples (a) and (d): one interval without zero and one with it.
    rows = [
        {
            "group": "Active",
            "year": 2014,
            "value": 0.2,
            "low": 0.0524,
            "high": 0.3339,
            "label": "+20.0",
            "is_found": True,
        },
        {
            "group": "Active",
            "year": 2015,
            "value": 0.0893,
            "low": -0.0381,
            "high": 0.1926,
            "label": "+8.9",
            "is_found": False,
        },
    ]
    rows[-1] |= last
    frame = pd.DataFrame([{"status": "normal"} | row for row in rows])
    return frame.astype(dict.fromkeys(("value", "low", "high"), "Float64"))


def draw(frame=None, language=ENGLISH, directions=DIRECTIONS):
    frame = cells() if frame is None else frame
    return gaps(frame, language, LIGHT, tick_text=language.percent, directions=directions)


def test_a_table_without_status_is_refused():
    with pytest.raises(ValueError, match="status"):
        draw(cells().drop(columns="status"))


def test_only_a_gap_that_was_found_is_drawn_firm():
    figure = draw()
    assert trace(figure, "firm interval 2014").line.dash is None
    assert trace(figure, "loose interval 2015").line.dash
    assert trace(figure, "firm interval 2015") is None
    assert "95% interval, not enough evidence of a gap" in written(figure, "key")
    # Bold, too, is kept for what was found.
    assert list(trace(figure, "values").text) == ["<b>+20.0</b>", "+8.9"]


def test_zero_is_on_the_axis_and_drawn_in_every_row():
    for frame in (cells(), cells(value=0.1, low=0.05, high=0.2)):
        figure = draw(frame)
        low, high = figure.layout.xaxis.range
        assert low <= 0 <= high and 0 in figure.layout.xaxis.tickvals
        assert [shape.x0 for shape in figure.layout.shapes if shape.name == "zero"] == [0]


def test_a_number_stands_on_the_side_of_its_difference():
    values = trace(draw(cells(value=-0.0893, low=-0.1926, high=0.0381, label="−8.9")), "values")
    assert list(values.textposition) == ["middle right", "middle left"] and list(values.x) == [0.3339, -0.1926]


@pytest.mark.parametrize(
    ("language", "directions", "said"),
    [
        (ENGLISH, DIRECTIONS, ["← women lower", "women higher →"]),
        # The arrow is outermost: in a line laid out from the right it comes last at the left end and first at the right.
        (ARABIC, ("النساء أقل", "النساء أكثر"), ["\u2067النساء أقل ←\u2069", "\u2067→ النساء أكثر\u2069"]),
    ],
)
def test_the_direction_is_said_in_words_at_both_ends(language, directions, said):
    figure = draw(language=language, directions=directions)
    ends = [each for each in figure.layout.annotations if each.name == "direction"]
    assert [each.text for each in ends] == said and [each.xanchor for each in ends] == ["left", "right"]


def test_long_directions_take_two_lines_so_that_they_do_not_meet_on_a_phone():
    figure = draw(directions=("moins chez les mineurs", "plus chez les mineurs"))
    said = [each.text for each in figure.layout.annotations if each.name == "direction"]
    assert [words.count("<br>") for words in said] == [1, 1]
    assert [words.replace("<br>", " ") for words in said] == ["← moins chez les mineurs", "plus chez les mineurs →"]


def test_a_hidden_gap_is_an_open_diamond_and_a_missing_one_is_words():
    hidden = draw(cells(value=None, low=None, high=None, status="confidential"))
    assert trace(hidden, "confidential").marker.symbol == "diamond-open"
    missing = draw(cells(value=None, low=None, high=None, status="not_available"))
    assert trace(missing, "not_available").text[0].strip("\u00a0") == "2015: no data"


def test_a_figure_without_any_gap_still_has_its_zero():
    nothing = cells().assign(value=pd.NA, low=pd.NA, high=pd.NA, status="not_available")
    low, high = draw(nothing).layout.xaxis.range
    assert low < 0 < high
