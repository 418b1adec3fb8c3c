"""A column a year, and a foot where a year is missing."""

import pandas as pd
import pytest

from analytics.charts import DARK, LIGHT, columns
from analytics.language import ARABIC, ENGLISH
from analytics.published import register
from analytics.published.findings import label_series
from tests.figure_parts import trace

# Published: placements in partner companies; 2016 and 2017 were not published.
PLACEMENTS = {2012: 1082, 2013: 3142, 2014: 933, 2015: 1719, 2016: None, 2017: None, 2018: 453}
COST = {2014: ("4.5", "exact"), 2015: ("> 5", "more_than"), 2018: ("8.1", "exact")}


def placements(language=ENGLISH, **changed):
    rows = [
        {
            "measure": "job_placements",
            "year": year,
            "value": value,
            "status": "normal" if value else "not_available",
            "qualifier": "exact",
            "label": language.number(value) if value else "",
        }
        | changed.get(f"y{year}", {})
        for year, value in PLACEMENTS.items()
    ]
    return pd.DataFrame(rows).astype({"value": "Float64"})


def written(figure, name):
    return [annotation for annotation in figure.layout.annotations if annotation.name == name]


def test_a_table_without_status_is_refused():
    with pytest.raises(ValueError, match="status"):
        columns(placements().drop(columns="status"), ENGLISH, LIGHT)


def test_each_published_year_is_a_column_with_its_number_and_no_other_is():
    figure = columns(placements(), ENGLISH, LIGHT)
    assert dict(zip(trace(figure, "columns").x, trace(figure, "columns").y, strict=True)) == {
        year: value for year, value in PLACEMENTS.items() if value
    }
    assert {label.x: label.text for label in written(figure, "value")} == {
        2012: "1,082",
        2013: "3,142",
        2014: "<b>933</b>",
        2015: "<b>1,719</b>",
        2018: "453",
    }


def test_missing_years_are_a_dashed_foot_with_words_and_no_column():
    figure = columns(placements(), ENGLISH, LIGHT)
    (foot,) = [shape for shape in figure.layout.shapes if shape.name == "missing"]
    assert foot.line.dash and foot.y0 == foot.y1 == 0
    assert 2015.5 < foot.x0 < 2016 and 2017 < foot.x1 < 2017.5
    (words,) = written(figure, "missing")
    assert (words.text, words.x) == ("no figure", 2016.5)


@pytest.mark.parametrize("first, text, angle", [(2014, "no figure", 0), (2012, "no<br>figure", 0)])
def test_the_words_of_a_single_missing_year_fit_its_column_on_a_phone(first, text, angle):
    # “published” takes 49 pixels: of 290, five columns have 58 each and seven have 41.
    cells = placements(y2017={"value": 400, "status": "normal", "label": "400"}).query(f"year >= {first}")
    (words,) = written(columns(cells, ENGLISH, LIGHT), "missing")
    assert (words.text, words.textangle) == (text, angle)


def test_the_two_years_differ_by_more_than_colour():
    marker = trace(columns(placements(), ENGLISH, LIGHT), "columns").marker
    years = (2012, 2013, 2014, 2015, 2018)
    looks = dict(zip(years, zip(marker.color, marker.pattern.shape, marker.line.width, strict=True), strict=True))
    assert looks[2014] == ("#12436D", "/", 2)
    assert looks[2015] == ("#F46A25", "", 0)
    assert {looks[year] for year in (2012, 2013, 2018)} == {("#C9C4BC", "", 0)}


def test_time_runs_from_left_to_right_and_the_two_years_are_bold(language):
    axis = columns(placements(language), language, LIGHT).layout.xaxis
    assert axis.range[0] < axis.range[1] and list(axis.tickvals) == sorted(PLACEMENTS)
    assert [text.startswith("<b>") for text in axis.ticktext] == [False, False, True, True, False, False, False]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.mode)
def test_arabic_is_wrapped_and_its_numbers_isolated(theme, assert_is_wrapped):
    unit = ARABIC.say("no figure")
    cells = placements(ARABIC, y2018={"value": None, "status": "confidential", "label": ""})
    assert_is_wrapped(columns(cells, ARABIC, theme, unit_label=unit))


def test_a_published_series_draws_as_it_is(language):
    figures = register()
    series = figures.series("programme_cost", "ramadan_programme", range(2014, 2019))
    figure = columns(series.assign(label=label_series(series, language)), language, LIGHT)
    labels = {label.x: label.text for label in written(figure, "value")}
    assert ">" in labels[2015] and "≈" not in labels[2015]
    assert [each.x[0] < 2015 < each.x[1] for each in figure.data if each.name == "more_than"].count(True) == 1


def test_more_than_has_no_top_edge_and_dissolves_above_its_value():
    cells = placements(y2014={"qualifier": "more_than", "label": "> 933"})
    figure = columns(cells, ENGLISH, LIGHT)
    assert list(trace(figure, "columns").marker.line.width)[2] == 0
    top = trace(figure, "more_than")
    assert min(top.y) == 933 < max(top.y)
    assert top.fillgradient.colorscale[-1][1].endswith(",0)")
    assert next(label for label in written(figure, "value") if label.x == 2014).y == max(top.y)
    assert max(top.y) <= figure.layout.yaxis.range[1]


def test_up_to_has_a_lid_wider_than_its_column():
    lid = trace(columns(placements(y2013={"qualifier": "up_to"}), ENGLISH, LIGHT), "up_to")
    assert list(lid.y) == [3142, 3142]
    assert lid.x[1] - lid.x[0] > 1 - columns(placements(), ENGLISH, LIGHT).layout.bargap


def test_a_hidden_year_is_an_open_mark_with_its_reason():
    figure = columns(placements(y2018={"value": None, "status": "confidential", "label": ""}), ENGLISH, LIGHT)
    hidden = trace(figure, "confidential")
    assert list(hidden.x) == [2018] and hidden.marker.symbol == "diamond-open" and list(hidden.text) == ["[c]"]
    assert "recognised" in hidden.customdata[0]
    assert 2018 not in trace(figure, "columns").x


def test_what_the_pointer_reads_is_also_written():
    figure = columns(placements(), ENGLISH, LIGHT)
    assert list(trace(figure, "columns").customdata) == [
        "2012<br>1,082", "2013<br>3,142", "2014<br>933", "2015<br>1,719", "2018<br>453",
    ]  # fmt: skip


def test_labels_of_a_long_series_shrink_rather_than_touch():
    rows = [
        {"measure": "m", "year": year, "value": 1e6, "status": "normal", "qualifier": "exact", "label": "1,000,000"}
        for year in range(2011, 2019)
    ]
    sizes = {label.font.size for label in written(columns(pd.DataFrame(rows), ENGLISH, LIGHT), "value")}
    # Nine digits and marks of 0.55 of the size, in a column of 36 pixels, need less than 13; no text is below 11.
    assert sizes == {11}


def test_the_text_of_a_value_may_be_made_by_the_caller():
    figure = columns(placements(), ENGLISH, LIGHT, value_text=lambda row: f"{row['year']}!")
    assert written(figure, "value")[0].text == "2012!"


def test_nothing_published_at_all_is_still_a_figure():
    cells = placements().assign(value=None, status="not_available").astype({"value": "Float64"})
    figure = columns(cells, ENGLISH, LIGHT)
    assert len(trace(figure, "columns").x) == 0 and len(written(figure, "missing")) == 1
