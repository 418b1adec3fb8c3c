"""Two cohorts followed from their start: a dashed and a solid step curve, dotted where provisional, counts below."""

import pandas as pd
import pytest

from analytics.charts import LIGHT, curves
from analytics.language import ARABIC, ENGLISH, FRENCH
from tests.figure_parts import trace, written

# Remission of the two groups of Freireich et al. (1963): at risk and share at some weeks, as Stata and R give them.
BEFORE = [(0, 21, 1.0), (6, 21, 0.857), (12, 12, 0.753), (18, 9, 0.627), (24, 5, 0.448)]
AFTER = [(0, 21, 1.0), (6, 14, 0.667), (12, 6, 0.190), (18, 3, 0.095)]


def followed(before=BEFORE, after=AFTER, **marks):
    """Rows of month, at risk, value; `marks` maps year_month to a status, such as y2015_18="provisional"."""
    rows = [
        {
            "measure": "exits",
            "year": year,
            "months": month,
            "at_risk": at_risk,
            "value": value,
            "low": None if value in (None, 1.0) else value - 0.05,
            "high": None if value in (None, 1.0) else value + 0.05,
            "status": marks.get(f"y{year}_{month}", "normal"),
        }
        for year, cohort in ((2014, before), (2015, after))
        for month, at_risk, value in cohort
    ]
    return pd.DataFrame(rows).astype({"value": "Float64", "low": "Float64", "high": "Float64"})


def draw(table=None, language=ENGLISH, **options):
    return curves(followed() if table is None else table, language, LIGHT, tick_text=language.percent, **options)


def test_what_is_no_curve_is_refused():
    with pytest.raises(ValueError, match="status"):
        draw(followed().drop(columns="status"))
    with pytest.raises(ValueError, match="empty"):
        draw(followed().iloc[:0])


def test_both_years_are_steps_2014_dashed_and_2015_solid():
    figure = draw()
    before, after = trace(figure, "2014").line, trace(figure, "2015").line
    assert before.shape == after.shape == "hv"
    assert before.dash and not after.dash
    assert (before.color, after.color) == ("#12436D", "#F46A25")
    assert list(trace(figure, "2014").x) == [0, 6, 12, 18, 24]
    assert list(figure.layout.xaxis.range) == [0, 24] and figure.layout.yaxis.range[0] == 0


def test_what_is_provisional_is_dotted_and_goes_on_from_what_is_known():
    figure = draw(followed(y2015_18="provisional"))
    firm, loose = trace(figure, "2015"), trace(figure, "open 2015")
    assert [month for month in firm.x if month is not None] == [0, 6, 12]
    assert [month for month in loose.x if month is not None] == [12, 18]
    assert loose.line.dash and loose.line.dash != trace(figure, "2014").line.dash
    assert "provisional, or fewer than 30 followed" in written(figure, "key")
    assert "provisional, or fewer than 30 followed" not in written(draw(), "key")


def test_the_interval_is_a_faint_area_that_steps_with_its_curve():
    band = trace(draw(), "interval 2014")
    assert band.fill == "toself" and band.fillcolor == "rgba(18,67,109,0.16)"
    # At month 0 nobody has ended: the area starts in the curve, stays there until month 6 and then widens.
    assert list(zip(band.x, band.y, strict=True))[:3] == [(0, 1.0), (6, 1.0), (6, pytest.approx(0.907))]
    assert list(zip(band.x, band.y, strict=True))[-1] == (0, 1.0)


def test_each_count_stands_under_its_month():
    figure = draw()
    ticks = list(figure.layout.xaxis.tickvals)
    counts = [note for note in figure.layout.annotations if note.name == "at risk"]
    assert ticks == [0, 6, 12, 18, 24]
    assert [(note.x, note.text) for note in counts[:5]] == [(0, "21"), (6, "21"), (12, "12"), (18, "9"), (24, "5")]
    # Nobody of 2015 is followed at month 24: a zero is said too.
    assert [note.text for note in counts[5:]] == ["21", "14", "6", "3", "0"]
    assert len({note.yshift for note in counts[:5]}) == 1 and counts[0].yshift > counts[5].yshift
    assert written(figure, "axis") == ["months since the start"]


