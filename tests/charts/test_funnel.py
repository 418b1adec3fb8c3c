"""The funnel drawn: every unit once and clickable, only those beyond the limits named, nothing hidden left out."""

from math import log10

import numpy as np
import pandas as pd
import pytest

from analytics.charts import DARK, LIGHT, funnel
from analytics.language import ARABIC, ENGLISH
from tests.figure_parts import trace

CURVES = pd.DataFrame(
    {
        "size": np.geomspace(10, 1000, 20),
        "low_998": 0.5 - 1.5 / np.geomspace(10, 1000, 20) ** 0.5,
        "low_95": 0.5 - 1 / np.geomspace(10, 1000, 20) ** 0.5,
        "high_95": 0.5 + 1 / np.geomspace(10, 1000, 20) ** 0.5,
        "high_998": 0.5 + 1.5 / np.geomspace(10, 1000, 20) ** 0.5,
    }
)


def units(**changed):
    rows = {
        "fes": ("Fès", 400, 0.52, "inside", "normal"),
        "tanger": ("Tanger", 300, 0.70, "beyond_998", "normal"),
        "safi": ("Safi", 12, 0.2, "beyond_95", "low_reliability"),
        "nador": ("Nador", 20, 0.5, "not_judged", "low_reliability"),
        "settat": ("Settat", None, None, "not_judged", "confidential"),
        "oujda": ("Oujda", None, None, "not_judged", "not_available"),
    }
    frame = pd.DataFrame(
        [
            {
                "code": code,
                "group": name,
                "size": size,
                "value": value,
                "label": "" if value is None else f"{value:.0%}",
                "size_label": "" if size is None else f"{size} known cases",
                "place": place,
                "place_label": place,
                "is_chosen": False,
                "status": status,
            }
            for code, (name, size, value, place, status) in rows.items()
        ]
    )
    return frame.assign(**changed)


def drawn(frame=None, language=ENGLISH, theme=LIGHT, kind="before"):
    return funnel(
        units() if frame is None else frame,
        CURVES,
        language,
        theme,
        overall=0.5,
        overall_text=language.say("all cities: {value}", value=language.percent(0.5)),
        side=(kind, language.year(2014)),
        size_title=language.say("{base} (logarithmic scale)", base=language.say("Known cases")),
        tick_text=language.percent,
    )


def named(figure):
    return {
        note.text.replace("<b>", "").replace("</b>", "") for note in figure.layout.annotations if note.name == "unit"
    }


def test_a_table_without_status_is_refused():
    with pytest.raises(ValueError, match="status"):
        drawn(units().drop(columns="status"))


def test_every_unit_with_a_number_stands_at_its_size_and_value():
    figure = drawn()
    places = {}
    for name in ("inside", "beyond", "not_judged"):
        marks = trace(figure, name)
        places |= dict(zip(marks.ids, zip(marks.x, marks.y, strict=True), strict=True))
    assert places == {
        "fes": (log10(400), 0.52),
        "tanger": (log10(300), 0.70),
        "safi": (log10(12), 0.2),
        "nador": (log10(20), 0.5),
    }


def test_only_units_beyond_the_limits_and_chosen_ones_are_named():
    assert named(drawn()) == {"Tanger", "Safi [u]"}
    assert named(drawn(units(is_chosen=[True, False, False, False, False, False]))) == {"Fès", "Tanger", "Safi [u]"}


def test_many_chosen_units_are_not_named_and_the_others_are_faint():
    frame = pd.concat([units(), *[units().iloc[:1].assign(code=f"more{n}", group=f"More {n}") for n in range(6)]])
    figure = drawn(frame.assign(is_chosen=frame["code"].str.startswith("more")))
    assert named(figure) == {"Tanger", "Safi [u]"}
    marks = trace(figure, "inside")
    opacity = dict(zip(marks.ids, marks.marker.opacity, strict=True))
    assert opacity["fes"] < 0.5 and opacity["more0"] == 1


