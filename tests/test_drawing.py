"""What is drawn leaves as it was drawn, without being looked over or copied number by number."""

import copy

import numpy as np
import plotly.graph_objects as go

from analytics.charts.drawing import Drawing, bar, scatter

# Without a template of its own a figure that is looked into takes that of Plotly.
LAYOUT = {"height": 100, "template": {"layout": {"showlegend": False}}}


def test_a_figure_holds_what_was_drawn():
    drawing = Drawing(layout={"height": 100})
    drawing.traces += [scatter(name="line", x=[1, None, 2], y=[0.5, None, 1.5]), bar(name="bars", x=[1], y=["a"])]
    drawing.write("words", x=0, y=1)
    sent = drawing.figure().to_dict()
    assert [trace["type"] for trace in sent["data"]] == ["scatter", "bar"]
    assert sent["data"][0] == {"name": "line", "x": [1, None, 2], "y": [0.5, None, 1.5], "type": "scatter"}
    assert sent["layout"]["annotations"] == [{"text": "words", "showarrow": False, "borderpad": 0, "x": 0, "y": 1}]


def test_arrays_are_sent_as_plotly_sends_them():
    drawing = Drawing(
        traces=[scatter(x=np.array([[0.5, 1], [np.nan, 2]])[:, 0], y=[1, 2]), bar(x=[1], y=[2])], layout=LAYOUT
    )
    figure = drawing.figure()
    assert figure.to_dict() == go.Figure.to_dict(figure)
    assert figure.to_dict()["data"][0]["x"]["dtype"] == "f8"


def test_long_lists_are_passed_on_and_not_copied():
    numbers = [1, 2]
    drawing = Drawing(traces=[scatter(x=numbers, y=[3, 4])])
    assert drawing.figure().to_dict()["data"][0]["x"] is numbers


def test_a_figure_that_is_looked_into_is_one_of_plotly():
    drawing = Drawing(traces=[scatter(name="marks", x=[1, 2], y=[3, 4])], layout=LAYOUT | {"meta": {"narrows": "sex"}})
    figure = drawing.figure()
    assert isinstance(figure, go.Figure) and figure.meta == {"narrows": "sex"}
    before = figure.to_dict()
    assert figure.data[0].name == "marks" and figure.layout.height == 100
    assert figure.to_dict() == before
    # What is changed then leaves as it was changed.
    figure.update_layout(height=200)
    assert figure.to_dict()["layout"]["height"] == 200 and before["layout"]["height"] == 100
    assert copy.deepcopy(figure).layout.height == 200
