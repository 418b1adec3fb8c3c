"""Two years a row: the change, the verdict, and what is hidden or missing."""

import pandas as pd
import pytest

from analytics.charts import LIGHT, dumbbell
from analytics.language import ARABIC, ENGLISH, FRENCH
from tests.figure_parts import trace, written

BLANK = {"is_doubtful": False, "change_label": "", "verdict": "comparable", "status": "normal"}


def change(*rows, language=ENGLISH):
    """Rows of group, before, after and what differs from a plain comparable row."""
    full = []
    for group, before, after, *more in rows:
        texts = ["" if value is None else language.number(value) for value in (before, after)]
        row = {"group": group, "before": before, "after": after, "before_label": texts[0], "after_label": texts[1]}
        full.append(row | BLANK | (more[0] if more else {}))
    return pd.DataFrame(full).astype({"before": "Float64", "after": "Float64"})


def draw(*rows, language=ENGLISH, **options):
    return dumbbell(change(*rows, language=language), language, LIGHT, tick_text=language.number, **options)


def shapes(figure, name, place=None):
    return [shape for shape in figure.layout.shapes if shape.name == name and place in (None, shape.y0)]


PLACEMENTS = ("Placements", 933, 1719, {"change_label": "+84%"})
PROJECTS = ("Micro-projects", 1436, 1670, {"verdict": "with_care", "change_label": "+16%"})
CENTRES = ("Centres", 0, 1600, {"verdict": "not_comparable"})


def test_a_table_without_status_is_refused():
    with pytest.raises(ValueError, match="status"):
        dumbbell(change(PLACEMENTS).drop(columns="status"), ENGLISH, LIGHT, tick_text=str)


@pytest.mark.parametrize("narrow", [True, False])
def test_rows_keep_the_order_of_the_table_first_on_top(narrow):
    figure = draw(PROJECTS, PLACEMENTS, CENTRES, narrow=narrow)
    assert list(figure.layout.yaxis.range) == [2.5, -0.5]
    assert list(trace(figure, "2014").x) == [1436, 933, 0] and list(trace(figure, "2014").y) == [0, 1, 2]
    names = written(figure, "group") if narrow else list(figure.layout.yaxis.ticktext)
    assert names == ["Micro-projects", "Placements", "Centres"]


def test_2014_is_open_and_2015_is_filled():
    figure = draw(PLACEMENTS)
    before, after = trace(figure, "2014").marker, trace(figure, "2015").marker
    assert (before.color, before.line.color) == ("#FFFFFF", "#12436D")
    assert (after.color, after.line.width) == ("#F46A25", 0)
    # Where the two are equal, the ring is seen around the disc.
    assert before.size > after.size


def test_the_connector_is_solid_dashed_or_broken():
    figure = draw(PLACEMENTS, PROJECTS, CENTRES)
    (solid,) = shapes(figure, "comparable")
    assert (solid.x0, solid.x1, solid.line.dash) == (933, 1719, None)
    (dashed,) = shapes(figure, "with_care")
    assert (dashed.x0, dashed.x1) == (1436, 1670) and dashed.line.dash
    pieces = shapes(figure, "not_comparable", 2)
    assert [(piece.x0, piece.x1) for piece in pieces] == [(0, 480), (1120, 1600)]
    sign = [shape for shape in shapes(figure, "unequal") if shape.xref == "x"]
    assert {(shape.xanchor, shape.yanchor) for shape in sign} == {(800, 2)}


@pytest.mark.parametrize("narrow", [True, False])
@pytest.mark.parametrize("language", [ENGLISH, ARABIC])
def test_a_change_to_be_read_with_care_is_told_from_a_firm_one_where_its_marks_touch(language, narrow):
    care = {"verdict": "with_care", "change_label": "+9 (+2%)"}
    rows = [PLACEMENTS, ("Education", 412, 421, care), ("Nothing", 412, 421, care | {"is_doubtful": True})]
    figure = draw(*rows, language=language, narrow=narrow)
    beside = [
        shape for shape in figure.layout.shapes if shape.type == "line" and shape.yref == "y" and shape.xref == "paper"
    ]
    (dashed,) = [shape for shape in beside if shape.line.dash]
    assert dashed.yanchor == 1 and dashed.xanchor == (0 if language is ARABIC else 1)
    # Between the edge of the figure and where the axis ends.
    reach = figure.layout.margin.l if language is ARABIC else figure.layout.margin.r
    assert all(abs(end) < max(reach, 150) for end in (dashed.x0, dashed.x1))


def test_two_close_years_that_do_not_compare_are_not_joined_at_all():
    figure = draw(PLACEMENTS, ("Close", 1000, 1100, {"verdict": "not_comparable"}))
    assert shapes(figure, "not_comparable") == []
    assert "not comparable" in written(figure, "key")


def test_a_change_that_may_not_be_said_is_not_written():
    assert written(draw(PLACEMENTS, CENTRES), "change") == ["change", "<b>+84%</b>"]


