"""Small panels: one scale, every group and year, hidden numbers seen as hidden."""

import pandas as pd
import pytest

from analytics.charts import LIGHT, small_multiples
from analytics.language import ARABIC, ENGLISH

REGIONS = ("north", "east", "south", "west")


def cells(language=ENGLISH, **changed):
    rows = []
    for number, region in enumerate(REGIONS):
        for year in (2014, 2015):
            value = 0.1 * (number + 1) + (0.05 if year == 2015 else 0)
            row = {"code": region, "group": region.title(), "year": year, "value": value, "low": value - 0.02}
            row |= {"high": value + 0.03, "label": language.percent(value), "told": "", "status": "normal"}
            rows.append(row | {"is_chosen": True} | changed.get(f"{region}_{year}", {}))
    return pd.DataFrame(rows)


def drawn(frame=None, language=ENGLISH):
    frame = cells() if frame is None else frame
    return small_multiples(frame, language, LIGHT, tick_text=language.percent, narrows="region")


def marks(figure, name):
    return [(x, y) for each in figure.data if each.name == name for x, y in zip(each.x, each.y, strict=True)]


def titles(figure):
    return {note.text: note for note in figure.layout.annotations if note.name == "group"}


def test_a_table_without_status_is_refused():
    with pytest.raises(ValueError, match="status"):
        drawn(cells().drop(columns="status"))


def test_every_group_has_both_years_at_their_values():
    figure = drawn()
    assert [y for _, y in marks(figure, "2014")] == pytest.approx([0.1, 0.2, 0.3, 0.4])
    assert [y for _, y in marks(figure, "2015")] == pytest.approx([0.15, 0.25, 0.35, 0.45])


def test_all_panels_share_one_scale_from_zero():
    figure = drawn()
    ranges = {tuple(axis.range) for axis in figure.select_yaxes() if axis.range}
    assert len(ranges) == 1
    low, high = ranges.pop()
    assert low == 0 and high >= 0.48


def test_intervals_are_drawn_as_they_are_given():
    bars = next(each.error_y for each in drawn().data if each.name == "2014")
    assert list(bars.array) == pytest.approx([0.03] * 3) and list(bars.arrayminus) == pytest.approx([0.02] * 3)


def test_time_runs_left_to_right_and_panels_run_as_reading_does():
    for language, first, second in ((ENGLISH, 0, 1), (ARABIC, 2, 1)):
        figure = drawn(cells(language), language)
        before, after = marks(figure, "2014"), marks(figure, "2015")
        assert all(left < right for (left, _), (right, _) in zip(before, after, strict=True))
        assert [int(x) for x, _ in before[:2]] == [first, second]


def test_a_hidden_number_is_an_open_diamond_with_its_mark():
    hidden = {"value": None, "low": None, "high": None, "label": "", "status": "confidential"}
    figure = drawn(cells(east_2015=hidden))
    found = next(each for each in figure.data if each.name == "confidential")
    assert found.text == ("[c]",) and found.customdata[0][1] == "east" and found.marker.opacity == (1.0,)
    assert len(marks(figure, "2015")) == 3


def test_a_missing_number_is_no_diamond():
    missing = {"value": None, "low": None, "high": None, "label": "", "status": "not_available"}
    found = next(each for each in drawn(cells(east_2015=missing)).data if each.name == "confidential")
    assert found.marker.opacity == (0.0,) and "no data" in found.customdata[0][0]


def test_chosen_groups_are_bold_where_not_all_are():
    assert not any("<b>" in text for text in titles(drawn()))
    frame = cells().assign(is_chosen=lambda frame: frame["code"] == "east")
    assert [text for text in titles(drawn(frame)) if "<b>" in text] == ["<b>East</b>"]


def test_a_click_answers_with_the_code(language):
    figure = drawn(cells(language), language)
    assert figure.layout.meta["narrows"] == "region"
    assert {mark[1] for each in figure.data if each.name == "2014" for mark in each.customdata} == set(REGIONS)


def test_arabic_is_wrapped(assert_is_wrapped):
    frame = cells(ARABIC).assign(group="الدار البيضاء-سطات")
    assert_is_wrapped(drawn(frame, ARABIC))
