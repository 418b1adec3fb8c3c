"""Figures that may not be set side by side: the reason large, both figures small under it, the sign for unequal between."""

import pandas as pd
import pytest

from analytics.charts import LIGHT, apart

ROWS = [
    {
        "measure": "job_placements / programme_beneficiaries",
        "before": 933.0,
        "after": 317.0,
        "before_label": "933",
        "after_label": "317",
        "before_name": "Placements, 2014",
        "after_name": "Ramadan programme, 2015",
        "reason": "One counts a whole year, the other a single round.",
        "status": "normal",
    },
    {
        "measure": "recidivism_rate",
        "before": None,
        "after": 3.44,
        "before_label": "",
        "after_label": "3.44%",
        "before_name": "Returned to prison, 2014",
        "after_name": "Returned to prison, 2015",
        "reason": "No other rate is like it.",
        "status": "normal",
    },
]


def test_a_table_without_status_is_refused(language):
    with pytest.raises(ValueError, match="status"):
        apart(pd.DataFrame(ROWS).drop(columns="status"), language, LIGHT)


@pytest.mark.parametrize("narrow", [True, False])
def test_each_pair_shows_both_figures_the_sign_between_and_the_reason(language, texts_of, narrow):
    figure = apart(pd.DataFrame(ROWS), language, LIGHT, narrow=narrow)
    said = "\n".join(texts_of(figure))
    for words in ("933", "317", "3.44%", language.say("no figure")):
        assert words in said
    assert [note.name for note in figure.layout.annotations].count("reason") == 2
    # Two level strokes and one across, for the pair of two figures; a figure is not unequal to none.
    assert [shape.name for shape in figure.layout.shapes].count("unequal") == 3


def test_the_reason_is_larger_than_the_figures_and_follows_them(language):
    notes = apart(pd.DataFrame(ROWS), language, LIGHT).layout.annotations
    sizes = {name: {note.font.size for note in notes if note.name == name} for name in ("reason", "figure", "name")}
    assert min(sizes["reason"]) > max(sizes["figure"] | sizes["name"])
    first = {name: min(note.y for note in notes if note.name == name) for name in sizes}
    # Who reads “one of the two” has seen both.
    assert first["figure"] < first["name"] < first["reason"]


def test_where_there_is_room_the_reason_stands_beside_its_pair_and_behind_it(language):
    broad = apart(pd.DataFrame(ROWS), language, LIGHT, broad=True)
    places = {name: [(note.x, note.y) for note in broad.layout.annotations if note.name == name]
              for name in ("figure", "name", "reason")}  # fmt: skip
    last = max(x for x, _ in places["figure"])
    assert all(x > last + 0.1 for x, _ in places["reason"])
    assert min(y for _, y in places["reason"]) < min(y for _, y in places["name"])
    assert broad.layout.height < apart(pd.DataFrame(ROWS), language, LIGHT, narrow=False).layout.height


def test_nothing_joins_the_two(language):
    figure = apart(pd.DataFrame(ROWS), language, LIGHT)
    assert {shape.name for shape in figure.layout.shapes if shape.type == "line"} <= {"unequal", "rule"}


def test_arabic_begins_at_the_right():
    from analytics.language import ARABIC

    assert list(apart(pd.DataFrame(ROWS), ARABIC, LIGHT).layout.xaxis.range) == [1, 0]
