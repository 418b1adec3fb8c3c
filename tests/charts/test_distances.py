"""Distances drawn: every city at its kilometres, marked by the years it was in the programme."""

import pandas as pd
import pytest

from analytics.charts import LIGHT, distances
from analytics.language import ARABIC, ENGLISH

ROWS = (("Rabat", 3.5, True, True, "none"), ("Safi", 139.0, False, True, "under_construction"), ("Boujdour", 675.0, True, False, "none"))  # fmt: skip


def cells(language=ENGLISH):
    return pd.DataFrame(
        [
            {
                "code": name.lower(),
                "group": name,
                "value": value,
                "label": language.say("{n} km", n=round(value)),
                "far": language.number(100_000),
                "in_before": before,
                "in_after": after,
                "centre_status": centre,
                "status": "normal",
            }
            for name, value, before, after, centre in ROWS
        ]
    )


def drawn(frame=None, language=ENGLISH):
    frame = cells() if frame is None else frame
    title = language.say("inhabitants")
    return distances(frame, language, LIGHT, tick_text=language.number, far_title=title)


def test_a_table_without_status_is_refused():
    with pytest.raises(ValueError, match="status"):
        drawn(cells().drop(columns="status"))


def test_each_city_is_marked_in_the_years_of_its_programme():
    figure = drawn()
    found = {each.name: list(each.x) for each in figure.data if each.name in ("before", "after")}
    assert found == {"before": [3.5, 675.0], "after": [3.5, 139.0]}


def test_a_centre_being_built_is_a_dotted_frame():
    frames = [shape for shape in drawn().layout.shapes if shape.name == "under_construction"]
    # One in the figure, one in the key.
    assert [shape.xanchor for shape in frames if shape.xref == "x"] == [139.0] and len(frames) == 2


def test_every_row_says_its_distance_and_its_inhabitants(texts_of):
    texts = texts_of(drawn())
    for said in ("4 km", "139 km", "675 km", "100,000", "inhabitants"):
        assert said in texts


def test_kilometres_run_from_left_to_right(language):
    axis = drawn(cells(language), language).layout.xaxis
    assert axis.range == (0, 675.0) and list(axis.tickvals) == sorted(axis.tickvals)


def test_arabic_is_wrapped(assert_is_wrapped):
    assert_is_wrapped(drawn(cells(ARABIC).assign(group="الرباط"), ARABIC))
