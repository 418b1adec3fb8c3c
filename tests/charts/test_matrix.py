"""Two divisions at once: every pair of groups, both years, and totals that are told apart."""

import pandas as pd
import pytest

from analytics.charts import LIGHT, matrix
from analytics.language import ARABIC, ENGLISH
from tests.figure_parts import trace

NAMES = {"F": "Women", "M": "Men", "": "All", "juvenile": "Juveniles", "adult": "Adults"}
COUNTS = {
    ("F", "juvenile"): (28, 31), ("F", "adult"): (211, 270), ("F", ""): (239, 301),
    ("M", "juvenile"): (653, 686), ("M", "adult"): (2810, 3747), ("M", ""): (3463, 4433),
    ("", "juvenile"): (681, 717), ("", "adult"): (3021, 4017), ("", ""): (3702, 4734),
}  # fmt: skip


def cells(language=ENGLISH, names=NAMES, **first):
    rows = [
        {"row": names[row], "row_code": row, "column": names[column], "column_code": column, "year": year,
         "value": value, "label": language.number(value), "status": "normal"}
        for (row, column), values in COUNTS.items()
        for year, value in zip((2014, 2015), values, strict=True)
    ]  # fmt: skip
    rows[0] |= first
    return pd.DataFrame(rows).astype({"value": "Float64"})


def test_a_table_without_status_is_refused():
    with pytest.raises(ValueError, match="status"):
        matrix(cells().drop(columns="status"), ENGLISH, LIGHT)


def test_each_cell_holds_both_years_the_first_above():
    figure = matrix(cells(), ENGLISH, LIGHT)
    before, after = trace(figure, "2014"), trace(figure, "2015")
    assert list(before.text)[:2] == ["28", "211"] and list(after.text)[:2] == ["31", "270"]
    assert all(above < below for above, below in zip(before.y, after.y, strict=True))
    assert list(figure.layout.yaxis.range) == [2.5, -0.5]


def test_the_tint_is_in_proportion_and_totals_have_none():
    tints = trace(matrix(cells(), ENGLISH, LIGHT), "2015").marker.color
    strength = [float(tint.rstrip(")").split(",")[-1]) for tint in tints]
    # 3,747 is the largest of both years: 0.05 + 0.4 × 686 / 3,747.
    assert strength[4] == 0.45 and strength[3] == pytest.approx(0.05 + 0.4 * 686 / 3747, abs=5e-4)
    assert [place for place, each in enumerate(strength) if each == 0] == [2, 5, 6, 7, 8]


def test_a_number_of_low_reliability_has_the_palest_tint_and_does_not_fade_the_others():
    frame = cells(value=90_000, status="low_reliability")
    tints = (
        trace(matrix(frame, ENGLISH, LIGHT), "2014").marker.color,
        trace(matrix(frame, ENGLISH, LIGHT), "2015").marker.color,
    )
    strength = [[float(tint.rstrip(")").split(",")[-1]) for tint in each] for each in tints]
    assert strength[0][0] == 0.05 and strength[1][4] == 0.45


def test_totals_are_bold():
    text = trace(matrix(cells(), ENGLISH, LIGHT), "2014").text
    assert [each for each in text if each.startswith("<b>")] == [
        f"<b>{each}</b>" for each in ("239", "3,463", "681", "3,021", "3,702")
    ]


def test_a_cell_hands_on_both_of_its_codes_and_a_total_leaves_one_empty():
    told = trace(matrix(cells(), ENGLISH, LIGHT), "2014").customdata
    assert list(told[0]) == ["Women<br>Juveniles<br>2014: 28", "F", "juvenile"]
    assert list(told[2][1:]) == ["F", ""] and list(told[-1][1:]) == ["", ""]


def test_a_hidden_cell_is_an_open_diamond_with_its_mark():
    figure = matrix(cells(value=None, status="confidential"), ENGLISH, LIGHT)
    assert trace(figure, "2014").text[0] == "[c]" and "recognised" in trace(figure, "2014").customdata[0][0]
    hidden = trace(figure, "confidential")
    assert hidden.marker.symbol == "diamond-open" and len(hidden.x) == 1


def test_arabic_columns_start_at_the_right_wrapped_and_isolated(assert_is_wrapped):
    names = {"F": "نساء", "M": "رجال", "": "الكل", "juvenile": "أحداث", "adult": "راشدون"}
    figure = matrix(cells(ARABIC, names), ARABIC, LIGHT)
    assert figure.layout.xaxis.range[0] > figure.layout.xaxis.range[1]
    assert figure.layout.yaxis.side == "right"
    assert_is_wrapped(figure)