def test_a_hidden_number_is_an_open_diamond_and_a_missing_one_is_not():
    hidden = trace(drawn(), "confidential")
    assert hidden.marker.symbol == "diamond-open" and [mark[1] for mark in hidden.customdata] == ["settat"]
    assert "Hidden so that nobody can be recognised" in hidden.customdata[0][0]


def test_what_is_hidden_has_a_strip_of_its_own_under_the_numbers():
    figure = drawn()
    assert trace(figure, "confidential").yaxis == "y2" and trace(figure, "inside").yaxis in (None, "y")
    plot, strip = figure.layout.yaxis.domain, figure.layout.yaxis2.domain
    assert strip[0] == 0 and strip[1] < plot[0] and plot[1] == 1
    assert figure.layout.yaxis2.ticktext == ("[c]",)
    # The strip is room more, and takes none from the numbers.
    bare = drawn(units().query("status != 'confidential'"))
    inner = [each.layout.height - each.layout.margin.t - each.layout.margin.b for each in (figure, bare)]
    assert "yaxis2" not in bare.layout and inner[0] * (plot[1] - plot[0]) == pytest.approx(inner[1])


def test_no_place_of_a_hidden_number_can_be_read_as_a_size():
    hidden = units().query("status == 'confidential'")
    figure = drawn(pd.concat([units(), *[hidden.assign(code=f"more{n}") for n in range(4)]]))
    # Ticks and name of the axis stand between plot and strip …
    layout = figure.layout
    end_of_plot = layout.yaxis.domain[0]
    caption = next(each for each in layout.annotations if each.name == "caption")
    assert layout.xaxis.anchor in (None, "y") and caption.y == pytest.approx(end_of_plot)
    inner = layout.height - layout.margin.t - layout.margin.b
    assert (end_of_plot - layout.yaxis2.domain[1]) * inner == pytest.approx(42)
    # … in which marks stand close together, however far the axis goes.
    places = list(trace(figure, "confidential").x)
    start, end = np.log10(CURVES["size"].min()), np.log10(CURVES["size"].max())
    assert len(places) == 5 and places[-1] < start + (end - start) / 3


def test_a_click_answers_with_the_code_of_the_city():
    figure = drawn()
    assert figure.layout.meta["narrows"] == "city"
    codes = [mark[1] for name in ("inside", "beyond", "not_judged") for mark in trace(figure, name).customdata]
    assert sorted(codes) == ["fes", "nador", "safi", "tanger"]


def test_limits_are_drawn_as_they_are_given():
    figure = drawn()
    for name in ("low_95", "high_95", "low_998", "high_998"):
        assert list(trace(figure, name).y) == CURVES[name].tolist()
        assert list(trace(figure, name).x) == np.log10(CURVES["size"]).tolist()
    assert set(trace(figure, "overall").y) == {0.5}


def test_2014_is_open_2015_is_filled_and_a_change_is_neither():
    assert trace(drawn(kind="before"), "inside").marker.line.color == LIGHT.before
    assert trace(drawn(kind="before"), "inside").marker.color == LIGHT.card
    assert trace(drawn(kind="after"), "inside").marker.color == LIGHT.after
    assert trace(drawn(kind="change"), "inside").marker.color == LIGHT.centre


def test_numbers_run_from_left_to_right_in_every_language(language):
    figure = drawn(language=language)
    for axis in (figure.layout.xaxis, figure.layout.yaxis):
        assert axis.range[0] < axis.range[1]
        assert list(axis.tickvals) == sorted(axis.tickvals)


def test_arabic_is_wrapped(assert_is_wrapped):
    frame = units()
    frame["group"] = "الرباط"
    for name in ("label", "size_label", "place_label"):
        frame[name] = ARABIC.percent(0.5)
    assert_is_wrapped(drawn(frame, ARABIC, DARK))
