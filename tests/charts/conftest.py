"""What the tests of figures share: every text a reader or a pointer can meet in a figure."""

import json

import plotly.graph_objects as go
import pytest

from analytics.charts.drawing import Drawing
from analytics.language import LANGUAGES
from analytics.records.folder import PROJECT_DATA


@pytest.fixture(scope="module", autouse=True)
def check_every_property():
    """Every figure of these tests is checked by Plotly, property by property, which a page leaves out for its speed."""

    def figure(drawing):
        layout = drawing.layout | {"shapes": drawing.shapes, "annotations": drawing.annotations}
        return go.Figure(data=drawing.traces, layout=layout)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Drawing, "figure", figure)
        yield


@pytest.fixture(params=sorted(LANGUAGES))
def language(request):
    return LANGUAGES[request.param]


@pytest.fixture(scope="session")
def land():
    return json.loads((PROJECT_DATA / "reference" / "land.geojson").read_text(encoding="utf-8"))


def _listed(texts):
    return [] if texts is None else list(texts)


@pytest.fixture
def texts_of():
    """Every line of text in a figure: written, at the ticks, beside marks, under the pointer; without markup."""

    def read(figure):
        found = [annotation.text for annotation in figure.layout.annotations]
        for trace in figure.data:
            # A mark that can be clicked carries its text, then a code that nobody reads.
            told = [each if isinstance(each, str) else each[0] for each in _listed(trace.customdata)]
            found += [*_listed(trace.text), *told]
        for axis in (*figure.select_xaxes(), *figure.select_yaxes()):
            found += axis.ticktext or ()
        lines = [line for text in found for line in str(text).split("<br>")]
        return [line.replace("<b>", "").replace("</b>", "").strip("\u00a0") for line in lines if line.strip()]

    return read


@pytest.fixture
def assert_is_wrapped(texts_of):
    """In Arabic every line is inside U+2067…U+2069, and every number in it inside U+2066…U+2069."""

    def check(figure):
        lines = texts_of(figure)
        assert lines
        for line in lines:
            assert line.startswith("\u2067") and line.endswith("\u2069"), line
            depth = 0
            for letter in line[1:-1]:
                depth += (letter == "\u2066") - (letter == "\u2069")
                assert not letter.isdigit() or depth == 1, line

    return check