def test_a_long_head_breaks_between_its_words():
    names = NAMES | {"adult": "Juvenile status unknown"}
    heads = [
        each.text for each in matrix(cells(names=names), ENGLISH, LIGHT).layout.annotations if each.name == "column"
    ]
    assert heads == ["Juveniles", "Juvenile<br>status<br>unknown", "<b>All</b>"]


def test_with_one_year_a_cell_holds_one_number_under_the_words_for_it(texts_of):
    one = cells()[lambda frame: frame["year"] == 2015]
    figure = matrix(one, ENGLISH, LIGHT, years=(2015,), period="2014 and 2015 together")
    tiles = trace(figure, "2015")
    assert list(tiles.text)[:2] == ["31", "270"] and list(tiles.y)[:3] == [0, 0, 0] and trace(figure, "2014") is None
    assert "2014 and 2015 together" in texts_of(figure)
    assert tiles.customdata[0][0] == "Women<br>Juveniles<br>2014 and 2015 together: 31"
    # What is of two years has the colour of neither.
    red, green, blue = (int(LIGHT.centre[place : place + 2], 16) for place in (1, 3, 5))
    assert tiles.marker.color[4] == f"rgba({red},{green},{blue},0.45)" and tiles.textfont.color[8] == LIGHT.centre
    alone = trace(matrix(one, ENGLISH, LIGHT, years=(2015,)), "2015")
    assert alone.marker.color[4] == "rgba(244,106,37,0.45)"


def test_rows_are_high_enough_for_names_of_several_lines():
    one = cells()[lambda frame: frame["year"] == 2015]
    short = matrix(one, ENGLISH, LIGHT, years=(2015,)).layout.height
    long = cells(names=NAMES | {"F": "Women and girls of every age"})[lambda frame: frame["year"] == 2015]
    figure = matrix(long, ENGLISH, LIGHT, years=(2015,))
    assert any("<br>" in text for text in figure.layout.yaxis.ticktext)
    # Two lines of 13 pixels take 34, which is all that a row of short names has.
    assert figure.layout.height >= short + 3 * 8


def test_a_column_that_the_first_row_lacks_keeps_its_place():
    part = cells()[lambda frame: ~((frame["row_code"] == "F") & (frame["column_code"] == "juvenile"))]
    codes = (["F", "M", ""], ["juvenile", "adult", ""])
    heads = [
        each.text for each in matrix(part, ENGLISH, LIGHT, order=codes).layout.annotations if each.name == "column"
    ]
    assert heads == ["Juveniles", "Adults", "<b>All</b>"]


def marked_cells(columns=2):
    """Shares of which one is of few: five columns are too narrow on a phone for a share and its mark, one is not."""
    rows = [
        {"row": "Apprenticeship", "row_code": "a", "column": f"Group {place}", "column_code": str(place), "year": year,
         "value": 0.818, "label": "81.8%", "status": "low_reliability" if place == 0 else "normal"}
        for place in range(columns) for year in (2014, 2015)
    ]  # fmt: skip
    return pd.DataFrame(rows).astype({"value": "Float64"})


@pytest.mark.parametrize("years", [(2014, 2015), (2015,)])
def test_on_a_phone_a_mark_too_wide_for_its_column_stands_below_its_number(years):
    frame = marked_cells(5)[lambda all: all["year"].isin(years)]
    narrow, wide = (matrix(frame, ENGLISH, LIGHT, years=years, narrow=each) for each in (True, False))
    assert trace(narrow, "2015").text[0] == "81.8%<br>[u]" and trace(wide, "2015").text[0] == "81.8% [u]"
    # Without a mark a number keeps its one line, and rows are higher for those of two.
    assert trace(narrow, "2015").text[1] == trace(wide, "2015").text[1] == "81.8%"
    assert narrow.layout.height > wide.layout.height
    of_one = marked_cells(1)[lambda all: all["year"].isin(years)]
    one_column = matrix(of_one, ENGLISH, LIGHT, years=years)
    assert trace(one_column, "2015").text[0] == "81.8% [u]"
    # Said whole, however it is written.
    assert "81.8% [u]" in trace(narrow, "2015").customdata[0][0]
