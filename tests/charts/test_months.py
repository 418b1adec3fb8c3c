"""Two years over the months: gaps stay gaps, time runs to the right, what is hidden is said."""

import pandas as pd
import pytest

from analytics.charts import LIGHT, months
from analytics.language import ARABIC, ENGLISH
from tests.figure_parts import trace

VALUES = {(2014, 1): 10, (2014, 2): 30, (2014, 4): 20, (2015, 1): 12, (2015, 2): None, (2015, 3): 36}


def cells(**changed):
    rows = [
        {"year": year, "month": month, "code": f"{year}-{month:02}", "value": value,
         "label": "" if value is None else str(value), "status": "confidential" if value is None else "normal"}
        for (year, month), value in VALUES.items()
    ]  # fmt: skip
    return pd.DataFrame(rows).astype({"value": "Float64"})


def draw(language=ENGLISH, table=None, **look):
    look = {"tick_text": lambda value: language.number(value), "month_text": str} | look
    return months(cells() if table is None else table, language, LIGHT, **look)


def test_a_table_without_status_is_refused():
    with pytest.raises(ValueError, match="status"):
        draw(table=cells().drop(columns="status"))


def test_a_month_without_a_number_breaks_the_line():
    before = trace(draw(), "2014")
    assert list(before.y) == [10, 30, None, 20, *[None] * 8] and before.connectgaps is False


def test_a_hidden_month_is_an_open_mark_on_the_axis_and_says_why():
    hidden = trace(draw(), "confidential")
    assert list(hidden.x) == [2] and list(hidden.y) == [0] and hidden.marker.symbol == "diamond-open"
    assert "[c]" in hidden.customdata[0] and "February 2015" in hidden.customdata[0]


def test_time_runs_from_left_to_right_in_arabic_with_its_numbers_at_the_right(language):
    figure = draw(language)
    assert list(figure.layout.xaxis.range) == [0.6, 12.4]
    assert figure.layout.yaxis.side == ("right" if language == ARABIC else "left")


def test_a_mark_hands_on_the_code_of_its_month():
    assert trace(draw(), "2014").customdata[3][1] == "2014-04"


def test_one_year_alone_is_drawn_filled():
    figure = draw(table=cells()[lambda frame: frame["year"] == 2015], years=(2015,))
    assert [each.name for each in figure.data] == ["2015", "confidential"]
    assert trace(figure, "2015").line.dash == "solid"