def test_counts_of_a_million_leave_fewer_months_but_never_touch():
    millions = [(month, 900_000, 0.5) for month in range(0, 121, 6)]
    figure = draw(followed(before=millions, after=millions))
    assert len(figure.layout.xaxis.tickvals) <= 5
    assert figure.layout.margin.l + figure.layout.margin.r < 110


def test_months_without_a_value_keep_their_counts_and_end_the_axis():
    table = followed(after=[*AFTER[:3], (18, 3, None)], y2015_18="not_available")
    figure = draw(table)
    assert [month for month in trace(figure, "2015").x if month is not None] == [0, 6, 12]
    assert "3" in written(figure, "at risk")
    shorter = draw(followed(before=[*BEFORE[:3], (18, 9, None), (24, 5, None)], after=AFTER[:3]))
    assert list(shorter.layout.xaxis.range) == [0, 12]


def test_a_hidden_month_breaks_the_curve_and_says_why(texts_of):
    figure = draw(followed(after=[AFTER[0], (6, 14, None), *AFTER[2:]], y2015_6="confidential"))
    hidden = trace(figure, "confidential 2015")
    assert (hidden.marker.symbol, list(hidden.x), hidden.text[0]) == ("diamond-open", [6], "[c]")
    assert None in trace(figure, "2015").y
    assert "Hidden so that nobody can be recognised" in written(figure, "key")
    assert "Hidden so that nobody can be recognised" in texts_of(figure)


def test_the_years_stand_at_the_ends_of_their_curves_and_keep_apart():
    notes = {note.text: note for note in draw().layout.annotations if note.name == "cohort" and note.yref != "paper"}
    assert (notes["<b>2014</b>"].x, notes["<b>2014</b>"].y) == (24, 0.448)
    close = followed(after=[*AFTER, (24, 2, 0.44)])
    notes = {
        note.text: note for note in draw(close).layout.annotations if note.name == "cohort" and note.yref != "paper"
    }
    apart = notes["<b>2014</b>"].yshift - notes["<b>2015</b>"].yshift + 0.008 * 230
    assert apart == pytest.approx(17, abs=0.5)


def test_an_early_end_is_named_on_the_side_away_from_the_other_curve():
    below = followed(after=[(0, 21, 1.0), (6, 20, 0.85), (12, 12, 0.72)])
    note = next(each for each in draw(below).layout.annotations if each.text == "<b>2015</b>" and each.x == 12)
    assert note.yshift < 0 and note.xanchor == "center"


def test_one_cohort_alone_is_drawn():
    figure = draw(followed(before=[]))
    assert trace(figure, "2014") is None and trace(figure, "2015")
    assert written(figure, "key") == ["<b>2015</b>", "95% interval"]
    assert len(written(figure, "at risk")) == len(figure.layout.xaxis.tickvals)


def test_a_pointer_reads_share_interval_and_count():
    told = trace(draw(), "months 2014").customdata[1].split("<br>")
    assert told == [
        "2014", "6 months after the start", "86%", "95% interval: 81% to 91%", "Still followed: 21",
    ]  # fmt: skip


@pytest.mark.parametrize("narrow", [True, False])
def test_arabic_is_wrapped_and_time_still_runs_to_the_right(narrow, assert_is_wrapped):
    table = followed(after=[*AFTER[:2], (12, 6, None), *AFTER[3:]], y2015_12="confidential", y2015_18="low_reliability")
    figure = draw(table, language=ARABIC, narrow=narrow)
    assert_is_wrapped(figure)
    assert figure.layout.xaxis.range[0] < figure.layout.xaxis.range[1]
    head = next(note for note in figure.layout.annotations if note.name == "head")
    assert (head.x, head.xanchor) == (1, "right")


def test_the_key_and_the_table_fit_a_phone():
    figure = draw(followed(y2015_18="provisional"), language=FRENCH)
    ends = [note.xshift + len(note.text) * 6.5 for note in figure.layout.annotations if note.name == "key"]
    assert max(ends) < 290
    assert 300 - figure.layout.margin.l - figure.layout.margin.r >= 190