@pytest.mark.parametrize("narrow", [True, False])
def test_a_change_without_enough_evidence_is_written_without_weight(narrow):
    doubtful = ("Fès", 40, 44, {"change_label": "+4 [ns]", "is_doubtful": True})
    assert written(draw(PLACEMENTS, doubtful, narrow=narrow), "change") == ["change", "<b>+84%</b>", "+4 [ns]"]


def test_texts_stand_on_the_outer_sides_of_their_marks():
    values = trace(draw(("Rises", 933, 1719), ("Falls", 40, 22), ("Stays", 300, 300)), "values")
    sides = dict(zip(values.text, values.textposition, strict=True))
    assert sides["<b>933</b>"] == sides["<b>22</b>"] == "middle left"
    assert sides["<b>1,719</b>"] == sides["<b>40</b>"] == "middle right"
    assert list(values.textposition)[-2:] == ["middle left", "middle right"]


def test_zero_is_a_number_with_a_mark():
    figure = draw(("None", 0, 0), PLACEMENTS)
    assert trace(figure, "2014").x[0] == 0 and "<b>0</b>" in trace(figure, "values").text


def test_a_hidden_row_is_an_open_mark_of_another_kind_with_its_reason(texts_of):
    figure = draw(PLACEMENTS, ("Education", None, None, {"status": "confidential"}))
    hidden = trace(figure, "confidential")
    assert (hidden.marker.symbol, list(hidden.y)) == ("diamond-open", [1])
    assert hidden.text[0].strip("\u00a0") == "[c]"
    assert hidden.customdata[0] == "Education<br>Hidden so that nobody can be recognised"
    assert "Hidden so that nobody can be recognised" in written(figure, "key")
    assert [each.name for each in figure.data].count("confidential") == 1


def test_one_hidden_year_leaves_the_other_drawn():
    status = {"status": "confidential", "before_status": "confidential", "after_status": "normal"}
    figure = draw(PLACEMENTS, ("Education", None, 120, status))
    assert list(trace(figure, "confidential").y) == [1] and list(trace(figure, "2015").x) == [1719, 120]
    assert "<b>120</b>" in trace(figure, "values").text


@pytest.mark.parametrize("narrow", [True, False])
def test_what_is_hidden_stands_before_the_axis_where_no_number_is(narrow):
    status = {"status": "confidential", "before_status": "confidential", "after_status": "normal"}
    figure = draw(PLACEMENTS, ("Education", None, 0, status), narrow=narrow)
    hidden, axis = trace(figure, "confidential"), figure.layout.xaxis
    # In the narrowest plot, of 110 pixels, the mark has a radius of 5 and the ring of a zero one of 8.
    assert axis.range[0] < hidden.x[0] < -(5 + 5) / 110 * 1719 * 0.7 and min(axis.tickvals) == 0
    assert hidden.textposition == "middle left" and hidden.text[0].strip("\u00a0") == "[c]"
    bare = draw(PLACEMENTS, narrow=narrow)
    assert bare.layout.xaxis.range[0] == 0 and bare.layout.margin.l < figure.layout.margin.l


def test_a_missing_year_has_no_mark_and_is_named_in_words():
    rows = PLACEMENTS, ("Unknown", None, 120, {"status": "not_available"})
    figure = draw(*rows)
    assert list(trace(figure, "2014").y) == [0] and list(trace(figure, "2015").y) == [0, 1]
    assert "2014 · no data" in written(figure, "change")
    assert "2014<br>no data" in written(draw(*rows, narrow=False), "change")
    assert "<b>120</b>" in trace(figure, "values").text


def test_two_missing_years_are_words_and_no_mark():
    words = trace(draw(PLACEMENTS, ("Unknown", None, None, {"status": "not_available"})), "not_available")
    assert words.mode == "text" and words.text[0].strip("\u00a0") == "no data"


def test_low_reliability_is_marked_after_the_number_it_belongs_to():
    both = draw(("A", 40, 22, {"status": "low_reliability"}))
    assert list(trace(both, "values").text) == ["<b>40 [u]</b>", "<b>22 [u]</b>"]
    sides = {"status": "low_reliability", "before_status": "normal", "after_status": "low_reliability"}
    assert list(trace(draw(("A", 40, 22, sides)), "values").text) == ["<b>40</b>", "<b>22 [u]</b>"]


def test_the_axis_holds_zero_and_a_few_round_numbers():
    axis = draw(PLACEMENTS, narrow=False).layout.xaxis
    assert axis.range[0] == 0 and axis.range[1] == 1719
    assert list(axis.tickvals) == [0, 500, 1000, 1500]
    assert list(draw(("A", 0.31, 0.37), narrow=False).layout.xaxis.tickvals) == [0, 0.1, 0.2, 0.3]
    # On a phone "1,000" takes 30 of 110 pixels; a million in full leaves no room for another number.
    assert list(draw(PLACEMENTS).layout.xaxis.tickvals) == [0, 1000]
    assert list(draw(("A", 900_000, 1_900_000)).layout.xaxis.tickvals) in ([0], [0, 1_000_000])


def test_the_key_names_only_what_is_drawn():
    assert written(draw(PLACEMENTS), "key") == ["<b>2014</b>", "<b>2015</b>"]
    assert "compare with care" in written(draw(PROJECTS), "key")


def test_a_key_too_wide_for_a_phone_takes_another_line():
    figure = draw(PROJECTS, CENTRES, language=FRENCH)
    lines = {note.text: note.yshift for note in figure.layout.annotations if note.name == "key"}
    cautions = [FRENCH.say("compare with care"), FRENCH.say("not comparable")]
    assert lines["<b>2014</b>"] == lines["<b>2015</b>"] > lines[cautions[0]] > lines[cautions[1]]
    ends = [note.xshift + len(note.text) * 6 for note in figure.layout.annotations if note.name == "key"]
    assert max(ends) + figure.layout.margin.l < 300


def test_arabic_rows_start_at_the_right_and_numbers_still_run_to_the_right():
    row = ("التشغيل", 933, 1719, {"change_label": "\u2066+84 %\u2069"})
    arabic, english = draw(row, language=ARABIC), draw(PLACEMENTS)
    assert (arabic.layout.yaxis.side, english.layout.yaxis.side) == ("right", "left")
    assert arabic.layout.xaxis.range[0] < arabic.layout.xaxis.range[1]
    for figure, near, far in ((arabic, "right", "left"), (english, "left", "right")):
        edges = {each.name: each.xanchor for each in figure.layout.annotations}
        assert (edges["group"], edges["change"], edges["key"]) == (near, far, near)


@pytest.mark.parametrize("narrow", [True, False])
def test_arabic_is_wrapped_and_its_numbers_isolated(narrow, assert_is_wrapped):
    rows = [
        ("التشغيل في المقاولات المواطنة", 933, 1719, {"change_label": "\u2066+84\u00a0%\u2069"}),
        ("التعليم", None, None, {"status": "confidential"}),
        ("غير معروف", None, 120, {"status": "not_available"}),
        ("التدرج المهني", 40, 22, {"status": "low_reliability", "verdict": "with_care"}),
        ("مركز", 0, 1600, {"verdict": "not_comparable"}),
    ]
    assert_is_wrapped(draw(*rows, language=ARABIC, narrow=narrow))


@pytest.mark.parametrize("narrow, row_height", [(True, 53), (False, 40)])
def test_height_grows_with_the_rows(narrow, row_height):
    one, many = (draw(*[PLACEMENTS] * count, narrow=narrow).layout.height for count in (1, 25))
    assert many - one == 24 * row_height


def test_a_long_name_keeps_its_room_and_breaks_once():
    name = "Tanger-Tétouan-Al Hoceïma et environs"
    wide = draw((name, 10, 20), narrow=False)
    assert list(wide.layout.yaxis.ticktext) == ["Tanger-Tétouan-<br>Al Hoceïma et environs"]
    # 22 letters of 0.5 of 13 pixels, measured in a browser.
    assert wide.layout.margin.l >= 143
    phone = draw((name, 10, 20))
    assert written(phone, "group") == [name] and phone.layout.margin.l < 60


def test_a_phone_keeps_room_for_the_marks_however_long_the_texts():
    texts = {"before_label": "218,000 MAD", "after_label": "1,229,700 MAD", "change_label": "+1,011,700 MAD (+464%)"}
    margin = draw(("Rabat-Salé-Kénitra", 0, 1_229_700, texts)).layout.margin
    assert 300 - margin.l - margin.r >= 80


@pytest.mark.parametrize("language", [ARABIC, FRENCH, ENGLISH], ids=["ar", "fr", "en"])
def test_no_grid_line_strikes_a_change_out_on_a_phone(language):
    figure = draw(PLACEMENTS, PROJECTS, language=language)
    changes = [each for each in figure.layout.annotations if each.name == "change" and "+" in each.text]
    assert [each.bgcolor for each in changes] == [LIGHT.card] * 2


def test_a_phone_shows_name_and_change_on_one_line_above_the_marks():
    figure = draw(PLACEMENTS)
    name, change = (
        next(each for each in figure.layout.annotations if each.text == text) for text in ("Placements", "<b>+84%</b>")
    )
    assert (name.y, name.yshift) == (change.y, change.yshift) and name.yshift > 9
    assert (name.x, change.x) == (0, 1)
    # Together they do not fit a phone: the name breaks and the rows grow.
    long = draw(("Formation professionnelle et apprentissage", 1, 2, {"change_label": "+1,011,700 MAD (+464%)"}))
    assert written(long, "group") == ["Formation professionnelle<br>et apprentissage"]
    assert long.layout.height > figure.layout.height


def test_the_numbers_of_the_axis_are_not_cut_at_its_ends():
    # "0% of everybody" takes about 80 pixels, half of them to the left of zero.
    figure = dumbbell(change(("A", 0.5, 1)), ENGLISH, LIGHT, tick_text=lambda value: f"{value:.0%} of everybody")
    assert figure.layout.margin.l >= 40


def test_a_mark_carries_the_code_that_a_click_narrows_to():
    figure = draw(("Placements", 933, 1719, {"code": "job_placement"}), meta={"narrows": "route"})
    text, code = trace(figure, "2015").customdata[0]
    assert code == "job_placement" and text.startswith("Placements")
    assert figure.layout.meta == {"narrows": "route"}
